"""The commands that make and keep an index: `build`, `check`, `export`."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

import click

from trichdan.cli.base import CORPUS, Command, common, folder_path, index_option, jobs_option, option, settings
from trichdan.cli.errors import FAILED, Trouble, source_wording, warn
from trichdan.cli.output import progress, write, write_json, write_tables
from trichdan.errors import SourceError
from trichdan.lexicon.messages import Messages
from trichdan.report.terminal import Column, Table

LISTED = 5
"""Names that one line tells at most."""


@click.command(cls=Command)
@click.argument("corpus", metavar="[CORPUS]", type=folder_path(), default=CORPUS)
@index_option
@jobs_option
@option("--engine", say="engine", type=click.Choice(("whoosh", "tantivy")))
@common()
@click.pass_context
def build(ctx: click.Context, corpus: Path, index: Path, jobs: int, engine: str | None) -> None:
    """Bring the index up to date with a folder of documents."""
    from trichdan.build import build as run

    say = settings().say
    with progress(say("progress.build")) as told:
        report = run(corpus, index, jobs=jobs, progress=told, engine=engine)
    for problem in report.problems:
        warn(source_wording(SourceError(problem.message, code=problem.code), problem.path, say))
    if settings().json:
        write_json(_plain(report))
    else:
        write(say("done.build", **_counts(report)) + "\n")
    if not (report.documents or report.errors):
        warn(say("warn.empty_corpus", path=corpus))
    if report.unreadable:
        listed = ", ".join(report.unreadable[:LISTED]) + (" ..." if len(report.unreadable) > LISTED else "")
        warn(say("warn.still_unreadable", count=len(report.unreadable), listed=listed))
    if report.switch:
        warn(say("hint.engine", documents=report.documents))
    ctx.exit(FAILED if report.problems else 0)


def _counts(report: Any) -> dict[str, int]:
    names = ("documents", "added", "changed", "removed", "unchanged", "errors")
    return {name: int(getattr(report, name)) for name in names}


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


@click.command(cls=Command)
@click.argument("corpus", metavar="[CORPUS]", type=folder_path(), required=False)
@index_option
@common()
@click.pass_context
def check(ctx: click.Context, corpus: Path | None, index: Path) -> None:
    """Verify the index against the corpus and against itself."""
    from trichdan.build import check as run

    say = settings().say
    faults = [_plain(fault) for fault in run(index, corpus)]
    if settings().json:
        write_json(faults)
    elif faults:
        rows = [{**fault, "message": _fault_wording(fault, say)} for fault in faults]
        columns = [Column("code", say("head.code")), Column("path", say("head.path"))]
        write_tables([Table([*columns, Column("message", say("head.message"), wide=True)], rows)])
        warn(say("done.check_bad", count=len(faults)))
    else:
        write(say("done.check_ok") + "\n")
    ctx.exit(FAILED if faults else 0)


def _fault_wording(fault: dict[str, Any], say: Messages) -> str:
    """Return what is wrong in the reader's language, as far as the message table knows it."""
    known = f"fault.{fault['code']}"
    return say(known) if known in say.texts and say.lang != "en" else str(fault["message"])


@click.command(cls=Command)
@click.argument("folder", metavar="DIR", type=folder_path())
@index_option
@option("--format", "form", say="format", type=click.Choice(("csv", "parquet", "xlsx")), default="csv",
        show_default=True)  # fmt: skip
@common()
def export(folder: Path, index: Path, form: str) -> None:
    """Write the tables of the index into a folder."""
    from trichdan.archive import open_index
    from trichdan.report import tables

    say = settings().say
    with open_index(index) as archive:
        frames = {name: getattr(archive, name) for name in ("documents", "citations", "dates", "deadlines")}
    try:
        made = tables.export(frames, folder, form)
    except ImportError as error:
        raise Trouble(say("error.parquet")) from error
    if settings().json:
        write_json([path.as_posix() for path in made])
    else:
        write("".join(f"{path.as_posix()}\n" for path in made))
