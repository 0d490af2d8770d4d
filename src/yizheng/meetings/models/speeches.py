"""Speeches at meetings (大会发言): called for, handed in, chosen."""

from django.db import models
from django.db.models import F, Q

from yizheng.activities.models import Activity
from yizheng.core.records import Record, StatefulRecord
from yizheng.core.wording import length
from yizheng.meetings.states import CHOSEN, SpeechKind, SpeechState


class SpeechCall(Record):
    """Speeches are called for, for one meeting, between two days."""

    activity = models.OneToOneField(
        Activity, on_delete=models.PROTECT, related_name="+", verbose_name="会议"
    )
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    longest = models.PositiveIntegerField("字数上限", default=2000)
    intro = models.TextField("征集要求", blank=True, help_text="选题方向、格式、联系人等")

    class Meta:
        verbose_name = verbose_name_plural = "发言征集"
        ordering = ["-closes_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="speech_call_closes_after_opening",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="截止日期不能早于开始日期",
            ),
            models.CheckConstraint(
                name="speech_call_some_length",
                condition=Q(longest__gte=100, longest__lte=20000),
                violation_error_message="字数上限填100至20000",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}发言征集"


class Speech(StatefulRecord):
    """One speech: who gives it, in whose name, and whether it is given or printed."""

    call = models.ForeignKey(
        SpeechCall, on_delete=models.PROTECT, related_name="speeches", verbose_name="发言征集"
    )
    person = models.ForeignKey(
        "members.Person",
        on_delete=models.PROTECT,
        related_name="speeches",
        verbose_name="发言人",
    )
    kind = models.CharField("名义", max_length=10, choices=SpeechKind, default=SpeechKind.PERSONAL)
    body_name = models.CharField(
        "代表的界别、党派或机构", max_length=60, blank=True, help_text="以个人名义的不填"
    )
    co_authors = models.ManyToManyField(
        "members.Person", blank=True, related_name="+", verbose_name="联名委员"
    )
    title = models.CharField("题目", max_length=80)
    text = models.TextField("发言稿")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=SpeechState,
        default=SpeechState.DRAFT,
        editable=False,
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True, editable=False)
    return_note = models.CharField("退回意见", max_length=300, blank=True, editable=False)
    place_in_order = models.PositiveSmallIntegerField(
        "发言顺序", null=True, blank=True, editable=False
    )
    minutes = models.PositiveSmallIntegerField("发言分钟", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "大会发言"
        ordering = ["call", "place_in_order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="speech_known_choices",
                condition=Q(state__in=SpeechState.values, kind__in=SpeechKind.values),
            ),
            models.CheckConstraint(
                name="speech_in_a_name",
                condition=Q(kind__in=[SpeechKind.PERSONAL, SpeechKind.JOINT], body_name="")
                | ~Q(kind__in=[SpeechKind.PERSONAL, SpeechKind.JOINT]) & ~Q(body_name=""),
                violation_error_message="代表界别、党派、机构的填写名称，个人和联名的不填",
            ),
            models.CheckConstraint(
                name="speech_chosen_was_submitted",
                condition=~Q(state__in=[SpeechState.SUBMITTED, *CHOSEN])
                | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="speech_order_of_oral",
                condition=Q(place_in_order__isnull=True) | Q(state=SpeechState.ORAL),
            ),
            models.UniqueConstraint(
                fields=["call", "place_in_order"],
                name="speech_order_unique",
                violation_error_message="这个顺序已经安排了别的发言",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def characters(self) -> int:
        """How long it is, spaces left out."""
        return length(self.text)
