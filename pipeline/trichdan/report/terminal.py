"""Tables on a screen (rich) and in a pipe (TSV); text of documents cannot steer the terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from trichdan.report.safe import one_line, terminal

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: name of the value in the row and head in a pipe.
        head: head on a screen.
        show: makes a value readable on a screen; the plain cell without it.
        wide: takes the room that is left and may break its lines.
        right: numbers stand at the right edge.
        narrow: never broken into lines.
    """

    key: str
    head: str
    show: Callable[[Any], str] | None = None
    wide: bool = False
    right: bool = False
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to be shown, with a title; `marks` names rows that stand out by a style of rich."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    title: str = ""
    marks: Mapping[int, str] = field(default_factory=dict)


def plain(value: Any) -> str:
    """Return a value as one cell of a pipe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return one_line("; ".join(value))
    if isinstance(value, list | tuple | dict):
        return one_line(json.dumps(value, ensure_ascii=False))
    return one_line(str(value))


def around(line: str, at: int = 0, before: int = 60, width: int = 150) -> str:
    """Return the part of a line around a place, cut at words, with an ellipsis where something is left out."""
    start = line.find(" ", at - before) + 1 if at > before else 0
    part = line[start : start + width]
    cut = part.rsplit(" ", 1)[0] + " …" if start + width < len(line) else part
    return f"… {cut}" if start else cut


def tsv(table: Table) -> str:
    """Return a table with tabs between cells: a line of keys, then one line a row, whatever the language."""
    lines = ["\t".join(column.key for column in table.columns)]
    lines += ["\t".join(plain(row.get(column.key)) for column in table.columns) for row in table.rows]
    return "\n".join(lines) + "\n"


def screen(tables: Iterable[Table], *, width: int, colour: bool = True) -> str:
    """Return tables drawn for a terminal.

    Args:
        tables: drawn one after the other; columns without any value are left out.
        width: of the terminal, in characters.
        colour: emit colours.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(file=buffer, width=max(width, 40), force_terminal=colour, no_color=not colour, highlight=False)
    for table in tables:
        shown = [column for column in table.columns if any(_cell(column, row) for row in table.rows)]
        if table.title:
            console.print(Text(terminal(table.title), style="bold"))
        grid = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
        for column in shown:
            ratio = 1 if column.wide else None
            justify: Literal["left", "right"] = "right" if column.right else "left"
            grid.add_column(Text(column.head), ratio=ratio, justify=justify, overflow="fold", no_wrap=column.narrow)
        for number, row in enumerate(table.rows):
            cells = (Text(_cell(column, row)) for column in shown)
            grid.add_row(*cells, style=table.marks.get(number))
        console.print(grid)
        console.print()
    return buffer.getvalue()


def _cell(column: Column, row: Row) -> str:
    value = row.get(column.key)
    if value is None:
        return ""
    return one_line(column.show(value)) if column.show else plain(value)
