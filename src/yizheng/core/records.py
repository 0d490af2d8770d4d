"""Writing records: create, revise, remove, take over many.

Every write goes through here or through a transition, so that every write is checked, versioned
and written to the trail.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, reduce, wraps
from operator import and_
from typing import Any, ParamSpec, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from . import history
from .access import Action, require
from .actors import Actor
from .consequences import follow
from .errors import Invalid, Refused, Stale
from .history import Act, changed, facts_of, label_of
from .tenancy import Tenanted, active_committee

P = ParamSpec("P")
R = TypeVar("R")
RecordT = TypeVar("RecordT", bound="Record")


class Record(Tenanted):
    """A record of a committee's work: versioned, so that a stale edit is refused.

    A subclass may name in `PERSONAL` the fields that the trail must not spell out.
    """

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    PERSONAL: frozenset[str] = frozenset()

    class Meta:
        abstract = True


class StatefulRecord(Record):
    """A record with states, which `core.workflow` alone assigns; its moves are services."""

    state: Any

    class Meta:
        abstract = True


@contextmanager
def refusals_recorded(key: str, *, by: Actor, record: str) -> Iterator[None]:
    """One transaction; when it is refused, nothing of it remains but an entry in the trail."""
    try:
        with transaction.atomic():
            yield
    except Refused as refusal:
        with transaction.atomic():
            history.write(
                [Act(key, record, refused=True, message=refusal.message)],
                by=by,
            )
        raise


def service(key: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function that writes one transaction whose refusal is recorded.

    The function takes the actor as keyword `by`; its first positional argument, when it is a saved
    record, is what the refusal is recorded against.
    """

    def wrap(work: Callable[P, R]) -> Callable[P, R]:
        @wraps(work)
        def perform(*args: P.args, **kwargs: P.kwargs) -> R:
            subject = args[0] if args else None
            label = label_of(subject) if isinstance(subject, models.Model) else ""
            with refusals_recorded(key, by=cast(Actor, kwargs["by"]), record=label):
                return work(*args, **kwargs)

        return perform

    return wrap


def create(
    model: type[RecordT],
    *,
    by: Actor,
    right: Action,
    facts: dict[str, Any],
    derived: dict[str, Any] | None = None,
    key: str = "",
    at: datetime | None = None,
) -> RecordT:
    """Enter one new record of the actor's committee.

    Args:
        facts: field values; many-to-many fields take a sequence of rows.
        derived: values of columns that nobody types in, as the calling service found them.
        key: the act's name in the trail; `app.create_model` when empty.

    Raises:
        NotAllowed: the actor may not enter such a record.
        Invalid: a field, or a constraint of the model, refuses it.
    """
    key = key or f"{model._meta.app_label}.create_{model._meta.model_name}"
    with refusals_recorded(key, by=by, record=model._meta.label_lower):
        plain_facts, links = _sorted_out(model, facts)
        record = model(committee_id=active_committee(), **plain_facts, **(derived or {}))
        check(record)
        record.save(force_insert=True)
        _link(record, links)
        require(by, right, record)
        history.write([Act(key, label_of(record), after=snapshot(record), at=at)], by=by)
        follow(key, record, by, at or timezone.now())
    return record


