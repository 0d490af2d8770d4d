"""Duty files: what members reported and objected to; a year of assessment on trial, now off."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.documents import official
from yizheng.documents.services import attach
from yizheng.duty import services
from yizheng.duty.engine import Fact, sample
from yizheng.duty.models import Assessment, OutsideActivity
from yizheng.duty.selectors.file import span_of
from yizheng.duty.sources import facts_of
from yizheng.duty.states import ObjectionKind
from yizheng.members.models import Mandate

from .intake import shown_member

TRIAL = 2025
# Kind, what, day, organiser, what becomes of it.
OUTSIDE = (
    ("welfare", "到汀兰区河口镇义诊", date(2026, 9, 12), "市医学会", "approved"),
    ("lecture", "为社区老人讲慢性病预防", date(2026, 10, 17), "云溪街道老年学校", "approved"),
    ("survey", "走访六家村卫生室，了解药品配备", date(2026, 11, 7), "本人", "waiting"),
    ("help", "资助两名学生购买学习用品", date(2026, 8, 30), "本人", "declined"),
    ("other", "参加行业年会", date(2026, 10, 23), "市医学会", "withdrawn"),
)
DECLINED = "没有说明资助的学校和用途，请补充后再报；受助学生的姓名不用写"
SETTLED = "经核对签到表，您上午到会、下午请假，按规则记为到会。"
CORRECTED = "已查实，到会情况登记有误，已按签到表改正。"


def load_duty(world: World) -> None:
    """By the services, each act on its day."""
    office, second = _office(world, "office"), _office(world, "office2")
    _assess(world, office, second)
    shown = _seat(world, shown_member(world).pk)
    _report(_member(world, shown), office)
    _object(world, shown, office)
    _draft(office)


def _office(world: World, username: str) -> Actor:
    user = world.users[username]
    return replace(world.by, roles=frozenset({Role.OFFICE}), user_id=user.pk, name=user.name)


def _member(world: World, seat: Mandate) -> Actor:
    name = seat.person.name
    return replace(world.by, roles=frozenset({Role.MEMBER}), person_id=seat.person_id, name=name)


def _seat(world: World, person: int) -> Mandate:
    return next(seat for seat in world.mandates if seat.person_id == person)


def _assess(world: World, office: Actor, second: Actor) -> None:
    """A year on trial: switched on by two people, frozen, and off again."""
    facts = {"name": "市政协委员履职评价办法（试行）", "first_year": TRIAL, "text": sample()}
    rules = services.enter_rules(by=office, facts=facts, at=at(date(2025, 3, 10)))
    services.propose_rules(
        rules,
        by=office,
        at=at(date(2025, 3, 21)),
        decided_by="四届二十八次主席会议",
        shown_from=date(2025, 4, 1),
    )
    rules = services.switch_on(rules, by=second, at=at(date(2025, 3, 24)))
    seats = [seat for seat in world.mandates if not seat.ended_on][40:43]
    for seat, points, approved in zip(seats, (3, -2, 5), (True, True, False), strict=True):
        one = services.ask_adjustment(
            by=office,
            facts={
                "mandate": seat,
                "year": TRIAL,
                "points": points,
                "reason": "参加防汛值守" if points > 0 else "提案与上年内容重复",
                "evidence": "市防汛指挥部的证明" if points > 0 else "提案委员会审查记录",
            },
            at=at(date(2026, 1, 12)),
        )
        if approved:
            services.approve_adjustment(one, by=second, at=at(date(2026, 1, 14)))
        else:
            note = "已经在会外履职里记过，不重复加分"
            services.refuse_adjustment(one, by=second, at=at(date(2026, 1, 14)), note=note)
    services.freeze_year(by=office, year=TRIAL, at=at(date(2026, 1, 20)))
    wrong = Assessment.objects.get(mandate=seats[0])
    reason = "一次调研漏记，已经补登"
    services.void_assessment(wrong, by=second, at=at(date(2026, 1, 27)), void_reason=reason)
    services.freeze_year(by=office, year=TRIAL, at=at(date(2026, 1, 28)))
    reason = "五届一次主席会议：试行一年，总结以后另定"
    services.switch_off(rules, by=office, at=at(date(2026, 3, 2)), end_reason=reason)


def _draft(office: Actor) -> None:
    """Rules for later years: one being written, one waiting for a second person."""
    facts = {"name": "市政协委员履职评价办法（修订稿）", "first_year": 2027, "text": sample()}
    services.enter_rules(by=office, facts=facts, at=at(date(2026, 10, 19)))
    facts = facts | {"name": "常务委员履职评价办法", "audience": "standing"}
    rules = services.enter_rules(by=office, facts=facts, at=at(date(2026, 10, 20)))
    services.propose_rules(
        rules,
        by=office,
        at=at(date(2026, 11, 16)),
        decided_by="四届四十次主席会议",
        shown_from=date(2027, 1, 1),
    )


def _report(member: Actor, office: Actor) -> None:
    for kind, title, day, organiser, ends in OUTSIDE:
        facts = {"kind": kind, "title": title, "held_on": day, "organiser": organiser}
        row = services.report_outside(by=member, facts=facts, at=at(date(2026, 11, 9)))
        if ends in {"approved", "waiting"}:
            _prove(row, member)
        if ends == "approved":
            services.approve_outside(row, by=office, at=at(date(2026, 11, 11)))
        elif ends == "declined":
            services.decline_outside(
                row, by=office, at=at(date(2026, 11, 11)), decline_reason=DECLINED
            )
        elif ends == "withdrawn":
            services.withdraw_outside(row, by=member, at=at(date(2026, 11, 10)))


def _prove(row: OutsideActivity, member: Actor) -> None:
    """What speaks for it, as the member would attach it."""
    rows = (("时间", f"{row.held_on:%Y-%m-%d}"), ("内容", row.title), ("组织单位", row.organiser))
    sheet = official.Sheet("活动情况说明", head=("项目", "情况"), widths=(3, 9), rows=rows)
    name, content = f"{row.title}.docx", official.as_docx(sheet)
    attach(row, by=member, name=name, content=content, at=at(date(2026, 11, 9), minute=5))


def _object(world: World, shown: Mandate, office: Actor) -> None:
    """Of the member who is shown: one waiting, one kept, one corrected, one taken back."""
    found = facts_of([shown], span_of(shown))[shown.pk]
    attended = (one for one in found if one.source.startswith(("meetings.", "activities.")))
    # By title, since keys differ from one loading to the next.
    facts = sorted(attended, key=lambda one: (one.on, one.title))
    member = _member(world, shown)
    texts = (
        (ObjectionKind.WRONG, "这次会议我全程参加，请核对签到表。"),
        (ObjectionKind.WRONG, "这次活动我上午到会、下午请了假，请按实际登记。"),
        (ObjectionKind.NOT_MINE, "这次活动我没有参加，可能与同名的人记混了。"),
        (ObjectionKind.WRONG, "日期好像不对，请核对。"),
    )
    for place, (kind, text) in enumerate(texts):
        fact: Fact = facts[-2 - place]
        row = services.object_to_entry(
            shown,
            by=member,
            kind=kind,
            text=text,
            source=fact.source,
            record=fact.record,
            at=at(date(2026, 11, 13), minute=place),
        )
        if place == 1:
            services.keep_entry(row, by=office, at=at(date(2026, 11, 17)), answer=SETTLED)
        elif place == 2:
            services.correct_entry(row, by=office, at=at(date(2026, 11, 17)), answer=CORRECTED)
        elif place == 3:
            services.withdraw_objection(row, by=member, at=at(date(2026, 11, 14)))
    services.object_to_entry(
        shown,
        by=member,
        kind=ObjectionKind.MISSING,
        text="9月参加了市卫健委组织的医改座谈会，是市政协派我去的，档案里没有。",
        at=at(date(2026, 11, 18)),
    )
