"""What leaders wrote: on products, on special bulletins, and on what the two figures leave out."""

from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType

from yizheng.core.records import Past
from yizheng.demo.days import at, soon
from yizheng.demo.people import names
from yizheng.demo.plan import INSTRUCTED_ONCE, INSTRUCTED_TWICE, INSTRUCTIONS_ON_PRODUCTS, YEARS, of
from yizheng.demo.texts import read
from yizheng.demo.world import World
from yizheng.instructions.models import Conveyance, Instruction

Leader = tuple[str, str, str]


def load_instructions(world: World) -> None:
    """One row is one act: one leader, one product, one time."""
    pen = _Pen(world)
    rows: list[Instruction] = []
    for year in YEARS:
        products = [
            row
            for row in world.products
            if row.sent_on and row.sent_on.year == year and row.campaign_id != _other(world)
        ]
        rows += pen.dealt(products, of(INSTRUCTIONS_ON_PRODUCTS, year), year)
    special = [row for row in world.bulletins if row.series == "special"]
    chosen = pen.chance.sample(special[:22], INSTRUCTED_ONCE + INSTRUCTED_TWICE)
    rows += [pen.act(row, row.sent_on, 2025) for row in chosen]
    rows += [pen.act(row, row.sent_on, 2025) for row in chosen[:INSTRUCTED_TWICE]]
    rows += _beside(world, pen, special)
    world.keep(sorted(rows, key=lambda row: row.instructed_on))
    _as_today(world, pen, special[-1])


def _other(world: World) -> Any:
    """The campaign that is not for the five-year plan: nobody wrote on its letter."""
    return next(row.campaign_id for row in world.products if "暖冬助企" in row.title)


def _beside(world: World, pen: "_Pen", special: list[Any]) -> list[Instruction]:
    """On ordinary bulletins and proposals; by a provincial leader; on next New Year's Day."""
    ordinary = [row for row in world.bulletins if row.series == "ordinary" and row.year == 2025]
    key = [row for row in world.proposals if row.is_key and row.key_on and row.key_on.year == 2025]
    rows = [pen.act(row, row.sent_on, 2025) for row in ordinary[3:30:9]]
    rows += [pen.act(row, row.key_on, 2025) for row in key[:3]]
    provincial = pen.act(ordinary[0], ordinary[0].sent_on, 2025)
    provincial.leader_post, provincial.leader_level = "分管副省长", "province"
    late = pen.act(special[-1], date(2025, 12, 31), 2026)
    late.instructed_on = date(2026, 1, 1)
    late.due_on = late.fed_back_on = late.closed_on = None
    late.feedback = ""
    return [*rows, provincial, late]


def _as_today(world: World, pen: "_Pen", bulletin: Any) -> None:
    """Autumn 2026: three that units are to act on, one in each state."""
    units = [world.users[name].unit for name in ("unit", "unit2")]
    units.append(next(one for one in world.units.values() if one not in units))
    written = [pen.act(bulletin, date(2026, 10, 10), 2026) for _ in units]
    for row in written:
        row.conveyed_to, row.feedback = "", ""
        row.due_on = row.fed_back_on = row.closed_on = None
    last = written[2]
    last.feedback = "已列入明年计划，落实了经费。"
    last.fed_back_on = last.closed_on = date(2026, 11, 18)
    past: list[Past] = []
    for number, (row, unit) in enumerate(zip(world.keep(written), units, strict=True)):
        day = date(2026, 10, 28)
        given = Conveyance(
            instruction=row, unit=unit, conveyed_on=day, due_on=date(2026, 12, 4),
            request="请研究专报所提建议，提出办理意见，并反馈办理情况。",
        )  # fmt: skip
        steps = [("instructions.convey", "", "given", at(day))]
        if number:
            given.answer, given.answered_on = "已列入明年计划，落实了经费。", date(2026, 11, 16)
            steps.append(("instructions.answer", "given", "answered", at(given.answered_on)))
        if number == len(units) - 1:
            steps.append(("instructions.settle", "answered", "settled", at(date(2026, 11, 18))))
        past.append(Past(given, steps))
    world.keep_past(past)


class _Pen:
    def __init__(self, world: World) -> None:
        self.chance: Random = world.chance("instructions")
        given = names(world.chance("city leaders"))
        posts = read("office")["city_leader_posts"]
        self.leaders = cycle([(next(given).name, post) for post in posts])

    def dealt(self, products: list[Any], count: int, year: int) -> list[Instruction]:
        """`count` acts on these products, never more than two on one."""
        early = [row for row in products if row.sent_on < date(year, 12, 15)]
        twice = max(0, count - len(early))
        chosen = self.chance.sample(early, min(count, len(early)))
        return [self.act(row, row.sent_on, year) for row in [*chosen, *chosen[:twice]]]

    def act(self, product: Any, since: date, year: int) -> Instruction:
        """One act on one product, some days after it was sent, and what followed."""
        chance, material = self.chance, read("office")
        name, post = next(self.leaders)
        day = min(soon(chance, since, 2, 12), date(year, 12, 31))
        row = Instruction(
            product_type=ContentType.objects.get_for_model(type(product)),
            product_id=product.pk,
            leader_name=name,
            leader_post=post,
            leader_level="city",
            instructed_on=day,
            text=chance.choice(material["instructions"]),
            conveyed_to=chance.choice(material["conveyed"]),
            due_on=day + timedelta(days=60),
        )
        if chance.random() < 0.75:
            row.feedback, row.fed_back_on = (
                chance.choice(material["feedback"]),
                soon(chance, day, 20, 70),
            )
            row.closed_on = row.fed_back_on if chance.random() < 0.8 else None
        return row
