"""Two records of one thing made one: what points to the record that goes follows to the one kept.

What points to it is found from the models themselves: foreign keys, many-to-many tables and generic
relations, whichever app they belong to. The trail names records in words, not by a key: it stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import F

from . import history
from .actors import Actor
from .errors import Invalid
from .history import Act, facts_of, label_of
from .many import parts
from .records import Record, ask_guards

FOLLOW = "core.follow_joining"
# Versions and days of writing tell nothing that another row might not say as well.
BESIDE = {"version", "attached_at", "created_at"}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that may name the record: of a foreign key, or of a generic relation to its kind."""

    model: type[models.Model]
    attname: str
    kind_key: tuple[str, int] | None = None

    def rows(self, *keys: int) -> models.QuerySet[Any]:
        """The rows that name one of the records."""
        found = self.model._base_manager.filter(**{f"{self.attname}__in": keys})
        if self.kind_key:
            found = found.filter(**dict([self.kind_key]))
        return found.order_by("pk")

    @property
    def is_link(self) -> bool:
        """Whether its rows are mere links of a many-to-many field."""
        return bool(self.model._meta.auto_created)

    @property
    def kind(self) -> str:
        """What a row is called: the record's kind, and what the person is in it."""
        if self.is_link:
            relation = _relation(self)
            return f"{relation.model._meta.verbose_name}·{relation.verbose_name}"
        named = str(self.model._meta.verbose_name)
        source: Any = next(
            item for item in self.model._meta.concrete_fields if item.attname == self.attname
        )
        return f"{named}·{source.verbose_name}" if source.is_relation else named


# Of two rows that cannot both stand: the one that stays, or None when people have to decide.
Chooser = Callable[[Any, Any], Any | None]


class Rule(NamedTuple):
    """How two rows of a kind are settled of which the kept record may have one only."""

    choose: Chooser
    words: str


_rules: dict[str, Rule] = {}


def settle(label: str, words: str) -> Callable[[Chooser], Chooser]:
    """Say which of two rows of `app.model` stays when both records have one for the same.

    `words` tells the rule to who confirms, or what to do when the chooser answers None. What hangs
    on the row that goes follows to the one that stays.
    """

    def declare(choose: Chooser) -> Chooser:
        _rules[label] = Rule(choose, words)
        return choose

    return declare


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rows for the same, and the rule that lets one of them stay (`goes` is the other)."""

    pointer: Pointer
    stays: Any
    goes: Any
    words: str
    # What hangs on the row that goes.
    hanging: "Joining | None" = None


@dataclass(slots=True)
class Joining:
    """What would become of everything that names the record that goes."""

    kept: Any
    other: Any
    follow: list[tuple[Pointer, list[Any]]] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    # Which records name one of the two by a key of their own, by the table of their further people.
    first: dict[type[models.Model], set[int]] = field(default_factory=dict)

    def counts(self) -> list[tuple[str, int]]:
        """How many rows of each kind follow, the most first."""
        counted: dict[str, int] = {}
        for pointer, rows in self.follow:
            counted[pointer.kind] = counted.get(pointer.kind, 0) + len(rows)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))

    def losses(self) -> list[tuple[str, str]]:
        """Rows that go because another one stays for the same, with the rule: for people."""
        return [(f"{clash.pointer.kind}：{_name_of(clash)}", clash.words) for clash in self.clashes]


def pointers_to(model: type[models.Model]) -> Iterator[Pointer]:
    """Every column in the database that may name a record of `model`. No query but for types."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield Pointer(relation.related_model, relation.field.attname)
    kind = ContentType.objects.get_for_model(model)
    for other in apps.get_models():
        for item in other._meta.private_fields:
            if isinstance(item, GenericForeignKey):
                yield Pointer(other, item.fk_field, (f"{item.ct_field}_id", kind.pk))


def plan(kept: Any, other: Any) -> Joining:
    """What would follow, collide and stand against it. Writes nothing.

    One query for each column that may name the record, however many rows name it, and as many
    again for each collision that is settled by a rule.
    """
    found = Joining(kept, other)
    for pointer in pointers_to(type(kept)):
        rows = list(pointer.rows(kept.pk, other.pk))
        if not rows:
            continue
        gone: set[int] = set()
        for clash in _clashes(pointer, rows, found):
            found.clashes.append(clash)
            gone.add(clash.goes.pk)
        theirs = [row for row in rows if getattr(row, pointer.attname) == other.pk]
        if moving := [row for row in theirs if row.pk not in gone]:
            found.follow.append((pointer, moving))
    return found


