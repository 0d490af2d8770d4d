"""The styles of Word that stand for the levels of a text."""

from typing import Any, NamedTuple

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor

from .content import Level
from .faces import FANGSONG, HEI, KAI, SIZE_2, SIZE_3, XIAOBIAOSONG, set_face, write
from .paragraphs import indent, set_lines

# 22 lines of this height fill a page.
LINE = Pt(28.95)
TITLE_LINE = Pt(34)
# A row holds 28 characters when each is a quarter of a point narrower than its size; in twips.
NARROWER = "-5"


class Look(NamedTuple):
    """A style of Word with our face and size."""

    style: str
    font: str
    size: Length


LOOKS = {
    Level.TITLE: Look("Title", XIAOBIAOSONG, SIZE_2),
    Level.CHAPTER: Look("Heading 1", HEI, SIZE_3),
    Level.HEAD: Look("Heading 2", KAI, SIZE_3),
    Level.PARAGRAPH: Look("Normal", FANGSONG, SIZE_3),
}


def make_styles(document: Any) -> None:
    """Give the document's styles our faces, and Chinese as their language."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for level, look in LOOKS.items():
        _make(document.styles[look.style], look, level)


def add(document: Any, level: Level, text: str) -> Any:
    """A paragraph of a level at the end of the document."""
    look = LOOKS[level]
    paragraph = document.add_paragraph(style=look.style)
    write(paragraph, text, look.font, look.size)
    return paragraph


def _make(style: Any, look: Look, level: Level) -> None:
    """A style with nothing of the template's left: fixed lines, black, no space around."""
    for properties in (style.element.rPr, style.element.pPr):
        if properties is not None:
            properties.clear()
    style.font.size, style.font.bold, style.font.italic = look.size, False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    set_face(properties, look.font)
    spacing = properties.makeelement(qn("w:spacing"), {qn("w:val"): NARROWER})
    properties.find(qn("w:sz")).addprevious(spacing)
    shape = style.paragraph_format
    set_lines(style, TITLE_LINE if level is Level.TITLE else LINE)
    shape.widow_control = False
    if level is Level.TITLE:
        shape.alignment, shape.space_after = WD_ALIGN_PARAGRAPH.CENTER, LINE
        indent(style, size=look.size)
        return
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent(style, size=look.size, first=2)
    if level in (Level.CHAPTER, Level.HEAD):
        shape.keep_with_next = True
        _outline(style, 0 if level is Level.CHAPTER else 1)


def _outline(style: Any, depth: int) -> None:
    """Its depth in the document's outline, by which readers move from heading to heading."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(depth))
    style.element.get_or_add_pPr().append(outline)
