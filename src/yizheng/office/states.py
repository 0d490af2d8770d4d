"""Kinds of upward reports and where they stand; levels of honours; a responsibility's life."""

from django.db.models import TextChoices


class UpwardKind(TextChoices):
    """Whether an answer is asked for."""

    REQUEST = "request", "请示"
    REPORT = "report", "报告"


class UpwardState(TextChoices):
    """Where a request or a report stands. Only a request that was sent waits for an answer."""

    SENT = "sent", "已报送"
    ANSWERED = "answered", "已批复"
    WITHDRAWN = "withdrawn", "已撤回"


class HonourLevel(TextChoices):
    """Who honours."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class ResponsibilityState(TextChoices):
    """Where an item of a list of responsibilities stands."""

    OPEN = "open", "办理中"
    EXPLAINED = "explained", "逾期已说明"
    DONE = "done", "已完成"
    DROPPED = "dropped", "不再办理"


# Still to be done.
PENDING = frozenset({ResponsibilityState.OPEN, ResponsibilityState.EXPLAINED})
