"""Advice on the page where a member writes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import signed_in
from tests.factories.proposals import member
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Proposal

pytestmark = pytest.mark.django_db
ADDRESS = "/proposals/advise/"


def asked(client, **text):
    answer = client.post(ADDRESS, text, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def test_a_member_who_pauses_is_told_what_to_look_at_and_where(client, city):
    signed_in(client, Role.MEMBER, person=member())

    status, part = asked(client, title="关于修路的提案", situation="电话10012345678。")

    assert status == 200
    assert "文中有手机号码" in part and "10012345678" in part and "#id_situation" in part
    assert "<html" not in part


def test_without_anything_to_say_it_says_so_and_nothing_before_one_begins(client, city):
    signed_in(client, Role.MEMBER, person=member())

    assert "没有需要提示的地方" in asked(client, title="关于修路的提案")[1]
    assert asked(client)[1].strip() == ""


def test_what_was_typed_is_shown_as_text(client, city):
    signed_in(client, Role.MEMBER, person=member())

    part = asked(client, title="<script>alert(1)</script>")[1]

    assert "<script>" not in part and "&lt;script&gt;" in part


def test_nothing_is_stored_and_the_queries_do_not_grow_with_the_text(client, city):
    signed_in(client, Role.MEMBER, person=member())

    counts = []
    for text in ("短。", "电话10012345678。" * 300):
        with CaptureQueriesContext(connection) as queries:
            asked(client, title="关于修路的提案", situation=text)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize("role", [Role.UNIT, Role.LEADER, Role.RESEARCH])
def test_who_writes_no_proposals_finds_no_such_page(client, city, role):
    signed_in(client, role)

    assert asked(client, title="关于修路的提案")[0] == 404
