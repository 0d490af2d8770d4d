"""Aid to counties and villages; platforms, the concerns of residents, grants to students."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from yizheng.activities.states import State as ActivityState
from yizheng.core.records import Record, StatefulRecord

from .states import (
    KIND_OF_CHANNEL,
    AidKind,
    ConcernChannel,
    ConcernState,
    MatterState,
    PlatformLevel,
)

CODES = sorted(KIND_OF_CHANNEL.values())
PERSONAL_NUMBER = re.compile(r"\d{11}|\d{15}|\d{17}[\dXx]")


def refuse_personal_number(text: str) -> None:
    """A reference number is given by the office; an identity card's or a telephone's is not one."""
    if PERSONAL_NUMBER.fullmatch(text):
        raise ValidationError("请填写资助编号，不要填写身份证号或电话号码")


def refuse_broken_school_year(text: str) -> None:
    """A school year names two years that follow each other."""
    found = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if found is None or int(found[2]) != int(found[1]) + 1:
        raise ValidationError("学年写作前后相连的两个年份，如 2025-2026")


class AidAssignment(Record):
    """A county or a village for which a leader of the committee is responsible (包联)."""

    kind = models.CharField("类别", max_length=10, choices=AidKind)
    place = models.CharField("地方", max_length=60, help_text="县名，或乡镇和村名")
    county = models.ForeignKey(
        "members.Committee",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="aid_assignments",
        verbose_name="所在县市区",
        help_text="包联县必须填写",
    )
    leader = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="aid_assignments",
        verbose_name="包联领导",
    )
    opened_on = models.DateField("开始日期")
    closed_on = models.DateField("结束日期", null=True, blank=True, help_text="自这一天起不再包联")

    class Meta:
        verbose_name = verbose_name_plural = "包联帮扶点"
        ordering = ["kind", "place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="aid_assignment_known_kind", condition=Q(kind__in=AidKind.values)
            ),
            models.CheckConstraint(
                name="aid_assignment_county_named",
                condition=~Q(kind=AidKind.COUNTY) | Q(county__isnull=False),
                violation_error_message="包联县须选定县市区",
            ),
            models.CheckConstraint(
                name="aid_assignment_ends_after_start",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.UniqueConstraint(
                fields=["committee", "county"],
                condition=Q(kind=AidKind.COUNTY, closed_on__isnull=True),
                name="aid_assignment_county_once",
                violation_error_message="这个县已有一条未结束的包联记录",
            ),
        ]

    def __str__(self) -> str:
        return self.place


class AidFund(Record):
    """Money that was brought to a county or village, with its receipt."""

    assignment = models.ForeignKey(
        AidAssignment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="funds",
        verbose_name="包联帮扶点",
    )
    purpose = models.CharField("用途", max_length=120)
    source = models.CharField("资金来源", max_length=120)
    amount_fen = models.BigIntegerField("金额", validators=[MinValueValidator(1)])
    received_on = models.DateField("到账日期", help_text="按到账日期计入年度，不按承诺日期")
    receipt_no = models.CharField("凭证号", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶资金"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="aid_fund_positive",
                condition=Q(amount_fen__gt=0),
                violation_error_message="金额须大于零",
            )
        ]

    def __str__(self) -> str:
        return self.purpose


class LivelihoodMatter(StatefulRecord):
    """Something done for residents: a well, a road, a business (民生实事)."""

    title = models.CharField("事项", max_length=120)
    assignment = models.ForeignKey(
        AidAssignment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="matters",
        verbose_name="包联帮扶点",
    )
    place = models.CharField("地点", max_length=60, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=MatterState, default=MatterState.PLANNED, editable=False
    )
    done_on = models.DateField("办成日期", null=True, blank=True)
    evidence = models.TextField("办成的凭据", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "民生实事"
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="livelihood_matter_done_facts",
                condition=Q(state=MatterState.PLANNED, done_on__isnull=True, evidence="")
                | (Q(state=MatterState.DONE, done_on__isnull=False) & ~Q(evidence="")),
                violation_error_message="已办成的须有办成日期和凭据",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Platform(Record):
    """A place of consultation near the residents (协商平台), such as a members' studio."""

    name = models.CharField("名称", max_length=60)
    level = models.CharField("层级", max_length=10, choices=PlatformLevel)
    place = models.CharField("地点", max_length=80)
    head = models.CharField("负责人", max_length=40, blank=True)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField(
        "撤销日期", null=True, blank=True, help_text="自这一天起不计入平台数"
    )

    class Meta:
        verbose_name = verbose_name_plural = "协商平台"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="platform_name_unique",
                violation_error_message="已有同名的协商平台",
            ),
            models.CheckConstraint(
                name="platform_known_level", condition=Q(level__in=PlatformLevel.values)
            ),
            models.CheckConstraint(
                name="platform_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="撤销日期不能早于设立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlatformSession(Record):
    """One consultation at a platform (协商活动): topic, people, what was agreed, what was raised.

    Each line of `problems` becomes a concern of its own when it is saved, to be handled as any.
    """

    # Hidden from the platform's page of related records: they have their own panel there.
    platform = models.ForeignKey(
        Platform, on_delete=models.PROTECT, related_name="+", verbose_name="协商平台"
    )
    topic = models.CharField("协商的事", max_length=80)
    held_on = models.DateField("日期")
    members = models.PositiveSmallIntegerField("委员人数", default=0)
    officials = models.PositiveSmallIntegerField("部门人数", default=0)
    residents = models.PositiveSmallIntegerField("群众人数", default=0)
    consensus = models.TextField("达成的共识", blank=True)
    problems = models.TextField(
        "提出的问题",
        blank=True,
        help_text="一行一个；保存后每个成为一条群众关切问题，交单位办理",
    )

    class Meta:
        verbose_name = verbose_name_plural = "平台协商活动"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "topic", "held_on"],
                name="platform_session_once",
                violation_error_message="这次协商活动已经登记过",
            ),
            models.CheckConstraint(
                name="platform_session_with_people",
                condition=Q(members__gt=0) | Q(officials__gt=0) | Q(residents__gt=0),
                violation_error_message="请填参加的人数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}（{self.held_on}）"

    @property
    def people(self) -> int:
        """Everybody who took part (人次)."""
        return self.members + self.officials + self.residents


class Concern(StatefulRecord):
    """What residents asked for, where they said it, and what became of it."""

    title = models.CharField("问题", max_length=150)
    channel = models.CharField("渠道", max_length=10, choices=ConcernChannel)
    activity = models.ForeignKey(
        "activities.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        limit_choices_to=Q(state=ActivityState.HELD)
        & (Q(kind__code__in=CODES) | Q(kind__counted_as__code__in=CODES)),
        verbose_name="提出问题的活动",
        help_text="渠道是座谈或服务为民活动的，选那一次活动",
    )
    platform = models.ForeignKey(
        Platform,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name="提出问题的平台",
        help_text="渠道是协商平台的，选那个平台",
    )
    session = models.ForeignKey(
        PlatformSession,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name="提出问题的协商活动",
        editable=False,
    )
    raised_on = models.DateField("提出日期")
    state = models.CharField(
        "状态", max_length=10, choices=ConcernState, default=ConcernState.RAISED, editable=False
    )
    handed_to = models.CharField("交由办理的单位", max_length=80, blank=True)
    resolved_on = models.DateField("解决日期", null=True, blank=True)
    result = models.TextField("办理结果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "群众关切问题"
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_one_source",
                condition=Q(
                    channel=ConcernChannel.PLATFORM, platform__isnull=False, activity__isnull=True
                )
                | Q(
                    channel__in=[ConcernChannel.FORUM, ConcernChannel.ACTIVITY],
                    platform__isnull=True,
                    activity__isnull=False,
                ),
                violation_error_message="渠道是协商平台的选平台，是座谈或活动的选活动，只选一个",
            ),
            models.CheckConstraint(
                name="concern_of_session",
                condition=Q(session__isnull=True) | Q(channel=ConcernChannel.PLATFORM),
            ),
            models.CheckConstraint(
                name="concern_state_facts",
                condition=Q(
                    state=ConcernState.RAISED, handed_to="", resolved_on__isnull=True, result=""
                )
                | (
                    Q(state=ConcernState.HANDED, resolved_on__isnull=True, result="")
                    & ~Q(handed_to="")
                )
                | (Q(state=ConcernState.RESOLVED, resolved_on__isnull=False) & ~Q(result=""))
                | (Q(state=ConcernState.UNRESOLVED, resolved_on__isnull=True) & ~Q(result="")),
                violation_error_message="办理中的须有单位，已解决的须有日期和结果，暂未解决的须有说明",
            ),
            models.CheckConstraint(
                name="concern_resolved_after",
                condition=Q(resolved_on__isnull=True) | Q(resolved_on__gte=F("raised_on")),
                violation_error_message="解决日期不能早于提出日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an activity that was not held, or is of another kind than the channel says."""
        if self.activity is None:
            return
        if self.activity.state != ActivityState.HELD:
            raise ValidationError({"activity": "这次活动没有举办，不能从中提出问题"})
        if self.activity.kind.counts_as != KIND_OF_CHANNEL.get(self.channel):
            raise ValidationError({"activity": f"请选“{self.get_channel_display()}”的活动"})


class StudentGrant(Record):
    """Help for one student in one school year. Who it is stays out of the system."""

    reference_no = models.CharField(
        "资助编号",
        max_length=30,
        validators=[
            RegexValidator(r"^[A-Za-z0-9-]+$", "资助编号只用字母、数字和短横；请不要填写学生姓名"),
            refuse_personal_number,
        ],
        help_text="只填发放名册上的编号，绝不填姓名、身份证号或电话；名册由经办人另行保管",
    )
    amount_fen = models.BigIntegerField("金额", validators=[MinValueValidator(1)])
    granted_on = models.DateField("发放日期")
    school_year = models.CharField(
        "学年", max_length=9, validators=[refuse_broken_school_year], help_text="如 2025-2026"
    )

    class Meta:
        verbose_name = verbose_name_plural = "金秋助学"
        ordering = ["-granted_on", "reference_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "school_year", "reference_no"],
                name="student_grant_once_a_year",
                violation_error_message="这个编号在本学年已有资助记录",
            ),
            models.CheckConstraint(
                name="student_grant_positive",
                condition=Q(amount_fen__gt=0),
                violation_error_message="金额须大于零",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year} {self.reference_no}"
