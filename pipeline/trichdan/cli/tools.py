"""The commands for those who keep an archive: `review`, `rule`, `graph`."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import click

from trichdan.cli.ask import document_columns
from trichdan.cli.base import CORPUS, Command, common, file_path, folder_path, index_option, option, settings
from trichdan.cli.errors import unwritable, warn
from trichdan.cli.lists import limit_option
from trichdan.cli.output import on_terminal, write, write_json, write_tables
from trichdan.cli.values import filled, form_asked, read_day
from trichdan.report.findings import doubt
from trichdan.report.terminal import Column, Table

Row = dict[str, Any]


@click.command(cls=Command)
@index_option
@limit_option
@common()
def review(index: Path, limit: int | None) -> None:
    """Show what most needs a person's eye."""
    from trichdan.archive import open_index

    with closing(open_index(index)) as archive:
        rows = archive.review()[:limit]
    if settings().json:
        write_json(rows)
        return
    say = settings().say
    if on_terminal():
        rows = [{**row, "message": doubt(row, say)} for row in rows]
    columns = [Column("kind", say("head.kind"), lambda kind: say.word("review", kind))]
    columns += document_columns(say, "message", "quote", "id", "path", "start")
    write_tables([Table(columns, rows, say("title.review"))])
    if not rows:
        warn(say("done.none"))


@click.command(cls=Command)
@click.argument("query", metavar="[QUERY]", nargs=-1, callback=filled)
@index_option
@option("--depth", say="depth", type=click.IntRange(1, 6), default=1, show_default=True, metavar="N")
@option("--format", "form", say="format", type=click.Choice(("graphml", "json", "svg")), default="graphml",
        show_default=True)  # fmt: skip
@option("-o", "--output", say="output", type=file_path(), metavar="FILE")
@common()
def graph(query: tuple[str, ...], index: Path, depth: int, form: str, output: Path | None) -> None:
    """Write the web of citations, whole or around QUERY."""
    from trichdan.archive import open_index
    from trichdan.report import graph as drawn
    from trichdan.report.safe import write_whole

    say = settings().say
    form = form_asked(form, "graphml")
    if form == "svg" and not query:
        raise click.UsageError(say("error.graph_svg"))
    middle = ""
    with closing(open_index(index)) as archive:
        if query:
            middle = archive.named(" ".join(query))
        found = archive.graph(middle or None, depth=depth)
    nodes, edges = found["nodes"], found["edges"]
    if form == "svg":
        data = drawn.svg_bytes(nodes, edges, middle)
    elif form == "json":
        data = drawn.json_bytes(nodes, edges)
    else:
        data = drawn.graphml_bytes(nodes, edges)
    if output is None:
        write(data.decode())
        return
    try:
        write_whole(output, data)
    except OSError as error:
        raise unwritable(error, output, say) from error


@click.command(cls=Command)
@click.argument("kind", metavar="KIND", type=click.Choice(("link", "date", "same")))
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@option("--why", say="why", metavar="TEXT", required=True)
@option("--nth", say="nth", type=click.IntRange(0), default=0, metavar="N")
@option("--corpus", say="corpus", type=folder_path(), default=CORPUS, show_default=True, metavar="DIR")
@common()
@click.pass_context
def rule(ctx: click.Context, kind: str, words: tuple[str, ...], why: str, nth: int, corpus: Path) -> None:
    """Write down a decision that outranks every score."""
    from trichdan.resolve.rulings import NAME, append_ruling

    say = settings().say
    if len(words) < 2 or (kind != "same" and len(words) != 3):
        raise click.UsageError(say("error.rule"), ctx)
    row: Row = {"rule": kind}
    if kind == "same":
        row["paths"] = list(words)
    else:
        path, quote, value = words
        read = read_day(value).isoformat() if kind == "date" else value
        row |= {"path": path, "quote": quote, "nth": nth, "target" if kind == "link" else "date": read}
    row |= {"when": date.today().isoformat(), "why": why}
    try:
        append_ruling(corpus / NAME, row)
    except OSError as error:
        raise unwritable(error, corpus / NAME, say) from error
    if settings().json:
        write_json(row)
    else:
        write(json.dumps(row, ensure_ascii=False) + "\n")
        warn(say("done.rule"))
