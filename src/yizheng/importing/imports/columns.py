"""Which columns of a register's export can be read back, and into which field.

A column that leads through a relation (`sector__name`) tells which row is meant; several of one
relation tell it together. What no field holds, such as a number worked out, is not read.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.codes import CodeField
from yizheng.core.exports import heading_of
from yizheng.core.registers import REGISTERS, Column, Register
from yizheng.core.tables import NO, YES, day_of

SHOWN_AS = re.compile(r"get_(\w+)_display")
MOMENT = re.compile(r"(.+?)[ T](\d{1,2}):(\d\d)(?::\d\d)?")
MASK = "*"


@dataclass(frozen=True, slots=True)
class Cell:
    """One column that can be read back.

    `field` is the field of the record; of a relation, `rest` leads from the related row to the
    value (empty: the row's name).
    """

    column: Column
    heading: str
    field: Any
    rest: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it tells which row of another kind is meant."""
        return bool(self.field.is_relation)

    @property
    def is_free(self) -> bool:
        """Whether people type it in: only that may be changed in a record that is there."""
        return bool(self.field.editable)


@cache
def cells_of(key: str) -> tuple[Cell, ...]:
    """The columns of a register that can be read back, in its order. `key` as in REGISTERS."""
    register = REGISTERS[key]
    found = [cell_for(register.model, column) for column in register.columns]
    return tuple(cell for cell in found if cell is not None)


def cell_for(model: type[models.Model], column: Column) -> Cell | None:
    """How a column of records of `model` is read back; None where it is not."""
    path = column.field or column.path
    head, _, rest = path.partition("__")
    if shown := SHOWN_AS.fullmatch(head):
        head = shown[1]
    try:
        field: Any = model._meta.get_field(head)
    except FieldDoesNotExist:
        return None
    if field.auto_created or not (field.concrete or field.many_to_many):
        return None
    if rest and not field.is_relation:
        return None
    return Cell(column, heading_of(column), field, rest)


def can_import(register: Register) -> bool:
    """Whether tables can be taken over: everything that must be typed in has a column."""
    if register.importable is not None:
        return register.importable
    if register.enter is None or not register.groups or register.begun_elsewhere:
        return False
    readable = {cell.field.name for cell in cells_of(register.key)}
    typed = [name for group in register.groups for name in group.fields]
    typed += [register.parent] if register.parent else []
    needed = [name for name in typed if is_needed(register.model._meta.get_field(name))]
    return readable.issuperset(needed)


def address_of(register: Register, actor: Actor) -> str:
    """Where `actor` may take a table over into a register; empty where he may not."""
    if register.enter is None or not may(actor, register.enter):
        return ""
    # A list under another heading, such as one's own, is no table of the office.
    if register.slug != REGISTERS[register.key].slug:
        return ""
    return reverse("importing:form", args=[register.key]) if can_import(register) else ""


def is_needed(field: Any) -> bool:
    """Whether a record cannot be without it."""
    return not (field.blank or field.has_default() or field.many_to_many)


def needed_cells(register: Register) -> list[Cell]:
    """The columns without which a table is of no use; of a relation the first."""
    found: dict[str, Cell] = {}
    typed = {name for group in register.groups for name in group.fields}
    for cell in cells_of(register.key):
        # What the system gives itself, such as a serial, a record of the past may lack.
        is_given = register.past_with is not None and cell.field.name not in typed
        if is_needed(cell.field) and cell.is_free and not is_given:
            found.setdefault(cell.field.name, cell)
    return list(found.values())


def needed_headings(register: Register) -> list[str]:
    """What stands above `needed_cells`."""
    return [cell.heading for cell in needed_cells(register)]


def help_for(cell: Cell) -> str:
    """How a column is filled in, in a sentence."""
    field = cell.field
    said = "必填。" if is_needed(field) else ""
    if field.many_to_many:
        return f"{said}几个用顿号隔开，须已登记。"
    if cell.is_link:
        return f"{said}须已登记；写法与导出的一样。"
    if field.choices:
        return f"{said}{'、'.join(str(label) for value, label in field.flatchoices if value)}。"
    for kind, sentence in HELPS:
        if isinstance(field, kind):
            return said + sentence
    if field.name.endswith("_fen"):
        return f"{said}元，最多两位小数。"
    return f"{said}{field.help_text}" if field.help_text else said or "文字。"


HELPS: tuple[tuple[Any, str], ...] = (
    (models.DateTimeField, "日期和时间，例如 2025-3-5 09:00。"),
    (models.DateField, "日期，例如 2025-3-5、2025年3月5日。"),
    (models.BooleanField, "是、否。"),
    (models.BigIntegerField, "元，最多两位小数。"),
    (models.IntegerField, "整数。"),
)


def value_of(cell: Cell, text: str) -> Any:
    """A cell's text as the field holds it; not for relations.

    Raises:
        ValueError: with a sentence.
    """
    return _reader(cell.field)(text)


def _reader(field: Any) -> Callable[[str], Any]:
    if isinstance(field, CodeField):
        return lambda text: _code(field, text)
    if field.choices:
        return lambda text: _choice(field, text)
    if field.name.endswith("_fen"):
        return _fen
    for kind, read in READERS:
        if isinstance(field, kind):
            return read
    return str


def _code(field: Any, text: str) -> str:
    entries = field.codes.entries(on=localdate()) if field.codes else []
    known = {entry.label: entry.code for entry in entries}
    if text not in known:
        raise ValueError(f"没有“{text}”这一项；可选：{'、'.join(known)}")
    return str(known[text])


def _choice(field: Any, text: str) -> Any:
    known = {str(label): value for value, label in field.flatchoices}
    if text in known:
        return known[text]
    raise ValueError(f"没有“{text}”这一项；可选：{'、'.join(label for label in known if label)}")


def _number(text: str) -> Decimal:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix("元")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(f"“{text}”不是数字") from error
    if not number.is_finite():
        raise ValueError(f"“{text}”不是数字")
    return number


def _whole(text: str) -> int:
    number = _number(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{text}”不是整数")
    if number < 0:
        raise ValueError(f"“{text}”是负数")
    return int(number)


def _fen(text: str) -> int:
    fen = _number(text) * 100
    if fen < 0:
        raise ValueError(f"“{text}”是负数，金额不能小于零")
    if fen != fen.to_integral_value():
        raise ValueError(f"“{text}”超过两位小数")
    return int(fen)


def _truth(text: str) -> bool:
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValueError(f"“{text}”请写成“是”或“否”")


def _moment(text: str) -> datetime:
    said = MOMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if said is None:
        raise ValueError(f"“{text}”请写成 2025-3-5 09:00 的样子")
    day, hour, minute = day_of(said[1]), int(said[2]), int(said[3])
    if hour > 23 or minute > 59:
        raise ValueError(f"没有“{text}”这个时间")
    return make_aware(datetime.combine(day, time(hour, minute))).astimezone(UTC)


READERS: tuple[tuple[Any, Callable[[str], Any]], ...] = (
    (models.DateTimeField, _moment),
    (models.DateField, day_of),
    (models.BooleanField, _truth),
    (models.IntegerField, _whole),
    (models.DecimalField, _number),
)
