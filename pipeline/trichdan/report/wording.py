"""Values of the record in words: dates at the grain they have, recurrences, codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trichdan.lexicon.messages import Messages

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?")
_YEARLESS = re.compile(r"XXXX-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_YEAR = re.compile(r"\d{4}")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Wording:
    """Says values of the record in one language."""

    messages: Messages

    def day(self, value: str | date | None) -> str:
        """Return an ISO value as people write it, never finer than its grain; what is no date stays as it is."""
        if value is None:
            return ""
        text = value.isoformat() if isinstance(value, date) else value
        if "/" in text:
            return " - ".join(self.day(part) for part in text.split("/"))
        if found := _DAY.fullmatch(text):
            return self._full_day(found)
        return self._coarse(text)

    def _full_day(self, found: re.Match[str]) -> str:
        year, month, day, hour, minute = found.groups()
        text = f"{day}/{month}/{year}" if self.messages.lang == "vi" else f"{year}-{month}-{day}"
        return self.messages("day.time", hour=hour, minute=minute, day=text) if hour else text

    def _coarse(self, text: str) -> str:
        say = self.messages
        if found := _YEARLESS.fullmatch(text):
            return say("day.yearless", day=int(found[2]), month=int(found[1]), name=say(f"month.{int(found[1])}"))
        if found := _MONTH.fullmatch(text):
            return say("day.month", year=found[1], month=int(found[2]))
        if found := _QUARTER.fullmatch(text):
            return say("day.quarter", year=found[1], quarter=found[2], roman=_ROMAN[int(found[2]) - 1])
        if found := _HALF.fullmatch(text):
            return say(f"day.half{found[2]}", year=found[1])
        if found := _WEEK.fullmatch(text):
            return say("day.week", year=found[1], week=found[2])
        if _YEAR.fullmatch(text):
            return say("day.year", year=text)
        return text

    def term(self, value: int | None) -> str:
        """Return the ordinal of a term (khóa) in Roman numerals, as people write it."""
        if not value or not 0 < value < 40:
            return ""
        tens, ones = divmod(value, 10)
        return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]

    def month(self, year: int, month: int) -> str:
        """Return the heading of a month."""
        return self.messages("word.month", year=year, month=month, name=self.messages(f"month.{month}"))

    def recurrence(self, row: Mapping[str, Any]) -> str:
        """Return how a deadline recurs (`ngày 15 hằng tháng`), or "" where it does not.

        Args:
            row: a deadline of the record.
        """
        if row.get("rdates"):
            return self.messages("every.lunar", days="; ".join(self.day(day) for day in row["rdates"]))
        if not row.get("rrule"):
            return ""
        parts = dict(part.split("=", 1) for part in row["rrule"].split(";") if "=" in part)
        every = self._every(parts.get("FREQ", ""), parts.get("INTERVAL", "1"))
        when = ", ".join(part for part in (self._on_day(parts), self._on_month(parts)) if part)
        text = self.messages("every.on", when=when, every=every) if when else every
        until = row.get("until") or _until(parts)
        return self.messages("every.until", text=text, day=self.day(until)) if until else text

    def _every(self, freq: str, count: str) -> str:
        if count != "1" and f"every.n.{freq}" in self.messages.texts:
            return self.messages(f"every.n.{freq}", count=count)
        return self.messages.word("every", freq)

    def _on_day(self, parts: Mapping[str, str]) -> str:
        say = self.messages
        if "BYDAY" in parts:
            return ", ".join(say.word("weekday", day) for day in parts["BYDAY"].split(","))
        days = parts.get("BYMONTHDAY", "").split(",")
        if "BYSETPOS" in parts and len(days) > 1:  # 31,-1 with BYSETPOS=1: the 31st or the month's last day
            days = days[:1]
        if days == ["-1"]:
            return say("every.last_day")
        return say("every.day", days=", ".join(days)) if days != [""] else ""

    def _on_month(self, parts: Mapping[str, str]) -> str:
        months = parts.get("BYMONTH", "")
        return ", ".join(self.messages.word("month", month) for month in months.split(",")) if months else ""

    def words(self, group: str, codes: list[str] | tuple[str, ...] | None) -> str:
        """Return codes of one group in words, joined."""
        return "; ".join(self.messages.word(group, code) for code in codes or ())


def _until(parts: Mapping[str, str]) -> str | None:
    raw = parts.get("UNTIL", "")[:8]
    return f"{raw[:4]}-{raw[4:6]}-{raw[6:]}" if len(raw) == 8 else None
