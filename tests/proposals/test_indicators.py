from datetime import date
from decimal import Decimal

import pytest

from tests.factories.members import (
    MandateFactory,
    PersonFactory,
    SectorFactory,
    SessionFactory,
    UnitFactory,
    committee,
    two_sessions,
)
from tests.factories.proposals import (
    AssignedFactory,
    ClosedFactory,
    DeclinedFactory,
    FiledFactory,
    PrecheckedFactory,
    ProposalFactory,
    RepliedFactory,
    ReturnedFactory,
    SubmittedFactory,
    WithdrawnFactory,
    member,
    merged_proposal,
)
from yizheng.core.indicators import FIGURES, values
from yizheng.core.tenancy import within
from yizheng.members.selectors import year_of

pytestmark = pytest.mark.django_db

OURS = [figure for key, figure in FIGURES.items() if key.startswith("proposals.")]
CONTENT = {"satisfaction": "satisfied", "is_content": True, "evaluated_on": date(2025, 8, 1)}
DISCONTENT = {"satisfaction": "dissatisfied", "is_content": False}


@pytest.fixture
def session(city):
    """The session of 2025; its year is 2025-03-25 to 2026-01-18."""
    return two_sessions()[0]


def value(key):
    with_committee = year_of(committee().pk, 2025)
    return FIGURES[f"proposals.{key}"].value(with_committee)


def rows(key):
    return set(FIGURES[f"proposals.{key}"].rows(year_of(committee().pk, 2025)))


def a_year(session):
    """One proposal of every fate; returned by name."""
    filed = FiledFactory(session=session, submitter_type="party", submitter_name="某党派市委会")
    return {
        "draft": ProposalFactory(session=session),
        "submitted": SubmittedFactory(session=session, is_session=False),
        "declined": DeclinedFactory(session=session),
        "filed": filed,
        "merged": merged_proposal(filed),
        "merged_later": merged_proposal(
            filed, number=77, filed_on=date(2025, 4, 9), category="economy"
        ),
        "assigned": AssignedFactory(session=session, is_key=True, key_on=date(2025, 5, 1)),
        "a": ClosedFactory(session=session, **CONTENT),
        "b": RepliedFactory(
            session=session,
            result_class="B",
            result_sense="planned",
            **{**CONTENT, "satisfaction": "basic"},
            followup_class="A",
            followup_sense="solved",
            is_excellent=True,
            excellent_on=date(2026, 1, 15),
        ),
        "c": RepliedFactory(
            session=session,
            result_class="C",
            result_sense="deferred",
            **DISCONTENT,
            evaluated_on=date(2025, 8, 3),
        ),
        "unjudged": RepliedFactory(session=session),
        "returned": ReturnedFactory(session=session),
        "prechecked": PrecheckedFactory(session=session),
        "withdrawn": WithdrawnFactory(session=session),
        "withdrawn_later": WithdrawnFactory(
            session=session, number=78, filed_on=date(2025, 4, 9), category="economy"
        ),
    }


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "received",
            "submitted prechecked declined filed merged merged_later assigned a b c unjudged",
        ),
        (
            "received_session",
            "prechecked declined filed merged merged_later assigned a b c unjudged",
        ),
        ("received_interim", "submitted"),
        ("filed", "filed merged_later assigned a b c unjudged"),
        ("merged", "merged merged_later"),
        ("not_filed", "declined"),
        ("to_opinion", "declined"),
        ("to_letter", ""),
        ("to_information", ""),
        ("by_member", "merged_later assigned a b c unjudged"),
        ("by_group", "filed"),
        ("key", "assigned"),
        ("excellent", "b"),
        ("assigned", "assigned a b c unjudged"),
        ("replied", "a b c unjudged"),
        ("resolved", "a unjudged"),
        ("in_progress", "b"),
        ("deferred", "c"),
        ("evaluated", "a b c"),
        ("satisfied", "a b"),
        ("dissatisfied", "c"),
        ("closed", "a"),
        ("resolved_later", "b"),
        ("pending", "submitted prechecked"),
        ("returned", "returned"),
        ("withdrawn", "withdrawn withdrawn_later"),
        ("filed_session", "filed merged_later assigned a b c unjudged"),
        ("merged_session", "merged merged_later"),
        ("not_filed_session", "declined"),
        ("pending_session", "prechecked"),
        (
            "received_member_session",
            "prechecked declined merged merged_later assigned a b c unjudged",
        ),
        ("received_group_session", "filed"),
    ],
)
def test_what_each_figure_counts(session, key, names):
    made = a_year(session)

    assert rows(key) == {made[name] for name in names.split()}
    assert value(key) == len(names.split())


