"""A summary as a Word document in the form of official documents (GB/T 9704—2012).

The official fonts are named, not shipped: office machines have them. Every run names them for East
Asian and for Latin text, or Word would set digits in another face.
"""

import io
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .printouts import Printout

TITLE, BODY, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LINE = Pt(28.95)
SIZE = Pt(16)
STYLES = {
    "title": ("Title", TITLE, Pt(22)),
    "chapter": ("Heading 1", HEI, SIZE),
    "head": ("Heading 2", KAI, SIZE),
    "paragraph": ("Normal", BODY, SIZE),
}
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"})


def as_docx(printout: Printout) -> bytes:
    """The document's bytes."""
    document = docx.Document()
    document.core_properties.title = printout.title
    document.core_properties.author = ""
    document.core_properties.comments = printout.status
    _page(document)
    for style, font, size in STYLES.values():
        _style(document.styles[style], font, size)
    for block in printout.content.blocks:
        style, font, size = STYLES[block.kind]
        paragraph = document.add_paragraph(style=style)
        _write(paragraph, (block.mark + block.plain).translate(WIDE), font, size)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any) -> None:
    """A4, margins 37/35/28/26 mm, 22 lines a page, page numbers outside."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # 7 mm below the type area stands the top of a line about 5 mm high.
    section.footer_distance = Mm(23)
    grid = OxmlElement("w:docGrid")
    # `linesAndChars` spreads the characters in some word processors; lines alone hold 22.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    properties = document.element.body.sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """The page number between dashes, one character in from the edge."""
    paragraph.alignment = side
    edge = "rightChars" if side is WD_ALIGN_PARAGRAPH.RIGHT else "leftChars"
    _indent(paragraph, edge, "100")
    _write(paragraph, "— ", SONG, Pt(14))
    run = _write(paragraph, "", SONG, Pt(14))
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run.element.append(part)
    _write(paragraph, " —", SONG, Pt(14))


def _style(style: Any, font: str, size: Pt) -> None:
    """A paragraph style in our face: fixed lines, no colour, no space around."""
    style.font.size, style.font.bold, style.font.italic = size, False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _face(style.element.get_or_add_rPr(), font)
    paragraph = style.paragraph_format
    paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.widow_control = False
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    if style.name == "Title":
        paragraph.alignment, paragraph.space_after = WD_ALIGN_PARAGRAPH.CENTER, LINE
        paragraph.line_spacing = Pt(34)
    elif style.type == WD_STYLE_TYPE.PARAGRAPH:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _indent(style, "firstLineChars", "200")


def _indent(holder: Any, name: str, value: str) -> None:
    """An indent counted in characters, which follows the size of the type."""
    properties = holder.paragraph_format.element.get_or_add_pPr()
    properties.get_or_add_ind().set(qn(f"w:{name}"), value)


def _write(paragraph: Any, text: str, font: str, size: Pt) -> Any:
    run = paragraph.add_run(text)
    run.font.size = size
    _face(run.element.get_or_add_rPr(), font)
    return run


def _face(properties: Any, font: str) -> None:
    """One face for all scripts, themes taken out, the East Asian one preferred."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")
