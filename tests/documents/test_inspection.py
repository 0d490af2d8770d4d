import io
import re
import time
import zipfile

import pytest
import xlsxwriter
from docx import Document

from tests.factories.documents import (
    docx,
    good_files,
    jpeg,
    office,
    package,
    pdf,
    pdf_stream,
    png,
)
from tests.factories.tables import csv_file, xls, xlsx
from yizheng.core.errors import Invalid
from yizheng.documents.inspection import inspect, inspect_table
from yizheng.documents.models import LIMIT_BYTES

RELATION = (
    "<Relationships>"
    '<Relationship Type="{kind}" Target="{to}" TargetMode="External"/>'
    "</Relationships>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def locked(content):
    """The package with the encryption flag of its first entry set, in both places it stands."""
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def related(kind, to="http://example.org/x"):
    return {"word/_rels/document.xml.rels": RELATION.format(kind=f"{OFFICE}/{kind}", to=to)}


def twice(name):
    """A package that has an entry of one name twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr(name, "<b/>")
    return file.getvalue()


@pytest.mark.parametrize(("name", "content"), good_files(), ids=lambda value: str(value)[:12])
def test_ordinary_files_are_taken_for_what_they_are(name, content):
    suffix = name.rpartition(".")[2].lower()
    assert inspect(name, content).name == {"jpeg": "jpg"}.get(suffix, suffix)


REFUSED = {
    "unknown kind": ("a.exe", b"MZ", "不能上传这种文件"),
    "no extension": ("README", b"text", "不能上传这种文件"),
    "empty": ("a.txt", b"", "空的"),
    "too large": ("a.txt", b"x" * (LIMIT_BYTES + 1), "20 MB"),
    "macro workbook by name": ("a.xlsm", office("xlsx"), "不能上传这种文件"),
    "word that is a workbook": ("a.docx", office("xlsx"), "扩展名"),
    "pdf that is a picture": ("a.pdf", png(), "完整的 PDF"),
    "picture that is a pdf": ("a.png", pdf(), "扩展名"),
    "text that is a program": ("a.txt", b"MZ\x00\x01", "纯文本"),
    "text of no encoding": ("a.txt", b"\xff\xff\xff", "纯文本"),
    "text with a mark": ("a.txt", "机密 ★ 10年".encode("gb18030"), "国家秘密"),
    "cut package": ("a.docx", docx()[:-30], "扩展名"),
    "package behind other data": ("a.docx", b"#!/bin/sh\n" + docx(), "扩展名"),
    "data behind the package": ("a.docx", docx() + b"tail", "扩展名"),
    "macro": ("a.docx", docx(more={"word/vbaProject.bin": b"x"}), "宏"),
    "macro type": ("a.docx", docx(kind="application/vnd.ms-word.document.macroEnabled"), "宏"),
    "control": ("a.docx", docx(more={"word/activeX/activeX1.xml": "<a/>"}), "宏"),
    "package in a package": ("a.docx", docx(more={"word/media/a.zip": b"x"}), "嵌有"),
    "embedded object": ("a.docx", docx(more={"word/embeddings/o1.bin": b"x"}), "嵌有"),
    "remote template": ("a.docx", docx(more=related("attachedTemplate")), "外部"),
    "remote picture": ("a.docx", docx(more=related("image")), "外部"),
    "climbing name": ("a.docx", docx(more={"../evil.xml": "<a/>"}), "扩展名"),
    "absolute name": ("a.docx", docx(more={"/etc/x.xml": "<a/>"}), "扩展名"),
    "name twice": ("a.docx", twice("word/document.xml"), "扩展名"),
    "locked package": ("a.docx", locked(docx()), "密码"),
    "bomb": ("a.docx", docx(more={"word/media/a.png": b"\0" * 4_000_000}), "过大"),
    "many entries": ("a.ofd", package({f"{n}.txt": "x" for n in range(2001)}), "过大"),
    "document type": (
        "a.docx",
        docx(more={"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "扩展名",
    ),
    "document type in UTF-16": (
        "a.docx",
        docx(
            more={
                "word/x.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode(
                    "utf-16"
                )
            }
        ),
        "扩展名",
    ),
    "broken part": ("a.docx", docx(more={"word/x.xml": "<a>"}), "扩展名"),
    "mark split over runs": ("a.docx", docx("绝", "密", " ★", "长期"), "国家秘密"),
    "cut pdf": ("a.pdf", pdf(tail=b""), "完整的 PDF"),
    "data behind the pdf": ("a.pdf", pdf(tail=b"%%EOF\nMZ program"), "完整的 PDF"),
    "script": ("a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert) >>"), "脚本"),
    "script in disguise": ("a.pdf", pdf(b"<< /S /#4aavaScript >>"), "脚本"),
    "script in an object stream": ("a.pdf", pdf(pdf_stream(b"<< /S /JavaScript >>")), "脚本"),
    "script in a disguised stream": (
        "a.pdf",
        pdf(pdf_stream(b"<< /S /JavaScript >>", marks=b"/Type /Obj#53tm")),
        "脚本",
    ),
    "script behind a stream that never ends": (
        "a.pdf",
        pdf(b"(stream\n) << /S /JavaScript >>"),
        "脚本",
    ),
    "object stream with a long head": (
        "a.pdf",
        pdf(pdf_stream(b"<< /S /Launch >>", marks=b"/Type /ObjStm /X (" + b"x" * 5000 + b")")),
        "脚本",
    ),
    "object stream that cannot be read": (
        "a.pdf",
        pdf(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxyz\nendstream"),
        "损坏",
    ),
    "object stream that grows": ("a.pdf", pdf(pdf_stream(b" " * 53_000_000)), "过大"),
    "program": ("a.pdf", pdf(b"<< /S /Launch /F (calc) >>"), "脚本"),
    "file in a pdf": ("a.pdf", pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), "脚本"),
    "action on opening": ("a.pdf", pdf(b"<< /OpenAction << /S /URI >> >>"), "脚本"),
    "locked pdf": ("a.pdf", pdf(b"<< /Encrypt 5 0 R >>"), "密码"),
    "pdf and package": ("a.pdf", pdf() + package({"a": "b"}), "压缩包"),
    "huge picture": ("a.png", png(10_000, 5_001), "尺寸"),
    "huge photograph": ("a.jpg", jpeg(10_000, 5_001), "尺寸"),
    "data behind the picture": ("a.png", png(tail=b"tail"), "别的数据"),
    "photograph and package": ("a.jpg", jpeg(tail=package({"a": "b"})), "压缩包"),
    "cut picture": ("a.png", png()[:-4], "别的数据|扩展名"),
    "cut photograph": ("a.jpg", jpeg()[:12], "扩展名"),
}


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_not_what_it_says_or_acts_by_itself_is_refused(name, content, sentence):
    with pytest.raises(Invalid) as refusal:
        inspect(name, content)
    assert refusal.value.field == "file"
    assert re.search(sentence, refusal.value.message)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("link.docx", docx(more=related("hyperlink"))),
        ("secret-of-trade.docx", docx("注意保守商业秘密和国家机密")),
        ("printer.xlsx", package({
            "xl/workbook.xml": "<a/>", "xl/printerSettings/printerSettings1.bin": b"x",
        })),
        ("chance.pdf", pdf(pdf_stream(b"page", marks=b"/Type /XObject").replace(b"x", b" /JS "))),
        ("phone.jpg", jpeg(tail=b"vendor data")),
        ("largest.png", png(10_000, 5_000)),
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_taken(name, content):
    assert inspect(name, content).name == name.rpartition(".")[2]


@pytest.mark.parametrize("filler", [b"stream\n", b"endstream", b"/OpenAction ", b"#2", b"obj "])
def test_a_long_pdf_made_to_be_slow_is_read_in_one_pass(filler):
    content = pdf(filler * (2_000_000 // len(filler)))
    began = time.perf_counter()
    assert inspect("a.pdf", content).name == "pdf"
    assert time.perf_counter() - began < 1


def test_files_made_by_office_programs_are_taken():
    report, table = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_heading("会议纪要", 0)
    document.add_table(2, 2)
    document.save(report)
    with xlsxwriter.Workbook(table) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_url(0, 0, "https://example.org")
        sheet.write_comment(1, 1, "请假")
    names = [inspect(f"a.{suffix}", file.getvalue()).name for suffix, file in (
        ("docx", report), ("xlsx", table),
    )]  # fmt: skip
    assert names == ["docx", "xlsx"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("往年.xlsx", xlsx([["案由"]])),
        ("往年.XLS", xls([["案由"]])),
        ("往年.csv", csv_file([["案由"]])),
    ],
)
def test_tables_to_be_read_are_taken_for_what_they_are(name, content):
    assert inspect_table(name, content).name == name.rpartition(".")[2].lower()


def test_an_old_workbook_may_be_read_but_not_attached():
    with pytest.raises(Invalid, match="不能上传这种文件"):
        inspect("往年.xls", xls([["案由"]]))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.docx", docx(), "可以上传：xlsx、xls、csv"),
        ("a.xlsm", xlsx([["案由"]]), "可以上传：xlsx、xls、csv"),
        ("a.xls", b"<html><table></table></html>", "不是真正的 .xls 文件"),
        ("a.xls", xls([["案由"]])[:512], "这不是 Excel 文件"),
        ("a.xls", xls([["案由"]], streams=["_VBA_PROJECT_CUR"]), "带有宏"),
        ("a.xls", xls([["案由"]], streams=["EncryptedPackage"]), "加了密码"),
        ("a.xls", xls([["案由"]], streams=["MBD0018A2F1"]), "嵌有别的文件"),
        ("a.xlsx", xls([["案由"]]), "文件已损坏"),
        ("a.csv", b"\x00\x01\x02", "这不是纯文本文件"),
        ("a.csv", "密级：机密".encode(), "国家秘密标志"),
        ("a.csv", b"", "文件是空的"),
    ],
)
def test_tables_are_refused_with_a_sentence(name, content, sentence):
    with pytest.raises(Invalid, match=sentence):
        inspect_table(name, content)


def test_a_word_in_a_cell_is_no_macro():
    assert inspect_table("a.xls", xls([["VBA"], ["Macros"]])).name == "xls"
