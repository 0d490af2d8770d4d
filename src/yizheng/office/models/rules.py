"""The rules the office keeps to, by area and version."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record


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
    """A rule the committee or its office adopted for itself (制度), in one of its versions.

    An amendment is a version of its own that `replaces` the one before, which stays as it was.
    """

    title = models.CharField("制度名称", max_length=120)
    area = models.ForeignKey(
        RuleArea, on_delete=models.PROTECT, related_name="rules", verbose_name="方面"
    )
    adopted_on = models.DateField("制定日期")
    amended_on = models.DateField(
        "修订日期",
        null=True,
        blank=True,
        help_text="在系统里修订的，打开那项制度点“修订”，原来的一版留着",
    )
    document = models.CharField("文号", max_length=60, blank=True)
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successor",
        verbose_name="修订前的一版",
    )
    repealed_on = models.DateField("废止日期", null=True, blank=True)
    repeal_reason = models.CharField("废止的原因", max_length=200, blank=True)

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
            models.CheckConstraint(
                name="office_rule_repeal_dated",
                condition=Q(repealed_on__isnull=False) | Q(repeal_reason=""),
                violation_error_message="填了废止原因的，请填废止日期",
            ),
            models.CheckConstraint(
                name="office_rule_new_version_amended",
                condition=Q(replaces__isnull=True) | Q(amended_on__isnull=False),
                violation_error_message="修订的一版须有修订日期",
            ),
            models.CheckConstraint(
                name="office_rule_not_replacing_itself",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                violation_error_message="不能修订自己",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def since(self) -> date:
        """The day from which this version holds."""
        return self.amended_on or self.adopted_on
