"""What holds for any rules and any facts; what each word of the rules does; reading them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.duty.rule_sets import ALL
from yizheng.duty.engine import (
    Adjustment,
    Fact,
    Member,
    Unreadable,
    digest_of,
    from_json,
    inputs,
    read,
    score,
    to_json,
)
from yizheng.duty.engine.facts import Part
from yizheng.duty.engine.reading import LONGEST
from yizheng.duty.sources import SOURCES, vocabulary

RULES = {name: read(text) for name, text in ALL.items()}
NAMES = sorted(SOURCES)


@st.composite
def a_fact(draw):
    source = draw(st.sampled_from(NAMES))
    marks = draw(st.sets(st.sampled_from(sorted(SOURCES[source].marks) or [""]), max_size=4))
    part = draw(st.sampled_from(list(Part)))
    return Fact(
        source=source,
        record=f"a.b:{draw(st.integers(1, 30))}",
        on=date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 364))),
        title="一件事",
        about=draw(st.sampled_from(["", "a.b:1", "a.b:2"])),
        marks=frozenset(marks - {""}),
        part=part,
        among=1 if part in (Part.NONE, Part.SOLE) else draw(st.integers(1, 7)),
    )


def unlike(facts):
    """A record of a source is one fact."""
    return list({(fact.source, fact.record): fact for fact in facts}.values())


some_facts = st.lists(a_fact(), max_size=40).map(unlike)
a_set = st.sampled_from(sorted(RULES))
a_member = st.builds(Member, is_standing=st.booleans())


@settings(max_examples=150, deadline=None)
@given(name=a_set, member=a_member, facts=some_facts, data=st.data())
def test_the_order_of_records_does_not_matter(name, member, facts, data):
    shuffled = data.draw(st.permutations(facts))

    assert score(RULES[name], member, facts) == score(RULES[name], member, shuffled)
    assert inputs(member, facts, []) == inputs(member, shuffled, [])


@settings(max_examples=150, deadline=None)
@given(name=a_set, member=a_member, facts=some_facts)
def test_no_cap_is_exceeded_and_every_point_has_its_own_record(name, member, facts):
    rules = RULES[name]
    result = score(rules, member, facts)
    caps = {group.name: group for group in rules.groups}
    items = {item.name: item for item in rules.items}

    if rules.cap:
        assert result.total <= rules.cap.of(member)
    for block in result.blocks:
        group = caps.get(block.name)
        if group and group.cap:
            assert block.points <= group.cap.of(member)
        if group and group.floor:
            assert block.points >= group.floor.of(member)
        for line in block.lines:
            item = items[line.name]
            if item.cap:
                assert line.points <= item.cap.of(member)
            if item.most is not None:
                assert len(line.scored) <= item.most
            assert line.raw == sum(one.points for one in line.scored)
            assert {one.fact for one in line.scored} <= set(facts)
            assert len({one.fact.record for one in line.scored}) == len(line.scored) or (
                len(item.sources) > 1
            )


@settings(max_examples=100, deadline=None)
@given(name=a_set, member=a_member, facts=some_facts)
def test_what_is_stored_computes_to_the_same_again(name, member, facts):
    adjusted = [Adjustment("duty.adjustment:1", Decimal("2.5"), "防汛值守")]
    stored = inputs(member, facts, adjusted)
    result = score(RULES[name], member, facts, adjusted)

    again = score(RULES[name], *from_json(stored))

    assert (again, to_json(again)) == (result, to_json(result))
    assert digest_of(ALL[name], stored) == digest_of(ALL[name], inputs(*from_json(stored)))


@settings(max_examples=60, deadline=None)
@given(name=a_set, member=a_member, facts=some_facts, extra=a_fact())
def test_the_digest_tells_any_other_fact(name, member, facts, extra):
    stored = inputs(member, facts, [])
    other = inputs(member, [*facts, extra], [])

    assert (digest_of(ALL[name], stored) == digest_of(ALL[name], other)) == (stored == other)


def one(text, *facts, standing=False, adjustments=()):
    return score(read(text), Member(is_standing=standing), facts, adjustments)


def fact(number, *marks, source="s", **more):
    on = date(2025, 1, number)
    return Fact(source, f"a.b:{number}", on, f"{number}", marks=frozenset(marks), **more)


ITEM = '[[item]]\nname = "一项"\nsources = "s"\n'


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("points = 2", 8),
        ("points = 2\ncap = 5", 5),
        ("points = 2\nmost = 3", 6),
        ("points = 2\nfrom = 3", 4),
        ("points = 2\nat_least = 5", 0),
        ("points = 2\nat_least = 4\nmost = 1", 2),
        ('points = 2\nwith = "x"', 4),
        ('points = 2\nwithout = "x"', 4),
        ('points = 2\nany = ["x", "y"]', 6),
        ("points = -2\nfloor = -5", -5),
        ('ladder = "sum"\nrung = [{ points = 1 }, { with = "x", points = 10 }]', 24),
        ('ladder = "each"\nrung = [{ points = 1 }, { with = "x", points = 10 }]', 22),
        ('ladder = "highest"\nrung = [{ points = 1 }, { with = "x", points = 10 }]', 10),
    ],
)
def test_what_each_word_does_to_four_facts(words, total):
    facts = [fact(1, "x"), fact(2, "x"), fact(3, "y"), fact(4)]
    assert one(ITEM + words, *facts).total == total


def test_a_ladder_takes_the_highest_of_each_matter():
    text = ITEM + 'rung = [{ with = "city", points = 5 }, { with = "province", points = 8 }]'
    facts = [fact(1, "city", about="r:1"), fact(2, "province", about="r:1"), fact(3, "city")]
    result = one(text, *facts)

    assert result.total == 13
    assert [scored.fact.record for scored in result.blocks[0].lines[0].scored] == ["a.b:2", "a.b:3"]


def test_too_many_main_members_of_a_collective_proposal_bring_nothing():
    text = ITEM + 'people_at_most = 3\npoints = { sole = 9, collective = "even" }'
    three = fact(1, part=Part.COLLECTIVE, among=3)
    four = fact(2, part=Part.COLLECTIVE, among=4)
    assert one(text, three, four).total == 3


def test_shares_are_to_the_cent():
    text = ITEM + 'points = { sole = 10, first = 5, joint = "rest" }'
    assert one(text, fact(1, part=Part.JOINT, among=4)).total == Decimal("1.67")


def test_adjustments_are_bounded_by_the_rules():
    given = [Adjustment("x:1", Decimal(8), "一"), Adjustment("x:2", Decimal(5), "二")]
    assert one(f"adjustment_cap = 10\n{ITEM}points = 1", adjustments=given).total == 10
    assert one(f"{ITEM}points = 1", adjustments=given).total == 13


def test_a_veto_and_a_minimum_hold_down_the_grade_but_never_raise_it():
    text = (
        '[[grade]]\nname = "好"\nfrom = 10\n[[grade]]\nname = "中"\nfrom = 5\n'
        '[[grade]]\nname = "差"\nfrom = 0\n'
        '[[veto]]\nname = "缺席"\nsources = "v"\ngrade = "中"\n'
    )
    much, little = f"{text}{ITEM}points = 20", f"{text}{ITEM}points = 1"
    veto = fact(9, source="v")
    assert one(much, fact(1)).grade == "好"
    assert one(much, fact(1), veto).grade == "中"
    assert one(little, fact(1), veto).grade == "差"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[item]\n", "不是规范的 TOML：第1行"),
        ("base = 3", "没有写"),
        ('[[item]]\nname = "提案"\npoints = 3', "第1个计分项“提案”：“sources”没有写"),
        (f"{ITEM}points = 1\npionts = 2", "第1个计分项“一项”：“pionts”不认识，请核对拼写"),
        (f'{ITEM}points = "三"', "第1个计分项“一项”：“points”应是数字"),
        (f"{ITEM}points = true", "“points”应是数字"),
        (f"{ITEM}points = 1e999999999", "应是不超过"),
        (f"{ITEM}points = {'9' * 5000}", "TOML"),
        (f"{ITEM}points = 1.005", "最多两位小数"),
        (f"{ITEM}points = nan", "应是"),
        (f'{ITEM}points = {{ sole = 1, joint = "half" }}', "应是数字、rest"),
        (f"{ITEM}points = 1\nmost = -1", "“most”应是整数，不能是负数"),
        (f'{ITEM}points = 1\nfor = "常委"', "“for”只能是"),
        (ITEM, "写 points，或者写几级 rung"),
        (f"{ITEM}points = 1\nrung = [{{ points = 2 }}]", "只写一种"),
        (f'{ITEM}points = 1\n[[group]]\nkey = "a"', "第1个分组：“name”没有写"),
        (f'{ITEM}points = 1\n[[minimum]]\nname = "x"\nany_of = [{{ with = "p" }}]', "第1个条件"),
        ("x" * (LONGEST + 1), "太长"),
        ("a = " + "[" * 3000, "TOML"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text, said):
    with pytest.raises(Unreadable) as refusal:
        read(text)
    assert said in str(refusal.value)


REAL = '[[item]]\nname = "提案"\nsources = "proposals.submitted"\npoints = 1\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REAL.replace("submitted", "sent"), "没有“proposals.sent”这个来源"),
        (f'{REAL}with = "passed"', "没有“passed”这个标记"),
        (f'{REAL}group = "x"', "没有“x”这个分组"),
        (f'{REAL}besides = "x"', "besides 里的“x”"),
        (f"{REAL}cap = 1\nfloor = 2", "floor 不能高于 cap"),
        (f'{REAL}[[minimum]]\nname = "n"\ngrade = "g"\nany_of = []', "没有“g”这个等级"),
        (f'{REAL}key = "a"\n{REAL}key = "a"', "key“a”写了两次"),
    ],
)
def test_what_does_not_fit_together_is_said(text, said):
    with pytest.raises(Unreadable) as refusal:
        read(text, vocabulary())
    assert said in str(refusal.value)
