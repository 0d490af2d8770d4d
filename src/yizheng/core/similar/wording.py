"""Texts as they are compared: without blanks, punctuation and width; in pairs of characters.

Pairs need no dictionary, so they know every place and every new word.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")


def runs(text: str) -> list[str]:
    """The unbroken pieces of a text, Chinese or letters and digits; narrow, in small letters."""
    return RUN.findall(unicodedata.normalize("NFKC", text).lower())


def terms(text: str) -> Iterator[str]:
    """Every pair of neighbouring characters of Chinese, every word of letters and digits."""
    for run in runs(text):
        if run.isascii() or len(run) == 1:
            yield run
        else:
            yield from (run[place : place + 2] for place in range(len(run) - 1))


def key_of(text: str) -> str:
    """The same for two texts that differ in nothing but blanks, punctuation and width.

    Empty for a text that says nothing.
    """
    content = "".join(runs(text))
    return hashlib.sha256(content.encode()).hexdigest() if content else ""
