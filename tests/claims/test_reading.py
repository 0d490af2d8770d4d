"""Properties of a reading, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from yizheng.claims import read, shipped

TERMS = shipped()
PIECES = st.sampled_from(
    [
        *"，。\n\t %（“》|-：第届至一两半成约近和倍多余万件次占率",
        *(
            "召开党组会议",
            "三十二",
            "120",
            "3.5",
            "1,2",
            "００７",
            "个百分点",
            "百分之",
            "亿元",
            "年来",
        ),
        *("其中", "分别", "提案", "立案", "比上年", "增长"),
    ]
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
