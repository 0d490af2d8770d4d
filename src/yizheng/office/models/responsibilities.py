"""Lists of responsibilities (责任清单): who does what by when, and what was done for it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import Record, StatefulRecord
from yizheng.office.states import PENDING, ResponsibilityState


class ResponsibilityList(Record):
    """One list, such as the Party group's list of a year."""

    title = models.CharField(
        "清单名称", max_length=100, help_text="例如：2025年党组全面从严治党责任清单"
    )
    adopted_on = models.DateField("确定日期")
    document = models.CharField("文号", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "责任清单"
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "title"],
                name="responsibility_list_title_unique",
                violation_error_message="已有同名的清单",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Responsibility(StatefulRecord):
    """One item of a list: a body and a person answer for it by a day.

    Overdue is what is not done after its day; whoever answers for it says why and by when instead.
    """

    checklist = models.ForeignKey(
        ResponsibilityList,
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name="责任清单",
    )
    ordinal = models.PositiveSmallIntegerField("序号")
    matter = models.CharField("责任事项", max_length=200)
    requirement = models.TextField("具体要求", blank=True)
    organ = models.ForeignKey(
        "members.Organ",
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name="责任机构",
    )
    person = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="responsibilities",
        verbose_name="责任人",
    )
    due_on = models.DateField("完成时限")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ResponsibilityState,
        default=ResponsibilityState.OPEN,
        editable=False,
    )
    overdue_reason = models.TextField("逾期的原因", blank=True, editable=False)
    expected_on = models.DateField("预计完成日期", null=True, blank=True, editable=False)
    result = models.TextField("完成情况", blank=True, editable=False)
    done_on = models.DateField("完成日期", null=True, blank=True, editable=False)
    dropped_reason = models.CharField("不再办理的原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "责任事项"
        ordering = ["checklist", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "checklist", "ordinal"],
                name="responsibility_ordinal_unique",
                violation_error_message="清单里已有这个序号",
            ),
            models.CheckConstraint(
                name="responsibility_known_state", condition=Q(state__in=ResponsibilityState.values)
            ),
            models.CheckConstraint(
                name="responsibility_done",
                condition=Q(state=ResponsibilityState.DONE, done_on__isnull=False) & ~Q(result="")
                | ~Q(state=ResponsibilityState.DONE) & Q(done_on__isnull=True, result=""),
                violation_error_message="完成的须写明情况和日期",
            ),
            models.CheckConstraint(
                name="responsibility_done_late_says_why",
                condition=Q(done_on__isnull=True)
                | Q(done_on__lte=F("due_on"))
                | ~Q(overdue_reason=""),
                violation_error_message="逾期完成的，请写明逾期的原因",
            ),
            models.CheckConstraint(
                name="responsibility_explained",
                condition=~Q(state=ResponsibilityState.EXPLAINED)
                | Q(expected_on__isnull=False, expected_on__gt=F("due_on")) & ~Q(overdue_reason=""),
                violation_error_message="逾期的须写明原因和晚于时限的预计完成日期",
            ),
            models.CheckConstraint(
                name="responsibility_dropped",
                condition=Q(state=ResponsibilityState.DROPPED) & ~Q(dropped_reason="")
                | ~Q(state=ResponsibilityState.DROPPED) & Q(dropped_reason=""),
                violation_error_message="不再办理的须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return self.matter

    def is_overdue(self, on: date) -> bool:
        """Whether it is not done though its day is over."""
        return self.state in PENDING and self.due_on < on

    @property
    def standing(self) -> str:
        """How near its day is, in words; empty once nothing is to be done."""
        today = localdate()
        if self.state not in PENDING:
            return ""
        left = (self.due_on - today).days
        return f"逾期 {-left} 天" if left < 0 else "今天到期" if left == 0 else f"还有 {left} 天"


class ResponsibilityStep(Record):
    """Something that was done for an item; its files are the evidence."""

    responsibility = models.ForeignKey(
        Responsibility, on_delete=models.PROTECT, related_name="steps", verbose_name="责任事项"
    )
    taken_on = models.DateField("日期")
    what = models.TextField("做了什么", help_text="佐证材料在保存以后添加附件")

    class Meta:
        verbose_name = verbose_name_plural = "办理步骤"
        ordering = ["responsibility", "taken_on", "pk"]

    def __str__(self) -> str:
        return self.what[:40]
