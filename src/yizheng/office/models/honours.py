"""Honours of people and of bodies."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.office.states import HonourLevel


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
    document = models.CharField("文号", max_length=60, blank=True, help_text="表彰决定的文号")
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    revoked_reason = models.CharField("撤销的原因", max_length=200, blank=True)

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
                name="honour_revoked",
                condition=Q(revoked_on__isnull=True, revoked_reason="")
                | Q(revoked_on__isnull=False, revoked_on__gte=F("awarded_on"))
                & ~Q(revoked_reason=""),
                violation_error_message="撤销的须写明日期和原因，不能早于授予",
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

    @property
    def standing(self) -> str:
        """Whether it still holds."""
        return "已撤销" if self.revoked_on else ""
