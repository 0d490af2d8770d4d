"""Lists as files."""

import io

from python_calamine import CalamineWorkbook

from yizheng.core.exports import LONGEST, sheet_of


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    content = sheet_of("表", ["正文"], [["长" * LONGEST], ["长" * (LONGEST + 1)]])

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["长" * LONGEST]
    assert rows[2] == ["长" * (LONGEST - 20) + "……（余下的放不进一格）"]


def test_no_text_is_taken_for_a_formula():
    content = sheet_of("表", ["=1+1"], [["=HYPERLINK(1)", "http://example.org"]])

    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [["=1+1", ""], ["=HYPERLINK(1)", "http://example.org"]]
