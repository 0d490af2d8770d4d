"""Reading figures and the records they are."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, Unknown
from yizheng.core.indicators import FIGURES, Figure, Indicator, find, values
from yizheng.core.paging import page_of
from yizheng.core.periods import Year
from yizheng.members.selectors import year_of
from yizheng.reports import permissions
from yizheng.reports.figures import behind

from .doors import actor_of
from .shapes import FEWEST, MOST, told

router = Router(tags=["指标"])
YearNumber = Annotated[int, Path(ge=1900, le=2200, description="年度")]
Key = Annotated[str, Path(max_length=80, description="指标的代号，例如 proposals.filed")]


class FigureTold(BaseModel):
    """One figure of one year, with its definition."""

    key: str
    label: str
    unit: str = Field(description="比率以小数计，单位为 % 时乘以 100")
    value: float | None = Field(description="比率的分母为零时为空")
    first: date = Field(description="起算日，含当日")
    last: date = Field(description="截止日，含当日")
    clock: str = Field(description="自然年度或届次年度")
    basis: str = Field(description="期内发生、累计至期末或期末时点")
    counts: str = Field(description="计入什么")
    leaves_out: str = Field(description="不计入什么")
    citation: str = Field(description="依据")
    version: int = Field(description="定义的版本")
    part: str | None = Field(description="比率的分子，指标的代号")
    whole: str | None = Field(description="比率的分母，指标的代号")


class YearTold(BaseModel):
    """All figures of a year."""

    year: int
    figures: list[FigureTold]


class RowTold(BaseModel):
    """A record behind a figure, in the columns of its register."""

    kind: str = Field(description="记录的种类，即 /records/ 后的一段")
    id: int
    url: str
    columns: dict[str, Any]


class RecordsTold(BaseModel):
    """The records that are a figure, as far as the reader may see them."""

    key: str
    count: int = Field(description="您可以查看的条数")
    withheld: int = Field(description="计入指标而您无权查看的条数")
    records: list[RowTold]
    next: str | None
    previous: str | None


@router.get(
    "/{year}", response={200: YearTold}, summary="一年的全部指标",
    operation_id="figures_list",
)  # fmt: skip
def list_figures(request: HttpRequest, year: YearNumber) -> Any:
    """Every figure of a year; one statement per record table."""
    known = _year(actor_of(request), year)
    figures = [FIGURES[key] for key in sorted(FIGURES)]
    return {"year": year, "figures": _told(figures, known)}


@router.get(
    "/{year}/{key}", response={200: FigureTold}, summary="一个指标",
    operation_id="figures_read",
)  # fmt: skip
def read_figure(request: HttpRequest, year: YearNumber, key: Key) -> Any:
    """One figure of a year."""
    known = _year(actor_of(request), year)
    return _told([find(key)], known)[0]


@router.get(
    "/{year}/{key}/records", response={200: RecordsTold}, summary="指标背后的记录",
    operation_id="figures_records",
)  # fmt: skip
def list_figure_records(
    request: HttpRequest,
    year: YearNumber,
    key: Key,
    after: Annotated[str, Query(max_length=400, description="上一页答的 next")] = "",
    size: Annotated[int, Query(ge=FEWEST, le=MOST, description="每页条数")] = FEWEST,
) -> Any:
    """The records the engine counted, restricted to what the reader may see."""
    actor = actor_of(request)
    known, figure = _year(actor, year), find(key)
    if not isinstance(figure, Indicator):
        raise Invalid(
            "比率没有自己的记录，请分别查看分子和分母",
            part=figure.part.key,
            whole=figure.whole.key,
        )
    found = behind(figure, known, actor)
    register = found.register
    if register is None:
        raise Invalid("这种记录没有台账，只能看到数值", withheld=found.withheld)
    page = page_of(register.whole(found.rows), order=register.order, cursor=after, size=size)
    return {
        "key": key,
        "count": page.count,
        "withheld": found.withheld,
        "records": [{"kind": register.key, **told(register, row)} for row in page.rows],
        "next": page.next or None,
        "previous": page.previous or None,
    }


def _year(actor: Actor, number: int) -> Year:
    if not may(actor, permissions.view) or actor.committee_id is None:
        raise Unknown("没有这个地址，或者不在您可以查看的范围之内")
    return year_of(actor.committee_id, number)


def _told(figures: list[Figure], year: Year) -> list[dict[str, Any]]:
    found = values(figures, year)
    return [_one(figure, found[figure.key], year) for figure in figures]


def _one(figure: Figure, value: Decimal | None, year: Year) -> dict[str, Any]:
    period = figure.period(year)
    parts = None if isinstance(figure, Indicator) else (figure.part.key, figure.whole.key)
    return {
        "key": figure.key, "label": figure.label, "unit": figure.unit, "value": value,
        "first": period.first, "last": period.last,
        "clock": figure.clock.label, "basis": figure.basis.label,
        "counts": figure.counts, "leaves_out": figure.leaves_out,
        "citation": str(figure.citation), "version": figure.version,
        "part": parts[0] if parts else None, "whole": parts[1] if parts else None,
    }  # fmt: skip
