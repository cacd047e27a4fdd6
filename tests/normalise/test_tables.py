"""Table rows with bars on one line come out cell by cell, with every offset kept."""

from __future__ import annotations

import pytest

from trichdan.normalise import normalise
from trichdan.text import Span

ROWS = [
    ("| 1 | Kiểm tra | Quý II |", "|\n1\n|\nKiểm tra\n|\nQuý II\n|"),
    ("|1|Kiểm tra|Quý II|", "|\n1\n|\nKiểm tra\n|\nQuý II\n|"),
    ("| Việc      | Sở Y tế   |", "|\nViệc\n|\nSở Y tế\n|"),
    ("| a | b |\n|---|---|\n| c | d |", "|\na\n|\nb\n|\n\n|\nc\n|\nd\n|"),
]
PLAIN = [
    "Điều 1. Phạm vi | đối tượng",
    "| chỉ một vạch ở đầu dòng",
    "|\nSở Y tế\n|",
    "||",
    "|||||",
    "| a " * 300 + "|",
]


@pytest.mark.parametrize(("source", "expected"), ROWS)
def test_rows_are_parted(source: str, expected: str) -> None:
    assert normalise(source).value == expected


@pytest.mark.parametrize("source", PLAIN)
def test_other_bars_stay(source: str) -> None:
    assert normalise(source).value == source


def test_offsets_lead_back_to_the_cell() -> None:
    source = "Phân công:\n| 1 | Kiểm tra việc thi hành | Quý II/2024 |"
    text = normalise(source)
    start = text.value.index("Quý II/2024")
    assert text.to_source(Span(start, start + 11)).of(source) == "Quý II/2024"


@pytest.mark.parametrize("source", [source for source, _ in ROWS])
def test_twice_is_once(source: str) -> None:
    once = normalise(source).value
    assert normalise(once).value == once
