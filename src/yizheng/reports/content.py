"""A summary as words on a page: blocks of prose in which every figure still knows its key.

The same content is drawn on pages, frozen in editions and exported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yizheng.core.wording import chinese

from .printing import Style, printed
from .text import Choice, FactMark, FigureMark, Piece, Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as printed in the text, or (`by` is then its split) one part of it."""

    key: str
    text: str
    by: str = ""
    part: str = ""

    @property
    def stored(self) -> list[str]:
        """As JSON has it: `[key, printed]`, of a part `[key, printed, split, part]`."""
        return [self.key, self.text, *([self.by, self.part] if self.by else [])]


@dataclass(frozen=True, slots=True)
class Block:
    """A title, chapter, head or paragraph; `number` counts chapters, and heads in their chapter."""

    kind: str
    pieces: tuple[str | Shown, ...]
    number: int = 0

    @property
    def plain(self) -> str:
        """Its words."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)

    @property
    def mark(self) -> str:
        """The number as official texts print it: 一、 before a chapter, （一） before a head."""
        if not self.number:
            return ""
        numeral = chinese(self.number)
        return f"{numeral}、" if self.kind == "chapter" else f"（{numeral}）"


@dataclass(frozen=True, slots=True)
class Content:
    """A whole summary."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The words of its title."""
        return next((block.plain for block in self.blocks if block.kind == "title"), "")

    @property
    def plain(self) -> str:
        """The text as a reader would copy it, one line a block."""
        return "\n".join(block.mark + block.plain for block in self.blocks) + "\n"

    def shown(self) -> list[Shown]:
        """The printed figures in order, repetitions included."""
        pieces = (piece for block in self.blocks for piece in block.pieces)
        return [piece for piece in pieces if isinstance(piece, Shown)]

    def to_json(self) -> dict[str, Any]:
        """As stored: text is text, a figure is `[key, printed]`; see `Shown.stored`."""
        return {
            "blocks": [
                {
                    "kind": block.kind,
                    "number": block.number,
                    "pieces": [
                        piece if isinstance(piece, str) else piece.stored for piece in block.pieces
                    ],
                }
                for block in self.blocks
            ]
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Content":
        """What `to_json` wrote."""
        return cls(
            tuple(
                Block(
                    block["kind"],
                    tuple(
                        piece if isinstance(piece, str) else Shown(*piece)
                        for piece in block["pieces"]
                    ),
                    block["number"],
                )
                for block in stored.get("blocks", ())
            )
        )


def compose(
    text: Text,
    *,
    values: Mapping[str, Decimal | None],
    facts: Mapping[str, str],
    ordinals: Mapping[str, str],
    parts: Mapping[tuple[str, str], Sequence[str | Shown]] | None = None,
) -> Content:
    """Print a text with the values of a year. A block of which nothing is printed is left out.

    Args:
        values: by key; None is undefined and printed as a dash.
        facts: words for the fact marks, see `text.FACTS`.
        ordinals: words for marks printed as 届次, by key.
        parts: words and figures for marks printed as 分列, by key and split.
    """
    given = _Given(values, facts, ordinals, parts or {})
    blocks, chapter, head = [], 0, 0
    for block in text.blocks:
        pieces = tuple(shown for piece in block.pieces for shown in given.printed(piece))
        if not pieces:
            continue
        if block.kind == "chapter":
            chapter, head = chapter + 1, 0
        if block.kind == "head":
            head += 1
        number = {"chapter": chapter, "head": head}.get(block.kind, 0)
        blocks.append(Block(block.kind, pieces, number))
    return Content(tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Given:
    """What a text is printed with, see `compose`."""

    values: Mapping[str, Decimal | None]
    facts: Mapping[str, str]
    ordinals: Mapping[str, str]
    parts: Mapping[tuple[str, str], Sequence[str | Shown]]

    def printed(self, piece: Piece) -> Iterator[str | Shown]:
        """A piece in words; nothing when it is for other years."""
        if isinstance(piece, Choice):
            if bool(self.values[piece.key]) == piece.if_any:
                for inner in piece.pieces:
                    yield from self.printed(inner)
        elif isinstance(piece, FigureMark):
            yield from self._figure(piece)
        else:
            yield self.facts[piece.name] if isinstance(piece, FactMark) else piece

    def _figure(self, mark: FigureMark) -> Sequence[str | Shown]:
        if mark.form.style is Style.PARTS:
            return self.parts[mark.key, mark.form.split]
        if mark.form.style is Style.ORDINALS:
            return [Shown(mark.key, self.ordinals[mark.key])]
        return [Shown(mark.key, printed(self.values[mark.key], mark.form).text)]
