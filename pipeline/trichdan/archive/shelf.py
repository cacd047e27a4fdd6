"""What lists show of a document, remembered between questions: one paper may be cited by thousands of others."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from trichdan.store import Store
from trichdan.store.rows import Row

_REMEMBERED = 50_000
"""Documents remembered at most, some 40 MB of memory."""
_SQL = (
    "SELECT doc, copy_of, id, path, number, type, date, issuer, jurisdiction"
    " FROM documents INDEXED BY documents_listed WHERE doc IN (?)"
)


@dataclass(frozen=True, slots=True)
class Card:
    """A document as lists show it.

    Attributes:
        row: `id`, `path`, `number`, `type`, `date`, `issuer` and `jurisdiction`; to be copied, not to be changed.
        place: what sorts documents by date, then path.
        copy: it is a copy of another document.
    """

    row: Row
    place: str
    copy: bool


class Shelf:
    """The cards of an index that were asked for; they are read again when a build has changed it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cards: dict[int, Card] = {}
        self._version: int | None = None

    def cards(self, docs: Sequence[int]) -> dict[int, Card]:
        """Return the cards of documents, with those that were asked for before."""
        version = self._store.value("PRAGMA data_version")
        if version != self._version or len(self._cards) > _REMEMBERED:
            self._cards, self._version = {}, version
        missing = [doc for doc in docs if doc not in self._cards]
        for doc, copy_of, id, path, number, type, date, issuer, province in self._store.tuples_in(_SQL, missing):
            row = {"id": id, "path": path, "number": number, "type": type, "date": date, "issuer": issuer,
                   "jurisdiction": province}  # fmt: skip
            self._cards[doc] = Card(row, f"{date or ''}\t{path}", copy_of is not None)
        return self._cards


@contextmanager
def many_values() -> Iterator[None]:
    """Make thousands of values without the collector going through all older ones in between."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
