"""Reports of social opinion, the bulletins made of them, and their adoption upward."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import Record, StatefulRecord

from .states import (
    IN_USE,
    AdoptionLevel,
    AdoptionMode,
    BulletinState,
    ForwardingState,
    Layout,
    Series,
    Source,
    State,
)

# What was reported longer ago is reported anew.
OFFERED_DAYS = 2 * 366


class Informant(Record):
    """Somebody invited to report what he hears (特邀信息员): no member of the committee."""

    name = models.CharField("姓名", max_length=40)
    workplace = models.CharField("工作单位", max_length=80)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    appointed_on = models.DateField("聘任日期")
    ended_on = models.DateField(
        "解聘日期", null=True, blank=True, help_text="自这一天起不再是信息员"
    )

    PERSONAL = frozenset({"phone"})

    class Meta:
        verbose_name = verbose_name_plural = "特邀信息员"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name", "workplace"],
                name="informant_once",
                violation_error_message="这个单位已有同名的信息员",
            ),
            models.CheckConstraint(
                name="informant_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("appointed_on")),
                violation_error_message="解聘日期须晚于聘任日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpinionReport(StatefulRecord):
    """One report (社情民意信息). The original stays beside what the editors made of it.

    `editor` is the account that edited it last: somebody else signs it off. `joined_to` is the
    report on the same matter with which it goes on, so that one matter is one report.
    """

    serial = models.PositiveIntegerField("流水号")
    reporter = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opinion_reports",
        verbose_name="反映人（委员）",
        help_text="反映人是本会委员的在此选择",
    )
    informant = models.ForeignKey(
        Informant,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name="反映人（特邀信息员）",
        help_text="来源是特邀信息员的在此选择",
    )
    reporter_name = models.CharField(
        "反映人姓名", max_length=40, blank=True, help_text="反映人不是本会委员的，填写姓名"
    )
    reporter_unit = models.CharField("反映单位", max_length=80, blank=True)
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.MEMBER)
    title = models.CharField(
        "标题", max_length=80, help_text="一事一报，例如：老旧电梯更新资金难落实"
    )
    original = models.TextField("原稿", help_text="写清问题、原因和建议，1500 字以内为宜")
    edited_title = models.CharField("编报标题", max_length=80, blank=True, editable=False)
    edited = models.TextField("编报稿", blank=True, editable=False)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="编辑",
        editable=False,
    )
    return_note = models.TextField("退回修改的意见", blank=True, editable=False)
    signed_by = models.CharField("签发人", max_length=40, blank=True, editable=False)
    joined_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="joined",
        verbose_name="并入",
        help_text="同一件事由几个渠道报来的，只算一篇",
        editable=False,
    )
    state = models.CharField(
        "状态", max_length=10, choices=State, default=State.RECEIVED, editable=False
    )
    received_on = models.DateField("收到日期")
    compiled_on = models.DateField("编报日期", null=True, blank=True, editable=False)
    kept_on = models.DateField("留存日期", null=True, blank=True, editable=False)
    kept_reason = models.CharField("留存的理由", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "社情民意信息"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["committee", "compiled_on"], name="report_by_compiled_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "serial"],
                name="report_serial_unique",
                violation_error_message="流水号已被使用",
            ),
            models.CheckConstraint(name="report_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="report_known_source", condition=Q(source__in=Source.values)
            ),
            models.CheckConstraint(
                name="report_has_reporter",
                condition=Q(reporter__isnull=False)
                | Q(informant__isnull=False)
                | ~Q(reporter_name="")
                | ~Q(reporter_unit=""),
                violation_error_message="请填写反映人或者反映单位",
            ),
            models.CheckConstraint(
                name="report_compiled",
                condition=(
                    Q(state=State.COMPILED, compiled_on__isnull=False)
                    & ~Q(edited="")
                    & ~Q(signed_by="")
                )
                | (~Q(state=State.COMPILED) & Q(compiled_on__isnull=True, signed_by="")),
                violation_error_message="编报的信息须有编报稿、签发人和编报日期，其他的没有",
            ),
            models.CheckConstraint(
                name="report_edited",
                condition=~Q(state=State.EDITED) | (~Q(edited="") & Q(editor__isnull=False)),
                violation_error_message="待签发的信息须有编报稿",
            ),
            models.CheckConstraint(
                name="report_joined",
                condition=Q(state=State.JOINED, joined_to__isnull=False)
                | (~Q(state=State.JOINED) & Q(joined_to__isnull=True)),
                violation_error_message="并入的信息须写明并入哪一篇",
            ),
            models.CheckConstraint(
                name="report_not_joined_to_itself",
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("id")),
                violation_error_message="不能并入自己",
            ),
            models.CheckConstraint(
                name="report_kept",
                condition=(Q(state=State.KEPT, kept_on__isnull=False) & ~Q(kept_reason=""))
                | (~Q(state=State.KEPT) & Q(kept_on__isnull=True, kept_reason="")),
                violation_error_message="留存的信息须有理由和日期，其他的没有",
            ),
            models.CheckConstraint(
                name="report_compiled_after_receipt",
                condition=Q(compiled_on__isnull=True) | Q(compiled_on__gte=F("received_on")),
                violation_error_message="编报日期不能早于收到日期",
            ),
            models.CheckConstraint(
                name="report_kept_after_receipt",
                condition=Q(kept_on__isnull=True) | Q(kept_on__gte=F("received_on")),
                violation_error_message="留存日期不能早于收到日期",
            ),
        ]

    def __str__(self) -> str:
        return self.edited_title or self.title

    @property
    def reported_by(self) -> str:
        """The reporter as lists show it."""
        if self.reporter_id:
            return str(self.reporter)
        if self.informant_id:
            return str(self.informant)
        return self.reporter_name or self.reporter_unit

    @classmethod
    def offered(cls) -> "models.QuerySet[OpinionReport]":
        """What forms offer: reports of the last two years that are dealt with or were."""
        since = localdate() - timedelta(days=OFFERED_DAYS)
        return cls.objects.filter(state__in=sorted(IN_USE), received_on__gte=since)


class Bulletin(StatefulRecord):
    """One issue of a bulletin. It gets its number, for good, when it is sent."""

    series = models.CharField("刊物", max_length=10, choices=Series, default=Series.ORDINARY)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True, editable=False)
    number = models.PositiveIntegerField("期号", null=True, blank=True, editable=False)
    title = models.CharField("标题", max_length=80)
    reports = models.ManyToManyField(
        OpinionReport,
        related_name="bulletins",
        limit_choices_to={"state": State.COMPILED},
        verbose_name="采用的信息",
        help_text="一期可以编入几篇已编报的信息",
    )
    layout = models.CharField(
        "编法",
        max_length=10,
        choices=Layout,
        default=Layout.SINGLE,
        help_text="逐篇编发的，一篇一篇印编报稿；综合编发的，几篇合写成一篇综合稿",
    )
    digest = models.TextField("综合稿", blank=True, help_text="综合编发的填写，印在这一期上")
    recipients = models.CharField(
        "报送", max_length=200, blank=True, help_text="空着的，按本会对这种刊物的规定填"
    )
    state = models.CharField(
        "状态", max_length=10, choices=BulletinState, default=BulletinState.DRAFT, editable=False
    )
    sent_on = models.DateField("发出日期", null=True, blank=True, editable=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("撤回的原因", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "信息刊物"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "series", "year", "number"],
                name="bulletin_number_unique",
                violation_error_message="这一期号已被使用",
            ),
            models.CheckConstraint(
                name="bulletin_known_series", condition=Q(series__in=Series.values)
            ),
            models.CheckConstraint(
                name="bulletin_known_state", condition=Q(state__in=BulletinState.values)
            ),
            models.CheckConstraint(
                name="bulletin_digest",
                condition=Q(layout=Layout.SINGLE, digest="")
                | (Q(layout=Layout.DIGEST) & (Q(state=BulletinState.DRAFT) | ~Q(digest=""))),
                violation_error_message="综合编发的须有综合稿才能发出，逐篇编发的没有综合稿",
            ),
            models.CheckConstraint(
                name="bulletin_numbered_once_sent",
                condition=Q(
                    state=BulletinState.DRAFT,
                    year__isnull=True,
                    number__isnull=True,
                    sent_on__isnull=True,
                )
                | (
                    ~Q(state=BulletinState.DRAFT)
                    & Q(number__isnull=False, sent_on__isnull=False, year__isnull=False)
                    & ~Q(recipients="")
                ),
                violation_error_message="发出的刊物须有期号、发出日期和报送对象，待发的没有期号",
            ),
            models.CheckConstraint(
                name="bulletin_withdrawn",
                condition=(
                    Q(state=BulletinState.WITHDRAWN, withdrawn_on__gte=F("sent_on"))
                    & ~Q(withdrawn_reason="")
                )
                | (
                    ~Q(state=BulletinState.WITHDRAWN)
                    & Q(withdrawn_on__isnull=True, withdrawn_reason="")
                ),
                violation_error_message="撤回的刊物须有撤回日期和原因，其他的没有",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.title}" if self.number else self.title

    @property
    def printed_number(self) -> str:
        """Year and issue as printed under the title; empty before sending."""
        return f"{self.year}年第{self.number}期" if self.number else ""


class Forwarding(StatefulRecord):
    """A report given to a unit that can do something about it (转送), and what it answered."""

    report = models.ForeignKey(
        OpinionReport,
        on_delete=models.PROTECT,
        related_name="forwardings",
        verbose_name="社情民意信息",
    )
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="forwardings", verbose_name="转送单位"
    )
    forwarded_on = models.DateField("转送日期")
    note = models.CharField("转送的意见", max_length=200, blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ForwardingState,
        default=ForwardingState.SENT,
        editable=False,
    )
    answer = models.TextField("反馈情况", blank=True, editable=False)
    answered_on = models.DateField("反馈日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "信息转送"
        ordering = ["-forwarded_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "unit"],
                name="forwarding_once",
                violation_error_message="这篇信息已经转送这个单位",
            ),
            models.CheckConstraint(
                name="forwarding_answered",
                condition=Q(state=ForwardingState.SENT, answer="", answered_on__isnull=True)
                | (
                    Q(state=ForwardingState.ANSWERED, answered_on__gte=F("forwarded_on"))
                    & ~Q(answer="")
                ),
                violation_error_message="反馈不能早于转送，并须写明情况",
            ),
        ]

    def __str__(self) -> str:
        return f"转送{self.unit}"


class Adoption(Record):
    """A report taken up by an organ of some level, in one way. One row for each."""

    report = models.ForeignKey(
        OpinionReport,
        on_delete=models.PROTECT,
        related_name="adoptions",
        verbose_name="社情民意信息",
    )
    level = models.CharField("级别", max_length=10, choices=AdoptionLevel)
    organ = models.CharField("采用机关", max_length=60, help_text="例如：省政协、全国政协办公厅")
    mode = models.CharField(
        "采用方式", max_length=10, choices=AdoptionMode, default=AdoptionMode.SINGLE
    )
    adopted_on = models.DateField("采用日期")

    class Meta:
        verbose_name = verbose_name_plural = "信息采用"
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "level", "organ", "mode"],
                name="adoption_once",
                violation_error_message="这条采用已经登记过",
            ),
            models.CheckConstraint(
                name="adoption_known_level", condition=Q(level__in=AdoptionLevel.values)
            ),
            models.CheckConstraint(
                name="adoption_known_mode", condition=Q(mode__in=AdoptionMode.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}{self.get_mode_display()}"
