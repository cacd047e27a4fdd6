"""Words of the engine are laid over the text that they came from."""

from __future__ import annotations

import unicodedata

import pytest

from trichdan.text import Span
from trichdan.words import Word, _find, tagged


@pytest.mark.parametrize(
    ("text", "word", "at", "span"),
    [
        ("bao cao ket qua", "bao cao", 0, Span(0, 7)),
        ("bao \n cao ket qua", "bao cao", 0, Span(0, 9)),  # the engine makes one space of them
        ("bao cao bao cao", "bao cao", 1, Span(8, 15)),
        ("bao tin", "bao cao", 0, None),
        ("bao cao", "gui", 0, None),
        ("bao cao", "  ", 0, None),
    ],
)
def test_a_word_is_found_behind_the_one_before(text: str, word: str, at: int, span: Span | None) -> None:
    assert _find(text, word, at) == span


@pytest.mark.engine
@pytest.mark.parametrize("text", ["Uỷ ban nhân dân tỉnh Hoà Bình gửi báo cáo.", "Sở Nội vụ  chủ trì,\nphối hợp"])
def test_words_cover_the_text_and_keep_its_spelling(text: str) -> None:
    words = tagged(text)
    assert all(isinstance(word, Word) and word.tag for word in words)
    covered = "".join(word.span.of(text) for word in words)
    assert "".join(covered.split()) == "".join(unicodedata.normalize("NFC", text).split())
    assert [word.span for word in words] == sorted(word.span for word in words)
