"""The people of a committee and their mandates."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.members.states import Level, Sex, Standing

from .organisation import Organ, Sector, Term

MASKED_FROM = 11


class Person(Record):
    """Somebody who takes part in the committee's work: a member, staff, an upper member."""

    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    post = models.CharField("工作单位及职务", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    party = models.ForeignKey(
        "units.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name="党派",
    )
    organ = models.ForeignKey(
        Organ,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
        verbose_name="所在机构",
        help_text="机关工作人员填写",
    )
    upper_seat = models.CharField(
        "上级政协委员",
        max_length=10,
        choices=[(Level.PROVINCE.value, "省政协委员"), (Level.NATION.value, "全国政协委员")],
        blank=True,
    )

    PERSONAL = frozenset({"phone"})

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """The number as lists may show it."""
        return self.masked("phone")

    def masked(self, name: str) -> str:
        """A personal field as pages, lists and exports may show it: enough to be recognised."""
        text = str(getattr(self, name) or "")
        if len(text) >= MASKED_FROM:
            return f"{text[:3]}****{text[-4:]}"
        return f"{text[:1]}****" if text else ""


class Mandate(Record):
    """A person's seat in one term: from when to when, in which sector, how it stands."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="mandates", verbose_name="人员"
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="mandates", verbose_name="届"
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, related_name="mandates", verbose_name="界别"
    )
    number = models.CharField("委员证号", max_length=20)
    is_standing = models.BooleanField("常务委员", default=False)
    started_on = models.DateField("任职日期")
    ended_on = models.DateField("离任日期", null=True, blank=True)
    standing = models.CharField("状态", max_length=10, choices=Standing, default=Standing.SERVING)
    decided_by = models.CharField("决定任职的会议", max_length=80, blank=True)
    ended_by = models.CharField("决定离任的会议", max_length=80, blank=True)
    end_reason = models.CharField("离任的原因", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successor",
        verbose_name="接替谁",
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "委员"
        ordering = ["term", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person"],
                name="mandate_once_a_term",
                violation_error_message="此人在本届已有委员身份",
            ),
            models.UniqueConstraint(
                fields=["term", "number"],
                name="mandate_number_unique",
                violation_error_message="委员证号已被使用",
            ),
            models.CheckConstraint(
                name="mandate_ended_unless_serving",
                condition=Q(standing=Standing.SERVING, ended_on__isnull=True)
                | (~Q(standing=Standing.SERVING) & Q(ended_on__isnull=False)),
                violation_error_message="离任的委员须有离任日期，在任的没有",
            ),
            models.CheckConstraint(
                name="mandate_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="离任日期不能早于任职日期",
            ),
            models.CheckConstraint(
                name="mandate_known_standing", condition=Q(standing__in=Standing.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.sector}）"
