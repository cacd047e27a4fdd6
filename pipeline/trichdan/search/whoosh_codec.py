"""A Whoosh codec that writes and reads whole posting lists at once.

Whoosh's own codec handles one posting at a time: 3.5 million postings of a 25 MB archive take minutes. Here the
postings of a commit are gathered by term, and a list goes to disk as two arrays (documents, frequencies).
Files, terms, columns, segments and commits stay those of Whoosh.
"""

from __future__ import annotations

import heapq
import marshal
import struct
import warnings
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import log
from operator import sub
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh's sources hold escapes that newer Pythons warn of
    from whoosh import fields, formats, index
    from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
    from whoosh.columns import VarBytesColumn
    from whoosh.filedb.filestore import FileStorage
    from whoosh.matching import ListMatcher
    from whoosh.reading import SegmentReader
    from whoosh.system import pack_ushort
    from whoosh.writing import SegmentWriter

__all__ = [
    "BlockCodec",
    "BlockWriter",
    "FileStorage",
    "VarBytesColumn",
    "fields",
    "formats",
    "index",
    "merge_levels",
    "read_postings",
]

Docs = npt.NDArray[np.uint32]
Frequencies = npt.NDArray[np.uint16]
Gathered = tuple[str, str, "array[int]"]
"""Field, term, and for each document its number times 65536 plus the frequency of the term."""

_COMPRESS_FROM = 96
"""Bytes from which zlib pays."""
_TERM_BYTES = 300
"""What a new term costs in memory: string, array and dictionary slot."""


_INFO = W3TermInfo._struct
_ONE = struct.Struct("<BIH")
FACTOR = 6
"""So many segments of one size become one."""
_SHORT = 16
"""Postings below which numpy costs more than it saves."""
_EXTENT = struct.Struct("!qi")
"""Offset and length that follow the term info, as Whoosh's own reader expects them."""


def pack_postings(packed: array[int]) -> bytes:
    """Return a posting list as bytes."""
    count = len(packed)
    if count == 1:  # two of three terms
        return _ONE.pack(0, packed[0] >> 16, packed[0] & 0xFFFF)
    if count < _SHORT:
        docs = [value >> 16 for value in packed]
        return struct.pack(
            f"<B{count}I{count}H", 0, docs[0], *map(sub, docs[1:], docs), *(value & 0xFFFF for value in packed)
        )
    values = np.frombuffer(packed, dtype=np.uint64)
    ids = (values >> np.uint64(16)).astype("<u4")
    raw: bytes = np.diff(ids, prepend=ids.dtype.type(0)).astype("<u4").tobytes()
    raw += (values & np.uint64(0xFFFF)).astype("<u2").tobytes()
    if len(raw) < _COMPRESS_FROM:
        return b"\0" + raw
    return bytes(b"\1" + zlib.compress(raw, 1))


def unpack_postings(data: bytes, count: int) -> tuple[Docs, Frequencies]:
    """Return documents and frequencies of a posting list that `pack_postings` made."""
    raw = zlib.decompress(data[1:]) if data[:1] == b"\1" else data[1:]
    deltas = np.frombuffer(raw, dtype="<u4", count=count)
    return np.cumsum(deltas, dtype=np.uint32), np.frombuffer(raw, dtype="<u2", offset=4 * count)


class GatheringPool:
    """The postings of one commit, gathered by field and term; spills sorted runs to the index folder."""

    def __init__(self, storage: Any, *, limitmb: int) -> None:
        self._storage = storage
        self._limit = limitmb * 1024 * 1024
        self._fields: dict[str, dict[str, array[int]]] = {}
        self._size = 0
        self._runs: list[str] = []

    def add(self, item: tuple[str, bytes, int, float, bytes | None]) -> None:
        """Take one posting, as Whoosh hands it out."""
        field, term, doc, weight, _ = item
        self.add_counts(field, {term.decode("utf-8"): int(weight)}, doc)

    def add_counts(self, field: str, counts: Mapping[str, int], doc: int) -> None:
        """Take all postings of one document in one field; documents come in rising order."""
        terms = self._fields.setdefault(field, {})
        before = len(terms)
        get, first = terms.get, doc << 16
        for term, count in counts.items():
            found = get(term)
            if found is None:
                terms[term] = array("Q", (first + (count if count < 0xFFFF else 0xFFFF),))
            else:
                found.append(first + (count if count < 0xFFFF else 0xFFFF))
        self._grow(len(terms) - before, len(counts))

    def add_packed(self, field: str, term: str, packed: array[int]) -> None:
        """Take a whole posting list; its documents come after those that the term has."""
        terms = self._fields.setdefault(field, {})
        found = terms.get(term)
        if found is None:
            terms[term] = packed
        else:
            found.extend(packed)
        self._grow(int(found is None), len(packed))

    def _grow(self, terms: int, postings: int) -> None:
        self._size += terms * _TERM_BYTES + postings * 8
        if self._size > self._limit:
            self._spill()

    def _spill(self) -> None:
        name = f"{uuid4().hex}.run"
        with self._storage.create_file(name).raw_file() as file:
            for field, term, packed in self._in_memory():
                marshal.dump((field, term, packed.tobytes()), file)
        self._runs.append(name)
        self._fields, self._size = {}, 0

    def _in_memory(self) -> Iterator[Gathered]:
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                yield field, term, terms[term]

    def _read_run(self, name: str) -> Iterator[Gathered]:
        with self._storage.open_file(name).raw_file() as file:
            while True:
                try:
                    field, term, data = marshal.load(file)
                except EOFError:
                    return
                packed = array("Q")
                packed.frombytes(data)
                yield field, term, packed

    def iter_postings(self) -> Iterator[Gathered]:
        """Yield fields and terms in order, each once."""
        if not self._runs:
            yield from self._in_memory()
            return
        sources = [*map(self._read_run, self._runs), self._in_memory()]
        merged = heapq.merge(*sources, key=lambda item: item[:2])
        for (field, term), group in groupby(merged, key=lambda item: item[:2]):
            packed = array("Q")
            for _, _, more in group:
                packed.extend(more)
            yield field, term, packed

    def cleanup(self) -> None:
        """Delete the runs."""
        for name in self._runs:
            self._storage.delete_file(name)
        self._runs = []


class BlockFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes gathered posting lists."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Gathered]) -> None:
        """Write every list; called once by Whoosh when a segment is closed."""
        info = _INFO.pack
        post, terms = self._postfile, self._tindex
        offset = post.tell()
        for field, group in groupby(items, key=lambda item: item[0]):
            self.start_field(field, schema[field])
            prefix = pack_ushort(self._fieldid)
            for _, term, packed in group:
                data = pack_postings(packed)
                post.write(data)
                # Whoosh's own scores, which need weights and lengths, are never asked for
                head = info(0, 0.0, len(packed), 0, 0, 0.0, packed[0] >> 16, packed[-1] >> 16)
                terms.add(prefix + term.encode("utf-8"), head + _EXTENT.pack(offset, len(data)))
                offset += len(data)
            self.finish_field()


class BlockCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with posting lists as arrays."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> BlockFieldWriter:
        """Return the writer of a new segment."""
        return BlockFieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Return a posting list in the form that Whoosh's own code reads."""
        offset, (length,) = terminfo.extent()
        docs, frequencies = unpack_postings(bytes(dbfile.get(offset, length)), terminfo.doc_frequency())
        weights = [float(frequency) for frequency in frequencies]
        values = [b""] * len(docs)
        return ListMatcher(docs.tolist(), weights, values, format_, scorer=scorer, term=term, terminfo=terminfo)


def read_postings(reader: Any, field: str, term: str) -> tuple[Docs, Frequencies] | None:
    """Return the posting list of a term in one segment, deleted documents included, or None without one."""
    terms = reader._terms
    key = terms._keycoder(field, term.encode("utf-8"))
    try:
        info = bytes(terms._tindex[key])
    except KeyError:
        return None
    offset, length = _EXTENT.unpack_from(info, _INFO.size)
    return unpack_postings(bytes(terms._postfile.get(offset, length)), _INFO.unpack_from(info)[2])


def merge_levels(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge segments of like size into the one that is written, and return the rest.

    Whoosh's own policy leaves hundreds of segments behind many commits of equal size; each is a look-up more for
    every term, and some open files.
    """
    levels: dict[int, list[Any]] = {}
    for segment in segments:
        held = segment.doc_count_all() - segment.deleted_count()
        levels.setdefault(int(log(max(held, 1), FACTOR)), []).append(segment)
    kept: list[Any] = []
    for group in levels.values():
        if len(group) < FACTOR:
            wasted = [s for s in group if s.deleted_count() * 3 > s.doc_count_all()]
            kept.extend(segment for segment in group if segment not in wasted)
            group = wasted
        for segment in group:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


class BlockWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with the gathering pool."""

    def __init__(self, index: Any, *, limitmb: int = 256) -> None:
        super().__init__(index, codec=BlockCodec(), compound=False)
        self.pool = GatheringPool(self._tempstorage, limitmb=limitmb)

    def add_counts(self, counts: Mapping[str, Mapping[str, int]], **columns: Any) -> None:
        """Add a document: frequencies of its terms by field, and its columns."""
        doc = self.docnum
        self.add_document(**columns)
        for field, terms in counts.items():
            if terms:
                self.pool.add_counts(field, terms, doc)

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Take over the posting lists of a segment that is merged into the new one."""
        new = np.full(reader.doc_count_all(), -1, dtype=np.int64)
        if docmap is None:
            new[:] = np.arange(startdoc, startdoc + len(new))
        else:
            for old, doc in docmap.items():
                new[old] = doc
        terms, get = reader._terms, reader._terms._postfile.get
        moved: list[int] = new.tolist()
        for key, value in terms._tindex.items():
            field, term = terms._keydecoder(bytes(key))
            info = bytes(value)
            packed = _renumbered(
                bytes(get(*_EXTENT.unpack_from(info, _INFO.size))), _INFO.unpack_from(info)[2], moved, new
            )
            if packed:
                self.pool.add_packed(field, term.decode("utf-8"), packed)


def _renumbered(data: bytes, count: int, moved: list[int], new: npt.NDArray[np.int64]) -> array[int]:
    """Return the postings of the documents that still exist under their new numbers."""
    if count == 1:
        _, doc, frequency = _ONE.unpack(data)
        return array("Q", ((moved[doc] << 16) + frequency,)) if moved[doc] >= 0 else array("Q")
    docs, frequencies = unpack_postings(data, count)
    if count < _SHORT:
        pairs = zip(docs.tolist(), frequencies.tolist(), strict=True)
        return array("Q", [(moved[doc] << 16) + frequency for doc, frequency in pairs if moved[doc] >= 0])
    numbers = new[docs]
    alive = numbers >= 0
    packed = array("Q")
    packed.frombytes(((numbers[alive] << 16) + frequencies[alive]).astype(np.uint64).tobytes())
    return packed
