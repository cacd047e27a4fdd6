"""From a folder of documents to an index: plan what changed, apply it, settle links, bring full text along.

SQLite is the truth. Every step is one transaction that also notes what it leaves to do, so a build may be stopped
at any instant: the index opens, and the next build finishes the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from filelock import FileLock, Timeout

from trichdan.errors import SourceError, StoreError, TrichdanError
from trichdan.flow import extract_path, walk
from trichdan.lexicon import load_lexicon
from trichdan.resolve.catalogue import asks_of, offers_of, term_of
from trichdan.resolve.keys import mention_text
from trichdan.resolve.relink import misfits, relink
from trichdan.resolve.rulings import NAME as RULINGS
from trichdan.resolve.rulings import Rulings, parse_rulings, read_rulings
from trichdan.resolve.works import likeness_of
from trichdan.search.sync import FOLDER, compare, synchronise
from trichdan.store import NAME, Store, Stored, Unchanged

BATCH_DOCUMENTS = 50
BATCH_CHARS = 2_000_000
"""A transaction is closed after so many documents or characters, whichever comes first."""
_AHEAD = 3
"""Documents a worker process may be ahead of the writer; results of a whole archive would not fit into memory."""
_RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may have changed again within the clock's grain."""
_LOCK, _HOLDER = ".lock", ".lock.json"
_RETRIED = "unreadable"
"""Failures that may pass without the file changing (permissions, a share that is away)."""


class Told(Protocol):
    """Told how far the work is."""

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Note that `done` of `total` are done; `name` is the one just finished."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, in one clear line."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        documents: held after the build.
        errors: files of the corpus that cannot be read, also those known from earlier builds.
        relinked: documents whose citations were looked at again.
        problems: the files that this build could not read.
    """

    documents: int
    added: int
    changed: int
    removed: int
    unchanged: int
    errors: int
    relinked: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an index, and what to do about it."""

    code: str
    path: str | None
    message: str


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


Outcome = Stored | Problem


def build(
    corpus: Path | str,
    index: Path | str,
    *,
    jobs: int = 1,
    progress: Told | None = None,
    full_text: bool = True,
) -> BuildReport:
    """Bring an index up to date with a folder of documents.

    Args:
        corpus: the folder.
        index: folder of the index; made if it is not there.
        jobs: processes that read documents.
        progress: told after each batch.
        full_text: also bring the full-text index along.

    Returns:
        What was done. Files that cannot be read are problems of the report, not errors.

    Raises:
        SourceError: there is no such folder.
        StoreError: another build is running, the disk is full, or the index is foreign or damaged.
    """
    corpus, index = Path(corpus), Path(index)
    if not corpus.is_dir():
        raise SourceError(
            f"{corpus}: there is no such folder. Name the folder of the documents.", code="not-a-folder"
        ).worded("source.not-a-folder", path=corpus)
    with locked(index):
        store = Store.open(index, create=True)
        try:
            plan = plan_build(corpus, store, without=index)
            with store.transaction():
                store.set_meta("corpus", corpus.resolve().as_posix())
            problems = apply(plan, store, jobs=jobs, progress=progress)
            rulings = _rule(store, corpus)
            relinked = relink(store, load_lexicon(), rulings=rulings)
            problems += tuple(
                Problem(RULINGS, "ruling", f"{RULINGS}: {told}. Correct or remove the line.")
                for told in misfits(store, rulings)
            )
            if full_text:
                synchronise(store, index / FOLDER)
            return _report(plan, store, problems, relinked)
        finally:
            store.close()


def _report(plan: Plan, store: Store, problems: tuple[Problem, ...], relinked: int) -> BuildReport:
    kinds = [change.kind for change in plan.changes]
    return BuildReport(
        documents=int(store.value("SELECT count(*) FROM documents")),
        added=kinds.count("added"),
        changed=kinds.count("changed"),
        removed=kinds.count("removed"),
        unchanged=plan.unchanged + kinds.count("touched"),
        errors=int(store.value("SELECT count(*) FROM files WHERE status = 'failed'")),
        relinked=relinked,
        problems=problems,
    )


def _rule(store: Store, corpus: Path) -> Rulings:
    """Return the rulings of a corpus; where they have changed, note what they speak or spoke of to be settled again."""
    rulings, text = read_rulings(corpus / RULINGS)
    before = store.meta("rulings") or ""
    if text != before:
        with store.transaction():
            for path in sorted(rulings.paths() | parse_rulings(before).paths()):
                store.recall(path)
            store.set_meta("rulings", text)
    return rulings


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the index against other builds.

    Raises:
        StoreError: another process holds it; the message names it.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / _LOCK, timeout=0)
    holder = index / _HOLDER
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(f"{index} is being built by {_holder(holder)}. Wait for it, or stop it first.").worded(
            "store.locked", index=index, holder=_holder(holder)
        ) from error
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"process {told['pid']} on {told['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"


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
    for path, _ in walk([corpus]):
        name = path.relative_to(corpus).as_posix()
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
    digest = _digest(path)
    if digest is None or digest != old.sha256:
        return Change("changed", name, path, now)
    return None if same_date else Change("touched", name, path, now)


