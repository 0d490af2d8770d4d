"""The form of letters (信函格式): red name, two red double lines, no number on the first page."""

import datetime
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm, Pt

from .content import Letter, Level
from .faces import FANGSONG, SIZE_3, SIZE_4, ems, scale_for, write
from .letterhead import foot_line, write_letterhead
from .page import TEXT_WIDTH, number_pages, set_page
from .paragraphs import frame_at_foot, indent, set_lines
from .styles import LINE, add, make_styles

# In characters of size 3.
ROW = TEXT_WIDTH.pt / SIZE_3.pt
LONGEST_SIGNATURE = 24
FOOT_LINE = Mm(20)
NUMBER_LIFT = Mm(3)
NOTE_INDENT = 2
COPY_LINE = Pt(22)


def write_letter(document: Any, letter: Letter) -> None:
    """Lay the letter out."""
    set_page(document, footer=FOOT_LINE)
    number_pages(document, lift=NUMBER_LIFT)
    make_styles(document)
    foot_line(document)
    write_letterhead(document, letter)
    add(document, Level.TITLE, letter.title).paragraph_format.space_before = Length(2 * LINE)
    if letter.addressee:
        addressee = letter.addressee.rstrip("：:") + "："
        indent(add(document, Level.PARAGRAPH, addressee), size=SIZE_3)
    last = None
    for block in letter.paragraphs:
        last = add(document, block.level, block.text)
    last = _attachments(document, letter.attachments) or last
    if last is not None:
        # A signature never stands on a page without a line of the text.
        last.paragraph_format.keep_with_next = True
    _signature(document, letter.signature or letter.organ, letter.on)
    if letter.contact:
        add(document, Level.PARAGRAPH, f"（{letter.contact}）")
    if letter.copies:
        _copies(document, letter.copies)


def _attachments(document: Any, names: tuple[str, ...]) -> Any:
    """附件：1.… one line below the text; a name's second row begins below its first character."""
    paragraph = None
    for place, name in enumerate(names, start=1):
        number = f"{place}." if len(names) > 1 else ""
        label = "附件：" if place == 1 else ""
        paragraph = add(document, Level.PARAGRAPH, label + number + name)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        hang = ems(label + number)
        start = NOTE_INDENT + (0 if label else ems("附件："))
        indent(paragraph, size=SIZE_3, left=start + hang, first=-hang)
        if label:
            paragraph.paragraph_format.space_before = LINE
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _signature(document: Any, name: str, on: datetime.date | None) -> None:
    """Name and date without a seal: the date begins two characters right of the name."""
    date = f"{on.year}年{on.month}月{on.day}日" if on else ""
    scale = scale_for(name, LONGEST_SIGNATURE)
    wide = min(ems(name) * scale / 100, LONGEST_SIGNATURE)
    is_short = wide < ems(date)
    signed = _plain(document, name, scale)
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed.paragraph_format.space_before = LINE
    indent(signed, size=SIZE_3, right=ems(date) + 4 - wide if is_short else 2)
    if not date:
        return
    signed.paragraph_format.keep_with_next = True
    dated = _plain(document, date)
    if is_short:
        dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        indent(dated, size=SIZE_3, right=2)
    else:
        # From the left: where a face is missing, the digits of its substitute are wider.
        dated.alignment = WD_ALIGN_PARAGRAPH.LEFT
        indent(dated, size=SIZE_3, left=ROW - wide)


def _plain(document: Any, text: str, scale: int = 100) -> Any:
    paragraph = document.add_paragraph()
    write(paragraph, text, FANGSONG, SIZE_3, scale=scale)
    return paragraph


def _copies(document: Any, organs: tuple[str, ...]) -> None:
    """The copy line at the foot of the last page's type area, one character in on both sides."""
    paragraph = document.add_paragraph()
    frame_at_foot(paragraph, width=TEXT_WIDTH)
    set_lines(paragraph, COPY_LINE)
    label = "抄送："
    indent(paragraph, size=SIZE_4, left=1 + ems(label), right=1, first=-ems(label))
    write(paragraph, f"{label}{'，'.join(organs)}。", FANGSONG, SIZE_4)
    # A frame hangs on the paragraph after it.
    set_lines(document.add_paragraph(), Pt(1))
