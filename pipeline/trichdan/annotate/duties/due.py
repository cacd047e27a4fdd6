"""From a time expression and the wording before it to bound, due day and recurrence (time guide 3.1 - 3.3)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from trichdan.annotate.duties.recurrence import Rule, parse_rule
from trichdan.calendars import Calendar, add_months, lunar_to_solar
from trichdan.model import Timex, Trigger

_ONE_DAY = timedelta(1)
_VALUE = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-(\d\d)(?:T.*)?)?|Q([1-4])|H([12])|W(\d\d)))?$")
_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(\d{1,4})H)?$")
_CUT = frozenset({"<", "<="})


@dataclass(frozen=True, slots=True)
class Due:
    """What a wording makes of a time.

    Attributes:
        nominal: as written; last: last lawful day; working: last working day on or before it.
        rule: recurrence after the shift of a strict `trước`; rule_nominal: as written.
        review: reasons for a look by a person.
    """

    bound: str
    nominal: str | None = None
    last: date | None = None
    working: date | None = None
    rule: Rule | None = None
    rule_nominal: Rule | None = None
    rdates: tuple[date, ...] = ()
    dtstart: date | None = None
    trigger: Trigger | None = None
    review: tuple[str, ...] = field(default=())


def day_range(timex: Timex) -> tuple[date, date] | None:
    """Return first and last day that a dated expression means, or None."""
    if timex.lo is not None and timex.hi is not None:
        return timex.lo, timex.hi
    if timex.hi is not None and timex.mod in ("END", "MID"):
        return timex.hi, timex.hi
    ends = (timex.value or "").split("/")
    low, high = _range(ends[0]), _range(ends[-1])
    if low is None or high is None:
        return None
    return (timex.lo or low[0]), (timex.hi or high[1])


def _range(value: str) -> tuple[date, date] | None:
    match = _VALUE.match(value)
    if match is None:
        return None
    year, month, day, quarter, half, week = (int(g) if g else 0 for g in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if week:
            monday = date.fromisocalendar(year, week, 1)
            return monday, monday + timedelta(6)
        first, last = (
            (month, month) if month else (3 * quarter - 2, 3 * quarter) if quarter
            else (6 * half - 5, 6 * half) if half else (1, 12)
        )  # fmt: skip
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None


def is_day(timex: Timex) -> bool:
    """Return whether an expression names one day."""
    value = (timex.value or "").split("/")[-1]
    return len(value) >= 10 and value[:4].isdigit() and timex.type in ("DATE", "TIME")


def dated(timex: Timex, bound: str, calendar: Calendar) -> Due:
    """Return the due day of a written date or window."""
    span = day_range(timex)
    if span is None:
        reason = "invalid_date" if timex.status == "invalid" else "anchor_unknown"
        return Due(bound, timex.value, review=(reason,))
    low, high = span
    if timex.type == "INTERVAL" and bound != "at":
        nominal = (timex.value or "").split("/")[-1] or None
    else:
        nominal = (timex.value or "").split("/")[-1] if bound == "at" else timex.value
    review = () if timex.status == "ok" or timex.status == "repaired" else (f"{timex.status}_date",)
    if bound in (">", ">="):
        return Due(bound, nominal, dtstart=low + _ONE_DAY if bound == ">" else low, review=review)
    last = high
    if bound == "<" and timex.type != "TIME":
        last = (high if timex.mod in ("END", "MID") else low) - _ONE_DAY
    return Due(bound, nominal, last, calendar.previous_working(last), review=review)


def recurring(timex: Timex, bound: str, calendar: Calendar, issued: date | None, *, end_of_quarter: bool) -> Due:
    """Return the rule of a recurring time; strict `trước` moves the day in the rule."""
    if timex.calendar == "vn_lunar" and timex.lunar:
        return _lunar(timex, bound, calendar, issued)
    rule = parse_rule(timex.value, timex.freq, end_of_quarter=end_of_quarter, mod=timex.mod)
    if rule is None:
        return Due(bound, timex.value, review=("day_unspecified",))
    by_hour = timex.type == "TIME" or "T" in (timex.value or "")
    shifted = rule.before() if bound == "<" and not by_hour else rule
    review = () if rule.is_exact or (bound == "<" and shifted.is_exact) else ("day_unspecified",)
    start = shifted.first_on_or_after(issued) if issued else None
    return Due(
        bound, timex.value, rule=shifted, rule_nominal=rule if shifted != rule else None, dtstart=start, review=review
    )


def _lunar(timex: Timex, bound: str, calendar: Calendar, issued: date | None) -> Due:
    """Return the days of a yearly lunar occasion in the five years after issue: no RRULE can say them."""
    match = re.search(r"(\d\d)-(\d\d)$", timex.lunar or "")
    if match is None or issued is None:
        return Due(bound, timex.value, review=("anchor_unknown",))
    days = [lunar_to_solar(year, int(match[1]), int(match[2])) for year in range(issued.year, issued.year + 6)]
    shift = _ONE_DAY if bound == "<" else timedelta(0)
    rdates = tuple(day - shift for day in days if day is not None and day - shift >= issued)[:5]
    return Due(bound, timex.value, rdates=rdates, dtstart=rdates[0] if rdates else None)


def computed(timex: Timex, bound: str, calendar: Calendar, trigger: Trigger) -> Due:
    """Return the end of a period (Civil Code 2015, art. 147-148): the day of the event is not counted, and a last day
    off moves to the next working day."""
    length = _DURATION.match((timex.value or "").rsplit("/", 1)[-1])
    start = trigger.date
    if start is None or length is None:
        return Due(bound, trigger=trigger, review=("trigger_date_unknown",))
    years, months, weeks, days, hours = (int(g) if g else 0 for g in length.groups())
    working = timex.unit == "working_day"
    if working:
        last = calendar.add_working_days(start, days)
        nominal, end = f"t0+P{days}WD", last
    else:
        end = add_months(start, 12 * years + months) + timedelta(7 * weeks + days + hours // 24)
        last, nominal = calendar.next_working(end), end.isoformat()
    review = ("holiday_table_provisional",) if (working or last != end) and calendar.is_provisional(last.year) else ()
    if bound == ">":
        grain = str(end.year) if years and not (months or weeks or days) else nominal
        return Due(bound, grain, dtstart=end + _ONE_DAY if days else None, trigger=trigger)
    return Due(bound, nominal, last, last, trigger=trigger, review=review)
