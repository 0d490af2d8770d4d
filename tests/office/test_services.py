"""The ledger's numbers, versions of rules, and items of responsibility lists."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.accounts import acting
from tests.factories.members import MandateFactory, PersonFactory, committee, two_sessions
from tests.factories.office import (
    HonourFactory,
    ResponsibilityFactory,
    RuleFactory,
    UpwardReportFactory,
)
from yizheng.core.access import can, restrict
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.core.periods import calendar_year
from yizheng.core.records import revise
from yizheng.core.tenancy import within
from yizheng.desk.selectors import work
from yizheng.office import permissions, selectors, services
from yizheng.office.models import Responsibility, ResponsibilityStep, UpwardReport
from yizheng.office.registers import UPWARD_REPORTS
from yizheng.office.states import ResponsibilityState

DAY = date(2025, 3, 4)


def sent(kind="request", on=DAY, **given):
    count = UpwardReport.objects.count()
    facts = {
        "kind": kind,
        "number": f"第{count + 100}号",
        "matter": "关于某事",
        "sent_on": on,
        "addressee": "中共安澜市委",
        **given,
    }
    return UPWARD_REPORTS.create(by=acting("office"), facts=facts)


def test_numbers_run_on_for_each_year_and_kind(city):
    made = [sent(), sent("report"), sent(), sent(on=date(2024, 12, 31)), sent("report")]

    assert [(one.kind, one.year, one.serial) for one in made] == [
        ("request", 2025, 1), ("report", 2025, 1), ("request", 2025, 2),
        ("request", 2024, 1), ("report", 2025, 2),
    ]  # fmt: skip
    assert made[2].printed_serial == "2025年请示第2号"
    # What the caller holds is what is stored.
    assert made[0].version == UpwardReport.objects.get(pk=made[0].pk).version


def test_a_refused_report_takes_no_number(city):
    sent(number="重号")
    with pytest.raises(Invalid):
        sent(number="重号")
    with pytest.raises(Invalid, match="不能晚于今天"):
        sent(on=date(2099, 1, 1))

    assert sent().serial == 2


def test_numbers_go_on_after_a_ledger_that_was_taken_over(city):
    UpwardReportFactory(year=2025, serial=17)

    assert sent().serial == 18


def test_what_a_number_was_given_for_stays(city):
    report, by = sent(), acting("party")

    for facts in ({"kind": "report"}, {"sent_on": date(2024, 3, 4)}):
        with pytest.raises(Invalid, match="已编为"):
            UPWARD_REPORTS.revise(report, by=by, facts=facts, version=report.version)
    with pytest.raises(Invalid, match="编号不能空出来"):
        UPWARD_REPORTS.remove(report, by=by, reason="登错", version=report.version)
    moved = UPWARD_REPORTS.revise(
        report, by=by, facts={"sent_on": date(2025, 3, 5)}, version=report.version
    )
    assert moved.sent_on == date(2025, 3, 5)


def test_a_request_waits_and_a_report_does_not(city):
    actor = acting("office")
    request, report = sent(), sent("report")

    waits = [(line.register.key, line.count) for line in work.waiting(actor)]
    assert waits == [("office.upwardreport", 1)]
    assert (request.waiting[:2], report.waiting) == ("已等", "")
    with pytest.raises(WrongState):
        services.enter_reply(report, by=actor, reply="同意")


def test_an_answer_may_be_corrected_and_not_come_before_the_question(city):
    request, by = sent(), acting("office")

    with pytest.raises(Invalid, match="不早于报送"):
        services.enter_reply(request, by=by, reply="同意", replied_on=date(2025, 3, 3))
    services.enter_reply(request, by=by, reply="同易", replied_on=date(2025, 3, 9))
    request.refresh_from_db()
    now = services.enter_reply(
        request, by=by, reply="同意", replied_on=date(2025, 3, 9), reply_number="市委函3号"
    )

    assert (now.reply, now.reply_number, now.waiting) == ("同意", "市委函3号", "")


def test_what_is_withdrawn_keeps_its_number_and_says_why(city):
    request, by = sent(), acting("office")
    with pytest.raises(Invalid):
        services.withdraw_report(request, by=by, withdrawn_reason=" ")

    now = services.withdraw_report(request, by=by, withdrawn_reason="事项取消")

    assert (now.serial, now.state, now.waiting) == (1, "withdrawn", "")
    assert sent().serial == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "answered"},
        {"reply": "同意", "replied_on": DAY},
        {"state": "withdrawn"},
        {"state": "draft"},
        {"serial": 1},
        {"year": 2025},
        {"year": 2025, "serial": 0},
    ],
)
def test_a_contradictory_report_is_not_stored(city, facts):
    with pytest.raises(IntegrityError):
        UpwardReportFactory(**facts)


def amended(rule, on, **facts):
    given = {"replaces": rule, "title": rule.title, "area": rule.area, "amended_on": on, **facts}
    return services.amend_rule(by=acting("office"), facts=given)


def test_the_version_that_holds_depends_on_the_day(city):
    first = RuleFactory(title="值班办法", adopted_on=date(2023, 1, 1))
    second = amended(first, date(2024, 5, 1))
    third = amended(second, date(2025, 5, 1), title="值班值守办法")
    RuleFactory(adopted_on=date(2023, 1, 1), repealed_on=date(2023, 6, 1))

    held = {
        day: list(selectors.in_force(day))
        for day in (
            date(2022, 12, 31), date(2024, 4, 30), date(2024, 5, 1), date(2025, 5, 1),
        )
    }  # fmt: skip
    assert list(held.values()) == [[], [first], [second], [third]]
    assert selectors.versions_of(second) == [first, second, third]
    assert third.adopted_on == date(2023, 1, 1)


def test_an_amendment_counts_in_its_year_and_changes_no_other(city):
    first = RuleFactory(adopted_on=date(2024, 5, 1))
    before = set(selectors.rules_made(calendar_year(2024)))
    second = amended(first, date(2025, 5, 1))
    third = amended(second, date(2025, 9, 1))

    assert before == set(selectors.rules_made(calendar_year(2024))) == {first}
    # Twice amended in a year, it is one rule.
    assert set(selectors.rules_made(calendar_year(2025))) == {third}


def test_only_the_newest_version_that_holds_is_amended_or_repealed(city):
    first = RuleFactory(adopted_on=date(2024, 5, 1))
    with pytest.raises(Invalid, match="须晚于"):
        amended(first, date(2024, 5, 1))
    second = amended(first, date(2025, 5, 1))
    ended = {"repealed_on": date(2025, 8, 1), "repeal_reason": "并入他项"}

    with pytest.raises(Invalid, match="修订过"):
        amended(first, date(2025, 6, 1))
    with pytest.raises(Invalid, match="最新的一版"):
        services.repeal_rule(first, by=acting("office"), facts=ended, version=1)
    early = {**ended, "repealed_on": date(2025, 4, 30)}
    with pytest.raises(Invalid, match="不能早于这一版"):
        services.repeal_rule(second, by=acting("office"), facts=early, version=1)
    services.repeal_rule(second, by=acting("office"), facts=ended, version=1)
    second.refresh_from_db()
    with pytest.raises(Invalid, match="已经废止"):
        amended(second, date(2025, 9, 1))


def test_a_revoked_honour_counts_until_the_year_it_was_revoked(city):
    two_sessions()
    person = MandateFactory().person
    facts = {"person": person, "awarded_on": date(2024, 3, 1)}
    made = HonourFactory(**facts)
    revised = {"revoked_on": date(2025, 2, 1), "revoked_reason": "弄虚作假"}
    only_day = {"revoked_on": date(2025, 2, 1)}
    with pytest.raises(Invalid, match="写明日期和原因"):
        revise(made, by=acting("party"), right=permissions.keep, facts=only_day, version=1)
    made = revise(made, by=acting("party"), right=permissions.keep, facts=revised, version=1)

    assert made.standing == "已撤销"
    assert list(selectors.members_honoured(calendar_year(2024), "nation")) == [person]
    HonourFactory(**facts | {"title": "另一项", "revoked_on": date(2024, 9, 1)},
                  revoked_reason="撤销决定")  # fmt: skip
    made.delete()
    assert list(selectors.members_honoured(calendar_year(2024), "nation")) == []


@pytest.fixture
def answering(city):
    """An overdue item, and whoever answers for it."""
    actor = acting("special", person=PersonFactory())
    return ResponsibilityFactory(person_id=actor.person_id), actor


def test_whoever_answers_for_an_item_fulfils_it_and_keepers_do_it_for_him(answering):
    item, actor = answering

    assert can(actor, permissions.fulfil, item) and can(acting("party"), permissions.fulfil, item)
    assert not can(acting("special", person=PersonFactory()), permissions.fulfil, item)
    assert not can(acting("member", person=item.person), permissions.fulfil, item)
    with within(committee("beitai", "北台市").pk):
        theirs = ResponsibilityFactory()
    assert not can(acting("office"), permissions.view_responsibility, theirs)
    shown = restrict(Responsibility.objects.all(), permissions.view_responsibility, actor)
    assert list(shown) == [item]


def test_it_waits_for_him_and_says_that_it_is_overdue(answering):
    item, actor = answering
    unnamed = ResponsibilityFactory(due_on=date(2099, 1, 1))

    own = [(line.count, line.overdue) for line in work.waiting(actor)]
    keepers = [(line.count, line.overdue) for line in work.waiting(acting("office"))]

    assert (own, keepers) == ([(1, 1)], [(1, 0)])
    assert item.is_overdue(date(2025, 7, 1)) and not unnamed.is_overdue(date(2025, 7, 1))


def test_late_it_says_why(answering):
    item, actor = answering
    with pytest.raises(Invalid) as refusal:
        services.finish_responsibility(item, by=actor, result="已完成")
    assert refusal.value.field == "overdue_reason"
    with pytest.raises(Invalid, match="不能早于今天"):
        services.explain_overdue(
            item, by=actor, overdue_reason="经费未到", expected_on=date(2025, 7, 1)
        )
    item = services.explain_overdue(
        item, by=actor, overdue_reason="经费未到", expected_on=date(2099, 1, 1)
    )

    assert item.state == ResponsibilityState.EXPLAINED
    done = services.finish_responsibility(item, by=actor, result="已完成")
    assert (done.state, done.overdue_reason) == (ResponsibilityState.DONE, "经费未到")


def test_nothing_is_explained_before_its_day(city):
    item = ResponsibilityFactory(due_on=date(2099, 1, 1))

    with pytest.raises(Invalid, match="还没有逾期"):
        services.explain_overdue(
            item, by=acting("office"), overdue_reason="忙", expected_on=date(2099, 2, 1)
        )


def test_what_is_not_done_after_all_goes_on_with_the_reason_among_its_steps(answering):
    item, actor = answering
    facts = {"responsibility": item, "taken_on": date(2025, 5, 5), "what": "起草方案"}
    services.enter_step(by=actor, facts=facts)
    item = services.finish_responsibility(item, by=actor, result="已完成", done_on=date(2025, 6, 1))
    with pytest.raises(NotAllowed):
        services.reopen_responsibility(item, by=actor, reason="缺材料")
    item = services.reopen_responsibility(item, by=acting("party"), reason="缺材料")

    assert (item.state, item.result, item.done_on) == (ResponsibilityState.OPEN, "", None)
    said = ResponsibilityStep.objects.values_list("what", flat=True)
    assert list(said) == ["起草方案", "退回：缺材料"]


def test_a_stranger_enters_no_step(answering):
    item, _ = answering
    other = acting("special", person=PersonFactory())
    facts = {"responsibility": item, "taken_on": date(2025, 5, 5), "what": "起草方案"}

    with pytest.raises(NotAllowed):
        services.enter_step(by=other, facts=facts)

    assert not ResponsibilityStep.objects.exists()
    assert Event.objects.filter(refused=True).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "done"},
        {"state": "done", "result": "好", "done_on": date(2025, 7, 1)},
        {"state": "explained", "overdue_reason": "忙"},
        {"state": "dropped"},
        {"state": "lost"},
        {"result": "好"},
    ],
)
def test_a_contradictory_item_is_not_stored(city, facts):
    with pytest.raises(IntegrityError):
        ResponsibilityFactory(**facts)
