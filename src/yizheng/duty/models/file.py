"""What a member himself adds to his file: objections, and what he did elsewhere.

Everything else in the file is other apps' records; it is read, never copied.
"""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import StatefulRecord
from yizheng.duty.states import (
    ANSWERED,
    ObjectionKind,
    ObjectionState,
    OutsideKind,
    OutsideState,
)


class Objection(StatefulRecord):
    """A member says that an entry of his record is wrong, missing or not his.

    `source` and `record` name the entry as the file does; `entry` and `entry_on` keep how it read
    when he objected. `corrected_record` is the record in which the office put it right.
    """

    mandate = models.ForeignKey(
        "members.Mandate",
        on_delete=models.PROTECT,
        related_name="objections",
        verbose_name="委员",
        editable=False,
    )
    source = models.CharField("来源", max_length=40, blank=True, editable=False)
    record = models.CharField("记录", max_length=80, blank=True, editable=False)
    entry = models.CharField("所指的一条", max_length=200, blank=True, editable=False)
    entry_on = models.DateField("那一条的日期", null=True, blank=True, editable=False)
    kind = models.CharField("异议", max_length=10, choices=ObjectionKind)
    text = models.TextField(
        "说明", max_length=1000, help_text="哪里不对，应该是什么；漏记的写明何时何事、谁组织的"
    )
    raised_on = models.DateField("提出日期", editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ObjectionState,
        default=ObjectionState.WAITING,
        editable=False,
    )
    answer = models.TextField("答复", blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    answered_by = models.CharField("答复人", max_length=40, blank=True, editable=False)
    corrected_record = models.CharField("更正的记录", max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "履职记录异议"
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_known_choices",
                condition=Q(state__in=ObjectionState.values, kind__in=ObjectionKind.values),
            ),
            models.CheckConstraint(
                name="objection_to_an_entry",
                condition=Q(kind__in=[ObjectionKind.WRONG, ObjectionKind.NOT_MINE])
                & ~Q(record="")
                & ~Q(source="")
                | Q(kind__in=[ObjectionKind.MISSING, ObjectionKind.RESULT], record="", source=""),
                violation_error_message="内容有误、不是本人的，请从那一条提出；漏记的不用选",
            ),
            models.CheckConstraint(
                name="objection_answered",
                condition=Q(state__in=ANSWERED, answered_on__gte=F("raised_on"))
                & ~Q(answer="")
                & ~Q(answered_by="")
                | ~Q(state__in=ANSWERED)
                & Q(answered_on__isnull=True, answer="", answered_by="", corrected_record=""),
                violation_error_message="答复须写明理由、日期和答复人，不能早于提出",
            ),
            models.UniqueConstraint(
                fields=["mandate", "source", "record"],
                condition=Q(state=ObjectionState.WAITING) & ~Q(record=""),
                name="objection_once_at_a_time",
                violation_error_message="这一条已经提过异议，正在等待答复",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.entry or self.text[:40]}"


class OutsideActivity(StatefulRecord):
    """What a member did outside the committee's own activities; in his file once approved."""

    mandate = models.ForeignKey(
        "members.Mandate",
        on_delete=models.PROTECT,
        related_name="outside_activities",
        verbose_name="委员",
        editable=False,
    )
    title = models.CharField("做了什么", max_length=100, help_text="例如：到清河镇卫生院义诊")
    kind = models.CharField("类别", max_length=10, choices=OutsideKind)
    held_on = models.DateField("日期")
    organiser = models.CharField("组织单位", max_length=80, help_text="自己组织的写“本人”")
    place = models.CharField("地点", max_length=80, blank=True)
    content = models.TextField("情况", blank=True, max_length=2000)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=OutsideState,
        default=OutsideState.WAITING,
        editable=False,
    )
    decided_on = models.DateField("认定日期", null=True, blank=True, editable=False)
    decided_by = models.CharField("认定人", max_length=40, blank=True, editable=False)
    decline_reason = models.CharField("未认可的理由", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "会外履职"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="outside_known_choices",
                condition=Q(state__in=OutsideState.values, kind__in=OutsideKind.values),
            ),
            models.CheckConstraint(
                name="outside_decided",
                condition=Q(
                    state__in=[OutsideState.APPROVED, OutsideState.DECLINED],
                    decided_on__gte=F("held_on"),
                )
                & ~Q(decided_by="")
                | Q(state__in=[OutsideState.WAITING, OutsideState.WITHDRAWN])
                & Q(decided_on__isnull=True, decided_by=""),
                violation_error_message="认定须有日期和认定人，不能早于活动日期",
            ),
            models.CheckConstraint(
                name="outside_declined_with_reason",
                condition=Q(state=OutsideState.DECLINED) & ~Q(decline_reason="")
                | ~Q(state=OutsideState.DECLINED) & Q(decline_reason=""),
                violation_error_message="不认可的须写明理由",
            ),
            models.UniqueConstraint(
                fields=["mandate", "title", "held_on"],
                condition=~Q(state=OutsideState.WITHDRAWN),
                name="outside_once",
                violation_error_message="这件事已经报过了",
            ),
        ]

    def __str__(self) -> str:
        return self.title
