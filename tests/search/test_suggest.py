"""Words close to a word."""

from __future__ import annotations

import pytest

from trichdan.search.suggest import Vocabulary, edit_distance, other_typings

WORDS = Vocabulary(
    {"quyet": 90, "quyen": 70, "nghi": 95, "dinh": 60, "ban": 80, "chi": 50, "thi": 40, "nghiem": 5, "2020": 7},
    {"quyết": 88, "quyền": 69, "nghị": 90, "định": 60, "bàn": 30, "ban": 50},
)


@pytest.mark.parametrize(
    ("left", "right", "steps"),
    [
        ("nghi", "nghi", 0),
        ("ngi", "nghi", 1),
        ("quyte", "quyet", 1),
        ("quet", "quyet", 1),
        ("dnih", "dinh", 1),
        ("abc", "xyz", 3),
    ],
)
def test_edit_distance(left: str, right: str, steps: int) -> None:
    assert edit_distance(left, right, 2) == min(steps, 3)
    assert edit_distance(right, left, 2) == min(steps, 3)


def test_near_words_come_nearest_first() -> None:
    assert WORDS.near("quyte") == ("quyet",)
    assert WORDS.near("quye") == ("quyet", "quyen")
    assert WORDS.near("quyte", 2)[0] == "quyet"
    assert WORDS.near("quyet") == ("quyen",)
    assert WORDS.near("2021") == ()


def test_written_forms() -> None:
    assert WORDS.written("quyet", marked=True) == "quyết"
    assert WORDS.written("quyet", marked=False) == "quyet"
    assert WORDS.written("lạ", marked=True) == "lạ"


def test_split() -> None:
    assert WORDS.split("chithi") == (("chi", "thi"),)
    assert WORDS.split("chi") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghij", "nghi"),
        ("quyeets", "quyet"),
        ("ddinhj", "dinh"),
        ("trung", None),
        ("uowng", "uong"),
        ("quye61t", "quyet"),
        ("nghi5", "nghi"),
    ],
)
def test_typed_without_the_driver(typed: str, meant: str | None) -> None:
    assert list(other_typings(typed))[:1] == ([meant] if meant else [])
