"""What members said at visits and talks, followed up or kept, and told back."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.activities.models import Activity, Participation
from yizheng.activities.people import add_people
from yizheng.activities.services import enter_activity
from yizheng.activities.states import Attendance, Part
from yizheng.core.actors import Actor
from yizheng.core.records import Past
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.liaison import services
from yizheng.liaison.models import Remark
from yizheng.liaison.states import ToldWay

from .intake import shown_member

# Of the years before: said, what came of it.
BEFORE = (
    ("培训多安排到企业和园区看一看", "当年的培训班增加了两次现场教学。"),
    ("委员活动的通知提前三天发", "活动通知一律提前三个工作日发出。"),
    ("界别工作室缺一间谈事的屋子", "协调街道腾出一间，已挂牌使用。"),
    ("希望看到提案办理的进展", "委员登录以后，每件提案办到哪一步都看得到。"),
    ("企业用工难，想请人社部门来讲政策", "组织了一次政策宣讲，三十多家企业参加。"),
)
SAID = (
    ("药品集中采购以后，乡镇卫生院有几种常用药断供", "noted"),
    ("界别里年轻委员多，希望有老委员带一带", "followed"),
    ("常委会议的材料再早一天发", "done"),
    ("建议把履职培训放在周末", "kept"),
    ("提案答复里的专业名词请加解释", "told"),
)


def load_listening(world: World) -> None:
    """A remark at every third visit of 2025, taken over; this autumn's visit by the services."""
    _before(world)
    staff = replace(world.by, roles=frozenset({Role.SPECIAL}), name=world.staff[21].name)
    activity = _visit(world, staff)
    member = shown_member(world)
    for text, state in SAID:
        facts = {"activity": activity, "member": member, "text": text}
        remark = services.note_remark(by=staff, facts=facts, at=at(date(2026, 11, 6)))
        _follow(world, staff, remark, state)


def _before(world: World) -> None:
    pasts = []
    for number, activity in enumerate(world.held("liaison.visit", 2025)[::3]):
        text, outcome = BEFORE[number % len(BEFORE)]
        said = Participation.objects.filter(activity=activity, role=Part.VISITED).order_by("pk")
        row = said.select_related("person")[0]
        day: date = activity.held_on or date(2025, 6, 3)
        done = min(date(2025, 12, 30), date.fromordinal(day.toordinal() + 20))
        remark = Remark(
            activity=activity, member=row.person, text=text, made_on=day,
            follower=world.staff[20 + number % 4], assigned_on=day,
            due_on=date.fromordinal(day.toordinal() + 30), done_on=done, outcome=outcome,
            told_on=done, told_way=ToldWay.PHONE,
        )  # fmt: skip
        steps = [
            ("liaison.note", "", "noted", at(day)),
            ("liaison.assign", "noted", "followed", at(day, minute=60)),
            ("liaison.finish", "followed", "done", at(done)),
            ("liaison.tell", "done", "done", at(done, minute=30)),
        ]
        pasts.append(Past(remark, steps))
    world.keep_past(pasts)


def _visit(world: World, by: Actor) -> Activity:
    leader, member, day = world.leaders[0], shown_member(world), date(2026, 11, 5)
    facts = {
        "kind": world.kinds["liaison.visit"],
        "title": f"{leader.name}走访医药卫生界别委员",
        "held_on": day,
        "place": "市中心医院",
        "host": world.organs["委员联络工作委员会"],
    }
    activity = enter_activity(by=by, facts=facts, at=at(day, minute=400))
    for person, role in ((leader, Part.VISITOR), (member, Part.VISITED)):
        add_people(activity, by=by, people=[person], role=role, attendance=Attendance.PRESENT)
    return activity


def _follow(world: World, by: Actor, remark: Remark, state: str) -> None:
    """One remark as far as `state` says; the follower is the one whose login is shown."""
    follower = world.staff[21]
    if state == "kept":
        reason = "多数委员周末有安排，暂按工作日办班。"
        services.keep_remark(remark, by=by, at=at(date(2026, 11, 9)), kept_reason=reason)
    if state in {"noted", "kept"}:
        return
    remark = services.assign_remark(
        remark, by=by, at=at(date(2026, 11, 9)), follower=follower, due_on=date(2026, 12, 4)
    )
    if state == "followed":
        return
    outcome = "已与办公室商定，从下次会议起照办。"
    remark = services.finish_remark(remark, by=by, at=at(date(2026, 11, 20)), outcome=outcome)
    if state == "told":
        services.tell_member(remark, by=by, at=at(date(2026, 11, 23)), told_way=ToldWay.FACE)
