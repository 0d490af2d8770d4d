"""The official letter of a reply, as Word (答复函)."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from yizheng.core.codes import shown
from yizheng.core.http import Request, attached
from yizheng.core.rules import value_of
from yizheng.documents import official
from yizheng.documents.selectors import attachments_of
from yizheng.proposals import selectors
from yizheng.proposals.models import Proposal, Reply
from yizheng.proposals.registers.replies import REPLIES
from yizheng.proposals.services.city_rules import LETTER_COPIES
from yizheng.proposals.states import BY_MEMBER, ReplyState

FEW = 6
OWN_ORGAN = "提案委员会"


@login_required
@require_safe
def reply_letter(request: Request, pk: int) -> HttpResponse:
    """The letter to the proposers, for whoever may read the reply."""
    reply: Reply = get_object_or_404(REPLIES.rows(request.actor), pk=pk)
    content = official.as_docx(letter_of(reply))
    number, unit = reply.handling.proposal.printed_number, reply.handling.unit
    return attached(content, official.CONTENT_TYPE, f"{number}提案答复函（{unit}）.docx")


def letter_of(reply: Reply) -> official.Letter:
    """A reply as an official letter; a draft says that it is one. 4 queries."""
    handling, proposal = reply.handling, reply.handling.proposal
    committee = proposal.committee
    draft = "" if reply.state == ReplyState.SENT else "（未送达）"
    again = "再次" if reply.round > 1 else ""
    contact = "，".join(part for part in (reply.contact, reply.contact_phone) if part)
    return official.Letter(
        organ=handling.unit.name,
        title=f"关于{_number(proposal)}提案的{again}答复{draft}",
        addressee=_addressee(proposal),
        paragraphs=official.blocks_of(reply.body),
        number=reply.document_number,
        mark=shown(reply, "result_class"),
        on=reply.signed_on,
        contact=f"联系人及电话：{contact}" if contact else "",
        attachments=tuple(PurePath(file.name).stem for file in attachments_of(reply)),
        copies=_copies(committee.short_name, on=reply.sent_on or localdate()),
    )


def _copies(committee: str, *, on: date) -> tuple[str, ...]:
    """Who receives a copy; our own organ with the name of its committee."""
    names: list[str] = value_of(LETTER_COPIES.key, on=on)
    return tuple(f"{committee}{name}" if name == OWN_ORGAN else name for name in names)


def _number(proposal: Proposal) -> str:
    """Which proposal it is: 某市政协四届四次会议第0012号."""
    return f"{proposal.committee.short_name}{proposal.session}{proposal.printed_number}"


def _addressee(proposal: Proposal) -> str:
    """The proposers by name, of merged proposals too; many are the first and "and others"."""
    if proposal.submitter_type not in BY_MEMBER:
        return proposal.submitter
    people: list[Any] = list(selectors.proposers_of(proposal))
    first = [person for person in people if person.pk == proposal.proposer_id]
    others = [person for person in people if person.pk != proposal.proposer_id]
    names = [str(person) for person in (*first, *others)]
    if len(names) > FEW:
        return f"{names[0]}等{len(names)}位委员"
    return f"{'、'.join(names)}委员"
