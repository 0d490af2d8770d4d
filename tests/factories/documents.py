"""Files as people send them: whole, small, of every kind that may be attached."""

import io
import struct
import zipfile
import zlib

DOCX_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MAIN_PARTS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "ofd": "OFD.xml",
}


def package(parts, **options):
    """A zip file of these parts: `{name: text or bytes}`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return file.getvalue()


def docx(*texts, more=None, kind=WORD):
    """A document of one run for each text, with `more` parts."""
    runs = "".join(f"<r><t>{text}</t></r>" for text in texts or ("会议纪要",))
    parts = {"[Content_Types].xml": DOCX_TYPES.format(kind=kind)}
    parts["word/document.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><document>{runs}</document>'
    )
    return package(parts | (more or {}))


def office(suffix):
    """The smallest package of a kind."""
    return package({MAIN_PARTS[suffix]: "<?xml version='1.0'?><main>正文</main>"})


def pdf(*objects, tail=b"%%EOF\n"):
    """A PDF of a page and further objects, each its dictionary as bytes."""
    page = b"1 0 obj << /Type /Catalog /OpenAction [2 0 R /Fit] >> endobj\n"
    body = b"".join(b"%d 0 obj %s endobj\n" % (n, text) for n, text in enumerate(objects, 3))
    return b"%PDF-1.7\n" + page + body + b"trailer << /Root 1 0 R >>\n" + tail


def pdf_stream(text, *, marks=b"/Type /ObjStm"):
    """A compressed stream holding `text`, as an object of a PDF."""
    packed = zlib.compress(text)
    head = b"<< %s /Filter /FlateDecode /Length %d >>\n" % (marks, len(packed))
    return head + b"stream\n" + packed + b"\nendstream"


def png(width=2, height=2, *, tail=b""):
    """A picture of a size."""

    def chunk(kind, data):
        return (
            struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 14))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"") + tail


def jpeg(width=2, height=2, *, tail=b""):
    """A picture of a size, with a comment block before its frame."""
    comment = b"\xff\xfe\x00\x06abcd"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + comment + frame + b"\xff\xda\x00\x02data\xff\xd9" + tail


def good_files():
    """`(name, content)` of one file of every kind."""
    files = [(f"材料.{suffix}", office(suffix)) for suffix in MAIN_PARTS]
    files[0] = ("材料.docx", docx())
    files += [("材料.pdf", pdf()), ("合影.png", png()), ("合影.JPEG", jpeg())]
    return [*files, ("名单.txt", "到会名单\r\n一、主席\n".encode())]
