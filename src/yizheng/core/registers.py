"""Registers (台账): how one kind of record is listed, shown, typed in and exported, said once.

The pages, the exports, the API and the lists behind figures all read the same declaration, so a row
looks the same wherever it appears.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from . import records
from .access import Action, may, restrict
from .actors import Actor
from .advice import Advice
from .codes import CodeField
from .records import Record


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of a record as readers see it.

    `name` is its key in exports and the API; `path` leads from the record to the value (fields,
    methods and relations by `__`); `sort` is the field the list can be ordered by, empty if none;
    `kind` is text, day, moment, number, money (fen), badge or bool. `on_page` is False for what a
    panel of the record's page already tells; exports and the API have it all the same. `field` is
    the field an import reads it into, where `path` leads to something worked out from it.
    """

    name: str
    label: str
    path: str
    kind: str = "text"
    sort: str = ""
    in_list: bool = True
    unit: str = ""
    on_page: bool = True
    field: str = ""

    def value(self, record: models.Model) -> Any:
        """The plain value: text, number, date or None. Money is in yuan."""
        value: Any = record
        for step in self.path.split("__"):
            value = getattr(value, step, None)
            if callable(value):
                value = value()
            if value is None:
                return None
        if self.kind == "money":
            return Decimal(value) / 100
        return value if isinstance(value, int | Decimal | date | str) else str(value)

    def text(self, record: models.Model) -> str:
        """The value as a person reads it; empty when there is none."""
        value = self.value(record)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, datetime):
            return f"{localtime(value):%Y-%m-%d %H:%M}"
        if isinstance(value, date):
            return value.isoformat()
        if self.kind == "money":
            return f"{value:,.2f}元".replace(".00元", "元")
        return f"{value}{self.unit}"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are typed in together, under a heading."""

    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A further part of a record's page: a template, and what it is given.

    `context(record, actor)` returns the template's variables, or None to leave the panel out. What
    people open the page for is `first`: it stands above the facts.
    """

    label: str
    template: str
    context: Callable[[Any, Actor], dict[str, Any] | None]
    first: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a record's way in plain words; `on` is None while it is to come.

    Shown by `records/_way.html`.
    """

    label: str
    on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """What to think of before a move is made on many at once, and the move that may be better."""

    move: str
    sentence: str
    better: str = ""


@dataclass(frozen=True)
class Register:
    """One kind of record, declared by its app. See `register`."""

    model: type[Record]
    slug: str
    label: str
    section: str
    view: Action
    columns: tuple[Column, ...]
    order: str
    enter: Action | None = None
    groups: tuple[Group, ...] = ()
    search: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    day: str = ""
    due: str = ""
    related: tuple[str, ...] = ()
    prefetch: tuple[str, ...] = ()
    # What only columns outside the list read.
    hidden_prefetch: tuple[str | models.Prefetch[Any], ...] = ()
    panels: tuple[Panel, ...] = ()
    # Keys of the moves that the list offers on many records at once, see `core.bulk`.
    bulk: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    told: tuple[str, ...] = ()
    intro: str = ""
    in_menu: bool = True
    # Begun by a move of another record; here only corrected and taken back.
    begun_elsewhere: bool = False
    # The field with the record it hangs on: entered from that one's page, never chosen from a list.
    parent: str = ""
    # Whether tables can be taken over; None: when everything that must be typed in has a column.
    # False for what comes about only step by step, or by the person himself.
    importable: bool | None = None
    # Column by which an import knows a record again; by the model's unique constraints when empty.
    known_by: tuple[str, ...] = ()
    # Relations whose rows an import makes or corrects along with the record.
    made_along: tuple[str, ...] = ()
    # What to say to somebody while he fills in the form, from the texts in it.
    advise: Callable[[Mapping[str, str]], list[Advice]] | None = None
    create_with: Callable[..., Record] | None = None
    # Enters a record of past years as a table tells it, its state and days with it: imports take
    # it where what people type in would not do, because records come about step by step.
    past_with: Callable[..., Record] | None = None
    revise_with: Callable[..., Record] | None = None
    remove_with: Callable[..., None] | None = None

    @property
    def key(self) -> str:
        """`app.model`, the key of registries, events and the API."""
        return self.model._meta.label_lower

    @property
    def app(self) -> str:
        """The app's label, also the namespace of its URLs."""
        return self.model._meta.app_label

    @property
    def list_columns(self) -> tuple[Column, ...]:
        """The columns a list shows; exports and the API have them all."""
        return tuple(column for column in self.columns if column.in_list)

    def url(self, name: str, pk: int | None = None) -> str:
        """The address of one of its pages: list, new, export; with `pk` detail, edit, remove."""
        args = [] if pk is None else [pk]
        return reverse(f"{self.app}:{self.slug}-{name}", args=args)

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """The records `actor` may see, joined as the columns need. 1 query, however many rows."""
        return self.joined(restrict(self.model.objects.all(), self.view, actor))

    def joined(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with the relations that the columns of the list read."""
        rows = rows.select_related(*self.related) if self.related else rows
        return rows.prefetch_related(*self.prefetch) if self.prefetch else rows

    def whole(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`rows` with the relations that all columns read: for exports and the API."""
        return self.joined(rows).prefetch_related(*self.hidden_prefetch)

    def matching(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """`rows` that contain every one of the words, separated by spaces, in a searched field."""
        for word in words.split():
            clauses = [Q(**{f"{name}__icontains": word}) for name in self.search]
            rows = rows.filter(reduce(or_, clauses)) if clauses else rows.none()
        return rows

    def create(self, *, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Any:
        """Enter a new record by the app's service for it."""
        if self.create_with:
            return self.create_with(by=by, facts=facts, at=at)
        return records.create(self.model, by=by, right=self._enter(), facts=facts, at=at)

    def revise(self, record: Any, *, by: Actor, facts: dict[str, Any], version: int) -> Any:
        """Change a record by the app's service for it."""
        if self.revise_with:
            return self.revise_with(record, by=by, facts=facts, version=version)
        return records.revise(record, by=by, right=self._enter(), facts=facts, version=version)

    def remove(self, record: Any, *, by: Actor, reason: str, version: int) -> None:
        """Take back a record entered by mistake, by the app's service for it."""
        if self.remove_with:
            self.remove_with(record, by=by, reason=reason, version=version)
            return
        records.remove(record, by=by, right=self._enter(), reason=reason, version=version)

    def may_enter(self, actor: Actor) -> bool:
        """Whether `actor` could enter such records: draws the "new" button. No query."""
        if self.enter is None or not self.groups or self.begun_elsewhere:
            return False
        return may(actor, self.enter)

    def parents(self, actor: Actor) -> QuerySet[Any] | None:
        """The records of `parent` that `actor` may see; None where nothing hangs on another."""
        if not self.parent:
            return None
        field: Any = self.model._meta.get_field(self.parent)
        return register_of(field.related_model).rows(actor)

    def new_url(self, actor: Actor) -> str:
        """Where a list or a home page lets `actor` enter one; empty where it does not."""
        return self.url("new") if not self.parent and self.may_enter(actor) else ""

    def _enter(self) -> Action:
        if self.enter is None:
            raise LookupError(f"{self.key} is not entered by hand")
        return self.enter


REGISTERS: dict[str, Register] = {}


def register(
    model: type[Record],
    *,
    slug: str,
    section: str,
    view: Action,
    columns: Iterable[Column | str],
    order: str,
    label: str = "",
    hidden: Iterable[Column | str] = (),
    **options: Any,
) -> Register:
    """Declare how one kind of record is listed, shown and typed in.

    Args:
        slug: its part of the address, such as `aid-funds`.
        section: the key of the row of work in the menu, see `core.navigation`.
        columns: what a list shows; a name stands for the field of that name.
        hidden: further columns for the record's page, exports and the API.
        order: the field the list is ordered by at first, `-` for newest first.
        options: further fields of `Register`.
    """
    key = model._meta.label_lower
    if key in REGISTERS:
        raise ValueError(f"register declared twice: {key}")
    shown = [_column(model, item, in_list=True) for item in columns]
    more = [_column(model, item, in_list=False) for item in hidden]
    REGISTERS[key] = Register(
        model=model,
        slug=slug,
        label=label or str(model._meta.verbose_name),
        section=section,
        view=view,
        columns=(*shown, *more),
        order=order,
        **options,
    )
    return REGISTERS[key]


def register_of(model: type[models.Model]) -> Register:
    """The register of a kind of record.

    Raises:
        KeyError: it has none.
    """
    return REGISTERS[model._meta.label_lower]


def add_panel(label: str, panel: Panel) -> None:
    """Show a panel of an app above on the pages of `app.model`, after the register's own.

    Raises:
        KeyError: it has no register.
    """
    known = REGISTERS[label]
    REGISTERS[label] = replace(known, panels=(*known.panels, panel))


ImportAddress = Callable[[Register, Actor], str]
_import_address: list[ImportAddress] = []


def imports_at(address: ImportAddress) -> None:
    """Say where tables are taken over into a register; empty where `actor` may not."""
    _import_address[:] = [address]


def import_url(register: Register, actor: Actor) -> str:
    """Where `actor` may take a table over into a register; empty where he may not."""
    return _import_address[0](register, actor) if _import_address else ""


KINDS: Sequence[tuple[type[models.Field[Any, Any]], str]] = (
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.BooleanField, "bool"),
    (models.IntegerField, "number"),
    (models.DecimalField, "number"),
)


def _column(model: type[models.Model], item: Column | str, *, in_list: bool) -> Column:
    """A column from a field's name: label, kind and order follow from the field."""
    if isinstance(item, Column):
        return item if in_list else replace(item, in_list=False)
    source, at = _field(model, item)
    path, kind = item, "text"
    if source.choices or isinstance(source, CodeField):
        path, kind = f"{item.rpartition(at)[0]}get_{at}_display", "badge"
    for field_class, name in KINDS:
        if kind == "text" and isinstance(source, field_class):
            kind = name
            break
    if at.endswith("_fen"):
        kind = "money"
    sort = "" if isinstance(source, models.TextField) else item
    if source.is_relation:
        sort = ""
    name = item.removesuffix("_fen") + "_yuan" if kind == "money" else item
    return Column(name, str(source.verbose_name), path, kind, sort, in_list)


def _field(model: type[models.Model], path: str) -> tuple[Any, str]:
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    try:
        return model._meta.get_field(last), last
    except FieldDoesNotExist as error:
        raise ValueError(f"{model._meta.label} has no field {last}: give a Column") from error
