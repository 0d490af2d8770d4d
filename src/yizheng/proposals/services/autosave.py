"""What somebody has typed and not yet saved, kept on the server as well (自动保存).

No record and no act: it is nobody's statement until he saves it. It leaves no entry in the trail,
is offered to nobody else, and is thrown away when the text is saved, or after some weeks.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from yizheng.accounts.roles import Role
from yizheng.core.access import can
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid, NotAllowed
from yizheng.documents.secrecy import refuse_marked
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal, WorkingCopy

KEPT = timedelta(days=30)
# More than any proposal holds; a page that sends more is not ours.
MOST_CHARS = 100_000

Content = Mapping[str, list[str]]


def keep(
    proposal: Proposal | None, *, by: Actor, content: Content, at: datetime | None = None
) -> datetime:
    """Keep what was typed into a proposal, a new one when None; returns when. 5 queries at most.

    An assistant keeps it for the member he writes for, who finds it as well.

    Args:
        content: the form's fields as they were sent, `{"title": ["关于…"]}`.

    Raises:
        NotAllowed: the actor does not write this proposal, or none at all.
        Invalid: too long, or with a mark of secrecy; what was kept before stays.
    """
    if not _may_write(by, proposal):
        raise NotAllowed("您无权撰写提案")
    if sum(len(text) for texts in content.values() for text in texts) > MOST_CHARS:
        raise Invalid("文字太长，没有存到服务器；仍在这台设备上")
    refuse_marked(**{name: "\n".join(texts) for name, texts in content.items()})
    at = at or timezone.now()
    WorkingCopy.objects.update_or_create(
        user_id=_owner(by),
        proposal=proposal,
        defaults={"content": dict(content), "saved_at": at},
    )
    return at


def kept(proposal: Proposal | None, *, by: Actor) -> WorkingCopy | None:
    """What was typed into a proposal and not saved. 1 query."""
    return _copies(proposal, by).first()


def discard(proposal: Proposal | None, *, by: Actor) -> None:
    """Forget what was typed: it was saved, or is not wanted. 1 query."""
    _copies(proposal, by).delete()


def forget_old(at: datetime) -> int:
    """Forget what nobody has come back to for weeks, everywhere; returns how many."""
    count, _ = WorkingCopy.objects.filter(saved_at__lt=at - KEPT).delete()
    return count


def _may_write(by: Actor, proposal: Proposal | None) -> bool:
    if by.user_id is None:
        return False
    if proposal is None:
        return by.has(Role.MEMBER) and by.person_id is not None
    return can(by, permissions.write, proposal)


def _copies(proposal: Proposal | None, by: Actor) -> QuerySet[WorkingCopy]:
    return WorkingCopy.objects.filter(user_id=_owner(by), proposal=proposal)


def _owner(by: Actor) -> Any:
    """The account in whose name it is written."""
    return by.for_id or by.user_id
