"""Contributions (稿件): called for, handed in, edited, accepted, put into a book or an issue."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import Record, StatefulRecord
from yizheng.publicity.states import (
    OF_HISTORY,
    TAKEN,
    Authorship,
    ContributionKind,
    ContributionState,
    Witness,
)

from .publications import Publication


class ContributionCall(Record):
    """Contributions are called for (征稿), between two days."""

    title = models.CharField("征稿名称", max_length=80, help_text="例如：《老厂记忆》征稿")
    kind = models.CharField("征什么", max_length=10, choices=ContributionKind)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    intro = models.TextField("征稿要求", blank=True, help_text="主题、年代、字数、照片、联系人等")

    class Meta:
        verbose_name = verbose_name_plural = "征稿"
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "title", "opens_on"],
                name="contribution_call_unique",
                violation_error_message="这次征稿已经登记过",
            ),
            models.CheckConstraint(
                name="contribution_call_closes_after_opening",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="截止日期不能早于开始日期",
            ),
            models.CheckConstraint(
                name="contribution_call_known_kind",
                condition=Q(kind__in=ContributionKind.values),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contribution(StatefulRecord):
    """An article, or a clue to what happened, by somebody who lived, saw or heard of it.

    `words` is counted from the text unless the whole text is attached and its length was stated.
    `editors` are the accounts that looked at it first or changed its text: somebody else accepts
    it. Earlier texts are in the trail.
    """

    call = models.ForeignKey(
        ContributionCall,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name="应哪次征稿",
        help_text="不是应征的，可以不选",
    )
    kind = models.CharField("稿件类别", max_length=10, choices=ContributionKind)
    title = models.CharField("题目", max_length=100)
    author = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name="作者或口述人（在册人员）",
    )
    author_name = models.CharField(
        "作者或口述人姓名", max_length=40, blank=True, help_text="不在册的，填写姓名"
    )
    authorship = models.CharField(
        "成稿方式", max_length=10, choices=Authorship, default=Authorship.WRITTEN
    )
    recorder = models.CharField("整理人", max_length=40, blank=True, help_text="口述的须填写")
    witness = models.CharField(
        "三亲",
        max_length=10,
        choices=Witness,
        blank=True,
        help_text="文史稿件和线索须选，会刊稿件不选",
    )
    told_from = models.PositiveSmallIntegerField(
        "所述起始年份", null=True, blank=True, help_text="例如 1978"
    )
    told_to = models.PositiveSmallIntegerField(
        "所述截止年份", null=True, blank=True, help_text="只有一年的不填"
    )
    text = models.TextField("正文", help_text="全文在附件里的，这里写内容提要")
    stated_words = models.PositiveIntegerField(
        "附件的字数", null=True, blank=True, help_text="全文在附件里的填写；不填的，系统按正文计算"
    )
    words = models.PositiveIntegerField("字数", editable=False)
    submitted_on = models.DateField("收到日期", default=localdate)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ContributionState,
        default=ContributionState.SUBMITTED,
        editable=False,
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name="初审和编辑", editable=False
    )
    opinion = models.TextField("初审意见", blank=True, editable=False)
    reviewed_on = models.DateField("初审日期", null=True, blank=True, editable=False)
    return_note = models.TextField("退回修改的意见", blank=True, editable=False)
    accepted_on = models.DateField("采用日期", null=True, blank=True, editable=False)
    declined_on = models.DateField("决定不采用的日期", null=True, blank=True, editable=False)
    declined_reason = models.CharField(
        "不采用的理由", max_length=200, blank=True, editable=False, help_text="作者看得到"
    )

    class Meta:
        verbose_name = verbose_name_plural = "稿件"
        ordering = ["-submitted_on", "-pk"]
        indexes = [models.Index(fields=["committee", "submitted_on"], name="contribution_by_day")]
        constraints = [
            models.CheckConstraint(
                name="contribution_known_choices",
                condition=Q(
                    state__in=ContributionState.values,
                    kind__in=ContributionKind.values,
                    authorship__in=Authorship.values,
                ),
            ),
            models.CheckConstraint(
                name="contribution_has_author",
                condition=Q(author__isnull=False) | ~Q(author_name=""),
                violation_error_message="请填写作者或口述人",
            ),
            models.CheckConstraint(
                name="contribution_witness",
                condition=Q(kind__in=OF_HISTORY, witness__in=Witness.values)
                | ~Q(kind__in=OF_HISTORY) & Q(witness=""),
                violation_error_message="文史稿件和线索请选三亲（亲历、亲见、亲闻），会刊稿件不选",
            ),
            models.CheckConstraint(
                name="contribution_recorder",
                condition=Q(authorship=Authorship.TOLD) & ~Q(recorder="")
                | Q(authorship=Authorship.WRITTEN, recorder=""),
                violation_error_message="口述的填写整理人，本人撰写的不填",
            ),
            models.CheckConstraint(
                name="contribution_period_told",
                condition=Q(told_to__isnull=True)
                | Q(told_from__isnull=True)
                | Q(told_to__gte=F("told_from")),
                violation_error_message="所述截止年份不能早于起始年份",
            ),
            models.CheckConstraint(
                name="contribution_period_begins",
                condition=Q(told_to__isnull=True) | Q(told_from__isnull=False),
                violation_error_message="填了截止年份的，请填起始年份",
            ),
            models.CheckConstraint(
                name="contribution_has_words",
                condition=Q(words__gte=1)
                & (Q(stated_words__isnull=True) | Q(stated_words__gte=1, words=F("stated_words"))),
                violation_error_message="字数从 1 起",
            ),
            models.CheckConstraint(
                name="contribution_returned_says_why",
                condition=~Q(state=ContributionState.RETURNED) | ~Q(return_note=""),
                violation_error_message="退回的须写明意见",
            ),
            models.CheckConstraint(
                name="contribution_reviewed",
                condition=~Q(state=ContributionState.REVIEWED)
                | Q(reviewed_on__isnull=False, reviewed_on__gte=F("submitted_on")),
                violation_error_message="初审不能早于收到",
            ),
            models.CheckConstraint(
                name="contribution_accepted",
                condition=Q(
                    state__in=TAKEN,
                    accepted_on__isnull=False,
                    accepted_on__gte=F("submitted_on"),
                )
                | ~Q(state__in=TAKEN) & Q(accepted_on__isnull=True),
                violation_error_message="采用的须有日期，不能早于收到",
            ),
            models.CheckConstraint(
                name="contribution_declined",
                condition=Q(
                    state=ContributionState.DECLINED,
                    declined_on__isnull=False,
                    declined_on__gte=F("submitted_on"),
                )
                & ~Q(declined_reason="")
                | ~Q(state=ContributionState.DECLINED)
                & Q(declined_on__isnull=True, declined_reason=""),
                violation_error_message="不采用的须有理由和日期，不能早于收到",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by_whom(self) -> str:
        """The author as it is printed: who told it, and who wrote it down."""
        name = str(self.author) if self.author_id else self.author_name
        return f"{name}口述，{self.recorder}整理" if self.recorder else name

    @property
    def period_told(self) -> str:
        """The years it tells of, as a reader writes them; empty where nobody said."""
        if self.told_from is None:
            return ""
        until = f"—{self.told_to}" if self.told_to and self.told_to != self.told_from else ""
        return f"{self.told_from}{until}年"


class ContentsEntry(Record):
    """The place of an accepted contribution in a book or an issue: section, order, pages."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="entries", verbose_name="图书或会刊"
    )
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="entry", verbose_name="稿件"
    )
    section = models.CharField("栏目", max_length=40, blank=True)
    ordinal = models.PositiveSmallIntegerField("顺序")
    page_from = models.PositiveSmallIntegerField("起始页", null=True, blank=True)
    page_to = models.PositiveSmallIntegerField("截止页", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "目录"
        ordering = ["publication", "ordinal", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contents_entry_from_one",
                condition=Q(ordinal__gte=1) & (Q(page_from__isnull=True) | Q(page_from__gte=1)),
                violation_error_message="顺序和页码从 1 起",
            ),
            models.CheckConstraint(
                name="contents_entry_pages",
                condition=Q(page_to__isnull=True) | Q(page_to__gte=F("page_from")),
                violation_error_message="截止页不能早于起始页",
            ),
            models.CheckConstraint(
                name="contents_entry_pages_begin",
                condition=Q(page_to__isnull=True) | Q(page_from__isnull=False),
                violation_error_message="填了截止页的，请填起始页",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.contribution}"

    @property
    def pages(self) -> str:
        """As printed in a table of contents; empty while nobody knows."""
        if self.page_from is None:
            return ""
        until = f"—{self.page_to}" if self.page_to and self.page_to != self.page_from else ""
        return f"{self.page_from}{until}"
