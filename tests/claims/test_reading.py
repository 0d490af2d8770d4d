"""Properties of a reading, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from yizheng.claims import read, shipped

TERMS = shipped()
PIECES = st.sampled_from(
    "召开党组会议 三十二 120 余 万 件 次 ， 。 其中 占 % 百分之 第 届 至 3.5 1,2 个百分点 一 两 提案 立案 率 （ “ 》 | "
    "半 成 亿元 年来 约 近 ００７ - ： 分别 和 比上年 增长 倍 多".split()
    + ["\n", "\t", " "]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_claims_are_ordered_disjoint_and_quote_the_text(text):
    reading = read(text, TERMS)
    at = 0
    for claim in reading.claims:
        assert at <= claim.start < claim.end <= len(text)
        assert claim.text == text[claim.start : claim.end]
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert (claim.indicator is None) == (claim.null_reason is not None)
        at = claim.end
    known = set(reading.claims)
    assert all(set(relation.claims) <= known for relation in reading.relations)
