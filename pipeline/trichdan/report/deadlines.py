"""What is due when: deadlines of the index chosen, expanded to days, and put in order.

A row is a deadline of the record as a plain dict, with `id` and `path` of its document; `document_date` and `line`
(where it stands in the file) may be there too. No clock: the caller says the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any

from dateutil.rrule import rrulebase, rrulestr

from trichdan.lexicon.loader import read_table
from trichdan.text import key

Row = Mapping[str, Any]

MOST = 1000
"""Days to which one recurring deadline is expanded at most; twenty years of weeks."""

_DAY_PARTS = ("BYMONTHDAY", "BYDAY", "BYYEARDAY", "BYWEEKNO")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which deadlines are wanted.

    Attributes:
        as_of: the day on which the reader stands; what is due before is overdue.
        start: first day, inclusive; end: last day, inclusive.
        actor: part of the name of a body that must act.
        recipient: part of the name of a body that gets the result.
        overdue: only what was due before `as_of`; needs `as_of`.
        soft: True only occasions, False none, None both.
        targets: targets (phấn đấu) as well.
        undated: what has no definite day as well, also where a window is given.
    """

    as_of: date | None = None
    start: date | None = None
    end: date | None = None
    actor: str | None = None
    recipient: str | None = None
    overdue: bool = False
    soft: bool | None = None
    targets: bool = False
    undated: bool = False

    @property
    def window(self) -> tuple[date | None, date | None]:
        """First and last day, inclusive, that all conditions leave; None is open."""
        starts = [day for day in (self.start, None if self.overdue else self.as_of) if day]
        ends = [day for day in (self.end,) if day]
        if self.overdue and self.as_of:
            ends.append(self.as_of - timedelta(days=1))
        return max(starts, default=None), min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Item:
    """One day on which one deadline falls.

    Attributes:
        row: the deadline.
        day: the last lawful day, or None where none is definite.
        more: it recurs after this day, and these days are not listed.
    """

    row: Row
    day: date | None
    more: bool = False

    def days_left(self, as_of: date | None) -> int | None:
        """Return days from `as_of` to the day, negative when it is over, or None."""
        return (self.day - as_of).days if self.day and as_of else None


def choose(rows: Iterable[Row], choice: Choice) -> tuple[list[Item], int]:
    """Return the items wanted, in order of day, document and place, and how many without a day were left out.

    A recurring deadline gives every day inside a window that has both ends, else its next day alone; a daily one
    always gives its next day alone.
    """
    first, last = choice.window
    bounded = first is not None or last is not None
    items: list[Item] = []
    left_out = 0
    for row in rows:
        if not _wanted(row, choice):
            continue
        if not has_day(row):
            if choice.undated or not bounded:
                items.append(Item(row, None))
            else:
                left_out += 1
            continue
        items.extend(_items(row, first, last))
    return sorted(items, key=_order), left_out


def _order(item: Item) -> tuple[bool, date, str, int]:
    return item.day is None, item.day or date.min, str(item.row.get("id") or ""), int(item.row.get("start") or 0)


def _wanted(row: Row, choice: Choice) -> bool:
    if row.get("modality") == "TARGET" and not choice.targets:
        return False
    if choice.soft is not None and bool(row.get("soft")) != choice.soft:
        return False
    if choice.actor and not named(choice.actor, row.get("actors") or ()):
        return False
    receivers = (*(row.get("recipients") or ()), *(row.get("via") or ()), *(row.get("onward") or ()))
    return not choice.recipient or named(choice.recipient, receivers)


def named(part: str, names: Iterable[str]) -> bool:
    """Return whether the words of `part` stand in a row in one of the names.

    Marks do not matter, and an abbreviation is its words: `ubnd` finds `Ủy ban nhân dân huyện`.
    """
    wanted = f" {_spelled_out(part)} "
    return any(wanted in f" {_spelled_out(name)} " for name in names)


def _spelled_out(name: str) -> str:
    return " ".join(_abbreviations().get(word, word) for word in key(name).split())


@cache
def _abbreviations() -> dict[str, str]:
    """Return the words for each abbreviation that means one thing, both folded."""
    meanings: dict[str, set[str]] = {}
    for row in read_table("abbreviations", required=("abbr", "full_name_vi")):
        meanings.setdefault(key(row["abbr"]), set()).add(key(row["full_name_vi"]))
    return {abbr: next(iter(words)) for abbr, words in meanings.items() if len(words) == 1}


