"""A member's article from his phone into an issue: given back, sent again, accepted, published."""

import pytest

from tests.browser.conftest import PHONE, fill_in
from tests.factories.accounts import user_with
from tests.factories.members import two_sessions
from tests.factories.proposals import member
from tests.factories.publicity import ContributionCallFactory, issue
from yizheng.accounts.roles import Role
from yizheng.publicity.models import ContentsEntry, Contribution
from yizheng.publicity.states import ContributionState

pytestmark = pytest.mark.journey


def test_an_article_goes_from_a_phone_into_an_issue(city, visit):
    two_sessions()
    person = member(name="王守信")
    author = user_with(Role.MEMBER, person=person)
    first, second = user_with(Role.RESEARCH), user_with(Role.OFFICE)
    ContributionCallFactory(title="委员手记征稿", kind="periodical")

    page = visit("/", user=author, size=PHONE)
    assert "委员手记征稿" in page.inner_text("main")
    page.click("text=我要投稿")
    page.select_option("#id_kind", "periodical", force=True)
    page.fill("#id_title", "一条路的故事")
    page.fill("#id_text", "村里那条路修了三年。")
    page.click(".form-actions .btn-primary")
    page.wait_for_selector("text=等编辑部初审")
    article = Contribution.objects.get()
    here = f"/publicity/contributions/{article.pk}/"
    note = "请写明是哪个村"
    fill_in(visit, first, f"{here}moves/publicity.return/", return_note=note)

    page = visit(f"/publicity/my-contributions/{article.pk}/", user=author, size=PHONE)
    assert note in page.inner_text("main")
    page.click("text=修改稿件")
    page.fill("#id_text", "柳湾村那条路修了三年。")
    page.click(".form-actions .btn-primary")
    page.wait_for_url(f"**/publicity/my-contributions/{article.pk}/")
    page.click(".moves >> text=再次提交")
    page.click("#side .btn-primary")
    page.wait_for_selector("text=等编辑部初审")

    fill_in(visit, first, f"{here}moves/publicity.review/", opinion="真实生动，可用。")
    fill_in(visit, second, f"{here}moves/publicity.accept/")
    made = issue(4, on=None)
    page = visit(f"/publicity/publications/{made.pk}/contents/", user=second)
    page.check(f"#id_c{article.pk}-is_in")
    page.fill(f"#id_c{article.pk}-section", "委员手记")
    page.fill(f"#id_c{article.pk}-page_from", "12")
    page.click("text=保存目录")
    page.wait_for_url(f"**/publicity/publications/{made.pk}/")
    fill_in(visit, second, f"/publicity/publishing/{made.pk}/edit/", published_on="2025-12-20")

    article.refresh_from_db()
    seen = visit(f"/publicity/my-contributions/{article.pk}/", user=author, size=PHONE)
    said = seen.inner_text("main")
    assert article.state == ContributionState.PUBLISHED
    assert "已刊用" in said and "第12页" in said and "第4期" in said
    assert ContentsEntry.objects.get().section == "委员手记"
    assert "一条路的故事" in visit("/", user=author, size=PHONE).inner_text("main")
