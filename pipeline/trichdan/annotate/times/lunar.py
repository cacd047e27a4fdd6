"""Values of days of the Vietnamese lunar calendar: Tết, tháng Chạp, rằm, Giỗ Tổ, years by stem and branch."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trichdan.annotate.times.case import Case, dated, with_clock, with_weekday
from trichdan.annotate.times.points import Point, Reading, ground_point, number_of, read_atom
from trichdan.annotate.times.shapes import Atom
from trichdan.calendars import lunar_month_length, lunar_to_solar, solar_to_lunar
from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex


def is_lunar(atom: Atom) -> bool:
    """Return whether a date atom is one of the lunar calendar by its words."""
    words = load_time_words()
    return (
        "lunar" in atom.parts
        or words.value("lunar_month", atom.parts.get("m", "")) is not None
        or words.value("full_moon", atom.parts.get("d", "")) is not None
    )


def lunar_day(case: Case, year: int | None, month: int, day: int, inferred: tuple[str, ...]) -> Timex:
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
    if year is None and issued is None and not case.ground.regime:
        year, anchor = _lunar_year_of_plan(case, month, day)
        inferred = ("year", *inferred) if year is not None else inferred
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
    return with_clock(with_weekday(found, case), case)


def _lunar_year_of_plan(case: Case, month: int, day: int) -> tuple[int | None, str | None]:
    """Return the lunar year whose day falls in the year that the document plans, and the anchor."""
    plan, mention = case.ground.plan_year, case.ground.mention
    here = plan if plan is not None else mention
    if here is None:
        return None, None
    for year in (here - 1, here):
        when = lunar_to_solar(year, month, min(day, lunar_month_length(year, month)))
        if when is not None and when.year == here:
            return year, "plan_year" if plan is not None else "prev_mention"
    return None, None


def _around(case: Case) -> int | None:
    """Return the year near which a stem and a branch are looked for."""
    ground = case.ground
    return ground.issued.year if ground.issued else ground.plan_year or ground.mention


def lunar_point(case: Case) -> Timex:
    """`ngày 28 tháng Chạp`, `tháng Giêng`, `ngày 15 tháng 7 (âm lịch)`."""
    reading = read_atom(case.atom, case.ground.issued)
    point = reading.point
    if point.month is None or not 1 <= point.month <= 12:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    if point.day is not None:
        return lunar_day(case, point.year, point.month, point.day, ())
    found = lunar_day(case, point.year, point.month, 1, ())
    if found.lunar is None or found.lo is None:
        return found
    year = int(found.lunar[:4])
    last = lunar_to_solar(year, point.month, lunar_month_length(year, point.month))
    return replace(found, value=found.lo.isoformat()[:7], hi=last, lunar=found.lunar[:7])


def early_tet(case: Case) -> Timex:
    """`mùng 3 Tết`."""
    parts = case.atom.parts
    day = int(number_of(" ".join(parts["d"].split())))
    if not 1 <= day <= 30:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    return lunar_day(case, int(parts["y"]) if "y" in parts else None, 1, day, ())


def moon(case: Case) -> Timex:
    """`rằm tháng Giêng`: the fifteenth of a lunar month."""
    words, form = load_time_words(), " ".join(case.atom.parts["m"].split())
    named = words.value("lunar_month", form) or words.value("month_name", form) or str(int(number_of(form)))
    month = int(named)
    if not 1 <= month <= 12:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="invalid")
    return lunar_day(case, None, month, 15, ())


def tet(case: Case) -> Timex:
    """Tết: the first day of the lunar year (or 1 January, `Tết Dương lịch`)."""
    parts = case.atom.parts
    year = int(parts["y"]) if "y" in parts else None
    if "solar" in parts:
        return dated(case, ground_point(Reading(Point(year, 1, 1)), case.ground), None)
    if year is None and "can" in parts:
        year = _can_chi_year(parts, _around(case))
        return (
            lunar_day(case, year, 1, 1, ())
            if year
            else Timex(case.span, "DATE", None, calendar="vn_lunar", status="ambiguous")
        )
    return lunar_day(case, year, 1, 1, ())


def feast(case: Case) -> Timex:
    """A feast with a fixed lunar day: Giỗ Tổ Hùng Vương, Tết Trung thu."""
    parts = case.atom.parts
    month, day = (load_time_words().value("feast", parts["feast"]) or "").split("-")
    return lunar_day(case, int(parts["y"]) if "y" in parts else None, int(month), int(day), ())


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


def can_chi(case: Case) -> Timex:
    """`năm Bính Ngọ`, `Bính Ngọ 2026`: a lunar year."""
    parts = case.atom.parts
    year = int(parts["y"]) if "y" in parts else _can_chi_year(parts, _around(case))
    if year is None:
        return Timex(case.span, "DATE", None, calendar="vn_lunar", status="ambiguous")
    first, last = lunar_to_solar(year, 1, 1), lunar_to_solar(year + 1, 1, 1)
    return Timex(
        case.span, "DATE", str(year), None, first, last - timedelta(days=1) if last else None,
        calendar="vn_lunar", lunar=f"{year:04d}", anchor=None if "y" in parts else "t0",
    )  # fmt: skip
