"""What residents told of themselves: noted, read one at a time, removed when it has served."""

import logging
from datetime import date, datetime, timedelta

from yizheng.accounts.roles import Role
from yizheng.core import history, records
from yizheng.core.access import require
from yizheng.core.actors import Actor, Via
from yizheng.core.citations import DUTY_RULES
from yizheng.core.history import Act, label_of
from yizheng.core.records import service
from yizheng.core.rules import rule, value_of
from yizheng.core.tenancy import within
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.members.selectors import every_committee
from yizheng.service import permissions, selectors
from yizheng.service.models import Concern
from yizheng.service.states import OPEN

log = logging.getLogger(__name__)
CARING = DUTY_RULES("服务为民")
KEEP_DAYS = rule(
    "service.contact_days",
    "联系方式保留天数",
    default=30,
    help="群众关切问题办结并告知以后多少天，自动删除反映人的称呼和联系方式",
    citation=CARING,
)


@transition(
    "service.note_contact",
    "登记联系方式",
    sources=list(OPEN),
    target=None,
    right=permissions.read_contact,
    citation=CARING,
)
def note_contact(
    concern: Concern, *, by: Actor, at: datetime, contact: str, caller: str = ""
) -> None:
    """Note how to reach whoever raised it; what was noted before is replaced."""
    refuse_marked(contact=contact, caller=caller)
    concern.contact, concern.caller = contact.strip(), caller.strip()


@service("service.read_contact")
def read_contact(concern: Concern, *, by: Actor) -> tuple[str, str]:
    """Who raised a concern and how to reach him. Who read it stands in the trail.

    Raises:
        NotAllowed: it is not for the actor.
    """
    require(by, permissions.read_contact, concern)
    history.write([Act("service.read_contact", label_of(concern))], by=by)
    return concern.caller, concern.contact


def forget_contacts(on: date, *, by: Actor) -> int:
    """Remove what residents told of themselves where it has served; returns of how many.

    May be repeated or missed: what is due is done, once.
    """
    before = on - timedelta(days=value_of(KEEP_DAYS.key, on=on))
    due = list(selectors.contacts_told_by(before))
    for concern in due:
        records.revise(
            concern,
            by=by,
            right=permissions.read_contact,
            facts={},
            derived={"caller": "", "contact": ""},
            version=concern.version,
            key="service.forget_contact",
        )
    return len(due)


def forget_everywhere(on: date) -> None:
    """`forget_contacts` in every committee; one that fails stops no other one."""
    for committee_id in every_committee():
        by = Actor(None, committee_id, frozenset({Role.OFFICE}), Via.CLI, "系统")
        try:
            with within(committee_id):
                forget_contacts(on, by=by)
        except Exception:
            log.exception(
                "contacts of committee %s were not removed; it is tried again", committee_id
            )
