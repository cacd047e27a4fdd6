"""The commands that go over the whole archive: `wanted`, `conflicts`, `cascade`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from trichdan.cli.ask import candidate_title, document_columns
from trichdan.cli.base import Command, common, index_option, option, settings
from trichdan.cli.errors import warn
from trichdan.cli.output import on_terminal, write_json, write_tables
from trichdan.cli.values import filled
from trichdan.report.findings import finding
from trichdan.report.terminal import Table

Row = dict[str, Any]
SCREENFUL = 50
"""Rows that a terminal shows without `--limit`."""


def limit_option(function: Any) -> Any:
    """Add `--limit`."""
    return option("--limit", say="limit", type=click.IntRange(1), default=None, metavar="N")(function)


@click.command(cls=Command)
@index_option
@limit_option
@common()
def wanted(index: Path, limit: int | None) -> None:
    """Show the most cited documents that the corpus lacks."""
    from trichdan.archive import open_index

    with open_index(index) as archive:
        rows = list(archive.wanted())
    names = ("id", "number", "type", "date", "term", "title", "documents", "mentions", "status")
    _print(rows, limit, names, "title.wanted")


@click.command(cls=Command)
@index_option
@limit_option
@common()
def conflicts(index: Path, limit: int | None) -> None:
    """Show contradictory or suspect citations."""
    from trichdan.archive import open_index

    with open_index(index) as archive:
        rows = list(archive.conflicts())
    if on_terminal() and not settings().json:
        say = settings().say
        rows = [{**row, "message": finding(row["code"], row["message"], say)} for row in rows]
        names: tuple[str, ...] = ("code", "sort", "text", "message", "id", "path")
    else:
        names = ("code", "sort", "text", "printed", "known", "target", "id", "path", "start")
    _print(rows, limit, names, "title.conflicts")


def _print(rows: list[Row], limit: int | None, names: tuple[str, ...], title: str) -> None:
    """Print rows as JSON or as one table; a terminal gets the first ones unless told otherwise."""
    shown = rows[: limit or (SCREENFUL if on_terminal() else None)]
    if settings().json:
        write_json(shown)
        return
    say = settings().say
    write_tables([Table(document_columns(say, *names), [_counted(row) for row in shown], say(title))])
    if not rows:
        warn(say("done.none"))
    elif on_terminal() and len(rows) > len(shown):
        warn(say("done.more", count=len(rows) - len(shown)))


def _counted(row: Row) -> Row:
    """Return a row with its lists as their lengths where a number is to be shown."""
    return {
        name: len(value) if name in ("documents", "mentions") and isinstance(value, list) else value
        for name, value in row.items()
    }


@click.command(cls=Command)
@click.argument("number", metavar="NUMBER", nargs=-1, required=True, callback=filled)
@index_option
@common()
def cascade(number: tuple[str, ...], index: Path) -> None:
    """Show who has and who has not issued a document that implements NUMBER."""
    from trichdan.archive import open_index

    with open_index(index) as archive:
        answer = archive.cascade(" ".join(number))
    if settings().json:
        write_json(answer)
        return
    say = settings().say
    tables = []
    for candidate in answer["candidates"]:
        head = say("title.cascade", number=candidate_title(candidate, say))
        names = ("body", "number", "type", "date", "days_after", "relation", "via", "id", "path")
        answered = [{**row, "status": "answered", "days_after": row.get("days")} for row in candidate["issued"]]
        missing = [{**row, "status": "missing"} for row in candidate["missing"]]
        if on_terminal():
            tables.append(Table(document_columns(say, *names), answered, f"{head}: {say('title.answered').lower()}"))
            tables.append(
                Table(document_columns(say, "body", "until"), missing, f"{head}: {say('title.missing').lower()}")
            )
        else:
            tables.append(Table(document_columns(say, "status", *names), answered + missing))
    write_tables(tables)
    if not answer["candidates"]:
        warn(say("done.none"))
