"""Opening the SQLite file of an index: made where it is new, refused where it is foreign or of another format."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from trichdan.errors import StoreError
from trichdan.store.schema import APPLICATION, FORMAT, TABLES, VIEWS

NAME = "trichdan.sqlite"


def connect(index: Path, *, create: bool) -> sqlite3.Connection:
    """Return a connection to the file of an index folder.

    Args:
        index: the folder.
        create: make it if it is not there.

    Raises:
        StoreError: missing, foreign, of another format, or damaged.
    """
    path = index / NAME
    if not path.exists() and not create:
        raise StoreError(
            f"{index}: there is no index here. Make one with `trichdan build CORPUS --index {index}`."
        ).worded("store.missing", index=index)
    try:
        if create:
            index.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=30, isolation_level=None)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        _prepare(db, index)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{path} cannot be opened: {error}. Remove the folder and build again.").worded(
            "store.damaged", index=index, why=error
        ) from error
    return db


def unreadable(path: Path, error: sqlite3.Error) -> StoreError:
    """Return the error that says that the file is damaged."""
    return StoreError(f"{path}: {error}. Remove the folder and build again.").worded(
        "store.damaged", index=path.parent, why=error
    )


def _prepare(db: sqlite3.Connection, index: Path) -> None:
    """Make the tables of a new file, or refuse one that is not ours or of another format."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    version = db.execute("PRAGMA user_version").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty:
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in _statements(TABLES + VIEWS):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {FORMAT}")
        db.execute("COMMIT")
    elif application != APPLICATION:
        raise StoreError(f"{index / NAME} was not made by trichdan. Choose another folder with --index.").worded(
            "store.foreign", index=index
        )
    elif version != FORMAT:
        raise StoreError(
            f"{index} is of format {version}, this program reads {FORMAT}. Remove the folder and build again."
        ).worded("store.version", index=index, version=version, known=FORMAT)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            if statement.strip():
                yield statement
            statement = ""
