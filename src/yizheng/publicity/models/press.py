"""The press about the committee."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.publicity.states import PressLevel


class Outlet(Record):
    """A newspaper, journal or station that reports about the committee."""

    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=PressLevel)
    is_system_press = models.BooleanField(
        "政协系统报刊", default=False, help_text="政协系统主办的报纸和刊物，即“两报一刊”"
    )

    class Meta:
        verbose_name = verbose_name_plural = "媒体"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="outlet_name_unique",
                violation_error_message="已有同名的媒体",
            ),
            models.CheckConstraint(
                name="outlet_known_level", condition=Q(level__in=PressLevel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coverage(Record):
    """One item of press about the committee's work."""

    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, related_name="coverage", verbose_name="媒体"
    )
    headline = models.CharField("标题", max_length=150)
    published_on = models.DateField("刊播日期")
    page = models.CharField("版面", max_length=20, blank=True, help_text="如第3版、头版")
    link = models.CharField(
        "网址",
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"], message="请贴上以 http 开头的网址")],
        help_text="网上看得到的，贴上网址",
    )
    author_name = models.CharField(
        "作者", max_length=80, blank=True, help_text="记者或通讯员，多位用顿号分开"
    )
    words = models.PositiveIntegerField("字数", null=True, blank=True)
    about_service = models.BooleanField(
        "委员履职事迹", default=False, help_text="报道委员履职为民事迹的勾选，并在下面选定委员"
    )
    people = models.ManyToManyField(
        "members.Person", blank=True, related_name="coverage", verbose_name="报道的委员"
    )
    award = models.CharField("获奖", max_length=80, blank=True)
    award_level = models.CharField(
        "获奖级别", max_length=10, choices=PressLevel, blank=True, help_text="几次获奖的，填最高的"
    )
    awarded_on = models.DateField("获奖日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "媒体报道"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "outlet", "headline", "published_on"],
                name="coverage_unique",
                violation_error_message="这篇报道已经登记过",
            ),
            models.CheckConstraint(
                name="coverage_award",
                condition=~Q(award="") | Q(award_level="", awarded_on__isnull=True),
                violation_error_message="填了获奖级别或日期的，请填获什么奖",
            ),
            models.CheckConstraint(
                name="coverage_awarded_after",
                condition=Q(awarded_on__isnull=True) | Q(awarded_on__gte=F("published_on")),
                violation_error_message="获奖不能早于刊播",
            ),
            models.CheckConstraint(
                name="coverage_some_words",
                condition=Q(words__isnull=True) | Q(words__gte=1),
                violation_error_message="字数从 1 起，不知道的空着",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def names(self) -> str:
        """The people it reports, as readers see them; prefetch `people`."""
        return "、".join(person.name for person in self.people.all())
