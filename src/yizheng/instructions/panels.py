"""Instructions on a product's page, for its register to add; and the product on theirs."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import REGISTERS, Panel

from . import permissions, selectors
from .models import Instruction


def _context(product: Any, actor: Actor) -> dict[str, Any] | None:
    if not may(actor, permissions.view):
        return None
    rows = list(selectors.instructions_on(product))
    may_enter = may(actor, permissions.enter)
    if not rows and not may_enter:
        return None
    label = product._meta.label_lower
    return {
        "instructions": rows,
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


PRODUCT = Panel("批示的成果", "instructions/_product.html", _product_context)
