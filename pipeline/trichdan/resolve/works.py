"""Which documents of one identity are copies of one work, and which are namesakes.

The same directive scanned twice or found in two formats is one work with two copies; two different papers that
carry the same number, year and issuer get `~2`, `~3` in the order of date, then title.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from operator import eq

import numpy as np
import numpy.typing as npt

from trichdan.resolve.candidates import title_likeness
from trichdan.resolve.identity import is_open
from trichdan.text import key

_BYTES = 8
_SEEN = 40_000
_SHINGLE = 2
"""Syllables in a run: of two scans with three wrong characters in a hundred each, half of such runs are alike."""
_SKETCH = 32
_ROWS = 2
"""Numbers of a sketch in one band: texts that share 43 of 100 runs share a band in 96 of 100 cases."""
_WORDS_FOR_BANDS = 40
"""A shorter text tells too little to look for its copies."""
_REMEMBERED = 20_000
NEAR = 0.75
"""Share of equal numbers in the sketches of two copies that have one identity."""
_SAME_TITLE = 0.85


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that shares its identity with others."""

    doc: int
    path: str
    date: date | None
    title: str | None
    likeness: str


@dataclass(frozen=True, slots=True)
class Place:
    """What a document is among those of its identity: its id, and of which document it is a copy."""

    doc: int
    id: str
    copy_of: int | None


@cache
def _mixers() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return the factors and summands that make many hashes of one; the same on every machine."""
    drawn = [hashlib.blake2b(f"{n}".encode(), digest_size=_BYTES).digest() for n in range(2 * _SKETCH)]
    numbers = np.frombuffer(b"".join(drawn), dtype="<u8").astype(np.uint64)
    return numbers[:_SKETCH] | np.uint64(1), numbers[_SKETCH:]


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as texts are compared, those of a very long one up to a bound."""
    return tuple(key(text[:_SEEN]).split())


def likeness_of(text: str) -> str:
    """Return the sketch of a text as hex digits: the least hashes of its runs of syllables (Broder 1997)."""
    words = read_words(text)
    runs = {" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE + 1, 1))}
    digests = b"".join(hashlib.blake2b(run.encode(), digest_size=_BYTES).digest() for run in sorted(runs))
    factors, summands = _mixers()
    hashes = np.frombuffer(digests, dtype="<u8").astype(np.uint64)[:, None] * factors + summands
    return "".join(f"{int(least):08x}" for least in (hashes >> np.uint64(32)).min(axis=0))


def bands_of(text: str, likeness: str) -> tuple[int, ...]:
    """Return the numbers under which texts like this one are found; none for a very short text."""
    if len(text.split(maxsplit=_WORDS_FOR_BANDS)) <= _WORDS_FOR_BANDS:
        return ()
    size = 8 * _ROWS
    parts = (f"{at}:{likeness[at : at + size]}" for at in range(0, len(likeness), size))
    return tuple(int.from_bytes(hashlib.blake2b(p.encode(), digest_size=6).digest(), "big") for p in parts)


def alike(one: str, other: str) -> float:
    """Return which share of the runs of two texts is likely the same, from their sketches."""
    same: int = sum(map(eq, _numbers(one), _numbers(other)))
    return same / _SKETCH


@lru_cache(_REMEMBERED)
def _numbers(likeness: str) -> tuple[str, ...]:
    return tuple(likeness[at : at + 8] for at in range(0, len(likeness), 8))


def tell_apart(base_id: str, copies: Sequence[Copy]) -> tuple[Place, ...]:
    """Return what each document of one identity is.

    Args:
        base_id: the identity that they share.
        copies: all documents that have it.
    """
    works: list[list[Copy]] = []
    for copy in sorted(copies, key=lambda c: c.path):
        work = next((w for w in works if _is_copy(w[0], copy, base_id)), None)
        if work is None:
            works.append([copy])
        else:
            work.append(copy)
    works.sort(key=lambda w: (w[0].date or date.min, w[0].title or "", w[0].path))
    places: list[Place] = []
    for n, work in enumerate(works, 1):
        id = base_id if n == 1 else f"{base_id}~{n}"
        places.extend(Place(c.doc, id, None if c is work[0] else work[0].doc) for c in work)
    return tuple(places)


def _is_copy(one: Copy, other: Copy, base_id: str) -> bool:
    if alike(one.likeness, other.likeness) >= NEAR:
        return True
    if is_open(base_id) or (one.date and other.date and one.date != other.date):
        return False
    titles = title_likeness(one.title, other.title)
    return titles is not None and titles >= _SAME_TITLE
