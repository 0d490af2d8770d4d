import csv
import io
import json
import re

import docx
import pytest
from docx.oxml.ns import qn

from tests.factories.accounts import acting
from yizheng.accounts.roles import Role
from yizheng.reports import printouts, services, word
from yizheng.reports.summary import draft_of

pytestmark = pytest.mark.usefixtures("three_members")


@pytest.fixture
def printout(year, own_text):
    return printouts.of_draft(draft_of(year))


def test_the_word_file_is_an_official_document(printout):
    document = docx.Document(io.BytesIO(word.as_docx(printout)))
    section = document.sections[0]

    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "安澜市政协2025年总结"),
        ("Heading 1", "一、委员"),
        ("Heading 2", "（一）队伍"),
        ("Normal", "四届委员共3名，来自两个界别。"),
    ]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]


def test_every_run_names_its_east_asian_face(printout):
    document = docx.Document(io.BytesIO(word.as_docx(printout)))
    faces = [
        run.element.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
    ]
    body = document.paragraphs[-1].runs[0]

    assert faces == ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert body.font.size.pt == 16
    assert document.paragraphs[-1].style.paragraph_format.line_spacing.pt == 28.95
    assert "PAGE" in document.sections[0].footer._element.xml


def test_json_has_every_figure_with_its_records(printout, three_members):
    content = json.loads(printouts.as_json(printout))
    total = next(figure for figure in content["figures"] if figure["key"] == "members.total")

    assert content["title"] == "安澜市政协2025年总结"
    assert (total["value"], total["printed"], total["unit"]) == (3, ["3名"], "名")
    assert (total["first"], total["last"]) == ("2025-01-01", "2025-12-31")
    assert total["record_ids"] == sorted(mandate.person_id for mandate in three_members)


def test_the_html_file_stands_alone(printout):
    page = printouts.as_html(printout).decode()

    assert '来自<a href="#members.sectors">两个</a>界别' in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert "<script" not in page


def test_an_edition_is_exported_as_it_was_frozen(own_text, writer, year):
    edition = services.compose_edition(by=writer, year=2025)
    edition = services.submit_edition(edition, by=writer)
    edition = services.publish_edition(edition, by=acting(Role.OFFICE))

    content = json.loads(printouts.as_json(printouts.of_edition(edition)))

    assert (content["edition"], content["digest"]) == (1, edition.digest)
    assert content["text"].startswith("安澜市政协2025年总结\n一、委员\n")


def test_files_are_served_as_attachments(client, own_text, year):
    from tests.factories.accounts import signed_in

    signed_in(client, Role.OFFICE)
    for form in ("docx", "html", "json"):
        answer = client.get(f"/summary/2025/export.{form}")
        assert answer["Content-Disposition"].startswith("attachment;")
    assert client.get("/summary/2025/export.exe").status_code == 404
    rows = client.get("/figures/members.total/2025/export.csv").content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(rows)))) == 4
