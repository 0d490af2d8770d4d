"""A leader writes on a product himself: confirmed by his password, at his level, today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.factories.accounts import acting, just_confirmed, signed_in
from tests.factories.members import PersonFactory
from tests.factories.opinions import BulletinFactory, SentFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, Unconfirmed
from yizheng.instructions import services
from yizheng.instructions.models import Instruction

NOW = datetime(2025, 5, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WORDS = {"text": "请住建部门研究。", "leader_post": "副市长"}

pytestmark = pytest.mark.django_db


def leader():
    return acting(Role.LEADER, person=PersonFactory(name="领导甲", post="副市长"))


def test_what_he_writes_is_an_instruction_in_his_name_at_his_level(city):
    issue, by = SentFactory(), leader()

    services.write_instruction(by=just_confirmed(by), product=issue, at=NOW, **WORDS)

    found = Instruction.objects.get()
    assert (found.product, found.leader_name, found.leader_level) == (issue, by.name, "city")
    assert (found.instructed_on, found.text) == (date(2025, 5, 12), "请住建部门研究。")


def test_without_his_password_nothing_is_written(city):
    with pytest.raises(Unconfirmed):
        services.write_instruction(by=leader(), product=SentFactory(), at=NOW, **WORDS)
    assert Instruction.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICE, Role.RESEARCH, Role.MEMBER])
def test_nobody_else_writes(city, role):
    with pytest.raises(NotAllowed):
        services.write_instruction(
            by=just_confirmed(acting(role)), product=SentFactory(), at=NOW, **WORDS
        )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [({"text": " "}, "请写批示内容"), ({"text": "机密★1年\n某事"}, "密")],
)
def test_an_empty_one_and_one_with_a_mark_of_secrecy_are_refused(city, words, sentence):
    issue = SentFactory()
    with pytest.raises(Invalid, match=sentence):
        services.write_instruction(
            by=just_confirmed(leader()), product=issue, at=NOW, **WORDS | words
        )


def test_what_was_not_sent_has_no_such_page_and_no_button(client, city):
    draft, sent = BulletinFactory(), SentFactory()
    signed_in(client, Role.LEADER, Role.RESEARCH)
    address = {
        row.pk: reverse("instructions:write-on", args=["opinions.bulletin", row.pk])
        for row in (draft, sent)
    }

    def page_of(row):
        return client.get(reverse("opinions:bulletins-detail", args=[row.pk])).content.decode()

    assert address[draft.pk] not in page_of(draft)
    assert address[sent.pk] in page_of(sent)
    assert client.post(address[draft.pk], WORDS).status_code == 404


def test_the_page_asks_for_the_password_first_and_keeps_what_was_typed(client, city):
    issue = SentFactory()
    signed_in(client, Role.LEADER)
    url = reverse("instructions:write-on", args=["opinions.bulletin", issue.pk])

    asked = client.get(url)
    answer = client.post(url, WORDS)

    assert asked.status_code == 302 and "reauthenticate" in asked.url
    assert answer.status_code == 422
    assert "请住建部门研究。" in answer.content.decode()
    assert Instruction.objects.count() == 0
