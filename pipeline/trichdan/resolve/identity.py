"""Who a document is: the parts of its number, the class of its issuer, and its canonical id.

A bare number is a query, not an identity: Party numbers restart each term, State numbers each year, and the
same letters stand for a body in every province. The id adds what tells them apart (see the table of ids in the
README): `25-NQ/TW@XI`, `771-KH/BDVTW@2017`, `308-CV/TU@binh-thuan.2021`, `16/CT-TTg@2016`, `30/2020/NĐ-CP`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from trichdan.lexicon import Lexicon, roman
from trichdan.lexicon.naming import Naming, load_naming
from trichdan.model import Header, Issue, Record
from trichdan.text import fold, key

_PARTS = re.compile(r"[-/]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASSEMBLY = re.compile(r"QH(\d{1,2})")
_REMEMBERED = 100_000
"""Numbers whose parts are remembered; one archive has some ten thousand different ones."""
_ROMAN_DIGITS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Symbol:
    """The parts of a document number.

    Attributes:
        number: as given.
        serial: running number without leading zeros (`5`, `12a`, `66.7`).
        year: year inside the number, or None.
        abbr: type abbreviation, or None for official letters and laws.
        org: issuer part (`TW`, `UBND-NC`, `QH15`).
        system: `party` or `state`, by the order of the delimiters.
        assembly: term of the National Assembly inside the number (15 of `QH15`), or None.
    """

    number: str
    serial: str
    year: int | None
    abbr: str | None
    org: str
    system: str
    assembly: int | None

    @property
    def body(self) -> str:
        """The first part of the issuer, which tells its class (`UBND` of `UBND-NC`)."""
        return self.org.split("-")[0]


@cache
def _abbreviations(lexicon: Lexicon) -> frozenset[str]:
    listed = {abbr.upper() for t in lexicon.types for abbr in (t.party, t.state) if abbr}
    return frozenset(listed | {abbr.upper() for abbr in load_naming().type_abbreviations})


@lru_cache(_REMEMBERED)
def parse_symbol(number: str, lexicon: Lexicon) -> Symbol | None:
    """Return the parts of a canonical number, or None if it is none.

    Args:
        number: such as `25-NQ/TW`, `16/CT-TTg`, `30/2020/NĐ-CP`, `138-HĐBT`.
        lexicon: for the abbreviations of types.
    """
    parts = [part for part in _PARTS.split("".join(number.split())) if part]
    if len(parts) < 2 or not parts[0][0].isdigit():
        return None
    serial = parts[0].lstrip("0") or "0"
    rest = parts[1:]
    year = int(rest.pop(0)) if _YEAR.fullmatch(rest[0]) else None
    if not rest:
        return None
    abbr = rest[0] if len(rest) > 1 and rest[0].upper() in _abbreviations(lexicon) else None
    org = "-".join(rest[1:] if abbr else rest)
    first = number[len(parts[0])] if len(number) > len(parts[0]) else "/"
    system = "party" if first == "-" and "/" in number else "state"
    assembly = _ASSEMBLY.search(org)
    return Symbol(number, serial, year, abbr, org, system, int(assembly[1]) if assembly else None)


@lru_cache(_REMEMBERED)
def number_key(number: str) -> str:
    """Return the look-up key of a number: folded parts, delimiters and leading zeros ignored.

    `16/CT-TTg` and `16-CT/TTg`, `05-CT/TW` and `5-CT/TW` have one key each.
    """
    parts = [part for part in _PARTS.split(fold("".join(number.split()))) if part]
    if parts:
        parts[0] = parts[0].lstrip("0") or "0"
    return " ".join(parts)


def short_key(serial: str, abbr: str) -> str:
    """Return the key of a nickname, which gives type and serial only (`Nghị quyết 18` -> `18 nq`)."""
    return f"{fold(serial).lstrip('0') or '0'} {fold(abbr)}"


def to_roman(value: int) -> str:
    """Return a small number in roman digits."""
    out = []
    for worth, digits in _ROMAN_DIGITS:
        while value >= worth:
            out.append(digits)
            value -= worth
    return "".join(out)


def slug(name: str) -> str:
    """Return a name as it stands in ids: folded, words joined by hyphens."""
    return key(name).replace(" ", "-")


@cache
def _province_slugs(lexicon: Lexicon) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for province in lexicon.provinces:
        for name in (province.label, province.name, *province.aliases):
            slugs.setdefault(key(name), province.slug)
    return slugs


def province_slug(jurisdiction: str | None, lexicon: Lexicon) -> str | None:
    """Return the slug of a province-level unit: `tỉnh Bình Thuận` -> `binh-thuan`."""
    if not jurisdiction:
        return None
    found = _province_slugs(lexicon).get(key(jurisdiction))
    if found:
        return found
    words = key(jurisdiction).split()
    units = load_naming().unit_words
    while words and words[0] in units:
        words.pop(0)
    return "-".join(words) or None


@cache
def _central_bodies(lexicon: Lexicon) -> frozenset[str]:
    levels = load_naming().central_levels
    return frozenset(fold(i.abbr) for i in lexicon.issuers if i.level in levels)


@cache
def _local_bodies(lexicon: Lexicon) -> frozenset[str]:
    levels = load_naming().local_levels
    return frozenset(fold(i.abbr) for i in lexicon.issuers if i.level in levels)


@lru_cache(_REMEMBERED)
def scope_of(symbol: Symbol, lexicon: Lexicon, *, jurisdiction: str | None = None, issuer: str | None = None) -> str:
    """Return what a number's series is counted by.

    Args:
        symbol: the number.
        lexicon: for the issuers.
        jurisdiction: province of the issuer, if known.
        issuer: its name, if known; it tells the level of bodies that exist on every level (`BCĐ`, `BCSĐ`, `ĐU`).

    Returns:
        `term` (central committee), `law` or `year` (central bodies), `local` (province and below).
    """
    naming = load_naming()
    body = fold(symbol.body)
    if symbol.system == "party" and body in naming.term_bodies:
        return "term"
    if symbol.year and symbol.assembly and symbol.abbr is None:
        return "law"
    if body in _central_bodies(lexicon) or naming.central_body.search(body):
        return "year"
    if jurisdiction:
        return "local"
    name = key(issuer or "")
    if naming.local_issuer.search(name):
        return "local"
    if naming.central_issuer.search(name):
        return "year"
    if body in _local_bodies(lexicon) or naming.local_body.search(body):
        return "local"
    return "year"


def id_of(
    symbol: Symbol,
    lexicon: Lexicon,
    *,
    type: str | None = None,
    when: date | None = None,
    term: int | None = None,
    jurisdiction: str | None = None,
    issuer: str | None = None,
) -> str:
    """Return the canonical id of a numbered document.

    Args:
        symbol: its number.
        lexicon: for terms, issuers and provinces.
        type: its type in lower case.
        when: its date.
        term: khóa of the Party, if known; else it follows from the date.
        jurisdiction: province-level unit of its issuer.
        issuer: name of its issuer.
    """
    number = symbol.number
    scope = scope_of(symbol, lexicon, jurisdiction=jurisdiction, issuer=issuer)
    if scope == "law":
        return number if type in (None, *load_naming().statutes) else f"{number}@{slug(type or '')}"
    if scope == "local":
        place = province_slug(jurisdiction, lexicon)
        year = symbol.year or (when.year if when else None)
        if place is None or year is None:
            return f"{number}@?"
        return f"{number}@{place}" if symbol.year else f"{number}@{place}.{year}"
    if symbol.year:
        return number
    if scope == "term":
        term = term or (lexicon.term_on(when) if when else None)
        return f"{number}@{to_roman(term)}" if term else f"{number}@?"
    return f"{number}@{when.year}" if when else f"{number}@?"


def is_open(id: str) -> bool:
    """Return whether an id lacks the part that would tell its document from its namesakes."""
    return id.endswith("@?")


def identify(record: Record, lexicon: Lexicon) -> Record:
    """Return the record with its canonical id.

    Reads: header, source. Writes: id, issues.
    """
    header = record.header
    found = _id_of_header(header, lexicon)
    issues = record.issues
    symbol = parse_symbol(header.number, lexicon) if header.number else None
    if symbol and symbol.year and header.date and symbol.year != header.date.year:
        spans = dict(header.spans)
        message = f"the number {header.number} is of {symbol.year}, the date of {header.date.year}"
        issues = (*issues, Issue("number-year-conflict", message, spans.get("date")))
    return replace(record, id=found or f"sha256:{record.source.sha256[:12]}", issues=issues)


def _id_of_header(header: Header, lexicon: Lexicon) -> str | None:
    naming = load_naming()
    if header.number:
        symbol = parse_symbol(header.number, lexicon)
        if symbol is None:
            return f"{header.number}@{header.date.year if header.date else '?'}"
        known = authority_id(header.number, header.date, lexicon)
        if known:
            return known
        place, issuer = header.jurisdiction, header.issuer
        return id_of(symbol, lexicon, type=header.type, when=header.date, jurisdiction=place, issuer=issuer)
    if header.type in naming.statutes and header.title and header.date:
        return f"{named_slug(header.type or '', header.title, naming)}@{header.date.year}"
    return None


def named_slug(type: str, title: str, naming: Naming) -> str:
    """Return the slug of a document known by name: `luật`, `Đất đai` -> `luat-dat-dai`."""
    name = key(title)
    kind = key(type)
    if kind == naming.constitution:
        return slug(type)
    return (name if name.startswith(kind) else f"{kind} {name}").replace(" ", "-")


@cache
def _authority_terms(lexicon: Lexicon) -> dict[tuple[str, date], int]:
    return {(number_key(a.number), a.date): a.term for a in lexicon.authority if a.number and a.date and a.term}


def authority_id(number: str, when: date | None, lexicon: Lexicon) -> str | None:
    """Return the id of a central Party document that the authority list has with this number and date.

    The list knows the term of papers issued on the last day of a congress, which the date alone does not tell.
    """
    term = _authority_terms(lexicon).get((number_key(number), when)) if when else None
    symbol = parse_symbol(number, lexicon) if term else None
    return id_of(symbol, lexicon, when=when, term=term) if symbol else None


def roman_or_number(text: str) -> int | None:
    """Return the value of `XII` or `12`, or None."""
    return int(text) if text.isdigit() and len(text) < 3 else roman(text)
