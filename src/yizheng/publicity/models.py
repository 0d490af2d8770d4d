"""Books and periodicals, the programme, the press about the committee, theory papers."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record

from .states import PressLevel, PublicationKind


class Publication(Record):
    """A book of history materials, or one issue of the committee's periodical."""

    kind = models.CharField("类别", max_length=20, choices=PublicationKind)
    title = models.CharField("书名或刊期", max_length=120)
    series_title = models.CharField("丛书名或刊名", max_length=80, blank=True)
    issue_no = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    words = models.PositiveIntegerField(
        "字数", null=True, blank=True, help_text="图书必须填写，按版权页字数"
    )
    published_on = models.DateField("出版日期")

    class Meta:
        verbose_name = verbose_name_plural = "图书和会刊"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="publication_kind_facts",
                condition=Q(
                    kind=PublicationKind.BOOK,
                    issue_no__isnull=True,
                    words__isnull=False,
                    words__gt=0,
                )
                | (
                    Q(kind=PublicationKind.PERIODICAL_ISSUE, issue_no__isnull=False)
                    & ~Q(series_title="")
                ),
                violation_error_message="图书须有字数、没有期号；会刊须有刊名和期号",
            ),
            models.UniqueConstraint(
                fields=["committee", "series_title", "issue_no", "published_on"],
                name="publication_issue_unique",
                violation_error_message="这一期会刊已经登记过",
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
    about_service = models.BooleanField(
        "委员履职事迹", default=False, help_text="报道委员履职为民事迹的勾选，并在下面选定委员"
    )
    people = models.ManyToManyField(
        "members.Person", blank=True, related_name="coverage", verbose_name="报道的委员"
    )
    award = models.CharField("获奖", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "媒体报道"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "outlet", "headline", "published_on"],
                name="coverage_unique",
                violation_error_message="这篇报道已经登记过",
            )
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def names(self) -> str:
        """The people it reports, as readers see them; prefetch `people`."""
        return "、".join(person.name for person in self.people.all())


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
    finished_on = models.DateField("完成日期")
    published_in = models.CharField("刊发处", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "理论研究成果"
        ordering = ["-finished_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "title", "author_name"],
                name="theory_paper_unique",
                violation_error_message="这篇理论文章已经登记过",
            )
        ]

    def __str__(self) -> str:
        return self.title
