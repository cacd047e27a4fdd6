from __future__ import annotations

import pytest

from trichdan.report.safe import cell, one_line, terminal
from trichdan.report.terminal import Column, Table, around, screen, tsv

TABLE = Table(
    [Column("a", "Đầu"), Column("b", "Hai", wide=True), Column("c", "Ba")],
    [{"a": "x\ty\nz", "b": ["một", "hai"], "c": None}, {"a": None, "b": {"k": 1}, "c": None}],
    "Tên",
)


def test_tsv_has_one_line_a_row_and_keys_on_top() -> None:
    assert tsv(TABLE) == 'a\tb\tc\nx y z\tmột; hai\t\n\t{"k": 1}\t\n'


def test_screen_shows_heads_and_leaves_out_empty_columns() -> None:
    drawn = screen([TABLE], width=60, colour=False)
    assert "Đầu" in drawn
    assert "một; hai" in drawn
    assert "Ba" not in drawn


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b31m", "\x07", "\u202eabc", "\x1b]0;title\x07", "\r"])
def test_text_cannot_steer_a_terminal(evil: str) -> None:
    table = Table([Column("a", "A")], [{"a": f"x{evil}y"}], f"t{evil}")
    for drawn in (tsv(table), screen([table], width=60, colour=False)):
        assert evil not in drawn
        assert "\x1b" not in drawn


def test_markup_of_the_drawing_library_is_plain_text() -> None:
    assert "[red]x[/red]" in screen([Table([Column("a", "A")], [{"a": "[red]x[/red]"}])], width=60, colour=False)


def test_terminal_keeps_lines_and_tabs() -> None:
    assert terminal("a\n\tb\x00") == "a\n\tb\ufffd"
    assert one_line(" a\n\tb ") == "a b"


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1", "'=1"), ("+84", "'+84"), ("-5", "'-5"), ("@x", "'@x"), ("\t=1", "'\t=1"), (" =1", "' =1"),
        ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""), ("25-NQ/TW", "25-NQ/TW"),
    ],
)  # fmt: skip
def test_cells(value: str, safe: str) -> None:
    assert cell(value) == safe


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (0, "một hai ba bốn …"),
        (28, "… sáu bảy tám chín …"),
        (36, "… tám chín mười"),
        (-1, "một hai ba bốn …"),
    ],
)
def test_a_long_line_is_cut_at_words_around_a_place(at: int, shown: str) -> None:
    line = "một hai ba bốn năm sáu bảy tám chín mười"
    assert around(line, at, before=10, width=18) == shown


def test_a_short_line_is_left_alone() -> None:
    assert around("một hai", 5) == "một hai"
