"""Requests and reports to the Party committee (请示报告)."""

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import StatefulRecord
from yizheng.office.states import UpwardKind, UpwardState


class UpwardReport(StatefulRecord):
    """A request or a report on a weighty matter to the Party committee.

    `year` and `serial` are its place in the ledger, without gaps for each year and kind; what was
    taken over from an older ledger may have none.
    """

    number = models.CharField("文号", max_length=40, help_text="发文登记簿上的文号")
    matter = models.CharField("事项", max_length=150)
    kind = models.CharField("类别", max_length=10, choices=UpwardKind)
    sent_on = models.DateField("报送日期")
    addressee = models.CharField("报送对象", max_length=60, help_text="如中共某市委")
    year = models.PositiveSmallIntegerField("编号年度", null=True, blank=True, editable=False)
    serial = models.PositiveSmallIntegerField("编号", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=UpwardState, default=UpwardState.SENT, editable=False
    )
    reply = models.TextField("批复", blank=True, editable=False)
    replied_on = models.DateField("批复日期", null=True, blank=True, editable=False)
    reply_number = models.CharField("批复文号", max_length=40, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("撤回的原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "请示报告"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"],
                name="upward_report_number_unique",
                violation_error_message="这个文号已经登记过",
            ),
            models.UniqueConstraint(
                fields=["committee", "kind", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="upward_report_serial_unique",
                violation_error_message="这个编号已经用过",
            ),
            models.CheckConstraint(
                name="upward_report_known_kind", condition=Q(kind__in=UpwardKind.values)
            ),
            models.CheckConstraint(
                name="upward_report_known_state", condition=Q(state__in=UpwardState.values)
            ),
            models.CheckConstraint(
                name="upward_report_numbered",
                condition=Q(year__isnull=True, serial__isnull=True)
                | Q(year__isnull=False, serial__isnull=False, serial__gte=1),
                violation_error_message="编号和年度须同时有",
            ),
            models.CheckConstraint(
                name="upward_report_reply_dated",
                condition=Q(reply="", replied_on__isnull=True, reply_number="")
                | (~Q(reply="") & Q(replied_on__isnull=False, replied_on__gte=F("sent_on"))),
                violation_error_message="批复和批复日期须同时填写，且不早于报送日期",
            ),
            models.CheckConstraint(
                name="upward_report_answered",
                condition=Q(state=UpwardState.ANSWERED) & ~Q(reply="")
                | ~Q(state=UpwardState.ANSWERED) & Q(reply=""),
                violation_error_message="有批复的，状态是“已批复”；没有批复的不是",
            ),
            models.CheckConstraint(
                name="upward_report_withdrawn",
                condition=Q(
                    state=UpwardState.WITHDRAWN,
                    withdrawn_on__isnull=False,
                    withdrawn_on__gte=F("sent_on"),
                )
                & ~Q(withdrawn_reason="")
                | ~Q(state=UpwardState.WITHDRAWN)
                & Q(withdrawn_on__isnull=True, withdrawn_reason=""),
                violation_error_message="撤回的须有日期和原因，不能早于报送",
            ),
        ]

    def __str__(self) -> str:
        return self.matter

    @property
    def printed_serial(self) -> str:
        """Its place in the ledger as people say it; empty where it has none."""
        if self.serial is None:
            return ""
        return f"{self.year}年{self.get_kind_display()}第{self.serial}号"

    @property
    def waiting_days(self) -> int | None:
        """For how many days a request has waited for its answer; None for what waits for none."""
        if self.kind != UpwardKind.REQUEST or self.state != UpwardState.SENT:
            return None
        return max(0, (localdate() - self.sent_on).days)

    @property
    def waiting(self) -> str:
        """The same in words."""
        days = self.waiting_days
        return "" if days is None else f"已等 {days} 天"
