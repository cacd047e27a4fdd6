"""Values of time expressions: TIMEX3 strings, day ranges, status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from trichdan.annotate.times.case import (
    Case,
    dated,
    hour_of,
    iso_period,
    unit_of,
    with_clock,
    with_lost_marks,
)
from trichdan.annotate.times.lunar import can_chi, early_tet, feast, is_lunar, lunar_point, moon, tet
from trichdan.annotate.times.mend import with_mending
from trichdan.annotate.times.neighbours import Expression
from trichdan.annotate.times.points import (
    NOTHING,
    Ground,
    Point,
    ground_point,
    impossible,
    is_day,
    mod_range,
    number_of,
    read_atom,
    year_here,
)
from trichdan.annotate.times.sets import (
    day_edge,
    day_set,
    every,
    is_each_next,
    periodic,
    set_day,
    set_span,
    week,
    yearly,
)
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
    found = _VALUES.get(expression.kind, _nothing)(case)
    return with_mending(with_clock(found, case) if found.type == "SET" else found, lower)


def _nothing(case: Case) -> Timex:
    return Timex(case.span, "DATE", None)


def _point(case: Case) -> Timex:
    """A day, month, quarter or year."""
    atom, ground, words = case.atom, case.ground, load_time_words()
    if is_lunar(atom):
        return lunar_point(case)
    if atom.kind == "week_day":
        return _week_day(case)
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
    if "set" in atom.parts or recurs or is_each_next(atom):
        return yearly(case, point, mod)
    return dated(case, ground_point(reading, ground), mod)


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
        begin = replace(begin, year=b.point.year)
        starts, ends = begin.range, b.point.range
        if starts and ends and starts[0] > ends[1] and not (begin.month and begin.month == b.point.month):
            begin = replace(begin, year=b.point.year - 1)  # từ ngày 15/12 đến ngày 10/01/2026
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
    relative = a.relative is not None  # ngày 15 tháng 12 năm trước đến ngày 14 tháng 12 của năm báo cáo
    if lo is None or hi is None or lo[0] > hi[1] or relative:
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
        value = iso_period(int(parts.get("qn", "1")), unit_of(parts["qunit"]))
        return Timex(case.span, "SET", value, quant="EVERY", freq=str(int(count)))
    unit = unit_of(parts["unit"])
    if not unit:
        hours = load_time_words().value("hour", parts["unit"]) is not None
        return Timex(case.span, "DURATION", f"PT{count:g}{'H' if hours else 'M'}")
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


def _week_day(case: Case) -> Timex:
    """`thứ Hai tuần sau`: a day of the week of the issue date or of one beside it."""
    words, parts, issued = load_time_words(), case.atom.parts, case.ground.issued
    step = int(words.value("relative", " ".join(parts["rel"].split())) or 0)
    if issued is None:
        return with_clock(Timex(case.span, "DATE", None, status="ambiguous"), case)
    back = 1 - int(words.value("weekday", parts["wd"]) or 1)
    day = issued - timedelta(days=issued.weekday() + back) + timedelta(weeks=step)
    return with_clock(Timex(case.span, "DATE", day.isoformat(), None, day, day, anchor="t0"), case)


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
    "day_set": day_set,
    "bare_day_set": day_set,
    "day_edge": day_edge,
    "week": week,
    "set": every,
    "bare_unit": every,
    "set_span": set_span,
    "set_day": set_day,
    "periodic": periodic,
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
