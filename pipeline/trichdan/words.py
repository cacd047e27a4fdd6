"""The door to underthesea: words and their parts of speech, aligned with the characters they came from.

The engine rewrites what it reads (`Hoà` -> `Hòa`, white space inside a word -> one space), so its words are laid over
the text by their letters, never by its offsets. It is imported when first asked for: the import costs half a second.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from trichdan.text import Span, fold


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its part of speech (`N`, `Np`, `V`, `E` ... as the engine's VLSP tags)."""

    span: Span
    tag: str


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[Word, ...]:
    """Return the words of a sentence with their parts of speech; spans count in `text`.

    Args:
        text: one sentence or clause; longer texts cost time and tag no better.
    """
    from underthesea import pos_tag

    words: list[Word] = []
    at = 0
    letters = fold(text)
    for word, tag in pos_tag(text):
        span = _find(letters, fold(unicodedata.normalize("NFC", word)), at)
        if span is not None:
            words.append(Word(span, tag))
            at = span.end
    return tuple(words)


def _find(text: str, word: str, at: int) -> Span | None:
    """Return the next place of a word, white space inside it as it may come, or None where the engine made it up."""
    parts = word.split()
    if not parts:
        return None
    start = text.find(parts[0], at)
    if start < 0:
        return None
    end = start + len(parts[0])
    for part in parts[1:]:
        while end < len(text) and text[end].isspace():
            end += 1
        if not text.startswith(part, end):
            return None
        end += len(part)
    return Span(start, end)
