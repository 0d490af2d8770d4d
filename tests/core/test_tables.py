"""Tables that people send: every format reads alike, and what is wrong is one sentence."""

import re
from datetime import date

import pytest

from tests.factories.documents import package
from tests.factories.tables import csv_file, xls, xlsx
from yizheng.core import sheets
from yizheng.core.errors import Invalid
from yizheng.core.tables import FORMULA, MERGED, Table, day_of, read

HEADS = ["案由", "届次", "提交日期"]
LINE = ["关于停车的提案", "四届三次会议", "2024-3-5"]


def read_table(content, kind="xlsx"):
    return read(kind, content, known={*HEADS, "类别"}, needed=HEADS)


def refused(content, kind="xlsx"):
    with pytest.raises(Invalid) as refusal:
        read_table(content, kind)
    assert refusal.value.field == "file"
    return refusal.value.message


def cells(table):
    return [(line.number, *line.cells) for line in table.lines]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", xlsx([HEADS, LINE])),
        ("xls", xls([HEADS, LINE])),
        ("csv", csv_file([HEADS, LINE])),
        ("csv", csv_file([HEADS, LINE], encoding="gb18030")),
    ],
)
def test_every_format_reads_alike(kind, content):
    table = read_table(content, kind)

    assert (table.headings, cells(table)) == (tuple(HEADS), [(2, *LINE)])


def test_cells_become_what_a_person_would_type():
    table = read_table(xlsx([HEADS, ["  带空格 ", 12, date(2024, 3, 5)]]))

    assert cells(table) == [(2, "带空格", "12", "2024-03-05")]


def test_titles_and_blank_rows_may_stand_above_and_between():
    title = lambda sheet: sheet.merge_range(0, 0, 0, 2, "提案台账")  # noqa: E731
    table = read_table(
        xlsx([[], [], ["案 由", "届次", "提交日期"], [], LINE, [], LINE], after=title)
    )

    assert cells(table) == [(5, *LINE), (7, *LINE)]


def test_a_heading_over_several_columns_is_refused_by_its_name():
    heads = [*HEADS, "", ""]
    over_two = lambda sheet: sheet.merge_range(0, 3, 0, 4, "办理")  # noqa: E731
    over_rows = lambda sheet: sheet.merge_range(0, 0, 1, 0, "案由")  # noqa: E731

    said = refused(xlsx([heads, [*LINE, "一局", "二局"]], after=over_two))

    assert said == "列名“办理”是跨几列的合并单元格，请取消合并，每列写一个列名"
    assert len(read_table(xlsx([HEADS, [], LINE], after=over_rows)).lines) == 2


def test_formulas_and_merged_cells_are_marked_where_they_stand():
    def draw(sheet):
        sheet.write_formula(1, 2, "=TODAY()", None, 45356)
        sheet.merge_range(2, 1, 3, 1, "四届三次会议")

    first, second, third = read_table(xlsx([HEADS, LINE[:2], LINE, LINE], after=draw)).lines

    assert first.spoiled == {2: FORMULA}
    assert second.spoiled == third.spoiled == {1: MERGED}


def test_a_packed_table_is_the_same_again():
    draw = lambda sheet: sheet.write_formula(1, 0, "=1")  # noqa: E731
    table = read_table(xlsx([HEADS, LINE], after=draw))

    assert Table.unpack(table.pack()) == table


def test_a_mark_that_an_export_set_before_a_sign_is_taken_off():
    table = read_table(csv_file([HEADS, ["'=关于", "'四届", "2024-3-5"]]), "csv")

    assert cells(table) == [(2, "=关于", "'四届", "2024-3-5")]


def test_another_table_is_refused_with_the_headings_that_are_wanted():
    assert "“案由”“届次”“提交日期”" in refused(xlsx([["姓名", "电话"], ["甲", "1000"]]))


def test_missing_headings_are_named():
    assert refused(xlsx([["案由", "类别"], ["甲", "乙"]])) == "缺少这些列：届次、提交日期"


def test_a_heading_that_occurs_twice_is_named():
    assert refused(xlsx([[*HEADS, "届次"], LINE])) == "这些列出现了两次：届次"


def test_a_table_without_lines_is_refused():
    assert refused(xlsx([HEADS])) == "表格里只有列名，没有内容"


@pytest.mark.parametrize("place", [(1_048_575, 0), (1, 16_383), (1_048_575, 16_383)])
def test_a_cell_far_out_does_not_cost_memory(place):
    far = lambda sheet: sheet.write_string(*place, "x")  # noqa: E731

    assert "50000 行" in refused(xlsx([HEADS, LINE], after=far))


def test_coloured_blanks_far_out_do_not_count():
    blank = lambda sheet: sheet.write_blank(1_048_575, 16_383, None, None)  # noqa: E731

    assert cells(read_table(xlsx([HEADS, LINE], after=blank))) == [(2, *LINE)]


def test_more_lines_than_one_may_send_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 3)
    monkeypatch.setattr("yizheng.core.tables.ROWS", 3)

    assert "4 行" in refused(csv_file([HEADS, *[LINE] * 4]), "csv")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("xlsx", b"PK nothing"),
        ("xlsx", package({"xl/workbook.xml": "<workbook/>"})),
        ("xlsx", package({"xl/workbook.xml": "<a><b>", "xl/_rels/workbook.xml.rels": "<a/>"})),
        ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing"),
        ("csv", b"\xff\xfe\x00\xd8"),
    ],
)
def test_broken_files_are_refused_in_one_sentence(kind, content):
    assert refused(content, kind)


@pytest.mark.parametrize(
    "text",
    ["2024-3-5", "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "2024年03月05日",
     "2024-03-05 10:30", "２０２４-３-５", " 2024 年 3 月 5 日 "],
)  # fmt: skip
def test_days_are_read_in_the_ways_people_write_them(text):
    assert day_of(text) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2024-2-30", "没有“2024-2-30”这一天"),
        ("3月5日", "“3月5日”不是日期，请写成 2024-3-5 的样子"),
        ("45356", "“45356”不是日期，请写成 2024-3-5 的样子"),
        ("1024-3-5", "“1024-3-5”的年份不对"),
        (
            "去年春天" * 9,
            "“去年春天去年春天去年春天去年春天去年春天…”不是日期，请写成 2024-3-5 的样子",
        ),
    ],
)
def test_what_is_no_day_is_said(text, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        day_of(text)
