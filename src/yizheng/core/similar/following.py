"""Keeping an index up to date: it follows the trail, in which every write to a record stands.

So nothing need remember to tell it: what was imported, handed in or sent back is taken in when the
index is next used, or by the background worker, whichever comes first.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from yizheng.core.history import Chain, Event, chain_key
from yizheng.core.tenancy import active_committee

from .corpus import Corpus
from .index import Index, Mark, Text, opened
from .wording import key_of, terms

log = logging.getLogger(__name__)
# A page takes in this much at most; more is left to the worker.
IN_A_PAGE = 200


def rebuild(corpus: Corpus) -> int:
    """Make the committee's index anew from its records; returns how many. A minute for 100,000.

    Raises:
        sqlite3.Error, OSError: it cannot be written now.
    """
    with opened(corpus.name, active_committee(), wait=20) as index, index.writing():
        return _refill(corpus, index)


def catch_up(corpus: Corpus, *, most: int | None = None) -> bool:
    """Take in what happened to the records since the last time; whether that was all of it.

    Args:
        most: at most so many entries of the trail; an index that would have to be made anew from
            more texts is left as it is.

    Raises:
        sqlite3.Error, OSError: it cannot be written now.
    """
    head = _head()
    with opened(corpus.name, active_committee(), wait=0.2 if most else 20) as index:
        if head is not None and index.mark() == head:
            return True
        with index.writing():
            mark = index.mark()
            if mark is not None and _stands(mark):
                return _follow(corpus, index, mark, most)
            if most is not None and corpus.model.objects.count() > most:
                return False
            _refill(corpus, index)
            return True


def keep_up(corpus: Corpus) -> None:
    """The same for the worker: what cannot be written now is tried again another time."""
    try:
        catch_up(corpus)
    except (sqlite3.Error, OSError) as error:
        log.warning("index of %s, committee %s: %s", corpus.name, active_committee(), error)


def _texts_of(corpus: Corpus, rows: Iterable[Any]) -> Iterator[Text]:
    for row in rows:
        title, body = corpus.text_of(row)
        words = frozenset(terms(f"{title}\n{body}"))
        yield Text(row.pk, key_of(title), key_of(body), words)


def _refill(corpus: Corpus, index: Index) -> int:
    head, rows = _head(), corpus.taken_in().order_by("pk")
    index.clear()
    index.put(_texts_of(corpus, rows.iterator(chunk_size=1000)))
    if head is not None:
        index.set_mark(head)
    return rows.count()


def _follow(corpus: Corpus, index: Index, mark: Mark, most: int | None) -> bool:
    head, named = _head(), f"{corpus.name}:"
    news = Event.objects.filter(
        chain__key=chain_key(active_committee()),
        number__gt=mark[0],
        record__startswith=named,
        refused=False,
    ).order_by("number")
    events = list(news.values_list("number", "digest", "record")[:most])
    ids = {int(record.removeprefix(named)) for _, _, record in events}
    index.put(_texts_of(corpus, corpus.taken_in().filter(pk__in=ids).order_by("pk")))
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
