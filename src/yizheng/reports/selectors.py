"""What there is to print from: figures, texts, the facts of a year, editions."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import F, Max, Min, Q, QuerySet

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.indicators import FIGURES, Indicator, Relation
from yizheng.core.periods import Year
from yizheng.core.tenancy import within
from yizheng.core.wording import chinese
from yizheng.members.models import Committee, Session
from yizheng.members.selectors import current_term

from .models import Edition, SummaryText
from .permissions import view_edition
from .printing import UNDEFINED, Printable, Style
from .states import Kind
from .text import Text

TEXTS = Path(__file__).parent / "texts"
SHIPPED = {
    Kind.SUMMARY: "annual.txt",
    Kind.REVIEW: "review.txt",
    Kind.PROPOSALS: "proposals.txt",
    Kind.ADOPTION: "adoption.txt",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The text a year's summary is made from; `record` is None for the one shipped with us."""

    text: str
    record: SummaryText | None = None

    @property
    def number(self) -> int:
        """Its version, 0 for the shipped one."""
        return self.record.number if self.record else 0

    @property
    def label(self) -> str:
        """Which text it is."""
        return str(self.record) if self.record else "系统提供的文稿"


@cache
def shipped_text(kind: Kind = Kind.SUMMARY) -> str:
    """The text that comes with the system."""
    return (TEXTS / SHIPPED[kind]).read_text(encoding="utf-8")


def text_of(year: int, kind: Kind = Kind.SUMMARY) -> Source:
    """The newest text of a year, else the newest general one, else the shipped one. 1 query."""
    own_first = F("year").asc(nulls_last=True)
    saved = _texts(year, kind).order_by(own_first, "-number").first()
    return Source(saved.text, saved) if saved else Source(shipped_text(kind))


def texts_of(year: int, kind: Kind = Kind.SUMMARY) -> QuerySet[SummaryText]:
    """All saved texts that a year was or could be made from, newest first. 1 query."""
    return _texts(year, kind).select_related("author").order_by("-saved_at", "-pk")


def _texts(year: int, kind: Kind) -> QuerySet[SummaryText]:
    return SummaryText.objects.filter(Q(year=year) | Q(year__isnull=True), kind=kind)


def printables() -> dict[str, Printable]:
    """Every figure there is, as the text language knows it. No query."""
    return {
        key: Printable(
            key,
            figure.label,
            figure.unit,
            figure.is_ratio,
            numbered(key) is not None,
            figure.splits if isinstance(figure, Indicator) else (),
        )
        for key, figure in FIGURES.items()
    }


def numbered(key: str) -> Relation | None:
    """The relation by which the records of a figure carry numbers that run on, if they do."""
    relations = FIGURES[key].relations
    return next((relation for relation in relations if relation.kind == "contiguous"), None)


def facts_of(year: Year) -> dict[str, str]:
    """Words for the fact marks of a text. 4 queries."""
    committee = Committee.objects.get(pk=year.committee_id)
    with within(year.committee_id):
        sessions = Session.objects.select_related("term").order_by("opened_on")
        session = sessions.filter(opened_on__range=year.calendar).first()
        following = sessions.filter(opened_on__gt=year.calendar.last).first()
        term = current_term(year.calendar.last)
    return {
        "year": str(year.number),
        "next_year": str(year.number + 1),
        "term": f"{ordinal(term.ordinal)}届" if term else UNDEFINED,
        "session": str(session or UNDEFINED),
        "next_session": str(following or UNDEFINED),
        "committee": committee.short_name,
        "place": committee.place,
    }


def ordinals_of(text: Text, year: Year) -> dict[str, str]:
    """Words for marks printed as 届次: `四届十三次至十七次`. 1 query for each such figure."""
    keys = {mark.key for mark in text.figures() if mark.form.style is Style.ORDINALS}
    return {key: _run_of_numbers(key, year) for key in sorted(keys)}


def _run_of_numbers(key: str, year: Year) -> str:
    figure, relation = FIGURES[key], numbered(key)
    if relation is None or not isinstance(figure, Indicator):
        return UNDEFINED
    rows = figure.rows(year).order_by()
    term = next((path for path in relation.within if path.rpartition("__")[2] == "term"), "")
    ends = {"low": Min(relation.field), "high": Max(relation.field)}
    if not term:
        found = rows.aggregate(**ends)
        return _run("第", found["low"], found["high"], "第", "")
    groups = rows.values(f"{term}__ordinal").annotate(**ends).order_by(f"{term}__ordinal")
    runs = [
        _run(f"{ordinal(group[f'{term}__ordinal'])}届", group["low"], group["high"], "", "次")
        for group in groups
    ]
    return "、".join(runs) or UNDEFINED


def _run(head: str, low: int | None, high: int | None, again: str, unit: str) -> str:
    if low is None or high is None:
        return UNDEFINED
    first = f"{head}{ordinal(low)}{unit}"
    return first if low == high else f"{first}至{again}{ordinal(high)}{unit}"


def ordinal(number: int) -> str:
    """A number of a series in Chinese: 二, 十七."""
    return chinese(number)


def editions(actor: Actor) -> QuerySet[Edition]:
    """The editions `actor` may read, newest first. 1 query."""
    return restrict(
        Edition.objects.select_related("submitted_by", "published_by"), view_edition, actor
    )


def editions_of(actor: Actor, year: int) -> list[Edition]:
    """The editions of a year that `actor` may read, newest first. 1 query."""
    return list(editions(actor).filter(year=year).order_by("-number"))
