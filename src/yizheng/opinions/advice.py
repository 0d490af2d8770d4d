"""What to say to somebody while he writes a report: one matter, its length, a suggestion, no names.

It never blocks: what is worth knowing is worth receiving badly written. Plain functions over text.
"""

import re
from collections.abc import Iterator, Mapping

from yizheng.core.advice import (
    MANY_IN_TITLE,
    MANY_MATTERS,
    Advice,
    is_concrete,
    on_personal_data,
    on_words,
)
from yizheng.core.wording import length

ONE_MATTER = "一篇信息反映一件事；几件事请分成几篇，便于编报"
# From here on somebody has said what it is about, and may be asked what should be done.
ENOUGH_FOR_A_SUGGESTION = 150
SUGGESTS = re.compile(r"建议|应当|希望|要求|需要|为此|提请|对策")
FEWEST_CHARS = 20


def advise(fields: Mapping[str, str], *, most_chars: int) -> list[Advice]:
    """What to look at again in `title` and `original`; empty when there is nothing to say."""
    title, text = fields.get("title", "").strip(), fields.get("original", "").strip()
    texts = {"title": title, "original": text}
    return [
        *on_words({"title": title}, "好像写了不止一件事", MANY_IN_TITLE, ONE_MATTER),
        *on_words({"original": text}, "好像写了不止一件事", MANY_MATTERS, ONE_MATTER),
        *_on_length(text, most_chars),
        *_on_suggestion(text),
        *on_personal_data(texts, "信息要编发给有关领导和单位，请不要写个人信息"),
    ]


def _on_length(text: str, most: int) -> Iterator[Advice]:
    written = length(text)
    if written > most:
        why = f"现有 {written} 字，以不超过 {most} 字为宜；详细材料可以作附件"
        yield Advice("有些长", "", why, "original")


def _on_suggestion(text: str) -> Iterator[Advice]:
    if length(text) < ENOUGH_FOR_A_SUGGESTION:
        return
    begins = SUGGESTS.search(text)
    if begins is None:
        yield Advice("还没有写建议", "", "写清问题、原因，再写希望怎么办", "original")
    elif not is_concrete(text[begins.start() :]):
        why = "写明由谁做、做什么、做到什么程度"
        yield Advice("建议还不够具体", text[-FEWEST_CHARS:], why, "original")
