"""What somebody was from one day to another: his sector, his party, his posts."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.members.states import IN_ORGAN, TenureKind, Title

from .organisation import Organ, Sector
from .people import Person


class Tenure(Record):
    """One dated fact of a person, with what decided its beginning and its end.

    Where there is none, the sector is that of the mandate and the party that of the person, as they
    always were; the first change writes down both what was and what came. `started_on` is empty
    for what was so before records began.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="tenures", verbose_name="人员"
    )
    kind = models.CharField(
        "类别", max_length=8, choices=TenureKind, default=TenureKind.POST, editable=False
    )
    sector = models.ForeignKey(
        Sector,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tenures",
        verbose_name="界别",
        editable=False,
    )
    party = models.ForeignKey(
        "units.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tenures",
        verbose_name="党派",
        editable=False,
    )
    title = models.CharField("职务", max_length=20, choices=Title, blank=True)
    organ = models.ForeignKey(
        Organ,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tenures",
        verbose_name="专门委员会或活动组",
        help_text="主任、副主任、委员、召集人填写",
    )
    started_on = models.DateField("起", null=True, blank=True)
    ended_on = models.DateField("止", null=True, blank=True, help_text="最后一天；还在任的空着")
    decided_by = models.CharField("决定任职的会议或者文件", max_length=80, blank=True)
    ended_by = models.CharField("决定离职的会议或者文件", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        ordering = ["-started_on", "-pk"]
        indexes = [models.Index(fields=["committee", "kind", "person"], name="tenure_of_person")]
        constraints = [
            models.CheckConstraint(
                name="tenure_known_choices",
                condition=Q(kind__in=TenureKind.values) & (Q(title="") | Q(title__in=Title.values)),
            ),
            models.CheckConstraint(
                name="tenure_says_one_thing",
                condition=Q(kind=TenureKind.SECTOR, sector__isnull=False, party=None, title="")
                | Q(kind=TenureKind.PARTY, sector=None, title="")
                | (Q(kind=TenureKind.POST, sector=None, party=None) & ~Q(title="")),
                violation_error_message="请选职务",
            ),
            models.CheckConstraint(
                name="tenure_organ_where_it_belongs",
                condition=Q(title__in=IN_ORGAN, organ__isnull=False)
                | (~Q(title__in=IN_ORGAN) & Q(organ=None)),
                violation_error_message="主任、副主任、委员、召集人请选在哪个专门委员会或者活动组；其他职务不选",
            ),
            models.CheckConstraint(
                name="tenure_post_has_first_day",
                condition=~Q(kind=TenureKind.POST) | Q(started_on__isnull=False),
                violation_error_message="请填任职的第一天",
            ),
            models.CheckConstraint(
                name="tenure_ends_after_start",
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message="止的日期不能早于起的日期",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ended_on=None) & ~Q(kind=TenureKind.POST),
                name="tenure_one_open_each",
                violation_error_message="此人已有没有结束的界别或者党派",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.what}"

    @property
    def what(self) -> str:
        """What he was, in words."""
        if self.kind == TenureKind.SECTOR:
            return str(self.sector)
        if self.kind == TenureKind.PARTY:
            return str(self.party) if self.party_id else "无党派归属"
        title: Any = self.get_title_display()
        return f"{self.organ}{title}" if self.organ_id else str(title)

    def held_on(self) -> str:
        """From when to when, in words."""
        first = self.started_on.isoformat() if self.started_on else "此前"
        return f"{first} 至 {self.ended_on.isoformat() if self.ended_on else '今'}"
