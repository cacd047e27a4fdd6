"""Which documents of one identity are copies of one work, and which are namesakes.

The same directive scanned twice or found in two formats is one work with two copies; two different papers that
carry the same number, year and issuer get `~2`, `~3` in the order of date, then title.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from trichdan.resolve.candidates import title_likeness
from trichdan.resolve.identity import is_open
from trichdan.text import key

_BYTES = 8
_SEEN = 40_000
_SHINGLE = 4
NEAR = 6
"""Bits by which the fingerprints of two copies may differ: scans of one page differ by up to 5, papers of one
office on one subject by 12 and more."""
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


def likeness_of(text: str) -> str:
    """Return the fingerprint of a text as 16 hex digits (simhash over runs of syllables)."""
    words = key(text[:_SEEN]).split()
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(0, max(len(words) - _SHINGLE + 1, 1), 2)}
    digests = b"".join(hashlib.blake2b(s.encode(), digest_size=_BYTES).digest() for s in sorted(shingles))
    bits = np.unpackbits(np.frombuffer(digests, dtype=np.uint8).reshape(-1, _BYTES), axis=1)
    majority = bits.sum(axis=0, dtype=np.int64) * 2 > len(shingles)
    return np.packbits(majority).tobytes().hex()


def distance(one: str, other: str) -> int:
    """Return by how many bits two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


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
    if distance(one.likeness, other.likeness) <= NEAR:
        return True
    if is_open(base_id) or (one.date and other.date and one.date != other.date):
        return False
    alike = title_likeness(one.title, other.title)
    return alike is not None and alike >= _SAME_TITLE
