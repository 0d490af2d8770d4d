"""What a handling unit does: the assignment, its day, contacts, extensions, urging."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.codes import CodeField, shown
from yizheng.core.records import Record, StatefulRecord
from yizheng.core.workdays import days_left
from yizheng.proposals.codes import CONTACT_MODES
from yizheng.proposals.states import (
    ANSWERING,
    AT_WORK,
    ENDED,
    ExtensionState,
    HandlingRole,
    HandlingState,
    UrgingLevel,
)

from .proposal import Proposal


class AssignmentMeeting(Record):
    """A meeting at which proposals are handed to the units as one batch (交办会)."""

    session = models.ForeignKey(
        "members.Session",
        on_delete=models.PROTECT,
        related_name="assignment_meetings",
        verbose_name="届次",
    )
    title = models.CharField("名称", max_length=60)
    held_on = models.DateField("日期")
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交办会"
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return self.title


class Handling(StatefulRecord):
    """One unit's part in one proposal, from the assignment to the end (承办).

    `round` is 1, and one more for every handling anew; `is_late_before` says that an earlier round
    was answered after its day. `first_due_on` is the day before any extension; `due_note` is how
    the present day was reached.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="handlings", verbose_name="提案"
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="handlings",
        verbose_name="承办单位",
    )
    role = models.CharField("分工", max_length=10, choices=HandlingRole)
    state = models.CharField(
        "状态",
        max_length=12,
        choices=HandlingState,
        default=HandlingState.GIVEN,
        editable=False,
    )
    round = models.PositiveSmallIntegerField("第几次办理", default=1, editable=False)
    is_late_before = models.BooleanField("此前逾期答复", default=False, editable=False)
    meeting = models.ForeignKey(
        AssignmentMeeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handlings",
        verbose_name="交办会",
    )
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name="接替",
        editable=False,
    )
    assigned_on = models.DateField("交办日期")
    object_by = models.DateField("退办截止", help_text="过了这天未提出退办的，视为接受")
    due_on = models.DateField("办理期限")
    first_due_on = models.DateField("原定期限", editable=False)
    due_note = models.CharField("期限的算法", max_length=160, blank=True)
    accepted_on = models.DateField("签收日期", null=True, blank=True, editable=False)
    is_silent = models.BooleanField("到期视为签收", default=False, editable=False)
    officer = models.CharField("经办人", max_length=40, blank=True)
    officer_phone = models.CharField("经办人电话", max_length=20, blank=True)
    return_reason = models.TextField("退办的理由", blank=True, editable=False)
    return_unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="建议改由谁办理",
        editable=False,
    )
    return_asked_on = models.DateField("申请退办的日期", null=True, blank=True, editable=False)
    decision_note = models.TextField("对退办的意见", blank=True, editable=False)
    opinion = models.TextField("会办意见", blank=True, editable=False)
    opined_on = models.DateField("会办意见的日期", null=True, blank=True, editable=False)
    replied_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    ended_on = models.DateField("不再办理的日期", null=True, blank=True, editable=False)

    PERSONAL = frozenset({"officer_phone"})

    class Meta:
        verbose_name = verbose_name_plural = "承办"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["committee", "state", "due_on"], name="handling_by_due_day"),
            models.Index(fields=["unit", "state"], name="handling_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "unit"],
                condition=~Q(state__in=sorted(ENDED)),
                name="handling_unit_once",
                violation_error_message="这个单位已在承办这件提案",
            ),
            models.CheckConstraint(
                name="handling_known_state", condition=Q(state__in=HandlingState.values)
            ),
            models.CheckConstraint(
                name="handling_known_role", condition=Q(role__in=HandlingRole.values)
            ),
            models.CheckConstraint(
                name="handling_due_in_order",
                condition=Q(due_on__gte=F("assigned_on"), first_due_on__gte=F("assigned_on")),
                violation_error_message="办理期限不能早于交办日期",
            ),
            models.CheckConstraint(
                name="handling_ended",
                condition=Q(state__in=sorted(ENDED), ended_on__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_on__isnull=True)),
                violation_error_message="不再办理的须有日期，在办的没有",
            ),
            models.CheckConstraint(
                name="handling_helper_only_opines",
                condition=Q(role=HandlingRole.HELPER, replied_on__isnull=True)
                | (Q(role__in=sorted(ANSWERING)) & Q(opinion="", opined_on__isnull=True)),
                violation_error_message="会办单位提会办意见，主办、独办、分办单位答复",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{self.get_role_display()}{self.proposal}"

    @property
    def is_answering(self) -> bool:
        """Whether this unit answers the proposer."""
        return self.role in ANSWERING

    @property
    def done_on(self) -> date | None:
        """The day on which it did its part: its last reply, or a helper's opinion."""
        return self.replied_on or self.opined_on

    @property
    def standing(self) -> str:
        """How it stands with its day, in words; empty when the unit no longer has it."""
        if self.state in AT_WORK:
            return days_left(self.due_on, on=localdate())
        if self.state in ENDED or self.done_on is None:
            return ""
        if self.done_on <= self.due_on:
            return "按期"
        return f"逾期 {(self.done_on - self.due_on).days} 天完成"


class Extension(StatefulRecord):
    """A unit's wish for more time, and what was decided (延期申请).

    An approved one moves the day: a handling within it is never overdue.
    """

    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, related_name="extensions", verbose_name="承办"
    )
    until = models.DateField("延至")
    reason = models.TextField("理由")
    state = models.CharField(
        "状态",
        max_length=10,
        choices=ExtensionState,
        default=ExtensionState.ASKED,
        editable=False,
    )
    asked_on = models.DateField("申请日期", editable=False)
    decided_on = models.DateField("审批日期", null=True, blank=True, editable=False)
    decision_note = models.CharField("审批意见", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handling"],
                condition=Q(state=ExtensionState.ASKED),
                name="extension_one_open",
                violation_error_message="已有一份延期申请在等审批",
            ),
            models.CheckConstraint(
                name="extension_decided",
                condition=Q(state=ExtensionState.ASKED, decided_on__isnull=True)
                | (
                    Q(state__in=[ExtensionState.APPROVED, ExtensionState.REFUSED])
                    & Q(decided_on__isnull=False)
                ),
                violation_error_message="审批过的须有日期，待审批的没有",
            ),
        ]

    def __str__(self) -> str:
        return f"延期至{self.until}"


class Contact(Record):
    """One contact between a unit and a proposer while the proposal is handled (沟通记录)."""

    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, related_name="contacts", verbose_name="承办"
    )
    held_on = models.DateField("日期")
    mode = CodeField("方式", codes=CONTACT_MODES)
    is_face_to_face = models.BooleanField("计入面商", default=False, editable=False)
    people = models.CharField("沟通的提案者", max_length=120)
    content = models.TextField("沟通情况")

    class Meta:
        verbose_name = verbose_name_plural = "沟通记录"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {shown(self, 'mode')}"


class Urging(Record):
    """One act of urging a unit, from a reminder to a circular (催办)."""

    handling = models.ForeignKey(
        Handling, on_delete=models.PROTECT, related_name="urgings", verbose_name="承办"
    )
    level = models.CharField("方式", max_length=10, choices=UrgingLevel)
    urged_on = models.DateField("日期")
    content = models.TextField("内容")
    is_automatic = models.BooleanField("系统提醒", default=False, editable=False)
    response = models.TextField("单位的回应", blank=True)
    urged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="催办人",
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["-urged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="urging_known_level", condition=Q(level__in=UrgingLevel.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.urged_on} {self.get_level_display()}"
