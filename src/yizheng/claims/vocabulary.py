"""The shipped terms: the words by which reports refer to 133 figures, in `vocabulary.csv`.

`units`, `words`, `wide` and `whole` are separated by spaces. `words` are exact; `wide` are words
that mean this figure only to a committee that keeps it: an office that counts 编报 means 编报,
another says 编报 for 报送. `part` and `whole` say what a rate is made of, what a figure is part of.
"""

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from yizheng.claims.types import Term


@cache
def _rows() -> tuple[dict[str, str], ...]:
    source = files("yizheng.claims").joinpath("vocabulary.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(source.splitlines()))


def shipped(kept: Iterable[str] = ()) -> tuple[Term, ...]:
    """All shipped terms; those with a key in `kept` with their wide words, and preferred."""
    keys = frozenset(kept)
    return tuple(_term(row, own=row["key"] in keys) for row in _rows())


def merged(own: Iterable[Term]) -> tuple[Term, ...]:
    """The terms an office declares, and the shipped ones for every other key."""
    mine = tuple(own)
    keys = {term.key for term in mine}
    return (*mine, *(term for term in shipped() if term.key not in keys))


def _term(row: dict[str, str], *, own: bool) -> Term:
    words = row["words"].split() + (row["wide"].split() if own else [])
    return Term(
        key=row["key"],
        label=row["label"],
        units=tuple(row["units"].split()),
        words=tuple(words),
        part=row["part"] or None,
        whole=tuple(row["whole"].split()),
        single=bool(row["single"]),
        own=own,
    )
