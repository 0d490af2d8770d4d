"""Tables as people send them: .xlsx, .xls and .csv of some rows."""

import csv
import io
import struct
from datetime import date

import xlsxwriter

SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsx(rows, *, before=lambda sheet: None, after=lambda sheet: None, name="提案"):
    """A workbook of one sheet; `before` and `after` may draw on it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        before(sheet)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(row, column, value)
                elif value:
                    sheet.write_string(row, column, value)
        after(sheet)
    return file.getvalue()


def csv_file(rows, *, encoding="utf-8-sig"):
    """A CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode(encoding)


def xls(rows, *, streams=()):
    """A workbook of the old format: texts and numbers; `streams` are names of further parts."""
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int):
                cells += _record(0x203, place + struct.pack("<d", value))
            else:
                text = str(value)
                letters = text.encode("utf-16-le")
                cells += _record(0x204, place + struct.pack("<HB", len(text), 1) + letters)
    kinds = {name: struct.pack("<HHHHII", 0x600, code, 0, 0, 0, 0) for name, code in KINDS.items()}
    title = "提案".encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(title) // 2, 1) + title
    head = _record(0x809, kinds["book"])
    at = len(head) + len(_record(0x85, bound)) + len(_record(0x0A, b""))
    bound = struct.pack("<I", at) + bound[4:]
    sheet = _record(0x809, kinds["sheet"]) + cells + _record(0x0A, b"")
    return _compound(head + _record(0x85, bound) + _record(0x0A, b"") + sheet, streams)


KINDS = {"book": 0x05, "sheet": 0x10}


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream, more):
    """A compound file that holds the stream `Workbook`, and names `more` in its directory."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    stream = stream.ljust(count * SECTOR, b"\0")
    entries = [_entry("Root Entry", 5, END, 0, child=1), _entry("Workbook", 2, 2, len(stream))]
    entries += [_entry(name, 1, 0, 0) for name in more]
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = b"".join(entries)[:SECTOR]
    chain = [FAT, END, *(number + 3 for number in range(count - 1)), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0, 0
    )
    head += struct.pack("<108I", *[FREE] * 108)
    return head + table + directory + stream


def _entry(name, kind, start, size, *, child=FREE):
    letters = f"{name}\0".encode("utf-16-le")
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters), kind, 1, FREE, FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
