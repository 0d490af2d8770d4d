"""Replies of units, what helpers and proposers say to them, and what units say of proposals."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yizheng.core.codes import CodeField
from yizheng.core.records import Record, StatefulRecord
from yizheng.proposals.codes import ATTITUDES, CONTACT_MODES, RESULT_CLASSES, RESULT_OPINIONS
from yizheng.proposals.states import Channel, CountersignState, EvaluationState, ReplyState

from .handling import Handling


class Reply(StatefulRecord):
    """One unit's answer in one round of handling (答复), from its draft until it is sent.

    `result_sense` is what the class counted as in figures when the reply was sent.
    `first_class` is the unit's own class, where the supervision office amended it, and
    `amended_reason` why.
    """

    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, related_name="replies", verbose_name="承办"
    )
    round = models.PositiveSmallIntegerField("第几次答复", default=1, editable=False)
    state = models.CharField(
        "状态", max_length=15, choices=ReplyState, default=ReplyState.DRAFT, editable=False
    )
    result_class = CodeField("办理结果", codes=RESULT_CLASSES)
    result_sense = models.CharField("办理结果归类", max_length=20, blank=True, editable=False)
    first_class = CodeField("单位原定的结果", codes=RESULT_CLASSES, blank=True, editable=False)
    amended_reason = models.TextField("改动结果的理由", blank=True, editable=False)
    body = models.TextField(
        "答复内容", help_text="逐条答复所提建议；不写称呼和落款，函件会自动加上"
    )
    doc_code = models.CharField("发文字", max_length=20, blank=True, help_text="例如：安住建函")
    doc_year = models.PositiveSmallIntegerField("发文年份", null=True, blank=True)
    doc_serial = models.PositiveIntegerField("发文号", null=True, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=20, blank=True)
    is_open = models.BooleanField("可以公开", default=True)
    closed_reason = models.CharField("不公开的理由", max_length=120, blank=True)
    public_text = models.TextField(
        "公开的内容", blank=True, help_text="公开时隐去的内容在这里删改；不填的公开全文"
    )
    is_paper = models.BooleanField("纸质答复", default=False, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="起草人",
        editable=False,
    )
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="签发账号",
        editable=False,
    )
    signed_by = models.CharField("签发人", max_length=40, blank=True, editable=False)
    signed_on = models.DateField("签发日期", null=True, blank=True, editable=False)
    sent_on = models.DateField("送达日期", null=True, blank=True, editable=False)
    return_note = models.TextField("退回修改的意见", blank=True, editable=False)

    PERSONAL = frozenset({"contact_phone"})

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        ordering = ["handling", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "round"],
                name="reply_one_a_round",
                violation_error_message="这一次办理已经有一份答复",
            ),
            models.UniqueConstraint(
                fields=["committee", "doc_code", "doc_year", "doc_serial"],
                condition=~Q(doc_code=""),
                name="reply_document_number_unique",
                violation_error_message="这个发文字号已经用过",
            ),
            models.CheckConstraint(
                name="reply_known_state", condition=Q(state__in=ReplyState.values)
            ),
            models.CheckConstraint(
                name="reply_signed",
                condition=Q(
                    state__in=[ReplyState.CHECKING, ReplyState.SENT], signed_on__isnull=False
                )
                & ~Q(signed_by="")
                | Q(
                    state__in=[
                        ReplyState.DRAFT,
                        ReplyState.COUNTERSIGNING,
                        ReplyState.SIGNING,
                    ],
                    signed_on__isnull=True,
                    signed_by="",
                ),
                violation_error_message="签发过的须有签发人和日期，未签发的没有",
            ),
            models.CheckConstraint(
                name="reply_sent",
                condition=(Q(state=ReplyState.SENT, sent_on__isnull=False) & ~Q(result_sense=""))
                | (~Q(state=ReplyState.SENT) & Q(sent_on__isnull=True, result_sense="")),
                violation_error_message="送达的须有日期和归类，未送达的没有",
            ),
            models.CheckConstraint(
                name="reply_closed_has_reason",
                condition=Q(is_open=True) | ~Q(closed_reason=""),
                violation_error_message="不公开的请写明理由",
            ),
        ]

    def __str__(self) -> str:
        times = f"第{self.round}次" if self.round > 1 else ""
        return f"{self.handling.unit}{times}答复"

    @property
    def document_number(self) -> str:
        """The unit's number as printed, such as 安住建函〔2025〕12号; empty when not complete."""
        if not (self.doc_code and self.doc_year and self.doc_serial):
            return ""
        return f"{self.doc_code}〔{self.doc_year}〕{self.doc_serial}号"


