"""What a text asserts about its own figures, right and wrong."""

import pytest

from yizheng.claims import read, shipped

TERMS = shipped()


def relations(text):
    return [(r.kind, r.holds) for r in read(text, TERMS).relations]


@pytest.mark.parametrize(
    ("text", "kind", "holds"),
    [
        ("收到提案200件，立案180件，立案率90%。", "rate", True),
        ("收到提案200件，立案180件，立案率92%。", "rate", False),
        ("慰问困难户120户，其中低保户70户、特困户50户。", "sum", True),
        ("慰问困难户120户，其中低保户70户、特困户60户。", "sum", False),
        ("立案100件。委员提案80件，集体提案20件。", "sum", True),
        ("立案100件。委员提案80件，集体提案25件。", "sum", False),
        (
            "立案100件。经济类提案50件，占50%；文化类提案30件，占30%；其他20件，占20%。",
            "sum",
            True,
        ),
        (
            "立案100件。经济类提案50件；文化类提案30件；其他26件。",
            "sum",
            False,
        ),
        ("收到提案120件，立案100件，转为意见建议20件。", "sum", True),
        ("满意率由85.2%提高到87.7%，提高2.5个百分点。", "growth", True),
        ("满意率由85.2%提高到87.7%，提高3.5个百分点。", "growth", False),
        ("收到微建议90条，办理答复95条。", "subset", False),
        ("社情民意信息从上届的400篇增加到600篇，增长50%。", "growth", True),
        ("社情民意信息从上届的400篇增加到600篇，增长80%。", "growth", False),
        ("全年播出栏目20期，累计播出栏目80期。", "subset", True),
        ("全年收到提案300件。会议强调质量。一年来共收到提案310件。", "repeat", False),
        ("收到提案400件，立案300件，其中委员提案240件，占80%。", "rate", True),
        ("委员提案240件、集体提案60件，分别占立案总数的80%和20%。全年立案300件。", "", True),
    ],
)
def test_relations(text, kind, holds):
    found = relations(text)
    if kind:
        assert (kind, holds) in found
    assert all(ok for _, ok in found) is holds


@pytest.mark.parametrize(
    "text",
    [
        "全国政协采用9篇，省政协采用47篇，全年报送社情民意信息386篇。",
        "收到提案387件，立案330件，其中重点提案15件。",
        "形成调研报告20份，其中5份获领导批示、3份在报刊发表。",
        "立案100件。经济类提案40件，文化类提案30件，民生类提案20件。",
        "收到提案120件，立案100件，转为意见建议15件。",
        "领衔督办2件重点提案，副主席督办12件重点提案。",
        "提案612件，办复率约九成，满意率99%。",
        "上年收到提案498件，今年收到提案521件，立案447件，立案率85.8%。",
    ],
)
def test_no_contradiction_is_made_up(text):
    assert all(ok for _, ok in relations(text))


def test_a_relation_shows_its_figures():
    (found,) = [
        r for r in read("收到提案200件，立案180件，立案率92%。", TERMS).relations if not r.holds
    ]
    assert found.subject.text == "92%"
    assert [claim.text for claim in found.others] == ["180件", "200件"]
    assert found.check == "180÷200=90.00%，文中为92%"
