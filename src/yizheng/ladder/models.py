"""Reports on their way up, at both ends; and committees of other installations."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from yizheng.core.records import Record, StatefulRecord
from yizheng.members.states import Level

from .sealing import is_key, telephone_digits
from .states import Arrived, Sent


class Partner(Record):
    """A committee that keeps its records in another installation, known by its key (通联政协).

    Files between the two are signed. Whoever enters it reads the digits of `telephone_digits` to
    the other side on the telephone, so that no third party can put its own key in between.
    """

    name = models.CharField("名称", max_length=60, help_text="例如：某某市政协")
    level = models.CharField("层级", max_length=10, choices=Level)
    public_key = models.CharField(
        "公钥", max_length=64, help_text="从对方的“本会公钥”里复制过来，64 位"
    )
    checked_on = models.DateField(
        "电话核对的日期", help_text="与对方通电话，逐组核对公钥的 24 位数字以后填写"
    )
    checked_with = models.CharField("与谁核对", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "通联政协"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "public_key"],
                name="partner_key_once",
                violation_error_message="这个公钥已经登记过",
            ),
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="partner_name_once",
                violation_error_message="已有同名的通联政协",
            ),
            models.CheckConstraint(name="partner_known_level", condition=Q(level__in=Level.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def digits(self) -> str:
        """What is read on the telephone; empty for what is no key."""
        return telephone_digits(self.public_key) if is_key(self.public_key) else ""


class Submission(StatefulRecord):
    """A report sent up to the committee above (上报): the lower end.

    It goes to `upper` in this installation or, by a file, to `partner` in another one. `token`
    names it at both ends. `adoptions` are those that came down by this way.
    """

    report = models.ForeignKey(
        "opinions.OpinionReport",
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name="社情民意信息",
    )
    upper = models.ForeignKey(
        "members.Committee",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="上级政协",
        editable=False,
    )
    partner = models.ForeignKey(
        Partner,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name="另报",
        help_text="空着的，报送本系统里的上级政协；上级不在本系统的，选通联政协，再导出文件",
    )
    token = models.UUIDField("编号", unique=True, default=uuid.uuid4, editable=False)
    names_reporter = models.BooleanField(
        "写明反映人", default=False, help_text="反映人同意的才写；不写的只写本会名称"
    )
    sent_on = models.DateField("上报日期", default=localdate)
    exported_on = models.DateField("导出日期", null=True, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=Sent, default=Sent.WAITING, editable=False
    )
    answered_on = models.DateField("上级答复日期", null=True, blank=True, editable=False)
    reason = models.CharField("未采用的理由", max_length=200, blank=True, editable=False)
    course = models.TextField("上级办理情况", blank=True, editable=False)
    adoptions = models.ManyToManyField(
        "opinions.Adoption",
        blank=True,
        related_name="submissions",
        verbose_name="上级的采用",
        editable=False,
    )

    class Meta:
        verbose_name = verbose_name_plural = "信息上报"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "upper"],
                condition=Q(upper__isnull=False) & ~Q(state=Sent.RECALLED),
                name="submission_once",
                violation_error_message="这篇信息已经报送上级政协",
            ),
            models.UniqueConstraint(
                fields=["report", "partner"],
                condition=Q(partner__isnull=False) & ~Q(state=Sent.RECALLED),
                name="submission_to_partner_once",
                violation_error_message="这篇信息已经报送这个政协",
            ),
            models.CheckConstraint(
                name="submission_to_one",
                condition=Q(upper__isnull=False, partner__isnull=True, exported_on__isnull=True)
                | Q(upper__isnull=True, partner__isnull=False),
                violation_error_message="请选报送给谁",
            ),
            models.CheckConstraint(
                name="submission_known_state", condition=Q(state__in=Sent.values)
            ),
            models.CheckConstraint(
                name="submission_answered",
                condition=Q(
                    state__in=[Sent.WAITING, Sent.RECALLED], answered_on__isnull=True, reason=""
                )
                | Q(state__in=[Sent.TAKEN, Sent.ADOPTED], answered_on__gte=F("sent_on"), reason="")
                | (Q(state=Sent.NOT_USED, answered_on__gte=F("sent_on")) & ~Q(reason="")),
                violation_error_message="上级答复不能早于上报；未采用的须有理由",
            ),
        ]

    def __str__(self) -> str:
        return f"报送{self.goes_to}"

    @property
    def goes_to(self) -> str:
        """The name of the committee above."""
        return str(self.upper or self.partner)


class Incoming(StatefulRecord):
    """A report that came from a committee below (下级来信): the upper end.

    `digest` is over what came, so that the same number with another text is noticed.
    """

    token = models.UUIDField("编号", editable=False)
    lower = models.ForeignKey(
        "members.Committee",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="下级政协",
        editable=False,
    )
    partner = models.ForeignKey(
        Partner,
        null=True,
        on_delete=models.PROTECT,
        related_name="arrived",
        verbose_name="通联政协",
        editable=False,
    )
    from_name = models.CharField("报送单位", max_length=60, editable=False)
    reporter_name = models.CharField("反映人", max_length=80, blank=True, editable=False)
    title = models.CharField("标题", max_length=80, editable=False)
    text = models.TextField("内容", editable=False)
    digest = models.CharField("内容摘要", max_length=64, editable=False)
    sent_on = models.DateField("报送日期", editable=False)
    arrived_on = models.DateField("收到日期", editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=Arrived, default=Arrived.WAITING, editable=False
    )
    report = models.ForeignKey(
        "opinions.OpinionReport",
        null=True,
        on_delete=models.PROTECT,
        related_name="arrived",
        verbose_name="收录为",
        editable=False,
    )
    decided_on = models.DateField("处理日期", null=True, editable=False)
    reason = models.CharField(
        "不收录的理由", max_length=200, blank=True, editable=False, help_text="报送单位看得到"
    )

    class Meta:
        verbose_name = verbose_name_plural = "下级报送"
        ordering = ["-arrived_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "token"],
                name="incoming_once",
                violation_error_message="这篇信息已经收到过",
            ),
            models.CheckConstraint(
                name="incoming_from_one",
                condition=Q(lower__isnull=False, partner__isnull=True)
                | Q(lower__isnull=True, partner__isnull=False),
            ),
            models.CheckConstraint(
                name="incoming_known_state", condition=Q(state__in=Arrived.values)
            ),
            models.CheckConstraint(
                name="incoming_decided",
                condition=Q(
                    state__in=[Arrived.WAITING, Arrived.RECALLED], report__isnull=True, reason=""
                )
                & Q(decided_on__isnull=True)
                | Q(state=Arrived.TAKEN, report__isnull=False, decided_on__isnull=False, reason="")
                | (
                    Q(state=Arrived.DECLINED, report__isnull=True, decided_on__isnull=False)
                    & ~Q(reason="")
                ),
                violation_error_message="收录的须有信息，不收录的须有理由",
            ),
        ]

    def __str__(self) -> str:
        return self.title
