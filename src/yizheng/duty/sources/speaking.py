"""What a member said: speeches at meetings, words at activities."""

from collections.abc import Collection, Iterable

from yizheng.activities import selectors as activities
from yizheng.activities.states import Part as Role
from yizheng.core.periods import Period
from yizheng.duty.engine import Fact
from yizheng.duty.engine.facts import Part
from yizheng.meetings.selectors import persons
from yizheng.meetings.states import SpeechState

from .declaring import Found, dated, marked, named, source


@source(
    "speaking.speeches",
    "大会发言",
    group="speaking",
    unit="篇",
    counts="应征提交的发言稿，按会议日期；联名的每位署名委员各记一篇",
    marks={"oral": "口头发言", "written": "书面发言", "handed_in": "已提交"},
)
def speeches(people: Collection[int], period: Period) -> Iterable[Found]:
    """Speeches that were handed in for meetings, given or printed."""
    for speech in persons.speeches_by(people, period):
        signers = [speech.person_id, *(one.pk for one in speech.co_authors.all())]
        for person in dict.fromkeys(signers):
            if person not in people:
                continue
            first = Part.FIRST if len(signers) > 1 else Part.SOLE
            fact = Fact(
                source="speaking.speeches",
                record=named(speech),
                on=dated(speech.call.activity.held_on),
                title=str(speech),
                marks=marked(
                    oral=speech.state == SpeechState.ORAL,
                    written=speech.state == SpeechState.WRITTEN,
                    handed_in=True,
                ),
                part=first if person == speech.person_id else Part.JOINT,
                among=len(set(signers)),
            )
            yield person, fact


@source(
    "speaking.activities",
    "会议和活动上发言",
    group="speaking",
    unit="次",
    counts="名单上记为发言的会议和活动，按举办日期",
    marks={"plenary": "全体会议", "standing": "常委会会议", "consultation": "协商活动"},
)
def words(people: Collection[int], period: Period) -> Iterable[Found]:
    """Where the list says that somebody spoke."""
    for row in activities.taken_part(people, period).filter(role=Role.SPEAKER):
        kind = row.activity.kind
        fact = Fact(
            source="speaking.activities",
            record=named(row.activity),
            on=dated(row.activity.held_on),
            title=str(row.activity),
            marks=marked(
                plenary=kind.series == "plenary",
                standing=kind.series == "standing",
                consultation=kind.group == "consultation",
            ),
        )
        yield row.person_id, fact
