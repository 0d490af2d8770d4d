"""What supervisors find: reported, given to the unit, answered, sent back, closed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.factories.accounts import acting, signed_in
from tests.factories.members import PersonFactory, UnitFactory, committee
from tests.factories.supervision import AssignmentFactory, FindingFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.tenancy import within
from yizheng.desk.selectors.work import waiting
from yizheng.supervision import services
from yizheng.supervision.models import Finding
from yizheng.supervision.states import FindingState

NOW = datetime(2025, 5, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXTS = {"problem": "窗口排队时间长", "suggestion": "增开窗口", "found_on": date(2025, 5, 2)}

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.SPECIAL)


def supervisor(assignment):
    return acting(Role.MEMBER, person=assignment.person)


def of_unit(assignment):
    return acting(Role.UNIT, unit=assignment.unit)


def conveyed(**facts):
    return services.convey_finding(FindingFactory(**facts), by=clerk(), at=NOW)


def test_a_supervisor_reports_and_reads_what_the_unit_did(client, city):
    assignment = AssignmentFactory()
    signed_in(client, Role.MEMBER, person=assignment.person)
    new = f"{reverse('supervision:findings-new')}?assignment={assignment.pk}"

    answer = client.post(new, TEXTS | {"found_on": "2025-05-02"})
    finding = Finding.objects.get()
    services.convey_finding(finding, by=clerk(), at=NOW)
    services.answer_finding(finding, by=of_unit(assignment), at=NOW, answer="已增开两个窗口。")
    services.close_finding(finding, by=clerk(), at=NOW)

    page = client.get(reverse("supervision:findings-detail", args=[finding.pk]))
    assert answer.status_code == 303
    assert "已增开两个窗口。" in page.content.decode()


def test_the_unit_has_days_by_rule_with_the_working_out(city):
    finding = conveyed()

    assert (finding.state, finding.conveyed_on) == (FindingState.CONVEYED, date(2025, 5, 6))
    assert (finding.due_on, "第 20 个工作日" in finding.due_note) == (date(2025, 6, 4), True)


def test_it_waits_for_the_unit_and_not_for_staff_who_may_enter_its_paper(city):
    finding = conveyed()

    def places(actor):
        return [(one.register.slug, one.count) for one in waiting(actor)]

    assert places(of_unit(finding.assignment)) == [("findings", 1)]
    assert places(clerk()) == []


def test_an_answer_that_does_not_do_goes_back_and_what_was_said_stays(city):
    finding = conveyed()
    services.answer_finding(finding, by=of_unit(finding.assignment), at=NOW, answer="正在研究。")
    back = services.return_finding(finding, by=clerk(), at=NOW, return_note="请写明措施")

    assert (back.state, back.answer, back.answered_on) == (
        FindingState.CONVEYED,
        "正在研究。",
        None,
    )
    again = services.answer_finding(back, by=clerk(), at=NOW, answer="已增开窗口。")
    assert (again.state, again.return_note) == (FindingState.ANSWERED, "")


def test_what_is_not_conveyed_has_a_reason_and_may_be_conveyed_later(city):
    kept = services.keep_finding(FindingFactory(), by=clerk(), at=NOW, kept_reason="已在整改")
    assert (kept.state, kept.kept_reason) == (FindingState.KEPT, "已在整改")

    later = services.convey_finding(kept, by=clerk(), at=NOW)
    assert (later.state, later.kept_reason) == (FindingState.CONVEYED, "")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"found_on": date(2025, 1, 9)}, "found_on"),
        ({"found_on": date(2025, 4, 1)}, "found_on"),
        ({"found_on": date(2025, 5, 7)}, "found_on"),
        ({"problem": "机密★1年\n某事"}, "problem"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(city, change, field):
    assignment = AssignmentFactory(ended_on=date(2025, 4, 1) if "found_on" in change else None)
    facts = TEXTS | {"assignment": assignment, "found_on": date(2025, 3, 3)} | change
    with pytest.raises(Invalid) as refusal:
        services.report_finding(by=supervisor(assignment), facts=facts, at=NOW)
    assert (refusal.value.field, Finding.objects.count()) == (field, 0)


def test_nobody_reports_in_anothers_place(client, city):
    assignment = AssignmentFactory()
    with pytest.raises(NotAllowed):
        services.report_finding(
            by=acting(Role.MEMBER, person=PersonFactory()),
            facts=TEXTS | {"assignment": assignment},
            at=NOW,
        )
    signed_in(client, Role.MEMBER, person=PersonFactory())
    new = f"{reverse('supervision:findings-new')}?assignment={assignment.pk}"
    assert client.post(new, TEXTS).status_code == 404


def test_a_foreign_committees_supervisor_is_none(client, city):
    with within(committee("other", "别市").pk):
        theirs = AssignmentFactory()
    signed_in(client, Role.SPECIAL)
    new = f"{reverse('supervision:findings-new')}?assignment={theirs.pk}"

    assert client.post(new, TEXTS).status_code == 404
    assert Finding.objects.count() == 0


def test_a_unit_sees_what_it_was_given_and_nothing_before_or_of_others(client, city):
    given, early = conveyed(), FindingFactory()
    unit = UnitFactory()
    signed_in(client, Role.UNIT, unit=given.assignment.unit)
    urls = [reverse("supervision:findings-detail", args=[row.pk]) for row in (given, early)]
    own = [client.get(url).status_code for url in urls]
    signed_in(client, Role.UNIT, unit=unit)

    assert own == [200, 404]
    assert client.get(urls[0]).status_code == 404
