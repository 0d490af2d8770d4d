"""Topics are called for before a plan is drawn up; what is suggested may become an item of it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from yizheng.consultations.states import SuggestionState, TopicSource
from yizheng.core.records import Record, StatefulRecord
from yizheng.core.short_codes import new_link, new_receipt

from .plan import PlanItem

# The names by which migrations know them.
_link_code, _receipt_code = new_link, new_receipt


class TopicCall(Record):
    """A call for topics of a year's plan (议题征集), open from a day to a day.

    `is_public` opens it to everybody by a short link, beside those who sign in.
    """

    year = models.PositiveSmallIntegerField("哪一年的计划")
    title = models.CharField("名称", max_length=80)
    intro = models.TextField("征集说明", blank=True, help_text="征集什么样的议题，怎样提")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    is_public = models.BooleanField(
        "面向社会", default=True, help_text="任何人打开短链接或者扫二维码都可以提，不用登录"
    )
    code = models.CharField("短码", max_length=12, unique=True, default=new_link, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "议题征集"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="topic_call_closes_after",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="截止日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self) -> bool:
        """Whether suggestions are taken today."""
        return self.opens_on <= timezone.localdate() <= self.closes_on


class TopicSuggestion(StatefulRecord):
    """One topic somebody suggests, and what became of it.

    A member stands in `person`; everybody else in `giver`, if he gave his name at all. `receipt`
    is what he looks it up by.
    """

    call = models.ForeignKey(
        TopicCall, on_delete=models.PROTECT, related_name="suggestions", verbose_name="议题征集"
    )
    topic = models.CharField("议题", max_length=60, help_text="一句话说清协商什么事")
    grounds = models.TextField(
        "理由和建议", max_length=2000, help_text="为什么今年该协商这件事，希望解决什么问题"
    )
    source = models.CharField(
        "来源", max_length=12, choices=TopicSource, default=TopicSource.PUBLIC
    )
    person = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="topic_suggestions",
        verbose_name="提出的委员",
    )
    giver = models.CharField("提出者", max_length=40, blank=True, help_text="单位或者姓名")
    contact = models.CharField("联系方式", max_length=40, blank=True)
    suggested_on = models.DateField("提出日期", default=timezone.localdate)
    arrived_at = models.DateTimeField("收到时间", default=timezone.now, editable=False)
    receipt = models.CharField(
        "回执编号", max_length=16, unique=True, default=new_receipt, editable=False
    )
    state = models.CharField(
        "状态",
        max_length=12,
        choices=SuggestionState,
        default=SuggestionState.SUGGESTED,
        editable=False,
    )
    item = models.ForeignKey(
        PlanItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suggestions",
        verbose_name="列入的议题",
        editable=False,
    )
    decided_on = models.DateField("研究日期", null=True, blank=True, editable=False)
    refusal = models.CharField(
        "未列入的理由", max_length=200, blank=True, editable=False, help_text="提出者看得到"
    )

    PERSONAL = frozenset({"contact"})

    class Meta:
        verbose_name = verbose_name_plural = "议题建议"
        ordering = ["-suggested_on", "-pk"]
        indexes = [models.Index(fields=["call", "arrived_at"], name="suggestion_arrived")]
        constraints = [
            models.CheckConstraint(
                name="suggestion_known_choices",
                condition=Q(state__in=SuggestionState.values, source__in=TopicSource.values),
            ),
            models.CheckConstraint(
                name="suggestion_of_a_member",
                condition=Q(source=TopicSource.MEMBER, person__isnull=False)
                | ~Q(source=TopicSource.MEMBER) & Q(person__isnull=True),
                violation_error_message="来源是委员的选委员，其他来源的不选",
            ),
            models.CheckConstraint(
                name="suggestion_decided",
                condition=Q(state=SuggestionState.SUGGESTED, item__isnull=True, refusal="")
                & Q(decided_on__isnull=True)
                | Q(state=SuggestionState.SELECTED, item__isnull=False, refusal="")
                & Q(decided_on__isnull=False)
                | Q(state=SuggestionState.NOT_SELECTED, item__isnull=True)
                & Q(decided_on__isnull=False)
                & ~Q(refusal=""),
                violation_error_message="列入的须有议题，未列入的须有理由",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def given_by(self) -> str:
        """Who suggests it, as lists show it."""
        return str(self.person) if self.person_id else self.giver or self.get_source_display()
