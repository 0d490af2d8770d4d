"""The sheet: an empty document, its margins and its page numbers."""

from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from .faces import SIZE_4, SONG, write
from .paragraphs import indent, set_lines

WIDTH, LEFT, RIGHT = Mm(210), Mm(28), Mm(26)
TEXT_WIDTH = Length(WIDTH - LEFT - RIGHT)
NOTHING = Pt(0)
# 7 mm below the type area (35 mm above the foot) stands the top of a number 5 mm high.
NUMBER_ABOVE_FOOT = Mm(23)
# Parts of the library's template that say nothing about our document, or too much.
OF_THE_TEMPLATE = {"thumbnail", "extended-properties", "customXml", "stylesWithEffects"}


def blank() -> Any:
    """An empty document that tells nothing of who made it, when and with what."""
    document = docx.Document()
    properties = document.core_properties._element  # noqa: SLF001 - the library can only empty them
    for child in list(properties):
        properties.remove(child)
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in OF_THE_TEMPLATE:
                del holder.rels[key]
    return document


def set_page(document: Any, *, footer: Length = NUMBER_ABOVE_FOOT) -> None:
    """A4, margins 37/35/28/26 mm, 22 lines a page; `footer` is the distance from the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = footer
    grid = OxmlElement("w:docGrid")
    # `linesAndChars` spreads the characters in some word processors; lines alone hold 22.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    properties = document.element.body.sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(grid)


def number_pages(document: Any, *, lift: Length = NOTHING) -> None:
    """Page numbers outside, `lift` above the footer's place: right on odd pages, left on even."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT, lift)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT, lift)


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH, lift: Length) -> None:
    """The page number between dashes, one character in from the edge."""
    paragraph.alignment = side
    set_lines(paragraph, SIZE_4)
    paragraph.paragraph_format.space_after = lift
    right = side is WD_ALIGN_PARAGRAPH.RIGHT
    indent(paragraph, size=SIZE_4, right=1 if right else 0, left=0 if right else 1)
    write(paragraph, "— ", SONG, SIZE_4)
    run = write(paragraph, "", SONG, SIZE_4)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run.element.append(part)
    write(paragraph, " —", SONG, SIZE_4)
