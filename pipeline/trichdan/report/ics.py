"""Deadlines as a calendar (RFC 5545): one to-do each, with the same UID whenever it is made anew."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Todo, vRecur

from trichdan.lexicon.messages import Messages
from trichdan.report.deadlines import Row, days, has_day, repeats
from trichdan.report.safe import xml_text
from trichdan.report.wording import Wording

PRODID = "-//trichdan//trichdan//VI"
ALARM_DAYS = 3

_EPOCH = date(1970, 1, 1)
_PRIORITY = {"MUST": 1, "REQUEST": 5, "MAY": 9, "TARGET": 9}


def calendar_bytes(rows: Iterable[Row], say: Messages, *, alarm: int = ALARM_DAYS) -> bytes:
    """Return deadlines as an iCalendar file; the same rows give the same bytes.

    A to-do has its last lawful day as DUE; a recurring one carries its rule (RRULE with UNTIL, or RDATE for days
    of the lunar calendar) and DTSTART on its first day. What has no definite day has no DUE, never a guessed one.

    Args:
        rows: deadlines, each once.
        say: language of the entries.
        alarm: days before the last working day on which the calendar reminds; 0 for none.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("title.report"))
    for uid, row in identified(rows):
        calendar.add_component(_todo(uid, row, Wording(say), alarm))
    made: bytes = calendar.to_ical()
    return made


def identified(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Yield each deadline with its UID: a hash of document, place and action, so that a re-run updates an entry.

    Place is that of the clause and of its time; deadlines that agree in all of these are numbered in their order.
    """
    seen: dict[str, int] = {}
    for row in rows:
        action = " ".join((row.get("action_type") or "", row.get("action") or ""))
        time = row.get("time") or {}
        spans = (row.get("start"), row.get("end"), time.get("start"), time.get("end"))
        mark = "\x1f".join((str(row.get("id")), *map(str, spans), action))
        digest = hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        seen[digest] = seen.get(digest, 0) + 1
        number = f"-{seen[digest]}" if seen[digest] > 1 else ""
        yield f"{digest}{number}@trichdan", row


def _todo(uid: str, row: Row, words: Wording, alarm: int) -> Todo:
    todo = Todo()
    todo.add("uid", uid)
    todo.add("dtstamp", _stamp(row))
    todo.add("summary", xml_text(_summary(row)))
    todo.add("description", xml_text(_description(row, words)))
    occasion = [words.messages("word.occasion")] if row.get("soft") else []
    todo.add("categories", [words.messages.word("action", row.get("action_type")), *occasion])
    todo.add("priority", _PRIORITY.get(row.get("modality") or "MUST", 5))
    todo.add("status", "NEEDS-ACTION")
    todo.add("class", "PRIVATE")
    first = next(days(row), None) if has_day(row) else None
    if first is None:
        return todo
    if repeats(row):
        # RFC 5545 asks for DTSTART where there is a rule; equal to DUE, as calendars write it for a whole day
        todo.add("dtstart", first)
    todo.add("due", first)
    _add_recurrence(todo, row, first)
    if alarm:
        todo.add_component(_alarm(row, first, alarm))
    return todo


def _stamp(row: Row) -> datetime:
    """Return the date of the document, or the epoch: a calendar made twice is the same file."""
    value = row.get("document_date")
    day = date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value
    day = day if isinstance(day, date) else _EPOCH
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _summary(row: Row) -> str:
    """Return what stands in the grid of a calendar: the action and who must act, the first of several."""
    actors = row.get("actors") or ()
    action = " ".join((row.get("action") or row.get("text") or "").split())
    return f"{action} ({actors[0]}{', …' if len(actors) > 1 else ''})" if actors else action


def _description(row: Row, words: Wording) -> str:
    """Return the sentence, the document, and what else a person needs, a line each."""
    say = words.messages
    lines = [f"“{' '.join((row.get('text') or '').split())}”"]
    facts: list[tuple[str, Any]] = [
        ("head.source", _source(row)),
        ("head.actors", "; ".join(row.get("actors") or ())),
        ("head.recipients", "; ".join(row.get("recipients") or ())),
        ("head.onward", "; ".join(row.get("onward") or ())),
        ("head.due_nominal", words.day(row.get("due_nominal"))),
        ("head.due_working", words.day(row.get("due_working"))),
        ("head.recurrence", words.recurrence(row)),
        ("head.review", words.words("review", row.get("needs_review"))),
    ]
    lines += [f"{say(head)}: {value}" for head, value in facts if value]
    return "\n".join(lines)


def _source(row: Row) -> str:
    place = ":".join(str(part) for part in (row.get("path"), row.get("line")) if part)
    return " ".join(part for part in (str(row.get("id") or ""), row.get("section") or "", f"({place})") if part)


def _add_recurrence(todo: Todo, row: Row, first: date) -> None:
    if row.get("rdates"):
        later = [day for day in days(row) if day > first]
        if later:
            todo.add("rdate", later)
    elif repeats(row):
        parts = [part for part in row["rrule"].split(";") if part]
        until = row.get("until")
        if until and not any(part.startswith("COUNT=") for part in parts):
            parts = [part for part in parts if not part.startswith("UNTIL=")] + [f"UNTIL={until.replace('-', '')}"]
        todo.add("rrule", vRecur.from_ical(";".join(parts)))


def _alarm(row: Row, first: date, before: int) -> Alarm:
    """Return a reminder so many days before the last working day on or before the last lawful one."""
    working = row.get("due_working")
    slack = (first - date.fromisoformat(working)).days if isinstance(working, str) and not repeats(row) else 0
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", xml_text(_summary(row)))
    made.add("trigger", timedelta(days=-(before + max(slack, 0))), parameters={"RELATED": "END"})
    return made
