"""Calendars: lunar days, public holidays against the `holidays` package, working-day arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from trichdan.calendars import (
    Calendar,
    LunarDay,
    add_months,
    holidays_by_rule,
    load_calendar,
    lunar_month_length,
    lunar_to_solar,
    solar_to_lunar,
)
from trichdan.lexicon.holidays import load_calendar_days


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2007, 1, 1), date(2007, 2, 17)),  # the Chinese calendar has 18 February
        ((1985, 1, 1), date(1985, 1, 21)),  # the Chinese one is a month later
        ((1968, 1, 1), date(1968, 1, 29)),
        ((2022, 1, 1), date(2022, 2, 1)),
        ((2021, 12, 28), date(2022, 1, 30)),
        ((2026, 3, 10), date(2026, 4, 26)),
        ((2030, 1, 1), date(2030, 2, 2)),
        ((2025, 12, 30), None),  # a month of 29 days
        ((2025, 13, 1), None),
    ],
)
def test_lunar_to_solar(lunar: tuple[int, int, int], solar: date | None) -> None:
    assert lunar_to_solar(*lunar) == solar


def test_leap_month() -> None:
    assert lunar_to_solar(2025, 6, 1, leap=True) == date(2025, 7, 25)
    assert solar_to_lunar(date(2025, 7, 25)) == LunarDay(2025, 6, 1, leap=True)
    assert lunar_to_solar(2024, 6, 1, leap=True) is None


def test_lunar_round_trip() -> None:
    for n in range(0, 40_000, 97):
        day = date(1930, 1, 1) + timedelta(days=n)
        lunar = solar_to_lunar(day)
        assert lunar_to_solar(lunar.year, lunar.month, lunar.day, leap=lunar.leap) == day


def test_lunar_month_length() -> None:
    assert lunar_month_length(2025, 6) in (29, 30)
    assert lunar_month_length(2024, 6, leap=True) == 0


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2021, 11, 26), 36, date(2024, 11, 26)),
        (date(2022, 3, 31), -1, date(2022, 2, 28)),
        (date(2021, 12, 5), 1, date(2022, 1, 5)),
    ],
)
def test_add_months(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2021, 11, 26), True),
        (date(2021, 11, 27), False),
        (date(2022, 1, 31), False),
        (date(2022, 2, 4), False),
        (date(2022, 2, 7), True),
        (date(2024, 4, 29), False),  # swapped
        (date(2024, 5, 4), True),  # the Saturday worked for it
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2021, 9, 3), False),
        (date(2020, 9, 3), True),
    ],
)
def test_is_working(day: date, working: bool) -> None:
    assert load_calendar().is_working(day) is working


@pytest.mark.parametrize("year", range(2010, 2027))
def test_table_agrees_with_holidays_package(year: int) -> None:
    """Every day off of the package is one of ours; what we have more is a swap with a source of its own."""
    theirs = set(holidays.country_holidays("VN", years=year))
    table = {d.day: d for d in load_calendar_days() if d.day.year == year}
    ours = {day for day, row in table.items() if row.kind == "off"}
    assert theirs <= ours
    for day in ours - theirs:
        assert "holidays" not in table[day].source
        assert "Nghỉ hoán đổi" in table[day].name


def test_every_swap_is_worked_for() -> None:
    days = load_calendar_days()
    assert sum(d.kind == "work" for d in days) == sum("hoán đổi" in d.name for d in days)
    assert all(d.day.weekday() == 5 for d in days if d.kind == "work")


@pytest.mark.parametrize("year", [2019, 2021, 2022, 2023, 2025, 2027])
def test_rule_agrees_with_holidays_package(year: int) -> None:
    weekdays = {day for day in holidays_by_rule(year) if day.weekday() < 5}
    package = holidays.country_holidays("VN", years=year, language="vi")
    theirs = {
        day for day, name in package.items() if day.weekday() < 5 and "thay cho" not in name and "29 " not in name
    }
    assert theirs - weekdays <= {date(2023, 1, 20)}
    assert all(
        abs((day - date(year, 2, 1)).days) < 30 for day in weekdays - theirs
    )  # Tết: before or after, as announced


def test_working_day_arithmetic() -> None:
    calendar = load_calendar()
    assert calendar.add_working_days(date(2021, 11, 26), 10) == date(2021, 12, 10)
    assert calendar.add_working_days(date(2022, 1, 27), 5) == date(2022, 2, 10)
    assert calendar.add_working_days(date(2021, 12, 10), -10) == date(2021, 11, 26)
    assert calendar.add_working_days(date(2021, 11, 27), 0) == date(2021, 11, 27)
    assert calendar.previous_working(date(2017, 12, 24)) == date(2017, 12, 22)
    assert calendar.previous_working(date(2022, 1, 31)) == date(2022, 1, 28)
    assert calendar.next_working(date(2021, 12, 26)) == date(2021, 12, 27)


def test_years_not_announced_are_provisional() -> None:
    calendar = load_calendar()
    assert not calendar.is_provisional(2024)
    assert calendar.is_provisional(2031)
    assert not calendar.is_working(date(2031, 1, 23))  # Tết by the lunar calendar
    assert not calendar.is_working(date(2031, 4, 30))


def test_own_calendar() -> None:
    own = load_calendar().with_days(work=[date(2021, 11, 27)], off=[date(2021, 11, 29)])
    assert own.is_working(date(2021, 11, 27))
    assert not own.is_working(date(2021, 11, 29))
    assert load_calendar().is_working(date(2021, 11, 29))
    assert Calendar(by_rule=False).is_working(date(2031, 4, 30))
