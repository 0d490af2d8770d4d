"""The texts of the annual summary, its editions, and the figures frozen with them."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record, StatefulRecord
from yizheng.core.tenancy import Tenanted

from .states import FROZEN, OPEN, Kind, State


def digest_of(facts: Any) -> str:
    """SHA-256 over plain JSON values in canonical form."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class SummaryText(Record):
    """One saved version of the text from which a summary or a report is made.

    Every save is a new version. `year` is None for the text of every year that has none of its own.
    """

    kind = models.CharField("文种", max_length=10, choices=Kind, default=Kind.SUMMARY)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    number = models.PositiveIntegerField("版次")
    text = models.TextField("文稿")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="撰写人"
    )
    note = models.CharField("修改说明", max_length=200, blank=True)
    saved_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "总结文稿"
        ordering = ["year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "kind", "year", "number"], name="summary_text_number_unique"
            ),
            models.UniqueConstraint(
                fields=["committee", "kind", "number"],
                condition=Q(year__isnull=True),
                name="summary_text_general_number_unique",
            ),
            models.CheckConstraint(
                name="summary_text_known_kind", condition=Q(kind__in=Kind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年文稿第{self.number}版" if self.year else f"通用文稿第{self.number}版"


class Edition(StatefulRecord):
    """One edition of a year's summary: from submission on its words and figures stand still.

    `content` is the rendered text (see `content.Content`), `digest` covers it and every frozen
    figure. Published editions refuse every change.
    """

    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("第几版")
    title = models.CharField("标题", max_length=120)
    state = models.CharField(
        "状态", max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    text = models.ForeignKey(
        SummaryText,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="editions",
        verbose_name="所用文稿",
    )
    content = models.JSONField("正文", default=dict, editable=False, blank=True)
    digest = models.CharField("校验值", max_length=64, default="", editable=False, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提交人",
    )
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="发布人",
    )
    published_at = models.DateTimeField("发布时间", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "年度总结"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "number"], name="edition_number_unique"
            ),
            models.UniqueConstraint(
                fields=["committee", "year"],
                condition=Q(state__in=[str(state) for state in OPEN]),
                name="edition_one_open_a_year",
                violation_error_message="这一年已有一版在撰写或待发布",
            ),
            models.CheckConstraint(name="edition_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="edition_frozen_once_submitted",
                condition=Q(state=State.DRAFT, submitted_by__isnull=True, digest="")
                | Q(
                    state__in=[str(state) for state in FROZEN],
                    submitted_by__isnull=False,
                    submitted_at__isnull=False,
                )
                & ~Q(digest=""),
                violation_error_message="提交后的总结须有提交人、提交时间和校验值",
            ),
            models.CheckConstraint(
                name="edition_publisher_when_published",
                condition=Q(
                    state=State.PUBLISHED, published_by__isnull=False, published_at__isnull=False
                )
                | ~Q(state=State.PUBLISHED)
                & Q(published_by__isnull=True, published_at__isnull=True),
                violation_error_message="已发布的总结须有发布人和发布时间",
            ),
            models.CheckConstraint(
                name="edition_two_people",
                condition=Q(published_by__isnull=True) | ~Q(submitted_by=F("published_by")),
                violation_error_message="提交和发布不能是同一个人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    def clean(self) -> None:
        """A published edition refuses every change, whichever service asks."""
        published = Edition._base_manager.filter(pk=self.pk, state=State.PUBLISHED)
        if self.pk and published.exists():
            raise ValidationError("已发布的总结不能再改；需要更正时请另出一版")

    def compute_digest(self) -> str:
        """The digest of what the edition says and of every figure frozen with it. 1 query."""
        figures = FrozenFigure.objects.filter(edition=self).order_by("key")
        frozen = [[figure.key, figure.compute_digest()] for figure in figures]
        return digest_of([self.year, self.number, self.title, self.content, frozen])


class FrozenFigure(Tenanted):
    """A figure as it was when its edition was submitted: value, definition, and its records.

    `value` is the exact decimal as text, empty when undefined; a ratio's is cut to 12 places and
    its records are those of `part` and `whole`, which are frozen beside it. `record_ids` keep the
    order of the records' ids.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=80)
    label = models.CharField(max_length=80)
    unit = models.CharField(max_length=20)
    value = models.CharField(max_length=40, blank=True)
    clock = models.CharField(max_length=10)
    basis = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    definition_version = models.PositiveSmallIntegerField()
    counts = models.TextField()
    leaves_out = models.TextField(blank=True)
    part = models.CharField(max_length=80, blank=True)
    whole = models.CharField(max_length=80, blank=True)
    model = models.CharField(max_length=80, blank=True)
    record_ids = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "发布的数字"
        ordering = ["edition", "key"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="frozen_figure_once_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value}{self.unit}"

    @property
    def amount(self) -> Decimal | None:
        """The value as a number."""
        return Decimal(self.value) if self.value else None

    def compute_digest(self) -> str:
        """The digest of everything the frozen figure says."""
        return digest_of(
            [
                self.key, self.label, self.unit, self.value, self.clock, self.basis,
                self.first.isoformat(), self.last.isoformat(), self.definition_version,
                self.counts, self.leaves_out, self.part, self.whole, self.model, self.record_ids,
            ]
        )  # fmt: skip
