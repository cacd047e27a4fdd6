"""The one door to pandas: rows of the index as DataFrames, and DataFrames as files.

Importing this module loads pandas (about half a second); import it inside the function that needs it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from trichdan.report import safe

FORMATS = ("csv", "parquet", "xlsx")
WORKBOOK = "trichdan.xlsx"


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, dates: Sequence[str] = ()) -> pd.DataFrame:
    """Return rows as a DataFrame with exactly `columns`, in this order, also where there is no row.

    Args:
        rows: one mapping a row; keys that are not in `columns` are left out, missing ones are None.
        columns: names of the columns.
        dates: those of them that hold ISO days; they become `datetime64`, what is no whole day becomes NaT.
    """
    data = [[row.get(name) for name in columns] for row in rows]
    made = pd.DataFrame(data, columns=pd.Index(list(columns), dtype="str"), dtype=object)
    for name in columns:
        if name in dates:
            made[name] = pd.to_datetime(made[name], errors="coerce", format="%Y-%m-%d")
        elif _whole(made[name]):
            made[name] = made[name].astype("Int64")
        else:
            made[name] = made[name].infer_objects()
    return made


def _whole(column: pd.Series[Any]) -> bool:
    """Return whether a column holds whole numbers and gaps, which a plain column would turn into floats."""
    kinds = {type(value) for value in column if value is not None}
    return kinds == {int}


def flat(value: Any) -> Any:
    """Return one cell without structure: lists of words joined by `; `, other structures as JSON, NaN as None."""
    if isinstance(value, list | tuple):
        if all(isinstance(item, str) for item in value):
            return "; ".join(value)
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV: UTF-8, `\\n`, cells safe for spreadsheets; the same table gives the same bytes."""
    return safe.csv_bytes(table.columns, flat_rows(table))


def flat_rows(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of a table, each cell made `flat`."""
    return [[flat(value) for value in row] for row in table.astype(object).itertuples(index=False)]


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as Parquet; lists stay lists, other structures are JSON.

    Raises:
        ImportError: pyarrow is not installed (`pip install trichdan[parquet]`).
    """
    plain = table.copy()
    for name in plain.columns:
        if any(isinstance(value, dict) for value in plain[name]) or _mixed(plain[name]):
            plain[name] = plain[name].map(flat)
    buffer = io.BytesIO()
    plain.to_parquet(buffer, index=False, engine="pyarrow")
    return buffer.getvalue()


def _mixed(column: pd.Series[Any]) -> bool:
    """Return whether lists of a column hold more than words (Arrow wants one type per column)."""
    return any(isinstance(v, list | tuple) and not all(isinstance(i, str) for i in v) for v in column)


def export(tables: Mapping[str, pd.DataFrame], folder: Path, format: str = "csv") -> list[Path]:
    """Write tables into a folder, each file whole or not at all, and return the files in order.

    Args:
        tables: name of the table -> its rows, in the order to be written.
        folder: made if it is not there.
        format: `csv` or `parquet` (one file a table), or `xlsx` (one workbook, a sheet a table).

    Raises:
        ValueError: unknown format.
        ImportError: pyarrow is not installed.
    """
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is none of {', '.join(FORMATS)}")
    if format == "xlsx":
        from trichdan.report.xlsx import workbook_bytes

        sheets = {name: (list(table.columns), flat_rows(table)) for name, table in tables.items()}
        path = folder / WORKBOOK
        safe.write_whole(path, workbook_bytes(sheets))
        return [path]
    made = []
    for name, table in tables.items():
        path = folder / f"{name}.{format}"
        safe.write_whole(path, csv_bytes(table) if format == "csv" else parquet_bytes(table))
        made.append(path)
    return made
