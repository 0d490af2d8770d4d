"""Joining what a page cut, without losing where it stood."""

import pytest

from yizheng.claims.flow import flow


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("召开 12 次会议", "召开12次会议"),
        (
            "各界别委员深入基层一线开展调查研究，提\n\n出建议",
            "各界别委员深入基层一线开展调查研究，提出建议",
        ),
        (
            "各界别委员围绕中心工作深入基层一线开展调查研\n\n研究工作",
            "各界别委员围绕中心工作深入基层一线开展调查研究工作",
        ),
        ("全年组织3\n5次活动", "全年组织35次活动"),
        ("服务群众1 860人次", "服务群众1860人次"),
        ("共１２３件", "共123件"),
        ("一、把牢方向\n二、建言献策", "一、把牢方向\n二、建言献策"),
        ("收到提案\t412\n立案\t356", "收到提案\t412\n立案\t356"),
    ],
)
def test_joins(source, joined):
    assert flow(source).text == joined


def test_every_character_knows_its_place():
    source = "  前言\n\n召开 １２ 次，接待1\n860人次。\n结 束"
    stream = flow(source)
    for at, char in enumerate(stream.text):
        if char not in "\t\n" and not char.isdigit():
            assert source[stream.origin(at)] == char
    start, end = stream.span(stream.text.index("12"), stream.text.index("次") + 1)
    assert source[start:end] == "１２ 次"
