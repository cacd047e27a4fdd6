"""Tables are read whole or refused with their place; days, lists, Roman numbers and terms in cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trichdan.errors import LexiconError
from trichdan.lexicon import load_lexicon, loader, roman
from trichdan.lexicon.loader import cells, day, read_table


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loader, "files", lambda package: tmp_path)
    (tmp_path / "tables").mkdir()
    return tmp_path / "tables"


def test_cells_are_stripped_and_rows_keep_their_order(tables: Path) -> None:
    (tables / "t.csv").write_text('word,source\n b ,"x, y"\na,\n', encoding="utf-8")
    assert read_table("t", required=("word",)) == ({"word": "b", "source": "x, y"}, {"word": "a", "source": ""})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word\na\n", "t.csv, line 1: column source is missing"),
        ("word,source\na,b\nc\n", "t.csv, line 3: wrong number of cells"),
        ("word,source\na,b,c\n", "t.csv, line 2: wrong number of cells"),
        ("word,source\na, \n", "t.csv, line 2: source is empty"),
        ("", "t.csv, line 1: column word, source is missing"),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(tables: Path, text: str, told: str) -> None:
    (tables / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        read_table("t", required=("word", "source"))


def test_a_table_that_is_not_there_or_no_text_is_refused(tables: Path) -> None:
    (tables / "latin.csv").write_bytes(b"word\n\xe1\n")
    for name in ("none", "latin"):
        with pytest.raises(LexiconError, match=rf"{name}\.csv cannot be read.*Reinstall trichdan"):
            read_table(name, required=())


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013-02", date(2013, 2, 1), date(2013, 2, 28)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-12", date(2013, 12, 1), date(2013, 12, 31)),
        ("2013-06-03", date(2013, 6, 3), date(2013, 6, 3)),
        ("", None, None),
    ],
)
def test_a_coarse_day_has_a_first_and_a_last(cell: str, first: date | None, last: date | None) -> None:
    assert (day(cell), day(cell, end=True)) == (first, last)


@pytest.mark.parametrize("cell", ["2013-13", "2013-02-30", "khoảng 2013"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(LexiconError, match=r"is no date\. Write YYYY"):
        day(cell)


def test_a_list_in_a_cell() -> None:
    assert cells(" a; b ;;c ") == ("a", "b", "c")
    assert cells("") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I", 1),
        ("iv", 4),
        ("IX", 9),
        (" XI ", 11),
        ("XIV", 14),
        ("XXXIX", 39),
        ("", None),
        ("IIII", None),
        ("XL", None),
        ("A", None),
    ],
)
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman(text) == value


@pytest.mark.parametrize(
    ("when", "term"),
    [
        (date(2011, 1, 19), 10),
        (date(2011, 1, 20), 11),
        (date(2016, 1, 28), 11),
        (date(2016, 1, 29), 12),
        (date(1900, 1, 1), None),
    ],
)
def test_the_term_that_ran_on_a_day(when: date, term: int | None) -> None:
    assert load_lexicon().term_on(when) == term
