"""The words by which a text refers to a figure: a small pattern language, and its index.

A term has several patterns; any of them may name the figure. A pattern is one word or several
joined by `+`, all of which must be found:

| written | the word stands |
|---|---|
| `立案` | near the number: in its own phrase, before or after it |
| `收到/提交` | either of the two |
| `@提案` | anywhere earlier in the sentence, or near |
| `^提案` | anywhere earlier in the paragraph, or near |
| `>建议` | in the words right after the number (18条建议) |
| `<建议` | in the words right before the number (建议18条) |
| `!立案率` | must not stand near the number |
| `!@监督` | must not stand anywhere in the sentence up to the number |

`收到/征集+提案+!重点` reads: 收到 or 征集, and 提案, near the number, and no 重点 there. No
spaces inside a pattern. A longer word, and a word nearer to the number, weigh more; the unit must
be one of the term's. So a pattern need not exclude what a more exact pattern of another term says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yizheng.claims.types import Term

MARKS = ("!@", "!", "@", "^", ">", "<")


@dataclass(frozen=True, slots=True)
class Part:
    """One `+` part: its mark, and the numbers of its words."""

    mark: str
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. `wanted` and `unwanted` are evaluated against the words of a phrase."""

    term: int
    units: frozenset[str]
    wanted: tuple[Part, ...]
    unwanted: tuple[Part, ...]


class Vocabulary:
    """Terms compiled for scanning.

    Attributes:
        terms: as given; `Pattern.term` is an index into it.
        by_near: the patterns to try when a word stands near a number.
        by_context: those without a word that must be near; tried when a word stands before.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        """Compile the patterns of `terms`.

        Raises:
            ValueError: a pattern has no word that must be found, or an empty word.
        """
        self.terms = tuple(terms)
        self.by_key = {term.key: term for term in self.terms}
        self.words: dict[str, int] = {}
        self.by_near: dict[int, list[Pattern]] = {}
        self.by_context: dict[int, list[Pattern]] = {}
        for number, term in enumerate(self.terms):
            for text in term.words:
                self._add(number, term, text)
        self.lengths = [len(word) for word in self.words]
        self._starts = _by_start(self.words)
        self._singles = {word: number for word, number in self.words.items() if len(word) == 1}

    def _add(self, number: int, term: Term, text: str) -> None:
        parts = [self._part(part) for part in text.split("+")]
        wanted = tuple(p for p in parts if not p.mark.startswith("!"))
        if not wanted:
            raise ValueError(f"{term.key}: nothing to look for in {text!r}")
        near = [p for p in wanted if p.mark not in ("@", "^")]
        anchor = (near or list(wanted))[0]
        unwanted = tuple(p for p in parts if p.mark.startswith("!"))
        pattern = Pattern(number, frozenset(term.units), wanted, unwanted)
        index = self.by_near if near else self.by_context
        for word in anchor.words:
            index.setdefault(word, []).append(pattern)

    def _part(self, text: str) -> Part:
        mark = next((m for m in MARKS if text.startswith(m)), "")
        words = [word.lstrip("^>@") for word in text[len(mark) :].split("/")]
        if not all(words):
            raise ValueError(f"an empty word in the pattern part {text!r}")
        return Part(mark, tuple(self.words.setdefault(w, len(self.words)) for w in words))

    def scan(self, text: str) -> tuple[list[int], list[int]]:
        """Positions, ascending, and numbers of every word found; overlapping ones too."""
        positions: list[int] = []
        numbers: list[int] = []
        starts, singles = self._starts, self._singles
        for at, char in enumerate(text):
            if char in singles:
                positions.append(at)
                numbers.append(singles[char])
            for word, number in starts.get(text[at : at + 2], ()):
                if len(word) == 2 or text.startswith(word, at):
                    positions.append(at)
                    numbers.append(number)
        return positions, numbers


def _by_start(words: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Words of two characters and more by their first two."""
    starts: dict[str, list[tuple[str, int]]] = {}
    for word, number in words.items():
        if len(word) > 1:
            starts.setdefault(word[:2], []).append((word, number))
    return starts


@lru_cache(maxsize=8)
def _compiled(terms: tuple[Term, ...]) -> Vocabulary:
    return Vocabulary(terms)


def compiled(terms: Iterable[Term]) -> Vocabulary:
    """The vocabulary of these terms; compiled once for each distinct set of terms."""
    return _compiled(tuple(terms))
