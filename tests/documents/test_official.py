import io
import zipfile

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.documents.letters import attributes, face, paragraph, reopened, reply
from yizheng.documents import official
from yizheng.documents.official import Block, Level, Ordinary, blocks_of
from yizheng.documents.official.letterhead import name_fit

# The order in which the format wants what shapes a paragraph or a run.
SHAPES = (
    "pStyle keepNext keepLines framePr widowControl pBdr tabs snapToGrid spacing ind jc outlineLvl"
)
LOOKS = "rFonts b i color spacing w sz"


def test_a_typed_text_becomes_blocks_by_the_marks_of_its_lines():
    text = "　　现答复如下：\r\n\r\n一、关于停车位\n（二）下一步\n(三)再下一步\n"
    text += "一、增加投入。今年已安排\n十一，"
    assert [(block.level, block.text) for block in blocks_of(text)] == [
        (Level.PARAGRAPH, "现答复如下："),
        (Level.CHAPTER, "一、关于停车位"),
        (Level.HEAD, "（二）下一步"),
        (Level.HEAD, "(三)再下一步"),
        (Level.PARAGRAPH, "一、增加投入。今年已安排"),
        (Level.PARAGRAPH, "十一，"),
    ]


def test_a_letter_has_its_parts_in_order():
    document = reopened(reply())

    assert document.sections[0].first_page_header.paragraphs[0].text == "A"
    assert [one.text for one in document.paragraphs if one.text] == [
        "安澜市住房和城乡建设局",
        "安住建函〔2025〕12号",
        "对市政协四届五次会议第12号提案的答复",
        "王某委员：",
        "您提出的《关于增加老旧小区停车位的提案》收悉。现答复如下：",
        "一、关于新增停车位",
        "今年已在38个小区新增停车位1260个。",
        "（一）下一步",
        "逐年推进。",
        "附件：1.新增停车位一览表",
        "2.共享停车单位名单",
        "安澜市住房和城乡建设局",
        "2025年7月9日",
        "（联系人：李某，电话：100-0001）",
        "抄送：市政协提案委员会，市政府督查室。",
    ]


def test_what_is_empty_leaves_no_trace():
    bare = reply(addressee="", number="", mark="", attachments=(), on=None, contact="", copies=())

    assert [one.text for one in reopened(bare).paragraphs if one.text] == [
        "安澜市住房和城乡建设局",
        "对市政协四届五次会议第12号提案的答复",
        *[block.text for block in bare.paragraphs],
        "安澜市住房和城乡建设局",
    ]


def test_the_name_stands_30_mm_below_the_edge_in_red():
    document = reopened(reply())
    name = document.paragraphs[0]
    frame = attributes(name, "framePr")

    assert (frame["vAnchor"], round(int(frame["y"]) / 56.7)) == ("page", 30)
    assert (frame["hAnchor"], round(int(frame["w"]) / 56.7)) == ("page", 156)
    assert face(name.runs[0]) == "方正小标宋简体"
    assert str(name.runs[0].font.color.rgb) == "FF0000"
    assert name.runs[0].font.size == name.paragraph_format.line_spacing


def test_two_red_double_lines_are_170_mm_wide():
    document = reopened(reply())
    section = document.sections[0]
    head, foot = document.paragraphs[1], section.first_page_footer.paragraphs[0]
    kinds = []
    for line in (head, foot):
        shape = line.paragraph_format
        inner = section.page_width - section.left_margin - section.right_margin
        assert round((inner - shape.left_indent - shape.right_indent) / Mm(1)) == 170
        bottom = line._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
        kinds.append((bottom.get(qn("w:val")), bottom.get(qn("w:color"))))

    assert kinds == [("thickThinSmallGap", "FF0000"), ("thinThickSmallGap", "FF0000")]
    assert round(head.paragraph_format.line_spacing.mm) == 4
    assert round(section.footer_distance.mm) == 20


def test_the_first_page_has_no_number_and_the_others_have_it_outside():
    section = reopened(reply()).sections[0]

    assert section.different_first_page_header_footer is True
    assert "PAGE" not in section.first_page_footer._element.xml
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert ("PAGE" in odd._p.xml, "PAGE" in even._p.xml) == (True, True)
    assert (attributes(odd, "jc")["val"], attributes(even, "jc")["val"]) == ("right", "left")
    assert attributes(odd, "ind")["rightChars"] == attributes(even, "ind")["leftChars"] == "100"
    # 23 mm in both forms: 7 mm below the type area stands a number 5 mm high.
    lifted = section.footer_distance + odd.paragraph_format.space_after
    ordinary = reopened(Ordinary((Block("题", Level.TITLE),))).sections[0]
    assert round(lifted / Mm(1)) == 23
    assert round(ordinary.footer_distance.mm) == 23


