"""The text as one flow: breaks and spaces taken out, forms unified, offsets kept.

A report copied from a page has line breaks in mid-number, a character doubled at the break,
full-width digits and spaces around digits. Grammar is simpler on a text without them.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from yizheng.claims.measures import COUNTING, UNITS

# One character for one character: offsets must survive.
FORMS = str.maketrans(
    "０１２３４５６７８９．％：＋－（）／﹪〜～∼○Ｏ①②③④⑤⑥⑦⑧⑨⑩ＡＢＣＤＥＦＧＨ｜　兩",  # noqa: RUF001
    "0123456789.%:+-()/%~~~〇O①②③④⑤⑥⑦⑧⑨⑩ABCDEFGH|　两",  # noqa: RUF001
)
_GAP = re.compile(r"[\s\u200b\ufeff]+")
# A sentence or a list item ends here; a break after anything else in a long line is a page break.
_ENDS = frozenset("。！？；!?;：:”》】」…|")
# A line shorter than this is a heading, a list item or a cell, not a line cut by the page.
_LONG_LINE = 18
_LIST_MARK = re.compile(
    r"[●■◆▲★□○·•\-—※|]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]|\d+[.、]"
)


@dataclass(frozen=True, slots=True)
class Flow:
    """`text` without gaps, and where each of its pieces began in the source."""

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, at: int) -> int:
        """The source offset of the character at `at`."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of a non-empty range of `text`; gaps at its edges are left out."""
        return self.origin(start), self.origin(end - 1) + 1


def flow(source: str) -> Flow:
    """Join what the page cut, keep what the writer separated.

    A gap inside a sentence disappears; two cells stay apart by a tab, two lines by a newline. A
    character that the page repeats after a break is dropped once.
    """
    text = source.translate(FORMS)
    out: list[str] = []
    starts, origins = [], []
    length = begin = line = 0
    for gap in _GAP.finditer(text):
        piece = text[begin : gap.start()]
        joint = _joint(text, gap, line)
        starts.append(length)
        origins.append(begin)
        out.append(piece)
        length += len(piece)
        begin = gap.end()
        if joint == "doubled":
            begin += 1
        elif joint:
            starts.append(length)
            origins.append(gap.start())
            out.append(joint)
            length += 1
        if "\n" in gap.group():
            line = gap.end()
    starts.append(length)
    origins.append(begin)
    out.append(text[begin:])
    return Flow("".join(out), starts, origins)


def _joint(text: str, gap: re.Match[str], line: int) -> str:
    """What stands for a gap: nothing, a tab, a newline, or `doubled` for nothing and one less."""
    before = text[gap.start() - 1 : gap.start()]
    after = text[gap.end() : gap.end() + 1]
    if not before or not after:
        return ""
    if "\n" in gap.group():
        return _line_joint(text, gap, line, before, after)
    if before.isdigit() and after.isdigit():
        return "" if _grouped(text, gap) else "\t"
    if len(gap.group()) == 1 and gap.group() != "\t" and (before.isdigit() or after.isdigit()):
        return ""
    return "\t"


# A number cut by the page goes on with digits, a scale or a measure word, then with its sentence.
_CUT_NUMBER = re.compile(rf"\d*[余多]?[万亿]?(?:{UNITS}|[{COUNTING}])[^\d\n]")


def _line_joint(text: str, gap: re.Match[str], line: int, before: str, after: str) -> str:
    if before in _ENDS or _LIST_MARK.match(text, gap.end()):
        return "\n"
    if (
        before.isdigit()
        and _CUT_NUMBER.match(text, gap.end())
        and not text[line : gap.start()].isdigit()
    ):
        return "doubled" if before == after else ""
    if gap.start() - line < _LONG_LINE:
        return "\n"
    # The page repeats the last character of a column at the head of the next one.
    return "doubled" if before == after and before not in "，、," else ""


_THREE = re.compile(r"(?<!\d)\d{1,3}$")
_TAIL = re.compile(r"\d{3}(?:[\s,.]\d{3})*(?:\.\d+)?\s?[^\d\s%.,，。、|\t)]")


def _grouped(text: str, gap: re.Match[str]) -> bool:
    """Whether a space between digits groups thousands: `1 860人次`, not two cells of a table."""
    head = text[max(0, gap.start() - 4) : gap.start()]
    return bool(_THREE.search(head) and _TAIL.match(text, gap.end()))
