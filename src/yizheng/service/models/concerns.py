"""What residents asked for, and its way from whoever raised it back to him."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from yizheng.activities.models import Activity
from yizheng.activities.states import State as ActivityState
from yizheng.core.errors import Invalid
from yizheng.core.records import StatefulRecord
from yizheng.service.states import (
    CLOSED,
    KIND_OF_CHANNEL,
    WITH_UNIT,
    ConcernChannel,
    ConcernState,
    ToldWay,
)
from yizheng.service.words import check_texts

from .platforms import Platform, PlatformSession

# What whoever raises it writes.
TEXTS = ("title", "detail", "place")
CODES = sorted(KIND_OF_CHANNEL.values())


class Concern(StatefulRecord):
    """What residents asked for, where they said it, and what became of it.

    `receipt` is set when it came from the public page: who has it may look. `caller` and `contact`
    are what the resident told of himself; they are read one at a time, which the trail records, and
    are removed some days after he was told.
    """

    title = models.CharField("问题", max_length=150, help_text="一句话说清，例如：路灯不亮")
    detail = models.TextField(
        "具体情况",
        max_length=2000,
        blank=True,
        help_text="什么时候开始的，影响多少人，希望怎样解决。不写姓名、电话、身份证号",
    )
    place = models.CharField("地点", max_length=80, blank=True, help_text="街道、小区或者村")
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
    member = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name="反映的委员",
        help_text="由委员反映的填写；渠道是委员反映的必填",
    )
    caller = models.CharField("反映人的称呼", max_length=20, blank=True, editable=False)
    contact = models.CharField("联系方式", max_length=40, blank=True, editable=False)
    receipt = models.CharField(
        "查询码", max_length=16, unique=True, null=True, blank=True, editable=False
    )
    # Of what came from the public page, so that an hour's worth can be counted.
    arrived_at = models.DateTimeField("收到时间", null=True, blank=True, editable=False)
    raised_on = models.DateField("提出日期", default=timezone.localdate)
    state = models.CharField(
        "状态", max_length=10, choices=ConcernState, default=ConcernState.RAISED, editable=False
    )
    decided_on = models.DateField("受理日期", null=True, blank=True, editable=False)
    refusal = models.CharField(
        "不予受理的理由",
        max_length=200,
        blank=True,
        editable=False,
        help_text="反映人看得到，请写明该找谁、怎么办",
    )
    unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns",
        verbose_name="承办单位",
        help_text="在系统里的单位，用自己的账号答复",
        editable=False,
    )
    handed_to = models.CharField(
        "交由办理的单位",
        max_length=80,
        blank=True,
        help_text="不在名单里的，如街道、物业公司，写在这里",
    )
    handed_on = models.DateField("交办日期", null=True, blank=True, editable=False)
    due_on = models.DateField("办理期限", null=True, blank=True, editable=False)
    due_note = models.TextField("期限的算法", blank=True, editable=False)
    answer = models.TextField("单位的答复", blank=True, editable=False)
    answered_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    return_note = models.TextField("退回补充的意见", blank=True, editable=False)
    resolved_on = models.DateField("解决日期", null=True, blank=True)
    closed_on = models.DateField("作出说明的日期", null=True, blank=True, editable=False)
    result = models.TextField(
        "办理结果",
        blank=True,
        help_text="反映人看得到：做了什么，现在怎样。不写个人信息和内部用语",
    )
    told_on = models.DateField("告知日期", null=True, blank=True, editable=False)
    told_way = models.CharField(
        "告知方式", max_length=10, choices=ToldWay, blank=True, editable=False
    )

    PERSONAL = frozenset({"caller", "contact"})

    class Meta:
        verbose_name = verbose_name_plural = "群众关切问题"
        ordering = ["-raised_on", "-pk"]
        indexes = [models.Index(fields=["platform", "arrived_at"], name="concern_arrived")]
        constraints = [
            models.CheckConstraint(
                name="concern_known_choices",
                condition=Q(state__in=ConcernState.values, told_way__in=["", *ToldWay.values]),
            ),
            models.CheckConstraint(
                name="concern_one_source",
                condition=Q(
                    channel=ConcernChannel.PLATFORM, platform__isnull=False, activity__isnull=True
                )
                | Q(
                    channel__in=[ConcernChannel.FORUM, ConcernChannel.ACTIVITY],
                    platform__isnull=True,
                    activity__isnull=False,
                )
                | Q(
                    channel=ConcernChannel.MEMBER,
                    platform__isnull=True,
                    activity__isnull=True,
                    member__isnull=False,
                ),
                violation_error_message=(
                    "渠道是协商平台的选平台，是座谈或活动的选活动，是委员反映的选委员，只选一个"
                ),
            ),
            models.CheckConstraint(
                name="concern_of_session",
                condition=Q(session__isnull=True) | Q(channel=ConcernChannel.PLATFORM),
            ),
            models.CheckConstraint(
                name="concern_public_by_platform",
                condition=Q(receipt__isnull=True, arrived_at__isnull=True)
                | Q(receipt__isnull=False, arrived_at__isnull=False)
                & Q(channel=ConcernChannel.PLATFORM),
            ),
            models.CheckConstraint(
                name="concern_state_facts",
                condition=Q(
                    state__in=[ConcernState.RAISED, ConcernState.TAKEN, ConcernState.REFUSED],
                    handed_to="",
                    resolved_on__isnull=True,
                    result="",
                )
                | (
                    Q(
                        state__in=[ConcernState.HANDED, ConcernState.ANSWERED],
                        resolved_on__isnull=True,
                        result="",
                    )
                    & ~Q(handed_to="")
                )
                | (Q(state=ConcernState.RESOLVED, resolved_on__isnull=False) & ~Q(result=""))
                | (Q(state=ConcernState.UNRESOLVED, resolved_on__isnull=True) & ~Q(result="")),
                violation_error_message="办理中的须有单位，已解决的须有日期和结果，暂未解决的须有说明",
            ),
            models.CheckConstraint(
                name="concern_refused_with_reason",
                condition=Q(state=ConcernState.REFUSED, decided_on__isnull=False) & ~Q(refusal="")
                | ~Q(state=ConcernState.REFUSED) & Q(refusal=""),
                violation_error_message="不予受理的须有理由",
            ),
            models.CheckConstraint(
                name="concern_taken_on_a_day",
                condition=~Q(state=ConcernState.TAKEN) | Q(decided_on__isnull=False),
                violation_error_message="受理的须有日期",
            ),
            models.CheckConstraint(
                name="concern_unit_was_handed",
                condition=Q(unit__isnull=True) | Q(state__in=WITH_UNIT) & ~Q(handed_to=""),
            ),
            models.CheckConstraint(
                name="concern_answered",
                condition=~Q(state=ConcernState.ANSWERED)
                | Q(answered_on__isnull=False) & ~Q(answer=""),
                violation_error_message="答复须写明怎样办的",
            ),
            models.CheckConstraint(
                name="concern_resolved_after",
                condition=Q(resolved_on__isnull=True) | Q(resolved_on__gte=F("raised_on")),
                violation_error_message="解决日期不能早于提出日期",
            ),
            models.CheckConstraint(
                name="concern_told_after_the_end",
                condition=Q(told_on__isnull=True, told_way="")
                | Q(state__in=CLOSED, told_on__gte=F("raised_on"))
                & ~Q(told_way="")
                & (Q(resolved_on__isnull=True) | Q(told_on__gte=F("resolved_on"))),
                violation_error_message="告知须有日期和方式，不能早于办结",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what cannot have been: days to come, an activity or a platform that was not there.

        The platform and the words are looked at when it is entered; later it has to be handled as
        it is.
        """
        today = timezone.localdate()
        for name in ("raised_on", "resolved_on"):
            day = getattr(self, name)
            if day and day > today:
                raise ValidationError({name: "日期不能晚于今天"})
        if self.resolved_on and self.raised_on and self.raised_on > self.resolved_on:
            said = f"已在 {self.resolved_on} 解决，提出日期不能晚于这一天"
            raise ValidationError({"raised_on": said})
        if self.activity is not None:
            self._check_activity(self.activity)
        if self._state.adding:
            self._check_new()

    def _check_activity(self, activity: Activity) -> None:
        if activity.state != ActivityState.HELD:
            raise ValidationError({"activity": "这次活动没有举办，不能从中提出问题"})
        if activity.kind.counts_as != KIND_OF_CHANNEL.get(self.channel):
            raise ValidationError({"activity": f"请选“{self.get_channel_display()}”的活动"})

    def _check_new(self) -> None:
        if self.platform and self.raised_on and not self.platform.is_open(self.raised_on):
            raise ValidationError({"platform": "这一天平台还没有设立，或者已经撤销"})
        try:
            check_texts(**{name: getattr(self, name) for name in TEXTS})
        except Invalid as refusal:
            raise ValidationError({refusal.field or "title": refusal.message}) from refusal

    @property
    def source(self) -> str:
        """Where it was raised, in words: the platform, the activity or the member."""
        return str(self.platform or self.activity or self.member or "")

    @property
    def ended_on(self) -> date | None:
        """The day on which it came to an end, for whoever is told."""
        if self.state == ConcernState.REFUSED:
            return self.decided_on
        return self.resolved_on or self.closed_on
