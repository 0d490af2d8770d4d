"""Publication (公开): what everybody may read of a proposal, and taking it back."""

from datetime import date, datetime

from django.db.models import Q

from yizheng.core.acting_days import day_of
from yizheng.core.actors import Actor
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid
from yizheng.core.personal_data import personal_data
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import NUMBERED


@transition(
    "proposals.publish",
    "公开",
    sources=NUMBERED,
    target=None,
    right=permissions.publish,
    citation=PROPOSAL_RULES("公开"),
    when=Q(is_open=True, published_on=None),
)
def publish_proposal(
    proposal: Proposal,
    *,
    by: Actor,
    at: datetime,
    public_text: str = "",
    published_on: date | None = None,
) -> None:
    """Let everybody read it, in full or as `public_text` has it after what is hidden was cut.

    What the proposer did not consent to publish cannot be; nor can a text in which personal data
    still stand.
    """
    text = public_text.strip() or full_text(proposal)
    refuse_marked(public_text=text)
    if found := personal_data(f"{proposal.title}\n{text}"):
        quoted = "、".join(f"“{item.quoted}”" for item in found[:3])
        raise Invalid(f"文中还有个人信息：{quoted}，请删去后再公开", field="public_text")
    proposal.public_text = text
    proposal.published_on = day_of(published_on, at=at, field="published_on")


@transition(
    "proposals.unpublish",
    "取消公开",
    sources=NUMBERED,
    target=None,
    right=permissions.publish,
    citation=PROPOSAL_RULES("公开"),
    when=Q(published_on__isnull=False),
)
def unpublish_proposal(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Take it from the public pages; the trail keeps what was public."""
    proposal.public_text, proposal.published_on = "", None


def full_text(proposal: Proposal) -> str:
    """The three parts under their headings, as they are read in public."""
    parts = (
        ("情况", proposal.situation),
        ("分析", proposal.analysis),
        ("建议", proposal.suggestion),
    )
    return "\n\n".join(f"{label}\n{text}" for label, text in parts if text)
