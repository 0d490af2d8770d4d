from datetime import date

import pytest

from tests.factories.activities import (
    ActivityFactory,
    TopicFactory,
    cancelled,
    held,
    kind,
    member,
    own_kind,
    party_group,
    planned,
    there,
)
from tests.factories.members import MandateFactory, OrganFactory, PersonFactory, committee, county
from yizheng.activities.models import ActivityKind
from yizheng.activities.states import Attendance, Part, Theme
from yizheng.core import indicators
from yizheng.core.periods import calendar_year
from yizheng.core.tenancy import within
from yizheng.members.states import OrganKind, Standing

OF_KINDS = {
    "study.discussion_groups": {"study.discussion_group"},
    "study.outreach_talks": {"study.outreach_talk"},
    "study.training_classes": {"study.training_class", "study.cppcc_school"},
    "study.office_reading_and_lectures": {"study.reading_class", "study.lecture"},
    "meetings.party_group": {"meeting.party_group"},
    "meetings.chair": {"meeting.chair"},
    "meetings.standing": {"meeting.standing", "consultation.standing_thematic"},
    "meetings.plenary": {"meeting.plenary"},
    "consultations.held": {
        "consultation.standing_thematic", "consultation.thematic", "consultation.forum",
        "consultation.counterpart", "consultation.sector", "consultation.proposal",
        "consultation.remote",
    },
    "consultations.research_activities": {
        "consultation.research", "supervision.inspection", "supervision.survey",
    },
    "consultations.supervisions": {
        "supervision.inspection", "supervision.survey", "supervision.appraisal",
    },
    "service.resident_forums": {"service.resident_forum"},
    "service.activities": {"service.activity"},
    "liaison.county_trips": {"liaison.county_trip"},
    "liaison.upper": {
        "liaison.upper_survey", "liaison.upper_lecture", "liaison.upper_school",
        "liaison.upper_members_event",
    },
    "liaison.upper_surveys": {"liaison.upper_survey"},
    "liaison.upper_lectures": {"liaison.upper_lecture", "liaison.upper_school"},
    "liaison.exchanges": {"liaison.exchange"},
}  # fmt: skip


def figure(key):
    return indicators.find(key)


def rows(key, year):
    return set(figure(key).rows(year))


@pytest.fixture
def one_of_each(city):
    """An activity of every shipped kind, by code."""
    return {item.code: ActivityFactory(kind=item) for item in ActivityKind.offered()}


@pytest.mark.parametrize("key", OF_KINDS)
def test_a_figure_counts_its_kinds_and_no_other(one_of_each, year, key):
    expected = {one_of_each[code] for code in OF_KINDS[key]}
    assert (rows(key, year), figure(key).value(year)) == (expected, len(expected))


@pytest.mark.parametrize("key", OF_KINDS)
def test_a_figure_counts_days_of_the_year_held_and_here(city, year, key):
    code = sorted(OF_KINDS[key])[0]
    first, last = held(code, date(2025, 1, 1)), held(code, date(2025, 12, 31))
    for on in (date(2024, 12, 31), date(2026, 1, 1)):
        held(code, on)
    planned(code, date(2025, 6, 1))
    cancelled(code)
    with within(committee("other", "他市").pk):
        held(code)
    with within(county(city).pk):
        held(code)
    assert rows(key, year) == {first, last}


def test_a_course_that_runs_over_new_year_counts_in_the_year_it_began(year):
    began = held("study.training_class", date(2025, 12, 30), ended_on=date(2026, 1, 3))
    held("study.training_class", date(2024, 12, 30), ended_on=date(2025, 1, 3))
    assert rows("study.training_classes", year) == {began}


def test_an_own_kind_counts_as_the_shipped_one_and_never_by_its_code(city, year):
    tea = own_kind("茶叙协商", counted_as="consultation.forum")
    impostor = ActivityKind.objects.create(
        committee=city, code="consultation.forum", label="冒名", group="consultation"
    )
    counted = ActivityFactory(kind=tea)
    ActivityFactory(kind=impostor)
    assert rows("consultations.held", year) == {counted}
    assert figure("activities.count").value(year) == 2


