"""What everybody may read: published proposals, open replies, and nothing else."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.members import committee
from tests.factories.proposals import ClosedFactory, SentReplyFactory, member
from yizheng.core.tenancy import within

pytestmark = pytest.mark.django_db
PUBLISHED_ON = date(2025, 9, 1)


def published(**facts):
    facts = {"public_text": "情况\n校门口拥堵。", "published_on": PUBLISHED_ON} | facts
    return ClosedFactory(**facts)


def read(client, path="", **query):
    answer = client.get(f"/proposals/open/anlan/{path}", query)
    return answer.status_code, answer.content.decode()


def test_a_stranger_finds_what_is_published_and_nothing_else(client, city):
    published(title="关于通学路的提案")
    ClosedFactory(title="关于没有公开的提案")
    with within(committee("elsewhere", "别处").pk):
        published(title="关于别处的提案")

    status, page = read(client)

    assert status == 200 and "关于通学路的提案" in page
    assert "关于没有公开的提案" not in page and "关于别处的提案" not in page


def test_a_name_is_read_only_by_consent(client, city):
    named = published(proposer=member(name="愿意署名"))
    unnamed = published(proposer=member(name="不愿署名"), is_named=False)

    pages = "".join(read(client, f"{one.pk}/")[1] for one in (named, unnamed))
    pages += read(client)[1] + read(client, "data.json")[1] + read(client, "data.csv")[1]

    assert "愿意署名" in pages and "委员个人" in pages and "不愿署名" not in pages


def test_what_was_cut_is_neither_shown_nor_found(client, city):
    one = published(situation="隐去的地点", public_text="情况\n某处拥堵。")

    pages = read(client, f"{one.pk}/")[1] + read(client, "data.json")[1]

    assert "隐去的地点" not in pages and "某处拥堵" in pages
    assert one.title not in read(client, q="隐去的地点")[1]
    assert one.title in read(client, q="某处 拥堵")[1]


def test_a_reply_is_read_as_its_unit_decided(client, city):
    text = {"proposal__published_on": PUBLISHED_ON, "proposal__public_text": "正文"}
    text = {f"handling__{name}": value for name, value in text.items()}
    opened = SentReplyFactory(body="全文答复。", public_text="删改后的答复。", **text)
    shut = SentReplyFactory(body="内部情况。", is_open=False, closed_reason="工作安排", **text)

    pages = [read(client, f"{one.handling.proposal_id}/")[1] for one in (opened, shut)]

    assert "删改后的答复。" in pages[0] and "全文答复。" not in pages[0]
    assert "内部情况。" not in pages[1] and "答复内容不公开" in pages[1]
    assert "内部情况" not in read(client, "data.json")[1]


def test_open_data_hold_the_same_proposals_as_the_list(client, city):
    for number in range(3):
        published(title=f"关于公开事项{number}的提案", category="economy")
    published(title="关于别的类别的提案", category="culture")

    facts = json.loads(read(client, "data.json", category="economy")[1])["proposals"]
    lines = list(csv.DictReader(io.StringIO(read(client, "data.csv", category="economy")[1])))

    titles = {f"关于公开事项{number}的提案" for number in range(3)}
    assert {row["title"] for row in facts} == titles == {row["案由"] for row in lines}
    assert all(row["filed_on"] == "2025-04-10" for row in facts)


@pytest.mark.parametrize(
    "path", ["nowhere/", "anlan/999999/", "anlan/data.xml", "anlan/data.json?session=x"]
)
def test_what_is_not_there_is_not_found_and_bad_filters_find_nothing(client, city, path):
    published()
    answer = client.get(f"/proposals/open/{path}")

    if "session" in path:
        assert json.loads(answer.content)["proposals"] == []
    else:
        assert answer.status_code == 404


def test_nothing_personal_beyond_consent_is_in_any_answer(client, city):
    person = member(name="署名委员", phone="10012345678")
    one = published(proposer=person, contact="联系人甲", contact_phone="10087654321")
    one.co_signers.add(member(name="联名委员乙"))

    pages = read(client)[1] + read(client, f"{one.pk}/")[1]
    pages += read(client, "data.json")[1] + read(client, "data.csv")[1]

    for secret in ("10012345678", "10087654321", "联系人甲", "联名委员乙"):
        assert secret not in pages


def test_pages_cost_the_same_whatever_there_is(client, city):
    def cost(path):
        with CaptureQueriesContext(connection) as seen:
            assert read(client, path)[0] == 200
        return len(seen)

    published()
    before = [cost(path) for path in ("", "data.json")]
    for _ in range(3):
        published()

    assert [cost(path) for path in ("", "data.json")] == before
