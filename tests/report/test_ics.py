from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Todo

from tests.report.rows import Row, deadline, recurring, undated
from trichdan.lexicon.messages import load_messages
from trichdan.report.ics import calendar_bytes, identified

VI = load_messages("vi")


def todos(rows: list[Row], **options: int) -> list[Todo]:
    calendar = Calendar.from_ical(calendar_bytes(rows, VI, **options))
    assert not calendar.errors
    return [todo for todo in calendar.walk("VTODO") if isinstance(todo, Todo)]


def test_a_deadline_is_a_todo_due_on_its_last_day() -> None:
    (todo,) = todos([deadline()])
    assert todo["due"].dt == date(2021, 12, 24)
    assert todo["due"].params["VALUE"] == "DATE"
    assert todo["dtstamp"].dt.date() == date(2021, 11, 26)
    assert "Huyện ủy Đông Sơn" in todo["summary"]
    assert "Gửi báo cáo về Ban Dân vận Tỉnh ủy trước ngày 25/12/2021" in todo["description"]
    assert "dtstart" not in todo


@pytest.mark.parametrize(
    ("rrule", "dtstart", "until", "days"),
    [
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15", "2022-10-15", "2024-12-31",
         ["2022-10-15", "2023-10-15", "2024-10-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1", "2022-01-31", "2022-03-31",
         ["2022-01-31", "2022-02-28", "2022-03-31"]),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=14;UNTIL=20230614", "2022-01-01", None, ["2022-06-14", "2023-06-14"]),
    ],
)  # fmt: skip
def test_a_recurring_one_expands_to_its_days(rrule: str, dtstart: str, until: str | None, days: list[str]) -> None:
    (todo,) = todos([recurring(rrule, dtstart, until)])
    start = todo["dtstart"].dt
    rule = rrulestr(todo["rrule"].to_ical().decode(), dtstart=datetime.combine(start, time()))
    assert [moment.date().isoformat() for moment in rule] == days
    assert start.isoformat() == days[0] == todo["due"].dt.isoformat()


def test_lunar_days_are_rdates() -> None:
    (todo,) = todos([recurring("", None, rdates=["2022-01-30", "2023-01-20", "2024-02-08"])])
    assert todo["due"].dt == date(2022, 1, 30)
    assert [moment.dt for moment in todo["rdate"].dts] == [date(2023, 1, 20), date(2024, 2, 8)]


@pytest.mark.parametrize("row", [undated(), recurring("FREQ=YEARLY;BYMONTH=3", "2021-12-01")])
def test_what_has_no_day_has_no_due(row: Row) -> None:
    (todo,) = todos([row])
    assert "due" not in todo
    assert "rrule" not in todo
    assert not todo.subcomponents


def test_alarm_stands_before_the_last_working_day() -> None:
    row = deadline(due_last="2017-12-24", due_working="2017-12-22")
    (todo,) = todos([row], alarm=3)
    (alarm,) = todo.subcomponents
    assert alarm["trigger"].dt == timedelta(days=-5)
    assert alarm["trigger"].params["RELATED"] == "END"
    (quiet,) = todos([row], alarm=0)
    assert not quiet.subcomponents


def test_uid_stays_when_the_rest_changes_and_differs_otherwise() -> None:
    def uid(row: Row) -> str:
        return next(uid for uid, _ in identified([row]))

    base = uid(deadline())
    assert uid(deadline(due_last="2022-01-01", actors=[], path="elsewhere.txt", needs_review=["x"])) == base
    assert (
        len({base, *(uid(deadline(**{k: v})) for k, v in [("id", "x"), ("start", 1), ("end", 2), ("action", "x")])})
        == 5
    )


def test_uids_are_unique_and_do_not_depend_on_what_else_is_chosen() -> None:
    one, two = deadline(), deadline(time={"start": 1, "end": 5, "text": "x"})
    both = [uid for uid, _ in identified([one, two, deadline()])]
    assert len(set(both)) == 3
    assert next(uid for uid, _ in identified([two])) == both[1]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [deadline(), recurring("FREQ=MONTHLY;BYMONTHDAY=15", "2021-12-15"), undated()]
    assert calendar_bytes(rows, VI) == calendar_bytes(rows, VI)


def test_text_cannot_add_components() -> None:
    evil = "x\r\nEND:VTODO\r\nBEGIN:VEVENT\r\nSUMMARY:y\x00\x1b[2J"
    (todo,) = todos([deadline(action=evil, text=evil, actors=[evil], id=evil, path=evil)])
    assert todo["due"].dt == date(2021, 12, 24)
    raw = calendar_bytes([deadline(action=evil, text=evil, actors=[evil])], VI)
    assert b"\nBEGIN:VEVENT" not in raw
    assert b"\x1b" not in raw
