"""A citation made ready to be decided: what it says, with what its own document says of the same paper elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation
from trichdan.resolve.identity import Symbol, number_key, parse_symbol, province_slug, scope_of
from trichdan.resolve.keys import Citing, Mention, Named, named_of, nickname_key, statute_key, year_behind
from trichdan.text import key

_TOLD = 40
"""Mentions of one number that are asked what they say; a paper with more distinct ones is a list of numbers."""


@dataclass(frozen=True, slots=True)
class Case:
    """A citation ready to be decided.

    Attributes:
        mention: the citation as written.
        asked: the citation with what the same document says of it elsewhere.
        symbol: parts of its number, or None.
        scope: what its number is counted by, or None.
        term: khóa of the Party, written or following from the date.
        place: slug of the province that its number belongs to, or None.
        named: what an unnumbered citation names.
        year: year written behind the number or with the name, or None.
        read_on: date of the citing document, or if it has none the latest date that it cites.
        borrowed: the date, khóa or title comes from another mention.
        made_by: of a paper in the title of another one the last day on which that was made, so it was there.
    """

    mention: Mention
    asked: Citation
    citing: Citing
    symbol: Symbol | None = None
    scope: str | None = None
    term: int | None = None
    place: str | None = None
    named: Named | None = None
    borrowed: bool = False
    year: int | None = None
    read_on: date | None = None
    made_by: date | None = None


def told_by(mentions: Sequence[Mention], lexicon: Lexicon) -> dict[str, list[Mention]]:
    """Return for each number and each short number of a document its mentions that say most, first ones first."""
    told: dict[str, list[Mention]] = {}
    statutes = load_naming().statutes
    for mention in mentions:
        c = mention.citation
        if not c.number or not (c.date or c.term or c.title):
            continue
        if c.type in statutes and c.title:
            told.setdefault(f"a:{statute_key(c.type, c.title)}", []).append(mention)
        told.setdefault(number_key(c.number), []).append(mention)
        symbol = parse_symbol(c.number, lexicon)
        if symbol and symbol.abbr:
            told.setdefault(f"s:{symbol.serial.lower()} {key(symbol.abbr)}", []).append(mention)
    return {name: _telling(found) for name, found in told.items()}


def _telling(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that say something no other says, those that say most first, and not too many of them."""
    distinct: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        c = mention.citation
        alike = distinct.setdefault((c.number, c.type, c.date, c.term, c.jurisdiction, c.issuer, c.title), [])
        # two of a kind, for a mention is not told by itself
        if len(alike) < 2:
            alike.append(mention)
    found = [mention for alike in distinct.values() for mention in alike]
    found.sort(key=lambda m: -(4 * bool(m.citation.date) + 2 * bool(m.citation.term) + bool(m.citation.title)))
    return found[:_TOLD]


def case_of(mention: Mention, told: dict[str, list[Mention]], citing: Citing, lexicon: Lexicon) -> Case:
    """Return a mention ready to be decided.

    Args:
        mention: the citation with its words.
        told: what the document's mentions say, see `told_by`.
        citing: the document.
        lexicon: for terms, issuers and provinces.
    """
    citation = mention.citation
    if citation.kind == "nickname" and not citation.number:
        short = nickname_key(mention, lexicon)
        full = next(iter(told.get(short or "", ())), None)
        citation = replace(citation, number=full.citation.number) if full else citation
    if not citation.number and citation.type in load_naming().statutes:
        citation = _numbered_statute(citation, mention, told, citing, lexicon)
    if not citation.number:
        named = named_of(mention, citing, lexicon)
        return Case(mention, citation, citing, named=named, term=citation.term, year=named.year if named else None)
    year = year_behind(mention)
    citation, borrowed = _filled(citation, mention, told, year, lexicon)
    symbol = parse_symbol(citation.number or "", lexicon)
    if symbol is None:
        return Case(mention, citation, citing, borrowed=borrowed)
    scope = scope_of(symbol, lexicon, jurisdiction=citation.jurisdiction, issuer=citation.issuer)
    if scope == "year" and citation.issuer is None and citing.jurisdiction and not _is_listed(symbol, lexicon):
        # an office that the table of issuers does not know, cited in a provincial paper without its name
        scope = "local"
    place = None
    if scope == "local":
        place = province_slug(citation.jurisdiction or citing.jurisdiction, lexicon)
    term = citation.term if scope == "term" else None
    if scope == "term" and term is None and citation.date:
        term = lexicon.term_on(citation.date)
    return Case(mention, citation, citing, symbol, scope, term, place, None, borrowed, year)


def _numbered_statute(
    citation: Citation, mention: Mention, told: dict[str, list[Mention]], citing: Citing, lexicon: Lexicon
) -> Citation:
    """Return a law cited by name with the number that the same document gives it elsewhere, if it gives one."""
    named = named_of(mention, citing, lexicon)
    others = [m.citation for m in told.get(named.key, ())] if named else []
    numbers = {number_key(c.number) for c in others if c.number}
    if named is None or len(numbers) != 1:
        return citation
    dates = {c.date for c in others if c.date}
    if (citation.date and dates and citation.date not in dates) or (
        named.year and dates and named.year not in {d.year for d in dates}
    ):
        return citation
    return replace(citation, number=others[0].number, date=citation.date or others[0].date)


def _is_listed(symbol: Symbol, lexicon: Lexicon) -> bool:
    return scope_of(symbol, lexicon) == "year" and scope_of(symbol, lexicon, jurisdiction="?") == "year"


def _filled(
    citation: Citation, mention: Mention, told: dict[str, list[Mention]], year: int | None, lexicon: Lexicon
) -> tuple[Citation, bool]:
    """Return the citation with date, khóa, title and place as another mention of the number gives them."""
    others = [
        m.citation
        for m in told.get(number_key(citation.number or ""), ())
        if m.own != mention.own and _agree(citation, m.citation, year, lexicon)
    ]
    if not others or citation.date:
        return citation, False
    best = others[0]
    if len({c.date for c in others if c.date}) > 1 and not (citation.term or citation.title):
        # the document cites two papers of this number; a bare number after them means neither for certain
        return citation, False
    return (
        replace(
            citation,
            date=best.date,
            term=citation.term or best.term,
            title=citation.title or best.title,
            issuer=citation.issuer or best.issuer,
            jurisdiction=citation.jurisdiction or best.jurisdiction,
        ),
        True,
    )


def _agree(one: Citation, other: Citation, year: int | None, lexicon: Lexicon) -> bool:
    """Return whether nothing that a mention says keeps it from meaning what another mention says."""
    term = other.term or (lexicon.term_on(other.date) if other.date and other.system != "state" else None)
    if one.term and term and one.term != term:
        return False
    if year and other.date and other.date.year != year:
        return False
    if one.issuer and other.issuer and key(one.issuer) != key(other.issuer) and one.jurisdiction != other.jurisdiction:
        return False
    if one.type and other.type and one.type != other.type:
        return False
    return not (one.jurisdiction and other.jurisdiction and one.jurisdiction != other.jurisdiction)
