"""Rules of assessment, what is adjusted by hand, and results that are frozen."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from yizheng.core.records import StatefulRecord
from yizheng.duty.engine import Unreadable, read, sample
from yizheng.duty.states import (
    DECIDED,
    SWITCHED_ON,
    AdjustmentState,
    AssessmentState,
    Audience,
    RulesState,
)


class RuleSet(StatefulRecord):
    """One set of rules of assessment, as TOML; off until two people have switched it on.

    It holds for the years from `first_year` until a later set does. Points are shown from
    `shown_from` on. Once proposed its text no longer changes: other rules are another set.
    """

    name = models.CharField("名称", max_length=80, help_text="例如：市政协委员履职评价办法（试行）")
    audience = models.CharField("适用于", max_length=10, choices=Audience, default=Audience.ALL)
    first_year = models.PositiveSmallIntegerField("自哪一年度起", help_text="例如：2027")
    text = models.TextField(
        "规则",
        default=sample,
        max_length=60_000,
        help_text="一项一节，照样例写；写错的，保存时指出在哪一项、错在哪里",
    )
    state = models.CharField(
        "状态", max_length=10, choices=RulesState, default=RulesState.DRAFT, editable=False
    )
    decided_by = models.CharField(
        "依据的决定",
        max_length=120,
        blank=True,
        editable=False,
        help_text="哪次会议、哪个文件，例如：五届十二次主席会议",
    )
    shown_from = models.DateField(
        "自何日起显示分数",
        null=True,
        blank=True,
        editable=False,
        help_text="这一天以前，任何页面都不显示分数",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提请启用的账号",
        editable=False,
    )
    proposed_name = models.CharField("提请人", max_length=40, blank=True, editable=False)
    proposed_on = models.DateField("提请日期", null=True, blank=True, editable=False)
    return_note = models.CharField("退回意见", max_length=200, blank=True, editable=False)
    confirmed_name = models.CharField("确认人", max_length=40, blank=True, editable=False)
    confirmed_on = models.DateField("启用日期", null=True, blank=True, editable=False)
    ended_on = models.DateField("停用日期", null=True, blank=True, editable=False)
    end_reason = models.CharField("停用的依据", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "履职评价规则"
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_set_known_choices",
                condition=Q(state__in=RulesState.values, audience__in=Audience.values),
            ),
            models.CheckConstraint(
                name="rule_set_year",
                condition=Q(first_year__gte=2000, first_year__lte=2100),
                violation_error_message="年度填2000至2100",
            ),
            models.CheckConstraint(
                name="rule_set_decided",
                condition=Q(state__in=DECIDED, shown_from__isnull=False)
                & Q(proposed_on__isnull=False)
                & ~Q(decided_by="")
                & ~Q(proposed_name="")
                | Q(state=RulesState.DRAFT, shown_from__isnull=True, decided_by="")
                & Q(proposed_on__isnull=True, proposed_name=""),
                violation_error_message="提请启用的，须写明依据的决定和从哪一天起显示",
            ),
            models.CheckConstraint(
                name="rule_set_confirmed",
                condition=Q(state__in=SWITCHED_ON, confirmed_on__gte=F("proposed_on"))
                & ~Q(confirmed_name="")
                | ~Q(state__in=SWITCHED_ON) & Q(confirmed_on__isnull=True, confirmed_name=""),
                violation_error_message="启用须由另一人确认",
            ),
            models.CheckConstraint(
                name="rule_set_ended",
                condition=Q(state=RulesState.ENDED, ended_on__gte=F("confirmed_on"))
                & ~Q(end_reason="")
                | ~Q(state=RulesState.ENDED) & Q(ended_on__isnull=True, end_reason=""),
                violation_error_message="停用须写明依据，不能早于启用",
            ),
            models.UniqueConstraint(
                fields=["committee", "first_year", "audience"],
                condition=Q(state=RulesState.ON),
                name="rule_set_one_a_year",
                violation_error_message="这一年度已有启用的规则，请先停用",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a text that is no set of rules, with each thing that is wrong."""
        try:
            read(self.text)
        except Unreadable as error:
            raise ValidationError({"text": error.sentences}) from error