def revise(
    record: RecordT,
    *,
    by: Actor,
    right: Action,
    facts: dict[str, Any],
    version: int,
    derived: dict[str, Any] | None = None,
    key: str = "",
    at: datetime | None = None,
) -> RecordT:
    """Change fields of a record that the actor has read at `version`.

    Args:
        derived: values of columns that nobody types in, as the calling service found them.

    Raises:
        NotAllowed: before or after the change, the actor may not enter this record.
        Stale: the record was changed since; `details` hold what is stored now.
        Invalid: a field, or a constraint of the model, refuses it.
    """
    model = type(record)
    key = key or f"{model._meta.app_label}.revise_{model._meta.model_name}"
    with refusals_recorded(key, by=by, record=label_of(record)):
        current: RecordT = model._base_manager.select_for_update().get(pk=record.pk)
        require(by, right, current)
        if current.version != version:
            raise Stale(
                "您打开以后，这条记录已被别人修改。您填写的内容还在，请对照后再保存。",
                stored=snapshot(current),
                version=current.version,
            )
        before = snapshot(current)
        plain_facts, links = _sorted_out(model, facts)
        for name, value in (plain_facts | (derived or {})).items():
            setattr(current, name, value)
        current.version += 1
        check(current)
        current.save()
        _link(current, links)
        require(by, right, current)
        old, new = changed(before, snapshot(current))
        history.write([Act(key, label_of(current), before=old, after=new, at=at)], by=by)
        follow(key, current, by, at or timezone.now())
    return current


Guard = Callable[[Sequence[Record]], None]
_guards: list[Guard] = []


def before_removal(guard: Guard) -> Guard:
    """Have `guard` asked before records of one model are removed; it raises `Invalid` to keep them.

    For what hangs on records of many kinds, which no foreign key protects.
    """
    _guards.append(guard)
    return guard


def ask_guards(records: Sequence[Record]) -> None:
    """Have everybody asked who wants to keep records of one model.

    Raises:
        Invalid: somebody does.
    """
    for guard in _guards:
        guard(records)


def remove(record: Record, *, by: Actor, right: Action, reason: str, version: int) -> None:
    """Take back a record entered by mistake. Its last content and the reason stay in the trail.

    Raises:
        NotAllowed, Stale: as in `revise`.
        Invalid: no reason given, or other records point to this one.
    """
    model = type(record)
    key = f"{model._meta.app_label}.remove_{model._meta.model_name}"
    with refusals_recorded(key, by=by, record=label_of(record)):
        current = model._base_manager.select_for_update().get(pk=record.pk)
        require(by, right, current)
        if current.version != version:
            raise Stale("您打开以后，这条记录已被别人修改，请重新查看后再撤销。")
        if not reason.strip():
            raise Invalid("请写明撤销的原因", field="reason")
        ask_guards([current])
        act = Act(key, label_of(current), before=snapshot(current), message=reason.strip())
        try:
            current.delete()
        except ProtectedError as error:
            raise Invalid(still_linked(error)) from error
        history.write([act], by=by)
        follow(key, current, by, timezone.now())


@dataclass(frozen=True, slots=True)
class Past:
    """A record that is taken over with its history: the steps it went through, oldest first.

    A step is `(action, state before, state after, when)`.
    """

    record: Record
    steps: Sequence[tuple[str, str, str, datetime]] = ()
    links: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def take_over(past: Iterable[Past], *, by: Actor, key: str = "") -> list[Record]:
    """Store many records of one model at once, with their history: imports and the demo year.

    Constraints are checked by the database, not row by row. Rows keep their order.
    """
    past = list(past)
    if not past:
        return []
    model = type(past[0].record)
    key = key or f"{model._meta.app_label}.import_{model._meta.model_name}"
    with transaction.atomic():
        records = [item.record for item in past]
        for record in records:
            record.committee_id = active_committee()
        model._base_manager.bulk_create(records, batch_size=500)
        for name in {name for item in past for name in item.links}:
            _link_many(model, name, past)
        history.write([act for item in past for act in _acts_of(item, key)], by=by)
    return records


def still_linked(error: ProtectedError) -> str:
    """What hangs on a record that was to be removed, in a sentence."""
    kinds = sorted({str(row._meta.verbose_name) for row in error.protected_objects})
    return f"还有{'、'.join(kinds)}与它相连，请先处理那些记录"


def _acts_of(past: Past, key: str) -> list[Act]:
    label, facts = label_of(past.record), facts_of(past.record)
    if not past.steps:
        return [Act(key, label, after=facts)]
    return [
        Act(
            action,
            label,
            before={"state": before} if before else {},
            after=facts | {"state": after} if number == 0 else {"state": after},
            at=at,
        )
        for number, (action, before, after, at) in enumerate(past.steps)
    ]


