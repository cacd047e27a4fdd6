from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.report.rows import Row, deadline, recurring, undated
from trichdan.lexicon.messages import load_messages
from trichdan.report.deadlines import MOST, Choice, as_json, by_actor, by_month, choose, days, named, repeats
from trichdan.report.sheets import csv_report


def chosen(rows: list[Row], **choice: Any) -> list[str | None]:
    items, _ = choose(rows, Choice(**choice))
    return [item.day.isoformat() if item.day else None for item in items]


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        ({}, ["2021-12-24"]),
        ({"as_of": date(2021, 12, 24)}, ["2021-12-24"]),
        ({"as_of": date(2021, 12, 25)}, []),
        ({"as_of": date(2021, 12, 25), "overdue": True}, ["2021-12-24"]),
        ({"as_of": date(2021, 12, 24), "overdue": True}, []),
        ({"start": date(2021, 12, 24), "end": date(2021, 12, 24)}, ["2021-12-24"]),
        ({"start": date(2021, 12, 25)}, []),
        ({"end": date(2021, 12, 23)}, []),
        ({"actor": "huyện ủy đông sơn"}, ["2021-12-24"]),
        ({"actor": "dong son"}, ["2021-12-24"]),
        ({"actor": "đông"}, ["2021-12-24"]),
        ({"actor": "đôn"}, []),
        ({"actor": "Ban Dân vận Tỉnh ủy"}, []),
        ({"recipient": "Ban Dân vận Tỉnh ủy"}, ["2021-12-24"]),
        ({"recipient": "Ban Thường vụ"}, ["2021-12-24"]),
        ({"recipient": "Huyện ủy Đông Sơn"}, []),
        ({"soft": True}, []),
        ({"soft": False}, ["2021-12-24"]),
    ],
)
def test_a_written_day_is_chosen(choice: dict[str, Any], days: list[str]) -> None:
    assert chosen([deadline()], **choice) == days


def test_targets_are_hidden_unless_asked_for() -> None:
    rows = [deadline(modality="TARGET")]
    assert chosen(rows) == []
    assert chosen(rows, targets=True) == ["2021-12-24"]


