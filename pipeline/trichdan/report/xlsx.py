"""Workbooks: frozen head, real date cells, links, no formula, and the same bytes for the same rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from trichdan.report.safe import cell, xml_text

LONGEST = 32_767
"""Characters that one cell may hold (Excel's limit)."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFF2CC")
_LINK_FONT = Font(color="0563C1", underline="single")
_WRAP = Alignment(vertical="top", wrap_text=True)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")

Sheet = tuple[Sequence[str], Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file: what it shows and where it leads."""

    label: str
    href: str


def workbook_bytes(sheets: Mapping[str, Sheet], *, widths: Mapping[str, int] | None = None) -> bytes:
    """Return a workbook, one sheet for each entry: heads frozen, filter on, ISO days as real dates.

    Args:
        sheets: title -> (heads, rows); a cell is a word, a number, a day, a `Link` or None.
        widths: head -> width of its column in characters; others get a width after their longest cell.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, (heads, rows) in sheets.items():
        _fill(book.create_sheet(_title(title)), heads, rows, widths or {})
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _title(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", xml_text(title))[:31]


def _fill(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Any]], widths: Mapping[str, int]) -> None:
    for column, head in enumerate(heads, 1):
        top = sheet.cell(1, column, cell(xml_text(head)))
        top.font, top.fill, top.alignment = _HEAD_FONT, _HEAD_FILL, _WRAP
    longest = [len(head) for head in heads]
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            longest[column - 1] = max(longest[column - 1], _put(sheet, number, column, value))
    for column, head in enumerate(heads, 1):
        width = widths.get(head) or min(max(longest[column - 1] + 2, 8), 60)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if heads:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> int:
    """Write one cell and return how many characters wide it looks."""
    if value is None:
        return 0
    made = sheet.cell(row, column)
    made.alignment = _WRAP
    if isinstance(value, Link):
        made.value = cell(xml_text(value.label))[:LONGEST]
        made.hyperlink = xml_text(value.href)
        made.font = _LINK_FONT
        return len(value.label)
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        value = _day(value)
    if isinstance(value, date):
        made.value, made.number_format = value, "dd/mm/yyyy"
        return 10
    made.value = cell(xml_text(value))[:LONGEST] if isinstance(value, str) else value
    if isinstance(value, str):
        made.data_type = "s"
    return len(str(value))


def _day(value: str) -> date | str:
    """Return the day that a word means, or the word itself: sheets know no day before 1900."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return day if day.year >= 1900 else value


def _without_clock(data: bytes) -> bytes:
    """Return the workbook with every time stamp set to one fixed moment: its bytes depend on the rows alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", body)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, body)
    return buffer.getvalue()
