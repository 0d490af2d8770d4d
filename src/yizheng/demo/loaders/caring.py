"""Autumn 2026: concerns on every step of their way, and what service activities gave."""

from dataclasses import replace
from datetime import date

from yizheng.accounts.roles import Role
from yizheng.core.actors import Actor, Via
from yizheng.demo.days import at
from yizheng.demo.plan import YEARS
from yizheng.demo.world import World
from yizheng.service import services
from yizheng.service.models import Benefit, Concern
from yizheng.service.states import ToldWay

from .intake import HELPING_UNIT, SHOWN_UNIT, shown_member

# Title, place, detail: as residents type them on their telephones.
RAISED = (
    ("楼下化粪池外溢，气味大", "澜桥社区6号楼东侧", "连着三天了，一楼几户不敢开窗。"),
    ("公交站牌倒了没人扶", "滨河路与文昌街路口", ""),
    ("小区门口夜里没有灯", "梧桐里北门", "老人散步看不清台阶，上周有人摔倒。"),
    ("菜市场地面积水结冰", "南关市场西口", "早上六七点最滑。"),
    ("二楼邻居装修超时", "锦绣园3号楼", "中午和晚上九点以后还在施工。"),
    ("健身器材松动", "文澜街道口袋公园", "扶手的螺丝掉了两颗。"),
    ("加装电梯补助怎样申请", "机床厂宿舍", "想知道要准备哪些材料。"),
    ("请求更改离婚判决", "", "对法院判决不满意。"),
)
# Kind, what, people a hundred times, yuan: dealt to the activities one after the other.
GIVEN = (
    ("health", "测血压、看诊，发放常用药", 86, 4200),
    ("culture", "赠送图书和书柜", 120, 18600),
    ("law", "解答劳动、婚姻、借贷咨询", 42, None),
    ("science", "现场讲授管护技术", 65, None),
    ("goods", "送棉被、米面油", 38, 15200),
    ("jobs", "对接岗位、讲解惠企政策", 150, None),
    ("money", "慰问困难家庭", 20, 10000),
    ("other", "维修家电、理发、代办事项", 57, 800),
)
FEN = 100


def load_caring(world: World) -> None:
    """By the services, each act on its day; what earlier years gave is taken over."""
    _benefits(world)
    staff = replace(world.by, roles=frozenset({Role.SPECIAL}), name=world.staff[21].name)
    rows = [_raise(world, number, *texts) for number, texts in enumerate(RAISED)]
    for row in rows[1:6]:
        services.take_concern(row, by=staff, at=at(date(2026, 11, 4)))
    for row, name in zip(rows[2:6], (SHOWN_UNIT, HELPING_UNIT, SHOWN_UNIT, None), strict=True):
        services.hand_concern(
            row,
            by=staff,
            at=at(date(2026, 11, 5)),
            unit=world.units[name] if name else None,
            handed_to="" if name else "文澜街道办事处",
        )
    _answer(world, rows[3], HELPING_UNIT, "已清理积水，铺防滑垫，每天六点前撒一次融雪剂。")
    _answer(world, rows[4], SHOWN_UNIT, "已上门劝导，装修公司写了承诺书。")
    services.resolve_concern(
        rows[5], by=staff, at=at(date(2026, 11, 18)), resolved_on=date(2026, 11, 17),
        result="街道已更换全部螺丝，并约定每月检查一次。", told_way=ToldWay.ONLINE,
    )  # fmt: skip
    services.resolve_concern(
        rows[4], by=staff, at=at(date(2026, 11, 19)), resolved_on=date(2026, 11, 18),
        result="装修公司承诺中午和晚上八点以后不施工，物业每天巡查。",
    )  # fmt: skip
    services.resolve_concern(
        rows[6], by=staff, at=at(date(2026, 11, 4)), resolved_on=date(2026, 11, 4),
        result="材料清单已贴在小区公告栏，也可以到街道便民中心领取。", told_way=ToldWay.PHONE,
    )  # fmt: skip
    services.refuse_concern(
        rows[7], by=staff, at=at(date(2026, 11, 6)),
        refusal="法院判决的事不在受理范围，可以依法上诉，或者拨打 12348 咨询。",
    )  # fmt: skip
    _by_member(world)


def _raise(world: World, number: int, title: str, place: str, detail: str) -> Concern:
    public = Actor(None, world.city.pk, frozenset(), Via.WEB, name="公众")
    facts = {"title": title, "place": place, "detail": detail}
    if number % 2 == 0:
        facts |= {"caller": "居民", "contact": f"100{number:08d}"}
    platform = world.platforms[number % 3]
    moment = at(date(2026, 11, 2), minute=30 * number)
    return services.raise_publicly(platform, by=public, facts=facts, at=moment)


def _answer(world: World, row: Concern, name: str, answer: str) -> None:
    unit = world.units[name]
    clerk = replace(world.by, roles=frozenset({Role.UNIT}), unit_id=unit.pk, name=unit.contact)
    services.answer_concern(row, by=clerk, at=at(date(2026, 11, 16)), answer=answer)


def _by_member(world: World) -> None:
    person = shown_member(world)
    own = replace(world.by, roles=frozenset({Role.MEMBER}), person_id=person.pk, name=person.name)
    told = (
        ("社区卫生站下午没有值班医生", "栖霞社区", None),
        ("老年食堂周末不开", "文澜街道", world.platforms[0]),
    )
    for number, (title, place, platform) in enumerate(told):
        facts = {"title": title, "place": place, "platform": platform}
        services.report_concern(by=own, facts=facts, at=at(date(2026, 11, 11 + number)))


def _benefits(world: World) -> None:
    rows = []
    for year in YEARS:
        for number, activity in enumerate(world.held("service.activity", year)):
            kind, content, people, yuan = GIVEN[number % len(GIVEN)]
            rows.append(
                Benefit(
                    activity=activity,
                    kind=kind,
                    content=content,
                    people=people + number % 7 * 3,
                    amount_fen=yuan and (yuan + number % 5 * 100) * FEN,
                )
            )
    world.keep(rows)
