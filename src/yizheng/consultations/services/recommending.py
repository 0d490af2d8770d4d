"""Entering the recommendations of a product."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from yizheng.consultations import permissions, selectors
from yizheng.consultations.models import Product, Recommendation
from yizheng.core import history, records
from yizheng.core.access import require
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.history import Act, label_of
from yizheng.core.records import check, service, snapshot

# What a pasted list puts before each line: 1. 1、（1） （一） 一、 — but not the 3.5 of a figure.
LIST_MARK = re.compile(
    r"^\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|\d{1,2}[.．](?!\d)|\d{1,2}、|[一二三四五六七八九十]{1,3}、)\s*"
)


@service("consultations.create_recommendation")
def create_recommendation(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Recommendation:
    """Enter one recommendation; it gets the next number of its product.

    Raises:
        NotAllowed, Invalid: as in `core.records.create`.
    """
    if facts.get("product") is None:
        raise Invalid("请选定这条建议所在的成果", field="product")
    product = _locked(facts["product"])
    numbered = facts | {"ordinal": selectors.next_ordinal(product)}
    return records.create(Recommendation, by=by, right=permissions.keep, facts=numbered, at=at)


def revise_recommendation(
    recommendation: Recommendation, *, by: Actor, facts: dict[str, Any], version: int
) -> Recommendation:
    """Change the text or the day of a recommendation; it stays in its product.

    Raises:
        NotAllowed, Stale, Invalid: as in `core.records.revise`.
    """
    kept = facts | {"product": recommendation.product}
    return records.revise(
        recommendation, by=by, right=permissions.keep, facts=kept, version=version
    )


@service("consultations.add_recommendations")
def add_recommendations(
    product: Product,
    *,
    by: Actor,
    lines: Sequence[str],
    made_on: date,
    at: datetime | None = None,
) -> list[Recommendation]:
    """Enter the recommendations of a product, one a line, numbered on from the last one.

    Empty lines are left out, and so is the list mark a pasted line begins with.

    Raises:
        NotAllowed: the actor may not enter recommendations.
        Invalid: no line holds anything.
    """
    require(by, permissions.keep, product)
    product = _locked(product)
    texts = [text for text in (LIST_MARK.sub("", line).strip() for line in lines) if text]
    if not texts:
        raise Invalid("请至少写一条建议，一行一条", field="lines")
    first = selectors.next_ordinal(product)
    rows = [
        Recommendation(
            committee_id=product.committee_id,
            product=product,
            ordinal=first + place,
            text=text,
            made_on=made_on,
        )
        for place, text in enumerate(texts)
    ]
    for row in rows:
        check(row)
    Recommendation.objects.bulk_create(rows)
    key = "consultations.create_recommendation"
    history.write([Act(key, label_of(row), after=snapshot(row), at=at) for row in rows], by=by)
    return rows


def _locked(product: Product) -> Product:
    """The product's row, locked so that two clerks do not take the same number."""
    locked: Product = Product.objects.select_for_update().get(pk=product.pk)
    return locked
