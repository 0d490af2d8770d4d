"""Minutes of a meeting (纪要格式): red masthead, text, and below it who was there."""

from typing import Any

from .content import Level, Minutes
from .faces import FANGSONG, HEI, SIZE_3, ems, write
from .issue import masthead
from .page import number_pages, set_page
from .paragraphs import indent, set_lines
from .styles import LINE, add, make_styles


def write_minutes(document: Any, minutes: Minutes) -> None:
    """Lay the minutes out; lists without names are left out."""
    set_page(document)
    number_pages(document)
    make_styles(document)
    masthead(document, name=minutes.name, number=minutes.number, organ=minutes.organ, on=minutes.on)
    title = add(document, Level.TITLE, minutes.title)
    title.paragraph_format.space_before = LINE
    for block in minutes.paragraphs:
        add(document, block.level, block.text)
    for label, names in minutes.names:
        if names:
            _names(document, f"{label}：", "、".join(names))


def _names(document: Any, label: str, names: str) -> None:
    """The label in 黑体, the names in 仿宋, further lines below the first name."""
    paragraph = document.add_paragraph()
    set_lines(paragraph, LINE)
    indent(paragraph, size=SIZE_3, left=2 + ems(label), first=-ems(label))
    write(paragraph, label, HEI, SIZE_3)
    write(paragraph, names, FANGSONG, SIZE_3)