@pytest.mark.parametrize(
    ("key", "part", "whole"),
    [
        ("filed_rate", 7, 11),
        ("filed_session_rate", 7, 10),
        ("replied_rate", 4, 5),
        ("by_member_rate", 6, 7),
        ("by_group_rate", 1, 7),
        ("key_rate", 1, 7),
        ("resolved_rate", 2, 4),
        ("in_progress_rate", 1, 4),
        ("deferred_rate", 1, 4),
        ("satisfaction_rate", 2, 3),
        ("closed_rate", 1, 4),
        ("resolved_later_rate", 1, 1),
    ],
)
def test_what_each_rate_divides(session, key, part, whole):
    a_year(session)

    assert value(key) == Decimal(part) / Decimal(whole)


def test_an_empty_year_has_no_rates(session):
    assert value("filed_rate") is None
    assert value("received") == 0


def test_a_proposal_counts_for_the_session_it_was_handed_in_for(session):
    before = SessionFactory(term=session.term, ordinal=3, opened_on=date(2024, 3, 20))
    after = SessionFactory(term=session.term, ordinal=6, opened_on=date(2027, 1, 10))
    for other in (before, after):
        FiledFactory(session=other)
    called = FiledFactory(session=session, submitted_on=date(2025, 3, 1))
    first = FiledFactory(session=session, submitted_on=date(2025, 3, 25))
    last = FiledFactory(session=session, submitted_on=date(2026, 1, 18), filed_on=date(2026, 1, 18))

    assert rows("received") == rows("filed") == {called, first, last}


def test_another_committee_does_not_count(session):
    mine = FiledFactory(session=session)
    with within(committee("linshi", "邻市").pk):
        FiledFactory(session=SessionFactory(opened_on=date(2025, 3, 25)))

    assert rows("received") == {mine}


def test_proposers_and_co_signers_are_each_one_person(session):
    busy, friend, drafter = member(), member(), member()
    first = SubmittedFactory(session=session, proposer=busy)
    second = SubmittedFactory(session=session, proposer=busy, submitter_type="joint")
    for proposal in (first, second):
        proposal.co_signers.add(friend)
    ProposalFactory(session=session, proposer=drafter)
    SubmittedFactory(
        session=session, proposer=None, submitter_type="group", submitter_name="第一小组"
    )

    assert rows("proposers") == {busy, friend}


def test_participation_is_counted_among_those_who_served_in_the_session_year(session):
    proposer, silent = member(), member()
    SubmittedFactory(session=session, proposer=proposer)
    left_before = MandateFactory(ended_on=date(2025, 3, 24), standing="resigned")
    left_on_the_first_day = MandateFactory(ended_on=date(2025, 3, 25), standing="resigned")
    joined_on_the_last_day = MandateFactory(started_on=date(2026, 1, 18))
    joined_after = MandateFactory(started_on=date(2026, 1, 19))
    PersonFactory()

    entitled = rows("members_entitled")

    assert entitled == {
        proposer,
        silent,
        left_on_the_first_day.person,
        joined_on_the_last_day.person,
    }
    assert not entitled & {left_before.person, joined_after.person}
    assert value("participation_rate") == Decimal(1) / Decimal(4)


def test_units_count_once_whether_they_lead_or_help(session):
    lead, helper, idle = UnitFactory(), UnitFactory(), UnitFactory()
    for _ in range(2):
        AssignedFactory(session=session, lead_unit=lead).helpers.add(helper)
    RepliedFactory(session=session, lead_unit=helper).helpers.add(lead)

    assert rows("handling_units") == {lead, helper}
    assert idle not in rows("handling_units")


@pytest.mark.parametrize(
    ("figure", "by"),
    [(figure, by) for figure in OURS if not figure.is_ratio for by in figure.splits],
    ids=lambda item: getattr(item, "key", item),
)
def test_the_parts_of_a_split_add_up(session, figure, by):
    made = a_year(session)
    made["a"].co_signers.add(member())
    FiledFactory(
        session=session, submitter_type="sector", sector=SectorFactory(), category="economy"
    )
    year = year_of(committee().pk, 2025)

    assert sum(figure.split(year, by).values()) == figure.value(year)


def test_a_part_is_a_part(session):
    a_year(session)
    year = year_of(committee().pk, 2025)
    for figure in OURS:
        for relation in figure.relations:
            part = set(figure.rows(year).values_list("pk", flat=True))
            other = set(FIGURES[relation.other].rows(year).values_list("pk", flat=True))
            assert relation.kind in ("part_of", "disjoint")
            assert part <= other if relation.kind == "part_of" else not part & other, figure.key


def test_all_figures_are_on_the_session_clock_and_computed_together(
    session, django_assert_max_num_queries
):
    made = a_year(session)
    year = year_of(committee().pk, 2025)

    assert {str(figure.clock) for figure in OURS} == {"session"}
    tables = {figure.rows(year).model for figure in OURS if not figure.is_ratio}
    with django_assert_max_num_queries(len(tables)):
        found = values(OURS, year)
    assert found["proposals.received"] == len(made) - 4
    assert found == {figure.key: figure.value(year) for figure in OURS}
