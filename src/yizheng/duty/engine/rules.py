"""A committee's rules of assessment as data: what counts, how much, up to where."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from .facts import Fact, Member, Part

LARGEST = 10_000
CENT = Decimal("0.01")


def _number(value: Any) -> Decimal:
    """A number of points: at most two places, no words, no truth values."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("应是数字")
    number = Decimal(value)
    is_small = number.is_finite() and -LARGEST <= number <= LARGEST
    if not is_small or number != number.quantize(CENT):
        raise ValueError(f"应是不超过{LARGEST}、最多两位小数的数")
    return number


def _share(value: Any) -> Any:
    if value in ("rest", "even"):
        return value
    try:
        return _number(value)
    except ValueError as error:
        raise ValueError("应是数字、rest（其余人平分剩下的）或 even（所有人平分）") from error


def _by_role(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    number = _number(value)
    return {"standing": number, "ordinary": number}


def _by_part(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    number = _number(value)
    return dict.fromkeys(("sole", "first", "joint", "collective"), number)


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _counted(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise ValueError("应是整数，不能是负数")
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
Count = Annotated[int, BeforeValidator(_counted)]
Words = Annotated[tuple[str, ...], BeforeValidator(_several)]
Who = Literal["all", "standing", "ordinary"]


class Strict(BaseModel):
    """Nothing that is not known is let through: a misspelt word would silently count nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ByRole(Strict):
    """An amount that may differ between standing members and others."""

    standing: Number
    ordinary: Number

    def of(self, member: Member) -> Decimal:
        """What holds for a member."""
        return self.standing if member.is_standing else self.ordinary


class ByPart(Strict):
    """Points for one unit, by how the member had part in it.

    `rest` is what the first one leaves, shared evenly by those who signed with him; `even` is an
    even share among all.
    """

    sole: Number
    first: Annotated[Decimal, BeforeValidator(_number)] | None = None
    joint: Annotated[Decimal | Literal["rest", "even"], BeforeValidator(_share)] = Decimal(0)
    collective: Annotated[Decimal | Literal["rest", "even"], BeforeValidator(_share)] = Decimal(0)

    def of(self, fact: Fact) -> Decimal:
        """What one fact brings, to the cent."""
        first = self.sole if self.first is None else self.first
        if fact.part in (Part.NONE, Part.SOLE):
            return self.sole
        if fact.part is Part.FIRST:
            return first
        share = self.joint if fact.part is Part.JOINT else self.collective
        if share == "rest":
            return ((self.sole - first) / max(fact.among - 1, 1)).quantize(CENT)
        if share == "even":
            return (self.sole / fact.among).quantize(CENT)
        return Decimal(share)


Amount = Annotated[ByRole, BeforeValidator(_by_role)]
Points = Annotated[ByPart, BeforeValidator(_by_part)]


class Marked(Strict):
    """Which facts are meant, by their marks."""

    with_: Words = Field((), alias="with")
    any_: Words = Field((), alias="any")
    without: Words = ()

    def fits(self, fact: Fact) -> bool:
        """Whether a fact has all of `with`, one of `any` and none of `without`."""
        return (
            fact.marks.issuperset(self.with_)
            and (not self.any_ or not fact.marks.isdisjoint(self.any_))
            and fact.marks.isdisjoint(self.without)
        )

    @property
    def marks(self) -> set[str]:
        """Every mark it names."""
        return {*self.with_, *self.any_, *self.without}


class Select(Marked):
    """Facts of some sources."""

    sources: Words

    @model_validator(mode="after")
    def _some_source(self) -> Self:
        if not self.sources:
            raise ValueError("sources 至少写一个来源")
        return self

    def chosen(self, facts: Iterable[Fact]) -> list[Fact]:
        """Those of `facts` that are meant, in their order."""
        return [fact for fact in facts if fact.source in self.sources and self.fits(fact)]


class Rung(Marked):
    """One step of a ladder."""

    name: str = ""
    points: Points


class Item(Select):
    """One line of the rules: what brings or costs how many points."""

    name: str = Field(min_length=1)
    key: str = ""
    group: str = ""
    for_: Who = Field("all", alias="for")
    points: Points | None = None
    rungs: tuple[Rung, ...] = Field((), alias="rung")
    ladder: Literal["each", "highest", "sum"] = "each"
    people_at_most: Count | None = None
    at_least: Count = 0
    from_: Count = Field(1, alias="from")
    most: Count | None = None
    besides: Words = ()
    cap: Amount | None = None
    floor: Amount | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.points is None) == (not self.rungs):
            raise ValueError("写 points，或者写几级 rung，只写一种")
        if self.from_ == 0:
            raise ValueError("from 从1数起")
        return self

    def chosen(self, facts: Iterable[Fact]) -> list[Fact]:
        """Those of `facts` that are meant, in their order."""
        many = self.people_at_most
        chosen = super().chosen(facts)
        if many is not None:
            chosen = [fact for fact in chosen if fact.among <= many]
        if self.rungs:
            chosen = [fact for fact in chosen if any(rung.fits(fact) for rung in self.rungs)]
        return chosen


class Bounded(Strict):
    """An amount between a floor and a cap."""

    base: Amount = ByRole(standing=Decimal(0), ordinary=Decimal(0))
    cap: Amount | None = None
    floor: Amount | None = None


class Group(Bounded):
    """Items that share a cap; deductions start from its base."""

    key: str = Field(min_length=1)
    name: str = Field(min_length=1)


class Condition(Select):
    """So many facts of a kind."""

    at_least: Count = 1


class Minimum(Strict):
    """What everybody is expected to have done: one of several things.

    With `if_invited` it asks nothing of whom no fact of its sources concerns: who took his seat
    after the plenary session was never asked to it.
    """

    name: str = Field(min_length=1)
    for_: Who = Field("all", alias="for")
    any_of: tuple[Condition, ...]
    if_invited: bool = False
    grade: str = ""


class Veto(Condition):
    """What bars a better grade, whatever the points."""

    name: str = Field(min_length=1)
    for_: Who = Field("all", alias="for")
    grade: str = ""


class Grade(Strict):
    """A grade, and from how many points on it is given."""

    name: str = Field(min_length=1)
    from_: Number = Field(alias="from")


class Rules(Bounded):
    """One set of rules."""

    clock: Literal["year", "session"] = "year"
    groups: tuple[Group, ...] = Field((), alias="group")
    items: tuple[Item, ...] = Field(alias="item")
    minimums: tuple[Minimum, ...] = Field((), alias="minimum")
    vetoes: tuple[Veto, ...] = Field((), alias="veto")
    grades: tuple[Grade, ...] = Field((), alias="grade")
    adjustment_cap: Number | None = None

    def selects(self) -> Iterable[tuple[str, Select]]:
        """Every choice of facts in it, with the name of the line it stands in."""
        yield from ((item.name, item) for item in self.items)
        yield from ((rule.name, one) for rule in self.minimums for one in rule.any_of)
        yield from ((rule.name, rule) for rule in self.vetoes)

    def faults(self, vocabulary: Mapping[str, Mapping[str, str]]) -> list[str]:
        """Sentences on what does not fit together, or names what there is not.

        Args:
            vocabulary: the marks of each source with their Chinese names.
        """
        return [*self._unknown_words(vocabulary), *self._unknown_lines(), *self._contradictions()]

    def _unknown_words(self, vocabulary: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
        for name, select in self.selects():
            for source in select.sources:
                if source not in vocabulary:
                    yield f"“{name}”：没有“{source}”这个来源"
            rungs = select.rungs if isinstance(select, Item) else ()
            said = select.marks.union(*(rung.marks for rung in rungs))
            for source in select.sources:
                for mark in sorted(said - set(vocabulary.get(source, said))):
                    if not any(mark in vocabulary.get(other, ()) for other in select.sources):
                        yield f"“{name}”：来源“{source}”没有“{mark}”这个标记"

    def _unknown_lines(self) -> Iterable[str]:
        groups = [group.key for group in self.groups]
        yield from (f"分组“{key}”写了两次" for key in sorted(_twice(groups)))
        grades = [grade.name for grade in self.grades]
        yield from (f"等级“{name}”写了两次" for name in sorted(_twice(grades)))
        earlier: set[str] = set()
        for item in self.items:
            if item.group and item.group not in groups:
                yield f"“{item.name}”：没有“{item.group}”这个分组"
            for key in item.besides:
                if key not in earlier:
                    yield f"“{item.name}”：besides 里的“{key}”须是写在它前面的一项的 key"
            if item.key in earlier:
                yield f"“{item.name}”：key“{item.key}”写了两次"
            earlier |= {item.key} if item.key else set()
        limits = [(rule.name, rule.grade) for rule in self.minimums]
        limits += [(rule.name, rule.grade) for rule in self.vetoes]
        for name, grade in limits:
            if grade and grade not in grades:
                yield f"“{name}”：没有“{grade}”这个等级"

    def _contradictions(self) -> Iterable[str]:
        named: list[tuple[str, Any]] = [("总分", self)]
        named += [(f"分组“{group.name}”", group) for group in self.groups]
        named += [(f"“{item.name}”", item) for item in self.items]
        for name, one in named:
            for member in (Member(is_standing=False), Member(is_standing=True)):
                if one.cap and one.floor and one.floor.of(member) > one.cap.of(member):
                    yield f"{name}：floor 不能高于 cap"
                    break


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
