"""The command `deadlines`: choose, then show as a table or write a report."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trichdan.cli.base import Command, common, file_path, index_option, option, settings
from trichdan.cli.errors import unwritable, warn
from trichdan.cli.output import on_terminal, write, write_bytes, write_tables
from trichdan.cli.values import check_window, form_asked, read_day
from trichdan.lexicon.messages import Messages, load_messages
from trichdan.report.deadlines import Choice, Item, Row, as_json, by_actor, by_month, choose
from trichdan.report.safe import write_whole

if TYPE_CHECKING:
    from trichdan.archive import Archive

FORMATS = ("table", "csv", "xlsx", "ics", "json", "html")


@click.command(cls=Command)
@index_option
@option("--as-of", say="as_of", type=read_day, metavar="D")
@option("--from", "start", say="from", type=read_day, metavar="D")
@option("--to", "end", say="to", type=read_day, metavar="D")
@option("--actor", say="actor", metavar="A")
@option("--recipient", say="recipient", metavar="R")
@option("--overdue", say="overdue", is_flag=True)
@option("--soft/--no-soft", say="soft", default=None)
@option("--targets", say="targets", is_flag=True)
@option("--undated", say="undated", is_flag=True)
@option("--group", say="group", type=click.Choice(("month", "actor", "none")), default="month", show_default=True)
@option("--alarm", say="alarm", type=click.IntRange(0, 365), default=3, show_default=True, metavar="N")
@option("--format", "form", say="format", type=click.Choice(FORMATS), default="table", show_default=True)
@option("-o", "--output", say="output", type=file_path(), metavar="FILE")
@common()
def deadlines(index: Path, form: str, output: Path | None, group: str, alarm: int, **given: Any) -> None:
    """Show what is due, by whom, to whom."""
    from trichdan.archive import open_index

    ctx = click.get_current_context()
    choice = _choice(ctx, given)
    form = form_asked(form, "table")
    shown = form == "json" or (form == "table" and output is None)
    with open_index(index) as archive:
        items, left_out = choose(archive.deadlines_between(), choice)
        items = items if shown else _with_lines(items, archive)
        home = archive.corpus
    if form == "table" and output is None:
        _show(items, choice, group, settings().say)
    elif output is None and form == "xlsx" and on_terminal():
        raise click.UsageError(settings().say("error.binary_to_terminal", format=form), ctx)
    else:
        _deliver(_report(form, items, choice, alarm, home, output), output)
    if not items and not (form == "table" and on_terminal()):
        warn(settings().say("done.none"))
    if left_out:
        warn(settings().say("warn.undated", count=left_out))


def _deliver(data: bytes, output: Path | None) -> None:
    """Write a report where it is wanted."""
    if output is None:
        write_bytes(data)
        return
    say = settings().say
    try:
        write_whole(output, data)
    except OSError as error:
        raise unwritable(error, output, say) from error
    warn(say("done.written", path=output))


def _choice(ctx: click.Context, given: dict[str, Any]) -> Choice:
    """Return what is wanted; `--overdue` without a day means today, the one place that asks the clock."""
    choice = Choice(**given)
    if choice.overdue and choice.as_of is None:
        choice = Choice(**{**given, "as_of": date.today()})
    check_window(choice.start, choice.end)
    check_window(None if choice.overdue else choice.as_of, choice.end, "error.as_of_to")
    return choice


def _with_lines(items: list[Item], archive: Archive) -> list[Item]:
    """Return items whose rows also say on which line of the source text they stand."""
    lines: dict[int, Row] = {}
    texts: dict[str, str] = {}
    for item in items:
        row = item.row
        if id(row) not in lines:
            path = str(row["path"])
            if path not in texts:
                texts[path] = archive.text(path)
            lines[id(row)] = {**row, "line": texts[path].count("\n", 0, row["start"]) + 1}
    return [replace(item, row=lines[id(item.row)]) for item in items]


def _report(form: str, items: list[Item], choice: Choice, alarm: int, home: Path, output: Path | None) -> bytes:
    """Return a report as the bytes of its file."""
    if form == "json":
        from trichdan.cli.output import json_line

        return (json_line(as_json(items)) + "\n").encode()
    say = load_messages(settings().report_lang)
    beside = output.parent if output else Path()

    def href(row: Any) -> str | None:
        return _link(home / row["path"], beside) if row.get("path") else None

    if form == "ics":
        from trichdan.report.ics import calendar_bytes

        return calendar_bytes(as_json(items), say, alarm=alarm)
    if form == "html":
        from trichdan.report.html import page

        return page(items, say, subtitle=_subtitle(choice, say), as_of=choice.as_of, href=href).encode()
    from trichdan.report import sheets

    if form == "csv":
        return sheets.csv_report(items, say, as_of=choice.as_of)
    if form == "xlsx":
        return sheets.xlsx_report(items, say, as_of=choice.as_of, href=href)
    from trichdan.report.terminal import tsv

    return tsv(sheets.pipe_table(items, as_of=choice.as_of)).encode()


def _link(target: Path, beside: Path) -> str:
    """Return a file's address relative to the folder of the report: both can be moved together."""
    from urllib.parse import quote

    return quote(Path(os.path.relpath(target, beside)).as_posix(), safe="/")


def _subtitle(choice: Choice, say: Messages) -> str:
    from trichdan.report.wording import Wording

    words = Wording(say)
    if choice.overdue and choice.as_of:
        parts = [say("title.report_overdue", day=words.day(choice.as_of))]
    else:
        first, last = choice.window
        if first and last:
            parts = [say("title.report_range", start=words.day(first), end=words.day(last))]
        else:
            parts = [say("title.report_from", start=words.day(first))] if first else []
            parts += [say("title.report_to", end=words.day(last))] if last else []
    if choice.actor:
        parts.append(f"{say('head.actors')}: {choice.actor}")
    if choice.recipient:
        parts.append(f"{say('head.recipients')}: {choice.recipient}")
    return " · ".join(parts)


def _show(items: list[Item], choice: Choice, group: str, say: Messages) -> None:
    """Show deadlines as one table in a pipe, as one table a month or a body on a terminal."""
    from trichdan.report import sheets
    from trichdan.report.wording import Wording

    if not on_terminal():
        write_tables([sheets.pipe_table(items, as_of=choice.as_of)])
        return
    words = Wording(say)
    groups: list[tuple[str, list[Item]]] = [("", items)]
    if group == "actor":
        groups = [(actor or say("title.no_actor"), found) for actor, found in by_actor(items).items()]
    elif group == "month":
        groups = [(words.month(*m) if m else say("title.undated"), found) for m, found in by_month(items).items()]
    hidden = ("actors",) if group == "actor" else ()
    tables = [
        sheets.screen_table(found, say, as_of=choice.as_of, title=title, without=hidden) for title, found in groups
    ]
    write_tables(tables)
    write((say("done.deadlines", count=len(items)) if items else say("done.none")) + "\n")
