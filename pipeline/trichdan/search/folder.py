"""The folder of a full-text index: whose it is, of what form, who writes to it.

`trichdan-search.json` lies beside the engine's files. It tells our index from a stranger's (Whoosh's files hold
pickles, which must not be opened then) and carries the mark of the store's state.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from trichdan.errors import StoreError
from trichdan.search import analysis
from trichdan.search.engine import MARKER

FORMAT = 2
LOCK = "write.lock"
DAMAGED = "fulltext.damaged"
"""Wording of the errors that go away when the index is made anew."""
REBUILD = "Delete the folder and build again; the documents are not touched."


def damaged(folder: Path, error: BaseException) -> StoreError:
    """Return the error that says that an index cannot be read."""
    why = f"{type(error).__name__}: {error}"
    told = StoreError(f"{folder}: the full-text index is damaged ({why}). {REBUILD}")
    return told.worded(DAMAGED, folder=folder, why=why)


def unwritable(folder: Path, error: BaseException) -> StoreError:
    """Return the error that says that an index cannot be written."""
    told = StoreError(f"{folder}: the full-text index cannot be written: {error}. Nothing changed; build again.")
    return told.worded("fulltext.not_written", folder=folder, why=error)


def read_marker(folder: Path, engine: str) -> dict[str, Any]:
    """Return what the marker says.

    Raises:
        StoreError: it cannot be read or is of another engine or form.
    """
    try:
        value = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(folder, error) from error
    if not isinstance(value, dict) or value.get("engine") != engine:
        raise StoreError(f"{folder}: the full-text index is not of the engine {engine}. {REBUILD}").worded(
            "fulltext.engine", folder=folder, engine=engine
        )
    if value.get("format") != FORMAT or value.get("analysis") != analysis.VERSION:
        raise StoreError(f"{folder}: the full-text index is of another version of trichdan. {REBUILD}").worded(
            "fulltext.version", folder=folder
        )
    return value


def write_marker(folder: Path, engine: str, generation: str | None) -> None:
    """Write the marker, whole or not at all."""
    facts = {
        "engine": engine, "format": FORMAT, "analysis": analysis.VERSION, "generation": generation,
        "files": _sizes(folder),
    }  # fmt: skip
    temporary = folder / f"{MARKER}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(facts))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MARKER)


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_size
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(MARKER) and "lock" not in path.name.lower()
    }


def is_whole(folder: Path) -> bool:
    """Return whether the files that the marker tells of are there, each of its size."""
    try:
        told = json.loads((folder / MARKER).read_text(encoding="utf-8")).get("files", {})
        there = _sizes(folder)
    except (OSError, ValueError, AttributeError):
        return False
    return all(there.get(name) == size for name, size in told.items())


def is_there(folder: Path, engine: str, *, create: bool) -> bool:
    """Return whether an index is there; False means that an empty one is to be made.

    Raises:
        StoreError: there is none and none is to be made, or the folder is somebody else's.
    """
    if (folder / MARKER).exists():
        read_marker(folder, engine)
        return True
    if not create:
        raise StoreError(f"{folder}: no full-text index here. Run 'trichdan build'.").worded(
            "fulltext.missing", folder=folder
        )
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(
            f"{folder}: holds files that are no full-text index of trichdan. Choose another folder."
        ).worded("fulltext.foreign", folder=folder)
    return False


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    lock = FileLock(str(folder / LOCK), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(
            f"{folder}: another process is writing the full-text index. Wait until it has finished."
        ).worded("fulltext.locked", folder=folder) from error
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        lock.release()