def _clashes(pointer: Pointer, rows: Sequence[Any], found: Joining) -> Iterator[Clash]:
    if pointer.is_link:
        named = [row for row in rows if getattr(row, _to_list(pointer)) in _first(pointer, found)]
        yield from (Clash(pointer, None, row, "已经是第一人的，不再列为联名") for row in named)
        rows = [row for row in rows if row not in named]
    settled: set[int] = set()
    for names, condition in _unique_sets(pointer):
        ours, theirs = _by_what_is_unique(pointer, rows, names, condition, found.kept.pk)
        for same, row in theirs:
            if same in ours and row.pk not in settled:
                settled.add(row.pk)
                if clash := _settled(pointer, ours[same], row, found):
                    yield clash


Keyed = tuple[tuple[Any, ...], Any]


def _by_what_is_unique(
    pointer: Pointer,
    rows: Sequence[Any],
    names: Sequence[str],
    condition: models.Q | None,
    kept_key: int,
) -> tuple[dict[tuple[Any, ...], Any], list[Keyed]]:
    """The kept record's rows and the other's by the columns that must differ; empty ones never."""
    if condition is not None and rows:
        bound = pointer.model._base_manager.filter(condition, pk__in=[row.pk for row in rows])
        allowed = set(bound.values_list("pk", flat=True))
        rows = [row for row in rows if row.pk in allowed]
    keyed = [(tuple(getattr(row, name) for name in names), row) for row in rows]
    keyed = [(same, row) for same, row in keyed if None not in same]
    ours = {same: row for same, row in keyed if getattr(row, pointer.attname) == kept_key}
    return ours, [(same, row) for same, row in keyed if getattr(row, pointer.attname) != kept_key]


def _unique_sets(pointer: Pointer) -> Iterator[tuple[list[str], models.Q | None]]:
    """The other columns of each rule by which a record may be named but once."""
    meta = pointer.model._meta
    columns = {item.name: item for item in meta.concrete_fields}
    name = next(item.name for item in columns.values() if item.attname == pointer.attname)
    if columns[name].unique:
        yield [], None
    sets: list[tuple[Sequence[str], models.Q | None]] = [
        (together, None) for together in meta.unique_together
    ]
    sets += [
        (rule.fields, rule.condition)
        for rule in meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    ]
    for names, condition in sets:
        if name in names:
            yield [columns[item].attname for item in names if item != name], condition


def _settled(pointer: Pointer, ours: Any, theirs: Any, found: Joining) -> Clash | None:
    if pointer.is_link:
        return Clash(pointer, ours, theirs, "两条记录都列名的，只列一次")
    rule = _rules.get(pointer.model._meta.label_lower)
    if rule is None:
        if _says(ours, pointer) == _says(theirs, pointer) and not _hangs_on(theirs):
            return Clash(pointer, ours, theirs, "内容相同的，只留一条")
        words = "两条记录各有一条，内容不同，请先在那里改正或者撤销其中一条"
        found.refusals.append(f"{_named(ours)}：{words}")
        return None
    stays = rule.choose(ours, theirs)
    if stays is None:
        found.refusals.append(f"{_named(ours)}：{rule.words}")
        return None
    goes = theirs if stays.pk == ours.pk else ours
    hanging = plan(stays, goes)
    found.refusals += hanging.refusals
    return Clash(pointer, stays, goes, rule.words, hanging)


def _says(row: Any, pointer: Pointer) -> dict[str, Any]:
    out = {row._meta.pk.attname, pointer.attname, *BESIDE}
    return {name: value for name, value in facts_of(row).items() if name not in out}


def _hangs_on(row: Any) -> bool:
    return any(pointer.rows(row.pk).exists() for pointer in pointers_to(type(row)))


def _named(row: Any) -> str:
    return f"{row._meta.verbose_name}“{row}”"


def _name_of(clash: Clash) -> str:
    if not clash.pointer.is_link:
        return str(clash.goes)
    relation = _relation(clash.pointer)
    return str(getattr(clash.goes, _to_list(clash.pointer).removesuffix("_id"), relation.model))


def _relation(pointer: Pointer) -> Any:
    """The many-to-many field whose table the pointer stands in."""
    source: Any = pointer.model._meta.auto_created
    return next(
        item for item in source._meta.many_to_many if item.remote_field.through is pointer.model
    )


