"""Instructions on a product's page, for its register to add; and the product on theirs."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel

from . import permissions, selectors
from .models import Conveyance, Instruction
from .products import missing_day


def _context(product: Any, actor: Actor) -> dict[str, Any] | None:
    if not may(actor, permissions.view):
        return None
    rows = list(selectors.instructions_on(product))
    may_enter = may(actor, permissions.enter)
    may_write = may(actor, permissions.write) and not missing_day(product)
    if not (rows or may_enter or may_write):
        return None
    label = product._meta.label_lower
    write_url = reverse("instructions:write-on", args=[label, product.pk]) if may_write else ""
    return {
        "instructions": rows,
        "write_url": write_url,
        "reads_text": may(actor, permissions.read_text),
        "new_url": reverse("instructions:new-on", args=[label, product.pk]) if may_enter else "",
    }


INSTRUCTIONS = Panel("批示", "instructions/_instructions.html", _context)


def _product_context(instruction: Instruction, actor: Actor) -> dict[str, Any] | None:
    kind = instruction.product_type
    label = f"{kind.app_label}.{kind.model}"
    product = selectors.seen_product(actor, label, instruction.product_id)
    if product is None:
        return None
    register = REGISTERS[label]
    url = register.url("detail", product.pk)
    return {"product": product, "kind": register.label, "url": url}


def _words(instruction: Instruction, actor: Actor) -> dict[str, Any] | None:
    """What the leader wrote, for those whose right it is to read. No query."""
    if not instruction.text or not may(actor, permissions.read_text):
        return None
    return {"text": instruction.text}


def _conveyances(instruction: Instruction, actor: Actor) -> dict[str, Any] | None:
    """The units that are to act on it, and the way to give it to one. 1 query."""
    rows = restrict(instruction.conveyances.all(), permissions.view_conveyance, actor)
    found = [
        (row, reverse("instructions:conveyances-detail", args=[row.pk]))
        for row in rows.select_related("unit").order_by("pk")
    ]
    adds = may(actor, permissions.enter) and instruction.closed_on is None
    new_url = f"{reverse('instructions:conveyances-new')}?instruction={instruction.pk}"
    return {"rows": found, "new_url": new_url if adds else ""} if found or adds else None


def _conveyed(conveyance: Conveyance, _actor: Actor) -> dict[str, Any]:
    """What the unit is asked, and about which product; never the leader's words. 1 query."""
    instruction = conveyance.instruction
    return {
        "conveyance": conveyance,
        "kind": instruction.product_type.name,
        "product": str(instruction.product),
    }


WORDS = Panel("批示内容", "instructions/_words.html", _words, first=True)
CONVEYANCES = Panel("转办", "instructions/_conveyances.html", _conveyances)
CONVEYED = Panel("请办理", "instructions/_conveyed.html", _conveyed, first=True)
PRODUCT = Panel("批示的成果", "instructions/_product.html", _product_context)
