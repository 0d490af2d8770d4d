"""A table on sheets laid across (横排): title, a line below it, and rows that go on over pages."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from .content import Level, Sheet
from .faces import FANGSONG, HEI, KAI, SIZE_4, write
from .page import number_pages, set_page
from .paragraphs import indent, set_lines
from .styles import add, make_styles

SIZE, LINE = Pt(12), Pt(18)
# A4 across, with the margins turned with the sheet.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = Mm(297), Mm(210), Mm(35), Mm(37), Mm(28), Mm(26)


def write_sheet(document: Any, sheet: Sheet) -> None:
    """Lay the table out; its head is repeated on every page, a row is not torn."""
    set_page(document)
    _turn(document.sections[0])
    number_pages(document)
    make_styles(document)
    add(document, Level.TITLE, sheet.title).paragraph_format.space_after = Pt(6)
    if sheet.note:
        note = document.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        indent(note, size=SIZE_4)
        write(note, sheet.note, KAI, SIZE_4)
    table = document.add_table(rows=0, cols=len(sheet.head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    widths = _widths(sheet)
    _repeat(_row(table, sheet.head, widths, HEI))
    for row in sheet.rows:
        _row(table, row, widths, FANGSONG)


def _turn(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM


def _widths(sheet: Sheet) -> list[Length]:
    share = (WIDTH - LEFT - RIGHT) / sum(sheet.widths)
    return [Length(int(share * width)) for width in sheet.widths]


def _row(table: Any, texts: tuple[str, ...], widths: list[Length], font: str) -> Any:
    row = table.add_row()
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        indent(paragraph, size=SIZE)
        set_lines(paragraph, LINE)
        write(paragraph, text, font, SIZE)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - no other way
    return row


def _repeat(row: Any) -> None:
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - no other way
