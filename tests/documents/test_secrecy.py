import pytest

from yizheng.core.errors import Invalid
from yizheng.documents.secrecy import is_marked, refuse_marked


@pytest.mark.parametrize(
    "text",
    [
        "机密★",
        "秘密★10年",
        "绝 密 ★ 长 期",
        "机\n密\u3000★",
        "机\u200b密★",
        "关于……的报告（机密☆5年）",
        "密级：机密",
        "密 级 : 秘密",
        "機密★",
    ],
)
def test_marks_are_found_however_they_are_written(text):
    assert is_marked(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "保守国家秘密",
        "商业秘密保护★工程",
        "机密文件管理办法",
        "密级管理",
        "★★★ 重点",
        "秘密会议",
    ],
)
def test_ordinary_words_are_no_mark(text):
    assert not is_marked(text)


def test_the_refusal_names_the_field_and_not_the_words():
    with pytest.raises(Invalid) as refusal:
        refuse_marked(title="平常", text="某项目 机密★20年")
    assert refusal.value.field == "text"
    assert "某项目" not in refusal.value.message
