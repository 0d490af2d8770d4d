import pytest

from tests.factories.accounts import acting
from tests.factories.activities import ActivityFactory, kind
from tests.factories.members import committee
from yizheng.accounts.roles import Role
from yizheng.activities import kinds
from yizheng.activities.models import ActivityKind
from yizheng.activities.own_kinds import add_kind, remove_kind, rename_kind
from yizheng.activities.states import KindGroup
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.core.tenancy import within


@pytest.fixture
def office(city):
    return acting(Role.OFFICE)


def test_seeding_again_changes_nothing_but_mends_what_was_altered(city):
    before = list(ActivityKind.objects.values())
    ActivityKind.objects.filter(code="meeting.chair").update(label="别的", series="")
    kinds.seed()
    assert list(ActivityKind.objects.values()) == before
    assert len(before) == len(kinds.SHIPPED) == len({shipped.code for shipped in kinds.SHIPPED})


def test_an_own_kind_takes_group_and_series_of_what_it_counts_as(office):
    standing = kind("meeting.standing")
    added = add_kind("常委会（扩大）会议", by=office, group=KindGroup.STUDY, counted_as=standing)
    assert (added.group, added.series, added.code) == ("meeting", "standing", "own.1")
    free = add_kind("专题茶叙", by=office, group=KindGroup.LIAISON, unit="场")
    assert (free.group, free.counts_as, free.unit, free.code) == ("liaison", "own.2", "场", "own.2")


def test_an_own_kind_is_offered_to_its_committee_only(office):
    added = add_kind("专题茶叙", by=office, group=KindGroup.LIAISON)
    assert added in ActivityKind.offered()
    with within(committee("other", "他市").pk):
        assert added not in ActivityKind.offered()
        assert ActivityKind.offered().count() == len(kinds.SHIPPED)


def test_names_are_not_used_twice(office):
    add_kind("专题茶叙", by=office, group=KindGroup.LIAISON)
    for label in ("专题茶叙", "主席会议", " "):
        with pytest.raises(Invalid):
            add_kind(label, by=office, group=KindGroup.LIAISON)
    assert ActivityKind.objects.filter(committee__isnull=False).count() == 1


def test_own_kinds_do_not_count_as_own_kinds(office):
    first = add_kind("专题茶叙", by=office, group=KindGroup.LIAISON)
    with pytest.raises(Invalid):
        add_kind("茶叙会", by=office, group=KindGroup.LIAISON, counted_as=first)


def test_shipped_kinds_are_neither_renamed_nor_removed(office):
    chair = kind("meeting.chair")
    with pytest.raises(NotAllowed):
        rename_kind(chair, by=office, label="主席会")
    with pytest.raises(NotAllowed):
        remove_kind(chair, by=office)
    assert ActivityKind.objects.get(code="meeting.chair").label == "主席会议"


def test_an_own_kind_is_renamed_and_removed_while_unused(office):
    added = add_kind("茶叙", by=office, group=KindGroup.LIAISON)
    assert rename_kind(added, by=office, label="委员茶叙").label == "委员茶叙"
    with pytest.raises(Invalid):
        rename_kind(added, by=office, label="谈心谈话")
    used = ActivityFactory(kind=added)
    with pytest.raises(Invalid):
        remove_kind(added, by=office)
    used.delete()
    remove_kind(added, by=office)
    assert not ActivityKind.objects.filter(committee__isnull=False).exists()


@pytest.mark.parametrize("role", [Role.SPECIAL, Role.MEMBER, Role.LEADER])
def test_only_the_office_keeps_kinds(city, role):
    with pytest.raises(NotAllowed):
        add_kind("茶叙", by=acting(role), group=KindGroup.LIAISON)
    assert not ActivityKind.objects.filter(committee__isnull=False).exists()