class Adjustment(StatefulRecord):
    """Points given or taken by hand, with the evidence, approved by a second person."""

    mandate = models.ForeignKey(
        "members.Mandate",
        on_delete=models.PROTECT,
        related_name="adjustments",
        verbose_name="委员",
    )
    year = models.PositiveSmallIntegerField("年度")
    points = models.DecimalField("加减分", max_digits=6, decimal_places=2, help_text="扣分的写负数")
    reason = models.CharField("理由", max_length=200)
    evidence = models.TextField("依据", help_text="文件、会议或者材料的名称；材料可以作附件")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提出的账号",
        editable=False,
    )
    asked_name = models.CharField("提出人", max_length=40, blank=True, editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=AdjustmentState,
        default=AdjustmentState.ASKED,
        editable=False,
    )
    decided_on = models.DateField("批复日期", null=True, blank=True, editable=False)
    decided_name = models.CharField("批复人", max_length=40, blank=True, editable=False)
    note = models.CharField("批复意见", max_length=200, blank=True, editable=False)

    # Who reads the trail does not read anybody's points.
    PERSONAL = frozenset({"points", "reason", "evidence"})

    class Meta:
        verbose_name = verbose_name_plural = "人工加减分"
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="adjustment_known_state", condition=Q(state__in=AdjustmentState.values)
            ),
            models.CheckConstraint(
                name="adjustment_of_something",
                condition=~Q(points=0),
                violation_error_message="加减分不能是0",
            ),
            models.CheckConstraint(
                name="adjustment_decided",
                condition=Q(state=AdjustmentState.ASKED, decided_on__isnull=True)
                & Q(decided_name="")
                | ~Q(state=AdjustmentState.ASKED)
                & Q(decided_on__isnull=False)
                & ~Q(decided_name=""),
                violation_error_message="批复须有日期和批复人",
            ),
            models.CheckConstraint(
                name="adjustment_refused_with_reason",
                condition=~Q(state=AdjustmentState.REFUSED) | ~Q(note=""),
                violation_error_message="不批准的，请写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年度{self.points:+}分：{self.reason}"


class Assessment(StatefulRecord):
    """A member's result of one year, frozen: what went in, what came out, and the digest of it.

    The rules as they were stand in `rules_text`; nothing that happens later changes any of it.
    Its points are in `result` alone, so that no list can be ordered by them.
    """

    mandate = models.ForeignKey(
        "members.Mandate",
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name="委员",
        editable=False,
    )
    year = models.PositiveSmallIntegerField("年度", editable=False)
    rules = models.ForeignKey(
        RuleSet,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name="规则",
        editable=False,
    )
    rules_text = models.TextField("当时的规则", editable=False)
    first_day = models.DateField("自", editable=False)
    last_day = models.DateField("至", editable=False)
    inputs = models.JSONField("依据的记录", editable=False)
    result = models.JSONField("结果", editable=False)
    digest = models.CharField("校验值", max_length=64, editable=False)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.FROZEN,
        editable=False,
    )
    frozen_on = models.DateField("定稿日期", editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="定稿的账号",
        editable=False,
    )
    frozen_name = models.CharField("定稿人", max_length=40, editable=False)
    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废的理由", max_length=200, blank=True, editable=False)

    # The digest stands in the trail; what it is a digest of is the member's and the office's.
    PERSONAL = frozenset({"inputs", "result", "rules_text"})

    class Meta:
        verbose_name = verbose_name_plural = "年度履职评价"
        ordering = ["-year", "mandate"]
        constraints = [
            models.CheckConstraint(
                name="assessment_known_state", condition=Q(state__in=AssessmentState.values)
            ),
            models.CheckConstraint(
                name="assessment_after_its_year",
                condition=Q(first_day__lte=F("last_day"), frozen_on__gt=F("last_day")),
                violation_error_message="年度结束以后才能定稿",
            ),
            models.CheckConstraint(
                name="assessment_voided",
                condition=Q(state=AssessmentState.VOID, voided_on__gte=F("frozen_on"))
                & ~Q(void_reason="")
                | ~Q(state=AssessmentState.VOID) & Q(voided_on__isnull=True, void_reason=""),
                violation_error_message="作废须写明理由和日期",
            ),
            models.UniqueConstraint(
                fields=["mandate", "year"],
                condition=Q(state=AssessmentState.FROZEN),
                name="assessment_once_a_year",
                violation_error_message="这位委员这一年度已经定稿",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate.person}{self.year}年度履职评价"
