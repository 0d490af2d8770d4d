"""The language of a summary's text: prose without figures, and marks where figures stand.

`# ` begins the title, `## ` a chapter, `### ` the head of a paragraph; an empty line ends a
paragraph. A figure is a mark: `[[proposals.filed 件]]`, `[[service.aid_funds 万元 多 2]]`,
`[[service.aid_counties 个 汉字]]`, `[[proposals.filed_rate % 1]]`, `[[meetings.standing 届次]]`,
`[[proposals.replied_rate 全部]]`, `[[proposals.filed 件 分列 category]]`. Facts of the year are
marks as well: `[[year]]`, `[[term]]`. No digit is typed outside marks.

What stands between `[[有 proposals.merged]]` and `[[完]]` is printed in years in which there are
any, between `[[无 …]]` and `[[完]]` in years in which there are none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from yizheng import claims

from .printing import Form, Printable, Unprintable, form_of

FACTS = {
    "year": "年度，四位数字",
    "next_year": "下一年度，四位数字",
    "term": "届，如“四届”",
    "session": "全体会议，如“四届四次会议”",
    "next_session": "下一次全体会议，如“四届五次会议”",
    "committee": "本会简称",
    "place": "本地地名",
}
HEADS = (("### ", "head"), ("## ", "chapter"), ("# ", "title"))
MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
BRACKETS = re.compile(r"\[\[|\]\]")
ANY, NONE, END = "有", "无", "完"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: line and column count from 1, in characters."""

    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行第{self.column}字：{self.message}"


class TextRefused(ValueError):
    """The text cannot be used; `problems` in the order of the text."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("；".join(str(problem) for problem in problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class FigureMark:
    """A figure to be printed."""

    key: str
    form: Form


@dataclass(frozen=True, slots=True)
class FactMark:
    """A fact of the year to be printed, one of `FACTS`."""

    name: str


Plain = str | FigureMark | FactMark


@dataclass(frozen=True, slots=True)
class Choice:
    """Words for years in which a figure is not zero; without `if_any`, for all others."""

    key: str
    if_any: bool
    pieces: tuple[Plain, ...]


Piece = Plain | Choice


@dataclass(frozen=True, slots=True)
class Block:
    """A title, a chapter's title, the head of a paragraph, or a paragraph."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text as read."""

    blocks: tuple[Block, ...]

    def figures(self) -> list[FigureMark]:
        """The figure marks in order, repetitions and those of other years' words included."""
        return [piece for piece in self._pieces() if isinstance(piece, FigureMark)]

    def needed(self) -> list[str]:
        """The figures that must be known to print it, each once: those asked about too."""
        asked = [piece for piece in self._pieces() if isinstance(piece, FigureMark | Choice)]
        return list(dict.fromkeys(piece.key for piece in asked))

    def _pieces(self) -> Iterator[Piece]:
        """Every piece, a choice before what is in it."""
        for block in self.blocks:
            for piece in block.pieces:
                yield piece
                if isinstance(piece, Choice):
                    yield from piece.pieces


@dataclass(frozen=True, slots=True)
class _Source:
    """A block before its marks are read: where it begins, and its words."""

    kind: str
    at: int
    words: str


def parse(source: str, known: Mapping[str, Printable]) -> Text:
    """Read a text.

    Args:
        known: the figures there are, by key.

    Raises:
        TextRefused: with every problem of the text.
    """
    source = source.replace("\r\n", "\n")
    found: list[Problem] = []
    raw = list(_blocks(source))
    blocks = [Block(item.kind, tuple(_pieces(item, source, known, found))) for item in raw]
    found += _structure(raw, source)
    if found:
        raise TextRefused(sorted(found, key=lambda problem: (problem.line, problem.column)))
    return Text(tuple(blocks))


def numerals_in_prose(source: str) -> list[Problem]:
    """Chinese numerals outside marks that read like figures. To be looked at, not refused.

    十五五 and other set phrases are passed over by the reader of claims.
    """
    # Marks become spaces of the same length so that offsets hold; the line break parts sentences.
    prose = MARK.sub(lambda mark: "\n".ljust(len(mark.group())), source.replace("\r\n", "\n"))
    return [
        Problem(*_place(prose, claim.start), f"“{claim.text}”像是一个数字，宜写成标记")
        for claim in claims.read(prose, ()).claims
        if claim.unit != "全部"
    ]


def _blocks(source: str) -> Iterator[_Source]:
    """Blocks of a text: a heading is one line, a paragraph runs to the next empty line."""
    begin, at = -1, 0
    for line in [*source.split("\n"), ""]:
        heading = next((pair for pair in HEADS if line.startswith(pair[0])), None)
        if (heading or not line.strip()) and begin >= 0:
            yield _Source("paragraph", begin, source[begin : at - 1])
            begin = -1
        if heading:
            mark, kind = heading
            yield _Source(kind, at + len(mark), line[len(mark) :])
        elif line.strip() and begin < 0:
            begin = at
        at += len(line) + 1


