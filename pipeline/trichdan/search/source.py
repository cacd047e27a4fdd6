"""What ranking reads of an index: arrays of documents, whatever the engine."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Docs = npt.NDArray[np.uint32]


class Source(Protocol):
    """What ranking reads of an index; documents are numbered from 0."""

    size: int
    held: int
    """Documents that are not deleted."""
    alive: Bools

    def postings(self, field: str, term: str) -> tuple[Docs, npt.NDArray[np.uint16]] | None:
        """Return documents and frequencies of a term."""

    def count(self, field: str, term: str) -> int:
        """Return how many documents hold a term."""

    def lengths(self, field: str) -> Floats:
        """Return for each document the length of `body` or `head` over the mean."""

    def title_lengths(self) -> Floats:
        """Return for each document the number of words in its title."""

    def expand(self, field: str, prefix: str, *, limit: int) -> list[str]:
        """Return terms that begin with `prefix`."""

    def flat(self, doc: int) -> str:
        """Return the text of a document as `analysis.flat` makes it."""

    def values(self, field: str) -> dict[str, Docs]:
        """Return for each value key of a described field the documents that have it."""

    def days(self, field: str) -> tuple[Docs, npt.NDArray[np.int32]]:
        """Return documents and day ordinals of `date` or `due`."""

    def terms(self) -> npt.NDArray[np.int16]:
        """Return the khóa of each document, 0 where there is none."""
