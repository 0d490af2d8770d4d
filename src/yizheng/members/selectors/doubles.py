"""Two records that may be of one person: compared, and likely ones found."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from yizheng.accounts.selectors import accounts_of
from yizheng.core import joining
from yizheng.core.history import Event, events_of
from yizheng.core.joining import Joining
from yizheng.members.models import Mandate, Person, PersonMerge
from yizheng.members.states import MergeState

KEPT, OTHER = "kept", "other"
# What is compared: whatever of a person is typed in.
FIELDS = tuple(
    item.name for item in Person._meta.concrete_fields if item.editable and not item.primary_key
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two records side by side; texts are as pages may show them."""

    name: str
    label: str
    kept: str
    other: str
    kept_from: str
    other_from: str
    differs: bool

    def taken_from(self, choices: Mapping[str, str]) -> str:
        """Whose value the merged record has."""
        if self.differs:
            return choices[self.name]
        return KEPT if self.kept or not self.other else OTHER


def compared(kept: Person, other: Person) -> list[Compared]:
    """Both records field by field. A field differs when both say something and not the same."""
    return [_compared(name, kept, other, "", "") for name in FIELDS]


def compared_with_sources(kept: Person, other: Person) -> list[Compared]:
    """As `compared`, and where each value comes from: who entered it when. 2 queries."""
    sources = _sources(kept), _sources(other)
    return [
        _compared(name, kept, other, *(source.get(_attname(name), "") for source in sources))
        for name in FIELDS
    ]


def _compared(name: str, kept: Person, other: Person, kept_from: str, other_from: str) -> Compared:
    ours, theirs = getattr(kept, name), getattr(other, name)
    label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    differs = bool(ours and theirs and ours != theirs)
    return Compared(
        name, label, _shown(kept, name), _shown(other, name), kept_from, other_from, differs
    )


def _attname(name: str) -> str:
    return str(getattr(Person._meta.get_field(name), "attname", name))


def _shown(person: Person, name: str) -> str:
    if name in Person.PERSONAL:
        return person.masked(name)
    show = getattr(person, f"get_{name}_display", None)
    return str(show() if show else getattr(person, name) or "")


def _sources(person: Person) -> dict[str, str]:
    """For each column the last entry of the trail that set it."""
    found: dict[str, str] = {}
    for event in events_of(person):
        for name in event.after:
            found[name] = _told(event)
    return found


def _told(event: Event) -> str:
    return f"{event.at.date()} {event.who}"


@dataclass(frozen=True, slots=True)
class Double:
    """Two records of one name, and what else speaks for or against one person."""

    first: Person
    second: Person
    alike: list[str]
    against: str

    @property
    def weight(self) -> int:
        """How likely, for the order of the list."""
        return -1 if self.against else len(self.alike)


def likely_doubles() -> list[Double]:
    """People of one name, the likeliest first. Worked out anew each time. 5 queries.

    Two who are members in one term at the same time, and those of whom somebody has said that they
    are two people, stand last, with the reason.
    """
    names = Person.objects.values("name").annotate(many=Count("pk")).filter(many__gt=1).order_by()
    people = Person.objects.filter(name__in=names.values("name"))
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people.select_related("party", "organ").prefetch_related("mandates__sector"):
        by_name[person.name].append(person)
    waiting = set(open_merges().values_list("kept_id", "other_key"))
    declined = {
        frozenset(pair)
        for pair in PersonMerge.objects.filter(state=MergeState.DECLINED).values_list(
            "kept_id", "other_key"
        )
    }
    found = [
        _double(first, second, is_declined=frozenset((first.pk, second.pk)) in declined)
        for same in by_name.values()
        for first, second in combinations(sorted(same, key=lambda one: one.pk), 2)
        if not {(first.pk, second.pk), (second.pk, first.pk)} & waiting
    ]
    return sorted(found, key=lambda double: (-double.weight, double.first.name, double.first.pk))


def _double(first: Person, second: Person, *, is_declined: bool) -> Double:
    seats = list(first.mandates.all()), list(second.mandates.all())
    alike = ["姓名"]
    if first.post and first.post == second.post:
        alike.append("工作单位及职务")
    if first.phone and first.phone == second.phone:
        alike.append("联系电话")
    if first.party_id and first.party_id == second.party_id:
        alike.append("党派")
    if {seat.sector_id for seat in seats[0]} & {seat.sector_id for seat in seats[1]}:
        alike.append("界别")
    both = {seat.term_id for seat in seats[0]} & {seat.term_id for seat in seats[1]}
    against = "同一届里两人都是委员，多半是同名的两个人" if both else ""
    if not against and first.sex and second.sex and first.sex != second.sex:
        against = "性别不同"
    if is_declined:
        against = "核对过，没有合并"
    return Double(first, second, alike, against)


def open_merges(*keys: int) -> QuerySet[PersonMerge]:
    """Requests that wait to be confirmed; with keys, those about one of these people. 1 query."""
    rows: QuerySet[PersonMerge] = PersonMerge.objects.filter(state=MergeState.ASKED)
    return rows.filter(Q(kept__in=keys) | Q(other_key__in=keys)) if keys else rows


def merged_into(key: int) -> Person | None:
    """Whose record a number leads to that was merged into another. 1 query."""
    merge = (
        PersonMerge.objects.filter(other_key=key, state=MergeState.MERGED)
        .select_related("kept")
        .first()
    )
    return merge.kept if merge else None


def merge_refusals(kept: Person, other: Person) -> list[str]:
    """What stands against making one record of two, in sentences. About 40 queries."""
    return [
        *_two_accounts(kept, other),
        *_two_seats(kept, other),
        *joining.plan(kept, other).refusals,
    ]


def merge_plan(kept: Person, other: Person) -> Joining:
    """What would follow and what would collide; `core.joining.plan`."""
    return joining.plan(kept, other)


def _two_accounts(kept: Person, other: Person) -> list[str]:
    names = [
        [user.username for user in accounts_of(person.pk) if user.is_active]
        for person in (kept, other)
    ]
    if not all(names):
        return []
    first, second = "、".join(names[0]), "、".join(names[1])
    return [
        f"两条记录各有账号（{first}；{second}）。账号不能合并：请系统管理员停用不再用的那一个，再合并"
    ]


def _two_seats(kept: Person, other: Person) -> list[str]:
    """Seats of two terms that both ran on some day; two in one term are found as a collision."""
    seats = Mandate.objects.filter(person__in=[kept, other]).select_related("term", "person")
    ours = [seat for seat in seats if seat.person_id == kept.pk]
    theirs = [seat for seat in seats if seat.person_id == other.pk]
    return [
        f"{one.term}和{two.term}的委员身份日期重叠（{one.number}、{two.number}），请先改正"
        for one in ours
        for two in theirs
        if one.term_id != two.term_id and _overlap(one, two)
    ]


def _overlap(one: Mandate, two: Mandate) -> bool:
    return one.started_on <= (two.ended_on or date.max) and two.started_on <= (
        one.ended_on or date.max
    )
