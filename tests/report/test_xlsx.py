from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest

from tests.report.rows import deadline, undated
from trichdan.lexicon.messages import load_messages
from trichdan.report import sheets
from trichdan.report.deadlines import Choice, choose
from trichdan.report.xlsx import Link, workbook_bytes


def test_deadlines_read_back() -> None:
    items, _ = choose([deadline(line=7), undated()], Choice())
    data = sheets.xlsx_report(items, load_messages("vi"), as_of=date(2021, 12, 1), href=lambda row: "../a%20b.txt")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    assert heads[0] == "Hạn cuối"
    first = dict(zip(heads, sheet[2], strict=True))
    assert first["Hạn cuối"].value == datetime(2021, 12, 24)
    assert first["Hạn cuối"].number_format == "dd/mm/yyyy"
    assert first["Còn (ngày)"].value == 23
    assert first["Cơ quan thực hiện"].value == "Huyện ủy Đông Sơn; Thành ủy Tây Hồ"
    assert first["Trích"].value == "Gửi báo cáo về Ban Dân vận Tỉnh ủy trước ngày 25/12/2021"
    assert first["Nguồn"].value == "ban/ke-hoach.txt:7"
    assert first["Nguồn"].hyperlink.target == "../a%20b.txt"
    assert sheet["A3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(heads)).column_letter}3"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n=", " ="])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = f'{start}HYPERLINK("http://x","y")'
    data = workbook_bytes({"t": ([evil], [[evil], [Link(evil, "a.txt")]])})
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s"
            assert str(cell.value).startswith("'")


def test_english_heads() -> None:
    items, _ = choose([deadline()], Choice())
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.xlsx_report(items, load_messages("en")))).active
    assert sheet is not None
    assert sheet["A1"].value == "Due"


def test_odd_values_are_kept_or_made_printable() -> None:
    row = ["a\x00b\x1b", "2021-02-30", "1066-10-14", 5, None, "x" * 40_000]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes({"a/b:c*" + "d" * 40: (list("abcdef"), [row])}))).active
    assert sheet is not None
    values = [cell.value for cell in sheet[2]]
    assert values[:5] == ["a\ufffdb\ufffd", "2021-02-30", "1066-10-14", 5, None]
    assert len(str(values[5])) == 32_767
    assert sheet.title == "a b c " + "d" * 25


def test_no_clock_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = {"t": (["a"], [["2021-01-02"]])}
    first = workbook_bytes(sheet)
    import time

    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert workbook_bytes(sheet) == first
