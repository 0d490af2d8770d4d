"""The year of one row of work in tables: what an office prints in January, every number a figure.

Nothing is counted here: a number is a figure or one part of a split figure, so the list it opens
is what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from yizheng.core.indicators import FIGURES, Indicator, Ratio, split_values, values
from yizheng.core.periods import Year

from .figures import EMPTY, as_number, in_order, part_names, part_url, value_text
from .freezing import with_parts
from .subjects import Crossed, Drawing, Listed, Subject

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or words; where its records are listed."""

    value: Decimal | str
    url: str = ""

    @property
    def text(self) -> str:
        """As the page prints it."""
        return self.value if isinstance(self.value, str) else f"{as_number(self.value):,}"

    @property
    def plain(self) -> Any:
        """As a spreadsheet has it."""
        return self.value if isinstance(self.value, str) else as_number(self.value)


@dataclass(frozen=True, slots=True)
class Table:
    """One table. A list has a figure a row, with its unit and its share: see `LIST`."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: list[list[Cell]]
    note: str = ""
    drawing: Drawing | None = None

    @property
    def is_list(self) -> bool:
        """Whether it has a figure a row."""
        return self.head == LIST

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of a page."""
        return len(self.head) > 3 and not self.is_list

    @property
    def lines(self) -> list[list[Any]]:
        """For a spreadsheet."""
        return [[cell.plain for cell in row] for row in self.rows]

    @property
    def chart(self) -> dict[str, Any] | None:
        """For the chart component: the first rows but the total; None when nothing is drawn."""
        if self.drawing is None or not self.rows:
            return None
        columns = self.drawing.columns
        shown = [row for row in self.rows if row[0].value != TOTAL][: self.drawing.rows]
        return {
            "head": [self.head[0], *(self.head[place] for place in columns)],
            "rows": [[row[0].text, *(row[place].plain for place in columns)] for row in shown],
            "links": [row[columns[0]].url for row in shown],
        }


LIST = ("项目", "数量", "单位", "占比", "分母")
TOTAL = "合计"


def tables_of(subject: Subject, year: Year) -> dict[str, Table]:
    """Every table of a subject and year, by key.

    One statement for each record table, and one for each record table and split; two for names.
    """
    keys = [key for table in subject.listed for pair in table.lines for key in pair if key]
    keys += [key for table in subject.crossed for _, key, _ in table.columns]
    found = values(with_parts([subject.figure(key) for key in keys]), year)
    listed = [_listed(subject, table, found, year) for table in subject.listed]
    crossed = [_crossed(subject, table, found, year) for table in subject.crossed]
    return {table.key: table for table in [*listed, *crossed] if table.rows}


def _figure(subject: Subject, key: str) -> Indicator:
    figure = FIGURES[subject.figure(key)]
    if not isinstance(figure, Indicator):
        raise TypeError(f"{figure.key} has no records")
    return figure


def _listed(subject: Subject, table: Listed, found: Values, year: Year) -> Table:
    rows = []
    for key, share in table.lines:
        figure = _figure(subject, key)
        row = [Cell(figure.label), _number(figure, found[figure.key] or Decimal(0), year)]
        rows.append([*row, Cell(figure.unit), *_shared(subject, share, found, year)])
    return Table(table.key, table.title, LIST, rows, table.note, table.drawing)


def _shared(subject: Subject, key: str, found: Values, year: Year) -> list[Cell]:
    """A share, and of what it is one; nothing where there is nothing to have a share in."""
    ratio = FIGURES.get(subject.figure(key)) if key else None
    if not isinstance(ratio, Ratio):
        return [Cell(""), Cell("")]
    part, whole = (found[one.key] or Decimal(0) for one in (ratio.part, ratio.whole))
    if not whole:
        return [Cell(""), Cell("")]
    share = value_text(ratio, ratio.of(part, whole))
    return [
        Cell(share, _url(ratio.key, year)),
        Cell(f"{ratio.whole.label}{as_number(whole)}{ratio.whole.unit}"),
    ]


def _number(figure: Indicator, value: Decimal, year: Year) -> Cell:
    return Cell(value, _url(figure.key, year) if value else "")


def _url(key: str, year: Year) -> str:
    return reverse("reports:figure", args=[key, year.number])


def _crossed(subject: Subject, table: Crossed, found: Values, year: Year) -> Table:
    columns = [(_figure(subject, key), by) for _, key, by in table.columns]
    parts = split_values(columns, year)
    first, by = columns[0]
    keys = in_order(first, year, by, [parts[figure.key] for figure, _ in columns])
    names = part_names(first, year, by, [key for key in keys if key not in EMPTY])
    rows = [
        [
            Cell(names.get(key, "未分类")),
            *(_part(figure, by, key, parts[figure.key], year) for figure, by in columns),
        ]
        for key in keys
    ]
    totals = [_number(figure, found[figure.key] or Decimal(0), year) for figure, _ in columns]
    # A list that the committee does not use is no table.
    rows = [*rows, [Cell(TOTAL), *totals]] if any(key not in EMPTY for key in keys) else []
    head = (table.by, *(head for head, _, _ in table.columns))
    return Table(table.key, table.title, head, rows, table.note, table.drawing)


def _part(figure: Indicator, by: str, key: Any, parts: Mapping[Any, Decimal], year: Year) -> Cell:
    value = parts.get(key, Decimal(0))
    return Cell(value, part_url(figure, year, by, key) if value else "")
