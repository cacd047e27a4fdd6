"""Values of time expressions: TIMEX3 strings, day ranges, and what the context must add.

`Ground` is what a document says about time as a whole (issue date, plan year) and what stands near (the
last year mentioned, a reporting regime, past or future). Without it a value that needs it stays None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from trichdan.annotate.timex_join import DAYS, Expression
from trichdan.annotate.timex_shapes import Atom
from trichdan.calendars import lunar_month_length, lunar_to_solar, month_end, solar_to_lunar
from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex
from trichdan.text import Span

_FIX = str.maketrans(
    {"o": "0", "d": "0", "l": "1", "i": "1", "|": "1", "s": "5", "b": "8", "z": "2", "q": "9", "g": "9"}
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_FIRST_YEAR = 1900
_YEARS_AHEAD = 60


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
        quota: how often within the unit, with `EQUAL_OR_MORE` or the like (`mỗi năm ít nhất 02 lần`).
    """

    issued: date | None = None
    plan_year: int | None = None
    mention: int | None = None
    regime: bool = False
    past: bool = False
    future: bool = False
    reported: bool = False
    quota: tuple[str, str | None] | None = None
    following: Atom | None = None


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


def _number(form: str) -> float:
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


class _Numerals:
    """Reads digits that a scan may have mistaken, and keeps what was changed."""

    def __init__(self) -> None:
        self.edits: list[tuple[str, str]] = []

    def read(self, form: str) -> int:
        fixed = form.translate(_FIX)
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


def _day_number(form: str, numerals: _Numerals) -> int:
    """Return the day of `08`, `mùng 3`, `rằm`."""
    words = form.split()
    if len(words) > 1:
        return int(_number(" ".join(words[1:])))
    moon = load_time_words().value("full_moon", form)
    return int(moon) if moon else numerals.read(form)


def _month_number(form: str, numerals: _Numerals) -> int:
    words = load_time_words()
    named = words.value("lunar_month", form) or words.value("month_name", form)
    return int(named) if named else numerals.read(form)


def read_atom(atom: Atom, issued: date | None) -> Reading:
    """Return the parts of a date atom as written."""
    parts = atom.parts
    numerals = _Numerals()
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
        day = _day_number(parts["d"], numerals)
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


@dataclass(frozen=True, slots=True)
class _Case:
    """One expression with its place and context."""

    expression: Expression
    lower: str
    ground: Ground

    @property
    def span(self) -> Span:
        return Span(self.expression.start, self.expression.end)

    @property
    def atom(self) -> Atom:
        return self.expression.atoms[0]


def value_of(expression: Expression, lower: str, ground: Ground = NOTHING) -> Timex:
    """Return the time expression with its value, day range and status.

    Args:
        expression: the shape.
        lower: the text in lower case.
        ground: the context; without one only what is written in full has a value.
    """
    case = _Case(expression, lower, ground)
    return _VALUES.get(expression.kind, _nothing)(case)


