"""All figures of a year in a table, and one figure in depth with its records."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from yizheng.core import exports
from yizheng.core.access import EVERYTHING
from yizheng.core.actors import Actor
from yizheng.core.errors import Unknown
from yizheng.core.http import Request, attached, respond
from yizheng.core.indicators import Figure, Indicator, Ratio, values
from yizheng.core.navigation import SECTIONS
from yizheng.core.pages import Heading
from yizheng.core.paging import Page, page_of
from yizheng.core.periods import Year
from yizheng.core.registers import Column, Register
from yizheng.core.tenancy import within
from yizheng.reports import figures, permissions, relations

from .reading import figure_or_404, must, to_chosen_year, year_or_404

MAKERS = {"csv": (exports.as_csv, exports.CSV), "xlsx": (exports.as_xlsx, exports.XLSX)}


class Search(forms.Form):
    """What the table of figures is narrowed by."""

    q = forms.CharField(
        label="查找",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "指标名称"}),
    )
    section = forms.ChoiceField(label="工作", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(section.key, section.label) for section in SECTIONS]
        self.fields["section"].choices = [("", "全部"), *choices]  # type: ignore[attr-defined]

    def chosen(self, lines: list[figures.Line]) -> list[figures.Line]:
        """The lines that match every word and the row of work."""
        if not self.is_valid():
            return []
        words, section = self.cleaned_data["q"].split(), self.cleaned_data["section"]
        return [
            line
            for line in lines
            if all(word in f"{line.figure.label} {line.figure.key}" for word in words)
            and section in ("", figures.section_of(line.figure))
        ]


@require_safe
def figures_now(request: Request) -> HttpResponse:
    """The figures of the year the reader looks at."""
    return to_chosen_year(request, permissions.view, "reports:figures")


@require_safe
def all_figures(request: Request, year: int) -> HttpResponse:
    """Every figure of a year by row of work, with last year's; the relations that do not hold."""
    must(request, permissions.view)
    found = year_or_404(request, year)
    search = Search(request.GET)
    everything = figures.lines(found, figures.year_before(found))
    lines = search.chosen(everything)
    groups = [
        (section.label, [line for line in lines if figures.section_of(line.figure) == section.key])
        for section in SECTIONS
    ]
    other = [line for line in lines if not figures.section_of(line.figure)]
    context = {
        "year": found,
        "search": search,
        "count": len(lines),
        "groups": [(label, some) for label, some in [*groups, ("其他", other)] if some],
        "problems": relations.problems(
            found, known={line.figure.key: line.value for line in everything}
        ),
    }
    return respond(request, "reports/figures.html", "list", context)


@require_safe
def one_figure(request: Request, key: str, year: int) -> HttpResponse:
    """A figure: its definition, value, relations, trend, splits and records.

    htmx gets the side panel, or the list of records alone when that is what is being replaced.
    """
    must(request, permissions.view)
    figure, found = figure_or_404(key), year_or_404(request, year)
    part = {"list": "records", "side": "panel"}.get(request.headers.get("HX-Target", ""), "brief")
    context = {"figure": figure, "year": found, **records_context(request, figure, found)}
    if part != "records":
        context |= in_depth(figure, found)
    return respond(request, "reports/figure.html", part, context)


@require_safe
def export(request: Request, key: str, year: int, form: str) -> HttpResponse:
    """All records behind a figure that the reader may see, as CSV or Excel."""
    must(request, permissions.view)
    figure, found = figure_or_404(key), year_or_404(request, year)
    if form not in MAKERS or not isinstance(figure, Indicator):
        raise Http404(form)
    part = _part(request, figure, found)
    rule = part.rule if part else EVERYTHING
    behind = figures.behind(figure, found, request.actor, part=rule)
    if behind.register is None:
        raise Http404(form)
    make, kind = MAKERS[form]
    with within(found.committee_id, and_below=found.below if figure.below else ()):
        rows = behind.register.whole(behind.rows).order_by(behind.register.order, "pk")
        content = make(behind.register, rows)
    name = f"{figure.label} {year} {part.name}" if part else f"{figure.label} {year}"
    return attached(content, kind, f"{name}.{form}")


def _part(request: Request, figure: Indicator, year: Year) -> figures.Part | None:
    """The part of a figure that is asked for by `by` and `part`; what is no part is not found."""
    by = request.GET.get("by", "")
    if not by:
        return None
    try:
        return figures.part_of(figure, year, by, request.GET.get("part", ""))
    except Unknown as unknown:
        raise Http404(unknown.message) from unknown


