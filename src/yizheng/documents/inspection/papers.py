"""PDF files and plain text."""

import re
import zlib

from yizheng.documents.secrecy import REFUSAL, is_marked

from .refusing import refuse

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
HEADER_REACH = 500
MAX_INFLATED = 50 * 1024 * 1024
# Names are followed by a delimiter; an action to open a page at a place is an array and harmless.
ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm)(?=[\s/<(\[>])"
    rb"|/OpenAction\s*(?=<<)"
)
LOCKED = re.compile(rb"/Encrypt(?=[\s/<(\[])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check_pdf(content: bytes) -> None:
    """Refuse what is cut off, locked, or does something by itself when it is opened."""
    end = content.rfind(b"%%EOF")
    if (
        not re.match(rb"%PDF-[12]\.\d", content)
        or end < 0
        or content[end + 5 :].strip(b"\0\r\n \t")
    ):
        refuse("这不是完整的 PDF 文件，请重新导出后上传。")
    # What a stream holds is data, in which any byte sequence may occur by chance.
    skeleton = ESCAPED.sub(_unescaped, STREAM.sub(b"stream", content))
    for text in (skeleton, *_object_streams(content)):
        if LOCKED.search(text):
            refuse("PDF 文件加了密码，请去掉密码后再上传。")
        if ACTIVE.search(text):
            refuse("PDF 文件带有脚本、程序或附件，请打印成新的 PDF 后再上传。")


def _object_streams(content: bytes) -> list[bytes]:
    """The inflated streams that hold objects rather than page content."""
    found, left = [], MAX_INFLATED
    for match in STREAM.finditer(content):
        header = content[max(0, match.start() - HEADER_REACH) : match.start()]
        if b"/ObjStm" not in ESCAPED.sub(_unescaped, header):
            continue
        try:
            text = zlib.decompressobj().decompress(match[1], left)
        except zlib.error:
            refuse("PDF 文件已损坏，请重新导出后上传。")
        found.append(ESCAPED.sub(_unescaped, text))
        left -= len(text)
        if left <= 0:
            refuse("PDF 文件解压后过大，请拆分后再上传。")
    return found


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
