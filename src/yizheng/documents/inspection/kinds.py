"""The kinds of file that may be attached, and how each is looked at."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from yizheng.documents.models import LIMIT_BYTES

from .packages import check_package
from .papers import check_pdf, check_text
from .pictures import check_jpeg, check_png
from .refusing import refuse

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name in the database, its media type, its inspection."""

    name: str
    media_type: str
    check: Callable[[bytes], None]
    is_package: bool = False


def _package(name: str, media_type: str, main_part: str) -> Kind:
    return Kind(name, media_type, partial(check_package, main_part=main_part), is_package=True)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "application/pdf", check_pdf),
        _package("docx", f"{OFFICE}.wordprocessingml.document", "word/document.xml"),
        _package("xlsx", f"{OFFICE}.spreadsheetml.sheet", "xl/workbook.xml"),
        _package("pptx", f"{OFFICE}.presentationml.presentation", "ppt/presentation.xml"),
        _package("ofd", "application/ofd", "OFD.xml"),
        Kind("png", "image/png", check_png),
        Kind("jpg", "image/jpeg", check_jpeg),
        Kind("txt", "text/plain; charset=utf-8", check_text),
    )
}
SAME = {"jpeg": "jpg"}
ALLOWED = "可以上传：pdf、docx、xlsx、pptx、ofd、png、jpg、txt"
# What a form tells the browser, and the reader.
ACCEPTED = ",".join(f".{name}" for name in [*KINDS, "jpeg"])
FILES_TOLD = f"{ALLOWED}，不超过 20 MB；不得上传涉密文件。"


def inspect(
    name: str, content: bytes, *, kinds: Mapping[str, Kind] = KINDS, allowed: str = ALLOWED
) -> Kind:
    """The kind of a file that may be kept, or read when `kinds` says so.

    Raises:
        Invalid: it is empty, too large, of another kind, or not what its name says.
    """
    suffix = PurePath(name).suffix.lower().lstrip(".")
    kind = kinds.get(SAME.get(suffix, suffix))
    if kind is None:
        refuse(f"不能上传这种文件。{allowed}。")
    if not content:
        refuse("文件是空的。")
    if len(content) > LIMIT_BYTES:
        refuse("文件超过 20 MB，请压缩图片或拆分后再上传。")
    if not kind.is_package and zipfile.is_zipfile(io.BytesIO(content)):
        refuse("文件后面附有压缩包，不能上传。")
    kind.check(content)
    return kind
