"""A county's report on its way up, clicked through: county member, county, city, leader, back."""

import pytest

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import committee, county
from tests.factories.proposals import member
from yizheng.accounts.roles import Role
from yizheng.core.tenancy import within
from yizheng.ladder.models import Incoming
from yizheng.opinions.models import Adoption, Bulletin, OpinionReport

pytestmark = pytest.mark.journey
TEXT = "上河村水渠年久失修，两季浇不上地。建议列入明年小型水利改造。"


def test_a_county_members_report_is_used_by_the_city_and_he_sees_it(city, visit):
    below = county(committee())
    with within(below.pk):
        author = user_with(Role.MEMBER, person=member(name="张守田"), name="张守田")
        office = user_with(Role.RESEARCH, name="县办公室甲")
        chief = user_with(Role.LEADER, name="县副主席")
    editor, leader = user_with(Role.RESEARCH, name="研究室甲"), user_with(Role.LEADER)

    # The member reports on a phone, the county edits and signs it, and sends it up.
    fill_in(visit, author, "/opinions/mine/new/", size=PHONE, title="村里水渠失修", original=TEXT)
    with within(below.pk):
        report = OpinionReport.objects.get()
    here = f"/opinions/reports/{report.pk}/"
    fill_in(visit, office, f"{here}moves/opinions.edit/", edited="村里水渠失修，影响浇地。")
    fill_in(visit, chief, f"{here}moves/opinions.sign/")
    page = visit(here, user=office)
    page.click("text=报送上级政协")
    page.wait_for_selector("#id_names_reporter")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=报送安澜市政协")

    # The city takes it in, edits it, and sends a special bulletin.
    arrived = Incoming.objects.get()
    move = f"/ladder/incoming/{arrived.pk}/moves/ladder.take/"
    assert "张守田" not in visit(f"/ladder/incoming/{arrived.pk}/", user=editor).content()
    fill_in(visit, editor, move)
    ours = OpinionReport.objects.get()
    there = f"/opinions/reports/{ours.pk}/"
    fill_in(visit, editor, f"{there}moves/opinions.edit/", edited="水渠失修影响浇地。")
    fill_in(visit, leader, f"{there}moves/opinions.sign/")
    fill_in(
        visit, editor, "/opinions/bulletins/new/",
        series="special", title="水渠失修影响浇地", recipients="市委、市政府领导", reports=ours.pk,
    )  # fmt: skip
    issue = Bulletin.objects.get()
    fill_in(visit, editor, f"/opinions/bulletins/{issue.pk}/moves/opinions.send/")

    # The county's member reads on his phone what became of it; the county counts it.
    seen = visit(here, user=author, size=PHONE).inner_text("main")
    assert "安澜市政协单篇采用" in seen and "上级已采用" in seen
    with within(below.pk):
        assert [row.organ for row in Adoption.objects.all()] == ["安澜市政协"]
