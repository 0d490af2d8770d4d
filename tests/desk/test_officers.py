"""The trail, the calendar and the rules: what officers see and set."""

from datetime import date

import pytest

from tests.factories.accounts import acting, signed_in
from tests.factories.members import PersonFactory, committee
from yizheng.accounts.roles import Role
from yizheng.core import rules
from yizheng.core.actors import Via
from yizheng.core.citations import OFFICE_RULES
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.history import Event
from yizheng.core.jobs import Job
from yizheng.core.tenancy import within
from yizheng.core.workdays import CalendarDay, CalendarYear, add_working_days
from yizheng.desk import permissions, services
from yizheng.proposals.codes import RESULT_CLASSES

LINES = """2031-01-01至2031-01-03 放假 元旦
2031年1月4日 上班
2031/10/1 放假，国庆节"""


def write_something(*, by):
    rules.set_rule(
        "tests.days", by=by, right=permissions.set_rules, value=30, valid_from=date(2025, 1, 1)
    )


@pytest.fixture
def rule():
    found = rules.rule(
        "tests.days", "测试的天数", default=90, help="只在测试中", citation=OFFICE_RULES("测试")
    )
    yield found
    del rules.RULES["tests.days"]


def test_the_audit_officer_reads_the_trail_of_his_committee_only(city, client, rule):
    write_something(by=acting(Role.OFFICE))
    other = committee("elsewhere", "别处")
    with within(other.pk):
        write_something(by=acting(Role.OFFICE))
    signed_in(client, Role.AUDIT_OFFICER)

    answer = client.get("/desk/audit/")

    assert answer.context["page"].count == Event.objects.count() - 1 == 1
    assert "修改本会规则" in answer.content.decode()


def test_the_trail_is_found_by_person_act_day_and_refusal(city, client, rule):
    write_something(by=acting(Role.OFFICE))
    with pytest.raises(NotAllowed):
        write_something(by=acting(Role.MEMBER))
    signed_in(client, Role.AUDIT_OFFICER)

    def count(**query):
        return client.get("/desk/audit/", query).context["page"].count

    assert count() == 2
    assert count(refused="true") == 1
    assert count(action="set_rule", refused="false") == 1
    assert (count(first="2999-01-01"), count(last="2999-01-01")) == (0, 2)
    assert count(by_name=Event.objects.first().by_name) == 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_trail_can_be_taken_away(city, client, rule, form):
    write_something(by=acting(Role.OFFICE))
    signed_in(client, Role.AUDIT_OFFICER)

    answer = client.get(f"/desk/audit/export.{form}")

    assert answer.status_code == 200
    assert len(answer.content) > 100


@pytest.mark.parametrize("role", [Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.OFFICE])
def test_nobody_else_reads_the_trail(city, client, role):
    signed_in(client, role)

    pages = ["/desk/audit/", "/desk/audit/export.csv"]

    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert client.post("/desk/audit/verify/").status_code == 404


def test_verification_is_a_job_that_names_the_altered_entry(
    city, client, rule, django_capture_on_commit_callbacks
):
    write_something(by=acting(Role.OFFICE))
    signed_in(client, Role.AUDIT_OFFICER)
    Event.objects.update(message="改动过")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/desk/audit/verify/", follow=True)

    job = Job.objects.get()
    assert (job.state, job.result["fault_count"]) == ("done", 1)
    assert "有改动" in client.get(answer.redirect_chain[-1][0]).content.decode()


def test_a_job_is_shown_to_its_person_only(city, client, rule):
    signed_in(client, Role.AUDIT_OFFICER)
    job = services.start_verification(by=acting(Role.AUDIT_OFFICER))

    assert client.get(f"/jobs/{job.pk}/").status_code == 404


def test_a_pasted_list_replaces_the_year(city):
    by = acting(Role.SYSTEM_OFFICER)
    before = add_working_days(date(2030, 12, 31), 1)

    days = services.entries_from(LINES)
    services.publish_calendar(2031, by=by, source="测试的通知", days=days)

    after = add_working_days(date(2030, 12, 31), 1)
    assert [str(day) for day, *_ in days] == [
        "2031-01-01", "2031-01-02", "2031-01-03", "2031-01-04", "2031-10-01",
    ]  # fmt: skip
    assert (before.due_on, before.provisional) == (date(2031, 1, 1), True)
    assert (after.due_on, after.provisional) == (date(2031, 1, 4), False)


@pytest.mark.parametrize(
    "line",
    ["元旦放假", "2031-13-01 放假", "2031-01-05至2031-01-01 放假", "2031-01-01 休息", "1-1 放假"],
)
def test_a_line_that_says_no_day_is_refused_by_its_number(line):
    with pytest.raises(Invalid, match="第 2 行"):
        services.entries_from(f"2031-10-01 放假\n{line}")


