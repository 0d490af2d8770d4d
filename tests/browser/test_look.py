"""Page patterns in a real browser: accessible, within the policy, no wider than the screen."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.members import MandateFactory, UnitFactory, two_sessions

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.browser.gallery")]
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture
def clerk(city):
    first, _ = two_sessions()
    for name in ("沈明澈", "陆清越", "顾承泽"):
        MandateFactory(person__name=name, term=first.term)
    UnitFactory(name="市水利局")
    return user_with("office", name="林知远")


@SIZES
@pytest.mark.parametrize(
    "path",
    [
        "/gallery/", "/gallery/write/", "/gallery/fails/404/", "/gallery/fails/409/",
        "/gallery/fails/500/", "/members/members/", "/members/members/?q=没有这个词",
        "/members/members/new/", "/units/units/", "/account/password/change/", "/account/logout/",
    ],
)  # fmt: skip
def test_a_page_is_accessible_and_fits(visit, clerk, path, size):
    page = visit(path, user=clerk, size=size)

    assert violations(page) == []
    assert sideways(page) == 0


@SIZES
def test_a_record_is_accessible_and_fits(visit, clerk, size):
    page = visit("/members/members/", user=clerk, size=size)
    page.click("td.lead a >> text=沈明澈")
    page.wait_for_selector("dl.facts")

    assert violations(page) == []
    assert sideways(page) == 0


@SIZES
def test_signing_in_is_accessible(visit, db, size):
    page = visit("/account/login/", size=size)

    assert violations(page) == []


def test_a_refused_form_is_accessible_and_names_what_is_wrong(visit, clerk):
    page = visit("/gallery/write/", user=clerk)
    page.click("text=提交")
    page.wait_for_selector(".is-invalid")

    assert page.get_attribute("#id_title", "aria-describedby") == "id_title_help id_title_error"
    assert page.inner_text("#id_title_error") == "这个字段是必填项。"
    assert violations(page) == []
    page.complaints.clear()  # Chromium reports the 422 itself


def test_the_policy_refuses_inline_styles_and_scripts(visit, clerk):
    page = visit("/gallery/", user=clerk)
    assert page.complaints == []

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),{text:'1'}))"
    )

    assert [said[:31] for said in page.complaints] == [
        "Applying inline style violates ",
        "Executing inline script violate",
    ]
    page.complaints.clear()


def test_a_chart_is_drawn_and_its_tooltip_needs_no_inline_style(visit, clerk):
    page = visit("/gallery/", user=clerk)
    drawing = page.locator("[data-drawing] svg").first
    drawing.wait_for()
    drawing.hover(position={"x": 300, "y": 120})
    page.wait_for_function("document.querySelector('[data-drawing]').textContent.includes('件')")

    page.click("text=以表格查看 >> nth=0")
    assert page.locator("figure >> nth=0 >> tbody tr").count() == 12
    assert page.inner_text("figure >> nth=0 >> tbody tr:nth-child(3)").split() == [
        "3月",
        "214",
        "190",
    ]


def test_large_print_is_remembered(visit, clerk):
    page = visit("/gallery/", user=clerk)
    small = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.click("[data-large-print]")
    page.goto(page.url + "write/")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == small * 1.25
    assert page.get_attribute("[data-large-print]", "aria-pressed") == "true"
    assert sideways(page) == 0


def test_on_paper_only_the_content_is_left(visit, clerk):
    page = visit("/gallery/", user=clerk)
    page.emulate_media(media="print")

    hidden = (".sidebar", ".topbar", ".foot", ".page-head__actions")
    assert [page.is_visible(part) for part in hidden] == [False] * 4
    assert page.is_visible("h1")