def _digest(path: Path) -> str | None:
    """Return the hash of a regular file's content, or None; a pipe would be waited for without end."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def apply(plan: Plan, store: Store, *, jobs: int = 1, progress: Told | None = None) -> tuple[Problem, ...]:
    """Carry out a plan, and return the files that could not be read.

    Raises:
        StoreError: the store cannot be written; what was reported as done stays.
    """
    gone = [change for change in plan.changes if change.kind in ("removed", "touched")]
    read = [change for change in plan.changes if change.kind in ("added", "changed")]
    with store.transaction():
        for change in gone:
            if change.kind == "removed" or change.known is None:
                store.drop(change.name)
            else:
                store.touch(change.name, change.known)
    problems: list[Problem] = []
    done = len(gone)
    for batch in _batches(_extracted(read, jobs)):
        with store.transaction():
            for change, outcome in batch:
                _store(store, change, outcome)
        problems.extend(outcome for _, outcome in batch if isinstance(outcome, Problem))
        done += len(batch)
        if progress:
            progress(done, len(plan.changes), batch[-1][0].name)
    return tuple(problems)


def _store(store: Store, change: Change, outcome: Outcome) -> None:
    known = change.known or Unchanged(0, 0, 0, "", True)
    if isinstance(outcome, Problem):
        digest = (_digest(change.file) if change.file and outcome.code != _RETRIED else None) or ""
        file = Unchanged(known.size, known.mtime_ns, known.read_ns, digest, True)
        store.put_failure(change.name, file, outcome.code, outcome.message)
    else:
        file = Unchanged(known.size, known.mtime_ns, known.read_ns, outcome.record.source.sha256, False)
        store.put(change.name, file, outcome)


def _batches(results: Iterable[tuple[Change, Outcome]]) -> Iterator[list[tuple[Change, Outcome]]]:
    batch: list[tuple[Change, Outcome]] = []
    chars = 0
    for change, outcome in results:
        batch.append((change, outcome))
        chars += 0 if isinstance(outcome, Problem) else outcome.record.source.chars
        if len(batch) >= BATCH_DOCUMENTS or chars >= BATCH_CHARS:
            yield batch
            batch, chars = [], 0
    if batch:
        yield batch


def read_document(path: Path, name: str) -> Outcome:
    """Return a document ready to be stored, or why it cannot be read.

    One bad document never stops a build: whatever a stage raises becomes the problem of its file.
    """
    try:
        record = extract_path(path, name)
        lexicon = load_lexicon()
        return Stored(
            record,
            offers_of(record, lexicon),
            asks_of(record, lexicon),
            tuple(mention_text(c, record.text) for c in record.citations),
            term_of(record, lexicon),
            likeness_of(record.text),
        )
    except SourceError as error:
        return Problem(name, error.code, _one_line(str(error)))
    except OSError as error:
        return Problem(name, _RETRIED, _one_line(f"{name}: cannot be read ({error.strerror}). Check its permissions."))
    except (TrichdanError, ArithmeticError, LookupError, ValueError, TypeError, RecursionError, MemoryError) as error:
        message = f"{name}: cannot be understood ({type(error).__name__}: {error}). Please report it with the file."
        return Problem(name, "internal", _one_line(message))


def _one_line(message: str) -> str:
    return "".join(c if c.isprintable() else " " for c in message)[:400]


def _extracted(changes: list[Change], jobs: int) -> Iterator[tuple[Change, Outcome]]:
    """Yield each change with what was read, in order, whatever the number of processes."""
    if jobs > 1 and len(changes) > 1:
        yield from _in_processes(changes, jobs)
        return
    for change in changes:
        yield change, read_document(change.file or Path(change.name), change.name)


def _in_processes(changes: list[Change], jobs: int) -> Iterator[tuple[Change, Outcome]]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    waiting: deque[tuple[Change, Future[Outcome]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        for change in changes:
            waiting.append((change, pool.submit(read_document, change.file or Path(change.name), change.name)))
            if len(waiting) >= _AHEAD * jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    except BrokenProcessPool as error:
        raise StoreError(
            "a reading process was killed, most likely for want of memory. Build again with fewer --jobs."
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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
    for table in ("todo_ids", "todo_keys", "todo_links", "todo_search"):
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
        elif old.sha256 and _digest(path) != old.sha256:
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


def describe(plan: Plan) -> tuple[str, ...]:
    """Return a plan in words, one line a change: a dry run."""
    return tuple(f"{change.kind} {change.name}" for change in plan.changes)


class _Callable(ModuleType):
    """Lets `trichdan.build(...)` work also where importing this module has put it in the function's place."""

    def __call__(self, *arguments: Any, **options: Any) -> BuildReport:
        return build(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
