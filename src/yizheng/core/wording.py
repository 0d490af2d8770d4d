"""Numbers in Chinese, as ordinals of terms and sessions are written; texts by length and line."""

import re

import cn2an


def chinese(number: int) -> str:
    """A whole number in Chinese numerals: 17 is 十七."""
    return str(cn2an.an2cn(number))


def length(text: str) -> int:
    """How many characters a text has, as the counter of the page counts: spaces left out."""
    return len(re.sub(r"\s", "", text))


def lines_of(text: str) -> list[str]:
    """The lines that say something, without blanks around."""
    return [line for line in map(str.strip, text.splitlines()) if line]
