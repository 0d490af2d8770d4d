"""What editors did to a text, told run by run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


CLAUSE = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]+|[^，。；：！？、\n]+")
# Beyond this a comparison by characters takes seconds; by then it would not be readable either.
COMPARABLE = 1_000_000
# Single characters that happen to recur would chop a rewritten clause into confetti.
SHORT = 2


def differences(original: str, edited: str) -> list[Change]:
    """What the editors did to a text: by clause, and by character inside a changed clause.

    The runs `same` and `gone` make up the original, `same` and `new` the edited text. No query.
    """
    old, new = CLAUSE.findall(original), CLAUSE.findall(edited)
    runs: list[Change] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        before, after = "".join(old[i:j]), "".join(new[k:m])
        runs += [Change("same", before)] if kind == "equal" else _inside(before, after)
    joined = groupby(runs, key=lambda run: run.kind)
    return [Change(kind, "".join(run.text for run in same)) for kind, same in joined]


def _inside(before: str, after: str) -> Iterator[Change]:
    """A changed stretch character by character; short accidental matches count as changed."""
    if len(before) * len(after) > COMPARABLE:
        yield from _replaced(before, after)
        return
    gone = new = ""
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" and j - i >= SHORT:
            yield from _replaced(gone, new)
            gone = new = ""
            yield Change("same", before[i:j])
        else:
            gone, new = gone + before[i:j], new + after[k:m]
    yield from _replaced(gone, new)


def _replaced(gone: str, new: str) -> Iterator[Change]:
    """One text for another; what both begin and end with stayed."""
    head = _agreeing(gone, new)
    tail = _agreeing(gone[head:][::-1], new[head:][::-1])
    yield from _named("same", gone[:head])
    yield from _named("gone", gone[head : len(gone) - tail])
    yield from _named("new", new[head : len(new) - tail])
    yield from _named("same", gone[len(gone) - tail :])


def _agreeing(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _named(kind: str, text: str) -> Iterator[Change]:
    if text:
        yield Change(kind, text)
