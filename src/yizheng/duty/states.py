"""What becomes of objections, outside activities, rule sets, adjustments and assessments."""

from django.db.models import TextChoices


class ObjectionKind(TextChoices):
    """What a member says of his record."""

    WRONG = "wrong", "内容有误"
    MISSING = "missing", "漏记"
    NOT_MINE = "not_mine", "不是我的"
    RESULT = "result", "对评价结果有异议"


class ObjectionState(TextChoices):
    """What the office answered to an objection."""

    WAITING = "waiting", "待答复"
    CORRECTED = "corrected", "已更正"
    KEPT = "kept", "维持原记录"
    WITHDRAWN = "withdrawn", "已撤回"


ANSWERED = frozenset({ObjectionState.CORRECTED, ObjectionState.KEPT})


class OutsideKind(TextChoices):
    """What a member did outside the committee's own activities."""

    WELFARE = "welfare", "公益慈善"
    SURVEY = "survey", "自行调研"
    LECTURE = "lecture", "宣讲授课"
    ECONOMY = "economy", "服务发展"
    HELP = "help", "帮扶助困"
    OTHER = "other", "其他"


class OutsideState(TextChoices):
    """Where an outside activity stands."""

    WAITING = "waiting", "待认可"
    APPROVED = "approved", "已认可"
    DECLINED = "declined", "未认可"
    WITHDRAWN = "withdrawn", "已撤回"


class Audience(TextChoices):
    """For whom a set of rules is."""

    ALL = "all", "全体委员"
    STANDING = "standing", "常务委员"
    ORDINARY = "ordinary", "常务委员以外的委员"


class RulesState(TextChoices):
    """Whether a set of rules is in force: two people switch it on."""

    DRAFT = "draft", "起草中"
    PROPOSED = "proposed", "待确认启用"
    ON = "on", "已启用"
    ENDED = "ended", "已停用"


# Decided by a meeting, and no longer to be changed.
DECIDED = frozenset({RulesState.PROPOSED, RulesState.ON, RulesState.ENDED})
SWITCHED_ON = frozenset({RulesState.ON, RulesState.ENDED})


class AdjustmentState(TextChoices):
    """Whether a second person approved an adjustment."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"


class AssessmentState(TextChoices):
    """Whether a result counts."""

    FROZEN = "frozen", "已定稿"
    VOID = "void", "已作废"
