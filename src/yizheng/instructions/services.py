"""Registering what leaders wrote, and what followed."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import Record, before_removal, service
from yizheng.documents.secrecy import refuse_marked

from . import permissions, selectors
from .models import Instruction
from .products import INSTRUCTABLE

WORDS = ("text", "feedback", "conveyed_to", "leader_post")


@service("instructions.create_instruction")
def register_instruction(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Instruction:
    """Register one act of instruction.

    Args:
        facts: besides the fields, `product`: the record that was written on; or its
            `product_type` and `product_id`.

    Raises:
        NotAllowed: only the office and the research office register instructions.
        Invalid: no such product, or words that bear a mark of state secrecy.
    """
    facts = _with_product(facts)
    _refuse_secrets(facts)
    return records.create(Instruction, by=by, right=permissions.enter, facts=facts, at=at)


@service("instructions.revise_instruction")
def revise_instruction(
    instruction: Instruction, *, by: Actor, facts: dict[str, Any], version: int
) -> Instruction:
    """Change an instruction, usually by what followed; its product stays.

    Raises:
        NotAllowed, Stale: as in `records.revise`.
        Invalid: the product would change, or words bear a mark of state secrecy.
    """
    if {"product", "product_type", "product_id"} & set(facts):
        raise Invalid("批示所在的成果不能更换；登记错了的，请撤销后重新登记")
    _refuse_secrets(facts)
    right = permissions.enter
    return records.revise(instruction, by=by, right=right, facts=facts, version=version)


@before_removal
def keep_what_was_instructed(record: Record) -> None:
    """Refuse to remove a product while instructions on it are counted."""
    if record._meta.label_lower in INSTRUCTABLE and selectors.instructions_on(record).exists():
        raise Invalid("这份成果上还有批示，请先处理批示")


def _with_product(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with the product as type and id, when it is one of this committee's."""
    facts = dict(facts)
    product: Model | None = facts.pop("product", None)
    if product is None:
        kind, pk = facts.get("product_type"), facts.get("product_id")
        model = kind.model_class() if isinstance(kind, ContentType) else None
        product = model._default_manager.filter(pk=pk).first() if model else None
    if product is None or product._meta.label_lower not in INSTRUCTABLE:
        raise Invalid("请从调研报告、专报等成果的页面登记批示", field="product_id")
    if not type(product)._default_manager.filter(pk=product.pk).exists():
        raise Invalid("没有这份成果", field="product_id")
    kind = ContentType.objects.get_for_model(product)
    return facts | {"product_type": kind, "product_id": product.pk}


def _refuse_secrets(facts: dict[str, Any]) -> None:
    refuse_marked(**{name: facts.get(name) or "" for name in WORDS})
