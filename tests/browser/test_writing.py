"""On a phone: what is written survives a cut line, an empty battery and another device."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.axe import sideways, violations
from tests.browser.conftest import PHONE
from tests.factories.accounts import user_with
from tests.factories.members import SessionFactory
from tests.factories.proposals import ClosedFactory, member
from yizheng.accounts.roles import Role
from yizheng.proposals.models import Proposal, WorkingCopy
from yizheng.proposals.states import State

pytestmark = pytest.mark.journey
WRITE = "/proposals/mine/new/"
TEXT = {
    "title": "关于在学校门口设置落客区的提案",
    "situation": "城区三所小学上下学时段校门口拥堵，家长只能在机动车道上停车。",
    "analysis": "校门前没有落客区，路口之间距离短，也没有人疏导。",
    "suggestion": "由交警部门在三所小学门前各划定一处落客区，安排专人疏导。",
}


@pytest.fixture
def author(city, client):
    SessionFactory(opened_on=timezone.localdate() - timedelta(days=1))
    user = user_with(Role.MEMBER, person=member(name="李秀兰"), name="李秀兰")
    # The first page of a process compiles its templates: not while the browser waits.
    client.force_login(user)
    client.get(WRITE)
    return user


def write(page, **changed):
    for name, text in (TEXT | changed).items():
        page.fill(f"#id_{name}", text)
    page.wait_for_timeout(400)


def copy_now(page):
    """What happens every twenty seconds, and when a line is back."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def kept_here(page):
    """What this browser still keeps, by key."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('keep:'))")


def test_a_proposal_is_written_and_handed_in_on_a_phone(visit, author):
    page = visit(WRITE, user=author, size=PHONE)
    assert (violations(page), sideways(page)) == ([], 0)
    write(page)
    assert "还可写" in page.inner_text("#id_suggestion ~ p[x-text]")

    page.click("button:has-text('提交')")
    page.wait_for_url("**/hand-in/")
    assert (violations(page), sideways(page)) == ([], 0)
    assert len(kept_here(page)) == 1
    page.click("button:has-text('确认提交')")
    page.wait_for_url("**/receipt/")

    assert (violations(page), sideways(page)) == ([], 0)
    assert kept_here(page) == []
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.serial, proposal.title) == (State.SUBMITTED, 1, TEXT["title"])
    page.goto(page.url.replace("/receipt/", "/versions/"))
    assert (violations(page), sideways(page)) == ([], 0)


def test_a_proposal_is_written_and_handed_in_by_keys_alone(visit, author):
    page = visit("/", user=author)
    go_to(page, "写提案")
    page.wait_for_url(f"**{WRITE}")
    for name, text in TEXT.items():
        go_to(page, name)
        page.keyboard.type(text)
    go_to(page, "提交")
    page.wait_for_url("**/hand-in/")
    go_to(page, "确认提交")
    page.wait_for_url("**/receipt/")

    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.situation) == (State.SUBMITTED, TEXT["situation"])
    assert proposal.intended_units.count() == 0


def go_to(page, wanted, most=60):
    """Tab to the link, button or field of this name; press Enter on what is pressed."""
    page.wait_for_load_state("networkidle")
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate("[document.activeElement.name, document.activeElement.innerText]")
        if wanted in [text.strip() for text in said if text]:
            if said[0] != wanted:
                page.keyboard.press("Enter")
            return
    pytest.fail(f"{wanted} is not reached by key")


def test_letters_of_twice_the_size_fit_a_phone_and_are_covered_by_nothing(chromium, visit, author):
    proposal = ClosedFactory(proposer=author.person)
    pages = [
        "/",
        "/proposals/mine/",
        f"/proposals/mine/{proposal.pk}/",
        WRITE,
        "/proposals/verify/",
    ]
    page = visit("/", user=author, size=PHONE)
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})

    for path in pages:
        page.goto(page.url.partition("/proposals/")[0].rstrip("/") + path)
        size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert (path, size, sideways(page), violations(page)) == (path, "32px", 0, [])
        stuck = page.evaluate(STUCK)
        assert (path, stuck) == (path, [])


STUCK = """[...document.querySelectorAll(".topbar, .writing__end, .bulk-bar")]
  .filter((one) => getComputedStyle(one).position === "sticky").map((one) => one.className)"""


def test_a_cut_line_is_told_calmly_and_the_text_goes_to_the_server_when_it_is_back(visit, author):
    page = visit(WRITE, user=author, size=PHONE)
    write(page)
    page.context.set_offline(True)
    copy_now(page)
    page.wait_for_selector("[data-copy-told][data-tone=warn]")
    assert "还没有存到服务器" in page.inner_text("[data-copy-told]")
    assert not WorkingCopy.objects.exists()
    assert len(kept_here(page)) == 1

    page.context.set_offline(False)
    page.wait_for_selector("[data-copy-told]:not([data-tone=warn]):has-text('已存到服务器')")

    assert WorkingCopy.objects.get().content["situation"] == [TEXT["situation"]]
    page.complaints.clear()


def test_what_was_typed_on_one_device_is_offered_on_another(visit, author):
    phone = visit(WRITE, user=author, size=PHONE)
    write(phone)
    copy_now(phone)
    phone.wait_for_selector("[data-copy-told]:has-text('已存到服务器')")

    desk = visit(WRITE, user=author)
    assert "写到一半的内容还在" in desk.inner_text("[data-server-copy]")
    assert (violations(desk), sideways(desk)) == ([], 0)
    desk.click("[data-server-copy] a:has-text('恢复')")
    desk.wait_for_url("**/?restore=1")

    assert desk.input_value("#id_situation") == TEXT["situation"]


def test_a_closed_page_loses_nothing_and_one_offer_is_made(visit, author):
    page = visit(WRITE, user=author, size=PHONE)
    write(page)
    page.reload()
    page.click("text=恢复未提交的内容")

    assert page.input_value("#id_suggestion") == TEXT["suggestion"]
    assert page.locator("[data-server-copy]:visible").count() == 0


def test_what_is_refused_stands_at_its_field_with_the_text(visit, author):
    page = visit(WRITE, user=author, size=PHONE)
    write(page, suggestion="")
    page.click("button:has-text('提交')")
    page.wait_for_url("**/edit/?check=1")

    assert "还没有写" in page.inner_text("#id_suggestion_error")
    assert page.input_value("#id_situation") == TEXT["situation"]
    assert (violations(page), sideways(page)) == ([], 0)
    assert Proposal.objects.get().state == State.DRAFT


def test_advice_comes_while_writing_and_stops_nothing(visit, author):
    page = visit(WRITE, user=author, size=PHONE)
    write(page, suggestion="加强领导，提高认识，高度重视。")
    page.wait_for_selector("#advice >> text=建议还不够具体")

    assert page.input_value("#id_suggestion") == "加强领导，提高认识，高度重视。"
    assert len(kept_here(page)) == 1
    page.click("button:has-text('提交')")
    page.wait_for_url("**/hand-in/")
