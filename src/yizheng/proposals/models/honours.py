"""Key proposals with their supervision, and the selection of excellent ones and of units."""

from django.db import models
from django.db.models import Q

from yizheng.core.codes import CodeField, shown
from yizheng.core.records import Record, StatefulRecord
from yizheng.proposals.codes import SUPERVISION_FORMS
from yizheng.proposals.states import CommendationState, KeyState

from .proposal import Proposal


class KeyProposal(StatefulRecord):
    """A proposal on its way to being a key one, and its supervision (重点提案)."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="key_case", verbose_name="提案"
    )
    reason = models.TextField("推荐理由", blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=KeyState, default=KeyState.SHORTLISTED, editable=False
    )
    decided_on = models.DateField("确定日期", null=True, blank=True, editable=False)
    decided_by = models.CharField("确定的会议", max_length=80, blank=True, editable=False)
    lead_leader = models.CharField("领衔督办的领导", max_length=60, blank=True)
    organ = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="key_proposals",
        verbose_name="督办的专门委员会",
    )
    plan = models.TextField("督办方案", blank=True)
    result = models.TextField("督办结果", blank=True, editable=False)
    concluded_on = models.DateField("督办完成日期", null=True, blank=True, editable=False)
    drop_note = models.TextField("未确定或者取消的说明", blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "重点提案"
        ordering = ["-decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="key_proposal_known_state", condition=Q(state__in=KeyState.values)
            ),
            models.CheckConstraint(
                name="key_proposal_decided",
                condition=Q(
                    state__in=[KeyState.DECIDED, KeyState.CONCLUDED], decided_on__isnull=False
                )
                | (
                    Q(state__in=[KeyState.SHORTLISTED, KeyState.DROPPED])
                    & Q(decided_on__isnull=True)
                ),
                violation_error_message="确定的重点提案须有日期，其他的没有",
            ),
            models.CheckConstraint(
                name="key_proposal_concluded",
                condition=(Q(state=KeyState.CONCLUDED, concluded_on__isnull=False) & ~Q(result=""))
                | (~Q(state=KeyState.CONCLUDED) & Q(concluded_on__isnull=True, result="")),
                violation_error_message="督办完成的须有日期和结果，其他的没有",
            ),
            models.CheckConstraint(
                name="key_proposal_drop_explained",
                condition=Q(state=KeyState.DROPPED) | Q(drop_note=""),
                violation_error_message="未确定的才有说明",
            ),
        ]

    def __str__(self) -> str:
        return f"重点提案：{self.proposal}"


class Supervision(Record):
    """One act of supervising a key proposal (督办活动)."""

    key_proposal = models.ForeignKey(
        KeyProposal, on_delete=models.PROTECT, related_name="supervisions", verbose_name="重点提案"
    )
    held_on = models.DateField("日期")
    form = CodeField("形式", codes=SUPERVISION_FORMS)
    people = models.CharField("参加人员", max_length=200, blank=True)
    content = models.TextField("情况和要求")

    class Meta:
        verbose_name = verbose_name_plural = "督办活动"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.held_on} {shown(self, 'form')}"


class Commendation(StatefulRecord):
    """A proposal or a unit proposed for the year's honours, and what became of it (评选)."""

    session = models.ForeignKey(
        "members.Session",
        on_delete=models.PROTECT,
        related_name="commendations",
        verbose_name="届次",
    )
    proposal = models.ForeignKey(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commendations",
        verbose_name="优秀提案",
    )
    unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commendations",
        verbose_name="先进承办单位",
    )
    reason = models.TextField("推荐理由", blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=CommendationState,
        default=CommendationState.NOMINATED,
        editable=False,
    )
    decided_on = models.DateField("评定日期", null=True, blank=True, editable=False)
    decided_by = models.CharField("评定的会议", max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "评选"
        ordering = ["-decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "proposal"],
                condition=Q(proposal__isnull=False),
                name="commendation_proposal_once",
                violation_error_message="这件提案已经推荐过",
            ),
            models.UniqueConstraint(
                fields=["session", "unit"],
                condition=Q(unit__isnull=False),
                name="commendation_unit_once",
                violation_error_message="这个单位已经推荐过",
            ),
            models.CheckConstraint(
                name="commendation_one_subject",
                condition=Q(proposal__isnull=False, unit__isnull=True)
                | Q(proposal__isnull=True, unit__isnull=False),
                violation_error_message="推荐一件提案或者一个单位，二者填一项",
            ),
            models.CheckConstraint(
                name="commendation_decided",
                condition=Q(state=CommendationState.NOMINATED, decided_on__isnull=True)
                | (~Q(state=CommendationState.NOMINATED) & Q(decided_on__isnull=False)),
                violation_error_message="评定过的须有日期，推荐中的没有",
            ),
        ]

    def __str__(self) -> str:
        return f"推荐{self.proposal or self.unit}"