@pytest.mark.parametrize(
    ("rrule", "dtstart", "until", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2021-12-15", None, ["2022-01-15", "2022-02-15", "2022-03-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "2021-12-15", "2022-02-15", ["2022-01-15", "2022-02-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20220214", "2021-12-15", None, ["2022-01-15"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1", "2021-12-31", None, ["2022-01-31", "2022-02-28", "2022-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2021-12-31", None, ["2022-01-31", "2022-02-28", "2022-03-31"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=24", "2021-12-24", None, ["2022-03-24"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=5", "2021-11-05", None, ["2022-02-05"]),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15", "2021-10-15", None, []),
    ],
)
def test_a_recurring_one_gives_each_day_of_a_closed_window(
    rrule: str, dtstart: str, until: str | None, days: list[str]
) -> None:
    window = {"start": date(2022, 1, 1), "end": date(2022, 3, 31)}
    assert chosen([recurring(rrule, dtstart, until)], **window) == days


def test_weekly_days_are_mondays() -> None:
    items, _ = choose(
        [recurring("FREQ=WEEKLY;BYDAY=MO", "2021-11-29")], Choice(start=date(2022, 1, 1), end=date(2022, 1, 31))
    )
    assert [item.day.day for item in items if item.day] == [3, 10, 17, 24, 31]


def test_an_open_window_gives_the_next_day_alone() -> None:
    rows = [recurring("FREQ=MONTHLY;BYMONTHDAY=15", "2021-12-15")]
    assert chosen(rows) == ["2021-12-15"]
    assert chosen(rows, as_of=date(2022, 1, 16)) == ["2022-02-15"]
    assert chosen(rows, as_of=date(2022, 1, 16), overdue=True) == ["2022-01-15"]


@pytest.mark.parametrize("rrule", ["FREQ=YEARLY;BYMONTH=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY", "no rule"])
def test_a_rule_without_a_day_is_never_given_one(rrule: str) -> None:
    row = recurring(rrule, "2021-12-15")
    assert chosen([row]) == [None]
    assert not repeats(row)


def test_a_daily_duty_is_one_line() -> None:
    items, _ = choose([recurring("FREQ=DAILY", "2021-12-15")], Choice(start=date(2022, 1, 1), end=date(2022, 3, 31)))
    assert [(item.day, item.more) for item in items] == [(date(2022, 1, 1), True)]


def test_the_latest_of_the_past_counts_however_long_it_has_recurred() -> None:
    for rrule in ("FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY"):
        (day,) = chosen([recurring(rrule, "1990-01-01")], as_of=date(2026, 6, 2), overdue=True)
        assert day == "2026-06-01"
    lunar = recurring("", None, rdates=["2022-01-30", "2023-01-20"])
    assert chosen([lunar], end=date(2022, 12, 31)) == ["2022-01-30"]


def test_lunar_days_come_one_by_one() -> None:
    row = recurring("", None, rdates=["2022-01-30", "2023-01-20"])
    assert chosen([row], start=date(2022, 1, 1), end=date(2023, 12, 31)) == ["2022-01-30", "2023-01-20"]
    assert chosen([row], as_of=date(2022, 2, 1)) == ["2023-01-20"]


def test_what_has_no_day_is_counted_where_a_window_hides_it() -> None:
    rows = [undated(), deadline()]
    items, left_out = choose(rows, Choice(start=date(2021, 1, 1)))
    assert (len(items), left_out) == (1, 1)
    assert chosen(rows) == ["2021-12-24", None]
    assert chosen(rows, start=date(2021, 1, 1), undated=True) == ["2021-12-24", None]


def test_order_is_day_then_document_then_place() -> None:
    rows = [
        deadline(id="b", start=5), deadline(id="a", start=9), deadline(id="a", start=5),
        deadline(id="z", due_last="2021-01-01"), undated(id="0"),
    ]  # fmt: skip
    items, _ = choose(rows, Choice())
    found = [(item.row["id"], item.row["start"]) for item in items]
    assert found == [("z", 100), ("a", 5), ("a", 9), ("b", 5), ("0", 500)]
    assert choose(list(reversed(rows)), Choice())[0] == items


def test_groups() -> None:
    items, _ = choose([deadline(), undated(actors=[]), deadline(due_last="2022-01-05")], Choice())
    assert list(by_month(items)) == [(2021, 12), (2022, 1), None]
    assert {name: len(group) for name, group in by_actor(items).items()} == {
        "Huyện ủy Đông Sơn": 2,
        "Thành ủy Tây Hồ": 2,
        "": 1,
    }


def test_json_gives_each_deadline_once_with_its_days() -> None:
    row = recurring("FREQ=MONTHLY;BYMONTHDAY=15", "2021-12-15")
    items, _ = choose([row], Choice(start=date(2022, 1, 1), end=date(2022, 2, 28)))
    assert as_json(items) == [{**row, "occurrences": ["2022-01-15", "2022-02-15"]}]


def test_a_name_matches_by_whole_words() -> None:
    assert named("tỉnh ủy", ["Ban Dân vận Tỉnh ủy"])
    assert not named("tỉnh ủ", ["Ban Dân vận Tỉnh ủy"])
    assert not named("tỉnh ủy", [])


def test_an_abbreviation_is_its_words() -> None:
    assert named("UBND", ["Ủy ban nhân dân các huyện"])
    assert named("ủy ban nhân dân", ["UBND các huyện"])
    assert not named("HĐND", ["UBND các huyện"])


def test_an_abbreviation_of_several_bodies_means_none_of_them() -> None:
    assert not any(named("TU", [body]) for body in ("Tỉnh ủy", "Thành ủy", "Trung ương"))
    assert named("TU", ["Ban Dân vận TU"])


def test_a_duty_without_end_is_expanded_so_far_only() -> None:
    row = {"rrule": "FREQ=WEEKLY;BYDAY=MO", "dtstart": "2000-01-03"}
    found = list(days(row, date(2000, 1, 1), date(2100, 1, 1)))
    assert (len(found), found[0], found[-1]) == (MOST, date(2000, 1, 3), date(2000, 1, 3) + timedelta(weeks=MOST - 1))


def test_the_working_day_stands_beside_its_own_day_only() -> None:
    row = recurring("FREQ=MONTHLY;BYMONTHDAY=25", "2021-12-25", due_last="2021-12-25", due_working="2021-12-24")
    items, _ = choose([row], Choice(start=date(2021, 12, 1), end=date(2022, 1, 31)))
    lines = csv_report(items, load_messages("vi")).decode().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["2021-12-25", "2021-12-24"], ["2022-01-25", ""]]
