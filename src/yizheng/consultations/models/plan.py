"""The year's consultation plan: one row per topic."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from yizheng.activities.states import KindGroup
from yizheng.activities.states import State as ActivityState
from yizheng.consultations.states import PlanState
from yizheng.core.records import StatefulRecord


class PlanItem(StatefulRecord):
    """One topic of the year's consultation plan, as the Party committee approved it."""

    year = models.PositiveSmallIntegerField("年度")
    ordinal = models.PositiveSmallIntegerField("序号")
    topic = models.CharField("议题", max_length=120)
    form = models.ForeignKey(
        "activities.ActivityKind",
        on_delete=models.PROTECT,
        related_name="plan_items",
        limit_choices_to={"group__in": [KindGroup.CONSULTATION, KindGroup.SUPERVISION]},
        verbose_name="协商形式",
        help_text="如专题协商会、监督性视察；完成时登记的活动须是同一种",
    )
    organ = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_items",
        verbose_name="牵头机构",
    )
    departments = models.CharField("参加的部门", max_length=200, blank=True)
    due_on = models.DateField("计划完成日期")
    state = models.CharField(
        "状态", max_length=10, choices=PlanState, default=PlanState.PLANNED, editable=False
    )
    activity = models.ForeignKey(
        "activities.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_items",
        verbose_name="完成它的活动",
    )
    drop_reason = models.CharField("取消的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "协商计划"
        ordering = ["-year", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "ordinal"],
                name="plan_item_ordinal_unique",
                violation_error_message="本年度计划中已有这个序号",
            ),
            models.CheckConstraint(
                name="plan_item_state_facts",
                condition=Q(state=PlanState.PLANNED, activity__isnull=True, drop_reason="")
                | Q(state=PlanState.DONE, activity__isnull=False, drop_reason="")
                | (Q(state=PlanState.DROPPED, activity__isnull=True) & ~Q(drop_reason="")),
                violation_error_message="已完成的须有活动，已取消的须有原因",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    def clean(self) -> None:
        """Refuse an activity that was not held, or is of another form than planned."""
        if self.activity is None or self.form_id is None:
            return
        if self.activity.state != ActivityState.HELD:
            raise ValidationError({"activity": "这次活动还没有举办"})
        if self.activity.kind.counts_as != self.form.counts_as:
            raise ValidationError({"activity": f"计划的形式是“{self.form}”，这次活动不是"})
