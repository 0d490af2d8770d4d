"""Lists as files: CSV and Excel with the columns of the register, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.timezone import localtime, make_naive

from .registers import Column, Register

# A cell that starts with one of these is run as a formula by spreadsheets, quoted or not.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
CSV = "text/csv; charset=utf-8"
AT_A_TIME = 2000
# What a cell of a spreadsheet can hold.
LONGEST = 32_767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heading_of(column: Column) -> str:
    """What stands above a column."""
    return f"{column.label}（元）" if column.kind == "money" else column.label


def table_of(register: Register, rows: Iterable[Any]) -> tuple[list[str], list[list[Any]]]:
    """Headings and values of every column, in the register's order."""
    heads = [heading_of(column) for column in register.columns]
    return heads, [[column.value(row) for column in register.columns] for row in rows]


def as_csv(register: Register, rows: Iterable[Any]) -> bytes:
    """UTF-8 with a byte order mark, which Excel needs to read Chinese."""
    heads, lines = table_of(register, rows)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows([_harmless(_as_text(value)) for value in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(register: Register, rows: Iterable[Any]) -> bytes:
    """One sheet; text stays text, days are days, numbers are numbers."""
    return sheet_of(register.label, *table_of(register, rows))


def sheet_of(label: str, heads: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet with a row of headings. No cell is taken for a formula."""
    file = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(label[:31])
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(heads) - 1, 0), 16)
        for number, line in enumerate(lines, start=1):
            for place, value in enumerate(line):
                _write_cell(sheet, number, place, value, day, moment)
    return file.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: Any, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "是" if value else "否")
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, make_naive(value), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    """A text as a cell can hold it; what does not fit is said to be missing, not dropped."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 20]}……（余下的放不进一格）"


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    return str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(ACTIVE) else text
