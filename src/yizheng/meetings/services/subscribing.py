"""The secret address of a person's calendar."""

from datetime import datetime

from django.utils import timezone

from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.meetings import permissions
from yizheng.meetings.models import CalendarFeed
from yizheng.meetings.models.feeds import new_token
from yizheng.members.selectors import person_of


@service("meetings.open_feed")
def open_feed(*, by: Actor, at: datetime | None = None) -> CalendarFeed:
    """Make the person's own calendar address, or a new one in place of the old.

    Raises:
        Invalid: the account belongs to nobody on the roster.
        NotAllowed: an assistant.
    """
    person, now = person_of(by), at or timezone.now()
    if person is None:
        raise Invalid("这个账号没有对应的人员，没有本人日历")
    feed: CalendarFeed | None = CalendarFeed.objects.filter(person=person).first()
    derived = {"token": new_token(), "made_at": now}
    right = permissions.keep_feed
    if feed is None:
        facts = {"person": person}
        return records.create(CalendarFeed, by=by, right=right, facts=facts, derived=derived, at=at)
    return records.revise(
        feed, by=by, right=right, facts={}, version=feed.version, derived=derived, at=at
    )
