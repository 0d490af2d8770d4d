"""The receipt of a submission (回执): what was handed in and when, and its place in the trail.

A receipt has a short code, by which anybody who has it can ask later whether it is genuine and
whether the text is still the one handed in, and learns nothing else.
"""

import re
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from yizheng.core.history import Event, holds, label_of
from yizheng.core.joining import FOLLOW
from yizheng.core.tenancy import within

from .models import Proposal
from .states import InvitationState
from .texts import digest_of

SUBMITTED = "proposals.submit"
# Without I, L, O and U, which are misread; 12 of them are 60 bits of the entry's digest.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
MISREAD = str.maketrans("ILO", "110")
CODE = re.compile(rf"(\d{{1,12}})-([{SIGNS}]{{{LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the trail says of one submission. `text_digest` is empty for what was taken over."""

    proposal: Proposal
    event: Event
    text_digest: str

    @property
    def code(self) -> str:
        """The entry's number and the beginning of its digest: `1532-7K3F-9WZT-B04M`."""
        sign = code_of(self.event)
        return "-".join(
            [str(self.event.number), *(sign[at : at + 4] for at in range(0, LENGTH, 4))]
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a receipt proves today: the entry holds in the trail, the stored text is the same.

    `is_same` is None when no digest of the text was taken then.
    """

    receipt: Receipt
    holds: bool
    is_same: bool | None

    @property
    def at(self) -> datetime:
        """The moment of the submission."""
        return self.receipt.event.at

    @property
    def is_good(self) -> bool:
        """The entry holds and the text was not changed."""
        return self.holds and self.is_same is not False


def receipt_of(proposal: Proposal) -> Receipt | None:
    """The receipt of the last submission; None before the first. 1 query."""
    return _receipt(proposal, None)


def code_of(event: Event) -> str:
    """The beginning of an entry's digest in signs that are not misread."""
    bits = int(event.digest, 16) >> (256 - 5 * LENGTH)
    return "".join(SIGNS[bits >> (5 * place) & 31] for place in reversed(range(LENGTH)))


def verify(receipt: Receipt) -> Verdict:
    """What the receipt proves today. 5 queries."""
    proposal, signers = _as_then(receipt, _signers_then(receipt))
    digest = digest_of(proposal, signers)
    is_same = digest == receipt.text_digest if receipt.text_digest else None
    return Verdict(receipt, holds(receipt.event), is_same)


def find(said: str) -> Verdict | None:
    """What the receipt of a code proves, whichever committee gave it; None if there is none.

    8 queries at most, however many committees there are.
    """
    match = CODE.fullmatch(_plainly(said))
    if match is None:
        return None
    rows = Event.objects.filter(number=int(match[1]), action=SUBMITTED, refused=False)
    event = next((row for row in rows.select_related("chain") if code_of(row) == match[2]), None)
    committee = event.chain.key.removeprefix("committee/") if event else ""
    if event is None or not committee.isdecimal():
        return None
    with within(int(committee)):
        pk = int(event.record.rpartition(":")[2])
        proposal = Proposal.objects.filter(pk=pk).first()
        receipt = _receipt(proposal, event.number) if proposal else None
        return verify(receipt) if receipt else None


def _plainly(said: str) -> str:
    """A code as typed: small letters, other dashes, spaces, signs misread."""
    signs = re.sub(r"[\s\-－—–_]", "", said[:60]).upper().translate(MISREAD)
    return f"{signs[:-LENGTH]}-{signs[-LENGTH:]}"


def _receipt(proposal: Proposal, number: int | None) -> Receipt | None:
    """The submission of a number in the trail, or the last one, with the digest that held then."""
    rows = Event.objects.filter(record=label_of(proposal), refused=False).order_by("number")
    found, digest = None, ""
    for event in rows.select_related("chain", "on_behalf_of"):
        digest = event.after.get("text_digest", digest)
        if event.action == SUBMITTED and number in (None, event.number):
            found = Receipt(proposal, event, digest)
    return found


def _as_then(receipt: Receipt, signers: set[int]) -> tuple[Proposal, set[int]]:
    """Proposer and signers under the numbers they had: two records of one may have been joined."""
    proposal = copy(receipt.proposal)
    joined = Event.objects.filter(
        record=label_of(proposal), action=FOLLOW, refused=False, number__gt=receipt.event.number
    )
    for event in joined.order_by("-number"):
        proposal.proposer_id = event.before.get("proposer_id", proposal.proposer_id)
        if "co_signers" in event.before:
            then, now = set(event.before["co_signers"]), set(event.after["co_signers"])
            # Who agreed only after the submission is not in the set, under either number.
            if not now - then or (now - then) & signers:
                signers = (signers - (now - then)) | (then - now)
    return proposal, signers


def _signers_then(receipt: Receipt) -> set[int]:
    """Who had signed when it was handed in: those of today without those who agreed later."""
    proposal, at = receipt.proposal, receipt.event.at
    later = proposal.invitations.filter(state=InvitationState.AGREED, answered_at__gt=at)
    signers = set(proposal.co_signers.values_list("pk", flat=True))
    return signers - set(later.values_list("person_id", flat=True))