@pytest.mark.parametrize(
    ("source", "days"),
    [
        (" ", [(date(2031, 1, 1), False, "元旦")]),
        ("通知", []),
        ("通知", [(date(2032, 1, 1), False, "元旦")]),
        ("通知", [(date(2031, 1, 1), False, ""), (date(2031, 1, 1), False, "")]),
        ("通知", [(date(2031, 1, 1), True, "")]),
    ],
)
def test_a_list_that_cannot_be_one_leaves_nothing(city, source, days):
    with pytest.raises(Invalid):
        services.publish_calendar(2031, by=acting(Role.SYSTEM_OFFICER), source=source, days=days)

    assert not CalendarYear.objects.filter(year=2031).exists()
    assert not CalendarDay.objects.filter(day__year=2031).exists()


def test_only_the_system_officer_keeps_the_calendar(city, client):
    day = [(date(2031, 1, 1), False, "元旦")]
    with pytest.raises(NotAllowed):
        services.publish_calendar(2031, by=acting(Role.OFFICE), source="通知", days=day)
    signed_in(client, Role.OFFICE)

    assert client.get("/desk/calendar/").status_code == 404


def test_the_calendar_page_keeps_what_was_typed_when_it_is_refused(city, client):
    signed_in(client, Role.SYSTEM_OFFICER)

    answer = client.post("/desk/calendar/2031/", {"source": "通知", "lines": "元旦放假"})

    assert answer.status_code == 422
    assert "元旦放假" in answer.content.decode()
    assert client.get("/desk/calendar/").status_code == 200


def test_a_rule_is_set_from_a_day_and_the_past_stays(city, client, rule):
    signed_in(client, Role.OFFICE)

    answer = client.post(
        "/desk/rules/tests.days/",
        {"value": "60", "valid_from": "2025-07-01", "decided_by": "主席会议"},
    )

    assert answer.status_code == 302
    assert rules.value_of("tests.days", on=date(2025, 6, 30)) == 90
    assert rules.value_of("tests.days", on=date(2025, 7, 1)) == 60
    assert "主席会议" in client.get("/desk/rules/tests.days/").content.decode()
    assert Event.objects.get(action="core.set_rule").via == Via.WEB


def test_two_values_for_one_day_are_refused(city, client, rule):
    signed_in(client, Role.OFFICE)
    said = {"value": "60", "valid_from": "2025-07-01"}
    client.post("/desk/rules/tests.days/", said)

    answer = client.post("/desk/rules/tests.days/", said | {"value": "50"})

    assert answer.status_code == 422
    assert rules.value_of("tests.days", on=date(2025, 7, 1)) == 60


@pytest.mark.parametrize("role", [Role.PROPOSALS, Role.SYSTEM_OFFICER, Role.MEMBER])
def test_only_the_office_sets_rules(city, client, rule, role):
    signed_in(client, role, person=PersonFactory())

    assert client.get("/desk/rules/").status_code == 404
    assert client.post("/desk/rules/tests.days/", {"value": "1"}).status_code == 404


def test_every_declared_rule_has_a_form(city, client):
    signed_in(client, Role.OFFICE)

    for key in rules.RULES:
        assert client.get(f"/desk/rules/{key}/").status_code == 200


def entry_rows(*rows):
    """A code list as its form sends it."""
    data = {"entry-TOTAL_FORMS": len(rows), "entry-INITIAL_FORMS": 3}
    for number, row in enumerate(rows):
        data |= {f"entry-{number}-{name}": value for name, value in row.items()}
    return data | {"valid_from": "2025-07-01", "decided_by": "主席会议"}


def test_a_code_list_is_edited_row_by_row(city, client):
    signed_in(client, Role.OFFICE)
    address = "/desk/rules/proposals.result_class_codes/"
    page = client.get(address).content.decode()
    rows = [
        {"ORDER": 2, "code": "B", "label": "B类", "meaning": "正在解决", "sense": "planned"},
        {"ORDER": 1, "code": "A", "label": "A类", "meaning": "已经解决", "sense": "solved"},
        {"ORDER": 3, "code": "C", "label": "C类", "sense": "deferred", "DELETE": "on"},
        {"ORDER": 4, "code": "D", "label": "D类", "meaning": "供参考", "sense": "deferred"},
    ]

    answer = client.post(address, entry_rows(*rows))

    assert 'value="A类"' in page and answer.status_code == 302
    after = RESULT_CLASSES.entries(on=date(2025, 7, 1))
    assert [(entry.code, entry.meaning) for entry in after] == [
        ("A", "已经解决"), ("B", "正在解决"), ("D", "供参考"),
    ]  # fmt: skip


def test_a_code_list_with_a_fault_comes_back_with_what_was_typed(city, client):
    signed_in(client, Role.OFFICE)
    rows = [{"ORDER": 1, "code": "A", "label": "甲类"}, {"ORDER": 2, "code": "A", "label": "乙类"}]

    answer = client.post("/desk/rules/proposals.result_class_codes/", entry_rows(*rows))

    page = answer.content.decode()
    assert answer.status_code == 422 and "出现了两次" in page and 'value="乙类"' in page
    assert RESULT_CLASSES.entries(on=date(2025, 7, 1))[0].label == "A类"
