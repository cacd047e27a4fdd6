"""Whatever text a document holds, each report stays one well-formed file."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.report.rows import deadline
from trichdan.cli.output import json_line
from trichdan.lexicon.messages import load_messages
from trichdan.report import sheets
from trichdan.report.deadlines import Choice, choose
from trichdan.report.html import page
from trichdan.report.ics import calendar_bytes
from trichdan.report.safe import FORMULA_STARTS
from trichdan.report.terminal import screen, tsv

VI = load_messages("vi")
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("=+-@\t\r\n\x00\x1b\x9b\u202e\u2028<>&\"';,:\\[]{}%"),
        st.sampled_from("ếĐưngày"),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=NASTY, name=NASTY)
def test_every_report_survives(text: str, name: str) -> None:
    row = deadline(text=text, action=text, actors=[name, text], recipients=[name], id=name, path=text, section=name)
    items, _ = choose([row], Choice())
    calendar = Calendar.from_ical(calendar_bytes([row], VI))
    assert len(list(calendar.walk("VTODO"))) == 1
    assert len(list(csv.reader(io.StringIO(sheets.csv_report(items, VI).decode(), newline="")))) == 2
    sheet = openpyxl.load_workbook(io.BytesIO(sheets.xlsx_report(items, VI, href=lambda r: "a.txt"))).active
    assert sheet is not None
    for value in (cell.value for row_ in sheet.iter_rows(min_row=2) for cell in row_ if isinstance(cell.value, str)):
        assert not value.startswith(FORMULA_STARTS)
    assert page(items, VI).count("<blockquote>") == 1
    assert len(tsv(sheets.pipe_table(items)).splitlines()) == 2
    drawn = screen([sheets.screen_table(items, VI, title=name)], width=80, colour=False)
    assert not set("\x00\x1b\x9b\u202e\u2028\r") & set(drawn)
    assert json.loads(json_line(row)) == row
    json_line(row).encode("utf-8")


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_column_of_a_csv_is_a_formula(start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    items, _ = choose(
        [deadline(text=evil, action=evil, actors=[evil], recipients=[evil], id=evil, path=evil)], Choice()
    )
    _, cells = csv.reader(io.StringIO(sheets.csv_report(items, VI).decode(), newline=""))
    assert not [value for value in cells if value.startswith(FORMULA_STARTS)]
