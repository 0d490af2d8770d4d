"""What a meeting deals with, item by item, and its minutes."""

from django.db import models
from django.db.models import Q

from yizheng.activities.models import Activity
from yizheng.core.records import Record, StatefulRecord
from yizheng.meetings.states import MinutesState


class AgendaItem(Record):
    """One item of an agenda; its papers are attached to it."""

    # Hidden from the activity's page of related records: they have their own panel there.
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name="会议或活动"
    )
    ordinal = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议题", max_length=200)
    presenter = models.CharField("汇报单位或人", max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField("预计分钟", null=True, blank=True)
    for_observers = models.BooleanField(
        "列席人员可看材料", default=True, help_text="人事等事项可以不给列席人员看"
    )
    outcome = models.TextField("议定事项", blank=True, help_text="会后填写，写入纪要")

    class Meta:
        verbose_name = verbose_name_plural = "会议议程"
        ordering = ["activity", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "ordinal"],
                name="agenda_ordinal_unique",
                violation_error_message="这个序号已经用了",
            ),
            models.CheckConstraint(
                name="agenda_ordinal_from_one",
                condition=Q(ordinal__gte=1),
                violation_error_message="序号从1起编",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Minutes(StatefulRecord):
    """The minutes of one meeting (纪要). Who was there is printed from the list, never typed."""

    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name="会议或活动"
    )
    number = models.CharField("编号", max_length=40, blank=True, help_text="例如：〔2025〕7号")
    chaired_by = models.CharField("主持", max_length=40, blank=True)
    text = models.TextField("正文")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=MinutesState,
        default=MinutesState.DRAFT,
        editable=False,
    )
    drafted_by = models.CharField("拟稿人", max_length=40, blank=True, editable=False)
    drafted_by_id = models.PositiveBigIntegerField(null=True, editable=False)
    issued_by = models.CharField("签发人", max_length=40, blank=True, editable=False)
    issued_on = models.DateField("印发日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"
        ordering = ["-activity__held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="minutes_issued_has_day",
                condition=Q(state=MinutesState.DRAFT, issued_on__isnull=True)
                | Q(state=MinutesState.ISSUED, issued_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.activity}纪要"
