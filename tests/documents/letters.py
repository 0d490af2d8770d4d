"""Letters to lay out, and Word files read again."""

import datetime
import io

import docx
from docx.oxml.ns import qn

from yizheng.documents import official
from yizheng.documents.official import Letter, blocks_of

TEXT = """您提出的《关于增加老旧小区停车位的提案》收悉。现答复如下：
一、关于新增停车位
今年已在38个小区新增停车位1260个。
（一）下一步
逐年推进。"""


def reply(**changes):
    """A whole letter of reply, short enough for one page."""
    parts = {
        "organ": "安澜市住房和城乡建设局",
        "title": "对市政协四届五次会议第12号提案的答复",
        "addressee": "王某委员",
        "paragraphs": blocks_of(TEXT),
        "number": "安住建函〔2025〕12号",
        "mark": "A",
        "attachments": ("新增停车位一览表", "共享停车单位名单"),
        "on": datetime.date(2025, 7, 9),
        "contact": "联系人：李某，电话：100-0001",
        "copies": ("市政协提案委员会", "市政府督查室"),
    }
    return Letter(**parts | changes)


def reopened(content):
    """The Word file of a letter or document, read again."""
    return docx.Document(io.BytesIO(official.as_docx(content)))


def paragraph(document, beginning):
    """The one paragraph that begins so."""
    (found,) = [one for one in document.paragraphs if one.text.startswith(beginning)]
    return found


def attributes(holder, name):
    """What an element of a paragraph's shape says, such as `ind` or `framePr`."""
    element = holder._p.pPr.find(qn(f"w:{name}"))
    prefix = qn("w:x")[:-1]
    return {key.removeprefix(prefix): value for key, value in element.attrib.items()}


def face(run):
    """The East Asian face of a run."""
    return run._r.rPr.rFonts.get(qn("w:eastAsia"))
