"""Figures about time, contact and judgement: how well proposals were handled."""

from django.db.models import QuerySet

from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.indicators import disjoint, indicator, part_of, ratio
from yizheng.core.periods import Clock, Period
from yizheng.proposals import selectors
from yizheng.proposals.models import Evaluation, Proposal, Reply
from yizheng.proposals.states import State

from . import counting
from .handling import assigned, evaluated, replied
from .intake import HANDLED

JUDGING = PROPOSAL_RULES("办理评价")


@indicator(
    "proposals.replied_on_time",
    "按期办复提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，各单位每次答复都不晚于当时的办理期限的；经批准延期的，按延长后的期限",
    leaves_out="有一个单位某次答复逾期的，尚未办复的",
    citation=PROPOSAL_RULES("办理期限"),
    splits=HANDLED,
    relations=(part_of("proposals.replied"),),
    words=("按期办复", "按期答复"),
)
def replied_on_time(period: Period) -> QuerySet[Proposal]:
    """Answered, by every unit and in every round within its day."""
    return selectors.replied(period).filter(~counting.answered_late())


@indicator(
    "proposals.replied_late",
    "逾期办复提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，有一个单位某次答复晚于当时的办理期限的",
    leaves_out="已过期限、尚未办复的",
    citation=PROPOSAL_RULES("办理期限"),
    splits=HANDLED,
    relations=(part_of("proposals.replied"), disjoint("proposals.replied_on_time")),
    words=("逾期办复", "逾期答复"),
)
def replied_late(period: Period) -> QuerySet[Proposal]:
    """Answered, by some unit after its day."""
    return selectors.replied(period).filter(counting.answered_late())


@indicator(
    "proposals.extended",
    "延期办理的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="交办的提案中，有单位申请延期并经批准的，延几次都计一件",
    leaves_out="申请后未获批准的，仅有会办单位延期的也计入",
    citation=PROPOSAL_RULES("办理期限"),
    splits=("lead_unit", "category"),
    relations=(part_of("proposals.assigned"),),
    words=("延期办理", "延期+提案"),
)
def extended(period: Period) -> QuerySet[Proposal]:
    """Assigned, and given more time."""
    return selectors.assigned(period).filter(counting.extended())


@indicator(
    "proposals.face_to_face",
    "面商提案",
    unit="件",
    clock=Clock.SESSION,
    counts="交办的提案中，承办单位与提案者走访面商或者座谈过的，至少有一次沟通记录计入面商",
    leaves_out="只有电话、书面沟通的",
    citation=PROPOSAL_RULES("办理沟通"),
    splits=("lead_unit", "category"),
    relations=(part_of("proposals.assigned"),),
    words=("面商的提案", "面商+提案"),
)
def face_to_face(period: Period) -> QuerySet[Proposal]:
    """Assigned, and talked over face to face."""
    return selectors.assigned(period).filter(counting.met())


@indicator(
    "proposals.handled_again",
    "再次办理的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="交办的提案中，因提案者不满意、有单位再次办理的，办几次都计一件",
    leaves_out="退办后改由别的单位办理的",
    citation=JUDGING,
    splits=("lead_unit", "category"),
    relations=(part_of("proposals.assigned"),),
    words=("再次办理", "二次办理"),
)
def handled_again(period: Period) -> QuerySet[Proposal]:
    """Assigned, and handled anew by some unit."""
    return selectors.assigned(period).filter(counting.handled_again())


@indicator(
    "proposals.answered_again",
    "再次答复的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="再次办理的提案中，再次办理的单位已再次答复的",
    leaves_out="正在再次办理的",
    citation=JUDGING,
    relations=(part_of("proposals.handled_again"),),
    words=("再次答复", "二次答复"),
)
def answered_again(period: Period) -> QuerySet[Proposal]:
    """Handled anew, and answered anew."""
    return handled_again.records(period).filter(counting.answered_again())


@indicator(
    "proposals.dissatisfied",
    "评价不满意的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="收回评价的提案中，有一位提案者对最近一次答复的办理结果不满意的",
    leaves_out="再次办理后已表示满意的",
    citation=JUDGING,
    splits=("lead_unit", "category", "local_category"),
    relations=(part_of("proposals.evaluated"), disjoint("proposals.satisfied")),
    words=("不满意+提案",),
)
def dissatisfied(period: Period) -> QuerySet[Proposal]:
    """Judged, and somebody is not content with the result."""
    return evaluated.records(period).filter(is_content=False)


