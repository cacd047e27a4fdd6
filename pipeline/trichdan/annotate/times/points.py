"""Calendar units as written, and what the context adds to them.

`Ground` is what a document says about time as a whole (issue date, plan year) and what stands near (the
last year mentioned, a reporting regime, past or future). Without it a part that is not written stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from trichdan.annotate.times.shapes import Atom
from trichdan.calendars import month_end
from trichdan.lexicon.times import load_time_words

_FIX = str.maketrans(
    {"o": "0", "d": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "q": "9", "g": "9"}
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Ground:
    """What the context tells.

    Attributes:
        issued: issue date (t0); plan_year: the one year that the document plans.
        mention: year of the nearest time expression before in the same sentence or list.
        regime: the sentence is about what recurs every year.
        past: the sentence speaks of the past; future: it asks for something or looks ahead.
        reported: a report on such a period is asked for regularly (`báo cáo 6 tháng`).
        following: the next item of a list, from which a day alone takes its month (`ngày 20, 21/11/2025`).
        monthly: something is asked for every month, so a day alone is one of every month.
        so_far: the year of which a number of months is the part that has gone by (`9 tháng tăng 8%`).
        quota: how often within the unit, with `EQUAL_OR_MORE` or the like (`mỗi năm ít nhất 02 lần`).
    """

    issued: date | None = None
    plan_year: int | None = None
    mention: int | None = None
    regime: bool = False
    past: bool = False
    future: bool = False
    reported: bool = False
    monthly: bool = False
    quota: tuple[str, str | None] | None = None
    following: Atom | None = None
    so_far: int | None = None


NOTHING = Ground()


@dataclass(frozen=True, slots=True)
class Point:
    """A calendar unit, each part None where it is not written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    inferred: tuple[str, ...] = ()
    anchor: str | None = None

    @property
    def value(self) -> str | None:
        """The TIMEX3 value, `XXXX` for a year that is not known."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        if self.month is None:
            if self.day is not None:
                return f"{year}-XX-{self.day:02d}"
            return None if self.year is None else year
        if self.day is None:
            return f"{year}-{self.month:02d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    @property
    def range(self) -> tuple[date, date] | None:
        """The first and last day of the unit, or None where the year is not known or there is no such day."""
        if self.year is None:
            return None
        if self.quarter is not None:
            return date(self.year, 3 * self.quarter - 2, 1), month_end(self.year, 3 * self.quarter)
        if self.month is None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        if self.day is None:
            return date(self.year, self.month, 1), month_end(self.year, self.month)
        if not is_day(self.year, self.month, self.day):
            return None
        when = date(self.year, self.month, self.day)
        return when, when


def is_day(year: int | None, month: int, day: int) -> bool:
    """Return whether there is such a day; without a year 29 February counts."""
    return 1 <= month <= 12 and 1 <= day <= month_end(2000 if year is None else year, month).day


@dataclass(frozen=True, slots=True)
class Reading:
    """A point with what was repaired while it was read."""

    point: Point
    edits: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()
    status: str = "ok"
    relative: int | None = None


def number_of(form: str) -> float:
    """Return the value of `05`, `0,5`, `1.000`, `1/2`, `mười`."""
    if form.isdigit():
        return int(form)
    if form in ("1/2", "½"):
        return 0.5
    if form[0].isdigit():
        whole, _, rest = form.replace(",", ".").partition(".")
        return int(whole + rest) if len(rest) == 3 else float(f"{whole}.{rest}")
    value = load_time_words().value("number", form)
    return float(value) if value else 0.0


class Numerals:
    """Reads digits that a scan may have mistaken, and keeps what was changed."""

    def __init__(self) -> None:
        self.edits: list[tuple[str, str]] = []

    def read(self, form: str) -> int:
        """Return the number, look-alikes of digits read as digits."""
        fixed = form.replace(" ", "").translate(_FIX)
        if fixed != form:
            self.edits.append((form, fixed))
        return int(fixed)


def full_year(form: int, width: int, issued: date | None) -> tuple[int | None, tuple[int, ...]]:
    """Return the year that is meant, or None with the years that may be.

    Args:
        form: the number written; width: its digits.
        issued: two digits mean the year from 70 before to 29 after it.
    """
    if width == 4:
        return form, ()
    if issued is None:
        return None, (1900 + form, 2000 + form)
    low = issued.year - 70
    return low + (form - low) % 100, ()


def day_number(form: str, numerals: Numerals) -> int:
    """Return the day of `08`, `mùng 3`, `rằm`."""
    words = form.split()
    if len(words) > 1 and not words[0].isdigit():
        return int(number_of(" ".join(words[1:])))
    moon = load_time_words().value("full_moon", form)
    return int(moon) if moon else numerals.read(form)


def _month_number(form: str, numerals: Numerals) -> int:
    words = load_time_words()
    named = words.value("lunar_month", form) or words.value("month_name", form)
    if named is None:
        named = words.value("number", form)  # `mồng mười tháng ba âm lịch`
    return int(named) if named else numerals.read(form)


def read_atom(atom: Atom, issued: date | None) -> Reading:
    """Return the parts of a date atom as written."""
    parts = atom.parts
    numerals = Numerals()
    year: int | None = None
    years: tuple[int, ...] = ()
    month = day = quarter = None
    written = ""
    if "num" in parts:
        fields = re.split(r"[ \n]*[/.\-][ \n]*", parts["num"])
        day, month = numerals.read(fields[0]), numerals.read(fields[1])
        year, years = full_year(numerals.read(fields[2]), len(fields[2]), issued)
        written = parts["num"]
    if "glued" in parts:
        digits = re.sub(r"\D", "", parts["glued"])
        day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        numerals.edits.append((parts["glued"], f"{digits[:2]}/{digits[2:4]}/{digits[4:]}"))
    if "dm" in parts:
        fields = re.split(r"[ \n]*[/.\-][ \n]*", parts["dm"])
        day, month = numerals.read(fields[0]), numerals.read(fields[1])
        written = parts["dm"]
    if "d" in parts:
        day = day_number(parts["d"], numerals)
    if "m" in parts:
        month = _month_number(parts["m"], numerals)
    if "q" in parts:
        quarter = _ROMAN.get(parts["q"]) or int(parts["q"])
    form = parts.get("y") or parts.get("y2")
    if form:
        if " " in form:
            numerals.edits.append((form, form.replace(" ", "")))
            form = form.replace(" ", "")
        year, years = full_year(numerals.read(form), len(form), issued)
    relative = None
    if "yrel" in parts:
        relative = int(load_time_words().value("relative", parts["yrel"]) or 0)
    point = Point(year, month, day, quarter)
    edits = tuple(numerals.edits)
    status = "repaired" if edits or re.search(r"[ \n]", written) else "ok"
    candidates: tuple[str, ...] = ()
    if years:
        status = "ambiguous"
        candidates = tuple(v for y in years if (v := replace(point, year=y).value))
    return Reading(point, edits, candidates, status, relative)


def impossible(point: Point) -> tuple[str, ...]:
    """Return possible readings of a day that does not exist: the month's end, one digit less, digits swapped."""
    year, month, day = point.year, point.month, point.day
    if month is None or day is None:
        return ()
    found: list[Point] = []
    if 1 <= month <= 12:
        days = [month_end(2000 if year is None else year, month).day, day - 10, int(f"{day:02d}"[::-1])]
        found = [replace(point, day=n) for n in days if is_day(year, month, n)]
    elif is_day(year, day, month):
        found = [replace(point, day=month, month=day)]
    return tuple(dict.fromkeys(v for p in found if (v := p.value)))


