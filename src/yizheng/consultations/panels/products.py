"""What the page of a product shows beside its facts."""

from typing import Any

from django.urls import reverse

from yizheng.consultations import permissions, selectors
from yizheng.consultations.models import Product
from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel


def _recommendations(product: Product, actor: Actor) -> dict[str, Any]:
    """The numbered list and how far it has come. 1 query."""
    rows = list(selectors.recommendations_of(product))
    return {
        "rows": [
            (row, reverse("consultations:recommendations-detail", args=[row.pk])) for row in rows
        ],
        "progress": selectors.progress_of(rows),
        "add_url": _address_to_add(product, actor),
    }


def _address_to_add(product: Product, actor: Actor) -> str:
    if not can(actor, permissions.keep, product):
        return ""
    return reverse("consultations:products-recommend", args=[product.pk])


RECOMMENDATIONS = Panel("意见建议", "consultations/_recommendations.html", _recommendations)
