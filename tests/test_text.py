"""Spans, folding, and the map from normalised characters to the source."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichdan.text import Edit, Span, Text, fold, key

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_fold_leaves_a_plain_lower_case_letter(letter: str) -> None:
    plain = unicodedata.normalize("NFD", letter.lower().replace("đ", "d"))[0]
    assert fold(letter) == plain


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1), st.integers(1, 50))
def test_a_long_text_folds_like_its_parts(text: str, times: int) -> None:
    long = text * (4000 // len(text) + times)
    assert fold(long) == fold(text) * (4000 // len(text) + times)


def test_key_sees_through_marks_case_and_composition() -> None:
    assert key("NGHỊ QUYẾT") == key("nghi  quyết") == key(unicodedata.normalize("NFD", "Nghị-quyết")) == "nghi quyet"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses_what_is_none(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    source = draw(st.text(alphabet="abcđ \n", max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    edits = [(a, b, draw(st.sampled_from(["", "x", "yz", "  "]))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return source, edits


@given(edited())
def test_rewrite_gives_the_plain_result(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    expected, at = "", 0
    for start, end, new in edits:
        expected += source[at:start] + new
        at = end
    assert Text.of(source).rewrite(edits).value == expected + source[at:]


@given(edited(), st.data())
def test_untouched_characters_lead_home(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    source, edits = case
    text = Text.of(source).rewrite(edits)
    second = [(i, i + 1, "") for i, c in enumerate(text.value) if c == "x"]
    text = text.rewrite(second)
    home = [text.to_source(Span(i, i + 1)) for i in range(len(text.value))]
    for i, char in enumerate(text.value):
        if char in "abcđ":
            assert home[i].of(source) == char
    assert all(a.start <= b.start for a, b in pairwise(home))
    if text.value:
        i = data.draw(st.integers(0, len(text.value) - 1))
        j = data.draw(st.integers(i, len(text.value) - 1))
        assert text.to_source(Span(i, j + 1)) == Span(home[i].start, home[j].end)


def test_a_replacement_maps_to_all_that_it_replaces() -> None:
    text = Text.of("Nghị\n\nquyết").rewrite([(4, 6, " ")])
    assert text.value == "Nghị quyết"
    assert text.to_source(Span(0, 10)) == Span(0, 11)
    assert text.to_source(Span(4, 5)) == Span(4, 6)


def test_an_empty_span_leads_to_the_place_where_it_stands() -> None:
    text = Text.of("a  b").rewrite([(1, 3, " ")])
    assert [text.to_source(Span(at, at)) for at in range(4)] == [Span(0, 0), Span(1, 1), Span(3, 3), Span(4, 4)]


def test_what_is_put_into_an_emptied_text_stands_at_the_end_of_its_source() -> None:
    text = Text.of("ab").rewrite([(0, 2, "")]).rewrite([(0, 0, "x")])
    assert (text.value, text.to_source(Span(0, 1))) == ("x", Span(2, 2))


@pytest.mark.parametrize("edits", [[(3, 2, "")], [(0, 3, ""), (2, 4, "")], [(0, 99, "")]])
def test_rewrite_refuses_edits_that_do_not_fit(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit"):
        Text.of("abcdef").rewrite(edits)


def test_translate_refuses_another_length() -> None:
    with pytest.raises(ValueError, match="keep the length"):
        Text.of("abc").translate("ab")
