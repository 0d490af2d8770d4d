"""A year of the demo, taken over by another committee from its export, is the same year."""

from collections import Counter

import pytest

from tests.factories.accounts import user_with
from tests.factories.members import committee
from yizheng.accounts.roles import Role
from yizheng.core import exports
from yizheng.core.actors import Via
from yizheng.core.tenancy import within
from yizheng.members.models import Mandate, Organ, Person, Sector, Session, Term
from yizheng.proposals.imports.checking import check
from yizheng.proposals.imports.storing import prepare, store
from yizheng.proposals.imports.work import table_of
from yizheng.proposals.models import Proposal
from yizheng.proposals.registers.proposal import PROPOSALS
from yizheng.proposals.services.headline import expected
from yizheng.proposals.states import HANDED
from yizheng.units.models import Party, Unit


def copied(model, elsewhere, **links):
    """Every record of a kind once more in another committee; the new keys by the old ones."""
    keys = {}
    for record in model.objects.order_by("pk"):
        old, record.pk, record.committee_id = record.pk, None, elsewhere.pk
        record._state.adding = True
        for name, known in links.items():
            setattr(record, f"{name}_id", known.get(getattr(record, f"{name}_id")))
        record.save()
        keys[old] = record.pk
    return keys


def roster_copied(elsewhere):
    terms, sectors = copied(Term, elsewhere), copied(Sector, elsewhere)
    copied(Session, elsewhere, term=terms)
    organs, parties = copied(Organ, elsewhere), copied(Party, elsewhere)
    copied(Unit, elsewhere)
    people = copied(Person, elsewhere, party=parties, organ=organs)
    copied(Mandate, elsewhere, person=people, term=terms, sector=sectors, replaces={})


def told(rows):
    heads, lines = exports.table_of(PROPOSALS, PROPOSALS.whole(rows.order_by("serial")))
    return [dict(zip(heads, line, strict=True)) for line in lines]


@pytest.mark.slow
def test_a_year_exported_and_imported_elsewhere_is_the_same_table(demo):
    names = Counter(Mandate.objects.values_list("person__name", flat=True))
    twice = [name for name, count in names.items() if count > 1]
    year = Proposal.objects.filter(session=demo.sessions[2024])
    # Who shares his name with another member is not guessed.
    doubtful = year.filter(proposer__name__in=twice) | year.filter(co_signers__name__in=twice)
    alone = year.exclude(pk__in=doubtful.values("pk")).exclude(
        merged_into__in=doubtful.values("pk")
    )
    before, content = told(alone), exports.as_xlsx(PROPOSALS, PROPOSALS.whole(alone))
    elsewhere = committee("beitai", "北台市")
    roster_copied(elsewhere)

    with within(elsewhere.pk):
        by = user_with(Role.PROPOSALS).acting(Via.WEB)
        found = check(table_of("提案.xlsx", content))
        store(found, prepare(found, by=by), by=by, name="提案.xlsx", digest="")
        after = told(Proposal.objects.all())
        handed = Proposal.objects.filter(state__in=sorted(HANDED)).prefetch_related("helpers")
        wrong = [row for row in handed if not _agrees(row)]

    assert found.counts == {"new": len(before), "same": 0, "different": 0, "faulty": 0}
    assert len(before) > 400
    assert after == before
    assert wrong == []


def _agrees(row):
    said = expected(row)
    units = {row.lead_unit_id, *(unit.pk for unit in row.helpers.all())}
    return (set(said.units), said.units[0], said.result_class, said.satisfaction, said.due_on) == (
        units, row.lead_unit_id, row.result_class, row.satisfaction, row.due_on,
    )  # fmt: skip
