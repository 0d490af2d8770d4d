"""PNG and JPEG pictures."""

import struct

from .refusing import refuse

MAX_PIXELS = 50_000_000
PNG = b"\x89PNG\r\n\x1a\n"
BROKEN = "图片已损坏，或不是它的扩展名所说的格式。"
# Start-of-frame markers hold the size; C4, C8 and CC look alike and are something else.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def check_png(content: bytes) -> None:
    """Every chunk must be whole and the last one the end: nothing may hide behind the picture."""
    if not content.startswith(PNG):
        refuse(BROKEN)
    at, kind, size = len(PNG), b"", (0, 0)
    while kind != b"IEND":
        head = content[at : at + 8]
        if len(head) < 8:
            refuse(BROKEN)
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", content[at + 8 : at + 16])
        at += 12 + length
    if at != len(content):
        refuse("图片后面附有别的数据，请另存后再上传。")
    _check_size(*size)


def check_jpeg(content: bytes) -> None:
    """The size must be found and the picture end; phones write their own data behind the end."""
    if not content.startswith(b"\xff\xd8") or b"\xff\xd9" not in content:
        refuse(BROKEN)
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _check_size(width, height)
            return
        if marker == 0xFF:
            at += 1
            continue
        at += 2 if marker in STANDALONE else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    refuse(BROKEN)


def _check_size(width: int, height: int) -> None:
    if not 0 < width * height <= MAX_PIXELS:
        refuse("图片尺寸过大，请缩小后再上传。")
