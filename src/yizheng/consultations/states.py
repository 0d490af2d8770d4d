"""What becomes of a plan and its items, and of a recommendation; kinds of products."""

from django.db.models import TextChoices


class YearState(TextChoices):
    """How far the year's plan is with the Party committee."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "已报市委"
    APPROVED = "approved", "已批准"


class PlanState(TextChoices):
    """Where an item of the year's consultation plan stands."""

    PLANNED = "planned", "待办"
    DONE = "done", "已完成"
    DROPPED = "dropped", "已取消"
    MOVED = "moved", "转入下一年"


class ChangeKind(TextChoices):
    """What was done to a plan after the Party committee had approved it."""

    ADDED = "added", "增补"
    RESCHEDULED = "rescheduled", "调整时间"
    DROPPED = "dropped", "取消"
    MOVED = "moved", "转入下一年"
    RESTORED = "restored", "恢复"


class TopicSource(TextChoices):
    """Who suggests a topic."""

    MEMBER = "member", "委员"
    ORGAN = "organ", "专门委员会"
    UNIT = "unit", "党政部门"
    COUNTY = "county", "下级政协"
    PARTY = "party", "党派团体"
    PUBLIC = "public", "人民群众"


class SuggestionState(TextChoices):
    """What became of a suggested topic."""

    SUGGESTED = "suggested", "待研究"
    SELECTED = "selected", "已列入"
    NOT_SELECTED = "not_selected", "未列入"


class Purpose(TextChoices):
    """What a campaign of advice is for."""

    PLANNING = "planning", "规划编制建言"
    OTHER = "other", "其他专项建言"


class ProductKind(TextChoices):
    """The written outcome of consultation and supervision."""

    SURVEY_REPORT = "survey_report", "调研报告"
    INSPECTION_REPORT = "inspection_report", "视察报告"
    CONSULTATION_REPORT = "consultation_report", "协商专报"
    COLLECTIVE_LETTER = "collective_letter", "集体建议书"
    PROPOSAL_LETTER = "proposal_letter", "建议案"
    MINUTES = "minutes", "纪要"


class RecommendationState(TextChoices):
    """Whether those addressed took a recommendation up."""

    MADE = "made", "已提出"
    SENT = "sent", "已转送"
    ADOPTED = "adopted", "已采纳"
    IMPLEMENTED = "implemented", "已落实"
    DECLINED = "declined", "未采纳"


# Taken up, whether or not it has been carried out since.
TAKEN_UP = (RecommendationState.ADOPTED, RecommendationState.IMPLEMENTED)
