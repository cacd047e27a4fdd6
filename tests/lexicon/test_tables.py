"""Each table proves itself: every row has a source, none stands twice, every pattern finds its example."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib.resources import files

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.text import fold

FOLDER = files("trichdan.lexicon") / "tables"
TABLES = {
    path.name: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for path in sorted(FOLDER.iterdir(), key=lambda path: path.name)
    if path.name.endswith(".csv")
}
SHOWN = [
    pytest.param(row["pattern"], row["example"], id=f"{name}: {row['example']}")
    for name in ("layout.csv", "header_words.csv")
    for row in TABLES[name]
]


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    assert TABLES[name]
    twice = [row for row, count in Counter(tuple(row.values()) for row in TABLES[name]).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("name", [name for name, rows in TABLES.items() if "source" in rows[0]])
def test_every_row_has_a_source(name: str) -> None:
    assert [row for row in TABLES[name] if not row["source"].strip()] == []


@pytest.mark.parametrize(("pattern", "example"), SHOWN)
def test_a_pattern_finds_its_example(pattern: str, example: str) -> None:
    assert re.search(pattern, fold(example)) or re.search(pattern, example.lower())


def test_the_lexicon_is_whole() -> None:
    load_lexicon().validate()
