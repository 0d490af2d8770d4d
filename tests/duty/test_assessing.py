"""Assessments: off until two people switch them on, computed anew, frozen, never compared."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import held, there
from tests.factories.duty import (
    SIMPLE,
    AdjustmentFactory,
    AssessmentFactory,
    ObjectionFactory,
    OnFactory,
    OutsideFactory,
    RuleSetFactory,
)
from tests.factories.members import (
    MandateFactory,
    SectorFactory,
    TenureFactory,
    TermFactory,
    two_sessions,
)
from yizheng.accounts.roles import STAFF, Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.registers import REGISTERS
from yizheng.duty import services
from yizheng.duty.engine import read, sample
from yizheng.duty.models import Adjustment, Assessment, RuleSet
from yizheng.duty.panels.rules import in_words
from yizheng.duty.selectors.assessing import (
    compare,
    in_force,
    points_shown,
    rules_for,
    standing_in,
)

DAY = date(2025, 6, 10)
DRAFT = {"name": "委员履职评价办法", "first_year": 2025, "text": SIMPLE}
DECISION = {"decided_by": "四届十次主席会议", "shown_from": date(2025, 4, 1)}


def on(year, month, day):
    return datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


AFTER = on(2026, 1, 20)


@pytest.fixture
def clerks(city):
    return acting(Role.OFFICE), acting(Role.OFFICE)


@pytest.fixture
def rules(city):
    return OnFactory(first_year=2025)


@pytest.fixture
def seat(city):
    return MandateFactory()


def plenary(*seats, day=DAY):
    activity = held("meeting.plenary", day)
    for seat in seats:
        there(activity, seat.person)
    return activity


def frozen(seat):
    return Assessment.objects.get(mandate=seat, state="frozen")


def test_rules_are_switched_on_by_two_people_and_off_by_a_decision(clerks):
    first, second = clerks
    drafted = services.enter_rules(by=first, facts=DRAFT, at=on(2025, 3, 1))
    proposed = services.propose_rules(drafted, by=first, at=on(2025, 3, 2), **DECISION)
    with pytest.raises(NotAllowed):
        services.switch_on(proposed, by=first)
    assert in_force(2025, on=date(2025, 5, 1)) == []

    rules = services.switch_on(proposed, by=second, at=on(2025, 3, 3))
    assert in_force(2025, on=date(2025, 3, 31)) == []
    assert in_force(2025, on=date(2025, 4, 1)) == [rules]
    assert in_force(2024, on=date(2025, 4, 1)) == []

    services.switch_off(rules, by=first, at=on(2025, 9, 1), end_reason="四届十二次主席会议")
    assert in_force(2025, on=date(2025, 9, 1)) == []


def test_proposed_rules_no_longer_change_unless_they_are_returned(clerks):
    first, second = clerks
    rules = services.enter_rules(by=first, facts=DRAFT)
    rules = services.propose_rules(rules, by=first, **DECISION)
    with pytest.raises(NotAllowed):
        services.revise_rules(rules, by=first, facts={"name": "另一办法"}, version=rules.version)
    rules = services.return_rules(rules, by=second, return_note="第二项漏了分值")
    assert (rules.state, rules.decided_by, rules.shown_from) == ("draft", "", None)
    facts = {"text": sample()}
    services.revise_rules(rules, by=first, facts=facts, version=rules.version)


def test_a_text_that_is_no_rules_is_refused_with_every_wrong_place(clerks):
    text = SIMPLE.replace("meetings.plenary", "meetings.other_one").replace('"present"', '"came"')
    with pytest.raises(Invalid) as refusal:
        services.enter_rules(by=clerks[0], facts=DRAFT | {"text": text})
    assert refusal.value.fields["text"] == ["“全体会议”：没有“meetings.other_one”这个来源"]


def test_one_set_holds_for_a_year(clerks, rules):
    second = services.enter_rules(by=clerks[0], facts=DRAFT)
    second = services.propose_rules(second, by=clerks[0], **DECISION)
    with pytest.raises(Invalid, match="已有启用的规则"):
        services.switch_on(second, by=clerks[1])


def test_the_later_and_the_more_special_rules_hold(city):
    every = OnFactory(first_year=2023)
    later = OnFactory(first_year=2025)
    standing = OnFactory(first_year=2025, audience="standing")
    sets = [every, later, standing]

    assert rules_for(sets, is_standing=True) == standing
    assert rules_for(sets, is_standing=False) == later
    assert rules_for([every], is_standing=False) == every
    assert rules_for([standing], is_standing=False) is None


def test_who_left_in_the_year_is_what_he_was_on_his_last_day(clerks):
    gone = {"ended_on": DAY, "standing": "resigned", "decided_by": "常委会会议"}
    left, elected, ordinary = (
        MandateFactory(is_standing=True, **gone),
        MandateFactory(is_standing=True),
        MandateFactory(),
    )
    post = {"kind": "post", "title": "standing", "person": elected.person}
    TenureFactory(**post, started_on=date(2026, 2, 1))

    assert standing_in(2025) == {left.pk}
    assert standing_in(2026) == {left.pk, elected.pk}
    OnFactory(first_year=2025, audience="standing")
    assert points_shown(left, 2025, on=date(2026, 1, 1))
    assert points_shown(elected, 2025, on=date(2026, 1, 1)) is None
    assert points_shown(ordinary, 2026, on=date(2026, 1, 1)) is None


@pytest.mark.parametrize("role", [*STAFF, Role.LEADER, Role.MEMBER, Role.AUDIT_OFFICER])
def test_points_are_the_member_s_and_the_office_s(client, rules, seat, role):
    signed_in(client, role)
    page = reverse("duty:points", args=[seat.pk, 2025])
    result = AssessmentFactory(mandate=MandateFactory(), rules=rules)
    detail = reverse("duty:assessments-detail", args=[result.pk])

    answers = {client.get(page).status_code, client.get(detail).status_code}

    assert answers == ({200} if role == Role.OFFICE else {404})


def test_without_rules_in_force_there_are_no_points_anywhere(client, seat):
    RuleSetFactory()
    signed_in(client, Role.MEMBER, person=seat.person)
    assert client.get(reverse("duty:points", args=[seat.pk, 2025])).status_code == 404
    file = client.get(reverse("duty:file", args=[seat.pk]), {"of": "2025"}).content.decode()
    assert "履职评价" not in file and "年度评价" not in file and " 分</" not in file


def test_a_frozen_result_is_found_from_the_file_after_rules_are_off(client, seat):
    rules = OnFactory(first_year=2025)
    result = AssessmentFactory(mandate=seat, rules=rules)
    off = {"state": "ended", "ended_on": date(2026, 3, 1), "end_reason": "主席会议"}
    RuleSet.objects.filter(pk=rules.pk).update(**off)
    signed_in(client, Role.MEMBER, person=seat.person)
    file = client.get(reverse("duty:file", args=[seat.pk]), {"of": "2025"}).content.decode()
    assert reverse("duty:assessments-detail", args=[result.pk]) in file


def test_a_member_sees_his_points_with_the_records_behind_them(client, rules, seat):
    activity = plenary(seat)
    signed_in(client, Role.MEMBER, person=seat.person)

    page = client.get(reverse("duty:points", args=[seat.pk, 2025])).content.decode()

    assert "<strong>10</strong> 分，合格" in page
    assert REGISTERS["activities.activity"].url("detail", activity.pk) in page


@pytest.mark.parametrize("key", ["duty.assessment", "duty.adjustment", "duty.ruleset"])
def test_nothing_can_be_ordered_by_points(key):
    register = REGISTERS[key]
    sorts = {column.sort for column in register.columns}
    assert not sorts & {"points", "result", "total"}
    assert not register.order.strip("-").startswith(("points", "result"))


def test_a_year_is_frozen_after_it_ended_for_all_who_served_in_it(clerks, rules):
    seats = MandateFactory.create_batch(3)
    gone = MandateFactory(ended_on=DAY, standing="resigned", decided_by="常委会会议")
    MandateFactory(started_on=date(2026, 1, 2))
    plenary(*seats)
    with pytest.raises(Invalid, match="还没有结束"):
        services.freeze_year(by=clerks[0], year=2025, at=on(2025, 12, 31))

    done = services.freeze_year(by=clerks[0], year=2025, at=AFTER)

    assert (done.frozen, done.left) == (4, ())
    assert [frozen(one).result["total"] for one in [*seats, gone]] == ["10", "10", "10", "0"]
    assert services.freeze_year(by=clerks[0], year=2025, at=AFTER).frozen == 0


def test_who_waits_for_an_answer_is_left_and_frozen_later(clerks, rules, seat):
    others = MandateFactory.create_batch(3)
    row = ObjectionFactory(mandate=others[0])
    OutsideFactory(mandate=others[1])
    AdjustmentFactory(mandate=others[2])

    done = services.freeze_year(by=clerks[0], year=2025, at=AFTER)

    assert done.frozen == 1
    assert {(left.pk, why) for left, (why,) in done.left} == {
        (others[0].pk, "有异议待答复"),
        (others[1].pk, "有会外履职待认可"),
        (others[2].pk, "有人工加减分待批准"),
    }
    services.keep_entry(row, by=clerks[0], answer="核对无误")
    assert services.freeze_year(by=clerks[0], year=2025, at=AFTER).frozen == 1


def test_a_frozen_result_is_computed_again_and_does_not_follow_the_records(clerks, rules, seat):
    activity = plenary(seat)
    services.freeze_year(by=clerks[0], year=2025, at=AFTER)
    result = frozen(seat)
    assert (compare(result).is_intact, compare(result).is_same) == (True, True)

    activity.title = "另一个名字"
    activity.save()
    plenary(seat, day=date(2025, 7, 1))
    RuleSet.objects.filter(pk=rules.pk).update(text=SIMPLE.replace("10", "99"))

    told = compare(frozen(seat))
    assert (told.is_intact, told.is_same) == (True, False)
    assert (len(told.changed), len(told.new), told.gone) == (1, 1, ())
    assert (frozen(seat).result["total"], told.now["total"]) == ("10", "20")


def test_a_result_that_was_tampered_with_is_told(clerks, rules, seat):
    plenary(seat)
    services.freeze_year(by=clerks[0], year=2025, at=AFTER)
    result = frozen(seat)
    for field, value in (
        ("result", result.result | {"total": "99"}),
        ("inputs", result.inputs | {"facts": []}),
        ("digest", "0" * 64),
    ):
        Assessment.objects.filter(pk=result.pk).update(**{field: value})
        assert not compare(frozen(seat)).is_intact
        Assessment.objects.filter(pk=result.pk).update(**{field: getattr(result, field)})
    assert compare(frozen(seat)).is_intact


def test_a_wrong_result_is_made_void_by_another_and_frozen_anew(clerks, rules, seat):
    first, second = clerks
    services.freeze_year(by=first, year=2025, at=AFTER)
    with pytest.raises(NotAllowed):
        services.void_assessment(frozen(seat), by=first, void_reason="漏记")
    services.void_assessment(frozen(seat), by=second, void_reason="漏记一次全会")
    plenary(seat)
    services.freeze_year(by=first, year=2025, at=AFTER)

    assert frozen(seat).result["total"] == "10"
    assert Assessment.objects.filter(mandate=seat).count() == 2


def test_points_by_hand_need_evidence_and_a_second_person(clerks, rules, seat):
    first, second = clerks
    facts = {"mandate": seat, "year": 2025, "points": Decimal("3.5"), "reason": "防汛值守"}
    facts |= {"evidence": "防汛指挥部证明"}
    with pytest.raises(Invalid):
        services.ask_adjustment(by=first, facts=facts | {"evidence": ""})
    with pytest.raises(Invalid, match="不能是0"):
        services.ask_adjustment(by=first, facts=facts | {"points": Decimal(0)})
    with pytest.raises(Invalid, match="没有启用"):
        services.ask_adjustment(by=first, facts=facts | {"year": 2020})
    row = services.ask_adjustment(by=first, facts=facts)
    with pytest.raises(NotAllowed):
        services.approve_adjustment(row, by=first)
    services.approve_adjustment(row, by=second)
    refused = services.ask_adjustment(by=first, facts=facts | {"points": Decimal(50)})
    services.refuse_adjustment(refused, by=second, note="没有依据")

    services.freeze_year(by=first, year=2025, at=AFTER)

    assert frozen(seat).result["total"] == "3.5"
    assert frozen(seat).result["adjustments"][0]["record"] == f"duty.adjustment:{row.pk}"
    with pytest.raises(Invalid, match="已经定稿"):
        services.ask_adjustment(by=first, facts=facts)


def test_nobody_decides_about_his_own_points(rules, seat):
    himself = acting(Role.OFFICE, person=seat.person)
    with pytest.raises(NotAllowed):
        services.approve_adjustment(AdjustmentFactory(mandate=seat), by=himself)
    with pytest.raises(NotAllowed):
        services.void_assessment(
            AssessmentFactory(mandate=seat, rules=rules), by=himself, void_reason="不满意"
        )
    assert Adjustment.objects.get().state == "asked"


def test_a_session_year_runs_from_plenary_to_plenary(clerks, seat):
    two_sessions()
    OnFactory(first_year=2025, text='clock = "session"\n' + SIMPLE)
    plenary(seat, day=date(2025, 1, 10))
    plenary(seat, day=date(2026, 1, 10))
    services.freeze_year(by=clerks[0], year=2025, at=on(2026, 2, 2))

    result = frozen(seat)
    assert (result.first_day, result.last_day) == (date(2025, 3, 25), date(2026, 1, 18))
    assert result.result["total"] == "10"


def test_closing_a_year_in_the_browser_says_who_is_left_and_shows_no_points(client, rules, seat):
    other = MandateFactory()
    ObjectionFactory(mandate=other)
    plenary(seat)
    signed_in(client, Role.OFFICE)
    page = reverse("duty:year", args=[2025])

    assert "<strong>10" not in client.get(page).content.decode()
    answer = client.post(page)

    text = answer.content.decode()
    assert other.person.name in text and "有异议待答复" in text
    assert frozen(seat).digest
    assert client.post(reverse("duty:year", args=[2019])).status_code == 422


def test_as_many_queries_for_twenty_as_for_one(clerks, rules):
    term, sector = TermFactory(), SectorFactory()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            services.freeze_year(by=clerks[0], year=2025, at=AFTER)
        return len(queries)

    plenary(MandateFactory(term=term, sector=sector))
    first = asked()
    plenary(*MandateFactory.create_batch(20, term=term, sector=sector))
    assert asked() <= first


def test_rules_are_read_in_words():
    words = in_words(read(sample()))
    (meetings, writing, _) = words["tables"]
    assert (meetings.name, meetings.note) == ("参加会议", "最多40分，最少0分")
    assert meetings.rows[0].points == "全程到会30分；到会，未全程20分；请假10分"
    assert meetings.rows[1].name == "（常务委员）常委会会议"
    assert writing.rows[0].points == "个人15分，第一10分，联名5分，集体平分"
    assert words["vetoes"] == [("全体会议无故缺席", "全体会议（缺席）至少1次", "最高“不称职”")]
