"""Places of consultation near the residents, and what was consulted there."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from yizheng.core.records import Record
from yizheng.service.states import PlatformLevel


class Platform(Record):
    """A place of consultation near the residents (协商平台), such as a members' studio.

    `is_public` opens a page on which everybody may raise a concern; `code` is its address.
    """

    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=PlatformLevel)
    place = models.CharField("地点", max_length=80)
    head = models.CharField("负责人", max_length=40, blank=True)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField(
        "撤销日期", null=True, blank=True, help_text="自这一天起不计入平台数"
    )
    is_public = models.BooleanField(
        "网上收群众的问题",
        default=False,
        help_text="任何人打开短链接或者扫二维码都可以反映，不用登录；撤销以后自动停收",
    )
    code = models.CharField(
        "短码", max_length=12, unique=True, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "协商平台"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="platform_name_unique",
                violation_error_message="已有同名的协商平台",
            ),
            models.CheckConstraint(
                name="platform_known_level", condition=Q(level__in=PlatformLevel.values)
            ),
            models.CheckConstraint(
                name="platform_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="撤销日期不能早于设立日期",
            ),
            models.CheckConstraint(
                name="platform_public_has_code",
                condition=Q(is_public=False) | Q(code__isnull=False),
                violation_error_message="网上收问题的平台须有短码",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date) -> bool:
        """Whether the platform stands on a day."""
        return self.opened_on <= on and (self.closed_on is None or on < self.closed_on)

    def takes_concerns(self) -> bool:
        """Whether everybody may raise concerns on its public page today."""
        return self.is_public and self.is_open(timezone.localdate())


class PlatformSession(Record):
    """One consultation at a platform (协商活动): topic, people, what was agreed, what was raised.

    Each line of `problems` becomes a concern of its own when it is saved, to be handled as any.
    """

    # Hidden from the platform's page of related records: they have their own panel there.
    platform = models.ForeignKey(
        Platform, on_delete=models.PROTECT, related_name="+", verbose_name="协商平台"
    )
    topic = models.CharField("协商的事", max_length=80)
    held_on = models.DateField("日期")
    members = models.PositiveSmallIntegerField("委员人数", default=0)
    officials = models.PositiveSmallIntegerField("部门人数", default=0)
    residents = models.PositiveSmallIntegerField("群众人数", default=0)
    consensus = models.TextField("达成的共识", blank=True)
    problems = models.TextField(
        "提出的问题",
        blank=True,
        help_text="一行一个；保存后每个成为一条群众关切问题，交单位办理",
    )

    class Meta:
        verbose_name = verbose_name_plural = "平台协商活动"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "topic", "held_on"],
                name="platform_session_once",
                violation_error_message="这次协商活动已经登记过",
            ),
            models.CheckConstraint(
                name="platform_session_with_people",
                condition=Q(members__gt=0) | Q(officials__gt=0) | Q(residents__gt=0),
                violation_error_message="请填参加的人数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}（{self.held_on}）"

    @property
    def people(self) -> int:
        """Everybody who took part (人次)."""
        return self.members + self.officials + self.residents
