"""The proposals of a session in tables: what an office prints in January, every number a figure.

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

MOST_BARS = 12
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
class Drawing:
    """What is drawn of a table: columns by place from 1, of the first rows, and how."""

    title: str
    columns: tuple[int, ...]
    kind: str = "rows"
    rows: int = MOST_BARS


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


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of figures, each with the ratio that says its share, if any."""

    key: str
    title: str
    lines: tuple[tuple[str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Crossed:
    """A table of figures, `(heading, figure, split)`, side by side: a row for each part."""

    key: str
    title: str
    by: str
    columns: tuple[tuple[str, str, str], ...]
    note: str = ""
    drawing: Drawing | None = None


def _same(by: str, *columns: tuple[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((head, key, by) for head, key in columns)


def _by_category(by: str) -> tuple[tuple[str, str, str], ...]:
    return _same(
        by,
        ("立案", "filed"),
        ("办复", "replied"),
        ("A类", "resolved"),
        ("B类", "in_progress"),
        ("C类", "deferred"),
        ("收回评价", "evaluated"),
        ("满意", "satisfied"),
        ("不满意", "dissatisfied"),
    )


LISTED = (
    Listed(
        "intake",
        "收到和立案",
        (
            ("received", ""),
            ("received_session", ""),
            ("received_interim", ""),
            ("filed", "filed_rate"),
            ("by_member", "by_member_rate"),
            ("by_group", "by_group_rate"),
            ("merged", ""),
            ("not_filed", ""),
            ("pending", ""),
            ("returned", ""),
            ("withdrawn", ""),
            ("proposers", "participation_rate"),
        ),
        note="立案后又并入别的提案的，立案和并案各计一次。退回补充和撤案的不在收到之内。",
    ),
    Listed(
        "handling",
        "交办和答复",
        (
            ("assigned", ""),
            ("handling_units", ""),
            ("replied", "replied_rate"),
            ("replied_on_time", "on_time_rate"),
            ("replied_late", ""),
            ("extended", ""),
            ("face_to_face", "face_to_face_rate"),
            ("letters", ""),
            ("urgings", ""),
            ("closed", "closed_rate"),
        ),
        note="按期以批准延长后的期限为准。",
    ),
    Listed(
        "results",
        "办理结果和跟踪",
        (
            ("resolved", "resolved_rate"),
            ("in_progress", "in_progress_rate"),
            ("deferred", "deferred_rate"),
            ("resolved_later", "resolved_later_rate"),
            ("promises", ""),
            ("promises_kept", "promise_rate"),
            ("follow_ups", ""),
        ),
        note="几个单位答复类别不同的，按较低的一类计。",
        drawing=Drawing("办理结果的类别", (1,), "pie", rows=3),
    ),
    Listed(
        "judging",
        "评价",
        (
            ("evaluated", ""),
            ("satisfied", "satisfaction_rate"),
            ("dissatisfied", ""),
            ("forms_returned", ""),
            ("forms_attitude", "attitude_rate"),
            ("forms_result", "result_rate"),
            ("handled_again", ""),
            ("answered_again", ""),
        ),
        note="满意率以收回的评价为分母：按提案计的，一位不满意即为不满意；按反馈意见表计的，一表一份。",
    ),
    Listed(
        "honours",
        "重点提案和评选",
        (
            ("key", "key_rate"),
            ("supervision_events", ""),
            ("excellent", ""),
            ("units_commended", ""),
        ),
    ),
)
CROSSED = (
    Crossed(
        "destinations",
        "未立案的去向",
        "去向",
        (("件数", "not_filed", "destination"),),
    ),
    Crossed(
        "submitters",
        "按提案者",
        "提案者",
        _same(
            "submitter_type",
            ("收到", "received"),
            ("立案", "filed"),
            ("并案", "merged"),
            ("未立案", "not_filed"),
            ("办复", "replied"),
            ("重点", "key"),
            ("优秀", "excellent"),
        ),
        drawing=Drawing("各类提案者收到和立案的件数", (1, 2), "bar"),
    ),
    Crossed(
        "categories",
        "按类别",
        "类别",
        _by_category("category"),
        drawing=Drawing("各类别立案的件数", (1,)),
    ),
    Crossed("local-categories", "按本会类别", "本会类别", _by_category("local_category")),
    Crossed(
        "units",
        "按承办单位",
        "承办单位",
        (
            ("主办", "answering_parts", "unit"),
            ("会办", "helping_parts", "unit"),
            ("已答复", "parts_answered", "unit"),
            ("按期", "parts_on_time", "unit"),
            ("逾期", "parts_late", "unit"),
            ("A类", "parts_resolved", "handling__unit"),
            ("B类", "parts_in_progress", "handling__unit"),
            ("C类", "parts_deferred", "handling__unit"),
            ("满意（份）", "forms_result", "reply__handling__unit"),
            ("不满意（份）", "forms_discontent", "reply__handling__unit"),
            ("再次办理", "parts_again", "unit"),
        ),
        note="主办含独办、分办。一件提案由几个单位答复的，每个单位各计一件次；评价按反馈意见表计。",
        drawing=Drawing("主办件次较多的单位", (1,)),
    ),
)


def tables_of(year: Year) -> dict[str, Table]:
    """Every table of a session year, by key.

    One statement for each record table, and one for each record table and split; two for names.
    """
    keys = [key for table in LISTED for pair in table.lines for key in pair if key]
    keys += [key for table in CROSSED for _, key, _ in table.columns]
    found = values(with_parts([f"proposals.{key}" for key in keys]), year)
    listed = [_listed(table, found, year) for table in LISTED]
    crossed = [_crossed(table, found, year) for table in CROSSED]
    return {table.key: table for table in [*listed, *crossed] if table.rows}


def _figure(key: str) -> Indicator:
    figure = FIGURES[f"proposals.{key}"]
    if not isinstance(figure, Indicator):
        raise TypeError(f"{figure.key} has no records")
    return figure


def _listed(table: Listed, found: Values, year: Year) -> Table:
    rows = []
    for key, share in table.lines:
        figure = _figure(key)
        row = [Cell(figure.label), _number(figure, found[figure.key] or Decimal(0), year)]
        rows.append([*row, Cell(figure.unit), *_shared(share, found, year)])
    return Table(table.key, table.title, LIST, rows, table.note, table.drawing)


def _shared(key: str, found: Values, year: Year) -> list[Cell]:
    """A share, and of what it is one; nothing where there is nothing to have a share in."""
    ratio = FIGURES.get(f"proposals.{key}")
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


def _crossed(table: Crossed, found: Values, year: Year) -> Table:
    columns = [(_figure(key), by) for _, key, by in table.columns]
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
