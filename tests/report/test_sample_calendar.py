"""The calendar of the sample corpus, and of the seeds if they are there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from tests.report.rows import Row
from trichdan.lexicon.messages import load_messages
from trichdan.report.deadlines import Choice, choose, days, repeats
from trichdan.report.ics import calendar_bytes, identified

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT / "corpus", ROOT.parent / "shared" / "corpus" / "seeds"]

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def rows(request: pytest.FixtureRequest) -> list[Row]:
    from trichdan.flow import extract_path, walk
    from trichdan.model import record_json

    folder: Path = request.param
    if not folder.is_dir():
        pytest.skip(f"{folder.name} is not here")
    found = []
    for path, name in walk([folder]):
        record = record_json(extract_path(path, name))
        about = {"id": record["id"], "path": name, "document_date": record["header"]["date"]}
        found += [{**about, **deadline} for deadline in record["deadlines"]]
    assert len(found) >= 3
    return found


def test_it_opens_and_says_the_same_again(rows: list[Row]) -> None:
    data = calendar_bytes(rows, load_messages("vi"))
    calendar = Calendar.from_ical(data)
    todos = list(calendar.walk("VTODO"))
    assert not calendar.errors
    assert not any(todo.errors for todo in todos)
    assert len({str(todo["uid"]) for todo in todos}) == len(todos) == len(rows)
    assert calendar_bytes(rows, load_messages("vi")) == data
    english = Calendar.from_ical(calendar_bytes(rows, load_messages("en")))
    assert [todo["uid"] for todo in english.walk("VTODO")] == [todo["uid"] for todo in todos]


def test_each_day_stands_in_the_calendar(rows: list[Row]) -> None:
    todos = {
        str(todo["uid"]): todo for todo in Calendar.from_ical(calendar_bytes(rows, load_messages("vi"))).walk("VTODO")
    }
    recurring = 0
    for uid, row in identified(rows):
        todo = todos[uid]
        if not repeats(row):
            assert (todo["due"].dt.isoformat() if "due" in todo else None) == row["due_last"]
            continue
        recurring += 1
        start = todo["dtstart"].dt
        last = start + timedelta(days=3 * 366)
        expected = list(days(row, None, last))
        if "rrule" in todo:
            rule = rrulestr(todo["rrule"].to_ical().decode(), dtstart=datetime.combine(start, time()))
            assert [moment.date() for moment in rule.between(datetime.min, datetime.combine(last, time()))] == expected
    assert recurring


def test_a_year_of_the_list_is_a_year_of_the_calendar(rows: list[Row]) -> None:
    year = Choice(start=date(2022, 1, 1), end=date(2022, 12, 31), targets=True)
    listed = [item.day for item in choose(rows, year)[0]]
    expected = sorted(day for row in rows for day in days(row, date(2022, 1, 1), date(2022, 12, 31)))
    assert listed == expected
