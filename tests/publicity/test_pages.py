"""The wiring of the pages: one success, one refusal, and what a list costs."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import acting, signed_in
from tests.factories.members import MandateFactory, PersonFactory, committee, two_sessions
from tests.factories.publicity import (
    BookFactory,
    ColumnFactory,
    ContentsEntryFactory,
    ContributionCallFactory,
    ContributionFactory,
    CoverageFactory,
    EpisodeFactory,
    OutletFactory,
    PaperFactory,
    accepted,
    issue,
    printed,
    report_about,
)
from yizheng.core.access import can, restrict
from yizheng.core.tenancy import within
from yizheng.publicity import permissions, services
from yizheng.publicity.models import Contribution, Coverage


def posted(**fields):
    return {"idempotency_key": uuid.uuid4().hex, **fields}


@pytest.fixture
def office(client, city):
    two_sessions()
    return signed_in(client, "office")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("publications", BookFactory),
        ("episodes", lambda: EpisodeFactory(column=ColumnFactory())),
        ("columns", ColumnFactory),
        ("coverage", lambda: report_about(PersonFactory(), PersonFactory())),
        ("outlets", OutletFactory),
        ("papers", lambda: PaperFactory(author=PersonFactory())),
        ("calls", ContributionCallFactory),
        (
            "contributions",
            lambda: ContributionFactory(author=PersonFactory(), call=ContributionCallFactory()),
        ),
        ("contents", ContentsEntryFactory),
    ],
)
def test_a_list_of_three_costs_what_a_list_of_one_does(client, office, address, make):
    make()
    one = queries(client, f"/publicity/{address}/")
    make(), make()

    assert queries(client, f"/publicity/{address}/") == one


def test_a_report_is_entered_with_the_members_it_names(client, office):
    outlet, person = OutletFactory(name="省政协报"), MandateFactory().person
    form = posted(
        outlet=outlet.pk,
        headline="一个委员和一条路",
        published_on="2025-06-03",
        about_service="on",
        people=[person.pk],
    )

    response = client.post("/publicity/coverage/new/", form, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][1] == 303
    assert "一个委员和一条路" in page and person.name in page and "省政协报" in page


def test_a_report_of_deeds_without_names_is_refused_at_the_field(client, office):
    form = posted(
        outlet=OutletFactory().pk,
        headline="一个委员和一条路",
        published_on="2025-06-03",
        about_service="on",
    )

    response = client.post("/publicity/coverage/new/", form)

    assert response.status_code == 422
    assert "请选定报道的委员" in response.content.decode()
    assert Coverage.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "seen"),
    [("research", True), ("leader", True), ("member", True), ("unit", False)],
)
def test_lists_and_single_records_answer_alike(city, role, seen):
    record, actor = CoverageFactory(), acting(role)
    with within(committee("beitai", "北台市").pk):
        theirs = CoverageFactory()

    listed = restrict(Coverage.objects.all(), permissions.view, actor)
    assert list(listed) == ([record] if seen else [])
    assert can(actor, permissions.view, record) == seen
    assert not can(actor, permissions.view, theirs)


def test_a_member_reads_and_enters_nothing(client, city):
    signed_in(client, "member")

    assert client.get("/publicity/coverage/").status_code == 200
    assert client.get("/publicity/coverage/new/").status_code == 404


def test_a_member_sends_an_article_with_a_title_and_a_text(client, city):
    two_sessions()
    user = signed_in(client, "member", person=PersonFactory())
    form = posted(kind="periodical", title="一条路的故事", text="修了三年。")

    response = client.post("/publicity/my-contributions/new/", form, follow=True)

    made = Contribution.objects.get()
    page = response.content.decode()
    assert (made.author_id, made.words, made.state) == (user.person_id, 5, "submitted")
    assert "等编辑部初审" in page and f"/publicity/my-contributions/{made.pk}/edit/" in page
    # The form of the staff is not his.
    assert client.get(f"/publicity/contributions/{made.pk}/edit/").status_code == 404
    assert client.get("/publicity/contributions/new/").status_code == 404
    assert "一条路的故事" in client.get("/").content.decode()


def test_history_without_its_witness_is_refused_and_nothing_typed_is_lost(client, city):
    two_sessions()
    signed_in(client, "member", person=PersonFactory())
    form = posted(kind="history", title="老厂", text="高炉点火那天。")

    response = client.post("/publicity/my-contributions/new/", form)

    page = response.content.decode()
    assert response.status_code == 422
    assert "请选三亲" in page and "高炉点火那天。" in page and 'value="老厂"' in page


def test_calls_stand_on_the_home_page_while_they_are_open(client, city):
    two_sessions()
    ContributionCallFactory(title="老厂记忆")
    ContributionCallFactory(title="已经结束", closes_on="2025-02-01")
    signed_in(client, "member", person=PersonFactory())

    page = client.get("/").content.decode()

    assert "我要投稿" in page and "老厂记忆" in page and "已经结束" not in page


def test_a_table_of_contents_is_arranged_on_its_page(client, office):
    made, one, two = issue(4, on=None), accepted(title="甲文"), accepted(title="乙文")
    here = f"/publicity/publications/{made.pk}/"
    form = posted(version=1)
    form |= {f"c{one.pk}-is_in": "on", f"c{one.pk}-ordinal": 2, f"c{one.pk}-page_from": 9}
    form |= {f"c{two.pk}-is_in": "on", f"c{two.pk}-ordinal": 1, f"c{two.pk}-section": "忆往"}

    faulty = client.post(f"{here}contents/", form | {f"c{one.pk}-page_to": 3})
    page = faulty.content.decode()
    assert faulty.status_code == 422 and "截止页不能早于起始页" in page and 'value="忆往"' in page
    assert client.post(f"{here}contents/", form).status_code == 303
    stale = client.post(f"{here}contents/", posted(version=1))
    assert stale.status_code == 422 and "已被别人修改" in stale.content.decode()

    shown = client.get(here).content.decode()
    assert shown.index("乙文") < shown.index("甲文") and "2 篇，30 字，1 位作者" in shown
    word = client.get(f"{here}contents.docx")
    assert word.content[:2] == b"PK"


def test_readers_see_the_contents_of_what_is_out_and_arrange_nothing(client, city):
    two_sessions()
    out, inside = issue(3), issue(4, on=None)
    printed(out, title="已出的文章")
    ContentsEntryFactory(publication=inside, contribution=accepted(title="未出的文章"))
    signed_in(client, "member", person=PersonFactory())

    assert "已出的文章" in client.get(f"/publicity/publications/{out.pk}/").content.decode()
    assert "未出的文章" not in client.get(f"/publicity/publications/{inside.pk}/").content.decode()
    assert client.get(f"/publicity/publications/{inside.pk}/contents.docx").status_code == 404
    assert client.get(f"/publicity/publications/{out.pk}/contents/").status_code == 404


def test_earlier_texts_are_for_its_author_and_editors(client, city):
    two_sessions()
    author = acting("member", person=PersonFactory())
    facts = {"kind": "periodical", "title": "路", "text": "第一稿的字"}
    made = services.submit_contribution(by=author, facts=facts)
    revised = {"text": "第二稿的字"}
    services.revise_contribution(made, by=acting("research"), facts=revised, version=1)
    here = f"/publicity/contributions/{made.pk}/"

    signed_in(client, "office")
    page = client.get(f"{here}texts/2/").content.decode()
    assert "<del>" in page and "第1稿" in page
    assert "改过的每一稿（2）" in client.get(here).content.decode()
    assert client.get(f"{here}texts/3/").status_code == 404
    signed_in(client, "member", person=PersonFactory())
    assert client.get(f"{here}texts/1/").status_code == 404


def test_an_episode_names_who_took_part_and_stands_in_an_open_section(client, office):
    person, column = PersonFactory(name="出镜人"), ColumnFactory(closed_on="2024-06-30")
    form = {"number": 1, "title": "委员说", "aired_on": "2025-01-04", "people": [person.pk]}

    closed = client.post("/publicity/episodes/new/", posted(**form, column=column.pk))
    assert closed.status_code == 422 and "停办" in closed.content.decode()
    later = client.post("/publicity/episodes/new/", posted(**form | {"aired_on": "2099-01-04"}))
    assert later.status_code == 422
    made = client.post("/publicity/episodes/new/", posted(**form), follow=True)
    assert "出镜人" in made.content.decode()


def test_a_section_is_not_closed_before_its_last_episode(client, office):
    column = ColumnFactory()
    EpisodeFactory(column=column, aired_on="2025-05-09")
    form = posted(name=column.name, opened_on="2022-07-01", closed_on="2025-05-09", version=1)

    response = client.post(f"/publicity/columns/{column.pk}/edit/", form)

    assert response.status_code == 422 and "还播出" in response.content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.cn/x", "报纸网"])
def test_only_addresses_of_the_web_are_links(client, office, link):
    form = posted(outlet=OutletFactory().pk, headline="一", published_on="2025-06-03", link=link)

    assert client.post("/publicity/coverage/new/", form).status_code == 422
    assert not Coverage.objects.exists()
