"""Deadlines as one printable page: a calendar of each month, and a list that quotes its sentences."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from trichdan.lexicon.messages import Messages
from trichdan.report.deadlines import Item, Row, by_actor, by_month
from trichdan.report.safe import terminal
from trichdan.report.wording import Wording

_KIND_CLASSES = {"REPORT", "SUBMIT", "REPLY", "COMPLETE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the page, all in words."""

    number: int
    day: str
    weekday: str
    kind: str
    css: str
    action: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    quote: str
    recurrence: str
    working: str
    review: str
    left: str
    document: str
    source: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its heading, its weeks as rows of (day, entries), and its entries."""

    heading: str
    weeks: tuple[tuple[tuple[int, tuple[Entry, ...]], ...], ...]
    entries: tuple[Entry, ...]


def page(
    items: Sequence[Item],
    say: Messages,
    *,
    subtitle: str = "",
    as_of: date | None = None,
    href: Callable[[Row], str | None] = lambda row: None,
) -> str:
    """Return the page; text of documents in it is escaped throughout.

    Args:
        items: in their order.
        say: language of the page.
        subtitle: what was chosen, in words.
        as_of: day from which days left are counted.
        href: gives the link to the file of a row, or None.
    """
    words = Wording(say)
    entries = {id(item): _entry(number, item, words, as_of, href) for number, item in enumerate(items, 1)}
    months = [
        _month(words, key, [(item, entries[id(item)]) for item in group]) for key, group in by_month(items).items()
    ]
    bodies = [
        (_clean(actor) or say("title.no_actor"), [entries[id(item)].number for item in group])
        for actor, group in by_actor(items).items()
    ]
    weekdays = [say(f"weekday.{number}") for number in range(7)]
    environment = Environment(
        loader=PackageLoader("trichdan.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    values: dict[str, Any] = {"say": say, "subtitle": _clean(subtitle), "months": months, "bodies": bodies}
    return environment.get_template("deadlines.html").render(values, weekdays=weekdays, count=len(items))


def _month(words: Wording, month: tuple[int, int] | None, pairs: list[tuple[Item, Entry]]) -> Month:
    entries = tuple(entry for _, entry in pairs)
    if month is None:
        return Month(words.messages("title.undated"), (), entries)
    on_day: dict[int, tuple[Entry, ...]] = {}
    for item, entry in pairs:
        if item.day:
            on_day[item.day.day] = (*on_day.get(item.day.day, ()), entry)
    weeks = calendar.Calendar().monthdayscalendar(*month)
    grid = tuple(tuple((day, on_day.get(day, ())) for day in week) for week in weeks)
    return Month(words.month(*month), grid, entries)


def _entry(number: int, item: Item, words: Wording, as_of: date | None, href: Callable[[Row], str | None]) -> Entry:
    row, say = item.row, words.messages
    working = row.get("due_working")
    kind = row.get("action_type") or "OTHER"
    place = str(row.get("path") or "")
    return Entry(
        number=number,
        day=words.day(item.day) or words.day(row.get("due_nominal")),
        weekday=say(f"weekday.{item.day.weekday()}") if item.day else "",
        kind=_clean(say.word("action", kind)),
        css="soft" if row.get("soft") else kind.lower() if kind in _KIND_CLASSES else "other",
        action=_clean(row.get("action") or ""),
        actors=tuple(_clean(name) for name in row.get("actors") or ()),
        recipients=tuple(_clean(name) for name in row.get("recipients") or ()),
        quote=_clean(row.get("text") or ""),
        recurrence=_clean(words.recurrence(row)),
        working=words.day(working) if working and working != row.get("due_last") else "",
        review=_clean(words.words("review", row.get("needs_review"))),
        left=left_words(item, say, as_of),
        document=_clean(str(row.get("id") or "")),
        source=_clean(f"{place}, {say('word.line', line=row['line'])}" if row.get("line") else place),
        href=href(row),
    )


def left_words(item: Item, say: Messages, as_of: date | None) -> str:
    """Return how long there is still time, in words, or "" where no day is to count from."""
    left = item.days_left(as_of)
    if left is None:
        return ""
    if left == 0:
        return say("word.today")
    return say("word.days_left", days=left) if left > 0 else say("word.overdue", days=-left)


def _clean(text: str) -> str:
    return " ".join(terminal(text).split())
