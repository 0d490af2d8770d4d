"""Who was helped by a service activity, and what was given there."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from yizheng.activities.states import State as ActivityState
from yizheng.core.records import Record
from yizheng.service.states import SERVICE_ACTIVITY, BenefitKind

# More than anybody can help on one day: a number typed with a digit too many.
MOST_PEOPLE = 100_000


class Benefit(Record):
    """One thing a service activity did for people: what, for how many (人次), worth how much.

    `amount_fen` is what was given, in money or in goods at their price; empty for work that has no
    price, such as a consultation.
    """

    # Hidden from the activity's page of related records: they have their own panel there.
    activity = models.ForeignKey(
        "activities.Activity",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to=Q(state=ActivityState.HELD),
        verbose_name="服务为民活动",
    )
    kind = models.CharField("服务内容", max_length=10, choices=BenefitKind)
    content = models.CharField("具体做了什么", max_length=120, help_text="例如：测血压、送药 40 份")
    people = models.PositiveIntegerField(
        "受益人次",
        validators=[
            MinValueValidator(1, "至少 1 人次"),
            MaxValueValidator(MOST_PEOPLE, f"不超过 {MOST_PEOPLE} 人次，请核对是不是多写了一位"),
        ],
        help_text="同一个人受益几次算几人次",
    )
    amount_fen = models.BigIntegerField(
        "捐赠金额",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="钱款，或者物资折合的钱数；没有的空着",
    )

    class Meta:
        verbose_name = verbose_name_plural = "服务成效"
        ordering = ["-activity__held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="benefit_known_kind", condition=Q(kind__in=BenefitKind.values)
            ),
            models.CheckConstraint(
                name="benefit_with_people",
                condition=Q(people__gte=1, people__lte=MOST_PEOPLE),
                violation_error_message=f"受益人次是 1 到 {MOST_PEOPLE} 的整数",
            ),
            models.CheckConstraint(
                name="benefit_positive",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gt=0),
                violation_error_message="金额须大于零，没有捐赠的空着",
            ),
            models.CheckConstraint(
                name="benefit_gift_has_amount",
                condition=~Q(kind__in=[BenefitKind.GOODS, BenefitKind.MONEY])
                | Q(amount_fen__isnull=False),
                violation_error_message="捐款和捐赠物资须填金额，物资按折合的钱数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.content}"

    def clean(self) -> None:
        """Refuse an activity of another kind, or one that was not held."""
        activity = getattr(self, "activity", None)
        if activity is None:
            return
        if activity.kind.counts_as != SERVICE_ACTIVITY:
            raise ValidationError({"activity": "只有服务为民活动登记服务成效"})
        if activity.state != ActivityState.HELD:
            raise ValidationError({"activity": "这次活动没有举办，办完再登记"})
