import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.handling import AssignmentMeetingFactory, HelpingFactory
from tests.factories.members import SessionFactory, UnitFactory
from tests.factories.proposals import AssignedFactory, FiledFactory, HandlingFactory
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Handling
from yizheng.proposals.states import HandlingRole, State

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(city):
    return AssignmentMeetingFactory()


@pytest.fixture
def staff(client, city):
    signed_in(client, Role.PROPOSALS)
    return client


def page_of(meeting, name="assign-batch"):
    return reverse(f"proposals:{name}", args=[meeting.pk])


def filed_in(meeting, **facts):
    return FiledFactory(session=meeting.session, **facts)


def choice(*chosen, **more):
    """A posted form: `(proposal, lead, helpers)`, all ticked."""
    said = {"ids": [], **more}
    for proposal, lead, *helpers in chosen:
        said["ids"].append(proposal.pk)
        said[f"lead-{proposal.pk}"] = lead.pk
        said[f"helpers-{proposal.pk}"] = [unit.pk for unit in helpers]
    return said


def previewed(answer):
    return re.search(r'name="previewed" value="(\w*)"', answer.content.decode())[1]


def test_the_proposers_wish_stands_there_first(staff, meeting):
    first, second, closed = (
        UnitFactory(),
        UnitFactory(),
        UnitFactory(closed_on=date(2024, 1, 1)),
    )
    filed = filed_in(meeting)
    filed.intended_units.set([first, second, closed])
    filed_in(AssignmentMeetingFactory(session=SessionFactory()))

    rows = staff.get(page_of(meeting)).context["rows"]

    assert [(row.proposal, row.lead, row.helpers, row.ticked) for row in rows] == [
        (filed, first, [second], False)
    ]


def test_what_is_previewed_is_what_is_assigned(staff, meeting):
    filed, unit, helper = filed_in(meeting), UnitFactory(), UnitFactory()
    left = filed_in(meeting)
    said = choice((filed, unit, helper))

    shown = staff.post(page_of(meeting, "preview-batch"), said, headers=HTMX)
    assert shown.status_code == 200
    assert "确认交办 1 件" in shown.content.decode()
    assert Handling.objects.count() == 0
    done = staff.post(page_of(meeting), {**said, "previewed": previewed(shown)}, headers=HTMX)

    assert (done.status_code, done["HX-Redirect"]) == (
        204,
        page_of(meeting, "assignment-list"),
    )
    assert list(Handling.objects.order_by("pk").values_list("unit", "role", "meeting")) == [
        (unit.pk, HandlingRole.LEAD, meeting.pk),
        (helper.pk, HandlingRole.HELPER, meeting.pk),
    ]
    left.refresh_from_db()
    assert left.state == State.FILED


def test_what_was_changed_after_the_preview_is_previewed_again(staff, meeting):
    filed, unit, other = filed_in(meeting), UnitFactory(), UnitFactory()
    shown = staff.post(page_of(meeting, "preview-batch"), choice((filed, unit)), headers=HTMX)

    again = staff.post(
        page_of(meeting), choice((filed, other), previewed=previewed(shown)), headers=HTMX
    )

    assert (again.status_code, Handling.objects.count()) == (422, 0)
    assert "预览以后有改动，请再核对一次" in again.content.decode()
    assert previewed(again) != previewed(shown)


def test_one_bad_row_is_named_and_everything_typed_stays(staff, meeting):
    good, taken, unit = filed_in(meeting), filed_in(meeting), UnitFactory()
    said = choice((good, unit), (taken, unit))
    shown = staff.post(page_of(meeting, "preview-batch"), said)
    # Somebody else assigns one of them meanwhile.
    AssignedFactory._meta.model.unscoped.filter(pk=taken.pk).update(
        state=State.ASSIGNED,
        lead_unit=unit,
        assigned_on=date(2025, 4, 21),
        due_on=date(2025, 7, 21),
    )

    refused = staff.post(page_of(meeting), {**said, "previewed": previewed(shown)})

    assert (refused.status_code, Handling.objects.count()) == (422, 0)
    rows = refused.context["rows"]
    assert [(row.proposal, row.lead, row.ticked, row.fault) for row in rows] == [
        (good, unit, True, ""),
        (taken, unit, True, "当前为“办理中”，不能交办"),
    ]


