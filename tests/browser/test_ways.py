"""What every page promises: nothing typed is lost, nothing is sent twice, keys work."""

import pytest

from tests.browser import gallery
from tests.browser.conftest import PHONE
from tests.factories.accounts import user_with
from tests.factories.members import MandateFactory

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.browser.gallery")]
LONG = "关于加快磨河沿岸步道贯通、方便老年居民出行的建议，全文共八百余字。"
FOCUSED = "document.activeElement"


@pytest.fixture
def clerk(city):
    MandateFactory(person__name="沈明澈")
    gallery.received.clear()
    return user_with("office", name="林知远")


def write(page, title="步道贯通", text=LONG):
    page.fill("#id_title", title)
    page.fill("#id_text", text)
    page.check("input[name=kind][value=own]")
    page.wait_for_timeout(400)


def test_text_survives_a_closed_page_and_is_offered_again(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    write(page)
    page.reload()
    assert page.input_value("#id_text") == ""

    page.click("text=恢复未提交的内容")

    assert page.input_value("#id_text") == LONG
    assert page.is_checked("input[name=kind][value=own]")
    assert not page.is_visible("text=恢复未提交的内容")


def test_accepted_text_is_forgotten(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    write(page)
    page.click("text=提交")
    page.wait_for_url("**/gallery/")
    page.goto(page.url + "write/")

    assert not page.is_visible("text=恢复未提交的内容")
    assert gallery.received == [LONG]


def test_a_colleague_at_the_same_machine_is_offered_nothing(visit, clerk, live_server, settings):
    from tests.browser.conftest import session_cookie

    page = visit("/gallery/write/", user=clerk)
    write(page)
    other = session_cookie(user_with("office"), live_server.url, settings)
    page.context.add_cookies([other])
    page.reload()

    assert not page.is_visible("text=恢复未提交的内容")


def test_refused_text_stays_in_the_form(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    write(page, title="")
    page.click("text=提交")
    page.wait_for_selector("#id_title_error")

    assert page.input_value("#id_text") == LONG
    assert gallery.received == []
    page.complaints.clear()


def test_a_lost_network_is_told_calmly_and_nothing_is_lost(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    write(page)
    page.context.set_offline(True)
    page.click("button >> text=提交")
    page.wait_for_selector("#notice:visible")
    said = page.inner_text("#notice p")
    page.context.set_offline(False)

    assert said == "网络没有连上。您填写的内容仍在本页，并已存在本机，可以再次提交。"
    page.click("button >> text=提交")
    page.wait_for_url("**/gallery/")
    assert gallery.received == [LONG]
    page.complaints.clear()


def test_a_form_pressed_twice_is_sent_once(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    write(page, title="慢")
    page.dblclick("button >> text=提交")
    page.wait_for_url("**/gallery/")

    assert gallery.received == [LONG]


def test_an_ended_session_asks_to_sign_in_and_keeps_the_page(visit, clerk):
    page = visit("/members/members/", user=clerk)
    page.context.clear_cookies()
    page.click("td.peek button")
    page.wait_for_selector("#notice:visible")

    link = page.get_attribute("#notice a", "href")
    assert link == "/account/login/?next=%2Fmembers%2Fmembers%2F"
    assert not page.is_visible("#side")


def test_the_side_panel_holds_the_focus_and_gives_it_back(visit, clerk):
    page = visit("/members/members/", user=clerk)
    page.focus("td.peek button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#side h2")
    assert page.inner_text("#side h2").startswith("沈明澈")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED} === document.body || !!{FOCUSED}.closest('#side')")

    page.keyboard.press("Escape")

    assert not page.is_visible("#side")
    assert page.evaluate(f"{FOCUSED}.closest('td').className") == "peek"


def test_a_question_is_asked_before_and_no_means_no(visit, clerk):
    page = visit("/gallery/", user=clerk)
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.click("button >> text=标记重点")
    assert page.inner_text("#confirm [data-question]") == "将这件提案列为重点提案？"
    page.click("#confirm >> text=取消")
    assert "POST" not in asked

    page.click("button >> text=标记重点")
    with page.expect_navigation():
        page.click("#confirm [data-agree]")
    assert asked.count("POST") == 1


def test_a_list_is_filtered_and_sorted_without_losing_its_address(visit, clerk):
    MandateFactory(person__name="陆清越")
    page = visit("/members/members/", user=clerk)
    page.fill(".filter-bar [name=q]", "清越")
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/members/?q=*")
    page.wait_for_function("document.querySelectorAll('#list tbody tr').length === 1")
    page.reload()

    assert page.inner_text("#list td.lead") == "陆清越"


def test_slash_goes_to_the_search_box_unless_somebody_is_typing(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    page.evaluate(
        """document.querySelector('#search') || document.querySelector('.topbar')
        .append(Object.assign(document.createElement('input'), {id: 'search'}))"""
    )
    page.focus("#id_title")
    page.keyboard.press("/")
    assert page.input_value("#id_title") == "/"

    page.focus("button >> text=提交")
    page.keyboard.press("/")
    assert page.evaluate(f"{FOCUSED}.id") == "search"


def test_the_menu_of_a_phone_opens_by_key_and_closes_by_escape(visit, clerk):
    page = visit("/gallery/", user=clerk, size=PHONE)
    assert not page.is_visible("#navigation")
    page.focus(".topbar [data-nav-toggle]")
    page.keyboard.press("Enter")
    assert page.is_visible("#navigation")
    assert page.evaluate(f"!!{FOCUSED}.closest('#navigation')")

    page.keyboard.press("Escape")

    assert not page.is_visible("#navigation")
    assert page.evaluate(f"{FOCUSED}.dataset.navToggle") == ""


def test_a_long_choice_is_found_by_typing(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    page.click("#id_unit + .ts-wrapper")
    page.keyboard.type("住房")
    page.keyboard.press("Enter")

    assert page.input_value("#id_unit") == "b"


def test_passing_a_long_choice_by_key_chooses_nothing(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    page.focus("#id_text")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.input_value("#id_unit") == ""
    assert page.evaluate(f"{FOCUSED}.title") == "清除"


def test_two_people_changing_one_record_see_both_texts(visit, clerk):
    from yizheng.core.actors import Via
    from yizheng.members.models import Mandate
    from yizheng.members.registers import MANDATES

    seat = Mandate.objects.get()
    page = visit(MANDATES.url("edit", seat.pk), user=clerk)
    MANDATES.revise(seat, by=clerk.acting(Via.WEB), facts={"number": "0901"}, version=1)
    page.fill("#id_number", "0902")
    page.click("button >> text=保存")
    page.wait_for_selector("text=这条记录刚刚被别人改过")

    cells = page.locator("form table tbody tr").first.locator("th, td").all_inner_texts()
    assert cells == ["委员证号", "0901", "0902"]
    page.click("text=以我填写的为准，保存")
    page.wait_for_url(f"**{MANDATES.url('detail', seat.pk)}")
    seat.refresh_from_db()
    assert (seat.number, seat.version) == ("0902", 3)
    page.complaints.clear()


def test_taking_a_record_back_asks_for_the_reason_in_the_side_panel(visit, clerk):
    from yizheng.members.models import Mandate
    from yizheng.members.registers import MANDATES

    seat = Mandate.objects.get()
    page = visit(MANDATES.url("detail", seat.pk), user=clerk)
    page.click("text=撤销登记")
    page.click("#side button >> text=撤销登记")
    page.wait_for_selector("#side .is-invalid")
    assert Mandate.objects.count() == 1

    page.fill("#side textarea", "与另一条重复")
    page.click("#side button >> text=撤销登记")
    page.wait_for_url(f"**{MANDATES.url('list')}")

    assert page.inner_text(".note-good").strip() == "已撤销这条委员，原内容留在办理记录中"
    assert Mandate.objects.count() == 0
    page.complaints.clear()
