"""The year's consultation plan: one row per topic."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from yizheng.activities.states import KindGroup
from yizheng.activities.states import State as ActivityState
from yizheng.consultations.states import ChangeKind, PlanState, ProductKind, YearState
from yizheng.core.records import Record, StatefulRecord


class Plan(StatefulRecord):
    """The year's plan of consultation and supervision, as one paper before the Party committee.

    Its items are those of its year. Once it is approved, every change of them needs a reason.
    """

    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField(
        "状态", max_length=10, choices=YearState, default=YearState.DRAFT, editable=False
    )
    submitted_on = models.DateField("报送日期", null=True, blank=True, editable=False)
    return_note = models.CharField("退回修改的意见", max_length=200, blank=True, editable=False)
    approved_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    approved_by = models.CharField(
        "批准", max_length=80, blank=True, editable=False, help_text="例如：市委常委会会议"
    )
    document = models.CharField(
        "文号", max_length=60, blank=True, editable=False, help_text="印发计划的文件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "年度计划"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year"],
                name="plan_year_unique",
                violation_error_message="这一年的计划已经有了",
            ),
            models.CheckConstraint(
                name="plan_state_facts",
                condition=Q(state=YearState.DRAFT, submitted_on__isnull=True)
                & Q(approved_on__isnull=True, approved_by="", document="")
                | Q(state=YearState.SUBMITTED, submitted_on__isnull=False)
                & Q(approved_on__isnull=True, approved_by="", document="")
                | Q(state=YearState.APPROVED, approved_on__gte=F("submitted_on"))
                & ~Q(approved_by=""),
                violation_error_message="批准的计划须有批准日期和批准的会议，批准不能早于报送",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度协商和监督计划"


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
    lead = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_topics",
        verbose_name="牵头领导",
    )
    units = models.ManyToManyField(
        "units.Unit", blank=True, related_name="plan_items", verbose_name="参加的部门"
    )
    departments = models.CharField(
        "参加的其他部门", max_length=200, blank=True, help_text="不在单位名录里的"
    )
    participants = models.CharField(
        "参加人员", max_length=200, blank=True, help_text="例如：有关界别委员、专家、群众代表"
    )
    starts_month = models.PositiveSmallIntegerField(
        "开始月份", null=True, blank=True, help_text="1 到 12；空着的，按完成日期的月份"
    )
    due_on = models.DateField("计划完成日期")
    product_kind = models.CharField("预期成果", max_length=20, choices=ProductKind, blank=True)
    added_reason = models.CharField(
        "增补的原因", max_length=200, blank=True, help_text="计划批准以后增加的议题填写"
    )
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
    moved_to = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="moved_from",
        verbose_name="转为下一年的",
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "计划议题"
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
                & Q(moved_to__isnull=True)
                | Q(state=PlanState.DONE, activity__isnull=False, drop_reason="")
                & Q(moved_to__isnull=True)
                | Q(state=PlanState.DROPPED, activity__isnull=True, moved_to__isnull=True)
                & ~Q(drop_reason="")
                | Q(state=PlanState.MOVED, activity__isnull=True, drop_reason="")
                & Q(moved_to__isnull=False),
                violation_error_message="已完成的须有活动，已取消的须有原因",
            ),
            models.CheckConstraint(
                name="plan_item_month",
                condition=Q(starts_month__isnull=True) | Q(starts_month__range=(1, 12)),
                violation_error_message="月份是 1 到 12",
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


class PlanChange(Record):
    """One change of an approved plan, with its reason: what leaders and members ask about."""

    item = models.ForeignKey(
        PlanItem, on_delete=models.PROTECT, related_name="changes", verbose_name="议题"
    )
    kind = models.CharField("变动", max_length=12, choices=ChangeKind)
    changed_on = models.DateField("日期")
    reason = models.CharField("原因", max_length=200)
    detail = models.CharField("内容", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "计划变动"
        ordering = ["-changed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_change_with_reason",
                condition=Q(kind__in=ChangeKind.values) & ~Q(reason=""),
                violation_error_message="计划的变动须写明原因",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.item}"
