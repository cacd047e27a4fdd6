from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from trichdan.report.tables import csv_bytes, export, frame

ROWS = [
    {"id": "=1+1", "date": "2020-01-02", "n": 1, "names": ["a", "b"], "extra": {"k": "v"}, "held": True, "x": 0},
    {"id": 'é,\n"q"', "date": "2020", "n": None, "names": [], "extra": None, "held": False},
]
COLUMNS = ["id", "date", "n", "names", "extra", "held"]


def made() -> pd.DataFrame:
    return frame(ROWS, COLUMNS, dates=["date"])


def test_frame_has_the_columns_asked_for_in_order() -> None:
    table = made()
    assert list(table.columns) == COLUMNS
    assert table["date"].tolist()[0] == pd.Timestamp(2020, 1, 2)
    assert table["date"].isna().tolist() == [False, True]
    assert table["n"].dtype == "Int64"
    assert list(frame([], COLUMNS).columns) == COLUMNS


def test_csv_is_exact() -> None:
    assert csv_bytes(made()).decode() == (
        'id,date,n,names,extra,held\n\'=1+1,2020-01-02,1,a; b,"{""k"": ""v""}",True\n"é,\n""q""",,,,,False\n'
    )


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_export_writes_the_same_bytes_twice(format: str, tmp_path: Path) -> None:
    tables = {"documents": made(), "empty": frame([], ["a", "b"])}
    one, two = (export(tables, tmp_path / name, format) for name in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert not [path for path in (tmp_path / "one").iterdir() if path.name.startswith(".")]


def test_parquet_reads_back(tmp_path: Path) -> None:
    (path,) = export({"t": made()}, tmp_path, "parquet")
    table = pd.read_parquet(path)
    assert table["id"].tolist() == [row["id"] for row in ROWS]
    assert [list(names) for names in table["names"]] == [["a", "b"], []]


def test_unknown_format(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pdf"):
        export({}, tmp_path, "pdf")
