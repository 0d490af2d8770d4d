"""Appraisals: who votes, how often, what is kept of it, and who sees the result when."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from tests.factories.accounts import AssistanceFactory, acting, at_work_for, signed_in, user_with
from tests.factories.members import PersonFactory
from tests.factories.supervision import AppraisalFactory
from yizheng.accounts.roles import Role
from yizheng.core.errors import Invalid, NotAllowed, WrongState
from yizheng.core.history import Event
from yizheng.desk.selectors.work import waiting
from yizheng.supervision import selectors, services
from yizheng.supervision.models import Appraisal, Ballot, Criterion, Tally
from yizheng.supervision.states import AppraisalState, VoteState

NOW = datetime(2025, 5, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

pytestmark = pytest.mark.django_db


def clerk():
    return acting(Role.SPECIAL)


def member(person):
    return acting(Role.MEMBER, person=person)


@pytest.fixture
def people(city):
    return PersonFactory.create_batch(6)


def opened(people, **facts):
    appraisal = AppraisalFactory(invited=people, **facts)
    return services.open_appraisal(appraisal, by=clerk(), at=NOW)


def ballot_of(appraisal, person):
    return Ballot.objects.get(appraisal=appraisal, person=person)


def cast(appraisal, person, grades="satisfied basic", **facts):
    ballot = ballot_of(appraisal, person)
    return services.vote(ballot, by=member(person), at=facts.pop("at", NOW), grades=grades)


def closed(people, grades):
    """An appraisal in which the first so many have voted."""
    appraisal = opened(people, closes_on=date(2025, 5, 10))
    for person, given in zip(people, grades, strict=False):
        cast(appraisal, person, given)
    after = datetime(2025, 5, 11, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    return services.close_appraisal(appraisal, by=clerk(), at=after)


def test_everybody_who_is_invited_gets_one_ballot_and_each_line_is_a_criterion(people):
    appraisal = opened(people)

    assert Ballot.objects.filter(appraisal=appraisal).count() == 6
    names = Criterion.objects.order_by("ordinal").values_list("name", flat=True)
    assert list(names) == ["服务群众", "工作效率"]


def test_the_result_is_counted_with_part_and_whole(people):
    given = "satisfied basic|satisfied dissatisfied|basic unknown|satisfied unknown"
    appraisal = closed(people, [*given.split("|"), "dissatisfied satisfied"])

    result = selectors.result_of(appraisal)

    assert (result.voted, result.asked) == (5, 6)
    assert result.grades == ("满意", "基本满意", "不满意", "不了解")
    first, second = result.rows
    assert (first.counts, first.rate) == ((3, 1, 1, 0), "80.0%（4/5）")
    assert (second.counts, second.rate) == ((1, 1, 1, 2), "66.7%（2/3）")


def test_nobody_votes_twice(people):
    appraisal = opened(people)
    cast(appraisal, people[0])

    with pytest.raises(WrongState):
        cast(appraisal, people[0], "dissatisfied dissatisfied")
    counts = Tally.objects.filter(count__gt=0).values_list("grade", "count")
    assert sorted(counts) == [("basic", 1), ("satisfied", 1)]


def test_of_an_anonymous_vote_nothing_tells_who_said_what(people):
    """Neither the ballot, nor any row, nor the trail holds a grade beside a person."""
    appraisal = opened(people)
    cast(appraisal, people[0], "dissatisfied unknown")

    ballot = ballot_of(appraisal, people[0])
    assert (ballot.state, ballot.marks) == (VoteState.VOTED, {})
    entries = Event.objects.filter(action="supervision.vote")
    text = json.dumps([[one.before, one.after, one.message] for one in entries])
    assert entries.count() == 1
    assert "dissatisfied" not in text and "unknown" not in text
    versions = {field.name for field in Tally._meta.concrete_fields}
    assert versions == {"id", "committee", "criterion", "grade", "count"}


def test_every_count_is_written_anew_with_each_vote(people):
    """So that on PostgreSQL no row shows by the age of its transaction what was chosen last."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps the transaction of a row")
    appraisal = opened(people)
    cast(appraisal, people[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM supervision_tally")
        assert cursor.fetchone() == (1,)


def test_a_named_vote_keeps_what_each_one_said(people):
    appraisal = opened(people, is_anonymous=False)
    cast(appraisal, people[0], "satisfied dissatisfied")

    ballot = ballot_of(appraisal, people[0])
    assert ballot.marks_told == "1. 满意；2. 不满意"


@pytest.mark.parametrize(
    ("grades", "sentence"),
    [
        ("satisfied", "请每一项都评"),
        ("satisfied basic basic", "请每一项都评"),
        ("satisfied splendid", "没有采用这一项"),
        ("", "请每一项都评"),
    ],
)
def test_an_incomplete_or_unknown_vote_is_refused_as_a_whole(people, grades, sentence):
    appraisal = opened(people)
    with pytest.raises(Invalid, match=sentence):
        cast(appraisal, people[0], grades)
    assert Tally.objects.filter(count__gt=0).count() == 0
    assert ballot_of(appraisal, people[0]).state == VoteState.WAITING


def test_votes_are_taken_from_the_first_day_to_the_last(people):
    appraisal = opened(people, opens_on=date(2025, 5, 6), closes_on=date(2025, 5, 10))
    early, late = (
        datetime(2025, 5, day, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")) for day in (5, 11)
    )
    for at, sentence in ((early, "开始"), (late, "已经结束")):
        with pytest.raises(Invalid, match=sentence):
            cast(appraisal, people[0], at=at)


def test_nobody_votes_for_another(client, people):
    appraisal = opened(people)
    with pytest.raises(NotAllowed):
        services.vote(
            ballot_of(appraisal, people[0]),
            by=member(people[1]),
            at=NOW,
            grades="satisfied satisfied",
        )
    helped = user_with(Role.MEMBER, person=people[0])
    assistance = AssistanceFactory(member=helped, assistant=user_with(Role.OFFICE))
    at_work_for(client, assistance)
    url = reverse("supervision:vote", args=[ballot_of(appraisal, people[0]).pk])
    assert client.get(url).status_code == 404


def test_it_waits_for_those_who_have_not_voted(people):
    appraisal = opened(people)
    cast(appraisal, people[0])

    def ballots(person):
        return [one.count for one in waiting(member(person)) if one.register.slug == "ballots"]

    assert (ballots(people[0]), ballots(people[1])) == ([], [1])


def test_what_is_over_waits_for_nobody_and_takes_no_vote(people):
    appraisal = closed(people, ["satisfied basic"] * 5)

    assert [one for one in waiting(member(people[5])) if one.register.slug == "ballots"] == []
    with pytest.raises(WrongState):
        cast(appraisal, people[5])


def test_it_is_closed_when_all_have_voted_or_the_last_day_is_over(people):
    appraisal = opened(people[:1], closes_on=date(2025, 5, 10))
    with pytest.raises(Invalid, match="还有 1 位"):
        services.close_appraisal(appraisal, by=clerk(), at=NOW)
    cast(appraisal, people[0])

    done = services.close_appraisal(appraisal, by=clerk(), at=NOW)
    assert (done.state, done.closed_on) == (AppraisalState.CLOSED, date(2025, 5, 6))


def test_without_any_vote_there_is_no_result_and_more_time_can_be_given(people):
    appraisal = opened(people, closes_on=date(2025, 5, 7))
    after = datetime(2025, 5, 8, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    with pytest.raises(Invalid, match="没有收到一张票"):
        services.close_appraisal(appraisal, by=clerk(), at=after)

    longer = services.extend_appraisal(appraisal, by=clerk(), at=after, closes_on=date(2025, 5, 20))
    assert longer.closes_on == date(2025, 5, 20)


def test_the_unit_is_told_and_says_what_it_put_right(people):
    appraisal = closed(people, ["satisfied basic"] * 5)
    sent = services.send_result(appraisal, by=clerk(), at=NOW.replace(month=6), request="提高效率")
    by = acting(Role.UNIT, unit=appraisal.unit)
    assert [(one.register.slug, one.count) for one in waiting(by)] == [("appraisals", 1)]

    done = services.rectify_appraisal(
        sent, by=by, at=NOW.replace(month=7), rectification="已压缩办理时限。"
    )
    assert (done.state, done.rectified_on) == (AppraisalState.RECTIFIED, date(2025, 7, 6))


@pytest.mark.parametrize("lines", ["", "\n \n", "服务\n服务", "长" * 81])
def test_what_is_graded_is_some_different_things(city, lines):
    facts = {
        "title": "评议",
        "unit": AppraisalFactory().unit,
        "criteria_lines": lines,
        "opens_on": date(2025, 5, 1),
        "closes_on": date(2025, 5, 9),
    }
    with pytest.raises(Invalid) as refusal:
        services.enter_appraisal(by=clerk(), facts=facts, at=NOW)
    assert (refusal.value.field, Appraisal.objects.count()) == ("criteria_lines", 1)


# --- Pages ---------------------------------------------------------------------------------------


def page_of(client, appraisal):
    return client.get(reverse("supervision:appraisals-detail", args=[appraisal.pk]))


def test_a_member_votes_on_the_page_and_what_he_chose_stays_when_one_is_missing(client, people):
    appraisal = opened(people)
    url = reverse("supervision:vote", args=[ballot_of(appraisal, people[0]).pk])
    signed_in(client, Role.MEMBER, person=people[0])

    assert url in page_of(client, appraisal).content.decode()
    missing = client.post(url, {"mark_1": "basic"})
    assert missing.status_code == 422
    assert "这一项还没有评" in missing.content.decode()
    assert missing.context["form"]["mark_1"].value() == "basic"
    answer = client.post(url, {"mark_1": "basic", "mark_2": "satisfied"})

    assert answer.status_code == 303
    assert "您已经评议" in page_of(client, appraisal).content.decode()
    assert client.get(url).status_code == 303


def test_the_result_is_seen_by_nobody_before_the_end_and_by_the_asked_once_it_is_sent(
    client, people
):
    appraisal = closed(people, ["satisfied basic"] * 5)

    def sees(role, **facts):
        signed_in(client, role, **facts)
        answer = page_of(client, appraisal)
        return answer.status_code == 200 and "满意率" in answer.content.decode()

    def who():
        return {
            "staff": sees(Role.SPECIAL),
            "leader": sees(Role.LEADER),
            "asked": sees(Role.MEMBER, person=people[0]),
            "other": sees(Role.MEMBER, person=PersonFactory()),
            "unit": sees(Role.UNIT, unit=appraisal.unit),
        }

    before = who()
    services.send_result(appraisal, by=clerk(), at=NOW.replace(month=6), request="提高效率")

    assert before == {
        "staff": True, "leader": True, "asked": False, "other": False, "unit": False,
    }  # fmt: skip
    assert who() == {
        "staff": True, "leader": True, "asked": True, "other": False, "unit": True,
    }  # fmt: skip


def test_too_few_anonymous_votes_are_not_shown(client, people):
    appraisal = closed(people, ["satisfied basic"] * 4)
    signed_in(client, Role.SPECIAL)

    text = page_of(client, appraisal).content.decode()

    assert "不足 5 票" in text and "满意率" not in text


def test_the_office_sees_who_has_not_voted(client, people):
    appraisal = opened(people)
    cast(appraisal, people[0])
    signed_in(client, Role.SPECIAL)

    url = f"{reverse('supervision:ballots-list')}?appraisal={appraisal.pk}&state=waiting"
    assert url.replace("&", "&amp;") in page_of(client, appraisal).content.decode()
    assert client.get(url).context["page"].count == 5
