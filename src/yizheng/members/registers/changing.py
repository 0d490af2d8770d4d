"""What is done to the roster: posts from day to day, changes of term, two records made one."""

from yizheng.core.access import may
from yizheng.core.navigation import item
from yizheng.core.registers import Column, Group, register
from yizheng.core.showing import ACTS
from yizheng.members import permissions, services
from yizheng.members.models import Nominee, PersonMerge, SectorPlaces, Tenure, TermChange
from yizheng.members.panels.merging import AFTERWARDS, COMPARED
from yizheng.members.panels.terms import STEPS

ACTS |= {
    "members.ask_to_merge": "提出合并",
    "members.take_in_person": "并入另一条记录",
    "core.follow_joining": "人员合并后改指",
    "members.end_mandate": "离任",
    "members.co_opt": "增补",
    "members.begin_mandate": "换届就任",
    "members.change_sector": "改变界别",
    "members.change_party": "改变党派",
    "members.read_person": "查看联系方式",
}
TENURES = register(
    Tenure,
    slug="posts",
    section="members",
    view=permissions.view_tenure,
    enter=permissions.keep_roster,
    columns=(
        Column("name", "姓名", "person__name", sort="person__name"),
        Column("what", "职务、界别或者党派", "what"),
        "started_on",
        "ended_on",
    ),
    hidden=(
        "kind",
        "title",
        Column("organ", "专门委员会或活动组", "organ__name"),
        "decided_by",
        "ended_by",
    ),
    order="-started_on",
    search=("person__name",),
    filters=("kind", "title", "organ"),
    day="started_on",
    related=("person", "sector", "party", "organ"),
    groups=(
        Group("职务", ("person", "title", "organ")),
        Group("起止", ("started_on", "decided_by", "ended_on", "ended_by")),
    ),
    importable=False,
    create_with=services.enter_post,
    revise_with=services.revise_post,
    remove_with=services.remove_post,
    intro="谁从哪天到哪天任什么职务。界别、党派的改变在委员、人员的页面上办。",
)
MERGES = register(
    PersonMerge,
    slug="merges",
    section="members",
    view=permissions.view_merge,
    columns=(
        Column("other", "并入的记录", "other_name", sort="other_name"),
        Column("kept", "保留的记录", "kept__name", sort="kept__name"),
        "state",
        "asked_by",
        "asked_on",
    ),
    hidden=("reason", "decided_by", "decided_on", "declined_reason"),
    order="-asked_on",
    search=("other_name", "kept__name", "reason"),
    filters=("state",),
    day="asked_on",
    related=("kept",),
    panels=(COMPARED, AFTERWARDS),
    in_menu=False,
    intro="同一个人登记了两条的，提出合并，由另一人复核。合并以后不能撤销。",
)
CHANGES = register(
    TermChange,
    slug="term-changes",
    section="members",
    view=permissions.view_term_change,
    enter=permissions.keep_term_change,
    columns=(
        Column("name", "换届", "name", sort="ordinal"),
        "starts_on",
        "state",
        "decided_by",
    ),
    hidden=(
        "ordinal", "note", "asked_by", "confirmed_by", "confirmed_on", "return_note", "began_on",
    ),
    order="-ordinal",
    groups=(Group("新一届", ("ordinal", "starts_on", "decided_by", "note")),),
    panels=(STEPS,),
    told=("members.nominee", "members.sectorplaces"),
    importable=False,
    create_with=services.prepare_term,
    revise_with=services.revise_term,
    remove_with=services.drop_term,
    intro="一步一步准备新一届：名单、名额、职务，由另一人复核，到第一天自动生效。以前什么也不改变。",
)  # fmt: skip
NOMINEES = register(
    Nominee,
    slug="nominees",
    section="members",
    view=permissions.view_nominee,
    enter=permissions.keep_nominee,
    columns=(
        Column("name", "姓名", "name", sort="name"),
        Column("sector", "界别", "sector__name", sort="sector__name"),
        "post",
        Column("party", "党派", "party__short_name"),
        "number",
        "is_standing",
    ),
    hidden=(
        Column("change", "换届", "change"),
        Column("person", "人员编号", "person__pk"),
        "sex",
        "title",
        Column("organ", "专门委员会", "organ__name"),
        "organ_title",
        "is_new",
    ),
    order="name",
    search=("name", "post", "number"),
    filters=("sector", "is_standing", "organ"),
    related=("change", "person", "sector", "party", "organ"),
    known_by=("name",),
    parent="change",
    groups=(
        Group("人员", ("name", "person", "is_new", "sex", "post", "party")),
        Group("委员身份", ("sector", "number")),
        Group("职务", ("is_standing", "title", "organ", "organ_title")),
    ),
    in_menu=False,
)
PLACES = register(
    SectorPlaces,
    slug="sector-places",
    section="members",
    view=permissions.view_nominee,
    columns=(
        Column("change", "换届", "change"),
        Column("sector", "界别", "sector__name", sort="sector__name"),
        "places",
    ),
    order="sector__order",
    related=("change", "sector"),
    in_menu=False,
)
item("members", "增补委员", "members:co-opt", lambda actor: may(actor, permissions.keep_roster))
item("members", "重名人员", "members:doubles", lambda actor: may(actor, permissions.ask_to_merge))
item("members", "某日名册", "members:roster", lambda actor: may(actor, permissions.view_mandate))
