"""Kinds of aid and of platforms; what becomes of livelihood matters and of concerns."""

from django.db.models import TextChoices


class AidKind(TextChoices):
    """What a leader is assigned to."""

    COUNTY = "county", "包联县"
    VILLAGE = "village", "帮扶村"


class MatterState(TextChoices):
    """Whether a livelihood matter has been carried out."""

    PLANNED = "planned", "推进中"
    DONE = "done", "已办成"


class PlatformLevel(TextChoices):
    """Where a consultation platform stands."""

    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"


class ConcernChannel(TextChoices):
    """By which way a concern reached the committee."""

    FORUM = "forum", "与委员和群众座谈"
    PLATFORM = "platform", "协商平台"
    ACTIVITY = "activity", "服务为民活动"
    MEMBER = "member", "委员反映"


class ConcernState(TextChoices):
    """What became of a concern: raised is not resolved."""

    RAISED = "raised", "已提出"
    REFUSED = "refused", "不予受理"
    TAKEN = "taken", "已受理"
    HANDED = "handed", "办理中"
    ANSWERED = "answered", "待核实"
    RESOLVED = "resolved", "已解决"
    UNRESOLVED = "unresolved", "暂未解决"


# Nobody has promised anything yet.
UNTAKEN = (ConcernState.RAISED, ConcernState.REFUSED)
# Still to be brought to an end.
OPEN = (ConcernState.RAISED, ConcernState.TAKEN, ConcernState.HANDED, ConcernState.ANSWERED)
# What whoever solves it has been given.
WITH_UNIT = (
    ConcernState.HANDED,
    ConcernState.ANSWERED,
    ConcernState.RESOLVED,
    ConcernState.UNRESOLVED,
)
# At an end: whoever raised it is to be told.
CLOSED = (ConcernState.RESOLVED, ConcernState.UNRESOLVED, ConcernState.REFUSED)


class ToldWay(TextChoices):
    """How whoever raised something was told what became of it."""

    FACE = "face", "当面"
    PHONE = "phone", "电话"
    MESSAGE = "message", "短信、微信"
    LETTER = "letter", "书面"
    ONLINE = "online", "凭查询码网上查看"


class BenefitKind(TextChoices):
    """What a service activity gave to people."""

    HEALTH = "health", "义诊送药"
    LAW = "law", "法律咨询"
    SCIENCE = "science", "科技和农技"
    CULTURE = "culture", "文化教育"
    JOBS = "jobs", "就业创业"
    GOODS = "goods", "捐赠物资"
    MONEY = "money", "捐款慰问"
    OTHER = "other", "其他服务"


# The kind of activity that does something for people.
SERVICE_ACTIVITY = "service.activity"
# The kind of activity at which a concern of a channel is raised.
KIND_OF_CHANNEL: dict[str, str] = {
    ConcernChannel.FORUM: "service.resident_forum",
    ConcernChannel.ACTIVITY: SERVICE_ACTIVITY,
}
