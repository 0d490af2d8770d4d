"""Objections, outside activities, rules and results, by situation."""

from datetime import date
from decimal import Decimal

import factory

from tests.factories.members import MandateFactory, RecordFactory
from yizheng.duty import engine
from yizheng.duty.models import Adjustment, Assessment, Objection, OutsideActivity, RuleSet
from yizheng.duty.states import ObjectionKind, RulesState

DAY = date(2025, 6, 10)
SIMPLE = """
[[grade]]
name = "合格"
from = 10
[[grade]]
name = "不合格"
from = 0
[[item]]
name = "全体会议"
sources = "meetings.plenary"
with = "present"
points = 10
[[item]]
name = "会外履职"
sources = "duty.outside"
points = 2
"""


class ObjectionFactory(RecordFactory):
    """Something is missing from a file, and nobody has answered."""

    class Meta:
        model = Objection

    mandate = factory.SubFactory(MandateFactory)
    kind = ObjectionKind.MISSING
    text = factory.Sequence(lambda n: f"漏记了第{n}次调研")
    raised_on = DAY


class OutsideFactory(RecordFactory):
    """Reported, and not yet decided."""

    class Meta:
        model = OutsideActivity

    mandate = factory.SubFactory(MandateFactory)
    title = factory.Sequence(lambda n: f"第{n}次义诊")
    kind = "welfare"
    held_on = DAY
    organiser = "市人民医院"


class RuleSetFactory(RecordFactory):
    """A draft."""

    class Meta:
        model = RuleSet

    name = factory.Sequence(lambda n: f"委员履职评价办法（第{n}稿）")
    first_year = 2025
    text = SIMPLE


class OnFactory(RuleSetFactory):
    """Switched on long ago."""

    # One set a year may be in force.
    first_year = factory.Sequence(lambda n: 2001 + n % 90)
    state = RulesState.ON
    decided_by = "四届十次主席会议"
    shown_from = date(2025, 1, 1)
    proposed_name = "甲"
    proposed_on = date(2024, 12, 1)
    confirmed_name = "乙"
    confirmed_on = date(2024, 12, 2)


class AdjustmentFactory(RecordFactory):
    """Asked for, and not decided."""

    class Meta:
        model = Adjustment

    mandate = factory.SubFactory(MandateFactory)
    year = 2025
    points = Decimal("1.50")
    reason = "参加防汛值守"
    evidence = "市防汛指挥部的证明"
    asked_name = "甲"


class AssessmentFactory(RecordFactory):
    """Frozen, of a year in which nothing happened."""

    class Meta:
        model = Assessment

    mandate = factory.SubFactory(MandateFactory)
    year = 2025
    rules = factory.SubFactory(OnFactory)
    rules_text = factory.SelfAttribute("rules.text")
    first_day = date(2025, 1, 1)
    last_day = date(2025, 12, 31)
    inputs = factory.LazyFunction(lambda: engine.inputs(engine.Member(), [], []))
    result = factory.LazyAttribute(
        lambda made: engine.to_json(engine.score(engine.read(made.rules_text), engine.Member(), []))
    )
    digest = factory.LazyAttribute(lambda made: engine.digest_of(made.rules_text, made.inputs))
    frozen_on = date(2026, 1, 20)
    frozen_name = "甲"
