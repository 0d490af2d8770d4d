"""What an official document says; how it looks is decided by its form."""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from yizheng.core.wording import lines_of

NUMERAL = "[一二三四五六七八九十百]+"
MARKS = (
    ("chapter", re.compile(f"{NUMERAL}、")),
    ("head", re.compile(rf"（{NUMERAL}）|\({NUMERAL}\)")),
)
LONGEST_HEADING = 40
IN_SENTENCES = re.compile("[。；！？，：]$|。")


class Level(StrEnum):
    """What a paragraph is in the text: each level has a face of its own."""

    TITLE = "title"
    CHAPTER = "chapter"
    HEAD = "head"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its printed number, if it has one: 一、 or （一）."""

    text: str
    level: Level = Level.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Ordinary:
    """A document in the ordinary form, its title among its blocks; `remark` says what it is."""

    blocks: tuple[Block, ...]
    remark: str = ""

    @property
    def title(self) -> str:
        """The words of its title."""
        return next((block.text for block in self.blocks if block.level is Level.TITLE), "")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (信函格式). What is empty leaves no trace on the page.

    Args:
        organ: full name of the issuing organ, printed in red.
        addressee: who it is for; the colon is added.
        number: the document number as printed, 安住建函〔2025〕12号.
        mark: what stands at the top right of the first page: a reply's result class.
        attachments: names of what is attached; their numbers are added.
        signature: the organ's name under the text, the same as `organ` when empty.
        on: the date under the signature; None for a letter not signed yet.
        contact: the words of the note in brackets below the date: 联系人：…，电话：….
        copies: the organs that receive a copy (抄送).
    """

    organ: str
    title: str
    addressee: str
    paragraphs: tuple[Block, ...]
    number: str = ""
    mark: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    on: datetime.date | None = None
    contact: str = ""
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One report in an issue; `source` says who reported it, where that may be printed."""

    title: str
    paragraphs: tuple[Block, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a bulletin (简报). What is empty leaves no trace on the page.

    Args:
        name: the bulletin's name, printed in red: 社情民意信息.
        number: as printed under it: 2026年第12期; for a draft, that it is one.
        organ: who issues it.
        on: the day it was sent; None for a draft.
        recipients: to whom, in one line: 市委、市政府领导.
    """

    name: str
    number: str
    organ: str
    pieces: tuple[Piece, ...]
    on: datetime.date | None = None
    recipients: str = ""

    @property
    def title(self) -> str:
        """Name and number, for the file's properties."""
        return f"{self.name}{self.number}"


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of a meeting (纪要格式). What is empty leaves no trace on the page.

    Args:
        name: printed in red: 政协安澜市委员会主席会议纪要.
        number: as printed under it: 〔2025〕7号.
        organ: who issues them.
        title: what the meeting was: 四届十七次主席会议纪要.
        on: the day they were issued; None for a draft.
        names: the lists after the text, with what stands before each: 出席, 请假, 列席.
    """

    name: str
    number: str
    organ: str
    title: str
    paragraphs: tuple[Block, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under a title, on sheets laid across.

    Args:
        note: a line below the title.
        widths: of the columns, as shares of their sum.
        rows: as many texts each as `head` has.
    """

    title: str
    head: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def blocks_of(text: str) -> tuple[Block, ...]:
    """A typed text, one block a line that says something.

    A line such as 一、关于停车 or （一）下一步 that is no sentence is a heading of its level.
    """
    return tuple(Block(line, _level(line)) for line in lines_of(text))


def _level(line: str) -> Level:
    if len(line) <= LONGEST_HEADING and not IN_SENTENCES.search(line):
        for level, mark in MARKS:
            if mark.match(line):
                return Level(level)
    return Level.PARAGRAPH
