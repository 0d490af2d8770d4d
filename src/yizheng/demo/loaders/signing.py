"""Invitations behind the joint proposals that came online, and some that were not taken up."""

from datetime import timedelta

from yizheng.core.records import Past
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.proposals.models import Invitation

from .intake import Case

# How many of a hundred joint proposals had somebody who declined, or who did not answer in time.
DECLINED, EXPIRED = 14, 9


def load_invitations(world: World, cases: list[Case]) -> None:
    """Whoever signed online had been invited and had agreed."""
    chance = world.chance(f"invitations {cases[0].row.session.opened_on}")
    past: list[Past] = []
    for case in cases:
        signers = list(case.links.get("co_signers", ()))
        if not signers or case.row.channel == "paper":
            continue
        past += [_invitation(case, person, "agreed") for person in signers]
        others = [person for person in world.serving(case.handed_in) if person not in signers]
        drawn = chance.randrange(100)
        if drawn < DECLINED + EXPIRED:
            other = chance.choice([one for one in others if one != case.row.proposer])
            past.append(_invitation(case, other, "declined" if drawn < DECLINED else "expired"))
    world.keep_past(past)


def _invitation(case: Case, person: Person, said: str) -> Past:
    """One invitation, sent three days before the proposal was handed in."""
    begun = case.handed_in - timedelta(days=3)
    answered = at(begun + timedelta(days=1), minute=(case.row.serial or 0) % 400)
    row = Invitation(
        proposal=case.row,
        person=person,
        respond_by=at(case.handed_in, minute=470),
        answered_at=None if said == "expired" else answered,
        note="近期任务较多，这次不参加联名。" if said == "declined" else "",
        text_digest=case.row.text_digest,
    )
    key = {"agreed": "sign", "declined": "decline_invitation", "expired": "expire_invitation"}[said]
    ended = at(case.handed_in, minute=475) if said == "expired" else answered
    return Past(
        row,
        [
            ("proposals.invite", "", "pending", at(begun)),
            (f"proposals.{key}", "pending", said, ended),
        ],
    )
