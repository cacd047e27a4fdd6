"""Reading the tables of the lexicon: CSV files with a header line, one fact a row, each with its source."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from importlib.resources import files

from trichdan.errors import LexiconError

Row = dict[str, str]


def read_table(name: str, *, required: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of `tables/<name>.csv`, values stripped, in file order.

    Args:
        name: table name without ending.
        required: columns that must exist and be filled in every row.

    Raises:
        LexiconError: the table or a column is missing, a row has too many or too few cells, or a required
            cell is empty; the message names file, line and column.
    """
    path = files("trichdan.lexicon") / "tables" / f"{name}.csv"
    wanted = tuple(required)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name}.csv cannot be read: {error}. Reinstall trichdan.") from error
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = [column for column in wanted if column not in (reader.fieldnames or ())]
    if missing:
        raise LexiconError(f"{name}.csv, line 1: column {', '.join(missing)} is missing. Add it to the header line.")
    rows = []
    for raw in reader:
        if None in raw or None in raw.values():
            raise LexiconError(
                f"{name}.csv, line {reader.line_num}: wrong number of cells. Quote cells that hold commas."
            )
        row = {column: cell.strip() for column, cell in raw.items()}
        empty = [column for column in wanted if not row[column]]
        if empty:
            raise LexiconError(
                f"{name}.csv, line {reader.line_num}: {', '.join(empty)} is empty. Fill it or drop the row."
            )
        rows.append(row)
    return tuple(rows)


def cells(value: str, separator: str = ";") -> tuple[str, ...]:
    """Return the parts of a cell that holds a list, stripped, without empty ones."""
    return tuple(part.strip() for part in value.split(separator) if part.strip())


def day(value: str, *, end: bool = False) -> date | None:
    """Return the day that a cell `YYYY`, `YYYY-MM` or `YYYY-MM-DD` means, or None for an empty cell.

    Args:
        value: the cell.
        end: take the last day of a coarse value, not the first.

    Raises:
        LexiconError: the cell is none of these.
    """
    if not value:
        return None
    parts = value.split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if end else 1)
        if len(parts) > 2:
            return date(year, month, int(parts[2]))
        if not end:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1).fromordinal(
            date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
        )
    except ValueError as error:
        raise LexiconError(f"{value!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.") from error
