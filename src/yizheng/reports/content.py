"""A summary as words on a page: blocks of prose in which every figure still knows its key.

The same content is drawn on pages, frozen in editions and exported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from yizheng.core.wording import chinese

from .printing import Printed, Style, printed
from .text import FactMark, FigureMark, Text


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as printed in the text."""

    key: str
    text: str


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
        """As stored: text is text, a figure is `[key, printed]`."""
        return {
            "blocks": [
                {
                    "kind": block.kind,
                    "number": block.number,
                    "pieces": [
                        piece if isinstance(piece, str) else [piece.key, piece.text]
                        for piece in block.pieces
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
) -> Content:
    """Print a text with the values of a year.

    Args:
        values: by key; None is undefined and printed as a dash.
        facts: words for the fact marks, see `text.FACTS`.
        ordinals: words for marks printed as 届次, by key.
    """
    blocks, chapter, head = [], 0, 0
    for block in text.blocks:
        pieces: list[str | Shown] = []
        for piece in block.pieces:
            if isinstance(piece, FigureMark):
                pieces.append(Shown(piece.key, _printed(piece, values, ordinals).text))
            elif isinstance(piece, FactMark):
                pieces.append(facts[piece.name])
            else:
                pieces.append(piece)
        if block.kind == "chapter":
            chapter, head = chapter + 1, 0
        if block.kind == "head":
            head += 1
        number = {"chapter": chapter, "head": head}.get(block.kind, 0)
        blocks.append(Block(block.kind, tuple(pieces), number))
    return Content(tuple(blocks))


def _printed(
    mark: FigureMark, values: Mapping[str, Decimal | None], ordinals: Mapping[str, str]
) -> Printed:
    if mark.form.style is Style.ORDINALS:
        return Printed(ordinals[mark.key], None, None)
    return printed(values[mark.key], mark.form)
