"""Lists, pages and forms of activities, participations and topics."""

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.documents.panels import ATTACHMENTS

from . import permissions, services
from .models import Activity, Participation, Topic
from .panels import PEOPLE
from .states import KindGroup

ACTS["activities.settle_participations"] = "登记到会"
# Section of the menu, what the item is called, and the group of kinds it lists.
LISTS = (
    ("study", "学习活动", KindGroup.STUDY),
    ("leadership", "会议", KindGroup.MEETING),
    ("consultation", "协商活动", KindGroup.CONSULTATION),
    ("consultation", "调研监督活动", KindGroup.SUPERVISION),
    ("service", "为民服务活动", KindGroup.SERVICE),
    ("liaison", "谈心走访", KindGroup.LIAISON),
    ("counties", "联动活动", KindGroup.COOPERATION),
)
for section, label, group in LISTS:
    item(section, label, f"activities:list-{group}", lambda actor: may(actor, permissions.view))
item("system", "活动种类", "activities:kinds", lambda actor: may(actor, permissions.view_kinds))

ACTIVITIES = register(
    Activity,
    slug="activities",
    section="overview",
    label="活动",
    view=permissions.view,
    enter=permissions.enter,
    columns=(
        Column("title", "名称", "title", sort="title"),
        "held_on",
        Column("kind", "种类", "kind__label", sort="kind__order"),
        Column("numbered", "届次", "numbered"),
        Column("host", "举办机构", "host__name", sort="host__order"),
        "place",
        "state",
    ),
    hidden=(
        "ended_on",
        Column("group", "类别", "kind__get_group_display"),
        Column("organiser", "承办处室", "organiser__name"),
        Column("topics", "专题", "topic_names", field="topics"),
        "ordinal",
        Column("county", "县（市、区）", "county__place"),
        "summary",
        "cancel_reason",
    ),
    order="-held_on",
    search=("title", "place", "summary"),
    filters=("kind__group", "kind", "state", "host", "topics", "county"),
    day="held_on",
    related=("kind", "term", "host", "organiser", "county"),
    prefetch=("topics",),
    panels=(PEOPLE, ATTACHMENTS),
    groups=(
        Group("活动", ("kind", "title", "held_on", "ended_on", "place", "ordinal")),
        Group("举办", ("host", "organiser", "county", "topics")),
        Group("内容", ("summary",)),
    ),
    create_with=services.enter_activity,
    revise_with=services.revise_activity,
    intro="谁承办、谁登记，一次活动登记一条。取消的活动不删除，也不计数。",
)
PARTICIPATIONS = register(
    Participation,
    slug="participations",
    section="members",
    view=permissions.view_participation,
    enter=permissions.enter,
    importable=True,
    columns=(
        Column("person", "姓名", "person__name", sort="person__name"),
        Column("activity", "活动", "activity__title", sort="activity__title"),
        Column("held_on", "日期", "activity__held_on", "day", sort="activity__held_on"),
        Column("kind", "种类", "activity__kind__label"),
        "role",
        "attendance",
    ),
    hidden=(Column("post", "工作单位及职务", "person__post"),),
    order="-activity__held_on",
    search=("person__name", "activity__title"),
    filters=("activity__kind__group", "role", "attendance"),
    day="activity__held_on",
    related=("person", "activity", "activity__kind"),
    intro="一人参加一次活动为一条，即一人次。名单在活动的页面上增减。",
)
TOPICS = register(
    Topic,
    slug="topics",
    section="study",
    view=permissions.view_topic,
    enter=permissions.enter,
    columns=("name", "theme", "started_on"),
    order="-started_on",
    search=("name",),
    filters=("theme",),
    groups=(Group("专题", ("name", "theme", "started_on")),),
    intro="学习教育、读本、年度重点工作等。登记活动时可以选几个专题。",
    in_menu=False,
)
