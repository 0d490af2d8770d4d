"""Kinds of upward reports, and levels of honours."""

from django.db.models import TextChoices


class UpwardKind(TextChoices):
    """Whether an answer is asked for."""

    REQUEST = "request", "请示"
    REPORT = "report", "报告"


class HonourLevel(TextChoices):
    """Who honours."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"
