"""Books of history materials and issues of the periodical."""

from django.db import models
from django.db.models import Q

from yizheng.core.records import Record
from yizheng.publicity.states import PublicationKind


class Publication(Record):
    """A book of history materials, or one issue of the committee's periodical.

    Without `published_on` it is being edited.
    """

    kind = models.CharField("类别", max_length=20, choices=PublicationKind)
    title = models.CharField("书名或刊期", max_length=120)
    series_title = models.CharField("丛书名或刊名", max_length=80, blank=True)
    issue_no = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    words = models.PositiveIntegerField(
        "字数", null=True, blank=True, help_text="图书出版时必须填写，按版权页字数"
    )
    published_on = models.DateField("出版日期", null=True, blank=True, help_text="还在编辑的空着")
    internal_no = models.CharField(
        "书号或准印证号",
        max_length=40,
        blank=True,
        help_text="内部资料填准印证号",
    )

    class Meta:
        verbose_name = verbose_name_plural = "图书和会刊"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="publication_kind_facts",
                condition=Q(kind=PublicationKind.BOOK, issue_no__isnull=True)
                & (
                    Q(published_on__isnull=True, words__isnull=True)
                    | Q(words__isnull=False, words__gt=0)
                )
                | (
                    Q(kind=PublicationKind.PERIODICAL_ISSUE, issue_no__isnull=False)
                    & ~Q(series_title="")
                ),
                violation_error_message="出版的图书须有字数，图书没有期号；会刊须有刊名和期号",
            ),
            models.UniqueConstraint(
                fields=["committee", "series_title", "issue_no", "published_on"],
                name="publication_issue_unique",
                violation_error_message="这一期会刊已经登记过",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> str:
        """Whether it is out."""
        return "已出版" if self.published_on else "编辑中"
