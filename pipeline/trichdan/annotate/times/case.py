"""One time expression in its context, and what all kinds of values share: weekday, hour, ISO periods, edits."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from trichdan.annotate.times.neighbours import Expression
from trichdan.annotate.times.points import Ground, Point, Reading, impossible, mod_range
from trichdan.annotate.times.shapes import Atom
from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex
from trichdan.text import Span

_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_DAILY = {"P1D": "XXXX-XX-XX"}
_FIRST_YEAR = 1900
_YEARS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Case:
    """One expression with its place and context."""

    expression: Expression
    lower: str
    ground: Ground

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.expression.start, self.expression.end)

    @property
    def atom(self) -> Atom:
        """Its first atom."""
        return self.expression.atoms[0]


def unit_of(form: str) -> str:
    """Return `D`, `W`, `M`, `Q` or `Y` for the word of a unit, or an empty string."""
    words = load_time_words()
    return next((code for name, code in _UNITS.items() if words.value(name, form) is not None), "")


def iso_period(count: float, unit: str) -> str | None:
    """Return the ISO duration of a number of units."""
    if unit == "Q":
        count, unit = 3 * count, "M"
    if count == int(count):
        return f"P{int(count)}{unit}"
    if unit == "Y":
        return iso_period(12 * count, "M")
    if unit == "M":
        return f"P{int(count)}M15D" if int(count) else "P15D"
    return f"P{count:g}{unit}"


def every_unit(form: str) -> tuple[str | None, str]:
    """Return value and frequency of what recurs every unit."""
    unit = unit_of(form)
    return iso_period(1, unit), f"1{unit}"


@cache
def _lost_marks() -> tuple[re.Pattern[str], dict[str, str]]:
    """The heads as a scan without marks prints them, and what they stand for."""
    words = load_time_words()
    lost = {w.form: w.value for name in ("day_lost", "month_lost", "year_lost") for w in words.classes[name]}
    return re.compile("(?<![^\\W_])(?:" + "|".join(lost) + ")(?![^\\W_])"), lost


def with_lost_marks(reading: Reading, case: Case) -> Reading:
    """Return the reading with an edit for each head whose marks a scan lost."""
    pattern, lost = _lost_marks()
    found = pattern.findall(case.lower, case.span.start, case.span.end)
    if not found:
        return reading
    status = "repaired" if reading.status == "ok" else reading.status
    return replace(reading, edits=(*reading.edits, *((form, lost[form]) for form in found)), status=status)


def dated(case: Case, reading: Reading, mod: str | None) -> Timex:
    """Return the time expression of a day, month, quarter or year that was read."""
    point, status = reading.point, reading.status
    unit = point.range
    if point.month is not None and point.day is not None and unit is None and point.year is not None:
        return Timex(case.span, "DATE", None, status="invalid", candidates=impossible(point), edits=reading.edits)
    value = point.value if point.year is not None else None
    candidates = reading.candidates
    if value is None and status in ("ok", "repaired"):
        status = "ambiguous"
        candidates = (partial,) if (partial := point.value) else ()
    last_year = (case.ground.issued.year if case.ground.issued else 2040) + _YEARS_AHEAD
    if point.year is not None and not _FIRST_YEAR <= point.year <= last_year:
        status, candidates, value = "ambiguous", _other_years(point, last_year), None
    lo, hi = mod_range(unit, mod, point) if unit and value else (None, None)
    found = Timex(
        case.span, "DATE", value, mod, lo, hi, status=status, candidates=candidates, anchor=point.anchor,
        inferred=point.inferred, edits=reading.edits,
    )  # fmt: skip
    return with_clock(with_weekday(found, case), case)


def _other_years(point: Point, last: int) -> tuple[str, ...]:
    """Return the day with the years that a scan may have misread (`2525`, `3025`), or as printed if there is none."""
    form = str(point.year)
    years = {int(y) for y in (f"20{form[2:]}", f"19{form[2:]}", f"2{form[1:]}") if len(form) == 4}
    found = [replace(point, year=year).value for year in sorted(years) if _FIRST_YEAR <= year <= last]
    return tuple(value for value in found if value) or (str(point.value),)


def with_weekday(found: Timex, case: Case) -> Timex:
    """Check a written weekday against the day; where they differ nobody can tell which is wrong."""
    form = case.expression.weekday
    if form is None or found.lo is None or found.value is None:
        return found
    wanted = load_time_words().value("weekday", form)
    if wanted is None or found.lo.isoweekday() == int(wanted):
        return found
    return replace(found, status="ambiguous", candidates=(found.value,))


def with_clock(found: Timex, case: Case) -> Timex:
    """Return the day with the hour before it, if there is one."""
    clock = case.expression.clock
    if clock is None:
        return found
    time = hour_of(clock)
    if found.type == "SET":
        day = _DAILY.get(found.value or "", found.value)
        return replace(
            found, value=f"{day}{time}" if day and time else None, status=found.status if time else "invalid"
        )
    value = f"{found.value}{time}" if found.value and time else None
    return replace(found, type="TIME", value=value, status=found.status if time else "invalid")


def hour_of(clock: Atom) -> str | None:
    """Return `T17:00`, or None where there is no such hour."""
    minute = clock.parts.get("mi") or clock.parts.get("mi2") or clock.parts.get("mi3") or "00"
    hour = int(clock.parts["h"])
    return f"T{hour:02d}:{minute}" if hour <= 24 and int(minute) < 60 else None


def printed_edits(timex: Timex, lower: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the edits of a time expression with the letters as printed, not in lower case."""
    out = []
    for old, new in timex.edits:
        start = lower.find(old, timex.span.start, timex.span.end)
        out.append((text[start : start + len(old)] if start >= 0 else old, new))
    return tuple(out)