def test_each_level_has_its_face():
    document = reopened(reply())
    looks = {
        beginning: (face(run), run.font.size.pt)
        for beginning in ("对市政协", "王某", "一、", "今年", "（一）", "附件", "2025", "抄送")
        for run in paragraph(document, beginning).runs
    }
    mark = document.sections[0].first_page_header.paragraphs[0].runs[0]

    assert looks == {
        "对市政协": ("方正小标宋简体", 22),
        "王某": ("仿宋_GB2312", 16),
        "一、": ("黑体", 16),
        "今年": ("仿宋_GB2312", 16),
        "（一）": ("楷体_GB2312", 16),
        "附件": ("仿宋_GB2312", 16),
        "2025": ("仿宋_GB2312", 16),
        "抄送": ("仿宋_GB2312", 14),
    }
    assert face(mark) == "黑体"


@pytest.mark.parametrize(
    ("name", "alignment", "name_ends", "date_stands"),
    [
        # Ten characters, a date of six: it begins two right of the name, 27.64 - 10 from the left.
        ("某某某某某某某某某某", "left", "200", ("leftChars", "1764")),
        # Four characters: the date ends two before the edge, the name goes left.
        ("某某某某", "right", "600", ("rightChars", "200")),
    ],
)
def test_the_date_begins_two_characters_right_of_the_name(name, alignment, name_ends, date_stands):
    document = reopened(reply(signature=name))
    signed, dated = paragraph(document, name), paragraph(document, "2025")
    side, characters = date_stands

    assert attributes(signed, "ind")["rightChars"] == name_ends
    assert attributes(dated, "ind")[side] == characters
    assert attributes(dated, "jc")["val"] == alignment


def test_a_signature_is_never_alone_on_a_page():
    document = reopened(reply(attachments=()))
    kept = [one.text for one in document.paragraphs if one.paragraph_format.keep_with_next]

    assert kept == ["逐年推进。", "安澜市住房和城乡建设局"]


def test_a_single_attachment_has_no_number():
    document = reopened(reply(attachments=("一览表",)))
    assert attributes(paragraph(document, "附件：一览表"), "ind")["hangingChars"] == "300"


@pytest.mark.parametrize(
    ("length", "size", "scale"),
    [(4, 36, 100), (12, 36, 100), (15, 29, 100), (20, 22, 100), (25, 22, 80), (30, 22, 67)],
)
def test_a_long_name_is_set_smaller_and_then_squeezed(length, size, scale):
    assert (name_fit("某" * length)[0].pt, name_fit("某" * length)[1]) == (size, scale)


def test_a_name_too_long_for_a_row_takes_several_unsqueezed():
    name = reopened(reply(organ="某" * 80)).paragraphs[0]

    assert name.text == "某" * 80
    assert name.runs[0]._r.rPr.find(qn("w:w")) is None
    assert name.paragraph_format.line_spacing > name.runs[0].font.size


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<a> & \"b\" 'c' 〔〕“”—…", "<a> & \"b\" 'c' 〔〕“”—…"),
        ("😀𠮷é", "😀𠮷é"),
        ("第一行\r\n第二行\v第三行\t列", "第一行\n第二行\n第三行\t列"),
        ("看不见的\x00\x07\ud800\ufffe字", "看不见的字"),
        ("字" * 20_000, "字" * 20_000),
    ],
)
def test_nothing_typed_is_lost(typed, kept):
    document = reopened(reply(paragraphs=(Block(typed),), title=typed, addressee=typed))
    texts = [one.text for one in document.paragraphs]

    assert (texts.count(kept), texts.count(f"{kept}：")) == (2, 1)


def test_a_file_tells_neither_author_nor_program_nor_time():
    content = official.as_docx(reply())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()

    assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]
    assert [name for name in names if name.startswith("customXml/")] == []
    tags = {child.tag.rpartition("}")[2] for child in reopened(reply()).core_properties._element}
    assert tags == {"title"}
    assert "python" not in core


def test_the_ordinary_form_has_a_centred_title_and_says_what_it_is():
    content = Ordinary(
        (Block("总结", Level.TITLE), Block("一、委员", Level.CHAPTER), Block("共3名。")),
        remark="草稿",
    )
    document = reopened(content)
    title = document.styles["Title"].element.pPr

    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Title", "总结"),
        ("Heading 1", "一、委员"),
        ("Normal", "共3名。"),
    ]
    assert title.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"
    assert (document.core_properties.title, document.core_properties.comments) == ("总结", "草稿")


def test_elements_stand_in_the_order_of_the_format():
    document = reopened(reply(organ="某" * 25))
    section = document.sections[0]
    roots = [document.element, document.styles.element]
    roots += [
        part._element
        for part in (
            section.footer,
            section.even_page_footer,
            section.first_page_footer,
            section.first_page_header,
        )
    ]
    wrong = []
    for tag, order in (("w:pPr", SHAPES.split()), ("w:rPr", LOOKS.split())):
        for properties in (found for root in roots for found in root.iter(qn(tag))):
            names = [child.tag.rpartition("}")[2] for child in properties]
            known = [name for name in names if name in order]
            if known != sorted(known, key=order.index):
                wrong.append(names)
    assert wrong == []
