"""What happens to livelihood matters and to concerns, and how aid assignments are entered."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.consultations import HeldActivityFactory
from tests.factories.members import county
from tests.factories.service import (
    ConcernFactory,
    MatterFactory,
    PlatformFactory,
    VillageFactory,
    concern_by,
    county_in_care,
    matter_done,
    resolved,
)
from yizheng.activities.states import State as ActivityState
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, label_of
from yizheng.core.records import create
from yizheng.service import permissions
from yizheng.service.models import AidAssignment, Concern, LivelihoodMatter, StudentGrant
from yizheng.service.services import (
    close_concern,
    enter_assignment,
    finish_matter,
    hand_concern,
    reopen_concern,
    reopen_matter,
    resolve_concern,
    revise_assignment,
)
from yizheng.service.states import AidKind, ConcernChannel, ConcernState, MatterState

FORUM, PLATFORM, ACTIVITY, MEMBER = ConcernChannel
MAY = date(2025, 5, 1)


def refusals():
    return list(Event.objects.values_list("action", "refused"))


def test_a_matter_is_done_with_a_day_and_its_evidence_and_can_go_back(city):
    actor = acting("special")

    done = finish_matter(MatterFactory(), by=actor, done_on=MAY, evidence="验收单")
    assert (done.state, done.done_on, done.evidence) == (MatterState.DONE, MAY, "验收单")

    back = reopen_matter(done, by=actor)
    assert (back.state, back.done_on, back.evidence) == (MatterState.PLANNED, None, "")


@pytest.mark.parametrize(
    ("make", "role", "evidence", "refusal"),
    [
        (MatterFactory, "special", "", Invalid),
        (MatterFactory, "research", "验收单", NotAllowed),
        (MatterFactory, "leader", "验收单", NotAllowed),
        (matter_done, "special", "验收单", WrongState),
    ],
)
def test_a_refused_matter_stays_as_it_is(city, make, role, evidence, refusal):
    matter = make()
    before = LivelihoodMatter.objects.values().get()

    with pytest.raises(refusal):
        finish_matter(matter, by=acting(role, via=Via.API), done_on=MAY, evidence=evidence)

    assert LivelihoodMatter.objects.values().get() == before
    assert refusals() == [("service.finish_matter", True)]


def test_a_concern_goes_from_raised_over_handed_to_resolved(city):
    actor = acting("office")

    handed = hand_concern(ConcernFactory(), by=actor, handed_to="市城管局")
    assert (handed.state, handed.handed_to) == (ConcernState.HANDED, "市城管局")

    done = resolve_concern(handed, by=actor, resolved_on=MAY, result="已更换电表")
    assert (done.state, done.resolved_on, done.result) == (
        ConcernState.RESOLVED,
        MAY,
        "已更换电表",
    )


def test_a_concern_can_be_resolved_on_the_spot(city):
    done = resolve_concern(
        ConcernFactory(), by=acting("office"), resolved_on=MAY, result="当场答复"
    )

    assert (done.state, done.handed_to) == (ConcernState.RESOLVED, "")


@pytest.mark.parametrize("state", [ConcernState.RAISED, ConcernState.HANDED])
def test_what_cannot_be_resolved_has_an_explanation_and_no_day(city, state):
    handed_to = "市城管局" if state == ConcernState.HANDED else ""
    concern = ConcernFactory(state=state, handed_to=handed_to)

    closed = close_concern(concern, by=acting("office"), result="需省里立项，已向群众说明")

    assert (closed.state, closed.resolved_on) == (ConcernState.UNRESOLVED, None)
    assert closed.result == "需省里立项，已向群众说明"


@pytest.mark.parametrize(
    "facts", [{"state": ConcernState.UNRESOLVED, "result": "需立项"}, None], ids=["open", "solved"]
)
def test_a_closed_concern_is_handed_out_again_and_no_longer_resolved(city, facts):
    concern = ConcernFactory(**facts) if facts else resolved()

    back = reopen_concern(concern, by=acting("office"), handed_to="市水利局")

    assert (back.state, back.handed_to) == (ConcernState.HANDED, "市水利局")
    assert (back.resolved_on, back.result) == (None, "")


@pytest.mark.parametrize(
    ("make", "role", "facts", "refusal"),
    [
        (ConcernFactory, "office", {"result": ""}, Invalid),
        (ConcernFactory, "office", {"resolved_on": date(2025, 3, 2)}, Invalid),
        (ConcernFactory, "research", {}, NotAllowed),
        (ConcernFactory, "member", {}, NotAllowed),
        (resolved, "office", {}, WrongState),
    ],
)
def test_a_refused_resolution_changes_nothing(city, make, role, facts, refusal):
    concern = make(raised_on=date(2025, 3, 3))
    before = Concern.objects.values().get()
    given = {"resolved_on": MAY, "result": "已修好", **facts}

    with pytest.raises(refusal):
        resolve_concern(concern, by=acting(role), **given)

    assert Concern.objects.values().get() == before
    assert refusals() == [("service.resolve_concern", True)]


def entered(**facts):
    given = {"title": "路灯不亮", "raised_on": MAY, **facts}
    return create(Concern, by=acting("special"), right=permissions.keep, facts=given)


@pytest.mark.parametrize(
    ("channel", "code"), [(FORUM, "service.resident_forum"), (ACTIVITY, "service.activity")]
)
def test_a_concern_comes_from_an_activity_of_its_channels_kind(city, channel, code):
    activity = HeldActivityFactory(code=code)

    concern = entered(channel=channel, activity=activity)

    assert (concern.state, concern.activity) == (ConcernState.RAISED, activity)


@pytest.mark.parametrize(
    ("channel", "source"),
    [
        (FORUM, {"code": "service.activity"}),
        (ACTIVITY, {"code": "service.resident_forum"}),
        (FORUM, {"code": "consultation.forum"}),
        (FORUM, {"code": "service.resident_forum", "state": ActivityState.PLANNED}),
        (FORUM, None),
        (ACTIVITY, None),
        (PLATFORM, None),
    ],
)
def test_a_concern_from_nowhere_or_from_another_kind_is_refused(city, channel, source):
    activity = HeldActivityFactory(**source) if source else None

    with pytest.raises(Invalid):
        entered(channel=channel, activity=activity)

    assert Concern.objects.count() == 0
    assert refusals() == [("service.create_concern", True)]


def test_a_concern_has_one_source_only(city):
    activity = HeldActivityFactory(code="service.activity")

    with pytest.raises(Invalid, match="只选一个"):
        entered(channel=ACTIVITY, activity=activity, platform=PlatformFactory())


def test_a_county_passes_from_one_leader_to_the_next_on_a_day(city):
    place = county(city)
    old = county_in_care(place, opened_on=date(2021, 6, 1))
    actor = acting("office")
    facts = {"kind": AidKind.COUNTY, "place": "东湾县", "county": place, "opened_on": MAY}

    with pytest.raises(Invalid):
        enter_assignment(by=actor, facts=facts)
    old = revise_assignment(old, by=actor, facts={"closed_on": MAY}, version=1)
    new = enter_assignment(by=actor, facts=facts)

    rows = AidAssignment.objects.order_by("opened_on").values_list("pk", "closed_on")
    assert list(rows) == [(old.pk, MAY), (new.pk, None)]


@pytest.mark.parametrize(
    ("opened", "closed"),
    [(date(2020, 1, 1), date(2021, 6, 2)), (date(2022, 12, 31), date(2024, 1, 1))],
)
def test_a_county_is_never_in_care_twice_on_a_day(city, opened, closed):
    place = county(city)
    county_in_care(place, opened_on=date(2021, 6, 1), closed_on=date(2023, 1, 1))
    facts = {
        "kind": AidKind.COUNTY,
        "place": "东湾县",
        "county": place,
        "opened_on": opened,
        "closed_on": closed,
    }

    with pytest.raises(Invalid, match="重叠"):
        enter_assignment(by=acting("office"), facts=facts)

    assert AidAssignment.objects.count() == 1


def test_two_villages_of_one_county_are_two_assignments(city):
    place = county(city)
    VillageFactory(county=place)
    facts = {"kind": AidKind.VILLAGE, "place": "上河村", "county": place, "opened_on": MAY}

    made = enter_assignment(by=acting("office"), facts=facts)

    assert set(AidAssignment.objects.filter(county=place)) >= {made}
    assert AidAssignment.objects.count() == 2


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("王小明", "不要填写学生姓名"),
        ("ZX-王", "不要填写学生姓名"),
        (f"138{'0' * 8}", "身份证号或电话"),
        ("110101200601010011", "身份证号或电话"),
        ("11010120060101001X", "身份证号或电话"),
    ],
)
def test_who_a_student_is_cannot_be_entered(city, reference, said):
    facts = {
        "reference_no": reference,
        "amount_fen": 500_000,
        "granted_on": MAY,
        "school_year": "2025-2026",
    }

    with pytest.raises(Invalid, match=said):
        create(StudentGrant, by=acting("office"), right=permissions.keep, facts=facts)

    assert StudentGrant.objects.count() == 0
    assert Event.objects.get().record == "service.studentgrant"


@pytest.mark.parametrize("school_year", ["2025", "2025-2027", "2025-2025", "25-26", "2025—2026"])
def test_a_school_year_names_two_years_that_follow(city, school_year):
    facts = {
        "reference_no": "ZX-0001",
        "amount_fen": 500_000,
        "granted_on": MAY,
        "school_year": school_year,
    }

    with pytest.raises(Invalid):
        create(StudentGrant, by=acting("office"), right=permissions.keep, facts=facts)


def test_history_tells_the_whole_way_of_a_concern(city):
    actor = acting("office")
    concern = concern_by(FORUM)
    hand_concern(concern, by=actor, handed_to="市城管局")
    resolve_concern(concern, by=actor, resolved_on=MAY, result="已修好")
    reopen_concern(concern, by=actor, handed_to="市住建局")

    told = Event.objects.filter(record=label_of(concern)).values_list("action", flat=True)
    assert list(told) == [
        "service.hand_concern",
        "service.resolve_concern",
        "service.reopen_concern",
    ]
