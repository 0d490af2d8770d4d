"""Autumn 2026 and the winter after it: meetings that are called, attended and put away."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from yizheng.accounts.roles import Role
from yizheng.activities import people
from yizheng.activities import services as activities
from yizheng.activities.models import Activity, Participation
from yizheng.activities.states import Attendance, Part
from yizheng.core.actors import Actor
from yizheng.demo.days import at
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.meetings import services
from yizheng.meetings.models import (
    AgendaItem,
    LeaveRule,
    Notice,
    SignIn,
    Sitting,
    Speech,
    SpeechCall,
)
from yizheng.members.models import Person

from .intake import co_signing_member, shown_member

HALL = "市政协常委会议厅"
HELD_ON, STANDING_ON, OPENS_ON = date(2026, 11, 12), date(2027, 1, 8), date(2027, 1, 18)
AGENDA = (
    (
        "听取关于全年协商计划完成情况的汇报",
        "研究室",
        20,
        "会议同意汇报意见，余下的议题年底前办结。",
    ),
    (
        "研究四届六次会议筹备工作方案",
        "办公室",
        30,
        "会议原则同意，修改后提请常委会议审议。",
    ),
    ("研究有关人事事项", "机关党委", 15, "会议同意提请常委会议审议。"),
)
STANDING_AGENDA = (
    ("审议关于召开市政协四届六次会议的决定（草案）", "办公室", 15, ""),
    ("审议常务委员会工作报告和提案工作情况的报告（草案）", "研究室", 40, ""),
    ("审议有关人事事项", "机关党委", 20, ""),
)
SITTINGS = (
    ("开幕会", 0, 9, 12),
    ("分组讨论", 0, 15, 18),
    ("大会发言", 1, 9, 12),
    ("闭幕会", 3, 9, 11),
)


def load_calling(world: World) -> None:
    """By the services, each act on its day; only signing in is taken over from the sheet."""
    by = replace(world.by, roles=frozenset({Role.OFFICE}), name=world.staff[2].name)
    _rules(world)
    _held(world, by)
    _drafted(world, by)
    _standing(world, by)
    _plenary(world, by)
    services.open_feed(by=_member(world, shown_member(world)), at=at(date(2026, 10, 12)))


def _rules(world: World) -> None:
    since, paper = date(2022, 1, 10), "市政协四届一次主席会议"
    world.keep(
        [
            LeaveRule(valid_from=since, decided_by=paper, hours_before=2),
            LeaveRule(
                kind=world.kinds["meeting.standing"], valid_from=since, approver="leader",
                hours_before=48, decided_by=paper,
            ),
            LeaveRule(
                kind=world.kinds["meeting.plenary"], valid_from=since, approver="leader",
                hours_before=24, most_requests=1, decided_by=paper,
            ),
        ]
    )  # fmt: skip


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return make_aware(datetime.combine(day, time(hour, minute)))


def _member(world: World, person: Person) -> Actor:
    return replace(world.by, roles=frozenset({Role.MEMBER}), person_id=person.pk, name=person.name)


def _plan(world: World, by: Actor, code: str, title: str, day: date, **facts: Any) -> Activity:
    facts |= {"kind": world.kinds[code], "title": title, "held_on": day}
    facts |= {"organiser": world.organs["办公室"]}
    return activities.enter_activity(by=by, facts=facts, at=at(date(2026, 10, 19)))


def _invite(
    by: Actor, activity: Activity, persons: list[Person], role: Part = Part.ATTENDEE
) -> None:
    people.add_people(activity, by=by, people=persons, role=role, attendance=Attendance.INVITED)


def _agenda(world: World, activity: Activity, items: tuple[Any, ...], *, held: bool) -> None:
    world.keep(
        [
            AgendaItem(
                activity=activity,
                ordinal=number,
                title=title,
                presenter=presenter,
                minutes=minutes,
                for_observers="人事" not in title,
                outcome=outcome if held else "",
            )
            for number, (title, presenter, minutes, outcome) in enumerate(items, 1)
        ]
    )


def _notice(
    by: Actor, activity: Activity, first: datetime, last: datetime, *, on: date, **facts: Any
) -> Notice:
    facts |= {"activity": activity, "starts_at": first, "ends_at": last}
    facts |= {"contact": "办公室会务科"}
    return services.enter_notice(by=by, facts=facts, at=at(on))


def _ask(world: World, row: Participation, reason: str, on: date, kind: str = "duty") -> Any:
    facts = {"participation": row, "kind": kind, "reason": reason}
    return services.ask_leave(by=_member(world, row.person), facts=facts, at=at(on))


def _held(world: World, by: Actor) -> None:
    """A chair meeting with everything that belongs to it, put away."""
    title = "主席会议：研究四届六次会议筹备工作"
    activity = _plan(world, by, "meeting.chair", title, HELD_ON, place="机关三楼会议室")
    _invite(by, activity, world.leaders)
    _invite(by, activity, world.staff[:4], Part.OBSERVER)
    _agenda(world, activity, AGENDA, held=True)
    first = _moment(HELD_ON, 9)
    notice = _notice(by, activity, first, _moment(HELD_ON, 11, 30), on=date(2026, 11, 9))
    notice = services.send_notice(notice, by=by, at=at(date(2026, 11, 9)))
    rows = list(Participation.objects.filter(activity=activity).select_related("person"))
    leave = _ask(world, rows[1], "赴省里参加会议", date(2026, 11, 10))
    services.grant_leave(leave, by=by, at=at(date(2026, 11, 10)))
    _sign_in(world, activity, rows, first)
    activity = activities.hold(activity, by=by, at=_moment(HELD_ON, 12))
    people.note_the_rest_absent(activity, by=by)
    text = "\n".join(f"{item[0]}。{item[3]}" for item in AGENDA)
    minutes = services.draft_minutes(
        by=by,
        facts={
            "activity": activity,
            "text": text,
            "number": "〔2026〕9号",
            "chaired_by": world.leaders[0].name,
        },
        at=at(date(2026, 11, 13)),
    )
    leader = replace(by, roles=frozenset({Role.LEADER}), name=world.leaders[0].name)
    services.issue_minutes(minutes, by=leader, at=at(date(2026, 11, 16)))
    services.archive_notice(notice, by=by, at=at(date(2026, 11, 17)))


def _sign_in(world: World, activity: Activity, rows: list[Participation], first: datetime) -> None:
    """Most by telephone, one at the desk, one on paper, one late; two do not come."""
    sitting = Sitting.objects.get(activity=activity)
    ways, signed = {6: "list", 7: "desk"}, []
    for number, row in enumerate(rows):
        if number in (1, 3):
            continue
        way, is_late = ways.get(number, "phone"), number == 5
        moment = first + timedelta(minutes=18 if is_late else number - 9)
        signed.append(
            SignIn(
                sitting=sitting,
                participation=row,
                attendance="late" if is_late else "present",
                way=way,
                signed_at=None if way == "list" else moment,
            )
        )
    world.keep(signed)


def _drafted(world: World, by: Actor) -> None:
    """A meeting whose minutes are still being written."""
    day = date(2026, 11, 19)
    title = "2026年第11次秘书长会议：研究年度总结起草工作"
    activity = _plan(world, by, "meeting.secretaries", title, day, place="机关二楼会议室")
    _invite(by, activity, world.staff[:6])
    activity = activities.hold(activity, by=by, at=_moment(day, 12))
    people.settle_attendance(activity, by=by)
    facts = {"activity": activity, "text": "会议研究了年度总结的分工和时间安排。"}
    services.draft_minutes(by=by, facts=facts, at=at(date(2026, 11, 20)))


def _standing(world: World, by: Actor) -> None:
    """The next meeting of the standing committee: told, answered, leave in every state."""
    title = "常委会议：审议四届六次会议有关事项"
    activity = _plan(world, by, "meeting.standing", title, STANDING_ON, place=HALL)
    shown = shown_member(world)
    others = [person for person in world.standing(date(2026, 11, 1)) if person != shown]
    _invite(by, activity, [*others[:40], shown])
    _invite(by, activity, world.staff[:6], Part.OBSERVER)
    _agenda(world, activity, STANDING_AGENDA, held=False)
    notice = _notice(
        by,
        activity,
        _moment(STANDING_ON, 9),
        _moment(STANDING_ON, 17),
        on=date(2026, 11, 18),
        reply_by=_moment(date(2027, 1, 6), 17),
        text="请着正装，提前15分钟入场。材料在议程里下载，会场不再发放纸质材料。",
    )
    services.send_notice(notice, by=by, at=at(date(2026, 11, 18)))
    rows = list(Participation.objects.filter(activity=activity).select_related("person"))
    told = at(date(2026, 11, 19))
    for row in rows[:22]:
        services.reply(row, by=_member(world, row.person), at=told)
    leader = replace(by, roles=frozenset({Role.LEADER}), name=world.leaders[0].name)
    reasons = ("出席全省行业会议", "率团外出考察", "住院治疗", "出差未归")
    asked = [
        _ask(world, row, reason, date(2026, 11, 20), kind)
        for row, reason, kind in zip(
            rows[22:26], reasons, ("duty", "away", "illness", "away"), strict=True
        )
    ]
    services.grant_leave(asked[0], by=leader, at=at(date(2026, 11, 23)))
    services.refuse_leave(
        asked[1], by=leader, at=at(date(2026, 11, 23)), note="审议人事事项，请调整行程"
    )
    services.withdraw_leave(asked[3], by=_member(world, rows[25].person), at=at(date(2026, 11, 23)))


def _plenary(world: World, by: Actor) -> None:
    """The next plenary session in preparation: divided into sittings, speeches called for."""
    last = OPENS_ON + timedelta(days=3)
    activity = _plan(
        world, by, "meeting.plenary", "政协安澜市四届六次会议", OPENS_ON, ended_on=last,
        place="安澜大会堂",
    )  # fmt: skip
    serving = world.serving(date(2026, 11, 1))
    _invite(by, activity, serving)
    _notice(by, activity, _moment(OPENS_ON, 9), _moment(last, 11), on=date(2026, 11, 20))
    Sitting.objects.get(activity=activity).delete()
    world.keep(
        [
            Sitting(
                activity=activity,
                title=name,
                starts_at=_moment(OPENS_ON + timedelta(days=day), begins),
                ends_at=_moment(OPENS_ON + timedelta(days=day), ends),
            )
            for name, day, begins, ends in SITTINGS
        ]
    )
    intro = "围绕全市中心工作，一事一议，有情况、有分析、有建议。口头发言不超过8分钟。"
    call = SpeechCall(
        activity=activity, opens_on=date(2026, 11, 2), closes_on=date(2026, 12, 25), intro=intro
    )
    [call] = world.keep([call])
    speakers = [shown_member(world), co_signing_member(world), *serving[40:45]]
    for person, speech in zip(reversed(speakers), read("speeches")["speech"], strict=True):
        _speak(world, by, call, person, dict(speech))


def _speak(world: World, by: Actor, call: SpeechCall, person: Person, told: dict[str, str]) -> None:
    """One speech, as far as its `state` says."""
    writer, state = _member(world, person), told.pop("state")
    facts = {**told, "text": told["text"].strip(), "call": call}
    speech: Speech = services.write_speech(by=writer, facts=facts, at=at(date(2026, 11, 5)))
    if state == "draft":
        return
    speech = services.submit_speech(speech, by=writer, at=at(date(2026, 11, 9)))
    chosen = at(date(2026, 11, 23))
    if state == "oral":
        services.choose_oral(speech, by=by, at=chosen)
    elif state == "written":
        services.choose_written(speech, by=by, at=chosen)
    elif state == "returned":
        note = "请补充近三年的数据，压缩到八分钟以内。"
        services.return_speech(speech, by=by, at=chosen, return_note=note)
    elif state == "withdrawn":
        services.withdraw_speech(speech, by=writer, at=chosen)