def test_centre_group_sessions_are_those_of_the_two_party_groups(year):
    ours, office = party_group(), OrganFactory(kind=OrganKind.OFFICE_PARTY_GROUP)
    sessions = {held("study.centre_group", host=host) for host in (ours, office)}
    held("study.centre_group", host=OrganFactory(kind=OrganKind.BRANCH))
    held("study.centre_group")
    held("study.lecture", host=ours)
    assert rows("study.centre_group", year) == sessions


def test_a_session_with_several_topics_of_a_theme_counts_once(year):
    ours, office = party_group(), OrganFactory(kind=OrganKind.OFFICE_PARTY_GROUP)
    book, more = TopicFactory(theme=Theme.STUDY_BOOK), TopicFactory(theme=Theme.STUDY_BOOK)
    conduct, other = TopicFactory(theme=Theme.CONDUCT), TopicFactory()
    both = held("study.centre_group", host=ours, topics=[book, more, conduct])
    only_office = held("study.centre_group", host=office, topics=[conduct, book])
    held("study.centre_group", host=ours, topics=[other])
    assert rows("study.centre_group_book", year) == {both, only_office}
    assert figure("study.centre_group_book").value(year) == 2
    assert rows("study.conduct_rules_sessions", year) == {both}


def test_speeches_are_counted_person_by_person_at_the_sessions_on_conduct(year):
    conduct, ours = TopicFactory(theme=Theme.CONDUCT), party_group()
    first, second = (held("study.centre_group", host=ours, topics=[conduct]) for _ in range(2))
    often = member()
    spoken = {there(first, often, Part.SPEAKER), there(second, often, Part.SPEAKER)}
    there(first)
    there(held("study.centre_group", host=ours), often, Part.SPEAKER)
    assert rows("study.conduct_rules_speeches", year) == spoken


def test_people_of_discussion_groups_are_counted_once_and_their_attendance_each_time(year):
    first, second = held("study.discussion_group"), held("study.discussion_group")
    often, late, staff = member(), member(), PersonFactory()
    for activity in (first, second):
        there(activity, often)
    there(first, late, attendance=Attendance.LATE)
    there(second, staff, attendance=Attendance.LEFT_EARLY)
    for attendance in (Attendance.INVITED, Attendance.ON_LEAVE, Attendance.ABSENT):
        there(first, attendance=attendance)
    there(held("study.lecture"))
    assert rows("study.group_people", year) == {often, late, staff}
    assert figure("study.group_people").value(year) == 3
    assert figure("study.discussion_attendance").value(year) == 4


def test_party_group_meetings_on_aid_are_part_of_all_party_group_meetings(year):
    aid, other = TopicFactory(theme=Theme.AID), TopicFactory()
    on_aid = held("meeting.party_group", topics=[aid, other])
    held("meeting.party_group", topics=[other])
    held("meeting.chair", topics=[aid])
    assert rows("meetings.party_group_aid", year) == {on_aid}
    assert rows("meetings.party_group_aid", year) < rows("meetings.party_group", year)


def test_attendance_of_the_plenary_is_that_of_members(year):
    plenary = held("meeting.plenary")
    counted = {there(plenary), there(plenary, attendance=Attendance.LATE)}
    there(plenary, attendance=Attendance.ON_LEAVE)
    there(plenary, PersonFactory(), Part.OBSERVER)
    there(held("meeting.standing"))
    assert rows("meetings.attendance", year) == counted


@pytest.mark.parametrize(
    ("key", "code", "role", "other"),
    [
        ("liaison.talks", "liaison.talk", Part.TALKED_WITH, Part.TALKER),
        ("liaison.visits", "liaison.visit", Part.VISITED, Part.VISITOR),
    ],
)
def test_talks_and_visits_count_the_member_met_every_time(year, key, code, role, other):
    first, second = held(code), held(code, date(2025, 12, 31))
    often = member()
    counted = {there(first, often, role), there(second, often, role)}
    there(first, member(), other)
    there(first, PersonFactory(), role)
    there(cancelled(code), often, role)
    assert (rows(key, year), figure(key).value(year)) == (counted, 2)


@pytest.mark.parametrize(
    ("began", "ended", "counts"),
    [
        (date(2025, 6, 10), None, True),
        (date(2025, 6, 11), None, False),
        (date(2022, 1, 1), date(2025, 6, 10), True),
        (date(2022, 1, 1), date(2025, 6, 9), False),
    ],
)
def test_somebody_is_a_member_on_the_days_of_his_mandate(year, began, ended, counts):
    standing = {"standing": Standing.RESIGNED, "ended_on": ended} if ended else {}
    person = MandateFactory(started_on=began, **standing).person
    there(held("liaison.talk", date(2025, 6, 10)), person, Part.TALKED_WITH)
    assert figure("liaison.talks").value(year) == int(counts)