def in_depth(figure: Figure, year: Year) -> dict[str, Any]:
    """What a figure's page says besides its records."""
    (value,) = values([figure], year).values()
    history = figures.trend(figure, year)
    parts = [figure.part, figure.whole] if isinstance(figure, Ratio) else []
    found = values(parts, year) if parts else {}
    unit = "%" if figure.is_ratio and figure.unit == "%" else figure.unit
    return {
        "value": figures.value_text(figure, value),
        "facts": definition(figure, year),
        "findings": relations.findings(year, [figure], known={figure.key: value}),
        "trend": figures.chart_of(
            ["年度", figure.label], [(f"{number}年", one) for number, one in history], figure
        ),
        "trend_known": len([one for _, one in history if one is not None]) > 1,
        "unit": unit,
        "splits": [
            (split.label, _split_chart(figure, year, split))
            for split in figures.splits(figure, year)
            if split.parts
        ],
        "parts": [(part, figures.value_text(part, found[part.key])) for part in parts],
    }


def _split_chart(figure: Figure, year: Year, split: figures.Split) -> dict[str, Any]:
    """A drawing whose bars open the records of their parts."""
    rows = [(name, value) for _, name, value in split.parts]
    links = [
        figures.part_url(figure, year, split.by, key)
        for key, _, _ in split.parts
        if isinstance(figure, Indicator)
    ]
    return figures.chart_of([split.label, figure.label], rows, figure, links=links)


def definition(figure: Figure, year: Year) -> list[tuple[str, str]]:
    """The definition of a figure in pairs of label and words."""
    is_open = " （下次全会日期未定，暂算至今）" if year.session_open else ""
    session = is_open if str(figure.clock) == "session" else ""
    return [
        ("计入", figure.counts),
        ("不计", figure.leaves_out),
        ("年度", figure.clock.label),
        ("起止", f"{figure.period(year)}{session}"),
        ("口径", figure.basis.label + ("，含下级政协" if figure.below else "")),
        ("单位", figure.unit),
        ("依据", str(figure.citation)),
        ("定义", f"{figure.key}，第{figure.version}版"),
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the list behind a figure; no address for records of another committee."""

    url: str
    cells: list[tuple[Column, str]]


def records_context(request: Request, figure: Figure, year: Year) -> dict[str, Any]:
    """A page of the records behind a figure. 4 queries and those of the columns."""
    here = reverse("reports:figure", args=[figure.key, year.number])
    if not isinstance(figure, Indicator):
        return {"list_url": here, "rows": [], "is_ratio": True}
    part = _part(request, figure, year)
    behind = figures.behind(figure, year, request.actor, part=part.rule if part else EVERYTHING)
    asked = {name: request.GET.get(name, "") for name in ("by", "part")} if part else {}
    base = {
        "list_url": f"{here}?{urlencode(asked)}" if part else here,
        "withheld": behind.withheld,
        "register": behind.register,
        "narrowed": part,
        "whole_url": here,
    }
    if behind.register is None:
        return base
    register, order = behind.register, _order(request.GET.get("sort", ""), behind.register)
    with within(year.committee_id, and_below=year.below if figure.below else ()):
        page = page_of(
            register.joined(behind.rows), order=order, cursor=request.GET.get("after", "")
        )
        rows = rows_of(register, page, request.actor)
    return {
        **base,
        "page": page,
        "rows": rows,
        "headings": [_heading(request.GET, here, one, order) for one in register.list_columns],
        "previous_url": _with(request.GET, here, after=page.previous) if page.previous else "",
        "next_url": _with(request.GET, here, after=page.next) if page.next else "",
        "export_urls": [
            (label, _export_url(figure, year, form, asked))
            for label, form in (("Excel 表格", "xlsx"), ("CSV 文件", "csv"))
        ],
    }


def _export_url(figure: Indicator, year: Year, form: str, asked: dict[str, str]) -> str:
    address = reverse("reports:figure-export", args=[figure.key, year.number, form])
    return f"{address}?{urlencode(asked)}" if asked else address


def rows_of(register: Register, page: Page, actor: Actor) -> list[Row]:
    """Records as rows of the register's list columns."""
    return [
        Row(
            register.url("detail", record.pk) if record.committee_id == actor.committee_id else "",
            [(column, column.text(record)) for column in register.list_columns],
        )
        for record in page.rows
    ]


def _order(asked: str, register: Register) -> str:
    known = {column.sort for column in register.columns if column.sort}
    return asked if asked.lstrip("-") in known else register.order


def _heading(query: QueryDict, here: str, column: Column, order: str) -> Heading:
    if not column.sort:
        return Heading(column, "", "")
    direction = ""
    if order.lstrip("-") == column.sort:
        direction = "descending" if order.startswith("-") else "ascending"
    turned = f"-{column.sort}" if direction == "ascending" else column.sort
    return Heading(column, _with(query, here, sort=turned, after=""), direction)


def _with(query: QueryDict, here: str, **changes: str) -> str:
    kept = query.copy()
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return f"{here}?{kept.urlencode()}" if kept else here
