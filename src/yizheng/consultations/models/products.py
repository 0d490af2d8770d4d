"""What consultation and supervision produce: campaigns, products, and their recommendations."""

from django.db import models
from django.db.models import F, Q

from yizheng.consultations.states import TAKEN_UP, ProductKind, Purpose, RecommendationState
from yizheng.core.records import Record, StatefulRecord


class Campaign(Record):
    """A campaign of advice on one great matter, such as the five-year plan."""

    name = models.CharField("名称", max_length=80)
    purpose = models.CharField(
        "类别",
        max_length=10,
        choices=Purpose,
        help_text="选“规划编制建言”的，其成果中的建议计入规划编制建言",
    )
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "专项建言"
        ordering = ["-started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="campaign_name_unique",
                violation_error_message="已有同名的专项建言",
            ),
            models.CheckConstraint(
                name="campaign_known_purpose", condition=Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="campaign_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Product(Record):
    """A written outcome of consultation or supervision, sent to those who decide."""

    kind = models.CharField("文种", max_length=20, choices=ProductKind)
    title = models.CharField("题目", max_length=150)
    activity = models.ForeignKey(
        "activities.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
        verbose_name="来自的活动",
        help_text="协商会、调研或视察；其中的建议按这次活动的种类统计",
    )
    campaign = models.ForeignKey(
        Campaign,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
        verbose_name="所属专项建言",
    )
    organ = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="products",
        verbose_name="起草机构",
    )
    sent_on = models.DateField(
        "报送日期", null=True, blank=True, help_text="还在起草、没有报送的空着"
    )
    recipients = models.CharField(
        "报送对象", max_length=150, blank=True, help_text="如市委、市政府"
    )

    followed_up = models.ForeignKey(
        "activities.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_products",
        verbose_name="跟踪回访的活动",
        help_text="报送以后，了解采纳落实情况的座谈、视察",
    )

    class Meta:
        verbose_name = verbose_name_plural = "协商成果"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="product_known_kind", condition=Q(kind__in=ProductKind.values)
            ),
            models.CheckConstraint(
                name="product_sent_to_somebody",
                condition=Q(sent_on__isnull=True) | ~Q(recipients=""),
                violation_error_message="已报送的成果须写明报送对象",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recommendation(StatefulRecord):
    """One recommendation (条) of a product, and what became of it."""

    # Hidden from the product's page of related records: they have their own panel there.
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="+", verbose_name="协商成果"
    )
    ordinal = models.PositiveSmallIntegerField("序号")
    text = models.TextField("建议内容")
    made_on = models.DateField("提出日期")
    state = models.CharField(
        "状态",
        max_length=12,
        choices=RecommendationState,
        default=RecommendationState.MADE,
        editable=False,
    )
    members = models.ManyToManyField(
        "members.Person",
        blank=True,
        related_name="recommendations",
        verbose_name="提出的委员",
        help_text="谁提出的；采纳和落实的情况，他们在这条建议的页面上看得到",
    )
    unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name="承办单位",
        editable=False,
    )
    sent_on = models.DateField("转送日期", null=True, blank=True, editable=False)
    due_on = models.DateField("答复期限", null=True, blank=True, editable=False)
    due_note = models.TextField("期限的算法", blank=True, editable=False)
    adopted_on = models.DateField("采纳日期", null=True, blank=True, editable=False)
    adopted_by = models.CharField("采纳单位", max_length=80, blank=True, editable=False)
    is_partial = models.BooleanField("部分采纳", default=False, editable=False)
    measure = models.TextField("转化的举措", blank=True, editable=False)
    implemented_on = models.DateField("落实日期", null=True, blank=True, editable=False)
    evidence = models.TextField("落实的凭据", blank=True, editable=False)
    declined_on = models.DateField("答复未采纳日期", null=True, blank=True, editable=False)
    decline_reason = models.CharField("未采纳的理由", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "意见建议"
        ordering = ["product", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "ordinal"],
                name="recommendation_ordinal_unique",
                violation_error_message="这份成果中已有这个序号的建议",
            ),
            models.CheckConstraint(
                name="recommendation_known_state", condition=Q(state__in=RecommendationState.values)
            ),
            models.CheckConstraint(
                name="recommendation_sent_facts",
                condition=Q(unit__isnull=True, sent_on__isnull=True, due_on__isnull=True)
                & ~Q(state=RecommendationState.SENT)
                | Q(unit__isnull=False, sent_on__isnull=False, due_on__gte=F("sent_on"))
                & ~Q(state=RecommendationState.MADE),
                violation_error_message="转送的须有单位、日期和期限，没有转送的没有",
            ),
            models.CheckConstraint(
                name="recommendation_adopted_facts",
                condition=Q(state__in=TAKEN_UP, adopted_on__isnull=False) & ~Q(adopted_by="")
                | ~Q(state__in=TAKEN_UP)
                & Q(adopted_on__isnull=True, adopted_by="", measure="", is_partial=False),
                violation_error_message="已采纳的须有采纳日期和单位，其他的没有",
            ),
            models.CheckConstraint(
                name="recommendation_implemented_facts",
                condition=Q(
                    state=RecommendationState.IMPLEMENTED, implemented_on__gte=F("adopted_on")
                )
                & ~Q(measure="")
                & ~Q(evidence="")
                | ~Q(state=RecommendationState.IMPLEMENTED)
                & Q(implemented_on__isnull=True, evidence=""),
                violation_error_message="已落实的须有举措、凭据和日期，日期不能早于采纳",
            ),
            models.CheckConstraint(
                name="recommendation_declined_facts",
                condition=Q(state=RecommendationState.DECLINED, declined_on__isnull=False)
                & ~Q(decline_reason="")
                | ~Q(state=RecommendationState.DECLINED)
                & Q(declined_on__isnull=True, decline_reason=""),
                violation_error_message="未采纳的须有日期和理由，其他的没有",
            ),
            models.CheckConstraint(
                name="recommendation_answered_after",
                condition=(Q(adopted_on__isnull=True) | Q(adopted_on__gte=F("made_on")))
                & (Q(declined_on__isnull=True) | Q(declined_on__gte=F("made_on"))),
                violation_error_message="采纳或答复的日期不能早于提出日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.text[:40]}"
