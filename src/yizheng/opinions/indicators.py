"""Figures about reports, bulletins, adoptions, and instructions on special bulletins."""

from django.db.models import QuerySet

from yizheng.core.citations import OPINION_RULES, STATISTICS_RULES
from yizheng.core.indicators import at_most, contiguous, indicator, part_of, ratio
from yizheng.core.periods import Period
from yizheng.instructions.models import Instruction
from yizheng.members.models import Person

from . import selectors
from .models import Bulletin, OpinionReport
from .states import OWN, UPPER, AdoptionLevel

LATE = "期前编报、期内才被采用的，另计为“往年信息采用”；期末以后才被采用的"


@indicator(
    "opinions.collected",
    "收集信息",
    unit="篇",
    counts="期内收到的社情民意信息，不论来源、后来是否编报，每篇计一篇",
    leaves_out="以前收到、期内才编报的；同一件事并入另一篇的；反映人撤回的",
    citation=OPINION_RULES("信息的收集"),
    splits=("source", "state"),
    words=("收集信息", "收到信息", "汇集信息"),
)
def collected(period: Period) -> QuerySet[OpinionReport]:
    """Everything that came in."""
    return selectors.received(period)


@indicator(
    "opinions.submitted",
    "反映社情民意信息",
    unit="篇",
    counts="收集的信息中，委员、党派团体、人民团体、专门委员会反映的",
    leaves_out="下级政协、特邀信息员、机关报送的",
    citation=OPINION_RULES("信息的收集"),
    splits=("source",),
    relations=(part_of("opinions.collected"),),
    words=("反映+信息", "报送+信息"),
)
def submitted(period: Period) -> QuerySet[OpinionReport]:
    """What the committee's own members and bodies reported."""
    return selectors.received(period).filter(source__in=OWN)


@indicator(
    "opinions.contributors",
    "反映信息的委员",
    unit="名",
    counts="期内收到的信息的反映人，每人计一名，反映几篇都是一名",
    leaves_out="只写姓名或单位、不是本会委员的反映人",
    citation=STATISTICS_RULES("反映信息的委员"),
    splits=("party",),
    words=("委员+报送", "委员+反映"),
)
def contributors(period: Period) -> QuerySet[Person]:
    """People who reported, each once."""
    return selectors.contributors(period)


@indicator(
    "opinions.compiled",
    "编报社情民意信息",
    unit="篇",
    counts="期内编辑并签发的信息，按编报日期计，每篇计一篇",
    leaves_out="留存的，收到而未编报的",
    citation=OPINION_RULES("编辑和签发"),
    splits=("source",),
    words=("编报",),
)
def compiled(period: Period) -> QuerySet[OpinionReport]:
    """Edited and signed off."""
    return selectors.compiled(period)


@indicator(
    "opinions.adopted",
    "信息采用",
    unit="篇",
    counts="期内编报、期内被市、省、国家任一级机关采用的信息，采用几次都计一篇",
    leaves_out=LATE,
    citation=OPINION_RULES("信息的采用"),
    splits=("source",),
    relations=(part_of("opinions.compiled"),),
    words=("采用", "选用", "录用"),
)
def adopted(period: Period) -> QuerySet[OpinionReport]:
    """Adopted at any level."""
    return selectors.adopted(period, levels=AdoptionLevel.values)


@indicator(
    "opinions.adopted_upper",
    "全国、省政协采用",
    unit="篇",
    counts="期内编报、期内被省级或国家级机关采用的信息，两级都采用的计一篇",
    leaves_out=f"只被市级采用的；{LATE}",
    citation=OPINION_RULES("信息的采用"),
    splits=("source",),
    relations=(part_of("opinions.compiled"), part_of("opinions.adopted")),
    words=("全国、省政协采用", "全国和省政协采用"),
)
def adopted_upper(period: Period) -> QuerySet[OpinionReport]:
    """Adopted by the province or the nation; both together count once."""
    return selectors.adopted(period, levels=sorted(UPPER))


@indicator(
    "opinions.adopted_national",
    "全国政协采用",
    unit="篇",
    counts="期内编报、期内被国家级机关采用的信息，每篇计一篇",
    leaves_out=LATE,
    citation=OPINION_RULES("信息的采用"),
    splits=("source",),
    relations=(part_of("opinions.adopted_upper"),),
    words=("全国政协采用", "全国政协选用"),
)
def adopted_national(period: Period) -> QuerySet[OpinionReport]:
    """Adopted by the nation."""
    return selectors.adopted(period, levels=[AdoptionLevel.NATION])


@indicator(
    "opinions.adopted_earlier",
    "往年信息采用",
    unit="篇",
    counts="期前编报、期内被采用的信息，采用几次都计一篇",
    leaves_out="期内编报的",
    citation=OPINION_RULES("信息的采用"),
    splits=("source",),
)
def adopted_earlier(period: Period) -> QuerySet[OpinionReport]:
    """What the other figures of adoption leave out, so that it is not lost."""
    return selectors.adopted_later(period)


@indicator(
    "opinions.bulletins",
    "信息刊物",
    unit="期",
    counts="期内发出的各种信息刊物，每期计一期，一期编入几篇都是一期",
    leaves_out="待发的，发出后又撤回的",
    citation=OPINION_RULES("编发刊物"),
    splits=("series",),
    words=("编发+期", "出刊", "刊发"),
)
def bulletins(period: Period) -> QuerySet[Bulletin]:
    """Issues of every series."""
    return selectors.sent(period)


@indicator(
    "opinions.special_bulletins",
    "社情民意信息专报",
    unit="期",
    counts="期内向党委、政府领导发出的专报，每期计一期",
    leaves_out="其他刊物；发出后又撤回的，其期号不再使用，所以期号会有间断",
    citation=OPINION_RULES("编发刊物"),
    relations=(
        part_of("opinions.bulletins"),
        contiguous("number", within=("year",)),
    ),
    words=("信息专报", "专报"),
)
def special_bulletins(period: Period) -> QuerySet[Bulletin]:
    """Issues of the special bulletin."""
    return selectors.special(period)


@indicator(
    "opinions.bulletins_instructed",
    "获批示的专报",
    unit="期",
    counts="期内发出的专报中，期内有领导批示的，一期有几次批示都计一期",
    leaves_out="期末以后才有批示的；其他刊物获得的批示",
    citation=STATISTICS_RULES("领导批示"),
    relations=(
        part_of("opinions.special_bulletins"),
        at_most("instructions.on_bulletins"),
    ),
    words=("专报+批示",),
)
def bulletins_instructed(period: Period) -> QuerySet[Bulletin]:
    """Special bulletins with at least one instruction."""
    return selectors.instructed(period)


@indicator(
    "instructions.on_bulletins",
    "专报批示",
    unit="次",
    counts="期内领导在期内发出的专报上的批示，一位领导在一期上批示一次计一次",
    leaves_out="对上年专报的批示；对其他刊物和协商成果的批示",
    citation=STATISTICS_RULES("领导批示"),
    splits=("leader_level",),
    words=("专报+批示",),
)
def on_bulletins(period: Period) -> QuerySet[Instruction]:
    """Acts of instruction on the special bulletins of the year."""
    return selectors.instructions_on(period)


adopted_rate = ratio(
    "opinions.adopted_rate", "采用率", part=adopted, whole=compiled, words=("采用率",)
)
instructed_rate = ratio(
    "opinions.instructed_rate",
    "专报批示率",
    part=bulletins_instructed,
    whole=special_bulletins,
    words=("批示率",),
)
