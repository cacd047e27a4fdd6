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
from trichdan.lunar import months_of


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


# first days of the year as the Vietnamese calendar had or has them
TET = """
1968-01-29 1969-02-16 1970-02-06 1971-01-27 1972-02-15 1973-02-03 1974-01-23 1975-02-11 1976-01-31 1977-02-18
1978-02-07 1979-01-28 1980-02-16 1981-02-05 1982-01-25 1983-02-13 1984-02-02 1985-01-21 1986-02-09 1987-01-29
1988-02-17 1989-02-06 1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 1997-02-07
1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17
2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28
2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06
2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15
2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30 2045-02-17 2046-02-06 2047-01-26
2048-02-14 2049-02-02 2050-01-23
""".split()
# the Chinese calendar begins these years on another day
NOT_CHINESE = {1968: "1968-01-30", 1969: "1969-02-17", 1985: "1985-02-20", 2007: "2007-02-18", 2030: "2030-02-03"}
LEAP = {1968: 7, 1984: 0, 1985: 2, 1987: 7, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6}


@pytest.mark.parametrize("day", TET)
def test_first_day_of_the_year(day: str) -> None:
    assert lunar_to_solar(int(day[:4]), 1, 1) == date.fromisoformat(day)


def test_the_calendar_is_not_the_chinese_one() -> None:
    for year, day in NOT_CHINESE.items():
        assert lunar_to_solar(year, 1, 1) != date.fromisoformat(day)


@pytest.mark.parametrize(("year", "number"), LEAP.items())
def test_leap_months(year: int, number: int) -> None:
    assert [m.number for m in months_of(year) if m.leap] == ([number] if number else [])


def test_years_are_whole() -> None:
    for year in range(1900, 2150):
        months = months_of(year)
        assert len(months) in (12, 13)
        assert all(m.length in (29, 30) for m in months)
        last = months[-1]
        assert last.start + timedelta(days=last.length) == months_of(year + 1)[0].start


def test_no_lunar_days_far_away() -> None:
    assert lunar_to_solar(1, 1, 1) is None
    assert lunar_to_solar(9999, 1, 1) is None
    assert lunar_month_length(9999, 1) == 0


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
    assert [lunar_month_length(2025, month) for month in (11, 12)] == [30, 29]
    assert lunar_month_length(2025, 6, leap=True) == 29
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
    swapped = load_calendar().with_days(work=[date(2024, 4, 30)], off=[date(2024, 5, 4)])
    assert not swapped.is_holiday(date(2024, 4, 30))
    assert not swapped.is_working(date(2024, 5, 4))  # a Saturday that is worked elsewhere
