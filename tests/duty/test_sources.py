"""Every source finds what a member did, with its day and marks, and nobody else's."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.activities import held, planned, there
from tests.factories.consultations import RecommendationFactory, TopicSuggestionFactory, adopted
from tests.factories.duty import OutsideFactory
from tests.factories.liaison import RemarkFactory, visit
from tests.factories.meetings import (
    NINE,
    SignInFactory,
    SittingFactory,
    SpeechCallFactory,
    SpeechFactory,
)
from tests.factories.members import MandateFactory, PersonFactory, SessionFactory
from tests.factories.office import HonourFactory
from tests.factories.opinions import (
    AdoptionFactory,
    CompiledFactory,
    ReportFactory,
    SentFactory,
    instruct,
)
from tests.factories.proposals import FiledFactory, ProposalFactory, SubmittedFactory
from tests.factories.publicity import (
    ContributionFactory,
    EpisodeFactory,
    PaperFactory,
    report_about,
)
from tests.factories.service import VillageFactory, concern_by
from tests.factories.supervision import (
    AppraisalFactory,
    AssignmentFactory,
    BallotFactory,
    FindingFactory,
)
from yizheng.activities.states import Attendance, Part
from yizheng.core.periods import Period, calendar_year
from yizheng.duty.engine.facts import Part as Share
from yizheng.duty.sources import SOURCES, facts_of
from yizheng.service.states import ConcernChannel

DAY = date(2025, 6, 10)
EARLY, LATE = date(2024, 12, 31), date(2026, 1, 1)


@pytest.fixture
def seat(city):
    return MandateFactory()


def found(seat, source, period=None):
    facts = facts_of([seat], period or calendar_year(2025))[seat.pk]
    return [fact for fact in facts if fact.source == source]


def proposal(person, day, **facts):
    return FiledFactory(
        proposer=person,
        submitted_on=day,
        session=SessionFactory(opened_on=date(2024, 1, 10)),
        filed_on=day,
        **facts,
    )


def suggestion(person, day):
    return TopicSuggestionFactory(source="member", person=person, suggested_on=day)


def appraised(person, day):
    closed = {"state": "closed", "opens_on": day, "closes_on": day, "closed_on": day}
    return BallotFactory(appraisal=AppraisalFactory(**closed), person=person, state="voted")


def recommended(person, day):
    made = RecommendationFactory(made_on=day)
    made.members.set([person])
    return made


def used(person, day):
    report = CompiledFactory(reporter=person, received_on=day, compiled_on=day)
    return SentFactory(sent_on=day, reports=[report])


def instructed(person, day):
    return instruct(used(person, date(2024, 5, 1)), instructed_on=day)


def adopted_above(person, day):
    report = CompiledFactory(
        reporter=person, received_on=date(2024, 1, 5), compiled_on=date(2024, 1, 6)
    )
    return AdoptionFactory(report=report, adopted_on=day)


def remarked(person, day):
    return RemarkFactory(activity=visit(person, on=day), member=person, made_on=day)


def at_a_sitting(person, day):
    row = there(held("meeting.plenary", day), person)
    sitting = SittingFactory(activity=row.activity)
    return SignInFactory(sitting=sitting, participation=row)


def spoken(person, day):
    of = SpeechCallFactory(activity=held("meeting.plenary", day))
    return SpeechFactory(call=of, person=person, state="oral", submitted_at=NINE)


def aired(person, day):
    made = EpisodeFactory(aired_on=day)
    made.people.set([person])
    return made


def outside(seat, day):
    facts = {"state": "approved", "decided_on": LATE, "decided_by": "办公室"}
    return OutsideFactory(mandate=seat, held_on=day, **facts)


MAKERS = {
    "proposals.submitted": proposal,
    "proposals.key": lambda person, day: proposal(person, DAY, is_key=True, key_on=day),
    "proposals.excellent": lambda person, day: proposal(
        person, DAY, is_excellent=True, excellent_on=day
    ),
    "opinions.reports": lambda person, day: ReportFactory(reporter=person, received_on=day),
    "opinions.used": used,
    "opinions.adopted": adopted_above,
    "opinions.instructed": instructed,
    "consultations.recommendations": recommended,
    "consultations.topics": suggestion,
    "supervision.assignments": lambda person, day: AssignmentFactory(
        person=person, appointed_on=day
    ),
    "supervision.findings": lambda person, day: FindingFactory(
        assignment=AssignmentFactory(person=person, appointed_on=EARLY), found_on=day
    ),
    "supervision.appraisals": appraised,
    "service.aid": lambda person, day: VillageFactory(leader=person, opened_on=day),
    "service.concerns": lambda person, day: concern_by(
        ConcernChannel.MEMBER, member=person, raised_on=day
    ),
    "liaison.remarks": remarked,
    "office.honours": lambda person, day: HonourFactory(person=person, awarded_on=day),
    "publicity.coverage": lambda person, day: report_about(person, on=day),
    "publicity.papers": lambda person, day: PaperFactory(author=person, finished_on=day),
    "publicity.contributions": lambda person, day: ContributionFactory(
        author=person, submitted_on=day
    ),
    "publicity.episodes": aired,
    "meetings.plenary": lambda person, day: there(held("meeting.plenary", day), person),
    "meetings.standing": lambda person, day: there(held("meeting.standing", day), person),
    "meetings.sittings": at_a_sitting,
    "meetings.other": lambda person, day: there(held("meeting.chair", day), person),
    "activities.consultation": lambda person, day: there(
        held("consultation.counterpart", day), person
    ),
    "activities.supervision": lambda person, day: there(
        held("supervision.inspection", day), person
    ),
    "activities.study": lambda person, day: there(held("study.training_class", day), person),
    "activities.service": lambda person, day: there(held("service.activity", day), person),
    "activities.liaison": lambda person, day: there(held("liaison.exchange", day), person),
    "speaking.speeches": spoken,
    "speaking.activities": lambda person, day: there(
        held("consultation.counterpart", day), person, role=Part.SPEAKER
    ),
}


def test_every_source_is_tried_here():
    assert set(MAKERS) | {"duty.outside"} == set(SOURCES)


@pytest.mark.parametrize("key", MAKERS)
def test_what_a_member_did_in_the_year_is_found_once_with_its_day(seat, key):
    MAKERS[key](seat.person, DAY)
    MAKERS[key](PersonFactory(), DAY)

    (fact,) = found(seat, key)

    assert fact.on == DAY
    assert fact.title
    assert set(fact.marks) <= set(SOURCES[key].marks)


@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize("day", [EARLY, LATE])
def test_what_lies_beside_the_year_is_not(seat, key, day):
    MAKERS[key](seat.person, day)
    assert found(seat, key) == []
    assert len(found(seat, key, Period(day, day))) == 1


@pytest.mark.parametrize("key", MAKERS)
def test_nothing_counts_before_the_seat_is_taken_nor_after_it_is_left(city, key):
    late = MandateFactory(started_on=date(2025, 6, 11))
    gone = MandateFactory(ended_on=date(2025, 6, 9), standing="resigned", decided_by="常委会会议")
    MAKERS[key](late.person, DAY)
    MAKERS[key](gone.person, DAY)

    facts = facts_of([late, gone], calendar_year(2025))

    assert [fact for fact in facts[late.pk] + facts[gone.pk] if fact.source == key] == []


def test_a_successor_is_not_absent_from_what_came_before_him(city):
    plenary = held("meeting.plenary", date(2025, 1, 8))
    before = MandateFactory(ended_on=date(2025, 3, 1), standing="resigned", decided_by="常委会会议")
    after = MandateFactory(started_on=date(2025, 3, 2))
    there(plenary, before.person, attendance=Attendance.ABSENT)
    there(plenary, after.person, attendance=Attendance.ABSENT)

    facts = facts_of([before, after], calendar_year(2025))

    assert [fact.marks for fact in facts[before.pk]] == [frozenset({"absent"})]
    assert facts[after.pk] == []


def test_nobody_is_absent_from_what_he_was_not_asked_to_or_what_was_not_held(seat):
    there(held("meeting.plenary", DAY), PersonFactory())
    there(planned("meeting.plenary", DAY), seat.person, attendance=Attendance.INVITED)

    assert facts_of([seat], calendar_year(2025))[seat.pk] == []


@pytest.mark.parametrize(
    ("attendance", "marks"),
    [
        (Attendance.PRESENT, {"present", "full"}),
        (Attendance.LATE, {"present", "late"}),
        (Attendance.LEFT_EARLY, {"present", "left_early"}),
        (Attendance.ON_LEAVE, {"on_leave"}),
        (Attendance.ABSENT, {"absent"}),
        (Attendance.INVITED, {"unsettled"}),
    ],
)
def test_how_somebody_attended(seat, attendance, marks):
    there(held("meeting.chair", DAY), seat.person, attendance=attendance)
    assert found(seat, "meetings.other")[0].marks == marks


def test_who_missed_a_sitting_was_not_there_all_the_time(seat):
    row = there(held("meeting.plenary", DAY), seat.person)
    other = there(row.activity)
    morning, noon = SittingFactory.create_batch(2, activity=row.activity)
    SignInFactory(sitting=morning, participation=row)
    for sitting in (morning, noon):
        SignInFactory(sitting=sitting, participation=other)

    assert found(seat, "meetings.plenary")[0].marks == {"present"}
    assert [fact.marks >= {"absent"} for fact in found(seat, "meetings.sittings")] == [False, True]


def test_being_visited_is_no_duty_but_visiting_is(seat):
    activity = held("liaison.visit", DAY)
    there(activity, seat.person, role=Part.VISITED)
    assert found(seat, "activities.liaison") == []


def test_first_joint_and_alone(city):
    first, second, alone = (MandateFactory() for _ in range(3))
    joint = proposal(first.person, DAY)
    joint.co_signers.set([second.person])
    proposal(alone.person, DAY)

    parts = [found(one, "proposals.submitted")[0] for one in (first, second, alone)]

    assert [fact.part for fact in parts] == [Share.FIRST, Share.JOINT, Share.SOLE]
    assert [fact.among for fact in parts] == [2, 2, 1]


def test_what_is_handed_in_early_counts_from_the_opening_of_its_session(seat):
    session = SessionFactory(opened_on=date(2025, 1, 8))
    SubmittedFactory(proposer=seat.person, session=session, submitted_on=date(2024, 12, 20))
    ProposalFactory(proposer=seat.person, session=session)

    assert [fact.on for fact in found(seat, "proposals.submitted")] == [date(2025, 1, 8)]
    assert found(seat, "proposals.submitted", calendar_year(2024)) == []


def test_a_report_in_two_issues_is_used_once_and_adopted_as_often_as_it_was(seat):
    report = CompiledFactory(reporter=seat.person)
    SentFactory(sent_on=date(2025, 6, 2), reports=[report])
    SentFactory(sent_on=date(2025, 5, 2), reports=[report])
    AdoptionFactory(report=report, organ="省政协")
    AdoptionFactory(report=report, organ="省委统战部")

    assert [fact.on for fact in found(seat, "opinions.used")] == [date(2025, 5, 2)]
    above = found(seat, "opinions.adopted")
    assert len(above) == 2
    assert {fact.subject for fact in above} == {f"opinions.opinionreport:{report.pk}"}


def test_a_recommendation_that_was_taken_up_says_so(seat):
    adopted().members.set([seat.person])
    assert found(seat, "consultations.recommendations")[0].marks == {"adopted"}


def test_each_author_of_a_paper_has_it_and_a_revoked_honour_nobody(city):
    first, second = MandateFactory.create_batch(2)
    PaperFactory(author=first.person, finished_on=DAY).co_authors.set([second.person])
    HonourFactory(person=first.person, awarded_on=DAY, revoked_on=LATE, revoked_reason="弄虚作假")

    facts = facts_of([first, second], calendar_year(2025))

    assert [[fact.source for fact in facts[one.pk]] for one in (first, second)] == [
        ["publicity.papers"],
        ["publicity.papers"],
    ]


def test_only_what_the_office_approved_of_outside_counts(seat):
    outside(seat, DAY)
    OutsideFactory(mandate=seat)

    (fact,) = found(seat, "duty.outside")
    assert (fact.on, fact.marks) == (DAY, {"welfare"})


def test_as_many_queries_for_twenty_members_as_for_one(seat, django_assert_num_queries):
    seats = [seat, *MandateFactory.create_batch(19)]
    for key in ("proposals.submitted", "opinions.used", "meetings.plenary", "meetings.sittings"):
        for one in seats:
            MAKERS[key](one.person, DAY)
    with CaptureQueriesContext(connection) as asked:
        facts_of(seats[:1], calendar_year(2025))
    assert len(asked) < 60
    with django_assert_num_queries(len(asked)):
        facts_of(seats, calendar_year(2025))
