"""Reading a draft: pasted text, `.txt` in UTF-8 or GB18030, `.docx`. Nothing of it is stored.

Files come from strangers: sizes are limited before anything is unpacked, and what cannot be read
is refused with one sentence that names the reason.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx

from yizheng.core.errors import Refused

MAX_BYTES = 2 * 1024 * 1024
MAX_CHARS = 500_000
MAX_UNPACKED = 40 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 2000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {
    b"%PDF": "这是 PDF 文件，请用 Word 另存为 .docx，或复制文字后粘贴",
    b"{\\rtf": "这是 RTF 文件，请用 Word 另存为 .docx",
    b"\x89PNG": "这是图片，不是文稿",
    b"\xff\xd8\xff": "这是图片，不是文稿",
    b"GIF8": "这是图片，不是文稿",
    b"Rar!": "这是压缩包，请解压后选择其中的文稿",
    b"7z\xbc\xaf": "这是压缩包，请解压后选择其中的文稿",
}
BLANK = set("\t\n\r\f\v")


class Unusable(Refused):
    """A draft that cannot be read; the message is one sentence."""

    code = "unusable"


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as text, and what a reader should know about how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def pasted(text: str) -> Written:
    """A draft typed or pasted into a form.

    Raises:
        Unusable: empty, too long, or not a text.
    """
    return Written(_usable(text))


def read_file(name: str, content: bytes) -> Written:
    """A draft from a file; what it is follows from its content, not from its name.

    Raises:
        Unusable: with the reason.
    """
    if not content:
        raise Unusable(f"“{name}”是空文件", field="file")
    if len(content) > MAX_BYTES:
        raise Unusable(f"“{name}”超过 2 MB，请拆开后分别核对", field="file")
    if content.startswith(b"PK"):
        return _read_docx(name, content)
    if content.startswith(OLE):
        raise Unusable(f"“{name}”是加密的文件或旧版 .doc，请去掉密码并另存为 .docx", field="file")
    for magic, sentence in KINDS.items():
        if content.startswith(magic):
            raise Unusable(f"“{name}”不能核对：{sentence}", field="file")
    return Written(_usable(_decoded(name, content), name))


def _usable(text: str, name: str = "") -> str:
    what = f"“{name}”" if name else "文稿"
    if not text.strip():
        raise Unusable(f"{what}里没有文字", field="file" if name else "text")
    if len(text) > MAX_CHARS:
        raise Unusable(f"{what}超过 50 万字，请拆开后分别核对", field="file" if name else "text")
    if any(char < " " and char not in BLANK for char in text):
        raise Unusable(f"{what}不是文本文件，不能核对", field="file" if name else "text")
    return text


def _decoded(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codes: tuple[str, ...] = ("utf-16",)
    else:
        codes = ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise Unusable(f"“{name}”不是文本文件，或编码不是 UTF-8、GB18030，不能核对", field="file")


def _read_docx(name: str, content: bytes) -> Written:
    try:
        parts = _checked_parts(name, content)
        body = docx.Document(io.BytesIO(content)).element.body
    except Unusable:
        raise
    except Exception as error:
        # The reader of packages raises whatever its parser meets: XML, zip, key and value errors.
        raise Unusable(f"“{name}”已损坏，Word 也应打不开；请重新保存", field="file") from error
    lines = list(_lines(body))
    return Written(_usable("\n".join(lines) + "\n", name), tuple(_notes(body, parts)))


def _checked_parts(name: str, content: bytes) -> set[str]:
    """The names in a package after its structure, its sizes and its harmlessness were checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        names = {entry.filename for entry in entries}
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
            raise Unusable(f"“{name}”解压后过大，可能是恶意文件，不能核对", field="file")
        if any(_bloated(entry) for entry in entries):
            raise Unusable(f"“{name}”压缩率异常，可能是恶意文件，不能核对", field="file")
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unusable(f"“{name}”有密码，请去掉密码后再核对", field="file")
        if "word/document.xml" not in names or "[Content_Types].xml" not in names:
            raise Unusable(f"“{name}”是压缩包，不是 Word 文件（.docx）", field="file")
        if len(names) != len(entries):
            raise Unusable(f"“{name}”内有重名的部分，可能是恶意文件，不能核对", field="file")
        types = package.read("[Content_Types].xml").lower()
        if b"macroenabled" in types or any("vbaproject" in part.lower() for part in names):
            raise Unusable(f"“{name}”带有宏，请另存为不带宏的 .docx", field="file")
        if any(part.startswith("word/embeddings/") or "/activeX/" in part for part in names):
            raise Unusable(f"“{name}”嵌有别的文件（OLE 对象），请删去后再核对", field="file")
        if b"<!doctype" in package.read("word/document.xml").lower():
            raise Unusable(f"“{name}”含有外部定义，可能是恶意文件，不能核对", field="file")
        if package.testzip() is not None:
            raise zipfile.BadZipFile
    return names


def _bloated(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > 1024 * 1024 and entry.file_size > MAX_RATIO * max(
        entry.compress_size, 1
    )


def _lines(body: Any) -> Iterator[str]:
    """Paragraphs and tables in order, cells parted by tabs."""
    for child in body:
        if child.tag == f"{WORD}p":
            yield from _paragraph(child)
        elif child.tag == f"{WORD}tbl":
            for row in child.iter(f"{WORD}tr"):
                cells = [cell for cell in row if cell.tag == f"{WORD}tc"]
                yield "\t".join(" ".join(_lines(cell)) for cell in cells)
        elif child.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}ins", f"{WORD}customXml"):
            yield from _lines(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """A paragraph's words with all revisions accepted; its text boxes follow as own lines."""
    words: list[str] = []
    boxes: list[Any] = []
    _gather(paragraph, words, boxes)
    yield "".join(words)
    for box in boxes:
        yield from _lines(box)


SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
PASSED_OVER = {f"{WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText")} | {
    FALLBACK
}


def _gather(element: Any, words: list[str], boxes: list[Any]) -> None:
    for child in element:
        if child.tag in PASSED_OVER:
            continue
        if child.tag == f"{WORD}txbxContent":
            boxes.append(child)
        elif child.tag == f"{WORD}t":
            words.append(child.text or "")
        elif child.tag in SIGNS:
            words.append(SIGNS[child.tag])
        else:
            _gather(child, words, boxes)


def _notes(body: Any, parts: set[str]) -> Iterator[str]:
    if any(next(body.iter(f"{WORD}{name}"), None) is not None for name in ("ins", "del")):
        yield "文稿中有修订痕迹，按接受全部修订后的文字核对"
    if next(body.iter(f"{WORD}txbxContent"), None) is not None:
        yield "文本框中的文字接在所在段落之后一并核对"
    if (
        next(body.iter(f"{WORD}footnoteReference"), None) is not None
        or "word/endnotes.xml" in parts
    ):
        yield "脚注和尾注没有核对"
