"""What is said to somebody who writes a report; it never blocks."""

import pytest
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.members import PersonFactory
from yizheng.accounts.roles import Role
from yizheng.opinions.advice import advise

LONG_ENOUGH = "城北小区的电梯用了十五年多，经常停运，居民上下楼困难，老人出不了门。" * 5


def said(text, *, title="电梯更换难", most_chars=1500):
    return [one.what for one in advise({"title": title, "original": text}, most_chars=most_chars)]


@pytest.mark.parametrize("text", ["", "电梯", LONG_ENOUGH + "建议由市财政每年安排更新资金。"])
def test_nothing_is_said_of_what_is_well_written_or_only_begun(text):
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("电梯老旧。另外还反映一个问题，路灯不亮。", "好像写了不止一件事"),
        (LONG_ENOUGH, "还没有写建议"),
        (LONG_ENOUGH + "建议有关方面高度重视。", "建议还不够具体"),
        ("请打 10012345678 找我。", "文中有手机号码"),
    ],
)
def test_what_the_words_themselves_show_is_said(text, what):
    assert said(text) == [what]


def test_two_matters_show_in_the_title_too():
    assert said("", title="关于电梯和关于路灯") == ["好像写了不止一件事"]


def test_the_length_that_a_city_wants_is_counted_without_spaces():
    assert said("电 梯\n" * 3, most_chars=6) == []
    assert said("电梯" * 4, most_chars=6) == ["有些长"]


@pytest.mark.django_db
def test_the_page_on_which_a_member_writes_asks_for_it(client, city):
    signed_in(client, Role.MEMBER, person=PersonFactory())
    url = reverse("opinions:mine-advise")

    assert url in client.get(reverse("opinions:mine-new")).content.decode()
    answer = client.post(url, {"title": "电梯", "original": LONG_ENOUGH})
    assert "还没有写建议" in answer.content.decode()
    assert [one.field for one in answer.context["found"]] == ["original"]


@pytest.mark.django_db
def test_who_may_not_write_is_given_no_advice(client, city):
    signed_in(client, Role.LEADER)

    assert client.post(reverse("opinions:reports-advise"), {"original": "x"}).status_code == 404
