"""Every figure of a year, or the records behind one of them."""

from typing import Any

from django.core.management.base import CommandParser

from yizheng.core.errors import Refused
from yizheng.core.indicators import Indicator, Ratio, find, values
from yizheng.core.periods import Year
from yizheng.core.registers import REGISTERS
from yizheng.core.tenancy import within
from yizheng.members.models import Committee
from yizheng.reports import figures, freezing, relations
from yizheng.reports.management.door import Question, Stop, committee_option, table, year_named
from yizheng.reports.models import Edition
from yizheng.reports.states import FROZEN


class Command(Question):
    """`figures 2025`, `figures show proposals.filed 2025`, `figures verify`."""

    written = "figures 年度 | show 指标 年度 | verify [年度] [--committee 代码] [--json]"
    help = "列出一年的全部指标；show 列出一个指标背后的记录；verify 核验已发布的数字"

    def add_arguments(self, parser: CommandParser) -> None:
        """What is typed after the command."""
        parser.add_argument("words", nargs="+", metavar="年度 | show 指标 年度 | verify [年度]")
        committee_option(parser)
        parser.add_argument("--json", action="store_true", dest="as_json", help="输出 JSON")

    def work(self, *, words: list[str], committee: str, as_json: bool, **_: Any) -> None:
        """Answer one of the three questions."""
        match words:
            case ["show", key, year]:
                self._show(key, year_named(year, committee), as_json)
            case ["verify", *years] if len(years) <= 1:
                self._verify(years[0] if years else "", committee)
            case [year] if year != "show":
                self._all(year_named(year, committee), as_json)
            case _:
                raise Refused(f"写法不对。写法：yizheng {self.written}")

    def _all(self, year: Year, as_json: bool) -> None:  # noqa: FBT001 - a private door
        found = figures.lines(year, None)
        if as_json:
            self.say_json([_line_json(line, year) for line in found])
            return
        rows = [("指标", "名称", "数值", "年度", "口径", "起止")]
        for line in found:
            figure = line.figure
            rows.append(
                (
                    figure.key,
                    figure.label,
                    line.text,
                    figure.clock.label,
                    figure.basis.label,
                    str(figure.period(year)),
                )
            )
        for row in table(rows, right=(2,)):
            self.say(row)
        for problem in relations.problems(year):
            self.say(f"不符：{problem.sentence}")

    def _show(self, key: str, year: Year, as_json: bool) -> None:  # noqa: FBT001
        figure = find(key)
        (value,) = values([figure], year).values()
        parts = [figure.part, figure.whole] if isinstance(figure, Ratio) else [figure]
        if as_json:
            names = ("part", "whole") if len(parts) > 1 else ("records",)
            lists = [_records(part, year)[1] for part in parts]
            line = _line_json(figures.Line(figure, value, None), year)
            self.say_json(line | dict(zip(names, lists, strict=True)))
            return
        self.say(f"{figure.label}：{figures.value_text(figure, value)}（{figure.period(year)}）")
        self.say(f"计入：{figure.counts}")
        self.say(f"不计：{figure.leaves_out}")
        for part in parts:
            heads, records = _records(part, year)
            if len(parts) > 1:
                self.say(f"\n{part.label}（{len(records)}条）")
            rows = [
                tuple(heads),
                *(tuple(str(cell) for cell in record.values()) for record in records),
            ]
            for row in table(rows):
                self.say(row)

    def _verify(self, typed: str, committee: str) -> None:
        year = year_named(typed, committee) if typed else None
        codes = Committee.objects.order_by("path").values_list("pk", flat=True)
        told: list[tuple[str, list[str]]] = []
        for pk in [year.committee_id] if year else codes:
            with within(pk):
                told += _verified(year.number if year else None)
        for edition, faults in told:
            self.say(f"{edition}：{'；'.join(faults) or '与固定时一致'}")
        if not told:
            self.say("还没有已提交或已发布的总结")
        if any(faults for _, faults in told):
            raise Stop(1)


def _verified(number: int | None) -> list[tuple[str, list[str]]]:
    """The frozen editions of the active committee, of one year or all, with their faults."""
    editions = Edition.objects.filter(state__in=[str(state) for state in FROZEN])
    if number:
        editions = editions.filter(year=number)
    return [(str(one), freezing.faults(one)) for one in editions.order_by("year", "number")]


def _line_json(line: figures.Line, year: Year) -> dict[str, Any]:
    figure, period = line.figure, line.figure.period(year)
    return {
        "key": figure.key,
        "label": figure.label,
        "unit": figure.unit,
        "value": figures.as_number(line.value),
        "clock": str(figure.clock),
        "basis": str(figure.basis),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }


def _records(figure: Indicator, year: Year) -> tuple[list[str], list[dict[str, Any]]]:
    """Headings and the records of a figure in the register's columns; id and name without one."""
    rows = figure.rows(year)
    register = REGISTERS.get(rows.model._meta.label_lower)
    with within(year.committee_id, and_below=year.below):
        if register is None:
            return ["编号", "记录"], [
                {"id": row.pk, "record": str(row)} for row in rows.order_by("pk")
            ]
        columns = register.list_columns
        heads = ["编号", *(column.label for column in columns)]
        ordered = register.joined(rows).order_by(register.order, "pk")
        return heads, [
            {"id": row.pk, **{column.name: column.text(row) for column in columns}}
            for row in ordered
        ]
