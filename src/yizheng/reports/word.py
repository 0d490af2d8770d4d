"""A summary as a Word document in the form of official documents (GB/T 9704—2012)."""

from yizheng.documents import official
from yizheng.documents.official import Block, Level, Ordinary

from .printouts import Printout

WIDE = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！"})


def as_docx(printout: Printout) -> bytes:
    """The document's bytes; its remark says which text it is."""
    blocks = (
        Block((block.mark + block.plain).translate(WIDE), Level(block.kind))
        for block in printout.content.blocks
    )
    return official.as_docx(Ordinary(tuple(blocks), remark=printout.status))
