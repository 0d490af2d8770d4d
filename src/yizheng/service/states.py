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


class ConcernState(TextChoices):
    """What became of a concern: raised is not resolved."""

    RAISED = "raised", "已提出"
    HANDED = "handed", "办理中"
    RESOLVED = "resolved", "已解决"
    UNRESOLVED = "unresolved", "暂未解决"


# The kind of activity at which a concern of a channel is raised.
KIND_OF_CHANNEL: dict[str, str] = {
    ConcernChannel.FORUM: "service.resident_forum",
    ConcernChannel.ACTIVITY: "service.activity",
}
