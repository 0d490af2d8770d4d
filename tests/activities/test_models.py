from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.activities import ActivityFactory, ParticipationFactory, held, kind, there
from tests.factories.members import PersonFactory
from yizheng.activities.models import ActivityKind
from yizheng.core.errors import Invalid
from yizheng.core.records import check


def stored(make):
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({}, True),
        ({"state": "planned", "held_on": None}, True),
        ({"held_on": None}, False),
        ({"state": "gone"}, False),
        ({"series": "unknown"}, False),
        ({"ended_on": date(2025, 6, 10)}, True),
        ({"ended_on": date(2025, 6, 9)}, False),
        ({"state": "planned", "held_on": None, "ended_on": date(2025, 6, 9)}, False),
        ({"state": "cancelled"}, False),
        ({"state": "cancelled", "cancel_reason": "改期"}, True),
        ({"cancel_reason": "改期"}, False),
        ({"ordinal": 1}, False),
        ({"ordinal": 1, "series": "chair"}, False),
    ],
)
def test_an_activity_cannot_contradict_its_state(city, facts, fits):
    assert stored(lambda: ActivityFactory(**facts)) is fits


def test_a_number_stands_once_in_a_term_and_series(term):
    held("meeting.standing", term=term, ordinal=1)
    assert not stored(lambda: held("consultation.standing_thematic", term=term, ordinal=1))
    assert not stored(lambda: held("meeting.standing", term=term, ordinal=0))
    assert stored(lambda: held("meeting.chair", term=term, ordinal=1))
    assert stored(lambda: held("meeting.standing", term=term))
    assert stored(lambda: held("meeting.standing", term=term))


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({"role": "speaker"}, True),
        ({"role": "speaker", "attendance": "left_early"}, True),
        ({"role": "speaker", "attendance": "invited"}, False),
        ({"role": "visited", "attendance": "absent"}, False),
        ({"role": "host", "attendance": "invited"}, True),
        ({"role": "guest"}, False),
        ({"attendance": "maybe"}, False),
    ],
)
def test_nobody_speaks_or_is_visited_in_absence(city, facts, fits):
    assert stored(lambda: ParticipationFactory(**facts)) is fits


def test_somebody_is_in_an_activity_once(city):
    activity, person = ActivityFactory(), PersonFactory()
    there(activity, person)
    assert not stored(lambda: there(activity, person))
    assert stored(lambda: there(ActivityFactory(), person))


def test_shipped_kinds_count_as_themselves(city):
    talk = kind("liaison.talk")
    talk.counted_as = kind("liaison.visit")
    with pytest.raises(Invalid):
        check(talk)
    assert not stored(talk.save)
    assert ActivityKind.objects.get(pk=talk.pk).counts_as == "liaison.talk"