def has_day(row: Row) -> bool:
    """Return whether a deadline falls on definite days."""
    return bool(row.get("due_last") or row.get("rdates") or _rule(row) is not None)


def _rule(row: Row) -> rrulebase | None:
    """Return the recurrence of a row, or None if it has none or the text gives it no day."""
    text, start = row.get("rrule"), row.get("dtstart")
    if not text or not start or not ("FREQ=DAILY" in text or any(f"{part}=" in text for part in _DAY_PARTS)):
        return None
    parts = [part for part in text.split(";") if not part.startswith("UNTIL=")]
    until = row.get("until")
    if until and "COUNT=" not in text:
        parts.append(f"UNTIL={until.replace('-', '')}T235959")
    elif len(parts) < len(text.split(";")):
        parts = text.split(";")
    try:
        return rrulestr(";".join(parts), dtstart=datetime.combine(_day(start), time()), ignoretz=True)
    except (ValueError, TypeError):
        return None


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def days(row: Row, first: date | None = None, last: date | None = None) -> Iterator[date]:
    """Yield the days on which a deadline falls inside a window, both ends inclusive, at most `MOST`."""
    yield from islice(_all_days(row, first, last), MOST)


def _all_days(row: Row, first: date | None, last: date | None) -> Iterator[date]:
    rule = _rule(row)
    single: Iterable[date]
    if row.get("rdates"):
        single = sorted(_day(value) for value in row["rdates"])
    elif rule is not None:
        begin = datetime.combine(first, time()) if first else datetime.min
        single = (moment.date() for moment in rule.xafter(begin, inc=True))
    else:
        single = [_day(row["due_last"])] if row.get("due_last") else []
    for day in single:
        if last and day > last:
            return
        if not first or day >= first:
            yield day


def _daily(row: Row) -> bool:
    """Return whether a deadline falls on every day: a line a day would bury the others."""
    rule = row.get("rrule") or ""
    return "FREQ=DAILY" in rule and "INTERVAL=" not in rule


def first_day(row: Row) -> date | None:
    """Return the first day on which a deadline falls, or None."""
    return next(_all_days(row, None, None), None)


def repeats(row: Row) -> bool:
    """Return whether a deadline comes back on days that can be told."""
    return bool(row.get("rdates")) or _rule(row) is not None


def _items(row: Row, first: date | None, last: date | None) -> Iterator[Item]:
    if not repeats(row) or (first and last and not _daily(row)):
        yield from (Item(row, day) for day in days(row, first, last))
    elif last and not first:
        day = _latest(row, last)
        if day:
            yield Item(row, day, more=True)
    else:
        found = list(islice(_all_days(row, first, last), 2))
        if found:
            yield Item(row, found[0], more=len(found) > 1)


def _latest(row: Row, last: date) -> date | None:
    """Return the last day on or before `last` on which a recurring deadline falls, or None."""
    rule = _rule(row)
    if rule is None or row.get("rdates"):
        return max(_all_days(row, None, last), default=None)
    moment = rule.before(datetime.combine(last, time()), inc=True)
    return moment.date() if moment else None


def by_month(items: Iterable[Item]) -> dict[tuple[int, int] | None, list[Item]]:
    """Return items by (year, month), in order; those without a day under None, last."""
    groups: dict[tuple[int, int] | None, list[Item]] = {}
    for item in items:
        groups.setdefault((item.day.year, item.day.month) if item.day else None, []).append(item)
    return groups


def by_actor(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return items by the body that must act, in the order of names; those without a body under ""."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        for actor in item.row.get("actors") or ("",):
            groups.setdefault(actor, []).append(item)
    return dict(sorted(groups.items(), key=lambda pair: (not pair[0], key(pair[0]), pair[0])))


def as_json(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the deadlines of items as the contract gives them, each once, with the days found in `occurrences`."""
    rows: dict[int, dict[str, Any]] = {}
    for item in items:
        row = rows.setdefault(id(item.row), {**item.row, "occurrences": []})
        if item.day:
            row["occurrences"].append(item.day.isoformat())
    return list(rows.values())
