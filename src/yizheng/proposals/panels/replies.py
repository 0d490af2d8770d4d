"""Replies on the proposal's page and on their own, with all that hangs on them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from yizheng.core.access import can, may, restrict
from yizheng.core.actors import Actor
from yizheng.core.registers import Panel
from yizheng.core.rules import value_of
from yizheng.proposals import permissions, selectors
from yizheng.proposals.codes import RESULT_CLASSES
from yizheng.proposals.models import (
    Countersignature,
    Evaluation,
    Handling,
    Promise,
    Proposal,
    Reply,
)
from yizheng.proposals.services import countersigning, evaluating
from yizheng.proposals.states import (
    ANSWERING,
    CountersignState,
    EvaluationState,
    HandlingState,
    ReplyState,
)

RATING_RULE = "proposals.two_way_rating"


@dataclass(slots=True)
class Answered:
    """One reply as the reader may see it."""

    reply: Reply
    url: str
    letter_url: str
    meaning: str
    judge_url: str = ""
    judgements: list[Evaluation] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)


def _replies(proposal: Proposal, actor: Actor) -> dict[str, Any] | None:
    """The replies, the last first, with judgements and promises. 5 queries at most."""
    rows = restrict(
        Reply.objects.filter(handling__proposal=proposal), permissions.view_reply, actor
    )
    found = list(rows.select_related("handling__unit").order_by("-round", "handling"))
    if not found:
        return None
    mine = set(selectors.to_judge(actor).values_list("pk", flat=True)) if actor.person_id else set()
    judged = _by_reply(Evaluation, permissions.view_evaluation, proposal, actor)
    promised = _by_reply(Promise, permissions.view_promise, proposal, actor)
    return {
        "answers": [
            Answered(
                reply=row,
                url=reverse("proposals:replies-detail", args=[row.pk]),
                letter_url=reverse("proposals:reply-letter", args=[row.pk]),
                meaning=_meaning(row),
                judge_url=reverse("proposals:evaluate", args=[row.pk]) if row.pk in mine else "",
                judgements=[one for one in judged[row.pk] if one.state != EvaluationState.VOID],
                promises=promised[row.pk],
            )
            for row in found
        ]
    }


def _by_reply(model: Any, right: Any, proposal: Proposal, actor: Actor) -> dict[int, list[Any]]:
    rows = restrict(model.objects.filter(reply__handling__proposal=proposal), right, actor)
    related = ("person",) if model is Evaluation else ("unit",)
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related(*related).order_by("pk"):
        found[row.reply_id].append(row)
    return found


def _meaning(reply: Reply) -> str:
    """What its class means in full, in the wording of its day."""
    day = reply.sent_on or reply.signed_on
    entries = RESULT_CLASSES.entries(on=day) if day else RESULT_CLASSES.known()
    return next((one.meaning for one in entries if one.code == reply.result_class), "")


def _text(reply: Reply, actor: Actor) -> dict[str, Any]:
    """The reply's own page: its text, its letter, the proposal. 6 queries at most."""
    proposal = reply.handling.proposal
    seen = can(actor, permissions.view, proposal)
    judge = selectors.to_judge(actor).filter(pk=reply.pk).exists() if actor.person_id else False
    owed = may(actor, permissions.enter_evaluation) and evaluating.owed_on(reply)
    return {
        "reply": reply,
        "meaning": _meaning(reply),
        "letter_url": reverse("proposals:reply-letter", args=[reply.pk]),
        "proposal": proposal,
        "proposal_url": reverse("proposals:proposals-detail", args=[proposal.pk]) if seen else "",
        "judge_url": reverse("proposals:evaluate", args=[reply.pk]) if judge else "",
        "paper_url": f"{reverse('proposals:evaluations-new')}?reply={reply.pk}" if owed else "",
    }


def _countersignatures(reply: Reply, actor: Actor) -> dict[str, Any] | None:
    """What the helpers said of it. 1 query."""
    rows = restrict(reply.countersignatures.all(), permissions.view_countersignature, actor)
    found = [
        (
            row,
            reverse("proposals:countersignatures-detail", args=[row.pk]),
            row.state == CountersignState.AGREED and not countersigning.holds(row, reply),
        )
        for row in rows.select_related("handling__unit").order_by("pk")
    ]
    return {"rows": found} if found else None


def _promised(reply: Reply, actor: Actor) -> dict[str, Any] | None:
    """What it promises, and the way to add to that. 1 query."""
    rows = restrict(reply.promises.all(), permissions.view_promise, actor)
    found = [
        (row, reverse("proposals:promises-detail", args=[row.pk]))
        for row in rows.select_related("unit").order_by("due_on", "pk")
    ]
    adds = may(actor, permissions.keep_promise) and can(actor, permissions.reply, reply)
    new_url = f"{reverse('proposals:promises-new')}?reply={reply.pk}" if adds else ""
    return {"rows": found, "new_url": new_url} if found or new_url else None


def _asked_about(row: Countersignature, _actor: Actor) -> dict[str, Any]:
    """What a helper is asked to countersign. No query beyond the record's own."""
    reply = row.reply
    return {"reply": reply, "meaning": _meaning(reply), "proposal": reply.handling.proposal}


def _judged(evaluation: Evaluation, _actor: Actor) -> dict[str, Any]:
    reply = evaluation.reply
    return {"reply": reply, "meaning": _meaning(reply), "proposal": reply.handling.proposal}


def _answering(handling: Handling, actor: Actor) -> dict[str, Any] | None:
    """A unit's replies, and the way to begin one for the present round. 2-3 queries."""
    if handling.role not in ANSWERING:
        return None
    rows = restrict(handling.replies.all(), permissions.view_reply, actor)
    found = [
        (row, reverse("proposals:replies-detail", args=[row.pk])) for row in rows.order_by("round")
    ]
    waiting = handling.state in (HandlingState.ACCEPTED, HandlingState.AGAIN)
    begun = any(row.round == handling.round for row, _ in found)
    new_url = ""
    if waiting and not begun and can(actor, permissions.handle, handling):
        new_url = f"{reverse('proposals:replies-new')}?handling={handling.pk}"
    sent = any(row.state == ReplyState.SENT for row, _ in found)
    rate_url = ""
    if sent and can(actor, permissions.rate_handling, handling) and not _rated(handling):
        rate_url = f"{reverse('proposals:ratings-new')}?handling={handling.pk}"
    if not (found or new_url):
        return None
    return {"rows": found, "new_url": new_url, "rate_url": rate_url}


def _rated(handling: Handling) -> bool:
    """Whether there is nothing to rate: the committee does not ask, or the unit has said it."""
    asked = value_of(RATING_RULE, on=handling.assigned_on)
    return not asked or hasattr(handling, "rating")


REPLIES = Panel("答复和评价", "proposals/_replies.html", _replies)
TEXT = Panel("答复", "proposals/_reply.html", _text, first=True)
COUNTERSIGNATURES = Panel("会签", "proposals/_countersignatures.html", _countersignatures)
PROMISED = Panel("承诺事项", "proposals/_promised.html", _promised)
ASKED_ABOUT = Panel("请会签的答复", "proposals/_reply_quoted.html", _asked_about, first=True)
JUDGED = Panel("评价的答复", "proposals/_reply_quoted.html", _judged)
ANSWERING_PANEL = Panel("答复", "proposals/_answering.html", _answering, first=True)
