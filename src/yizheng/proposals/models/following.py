"""What comes after the reply: promises that come back, and looks back (承诺事项、回头看)."""

from django.db import models
from django.db.models import Q

from yizheng.core.codes import CodeField, shown
from yizheng.core.records import Record, StatefulRecord
from yizheng.proposals.codes import RESULT_CLASSES, SUPERVISION_FORMS
from yizheng.proposals.states import PromiseState

from .proposal import Proposal
from .reply import Reply


class Promise(StatefulRecord):
    """One thing a reply promised, with who and until when; it comes back each year until kept."""

    reply = models.ForeignKey(
        Reply, on_delete=models.PROTECT, related_name="promises", verbose_name="答复"
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="promises", verbose_name="责任单位"
    )
    matter = models.CharField("承诺事项", max_length=200)
    due_on = models.DateField("完成期限")
    state = models.CharField(
        "状态", max_length=10, choices=PromiseState, default=PromiseState.OPEN, editable=False
    )
    check_on = models.DateField("下次回头看", editable=False)
    progress = models.TextField("进展", blank=True, editable=False)
    outcome = models.TextField("落实情况", blank=True, editable=False)
    ended_on = models.DateField("落实或说明的日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "承诺事项"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="promise_known_state", condition=Q(state__in=PromiseState.values)
            ),
            models.CheckConstraint(
                name="promise_ended",
                condition=Q(state=PromiseState.OPEN, ended_on__isnull=True)
                | (~Q(state=PromiseState.OPEN) & Q(ended_on__isnull=False) & ~Q(outcome="")),
                violation_error_message="落实或说明须有日期和情况，待落实的没有",
            ),
        ]

    def __str__(self) -> str:
        return self.matter


class FollowUp(Record):
    """One look back at a proposal that was answered (回头看)."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="提案"
    )
    promise = models.ForeignKey(
        Promise,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name="承诺事项",
    )
    checked_on = models.DateField("日期")
    form = CodeField("形式", codes=SUPERVISION_FORMS)
    finding = models.TextField("看到的情况")
    result_class = CodeField("现在的办理结果", codes=RESULT_CLASSES, blank=True)
    result_sense = models.CharField("归类", max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "回头看"
        ordering = ["-checked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.checked_on} {shown(self, 'form')}"
