"""Theory papers."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.publicity.states import PressLevel


class TheoryPaper(Record):
    """A theory paper written by members or staff (理论研究成果)."""

    title = models.CharField("题目", max_length=150)
    author_name = models.CharField("作者", max_length=80, help_text="多位作者用顿号分开")
    author = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="theory_papers",
        verbose_name="第一作者（在册人员）",
    )
    co_authors = models.ManyToManyField(
        "members.Person",
        blank=True,
        related_name="joint_papers",
        verbose_name="其他作者（在册人员）",
    )
    finished_on = models.DateField("完成日期")
    published_in = models.CharField("刊发处", max_length=80, blank=True)
    published_on = models.DateField("刊发日期", null=True, blank=True)
    level = models.CharField("刊发级别", max_length=10, choices=PressLevel, blank=True)
    award = models.CharField("获奖", max_length=80, blank=True)
    award_level = models.CharField(
        "获奖级别", max_length=10, choices=PressLevel, blank=True, help_text="几次获奖的，填最高的"
    )
    awarded_on = models.DateField("获奖日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "理论研究成果"
        ordering = ["-finished_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "title", "author_name"],
                name="theory_paper_unique",
                violation_error_message="这篇理论文章已经登记过",
            ),
            models.CheckConstraint(
                name="theory_paper_published",
                condition=~Q(published_in="") | Q(level="", published_on__isnull=True),
                violation_error_message="填了刊发级别或日期的，请填刊发在哪里",
            ),
            models.CheckConstraint(
                name="theory_paper_published_after",
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("finished_on")),
                violation_error_message="刊发不能早于完成",
            ),
            models.CheckConstraint(
                name="theory_paper_award",
                condition=~Q(award="") | Q(award_level="", awarded_on__isnull=True),
                violation_error_message="填了获奖级别或日期的，请填获什么奖",
            ),
            models.CheckConstraint(
                name="theory_paper_awarded_after",
                condition=Q(awarded_on__isnull=True) | Q(awarded_on__gte=F("finished_on")),
                violation_error_message="获奖不能早于完成",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def co_author_names(self) -> str:
        """The other authors on the roster; prefetch `co_authors`."""
        return "、".join(person.name for person in self.co_authors.all())
