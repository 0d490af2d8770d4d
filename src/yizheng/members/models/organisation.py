"""Committees, their terms and sessions, organs and sectors."""

from django.db import models
from django.db.models import F, Q

from yizheng.core.records import Record
from yizheng.core.tenancy import active_committee
from yizheng.core.wording import chinese
from yizheng.members.states import Level, OrganKind


class Committee(models.Model):
    """A CPPCC committee. The tree of committees is the tree of tenants.

    `path` holds the ids from the root down to this one, as `/1/5/`: the committees below have a
    longer path.
    """

    code = models.SlugField("代码", max_length=30, unique=True)
    name = models.CharField("全称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    place = models.CharField("地名", max_length=20)
    level = models.CharField("层级", max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name="上级政协",
    )
    path = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "政协组织"
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="committee_known_level", condition=Q(level__in=Level.values)
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def offered(cls) -> models.QuerySet["Committee"]:
        """What forms offer: the committees right below the active one."""
        return cls.objects.filter(parent_id=active_committee())


class Term(Record):
    """A term of office (届), five years."""

    ordinal = models.PositiveSmallIntegerField("届")
    started_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ["-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "ordinal"], name="term_ordinal_unique"),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"第{chinese(self.ordinal)}届"


class Session(Record):
    """A plenary session (次) of a term. The session year runs from its opening to the next one."""

    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="sessions", verbose_name="届"
    )
    ordinal = models.PositiveSmallIntegerField("次")
    opened_on = models.DateField("开幕日期")
    closed_on = models.DateField("闭幕日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "全体会议"
        ordering = ["-opened_on"]
        constraints = [
            models.UniqueConstraint(fields=["term", "ordinal"], name="session_ordinal_unique"),
            models.CheckConstraint(
                name="session_closes_after_opening",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="闭幕日期不能早于开幕日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{chinese(self.term.ordinal)}届{chinese(self.ordinal)}次会议"

    @classmethod
    def offered(cls) -> models.QuerySet["Session"]:
        """What forms and filters offer: all, with the term that their names need."""
        return cls.objects.select_related("term")


class Organ(Record):
    """A body of the committee: Party group, special committee, office."""

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=OrganKind)
    order = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "机构"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="organ_name_unique",
                violation_error_message="已有同名的机构",
            ),
            models.CheckConstraint(name="organ_known_kind", condition=Q(kind__in=OrganKind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Sector(Record):
    """A sector (界别) of the committee."""

    name = models.CharField("名称", max_length=40)
    order = models.PositiveSmallIntegerField("排序", default=100)

    class Meta:
        verbose_name = verbose_name_plural = "界别"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                name="sector_name_unique",
                violation_error_message="已有同名的界别",
            )
        ]

    def __str__(self) -> str:
        return self.name
