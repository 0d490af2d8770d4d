"""Every write is checked, versioned and written down; a refusal leaves only its entry."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting
from tests.factories.members import (
    MandateFactory,
    OrganFactory,
    PersonFactory,
    SectorFactory,
    committee,
)
from yizheng.core import records
from yizheng.core.errors import Invalid, NotAllowed, Stale
from yizheng.core.history import Event, verify
from yizheng.core.records import Past
from yizheng.core.tenancy import within
from yizheng.members.models import Organ, Person, Sector
from yizheng.members.permissions import keep_organisation, keep_roster

pytestmark = pytest.mark.django_db


def test_creating_writes_the_record_and_what_happened(city):
    by = acting("office")

    organ = records.create(
        Organ, by=by, right=keep_organisation, facts={"name": "研究室", "kind": "office"}
    )

    event = Event.objects.get()
    assert (organ.committee, organ.version) == (city, 1)
    assert (event.action, event.record, event.by_id, event.via, event.refused) == (
        "members.create_organ",
        f"members.organ:{organ.pk}",
        by.user_id,
        "web",
        False,
    )
    assert (event.before, event.after["name"]) == ({}, "研究室")


@pytest.mark.parametrize(
    ("role", "facts", "refusal"),
    [
        ("member", {"name": "研究室", "kind": "office"}, NotAllowed),
        ("office", {"name": "", "kind": "office"}, Invalid),
        ("office", {"name": "研究室", "kind": "club"}, Invalid),
        ("office", {"name": "研究室", "kind": "office", "committee": 7}, Invalid),
        ("office", {"name": "研究室", "kind": "office", "version": 9}, Invalid),
    ],
)
def test_a_refused_creation_leaves_no_trace_but_its_entry(city, role, facts, refusal):
    with pytest.raises(refusal):
        records.create(Organ, by=acting(role), right=keep_organisation, facts=facts)

    assert Organ.objects.count() == 0
    assert [(event.refused, bool(event.message)) for event in Event.objects.all()] == [(True, True)]


def test_refusal_names_the_field_in_a_sentence(city):
    OrganFactory(name="研究室")

    with pytest.raises(Invalid) as refusal:
        records.create(
            Organ,
            by=acting("office"),
            right=keep_organisation,
            facts={"name": "研究室", "kind": "office"},
        )

    assert refusal.value.message == "已有同名的机构"


def test_revising_keeps_what_changed_and_raises_the_version(city):
    organ = OrganFactory(name="调研室")

    organ = records.revise(
        organ, by=acting("office"), right=keep_organisation, facts={"name": "研究室"}, version=1
    )

    event = Event.objects.get()
    assert (organ.name, organ.version) == ("研究室", 2)
    assert event.before == {"name": "调研室", "version": 1}
    assert event.after == {"name": "研究室", "version": 2}


def test_a_stale_edit_is_refused_and_the_stored_text_is_given_back(city):
    organ = OrganFactory(name="调研室")
    by = acting("office")
    records.revise(organ, by=by, right=keep_organisation, facts={"name": "研究室"}, version=1)

    with pytest.raises(Stale) as stale:
        records.revise(organ, by=by, right=keep_organisation, facts={"name": "政研室"}, version=1)

    organ.refresh_from_db()
    assert (organ.name, stale.value.details["stored"]["name"]) == ("研究室", "研究室")


def test_another_committees_record_cannot_be_changed(city):
    with within(committee("beitai", "北台市").pk):
        theirs = OrganFactory(name="研究室")

    with pytest.raises(NotAllowed):
        records.revise(
            theirs, by=acting("office"), right=keep_organisation, facts={"name": "甲"}, version=1
        )

    theirs.refresh_from_db()
    assert theirs.name == "研究室"


def test_a_record_cannot_point_into_another_committee(city):
    with within(committee("beitai", "北台市").pk):
        theirs = OrganFactory(name="研究室")

    with pytest.raises(Invalid) as refusal:
        records.create(
            Person, by=acting("office"), right=keep_roster, facts={"name": "甲", "organ": theirs}
        )

    assert refusal.value.field == "organ"
    assert Person.objects.count() == 0


def test_personal_fields_are_not_spelled_out_in_the_trail(city):
    facts = {"name": "某人", "phone": "10000000000"}

    records.create(Person, by=acting("office"), right=keep_roster, facts=facts)

    assert Event.objects.get().after["phone"] == "***"


def test_removal_needs_a_reason_and_keeps_the_last_content(city):
    sector, by = SectorFactory(name="农业界"), acting("office")

    with pytest.raises(Invalid):
        records.remove(sector, by=by, right=keep_organisation, reason=" ", version=1)
    records.remove(sector, by=by, right=keep_organisation, reason="重复登记", version=1)

    last = Event.objects.order_by("number").last()
    assert Sector.objects.count() == 0
    assert (last.before["name"], last.message) == ("农业界", "重复登记")


def test_what_others_point_to_is_not_removed(city):
    mandate = MandateFactory()

    with pytest.raises(Invalid, match="委员"):
        records.remove(
            mandate.sector, by=acting("office"), right=keep_organisation, reason="误", version=1
        )

    assert Sector.objects.count() == 1


def test_taking_over_many_keeps_the_order_and_the_chain(city):
    people = [Past(PersonFactory.build(name=f"甲{n}")) for n in range(30)]

    stored = records.take_over(people, by=acting("office"))

    assert [person.name for person in stored] == [f"甲{n}" for n in range(30)]
    assert Event.objects.count() == 30 and verify() == []


def test_taking_over_many_costs_no_more_queries_than_a_few(city):
    def cost(count):
        with CaptureQueriesContext(connection) as queries:
            records.take_over([Past(PersonFactory.build()) for _ in range(count)], by=by)
        return len(queries)

    by = acting("office")
    records.take_over([Past(PersonFactory.build())], by=by)
    assert cost(3) == cost(40)


def test_checks_that_hold_are_asked_in_one_statement(city):
    mandate = MandateFactory()

    with CaptureQueriesContext(connection) as asked:
        records.check(mandate)

    assert sum('AS "_check"' in query["sql"] for query in asked) == 1


def test_every_check_that_fails_says_its_sentence(city):
    mandate = MandateFactory()
    mandate.ended_on = date(2021, 1, 1)

    with pytest.raises(Invalid) as refusal:
        records.check(mandate)

    assert refusal.value.message == "离任的委员须有离任日期，在任的没有；离任日期不能早于任职日期"
