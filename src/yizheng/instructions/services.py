"""Registering what leaders wrote, and what followed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.access import require_confirmed
from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import STATISTICS_RULES
from yizheng.core.consequences import after
from yizheng.core.errors import Invalid
from yizheng.core.records import Record, before_removal, service
from yizheng.core.rules import rule, value_of
from yizheng.core.workdays import add_working_days
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.selectors import own_committee

from . import permissions, selectors
from .models import Conveyance, Instruction
from .products import INSTRUCTABLE, missing_day, since
from .states import ConveyanceState, LeaderLevel

ANSWER_DAYS = rule(
    "instructions.answer_days",
    "批示转办的反馈期限",
    default=20,
    help="承办单位反馈批示办理情况的工作日数，自转办的第二天起算",
    citation=STATISTICS_RULES("批示的办理"),
)
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


@service("instructions.write")
def write_instruction(
    *,
    by: Actor,
    product: Model,
    text: str,
    leader_post: str,
    is_main: bool = False,
    at: datetime | None = None,
) -> Instruction:
    """A leader writes on a product himself, today, in his own name and at his committee's level.

    Raises:
        Unconfirmed: he has not just given his password again.
        NotAllowed, Invalid: as `register_instruction`; or nothing is written.
    """
    require_confirmed(by)
    if not text.strip():
        raise Invalid("请写批示内容", field="text")
    facts = _with_product(
        {
            "product": product,
            "leader_name": by.name,
            "leader_post": leader_post.strip(),
            "leader_level": LeaderLevel(own_committee().level),
            "is_main": is_main,
            "instructed_on": localdate(at),
            "text": text.strip(),
        }
    )
    _refuse_secrets(facts)
    key, right = "instructions.write", permissions.write
    return records.create(Instruction, by=by, right=right, facts=facts, key=key, at=at)


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


@service("instructions.convey")
def convey_instruction(
    *, by: Actor, facts: dict[str, Any], at: datetime | None = None
) -> Conveyance:
    """Give an instruction to a unit, with what it is asked to do and until when.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; before it was written, or once it is closed.
    """
    instruction: Instruction = facts["instruction"]
    day = day_of(facts["conveyed_on"], at=at, field="conveyed_on")
    if instruction.closed_on:
        raise Invalid("这件批示已经办结，不能再转办", field="instruction")
    if day < instruction.instructed_on:
        sentence = f"转办不能早于批示日期 {instruction.instructed_on}"
        raise Invalid(sentence, field="conveyed_on")
    refuse_marked(request=facts.get("request") or "")
    note = ""
    if not facts.get("due_on"):
        days = value_of(ANSWER_DAYS.key, on=day)
        deadline = add_working_days(day, days)
        facts, note = {**facts, "due_on": deadline.due_on}, deadline.explain()
    return records.create(
        Conveyance,
        by=by,
        right=permissions.enter,
        facts=facts,
        derived={"due_note": note},
        key="instructions.convey",
        at=at,
    )


@transition(
    "instructions.answer",
    "反馈",
    sources={ConveyanceState.GIVEN},
    target=ConveyanceState.ANSWERED,
    right=permissions.answer,
    citation=STATISTICS_RULES("批示的办理"),
)
def answer_conveyance(
    conveyance: Conveyance,
    *,
    by: Actor,
    at: datetime,
    answer: str,
    answered_on: date | None = None,
) -> None:
    """Say what the unit did."""
    refuse_marked(answer=answer)
    conveyance.answer = answer.strip()
    conveyance.answered_on = day_of(answered_on, at=at, field="answered_on")
    conveyance.return_note = ""


@transition(
    "instructions.return_answer",
    "退回补充",
    sources={ConveyanceState.ANSWERED},
    target=ConveyanceState.GIVEN,
    right=permissions.enter,
    citation=STATISTICS_RULES("批示的办理"),
    awaited_in=(),
)
def return_answer(conveyance: Conveyance, *, by: Actor, at: datetime, return_note: str) -> None:
    """The answer is not enough; what is missing. What it said stays, to be gone on with."""
    conveyance.return_note, conveyance.answered_on = return_note, None


@transition(
    "instructions.settle",
    "办结",
    sources={ConveyanceState.ANSWERED},
    target=ConveyanceState.SETTLED,
    right=permissions.enter,
    citation=STATISTICS_RULES("批示的办理"),
)
def settle_conveyance(conveyance: Conveyance, *, by: Actor, at: datetime) -> None:
    """The answer is enough. With the last unit's the instruction is closed."""


@after("instructions.settle")
def _close(conveyance: Conveyance, by: Actor, at: datetime) -> None:
    instruction = Instruction.objects.select_for_update().get(pk=conveyance.instruction_id)
    rows = list(instruction.conveyances.select_related("unit").order_by("pk"))
    if instruction.closed_on or any(row.state != ConveyanceState.SETTLED for row in rows):
        return
    words = "；".join(f"{row.unit}：{row.answer}" for row in rows)
    facts = {
        "feedback": words,
        "fed_back_on": max(row.answered_on for row in rows if row.answered_on),
        "closed_on": localdate(at),
    }
    revise_instruction(instruction, by=by, facts=facts, version=instruction.version)


@before_removal
def keep_what_was_instructed(records: Sequence[Record]) -> None:
    """Refuse to remove a product while instructions on it are counted."""
    known = records[0]._meta.label_lower in INSTRUCTABLE
    if known and selectors.written_on(records).exists():
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
    _check_day(product, facts.get("instructed_on"))
    kind = ContentType.objects.get_for_model(product)
    return facts | {"product_type": kind, "product_id": product.pk}


def _check_day(product: Model, instructed_on: date | None) -> None:
    """Nobody writes on what he has not been given."""
    if missing_day(product):
        raise Invalid("这份成果还没有发出，不能登记批示")
    first = since(product)
    if first and instructed_on and instructed_on < first:
        raise Invalid(f"这份成果 {first} 才有，批示不能早于这一天", field="instructed_on")


def _refuse_secrets(facts: dict[str, Any]) -> None:
    refuse_marked(**{name: facts.get(name) or "" for name in WORDS})
