"""The review's pages: opinions, the main proposal, similar ones, the overview."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import signed_in
from tests.factories.members import SessionFactory
from tests.factories.proposals import (
    AssignedFactory,
    FiledFactory,
    ProposalFactory,
    ReviewedFactory,
    ReviewFactory,
    SubmittedFactory,
    member,
    merged_proposal,
    proposal_in,
)
from yizheng.accounts.roles import Role
from yizheng.opinions.models import OpinionReport
from yizheng.proposals.models import Review
from yizheng.proposals.states import Advice, State

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SIMILAR_ROOT = tmp_path / "similar"


def detail(proposal):
    return reverse("proposals:proposals-detail", args=[proposal.pk])


def move(proposal, key):
    return f"{detail(proposal)}moves/{key}/"


def said(client, url, **query):
    answer = client.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode()


def count_of(client, url):
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


# --- Reviewing by pages --------------------------------------------------------------------------


def test_a_reviewer_advises_by_the_page_and_the_committee_follows(client, city):
    signed_in(client, Role.PROPOSALS)
    proposal = SubmittedFactory()

    form = said(client, move(proposal, "proposals.review"))
    answer = client.post(
        move(proposal, "proposals.review"),
        {"advice": "file", "category": "society", "note": "内容具体。"},
    )
    page = said(client, detail(proposal))
    followed = client.post(move(proposal, "proposals.follow_advice"), {})

    assert "意见" in form and "照意见退回、不予立案时，提案者看得到" in form
    assert (answer.status_code, followed.status_code) == (303, 303)
    for words in ("建议立案", "社会建设", "内容具体。", "照审查意见办理"):
        assert words in page
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.FILED, 1)


def test_what_was_typed_stays_when_the_opinion_is_refused(client, city):
    signed_in(client, Role.PROPOSALS)
    proposal = SubmittedFactory()

    answer = client.post(
        move(proposal, "proposals.precheck"), {"advice": "decline", "note": "写了半天"}
    )

    page = answer.content.decode()
    assert (answer.status_code, Review.objects.count()) == (422, 0)
    assert "写了半天" in page
    assert "建议不予立案的，请选理由" in page


def test_what_a_second_reviewer_typed_stays_when_the_first_was_quicker(client, city):
    signed_in(client, Role.PROPOSALS)
    proposal = SubmittedFactory()
    opened = said(client, move(proposal, "proposals.precheck"))
    version = {"version": opened.partition('name="version" value="')[2].partition('"')[0]}
    given = {"advice": "file", "category": "society"} | version
    assert client.post(move(proposal, "proposals.precheck"), given).status_code == 303

    late = client.post(move(proposal, "proposals.precheck"), given | {"note": "第二人写了半天"})

    page = late.content.decode()
    assert (late.status_code, Review.objects.count()) == (422, 1)
    assert "当前为“已预审”，不能预审" in page
    assert "第二人写了半天" in page
    assert client.get(move(proposal, "proposals.precheck")).status_code == 404


def test_who_proposed_it_is_told_that_he_stands_aside(client, city):
    signed_in(client, Role.PROPOSALS, person=(person := member()))
    proposal = SubmittedFactory(proposer=person)

    assert "按规定回避" in said(client, detail(proposal))
    assert client.get(move(proposal, "proposals.review")).status_code == 404


def test_opinions_are_for_the_proposal_committee(client, city):
    proposal = FiledFactory(proposer=(person := member()))
    review = ReviewFactory(proposal=proposal, note="内部意见。")

    signed_in(client, Role.MEMBER, person=person)

    assert "内部意见。" not in said(client, detail(proposal))
    url = reverse("proposals:reviews-detail", args=[review.pk])
    assert client.get(url).status_code == 404


def test_the_list_of_opinions_costs_the_same_whatever_its_length(client, city):
    signed_in(client, Role.PROPOSALS)
    main = FiledFactory()
    url = reverse("proposals:reviews-list")
    ReviewFactory()
    client.get(url)
    before = count_of(client, url)
    for _ in range(2):
        ReviewFactory(
            advice=Advice.MERGE,
            category="",
            merged_into=main,
            proposal=ReviewedFactory(session=main.session),
        )

    assert count_of(client, url) == before


# --- Merged --------------------------------------------------------------------------------------


def test_who_proposed_a_merged_one_is_led_to_the_main_one(client, city):
    main = AssignedFactory(title="关于主案的提案")
    child = merged_proposal(main, proposer=(person := member()))

    signed_in(client, Role.MEMBER, person=person)
    page = said(client, detail(child))

    assert detail(main) in page
    assert f"由{main.lead_unit.name}办理" in page


def test_a_main_one_not_yet_filed_is_shown_to_them_too(client, city):
    main = SubmittedFactory(title="关于主案的提案")
    child = merged_proposal(main, proposer=(person := member()))

    signed_in(client, Role.MEMBER, person=person)

    assert detail(main) in said(client, detail(child))
    assert "关于主案的提案" in said(client, detail(main))


def test_the_main_one_names_every_proposer_and_costs_the_same_for_many(client, city):
    signed_in(client, Role.OFFICE)
    main = FiledFactory()
    child = merged_proposal(main, proposer=member(name="并案者"), title="关于同一件事的提案")
    child.co_signers.add(member(name="并案联名者"))
    page = said(client, detail(main))
    before = count_of(client, detail(main))
    for number in range(2):
        merged_proposal(main, proposer=member(name=f"另一人{number}"))

    assert "并案者（联名：并案联名者）" in page
    # Filed it was not: to those who may see filed ones only, its own text is not shown.
    assert child.title not in page
    assert count_of(client, detail(main)) == before
    assert "另一人1" in said(client, detail(main))


# --- Similar -------------------------------------------------------------------------------------


def test_the_reviewers_page_asks_for_similar_ones_once_it_stands(client, city):
    signed_in(client, Role.PROPOSALS)
    proposal = SubmittedFactory()
    FiledFactory(title="关于先前同一件事的提案")
    url = reverse("proposals:similar-of", args=[proposal.pk])

    page = said(client, detail(proposal))
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert f'hx-get="{url}"' in page
    assert "关于先前同一件事的提案" not in page
    assert "关于先前同一件事的提案" in part and "正文相同" in part
    assert "<html" not in part and "<html" in said(client, url)


def test_similar_ones_of_what_one_may_not_see_do_not_exist(client, city):
    signed_in(client, Role.MEMBER, person=member())
    url = reverse("proposals:similar-of", args=[SubmittedFactory().pk])

    assert client.get(url).status_code == 404
    assert client.get(reverse("proposals:similar-of", args=[10**9])).status_code == 404


def test_a_member_who_writes_is_shown_what_he_may_see(client, city):
    signed_in(client, Role.MEMBER, person=(person := member()))
    draft = ProposalFactory(proposer=person)
    filed = FiledFactory(title="关于先前同一件事的提案")
    SubmittedFactory(title="别人还没有立案的提案")
    parts = {part: getattr(draft, part) for part in ("situation", "analysis", "suggestion")}

    answer = client.post(
        reverse("proposals:similar-to"),
        parts | {"title": "关于某事", "id": draft.pk},
        headers={"HX-Request": "true"},
    )

    text = answer.content.decode()
    assert detail(filed) in text
    assert "别人还没有立案的提案" not in text


@pytest.mark.parametrize(
    "given", [{}, {"id": "9" * 30}, {"id": "x"}, {"situation": "字" * 60_000, "title": "题" * 999}]
)
def test_any_text_may_be_asked_about(client, city, given):
    signed_in(client, Role.MEMBER, person=member())

    answer = client.post(reverse("proposals:similar-to"), given)

    assert answer.status_code == 200
    assert "没有找到相似的提案" in answer.content.decode()


def test_only_who_writes_asks(client, city):
    signed_in(client, Role.AUDIT_OFFICER)

    assert client.post(reverse("proposals:similar-to"), {}).status_code == 404


# --- Overview ------------------------------------------------------------------------------------


def test_the_overview_leads_to_the_lists(client, city):
    signed_in(client, Role.PROPOSALS)
    session = SessionFactory(opened_on="2025-03-25")
    for state in (State.SUBMITTED, State.SUBMITTED, State.REVIEWED, State.DECLINED, State.FILED):
        proposal_in(state, session=session)

    page = said(client, reverse("proposals:review"), session=session.pk)

    address = reverse("proposals:proposals-list") + f"?session={session.pk}&amp;state=submitted"
    assert address in page
    assert "不予立案" in page and "内容空泛，没有具体建议，1 件" in page
    assert "，共 2 条" in said(client, address.replace("&amp;", "&"))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.RESEARCH, Role.LEADER])
def test_the_overview_is_for_those_who_review(client, city, role):
    signed_in(client, role)

    assert client.get(reverse("proposals:review")).status_code == 404


def test_the_overview_stands_without_a_session_and_at_a_wrong_one(client, city):
    signed_in(client, Role.PROPOSALS)

    assert "还没有全体会议" in said(client, reverse("proposals:review"))
    SessionFactory()
    assert "收到" in said(client, reverse("proposals:review"), session="x")


def test_the_overview_costs_the_same_whatever_there_is(client, city):
    signed_in(client, Role.PROPOSALS)
    session = SessionFactory()
    proposal_in(State.DECLINED, session=session)
    url = reverse("proposals:review")
    client.get(url)
    before = count_of(client, url)
    for state in (State.DECLINED, State.SUBMITTED, State.FILED):
        proposal_in(state, session=session)

    assert count_of(client, url) == before


def test_the_committee_follows_the_advice_on_many_at_once(
    client, city, django_capture_on_commit_callbacks
):
    """The preview says of each what will become of it, and which advice is not complete."""
    signed_in(client, Role.PROPOSALS)
    session = SessionFactory()
    filed, declined, unclear = (ReviewedFactory(session=session) for _ in range(3))
    ReviewFactory(proposal=filed)
    ReviewFactory(
        proposal=declined,
        advice=Advice.DECLINE,
        category="",
        decline_reason="vague",
        destination="information",
    )
    ReviewFactory(proposal=unclear, category="")
    ids = "&".join(f"ids={row.pk}" for row in (filed, declined, unclear))
    address = f"{reverse('proposals:proposals-list')}bulk/?move=proposals.follow_advice&{ids}"

    with django_capture_on_commit_callbacks(execute=True):
        preview = client.post(address, {"idempotency_key": "1"})
    context = client.get(preview["Location"]).context

    assert [one.after for one, _ in context["moved"]] == ["已立案", "不予立案"]
    assert ["没有写类别" in one.refusal for one, _ in context["refused"]] == [True]
    assert OpinionReport.objects.count() == 0