def _to_list(pointer: Pointer) -> str:
    """Of a table of links, the column to the record that has the list."""
    return f"{_relation(pointer).m2m_field_name()}_id"


def _first(pointer: Pointer, found: Joining) -> set[int]:
    """The records that name one of the two by a foreign key of their own, such as a proposer.

    1 query for each table of further people; the answer is kept with the plan.
    """
    kept: dict[type[models.Model], set[int]] = found.first
    if pointer.model not in kept:
        source: Any = pointer.model._meta.auto_created
        keys = [found.kept.pk, found.other.pk]
        named = models.Q(pk__in=[])
        for item in source._meta.concrete_fields:
            if item.is_relation and item.related_model is type(found.kept):
                named |= models.Q(**{f"{item.name}__in": keys})
        kept[pointer.model] = set(source._base_manager.filter(named).values_list("pk", flat=True))
    return kept[pointer.model]


# --- Carrying it out ------------------------------------------------------------------------------


def carry_out(joining: Joining, *, by: Actor, message: str) -> None:
    """Let everything follow, remove the rows that go and at last the other record itself.

    Each row that changes gets its entry in the trail, each that goes one with what it said. Must
    run inside the transaction of the service that asked whether it may be.

    Raises:
        Invalid: something stands against it, or a rule of the database refuses the result.
    """
    if joining.refusals:
        raise Invalid("；".join(joining.refusals))
    acts: list[Act] = []
    try:
        with transaction.atomic():
            _let_follow(joining, acts, message)
            ask_guards([joining.other])
            acts.append(_removal(joining.other, message))
            joining.other.delete()
    except IntegrityError as error:
        raise Invalid("合并后有记录不合规定，没有合并，什么也没有改变") from error
    history.write(acts, by=by)


def _let_follow(joining: Joining, acts: list[Act], message: str) -> None:
    lists = _lists(joining)
    before = {pointer: _names_in(pointer, keys) for pointer, keys in lists.items()}
    for clash in joining.clashes:
        if clash.hanging is not None:
            _let_follow(clash.hanging, acts, message)
        if not clash.pointer.is_link:
            acts.append(_removal(clash.goes, message))
        clash.goes.delete()
    for pointer, rows in joining.follow:
        _point(pointer, rows, joining.kept.pk)
        if not pointer.is_link:
            acts += [
                Act(
                    FOLLOW,
                    label_of(row),
                    before={pointer.attname: joining.other.pk},
                    after={pointer.attname: joining.kept.pk},
                    message=message,
                )
                for row in rows
            ]
    for pointer, keys in lists.items():
        now, relation = _names_in(pointer, keys), _relation(pointer)
        label = relation.model._meta.label_lower
        acts += [
            Act(
                FOLLOW,
                f"{label}:{key}",
                before={relation.name: before[pointer].get(key, [])},
                after={relation.name: now.get(key, [])},
                message=message,
            )
            for key in sorted(keys)
        ]


def _point(pointer: Pointer, rows: Sequence[Any], key: int) -> None:
    values: dict[str, Any] = {pointer.attname: key}
    if issubclass(pointer.model, Record):
        values["version"] = F("version") + 1
    for some in parts([row.pk for row in rows]):
        pointer.model._base_manager.filter(pk__in=some).update(**values)


def _lists(joining: Joining) -> dict[Pointer, set[int]]:
    """The records whose lists of people change, by the table the list is in."""
    found: dict[Pointer, set[int]] = {}
    rows = [(pointer, row) for pointer, many in joining.follow for row in many]
    rows += [(clash.pointer, clash.goes) for clash in joining.clashes]
    for pointer, row in rows:
        if pointer.is_link:
            found.setdefault(pointer, set()).add(getattr(row, _to_list(pointer)))
    return found


def _names_in(pointer: Pointer, keys: set[int]) -> dict[int, list[int]]:
    column = _to_list(pointer)
    names: dict[int, list[int]] = {}
    for some in parts(sorted(keys)):
        rows = pointer.model._base_manager.filter(**{f"{column}__in": some})
        for key, name in rows.values_list(column, pointer.attname):
            names.setdefault(key, []).append(name)
    return {key: sorted(many) for key, many in names.items()}


def _removal(row: Any, message: str) -> Act:
    meta = row._meta
    key = f"{meta.app_label}.remove_{meta.model_name}"
    return Act(key, label_of(row), before=facts_of(row), message=message)
