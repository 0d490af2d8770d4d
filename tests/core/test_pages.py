"""The pages every register has, tried on sectors and people of the roster."""

import csv
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.factories.accounts import signed_in
from tests.factories.members import (
    MandateFactory,
    PersonFactory,
    SectorFactory,
    committee,
    two_sessions,
)
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.members.models import Sector

LIST = "/members/sectors/"


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def test_a_stranger_is_asked_to_sign_in(client, city):
    response = client.get(LIST)

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={LIST}")


def test_what_one_may_not_see_does_not_exist(client, city):
    sector = SectorFactory()
    signed_in(client, "audit_officer")

    assert client.get(LIST).status_code == 404
    assert client.get(f"{LIST}{sector.pk}/").status_code == 404


def test_another_committees_record_does_not_exist(client, office):
    with within(committee("beitai", "北台市").pk):
        theirs = SectorFactory(name="他会界")

    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert "他会界" not in client.get(LIST).content.decode()


def test_entering_shows_the_record_with_its_history(client, office):
    response = client.post(f"{LIST}new/", posted(name="农业界", order=3), follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][1] == 303
    assert "农业界" in page and "登记" in page


def test_a_wrong_form_answers_422_with_what_was_typed(client, office):
    SectorFactory(name="农业界")

    response = client.post(f"{LIST}new/", posted(name="农业界", order=3))

    page = response.content.decode()
    assert response.status_code == 422
    assert "已有同名的界别" in page and 'value="农业界"' in page
    assert Sector.objects.count() == 1


def test_the_same_form_twice_is_one_row_and_one_answer(client, office):
    form = posted(name="农业界", order=3)

    first = client.post(f"{LIST}new/", form)
    again = client.post(f"{LIST}new/", form)

    assert Sector.objects.count() == 1
    assert (again.status_code, again["Location"]) == (first.status_code, first["Location"])


def test_a_used_key_with_other_content_is_refused(client, office):
    form = posted(name="农业界", order=3)
    client.post(f"{LIST}new/", form)

    response = client.post(f"{LIST}new/", {**form, "name": "教育界"})

    assert response.status_code == 409
    assert list(Sector.objects.values_list("name", flat=True)) == ["农业界"]


def test_a_stale_edit_shows_both_texts_and_stores_neither_silently(client, office):
    sector = SectorFactory(name="农业界")
    client.post(f"{LIST}{sector.pk}/edit/", posted(name="农业和农村界", order=1, version=1))

    response = client.post(f"{LIST}{sector.pk}/edit/", posted(name="农界", order=1, version=1))

    page = response.content.decode()
    sector.refresh_from_db()
    assert response.status_code == 409
    assert "农业和农村界" in page and "农界" in page
    assert sector.name == "农业和农村界"


def test_removal_asks_for_the_reason(client, office):
    sector = SectorFactory()
    address = f"{LIST}{sector.pk}/remove/"

    assert client.post(address, posted(reason="", version=1)).status_code == 422
    assert client.post(address, posted(reason="重复", version=1)).status_code == 303
    assert (Sector.objects.count(), Event.objects.last().message) == (0, "重复")


def test_lists_cost_the_same_for_one_row_and_for_thirty(client, office):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/members/members/").status_code == 200
        return len(queries)

    MandateFactory()
    one = cost()
    for _ in range(29):
        MandateFactory()
    assert cost() == one


def test_pages_by_key_show_every_row_once(client, office):
    for number in range(120):
        PersonFactory(name=f"某人{number:03d}", post="单位" if number % 2 else "")
    seen, address, pages = [], "/members/people/?sort=post", 0
    while address and pages < 10:
        response = client.get(address)
        seen += [row.record.pk for row in response.context["rows"]]
        following = response.context["next_url"]
        address, pages = following and f"/members/people/{following}", pages + 1

    assert pages == 3
    assert len(seen) == len(set(seen)) == 120


def test_paging_back_gives_the_page_before(client, office):
    for number in range(120):
        PersonFactory(name=f"某人{number:03d}")
    first = client.get("/members/people/")
    second = client.get(f"/members/people/{first.context['next_url']}")

    back = client.get(f"/members/people/{second.context['previous_url']}")

    assert [row.record.pk for row in back.context["rows"]] == [
        row.record.pk for row in first.context["rows"]
    ]
    assert back.context["previous_url"] == ""


@pytest.mark.parametrize("cursor", ["x", "%00", "W10", "bnVsbA", "a" * 5000, "＝"])
def test_a_broken_cursor_gives_the_first_page(client, office, cursor):
    SectorFactory()

    assert client.get(LIST, {"after": cursor}).status_code == 200


def test_searching_finds_every_word(client, office):
    PersonFactory(name="安宁", post="某某医院院长")
    PersonFactory(name="安静", post="某某学校校长")

    page = client.get("/members/people/", {"q": "安 医院"}).content.decode()

    assert "安宁" in page and "安静" not in page


def test_exports_hold_all_matching_rows_and_no_formulas(client, office):
    SectorFactory(name="=1+1", order=1)
    SectorFactory(name="农业界", order=2)

    lines = client.get(f"{LIST}export.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines)))
    book = client.get(f"{LIST}export.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()

    assert rows == [["名称", "排序"], ["'=1+1", "1"], ["农业界", "2"]]
    assert sheet == [["名称", "排序"], ["=1+1", 1.0], ["农业界", 2.0]]


def test_an_unknown_kind_of_export_does_not_exist(client, office):
    assert client.get(f"{LIST}export.exe").status_code == 404


def test_pages_of_a_reader_are_not_kept_by_proxies(client, office):
    assert client.get(LIST)["Cache-Control"] == "no-store, private"


def test_every_page_forbids_foreign_scripts(client, office):
    policy = client.get(LIST)["Content-Security-Policy"]

    assert "script-src 'self'" in policy and "unsafe" not in policy
