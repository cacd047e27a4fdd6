"""Recurring times as RFC 5545 rules: `trước ngày 20/12 hằng năm` -> FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=19."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trichdan.calendars import month_end

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_VALUE = re.compile(
    r"XXXX-(?:W(?:XX|\d\d)-(?P<weekday>[1-7])|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)$"
)
_PERIOD = re.compile(r"P(?P<n>\d{1,3})(?P<unit>[DWMY])$")
_QUARTER_ENDS = (3, 6, 9, 12)
_QUARTER_MONTHS = {"START": (1, 4, 7, 10), "MID": (2, 5, 8, 11)}


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence before it is written out.

    Attributes:
        freq: `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`; interval: every so many of them.
        months: BYMONTH; day: BYMONTHDAY (-1 the last), or None where no day is written.
        weekday: 0 for Monday, for weekly rules.
    """

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    day: int | None = None
    weekday: int | None = None

    def __str__(self) -> str:
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.months:
            parts.append(f"BYMONTH={','.join(map(str, self.months))}")
        if self.weekday is not None:
            parts.append(f"BYDAY={_DAYS[self.weekday]}")
        if self.day is not None:
            # a plain BYMONTHDAY=31 would skip the short months
            clamp = self.freq == "MONTHLY" and self.day > 28
            parts.append(f"BYMONTHDAY={self.day},-1;BYSETPOS=1" if clamp else f"BYMONTHDAY={self.day}")
        return ";".join(parts)

    @property
    def is_exact(self) -> bool:
        """Whether the rule names days."""
        return self.day is not None or self.weekday is not None or self.freq == "DAILY"

    def before(self) -> Rule:
        """Return the rule of the last days before those of this one (strict `trước`)."""
        if self.weekday is not None:
            return replace(self, weekday=(self.weekday - 1) % 7)
        if self.freq == "YEARLY" and self.months and (self.day is None or self.day == 1):
            months = tuple(sorted((m - 2) % 12 + 1 for m in self.months))
            return replace(self, months=months, day=_last_day(months))
        if self.day is None:
            return self
        if self.freq == "MONTHLY" and self.day == 1:
            return replace(self, day=-1)
        return replace(self, day=self.day - 1)

    def first_on_or_after(self, start: date) -> date | None:
        """Return the first day of the rule from a day on, or None where the rule names no day."""
        if not self.is_exact or self.interval > 1:
            return None
        if self.freq == "DAILY":
            return start
        if self.weekday is not None:
            return start + timedelta((self.weekday - start.weekday()) % 7)
        for step in range(14):
            year, month = start.year + (start.month - 1 + step) // 12, (start.month - 1 + step) % 12 + 1
            last = month_end(year, month)
            wanted = self.day or 1
            if self.months and month not in self.months:
                continue
            number = last.day + 1 + wanted if wanted < 0 else min(wanted, last.day)
            if (found := date(year, month, number)) >= start:
                return found
        return None


def _last_day(months: tuple[int, ...]) -> int:
    """Return BYMONTHDAY for the last day of months: its number where all agree and it never varies."""
    lengths = {month_end(2023, month).day for month in months}
    return lengths.pop() if len(lengths) == 1 and 2 not in months else -1


def parse_rule(
    value: str | None, freq: str | None = None, *, end_of_quarter: bool = False, mod: str | None = None
) -> Rule | None:
    """Return the rule of a SET value (`XXXX-12-20`, `XXXX-XX-15`, `P6M`), or None.

    Args:
        value: as in the time expression; of a window `a/b` the end counts.
        freq: `1Q` where the day belongs to one month of each quarter.
        end_of_quarter: the words say so without a day (`tháng cuối quý`).
        mod: `START` or `MID` where that month is not the last one (`tháng đầu quý`).
    """
    if not value:
        return None
    value = value.rsplit("/", 1)[-1].split("T", 1)[0]
    if match := _PERIOD.match(value):
        n = int(match["n"])
        if end_of_quarter and value == "P3M":
            return Rule("YEARLY", months=_QUARTER_ENDS)
        kind = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}[match["unit"]]
        if match["unit"] == "M" and n == 12:
            return Rule("YEARLY")
        return Rule(kind, n)
    match = _VALUE.match(value)
    if match is None:
        return None
    if match["weekday"]:
        return Rule("WEEKLY", weekday=int(match["weekday"]) - 1)
    if match["quarter"]:
        return Rule("YEARLY", months=(3 * int(match["quarter"]),))
    if match["half"]:
        return Rule("YEARLY", months=(6 * int(match["half"]),))
    day = int(match["day"]) if match["day"] and match["day"] != "XX" else None
    if match["month"] == match["day"] == "XX":
        return Rule("DAILY")
    if match["month"] == "XX":
        if freq == "1Q" or end_of_quarter:
            return Rule("YEARLY", months=_QUARTER_MONTHS.get(mod or "", _QUARTER_ENDS), day=day)
        return Rule("MONTHLY", day=day)
    return Rule("YEARLY", months=(int(match["month"]),), day=day)
