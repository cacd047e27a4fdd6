"""Full text on Whoosh: files, segments, commits and locks are Whoosh's, the units and ranks our own.

A damaged index is thrown away and built again from the store; nothing here is the only copy.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from trichdan.errors import StoreError
from trichdan.search import analysis
from trichdan.search.engine import FACETS, Hit, Results, SearchDocument
from trichdan.search.folder import damaged, is_there, unwritable, write_marker, writing
from trichdan.search.indexing import FIELDS, entry_of, hit_of
from trichdan.search.ranking import Match, Ranking
from trichdan.search.rewriting import Rewriter
from trichdan.search.seam import FolderEngine, Question
from trichdan.search.snapshot import Snapshot
from trichdan.search.snippets import Highlighter
from trichdan.search.source import Bools
from trichdan.search.whoosh_codec import BlockWriter, FileStorage, VarBytesColumn, fields, formats, index, merge_levels

ENGINE = "whoosh"
_FEW = 2000
"""Ids below which looking each up costs less than reading all."""
_DAMAGE = (OSError, ValueError, KeyError, IndexError, EOFError, struct.error, zlib.error)


def _schema() -> fields.Schema:
    bag = fields.FieldType(formats.Existence(), None)
    column = fields.COLUMN(VarBytesColumn())
    return fields.Schema(**dict.fromkeys((*FIELDS, "id"), bag), facts=column, text=column, flat=column, sizes=column)


@contextmanager
def _own_random() -> Iterator[None]:
    """Whoosh names segments with the global `random`; a caller's seed would give two the same name."""
    state = random.getstate()
    random.seed(os.urandom(16))
    try:
        yield
    finally:
        random.setstate(state)


class _Storage(FileStorage):  # type: ignore[misc]
    """Closes the file that Whoosh leaves open when it cannot read it."""

    _last: Any = None

    def open_file(self, name: str, **kwargs: Any) -> Any:
        """Open a file of the index."""
        self._last = super().open_file(name, **kwargs)
        return self._last

    def close_last(self) -> None:
        """Close the file opened last, if Whoosh did not."""
        if self._last is not None and not self._last.is_closed:
            self._last.close()


