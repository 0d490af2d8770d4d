"""Files that are zip packages: docx, xlsx, pptx, ofd."""

import io
import zipfile
from pathlib import PurePosixPath
from xml.parsers import expat

from yizheng.documents.secrecy import REFUSAL, is_marked

from .refusing import refuse

MAX_ENTRIES = 2000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
END = b"PK\x05\x06"
END_SIZE = 22
XML = {".xml", ".rels"}
# Programs, and files inside the file: neither can be looked at by whoever opens the outer one.
ACTIVE = {".bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".jar", ".class"}
NESTED = {".zip", ".rar", ".7z", ".gz", ".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pptx"}
# Printer settings are the one binary part that ordinary workbooks carry.
HARMLESS_BINARY = "printersettings"
UNSAFE = "文件里带有宏、控件或程序，不能上传。请另存为不带宏的文件，或转成 PDF。"
EMBEDDED = "文件里嵌有别的文件，请把它们分开上传。"
BROKEN = "文件已损坏，或不是它的扩展名所说的格式。"


def check_package(content: bytes, *, main_part: str) -> None:
    """Refuse a package that is broken, oversized, locked, or carries programs or other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _check_frame(content, package, entries)
            if main_part not in package.namelist():
                refuse(BROKEN)
            for entry in entries:
                _check_entry(package, entry)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        refuse(BROKEN)


def _check_frame(content: bytes, package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """The package fills the file from its first byte to its last, and unpacks to a sane size."""
    starts = min((entry.header_offset for entry in entries), default=-1)
    if starts != 0 or package.comment or content.rfind(END) + END_SIZE != len(content):
        refuse(BROKEN)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, MAX_RATIO * len(content)):
        refuse("文件解压后过大，请拆分或转成 PDF 后再上传。")
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        refuse(BROKEN)


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        refuse(BROKEN)
    if entry.flag_bits & 0x1:
        refuse("文件加了密码，请去掉密码后再上传。")
    suffix, lower = path.suffix.lower(), name.lower()
    if suffix in NESTED or "/embeddings/" in lower:
        refuse(EMBEDDED)
    if (suffix in ACTIVE and HARMLESS_BINARY not in lower) or "activex" in lower:
        refuse(UNSAFE)
    part = package.read(entry)
    if suffix in XML:
        _check_xml(part)


def _check_xml(part: bytes) -> None:
    """Parse, whatever the encoding: no document type, nothing fetched from outside, no mark."""
    words: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _check_element
    parser.CharacterDataHandler = words.append
    try:
        parser.Parse(part, True)  # noqa: FBT003 - the parser takes it by position only
    except expat.ExpatError:
        refuse(BROKEN)
    if is_marked("".join(words)):
        refuse(REFUSAL)


def _refuse_doctype(*_declaration: object) -> None:
    refuse(BROKEN)


def _check_element(name: str, attributes: dict[str, str]) -> None:
    """A link for the reader to click may lead outside; what is fetched unasked may not."""
    leads_outside = attributes.get("TargetMode") == "External"
    if leads_outside and not attributes.get("Type", "").endswith("/hyperlink"):
        refuse("文件引用了外部的模板、图片或数据，请断开链接后再上传。")
    if "macroenabled" in attributes.get("ContentType", "").lower():
        refuse(UNSAFE)
