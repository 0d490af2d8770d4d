"""How often leaders wrote. One act is one row: 件次 is product by act."""

from django.db.models import QuerySet

from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.indicators import disjoint, indicator, part_of
from yizheng.core.periods import Period

from . import selectors
from .models import Instruction

COUNTING = STATISTICS_RULES("批示的计数")


@indicator(
    "instructions.acts",
    "领导批示",
    unit="件次",
    counts="批示日期在期内，一位领导在一份成果上批示一次计一件次；两位领导计两件次",
    leaves_out="圈阅而无批语的；标有国家秘密标志、未录入本系统的",
    citation=COUNTING,
    splits=("leader_level", "product_type"),
)
def acts(period: Period) -> QuerySet[Instruction]:
    """Every act, whatever was written on."""
    return selectors.given_in(period)


@indicator(
    "instructions.on_products",
    "协商成果获批示",
    unit="件次",
    counts="调研报告、集体建议书、协商报告等协商成果上的批示，一次批示计一件次",
    leaves_out="社情民意信息、信息专报和提案上的批示",
    citation=COUNTING,
    splits=("leader_level",),
    relations=(disjoint("instructions.on_bulletins"), part_of("instructions.acts")),
)
def on_products(period: Period) -> QuerySet[Instruction]:
    """The acts on products of consultation."""
    return selectors.on_kind(acts.records(period), "consultations.product")
