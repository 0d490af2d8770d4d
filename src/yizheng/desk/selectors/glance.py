"""The year at a glance: some figures with their course over the years."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from yizheng.core.indicators import FIGURES, Figure, values
from yizheng.members.selectors import known_years, year_of
from yizheng.reports.figures import TREND_YEARS, as_number, value_text

# One or two from each row of work; those that no app declares are left out.
SHOWN = (
    "proposals.filed",
    "proposals.replied_rate",
    "opinions.compiled",
    "opinions.adopted_upper",
    "meetings.standing",
    "consultations.thematic_suggestions",
    "instructions.on_products",
    "study.centre_group",
    "liaison.visits",
    "service.concerns_resolved",
    "service.livelihood_matters",
    "members.total",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure as the home page shows it: where it opens, and its values over the years."""

    figure: Figure
    value: str
    url: str
    trend: list[float]


def tiles(committee_id: int, year: int) -> list[Tile]:
    """The figures of a year with those of up to four years before it.

    Two queries and one statement per record table for each year.
    """
    figures = [FIGURES[key] for key in SHOWN if key in FIGURES]
    numbers = [number for number in known_years(committee_id) if number <= year][:TREND_YEARS]
    found = [values(figures, year_of(committee_id, number)) for number in sorted(numbers)]
    return [_tile(figure, year, [one[figure.key] for one in found]) for figure in figures]


def _tile(figure: Figure, year: int, course: list[Decimal | None]) -> Tile:
    text = value_text(figure, course[-1] if course else None).removesuffix(figure.unit)
    numbers = [as_number(value) for value in course]
    trend = [float(number) for number in numbers if number is not None]
    return Tile(figure, text, reverse("reports:figure", args=[figure.key, year]), trend)
