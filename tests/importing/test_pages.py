"""The pages of an import: who may, what is shown, that it is once."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tests.factories.accounts import signed_in
from tests.factories.members import SectorFactory, two_sessions
from tests.factories.tables import xlsx
from yizheng.importing.models import ImportRun
from yizheng.members.models import Sector

pytestmark = pytest.mark.django_db
URL = "/importing/tables/members.sector/"
HEADS = ("名称", "排序")


def said(response):
    return response.content.decode()


def sheet(*rows, heads=HEADS, name="界别.xlsx"):
    return SimpleUploadedFile(name, xlsx([heads, *rows]))


@pytest.fixture
def office(client, city, django_capture_on_commit_callbacks):
    two_sessions()
    signed_in(client, "office")

    def send(url, **fields):
        fields = {"idempotency_key": uuid.uuid4().hex, **fields}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(url, fields)
        return client.get(answer["Location"]) if answer.status_code == 303 else answer

    return send


def test_the_list_leads_to_the_import_for_those_who_may(client, city):
    signed_in(client, "office")
    assert URL in said(client.get("/members/sectors/"))
    signed_in(client, "leader")
    assert URL not in said(client.get("/members/sectors/"))
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize(
    "key",
    ["proposals.proposal", "proposals.evaluation", "ladder.partner", "x", "members.person/../x"],
)
def test_what_comes_about_step_by_step_takes_no_table(client, city, key):
    signed_in(client, "office", "proposals", "research")

    assert client.get(f"/importing/tables/{key}/").status_code == 404


def test_checked_imported_and_taken_back(client, office):
    SectorFactory(name="教育界", order=5)
    preview = office(URL, file=sheet(("教育界", 7), ("科技界", 8), ("", 3)))
    page = said(preview)
    assert "没有填写" in page and "新增 1 条，变更 1 条" in page
    assert "5 → 7" in said(client.get(preview.request["PATH_INFO"], {"show": "changed"}))
    assert Sector.objects.count() == 1
    start = preview.request["PATH_INFO"] + "start/"
    digest = page.partition('name="digest" value="')[2].partition('"')[0]

    done = office(start, digest=digest)

    assert "导入记录（可以整批撤销）" in said(done)
    run = ImportRun.objects.get()
    assert (run.made, run.changed, run.faulty) == (1, 1, 1)
    undo = f"/importing/runs/{run.pk}/moves/importing.undo/"
    office(undo, version=run.version, undone_reason="给错了")
    assert [one.order for one in Sector.objects.all()] == [5]


def test_the_faulty_lines_come_back_as_they_were_sent(client, office):
    preview = office(URL, file=sheet(("科技界", "很多"), ("教育界", 1)))

    content = client.get(preview.request["PATH_INFO"] + "faulty.xlsx").content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [["名称", "排序", "错在哪里"], ["科技界", "很多", "排序：“很多”不是数字"]]


def test_what_changed_since_is_checked_anew(client, office):
    preview = office(URL, file=sheet(("科技界", 8)))
    digest = said(preview).partition('name="digest" value="')[2].partition('"')[0]
    SectorFactory(name="科技界", order=1)

    done = office(preview.request["PATH_INFO"] + "start/", digest=digest)

    assert "核对以后，系统里的记录有了变化" in said(done)
    assert Sector.objects.get().order == 1


def test_another_clerk_does_not_see_what_was_sent(client, office):
    preview = office(URL, file=sheet(("科技界", 8)))
    signed_in(client, "office")

    assert client.get(preview.request["PATH_INFO"]).status_code == 404


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.xlsx", b"nonsense"), "不"),
        (sheet(("科技界",), heads=("别的",)), "没有找到列名"),
        (sheet(("1",), heads=("排序",)), "缺少这些列：名称"),
        (sheet(("科技界机密★十年", 1)), "涉密"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(client, office, file, sentence):
    response = office(URL, file=file)

    assert response.status_code == 422
    assert sentence in said(response)


def test_the_template_has_the_columns_of_the_export(client, office):
    content = client.get(f"{URL}template.xlsx").content
    exported = client.get("/members/sectors/export.xlsx").content

    def heads(data):
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[0]

    assert heads(content) == heads(exported)
