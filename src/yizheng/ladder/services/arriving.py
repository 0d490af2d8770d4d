"""What comes from a committee below: delivered, taken in as a report, or declined."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import OPINION_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.ladder import permissions
from yizheng.ladder.messages import ReportMessage
from yizheng.ladder.models import Incoming, Partner
from yizheng.ladder.states import Arrived
from yizheng.members.models import Committee
from yizheng.opinions.services import receive_report
from yizheng.opinions.states import Source

LADDER = OPINION_RULES("逐级报送")


@service("ladder.deliver")
def deliver(
    message: ReportMessage,
    *,
    by: Actor,
    lower: Committee | None = None,
    partner: Partner | None = None,
    at: datetime | None = None,
) -> Incoming:
    """Lay a report before the committee above, as its messenger. Twice is once.

    Raises:
        Invalid: it came before with another text, or from somebody else.
    """
    known: Incoming | None = Incoming.objects.filter(token=message.token).first()
    if known:
        same_sender = (known.lower_id, known.partner_id) == (
            lower and lower.pk,
            partner and partner.pk,
        )
        if known.digest != message.digest or not same_sender:
            sentence = f"“{message.title}”以前来过，内容不一样，没有导入。请与对方核对"
            raise Invalid(sentence, field="file")
        return known
    refuse_marked(title=message.title, text=message.text)
    return records.create(
        Incoming,
        by=by,
        right=permissions.deliver,
        facts={},
        derived={
            "token": message.token,
            "lower": lower,
            "partner": partner,
            "from_name": message.from_name,
            "reporter_name": message.reporter_name,
            "title": message.title,
            "text": message.text,
            "digest": message.digest,
            "sent_on": message.sent_on,
            "arrived_on": localdate(at),
        },
        key="ladder.deliver",
        at=at,
    )


@transition(
    "ladder.take",
    "收录",
    sources={Arrived.WAITING, Arrived.DECLINED},
    target=Arrived.TAKEN,
    right=permissions.decide,
    citation=LADDER,
    awaited_in={Arrived.WAITING},
)
def take_arrived(incoming: Incoming, *, by: Actor, at: datetime) -> None:
    """Take it in as one of our own reports, to be edited and used as any other."""
    day = localdate(at)
    incoming.report = receive_report(
        by=by,
        facts={
            "source": Source.COUNTY,
            "reporter_unit": incoming.from_name,
            "reporter_name": incoming.reporter_name[:40],
            "title": incoming.title,
            "original": incoming.text,
            "received_on": day,
        },
        at=at,
    )
    incoming.decided_on, incoming.reason = day, ""


@transition(
    "ladder.decline",
    "不收录",
    sources={Arrived.WAITING},
    target=Arrived.DECLINED,
    right=permissions.decide,
    citation=LADDER,
)
def decline_arrived(incoming: Incoming, *, by: Actor, at: datetime, reason: str) -> None:
    """Do not take it in; the committee below reads why."""
    incoming.decided_on, incoming.reason = localdate(at), reason.strip()


@transition(
    "ladder.be_recalled",
    "对方撤回",
    sources={Arrived.WAITING},
    target=Arrived.RECALLED,
    right=None,
    citation=LADDER,
)
def _be_recalled(incoming: Incoming, *, by: Actor, at: datetime) -> None:
    """The committee below has taken it back."""


def recall_arrived(token: UUID, *, by: Actor, at: datetime) -> None:
    """Mark what the committee below has taken back.

    Raises:
        WrongState: it was dealt with meanwhile.
    """
    _be_recalled(Incoming.objects.get(token=token), by=by, at=at)
