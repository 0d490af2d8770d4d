"""The plans of the years before the Party committee, and the call for topics of the next one."""

from dataclasses import replace
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from yizheng.accounts.roles import Role
from yizheng.activities.models import Activity
from yizheng.consultations.models import (
    Plan,
    PlanChange,
    PlanItem,
    Preparation,
    TopicCall,
    TopicSuggestion,
)
from yizheng.consultations.services import move_item
from yizheng.core.records import Past
from yizheng.demo.days import at
from yizheng.demo.world import World

from .intake import shown_member

APPROVED = (2023, 2024, 2025, 2026)
NEXT = 2027
# Who suggests what for next year, and what became of it.
SUGGESTED = (
    ("public", "", "老旧小区加装电梯的资金怎么分担", "楼上楼下谈不拢，一拖几年。", "suggested"),
    ("public", "市民", "县乡公交早晚班次", "学生和看病的人赶不上车。", "suggested"),
    ("unit", "市发展改革部门", "冷链物流网络怎样布局", "企业和合作社诉求不一。", "selected"),
    ("party", "民主党派市委会", "青年人才住房保障", "引进的人才住不下来。", "suggested"),
    ("member", "", "村级养老服务怎样持续", "幸福院建得起、办不起。", "suggested"),
    ("public", "", "文化广场增加夜间照明", "晚上活动的人多，灯不够。", "not_selected"),
)


def load_planning(world: World) -> None:
    """Approved plans with what was changed in them, and what was suggested for the next."""
    pasts = []
    for year in APPROVED:
        row = Plan(
            year=year, submitted_on=date(year, 1, 30), approved_on=date(year, 2, 8),
            approved_by="市委常委会会议", document=f"安发〔{year}〕4号",
        )  # fmt: skip
        steps = [
            ("consultations.create_plan", "", "draft", at(date(year, 1, 10))),
            ("consultations.submit_plan", "draft", "submitted", at(date(year, 1, 30))),
            ("consultations.approve_plan", "submitted", "approved", at(date(year, 2, 8))),
        ]
        pasts.append(Past(row, steps))
    steps = [("consultations.create_plan", "", "draft", at(date(2026, 11, 2)))]
    world.keep_past([*pasts, Past(Plan(year=NEXT), steps)])
    _changed(world)
    _called(world)
    _prepared(world)


def _prepared(world: World) -> None:
    """A consultation of December 2026: notice has gone out, materials have not."""
    item = PlanItem.objects.filter(year=2026, state="planned").order_by("ordinal")[0]
    meeting = Activity(
        kind=item.form, title=f"“{item.topic}”专题协商会", held_on=date(2026, 12, 16),
        place="政协会议中心", organiser=item.organ,
    )  # fmt: skip
    steps = [("activities.create_activity", "", "planned", at(date(2026, 11, 20)))]
    world.keep_past([Past(meeting, steps)])
    world.keep([Preparation(activity=meeting, notice_sent_on=date(2026, 11, 24))])


def _changed(world: World) -> None:
    """One topic was dropped in 2025, one of 2026 goes on next year."""
    dropped = PlanItem.objects.get(year=2025, state="dropped")
    late = PlanItem.objects.filter(year=2026, state="planned").order_by("-ordinal")[0]
    world.keep(
        [
            PlanChange(
                item=dropped, kind="dropped", changed_on=date(2025, 10, 16),
                reason=dropped.drop_reason,
            )
        ]
    )  # fmt: skip
    move_item(
        late,
        by=replace(world.by, roles=frozenset({Role.SPECIAL})),
        at=at(date(2026, 11, 4)),
        reason="调研还在进行，条件成熟后再协商",
        due_on=date(NEXT, 5, 28),
    )


def _called(world: World) -> None:
    call = TopicCall(
        year=NEXT, title=f"{NEXT}年度协商议题征集", opens_on=date(2026, 11, 1),
        closes_on=date(2026, 12, 20), code="anlan7",
        intro="围绕市委、市政府中心工作和群众关心的事，一条建议写一个议题，说明为什么现在该协商。",
    )  # fmt: skip
    (call,) = world.keep([call])
    topic = SUGGESTED[2][2]
    item = PlanItem(
        year=NEXT, ordinal=2, topic=topic, form=world.kinds["consultation.thematic"],
        due_on=date(NEXT, 9, 30), starts_month=6,
    )  # fmt: skip
    steps = [("consultations.create_planitem", "", "planned", at(date(2026, 11, 16)))]
    world.keep_past([Past(item, steps)])
    pasts = []
    for number, (source, giver, topic, grounds, state) in enumerate(SUGGESTED):
        day, decided = date(2026, 11, 3 + number), date(2026, 11, 16)
        row = TopicSuggestion(
            call=call, topic=topic, grounds=grounds, source=source, giver=giver,
            suggested_on=day, arrived_at=at(day),
            receipt=uuid5(NAMESPACE_URL, topic).hex[:12],
            person=shown_member(world) if source == "member" else None,
        )  # fmt: skip
        entered = "suggest_publicly" if source == "public" else "suggest"
        steps = [(f"consultations.{entered}", "", "suggested", at(day))]
        if state == "selected":
            row.item, row.decided_on = item, decided
            steps.append(("consultations.select_topic", "suggested", "selected", at(decided)))
        if state == "not_selected":
            row.refusal, row.decided_on = "属于日常管理，已转有关部门办理", decided
            move = "consultations.pass_over_topic"
            steps.append((move, "suggested", "not_selected", at(decided)))
        pasts.append(Past(row, steps))
    world.keep_past(pasts)
