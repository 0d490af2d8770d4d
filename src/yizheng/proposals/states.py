"""States of the records of this app, and the choices that the system itself acts on.

What a committee may word or extend for itself is in `codes`.
"""

from django.db.models import TextChoices


class State(TextChoices):
    """Where a proposal is in its life."""

    DRAFT = "draft", "草稿"
    RETURNED = "returned", "退回补充"
    SUBMITTED = "submitted", "待审查"
    PRECHECKED = "prechecked", "已预审"
    REVIEWED = "reviewed", "待审定"
    FILED = "filed", "已立案"
    MERGED = "merged", "已并案"
    DECLINED = "declined", "不予立案"
    WITHDRAWN = "withdrawn", "已撤案"
    ASSIGNED = "assigned", "办理中"
    REPLIED = "replied", "已答复"
    AGAIN = "again", "再次办理"
    CLOSED = "closed", "已办结"


# The text is still with its proposer.
WRITING = frozenset({State.DRAFT, State.RETURNED})
# Handed in, and not yet decided.
UNDER_REVIEW = frozenset({State.SUBMITTED, State.PRECHECKED, State.REVIEWED})
# Others may still put their names under it.
SIGNABLE = WRITING | UNDER_REVIEW
# Answered at least once by every unit that answers.
ANSWERED = frozenset({State.REPLIED, State.AGAIN, State.CLOSED})
# Given to handling units.
HANDED = ANSWERED | {State.ASSIGNED}
# Filed on their own and still so; a merged or withdrawn one may have a number from before.
NUMBERED = HANDED | {State.FILED}
# What another proposal may be merged into.
MERGEABLE = UNDER_REVIEW | {State.FILED, State.ASSIGNED}
# Not, or no longer, among what was received.
NOT_RECEIVED = WRITING | {State.WITHDRAWN}


class SubmitterType(TextChoices):
    """In whose name a proposal is made."""

    INDIVIDUAL = "individual", "委员个人"
    JOINT = "joint", "委员联名"
    PARTY = "party", "党派"
    ORGANISATION = "organisation", "人民团体"
    SECTOR = "sector", "界别"
    GROUP = "group", "委员小组"
    SPECIAL = "special", "专门委员会"


BY_MEMBER = frozenset({SubmitterType.INDIVIDUAL, SubmitterType.JOINT})
BY_GROUP = frozenset(SubmitterType) - BY_MEMBER


class Channel(TextChoices):
    """How something was handed in."""

    ONLINE = "online", "网上提交"
    PAPER = "paper", "书面提交"


class Destination(TextChoices):
    """What becomes of a proposal that is not filed."""

    OPINION = "opinion", "转为意见建议"
    LETTER = "letter", "转作来信"
    INFORMATION = "information", "转社情民意信息"
    NOTHING = "nothing", "退还提案者，不作其他处理"


class InvitationState(TextChoices):
    """What an invited member said to signing with another."""

    PENDING = "pending", "待确认"
    AGREED = "agreed", "同意联名"
    DECLINED = "declined", "谢绝"
    EXPIRED = "expired", "已过期"


class Stage(TextChoices):
    """The step of the review at which an opinion was given."""

    PRECHECK = "precheck", "预审"
    REVIEW = "review", "复审"


class Advice(TextChoices):
    """What a reviewer advises the committee to do."""

    FILE = "file", "建议立案"
    MERGE = "merge", "建议并案"
    DECLINE = "decline", "建议不予立案"
    RETURN = "return", "建议退回补充"


class Mode(TextChoices):
    """How the units share the handling of one proposal."""

    SOLE = "sole", "独办"
    LEAD = "lead", "主办和会办"
    SEPARATE = "separate", "分办"


class HandlingRole(TextChoices):
    """A unit's part in handling a proposal."""

    SOLE = "sole", "独办"
    LEAD = "lead", "主办"
    SEPARATE = "separate", "分办"
    HELPER = "helper", "会办"


# Those who answer the proposer; helpers tell their opinion to the lead unit.
ANSWERING = frozenset({HandlingRole.SOLE, HandlingRole.LEAD, HandlingRole.SEPARATE})


class HandlingState(TextChoices):
    """Where a unit is with a proposal it was given."""

    GIVEN = "given", "待签收"
    ASKED_BACK = "asked_back", "申请退办"
    ACCEPTED = "accepted", "办理中"
    OPINED = "opined", "已提会办意见"
    REPLIED = "replied", "已答复"
    AGAIN = "again", "再次办理"
    SETTLED = "settled", "已办结"
    RETURNED = "returned", "已退办"
    RELIEVED = "relieved", "已调整"


# The unit no longer has it.
ENDED = frozenset({HandlingState.RETURNED, HandlingState.RELIEVED})
# The unit still has something to do before its day.
AT_WORK = frozenset(
    {
        HandlingState.GIVEN,
        HandlingState.ASKED_BACK,
        HandlingState.ACCEPTED,
        HandlingState.AGAIN,
    }
)


class ExtensionState(TextChoices):
    """What became of a unit's wish for more time."""

    ASKED = "asked", "待审批"
    APPROVED = "approved", "同意延期"
    REFUSED = "refused", "不同意延期"


class UrgingLevel(TextChoices):
    """How a unit was urged, mildest first."""

    REMINDER = "reminder", "到期提醒"
    PHONE = "phone", "电话催办"
    NOTICE = "notice", "督办通知书"
    CIRCULAR = "circular", "通报"


class ReplyState(TextChoices):
    """Where a reply is on its way from the unit to the proposers."""

    DRAFT = "draft", "起草中"
    COUNTERSIGNING = "countersigning", "会签中"
    SIGNING = "signing", "待签发"
    CHECKING = "checking", "待审核"
    SENT = "sent", "已送达"


class CountersignState(TextChoices):
    """What a helper said to the lead unit's reply."""

    PENDING = "pending", "待会签"
    AGREED = "agreed", "同意"
    OBJECTED = "objected", "有不同意见"


class EvaluationState(TextChoices):
    """Whether a judgement counts: a paper form does once a second person has compared it."""

    ENTERED = "entered", "待复核"
    VALID = "valid", "有效"
    VOID = "void", "已作废"


class PromiseState(TextChoices):
    """What became of something a reply promised."""

    OPEN = "open", "待落实"
    KEPT = "kept", "已落实"
    EXPLAINED = "explained", "已作说明"


class KeyState(TextChoices):
    """How far a key proposal is."""

    SHORTLISTED = "shortlisted", "入围"
    DECIDED = "decided", "已确定"
    CONCLUDED = "concluded", "督办完成"
    DROPPED = "dropped", "未确定"


class CommendationState(TextChoices):
    """How a selection ended."""

    NOMINATED = "nominated", "已推荐"
    COMMENDED = "commended", "已评定"
    PASSED = "passed", "未入选"
