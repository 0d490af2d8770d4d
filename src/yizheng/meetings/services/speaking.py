"""Speeches: written, handed in, given back, chosen to be given or to be printed."""

from datetime import datetime
from typing import Annotated, Any

from django.utils.timezone import localdate

from yizheng.activities.models import Participation
from yizheng.core import records
from yizheng.core.actors import Actor
from yizheng.core.citations import MEETING_RULES
from yizheng.core.errors import Invalid
from yizheng.core.records import service
from yizheng.core.workflow import transition
from yizheng.documents.secrecy import refuse_marked
from yizheng.meetings import permissions
from yizheng.meetings.models import Speech, SpeechCall
from yizheng.meetings.states import CHOSEN, SPEECH_WITH_WRITER, SpeechState
from yizheng.members.selectors import person_of

SPEAKING = MEETING_RULES("大会发言")


@service("meetings.write_speech")
def write_speech(*, by: Actor, facts: dict[str, Any], at: datetime | None = None) -> Speech:
    """Begin a speech: a member his own, or what staff enter for a body or from paper.

    Raises:
        NotAllowed, Invalid: as `core.records.create`; nothing is called for on this day.
    """
    call: SpeechCall = facts["call"]
    if not by.has(*permissions.SECRETARIAT):
        _require_open(call, at)
        facts = facts | {"person": person_of(by)}
    refuse_marked(title=facts.get("title") or "", text=facts.get("text") or "")
    right = permissions.write_speech
    return records.create(
        Speech, by=by, right=right, facts=facts, key="meetings.write_speech", at=at
    )


@service("meetings.revise_speech")
def revise_speech(speech: Speech, *, by: Actor, facts: dict[str, Any], version: int) -> Speech:
    """Go on writing it while it is with its writer.

    Raises:
        NotAllowed, Stale, Invalid: as `core.records.revise`.
    """
    if not by.has(*permissions.SECRETARIAT):
        facts = {name: value for name, value in facts.items() if name not in ("person", "call")}
    refuse_marked(title=facts.get("title") or "", text=facts.get("text") or "")
    right = permissions.write_speech
    return records.revise(speech, by=by, right=right, facts=facts, version=version)


def _require_open(call: SpeechCall, at: datetime | None) -> None:
    if not call.opens_on <= localdate(at) <= call.closes_on:
        raise Invalid(f"征集时间是 {call.opens_on} 至 {call.closes_on}，现在不收", field="call")


@transition(
    "meetings.submit_speech",
    "提交",
    sources=SPEECH_WITH_WRITER,
    target=SpeechState.SUBMITTED,
    right=permissions.write_speech,
    citation=SPEAKING,
)
def submit_speech(speech: Speech, *, by: Actor, at: datetime) -> None:
    """Hand it in, not longer than was called for; one given back may come after the last day."""
    if speech.state == SpeechState.DRAFT and not by.has(*permissions.SECRETARIAT):
        _require_open(speech.call, at)
    if speech.characters > speech.call.longest:
        over = speech.characters - speech.call.longest
        raise Invalid(f"发言稿超出 {over} 字，上限是 {speech.call.longest} 字", field="text")
    if not speech.text.strip():
        raise Invalid("发言稿还是空的", field="text")
    speech.submitted_at, speech.return_note = at, ""


@transition(
    "meetings.return_speech",
    "退回修改",
    sources={SpeechState.SUBMITTED},
    target=SpeechState.RETURNED,
    right=permissions.choose_speeches,
    citation=SPEAKING,
)
def return_speech(speech: Speech, *, by: Actor, at: datetime, return_note: str) -> None:
    """Give it back with what is to be changed."""
    if not return_note.strip():
        raise Invalid("请写明要修改什么", field="return_note")
    speech.return_note = return_note.strip()


@transition(
    "meetings.choose_oral",
    "选为口头发言",
    sources={SpeechState.SUBMITTED, SpeechState.WRITTEN},
    target=SpeechState.ORAL,
    right=permissions.choose_speeches,
    citation=SPEAKING,
    awaited_in={SpeechState.SUBMITTED},
)
def choose_oral(
    speech: Speech,
    *,
    by: Actor,
    at: datetime,
    place_in_order: Annotated[int | None, "发言顺序", "空着的，接在最后"] = None,
    minutes: Annotated[int | None, "发言分钟"] = 8,
) -> None:
    """It will be given at the meeting; who gives it stands in the meeting's list."""
    others = Speech.objects.filter(call=speech.call, state=SpeechState.ORAL)
    taken = [place or 0 for place in others.values_list("place_in_order", flat=True)]
    if place_in_order is not None and (place_in_order < 1 or place_in_order in taken):
        raise Invalid("这个顺序已经安排了别的发言，或者不是从1起的数", field="place_in_order")
    if minutes is not None and not 1 <= minutes <= 60:
        raise Invalid("发言时间填1至60分钟", field="minutes")
    listed = Participation.objects.filter(
        activity=speech.call.activity_id, person_id=speech.person_id
    )
    if not listed.exists():
        raise Invalid("发言人不在会议的名单里，请先加入名单")
    speech.place_in_order = place_in_order or max(taken, default=0) + 1
    speech.minutes = minutes


@transition(
    "meetings.choose_written",
    "作为书面发言",
    sources={SpeechState.SUBMITTED, SpeechState.ORAL},
    target=SpeechState.WRITTEN,
    right=permissions.choose_speeches,
    citation=SPEAKING,
    awaited_in={SpeechState.SUBMITTED},
)
def choose_written(speech: Speech, *, by: Actor, at: datetime) -> None:
    """It is printed for everybody instead of being given."""
    speech.place_in_order = speech.minutes = None


@transition(
    "meetings.withdraw_speech",
    "撤回",
    sources={*SPEECH_WITH_WRITER, SpeechState.SUBMITTED, *CHOSEN},
    target=SpeechState.WITHDRAWN,
    right=permissions.withdraw_speech,
    citation=SPEAKING,
    awaited_in=(),
)
def withdraw_speech(speech: Speech, *, by: Actor, at: datetime) -> None:
    """Who was to give it does not want to, or cannot."""
    speech.place_in_order = speech.minutes = None
