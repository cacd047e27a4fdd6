"""Calendars: the Vietnamese lunar calendar (UTC+7), public holidays, and working-day arithmetic.

Nothing here reads the clock. `load_calendar()` gives the calendar of State offices; a caller whose office
works otherwise makes his own `Calendar` (`Calendar(announced=..., off=..., work=...)` or `with_days`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from trichdan.lexicon.holidays import HolidayRule, load_calendar_days, load_holiday_rules
from trichdan.lunar import months_of

ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_FIRST_LUNAR, _LAST_LUNAR = 1900, 2199
# which side of 2 September the second day off lies, by weekday of the day itself (Monday first)
_ADJOINING = (1, -1, -1, 1, -1, -1, 1)


@dataclass(frozen=True, slots=True, order=True)
class LunarDay:
    """A day of the Vietnamese lunar calendar; `leap` marks the second of two months of one number."""

    year: int
    month: int
    day: int
    leap: bool = False

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}{'L' if self.leap else ''}-{self.day:02d}"


def lunar_to_solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the solar day of a lunar one by the Vietnamese calendar, or None where there is no such day.

    Args:
        year: lunar year, named by the solar year in which it begins.
        month: 1 (Giêng) to 12 (Chạp).
        day: 1 to 30.
        leap: the leap month of that number.
    """
    if not _FIRST_LUNAR <= year <= _LAST_LUNAR:
        return None
    found = next((m for m in months_of(year) if m.number == month and m.leap == leap), None)
    return found.start + timedelta(days=day - 1) if found is not None and 1 <= day <= found.length else None


def solar_to_lunar(day: date) -> LunarDay:
    """Return the lunar day of a solar one by the Vietnamese calendar."""
    year = day.year if months_of(day.year)[0].start <= day else day.year - 1
    month = next(m for m in reversed(months_of(year)) if m.start <= day)
    return LunarDay(year, month.number, (day - month.start).days + 1, month.leap)


def lunar_month_length(year: int, month: int, *, leap: bool = False) -> int:
    """Return 29 or 30, or 0 where the year has no such month."""
    if not _FIRST_LUNAR <= year <= _LAST_LUNAR:
        return 0
    return next((m.length for m in months_of(year) if m.number == month and m.leap == leap), 0)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def add_months(day: date, months: int) -> date:
    """Return the corresponding day so many months on, the last of the month where there is none (Civil Code 148)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def _days_of(rule: HolidayRule, year: int) -> list[date]:
    """Return the days off of one holiday in a year, without compensation."""
    if year < rule.since or (rule.until is not None and year > rule.until):
        return []
    lunar = rule.calendar == "vn_lunar"
    day = lunar_to_solar(year, rule.month, rule.day) if lunar else date(year, rule.month, rule.day)
    if day is None:
        return []
    days = [day + timedelta(days=n) for n in range(-rule.before, rule.after + 1)]
    if rule.adjoining:
        days.append(day + timedelta(days=_ADJOINING[day.weekday()]))
    return days


@cache
def holidays_by_rule(year: int) -> frozenset[date]:
    """Return the public holidays that the law gives for a year, compensatory days included, swaps not.

    A holiday on a Saturday or Sunday is made up on the next day that is neither (Labour Code, art. 111).
    """
    days = sorted(day for rule in load_holiday_rules() for day in _days_of(rule, year))
    off = set(days)
    for day in days:
        if day.weekday() >= _SATURDAY:
            while day in off or day.weekday() >= _SATURDAY:
                day += ONE_DAY
            off.add(day)
    return frozenset(off)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked.

    Attributes:
        off: days off that are no weekend days by themselves (holidays, compensation, swaps).
        work: days worked although they fall on a weekend.
        announced: years whose days were announced; other years follow the law's rule and are provisional.
        weekend: weekdays off, Monday 0.
        by_rule: take the law's holidays in years not announced.
        version: of the table.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()
    weekend: frozenset[int] = frozenset({_SATURDAY, _SUNDAY})
    by_rule: bool = True
    version: str = ""

    def is_provisional(self, year: int) -> bool:
        """Return whether the days off of a year rest on the rule alone, not on an announcement."""
        return year not in self.announced

    def is_holiday(self, day: date) -> bool:
        """Return whether a day is off for another reason than the weekend."""
        if day in self.off:
            return True
        return self.by_rule and self.is_provisional(day.year) and day in holidays_by_rule(day.year)

    def is_working(self, day: date) -> bool:
        """Return whether a day is worked."""
        if day in self.work:
            return True
        return day.weekday() not in self.weekend and not self.is_holiday(day)

    def previous_working(self, day: date) -> date:
        """Return the last working day on or before a day."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def next_working(self, day: date) -> date:
        """Return the first working day on or after a day."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day on which `count` working days have passed; the day itself is not counted.

        Args:
            day: the day from which counting starts (day 0), worked or not.
            count: working days; negative counts back.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def with_days(self, *, off: Iterable[date] = (), work: Iterable[date] = ()) -> Calendar:
        """Return the calendar with more days off and more days worked."""
        more_off, more_work = frozenset(off), frozenset(work)
        return replace(self, off=(self.off - more_work) | more_off, work=(self.work - more_off) | more_work)


@cache
def load_calendar() -> Calendar:
    """Return the calendar of State offices: Monday to Friday, public holidays, swapped days."""
    days = load_calendar_days()
    return Calendar(
        off=frozenset(d.day for d in days if d.kind == "off"),
        work=frozenset(d.day for d in days if d.kind == "work"),
        announced=frozenset(d.day.year for d in days if d.kind == "off"),
        version=max(d.version for d in days),
    )
