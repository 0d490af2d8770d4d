"""What leaders wrote on the committee's products, and what followed."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record, StatefulRecord

from .states import ConveyanceState, LeaderLevel


class Instruction(Record):
    """One act of instruction (批示): one leader, one product, one time (一件次).

    Two leaders on one product are two; the same leader a second time is a second one. The words
    are kept only where they carry no mark of state secrecy; otherwise a reference number is.
    """

    product_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="成果类型"
    )
    product_id = models.PositiveBigIntegerField("成果编号")
    product = GenericForeignKey("product_type", "product_id")
    leader_name = models.CharField("批示领导", max_length=40)
    leader_post = models.CharField("时任职务", max_length=80)
    leader_level = models.CharField("层级", max_length=10, choices=LeaderLevel)
    is_main = models.BooleanField("主要领导", default=False)
    instructed_on = models.DateField("批示日期")
    text = models.TextField(
        "批示内容",
        blank=True,
        help_text="不得录入国家秘密。涉密件只登记编号，不录内容。",
    )
    conveyed_to = models.CharField("转办单位", max_length=120, blank=True)
    due_on = models.DateField("办理时限", null=True, blank=True)
    feedback = models.TextField("落实情况", blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    # Read by those with the right `instructions.read_text`, wherever it would be shown.
    GUARDED = frozenset({"text"})

    class Meta:
        verbose_name = verbose_name_plural = "批示"
        ordering = ["-instructed_on", "-pk"]
        indexes = [
            models.Index(fields=["product_type", "product_id"], name="instruction_of_product"),
            models.Index(fields=["committee", "instructed_on"], name="instruction_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="instruction_known_level",
                condition=Q(leader_level__in=LeaderLevel.values),
            ),
            models.CheckConstraint(
                name="instruction_due_after",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("instructed_on")),
                violation_error_message="办理时限不能早于批示日期",
            ),
            models.CheckConstraint(
                name="instruction_fed_back_after",
                condition=Q(fed_back_on__isnull=True) | Q(fed_back_on__gte=F("instructed_on")),
                violation_error_message="反馈日期不能早于批示日期",
            ),
            models.CheckConstraint(
                name="instruction_fed_back_with_words",
                condition=Q(fed_back_on__isnull=True) | ~Q(feedback=""),
                violation_error_message="有反馈日期的，须写明落实情况",
            ),
            models.CheckConstraint(
                name="instruction_closed_after",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("instructed_on")),
                violation_error_message="办结日期不能早于批示日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader_name} {self.instructed_on}"


class Conveyance(StatefulRecord):
    """An instruction given to a unit to act on (转办), and what the unit answered.

    The unit reads what it is asked to do; the leader's words are not its to read.
    """

    instruction = models.ForeignKey(
        Instruction, on_delete=models.PROTECT, related_name="conveyances", verbose_name="批示"
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="conveyances", verbose_name="承办单位"
    )
    request = models.TextField(
        "办理要求", help_text="写明请单位办什么；单位看得到这段话，看不到批示原文"
    )
    conveyed_on = models.DateField("转办日期")
    due_on = models.DateField("反馈期限", help_text="不填的，按本会规则里的工作日计算", blank=True)
    due_note = models.TextField("期限的算法", blank=True, editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ConveyanceState,
        default=ConveyanceState.GIVEN,
        editable=False,
    )
    answer = models.TextField("反馈情况", blank=True, editable=False)
    answered_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    return_note = models.TextField("退回补充的意见", blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "批示转办"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instruction", "unit"],
                name="conveyance_once",
                violation_error_message="这件批示已经转办这个单位",
            ),
            models.CheckConstraint(
                name="conveyance_due_after",
                condition=Q(due_on__gte=F("conveyed_on")),
                violation_error_message="反馈期限不能早于转办日期",
            ),
            models.CheckConstraint(
                name="conveyance_answered",
                condition=Q(state=ConveyanceState.GIVEN, answered_on__isnull=True)
                | (~Q(state=ConveyanceState.GIVEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
                violation_error_message="已反馈的须有日期和情况",
            ),
            models.CheckConstraint(
                name="conveyance_answered_after",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("conveyed_on")),
                violation_error_message="反馈日期不能早于转办日期",
            ),
        ]

    def __str__(self) -> str:
        return f"转办{self.unit}"
