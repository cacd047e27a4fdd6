"""Values of what recurs: a day of every month, the last day of a quarter, every Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trichdan.annotate.times.case import Case, every_unit, iso_period, unit_of
from trichdan.annotate.times.points import Numerals, Point, day_number, ground_point, impossible, number_of, read_atom
from trichdan.annotate.times.shapes import Atom
from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex


def is_each_next(atom: Atom) -> bool:
    """Whether the year is the one after each year (`quý I của năm liền kề`), not the one after that of issue."""
    form = " ".join(atom.parts.get("yrel", "").split())
    return load_time_words().value("each_next", form) is not None


def yearly(case: Case, point: Point, mod: str | None) -> Timex:
    """A day, month or quarter of every year, or a day of every month."""
    form = case.atom.parts.get("set", "")
    freq = every_unit(form)[1] if form else None
    if form and unit_of(form) in ("M", "Q") and point.month is not None:
        point = replace(point, month=None)
    return Timex(case.span, "SET", point.value, mod=mod, quant="EVERY", freq=freq)


def day_set(case: Case) -> Timex:
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


def set_span(case: Case) -> Timex:
    """`ngày 01 tháng đầu quý đến hết ngày cuối cùng của tháng cuối quý`: each such period."""
    parts = case.atom.parts
    value, freq = every_unit(parts.get("outer") or parts["whole"])
    return Timex(case.span, "SET", value, quant="EVERY", freq=freq)


def day_edge(case: Case) -> Timex:
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


def week(case: Case) -> Timex:
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
        first_one = load_time_words().value("first", " ".join(parts["week"].split()))
        number = int(first_one or number_of(parts["week"].split()[-1]))
        first = min(first + timedelta(weeks=number - 1), last)
        last = min(first + six, last)
    return Timex(case.span, "DATE", point.value, mod, first, last, inferred=point.inferred, anchor=point.anchor)


def every(case: Case) -> Timex:
    """`hằng tháng`, `mỗi năm ít nhất 02 lần`."""
    value, freq = every_unit(case.atom.parts["set"])
    if case.ground.quota is not None:
        freq, mod = case.ground.quota
        return Timex(case.span, "SET", value, mod, quant="EVERY", freq=freq)
    return Timex(case.span, "SET", value, quant="EVERY", freq=freq)


def periodic(case: Case) -> Timex:
    """`định kỳ 6 tháng`."""
    parts = case.atom.parts
    count = number_of(" ".join(parts["n"].split())) if "n" in parts else 1
    return Timex(case.span, "SET", iso_period(count, unit_of(parts["set"])), quant="EVERY")


def set_day(case: Case) -> Timex:
    """`thứ Sáu hằng tuần`."""
    wanted = load_time_words().value("weekday", case.atom.parts["wd"])
    return Timex(case.span, "SET", f"XXXX-WXX-{wanted}", quant="EVERY", freq="1W")
