"""Autumn 2026: consultations at two of the city's platforms, and the problems raised there."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.demo.days import at
from yizheng.demo.world import World
from yizheng.service import services

HELD = (
    ("楼道堆物怎么清", date(2026, 9, 22), 3, 2, 26, "先贴告示，一周内自清，逾期由物业统一清理。"),
    ("小区充电桩装在哪", date(2026, 10, 20), 2, 3, 31, "地面车位先装两组，试用三个月再议。"),
    ("菜市场早晚噪声", date(2026, 11, 10), 2, 2, 18, "装卸时间改到七点以后，商户互相监督。"),
)
PROBLEMS = ("消防通道被占，划线看不清", "变压器容量不够，需要增容", "")


def load_sessions(world: World) -> None:
    """By the service: a problem raised becomes a concern in the same step."""
    by = replace(world.by, roles=frozenset({Role.SPECIAL}))
    places = [world.platforms[0], world.platforms[0], world.platforms[1]]
    for place, problem, (topic, day, members, officials, residents, consensus) in zip(
        places, PROBLEMS, HELD, strict=True
    ):
        services.enter_session(
            by=by,
            facts={
                "platform": place,
                "topic": topic,
                "held_on": day,
                "members": members,
                "officials": officials,
                "residents": residents,
                "consensus": consensus,
                "problems": problem,
            },
            at=at(day, minute=600),
        )
