"""Documented shapes of what goes in and out, made from the same declarations as the pages.

A form field says what may be sent; a register's column says what is answered. Nothing is written
down twice, so the OpenAPI description cannot drift from what a form accepts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django import forms
from pydantic import BaseModel, ConfigDict, Field, create_model

from yizheng.core.codes import CodeChoice
from yizheng.core.filters import filters_for
from yizheng.core.forms import YuanField, form_of, move_form
from yizheng.core.records import StatefulRecord
from yizheng.core.registers import Column, Register
from yizheng.core.tenancy import within
from yizheng.core.workflow import Transition, offered

# Forms are built per request for the active committee; their shape is the same for all of them.
NO_COMMITTEE = 0
BIGGEST = 2**31 - 1
FEWEST, MOST = 50, 200

Id = Annotated[int, Field(ge=1, le=BIGGEST)]
Whole = Annotated[int, Field(ge=-BIGGEST, le=BIGGEST)]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
# A form's field and what it takes; the first that fits, so the narrower class stands first.
INPUTS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.ModelMultipleChoiceField, list[Id]),
    (forms.ModelChoiceField, Id),
    (forms.DateTimeField, datetime),
    (forms.DateField, date),
    (forms.BooleanField, bool),
    (YuanField, Yuan),
    (forms.DecimalField, Decimal),
    (forms.IntegerField, Whole),
)
OUTPUTS: dict[str, Any] = {
    "day": date,
    "moment": datetime,
    "number": float,
    "money": float,
    "bool": bool,
}


class Sent(BaseModel):
    """What is sent: a name that is not documented is refused, never ignored."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class Told(BaseModel):
    """What is answered."""

    model_config = ConfigDict(protected_namespaces=())


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of one register: a row, a page of rows, the filters, a new record, a revision."""

    row: type[BaseModel]
    page: type[BaseModel]
    query: type[BaseModel]
    new: type[BaseModel]
    revision: type[BaseModel]
    moves: list[tuple[Transition, type[BaseModel]]]


def shapes_of(register: Register) -> Shapes:
    """All shapes of a register. No query."""
    with within(NO_COMMITTEE):
        blank = register.model.objects.none()
        typed = form_of(register).fields if register.groups else {}
        entered = form_of(register, parents=blank).fields if register.groups else {}
        filtered = filters_for(register)(queryset=blank).form.fields
        moves = [(move, _move(move)) for move in offered(register.model)]
    name = register.model.__name__
    row = _row(register)
    return Shapes(
        row,
        create_model(f"{name}Page", __base__=_Page, records=(list[row], ...)),  # type: ignore[valid-type]
        _query(name, filtered, register),
        create_model(f"{name}New", __base__=Sent, **_inputs(entered)),
        create_model(f"{name}Revision", __base__=_Revision, **_inputs(typed, partial=True)),
        moves,
    )


class _Page(Told):
    """Some records in order, and the cursors of the pages around them."""

    count: int = Field(description="符合条件的记录总数")
    next: str | None = Field(description="下一页的 after，没有下一页时为空")
    previous: str | None = Field(description="上一页的 after")


class _Revision(Sent):
    """The fields to change; those that are not sent stay as they are."""

    version: Id = Field(description="读到的版本；记录已被别人修改时答 409")


class Removal(Sent):
    """Why a record is taken back, and the version that was read."""

    version: Id = Field(description="读到的版本；记录已被别人修改时答 409")
    reason: str = Field(min_length=1, max_length=200, description="撤销的原因")


class _Move(Sent):
    """The inputs of a transition."""

    version: Id | None = Field(None, description="读到的版本；给出时，记录已被别人办理则答 409")


def api_name(field: str) -> str:
    """The name of a field at the API: amounts are in yuan, whatever is stored."""
    return f"{field.removesuffix('_fen')}_yuan" if field.endswith("_fen") else field


def _inputs(fields: dict[str, forms.Field], *, partial: bool = False) -> dict[str, Any]:
    return {api_name(name): _input(field, partial=partial) for name, field in fields.items()}


def _input(field: forms.Field, *, partial: bool = False) -> Any:
    needed = field.required and field.initial is None and not partial
    about = Field(
        ... if needed else None,
        title=str(field.label or ""),
        description=str(field.help_text) or None,
    )
    kind = type_of(field)
    return (kind if field.required else kind | None, about)


def type_of(field: forms.Field) -> Any:
    """The Python type of what a form field takes."""
    if isinstance(field, CodeChoice):
        # Which codes a committee offers is its own decision: the service says no to others.
        return Annotated[str, Field(min_length=1 if field.required else 0, max_length=30)]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return Literal[tuple(_values(field.choices))]
    for kind, taken in INPUTS:
        if isinstance(field, kind):
            return taken
    longest = getattr(field, "max_length", None)
    shortest = 1 if field.required else 0
    return Annotated[str, Field(min_length=shortest, max_length=longest)]


def _values(choices: Any) -> list[str]:
    """The values of choices, groups opened, the empty one left out."""
    values: list[str] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            values += _values(label)
        elif value not in ("", None):
            values.append(str(value))
    return values


def _move(move: Transition) -> type[BaseModel]:
    name = "".join(part.title() for part in move.key.replace(".", "_").split("_"))
    fields = move_form(move).base_fields
    return create_model(f"{name}Inputs", __base__=_Move, **_inputs(fields))


def _query(name: str, fields: dict[str, forms.Field], register: Register) -> type[BaseModel]:
    """Filters are never required; sorting and paging beside them."""
    sorts = sorted({column.sort for column in register.columns if column.sort})
    orders = tuple(sorts + [f"-{sort}" for sort in sorts])
    shape: dict[str, Any] = {
        key: (type_of(field) | None, Field(None, title=str(field.label or "")))
        for key, field in fields.items()
    }
    shape["sort"] = (Literal[orders] | None, Field(None, title="排序"))
    shape["after"] = (Annotated[str, Field(max_length=400)], Field("", title="上一页答的 next"))
    size = Annotated[int, Field(ge=FEWEST, le=MOST)]
    shape["size"] = (size, Field(FEWEST, title="每页条数"))
    return create_model(f"{name}Query", __base__=Told, **shape)


def _row(register: Register) -> type[BaseModel]:
    model: Any = register.model
    columns = {column.name: _output(column) for column in register.columns}
    shape: dict[str, Any] = {
        "id": (int, ...),
        "version": (int, Field(description="修改时原样带回")),
        "state": (_state(model), Field(description="状态的代号；没有状态的记录为空")),
        "url": (str, Field(description="网页的地址")),
        "columns": (create_model(f"{model.__name__}Columns", __base__=Told, **columns), ...),
    }
    return create_model(f"{model.__name__}Row", __base__=Told, **shape)


def _state(model: Any) -> Any:
    if not issubclass(model, StatefulRecord):
        return None
    return Literal[tuple(_values(model._meta.get_field("state").choices))]


def _output(column: Column) -> Any:
    about = Field(title=column.label, description=f"单位：{column.unit}" if column.unit else None)
    return (OUTPUTS.get(column.kind, str) | None, about)


def told(register: Register, record: Any) -> dict[str, Any]:
    """A record as its row: every column by name, money in yuan."""
    return {
        "id": record.pk,
        "version": record.version,
        "state": getattr(record, "state", None),
        "url": register.url("detail", record.pk),
        "columns": {column.name: _plain(column, record) for column in register.columns},
    }


def _plain(column: Column, record: Any) -> Any:
    value = column.value(record)
    if value is None:
        return None
    return value if column.kind in OUTPUTS else str(value)
