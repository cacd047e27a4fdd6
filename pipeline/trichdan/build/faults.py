"""Verifying an index: against its corpus, and against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trichdan.build.plan import digest_of, documents_in
from trichdan.search.sync import FOLDER, compare
from trichdan.store import NAME, Store


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an index, and what to do about it."""

    code: str
    path: str | None
    message: str


def check(index: Path | str, corpus: Path | str | None = None) -> list[Fault]:
    """Return what is wrong with an index, nothing if all is well.

    Args:
        index: folder of the index.
        corpus: the folder that it was built from; the remembered one without it.

    Raises:
        StoreError: there is no index, or it cannot be opened.
    """
    index = Path(index)
    store = Store.open(index)
    try:
        folder = Path(corpus) if corpus else Path(store.meta("corpus") or "")
        return [*_check_store(store), *_check_files(store, folder, index), *_check_spans(store), *_check_links(store),
                *(Fault("full-text", None, m) for m in compare(store, index / FOLDER))]  # fmt: skip
    finally:
        store.close()


def _check_store(store: Store) -> Iterator[Fault]:
    again = "Remove the index and build again."
    for row in store.rows("PRAGMA integrity_check"):
        if next(iter(row.values())) != "ok":
            yield Fault("damaged", NAME, f"{next(iter(row.values()))}. {again}")
    for row in store.rows("PRAGMA foreign_key_check"):
        yield Fault("damaged", NAME, f"a row of {row['table']} points at nothing. {again}")
    for table in ("todo_copies", "todo_ids", "todo_keys", "todo_links", "todo_search"):
        left = store.value(f"SELECT count(*) FROM {table}")
        if left:
            yield Fault("unfinished", None, f"a build was stopped ({table}: {left}). Build again to finish it.")


def _check_files(store: Store, corpus: Path, index: Path) -> Iterator[Fault]:
    if not corpus.is_dir():
        yield Fault("corpus", corpus.as_posix(), "the corpus is not there. Name its folder.")
        return
    known = store.files()
    for path, name in documents_in(corpus, without=index):
        old = known.pop(name, None)
        if old is None:
            yield Fault("not-indexed", name, f"{name} is not in the index. Build again.")
        elif old.sha256 and digest_of(path) != old.sha256:
            yield Fault("changed", name, f"{name} has changed since it was read. Build again.")
    for name in known:
        yield Fault("gone", name, f"{name} is gone from the corpus. Build again.")


_SPANNED: tuple[tuple[str, str], ...] = (("citations", "text"), ("dates", "text"), ("deadlines", "text"))


def _check_spans(store: Store) -> Iterator[Fault]:
    for table, column in _SPANNED:
        sql = (
            f"SELECT d.path, x.n FROM {table} x JOIN documents d USING (doc) JOIN texts t USING (doc)"
            f' WHERE substr(t.text, x."start" + 1, x."end" - x."start") <> x.{column}'
        )
        for row in store.rows(sql):
            where = f"{table} {row['n']} of {row['path']}"
            yield Fault("span", row["path"], f"{where} does not stand where it should. Build again from scratch.")


def _check_links(store: Store) -> Iterator[Fault]:
    sql = (
        "SELECT d.path, c.n, c.target FROM citations c JOIN documents d USING (doc)"
        " LEFT JOIN documents t ON t.doc = c.target_doc"
        " WHERE (c.status = 'resolved') <> (t.doc IS NOT NULL) OR (t.doc IS NOT NULL AND t.id <> c.target)"
    )
    for row in store.rows(sql):
        where = f"citation {row['n']} of {row['path']} ({row['target']})"
        yield Fault("link", row["path"], f"{where} points at the wrong document. Build again from scratch.")
