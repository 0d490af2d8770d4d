"""Figures about aid, platforms, concerns and grants."""

from decimal import Decimal

from django.db.models import QuerySet

from yizheng.core.citations import DUTY_RULES, OFFICE_RULES
from yizheng.core.indicators import disjoint, equals, indicator, part_of, ratio
from yizheng.core.periods import Basis, Period

from . import selectors
from .models import AidAssignment, AidFund, Concern, LivelihoodMatter, Platform, StudentGrant
from .states import ConcernChannel

YUAN = Decimal("0.01")
GRANT_YUAN = 5000  # basis: office-rules, 金秋助学: 每名学生一次资助的标准
AID = OFFICE_RULES("包联帮扶")
SERVICE = DUTY_RULES("服务为民")
GRANTS = OFFICE_RULES("金秋助学")


@indicator(
    "service.aid_counties",
    "包联重点帮扶县",
    unit="个",
    counts="期末仍在包联的县，每县计一个",
    leaves_out="期末前已结束包联的县，帮扶村",
    citation=AID,
    basis=Basis.STATE,
    splits=("leader",),
)
def aid_counties(period: Period) -> QuerySet[AidAssignment]:
    """Counties in the committee's care on the last day."""
    return selectors.aid_counties_on(period.last)


@indicator(
    "service.aid_funds",
    "协调落实帮扶资金",
    unit="元",
    counts="到账日期在期内的帮扶资金，金额相加",
    leaves_out="承诺而未到账的资金，捐赠的实物，金秋助学的资助",
    citation=AID,
    total="amount_fen",
    scale=YUAN,
    splits=("assignment",),
)
def aid_funds(period: Period) -> QuerySet[AidFund]:
    """Aid money that arrived in the period."""
    return selectors.funds_received(period)


@indicator(
    "service.livelihood_matters",
    "民生实事",
    unit="件",
    counts="办成日期在期内、有凭据的民生实事，每件计一",
    leaves_out="推进中的，没有凭据的；群众关切问题",
    citation=AID,
    splits=("assignment",),
)
def livelihood_matters(period: Period) -> QuerySet[LivelihoodMatter]:
    """Livelihood matters done in the period."""
    return selectors.matters_done(period)


@indicator(
    "service.platforms",
    "协商平台",
    unit="个",
    counts="期末仍在运行的协商平台，含本会和所属县（市、区）政协的，每个计一",
    leaves_out="期末前已撤销的；没有登记的临时议事点",
    citation=SERVICE,
    basis=Basis.STATE,
    below=True,
    splits=("level", "committee"),
)
def platforms(period: Period) -> QuerySet[Platform]:
    """Platforms open on the last day, those of the committees below included."""
    return selectors.platforms_on(period.last)


@indicator(
    "service.forum_problems_solved",
    "座谈协调解决的群众问题",
    unit="个",
    counts="在与委员和群众座谈时提出、解决日期在期内的问题，每个计一，不论何时提出",
    leaves_out="只提出、未解决的；经协商平台和服务为民活动提出的",
    citation=SERVICE,
    relations=(disjoint("service.concerns_resolved"),),
)
def forum_problems_solved(period: Period) -> QuerySet[Concern]:
    """Concerns raised at a forum with residents and resolved in the period."""
    return selectors.concerns_resolved(period, ConcernChannel.FORUM)


@indicator(
    "service.concerns_resolved",
    "帮助解决群众关切问题",
    unit="个",
    counts="经协商平台或服务为民活动提出、解决日期在期内的问题，每个计一，不论何时提出",
    leaves_out="只提出、未解决的；座谈时提出的；委员直接反映、没有经过平台和活动的；民生实事",
    citation=SERVICE,
    splits=("channel", "platform"),
    relations=(disjoint("service.forum_problems_solved"),),
)
def concerns_resolved(period: Period) -> QuerySet[Concern]:
    """Concerns raised through a platform or a service activity and resolved in the period."""
    return selectors.concerns_resolved(period, ConcernChannel.PLATFORM, ConcernChannel.ACTIVITY)


@indicator(
    "service.platform_suggestions",
    "平台收集的建议和问题",
    unit="条",
    counts="经协商平台提出、提出日期在期内的建议和问题，逐条计数，不论是否解决",
    leaves_out="不予受理的；座谈和服务为民活动上提出的；所属县（市、区）政协平台的",
    citation=SERVICE,
    splits=("platform", "state"),
)
def platform_suggestions(period: Period) -> QuerySet[Concern]:
    """Concerns raised through a platform in the period."""
    return selectors.concerns_raised(period, ConcernChannel.PLATFORM)


@indicator(
    "service.platform_concerns_resolved",
    "平台建议落实",
    unit="条",
    counts="经协商平台提出、解决日期在期内的建议和问题，逐条计数，不论何时提出",
    leaves_out="未解决的；座谈和服务为民活动上提出的；所属县（市、区）政协平台的",
    citation=SERVICE,
    splits=("platform",),
    relations=(part_of("service.concerns_resolved"),),
)
def platform_concerns_resolved(period: Period) -> QuerySet[Concern]:
    """The part of `concerns_resolved` that came through platforms."""
    return selectors.concerns_resolved(period, ConcernChannel.PLATFORM)


@indicator(
    "service.students_aided",
    "资助困难家庭大学生",
    unit="名",
    counts="发放日期在期内受到资助的学生，以资助编号识别，每名计一",
    leaves_out="已确定名单而未发放的",
    citation=GRANTS,
    splits=("school_year",),
)
def students_aided(period: Period) -> QuerySet[StudentGrant]:
    """One grant for each student who got one in the period."""
    return selectors.students_of(selectors.grants_paid(period))


@indicator(
    "service.student_aid_amount",
    "助学金额",
    unit="元",
    counts="发放日期在期内的助学资助，金额相加",
    leaves_out="已确定而未发放的；帮扶资金",
    citation=GRANTS,
    total="amount_fen",
    scale=YUAN,
    splits=("school_year",),
    relations=(equals("service.students_aided", times=GRANT_YUAN),),
)
def student_aid_amount(period: Period) -> QuerySet[StudentGrant]:
    """Grants paid in the period."""
    return selectors.grants_paid(period)


yuan_per_student = ratio(
    "service.yuan_per_student",
    "人均助学金额",
    part=student_aid_amount,
    whole=students_aided,
    unit="元/名",
    words=("人均资助",),
)
