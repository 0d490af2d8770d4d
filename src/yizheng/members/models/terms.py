"""A change of term (换届) while it is prepared: who goes on, who is new, with which posts."""

from django.db import models
from django.db.models import Q

from yizheng.core.records import Record, StatefulRecord
from yizheng.core.wording import chinese
from yizheng.members.states import IN_ORGAN, LEADING, Sex, TermState, Title

from .organisation import Organ, Sector
from .people import Person

COMMITTEE_TITLES = [(str(title), title.label) for title in IN_ORGAN]
LEADING_TITLES = [(str(title), title.label) for title in LEADING]


class TermChange(StatefulRecord):
    """The preparation of one new term. It changes nothing until its first day has come."""

    ordinal = models.PositiveSmallIntegerField("第几届")
    starts_on = models.DateField(
        "新一届的第一天", help_text="新委员身份从这一天起；上一届的到前一天为止"
    )
    decided_by = models.CharField("决定名单的会议", max_length=80, blank=True)
    note = models.TextField("备注", blank=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=TermState,
        default=TermState.DRAFT,
        editable=False,
    )
    asked_by = models.CharField("送复核的人", max_length=60, blank=True, editable=False)
    asked_by_id = models.PositiveBigIntegerField(null=True, editable=False)
    confirmed_by = models.CharField("复核人", max_length=60, blank=True, editable=False)
    confirmed_on = models.DateField("复核日期", null=True, blank=True, editable=False)
    return_note = models.CharField("退回的原因", max_length=200, blank=True, editable=False)
    began_on = models.DateField("办理生效的日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        ordering = ["-ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "ordinal"],
                name="termchange_once",
                violation_error_message="这一届的换届已经在准备",
            ),
            models.CheckConstraint(
                name="termchange_known_state", condition=Q(state__in=TermState.values)
            ),
            models.CheckConstraint(
                name="termchange_confirmed_by_somebody",
                condition=Q(
                    state__in=[TermState.CONFIRMED, TermState.IN_FORCE], confirmed_on__isnull=False
                )
                | (Q(state__in=[TermState.DRAFT, TermState.ASKED]) & Q(confirmed_on=None)),
                violation_error_message="复核了的须有复核日期，没有复核的没有",
            ),
            models.CheckConstraint(
                name="termchange_in_force_has_day",
                condition=Q(state=TermState.IN_FORCE, began_on__isnull=False)
                | (~Q(state=TermState.IN_FORCE) & Q(began_on=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As lists and tables call it."""
        return f"第{chinese(self.ordinal)}届换届"


class Nominee(Record):
    """One member of the new term: somebody on record, or a new person by name.

    `is_new` says that a person of the same name on record is another one.
    """

    change = models.ForeignKey(
        TermChange, on_delete=models.PROTECT, related_name="nominees", verbose_name="换届"
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name="系统里的人员",
        help_text="继续的委员、系统里已有的人员选在这里；新的人员空着",
    )
    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=6, choices=Sex, blank=True)
    post = models.CharField("工作单位及职务", max_length=120, blank=True)
    party = models.ForeignKey(
        "units.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="党派",
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, related_name="+", verbose_name="界别"
    )
    number = models.CharField(
        "委员证号", max_length=20, blank=True, help_text="空着的，送复核时按界别、姓名顺序编"
    )
    is_standing = models.BooleanField("常务委员", default=False)
    title = models.CharField("领导职务", max_length=20, choices=LEADING_TITLES, blank=True)
    organ = models.ForeignKey(
        Organ,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="专门委员会",
    )
    organ_title = models.CharField(
        "专委会职务", max_length=20, choices=COMMITTEE_TITLES, blank=True
    )
    is_new = models.BooleanField(
        "与系统里同名的不是同一人", default=False, help_text="系统里有同名的人员时勾选"
    )

    class Meta:
        verbose_name = verbose_name_plural = "新一届委员"
        ordering = ["sector__order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "person"],
                name="nominee_once",
                violation_error_message="此人已在新一届的名单里",
            ),
            models.UniqueConstraint(
                fields=["change", "number"],
                condition=~Q(number=""),
                name="nominee_number_unique",
                violation_error_message="委员证号已被使用",
            ),
            models.CheckConstraint(
                name="nominee_known_choices",
                condition=Q(sex__in=["", *Sex.values])
                & Q(title__in=["", *LEADING])
                & Q(organ_title__in=["", *IN_ORGAN]),
            ),
            models.CheckConstraint(
                name="nominee_committee_and_post",
                condition=Q(organ=None, organ_title="")
                | (Q(organ__isnull=False) & ~Q(organ_title="")),
                violation_error_message="专门委员会和专委会职务要一起填",
            ),
            models.CheckConstraint(
                name="nominee_new_has_no_record",
                condition=Q(is_new=False) | Q(person=None),
                violation_error_message="选了系统里的人员，就不是新的人员",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.sector}）"

    @property
    def posts(self) -> list[tuple[Title, Organ | None]]:
        """Posts of the new term, the first first."""
        found: list[tuple[Title, Organ | None]] = []
        if self.title:
            found.append((Title(self.title), None))
        if self.is_standing:
            found.append((Title.STANDING, None))
        if self.organ_id:
            found.append((Title(self.organ_title), self.organ))
        return found


class SectorPlaces(Record):
    """How many members a sector is to have in the new term (名额)."""

    change = models.ForeignKey(
        TermChange, on_delete=models.PROTECT, related_name="places", verbose_name="换届"
    )
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, related_name="+", verbose_name="界别"
    )
    places = models.PositiveSmallIntegerField("名额")

    class Meta:
        verbose_name = verbose_name_plural = "界别名额"
        ordering = ["change", "sector__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["change", "sector"],
                name="places_once",
                violation_error_message="这个界别的名额已经填了",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sector} {self.places}名"
