"""The pattern language in which an office names its figures."""

import pytest

from tests.claims.marked import SHARED
from yizheng.claims import Term, merged, read, shipped
from yizheng.claims.vocabulary import _rows


def key_of(text, *patterns, units=("件",)):
    term = Term("x", "某项", units, patterns)
    return read(text, [term]).claims[-1].indicator


@pytest.mark.parametrize(
    ("pattern", "text", "named"),
    [
        ("立案", "审查立案20件。", True),
        ("立案", "立案工作有序推进，办理来信20件。", False),
        ("收到/提交", "委员提交20件。", True),
        ("收到+提案", "收到来信20件。", False),
        ("收到+提案", "收到提案20件。", True),
        ("^提案+解决", "提案工作不断加强。已解决20件。", True),
        ("@提案+解决", "提案工作不断加强。已解决20件。", False),
        ("@提案+解决", "加强提案办理，已解决20件。", True),
        (">提案", "收到20件提案。", True),
        (">提案", "收到提案20件。", False),
        ("<提案", "收到提案20件。", True),
        ("提案+!重点", "遴选重点提案20件。", False),
        ("解决+!@监督", "开展监督，推动解决20件。", False),
    ],
)
def test_a_pattern(pattern, text, named):
    assert (key_of(text, pattern) == "x") is named


def test_the_unit_is_part_of_the_figure():
    assert key_of("领导批示20件。", "批示", units=("件次",)) is None
    assert key_of("领导批示20件次。", "批示", units=("件次",)) == "x"


@pytest.mark.parametrize("pattern", ["!立案", "立案++提案", "", "收到//提交"])
def test_a_pattern_that_says_nothing_is_refused(pattern):
    with pytest.raises(ValueError, match=r"nothing|empty"):
        read("立案20件。", [Term("x", "某项", ("件",), (pattern,))])


def test_the_words_of_an_office_go_before_the_shipped_ones():
    text = "全年编报信息120篇。"
    assert read(text, shipped()).claims[0].indicator == "opinions.submitted"
    own = Term("opinions.compiled", "编报信息", ("篇",), ("编报信息",), own=True)
    assert read(text, merged([own])).claims[0].indicator == "opinions.compiled"
    assert read(text, shipped(["opinions.compiled"])).claims[0].indicator == "opinions.compiled"


def test_every_key_of_the_benchmark_has_a_term():
    keys = SHARED / "bench" / "claims" / "keys.csv"
    if not keys.exists():
        pytest.skip("../shared is not beside this checkout")
    wanted = {line.split(",")[0] for line in keys.read_text(encoding="utf-8").splitlines()[1:]}
    assert {term.key for term in shipped()} == wanted


def test_terms_refer_to_one_another_by_keys_that_exist():
    terms = {term.key: term for term in shipped()}
    assert len(terms) == len(_rows()) == 133
    for term in terms.values():
        assert term.label
        assert term.units
        assert {term.part, *term.whole} - {None} <= set(terms), term.key
