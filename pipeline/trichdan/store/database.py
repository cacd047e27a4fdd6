"""Reading and writing the SQLite file of an index; nothing here knows how links are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trichdan.errors import StoreError
from trichdan.model import Citation
from trichdan.store.opening import NAME, connect, unreadable
from trichdan.store.rows import (
    TARGET_COLUMNS,
    Row,
    citation_row,
    deadline_row,
    printed_citation,
    section_row,
    target_row,
    timex_row,
)
from trichdan.store.stored import Stored, Unchanged, document_row

_CHUNK = 500
"""Values in one `IN (...)`; SQLite allows 999 in older builds."""


class Store:
    """An open index. One writer at a time; readers see the last commit."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    @classmethod
    def open(cls, index: Path, *, create: bool = False) -> Store:
        """Return the store of an index folder.

        Args:
            index: the folder.
            create: make it if it is not there.

        Raises:
            StoreError: missing, foreign, of another format, or damaged.
        """
        return cls(connect(index, create=create), index / NAME)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside.

        Raises:
            StoreError: the disk is full, or the file is damaged; nothing was written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise StoreError(
                f"{self.path}: {error}. Nothing of this step was written; make room and build again."
            ).worded("store.not_written", path=self.path, why=error) from error

    # -- reading ------------------------------------------------------------------------------------------------

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query as dicts.

        Raises:
            StoreError: the file is damaged.
        """
        try:
            return [dict(row) for row in self._db.execute(sql, parameters)]
        except sqlite3.DatabaseError as error:
            raise unreadable(self.path, error) from error

    def tuples(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query as tuples: several times faster than dicts where there are thousands.

        Raises:
            StoreError: the file is damaged.
        """
        try:
            cursor = self._db.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise unreadable(self.path, error) from error

    def rows_in(self, sql: str, values: Iterable[Any]) -> list[Row]:
        """Return the rows of a query with one `IN (?)` that is filled in portions."""
        return [row for marked, part in _portions(sql, values) for row in self.rows(marked, part)]

    def tuples_in(self, sql: str, values: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query with one `IN (?)` as tuples; it is filled in portions."""
        for marked, part in _portions(sql, values):
            yield from self.tuples(marked, part)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        row = self._db.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def meta(self, name: str) -> str | None:
        """Return a remembered value."""
        found = self.value("SELECT value FROM meta WHERE name = ?", (name,))
        return None if found is None else str(found)

    def files(self) -> dict[str, Unchanged]:
        """Return what is remembered of each file, by path."""
        return {
            r["path"]: Unchanged(r["size"], r["mtime_ns"], r["read_ns"], r["sha256"], r["status"] == "failed")
            for r in self._db.execute("SELECT * FROM files ORDER BY path")
        }

    def printed_citations(self, doc: int) -> tuple[list[Citation], list[str]]:
        """Return the citations of a document as extracted, and the words that each is resolved by."""
        rows = self.rows("SELECT * FROM citations WHERE doc = ? ORDER BY n", (doc,))
        return [printed_citation(r) for r in rows], [r["mention"] for r in rows]

    # -- writing ------------------------------------------------------------------------------------------------

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run one statement."""
        self._db.execute(sql, parameters)

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def drop(self, path: str) -> None:
        """Forget a file and its document, and note what depends on it."""
        row = self._db.execute("SELECT doc, id, base_id FROM documents WHERE path = ?", (path,)).fetchone()
        if row:
            self._note(row["doc"], row["base_id"], row["id"])
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def _note(self, doc: int, base_id: str, id: str) -> None:
        db = self._db
        db.execute("INSERT OR IGNORE INTO todo_keys SELECT key FROM offers WHERE doc = ?", (doc,))
        db.execute(
            "INSERT OR IGNORE INTO todo_copies SELECT o.doc FROM bands b JOIN bands o ON o.key = b.key AND o.loose = 1"
            " WHERE b.doc = ?",
            (doc,),
        )
        db.execute("INSERT OR IGNORE INTO todo_ids VALUES (?)", (base_id,))
        db.execute("INSERT OR IGNORE INTO todo_search VALUES (?)", (id,))

    def recall(self, path: str) -> None:
        """Note that identity and links of a document are to be settled again."""
        row = self._db.execute("SELECT doc, id, base_id FROM documents WHERE path = ?", (path,)).fetchone()
        if row:
            self._note(row["doc"], row["base_id"], row["id"])
            self._db.execute("INSERT OR REPLACE INTO todo_links VALUES (?, 0)", (row["doc"],))

    def put_failure(self, path: str, file: Unchanged, code: str, message: str) -> None:
        """Remember that a file could not be read; it is tried again when it has changed."""
        self.drop(path)
        row = (path, file.size, file.mtime_ns, file.read_ns, file.sha256, "failed", code, message)
        self._db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def touch(self, path: str, file: Unchanged) -> None:
        """Remember a file whose content is unchanged but whose date is not."""
        self._db.execute(
            "UPDATE files SET size = ?, mtime_ns = ?, read_ns = ? WHERE path = ?",
            (file.size, file.mtime_ns, file.read_ns, path),
        )

    def put(self, path: str, file: Unchanged, stored: Stored) -> None:
        """Store a document in place of an older one of the same path, and note what depends on it."""
        self.drop(path)
        db = self._db
        row = (path, file.size, file.mtime_ns, file.read_ns, file.sha256, "ok", None, None)
        db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        document = document_row(path, stored)
        doc = db.execute(_insert("documents", tuple(document)), document).lastrowid
        if doc is None:  # pragma: no cover - an INSERT always has a row
            raise StoreError(f"{self.path}: the document {path} got no row.")
        record = stored.record
        text = record.text
        db.execute("INSERT INTO texts VALUES (?, ?)", (doc, text))
        self._many("sections", doc, [section_row(s, n) for n, s in enumerate(record.sections)])
        self._many(
            "citations",
            doc,
            [
                {"key": next(iter(keys), None), "mention": mention, **citation_row(c, n, text), **target_row(c)}
                for n, (c, keys, mention) in enumerate(zip(record.citations, stored.asks, stored.mentions, strict=True))
            ],
        )
        self._many("dates", doc, [timex_row(t, n, text) for n, t in enumerate(record.dates)])
        self._many("deadlines", doc, [deadline_row(d, n, text) for n, d in enumerate(record.deadlines)])
        loose = document["loose"]
        db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", [(band, loose, doc) for band in stored.bands])
        db.executemany("INSERT OR IGNORE INTO offers VALUES (?, ?)", [(k, doc) for k in stored.offers])
        db.executemany("INSERT OR IGNORE INTO asks VALUES (?, ?)", [(k, doc) for keys in stored.asks for k in keys])
        db.execute("INSERT INTO todo_links VALUES (?, 1)", (doc,))
        self._note(doc, record.id, record.id)

    def _many(self, table: str, doc: int, rows: Sequence[Row]) -> None:
        if not rows:
            return
        columns = ("doc", *rows[0])
        self._db.executemany(_insert(table, columns), [{"doc": doc, **row} for row in rows])

    def put_targets(self, doc: int, citations: Sequence[Citation], held: dict[str, int]) -> None:
        """Store what the citations of a document mean.

        Args:
            doc: the document.
            citations: all of them, in order.
            held: the document of each id that the corpus has.
        """
        sets = ", ".join(f"{name} = :{name}" for name in (*TARGET_COLUMNS, "target_doc"))
        rows = []
        for n, citation in enumerate(citations):
            row = target_row(citation)
            row.update(doc=doc, n=n, target_doc=held.get(row["target"]) if row["status"] == "resolved" else None)
            rows.append(row)
        self._db.executemany(f"UPDATE citations SET {sets} WHERE doc = :doc AND n = :n", rows)


def _portions(sql: str, values: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield a query with one `IN (?)` and its values, as many at a time as SQLite takes."""
    listed = list(values)
    for at in range(0, len(listed), _CHUNK):
        part = listed[at : at + _CHUNK]
        yield sql.replace("(?)", f"({','.join('?' * len(part))})"), part


def _insert(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(f':{name}' for name in names)})"
