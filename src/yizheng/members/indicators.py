"""Figures about the membership."""

from django.db.models import QuerySet

from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import indicator
from yizheng.core.periods import Basis, Period

from . import selectors
from .models import Person, Sector


@indicator(
    "members.total",
    "委员总数",
    unit="名",
    counts="期末在任的本级政协委员，每人计一名",
    leaves_out="期末前已辞职、免去、撤销、病故的，上级政协委员",
    citation=STATISTICS_RULES("委员"),
    basis=Basis.STATE,
)
def total(period: Period) -> QuerySet[Person]:
    """People holding a mandate on the last day."""
    return selectors.serving_members(period.last)


@indicator(
    "members.sectors",
    "界别数",
    unit="个",
    counts="期末有在任委员的界别",
    leaves_out="没有在任委员的界别",
    citation=STATISTICS_RULES("界别"),
    basis=Basis.STATE,
)
def sectors(period: Period) -> QuerySet[Sector]:
    """Sectors with at least one serving member on the last day."""
    return selectors.sectors_on(period.last)
