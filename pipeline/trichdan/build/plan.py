"""What differs between a folder of documents and the index."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trichdan.flow import walk
from trichdan.store import Store, Unchanged

_RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may have changed again within the clock's grain."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do.

    Attributes:
        kind: `added`, `changed`, `removed` or `touched` (same content, another date).
        name: path in the corpus, `/` between.
        file: where it lies, or None if it is gone.
        known: what the file system says, for the store to remember.
    """

    kind: str
    name: str
    file: Path | None = None
    known: Unchanged | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build would do, in order."""

    changes: tuple[Change, ...]
    unchanged: int


def plan_build(corpus: Path, store: Store, *, without: Path | None = None) -> Plan:
    """Return what differs between a folder and the index.

    Args:
        corpus: the folder.
        store: the index.
        without: a folder that holds no documents (the index itself, should it lie inside).
    """
    known = store.files()
    changes: list[Change] = []
    unchanged = 0
    seen: set[str] = set()
    for path, name in documents_in(corpus, without=without):
        seen.add(name)
        change = _compared(path, name, known.get(name))
        if change:
            changes.append(change)
        else:
            unchanged += 1
    changes.extend(Change("removed", name) for name in known if name not in seen)
    return Plan(tuple(changes), unchanged)


def documents_in(corpus: Path, *, without: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Yield the files of a corpus with their path in it; names that are no text are spelled out."""
    root = corpus.resolve()
    inside = without is not None and without.resolve().is_relative_to(root)
    hidden = without.resolve().relative_to(root).as_posix() + "/" if without and inside else None
    given = corpus.as_posix()
    start = 0 if given == "." else len(given.rstrip("/")) + 1
    for path, shown in walk([corpus]):
        name = shown[start:]
        if hidden and name.startswith(hidden):
            continue
        yield path, name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _compared(path: Path, name: str, old: Unchanged | None) -> Change | None:
    """Return what must be done for a file, or None. The content decides; its date only saves reading it."""
    try:
        stat = path.stat()
    except OSError:
        return Change("changed" if old else "added", name, path, Unchanged(0, 0, 0, "", True))
    now = Unchanged(stat.st_size, stat.st_mtime_ns, time.time_ns(), "", False)
    if old is None:
        return Change("added", name, path, now)
    same_date = (old.size, old.mtime_ns) == (now.size, now.mtime_ns)
    if same_date and old.read_ns - old.mtime_ns > _RACY_NS and old.sha256:
        return None
    digest = digest_of(path)
    if digest is None or digest != old.sha256:
        return Change("changed", name, path, now)
    return None if same_date else Change("touched", name, path, now)


def digest_of(path: Path) -> str | None:
    """Return the hash of a regular file's content, or None; a pipe would be waited for without end."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def describe(plan: Plan) -> tuple[str, ...]:
    """Return a plan in words, one line a change: a dry run."""
    return tuple(f"{change.kind} {change.name}" for change in plan.changes)
