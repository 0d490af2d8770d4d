"""Units that handle proposals, the channels they belong to, and the parties."""

from django.db import models
from django.db.models import Q

from yizheng.core.records import Record

from .states import Channel


class Unit(Record):
    """A unit that may be asked to handle a proposal (承办单位)."""

    name = models.CharField("单位全称", max_length=80)
    short_name = models.CharField("简称", max_length=30)
    channel = models.CharField("口径", max_length=12, choices=Channel)
    contact = models.CharField("联络人", max_length=40, blank=True)
    contact_phone = models.CharField("联络电话", max_length=20, blank=True)
    closed_on = models.DateField("停用日期", null=True, blank=True)

    PERSONAL = frozenset({"contact_phone"})

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["channel", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="unit_name_unique",
                violation_error_message="已有同名的承办单位",
            ),
            models.CheckConstraint(
                name="unit_known_channel", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Party(Record):
    """A political party or people's organisation that works in the committee."""

    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    order = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "党派团体"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="party_name_unique",
                violation_error_message="已有同名的党派团体",
            )
        ]

    def __str__(self) -> str:
        return self.short_name