@indicator(
    "proposals.closed",
    "评价后办结的提案",
    unit="件",
    clock=Clock.SESSION,
    counts="办复的提案中，提案者都满意而办结的，以及评价期满后由提案委办结的",
    leaves_out="已答复、等提案者评价的，正在再次办理的",
    citation=PROPOSAL_RULES("办结"),
    splits=("lead_unit", "category"),
    relations=(part_of("proposals.replied"),),
)
def closed(period: Period) -> QuerySet[Proposal]:
    """Answered, and at its end."""
    return selectors.replied(period).filter(state=State.CLOSED)


@indicator(
    "proposals.letters",
    "发出答复函",
    unit="份",
    clock=Clock.SESSION,
    counts="经单位负责人签发、送达提案者的答复函，每个单位每次答复计一份",
    leaves_out="尚未签发或者未送达的，会办意见",
    citation=PROPOSAL_RULES("答复"),
    splits=("handling__unit", "result_class", "is_open"),
    words=("发出答复函", "答复函"),
)
def letters(period: Period) -> QuerySet[Reply]:
    """Replies sent; each was signed by the unit's head."""
    return counting.letters(period)


@indicator(
    "proposals.forms_returned",
    "收回反馈意见表",
    unit="份",
    clock=Clock.SESSION,
    counts="提案者对送达的答复填写的评价，每人每份答复计一份；书面的，经另一人复核后计入",
    leaves_out="待复核的，已作废的",
    citation=JUDGING,
    splits=("attitude", "result", "channel", "reply__handling__unit"),
    words=("收回+反馈意见", "反馈意见表"),
)
def forms_returned(period: Period) -> QuerySet[Evaluation]:
    """Judgements that count."""
    return counting.forms(period)


@indicator(
    "proposals.forms_attitude",
    "对办理态度满意的反馈意见表",
    unit="份",
    clock=Clock.SESSION,
    counts="收回反馈意见表中，对办理态度的评价计入满意的（满意、基本满意）",
    leaves_out="对态度不满意的，不论对结果怎样评价",
    citation=JUDGING,
    splits=("attitude", "reply__handling__unit"),
    relations=(part_of("proposals.forms_returned"),),
    words=("办理态度+满意",),
)
def forms_attitude(period: Period) -> QuerySet[Evaluation]:
    """Judgements content with the attitude."""
    return counting.forms(period).filter(is_attitude_content=True)


@indicator(
    "proposals.forms_result",
    "对办理结果满意的反馈意见表",
    unit="份",
    clock=Clock.SESSION,
    counts="收回反馈意见表中，对办理结果的评价计入满意的（满意、基本满意）",
    leaves_out="对结果不满意的，不论对态度怎样评价",
    citation=JUDGING,
    splits=("result", "reply__handling__unit"),
    relations=(part_of("proposals.forms_returned"),),
    words=("办理结果+满意",),
)
def forms_result(period: Period) -> QuerySet[Evaluation]:
    """Judgements content with the result."""
    return counting.forms(period).filter(is_content=True)


@indicator(
    "proposals.forms_discontent",
    "对办理结果不满意的反馈意见表",
    unit="份",
    clock=Clock.SESSION,
    counts="收回反馈意见表中，对办理结果的评价不计入满意的，承办单位须再次办理",
    leaves_out="只对态度不满意的",
    citation=JUDGING,
    splits=("result", "reply__handling__unit"),
    relations=(part_of("proposals.forms_returned"), disjoint("proposals.forms_result")),
    words=("办理结果+不满意",),
)
def forms_discontent(period: Period) -> QuerySet[Evaluation]:
    """Judgements not content with the result."""
    return counting.forms(period).filter(is_content=False)


on_time_rate = ratio(
    "proposals.on_time_rate",
    "按期办复率",
    part=replied_on_time,
    whole=assigned,
    words=("按期办复率",),
)
face_to_face_rate = ratio(
    "proposals.face_to_face_rate", "面商率", part=face_to_face, whole=assigned, words=("面商率",)
)
attitude_rate = ratio(
    "proposals.attitude_rate",
    "办理态度满意率",
    part=forms_attitude,
    whole=forms_returned,
    words=("态度满意率", "办理态度+满意率"),
)
result_rate = ratio(
    "proposals.result_rate",
    "办理结果满意率",
    part=forms_result,
    whole=forms_returned,
    words=("结果满意率", "办理结果+满意率"),
)
closed_rate = ratio("proposals.closed_rate", "评价后办结占比", part=closed, whole=replied)
