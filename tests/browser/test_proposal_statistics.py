"""The statistics and reports of proposals in a real browser: accessible, no wider than it is."""

import pytest

from tests.browser.axe import sideways, violations
from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import user_with
from tests.factories.members import UnitFactory, two_sessions
from tests.factories.proposals import ClosedFactory, FiledFactory, HandlingFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def clerk(city):
    session, _ = two_sessions()
    FiledFactory(session=session, category="economy")
    for name in ("市水利局", "市农业农村局"):
        unit = UnitFactory(name=name, short_name=name)
        closed = ClosedFactory(session=session, lead_unit=unit)
        HandlingFactory(proposal=closed, state="settled", replied_on=closed.replied_on)
    return user_with("proposals", name="林知远")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/statistics/proposals/2025/",
        "/reports/review/2025/",
        "/reports/proposals/2025/",
        "/figures/proposals.filed/2025/?by=category&part=economy",
    ],
)
def test_a_page_is_accessible_and_fits(visit, clerk, path, size):
    page = visit(path, user=clerk, size=size)

    assert violations(page) == []
    assert sideways(page) == 0


def test_a_number_leads_to_its_list_and_a_unit_to_its_part(visit, clerk):
    page = visit("/statistics/proposals/2025/", user=clerk)

    page.click("table:has(caption:text-is('按承办单位')) tr:has(th:text-is('市水利局')) a >> nth=0")

    page.wait_for_selector("text=只列“承办单位：市水利局”，共 1 条")


def test_on_paper_a_chart_is_whole_and_as_wide_as_the_page(visit, clerk):
    page = visit("/statistics/proposals/2025/", user=clerk)
    page.wait_for_selector(".chart svg[viewBox]")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)

    charts = page.evaluate(CHARTS)

    assert len(charts) > 2
    assert [(wider, is_seen) for wider, is_seen in charts if wider > 0 or not is_seen] == []
    assert sideways(page) == 0


# What A4 leaves between its margins, in pixels.
PAPER = {"width": 657, "height": 970}
CHARTS = """[...document.querySelectorAll(".chart")].map((chart) => {
  const drawn = chart.querySelector("svg").getBoundingClientRect();
  const room = chart.getBoundingClientRect();
  return [Math.round(drawn.right - room.right), drawn.height > 60 && room.bottom >= drawn.bottom];
})"""
