import pytest

from yizheng.reports.drafts import Unusable, pasted, read_file

from .files import UNUSABLE, word_file

SENTENCE = "全年立案３件，办复率100%。\r\n"


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("gb18030"),
        SENTENCE.encode("utf-16"),
    ],
)
def test_a_text_file_is_read_as_it_was_written(content):
    assert read_file("稿.txt", content).text == SENTENCE


def test_paragraphs_and_tables_are_read_in_order():
    content = word_file("第一段", "第二段", table=[("单位", "件数"), ("甲", "3件")])

    assert read_file("稿.docx", content).text == "第一段\n第二段\n单位\t件数\n甲\t3件\n"


REVISED = (
    "<w:p><w:r><w:t>立案</w:t></w:r><w:ins><w:r><w:t>5件</w:t></w:r></w:ins>"
    "<w:del><w:r><w:delText>4件</w:delText></w:r></w:del></w:p>"
)
BOXED = (
    "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:pict>"
    "<w:txbxContent><w:p><w:r><w:t>框内7件</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</mc:Choice><mc:Fallback><w:t>框内7件</w:t></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>"
)


def test_revisions_are_read_as_accepted_and_text_boxes_after_their_paragraph():
    content = word_file(
        "开头",
        extra=[REVISED, BOXED],
    )

    written = read_file("稿.docx", content)

    assert written.text == "开头\n立案5件\n正文\n框内7件\n"
    assert written.notes == (
        "文稿中有修订痕迹，按接受全部修订后的文字核对",
        "文本框中的文字接在所在段落之后一并核对",
    )


@pytest.mark.parametrize(("content", "says"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_unusable_file_is_refused_in_one_sentence(content, says):
    with pytest.raises(Unusable) as refused:
        read_file("稿.docx", content)
    assert says in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("text", ["", "  \n", "a\0b"])
def test_an_unusable_pasted_text_is_refused(text):
    with pytest.raises(Unusable):
        pasted(text)
