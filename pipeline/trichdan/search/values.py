"""Values in a query: days, months, years, khóa; and how a query is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta

from trichdan.errors import QueryError
from trichdan.search.nodes import DateIn, FieldIs, Node, TermIn

_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?\Z"),
    re.compile(r"(?:(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-])(?P<y>\d{4})\Z"),
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def refused(wording: str, at: int, message: str, **values: object) -> QueryError:
    """Return the error of a query that cannot be understood.

    Args:
        wording: id in the message table, without its `query.`.
        at: offset in the query.
        message: the same in English.
        values: what fills the message in, beside the place.
    """
    error = QueryError(f"at {at + 1}: {message}", position=at)
    return error.worded(f"query.{wording}", at=at + 1, **values)


def field_value(name: str, text: str, at: int) -> Node:
    """Return the condition that a field holds a value.

    Args:
        name: of the field.
        text: the value as typed.
        at: its offset in the query.

    Raises:
        QueryError: no such value for this field.
    """
    low, dots, high = text.partition("..")
    if name in ("date", "due"):
        first, last = _days(low, at)[0], _days(high if dots else low, at)[1]
        if first and last and first > last:
            raise refused("backwards", at, f"the range {text} runs backwards", text=text)
        return DateIn(name, first, last)
    if name == "term":
        return TermIn(_term(low, at), _term(high if dots else low, at))
    if not any(map(str.isalnum, text)):
        raise refused("empty_value", at, f"{name}: needs a value", field=name)
    return FieldIs(name, text)


def _days(text: str, at: int) -> tuple[date | None, date | None]:
    """Return first and last day of a year, month or day; (None, None) for an open end."""
    if not text:
        return None, None
    for form in _DAY_FORMS:
        if match := form.match(text):
            year, month, day = (int(match[name]) if match[name] else None for name in ("y", "m", "d"))
            try:
                return _bounds(year or 0, month, day)
            except ValueError:
                break
    raise refused(
        "no_date", at, f"{text!r} is no date; write 2017, 2017-03, 2017-03-08 or 08/3/2017, 2017..2020", text=text
    )


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    if month is None or month == 12:
        return first, date(year, 12, 31)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def _term(text: str, at: int) -> int | None:
    if not text:
        return None
    lowered = text.lower()
    if lowered.isdecimal() and len(lowered) <= 2:
        return int(lowered)
    if lowered and set(lowered) <= set(_ROMAN) and len(lowered) <= 6:
        values = [_ROMAN[char] for char in lowered]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    raise refused("no_term", at, f"{text!r} is no khóa; write term:XI, term:11 or term:10..12", text=text)
