"""Finding earlier records that are like a text, as far as the reader may see them."""

import logging
import sqlite3
from dataclasses import dataclass
from typing import Any

from yizheng.core.access import restrict
from yizheng.core.actors import Actor
from yizheng.core.tenancy import active_committee

from .corpus import Corpus
from .following import IN_A_PAGE, catch_up
from .index import opened
from .wording import key_of, terms

log = logging.getLogger(__name__)
# Below this share of the telling terms two texts have no more than a few words in common.
ALIKE_FROM = 0.3
# Some of those found may not be the reader's to see.
ASKED_PER_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Similar:
    """An earlier record and how alike it is, 0 to 1; `is_same` when the text is the same."""

    record: Any
    likeness: float
    is_same: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; `is_complete` is False while the index is being made or cannot be used."""

    similar: list[Similar]
    is_complete: bool


def find(
    corpus: Corpus,
    text: str,
    actor: Actor,
    limit: int = 5,
    *,
    title: str = "",
    besides: int | None = None,
) -> Found:
    """Records like a text that `actor` may see: those with the same text, then the most alike.

    5 queries, 3 more when something happened since the last time; the index answers in some 15 ms
    at 100,000 texts.

    Args:
        text: the body, its parts one after the other.
        besides: a record to leave out, the one being read or written.
    """
    most = limit * ASKED_PER_SHOWN
    same, likeness, is_complete = _asked(corpus, title, text, besides=besides, limit=most)
    rows = corpus.model.objects.filter(pk__in=same | likeness.keys()).exclude(pk=besides)
    rows = restrict(rows, corpus.view, actor).select_related(*corpus.related)
    found = [Similar(row, likeness.get(row.pk, 1.0), row.pk in same) for row in rows]
    found.sort(key=lambda one: (not one.is_same, -one.likeness, -one.record.pk))
    return Found(found[:limit], is_complete)


def _asked(
    corpus: Corpus, title: str, text: str, *, besides: int | None, limit: int
) -> tuple[set[int], dict[int, float], bool]:
    """Those with the same text, those alike, and whether the index knew of all."""
    try:
        is_complete = catch_up(corpus, most=IN_A_PAGE)
    except (sqlite3.Error, OSError) as error:
        log.info("the index of %s is behind: %s", corpus.name, error)
        is_complete = False
    try:
        with opened(corpus.name, active_committee(), wait=0.2) as index:
            key = key_of(text)
            same = index.same(key) if key else set()
            is_in = besides in same
            alike = index.like(terms(title), terms(text), limit=limit, is_in=is_in)
    except (sqlite3.Error, OSError) as error:
        log.warning("the index of %s cannot be read: %s", corpus.name, error)
        return set(), {}, False
    close = {record: share for record, share in alike.items() if share >= ALIKE_FROM}
    return same, close, is_complete
