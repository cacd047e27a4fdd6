"""Standard output: JSON for programs, tables for a terminal, TSV for a pipe; progress on standard error."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import click

from trichdan.report.safe import terminal

if TYPE_CHECKING:
    from trichdan.report.terminal import Table

# characters that JSON may hold raw but that a terminal may obey (C1 controls, text direction), and stray surrogates,
# which no UTF-8 can carry
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(value: Any) -> str:
    """Return a value as one line of JSON whose characters are all harmless."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def write(text: str) -> None:
    """Write text on standard output as UTF-8, whatever the locale."""
    click.echo(text.encode("utf-8", "backslashreplace"), nl=False)


def write_bytes(data: bytes) -> None:
    """Write the bytes of a file on standard output."""
    click.echo(data, nl=False)


def write_json(value: Any) -> None:
    """Write a value as one line of JSON."""
    write(json_line(value) + "\n")


def on_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def write_tables(tables: Sequence[Table], *, note: str = "") -> None:
    """Write tables: drawn on a terminal with a note below, else as TSV with an empty line between them.

    Args:
        tables: in their order; those without rows are left out of a terminal.
        note: a last line for the terminal.
    """
    from trichdan.report.terminal import screen, tsv

    if not on_terminal():
        write("\n".join(tsv(table) for table in tables))
        return
    filled = [table for table in tables if table.rows]
    width = shutil.get_terminal_size((100, 24)).columns
    write(screen(filled, width=width, colour="NO_COLOR" not in os.environ))
    if note:
        write(terminal(note) + "\n")


class Progress(Protocol):
    """Told how far the work is."""

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Note that `done` of `total` are done; `name` is the one just finished."""


@contextmanager
def progress(label: str, *, bar: bool = True) -> Iterator[Progress]:
    """Show progress on standard error: a bar on a terminal, else a plain line every five seconds.

    Args:
        label: what is being done.
        bar: a bar may be drawn; not while results are printed on the same terminal.
    """
    if bar and sys.stderr.isatty():
        with _bar(label) as told:
            yield told
        return
    last = time.monotonic()

    def plain(done: int, total: int, name: str = "") -> None:
        nonlocal last
        if time.monotonic() - last >= 5:
            last = time.monotonic()
            click.echo(f"{label}: {done}/{total}".encode(), err=True)

    yield plain


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def told(done: int, total: int, name: str = "") -> None:
            bar.update(task, completed=done, total=total)

        yield told
