"""Reading instructions: by product and by period."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.periods import Period
from yizheng.core.registers import REGISTERS, Step

from . import permissions
from .models import Instruction
from .products import INSTRUCTABLE


def readable(actor: Actor) -> QuerySet[Instruction]:
    """The instructions `actor` may see. 1 query, however many rows."""
    return restrict(Instruction.objects.all(), permissions.view, actor)


def instructions_on(product: Model) -> QuerySet[Instruction]:
    """What was written on one product, oldest first. Unrestricted. 1 query."""
    kind = ContentType.objects.get_for_model(product)
    rows: QuerySet[Instruction] = Instruction.objects.filter(
        product_type=kind, product_id=product.pk
    )
    return rows.order_by("instructed_on", "pk")


def written_on(products: Iterable[Model]) -> QuerySet[Instruction]:
    """What was written on any of several products, oldest first. Unrestricted. 1 query."""
    ids: dict[ContentType, list[int]] = defaultdict(list)
    for product in products:
        ids[ContentType.objects.get_for_model(product)].append(product.pk)
    rule = Q(pk__in=[])
    for kind, known in ids.items():
        rule |= Q(product_type=kind, product_id__in=known)
    rows: QuerySet[Instruction] = Instruction.objects.filter(rule)
    return rows.order_by("instructed_on", "pk")


def given_in(period: Period) -> QuerySet[Instruction]:
    """Instructions written in the period, ends included. Unrestricted: for figures."""
    rows: QuerySet[Instruction] = Instruction.objects.filter(instructed_on__range=period)
    return rows


def on_kind(rows: QuerySet[Instruction], label: str) -> QuerySet[Instruction]:
    """Those on products of one kind, named `app.model`; its app need not be known here."""
    app, _, model = label.partition(".")
    kinds = ContentType.objects.filter(app_label=app, model=model)
    return rows.filter(product_type__in=kinds.values("pk"))


def steps_on(products: Iterable[Model]) -> list[Step]:
    """That leaders wrote on any of several products and what came of it, never their words.

    1 query.
    """
    steps = []
    for act in written_on(products):
        steps.append(Step(f"{act.get_leader_level_display()}领导批示", act.instructed_on))
        if act.fed_back_on:
            steps.append(Step("批示的落实情况", act.fed_back_on, act.feedback))
    return steps


def seen_product(actor: Actor, label: str, pk: int) -> Any | None:
    """The product `app.model` of an id when leaders write on such and `actor` may see it."""
    register = REGISTERS.get(label)
    if label not in INSTRUCTABLE or register is None:
        return None
    return register.rows(actor).filter(pk=pk).first()
