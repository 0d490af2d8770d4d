"""Kinds of publications and levels of the press."""

from django.db.models import TextChoices


class PublicationKind(TextChoices):
    """What is edited and printed."""

    BOOK = "book", "文史图书"
    PERIODICAL_ISSUE = "periodical_issue", "会刊"


class PressLevel(TextChoices):
    """Who publishes an outlet."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"
