"""Advice while writing: what the words show is said, and nothing else is."""

import pytest

from yizheng.core.advice import Advice
from yizheng.core.personal_data import Found, personal_data
from yizheng.proposals.advice import Limits, advise

GROUNDS = frozenset({"private", "in_court", "petition", "promotion", "accusation"})
LIMITS = Limits(title=50, part=3000, grounds=GROUNDS)
TITLE = "关于加强老旧小区消防通道管理的提案"
SITUATION = "城区有老旧小区四十六个，消防通道白天被占用的有三十一个，去年发生两起延误救援。"
ANALYSIS = "建成时没有规划车位，产权单位、街道和物业的责任没有划清，处罚也难以落实。"
SUGGESTION = "由住建部门年内划定通道并安装标识，街道每季度检查一次，结果向居民公布。"
NOT_REAL = "000000190001010009"  # No region has this code; the check digit is right.


def said(title=TITLE, situation=SITUATION, analysis=ANALYSIS, suggestion=SUGGESTION):
    return [item.what for item in advise(title, situation, analysis, suggestion, limits=LIMITS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"申请人{NOT_REAL}。", [Found("身份证号", NOT_REAL)]),
        ("请打10012345678联系", [Found("手机号码", "10012345678")]),
        ("电话 100-1234-5678", [Found("手机号码", "100-1234-5678")]),
        ("１００１２３４５６７８", [Found("手机号码", "１００１２３４５６７８")]),
        ("卡号6210 0000 0000 0003", [Found("银行卡号", "6210 0000 0000 0003")]),
        ("发到someone@example.org，", [Found("电子邮箱", "someone@example.org")]),
        (
            "a.b@example.org、10012345678",
            [Found("电子邮箱", "a.b@example.org"), Found("手机号码", "10012345678")],
        ),
    ],
)
def test_personal_data_are_found_as_they_stand_in_the_text(text, found):
    assert personal_data(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "000000190001010008",  # A wrong check digit.
        "6210000000000004",  # Sums up as no card does.
        "投入10012345678元",
        "编号2100123456789",
        "热线12345，邮编100000",
        "2025年3月26日 14:30",
        "91000000000000000X",  # An enterprise's code.
    ],
)
def test_other_numbers_are_no_personal_data(text):
    assert personal_data(text) == []


def test_a_plain_good_proposal_is_left_alone():
    assert said() == []


def test_an_empty_page_is_left_alone():
    assert said("", "", "", "") == []


def test_somebody_who_has_just_begun_is_not_told_that_it_is_short():
    assert said(situation="占用多。", analysis="", suggestion="") == []
    assert said(situation="占用多。", suggestion="") == ["“情况”很短"]


@pytest.mark.parametrize(
    "suggestion",
    ["加强领导，提高认识，高度重视。", "建议有关方面进一步加大力度。"],
)
def test_a_suggestion_that_asks_nobody_for_anything_is_not_concrete(suggestion):
    assert said(suggestion=suggestion) == ["建议还不够具体"]


@pytest.mark.parametrize(
    "suggestion",
    [
        "由街道负责日常管理。",
        "在学校门口设置减速带。",
        "取消进村的限高杆。",
        "完善制度，并向社会公开。",
        "每月巡查。",
    ],
)
def test_whoever_says_who_does_what_is_concrete(suggestion):
    assert said(suggestion=suggestion) == []


def test_length_is_advised_on_from_the_first_character_too_many():
    assert said(situation="字" * 3000) == []
    assert said(situation="字" * 3001) == ["“情况”太长"]
    assert said(title="关于" + "字" * 48) == []
    assert said(title="关于" + "字" * 49) == ["案由太长"]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"title": "关于修路和关于建校的提案"}, "好像写了不止一件事"),
        ({"title": "关于办好三件事的提案"}, "好像写了不止一件事"),
        ({"analysis": ANALYSIS + "另外反映一个问题，公交太少。"}, "好像写了不止一件事"),
        ({"title": "建议修路"}, "案由的写法不常见"),
        ({"suggestion": SUGGESTION + "请补发本人的工资。"}, "像是个人的事"),
        ({"suggestion": SUGGESTION + "安排我儿子的工作。"}, "像是个人的事"),
        ({"situation": SITUATION + "居民已向区法院提起诉讼。"}, "像是已经进入诉讼、仲裁的事"),
        ({"situation": SITUATION + "本案一审已经判决。"}, "像是已经进入诉讼、仲裁的事"),
        ({"situation": SITUATION + "不服二审，请改判。"}, "像是已经进入诉讼、仲裁的事"),
        ({"situation": SITUATION + "我家多次信访。"}, "像是已经进入信访、复议的事"),
        ({"suggestion": SUGGESTION + "推广我公司的充电桩。"}, "像是推介自己的产品"),
        ({"situation": SITUATION + "现实名举报。"}, "像是指名举报"),
        ({"situation": SITUATION + "手机10012345678。"}, "文中有手机号码"),
    ],
)
def test_what_the_words_show_is_said_once(changed, what):
    assert said(**changed) == [what]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "关于加强教育、医疗和养老服务的提案"},
        {"title": "关于加快建设诉讼服务中心的提案"},
        {"title": "关于民生领域几个问题的提案"},
        {"title": "关于若干问题的提案"},
        {"situation": SITUATION + "法院已受理1200件案件。"},
        {"situation": SITUATION + "去年法院审理此类案件增多。"},
        {"situation": SITUATION + "业主多次上访。"},
        {"situation": SITUATION + "检察机关已经开展公益诉讼。"},
        {"suggestion": SUGGESTION + "法院加快审理劳动争议。"},
        {"suggestion": SUGGESTION + "畅通举报渠道，公布局长信箱。"},
        {"situation": SITUATION + "我家门口就是这样。"},
        {"situation": SITUATION + "本公司所在的园区也是如此。"},
        {"suggestion": SUGGESTION + "推广使用本地企业的产品。"},
        {"suggestion": SUGGESTION + "依法及时处理信访事项。"},
        {"suggestion": SUGGESTION + "提高教师的工资。"},
        {"analysis": ANALYSIS + "另外，资金不足。"},
    ],
)
def test_an_ordinary_proposal_on_a_touchy_subject_is_left_alone(changed):
    assert said(**changed) == []


def test_advice_quotes_the_words_it_is_about_and_says_where_they_stand():
    found = advise(TITLE, SITUATION + "本案已经判决。", ANALYSIS, SUGGESTION, limits=LIMITS)

    assert found == [
        Advice(
            "像是已经进入诉讼、仲裁的事",
            "本案已经判决",
            "已进入诉讼、仲裁程序的，审查时可能不予立案",
            "situation",
        )
    ]


def test_a_ground_that_the_committee_has_struck_is_not_warned_of():
    limits = Limits(title=50, part=3000, grounds=GROUNDS - {"in_court"})

    assert advise(TITLE, SITUATION + "本案已判决。", ANALYSIS, SUGGESTION, limits=limits) == []
