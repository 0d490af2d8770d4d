"""Reading both ends of the ladder, and what became of a report."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Min, Model, Q, QuerySet

from yizheng.core.registers import Step
from yizheng.instructions import selectors as instructions
from yizheng.members.models import Committee
from yizheng.members.states import Level
from yizheng.opinions import selectors as opinions
from yizheng.opinions.models import Adoption, Bulletin, Forwarding, OpinionReport
from yizheng.opinions.states import AdoptionLevel, AdoptionMode, Layout, State

from .messages import MOST_COURSE, MOST_OUTCOMES, AnswerMessage, Outcome, ReportMessage
from .models import Incoming, Partner, Submission
from .states import Arrived, Sent

# From the bottom up.
RANKS = (Level.COUNTY, Level.CITY, Level.PROVINCE, Level.NATION)
USED_AS = {Layout.SINGLE: AdoptionMode.SINGLE, Layout.DIGEST: AdoptionMode.DIGEST}
LONGEST_LINE = 500


def is_above(level: str, other: str) -> bool:
    """Whether a committee of one level takes reports from one of another."""
    return RANKS.index(Level(level)) > RANKS.index(Level(other))


def message_of(submission: Submission) -> ReportMessage:
    """What goes up: the text as it was compiled, in the committee's name. 2 queries at most."""
    report = submission.report
    return ReportMessage(
        token=submission.token,
        title=str(report),
        text=report.edited,
        from_name=submission.committee.short_name,
        reporter_name=report.reported_by if submission.names_reporter else "",
        sent_on=submission.sent_on,
    )


def to_send(partner: Partner) -> QuerySet[Submission]:
    """What a file to a partner holds: reports it has not answered. 1 query."""
    rows: QuerySet[Submission] = Submission.objects.filter(partner=partner, state=Sent.WAITING)
    rows = rows.select_related("committee", "report__reporter", "report__informant")
    # What was never exported goes first, where not all fits into one file.
    return rows.order_by(F("exported_on").asc(nulls_first=True), "pk")


def answered(partner: Partner) -> QuerySet[Incoming]:
    """What a partner can be answered about. 1 query."""
    rows: QuerySet[Incoming] = Incoming.objects.filter(
        partner=partner, state__in=[Arrived.TAKEN, Arrived.DECLINED]
    )
    return rows.select_related("report__joined_to", "committee").order_by("-decided_on", "-pk")


def arrived_as(reports: Iterable[int]) -> QuerySet[Incoming]:
    """What came from below in this installation and became one of `reports`. 1 query.

    A report that was joined to one of them goes on with it.
    """
    ids = set(reports)
    with_them = OpinionReport.objects.filter(joined_to__in=ids).values("pk")
    found = Incoming.objects.filter(state=Arrived.TAKEN, lower__isnull=False)
    rows: QuerySet[Incoming] = found.filter(report__in=ids) | found.filter(report__in=with_them)
    return rows.select_related("report__joined_to", "committee", "lower").distinct()


def answer_on(incoming: Incoming) -> AnswerMessage | None:
    """How it stands now; None while nothing was decided. 4 queries at most."""
    if incoming.decided_on is None:
        return None
    if incoming.report is None:
        return AnswerMessage(
            token=incoming.token,
            state=Sent.NOT_USED,
            on=incoming.decided_on,
            reason=incoming.reason,
            course=_line(Step("没有收录", incoming.decided_on)),
        )
    report = incoming.report.joined_to or incoming.report
    issues = list(opinions.issues_of(report).filter(withdrawn_on__isnull=True))
    outcomes = tuple(_outcomes(report, issues, incoming.committee))[:MOST_OUTCOMES]
    state, on, reason = Sent.TAKEN, incoming.decided_on, ""
    if outcomes:
        state, on = Sent.ADOPTED, min(outcome.on for outcome in outcomes)
    elif report.state == State.KEPT and report.kept_on:
        state, on, reason = Sent.NOT_USED, report.kept_on, report.kept_reason
    return AnswerMessage(
        token=incoming.token,
        state=state,
        on=on,
        reason=reason,
        outcomes=outcomes,
        course=_course(incoming.decided_on, outcomes, instructions.steps_on([report, *issues])),
    )


def _outcomes(
    report: OpinionReport, issues: list[Bulletin], committee: Committee
) -> Iterable[Outcome]:
    """Own issues, units it was forwarded to, and what organs above adopted: each once."""
    level = AdoptionLevel(committee.level) if committee.level in AdoptionLevel.values else None
    found: list[Outcome] = []
    if level:
        own = [(USED_AS[Layout(issue.layout)], issue.sent_on) for issue in issues]
        given = Forwarding.objects.filter(report=report)
        own += [(AdoptionMode.FORWARDED, row.forwarded_on) for row in given]
        organ = committee.short_name
        found += [Outcome(level=level, organ=organ, mode=mode, on=on) for mode, on in own if on]
    found += [
        Outcome(level=row.level, organ=row.organ, mode=row.mode, on=row.adopted_on)
        for row in Adoption.objects.filter(report=report)
    ]
    first: dict[tuple[str, str, str], Outcome] = {}
    for outcome in sorted(found, key=lambda one: one.on):
        first.setdefault(outcome.key, outcome)
    return first.values()


def _course(decided_on: date, outcomes: Iterable[Outcome], acts: Iterable[Step]) -> str:
    """What happened to it above, a line each, the oldest first."""
    steps = [Step("收录", decided_on)]
    steps += [Step(f"{one.organ}{AdoptionMode(one.mode).label}", one.on) for one in outcomes]
    steps = sorted([*steps, *acts], key=lambda step: step.on or date.max)
    return "\n".join(map(_line, steps))[:MOST_COURSE]


def _line(step: Step) -> str:
    said = f"{step.label}：{step.note}" if step.note else step.label
    return f"{step.on} {' '.join(said.split())[:LONGEST_LINE]}"


def submissions_of(report: Model) -> QuerySet[Submission]:
    """Where a report was sent up, oldest first. Unrestricted. 1 query."""
    rows: QuerySet[Submission] = Submission.objects.filter(report_id=report.pk)
    return rows.select_related("upper", "partner").order_by("sent_on", "pk")


def sent_up_on(report: int, level: str) -> date | None:
    """When a report was first sent to a committee of a level; None if it never was. 1 query."""
    rows = Submission.objects.filter(report_id=report).exclude(state=Sent.RECALLED)
    there = rows.filter(Q(upper__level=level) | Q(partner__level=level))
    found: date | None = there.aggregate(first=Min("sent_on"))["first"]
    return found


def origin_of(report: Model) -> QuerySet[Incoming]:
    """What came from below and became this report. Unrestricted. 1 query."""
    return Incoming.objects.filter(report_id=report.pk)


def known_tokens(tokens: Iterable[object]) -> dict[object, str]:
    """Of reports that came before: their digest, by token. 1 query."""
    rows = Incoming.objects.filter(token__in=list(tokens))
    return dict(rows.values_list("token", "digest"))
