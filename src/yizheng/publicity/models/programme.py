"""The committee's programme: its sections and what was broadcast."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record


class ProgrammeColumn(Record):
    """A section of the committee's programme (节目板块)."""

    name = models.CharField("板块名称", max_length=40)
    opened_on = models.DateField("开设日期")
    closed_on = models.DateField(
        "停办日期", null=True, blank=True, help_text="自这一天起不计入板块数"
    )

    class Meta:
        verbose_name = verbose_name_plural = "节目板块"
        ordering = ["opened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="programme_column_name_unique",
                violation_error_message="已有同名的板块",
            ),
            models.CheckConstraint(
                name="programme_column_closes_after",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="停办日期不能早于开设日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeEpisode(Record):
    """One broadcast of the programme; numbered from the first one ever, without gaps."""

    number = models.PositiveIntegerField("总期号", help_text="从节目开播算起，连续编号")
    title = models.CharField("节目题目", max_length=120)
    column = models.ForeignKey(
        ProgrammeColumn,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="episodes",
        verbose_name="板块",
    )
    aired_on = models.DateField("播出日期")
    people = models.ManyToManyField(
        "members.Person",
        blank=True,
        related_name="episodes",
        verbose_name="参加的委员",
        help_text="在节目里出镜、发言的委员",
    )
    guests = models.CharField(
        "其他嘉宾", max_length=120, blank=True, help_text="不是委员的，几位用顿号分开"
    )

    class Meta:
        verbose_name = verbose_name_plural = "播出节目"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"],
                name="programme_episode_number_unique",
                violation_error_message="这个总期号已经用过",
            ),
            models.CheckConstraint(
                name="programme_episode_from_one",
                condition=Q(number__gte=1),
                violation_error_message="总期号从 1 开始",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}期 {self.title}"

    @property
    def names(self) -> str:
        """The members who took part; prefetch `people`."""
        return "、".join(person.name for person in self.people.all())
