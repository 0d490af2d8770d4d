"""What a member says at a visit is noted, followed up, told back; and who reads it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories.accounts import acting, signed_in
from tests.factories.activities import held, member, planned, there
from tests.factories.liaison import RemarkFactory, clerk, done, followed, visit
from tests.factories.members import MandateFactory, PersonFactory, committee, two_sessions
from yizheng.accounts.roles import Role
from yizheng.activities.states import Part
from yizheng.core.access import can, may, restrict
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event, label_of
from yizheng.core.tenancy import within
from yizheng.desk.selectors.work import waiting
from yizheng.liaison import permissions, services
from yizheng.liaison.models import Remark
from yizheng.liaison.states import RemarkState, ToldWay

SOON = timedelta(days=14)


def staff():
    return acting(Role.SPECIAL)


def test_a_remark_goes_from_noted_to_told(city):
    person, follower, by = member(), clerk(), staff()
    activity = visit(person)
    facts = {"activity": activity, "member": person, "text": " 材料早一天发 "}

    remark = services.note_remark(by=by, facts=facts)
    assert (remark.state, remark.made_on) == (RemarkState.NOTED, activity.held_on)
    due = localdate() + SOON
    remark = services.assign_remark(remark, by=by, follower=follower, due_on=due)
    own = acting(Role.OFFICE, person=follower)
    remark = services.finish_remark(remark, by=own, outcome="已照办")
    remark = services.tell_member(remark, by=own, told_way=ToldWay.PHONE)

    assert (remark.state, remark.outcome, remark.done_on) == ("done", "已照办", localdate())
    assert (remark.told_on, remark.told_way) == (localdate(), ToldWay.PHONE)
    told = Event.objects.filter(record=label_of(remark)).values_list("action", flat=True)
    assert list(told) == ["liaison.note", "liaison.assign", "liaison.finish", "liaison.tell"]


@pytest.mark.parametrize(
    ("make", "role", "sentence"),
    [
        (lambda: held("service.activity"), Part.ATTENDEE, "走访委员或者谈心谈话"),
        (lambda: planned("liaison.visit"), None, "走访委员或者谈心谈话"),
        (lambda: held("liaison.talk"), Part.TALKER, "名单里"),
        (lambda: held("liaison.visit"), None, "名单里"),
    ],
)
def test_only_who_was_listened_to_has_said_something(city, make, role, sentence):
    person, activity = member(), make()
    if role:
        there(activity, person, role)
    facts = {"activity": activity, "member": person, "text": "意见"}

    with pytest.raises(Invalid, match=sentence):
        services.note_remark(by=staff(), facts=facts)
    assert Remark.objects.count() == 0


@pytest.mark.parametrize(
    ("follower", "due", "field"),
    [
        (PersonFactory, SOON, "follower"),
        (lambda: None, SOON, "follower"),
        (clerk, -timedelta(days=1), "due_on"),
    ],
)
def test_somebody_of_the_office_follows_up_by_a_day_to_come(city, follower, due, field):
    with pytest.raises(Invalid) as refusal:
        services.assign_remark(
            RemarkFactory(), by=staff(), follower=follower(), due_on=localdate() + due
        )
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(date(2025, 6, 9), "不能早于提出日期"), (localdate() + SOON, "不能晚于今天")],
)
def test_nothing_is_done_before_it_was_said_or_tomorrow(city, day, sentence):
    with pytest.raises(Invalid, match=sentence) as refusal:
        services.finish_remark(followed(), by=staff(), outcome="办了", done_on=day)
    assert refusal.value.field == "done_on"


def test_nothing_is_told_before_it_was_done_nor_twice(city):
    remark, by = done(), staff()
    with pytest.raises(Invalid) as refusal:
        services.tell_member(remark, by=by, told_way=ToldWay.FACE, told_on=date(2025, 6, 19))
    assert refusal.value.field == "told_on"

    services.tell_member(remark, by=by, told_way=ToldWay.FACE)
    with pytest.raises(WrongState):
        services.tell_member(remark, by=by, told_way=ToldWay.FACE)


def test_a_remark_that_was_kept_or_done_is_taken_up_again(city):
    by, due = staff(), localdate() + SOON
    kept = services.keep_remark(RemarkFactory(), by=by, kept_reason="上级已有规定")
    kept = services.tell_member(kept, by=by, told_way=ToldWay.PHONE)
    again = services.assign_remark(kept, by=by, follower=clerk(), due_on=due)
    assert (again.state, again.kept_reason, again.told_on) == ("followed", "", None)

    back = services.reopen_remark(done(), by=by, due_on=due)
    assert (back.state, back.done_on, back.outcome) == ("followed", None, "已办妥")


def test_who_reads_what_was_said_in_confidence(city):
    person, follower = member(), clerk()
    remark = followed(member=person, follower=follower)
    readers = {
        "office": acting(Role.OFFICE),
        "leader": acting(Role.LEADER),
        "himself": acting(Role.MEMBER, person=person),
        "another member": acting(Role.MEMBER, person=member()),
        "who follows it up": acting(Role.RESEARCH, person=follower),
        "another clerk": acting(Role.RESEARCH, person=clerk()),
        "a unit": acting(Role.UNIT),
    }

    seen = {name for name, actor in readers.items() if can(actor, permissions.view, remark)}
    listed = {
        name
        for name, actor in readers.items()
        if restrict(Remark.objects.all(), permissions.view, actor).exists()
    }

    assert seen == listed == {"office", "leader", "himself", "who follows it up"}
    with pytest.raises(NotAllowed):
        services.finish_remark(remark, by=readers["himself"], outcome="自己办了")
    assert not may(readers["a unit"], permissions.view)


def test_it_waits_for_whoever_follows_it_up(city):
    follower = clerk()
    followed(follower=follower), followed(), RemarkFactory()

    own = waiting(acting(Role.RESEARCH, person=follower))
    keepers = waiting(acting(Role.SPECIAL))

    mine = [(line.state, line.count) for line in own if line.register.app == "liaison"]
    theirs = [(line.state, line.count) for line in keepers if line.register.app == "liaison"]
    assert (mine, theirs) == ([("跟办中", 1)], [("待安排", 1)])


def test_the_visit_and_the_members_pages_show_what_was_said(client, city):
    two_sessions()
    seat = MandateFactory()
    activity = visit(seat.person)
    RemarkFactory(activity=activity, member=seat.person, text="材料早一天发")
    RemarkFactory(text="别人说的")
    signed_in(client, Role.SPECIAL)

    pages = [
        client.get(reverse(name, args=[pk])).content.decode()
        for name, pk in (
            ("activities:activities-detail", activity.pk),
            ("members:people-detail", seat.person.pk),
            ("members:members-detail", seat.pk),
        )
    ]

    assert all("材料早一天发" in page and "别人说的" not in page for page in pages)
    new = f"{reverse('liaison:remarks-new')}?activity={activity.pk}&amp;member={seat.person.pk}"
    assert new in pages[0]


def test_a_remark_is_entered_from_the_visit_with_the_member_filled_in(client, city):
    person = member()
    activity = visit(person)
    signed_in(client, Role.OFFICE)
    address = f"{reverse('liaison:remarks-new')}?activity={activity.pk}&member={person.pk}"

    assert f'value="{person.pk}" selected' in client.get(address).content.decode()
    answer = client.post(address, {"member": person.pk, "text": "材料早一天发"})

    assert answer.status_code == 303
    assert Remark.objects.get().member == person


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "followed"},
        {"state": "done"},
        {"state": "kept"},
        {"kept_reason": "没有留作参考却有说明"},
        {"done_on": date(2025, 6, 11)},
        {"told_on": date(2025, 6, 11), "told_way": "face"},
        {"state": "lost"},
    ],
)
def test_a_contradiction_is_not_stored(city, facts):
    with pytest.raises(IntegrityError):
        RemarkFactory(**facts)


def test_the_neighbours_remarks_are_nobodys_here(city):
    with within(committee("beitai", "北台市").pk):
        theirs = RemarkFactory()

    assert not can(acting(Role.OFFICE), permissions.view, theirs)
    assert Remark.objects.count() == 0
