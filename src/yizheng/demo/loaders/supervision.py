"""Autumn 2026: supervisors in two units, what they found, and appraisals at every stage."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.members.models import Person
from yizheng.supervision import services
from yizheng.supervision.models import Appraisal, Assignment, Ballot

from .intake import HELPING_UNIT, SHOWN_UNIT, shown_member

FOUND = (
    ("办事窗口午间无人值守，群众白跑", "实行午间轮岗，公布值班安排"),
    ("投诉电话转接次数多", "明确首问责任，转接不超过一次"),
    ("维修资金的使用情况公示不及时", "每季度在小区公示一次"),
    ("网上办理的材料清单与窗口不一致", "统一清单，同步更新"),
    ("办事大厅停车位少", "协调周边单位错时共享"),
)
CRITERIA = "服务群众\n办事效率\n依法履职\n整改成效"
# How the invited vote, one after the other, grade by grade.
VOTES = (
    "satisfied satisfied basic satisfied",
    "satisfied basic satisfied basic",
    "basic dissatisfied satisfied unknown",
    "satisfied satisfied satisfied basic",
    "basic basic basic dissatisfied",
    "satisfied satisfied unknown satisfied",
    "satisfied basic satisfied satisfied",
)


def load_supervision(world: World) -> None:
    """By the services, each act on its day."""
    by = replace(world.by, roles=frozenset({Role.SPECIAL}))
    _findings(world, by)
    people = [shown_member(world), *world.serving(date(2026, 9, 1))[20:27]]
    for name, stage in (
        ("物业管理工作", "draft"),
        ("政务服务窗口工作", "open"),
        ("老旧小区改造工作", "closed"),
        ("城市排水防涝工作", "sent"),
        ("公共停车管理工作", "rectified"),
    ):
        _appraise(world, by, people, name, stage)


def _findings(world: World, by: Actor) -> None:
    day = date(2026, 9, 1)
    given = [(shown_member(world), SHOWN_UNIT), (world.serving(day)[30], HELPING_UNIT)]
    rows = [
        Assignment(
            person=person, unit=world.units[unit], appointed_on=date(2026, 3, 2),
            document="安政协发〔2026〕7号",
        )
        for person, unit in given
    ]  # fmt: skip
    first, second = world.keep(rows)
    reported = [
        services.report_finding(
            by=by,
            facts={
                "assignment": second if place == 4 else first,
                "found_on": date(2026, 10, 8 + place),
                "problem": problem,
                "suggestion": suggestion,
            },
            at=at(date(2026, 10, 13)),
        )
        for place, (problem, suggestion) in enumerate(FOUND)
    ]
    for finding in reported[1:4]:
        services.convey_finding(finding, by=by, at=at(date(2026, 10, 15)))
    for finding in reported[2:4]:
        services.answer_finding(
            finding, by=by, at=at(date(2026, 11, 3)), answer="已列入整改，本月底前完成。"
        )
    services.close_finding(reported[3], by=by, at=at(date(2026, 11, 6)))
    services.keep_finding(
        reported[4], by=by, at=at(date(2026, 10, 15)), kept_reason="已纳入提案办理"
    )


def _appraise(world: World, by: Actor, people: list[Person], name: str, stage: str) -> None:
    unit = world.units[SHOWN_UNIT]
    facts = {
        "title": f"{unit.short_name}{name}民主评议",
        "unit": unit,
        "criteria_lines": CRITERIA,
        "opens_on": date(2026, 10, 12),
        "closes_on": date(2026, 12, 18) if stage in {"draft", "open"} else date(2026, 10, 30),
        "is_anonymous": stage != "rectified",
        "invited": people,
    }
    appraisal = services.enter_appraisal(by=by, facts=facts, at=at(date(2026, 10, 9)))
    if stage == "draft":
        return
    appraisal = services.open_appraisal(appraisal, by=by, at=at(date(2026, 10, 12)))
    # The member who is shown has not voted yet in the one that is open.
    voters = people[1:4] if stage == "open" else people[: len(VOTES)]
    for person, grades in zip(voters, VOTES, strict=False):
        _vote(world, appraisal, person, grades)
    if stage == "open":
        return
    appraisal = services.close_appraisal(appraisal, by=by, at=at(date(2026, 10, 31)))
    if stage == "closed":
        return
    request = "压缩办理时限，公开办事进度，三个月内解决群众反映集中的问题。"
    services.send_result(appraisal, by=by, at=at(date(2026, 11, 3)), request=request)
    if stage == "rectified":
        said = "已压缩办理时限三分之一，设立进度查询，反映集中的问题解决了七成。"
        services.rectify_appraisal(appraisal, by=by, at=at(date(2026, 11, 20)), rectification=said)


def _vote(world: World, appraisal: Appraisal, person: Person, grades: str) -> None:
    voter = replace(world.by, roles=frozenset({Role.MEMBER}), person_id=person.pk)
    ballot = Ballot.objects.get(appraisal=appraisal, person=person)
    services.vote(ballot, by=voter, at=at(date(2026, 10, 14)), grades=grades)
