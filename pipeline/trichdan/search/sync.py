"""Full text made from the store: what is noted as due, or all of it where the two do not match."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from trichdan.errors import StoreError
from trichdan.search import Engine, SearchDocument, engine_of, open_engine
from trichdan.search.folder import DAMAGED, damaged, is_whole
from trichdan.store import Store
from trichdan.store.rows import day

FOLDER = "fulltext"
_DONE, _NEXT = "search_generation", "search_next"
CHUNK = 2000
CHUNK_CHARS = 20_000_000
"""Documents and characters handed to the engine in one commit: each writes its segment and may merge others."""
SMALL_ENGINE = "whoosh"


def load_engine(kind: str) -> None:
    """Load an engine, to fail before the work begins.

    Raises:
        StoreError: it is not installed.
        ValueError: no such kind.
    """
    if kind == "tantivy":
        import_module("trichdan.search.tantivy_engine")
    elif kind != SMALL_ENGINE:
        raise ValueError(f"no full-text engine {kind!r}; there are whoosh and tantivy")


def synchronise(store: Store, folder: Path, *, kind: str | None = None) -> int:
    """Bring the full-text index in line with the store, and return how many documents were written.

    The index carries a mark of the state it belongs to. A mark that is neither the last nor the next one means
    that it was lost, damaged or replaced: it is made anew.

    Args:
        store: open for writing, its links settled.
        folder: of the full-text index.
        kind: engine to use; None for the one that made the index. Another one makes it anew.
    """
    if kind and engine_of(folder) not in (None, kind):
        shutil.rmtree(folder)
    kind = kind or engine_of(folder)
    try:
        return _follow(store, folder, kind)
    except StoreError as error:
        if error.wording != DAMAGED:
            raise
        shutil.rmtree(folder, ignore_errors=True)
        return _follow(store, folder, kind)


def _follow(store: Store, folder: Path, kind: str | None) -> int:
    engine = _open(folder, kind)
    try:
        marks = (store.meta(_DONE), store.meta(_NEXT))
        mark = engine.generation()
        todo = store.value("SELECT count(*) FROM todo_search")
        if mark is None or mark not in marks:
            _note_all(store, engine)
        elif not todo:
            if not is_whole(folder):
                raise damaged(folder, EOFError("a file is missing or cut short"))
            return 0
        return _write(store, engine)
    finally:
        engine.close()


def _open(folder: Path, kind: str | None) -> Engine:
    """Return the engine; one that cannot be opened is thrown away, for it can be made again."""
    if kind:
        load_engine(kind)  # an engine that is not installed is no damage
    try:
        return open_engine(folder, create=True, kind=kind)
    except StoreError:
        shutil.rmtree(folder, ignore_errors=True)
        return open_engine(folder, create=True, kind=kind)


def _note_all(store: Store, engine: Engine) -> None:
    strangers = engine.ids()
    with store.transaction():
        store.execute("INSERT OR IGNORE INTO todo_search SELECT id FROM documents")
        for id in sorted(strangers):
            store.execute("INSERT OR IGNORE INTO todo_search VALUES (?)", (id,))


def _write(store: Store, engine: Engine) -> int:
    mark = uuid.uuid4().hex
    with store.transaction():
        store.set_meta(_NEXT, mark)
    written = 0
    while True:
        ids = [row["id"] for row in store.rows("SELECT id FROM todo_search ORDER BY id LIMIT ?", (CHUNK,))]
        if not ids:
            break
        ids = _portion(store, ids)
        held = list(_documents(store, ids))
        engine.update(held, sorted(set(ids) - {document.id for document in held}))
        engine.set_generation(mark)
        with store.transaction():
            for id in ids:
                store.execute("DELETE FROM todo_search WHERE id = ?", (id,))
        written += len(held)
    engine.set_generation(mark)
    with store.transaction():
        store.set_meta(_DONE, mark)
    return written


def _portion(store: Store, ids: list[str]) -> list[str]:
    """Return the first of the ids, as many as fit into one commit."""
    sizes = store.rows_in("SELECT id, chars FROM documents WHERE copy_of IS NULL AND id IN (?)", ids)
    chars = {row["id"]: row["chars"] for row in sizes}
    total, taken = 0, 0
    for id in ids:
        total += chars.get(id, 0)
        if taken and total > CHUNK_CHARS:
            break
        taken += 1
    return ids[:taken]


def _documents(store: Store, ids: list[str]) -> Iterator[SearchDocument]:
    rows = store.rows_in(
        "SELECT d.*, t.text FROM documents d JOIN texts t USING (doc) WHERE d.copy_of IS NULL AND d.id IN (?)", ids
    )
    for row in sorted(rows, key=lambda r: str(r["id"])):
        cites = store.rows(
            "SELECT DISTINCT coalesce(target_number, number) AS number FROM citations WHERE doc = ?"
            " AND coalesce(target_number, number) IS NOT NULL ORDER BY 1",
            (row["doc"],),
        )
        due = store.rows(
            "SELECT DISTINCT due_last FROM deadlines WHERE doc = ? AND due_last IS NOT NULL ORDER BY 1", (row["doc"],)
        )
        yield SearchDocument(
            id=row["id"],
            path=row["path"],
            text=row["text"],
            number=row["number"],
            type=row["type"],
            date=day(row["date"]),
            issuer=row["issuer"],
            province=row["jurisdiction"],
            signer=row["signer"],
            title=row["title"],
            term=row["term"],
            cites=tuple(r["number"] for r in cites),
            due=tuple(found for r in due if (found := day(r["due_last"])) is not None),
        )


def compare(store: Store, folder: Path) -> list[str]:
    """Return in what the full-text index differs from the store, nothing if it does not.

    Args:
        store: the index.
        folder: of the full-text index.
    """
    try:
        engine = open_engine(folder)
    except StoreError as error:
        return [f"{error}"]
    try:
        held = {row["id"] for row in store.rows("SELECT id FROM documents WHERE copy_of IS NULL")}
        if not is_whole(folder):
            return [f"{damaged(folder, EOFError('a file is missing or cut short'))}"]
        found = engine.ids()
        if engine.generation() != store.meta(_DONE) or held != found:
            lost, extra = len(held - found), len(found - held)
            return [f"full text does not match the documents ({lost} missing, {extra} too many). Build again."]
        return []
    finally:
        engine.close()
