"""Reading reports and bulletins: by period for figures, and what a page asks."""

from collections.abc import Collection, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet

from yizheng.core.periods import Period
from yizheng.instructions.models import Instruction
from yizheng.members.models import Person

from .models import Adoption, Bulletin, Forwarding, OpinionReport
from .states import NOT_COUNTED, UNSETTLED, BulletinState, Series, State


def received(period: Period) -> QuerySet[OpinionReport]:
    """Reports that came in, one for each matter. Unrestricted: for figures."""
    rows = OpinionReport.objects.filter(received_on__range=period)
    return rows.exclude(state__in=sorted(NOT_COUNTED))


def compiled(period: Period) -> QuerySet[OpinionReport]:
    """Reports compiled in `period`. Unrestricted: for figures."""
    return OpinionReport.objects.filter(state=State.COMPILED, compiled_on__range=period)


def adopted(period: Period, *, levels: Iterable[str]) -> QuerySet[OpinionReport]:
    """Reports compiled in `period` and adopted in it at one of `levels`, each once. For figures."""
    return compiled(period).filter(_adopted_in(period, levels=levels))


def adopted_later(period: Period) -> QuerySet[OpinionReport]:
    """Reports compiled before `period` and adopted in it at any level, each once. For figures."""
    earlier = OpinionReport.objects.filter(compiled_on__lt=period.first)
    return earlier.filter(_adopted_in(period))


def _adopted_in(period: Period, *, levels: Iterable[str] = ()) -> Exists:
    rows = Adoption.objects.filter(report=OuterRef("pk"), adopted_on__range=period)
    return Exists(rows.filter(level__in=levels) if levels else rows)


def joinable(report: OpinionReport, among: Iterable[int]) -> set[int]:
    """Those of `among` with which the report could go on as one; none once it is dealt with."""
    if report.state not in UNSETTLED:
        return set()
    return set(OpinionReport.offered().filter(pk__in=among).values_list("pk", flat=True))


def contributors(period: Period) -> QuerySet[Person]:
    """People whose reports came in, each once. Unrestricted: for figures."""
    rows = OpinionReport.objects.filter(received_on__range=period, reporter__isnull=False)
    rows = rows.exclude(state=State.WITHDRAWN)
    return Person.objects.filter(pk__in=rows.values("reporter"))


def sent(period: Period) -> QuerySet[Bulletin]:
    """Issues sent and not withdrawn. Unrestricted: for figures."""
    return Bulletin.objects.filter(state=BulletinState.SENT, sent_on__range=period)


def special(period: Period) -> QuerySet[Bulletin]:
    """Issues of the special bulletin among `sent`. Unrestricted: for figures."""
    return sent(period).filter(series=Series.SPECIAL)


def instructions_on(period: Period) -> QuerySet[Instruction]:
    """Acts of `period` on special bulletins sent in it. Unrestricted: for figures."""
    return _acts(period).filter(product_id__in=special(period).values("pk"))


def instructed(period: Period) -> QuerySet[Bulletin]:
    """Special bulletins of `period` with at least one such act, each once. For figures."""
    return special(period).filter(Exists(_acts(period).filter(product_id=OuterRef("pk"))))


def _acts(period: Period) -> QuerySet[Instruction]:
    kind = ContentType.objects.get_for_model(Bulletin)
    rows: QuerySet[Instruction] = Instruction.objects.filter(
        product_type=kind, instructed_on__range=period
    )
    return rows


def adoptions_of(report: OpinionReport) -> QuerySet[Adoption]:
    """Where a report was adopted, newest first. 1 query."""
    return Adoption.objects.filter(report=report)


def forwardings_of(report: OpinionReport) -> QuerySet[Forwarding]:
    """The units to which a report was forwarded, and what they answered. 1 query."""
    return Forwarding.objects.filter(report=report).select_related("unit")


def joined_to(report: OpinionReport) -> QuerySet[OpinionReport]:
    """The reports on the same matter that go on with this one. 1 query."""
    rows = OpinionReport.objects.filter(joined_to=report)
    return rows.select_related("reporter", "informant").order_by("received_on", "pk")


def issues_of(report: OpinionReport) -> QuerySet[Bulletin]:
    """The issues that carry a report and have been sent, newest first. 1 query."""
    return Bulletin.objects.filter(reports=report).exclude(state=BulletinState.DRAFT)


def reported_by(people: Collection[int], period: Period) -> QuerySet[OpinionReport]:
    """What these people reported in the period, joined ones too. For duty records.

    With the issues and adoptions of each. 3 queries.
    """
    rows: QuerySet[OpinionReport] = OpinionReport.objects.filter(
        reporter__in=people, received_on__range=period
    )
    return rows.exclude(state=State.WITHDRAWN).prefetch_related("bulletins", "adoptions")


def issues_with(people: Collection[int], period: Period) -> QuerySet[Bulletin]:
    """Issues sent in the period with reports of these people, the first ones first. 2 queries."""
    rows: QuerySet[Bulletin] = sent(period).filter(reports__reporter__in=people)
    return rows.prefetch_related("reports").distinct().order_by("sent_on", "pk")


def adoptions_for(people: Collection[int], period: Period) -> QuerySet[Adoption]:
    """Where reports of these people were adopted in the period. For duty records. 1 query."""
    rows: QuerySet[Adoption] = Adoption.objects.filter(
        report__reporter__in=people, adopted_on__range=period
    )
    return rows.select_related("report")


def instructions_for(
    people: Collection[int], period: Period
) -> list[tuple[Instruction, OpinionReport]]:
    """What leaders wrote in the period on reports of these people, or on issues with them.

    6 queries. For duty records.
    """
    mine = OpinionReport.objects.filter(reporter__in=people).order_by("pk")
    issues = Bulletin.objects.filter(reports__in=mine).distinct().prefetch_related("reports")
    reports: dict[tuple[type, int], list[OpinionReport]] = {
        (Bulletin, issue.pk): [row for row in issue.reports.all() if row.reporter_id in people]
        for issue in issues.order_by("pk")
    }
    reports |= {(OpinionReport, report.pk): [report] for report in mine}
    found = []
    for model in (OpinionReport, Bulletin):
        kind = ContentType.objects.get_for_model(model)
        acts = Instruction.objects.filter(product_type=kind, instructed_on__range=period)
        for act in acts.order_by("pk"):
            found += [(act, report) for report in reports.get((model, act.product_id), [])]
    return found
