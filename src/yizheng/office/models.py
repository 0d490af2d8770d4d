"""Reports to the Party committee, the office's own rules, honours."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record

from .states import HonourLevel, UpwardKind


class UpwardReport(Record):
    """A request or a report on a weighty matter to the Party committee (请示报告)."""

    number = models.CharField("文号", max_length=40, help_text="发文登记簿上的文号")
    matter = models.CharField("事项", max_length=150)
    kind = models.CharField("类别", max_length=10, choices=UpwardKind)
    sent_on = models.DateField("报送日期")
    addressee = models.CharField("报送对象", max_length=60, help_text="如中共某市委")
    reply = models.TextField("批复", blank=True)
    replied_on = models.DateField("批复日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请示报告"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"],
                name="upward_report_number_unique",
                violation_error_message="这个文号已经登记过",
            ),
            models.CheckConstraint(
                name="upward_report_known_kind", condition=Q(kind__in=UpwardKind.values)
            ),
            models.CheckConstraint(
                name="upward_report_reply_dated",
                condition=Q(reply="", replied_on__isnull=True)
                | (~Q(reply="") & Q(replied_on__isnull=False, replied_on__gte=F("sent_on"))),
                violation_error_message="批复和批复日期须同时填写，且不早于报送日期",
            ),
        ]

    def __str__(self) -> str:
        return self.matter


class RuleArea(Record):
    """A field of work that rules govern, such as research trips (制度的方面)."""

    name = models.CharField("方面", max_length=40)
    order = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "制度方面"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="rule_area_name_unique",
                violation_error_message="已有同名的方面",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OfficeRule(Record):
    """A rule the committee or its office adopted for itself (制度)."""

    title = models.CharField("制度名称", max_length=120)
    area = models.ForeignKey(
        RuleArea, on_delete=models.PROTECT, related_name="rules", verbose_name="方面"
    )
    adopted_on = models.DateField("制定日期")
    amended_on = models.DateField(
        "修订日期",
        null=True,
        blank=True,
        help_text="再次修订的另登记一条，以免改动往年的数字",
    )
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "制度"
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "title", "adopted_on"],
                condition=Q(amended_on__isnull=True),
                name="office_rule_unique",
                violation_error_message="这项制度已经登记过",
            ),
            models.UniqueConstraint(
                fields=["committee", "title", "amended_on"],
                name="office_rule_amended_unique",
                violation_error_message="这项制度的这次修订已经登记过",
            ),
            models.CheckConstraint(
                name="office_rule_amended_after",
                condition=Q(amended_on__isnull=True) | Q(amended_on__gte=F("adopted_on")),
                violation_error_message="修订日期不能早于制定日期",
            ),
            models.CheckConstraint(
                name="office_rule_repealed_after",
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gte=F("adopted_on")),
                violation_error_message="废止日期不能早于制定日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Honour(Record):
    """An honour given to one person or to one body of the committee."""

    person = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="honours",
        verbose_name="获得者",
        help_text="个人荣誉填写",
    )
    organ = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="honours",
        verbose_name="获得的机构",
        help_text="集体荣誉填写，如某党支部",
    )
    title = models.CharField("荣誉名称", max_length=120)
    level = models.CharField("级别", max_length=10, choices=HonourLevel)
    awarded_by = models.CharField("授予单位", max_length=80)
    awarded_on = models.DateField("授予日期")

    class Meta:
        verbose_name = verbose_name_plural = "荣誉"
        ordering = ["-awarded_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="honour_one_holder",
                condition=Q(person__isnull=False, organ__isnull=True)
                | Q(person__isnull=True, organ__isnull=False),
                violation_error_message="获得者是个人或机构，填写其中一个",
            ),
            models.CheckConstraint(
                name="honour_known_level", condition=Q(level__in=HonourLevel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holder(self) -> str:
        """The person or the body that was honoured."""
        return str(self.person or self.organ)
