"""The list of responsibilities of 2026: items that are done, in hand, overdue, given up."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.office import services
from yizheng.office.models import Responsibility, ResponsibilityList

# Matter, what exactly, by when, and at which stage it is shown.
ITEMS = (
    ("专题研究全面从严治党工作", "党组会议每半年至少一次", date(2026, 6, 30), "done"),
    ("开展谈心谈话", "班子成员之间、与分管干部每年至少一次", date(2026, 9, 30), "done late"),
    ("修订机关内部管理制度", "接待、用车、值班三项", date(2026, 10, 30), "explained"),
    ("组织廉政警示教育", "全体干部参加一次", date(2026, 11, 13), "overdue"),
    ("向市委报告履行主体责任情况", "书面报告", date(2026, 12, 18), "in hand"),
    ("检查机关意识形态阵地", "网站、会刊、节目逐项检查", date(2026, 12, 25), "open"),
    ("与联系单位开展支部共建", "年内两次", date(2026, 11, 30), "dropped"),
)


def load_answering(world: World) -> None:
    """By the services, each act on its day."""
    by = replace(world.by, roles=frozenset({Role.PARTY}))
    given = ResponsibilityList(
        title="2026年度党组落实全面从严治党主体责任清单",
        adopted_on=date(2026, 1, 20),
        document="安政协党组发〔2026〕3号",
    )
    (checklist,) = world.keep([given])
    organs = sorted(world.organs.values(), key=lambda organ: organ.pk)
    person = world.users["party"].person
    rows = [
        Responsibility(
            checklist=checklist,
            ordinal=ordinal,
            matter=matter,
            requirement=requirement,
            organ=organs[ordinal % 3],
            person=person if ordinal % 2 == 0 else None,
            due_on=due_on,
        )
        for ordinal, (matter, requirement, due_on, _) in enumerate(ITEMS, 1)
    ]
    for row, (*_, stage) in zip(world.keep(rows), ITEMS, strict=True):
        if stage not in {"open", "overdue"}:
            facts = {
                "responsibility": row,
                "taken_on": date(2026, 5, 11),
                "what": "制定方案，明确时间和分工",
            }
            services.enter_step(by=by, facts=facts, at=at(date(2026, 5, 12)))
        if stage == "done":
            services.finish_responsibility(
                row, by=by, at=at(date(2026, 6, 22)), result="召开党组会议专题研究两次，形成纪要。"
            )
        elif stage == "done late":
            services.finish_responsibility(
                row,
                by=by,
                at=at(date(2026, 10, 12)),
                result="班子成员之间、与分管干部的谈话全部完成，记录已归档。",
                overdue_reason="两位同志外出培训，谈话顺延",
            )
        elif stage == "explained":
            services.explain_overdue(
                row,
                by=by,
                at=at(date(2026, 11, 3)),
                overdue_reason="值班制度需与市里新规定衔接",
                expected_on=date(2026, 12, 11),
            )
        elif stage == "dropped":
            reason = "联系单位机构调整，并入下一年度安排"
            services.drop_responsibility(row, by=by, at=at(date(2026, 9, 7)), dropped_reason=reason)
