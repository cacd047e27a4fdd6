"""Values of time expressions: TIMEX3 strings, day ranges, status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from trichdan.annotate.timex_case import (
    Case,
    dated,
    every_unit,
    hour_of,
    iso_period,
    unit_of,
    with_lost_marks,
)
from trichdan.annotate.timex_join import Expression
from trichdan.annotate.timex_lunar import can_chi, early_tet, feast, is_lunar, lunar_point, moon, tet
from trichdan.annotate.timex_mend import with_mending
from trichdan.annotate.timex_points import (
    NOTHING,
    Ground,
    Numerals,
    Point,
    day_number,
    ground_point,
    impossible,
    is_day,
    mod_range,
    number_of,
    read_atom,
    year_here,
)
from trichdan.annotate.timex_shapes import Atom
from trichdan.calendars import month_end
from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex


def value_of(expression: Expression, lower: str, ground: Ground = NOTHING) -> Timex:
    """Return the time expression with its value, day range and status.

    Args:
        expression: the shape.
        lower: the text in lower case.
        ground: the context; without one only what is written in full has a value.
    """
    case = Case(expression, lower, ground)
    return with_mending(_VALUES.get(expression.kind, _nothing)(case), lower)


def _nothing(case: Case) -> Timex:
    return Timex(case.span, "DATE", None)


def _point(case: Case) -> Timex:
    """A day, month, quarter or year."""
    atom, ground, words = case.atom, case.ground, load_time_words()
    if is_lunar(atom):
        return lunar_point(case)
    reading = with_lost_marks(read_atom(atom, ground.issued), case)
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
    if point.month is None and point.day is not None and ground.monthly:
        return Timex(case.span, "SET", point.value, quant="EVERY", freq="1M")
    recurs = (
        (point.month or point.quarter) is not None
        and ground.regime
        and point.year is None
        and reading.relative is None
        and point.value is not None
    )
    if "set" in atom.parts or recurs or _is_each_next(atom):
        return _yearly(case, point, mod)
    return dated(case, ground_point(reading, ground), mod)


def _is_each_next(atom: Atom) -> bool:
    """Whether the year is the one after each year (`quý I của năm liền kề`), not the one after that of issue."""
    form = " ".join(atom.parts.get("yrel", "").split())
    return load_time_words().value("each_next", form) is not None


def _yearly(case: Case, point: Point, mod: str | None) -> Timex:
    """A day, month or quarter of every year, or a day of every month."""
    form = case.atom.parts.get("set", "")
    freq = every_unit(form)[1] if form else None
    if form and unit_of(form) in ("M", "Q") and point.month is not None:
        point = replace(point, month=None)
    return Timex(case.span, "SET", point.value, mod=mod, quant="EVERY", freq=freq)


def _clock(case: Case) -> Timex:
    clock = case.expression.clock
    value = hour_of(clock) if clock else None
    return Timex(case.span, "TIME", value, status="ok" if value else "invalid")


def _hours(case: Case) -> Timex:
    """`trong vòng 24 giờ`: as many hours."""
    clock = case.expression.clock
    return Timex(case.span, "DURATION", f"PT{int(clock.parts['h'])}H" if clock else None)


def _interval(case: Case) -> Timex:
    """Two ends; what the first does not name it takes from the second."""
    first, second = case.expression.atoms
    ground = case.ground
    if is_lunar(first) or is_lunar(second):
        return _lunar_interval(case)
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


def _lunar_interval(case: Case) -> Timex:
    """`từ 28 tháng Chạp đến mùng 5 tháng Giêng`."""
    ends = [
        lunar_point(replace(case, expression=replace(case.expression, kind="point", atoms=(atom,))))
        for atom in case.expression.atoms
    ]
    a, b = ends
    if a.lo is None or b.hi is None or a.lo > b.hi:
        return Timex(case.span, "INTERVAL", None, calendar="vn_lunar", status="ambiguous")
    return Timex(
        case.span, "INTERVAL", f"{a.value}/{b.value}", None, a.lo, b.hi, calendar="vn_lunar", anchor=a.anchor,
        lunar=f"{a.lunar}/{b.lunar}", inferred=a.inferred,
    )  # fmt: skip


def _span(case: Case) -> Timex:
    """`giai đoạn 2021 - 2025`; a school year runs from September to August."""
    parts = case.atom.parts
    a, b = int(parts["a"]), int(parts["b"])
    if load_time_words().value("school_year", parts.get("head", "")) is not None:
        return Timex(
            case.span, "INTERVAL", f"{a}-09/{b}-08", "APPROX", date(a, 9, 1), date(b, 8, 31),
        )  # fmt: skip
    return Timex(case.span, "INTERVAL", f"{a}/{b}", None, date(a, 1, 1), date(b, 12, 31))


def _number_unit(case: Case) -> Timex:
    """A duration, a half year, something every so often, or a quota."""
    parts = case.atom.parts
    form = parts.get("n2") or parts["n"]
    count = number_of(" ".join(form.split()))
    if "half" in parts:
        return _part_of_year(case, int(count))
    if "quota" in parts:
        value, _ = every_unit(parts["qunit"])
        return Timex(case.span, "SET", value, quant="EVERY", freq=str(int(count)))
    unit = unit_of(parts["unit"])
    if not unit:
        hours = load_time_words().value("hour", parts["unit"]) is not None
        return Timex(case.span, "DURATION", f"PT{int(count)}{'H' if hours else 'M'}")
    if "more" in parts:
        count += 0.5
    value = iso_period(count, unit)
    if unit == "M" and case.ground.so_far is not None and count == int(count):
        return _so_far(case, int(count), case.ground.so_far)
    if case.ground.reported and unit in ("M", "Q", "Y"):
        return Timex(case.span, "SET", value, quant="EVERY")
    if "once" in parts:
        return Timex(case.span, "SET", value, quant="EVERY", freq="1")
    return Timex(case.span, "DURATION", value, unit="working_day" if "work" in parts else None)


def _so_far(case: Case, months: int, year: int) -> Timex:
    """`9 tháng tăng trưởng ước đạt 8%`: the months of the year so far."""
    lo, hi = date(year, 1, 1), month_end(year, months)
    if months == 6:
        return Timex(case.span, "DATE", f"{year}-H1", None, lo, hi, inferred=("year",), anchor="t0")
    value = f"{year}-01/{year}-{months:02d}"
    return Timex(case.span, "INTERVAL", value, None, lo, hi, inferred=("year",), anchor="t0")


def _part_of_year(case: Case, months: int) -> Timex:
    """`6 tháng đầu năm 2021`, `9 tháng đầu năm`."""
    parts, ground = case.atom.parts, case.ground
    form = parts.get("y") or parts.get("y3")
    year = int(form) if form else None
    inferred: tuple[str, ...] = ()
    anchor = None
    second_half = load_time_words().value("edge", parts.get("part", "")) == "END"
    if not 1 <= months <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    if year is None:
        if ground.regime:
            half = f"XXXX-H{2 if second_half else 1}" if months == 6 else None
            return Timex(case.span, "SET", half, quant="EVERY", freq="1Y")
        year, anchor = year_here(ground)
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


def _year_end(case: Case) -> Timex:
    mod = load_time_words().value("mod", case.atom.parts["mod"])
    year, anchor = year_here(case.ground)
    if case.ground.regime:
        return Timex(case.span, "SET", "P1Y", mod=mod, quant="EVERY", freq="1Y")
    if year is None:
        return Timex(case.span, "DATE", None, mod=mod, status="ambiguous")
    point = Point(year)
    lo, hi = mod_range((date(year, 1, 1), date(year, 12, 31)), mod, point)
    return Timex(case.span, "DATE", str(year), mod, lo, hi, inferred=("year",), anchor=anchor)


def _year_rel(case: Case) -> Timex:
    """`tháng sau`, `năm tới`, `quý này`: the calendar unit beside that of the issue date."""
    words, parts, issued = load_time_words(), case.atom.parts, case.ground.issued
    mod = words.value("mod", parts["mod"]) if "mod" in parts else None
    step = int(words.value("relative", " ".join(parts["rel"].split())) or 0)
    unit = unit_of(parts["unit"])
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


def _day_set(case: Case) -> Timex:
    """`ngày 15 hằng tháng`, `ngày 25 của tháng cuối quý`, `ngày 15 tháng sau`."""
    parts, words = case.atom.parts, load_time_words()
    day = day_number(parts["d"], Numerals())
    if not 1 <= day <= 31:
        return Timex(case.span, "SET", None, status="invalid")
    value = f"XXXX-XX-{day:02d}"
    if "months" in parts:
        return _day_of_months(case, day)
    if "lastof" in parts and unit_of(parts["lastof"]) == "Y":
        first = words.value("edge", parts["last"]) == "START"
        return Timex(case.span, "SET", f"XXXX-{'01' if first else '12'}-{day:02d}", quant="EVERY", freq="1Y")
    month = words.value("edge", parts["last"]) if "last" in parts else None
    mod = None if month == "END" else month  # the first or the middle month of each quarter
    if "mrel" in parts and "of" not in parts and not case.ground.regime:
        issued = case.ground.issued
        if issued is None:
            return Timex(case.span, "DATE", None, status="ambiguous", candidates=(value,))
        step = int(words.value("relative", " ".join(parts["mrel"].split())) or 0)
        index = issued.year * 12 + issued.month - 1 + step
        point = Point(index // 12, index % 12 + 1, day)
        unit = point.range
        if unit is None:
            return Timex(case.span, "DATE", None, status="invalid", candidates=impossible(point))
        return Timex(case.span, "DATE", point.value, None, *unit, anchor="t0", inferred=("year", "month"))
    freq = "1Q" if "last" in parts else every_unit(parts["set"])[1] if "set" in parts else "1M"
    return Timex(case.span, "SET", value, mod, quant="EVERY", freq=freq)


def _day_of_months(case: Case, day: int) -> Timex:
    """`ngày 25 các tháng 3, 6, 9, 12`: a day of the last or first month of each quarter, else of several months."""
    parts = case.atom.parts
    months = {int(n) for n in parts["months"].split(",")} | {int(n) for n in (parts.get("lastmonth"),) if n}
    if not all(1 <= month <= 12 for month in months):
        return Timex(case.span, "SET", None, status="invalid")
    freq = "1Q" if months in ({3, 6, 9, 12}, {1, 4, 7, 10}) else None
    mod = "START" if months == {1, 4, 7, 10} else None
    return Timex(case.span, "SET", f"XXXX-XX-{day:02d}", mod, quant="EVERY", freq=freq)


def _set_span(case: Case) -> Timex:
    """`ngày 01 tháng đầu quý đến hết ngày cuối cùng của tháng cuối quý`: each such period."""
    parts = case.atom.parts
    value, freq = every_unit(parts.get("outer") or parts["whole"])
    return Timex(case.span, "SET", value, quant="EVERY", freq=freq)


def _day_edge(case: Case) -> Timex:
    """`ngày cuối cùng của tháng`, `ngày đầu quý`: the first or last day of every month, quarter or year."""
    parts = case.atom.parts
    mod = load_time_words().value("edge", " ".join(parts["edge"].split()))
    unit = unit_of(parts["whole"])
    if "outer" in parts:
        unit = unit_of(parts["outer"])
    days = {
        ("M", "END"): "XXXX-XX-31",
        ("M", "START"): "XXXX-XX-01",
        ("Y", "END"): "XXXX-12-31",
        ("Y", "START"): "XXXX-01-01",
    }
    value = days.get((unit, mod or "")) or iso_period(1, unit)
    return Timex(case.span, "SET", value, mod, quant="EVERY", freq=f"1{unit}")


def _week(case: Case) -> Timex:
    """`tuần cuối tháng 11`: the month with START or END, the days of that week as range."""
    parts = case.atom.parts
    if "set" in parts:
        value, freq = every_unit(parts["set"])
        return Timex(case.span, "SET", value, quant="EVERY", freq=freq)
    reading = ground_point(read_atom(case.atom, case.ground.issued), case.ground)
    point = reading.point
    if point.month is None or not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    mod = load_time_words().value("edge", parts["week"])
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
        number = int(number_of(parts["week"].split()[-1]))
        first = min(first + timedelta(weeks=number - 1), last)
        last = min(first + six, last)
    return Timex(case.span, "DATE", point.value, mod, first, last, inferred=point.inferred, anchor=point.anchor)


def _set(case: Case) -> Timex:
    value, freq = every_unit(case.atom.parts["set"])
    if case.ground.quota is not None:
        freq, mod = case.ground.quota
        return Timex(case.span, "SET", value, mod, quant="EVERY", freq=freq)
    return Timex(case.span, "SET", value, quant="EVERY", freq=freq)


def _periodic(case: Case) -> Timex:
    parts = case.atom.parts
    count = number_of(" ".join(parts["n"].split())) if "n" in parts else 1
    return Timex(case.span, "SET", iso_period(count, unit_of(parts["set"])), quant="EVERY")


def _set_day(case: Case) -> Timex:
    wanted = load_time_words().value("weekday", case.atom.parts["wd"])
    return Timex(case.span, "SET", f"XXXX-WXX-{wanted}", quant="EVERY", freq="1W")


def _sign(case: Case) -> Timex:
    """`ngày ký`, `ngày ban hành`: the issue date itself."""
    issued = case.ground.issued
    if issued is None:
        return Timex(case.span, "DATE", None)
    return Timex(case.span, "DATE", issued.isoformat(), None, issued, issued, anchor="t0")


def _blank(case: Case) -> Timex:
    parts = case.atom.parts
    month = parts.get("m") or parts.get("m2")
    point = Point(int(parts.get("y") or parts["y2"]), int(month) if month else None)
    if point.month is not None and not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, status="invalid")
    unit = point.range
    return Timex(case.span, "DATE", point.value, None, *(unit or (None, None)))


_VALUES: dict[str, Callable[[Case], Timex]] = {
    "point": _point,
    "interval": _interval,
    "span": _span,
    "year_span": _span,
    "bare_span": _span,
    "number_unit": _number_unit,
    "year_end": _year_end,
    "year_rel": _year_rel,
    "day_set": _day_set,
    "day_edge": _day_edge,
    "week": _week,
    "set": _set,
    "bare_unit": _set,
    "set_span": _set_span,
    "set_day": _set_day,
    "periodic": _periodic,
    "sign": _sign,
    "blank": _blank,
    "can_chi": can_chi,
    "tet": tet,
    "early_tet": early_tet,
    "moon": moon,
    "can_chi_year": can_chi,
    "feast": feast,
    "clock": _clock,
    "hours": _hours,
}
