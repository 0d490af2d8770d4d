"""Files as strangers send them: good drafts, and drafts that must be refused."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word_file(*lines, table=(), extra=()):
    """A .docx with paragraphs, a table, and pieces of XML at the end."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    for xml in extra:
        body = document.element.body
        body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(content, *, add=None, change=None, compression=zipfile.ZIP_DEFLATED):
    """A package with parts added, or the bytes of a part changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", compression) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, (change or {}).get(name, lambda same: same)(part))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return file.getvalue()


def zip_bomb():
    """A small package that unpacks to 60 MB."""
    return repacked(word_file("立案3件"), add={"word/media/image1.bmp": b"\0" * 60_000_000})


def dense():
    """A part packed a thousandfold, below the limit of the whole."""
    return repacked(word_file("立案3件"), add={"word/media/image1.bmp": b"\0" * 20_000_000})


def macros():
    """A .docm in disguise."""
    return repacked(word_file("立案3件"), add={"word/vbaProject.bin": b"Attribute VB_Name"})


def embedded():
    """A document that carries another file."""
    return repacked(word_file("立案3件"), add={"word/embeddings/oleObject1.bin": b"MZ"})


def entities():
    """A document whose XML declares entities."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>'
    return repacked(
        word_file("立案3件"),
        change={"word/document.xml": lambda xml: bomb + xml[xml.index(b"<w:document") :]},
    )


def encrypted():
    """An OLE container, as Word writes documents with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000


def broken():
    """A package cut off in the middle."""
    content = word_file("立案3件")
    return content[: len(content) // 2]


def garbled():
    """A package whose document is no XML."""
    return repacked(word_file("立案3件"), change={"word/document.xml": lambda _: b"<w:document>"})


def other_zip():
    """A package that is no document."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("readme.txt", "立案3件")
    return file.getvalue()


UNUSABLE = {
    "空文件": (b"", "空文件"),
    "空白": (b" \n\n\t", "没有文字"),
    "过大": ("立案3件。".encode() * 200_000, "超过 2 MB"),
    "过长": (b"1" * 500_001, "超过 50 万字"),
    "二进制": (bytes(range(256)) * 10, "不是文本文件"),
    "图片": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
    "PDF": (b"%PDF-1.7\n", "PDF"),
    "加密": (encrypted(), "加密的文件或旧版 .doc"),
    "炸弹": (zip_bomb(), "解压后过大"),
    "压缩率": (dense(), "压缩率异常"),
    "宏": (macros(), "带有宏"),
    "嵌入": (embedded(), "OLE 对象"),
    "实体": (entities(), "外部定义"),
    "截断": (broken(), "已损坏"),
    "乱码": (garbled(), "已损坏"),
    "压缩包": (other_zip(), "不是 Word 文件"),
}
