"""Reading the result of an appraisal: from the counts alone, part and whole."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localdate

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period

from . import permissions
from .codes import CONTENT, GRADES, UNKNOWN
from .models import Appraisal, Assignment, Ballot, Criterion, Finding, Tally
from .states import AppraisalState, VoteState


@dataclass(frozen=True, slots=True)
class Graded:
    """One criterion: how often each grade was given, in the order of the grades."""

    name: str
    counts: tuple[int, ...]
    content: int
    judged: int

    @property
    def rate(self) -> str:
        """The share that counts as content, with part and whole; a dash where nobody judged."""
        if not self.judged:
            return "—"
        return f"{100 * self.content / self.judged:.1f}%（{self.content}/{self.judged}）"


@dataclass(frozen=True, slots=True)
class Result:
    """Who voted of those asked, and the grades of each criterion."""

    asked: int
    voted: int
    grades: tuple[str, ...]
    rows: tuple[Graded, ...]


def to_vote(actor: Actor) -> QuerySet[Ballot]:
    """What the reader is asked to appraise and has not, the first to close first. 1 query."""
    rows = restrict(Ballot.objects.filter(state=VoteState.WAITING), permissions.vote, actor)
    today = localdate()
    rows = rows.filter(appraisal__state=AppraisalState.OPEN, appraisal__opens_on__lte=today)
    rows = rows.filter(appraisal__closes_on__gte=today).select_related("appraisal__unit")
    return rows.order_by("appraisal__closes_on", "pk")


def turnout(appraisal: Appraisal) -> tuple[int, int]:
    """How many have voted, and how many were asked. 1 query."""
    states = list(Ballot.objects.filter(appraisal=appraisal).values_list("state", flat=True))
    return states.count(VoteState.VOTED), len(states)


def result_of(appraisal: Appraisal) -> Result:
    """The result as counted; whether one may see it is for the caller to ask. 4 queries."""
    entries = GRADES.entries(on=appraisal.opens_on)
    counted = {
        (row.criterion_id, row.grade): row.count
        for row in Tally.objects.filter(criterion__appraisal=appraisal)
    }
    rows = []
    for criterion in Criterion.objects.filter(appraisal=appraisal).order_by("ordinal"):
        counts = tuple(counted.get((criterion.pk, entry.code), 0) for entry in entries)
        by_sense = list(zip(entries, counts, strict=True))
        content = sum(count for entry, count in by_sense if entry.sense == CONTENT)
        judged = sum(count for entry, count in by_sense if entry.sense != UNKNOWN)
        rows.append(Graded(criterion.name, counts, content, judged))
    voted, asked = turnout(appraisal)
    return Result(asked, voted, tuple(entry.label for entry in entries), tuple(rows))


def found_by(people: Collection[int], period: Period) -> QuerySet[Finding]:
    """What these people reported as supervisors in the period. For duty records. 1 query."""
    rows: QuerySet[Finding] = Finding.objects.filter(
        assignment__person__in=people, found_on__range=period
    )
    return rows.select_related("assignment__unit")


def appointed(people: Collection[int], period: Period) -> QuerySet[Assignment]:
    """Whom of these people the committee sent as supervisor in the period. 1 query."""
    rows: QuerySet[Assignment] = Assignment.objects.filter(
        person__in=people, appointed_on__range=period
    )
    return rows.select_related("unit")


def voted_by(people: Collection[int], period: Period) -> QuerySet[Ballot]:
    """Who of these people voted in appraisals that ended in the period, never how. 1 query."""
    rows: QuerySet[Ballot] = Ballot.objects.filter(
        person__in=people, state=VoteState.VOTED, appraisal__closed_on__range=period
    )
    return rows.select_related("appraisal__unit")
