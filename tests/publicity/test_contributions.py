"""A contribution's life: who may do what, what is counted, what stays."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories.accounts import acting, user_with
from tests.factories.members import PersonFactory, committee
from tests.factories.publicity import (
    ContributionCallFactory,
    ContributionFactory,
    accepted,
    issue,
    printed,
)
from yizheng.accounts.roles import Role
from yizheng.core.access import can, restrict
from yizheng.core.actors import Via
from yizheng.core.errors import Invalid, NotAllowed, Stale, WrongState
from yizheng.core.history import Event
from yizheng.core.tenancy import within
from yizheng.publicity import permissions, selectors, services
from yizheng.publicity.models import ContentsEntry, Contribution
from yizheng.publicity.services import Placed
from yizheng.publicity.states import ContributionState

TEXT = "一九七八年 秋天，\n我在窑上烧了第一窑火。"
COUNTED = 19


def written(**given):
    return {"kind": "history", "title": "第一窑火", "witness": "lived", "text": TEXT, **given}


@pytest.fixture
def author(city):
    return acting("member", person=PersonFactory(name="作者甲"))


def handed_in(member, **given):
    return services.submit_contribution(by=member, facts=written(**given))


def reviewed(made, by):
    return services.review_contribution(made, by=by, opinion="史实清楚")


def test_a_member_hands_in_his_own_and_its_words_are_counted(author):
    other = PersonFactory()

    made = handed_in(author, author=other, stated_words=9, submitted_on=date(2020, 1, 1))

    assert (made.author_id, made.words, made.stated_words) == (author.person_id, COUNTED, None)
    assert made.submitted_on.year > 2020
    assert made.state == ContributionState.SUBMITTED


def test_editors_state_the_length_of_what_is_attached(city):
    facts = written(author_name="外地老人", stated_words=5200)

    made = services.submit_contribution(by=acting("research"), facts=facts)

    assert (made.words, made.by_whom) == (5200, "外地老人")


def test_what_is_told_names_who_wrote_it_down(city):
    facts = written(author_name="老人", authorship="told", recorder="小李")

    made = services.submit_contribution(by=acting("office"), facts=facts)

    assert made.by_whom == "老人口述，小李整理"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"witness": ""}, None),
        ({"kind": "periodical"}, None),
        ({"told_from": 1980, "told_to": 1978}, None),
        ({"told_to": 1978}, None),
        ({"text": "（机密★10年）"}, "text"),
    ],
)
def test_a_contribution_that_cannot_be_is_refused(author, given, field):
    with pytest.raises(Invalid) as refusal:
        handed_in(author, **given)

    assert field is None or refusal.value.field == field
    assert not Contribution.objects.exists()


def test_a_call_takes_its_kind_while_it_is_open(author):
    over = ContributionCallFactory(closes_on=date(2025, 2, 1))
    for_issue = ContributionCallFactory(kind="periodical")

    with pytest.raises(Invalid, match="不应征也可以投稿"):
        handed_in(author, call=over)
    with pytest.raises(Invalid, match="会刊稿件"):
        handed_in(author, call=for_issue)
    # What came in time on paper may be entered later.
    late = services.submit_contribution(
        by=acting("office"), facts=written(call=over, author_name="甲")
    )

    assert late.call == over


def test_who_looked_at_it_first_or_edited_it_does_not_decide(author):
    first, second, third = acting("research"), acting("office"), acting("research")
    made = reviewed(handed_in(author), first)
    facts = {"text": TEXT + "补一句。"}
    made = services.revise_contribution(made, by=second, facts=facts, version=made.version)

    for by in (first, second):
        with pytest.raises(NotAllowed):
            services.accept_contribution(made, by=by)
    made = services.accept_contribution(made, by=third)

    assert made.state == ContributionState.ACCEPTED
    assert {row.pk for row in made.editors.all()} == {first.user_id, second.user_id}


def test_correcting_its_facts_is_no_editing(author):
    made, by = handed_in(author), acting("research")

    made = services.revise_contribution(made, by=by, facts={"told_from": 1978}, version=1)

    assert not made.editors.exists()


def test_nobody_judges_what_he_wrote_himself(city):
    user = user_with(Role.RESEARCH, Role.MEMBER, person=PersonFactory())
    own = ContributionFactory(author=user.person, author_name="")

    with pytest.raises(NotAllowed):
        reviewed(own, user.acting(Via.WEB))


def test_what_is_given_back_is_improved_and_handed_in_again(author):
    editor = acting("office")
    made = services.return_contribution(handed_in(author), by=editor, return_note="写明地点")
    better = services.revise_contribution(
        made, by=author, facts={"text": TEXT + "在城南。"}, version=made.version
    )
    again = services.submit_again(better, by=author)

    assert (again.state, again.return_note) == (ContributionState.SUBMITTED, "写明地点")
    assert again.words == COUNTED + 4
    again = reviewed(again, editor)
    assert again.return_note == ""


def test_after_the_first_look_the_author_changes_nothing(author):
    made = reviewed(handed_in(author), acting("research"))

    with pytest.raises(NotAllowed):
        services.revise_contribution(made, by=author, facts={"text": "别的"}, version=made.version)


def test_every_text_stays(author):
    editor = acting("research")
    made = handed_in(author)
    made = services.revise_contribution(made, by=editor, facts={"text": "第二稿"}, version=1)
    services.revise_contribution(made, by=editor, facts={"title": "新题目"}, version=2)

    found = selectors.versions_of(made)

    assert [(one.number, one.title, one.text) for one in found] == [
        (1, "第一窑火", TEXT), (2, "第一窑火", "第二稿"), (3, "新题目", "第二稿"),
    ]  # fmt: skip
    assert found[1].who == editor.name


def test_declined_says_why_and_may_be_looked_at_again(author):
    made = reviewed(handed_in(author), acting("research"))
    with pytest.raises(Invalid):
        services.decline_contribution(made, by=acting("leader"), declined_reason=" ")

    made = services.decline_contribution(made, by=acting("leader"), declined_reason="已有同题")
    assert (made.declined_reason, made.accepted_on) == ("已有同题", None)
    made = services.reconsider_contribution(made, by=acting("office"), opinion="补充了史料")

    assert (made.state, made.declined_reason) == (ContributionState.REVIEWED, "")


def test_its_author_may_take_it_back_until_it_is_decided(author):
    made = reviewed(handed_in(author), acting("research"))
    taken = accepted(author_id=author.person_id, author_name="")

    with pytest.raises(WrongState):
        services.withdraw_contribution(taken, by=author)
    assert services.withdraw_contribution(made, by=author).state == ContributionState.WITHDRAWN


def test_an_author_cannot_make_it_vanish_and_editors_must_say_why(author):
    made = handed_in(author)

    with pytest.raises(Invalid, match="撤回"):
        services.remove_contribution(made, by=author, reason="不要了", version=1)
    services.remove_contribution(made, by=acting("office"), reason="重复", version=1)

    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("role", "waiting", "own", "out"),
    [
        ("office", True, True, True),
        ("leader", True, True, True),
        ("special", False, False, True),
        ("member", False, True, True),
        ("unit", False, False, False),
    ],
)
def test_lists_and_single_records_answer_alike(city, role, waiting, own, out):
    person = PersonFactory()
    actor = acting(role, person=person)
    made = {
        ContributionFactory(): waiting,
        ContributionFactory(author=person, author_name=""): own,
        printed(issue(1)).contribution: out,
    }
    with within(committee("beitai", "北台市").pk):
        theirs = ContributionFactory()

    listed = set(restrict(Contribution.objects.all(), permissions.view_contribution, actor))

    assert listed == {one for one, seen in made.items() if seen}
    for one, seen in made.items():
        assert can(actor, permissions.view_contribution, one) == seen
    assert not can(actor, permissions.view_contribution, theirs)


def rows_of(publication):
    return list(
        selectors.contents_of(publication).values_list(
            "ordinal", "contribution__title", "section", "page_from"
        )
    )


def test_a_table_of_contents_is_arranged_as_one(city):
    one, two, three = accepted(title="甲"), accepted(title="乙"), accepted(title="丙")
    book, by = issue(1, on=None), acting("office")
    book = services.arrange(
        book, by=by, version=1, placed=[Placed(one, "回忆", 3, 9), Placed(two, "回忆", 10)]
    )
    book = services.arrange(
        book, by=by, version=2, placed=[Placed(three, "", 3, 8), Placed(one, "回忆", 9, 15)]
    )

    assert rows_of(book) == [(1, "丙", "", 3), (2, "甲", "回忆", 9)]
    assert list(selectors.unplaced("book")) == [two]
    with pytest.raises(Stale):
        services.arrange(book, by=by, version=2, placed=[])


@pytest.mark.parametrize(
    "placed",
    [
        lambda: [Placed(ContributionFactory())],
        lambda: [Placed(accepted(kind="clue"))],
        lambda: [Placed(accepted(), "", 9, 3)],
        lambda: [Placed(accepted(), "", None, 3)],
        lambda: [Placed(accepted(), "", 9), Placed(accepted(), "", 3)],
        lambda: [Placed(one := accepted()), Placed(one)],
        lambda: [Placed(printed(issue(8)).contribution)],
    ],
)
def test_what_cannot_stand_there_leaves_the_table_as_it_was(city, placed):
    book = issue(1, on=None)

    with pytest.raises(Invalid):
        services.arrange(book, by=acting("office"), version=1, placed=placed())

    book.refresh_from_db()
    assert (rows_of(book), book.version) == ([], 1)


def test_with_its_day_a_publication_makes_what_it_holds_published(city):
    by, made = acting("research"), accepted()
    facts = {"kind": "book", "title": "窑火", "series_title": "文史丛书"}
    book = services.enter_publication(by=by, facts=facts)
    book = services.arrange(book, by=by, version=1, placed=[Placed(made)])
    assert book.standing == "编辑中"
    with pytest.raises(Invalid, match="字数"):
        services.revise_publication(
            book, by=by, facts={"published_on": date(2025, 6, 1)}, version=2
        )
    out = {"published_on": date(2025, 6, 1), "words": 200_000}
    book = services.revise_publication(book, by=by, facts=out, version=2)

    made.refresh_from_db()
    assert made.state == ContributionState.PUBLISHED
    with pytest.raises(Invalid, match="不能去掉"):
        services.revise_publication(book, by=by, facts={"published_on": None}, version=3)
    with pytest.raises(Invalid, match="已经刊用"):
        services.arrange(book, by=by, version=3, placed=[])
    # One that was forgotten comes in later, and is published at once.
    late = accepted()
    services.arrange(book, by=by, version=3, placed=[Placed(made), Placed(late)])
    late.refresh_from_db()
    assert late.state == ContributionState.PUBLISHED


def test_a_publication_is_not_out_before_its_day(city):
    facts = {"kind": "book", "title": "窑火", "words": 1000, "published_on": date(2099, 1, 1)}

    with pytest.raises(Invalid, match="不能晚于今天"):
        services.enter_publication(by=acting("office"), facts=facts)


def test_what_stands_in_an_issue_is_not_decided_again(city):
    made, by = accepted(), acting("office")
    services.arrange(issue(1, on=None), by=by, version=1, placed=[Placed(made)])

    with pytest.raises(Invalid, match="已经编入"):
        services.reconsider_contribution(made, by=by, opinion="再看")


@pytest.mark.parametrize(
    "given",
    [
        {"state": "accepted"},
        {"state": "returned"},
        {"state": "declined", "declined_reason": "x"},
        {"words": 0},
        {"author_name": ""},
        {"kind": "novel"},
        {"stated_words": 20},
        {"recorder": "小李"},
    ],
)
def test_a_contradiction_is_not_stored(city, given):
    with pytest.raises(IntegrityError):
        ContributionFactory(**given)


def test_a_refusal_leaves_its_entry(author):
    made = handed_in(author)

    with pytest.raises(NotAllowed):
        services.review_contribution(made, by=author, opinion="好")

    assert Event.objects.filter(action="publicity.review", refused=True).count() == 1
    assert not ContentsEntry.objects.exists()
