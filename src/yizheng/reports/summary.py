"""The summary of a year as the records stand now."""

from dataclasses import dataclass
from decimal import Decimal

from yizheng.core.indicators import FIGURES, values
from yizheng.core.periods import Year
from yizheng.core.tenancy import within

from . import selectors
from .content import Content, compose
from .selectors import Source
from .text import Text, parse


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary not yet frozen: its words, the values in them, and the text it is made from."""

    year: Year
    source: Source
    content: Content
    values: dict[str, Decimal | None]


def draft_of(year: Year) -> Draft:
    """The year's summary from the records of now.

    4 queries, one for each 届次 mark, and one statement for each table whose records are counted.

    Raises:
        TextRefused: the saved text does not fit the figures there are.
    """
    with within(year.committee_id):
        source = selectors.text_of(year.number)
    return drawn(parse(source.text, selectors.printables()), source, year)


def drawn(text: Text, source: Source, year: Year) -> Draft:
    """A text printed with the values of a year."""
    keys = dict.fromkeys(mark.key for mark in text.figures())
    found = values([FIGURES[key] for key in keys], year)
    content = compose(
        text,
        values=found,
        facts=selectors.facts_of(year),
        ordinals=selectors.ordinals_of(text, year),
    )
    return Draft(year, source, content, found)
