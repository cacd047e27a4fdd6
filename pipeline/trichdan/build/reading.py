"""Reading documents for the index, in this process or in several; one bad document stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trichdan.build.plan import Change
from trichdan.errors import SourceError, StoreError, TrichdanError
from trichdan.flow import extract_path
from trichdan.lexicon import load_lexicon
from trichdan.resolve.catalogue import asks_of, offers_of, term_of
from trichdan.resolve.keys import mention_text
from trichdan.resolve.works import bands_of, likeness_of
from trichdan.store import Stored
from trichdan.workers import WorkerDied, in_order

RETRIED = "unreadable"
"""Failures that may pass without the file changing (permissions, a share that is away)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read, in one clear line."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return self.message


Outcome = Stored | Problem


def read_document(path: Path, name: str) -> Outcome:
    """Return a document ready to be stored, or why it cannot be read.

    One bad document never stops a build: whatever a stage raises becomes the problem of its file.
    """
    try:
        record = extract_path(path, name)
        lexicon = load_lexicon()
        likeness = likeness_of(record.text)
        return Stored(
            record,
            offers_of(record, lexicon),
            asks_of(record, lexicon),
            tuple(mention_text(c, record.text) for c in record.citations),
            term_of(record, lexicon),
            likeness,
            bands_of(record.text, likeness),
        )
    except SourceError as error:
        return Problem(name, error.code, _one_line(str(error)))
    except OSError as error:
        return Problem(name, RETRIED, _one_line(f"{name}: cannot be read ({error.strerror}). Check its permissions."))
    except (TrichdanError, ArithmeticError, LookupError, ValueError, TypeError, RecursionError, MemoryError) as error:
        message = f"{name}: cannot be understood ({type(error).__name__}: {error}). Please report it with the file."
        return Problem(name, "internal", _one_line(message))


def _one_line(message: str) -> str:
    return "".join(c if c.isprintable() else " " for c in message)[:400]


def extracted(changes: list[Change], jobs: int) -> Iterator[tuple[Change, Outcome]]:
    """Yield each change with what was read, in order, whatever the number of processes."""
    if jobs <= 1 or len(changes) <= 1:
        yield from ((change, _read(change)) for change in changes)
        return
    try:
        yield from zip(changes, in_order(_read, changes, jobs), strict=True)
    except WorkerDied as error:
        raise StoreError(
            "a reading process was killed, most likely for want of memory. Build again with fewer --jobs."
        ).worded("error.worker") from error


def _read(change: Change) -> Outcome:
    return read_document(change.file or Path(change.name), change.name)