def _link_many(model: type[models.Model], name: str, past: Sequence[Past]) -> None:
    relation: Any = model._meta.get_field(name)
    through = relation.remote_field.through
    here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
    rows = [
        through(**{here: item.record.pk, there: other.pk})
        for item in past
        for other in item.links.get(name, ())
    ]
    through._base_manager.bulk_create(rows, batch_size=1000)


def snapshot(record: models.Model) -> dict[str, Any]:
    """The record's columns and the ids its many-to-many fields hold, as plain JSON values."""
    links = {
        relation.name: sorted(getattr(record, relation.name).values_list("pk", flat=True))
        for relation in record._meta.many_to_many
    }
    return facts_of(record) | links


def check(record: models.Model) -> None:
    """Field rules, uniqueness and constraints.

    Raises:
        Invalid: with a sentence for each field that is wrong.
    """
    try:
        _clean(record)
    except ValidationError as error:
        fields = {name: list(sentences) for name, sentences in error.message_dict.items()}
        labels = {item.name: str(item.verbose_name) for item in record._meta.concrete_fields}
        sentences = [
            f"{labels[name]}：{sentence}" if name in labels else sentence
            for name, many in fields.items()
            for sentence in many
        ]
        raise Invalid("；".join(sentences), fields=fields) from error
    for relation in record._meta.concrete_fields:
        if relation.is_relation:
            _same_committee(record, relation, getattr(record, relation.name))


def check_shape(record: models.Model) -> None:
    """As `check`, for one of very many: what relations point to and uniqueness are the caller's.

    One statement.

    Raises:
        ValidationError: what is wrong, by field.
    """
    relations = [item.name for item in record._meta.concrete_fields if item.is_relation]
    record.clean_fields(exclude=relations)
    record.clean()
    together = _checks_of(type(record))
    if together is None:
        return
    try:
        together.validate(type(record), record)
    except ValidationError:
        # Something is wrong: say what.
        record.validate_constraints()
        raise


def _clean(record: models.Model) -> None:
    """As `full_clean`, but all checks of the model in one statement as long as they hold.

    A proposal has some thirty of them; asked one by one they are most of the time of a write.
    """
    model, together = type(record), _checks_of(type(record))
    try:
        record.full_clean(validate_constraints=False)
        if together is not None:
            together.validate(model, record)
        for constraint in record._meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                constraint.validate(model, record)
    except ValidationError:
        # Something is wrong: say all that is.
        record.full_clean()


@cache
def _checks_of(model: type[models.Model]) -> models.CheckConstraint | None:
    conditions = [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    if not conditions:
        return None
    return models.CheckConstraint(condition=reduce(and_, conditions), name="all_checks")


def _sorted_out(
    model: type[models.Model], facts: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split facts into columns and many-to-many links; refuse what is no field to be typed."""
    links = {relation.name for relation in model._meta.many_to_many}
    typed = {item.name for item in model._meta.concrete_fields if item.editable}
    if unknown := set(facts) - links - typed:
        raise Invalid(f"没有这样的填写项：{'、'.join(sorted(unknown))}")
    return (
        {name: value for name, value in facts.items() if name not in links},
        {name: value for name, value in facts.items() if name in links},
    )


def _link(record: Record, links: dict[str, Any]) -> None:
    for name, rows in links.items():
        relation = record._meta.get_field(name)
        for row in rows:
            _same_committee(record, relation, row)
        getattr(record, name).set(rows)


def _same_committee(record: models.Model, relation: Any, other: models.Model | None) -> None:
    """Refuse a link to a record of another committee, whichever door it came through."""
    ours = getattr(record, "committee_id", None)
    if isinstance(other, Tenanted) and ours and other.committee_id != ours:
        sentence = f"没有可选的这条{relation.verbose_name}"
        raise Invalid(sentence, field=relation.name)
