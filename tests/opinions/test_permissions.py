import pytest

from tests.factories.accounts import acting
from tests.factories.members import PersonFactory, committee
from tests.factories.opinions import (
    AdoptionFactory,
    BulletinFactory,
    CompiledFactory,
    ForwardingFactory,
    InformantFactory,
    KeptFactory,
    ReportFactory,
    SentFactory,
)
from yizheng.accounts.roles import OFFICERS, STAFF, Role
from yizheng.core.access import ACTIONS, can, may, restrict
from yizheng.core.tenancy import within
from yizheng.opinions import permissions
from yizheng.opinions.registers import ADOPTIONS, BULLETINS, MINE, REPORTS
from yizheng.units.models import Unit

pytestmark = pytest.mark.django_db

OUTSIDERS = [
    Role.PROPOSALS, Role.OFFICE, Role.SPECIAL, Role.PARTY, Role.UNIT, Role.SUPERVISION, *OFFICERS,
]  # fmt: skip


def test_the_research_office_sees_all_and_leaders_what_was_compiled_and_sent(city):
    received, kept, compiled = ReportFactory(), KeptFactory(), CompiledFactory()
    draft, sent = BulletinFactory(), SentFactory()

    assert set(REPORTS.rows(acting(Role.RESEARCH))) == {received, kept, compiled}
    assert set(BULLETINS.rows(acting(Role.RESEARCH))) == {draft, sent}
    assert set(REPORTS.rows(acting(Role.LEADER))) == {compiled}
    assert set(BULLETINS.rows(acting(Role.LEADER))) == {sent}


def test_a_member_sees_his_own_and_what_became_of_them(city):
    person = PersonFactory()
    mine = {factory(reporter=person) for factory in (ReportFactory, KeptFactory, CompiledFactory)}
    adoption = AdoptionFactory(report=CompiledFactory(reporter=person))
    AdoptionFactory()
    KeptFactory()
    by = acting(Role.MEMBER, person=person)

    assert set(REPORTS.rows(by)) == set(MINE.rows(by)) == mine | {adoption.report}
    assert set(ADOPTIONS.rows(by)) == {adoption}
    assert not may(by, permissions.view_bulletin)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_see_nothing(city, role):
    person = PersonFactory()
    AdoptionFactory(report=CompiledFactory(reporter=person))
    SentFactory()
    actor = acting(role, person=person)

    # What leaders write on an issue arrives at the office.
    issues = [] if role == Role.OFFICE else [BULLETINS]
    for register in (REPORTS, MINE, ADOPTIONS, *issues):
        assert list(register.rows(actor)) == []
        assert not may(actor, register.view)


def test_the_office_sees_what_was_sent_to_register_what_leaders_wrote_on_it(city):
    BulletinFactory()
    sent = SentFactory()

    assert list(BULLETINS.rows(acting(Role.OFFICE))) == [sent]


def test_another_committee_sees_nothing(city):
    report, issue = CompiledFactory(), SentFactory()
    neighbour = committee("linshi", "邻市")
    with within(neighbour.pk):
        stranger = acting(Role.RESEARCH, committee=neighbour)
        assert [*REPORTS.rows(stranger), *BULLETINS.rows(stranger)] == []
    assert not can(stranger, permissions.view, report)
    assert not can(stranger, permissions.view_bulletin, issue)


@pytest.mark.parametrize("key", sorted(key for key in ACTIONS if key.startswith("opinions.")))
@pytest.mark.parametrize("role", [*STAFF, *OFFICERS, "member", "unit", "leader", "supervision"])
def test_list_and_object_agree(city, key, role):
    right, person = ACTIONS[key], PersonFactory()
    actor = acting(role, person=person)
    if "bulletin" in key:
        made = [BulletinFactory(), SentFactory()]
    elif "adoption" in key:
        made = [AdoptionFactory(), AdoptionFactory(report=CompiledFactory(reporter=person))]
    elif "forwarding" in key:
        unit = actor.unit_id and Unit.objects.get(pk=actor.unit_id)
        made = [
            ForwardingFactory(),
            ForwardingFactory(report=CompiledFactory(reporter=person)),
            *([ForwardingFactory(unit=unit)] if unit else []),
        ]
    elif "informant" in key:
        made = [InformantFactory()]
    else:
        kinds = (ReportFactory, KeptFactory, CompiledFactory)
        made = [kind(**more) for kind in kinds for more in ({}, {"reporter": person})]

    listed = set(restrict(type(made[0]).objects.all(), right, actor))

    assert listed & set(made) == {row for row in made if can(actor, right, row)}
