"""The index file of one kind of record of a committee: which pairs of characters stand in which.

An SQLite file of its own, also where the records are in PostgreSQL: FTS5 keeps the lists of
texts by term, small; which terms are rare is kept beside, so that common ones are never read.
"""

import logging
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
# A term in more than one text of fifty tells little and, where they are many, costs much.
COMMON_SHARE, COMMON_AT_LEAST = 0.02, 500
TERMS_ASKED = 16
# What stands in the title is what a text is about.
TITLE_WEIGHT, MOST_OFTEN = 3, 4
UNKNOWN_WEIGHT = 0.5
AT_A_TIME = 500
TABLES = """
CREATE VIRTUAL TABLE IF NOT EXISTS texts
    USING fts5(terms, content='', detail=none, tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE IF NOT EXISTS places USING fts5vocab(texts, 'instance');
CREATE TABLE IF NOT EXISTS records
    (text INTEGER PRIMARY KEY AUTOINCREMENT, record INTEGER UNIQUE, title TEXT, body TEXT);
CREATE INDEX IF NOT EXISTS records_by_body ON records (body);
CREATE TABLE IF NOT EXISTS counts (term TEXT PRIMARY KEY, records INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mark (number INTEGER, digest TEXT);
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A record as it is indexed: the keys of its title and its body, and the terms of both."""

    record: int
    title: str
    body: str
    terms: frozenset[str]


Mark = tuple[int, str]


class Index:
    """An open index. Every writer takes the lock first; readers never wait."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One change, all or nothing.

        Raises:
            sqlite3.OperationalError: another process is at it.
        """
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.rollback()
            raise
        self._database.commit()

    def mark(self) -> Mark | None:
        """The last entry of the trail that was taken in: its number and digest."""
        found: Mark | None = self._database.execute("SELECT number, digest FROM mark").fetchone()
        return found

    def set_mark(self, mark: Mark) -> None:
        """Remember how far the trail was followed."""
        self._database.execute("DELETE FROM mark")
        self._database.execute("INSERT INTO mark VALUES (?, ?)", mark)

    def clear(self) -> None:
        """Forget everything."""
        self._database.execute("INSERT INTO texts(texts) VALUES ('delete-all')")
        for table in ("records", "counts", "mark"):
            self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above

    def put(self, texts: Iterable[Text]) -> None:
        """Take texts in. One that is known and unchanged is left; an older text is forgotten."""
        counts: Counter[str] = Counter()
        for text in texts:
            if self._knows(text):
                continue
            self._database.execute("DELETE FROM records WHERE record = ?", [text.record])
            cursor = self._database.execute(
                "INSERT INTO records (record, title, body) VALUES (?, ?, ?)",
                [text.record, text.title, text.body],
            )
            self._database.execute(
                "INSERT INTO texts (rowid, terms) VALUES (?, ?)",
                [cursor.lastrowid, " ".join(text.terms)],
            )
            counts.update(text.terms)
        self._database.executemany(
            "INSERT INTO counts VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET records = records + excluded.records",
            counts.items(),
        )

    def _knows(self, text: Text) -> bool:
        found = self._database.execute(
            "SELECT 1 FROM records WHERE record = ? AND title = ? AND body = ?",
            [text.record, text.title, text.body],
        )
        return found.fetchone() is not None

    def same(self, body: str) -> set[int]:
        """The records whose body has this key."""
        found = self._database.execute("SELECT record FROM records WHERE body = ?", [body])
        return {record for (record,) in found}

    def like(
        self, title: Iterable[str], body: Iterable[str], *, limit: int, is_in: bool = False
    ) -> dict[int, float]:
        """Records that share the telling terms, `{id: share of their weight}`, most alike first.

        `is_in`: the text asked about stands in the index itself, so that one record of each term
        is its own. 10 to 30 ms at 100,000 texts (bench/similar.py).
        """
        asked, whole = self._telling(title, body, own=int(is_in))
        weights: dict[int, float] = defaultdict(float)
        for term, weight in asked.items():
            for (text,) in self._database.execute("SELECT doc FROM places WHERE term = ?", [term]):
                weights[text] += weight
        # Some may be older texts of a record, which nobody asks for any more.
        best = dict(nlargest(2 * limit, weights.items(), key=lambda pair: pair[1]))
        places = ", ".join("?" * len(best))
        rows = self._database.execute(
            f"SELECT record, text FROM records WHERE text IN ({places})",  # noqa: S608
            list(best),
        )
        found = {record: min(best[text] / whole, 1.0) for record, text in rows}
        first = sorted(found, key=lambda record: (-found[record], -record))[:limit]
        return {record: found[record] for record in first}

    def _telling(
        self, title: Iterable[str], body: Iterable[str], *, own: int
    ) -> tuple[dict[str, float], float]:
        """The terms to ask for with their weights, and the weight of what tells most.

        Rare terms that come often tell most. One that no record has is not asked for, but counts:
        a text full of them is about something else. It counts for half, since the last character of
        one word and the first of the next are such a term too.
        """
        often = Counter(body)
        for term in title:
            often[term] += TITLE_WEIGHT
        (total,) = self._database.execute("SELECT COUNT(*) FROM records").fetchone()
        known = self._counts(list(often))
        counts = {term: count - own for term, count in known if count > own}
        common = max(COMMON_AT_LEAST, COMMON_SHARE * total)
        weights = {
            term: min(times, MOST_OFTEN)
            * math.log((total + 1) / counts.get(term, 1))
            * (1 if term in counts else UNKNOWN_WEIGHT)
            for term, times in often.items()
            if counts.get(term, 1) <= common
        }
        ranked = sorted(weights, key=lambda term: (-weights[term], term))
        asked = [term for term in ranked if term in counts][:TERMS_ASKED]
        whole = sum(weights[term] for term in ranked[:TERMS_ASKED])
        return {term: weights[term] for term in asked}, whole

    def _counts(self, asked: Sequence[str]) -> Iterator[tuple[str, int]]:
        for start in range(0, len(asked), AT_A_TIME):
            part = asked[start : start + AT_A_TIME]
            places = ", ".join("?" * len(part))
            yield from self._database.execute(
                f"SELECT term, records FROM counts WHERE term IN ({places})",  # noqa: S608
                part,
            )


def path_of(corpus: str, committee_id: int) -> Path:
    """The index file of a committee. Each has its own: nothing can be found across."""
    return Path(settings.SIMILAR_ROOT) / corpus / f"{committee_id}.sqlite3"


@contextmanager
def opened(corpus: str, committee_id: int, *, wait: float) -> Iterator[Index]:
    """The committee's index, made when there is none; `wait` seconds for another writer.

    A file that is no index any more is thrown away: the next one to open it starts anew.

    Raises:
        sqlite3.Error, OSError: it cannot be used now.
    """
    path = path_of(corpus, committee_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'mark'").fetchone():
                database.executescript(TABLES)
            yield Index(database)
    except sqlite3.DatabaseError as error:
        # Its subclasses tell of a lock or a full disk; the class itself of a file that is damaged.
        if type(error) is sqlite3.DatabaseError:
            log.warning("the index %s of %s is damaged and is made again", path.name, corpus)
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
