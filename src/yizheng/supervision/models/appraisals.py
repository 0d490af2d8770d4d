"""Appraisals (民主评议): who was asked, how many said what, and what the unit did about it.

Of an anonymous appraisal no ballot is stored, only how often each grade was given: neither the
order of rows nor the trail can tell who said what. See docs/architecture/supervision.md.
"""

from django.db import models
from django.db.models import F, Q

from yizheng.core.codes import CodeField
from yizheng.core.records import Record, StatefulRecord
from yizheng.core.tenancy import Tenanted
from yizheng.supervision.codes import GRADES
from yizheng.supervision.states import COUNTED, TOLD, AppraisalState, VoteState


class Appraisal(StatefulRecord):
    """One appraisal of a unit or of one piece of its work."""

    title = models.CharField("名称", max_length=100, help_text="例如：市住建局物业管理工作民主评议")
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        related_name="appraisals",
        verbose_name="被评议单位",
    )
    activity = models.ForeignKey(
        "activities.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appraisals",
        verbose_name="评议会",
    )
    criteria_lines = models.TextField(
        "评议内容", help_text="一行一项，例如：服务群众；工作效率；整改成效"
    )
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    is_anonymous = models.BooleanField(
        "无记名", default=True, help_text="无记名的，系统只记各等级有几票，不存谁投了什么"
    )
    invited = models.ManyToManyField(
        "members.Person",
        related_name="appraisals",
        verbose_name="参加评议的委员",
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=AppraisalState,
        default=AppraisalState.DRAFT,
        editable=False,
    )
    closed_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    sent_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    request = models.TextField("整改意见", blank=True, editable=False)
    due_on = models.DateField("整改期限", null=True, blank=True, editable=False)
    due_note = models.TextField("期限的算法", blank=True, editable=False)
    rectification = models.TextField("整改情况", blank=True, editable=False)
    rectified_on = models.DateField("整改日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "民主评议"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="appraisal_closes_after",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="截止日期不能早于开始日期",
            ),
            models.CheckConstraint(
                name="appraisal_known_state", condition=Q(state__in=AppraisalState.values)
            ),
            models.CheckConstraint(
                name="appraisal_closed",
                condition=Q(state__in=COUNTED, closed_on__isnull=False)
                | ~Q(state__in=COUNTED) & Q(closed_on__isnull=True),
            ),
            models.CheckConstraint(
                name="appraisal_told",
                condition=Q(state__in=TOLD, sent_on__gte=F("closed_on"), due_on__gte=F("sent_on"))
                & ~Q(request="")
                | ~Q(state__in=TOLD) & Q(sent_on__isnull=True, due_on__isnull=True, request=""),
                violation_error_message="反馈的须有整改意见、日期和期限",
            ),
            models.CheckConstraint(
                name="appraisal_rectified",
                condition=Q(state=AppraisalState.RECTIFIED, rectified_on__gte=F("sent_on"))
                & ~Q(rectification="")
                | ~Q(state=AppraisalState.RECTIFIED)
                & Q(rectified_on__isnull=True, rectification=""),
                violation_error_message="整改须写明情况，不能早于反馈",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(Record):
    """One thing that is graded; made from a line of the appraisal when it opens."""

    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, related_name="criteria", verbose_name="民主评议"
    )
    ordinal = models.PositiveSmallIntegerField("序号")
    name = models.CharField("评议内容", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "评议内容"
        ordering = ["appraisal", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "ordinal"], name="criterion_ordinal_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Ballot(StatefulRecord):
    """That a member is asked, and whether he has voted. `marks` only where it is not anonymous.

    `marks` is `{ordinal of the criterion: code of the grade}`.
    """

    appraisal = models.ForeignKey(
        Appraisal, on_delete=models.PROTECT, related_name="ballots", verbose_name="民主评议"
    )
    person = models.ForeignKey(
        "members.Person", on_delete=models.PROTECT, related_name="ballots", verbose_name="委员"
    )
    state = models.CharField(
        "状态", max_length=10, choices=VoteState, default=VoteState.WAITING, editable=False
    )
    marks = models.JSONField("评议", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "评议票"
        ordering = ["appraisal", "person"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "person"], name="ballot_once"),
            models.CheckConstraint(
                name="ballot_known_state", condition=Q(state__in=VoteState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.appraisal}"

    @property
    def marks_told(self) -> str:
        """What he said, where that is kept: each thing with the name of its grade."""
        return "；".join(f"{place}. {GRADES.label(code)}" for place, code in self.marks.items())


class Tally(Tenanted):
    """How often a grade was given for a criterion. Counted up in the transaction of each vote."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="tallies")
    grade = CodeField("等级", codes=GRADES)
    count = models.PositiveIntegerField("票数", default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criterion", "grade"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.grade} {self.count}"
