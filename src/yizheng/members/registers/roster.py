"""The roster and the organisation."""

from yizheng.core.registers import Column, Group, register
from yizheng.members import permissions
from yizheng.members.models import Mandate, Organ, Person, Sector, Session, Term
from yizheng.members.panels.merging import OF_PERSON
from yizheng.members.panels.people import CONTACT, LIFE, OF_MANDATE

MANDATES = register(
    Mandate,
    slug="members",
    section="members",
    view=permissions.view_mandate,
    enter=permissions.keep_roster,
    columns=(
        Column("name", "姓名", "person__name", sort="person__name"),
        "number",
        Column("sector", "界别", "sector__name", sort="sector__name"),
        Column("post", "工作单位及职务", "person__post"),
        "is_standing",
        "standing",
    ),
    hidden=(
        Column("term", "届", "term"),
        Column("sex", "性别", "person__get_sex_display"),
        Column("party", "党派", "person__party__name"),
        "started_on",
        "decided_by",
        "ended_on",
        "ended_by",
        "end_reason",
        Column("replaces", "接替谁", "replaces__person__name"),
    ),
    order="number",
    search=("person__name", "number", "person__post"),
    filters=("sector", "term", "is_standing", "standing"),
    related=("person__party", "sector", "term", "replaces__person"),
    made_along=("person",),
    panels=(OF_MANDATE,),
    told=("members.mandate",),
    groups=(
        Group("委员身份", ("person", "term", "sector", "number", "is_standing")),
        Group(
            "任期", ("started_on", "decided_by", "ended_on", "standing", "ended_by", "end_reason")
        ),
    ),
    intro="一届一人一条。人员的姓名、单位在“人员”里维护。",
)
PEOPLE = register(
    Person,
    slug="people",
    section="members",
    view=permissions.view_person,
    enter=permissions.keep_roster,
    columns=("name", "post", Column("party", "党派", "party__name"), "upper_seat"),
    hidden=(
        "sex",
        Column("phone", "联系电话", "masked_phone", field="phone"),
        Column("organ", "所在机构", "organ__name"),
    ),
    order="name",
    search=("name", "post"),
    filters=("party", "organ", "upper_seat"),
    related=("party", "organ"),
    known_by=("name",),
    panels=(LIFE, CONTACT, OF_PERSON),
    told=("members.mandate", "members.nominee", "members.personmerge", "members.tenure"),
    groups=(
        Group("基本情况", ("name", "sex", "post", "phone")),
        Group("身份", ("party", "organ", "upper_seat")),
    ),
)
SECTORS = register(
    Sector,
    slug="sectors",
    section="members",
    view=permissions.view_organisation,
    enter=permissions.keep_organisation,
    columns=("name", "order"),
    order="order",
    groups=(Group("界别", ("name", "order")),),
    in_menu=False,
)
ORGANS = register(
    Organ,
    slug="organs",
    section="members",
    view=permissions.view_organisation,
    enter=permissions.keep_organisation,
    columns=("name", "kind", "order"),
    order="order",
    filters=("kind",),
    groups=(Group("机构", ("name", "kind", "order")),),
    in_menu=False,
)
TERMS = register(
    Term,
    slug="terms",
    section="members",
    view=permissions.view_organisation,
    enter=permissions.keep_organisation,
    columns=("ordinal", "started_on", "ended_on"),
    order="-ordinal",
    groups=(Group("届", ("ordinal", "started_on", "ended_on")),),
    in_menu=False,
)
SESSIONS = register(
    Session,
    slug="sessions",
    section="members",
    view=permissions.view_organisation,
    enter=permissions.keep_organisation,
    columns=(Column("term", "届", "term"), "ordinal", "opened_on", "closed_on"),
    order="-opened_on",
    related=("term",),
    groups=(Group("全体会议", ("term", "ordinal", "opened_on", "closed_on")),),
    intro="届次年度从一次全体会议开幕之日算到下一次开幕的前一日。",
    in_menu=False,
)
