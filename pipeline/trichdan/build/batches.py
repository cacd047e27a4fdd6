"""Carrying out a plan, batch by batch, each one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from trichdan.build.plan import Change, Plan, digest_of
from trichdan.build.reading import RETRIED, Outcome, Problem, extracted
from trichdan.store import Store, Unchanged

BATCH_DOCUMENTS = 50
BATCH_CHARS = 2_000_000
"""A transaction is closed after so many documents or characters, whichever comes first."""


class Told(Protocol):
    """Told how far the work is."""

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Note that `done` of `total` are done; `name` is the one just finished."""


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
    for batch in _batches(extracted(read, jobs)):
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
        digest = (digest_of(change.file) if change.file and outcome.code != RETRIED else None) or ""
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
