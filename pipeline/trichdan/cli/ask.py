"""The commands that ask about documents: `cites`, `refs`, `show`, `search`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from trichdan.cli.base import Command, common, index_option, option, settings
from trichdan.cli.errors import warn
from trichdan.cli.output import on_terminal, write_json, write_tables
from trichdan.cli.values import check_window, filled, read_day, read_relation, read_term
from trichdan.lexicon.messages import Messages
from trichdan.report.terminal import Column, Table, around
from trichdan.report.wording import Wording

Row = dict[str, Any]
HEADER_FIELDS = (
    "number", "type", "system", "issuer", "jurisdiction", "date", "place", "title", "signer", "signer_capacity",
    "signer_position", "addressees", "recipients", "secrecy", "urgency", "inferred",
)  # fmt: skip
FACET_HEADS = {"province": "jurisdiction"}
"""Facets that the message table calls by another name."""


def document_columns(say: Messages, *names: str) -> list[Column]:
    """Return columns that describe a document, by key."""
    words = Wording(say)
    shows: Mapping[str, Any] = {
        "date": words.day,
        "target_date": words.day,
        "printed": words.day,
        "known": words.day,
        "term": words.term,
        "target_term": words.term,
        "sort": lambda value: say.word("sort", value),
        "relation": lambda value: say.word("relation", value),
        "status": lambda value: say.word("status", value),
        "held": lambda value: say("word.yes" if value else "word.no"),
        "issues": lambda value: words.words("issue", [issue["code"] for issue in value or ()]),
        "code": lambda value: say.word("issue", value),
        "copies": lambda value: "; ".join(value or ()),
    }
    wide = {"title", "quote", "snippet", "text", "target", "message", "value", "heading", "action", "actors"}
    right = {"mentions", "documents", "count", "score", "start", "line", "confidence", "days_after"}
    return [Column(n, say(f"head.{n}"), shows.get(n), wide=n in wide, right=n in right) for n in names]


@click.command(cls=Command)
@click.argument("query", metavar="QUERY", nargs=-1, required=True, callback=filled)
@index_option
@option("--type", "type_", say="type", metavar="T")
@option("--term", say="term", type=read_term, metavar="K")
@option("--from", "start", say="from", type=read_day, metavar="D")
@option("--to", "end", say="to", type=read_day, metavar="D")
@option("--relation", say="relation", type=read_relation, metavar="R")
@option("--issuer", say="issuer", metavar="I")
@option("--province", say="province", metavar="P")
@option("--depth", say="cites_depth", type=click.IntRange(1, 9), default=1, show_default=True, metavar="N")
@common()
def cites(query: tuple[str, ...], index: Path, type_: str | None, **given: Any) -> None:
    """Show which documents cite QUERY."""
    from trichdan.archive import open_index

    check_window(given["start"], given["end"])
    with open_index(index) as archive:
        answer = archive.cites(" ".join(query), type=type_, **given)
    if settings().json:
        write_json(answer)
        return
    say = settings().say
    candidates = answer["candidates"]
    if on_terminal():
        write_tables(_cites_tables(candidates, say))
    else:
        write_tables([_cites_flat(candidates, say)])
    if not candidates:
        warn(say("done.none"))


def candidate_title(candidate: Mapping[str, Any], say: Messages) -> str:
    """Return a document in one line: number, date, term, title."""
    words = Wording(say)
    parts = [candidate.get("number") or candidate.get("id"), words.day(candidate.get("date"))]
    if candidate.get("term"):
        parts.append(f"{say('head.term').lower()} {words.term(candidate['term'])}")
    return " · ".join(str(part) for part in (*parts, candidate.get("title")) if part)


def _cites_tables(candidates: list[Row], say: Messages) -> list[Table]:
    """Return a table for each document that bears the name, with those that cite it; last, those nobody cites."""
    columns = document_columns(say, "number", "type", "date", "issuer", "relation", "quote", "path")
    cited = [
        Table(
            columns,
            [_citing(document, candidate.get("number")) for document in candidate["documents"]],
            candidate_title(candidate, say),
        )
        for candidate in candidates
        if candidate["documents"]
    ]
    rest = [candidate for candidate in candidates if not candidate["documents"]]
    return [*cited, Table(document_columns(say, "id", "date", "term", "title"), rest, say("title.not_cited"))]


def _citing(document: Row, number: str | None) -> Row:
    """Return a citing document as one row: its first mention stands for the others."""
    mentions = document.get("mentions") or [{}]
    first = mentions[0]
    quote = " ".join((first.get("quote") or "").split())
    serial = (number or "").split("/")[0]
    return {**document, "relation": first.get("relation"), "quote": around(quote, quote.find(serial) if serial else 0)}


def _cites_flat(candidates: list[Row], say: Messages) -> Table:
    """Return one row for each mention, and one for each document of the name that nobody cites, for a pipe."""
    names = (
        "target", "target_date", "target_term", "target_title", "id", "number", "type", "date", "issuer", "relation",
        "start", "quote", "path",
    )  # fmt: skip
    rows = []
    for candidate in candidates:
        target = {"target": candidate["id"], **{f"target_{k}": candidate.get(k) for k in ("date", "term", "title")}}
        mentions = [{**document, **m} for document in candidate["documents"] for m in document["mentions"]]
        rows += [{**mention, **target} for mention in mentions or [{}]]
    return Table(document_columns(say, *names), rows)


@click.command(cls=Command)
@click.argument("doc", metavar="DOC", callback=filled)
@index_option
@common()
def refs(doc: str, index: Path) -> None:
    """Show what DOC cites."""
    from trichdan.archive import open_index

    with open_index(index) as archive:
        answer = archive.refs(doc)
    if settings().json:
        write_json(answer)
        return
    say = settings().say
    write_tables([citation_table(answer["citations"], say, title=say("title.refs", id=answer["id"]))])
    if not answer["citations"]:
        warn(say("done.none"))


def citation_table(citations: list[Row], say: Messages, *, title: str = "") -> Table:
    """Return citations of the record as a table."""
    names = ("text", "relation", "target", "date", "term", "status", "issues", "start")
    rows = []
    for citation in citations:
        found = citation.get("target") or {}
        named = found.get("id") or citation.get("number")
        about = {"target": named, "status": found.get("status"), "term": found.get("term") or citation.get("term")}
        rows.append({**citation, **about, "date": citation.get("date") or found.get("date")})
    return Table(document_columns(say, *names), rows, title)


@click.command(cls=Command)
@click.argument("doc", metavar="DOC", callback=filled)
@index_option
@common()
def show(doc: str, index: Path) -> None:
    """Show the card of one document."""
    from trichdan.archive import open_index

    with open_index(index) as archive:
        card = archive.show(doc)
    if settings().json:
        write_json(card)
        return
    write_tables(_card(card, settings().say))


def _card(card: Row, say: Messages) -> list[Table]:
    from trichdan.report import sheets
    from trichdan.report.deadlines import Item, first_day

    words = Wording(say)
    header = card.get("header") or {}
    facts = [{"field": "id", "value": card["id"]}, {"field": "path", "value": card.get("path")}]
    facts += [{"field": name, "value": header.get(name)} for name in HEADER_FIELDS if header.get(name)]
    for fact in facts:
        if fact["field"] == "date" and on_terminal():
            fact["value"] = words.day(fact["value"])
        elif fact["field"] == "system" and on_terminal():
            fact["value"] = say.word("system", fact["value"])
    names = [Column("field", say("head.field"), lambda name: say.word("head", name))]
    due = [Item(row, first_day(row)) for row in card.get("deadlines") or ()]
    if on_terminal():
        deadlines = sheets.screen_table(due, say, title=say("title.deadlines"), without=("id",))
    else:
        deadlines = sheets.pipe_table(due)
    sections = [{**row, "heading": around(row["heading"], width=100)} for row in card.get("sections") or ()]
    return [
        Table([*names, *document_columns(say, "value")], facts, say("title.header")),
        Table(document_columns(say, "label", "heading", "start"), sections, say("title.sections")),
        citation_table(card.get("citations") or [], say, title=say("title.citations")),
        deadlines,
        Table(
            document_columns(say, "number", "type", "date", "issuer", "relation", "quote", "path"),
            [_citing(document, header.get("number")) for document in card.get("cited_by") or ()],
            say("title.cited_by"),
        ),
    ]


@click.command(cls=Command)
@click.argument("query", metavar="[QUERY]", nargs=-1)
@index_option
@option("--type", "type_", say="type", metavar="T")
@option("--issuer", say="issuer", metavar="I")
@option("--term", say="term", type=read_term, metavar="K")
@option("--from", "start", say="from", type=read_day, metavar="D")
@option("--to", "end", say="to", type=read_day, metavar="D")
@option("--province", say="province", metavar="P")
@option("--citing", say="citing", metavar="QUERY")
@option("--like", say="like", metavar="DOC")
@option("--limit", say="limit", type=click.IntRange(1, 10_000), default=10, show_default=True, metavar="N")
@option("--offset", say="offset", type=click.IntRange(0, 1_000_000), default=0, metavar="N")
@common()
def search(
    query: tuple[str, ...], index: Path, type_: str | None, like: str | None, limit: int, offset: int, **given: Any
) -> None:
    """Search the full text."""
    from trichdan.archive import open_index

    say = settings().say
    narrowed = bool(type_) or any(value is not None for value in given.values())
    if bool(like) == bool(query or narrowed):
        raise click.UsageError(say("error.query_or_like"), click.get_current_context())
    check_window(given["start"], given["end"])
    with open_index(index) as archive:
        if like:
            answer = archive.more_like(like, limit=limit)
        else:
            answer = archive.search(" ".join(query), type=type_, limit=limit, offset=offset, **given)
    if settings().json:
        write_json(answer)
        return
    results, total = answer["results"], answer["total"]
    title = say("title.like" if like else "title.search", total=total, query=answer["query"])
    names = ["number", "type", "date", "title", "snippet", "score", "path", "line", "copies"]
    if on_terminal():  # the screen is narrow
        names = ["number", "type", "date", "title", "snippet", "path"]
        results = [{**row, "path": _places(row)} for row in results]
    write_tables([Table(document_columns(say, *names), results, title), *_facets(answer["facets"], say)])
    if not results:
        warn(say("done.none"))
    if answer.get("suggestion"):
        warn(say("done.suggestion", query=answer["suggestion"]))
    if on_terminal() and total > offset + len(results) > offset:
        warn(say("done.more_pages", count=total - offset - len(results), offset=offset + len(results)))


def _places(row: Mapping[str, Any]) -> str:
    """Return where a document stands: its file with the line, then its copies."""
    path = f"{row['path']}:{row['line']}" if row["line"] else row["path"]
    return " = ".join([path, *row["copies"]])


def _facets(facets: Mapping[str, list[list[Any]]], say: Messages) -> list[Table]:
    """Return what the documents found are, how many of each: on a terminal alone."""
    if not on_terminal():
        return []
    rows = [
        {"field": say(f"head.{FACET_HEADS.get(name, name)}"), "value": "; ".join(f"{v} ({n})" for v, n in counts[:8])}
        for name, counts in facets.items()
        if len(counts) > 1
    ]
    return [Table(document_columns(say, "field", "value"), rows, say("title.facets"))]
