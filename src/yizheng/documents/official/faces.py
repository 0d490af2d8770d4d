"""Faces of type, and words in them.

Every run names its face for East Asian and for Latin text, or Word would set digits in another.
"""

import re
import unicodedata
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length, Pt

XIAOBIAOSONG, FANGSONG, HEI, KAI, SONG = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
# Below two thirds of their width characters no longer look like the same face.
LEAST_SCALE = 66
FEEDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without what no XML file may hold; every kind of new line becomes the plain one."""
    return UNPRINTABLE.sub("", FEEDS.sub("\n", text))


def ems(text: str) -> float:
    """How wide a text is, in Chinese characters: letters and digits are half as wide."""
    return sum(1 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def scale_for(text: str, room: float) -> int:
    """The width of characters, in percent, with which a text fits into so many, if any does."""
    wide = ems(text)
    fitting = int(100 * room / wide) if wide > room else 100
    return fitting if fitting >= LEAST_SCALE else 100


def write(paragraph: Any, text: str, font: str, size: Length, *, scale: int = 100) -> Any:
    """A run of text in one face; `scale` squeezes the characters, in percent."""
    run = paragraph.add_run(printable(text))
    run.font.size = size
    properties = run.element.get_or_add_rPr()
    set_face(properties, font)
    if scale != 100:
        squeeze = properties.makeelement(qn("w:w"), {qn("w:val"): str(scale)})
        properties.find(qn("w:sz")).addprevious(squeeze)
    return run


def set_face(properties: Any, font: str) -> None:
    """One face for all scripts, themes taken out, the East Asian one preferred."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")
