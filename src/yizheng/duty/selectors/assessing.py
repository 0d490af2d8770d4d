"""Which rules hold for whom, what they make of the facts, and how a frozen result stands today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yizheng.core.errors import Unknown
from yizheng.core.periods import Clock, Period, calendar_year
from yizheng.core.tenancy import active_committee
from yizheng.duty import engine
from yizheng.duty.models import Adjustment, Assessment, Objection, OutsideActivity, RuleSet
from yizheng.duty.sources import facts_of
from yizheng.duty.states import (
    AdjustmentState,
    AssessmentState,
    Audience,
    ObjectionState,
    OutsideState,
    RulesState,
)
from yizheng.members.models import Mandate
from yizheng.members.selectors import standing_by, year_of


@dataclass(frozen=True, slots=True)
class Computed:
    """A result with all it rests on."""

    mandate: Mandate
    rules: RuleSet
    period: Period
    inputs: dict[str, Any]
    result: dict[str, Any]
    digest: str


def in_force(year: int, *, on: date) -> list[RuleSet]:
    """The rule sets for a year whose points may be shown on a day, the latest first. 1 query."""
    rows: QuerySet[RuleSet] = RuleSet.objects.filter(
        state=RulesState.ON, first_year__lte=year, shown_from__lte=on
    )
    return list(rows.order_by("-first_year", "-pk"))


def rules_for(sets: Collection[RuleSet], *, is_standing: bool) -> RuleSet | None:
    """The one of these sets that holds for a member: the latest, the more special one first."""
    own = Audience.STANDING if is_standing else Audience.ORDINARY
    fitting = [one for one in sets if one.audience in (Audience.ALL, own)]
    return max(fitting, key=lambda one: (one.first_year, one.audience == own), default=None)


def points_shown(mandate: Mandate, year: int, *, on: date) -> RuleSet | None:
    """The rules by which a member's points of a year may be shown; None shows none. 2 queries."""
    sets = in_force(year, on=on)
    return rules_for(sets, is_standing=mandate.pk in standing_in(year)) if sets else None


def standing_in(year: int) -> frozenset[int]:
    """The mandates that were in the standing committee at the end of a year, or of their own.

    1 query.
    """
    return frozenset(standing_by(date(year, 12, 31)).values_list("pk", flat=True))


def period_for(rules: RuleSet, year: int) -> Period | None:
    """The days of a year by the clock of the rules; None for a session year not on record."""
    clock = Clock(engine.read(rules.text).clock)
    if clock is Clock.YEAR:
        return calendar_year(year)
    try:
        found = year_of(active_committee(), year)
    except Unknown:
        return None
    return found.session if not found.session_open else None


def compute(
    seats: Collection[Mandate], rules: RuleSet, year: int, period: Period
) -> list[Computed]:
    """What the rules make of these members' facts. Some 50 queries, however many members."""
    read = engine.read(rules.text)
    facts = facts_of(seats, period)
    adjusted: dict[int, list[engine.Adjustment]] = {seat.pk: [] for seat in seats}
    for row in Adjustment.objects.filter(
        mandate__in=seats, year=year, state=AdjustmentState.APPROVED
    ):
        one = engine.Adjustment(f"duty.adjustment:{row.pk}", row.points, row.reason)
        adjusted[row.mandate_id].append(one)
    found, standing = [], standing_in(year)
    for seat in seats:
        member = engine.Member(is_standing=seat.pk in standing)
        inputs = engine.inputs(member, facts[seat.pk], adjusted[seat.pk])
        result = engine.score(read, member, facts[seat.pk], adjusted[seat.pk])
        digest = engine.digest_of(rules.text, inputs)
        found.append(Computed(seat, rules, period, inputs, engine.to_json(result), digest))
    return found


def frozen_of(mandate: Mandate, year: int) -> Assessment | None:
    """The result of a year that counts. 1 query."""
    rows: QuerySet[Assessment] = Assessment.objects.filter(mandate=mandate, year=year)
    return rows.filter(state=AssessmentState.FROZEN).select_related("rules").first()


@dataclass(frozen=True, slots=True)
class Compared:
    """A frozen result against what was stored with it, and against the records of today.

    `is_intact`: digest and result follow from what was stored. `gone`, `new` and `changed` name
    facts that differ since.
    """

    is_intact: bool
    gone: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    now: dict[str, Any]

    @property
    def is_same(self) -> bool:
        """Whether today's records are those it rests on."""
        return not (self.gone or self.new or self.changed)


def compare(assessment: Assessment) -> Compared:
    """Compute a frozen result again, from what was stored and from the records of today."""
    stored = assessment.inputs
    again = engine.score(engine.read(assessment.rules_text), *engine.from_json(stored))
    digest = engine.digest_of(assessment.rules_text, stored)
    is_intact = (engine.to_json(again), digest) == (assessment.result, assessment.digest)
    period = Period(assessment.first_day, assessment.last_day)
    rules = RuleSet(text=assessment.rules_text)
    (now,) = compute([assessment.mandate], rules, assessment.year, period)
    then, today = _named(stored), _named(now.inputs)
    return Compared(
        is_intact,
        tuple(then[name]["title"] for name in then if name not in today),
        tuple(today[name]["title"] for name in today if name not in then),
        tuple(today[name]["title"] for name in then if name in today and then[name] != today[name]),
        now.result,
    )


def _named(inputs: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    facts = {(one["source"], one["record"]): one for one in inputs["facts"]}
    for one in inputs["adjustments"]:
        facts["", one["record"]] = one | {"title": f"人工加减分：{one['reason']}"}
    return facts


def served_in(period: Period) -> QuerySet[Mandate]:
    """Who was a member on some day of a period, by number. 1 query."""
    rows: QuerySet[Mandate] = Mandate.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=period.first), started_on__lte=period.last
    )
    return rows.select_related("person", "term", "sector").order_by("term", "number")


def pending(seats: Collection[Mandate], year: int, period: Period) -> dict[int, list[str]]:
    """Why a member's year cannot be frozen yet, by the mandate's id. 3 queries."""
    why: dict[int, list[str]] = {seat.pk: [] for seat in seats}
    asked = (
        (
            "有异议待答复",
            Objection.objects.filter(state=ObjectionState.WAITING, mandate__in=seats).filter(
                Q(entry_on__isnull=True) | Q(entry_on__range=period)
            ),
        ),
        (
            "有会外履职待认可",
            OutsideActivity.objects.filter(
                state=OutsideState.WAITING, mandate__in=seats, held_on__range=period
            ),
        ),
        (
            "有人工加减分待批准",
            Adjustment.objects.filter(state=AdjustmentState.ASKED, mandate__in=seats, year=year),
        ),
    )
    for sentence, rows in asked:
        for pk in set(rows.values_list("mandate_id", flat=True)):
            why[pk].append(sentence)
    return why
