"""Rules of a committee as data with a date: deadlines and schemes differ from city to city.

A rule is declared once in code with its meaning, its kind of value and its default; a committee's
own value has a first day. Changing a rule adds a row and never rewrites the past.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from . import history
from .access import Action, require
from .actors import Actor
from .citations import Citation
from .errors import Invalid, Unknown
from .history import Act, label_of
from .records import check, service
from .tenancy import Tenanted, active_committee, scratch


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a committee may decide for itself. `kind` is int, bool, str or list.

    `refusal` says in a sentence what is wrong with a value of that kind, or nothing.
    """

    key: str
    label: str
    default: Any
    help: str
    citation: Citation
    refusal: Callable[[Any], str] = lambda _: ""

    @property
    def kind(self) -> type:
        """The type of its values."""
        return type(self.default)


RULES: dict[str, Rule] = {}


def rule(
    key: str,
    label: str,
    *,
    default: Any,
    help: str,  # noqa: A002 - the word for it
    citation: Citation,
    refusal: Callable[[Any], str] = lambda _: "",
) -> Rule:
    """Declare a rule with the value that holds until a committee decides otherwise."""
    if key in RULES:
        raise ValueError(f"rule declared twice: {key}")
    RULES[key] = Rule(key, label, default, help, citation, refusal)
    return RULES[key]


def whole_numbers(value: list[Any]) -> str:
    """The refusal of a list whose items are not whole numbers."""
    wrong = [item for item in value if not (str(item).isdecimal() and len(str(item)) < 6)]
    return f"“{wrong[0]}”不是整数" if wrong else ""


def among(*known: str) -> Callable[[list[Any]], str]:
    """The refusal of a list with an item that the system does not know."""

    def refusal(value: list[Any]) -> str:
        wrong = [item for item in value if item not in known]
        return f"没有“{wrong[0]}”这一项；可选：{'、'.join(known)}" if wrong else ""

    return refusal


class RuleValue(Tenanted):
    """What a committee decided about one rule, from one day on."""

    key = models.CharField("规则", max_length=80)
    valid_from = models.DateField("自何日起")
    value = models.JSONField("值")
    decided_by = models.CharField("依据的决定", max_length=120, blank=True)

    class Meta:
        app_label = "core"
        verbose_name = verbose_name_plural = "本会规则"
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "key", "valid_from"],
                name="rule_value_one_a_day",
                violation_error_message="这条规则在这一天已经有一个值",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    def clean(self) -> None:
        """Refuse an unknown key, or a value of another kind than the rule's."""
        known = RULES.get(self.key)
        if known is None:
            raise ValidationError({"key": f"没有“{self.key}”这条规则"})
        if type(self.value) is not known.kind:
            raise ValidationError({"value": f"“{known.label}”的值类型不对"})
        if sentence := known.refusal(self.value):
            raise ValidationError({"value": sentence})


def value_of(key: str, *, on: date) -> Any:
    """What the active committee's rule says on a day. 1 query.

    Raises:
        Unknown: no such rule is declared.
    """
    if key not in RULES:
        raise Unknown(f"没有“{key}”这条规则；可用的有：{'、'.join(sorted(RULES))}")
    row = RuleValue.objects.filter(key=key, valid_from__lte=on).order_by("-valid_from").first()
    return row.value if row else RULES[key].default


@service("core.set_rule")
def set_rule(
    key: str,
    *,
    by: Actor,
    right: Action,
    value: Any,
    valid_from: date,
    decided_by: str = "",
    at: datetime | None = None,
) -> RuleValue:
    """Decide a rule from a day on.

    Raises:
        Invalid: unknown rule, wrong kind of value, or a value for that day exists.
    """
    row = RuleValue(
        committee_id=active_committee(),
        key=key,
        value=value,
        valid_from=valid_from,
        decided_by=decided_by,
    )
    require(by, right, row)
    if key not in RULES:
        raise Invalid(f"没有“{key}”这条规则", field="key")
    check(row)
    row.save()
    scratch().clear()
    after = {"key": key, "value": value, "valid_from": valid_from.isoformat()}
    history.write([Act("core.set_rule", label_of(row), after=after, at=at)], by=by)
    return row
