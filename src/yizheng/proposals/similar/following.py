"""Keeping the index up to date: it follows the trail, in which every write to a proposal stands.

So nothing need remember to tell it: what was imported, submitted or returned is taken in when the
index is next used, or by the background worker, whichever comes first.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from yizheng.core.history import Chain, Event, chain_key
from yizheng.core.tenancy import active_committee, within
from yizheng.members.models import Committee
from yizheng.proposals.models import Proposal
from yizheng.proposals.states import State

from .index import Index, Mark, Text, opened
from .wording import key_of, terms

log = logging.getLogger(__name__)
NAMED = f"{Proposal._meta.label_lower}:"
# A page takes in this much at most; more is left to the worker.
IN_A_PAGE = 200


def rebuild() -> int:
    """Make the committee's index anew from its proposals; returns how many. A minute for 100,000.

    Raises:
        sqlite3.Error, OSError: it cannot be written now.
    """
    with opened(active_committee(), wait=20) as index, index.writing():
        return _refill(index)


def catch_up(*, most: int | None = None) -> bool:
    """Take in what happened to proposals since the last time; whether that was all of it.

    Args:
        most: at most so many entries of the trail; an index that would have to be made anew from
            more proposals is left as it is.

    Raises:
        sqlite3.Error, OSError: it cannot be written now.
    """
    head = _head()
    with opened(active_committee(), wait=0.2 if most else 20) as index:
        if head is not None and index.mark() == head:
            return True
        with index.writing():
            mark = index.mark()
            if mark is not None and _stands(mark):
                return _follow(index, mark, most)
            if most is not None and Proposal.objects.count() > most:
                return False
            _refill(index)
            return True


def catch_up_everywhere() -> None:
    """The same for every committee; what cannot be written now is tried again another time."""
    for committee_id in Committee.objects.values_list("pk", flat=True):
        with within(committee_id):
            try:
                catch_up()
            except (sqlite3.Error, OSError) as error:
                log.warning("index of similar proposals %s: %s", committee_id, error)


def body_of(proposal: Proposal) -> str:
    """The three parts of a proposal, one after the other."""
    return "\n".join((proposal.situation, proposal.analysis, proposal.suggestion))


def _handed_in() -> QuerySet[Proposal]:
    rows = Proposal.objects.exclude(state=State.DRAFT)
    return rows.only("title", "situation", "analysis", "suggestion").order_by("pk")


def _texts_of(rows: Iterable[Proposal]) -> Iterator[Text]:
    for row in rows:
        body = body_of(row)
        words = frozenset(terms(f"{row.title}\n{body}"))
        yield Text(row.pk, key_of(row.title), key_of(body), words)


def _refill(index: Index) -> int:
    head, rows = _head(), _handed_in()
    index.clear()
    index.put(_texts_of(rows.iterator(chunk_size=1000)))
    if head is not None:
        index.set_mark(head)
    return rows.count()


def _follow(index: Index, mark: Mark, most: int | None) -> bool:
    head = _head()
    news = Event.objects.filter(
        chain__key=chain_key(active_committee()),
        number__gt=mark[0],
        record__startswith=NAMED,
        refused=False,
    ).order_by("number")
    events = list(news.values_list("number", "digest", "record")[:most])
    ids = {int(record.removeprefix(NAMED)) for _, _, record in events}
    index.put(_texts_of(_handed_in().filter(pk__in=ids)))
    if most is not None and len(events) == most:
        number, digest, _ = events[-1]
        index.set_mark((number, digest))
        return False
    if head is not None:
        index.set_mark(head)
    return True


def _head() -> Mark | None:
    """The end of the committee's trail. All entries up to it can be read: the chain is locked."""
    found = Chain.objects.filter(key=chain_key(active_committee()))
    return found.values_list("length", "digest").first()


def _stands(mark: Mark) -> bool:
    """Whether the trail still has the entry: a database put back from a copy may not."""
    number, digest = mark
    here = Event.objects.filter(chain__key=chain_key(active_committee()), number=number)
    return here.values_list("digest", flat=True).first() == digest
