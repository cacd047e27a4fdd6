"""One committed state of a Whoosh index, read as arrays; what `ranking` sees."""

from __future__ import annotations

import json
import zlib
from collections import OrderedDict
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from trichdan.search import analysis
from trichdan.search.suggest import Vocabulary
from trichdan.search.whoosh_codec import read_postings

Docs = npt.NDArray[np.uint32]
Frequencies = npt.NDArray[np.uint16]
CACHED = 64_000_000
"""Bytes of posting lists that are kept."""
_EMPTY_LIST = 200
"""What an entry costs beside its arrays."""


def _size(value: tuple[Docs, Frequencies] | None) -> int:
    return _EMPTY_LIST + (value[0].nbytes + value[1].nbytes if value else 0)


class Snapshot:
    """A state of the index; documents are numbered over all its segments.

    Args:
        reader: Whoosh's reader, closed with the snapshot.
    """

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.segments: list[tuple[Any, int]] = [
            (segment, base) for segment, base in reader.leaf_readers() if hasattr(segment, "_terms")
        ]
        self.size: int = sum(segment.doc_count_all() for segment, _ in self.segments)
        self.alive = np.ones(self.size, dtype=np.bool_)
        for segment, base in self.segments:
            for doc in segment.segment().deleted_docs():
                self.alive[base + doc] = False
        self.held = int(self.alive.sum())
        self._lists: OrderedDict[tuple[str, str], tuple[Docs, Frequencies] | None] = OrderedDict()
        self._cached = 0
        self._columns: dict[tuple[str, int], Any] = {}

    def close(self) -> None:
        """Let go of the files."""
        if not getattr(self.reader, "is_closed", False):
            self.reader.close()

    def postings(self, field: str, term: str) -> tuple[Docs, Frequencies] | None:
        """Return documents and frequencies of a term, or None."""
        key = (field, term)
        if key in self._lists:
            self._lists.move_to_end(key)
            return self._lists[key]
        parts = []
        for segment, base in self.segments:
            found = read_postings(segment, field, term)
            if found is not None:
                parts.append((found[0] + np.uint32(base), found[1]))
        value = None
        if len(parts) == 1:
            value = parts[0]
        elif parts:
            value = np.concatenate([docs for docs, _ in parts]), np.concatenate([counts for _, counts in parts])
        if value is not None and self.held < self.size:
            kept = self.alive[value[0]]
            value = (value[0][kept], value[1][kept]) if kept.any() else None
        self._lists[key] = value
        self._cached += _size(value)
        while self._cached > CACHED:
            self._cached -= _size(self._lists.popitem(last=False)[1])
        return value

    def count(self, field: str, term: str) -> int:
        """Return how many documents hold a term."""
        found = self.postings(field, term)
        return 0 if found is None else len(found[0])

    def expand(self, field: str, prefix: str, *, limit: int) -> list[str]:
        """Return terms that begin with `prefix`, at most `limit` from each segment."""
        found: set[str] = set()
        start = prefix.encode("utf-8")
        for segment, _ in self.segments:
            for count, (name, term) in enumerate(segment._terms.terms_from(field, start)):
                if name != field or not term.startswith(start) or count >= limit:
                    break
                found.add(term.decode("utf-8"))
        return sorted(found)

    def column(self, name: str, doc: int) -> bytes:
        """Return a stored column of a document."""
        for at in range(len(self.segments) - 1, -1, -1):
            segment, base = self.segments[at]
            if doc >= base:
                reader = self._columns.get((name, at))
                if reader is None:
                    reader = self._columns[name, at] = segment.column_reader(name, translate=False)
                return bytes(reader[doc - base])
        raise IndexError(doc)

    def facts(self, doc: int) -> dict[str, Any]:
        """Return what is known of a document beside its text."""
        value: dict[str, Any] = json.loads(self.column("facts", doc))
        return value

    def text(self, doc: int) -> str:
        """Return the text of a document."""
        return zlib.decompress(self.column("text", doc)).decode("utf-8", "surrogatepass")

    def flat(self, doc: int) -> str:
        """Return the keys of a document's text, joined."""
        return zlib.decompress(self.column("flat", doc)).decode("utf-8", "surrogatepass")

    @cached_property
    def all_facts(self) -> list[dict[str, Any]]:
        """The facts of all documents by their number; empty for deleted ones."""
        return [self.facts(doc) if self.alive[doc] else {} for doc in range(self.size)]

    def find(self, id: str) -> int | None:
        """Return the number of a document, or None."""
        found = self.postings("id", id)
        return None if found is None else int(found[0][-1])

    @cached_property
    def doc_of(self) -> dict[str, int]:
        """Number of each document by its id."""
        return {facts["id"]: doc for doc, facts in enumerate(self.all_facts) if facts}

    @cached_property
    def order(self) -> npt.NDArray[np.int64]:
        """The place of each document among equals: the newest first, then by id, however the index grew."""
        keys = [(facts.get("date", ""), facts.get("id", "")) for facts in self.all_facts]
        by_id = sorted(range(self.size), key=lambda doc: keys[doc][1])
        listed = sorted(by_id, key=lambda doc: keys[doc][0], reverse=True)
        places = np.empty(self.size, dtype=np.int64)
        places[listed] = np.arange(self.size)
        return places

    @cached_property
    def _all_lengths(self) -> npt.NDArray[np.float32]:
        rows = [np.frombuffer(self.column("sizes", doc), dtype="<u4", count=2) for doc in range(self.size)]
        lengths = np.array(rows, dtype=np.int64).reshape(-1, 2)
        # of whole numbers, so that the order in which documents came makes no difference
        mean = lengths[self.alive].sum(axis=0) / max(self.held, 1)
        value: npt.NDArray[np.float32] = (lengths / np.maximum(mean, 1)).astype(np.float32)
        return value

    def lengths(self, field: str) -> npt.NDArray[np.float32]:
        """Return for each document the length of `body` or `head` over the mean."""
        return self._all_lengths[:, 0 if field == "body" else 1]

    def title_lengths(self) -> npt.NDArray[np.float32]:
        """Return for each document the number of words in its title."""
        return self._title_lengths

    @cached_property
    def _title_lengths(self) -> npt.NDArray[np.float32]:
        return np.array([len(facts.get("title", "").split()) for facts in self.all_facts], dtype=np.float32)

    def values(self, field: str) -> dict[str, Docs]:
        """Return for each value key of a described field the documents that have it."""
        return self._by_value[field]

    @cached_property
    def _by_value(self) -> dict[str, dict[str, Docs]]:
        found: dict[str, dict[str, list[int]]] = {f: {} for f in ("type", "issuer", "province", "signer")}
        keys: dict[str, str] = {}
        for doc, facts in enumerate(self.all_facts):
            for field, docs in found.items():
                value = facts.get(field)
                if value:
                    key = keys.get(value)
                    if key is None:
                        key = keys[value] = analysis.value_key(value)
                    docs.setdefault(key, []).append(doc)
        return {
            field: {key: np.array(docs, dtype=np.uint32) for key, docs in by_key.items()}
            for field, by_key in found.items()
        }

    def days(self, field: str) -> tuple[Docs, npt.NDArray[np.int32]]:
        """Return documents and day ordinals of `date` or `due`."""
        return self._days[field]

    @cached_property
    def _days(self) -> dict[str, tuple[Docs, npt.NDArray[np.int32]]]:
        pairs: dict[str, list[tuple[int, int]]] = {"date": [], "due": []}
        for doc, facts in enumerate(self.all_facts):
            if "date" in facts:
                pairs["date"].append((doc, date.fromisoformat(facts["date"]).toordinal()))
            pairs["due"].extend((doc, day) for day in facts.get("due", ()))
        return {
            name: (np.array([d for d, _ in rows], dtype=np.uint32), np.array([o for _, o in rows], dtype=np.int32))
            for name, rows in pairs.items()
        }

    def terms(self) -> npt.NDArray[np.int16]:
        """Return the khóa of each document, 0 where there is none."""
        return self._khoa

    @cached_property
    def _khoa(self) -> npt.NDArray[np.int16]:
        return np.array([facts.get("term", 0) for facts in self.all_facts], dtype=np.int16)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The syllables of the index."""
        return Vocabulary(self._frequencies("s"), self._frequencies("x"))

    def _frequencies(self, field: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for segment, _ in self.segments:
            for (name, term), info in segment._terms.items_from(field, b""):
                if name != field:
                    break
                word = term.decode("utf-8")
                found[word] = found.get(word, 0) + info.doc_frequency()
        return found
