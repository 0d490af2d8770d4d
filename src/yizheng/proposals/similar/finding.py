"""Finding earlier proposals that are like a text, as far as the reader may see them."""

import logging
import sqlite3
from dataclasses import dataclass

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.tenancy import active_committee
from yizheng.proposals import permissions
from yizheng.proposals.models import Proposal

from .following import IN_A_PAGE, catch_up
from .index import opened
from .wording import key_of, terms

log = logging.getLogger(__name__)
# Below this share of the telling terms two proposals have no more than a few words in common.
ALIKE_FROM = 0.3
# Some of those found may not be the reader's to see.
ASKED_PER_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier proposal and how alike it is, 0 to 1; `is_same` when the text is the same."""

    proposal: Proposal
    likeness: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; `is_complete` is False while the index is being made or cannot be used."""

    similar: list[Similar]
    is_complete: bool


def find(
    text: str, actor: Actor, limit: int = 5, *, title: str = "", besides: int | None = None
) -> Found:
    """Proposals like a text that `actor` may see: those with the same text, then the most alike.

    5 queries, 3 more when something happened since the last time; the index answers in some 15 ms
    at 100,000 proposals.

    Args:
        text: the body, its parts one after the other.
        besides: a proposal to leave out, the one being read or written.
    """
    same, likeness, is_complete = _asked(title, text, limit=limit * ASKED_PER_SHOWN)
    rows = restrict(Proposal.objects.filter(pk__in=same | likeness.keys()), permissions.view, actor)
    rows = rows.exclude(pk=besides).select_related("session__term", "lead_unit", "proposer")
    found = [Similar(row, likeness.get(row.pk, 1.0), row.pk in same) for row in rows]
    found.sort(key=lambda one: (not one.is_same, -one.likeness, -one.proposal.pk))
    return Found(found[:limit], is_complete)


def _asked(title: str, text: str, *, limit: int) -> tuple[set[int], dict[int, float], bool]:
    """Those with the same text, those alike, and whether the index knew of all."""
    try:
        is_complete = catch_up(most=IN_A_PAGE)
    except (sqlite3.Error, OSError) as error:
        log.info("the index of similar proposals is behind: %s", error)
        is_complete = False
    try:
        with opened(active_committee(), wait=0.2) as index:
            key = key_of(text)
            same = index.same(key) if key else set()
            alike = index.like(terms(title), terms(text), limit=limit)
    except (sqlite3.Error, OSError) as error:
        log.warning("the index of similar proposals cannot be read: %s", error)
        return set(), {}, False
    close = {proposal: share for proposal, share in alike.items() if share >= ALIKE_FROM}
    return same, close, is_complete