def _structure(blocks: Sequence[_Source], source: str) -> Iterator[Problem]:
    """A text has one title, first; chapters; heads inside chapters; nothing empty."""
    if not blocks or blocks[0].kind != "title":
        yield Problem(1, 1, "第一行应是标题，以“# ”开头")
    chaptered = False
    for number, block in enumerate(blocks):
        place = _place(source, block.at)
        if not block.words.strip():
            yield Problem(*place, "标题没有文字")
        if block.kind == "title" and number:
            yield Problem(*place, "标题只能有一个，在最前面；章题以“## ”开头")
        if block.kind == "head" and not chaptered:
            yield Problem(*place, "段题（###）应在某一章（##）之下")
        chaptered |= block.kind == "chapter"


def _pieces(
    block: _Source, source: str, known: Mapping[str, Printable], found: list[Problem]
) -> list[Piece]:
    """The prose and the marks of a block; what is wrong with them goes to `found`."""
    reader, at = _Reader(known), 0
    for mark in [*MARK.finditer(block.words), None]:
        end = mark.start() if mark else len(block.words)
        prose = block.words[at:end]
        found += _prose_problems(prose, source, block.at + at)
        reader.prose(_joined(prose))
        if mark:
            try:
                reader.mark(mark.group(1).split())
            except Unprintable as error:
                found.append(Problem(*_place(source, block.at + mark.start()), str(error)))
            at = mark.end()
    if reader.asked:
        found.append(
            Problem(
                *_place(source, block.at), f"[[{ANY}…]]或[[{NONE}…]]要在同一段里用[[{END}]]收尾"
            )
        )
    return reader.pieces


class _Reader:
    """Takes the prose and the marks of one block in turn."""

    def __init__(self, known: Mapping[str, Printable]) -> None:
        self.known = known
        self.pieces: list[Piece] = []
        # What is asked of which figure, while its words are read.
        self.asked: tuple[str, bool] | None = None
        self.inside: list[Plain] = []

    def prose(self, words: str) -> None:
        """Words between marks."""
        if words:
            self._add(words)

    def mark(self, words: Sequence[str]) -> None:
        """A mark. Raises Unprintable."""
        if words and words[0] in (ANY, NONE):
            self._ask(words[0] == ANY, words[1:])
        elif words == [END]:
            self._close()
        else:
            self._add(_mark(words, self.known))

    def _add(self, piece: Plain) -> None:
        if self.asked:
            self.inside.append(piece)
        else:
            self.pieces.append(piece)

    def _ask(self, if_any: bool, rest: Sequence[str]) -> None:  # noqa: FBT001 - says which mark
        if self.asked:
            raise Unprintable(f"[[{ANY}…]]、[[{NONE}…]]里面不能再套一层，先写[[{END}]]")
        key = rest[0] if len(rest) == 1 else ""
        if key not in self.known:
            raise Unprintable(f"“{ANY}”“{NONE}”后面写一个指标的代码；{_nearest(key, self.known)}")
        self.asked = (key, if_any)

    def _close(self) -> None:
        if self.asked is None:
            raise Unprintable(f"[[{END}]]前面没有[[{ANY}…]]或[[{NONE}…]]")
        self.pieces.append(Choice(*self.asked, tuple(self.inside)))
        self.asked, self.inside = None, []


def _prose_problems(prose: str, source: str, at: int) -> Iterator[Problem]:
    for number, char in enumerate(prose):
        # Full-width, circled and raised digits are digits too; Chinese numerals are letters here.
        if category(char) in ("Nd", "No"):
            yield Problem(
                *_place(source, at + number),
                f"正文里不能直接写数字“{char}”，请写成标记，如 [[proposals.filed 件]]",
            )
    for bracket in BRACKETS.finditer(prose):
        yield Problem(*_place(source, at + bracket.start()), "标记的括号没有成对：写法是 [[…]]")


def _mark(words: Sequence[str], known: Mapping[str, Printable]) -> FigureMark | FactMark:
    if not words:
        raise Unprintable(f"标记是空的；可写指标的代码，或{'、'.join(FACTS)}")
    name, *rest = words
    if name in FACTS:
        if rest:
            raise Unprintable(f"“{name}”后面不写单位：[[{name}]]")
        return FactMark(name)
    if name not in known:
        raise Unprintable(f"没有“{name}”这个指标；{_nearest(name, known)}")
    return FigureMark(name, form_of(known[name], rest))


def _nearest(name: str, known: Mapping[str, Printable]) -> str:
    """The known keys of the same group, or else the groups and the facts."""
    group = name.partition(".")[0]
    near = sorted(key for key in known if key.startswith(f"{group}."))
    if near:
        return f"{group} 类可用的有：{'、'.join(near)}"
    groups = sorted({key.partition(".")[0] for key in known})
    return f"可用的有：{'、'.join(FACTS)}，以及以 {'、'.join(groups)} 开头的指标"


def _joined(prose: str) -> str:
    """Lines of a paragraph run on: Chinese has no space where a line breaks."""
    return re.sub(r"\s*\n\s*", "", prose)


def _place(source: str, at: int) -> tuple[int, int]:
    line = source.count("\n", 0, at)
    return line + 1, at - (source.rfind("\n", 0, at) + 1) + 1
