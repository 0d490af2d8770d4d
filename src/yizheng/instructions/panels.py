"""The panel of instructions that a product's register adds to its pages."""

from typing import Any

from django.urls import reverse

from yizheng.core.access import may
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel

from . import permissions, selectors


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
