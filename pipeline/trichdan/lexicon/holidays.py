"""Public holidays and swapped working days: the announced days (`holidays.csv`) and the rule (`holiday_rules.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from trichdan.errors import LexiconError
from trichdan.lexicon.loader import read_table


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday (`holidays.csv`).

    Attributes:
        kind: `off` for a day off, `work` for a Saturday worked instead of another day.
        source: where it was announced; version: when the table was last checked.
    """

    day: date
    kind: str
    name: str
    source: str
    version: str


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """A public holiday as the law gives it, for years without announced days (`holiday_rules.csv`).

    Attributes:
        calendar: `gregorian` or `vn_lunar`.
        before: days off before the day; after: days off after it.
        since: first year; until: last year, or None.
        adjoining: one more day off, before or after, where it makes the longer break.
    """

    name: str
    calendar: str
    month: int
    day: int
    before: int
    after: int
    since: int
    until: int | None
    adjoining: bool
    source: str


@cache
def load_calendar_days() -> tuple[CalendarDay, ...]:
    """Return the announced days in order.

    Raises:
        LexiconError: a row is damaged.
    """
    out = []
    for row in read_table("holidays", required=("date", "kind", "name", "source", "version")):
        if row["kind"] not in ("off", "work"):
            raise LexiconError(f"holidays.csv, {row['date']}: kind is {row['kind']!r}. Write off or work.")
        try:
            when = date.fromisoformat(row["date"])
        except ValueError as error:
            raise LexiconError(f"holidays.csv: {row['date']!r} is no day. Write YYYY-MM-DD.") from error
        out.append(CalendarDay(when, row["kind"], row["name"], row["source"], row["version"]))
    return tuple(sorted(out, key=lambda d: d.day))


@cache
def load_holiday_rules() -> tuple[HolidayRule, ...]:
    """Return the holidays of the law.

    Raises:
        LexiconError: a row is damaged.
    """
    numbers = ("month", "day", "before", "after", "since")
    out = []
    for row in read_table("holiday_rules", required=("name", "calendar", *numbers, "source")):
        try:
            month, day, before, after, since = (int(row[column]) for column in numbers)
            until = int(row["until"]) if row["until"] else None
        except ValueError as error:
            raise LexiconError(f"holiday_rules.csv, {row['name']}: a number is damaged: {error}.") from error
        out.append(
            HolidayRule(
                row["name"], row["calendar"], month, day, before, after, since, until, row["adjoining"] == "1",
                row["source"],
            )
        )  # fmt: skip
    return tuple(out)
