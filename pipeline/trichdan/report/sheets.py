"""Deadlines as rows and columns: for a terminal, a CSV file and a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from trichdan.lexicon.messages import Messages
from trichdan.report.deadlines import Item, Row
from trichdan.report.html import left_words
from trichdan.report.safe import csv_bytes, one_line
from trichdan.report.terminal import Column, Table, around, plain
from trichdan.report.wording import Wording

COLUMNS = (
    "due", "due_working", "days", "actors", "action_type", "action", "recipients", "onward", "bound", "due_nominal",
    "recurrence", "modality", "soft", "quote", "section", "review", "id", "source",
)  # fmt: skip
SHOWN = 120
"""Characters of a name or an action that a terminal shows; reports show all."""
WIDTHS = {"action": 40, "quote": 60, "actors": 36, "recipients": 28, "due": 12, "due_working": 12, "source": 34}


def pipe_table(items: Sequence[Item], *, as_of: date | None = None) -> Table:
    """Return deadlines with the values of the record, the same in every language."""
    keys = (
        "due", "days", "actors", "action_type", "action", "recipients", "bound", "due_nominal", "due_working",
        "rrule", "modality", "soft", "needs_review", "text", "section", "id", "path", "start",
    )  # fmt: skip
    rows = [
        {**item.row, "due": item.day.isoformat() if item.day else None, "days": item.days_left(as_of)} for item in items
    ]
    return Table([Column(key, key) for key in keys], rows)


def screen_table(
    items: Sequence[Item], say: Messages, *, as_of: date | None = None, title: str = "", without: Sequence[str] = ()
) -> Table:
    """Return deadlines as people read them on a terminal: few columns, remarks in one; what is overdue is red.

    Args:
        items: in their order.
        say: language of heads and words.
        as_of: day from which days left are counted.
        title: stands above.
        without: keys of columns to leave out.
    """
    words = Wording(say)
    columns = [
        Column("due", say("head.due"), narrow=True),
        Column("actors", say("head.actors"), wide=True),
        Column("action", say("head.action"), wide=True),
        Column("recipients", say("head.recipients"), wide=True),
        Column("notes", say("head.notes"), wide=True),
        Column("id", say("head.id")),
    ]
    rows = [_screen_row(item, words, as_of) for item in items]
    late = {n: "red" for n, item in enumerate(items) if (item.days_left(as_of) or 0) < 0}
    soft = {n: "italic" for n, item in enumerate(items) if item.row.get("soft") and n not in late}
    return Table([column for column in columns if column.key not in without], rows, title, {**soft, **late})


def _screen_row(item: Item, words: Wording, as_of: date | None) -> dict[str, Any]:
    row, say = item.row, words.messages
    notes = (
        left_words(item, say, as_of),
        words.recurrence(row),
        say("word.occasion") if row.get("soft") else "",
        say("word.target") if row.get("modality") == "TARGET" else "",
        words.words("review", row.get("needs_review")),
    )
    return {
        "due": words.day(item.day) or words.day(row.get("due_nominal")),
        "actors": around(plain(row.get("actors")), width=SHOWN) or None,
        "action": around(plain(row.get("action")), width=SHOWN) or None,
        "recipients": around(plain(row.get("recipients")), width=SHOWN) or None,
        "notes": "; ".join(note for note in notes if note) or None,
        "id": row.get("id"),
    }


def _cells(item: Item, words: Wording, as_of: date | None) -> dict[str, Any]:
    """Return the cells of a report by column, days as ISO text."""
    row, say = item.row, words.messages
    same_day = item.day is not None and item.day.isoformat() == row.get("due_last")
    return {
        "due": item.day.isoformat() if item.day else None,
        "due_working": row.get("due_working") if same_day else None,
        "days": item.days_left(as_of),
        "actors": "; ".join(row.get("actors") or ()),
        "action_type": say.word("action", row.get("action_type")),
        "action": one_line(row.get("action") or ""),
        "recipients": "; ".join(row.get("recipients") or ()),
        "onward": "; ".join(row.get("onward") or ()),
        "bound": say.word("bound", row.get("bound")),
        "due_nominal": words.day(row.get("due_nominal")),
        "recurrence": words.recurrence(row),
        "modality": say.word("modality", row.get("modality")),
        "soft": say("word.yes") if row.get("soft") else "",
        "quote": one_line(row.get("text") or ""),
        "section": row.get("section"),
        "review": words.words("review", row.get("needs_review")),
        "id": row.get("id"),
        "source": source(row),
    }


def source(row: Row) -> str:
    """Return file and line of a deadline, `a.txt:12`."""
    return ":".join(str(part) for part in (row.get("path"), row.get("line")) if part)


def csv_report(items: Sequence[Item], say: Messages, *, as_of: date | None = None) -> bytes:
    """Return deadlines as CSV: heads in the language asked for, ISO days."""
    words = Wording(say)
    rows = (_cells(item, words, as_of) for item in items)
    return csv_bytes([say(f"head.{name}") for name in COLUMNS], ([row[name] for name in COLUMNS] for row in rows))


def xlsx_report(
    items: Sequence[Item],
    say: Messages,
    *,
    as_of: date | None = None,
    href: Callable[[Row], str | None] = lambda row: None,
) -> bytes:
    """Return deadlines as a workbook: frozen head, real dates, a link to the file of each row.

    Args:
        items: in their order.
        say: language of heads and words.
        as_of: day from which days left are counted.
        href: gives the address of the file of a row, or None.
    """
    from trichdan.report.xlsx import Link, workbook_bytes

    words = Wording(say)
    rows = []
    for item in items:
        cells = _cells(item, words, as_of)
        target = href(item.row)
        if target:
            cells["source"] = Link(cells["source"], target)
        rows.append([cells[name] for name in COLUMNS])
    heads = [say(f"head.{name}") for name in COLUMNS]
    widths = {say(f"head.{name}"): width for name, width in WIDTHS.items()}
    return workbook_bytes({say("title.report"): (heads, rows)}, widths=widths)
