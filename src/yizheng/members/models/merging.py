"""Two records of one person, made one (两条记录合为一人)."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import StatefulRecord
from yizheng.members.states import MergeState

from .people import Person


class PersonMerge(StatefulRecord):
    """That a person has two records: asked for by one, confirmed by another.

    The record that goes is known by its number alone: once merged it is no more, and its address
    leads to the one that stayed. `choices` says for each field on which the two differ whose value
    holds: `{"post": "other"}`; `moved` how many records of each kind followed.
    """

    kept = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges", verbose_name="保留的记录"
    )
    other_key = models.PositiveBigIntegerField("并入的记录编号", editable=False)
    other_name = models.CharField("并入的记录", max_length=40, editable=False)
    reason = models.CharField("怎样知道是同一人", max_length=200)
    choices = models.JSONField("各项以哪条为准", default=dict, blank=True, editable=False)
    kept_version = models.PositiveIntegerField(default=0, editable=False)
    other_version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=MergeState,
        default=MergeState.ASKED,
        editable=False,
    )
    asked_by = models.CharField("提出人", max_length=60, blank=True, editable=False)
    asked_by_id = models.PositiveBigIntegerField(null=True, editable=False)
    asked_on = models.DateField("提出日期", editable=False)
    decided_by = models.CharField("复核人", max_length=60, blank=True, editable=False)
    decided_on = models.DateField("复核日期", null=True, blank=True, editable=False)
    declined_reason = models.CharField("不合并的原因", max_length=200, blank=True, editable=False)
    moved = models.JSONField("改指的记录", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "人员合并"
        ordering = ["-asked_on", "-pk"]
        indexes = [models.Index(fields=["committee", "other_key"], name="merge_by_former_number")]
        constraints = [
            models.CheckConstraint(
                name="merge_known_state", condition=Q(state__in=MergeState.values)
            ),
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(state=MergeState.ASKED) | ~Q(kept=F("other_key")),
                violation_error_message="请选两条不同的记录",
            ),
            models.CheckConstraint(
                name="merge_decided_has_day",
                condition=Q(state=MergeState.ASKED, decided_on__isnull=True)
                | (~Q(state=MergeState.ASKED) & Q(decided_on__isnull=False)),
                violation_error_message="办完的合并须有日期，没有办完的没有",
            ),
            models.CheckConstraint(
                name="merge_declined_says_why",
                condition=~Q(state=MergeState.DECLINED) | ~Q(declined_reason=""),
                violation_error_message="请写明不合并的原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_name}的两条记录"
