"""The part of a text that is shown."""

from __future__ import annotations

import unicodedata

import pytest

from trichdan.search.query import parse
from trichdan.search.rewriting import Rewriter
from trichdan.search.snippets import WIDTH, Highlighter, Snippet
from trichdan.search.suggest import Vocabulary

SOUND = Rewriter(lambda _field, _term: 9, lambda: Vocabulary({}, {}))
LONG = "mở đầu " * 200 + "\nĐồng chí Bí thư kết luận về cải cách hành chính.\n" + "phần cuối " * 200


def snippet(query: str, text: str) -> Snippet:
    return Highlighter(parse(query), SOUND).snippet(text, "")


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("cải cách", "Về cải cách hành chính", "Về «cải cách» hành chính"),
        ("cai cach", "Về CẢI CÁCH hành chính", "Về «CẢI CÁCH» hành chính"),
        ('"cách hành"', "Về cải cách hành chính", "Về cải «cách hành» chính"),
        ("dân vận", "Dân vận và nhân dân", "«Dân vận» và nhân dân"),  # the syllable alone is not the word
        ("dân", "Dân vận và nhân dân", "«Dân» vận và nhân «dân»"),
        ("25-NQ/TW", "theo 25-NQ/TW ngày", "theo «25-NQ/TW» ngày"),
        ("chín*", "Về hành chính công", "Về hành «chính» công"),
        ("không có", "Một\n\nhai\tba", "Một hai ba"),
        ("NOT một", "Một hai", "Một hai"),
        ("hai", "**Một** | hai\n-----\nba", " Một «hai» ba"),
        ("một", "", ""),
    ],
)
def test_marks(query: str, text: str, shown: str) -> None:
    assert snippet(query, text).text == shown


def test_the_best_place_is_shown() -> None:
    found = snippet("cải cách hành chính", LONG)
    assert found.text.startswith("Đồng chí Bí thư")
    assert found.line == 2
    assert found.start == LONG.index("Đồng")
    assert len(found.text) <= WIDTH + 2 * len(found.highlights)
    assert [found.text[a:b] for a, b in found.highlights] == ["cải cách hành chính"]


def test_marks_apart_from_their_letters_stay_whole() -> None:
    apart = unicodedata.normalize("NFD", "Điều 1.\n" + LONG)
    found = snippet("cải cách", apart)
    assert [found.text[a:b] for a, b in found.highlights] == ["cải cách"]
    assert unicodedata.is_normalized("NFC", found.text)
    assert found.line == 3
    assert found.start is not None
    assert unicodedata.normalize("NFC", apart[found.start :]).startswith("Đồng chí")


def test_what_bears_the_marks_that_were_typed_is_shown_first() -> None:
    text = "bảo vệ và đảm bảo " * 60 + "\nPhòng tránh bão mạnh\n" + "báo cáo " * 60
    assert "«bão»" in snippet("bão", text).text
    assert "«bảo»" in snippet("bao", text).text


def test_controls_and_false_marks_are_taken_out() -> None:
    found = snippet("kế hoạch", "kế hoạch \x1b[31m «giả» \u202e\x07")
    assert found.text.isprintable()
    assert found.text.count("«") == 1
