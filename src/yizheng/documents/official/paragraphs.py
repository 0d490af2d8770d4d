"""The shape of paragraphs: lines, indents, frames and rules. All take a paragraph or a style."""

from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

RED = "FF0000"


def set_lines(holder: Any, height: Length) -> None:
    """Lines of a fixed height, no space around."""
    shape = holder.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, height
    shape.space_before = shape.space_after = Pt(0)
    # Some programs round fixed lines up to lines of the grid unless told to leave them.
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    shape.element.pPr.find(qn("w:spacing")).addprevious(snap)


def indent(
    holder: Any, *, size: Length, left: float = 0, right: float = 0, first: float = 0
) -> None:
    """Indents counted in characters of a size; a negative `first` hangs.

    They are said twice: in characters, which follow the size of the type, and as lengths for
    programs that do not count characters. Zeros are said too, or a style's would shine through.
    """
    properties = holder.paragraph_format.element.get_or_add_pPr()
    indents = properties.get_or_add_ind()
    indents.attrib.clear()
    hanging = "hanging" if first < 0 else "firstLine"
    for name, characters in (("left", left), ("right", right), (hanging, abs(first))):
        indents.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
        indents.set(qn(f"w:{name}"), str(round(characters * size.pt * 20)))


def frame(paragraph: Any, *, left: Length, top: Length, width: Length) -> None:
    """Put a paragraph at a place of the page, text only above and below it; grows with its text.

    Call it before all else that shapes the paragraph.
    """
    at = {"x": _twips(left), "y": _twips(top), "w": _twips(width)}
    _frame(paragraph, at | {"hAnchor": "page", "vAnchor": "page"})


def frame_at_foot(paragraph: Any, *, width: Length) -> None:
    """Put a paragraph at the foot of the type area. Call it before all else that shapes it."""
    at = {"w": _twips(width), "yAlign": "bottom"}
    _frame(paragraph, at | {"hAnchor": "margin", "vAnchor": "margin"})


def rule_below(paragraph: Any, kind: str) -> None:
    """A red double line below a paragraph, as wide as it. Call it first."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    look = {"val": kind, "sz": "24", "space": "0", "color": RED}
    for name, value in look.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph.paragraph_format.element.get_or_add_pPr().append(borders)


def _frame(paragraph: Any, place: dict[str, str]) -> None:
    element = OxmlElement("w:framePr")
    for name, value in (place | {"wrap": "notBeside"}).items():
        element.set(qn(f"w:{name}"), value)
    paragraph.paragraph_format.element.get_or_add_pPr().append(element)


def _twips(length: Length) -> str:
    return str(round(length.pt * 20))
