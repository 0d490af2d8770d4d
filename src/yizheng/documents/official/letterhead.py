"""The head of a letter's first page, and the line at its foot."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt, RGBColor

from .content import Letter
from .faces import FANGSONG, HEI, SIZE_2, SIZE_3, XIAOBIAOSONG, ems, scale_for, write
from .page import LEFT, RIGHT, TEXT_WIDTH, WIDTH
from .paragraphs import frame, indent, rule_below, set_lines
from .styles import LINE

LINE_WIDTH = Mm(170)
LINE_LEFT = Length((WIDTH - LINE_WIDTH) // 2)
MARK_TOP, NAME_TOP = Mm(20), Mm(30)
NAME_TO_LINE = Mm(4)
LARGEST_NAME = Pt(36)
# A fixed line has a fifth of its height below the base of its text: the number's top stands
# seven eighths of a character below the double line.
NUMBER_LINE = Pt(34)


def write_letterhead(document: Any, letter: Letter) -> None:
    """Mark, name, double line and number."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = MARK_TOP
    header = section.first_page_header.paragraphs[0]
    _at_right(header, letter.mark, HEI, line=SIZE_3)
    _name(document.add_paragraph(), letter.organ)
    _double_line(document.add_paragraph(), "thickThinSmallGap", below=NAME_TO_LINE)
    if letter.number:
        _at_right(document.add_paragraph(), letter.number, FANGSONG, line=NUMBER_LINE)


def name_fit(name: str) -> tuple[Length, int]:
    """Size, and scale of characters in percent, with which the organ's name fits its line.

    A long name is set smaller, down to the size of titles, then squeezed, then on several rows.
    """
    wide = max(ems(name), 1.0)
    size = Pt(max(min(LARGEST_NAME.pt, int(TEXT_WIDTH.pt / wide)), SIZE_2.pt))
    return size, scale_for(name, TEXT_WIDTH.pt / size.pt)


def foot_line(document: Any) -> None:
    """The first page's double line 20 mm above its foot; the page carries no number."""
    footer = document.sections[0].first_page_footer
    _double_line(footer.paragraphs[0], "thinThickSmallGap", below=Pt(1))


def _double_line(paragraph: Any, kind: str, *, below: Length) -> None:
    """A line so far below what stands above, as wide as letters have it."""
    rule_below(paragraph, kind)
    set_lines(paragraph, below)
    indent(paragraph, size=SIZE_3)
    shape = paragraph.paragraph_format
    shape.left_indent, shape.right_indent = Length(LINE_LEFT - LEFT), Length(LINE_LEFT - RIGHT)


def _at_right(paragraph: Any, text: str, font: str, *, line: Length) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    set_lines(paragraph, line)
    indent(paragraph, size=SIZE_3)
    write(paragraph, text, font, SIZE_3)


def _name(paragraph: Any, name: str) -> None:
    """The organ's name in a frame, because it begins above the type area."""
    size, scale = name_fit(name)
    frame(paragraph, left=Length((WIDTH - TEXT_WIDTH) // 2), top=NAME_TOP, width=TEXT_WIDTH)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # One row is as high as its characters, so that its top stands where it should.
    is_long = ems(name) * scale / 100 * size > TEXT_WIDTH
    set_lines(paragraph, LINE if is_long else size)
    indent(paragraph, size=size)
    run = write(paragraph, name, XIAOBIAOSONG, size, scale=scale)
    run.font.color.rgb = RGBColor(255, 0, 0)