def test_nothing_ticked_is_said_so(staff, meeting):
    filed_in(meeting)

    answer = staff.post(page_of(meeting, "preview-batch"), {}, headers=HTMX)

    assert (answer.status_code, "还没有勾选提案" in answer.content.decode()) == (422, True)


def test_what_is_posted_for_other_sessions_or_makes_no_sense_is_left_out(staff, meeting):
    elsewhere, unit = FiledFactory(session=SessionFactory()), UnitFactory()
    said = choice((elsewhere, unit))
    said["ids"] += ["0x1", "99999999999999", "-1"]

    answer = staff.post(page_of(meeting, "preview-batch"), said, headers=HTMX)

    assert (answer.status_code, Handling.objects.count()) == (422, 0)


def test_a_meeting_to_come_is_prepared_but_not_confirmed(staff, city):
    meeting = AssignmentMeetingFactory(held_on=date(2999, 1, 4))
    filed, unit = filed_in(meeting), UnitFactory()
    said = choice((filed, unit))
    shown = staff.post(page_of(meeting, "preview-batch"), said, headers=HTMX)

    refused = staff.post(page_of(meeting), {**said, "previewed": previewed(shown)}, headers=HTMX)

    assert "确认交办" not in shown.content.decode()
    assert (refused.status_code, Handling.objects.count()) == (422, 0)
    assert "日期不能晚于今天" in refused.content.decode()


@pytest.mark.parametrize(
    "role", [Role.SUPERVISION, Role.LEADER, Role.MEMBER, Role.UNIT, Role.OFFICE]
)
def test_others_do_not_find_the_page(client, meeting, role):
    signed_in(client, role)

    for name in ("assign-batch", "preview-batch"):
        assert client.post(page_of(meeting, name), {}).status_code == 404
    assert client.get(page_of(meeting)).status_code == 404


def test_a_page_with_many_rows_costs_what_one_row_does(
    staff, meeting, django_assert_num_queries, django_assert_max_num_queries
):
    def filed():
        filed_in(meeting).intended_units.set([UnitFactory(), UnitFactory()])

    filed()
    with django_assert_max_num_queries(20) as one:
        staff.get(page_of(meeting))
    for _ in range(2):
        filed()
    with django_assert_num_queries(len(one)):
        staff.get(page_of(meeting))


def test_the_list_to_print_is_sorted_by_channel_and_unit(
    staff, meeting, django_assert_num_queries, django_assert_max_num_queries
):
    one, other = UnitFactory(name="甲委", channel="party"), UnitFactory(name="乙局")
    first = HandlingFactory(meeting=meeting, proposal=AssignedFactory(lead_unit=other))
    with django_assert_max_num_queries(12) as alone:
        staff.get(page_of(meeting, "assignment-list"))
    second = HandlingFactory(meeting=meeting, proposal=AssignedFactory(lead_unit=other))
    helping = HelpingFactory(meeting=meeting, unit=one, proposal=first.proposal)
    HandlingFactory()

    with django_assert_num_queries(len(alone)):
        sheets = staff.get(page_of(meeting, "assignment-list")).context["sheets"]
    only = staff.get(page_of(meeting, "assignment-list"), {"unit": one.pk}).context["sheets"]

    assert sheets == [(one, [helping]), (other, [first, second])]
    assert only == [(one, [helping])]


def test_units_are_found_by_a_part_of_their_name(staff, city):
    housing = UnitFactory(name="市住房和城乡建设局", short_name="市住建局")
    UnitFactory(name="市教育局", short_name="市教育局")
    UnitFactory(name="市住房保障局", short_name="住房局", closed_on=date(2024, 1, 1))

    answer = staff.get(reverse("proposals:find-units"), {"q": "住"})

    assert answer.json() == {
        "results": [{"value": str(housing.pk), "text": "市住建局", "note": "市住房和城乡建设局"}]
    }