class WhooshEngine(FolderEngine):
    """The default engine; see `trichdan.search.engine.Engine`."""

    kind = ENGINE

    def __init__(self, folder: Path, whoosh: Any) -> None:
        self.folder = folder
        self._index = whoosh
        self._snapshot: Snapshot | None = None
        self._ranking: Ranking | None = None

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> WhooshEngine:
        """Return the index in a folder.

        Raises:
            StoreError: it is missing, foreign, of another form, or damaged.
        """
        if not is_there(folder, ENGINE, create=create):
            return cls._create(folder)
        return cls(folder, _open_whoosh(folder))

    @classmethod
    def _create(cls, folder: Path) -> WhooshEngine:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            storage = FileStorage(str(folder))
            with _own_random():
                index.FileIndex.create(storage, _schema(), "MAIN")
            write_marker(folder, ENGINE, None)
        except OSError as error:
            raise unwritable(folder, error) from error
        return cls(folder, _open_whoosh(folder))

    # writing

    def update(self, add: Iterable[SearchDocument], delete: Iterable[str] = ()) -> None:
        """Add and delete in one commit; adding an id replaces it."""
        try:
            with writing(self.folder):
                self._write(add, delete)
        except index.LockError as error:
            raise StoreError(f"{self.folder}: another process holds Whoosh's lock. Wait until it has finished.").worded(
                "fulltext.locked", folder=self.folder
            ) from error
        finally:
            self._forget()

    def _write(self, add: Iterable[SearchDocument], delete: Iterable[str]) -> None:
        self._sweep()
        before = {path.name for path in self.folder.iterdir()}
        with _own_random():
            writer = BlockWriter(self._index)
        try:
            self._forget()
            find = self.snapshot.find
            gone = {doc for id in delete if (doc := find(id)) is not None}
            seen: set[str] = set()
            for document in add:
                if document.id in seen:
                    raise ValueError(f"{document.id!r} is given twice in one update")
                seen.add(document.id)
                old = find(document.id)
                if old is not None:
                    gone.add(old)
                _add(writer, document)
            for doc in gone:
                writer.delete_document(doc)
            self._forget()
            with _own_random():
                writer.commit(mergetype=merge_levels)
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise
        self._sync(before)

    def _sweep(self) -> None:
        """Delete what a killed writer left behind; called with the lock held."""
        live = {segment.segment_id() for segment in self._segments()}
        newest = self._index.latest_generation()
        for path in self.folder.iterdir():
            name = path.name
            if path.is_dir() and name.endswith(".tmp"):
                shutil.rmtree(path, ignore_errors=True)
            elif _is_left_over(name, live, newest):
                path.unlink(missing_ok=True)

    def _segments(self) -> list[Any]:
        return list(self._index._segments())

    def _sync(self, before: set[str]) -> None:
        """Whoosh leaves flushing to the system; after a power cut the newest commit would be torn."""
        for path in self.folder.iterdir():
            if path.name not in before and path.is_file():
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def _forget(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = self._ranking = None

    def close(self) -> None:
        """Let go of files."""
        self._forget()

    # state

    @property
    def snapshot(self) -> Snapshot:
        """The state that is read."""
        if self._snapshot is None:
            try:
                self._snapshot = Snapshot(self._index.reader())
            except _DAMAGE as error:
                raise damaged(self.folder, error) from error
        return self._snapshot

    def ids(self) -> set[str]:
        """Return the ids of all documents held."""
        try:
            return set(self.snapshot.doc_of)
        except _DAMAGE as error:
            raise damaged(self.folder, error) from error

    # reading

    @property
    def ranking(self) -> Ranking:
        """The ranking over the state that is read."""
        if self._ranking is None:
            snapshot = self.snapshot
            self._ranking = Ranking(snapshot, Rewriter(snapshot.count, lambda: snapshot.vocabulary))
        return self._ranking

    def _answer(self, question: Question) -> Results:
        try:
            match = self.ranking.evaluate(question.tree)
            if question.filters is not None:
                match.mask &= self.ranking.filtered(question.filters)
            if question.within is not None:
                match.mask &= self._within(question.within)
            docs = self._ordered(match)
            marks = Highlighter(question.tree, self.ranking.rewriter)
            page = docs[question.offset : question.offset + question.limit]
            hits = tuple(self._hit(doc, float(match.score[doc]), marks) for doc in page)
            return Results(
                len(docs),
                hits,
                self._facets(match.mask) if question.facets else {},
                self.ranking.rewriter.suggestion(question.query),
            )
        except _DAMAGE as error:
            raise damaged(self.folder, error) from error

    def _ordered(self, match: Match) -> list[int]:
        """Return the documents of a match, best first."""
        docs = np.flatnonzero(match.mask)
        best = np.lexsort((self.snapshot.order[docs], -match.score[docs]))
        return [int(doc) for doc in docs[best]]

    def _within(self, ids: frozenset[str]) -> Bools:
        mask = np.zeros(self.snapshot.size, dtype=np.bool_)
        find = self.snapshot.find if len(ids) < _FEW else self.snapshot.doc_of.get
        mask[[doc for id in ids if (doc := find(id)) is not None]] = True
        return mask

    def _hit(self, doc: int, score: float, marks: Highlighter | None) -> Hit:
        snapshot = self.snapshot
        text, flat = (snapshot.text(doc), snapshot.flat(doc)) if marks else ("", "")
        return hit_of(snapshot.facts(doc), score, text, flat, marks)

    def _facets(self, mask: Bools) -> Mapping[str, tuple[tuple[str, int], ...]]:
        counters: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        everything = self.snapshot.all_facts
        for doc in np.flatnonzero(mask):
            facts = everything[doc]
            for name, counter in counters.items():
                value = facts.get("date", "")[:4] if name == "year" else facts.get(name)
                if value:
                    counter[str(value)] += 1
        return {
            name: tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
            for name, counter in counters.items()
        }

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return indexed words that are close to `word`, likeliest first."""
        return self.snapshot.vocabulary.suggest(word)

    def more_like(self, id: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents like the one of that id, best first; none if it is not held."""
        doc = self.snapshot.find(id)
        if doc is None:
            return ()
        ranking = self.ranking
        facts = self.snapshot.facts(doc)
        text = self.snapshot.text(doc)
        units = analysis.units_of(analysis.joined((facts.get("title"), text[:200_000])))
        size, every = self.snapshot.size, self.snapshot.held
        weighed = []
        for pair, count in units.pairs.items():
            held = self.snapshot.count("p", pair)
            if 1 < held <= max(every // 4, 2):
                weighed.append((-(count / (count + 1.5)) * float(np.log(every / held)), pair))
        score = np.zeros(size, dtype=np.float32)
        for _, pair in sorted(weighed)[:40]:
            score += ranking.unit("p", pair)[0]
        mask = self.snapshot.alive & (score > 0)
        mask[doc] = False
        return tuple(self._hit(other, float(score[other]), None) for other in self._ordered(Match(mask, score))[:limit])


def _is_left_over(name: str, live: set[str], newest: int) -> bool:
    if name.startswith("_MAIN_"):
        return name != f"_MAIN_{newest}.toc"
    return name.startswith("MAIN_") and name != "MAIN_WRITELOCK" and name.split(".")[0] not in live


def _add(writer: BlockWriter, document: SearchDocument) -> None:
    entry = entry_of(document)
    writer.add_counts(
        {**entry.counts, "id": {document.id: 1}},
        facts=entry.facts,
        text=_packed(document.text),
        flat=_packed(entry.flat),
        sizes=np.array(entry.sizes, dtype="<u4").tobytes(),
    )


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _open_whoosh(folder: Path) -> Any:
    storage = _Storage(str(folder))
    try:
        return index.FileIndex(storage, _schema(), "MAIN")
    except Exception as error:  # a torn pickle may raise anything
        storage.close_last()
        raise damaged(folder, error) from error