def nearest_year(point: Point, ground: Ground) -> tuple[int | None, str | None]:
    """Return the year of a day, month or quarter that names none, and the anchor it comes from."""
    if ground.plan_year is not None:
        return ground.plan_year, "plan_year"
    if ground.mention is not None:
        return ground.mention, "prev_mention"
    if ground.issued is None:
        return None, None
    here = ground.issued.year
    if not ground.past and not ground.future:
        return here, "t0"  # nothing says when: the year of issue is what is left unsaid
    years = (here, here - 1, here - 2, here - 4) if ground.past else (here, here + 1, here + 2, here + 4)
    for year in years:
        unit = replace(point, year=year).range
        if unit is None:
            continue
        if (ground.past and unit[0] <= ground.issued) or (not ground.past and unit[1] >= ground.issued):
            return year, "t0"
    return None, None


def ground_point(reading: Reading, ground: Ground) -> Reading:
    """Return the reading with its year filled in from the context, where it names none."""
    point = reading.point
    if point.year is not None or reading.status == "ambiguous":
        return reading
    if reading.relative is not None:
        if ground.issued is None:
            return reading
        year = ground.issued.year + reading.relative
        return replace(reading, point=replace(point, year=year, inferred=("year",), anchor="t0"))
    if point.month is None and point.quarter is None:
        return reading
    found, anchor = nearest_year(point, ground)
    if found is None:
        return reading
    return replace(reading, point=replace(point, year=found, inferred=("year",), anchor=anchor))


def mod_range(unit: tuple[date, date], mod: str | None, point: Point) -> tuple[date, date]:
    """Return the day that `đầu`, `giữa`, `cuối` of a unit means (Civil Code 2015, art. 146), else the unit."""
    first, last = unit
    if mod == "START":
        return first, first
    if mod == "END":
        return last, last
    if mod == "MID":
        if point.month is not None:
            middle = date(first.year, first.month, 15)
        elif point.quarter is None:
            middle = date(first.year, 6, 30)
        else:
            middle = date(first.year, first.month + 1, 15)
        return middle, middle
    return unit


def year_here(ground: Ground) -> tuple[int | None, str | None]:
    """Return the year that `năm` alone means here: the plan's, the last one mentioned, that of issue."""
    if ground.mention is not None:
        return ground.mention, "prev_mention"
    if ground.plan_year is not None:
        return ground.plan_year, "plan_year"
    if ground.issued is not None:
        return ground.issued.year, "t0"
    return None, None
