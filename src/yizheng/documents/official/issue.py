"""One issue of a bulletin (简报): red masthead, issue number, organ and date above a red rule."""

import datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Pt, RGBColor

from .content import Issue, Level
from .faces import FANGSONG, SIZE_3, SIZE_4, XIAOBIAOSONG, ems, write
from .letterhead import name_fit
from .page import TEXT_WIDTH, number_pages, set_page
from .paragraphs import frame_at_foot, indent, rule_below, set_lines
from .styles import LINE, add, make_styles

COPY_LINE = Pt(22)
RULE = "single"
RED = RGBColor(255, 0, 0)


def write_issue(document: Any, issue: Issue) -> None:
    """Lay the issue out: masthead, pieces in order, recipients at the foot of the last page."""
    set_page(document)
    number_pages(document)
    make_styles(document)
    masthead(document, name=issue.name, number=issue.number, organ=issue.organ, on=issue.on)
    for place, piece in enumerate(issue.pieces):
        title = add(document, Level.TITLE, piece.title)
        # A red rule stands above the first; between two pieces two lines are left.
        title.paragraph_format.space_before = Length(LINE if place == 0 else 2 * LINE)
        for block in piece.paragraphs:
            add(document, block.level, block.text)
        if piece.source:
            _source(document, piece.source)
    if issue.recipients:
        _recipients(document, issue.recipients)


def masthead(
    document: Any, *, name: str, number: str, organ: str, on: datetime.date | None
) -> None:
    """Name, number, and the line with the organ at the left and the date at the right."""
    size, scale = name_fit(name)
    head = document.add_paragraph()
    set_lines(head, Length(size + Pt(8)))
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    indent(head, size=size)
    write(head, name, XIAOBIAOSONG, size, scale=scale).font.color.rgb = RED
    below = document.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    indent(below, size=SIZE_3)
    write(below, number, FANGSONG, SIZE_3)
    line = document.add_paragraph()
    rule_below(line, RULE)
    set_lines(line, LINE)
    indent(line, size=SIZE_3)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    date = f"{on.year}年{on.month}月{on.day}日" if on else ""
    write(line, f"{organ}\t{date}", FANGSONG, SIZE_3)


def _source(document: Any, source: str) -> None:
    """Who reported it, in brackets at the right."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    indent(paragraph, size=SIZE_3)
    write(paragraph, f"（{source}）", FANGSONG, SIZE_3)


def _recipients(document: Any, recipients: str) -> None:
    """报送：… at the foot of the last page's type area."""
    paragraph = document.add_paragraph()
    frame_at_foot(paragraph, width=TEXT_WIDTH)
    set_lines(paragraph, COPY_LINE)
    label = "报送："
    indent(paragraph, size=SIZE_4, left=1 + ems(label), right=1, first=-ems(label))
    write(paragraph, f"{label}{recipients.rstrip('。')}。", FANGSONG, SIZE_4)
    # A frame hangs on the paragraph after it.
    set_lines(document.add_paragraph(), Pt(1))
