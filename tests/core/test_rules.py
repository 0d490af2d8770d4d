"""A committee's own rules have a first day; deciding anew never rewrites the past."""

from datetime import date

import pytest

from tests.factories.accounts import acting
from tests.factories.members import committee
from yizheng.core import rules
from yizheng.core.access import EVERYTHING, NOTHING, Action
from yizheng.core.citations import PROPOSAL_RULES
from yizheng.core.errors import Invalid, NotAllowed, Unknown
from yizheng.core.history import Event
from yizheng.core.rules import RuleValue, set_rule, value_of
from yizheng.core.tenancy import within

RIGHT = Action(
    "tests.set_rule", "定规则", lambda actor: EVERYTHING if actor.has("office") else NOTHING
)


@pytest.fixture(autouse=True)
def months(monkeypatch):
    monkeypatch.setattr(rules, "RULES", {})
    return rules.rule(
        "tests.months",
        "答复期限（月）",
        default=3,
        help="自交办之日起",
        citation=PROPOSAL_RULES("办理期限"),
    )


def test_the_default_holds_until_a_committee_decides(city):
    assert value_of("tests.months", on=date(2025, 1, 1)) == 3


def test_a_decision_holds_from_its_day_on(city):
    by = acting("office")
    set_rule("tests.months", by=by, right=RIGHT, value=2, valid_from=date(2025, 4, 3))
    set_rule("tests.months", by=by, right=RIGHT, value=4, valid_from=date(2026, 1, 1))

    days = [date(2025, 4, 2), date(2025, 4, 3), date(2025, 12, 31), date(2026, 1, 1)]
    assert [value_of("tests.months", on=day) for day in days] == [3, 2, 2, 4]


def test_another_committee_keeps_its_own(city):
    set_rule("tests.months", by=acting("office"), right=RIGHT, value=2, valid_from=date(2025, 1, 1))

    with within(committee("beitai", "北台市").pk):
        assert value_of("tests.months", on=date(2025, 6, 1)) == 3


@pytest.mark.parametrize(
    ("role", "key", "value", "refusal"),
    [
        ("member", "tests.months", 2, NotAllowed),
        ("office", "tests.years", 2, Invalid),
        ("office", "tests.months", "2", Invalid),
        ("office", "tests.months", True, Invalid),
    ],
)
def test_a_wrong_decision_leaves_no_row_but_its_entry(city, role, key, value, refusal):
    with pytest.raises(refusal):
        set_rule(key, by=acting(role), right=RIGHT, value=value, valid_from=date(2025, 1, 1))

    assert RuleValue.objects.count() == 0
    assert Event.objects.get().refused


def test_two_values_for_one_day_are_refused(city):
    decide = {"by": acting("office"), "right": RIGHT, "valid_from": date(2025, 1, 1)}
    set_rule("tests.months", value=2, **decide)

    with pytest.raises(Invalid, match="这一天"):
        set_rule("tests.months", value=5, **decide)


def test_an_unknown_rule_names_the_known_ones(city):
    with pytest.raises(Unknown, match=r"tests\.months"):
        value_of("tests.years", on=date(2025, 1, 1))
