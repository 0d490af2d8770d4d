"""What a member said when a leader visited him or talked with him, and its follow-up."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import StatefulRecord

from .states import CLOSED, RemarkState, ToldWay


class Remark(StatefulRecord):
    """One thing a member asked for or suggested (意见建议): who sees to it, until when, what came.

    `made_on` is the day of the activity; several things said at one visit are several remarks.
    """

    # Hidden from the page of related records: activities and members have a panel of their own.
    activity = models.ForeignKey(
        "activities.Activity",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="走访或谈话",
    )
    member = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="委员",
        help_text="在这次走访或谈话的名单里的委员",
    )
    text = models.TextField("意见建议", max_length=1000, help_text="一条写一件事，照委员的原意写")
    made_on = models.DateField("提出日期", editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=RemarkState, default=RemarkState.NOTED, editable=False
    )
    follower = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="跟办人",
        help_text="机关工作人员；在他的首页“待我办理”里列出",
        editable=False,
    )
    assigned_on = models.DateField("安排日期", null=True, blank=True, editable=False)
    due_on = models.DateField("跟办期限", null=True, blank=True, editable=False)
    done_on = models.DateField("办成日期", null=True, blank=True, editable=False)
    outcome = models.TextField(
        "办理情况", blank=True, editable=False, help_text="委员看得到：做了什么，结果怎样"
    )
    kept_reason = models.CharField(
        "留作参考的说明", max_length=200, blank=True, editable=False, help_text="委员看得到"
    )
    told_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    told_way = models.CharField(
        "反馈方式", max_length=10, choices=ToldWay, blank=True, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "委员意见建议"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_known_choices",
                condition=Q(state__in=RemarkState.values, told_way__in=["", *ToldWay.values]),
            ),
            models.CheckConstraint(
                name="remark_followed",
                condition=Q(state__in=[RemarkState.FOLLOWED, RemarkState.DONE])
                & Q(follower__isnull=False, assigned_on__gte=F("made_on"))
                & Q(due_on__gte=F("assigned_on"))
                | Q(state__in=[RemarkState.NOTED, RemarkState.KEPT], follower__isnull=True)
                & Q(assigned_on__isnull=True, due_on__isnull=True),
                violation_error_message="跟办的须有跟办人和期限，期限不能早于安排的日期",
            ),
            models.CheckConstraint(
                name="remark_done",
                condition=Q(state=RemarkState.DONE, done_on__gte=F("made_on")) & ~Q(outcome="")
                | ~Q(state=RemarkState.DONE) & Q(done_on__isnull=True),
                violation_error_message="已办的须写明办理情况，办成不能早于提出",
            ),
            models.CheckConstraint(
                name="remark_kept",
                condition=Q(state=RemarkState.KEPT) & ~Q(kept_reason="")
                | ~Q(state=RemarkState.KEPT) & Q(kept_reason=""),
                violation_error_message="留作参考的须有说明",
            ),
            models.CheckConstraint(
                name="remark_told_after_the_end",
                condition=Q(told_on__isnull=True, told_way="")
                | Q(state__in=CLOSED, told_on__gte=F("made_on"))
                & ~Q(told_way="")
                & (Q(done_on__isnull=True) | Q(told_on__gte=F("done_on"))),
                violation_error_message="反馈须有日期和方式，不能早于办成",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:40]}…"
