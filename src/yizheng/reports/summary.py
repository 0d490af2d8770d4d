"""The summary of a year, or a report, as the records stand now."""

from dataclasses import dataclass
from decimal import Decimal

from yizheng.core.indicators import FIGURES, Figure, Indicator, values
from yizheng.core.periods import Year
from yizheng.core.tenancy import within

from . import selectors
from .content import Content, Shown, compose
from .figures import parts_of
from .printing import UNDEFINED
from .selectors import Source
from .states import Kind
from .text import Text, parse


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary not yet frozen: its words, the values in them, and the text it is made from.

    `values` has the figures that only decide whether words are printed, too.
    """

    year: Year
    source: Source
    content: Content
    values: dict[str, Decimal | None]


def draft_of(year: Year, kind: Kind = Kind.SUMMARY) -> Draft:
    """The year's summary, or its report of a kind, from the records of now.

    5 queries, one for each 届次 mark, three for each 分列 mark, and one statement for each table
    whose records are counted.

    Raises:
        TextRefused: the saved text does not fit the figures there are.
    """
    with within(year.committee_id):
        source = selectors.text_of(year.number, kind)
    return drawn(parse(source.text, selectors.printables()), source, year)


def drawn(text: Text, source: Source, year: Year) -> Draft:
    """A text printed with the values of a year."""
    found = values([FIGURES[key] for key in text.needed()], year)
    content = compose(
        text,
        values=found,
        facts=selectors.facts_of(year),
        ordinals=selectors.ordinals_of(text, year),
        parts=_parts(text, year),
    )
    return Draft(year, source, content, found)


def _parts(text: Text, year: Year) -> dict[tuple[str, str], list[str | Shown]]:
    """Words and figures for the marks printed as 分列: `经济建设`, 93件, `、政治建设`, 46件."""
    asked = {(mark.key, mark.form.split) for mark in text.figures() if mark.form.split}
    return {(key, by): _listed(FIGURES[key], by, year) for key, by in sorted(asked)}


def _listed(figure: Figure, by: str, year: Year) -> list[str | Shown]:
    pieces: list[str | Shown] = []
    for name, value, part in parts_of(figure, year, by) if isinstance(figure, Indicator) else ():
        pieces += [f"、{name}" if pieces else name, Shown(figure.key, value, by, part)]
    return pieces or [UNDEFINED]
