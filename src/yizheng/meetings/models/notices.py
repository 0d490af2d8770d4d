"""A meeting's notice, the sittings it has, and who signed in to them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from yizheng.activities.models import Activity
from yizheng.activities.states import PRESENT, Attendance
from yizheng.core.records import Record, StatefulRecord
from yizheng.meetings.states import NoticeState, Way

# Longer than any plenary session.
LONGEST = timedelta(days=15)


class Notice(StatefulRecord):
    """What people are told of a planned activity: when to the minute, by when to reply."""

    # Hidden from the activity's page of related records: it has its own panel there.
    activity = models.OneToOneField(
        Activity,
        on_delete=models.PROTECT,
        related_name="+",
        related_query_name="notice",
        verbose_name="会议或活动",
    )
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    reply_by = models.DateTimeField(
        "回复截止", null=True, blank=True, help_text="参加或请假请在此前回复；空着的，开始前都可以"
    )
    text = models.TextField(
        "通知事项", blank=True, help_text="着装、材料、车辆、食宿等；时间地点不必再写"
    )
    contact = models.CharField("联系处室和电话", max_length=80, blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=NoticeState,
        default=NoticeState.DRAFT,
        editable=False,
    )
    sent_at = models.DateTimeField("发出时间", null=True, blank=True, editable=False)
    change_reason = models.CharField("最近变动", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "会议通知"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="结束时间须晚于开始时间",
            ),
            models.CheckConstraint(
                name="notice_reply_before_start",
                condition=Q(reply_by__isnull=True) | Q(reply_by__lte=F("starts_at")),
                violation_error_message="回复截止不能晚于会议开始",
            ),
            models.CheckConstraint(
                name="notice_sent_has_moment",
                condition=Q(state=NoticeState.DRAFT, sent_at__isnull=True)
                | (Q(state__in=NoticeState.values, sent_at__isnull=False))
                & ~Q(state=NoticeState.DRAFT),
            ),
        ]

    def __str__(self) -> str:
        return f"通知：{self.activity}"

    def clean(self) -> None:
        """Refuse a meeting longer than any: a wrong month or year."""
        if self.starts_at and self.ends_at and self.ends_at - self.starts_at > LONGEST:
            raise ValidationError({"ends_at": f"会议最多连开{LONGEST.days}天，请核对日期"})

    @property
    def when(self) -> str:
        """Day and hours as people read them: 7月24日 09:00至11:30."""
        start, end = localtime(self.starts_at), localtime(self.ends_at)
        day = f"{start.month}月{start.day}日 {start:%H:%M}"
        if start.date() == end.date():
            return f"{day}至{end:%H:%M}"
        return f"{day}至{end.month}月{end.day}日 {end:%H:%M}"


class Sitting(Record):
    """One sitting of a meeting, to which people sign in. A short meeting has one."""

    # Hidden from the activity's page of related records: they have their own panel there.
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name="会议或活动"
    )
    title = models.CharField("单元", max_length=40, help_text="例如：开幕会、分组讨论、闭幕会")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    place = models.CharField("地点", max_length=80, blank=True, help_text="与会议地点不同的填写")

    class Meta:
        verbose_name = verbose_name_plural = "会议单元"
        ordering = ["activity", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "title"],
                name="sitting_title_unique",
                violation_error_message="这次会议已有同名的单元",
            ),
            models.CheckConstraint(
                name="sitting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="结束时间须晚于开始时间",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SignIn(Record):
    """Somebody was there: one row a person and sitting, however often he signs in."""

    sitting = models.ForeignKey(
        Sitting, on_delete=models.PROTECT, related_name="sign_ins", verbose_name="会议单元"
    )
    participation = models.ForeignKey(
        "activities.Participation",
        on_delete=models.PROTECT,
        related_name="sign_ins",
        verbose_name="人员",
    )
    attendance = models.CharField(
        "到会情况",
        max_length=12,
        choices=[(str(kind), kind.label) for kind in PRESENT],
        default=Attendance.PRESENT,
    )
    way = models.CharField("签到方式", max_length=6, choices=Way)
    signed_at = models.DateTimeField(
        "签到时间", null=True, blank=True, help_text="照纸质名单补签的可以空着"
    )

    class Meta:
        verbose_name = verbose_name_plural = "签到"
        ordering = ["sitting", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "participation"],
                name="sign_in_once",
                violation_error_message="此人已经签到",
            ),
            models.CheckConstraint(
                name="sign_in_known_choices",
                condition=Q(attendance__in=PRESENT, way__in=Way.values),
            ),
            models.CheckConstraint(
                name="sign_in_has_moment",
                condition=Q(way=Way.LIST) | Q(signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participation.person} {self.sitting}"
