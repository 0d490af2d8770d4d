"""Counties and villages in a leader's care, money that came, matters done, grants to students."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import Record, StatefulRecord
from yizheng.service.states import AidKind, MatterState

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


def refuse_future(day: date | None) -> None:
    """Money counts by the day it came: a day in the future is a promise, or a slip of the pen."""
    if day and day > localdate():
        raise ValidationError("日期不能晚于今天")


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
    received_on = models.DateField(
        "到账日期", validators=[refuse_future], help_text="按到账日期计入年度，不按承诺日期"
    )
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
    done_on = models.DateField("办成日期", null=True, blank=True, validators=[refuse_future])
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
    granted_on = models.DateField("发放日期", validators=[refuse_future])
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
