"""Code lists a committee keeps for itself: classes of replies, categories, reasons, scales.

A code list is a rule whose value is a list of entries: it has a default, is decided from a day on,
and a change never rewrites the past. Records hold the code; what an entry *counts as* (its sense)
is stored with the record that was decided under it, so that figures need not ask.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from . import tenancy
from .citations import Citation
from .errors import Invalid
from .rules import Rule, RuleValue, rule

KEPT = "code lists"
UNCHOSEN, ALL = "（未选）", "全部"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code: what it is called, what it means in full, and what it counts as."""

    code: str
    label: str
    meaning: str = ""
    sense: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one kind; `senses` are what entries may count as, with their Chinese names."""

    rule: Rule
    senses: Mapping[str, str] = field(default_factory=dict)

    def entries(self, *, on: date) -> list[Entry]:
        """What may be chosen on a day, in the committee's order.

        1 query a request, for all lists together.
        """
        for valid_from, value in _decided().get(self.rule.key, ()):
            if valid_from <= on:
                return entries_of(value)
        return entries_of(self.rule.default)

    def known(self) -> list[Entry]:
        """Every code that is or ever was offered, the newest wording of each."""
        seen: dict[str, Entry] = {}
        values = [value for _, value in _decided().get(self.rule.key, ())]
        for value in (*values, self.rule.default):
            for entry in entries_of(value):
                seen.setdefault(entry.code, entry)
        return list(seen.values())

    def label(self, code: str) -> str:
        """What a code is called; the code itself when it was never in the list."""
        return next((entry.label for entry in self.known() if entry.code == code), code)

    def require(self, code: str, *, on: date, field: str) -> Entry:
        """The entry of a code on a day.

        Raises:
            Invalid: the committee did not offer it on that day.
        """
        found = next((entry for entry in self.entries(on=on) if entry.code == code), None)
        if found is None:
            labels = "、".join(entry.label for entry in self.entries(on=on))
            raise Invalid(f"本会没有采用这一项；可选：{labels}", field=field)
        return found


CODE_LISTS: dict[str, CodeList] = {}


def code_list(
    key: str,
    label: str,
    *,
    default: Sequence[Entry],
    help: str,  # noqa: A002 - as `rules.rule`
    citation: Citation,
    senses: Mapping[str, str] | None = None,
) -> CodeList:
    """Declare a code list with the entries that hold until a committee decides otherwise."""
    entries = [asdict(entry) for entry in default]
    known = senses or {}
    declared = rule(
        key,
        label,
        default=entries,
        help=help,
        citation=citation,
        refusal=lambda value: _refusal(value, known),
    )
    CODE_LISTS[key] = CodeList(declared, known)
    return CODE_LISTS[key]


CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")


def _refusal(value: list[Any], senses: Mapping[str, str]) -> str:
    """What is wrong with a list of entries: a code twice or ill-formed, no name, a wrong sense."""
    try:
        entries = entries_of(value)
    except TypeError:
        return "每一项须有代码和名称"
    codes = [entry.code for entry in entries]
    if not entries:
        return "至少要有一项"
    for entry in entries:
        if not CODE.fullmatch(entry.code):
            return f"代码“{entry.code}”只能用英文字母、数字和下划线，以字母开头，最多30个"
        if codes.count(entry.code) > 1:
            return f"代码“{entry.code}”出现了两次"
        if not entry.label.strip():
            return f"“{entry.code}”没有写名称"
        if entry.sense not in ("", *senses):
            return f"“{entry.label}”的归类不对"
    return ""


def entries_of(value: Sequence[Mapping[str, str]]) -> list[Entry]:
    """Stored entries as objects."""
    return [Entry(**entry) for entry in value]


def _decided() -> dict[str, list[tuple[date, Any]]]:
    """Every decided code list of the active committee, newest first; asked once a request."""
    kept = tenancy.scratch()
    found: dict[str, list[tuple[date, Any]]] | None = kept.get(KEPT)
    if found is None:
        found = {}
        rows = RuleValue.objects.filter(key__in=CODE_LISTS).order_by("-valid_from")
        for key, valid_from, value in rows.values_list("key", "valid_from", "value"):
            found.setdefault(key, []).append((valid_from, value))
        kept[KEPT] = found
    return found


class CodeField(models.CharField[str, str]):
    """A column that holds a code of a list: `CodeField("类别", codes=CATEGORIES)`."""

    def __init__(self, *args: Any, codes: CodeList | None = None, **options: Any) -> None:
        self.codes = codes
        options.setdefault("max_length", 30)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Migrations store a plain column: which codes there are is data."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        """Give the record `get_<name>_display`, as a field with fixed choices has."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, f"get_{name}_display", lambda record: self.label(getattr(record, name)))

    def label(self, code: str) -> str:
        """What a stored code is called; empty for none."""
        return self.codes.label(code) if self.codes and code else code

    def formfield(self, **options: Any) -> Any:
        """A choice among what is offered today."""
        if self.codes is None:
            return super().formfield(**options)
        return CodeChoice(
            codes=self.codes,
            required=not self.blank,
            label=str(self.verbose_name),
            help_text=self.help_text,
        )


def shown(record: models.Model, name: str) -> str:
    """What the code in a record's field is called."""
    field = record._meta.get_field(name)
    return field.label(getattr(record, name)) if isinstance(field, CodeField) else ""


class CodeChoice(forms.ChoiceField):
    """A choice among a list's entries of today, asked when the form is drawn.

    With `former` also those offered before: for filters, whose empty choice means all.
    """

    def __init__(self, *, codes: CodeList, former: bool = False, **options: Any) -> None:
        def choices() -> list[tuple[str, str]]:
            if former:
                return [("", ALL), *((entry.code, entry.label) for entry in codes.known())]
            today = codes.entries(on=timezone.localdate())
            return [("", UNCHOSEN), *((entry.code, _worded(entry)) for entry in today)]

        super().__init__(choices=choices, **options)


def _worded(entry: Entry) -> str:
    return f"{entry.label}：{entry.meaning}" if entry.meaning else entry.label
