"""Members assigned to a unit as supervisors, and what they found there."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record, StatefulRecord
from yizheng.supervision.states import WITH_UNIT, FindingState


class Assignment(Record):
    """A member who supervises a unit on the committee's behalf (委派民主监督员), from a day on."""

    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="supervisions",
        verbose_name="监督员",
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="supervisors",
        verbose_name="派驻单位",
    )
    appointed_on = models.DateField("委派日期")
    ended_on = models.DateField(
        "结束日期", null=True, blank=True, help_text="自这一天起不再是监督员"
    )
    document = models.CharField("文号", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "民主监督员"
        ordering = ["unit", "-appointed_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person", "unit", "appointed_on"],
                name="assignment_once",
                violation_error_message="这次委派已经登记过",
            ),
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("appointed_on")),
                violation_error_message="结束日期须晚于委派日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.unit}）"


class Finding(StatefulRecord):
    """A problem a supervisor found and what he suggests (监督意见); the unit answers."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="findings", verbose_name="民主监督员"
    )
    found_on = models.DateField("发现日期")
    problem = models.TextField("发现的问题")
    suggestion = models.TextField("意见建议")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=FindingState,
        default=FindingState.REPORTED,
        editable=False,
    )
    conveyed_on = models.DateField("转办日期", null=True, blank=True, editable=False)
    due_on = models.DateField("答复期限", null=True, blank=True, editable=False)
    due_note = models.TextField("期限的算法", blank=True, editable=False)
    answer = models.TextField("单位答复", blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    return_note = models.TextField("退回补充的意见", blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    kept_reason = models.CharField(
        "不转办的理由", max_length=200, blank=True, editable=False, help_text="监督员看得到"
    )

    class Meta:
        verbose_name = verbose_name_plural = "监督意见"
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_known_state", condition=Q(state__in=FindingState.values)
            ),
            models.CheckConstraint(
                name="finding_conveyed",
                condition=Q(state__in=WITH_UNIT, conveyed_on__gte=F("found_on"))
                & Q(due_on__gte=F("conveyed_on"))
                | ~Q(state__in=WITH_UNIT) & Q(conveyed_on__isnull=True, due_on__isnull=True),
                violation_error_message="转办的须有日期和期限，转办不能早于发现",
            ),
            models.CheckConstraint(
                name="finding_answered",
                condition=Q(state__in=[FindingState.ANSWERED, FindingState.CLOSED])
                & Q(answered_on__gte=F("conveyed_on"))
                & ~Q(answer="")
                | ~Q(state__in=[FindingState.ANSWERED, FindingState.CLOSED])
                & Q(answered_on__isnull=True),
                violation_error_message="答复须写明情况，不能早于转办",
            ),
            models.CheckConstraint(
                name="finding_closed",
                condition=Q(state=FindingState.CLOSED, closed_on__gte=F("answered_on"))
                | ~Q(state=FindingState.CLOSED) & Q(closed_on__isnull=True),
                violation_error_message="办结不能早于答复",
            ),
            models.CheckConstraint(
                name="finding_kept",
                condition=Q(state=FindingState.KEPT) & ~Q(kept_reason="")
                | ~Q(state=FindingState.KEPT) & Q(kept_reason=""),
                violation_error_message="不转办的须有理由",
            ),
        ]

    def __str__(self) -> str:
        return self.problem[:40]