def printed_edits(timex: Timex, lower: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return the edits of a time expression with the letters as printed, not in lower case."""
    out = []
    for old, new in timex.edits:
        start = lower.find(old, timex.span.start, timex.span.end)
        out.append((text[start : start + len(old)] if start >= 0 else old, new))
    return tuple(out)


def _nothing(case: _Case) -> Timex:
    return Timex(case.span, "DATE", None)


def _unit_of(form: str) -> str:
    words = load_time_words()
    return next((code for name, code in _UNITS.items() if words.value(name, form) is not None), "")


def _period(count: float, unit: str) -> str | None:
    """Return the ISO duration of a number of units."""
    if unit == "Q":
        count, unit = 3 * count, "M"
    if count == int(count):
        return f"P{int(count)}{unit}"
    if unit == "Y":
        return _period(12 * count, "M")
    if unit == "M":
        return f"P{int(count)}M15D" if int(count) else "P15D"
    return f"P{count:g}{unit}"


def _every(form: str) -> tuple[str | None, str]:
    unit = _unit_of(form)
    return _period(1, unit), f"1{unit}"


def _point(case: _Case) -> Timex:
    """A day, month, quarter or year."""
    atom, ground, words = case.atom, case.ground, load_time_words()
    if _is_lunar(atom):
        return _lunar(case)
    reading = _with_lost_marks(read_atom(atom, ground.issued), case)
    if reading.point.month is None and reading.point.day is not None and ground.following is not None:
        other = read_atom(ground.following, ground.issued).point
        point = replace(reading.point, month=other.month, year=other.year, inferred=("month", "year"))
        reading = replace(reading, point=point)
    point = reading.point
    if point.month is not None and not (
        1 <= point.month <= 12 and (point.day is None or is_day(point.year, point.month, point.day))
    ):
        return Timex(case.span, "DATE", None, status="invalid", candidates=impossible(point), edits=reading.edits)
    mod = words.value("mod", atom.parts["mod"]) if "mod" in atom.parts else None
    recurs = ground.regime and point.year is None and reading.relative is None and point.value is not None
    if "set" in atom.parts or recurs or _is_each_next(atom):
        return _yearly(case, point, mod)
    return _dated(case, ground_point(reading, ground), mod)


def _is_lunar(atom: Atom) -> bool:
    words = load_time_words()
    return (
        "lunar" in atom.parts
        or words.value("lunar_month", atom.parts.get("m", "")) is not None
        or words.value("full_moon", atom.parts.get("d", "")) is not None
    )


def _is_each_next(atom: Atom) -> bool:
    """Whether the year is the one after each year (`quý I của năm liền kề`), not the one after that of issue."""
    form = " ".join(atom.parts.get("yrel", "").split())
    return load_time_words().value("each_next", form) is not None


@cache
def _lost_marks() -> tuple[re.Pattern[str], dict[str, str]]:
    """The heads as a scan without marks prints them, and what they stand for."""
    words = load_time_words()
    lost = {w.form: w.value for name in ("day_lost", "month_lost", "year_lost") for w in words.classes[name]}
    return re.compile("(?<![^\\W_])(?:" + "|".join(lost) + ")(?![^\\W_])"), lost


def _with_lost_marks(reading: Reading, case: _Case) -> Reading:
    pattern, lost = _lost_marks()
    found = pattern.findall(case.lower, case.span.start, case.span.end)
    if not found:
        return reading
    status = "repaired" if reading.status == "ok" else reading.status
    return replace(reading, edits=(*reading.edits, *((form, lost[form]) for form in found)), status=status)


def _yearly(case: _Case, point: Point, mod: str | None) -> Timex:
    """A day, month or quarter of every year, or a day of every month."""
    form = case.atom.parts.get("set", "")
    freq = _every(form)[1] if form else None
    if form and _unit_of(form) in ("M", "Q") and point.month is not None:
        point = replace(point, month=None)
    return Timex(case.span, "SET", point.value, mod=mod, quant="EVERY", freq=freq)


def _dated(case: _Case, reading: Reading, mod: str | None) -> Timex:
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
        status, candidates, value = "ambiguous", (str(point.value),), None
    lo, hi = mod_range(unit, mod, point) if unit and value else (None, None)
    found = Timex(
        case.span, "DATE", value, mod, lo, hi, status=status, candidates=candidates, anchor=point.anchor,
        inferred=point.inferred, edits=reading.edits,
    )  # fmt: skip
    return _with_clock(_with_weekday(found, case), case)


def _with_weekday(found: Timex, case: _Case) -> Timex:
    """Check a written weekday against the day; where they differ nobody can tell which is wrong."""
    form = case.expression.weekday
    if form is None or found.lo is None or found.value is None:
        return found
    wanted = load_time_words().value("weekday", form)
    if wanted is None or found.lo.isoweekday() == int(wanted):
        return found
    return replace(found, status="ambiguous", candidates=(found.value,))


def _with_clock(found: Timex, case: _Case) -> Timex:
    clock = case.expression.clock
    if clock is None:
        return found
    time = _hour(clock)
    value = f"{found.value}{time}" if found.value and time else None
    return replace(found, type="TIME", value=value, status=found.status if time else "invalid")


def _hour(clock: Atom) -> str | None:
    minute = clock.parts.get("mi") or clock.parts.get("mi2") or clock.parts.get("mi3") or "00"
    hour = int(clock.parts["h"])
    return f"T{hour:02d}:{minute}" if hour <= 24 and int(minute) < 60 else None


def _clock(case: _Case) -> Timex:
    clock = case.expression.clock
    value = _hour(clock) if clock else None
    return Timex(case.span, "TIME", value, status="ok" if value else "invalid")


def _hours(case: _Case) -> Timex:
    """`trong vòng 24 giờ`: as many hours."""
    clock = case.expression.clock
    return Timex(case.span, "DURATION", f"PT{int(clock.parts['h'])}H" if clock else None)


def _interval(case: _Case) -> Timex:
    """Two ends; what the first does not name it takes from the second."""
    first, second = case.expression.atoms
    ground = case.ground
    b = read_atom(second, ground.issued)
    a = read_atom(first, ground.issued)
    inferred: list[str] = []
    regime = "set" in second.parts or (ground.regime and b.point.year is None)
    if not regime:
        b = ground_point(b, ground)
        inferred += [f"end.{name}" for name in b.point.inferred]
    begin = a.point
    if begin.month is None and begin.day is not None and b.point.month is not None:
        begin = replace(begin, month=b.point.month)
        inferred.insert(0, "begin.month")
    if begin.year is None and b.point.year is not None:
        year = b.point.year
        if (begin.month or 0) > (b.point.month or 12):
            year -= 1  # từ ngày 15/12 đến ngày 10/01/2026
        begin = replace(begin, year=year)
        inferred.append("begin.year")
    edits = a.edits + b.edits
    lo, hi = begin.range, b.point.range
    points = (begin, b.point)
    for point in points:
        if (point.month is not None and not (1 <= point.month <= 12)) or (
            point.month is not None and point.day is not None and not is_day(point.year, point.month, point.day)
        ):
            return Timex(case.span, "INTERVAL", None, status="invalid", edits=edits, inferred=tuple(inferred))
    if regime:
        return Timex(case.span, "INTERVAL", f"{begin.value}/{b.point.value}", quant="EVERY", freq="1Y", edits=edits)
    both_relative = a.relative is not None and b.relative is not None
    if lo is None or hi is None or lo[0] > hi[1] or both_relative:
        status = "ambiguous"
        return Timex(case.span, "INTERVAL", None, status=status, edits=edits, inferred=tuple(inferred))
    last = hi[1] - timedelta(days=1) if case.expression.open_end else hi[1]
    status = "repaired" if "repaired" in (a.status, b.status) else "ok"
    return Timex(
        case.span, "INTERVAL", f"{begin.value}/{b.point.value}", None, lo[0], last, status=status,
        inferred=tuple(inferred), anchor=b.point.anchor, edits=edits,
    )  # fmt: skip


def _span(case: _Case) -> Timex:
    """`giai đoạn 2021 - 2025`; a school year runs from September to August."""
    parts = case.atom.parts
    a, b = int(parts["a"]), int(parts["b"])
    if load_time_words().value("school_year", parts.get("head", "")) is not None:
        return Timex(
            case.span, "INTERVAL", f"{a}-09/{b}-08", "APPROX", date(a, 9, 1), date(b, 8, 31),
        )  # fmt: skip
    return Timex(case.span, "INTERVAL", f"{a}/{b}", None, date(a, 1, 1), date(b, 12, 31))


def _number_unit(case: _Case) -> Timex:
    """A duration, a half year, something every so often, or a quota."""
    parts = case.atom.parts
    form = parts.get("n2") or parts["n"]
    count = _number(" ".join(form.split()))
    if "half" in parts:
        return _part_of_year(case, int(count))
    if "quota" in parts:
        value, _ = _every(parts["qunit"])
        return Timex(case.span, "SET", value, quant="EVERY", freq=str(int(count)))
    unit = _unit_of(parts["unit"])
    if not unit:
        hours = load_time_words().value("hour", parts["unit"]) is not None
        return Timex(case.span, "DURATION", f"PT{int(count)}{'H' if hours else 'M'}")
    if "more" in parts:
        count += 0.5
    value = _period(count, unit)
    if case.ground.reported and unit in ("M", "Q", "Y"):
        return Timex(case.span, "SET", value, quant="EVERY")
    if "once" in parts:
        return Timex(case.span, "SET", value, quant="EVERY", freq="1")
    return Timex(case.span, "DURATION", value, unit="working_day" if "work" in parts else None)


def _part_of_year(case: _Case, months: int) -> Timex:
    """`6 tháng đầu năm 2021`, `9 tháng đầu năm`."""
    parts, ground = case.atom.parts, case.ground
    form = parts.get("y") or parts.get("y3")
    year = int(form) if form else None
    inferred: tuple[str, ...] = ()
    anchor = None
    second_half = parts.get("part") == "cuối"
    if not 1 <= months <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    if year is None:
        if ground.regime:
            half = f"XXXX-H{2 if second_half else 1}" if months == 6 else None
            return Timex(case.span, "SET", half, quant="EVERY", freq="1Y")
        year, anchor = _year_here(ground)
        inferred = ("year",)
    if year is None:
        return Timex(case.span, "DATE", None, status="ambiguous")
    begin, end = (13 - months, 12) if second_half else (1, months)
    lo, hi = date(year, begin, 1), month_end(year, end)
    if months == 6:
        return Timex(
            case.span, "DATE", f"{year}-H{2 if second_half else 1}", None, lo, hi, inferred=inferred, anchor=anchor
        )
    if months == 12:
        return Timex(case.span, "DATE", str(year), None, lo, hi, inferred=inferred, anchor=anchor)
    value = f"{year}-{begin:02d}/{year}-{end:02d}"
    return Timex(case.span, "INTERVAL", value, None, lo, hi, inferred=inferred, anchor=anchor)


def _year_here(ground: Ground) -> tuple[int | None, str | None]:
    """Return the year that `năm` alone means here: the plan's, the last one mentioned, that of issue."""
    if ground.mention is not None:
        return ground.mention, "prev_mention"
    if ground.plan_year is not None:
        return ground.plan_year, "plan_year"
    if ground.issued is not None:
        return ground.issued.year, "t0"
    return None, None


def _year_end(case: _Case) -> Timex:
    mod = load_time_words().value("mod", case.atom.parts["mod"])
    year, anchor = _year_here(case.ground)
    if case.ground.regime:
        return Timex(case.span, "SET", "P1Y", mod=mod, quant="EVERY", freq="1Y")
    if year is None:
        return Timex(case.span, "DATE", None, mod=mod, status="ambiguous")
    point = Point(year)
    lo, hi = mod_range((date(year, 1, 1), date(year, 12, 31)), mod, point)
    return Timex(case.span, "DATE", str(year), mod, lo, hi, inferred=("year",), anchor=anchor)


def _year_rel(case: _Case) -> Timex:
    """`tháng sau`, `năm tới`, `quý này`: the calendar unit beside that of the issue date."""
    words, parts, issued = load_time_words(), case.atom.parts, case.ground.issued
    mod = words.value("mod", parts["mod"]) if "mod" in parts else None
    step = int(words.value("relative", " ".join(parts["rel"].split())) or 0)
    unit = _unit_of(parts["unit"])
    if issued is None or case.ground.regime:
        return Timex(case.span, "DATE", None, mod=mod, status="ambiguous")
    if unit == "W":
        monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=step)
        year, week, _ = monday.isocalendar()
        return Timex(case.span, "DATE", f"{year}-W{week:02d}", mod, monday, monday + timedelta(days=6), anchor="t0")
    if unit == "Y":
        point = Point(issued.year + step)
    elif unit == "Q":
        index = issued.year * 4 + (issued.month - 1) // 3 + step
        point = Point(index // 4, quarter=index % 4 + 1)
    else:
        index = issued.year * 12 + issued.month - 1 + step
        point = Point(index // 12, index % 12 + 1)
    unit_range = point.range
    lo, hi = mod_range(unit_range, mod, point) if unit_range else (None, None)
    return Timex(case.span, "DATE", point.value, mod, lo, hi, anchor="t0")


def _day_set(case: _Case) -> Timex:
    """`ngày 15 hằng tháng`, `ngày 25 của tháng cuối quý`, `ngày 15 tháng sau`."""
    parts, words = case.atom.parts, load_time_words()
    last = parts["d"].startswith(words.forms("mod")[0][:0] + "cuối")
    day = None if last else _day_number(parts["d"], _Numerals())
    if day is not None and not 1 <= day <= 31:
        return Timex(case.span, "SET", None, status="invalid")
    value = "XXXX-XX-31" if day is None else f"XXXX-XX-{day:02d}"
    mod = "END" if day is None else None
    if "mrel" in parts and "of" not in parts and not case.ground.regime:
        issued = case.ground.issued
        if issued is None:
            return Timex(case.span, "DATE", None, status="ambiguous", candidates=(value,))
        step = int(words.value("relative", " ".join(parts["mrel"].split())) or 0)
        index = issued.year * 12 + issued.month - 1 + step
        point = Point(index // 12, index % 12 + 1, day or month_end(index // 12, index % 12 + 1).day)
        unit = point.range
        if unit is None:
            return Timex(case.span, "DATE", None, status="invalid", candidates=impossible(point))
        return Timex(case.span, "DATE", point.value, mod, unit[0], unit[1], anchor="t0", inferred=("year", "month"))
    freq = "1Q" if "last" in parts else _every(parts["set"])[1] if "set" in parts else "1M"
    return Timex(case.span, "SET", value, mod=mod, quant="EVERY", freq=freq)


def _week(case: _Case) -> Timex:
    """`tuần cuối tháng 11`: the month with START or END, the days of that week as range."""
    parts = case.atom.parts
    if "set" in parts:
        value, freq = _every(parts["set"])
        return Timex(case.span, "SET", value, quant="EVERY", freq=freq)
    reading = ground_point(read_atom(case.atom, case.ground.issued), case.ground)
    point = reading.point
    if point.month is None or not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    mod = "END" if parts["week"].startswith("cuối") else "START" if parts["week"].startswith("đầu") else None
    unit = point.range
    if unit is None:
        return Timex(case.span, "DATE", None, mod=mod, status="ambiguous", candidates=(str(point.value),))
    first, last = unit
    six = timedelta(days=6)
    if mod == "END":
        first = last - six
    elif mod == "START":
        last = first + six
    else:
        number = int(_number(parts["week"].split()[-1]))
        first = min(first + timedelta(weeks=number - 1), last)
        last = min(first + six, last)
    return Timex(case.span, "DATE", point.value, mod, first, last, inferred=point.inferred, anchor=point.anchor)


def _set(case: _Case) -> Timex:
    value, freq = _every(case.atom.parts["set"])
    if case.ground.quota is not None:
        freq, mod = case.ground.quota
        return Timex(case.span, "SET", value, mod, quant="EVERY", freq=freq)
    return Timex(case.span, "SET", value, quant="EVERY", freq=freq)


def _periodic(case: _Case) -> Timex:
    parts = case.atom.parts
    count = _number(" ".join(parts["n"].split())) if "n" in parts else 1
    return Timex(case.span, "SET", _period(count, _unit_of(parts["set"])), quant="EVERY")


def _set_day(case: _Case) -> Timex:
    wanted = load_time_words().value("weekday", case.atom.parts["wd"])
    return Timex(case.span, "SET", f"XXXX-WXX-{wanted}", quant="EVERY", freq="1W")


def _sign(case: _Case) -> Timex:
    """`ngày ký`, `ngày ban hành`: the issue date itself."""
    issued = case.ground.issued
    if issued is None:
        return Timex(case.span, "DATE", None)
    return Timex(case.span, "DATE", issued.isoformat(), None, issued, issued, anchor="t0")


def _blank(case: _Case) -> Timex:
    parts = case.atom.parts
    month = parts.get("m") or parts.get("m2")
    point = Point(int(parts.get("y") or parts["y2"]), int(month) if month else None)
    if point.month is not None and not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    unit = point.range
    return Timex(case.span, "DATE", point.value, None, *(unit or (None, None)))


def _can_chi_year(parts: dict[str, str], around: int | None) -> int | None:
    """Return the year that a stem and a branch name, the one nearest to `around`."""
    words = load_time_words()
    can, chi = words.value("can", parts["can"]), words.value("chi", parts["chi"])
    if can is None or chi is None or around is None:
        return None
    for year in sorted(range(around - 30, around + 30), key=lambda y: abs(y - around)):
        if year % 10 == int(can) and year % 12 == int(chi):
            return year
    return None


def _can_chi(case: _Case) -> Timex:
    parts, issued = case.atom.parts, case.ground.issued
    year = int(parts["y"]) if "y" in parts else _can_chi_year(parts, issued.year if issued else None)
    if year is None:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="ambiguous")
    first, last = lunar_to_solar(year, 1, 1), lunar_to_solar(year + 1, 1, 1)
    return Timex(
        case.span, "DATE", str(year), None, first, last - timedelta(days=1) if last else None,
        calendar="vn_lunar", lunar=f"{year:04d}", anchor=None if "y" in parts else "t0",
    )  # fmt: skip


def _lunar_day(case: _Case, year: int | None, month: int, day: int, inferred: tuple[str, ...]) -> Timex:
    """A lunar day; without a year the first on or after the issue date (before it, in the past)."""
    issued, span = case.ground.issued, case.span
    anchor = None
    if year is None and issued is not None:
        here = solar_to_lunar(issued).year
        for candidate in (here - 1, here, here + 1) if not case.ground.past else (here + 1, here, here - 1):
            when = lunar_to_solar(candidate, month, min(day, lunar_month_length(candidate, month)))
            if when and (when <= issued if case.ground.past else when >= issued):
                year, anchor, inferred = candidate, "t0", ("year", *inferred)
                break
    if year is None:
        if case.ground.regime:
            return Timex(span, "SET", None, calendar="vn_lunar", lunar=f"XXXX-{month:02d}-{day:02d}", quant="EVERY")
        return Timex(span, "DATE", None, calendar="vn_lunar", status="ambiguous", lunar=f"XXXX-{month:02d}-{day:02d}")
    length = lunar_month_length(year, month)
    status = "ok"
    if day > length >= 29 and day == 30:
        day, status = length, "repaired"
    when = lunar_to_solar(year, month, day)
    lunar = f"{year:04d}-{month:02d}-{day:02d}"
    if when is None:
        return Timex(span, "DATE", None, calendar="vn_lunar", status="invalid", lunar=lunar)
    found = Timex(
        span, "DATE", when.isoformat(), None, when, when, calendar="vn_lunar", status=status, anchor=anchor,
        inferred=inferred, lunar=lunar,
    )  # fmt: skip
    return _with_clock(_with_weekday(found, case), case)


def _lunar(case: _Case) -> Timex:
    reading = read_atom(case.atom, case.ground.issued)
    point = reading.point
    if point.month is None or not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    if point.day is not None:
        return _lunar_day(case, point.year, point.month, point.day, ())
    found = _lunar_day(case, point.year, point.month, 1, ())
    if found.lunar is None or found.lo is None:
        return found
    year = int(found.lunar[:4])
    last = lunar_to_solar(year, point.month, lunar_month_length(year, point.month))
    return replace(found, value=found.lo.isoformat()[:7], hi=last, lunar=found.lunar[:7])


def _early_tet(case: _Case) -> Timex:
    """`mùng 3 Tết`."""
    parts = case.atom.parts
    day = int(_number(" ".join(parts["d"].split())))
    if not 1 <= day <= 30:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    return _lunar_day(case, int(parts["y"]) if "y" in parts else None, 1, day, ())


def _moon(case: _Case) -> Timex:
    """`rằm tháng Giêng`: the fifteenth of a lunar month."""
    words, form = load_time_words(), " ".join(case.atom.parts["m"].split())
    named = words.value("lunar_month", form) or words.value("month_name", form) or str(int(_number(form)))
    month = int(named)
    if not 1 <= month <= 12:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    return _lunar_day(case, None, month, 15, ())


def _tet(case: _Case) -> Timex:
    """Tết: the first day of the lunar year (or 1 January, `Tết Dương lịch`)."""
    parts, issued = case.atom.parts, case.ground.issued
    year = int(parts["y"]) if "y" in parts else None
    if "solar" in parts:
        return _dated(case, ground_point(Reading(Point(year, 1, 1)), case.ground), None)
    if year is None and "can" in parts:
        year = _can_chi_year(parts, issued.year if issued else None)
        return (
            _lunar_day(case, year, 1, 1, ())
            if year
            else Timex(case.span, "DATE", None, calendar="vn_lunar", status="ambiguous")
        )
    return _lunar_day(case, year, 1, 1, ())


def _hung(case: _Case) -> Timex:
    return _lunar_day(case, None, 3, 10, ())


_VALUES: dict[str, Callable[[_Case], Timex]] = {
    "point": _point,
    "interval": _interval,
    "span": _span,
    "year_span": _span,
    "bare_span": _span,
    "number_unit": _number_unit,
    "year_end": _year_end,
    "year_rel": _year_rel,
    "day_set": _day_set,
    "week": _week,
    "set": _set,
    "set_day": _set_day,
    "periodic": _periodic,
    "sign": _sign,
    "blank": _blank,
    "can_chi": _can_chi,
    "tet": _tet,
    "early_tet": _early_tet,
    "moon": _moon,
    "can_chi_year": _can_chi,
    "hung": _hung,
    "clock": _clock,
    "hours": _hours,
}
__all__ = ["DAYS", "NOTHING", "Ground", "Point", "value_of"]
