"""A proposal, from draft to evaluation."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from yizheng.core.codes import CodeField
from yizheng.core.records import StatefulRecord
from yizheng.proposals.codes import (
    CATEGORIES,
    DECLINE_REASONS,
    LOCAL_CATEGORIES,
    RESULT_CLASSES,
    RESULT_OPINIONS,
)
from yizheng.proposals.states import (
    BY_MEMBER,
    ENDED,
    MERGEABLE,
    Channel,
    Destination,
    HandlingRole,
    Mode,
    State,
    SubmitterType,
)

from .constraints import RULES


class Proposal(StatefulRecord):
    """One proposal (提案). `state` changes only through `services`; the trail holds its history.

    `serial` is taken at the first submission, `number` at filing, each in a series of the plenary
    session; neither is ever given twice. Days are calendar days of the committee.

    What its units, replies and judgements say is told in their own records; the columns from
    `lead_unit` to `is_content` are its head line, kept by the moves of those records so that lists
    and figures over a hundred thousand proposals need no join (see `services.headline`).
    """

    session = models.ForeignKey(
        "members.Session",
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="届次",
        blank=True,
        help_text="不填的，记入正在征集提案的那次会议",
    )
    serial = models.PositiveIntegerField("流水号", null=True, blank=True, editable=False)
    number = models.PositiveIntegerField("提案号", null=True, blank=True, editable=False)
    title = models.CharField(
        "案由", max_length=80, help_text="一事一案，例如：关于加强老旧小区消防通道管理的提案"
    )
    situation = models.TextField(
        "情况", blank=True, help_text="事情现在怎样，有哪些事实和数字。可以先存草稿，提交前写齐"
    )
    analysis = models.TextField("分析", blank=True, help_text="为什么会这样，难在哪里。提交前写齐")
    suggestion = models.TextField(
        "建议", blank=True, help_text="请谁做什么，逐条写，写具体。提交前写齐"
    )
    text_digest = models.CharField("文本校验值", max_length=64, blank=True, editable=False)
    category = CodeField("类别", codes=CATEGORIES, blank=True, editable=False)
    local_category = CodeField("本会类别", codes=LOCAL_CATEGORIES, blank=True, editable=False)
    submitter_type = models.CharField(
        "提案者类型", max_length=12, choices=SubmitterType, default=SubmitterType.INDIVIDUAL
    )
    proposer = models.ForeignKey(
        "members.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="第一提案人",
        help_text="委员提案必填；集体提案可填执笔的委员",
    )
    submitter_name = models.CharField(
        "集体名称", max_length=60, blank=True, help_text="以集体名义提出的，填集体的名称"
    )
    party = models.ForeignKey(
        "units.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="党派团体",
    )
    sector = models.ForeignKey(
        "members.Sector",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="界别",
    )
    organ = models.ForeignKey(
        "members.Organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="专门委员会",
    )
    co_signers = models.ManyToManyField(
        "members.Person",
        blank=True,
        related_name="co_signed_proposals",
        verbose_name="联名委员",
        help_text="只填已经同意联名的；网上联名由本人确认",
    )
    contact = models.CharField(
        "联系人", max_length=40, blank=True, help_text="集体提案填写，便于承办单位沟通"
    )
    contact_phone = models.CharField("联系电话", max_length=20, blank=True)
    intended_units = models.ManyToManyField(
        "units.Unit",
        blank=True,
        related_name="wished_proposals",
        verbose_name="希望由谁办理",
        help_text="可不填；交办时参考",
    )
    is_open = models.BooleanField(
        "同意公开提案内容", default=True, help_text="公开前还要经过审查，个人信息不公开"
    )
    is_named = models.BooleanField("公开时写明提案者姓名", default=True)
    closed_reason = models.CharField("不公开的理由", max_length=120, blank=True)
    is_session = models.BooleanField(
        "大会期间提案",
        default=False,
        editable=False,
        help_text="提案截止日及以前提交的；其后的为平时提案",
    )
    channel = models.CharField("提交方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="录入人",
    )
    state = models.CharField(
        "状态", max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    submitted_on = models.DateField(
        "提交日期", null=True, blank=True, help_text="书面提交的，填收到的日期；网上提交的不用填"
    )
    return_note = models.TextField("退回补充的意见", blank=True, editable=False)
    filed_on = models.DateField("立案日期", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="并入的提案",
        editable=False,
    )
    merged_on = models.DateField("并案日期", null=True, blank=True, editable=False)
    declined_on = models.DateField("不予立案日期", null=True, blank=True, editable=False)
    decline_reason = CodeField("不予立案的理由", codes=DECLINE_REASONS, blank=True, editable=False)
    decline_note = models.TextField("给提案者的说明", blank=True, editable=False)
    destination = models.CharField(
        "另行处理", max_length=12, choices=Destination, blank=True, editable=False
    )
    withdrawn_on = models.DateField("撤案日期", null=True, blank=True, editable=False)
    withdraw_note = models.TextField("撤案的理由", blank=True, editable=False)
    lead_unit = models.ForeignKey(
        "units.Unit",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_proposals",
        verbose_name="主办单位",
        editable=False,
    )
    helpers = models.ManyToManyField(
        "units.Unit",
        blank=True,
        related_name="helped_proposals",
        verbose_name="会办单位",
        editable=False,
    )
    assigned_on = models.DateField("交办日期", null=True, blank=True, editable=False)
    due_on = models.DateField("答复期限", null=True, blank=True, editable=False)
    due_note = models.CharField("期限的算法", max_length=120, blank=True, editable=False)
    replied_on = models.DateField("答复日期", null=True, blank=True, editable=False)
    result_class = CodeField("办理结果", codes=RESULT_CLASSES, blank=True, editable=False)
    result_sense = models.CharField("办理结果归类", max_length=20, blank=True, editable=False)
    evaluated_on = models.DateField("评价日期", null=True, blank=True, editable=False)
    satisfaction = CodeField("满意程度", codes=RESULT_OPINIONS, blank=True, editable=False)
    is_content = models.BooleanField("计入满意", null=True, blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    close_note = models.TextField("办结的说明", blank=True, editable=False)
    followup_class = CodeField("回头看的结果", codes=RESULT_CLASSES, blank=True, editable=False)
    followup_sense = models.CharField("回头看归类", max_length=20, blank=True, editable=False)
    is_key = models.BooleanField("重点提案", default=False, editable=False)
    key_on = models.DateField("确定为重点的日期", null=True, blank=True, editable=False)
    lead_leader = models.CharField("领衔督办的领导", max_length=60, blank=True, editable=False)
    is_excellent = models.BooleanField("优秀提案", default=False, editable=False)
    excellent_on = models.DateField("评为优秀的日期", null=True, blank=True, editable=False)
    published_on = models.DateField("公开日期", null=True, blank=True, editable=False)
    public_text = models.TextField("公开的内容", blank=True, editable=False)

    PERSONAL = frozenset({"contact_phone"})
    # What exports tell of its people and units, as lists: managers would cost more than the rows.
    WITH_ALL = tuple(
        models.Prefetch(name, to_attr=f"read_{name}")
        for name in ("co_signers", "helpers", "handlings")
    )

    class Meta:
        verbose_name = verbose_name_plural = "提案"
        ordering = ["-submitted_on", "-pk"]
        indexes = [
            models.Index(fields=["committee", "state"], name="proposal_by_state"),
            models.Index(fields=["committee", "-submitted_on"], name="proposal_by_day"),
            models.Index(fields=["committee", "due_on"], name="proposal_by_due_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "serial"],
                name="proposal_serial_unique",
                violation_error_message="流水号已被使用",
            ),
            models.UniqueConstraint(
                fields=["session", "number"],
                name="proposal_number_unique",
                violation_error_message="提案号已被使用",
            ),
            *RULES,
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.title}" if self.number else self.title

    @property
    def printed_number(self) -> str:
        """The proposal number as letters print it; empty before filing."""
        return f"第{self.number:04d}号" if self.number else ""

    @property
    def submitter(self) -> str:
        """In whose name it is made, as lists show it."""
        if self.submitter_type in BY_MEMBER:
            return str(self.proposer or "")
        return self.submitter_name or str(self.party or self.sector or self.organ or "")

    @property
    def co_signer_names(self) -> str:
        """Who has signed with the first proposer. 1 query unless read with `WITH_ALL`."""
        return "、".join(str(person) for person in self._read("co_signers"))

    @property
    def helper_names(self) -> str:
        """The units beside the lead unit. 1 query unless read with `WITH_ALL`."""
        return "、".join(str(unit) for unit in self._read("helpers"))

    @property
    def mode(self) -> str:
        """How its units share the handling; empty before it is given to them.

        1 query unless read with `WITH_ALL`.
        """
        roles = {row.role for row in self._read("handlings") if row.state not in ENDED}
        if HandlingRole.SEPARATE in roles:
            return str(Mode.SEPARATE.label)
        shared = HandlingRole.HELPER in roles
        return str((Mode.LEAD if shared else Mode.SOLE).label) if roles else ""

    def _read(self, name: str) -> Iterable[Any]:
        found: Iterable[Any] | None = self.__dict__.get(f"read_{name}")
        return getattr(self, name).all() if found is None else found

    @property
    def public_submitter(self) -> str:
        """Who everybody may read made it: a body, or a member who lets his name be read."""
        if self.submitter_type in BY_MEMBER and not self.is_named:
            return str(self.get_submitter_type_display())
        return self.submitter

    @classmethod
    def offered(cls) -> "models.QuerySet[Proposal]":
        """What forms offer: proposals that another one may be merged into."""
        return cls.objects.filter(state__in=MERGEABLE)
