"""Leave from meetings, and who decides about it for which kind."""

from django.db import models
from django.db.models import Q

from yizheng.core.records import Record, StatefulRecord
from yizheng.meetings.states import LEAVE_IN_FORCE, Approver, LeaveReason, LeaveState


class LeaveRule(Record):
    """Who decides about leave from one kind of meeting, from a day on.

    Without a row for a kind, the one without a kind holds; without any, the office decides, until
    the beginning.
    """

    kind = models.ForeignKey(
        "activities.ActivityKind",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="会议种类",
        help_text="空着的，用于没有另行规定的各种会议和活动",
    )
    valid_from = models.DateField("自何日起")
    is_allowed = models.BooleanField(
        "可以请假", default=True, help_text="不可以请假的，要来不了只能找会务说明情况"
    )
    approver = models.CharField("批准人", max_length=10, choices=Approver, default=Approver.OFFICE)
    hours_before = models.PositiveSmallIntegerField(
        "最迟提前多少小时", default=0, help_text="填 0 的，开始前都可以请假"
    )
    most_requests = models.PositiveSmallIntegerField(
        "一次会议最多请几次", default=2, help_text="不准以后可以再请，最多这么多次"
    )
    decided_by = models.CharField("依据", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请假规定"
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "kind", "valid_from"],
                name="leave_rule_one_a_day",
                violation_error_message="这一种会议在这一天已有一条规定",
            ),
            models.UniqueConstraint(
                fields=["committee", "valid_from"],
                condition=Q(kind__isnull=True),
                name="leave_rule_for_others_once",
                violation_error_message="这一天已有一条用于其他会议的规定",
            ),
            models.CheckConstraint(
                name="leave_rule_some_requests",
                condition=Q(most_requests__gte=1, most_requests__lte=10),
                violation_error_message="最多请几次，填1至10",
            ),
            models.CheckConstraint(
                name="leave_rule_known_approver", condition=Q(approver__in=Approver.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applies_to}（{self.valid_from}起）"

    @property
    def applies_to(self) -> str:
        """The kind of meeting; without one, all that have no rule of their own."""
        return str(self.kind or "其他会议和活动")


class Leave(StatefulRecord):
    """A request for leave from a whole meeting or from one sitting.

    `approver` is kept as the rule said when it was asked for: a later rule does not move it.
    """

    participation = models.ForeignKey(
        "activities.Participation",
        on_delete=models.PROTECT,
        related_name="leaves",
        verbose_name="人员",
    )
    sitting = models.ForeignKey(
        "meetings.Sitting",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leaves",
        verbose_name="请假的单元",
        help_text="空着的，是整个会议都不参加",
    )
    kind = models.CharField("事由", max_length=10, choices=LeaveReason)
    reason = models.CharField("说明", max_length=300)
    approver = models.CharField("批准人", max_length=10, choices=Approver, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=LeaveState, default=LeaveState.ASKED, editable=False
    )
    asked_at = models.DateTimeField("申请时间", editable=False)
    decided_at = models.DateTimeField("批复时间", null=True, blank=True, editable=False)
    decided_by = models.CharField("批复人", max_length=40, blank=True, editable=False)
    note = models.CharField("批复意见", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "请假"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "sitting"],
                condition=Q(state__in=LEAVE_IN_FORCE),
                name="leave_once_a_sitting",
                violation_error_message="这个单元已经请过假了",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=Q(state__in=LEAVE_IN_FORCE, sitting__isnull=True),
                name="leave_once",
                violation_error_message="这次会议已经请过假了",
            ),
            models.CheckConstraint(
                name="leave_known_choices",
                condition=Q(
                    state__in=LeaveState.values,
                    approver__in=Approver.values,
                    kind__in=LeaveReason.values,
                ),
            ),
            models.CheckConstraint(
                name="leave_decided_by_somebody",
                condition=~Q(state__in=[LeaveState.APPROVED, LeaveState.REFUSED])
                | Q(decided_at__isnull=False) & ~Q(decided_by=""),
            ),
            models.CheckConstraint(
                name="leave_refused_with_reason",
                condition=~Q(state=LeaveState.REFUSED) | ~Q(note=""),
                violation_error_message="不准假的，请写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.person}请假（{self.participation.activity}）"
