"""The commands that need no index: `extract` and `text`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from trichdan.cli.base import Command, common, jobs_option, option, settings
from trichdan.cli.errors import FAILED, Trouble, source_wording, warn
from trichdan.cli.output import json_line, on_terminal, progress, write, write_json
from trichdan.cli.values import read_day
from trichdan.errors import SourceError
from trichdan.report.safe import terminal
from trichdan.workers import WorkerDied, in_order

STDIN = "-"
_CHUNK = 4
"""Documents a worker takes at a time: enough to hide the hand-over, few enough to share the work evenly."""

Work = tuple[str, bytes | None, date | None, bool]
Done = tuple[str, SourceError | None]


@click.command(cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@option("--issued", say="issued", type=read_day, metavar="D")
@jobs_option
@common()
@click.pass_context
def extract(ctx: click.Context, paths: tuple[str, ...], issued: date | None, jobs: int) -> None:
    """Print each document as one line of JSON."""
    say = settings().say
    if paths.count(STDIN) > 1:
        raise click.UsageError(say("error.dash_alone"), ctx)
    work = list(_plan(paths, issued, settings().debug))
    failed = 0
    with progress(say("progress.extract"), bar=not on_terminal()) as told:
        for count, (line, error) in enumerate(_in_order(work, min(jobs, len(work))), 1):
            write(line + "\n")
            if error is not None:
                failed += 1
                warn(source_wording(error, work[count - 1][0], say))
            told(count, len(work))
    if len(work) != 1:
        warn(say("done.extract", count=len(work), errors=failed))
    ctx.exit(FAILED if failed else 0)


def _plan(paths: tuple[str, ...], issued: date | None, debug: bool) -> Iterator[Work]:
    """Yield what is to be read, in order; a folder without documents is told of."""
    from trichdan.flow import walk

    for given in paths:
        if given == STDIN:
            yield STDIN, sys.stdin.buffer.read(), issued, debug
            continue
        names = [name for _, name in walk([given])]
        if not names:
            warn(settings().say("warn.no_documents", path=given))
        for name in names:
            yield name, None, issued, debug


def _in_order(work: list[Work], jobs: int) -> Iterator[Done]:
    """Yield the results in the order of the work, made in this process or in `jobs` others."""
    if jobs <= 1:
        yield from map(_one, work)
        return
    chunks = [work[at : at + _CHUNK] for at in range(0, len(work), _CHUNK)]
    try:
        for done in in_order(_many, chunks, jobs):
            yield from done
    except WorkerDied as error:
        raise Trouble(settings().say("error.worker")) from error


def _many(chunk: list[Work]) -> list[Done]:
    return [_one(work) for work in chunk]


def _one(work: Work) -> Done:
    """Return the line of one document, and the error if it could not be read."""
    from trichdan import flow
    from trichdan.model import record_json

    name, data, issued, debug = work
    try:
        if data is not None:
            record = flow.extract_bytes(data, name, issued=issued)
        else:
            record = flow.extract_path(Path(name), name, issued=issued)
        return json_line(record_json(record)), None
    except SourceError as error:
        return _failed(name, error), error
    except Exception as cause:
        if debug:
            raise
        # one bad document never stops the batch; --debug shows where it broke
        told = f"{name}: {type(cause).__name__}: {cause}. Run again with --debug, and report it with the file."
        broken = SourceError(told, code="internal")
        return _failed(name, broken), broken


def _failed(name: str, error: SourceError) -> str:
    from trichdan.model import SCHEMA

    row: dict[str, Any] = {"schema": SCHEMA, "source": {"path": name}}
    return json_line({**row, "error": {"code": error.code, "message": str(error)}})


@click.command(cls=Command)
@click.argument("path", metavar="PATH")
@common()
def text(path: str) -> None:
    """Print the source text of a file."""
    from trichdan import flow
    from trichdan.read.plain import decode

    if path == STDIN:
        source, _ = decode(sys.stdin.buffer.read(), STDIN)
    else:
        source = flow.read_text(Path(path), path)
    if settings().json:
        write_json({"path": path, "chars": len(source), "text": source})
    elif on_terminal():
        write(terminal(source.rstrip("\n")) + "\n")
    else:
        sys.stdout.flush()
        click.echo(source.encode("utf-8", "surrogatepass"), nl=False)
