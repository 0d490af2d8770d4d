"""PDF files and plain text."""

import re
import zlib
from collections.abc import Iterator

from yizheng.documents.secrecy import REFUSAL, is_marked

from .refusing import refuse

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
BEGIN, END = re.compile(rb"(?<!end)stream\r?\n"), b"endstream"
MAX_INFLATED = 50 * 1024 * 1024
# Names long enough never to occur by chance in compressed data, so that they are looked for
# everywhere. To open at a place is an array and harmless; to do something is a dictionary.
ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm)"
    rb"(?=[\s/<(\[>])|/OpenAction\s*(?=<<)"
)
LOCKED = re.compile(rb"/Encrypt(?=[\s/<(\[])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check_pdf(content: bytes) -> None:
    """Refuse what is cut off, locked, or does something by itself when it is opened.

    A filter, not a proof: what a reader makes of a damaged file is not foreseen here.
    """
    end = content.rfind(b"%%EOF")
    if (
        not re.match(rb"%PDF-[12]\.\d", content)
        or end < 0
        or content[end + 5 :].strip(b"\0\r\n \t")
    ):
        refuse("这不是完整的 PDF 文件，请重新导出后上传。")
    for text in (content, *_object_streams(content)):
        plain = ESCAPED.sub(_unescaped, text)
        if LOCKED.search(plain):
            refuse("PDF 文件加了密码，请去掉密码后再上传。")
        if ACTIVE.search(plain):
            refuse("PDF 文件带有脚本、程序或附件，请打印成新的 PDF 后再上传。")


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The inflated streams that hold objects rather than page content; one pass over the file."""
    at, left = 0, MAX_INFLATED
    while begin := BEGIN.search(content, at):
        header = ESCAPED.sub(_unescaped, content[at : begin.start()])
        end = content.find(END, begin.end())
        at = len(content) if end < 0 else end + len(END)
        if b"/ObjStm" not in header or b"/Filter" not in header:
            continue
        try:
            text = zlib.decompressobj().decompress(content[begin.end() : at], left)
        except zlib.error:
            refuse("PDF 文件已损坏，请重新导出后上传。")
        left -= len(text)
        if left <= 0:
            refuse("PDF 文件解压后过大，请拆分后再上传。")
        yield text


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def check_text(content: bytes) -> None:
    """Refuse what is no text, or bears a mark of state secrecy."""
    text = _decoded(content)
    if text is None or CONTROL.search(text):
        refuse("这不是纯文本文件。")
    if is_marked(text):
        refuse(REFUSAL)


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
