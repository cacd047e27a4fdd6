"""Deadlines as rows and columns: for a terminal, a CSV file and a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from trichdan.lexicon.messages import Messages
from trichdan.report.deadlines import Item, Row, first_day
from trichdan.report.html import left_words
from trichdan.report.safe import cell, one_line
from trichdan.report.terminal import Column, Table
from trichdan.report.wording import Wording

COLUMNS = (
    "due", "due_working", "days", "actors", "action_type", "action", "recipients", "onward", "bound", "due_nominal",
    "recurrence", "modality", "soft", "quote", "section", "review", "id", "source",
)  # fmt: skip
WIDTHS = {"action": 40, "quote": 60, "actors": 36, "recipients": 28, "due": 12, "due_working": 12, "source": 34}


def table(items: Sequence[Item], say: Messages, *, as_of: date | None = None, title: str = "") -> Table:
    """Return deadlines as a table for the terminal (few columns) and a pipe (their keys)."""
    words = Wording(say)
    columns = [
        Column("due", say("head.due"), words.day),
        Column("left", ""),
        Column("actors", say("head.actors"), wide=True),
        Column("action", say("head.action"), wide=True),
        Column("recipients", say("head.recipients")),
        Column("recurrence", say("head.recurrence")),
        Column("soft", "", lambda value: say("word.occasion") if value else ""),
        Column("review", say("head.review"), lambda value: words.words("review", value)),
        Column("id", say("head.id")),
        Column("path", say("head.path")),
    ]
    rows = [_row(item, words, as_of) for item in items]
    marks = {
        number: "red" if (item.days_left(as_of) or 0) < 0 else "italic"
        for number, item in enumerate(items)
        if (item.days_left(as_of) or 0) < 0 or item.row.get("soft")
    }
    return Table(columns, rows, title, marks)


def card_table(items: Sequence[Item], say: Messages, *, title: str = "") -> Table:
    """Return the deadlines of one document, for its card."""
    whole = table([Item(item.row, first_day(item.row)) for item in items], say, title=title)
    return Table([column for column in whole.columns if column.key not in ("id", "path")], whole.rows, title)


def _row(item: Item, words: Wording, as_of: date | None) -> dict[str, Any]:
    row = item.row
    return {
        **row,
        "due": item.day.isoformat() if item.day else row.get("due_nominal"),
        "left": left_words(item, words.messages, as_of) or None,
        "recurrence": words.recurrence(row) or None,
        "soft": bool(row.get("soft")),
        "review": list(row.get("needs_review") or ()),
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


def csv_bytes(items: Sequence[Item], say: Messages, *, as_of: date | None = None) -> bytes:
    """Return deadlines as CSV: heads in the language asked for, ISO days, cells that no spreadsheet runs."""
    words = Wording(say)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([say(f"head.{name}") for name in COLUMNS])
    for item in items:
        cells = _cells(item, words, as_of)
        writer.writerow([cell(v) if isinstance(v := cells[name], str) else v for name in COLUMNS])
    return buffer.getvalue().encode("utf-8", "backslashreplace")


def xlsx_bytes(
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
