"""Who may attach files: whoever may enter the record, unless its app names another right."""

from django.db.models import Model

from yizheng.core.access import Action, can
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS

_rights: dict[str, Action] = {}


def attachable(model: type[Model], right: Action) -> None:
    """Say by which right files are attached to records of `model`, when it is not that of entry."""
    _rights[model._meta.label_lower] = right


def may_attach(actor: Actor, record: Model) -> bool:
    """Whether `actor` may attach files to this record and take them off. At most one query."""
    label = record._meta.label_lower
    register = REGISTERS.get(label)
    right = _rights.get(label) or (register.enter if register else None)
    return right is not None and can(actor, right, record)
