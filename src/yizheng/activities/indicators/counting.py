"""The commonest figure about activities: how many of certain kinds were held."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from yizheng.activities import selectors
from yizheng.activities.models import Activity
from yizheng.core.citations import Citation
from yizheng.core.indicators import Indicator, indicator
from yizheng.core.periods import Period

NOT_HELD = "计划中的、已取消的"


def held(
    key: str,
    label: str,
    *codes: str,
    citation: Citation,
    counts: str = "",
    leaves_out: str = "",
    unit: str = "次",
    splits: Iterable[str] = ("kind",),
    **options: Any,
) -> Indicator:
    """Declare how many activities of kinds that count as `codes` were held in the period.

    Args:
        counts: when more must be said than that each one held counts once.
        leaves_out: what is left out besides the planned and the cancelled.
    """

    def records(period: Period) -> QuerySet[Activity]:
        return selectors.held_as(period, *codes)

    return indicator(
        key,
        label,
        unit=unit,
        counts=counts or f"日期在期内、已举办的{label}，每次计一",
        leaves_out=f"{NOT_HELD}；{leaves_out}" if leaves_out else NOT_HELD,
        citation=citation,
        splits=splits,
        **options,
    )(records)