class Countersignature(StatefulRecord):
    """A helper's word on the lead unit's reply before it is signed (会签).

    `text_digest` is that of the class and the text on which it was asked.
    """

    reply = models.ForeignKey(
        Reply, on_delete=models.CASCADE, related_name="countersignatures", verbose_name="答复"
    )
    handling = models.ForeignKey(
        Handling,
        on_delete=models.PROTECT,
        related_name="countersignatures",
        verbose_name="会办",
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=CountersignState,
        default=CountersignState.PENDING,
        editable=False,
    )
    text_digest = models.CharField("所会签的文稿", max_length=64, blank=True, editable=False)
    note = models.TextField("意见", blank=True, editable=False)
    answered_on = models.DateField("会签日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "会签"
        ordering = ["reply", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "handling"],
                name="countersignature_once",
                violation_error_message="已经请这个单位会签",
            )
        ]

    def __str__(self) -> str:
        return f"{self.handling.unit}会签"


class Evaluation(StatefulRecord):
    """One proposer's judgement of one reply (评价): attitude and result apart.

    A collective proposal has one without a person. `is_content` is whether the opinion of the
    result counted as content when it was given, `is_attitude_content` the same of the attitude.
    """

    reply = models.ForeignKey(
        Reply, on_delete=models.PROTECT, related_name="evaluations", verbose_name="答复"
    )
    person = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluations",
        verbose_name="评价人",
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=EvaluationState,
        default=EvaluationState.ENTERED,
        editable=False,
    )
    attitude = CodeField("办理态度", codes=ATTITUDES)
    result = CodeField("办理结果", codes=RESULT_OPINIONS)
    is_content = models.BooleanField("计入满意", editable=False)
    is_attitude_content = models.BooleanField("态度计入满意", null=True, blank=True, editable=False)
    contact_mode = CodeField(
        "承办单位怎样与您沟通", codes=CONTACT_MODES, blank=True, help_text="没有沟通的不选"
    )
    is_relevant = models.BooleanField("答复针对所提建议", default=True)
    note = models.TextField("意见和建议", blank=True)
    channel = models.CharField("提交方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    evaluated_on = models.DateField("评价日期")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="录入人",
        editable=False,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="复核人",
        editable=False,
    )

    # A member's own judgement counts as soon as it is given.
    BORN_AS = (EvaluationState.VALID,)

    class Meta:
        verbose_name = verbose_name_plural = "办理评价"
        ordering = ["reply", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "person"],
                condition=~Q(state=EvaluationState.VOID),
                name="evaluation_once_each",
                violation_error_message="这份答复已经评价过，不能再评",
            ),
            models.UniqueConstraint(
                fields=["reply"],
                condition=Q(person__isnull=True) & ~Q(state=EvaluationState.VOID),
                name="evaluation_once_for_a_body",
                violation_error_message="这份答复已经评价过，不能再评",
            ),
            models.CheckConstraint(
                name="evaluation_known_state", condition=Q(state__in=EvaluationState.values)
            ),
            models.CheckConstraint(
                name="evaluation_paper_by_two",
                condition=~Q(channel=Channel.PAPER, state=EvaluationState.VALID)
                | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=models.F("entered_by"))),
                violation_error_message="书面评价须由另一人复核",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.judge}的评价"

    @property
    def judge(self) -> str:
        """Whose judgement it is: a person's, that of the body which proposed, or nobody's by name.

        Of past years often only the result is known: such a one has no attitude.
        """
        if self.person is not None:
            return str(self.person)
        if not self.attitude:
            return "未署名"
        proposal = self.reply.handling.proposal
        return "并入提案的集体提案者" if proposal.proposer_id else proposal.submitter


class UnitRating(Record):
    """What a unit thinks of the proposal it handled (对提案质量的评分), where a committee asks."""

    handling = models.OneToOneField(
        Handling, on_delete=models.PROTECT, related_name="rating", verbose_name="承办"
    )
    score = models.PositiveSmallIntegerField("评分", help_text="满分100分")
    note = models.TextField("理由", blank=True)
    rated_on = models.DateField("评分日期")

    class Meta:
        verbose_name = verbose_name_plural = "对提案质量的评分"
        ordering = ["-rated_on"]
        constraints = [
            models.CheckConstraint(
                name="unit_rating_in_range",
                condition=Q(score__lte=100),
                violation_error_message="评分在0到100之间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.score}分"
