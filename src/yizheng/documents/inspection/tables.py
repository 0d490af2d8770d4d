"""Tables that are read and not kept: Excel files of both formats, and CSV."""

import struct
from collections.abc import Iterator

from .kinds import KINDS, Kind, inspect
from .papers import check_text
from .refusing import refuse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ALLOWED = "可以上传：xlsx、xls、csv"
BOOK = {"workbook", "book"}
MACROS = {"_vba_project_cur", "_vba_project", "vba", "macros"}
LOCKED = {"encryptedpackage", "encryptioninfo"}
EMBEDDED = {"\x01ole10native", "objectpool"}
# An embedded file of an Excel workbook lies in a storage of this name and a number.
EMBEDDED_PREFIX = "mbd"


def check_xls(content: bytes) -> None:
    """Refuse what is no workbook of the old format, is locked, or carries programs or files."""
    if not content.startswith(OLE):
        refuse("这不是真正的 .xls 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
    names = set(_names(content))
    if names & LOCKED:
        refuse("文件加了密码，请去掉密码后再上传。")
    if names & MACROS:
        refuse("文件里带有宏，不能上传。请另存为不带宏的 .xlsx 文件。")
    if names & EMBEDDED or any(name.startswith(EMBEDDED_PREFIX) for name in names):
        refuse("文件里嵌有别的文件，请把它们分开。")
    if not names & BOOK:
        refuse("这不是 Excel 文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")


def _names(content: bytes) -> Iterator[str]:
    """What the file's directory names: entries of 128 bytes, each with its name in UTF-16."""
    for at in range(512, len(content) - 127, 128):
        size, kind = struct.unpack_from("<HB", content, at + 64)
        if kind in ENTRY_KINDS and 2 < size <= 64 and size % 2 == 0:
            yield content[at : at + size - 2].decode("utf-16-le", "replace").lower()


# A storage, a stream, the root.
ENTRY_KINDS = (1, 2, 5)


TABLES = {
    "xlsx": KINDS["xlsx"],
    "xls": Kind("xls", "application/vnd.ms-excel", check_xls),
    "csv": Kind("csv", "text/csv; charset=utf-8", check_text),
}


def inspect_table(name: str, content: bytes) -> Kind:
    """The kind of a file that may be read as a table.

    Raises:
        Invalid: as `inspect`; what is attached to records may be of other kinds.
    """
    return inspect(name, content, kinds=TABLES, allowed=ALLOWED)
