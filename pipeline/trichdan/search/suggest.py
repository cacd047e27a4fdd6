"""Words of the index that are close to a word that it lacks: typing errors, other typing habits, joined syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np

from trichdan.search.analysis import key_of
from trichdan.text import fold

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BITS = np.array([bin(value).count("1") for value in range(256)], dtype=np.uint8)
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", ""))
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([^aeiouy]{0,2})[sfrxj]\Z|(?<=[aeiouyw])[sfrxj](?=[cmnpt]h?g?\Z)")


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return how many letters must be put in, left out, changed or swapped with the next, or `limit` + 1."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def other_typings(key: str) -> Iterator[str]:
    """Yield what a word means that was typed in Telex or VNI without the keyboard driver (`nghij`, `quye61t`)."""
    if any(char.isdigit() for char in key):
        yield "".join(char for char in key if not char.isdigit())
        return
    bare = _TELEX_TONE.sub(lambda match: match[1] or "", key)
    for doubled, single in _TELEX:
        bare = bare.replace(doubled, single)
    if bare != key:
        yield bare


class Vocabulary:
    """The syllables of an index with the number of documents that hold each."""

    def __init__(self, frequencies: Mapping[str, int], exact: Mapping[str, int]) -> None:
        self.frequencies = {key: count for key, count in frequencies.items() if key.isascii() and key.isalpha()}
        self._exact = exact

    def __contains__(self, key: str) -> bool:
        return key in self.frequencies

    @cached_property
    def _words(
        self,
    ) -> tuple[list[str], np.ndarray[tuple[int], np.dtype[np.uint32]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
        words = list(self.frequencies)
        return words, np.array([_mask(word) for word in words], dtype=np.uint32), np.array([len(w) for w in words])

    @cached_property
    def _written(self) -> dict[str, str]:
        """For each key its most frequent form with marks."""
        best: dict[str, tuple[int, str]] = {}
        for form, count in self._exact.items():
            key = key_of(form)
            plain = self.frequencies.get(key, 0)
            if count * 3 > plain:
                best[key] = max(best.get(key, (0, "")), (count, form))
        return {key: form for key, (_, form) in best.items()}

    def written(self, key: str, *, marked: bool) -> str:
        """Return how a key is usually written, with or without marks."""
        form = self._written.get(key, key)
        return form if marked else fold(form)

    def near(self, key: str, distance: int = 1) -> tuple[str, ...]:
        """Return other words within an edit distance, nearest first, then by frequency."""
        words, masks, lengths = self._words
        if not words or not key.isalpha() or not key.isascii():
            return ()
        differing = masks ^ np.uint32(_mask(key))
        bits = _BITS[differing.view(np.uint8)].reshape(-1, 4).sum(axis=1)
        near = np.flatnonzero((bits <= 2 * distance) & (np.abs(lengths - len(key)) <= distance))
        found = []
        for at in near:
            word = words[at]
            steps = edit_distance(key, word, distance)
            if 0 < steps <= distance:
                found.append((steps, -self.frequencies[word], word))
        return tuple(word for _, _, word in sorted(found))

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return words close to one that was typed, likeliest first, with marks if it has any."""
        key = key_of(word.lower())
        found = self.near(key, 1) or (self.near(key, 2) if len(key) > 4 else ())
        return tuple(dict.fromkeys(self.written(other, marked=not word.isascii()) for other in found[:10]))

    def split(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return the ways to read a word as two known syllables typed without the space."""
        cuts = ((key[:at], key[at:]) for at in range(2, len(key) - 1))
        return tuple((a, b) for a, b in cuts if a in self and b in self)


def _mask(word: str) -> int:
    value = 0
    for char in word:
        at = _LETTERS.find(char)
        if at >= 0:
            value |= 1 << at
    return value
