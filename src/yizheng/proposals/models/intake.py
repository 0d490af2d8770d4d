"""What goes with writing and reviewing: collection periods, invitations, reviews, unsaved text."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yizheng.core.codes import CodeField
from yizheng.core.records import Record, StatefulRecord
from yizheng.proposals.codes import CATEGORIES, DECLINE_REASONS, LOCAL_CATEGORIES
from yizheng.proposals.states import Advice, Destination, InvitationState, Stage

from .proposal import Proposal


class CollectionPeriod(Record):
    """When proposals are collected for one plenary session, to the minute (征集期).

    Without one, the committee's rules in days say what is handed in at the session.
    """

    session = models.ForeignKey(
        "members.Session",
        on_delete=models.PROTECT,
        related_name="collection_periods",
        verbose_name="届次",
    )
    opens_at = models.DateTimeField("开始时间")
    closes_at = models.DateTimeField("截止时间")
    is_session = models.BooleanField(
        "大会期间", default=True, help_text="这段时间提交的算大会期间提案；否则为平时提案"
    )
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提案征集期"
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                name="collection_period_in_order",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="截止时间应晚于开始时间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}{'大会期间' if self.is_session else '平时'}征集"


class Invitation(StatefulRecord):
    """One member asked to sign another's proposal, and what he said (联名邀请).

    `text_digest` is the text he was shown: when it changes, he is asked again.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="invitations", verbose_name="提案"
    )
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name="受邀委员",
    )
    respond_by = models.DateTimeField("确认截止", help_text="过了这个时间未确认的，视为未联名")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=InvitationState,
        default=InvitationState.PENDING,
        editable=False,
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True, editable=False)
    note = models.CharField("留言", max_length=120, blank=True)
    text_digest = models.CharField("所见文本的校验值", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "联名邀请"
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"],
                name="invitation_once",
                violation_error_message="已经邀请过这位委员",
            ),
            models.CheckConstraint(
                name="invitation_known_state", condition=Q(state__in=InvitationState.values)
            ),
            models.CheckConstraint(
                name="invitation_answered",
                condition=Q(
                    state__in=[InvitationState.AGREED, InvitationState.DECLINED],
                    answered_at__isnull=False,
                )
                | Q(
                    state__in=[InvitationState.PENDING, InvitationState.EXPIRED],
                    answered_at__isnull=True,
                ),
                violation_error_message="确认或谢绝须有时间，其他状态没有",
            ),
        ]

    def __str__(self) -> str:
        return f"邀请{self.person}联名"


class Review(Record):
    """One reviewer's opinion before the committee decides (审查意见)."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="reviews", verbose_name="提案"
    )
    stage = models.CharField("环节", max_length=10, choices=Stage)
    advice = models.CharField("意见", max_length=10, choices=Advice)
    category = CodeField("建议类别", codes=CATEGORIES, blank=True)
    local_category = CodeField("建议的本会类别", codes=LOCAL_CATEGORIES, blank=True)
    merged_into = models.ForeignKey(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="建议并入",
    )
    decline_reason = CodeField("建议的理由", codes=DECLINE_REASONS, blank=True)
    destination = models.CharField("建议另行处理", max_length=12, choices=Destination, blank=True)
    note = models.TextField("说明", blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="审查人",
        editable=False,
    )
    reviewed_on = models.DateField("审查日期")

    class Meta:
        verbose_name = verbose_name_plural = "审查意见"
        ordering = ["proposal", "pk"]
        constraints = [
            models.CheckConstraint(name="review_known_stage", condition=Q(stage__in=Stage.values)),
            models.CheckConstraint(
                name="review_known_advice", condition=Q(advice__in=Advice.values)
            ),
            models.CheckConstraint(
                name="review_merge_has_target",
                condition=~Q(advice=Advice.MERGE) | Q(merged_into__isnull=False),
                violation_error_message="建议并案的，请选并入哪件",
            ),
            models.CheckConstraint(
                name="review_decline_has_reason",
                condition=~Q(advice=Advice.DECLINE) | ~Q(decline_reason=""),
                violation_error_message="建议不予立案的，请选理由",
            ),
            models.CheckConstraint(
                name="review_return_says_why",
                condition=~Q(advice=Advice.RETURN) | ~Q(note=""),
                violation_error_message="建议退回补充的，请写明要补充什么",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.get_advice_display()}"


class WorkingCopy(models.Model):
    """What somebody has typed into a proposal and not yet saved, kept on the server as well.

    No record: it is nobody's statement until it is saved, and is thrown away then.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.CASCADE, related_name="working_copies"
    )
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "proposal"], name="working_copy_once"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(proposal__isnull=True),
                name="working_copy_one_new",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.saved_at}"