def test_two_mandates_make_no_second_person_time(year):
    person = member()
    MandateFactory(person=person)
    there(held("liaison.visit"), person, Part.VISITED)
    assert figure("liaison.visits").value(year) == 1


def test_members_of_the_committees_above_are_counted_where_they_came(year):
    event = held("liaison.upper_members_event")
    counted = {there(event, PersonFactory(upper_seat=seat)) for seat in ("province", "nation")}
    there(event)
    there(event, PersonFactory(upper_seat="province"), attendance=Attendance.ABSENT)
    there(held("liaison.upper_survey"), PersonFactory(upper_seat="province"))
    assert rows("liaison.upper_members", year) == counted


def test_members_in_research_are_counted_once(year):
    often = member()
    for code in ("supervision.survey", "supervision.inspection", "consultation.research"):
        there(held(code), often)
    there(held("supervision.survey"), PersonFactory())
    there(held("supervision.appraisal"))
    assert rows("consultations.research_people", year) == {often}


def test_speeches_are_those_where_the_committee_deliberates(year):
    counted = {
        there(held(code), role=Part.SPEAKER)
        for code in ("meeting.plenary", "meeting.standing", "consultation.remote")
    }
    there(held("meeting.plenary"))
    there(held("study.lecture"), role=Part.SPEAKER)
    there(held("consultation.research"), role=Part.SPEAKER)
    assert rows("consultations.speeches", year) == counted


def test_all_activities_and_the_members_in_them(one_of_each, year):
    often = member()
    counted = {there(one_of_each[code], often) for code in ("study.lecture", "service.activity")}
    there(one_of_each["study.lecture"], PersonFactory())
    there(cancelled(), often)
    assert rows("activities.count", year) == set(one_of_each.values())
    assert rows("activities.participants", year) == counted


def test_splits_add_up_and_say_by_what(city, year):
    east, west = county(city, "east", "东县"), county(city, "west", "西县")
    for place in (east, east, west):
        held("liaison.county_trip", county=place)
    trips = figure("liaison.county_trips")
    assert trips.split(year, "county") == {east.pk: 2, west.pk: 1}
    assert figure("activities.count").split(year, "kind__group") == {"cooperation": 3}


def test_every_split_of_every_figure_adds_up(one_of_each, year):
    for activity in one_of_each.values():
        there(activity, role=Part.SPEAKER)
    ours = [name for name in indicators.FIGURES if name.split(".")[0] in OURS]
    for name in ours:
        for by in figure(name).splits:
            assert sum(figure(name).split(year, by).values()) == figure(name).value(year), name


OURS = {"activities", "study", "meetings", "liaison"}


def test_relations_name_figures_and_hold(one_of_each, year):
    for name, known in indicators.FIGURES.items():
        if name.split(".")[0] not in OURS:
            continue
        for relation in known.relations:
            if relation.kind == "part_of":
                assert rows(name, year) <= rows(relation.other, year)
            if relation.kind == "at_most":
                assert known.value(year) <= figure(relation.other).value(year)


def test_ordinals_of_numbered_meetings_are_declared_contiguous_in_the_term():
    numbered = {
        name
        for name, known in indicators.FIGURES.items()
        for relation in known.relations
        if (relation.kind, relation.field, relation.within) == ("contiguous", "ordinal", ("term",))
    }
    assert numbered >= {
        f"meetings.{each}" for each in ("party_group", "chair", "standing", "plenary")
    }


def test_all_figures_of_a_page_are_asked_in_one_statement_a_table(
    one_of_each, year, django_assert_num_queries
):
    known = [indicators.FIGURES[key] for key in OF_KINDS]
    with django_assert_num_queries(1):
        found = indicators.values(known, year)
    assert found == {key: len(codes) for key, codes in OF_KINDS.items()}


def test_figures_follow_the_year_they_are_asked_for(city):
    held("meeting.plenary", date(2024, 2, 29))
    leap = indicators.Year(city.pk, 2024, calendar_year(2024))
    assert figure("meetings.plenary").value(leap) == 1
    assert kind("meeting.plenary").series == "plenary"
