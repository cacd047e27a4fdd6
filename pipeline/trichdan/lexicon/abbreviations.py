"""Abbreviations that people write for bodies, kinds of documents and matters, with their full names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon import load_lexicon
from trichdan.lexicon.loader import read_table

_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and one full name (`abbreviations.csv`, `issuers.csv`, `document_types.csv`).

    Attributes:
        kind: `type` for kinds of documents, `issuer` for bodies, `matter` for the rest.
    """

    abbr: str
    full: str
    kind: str
    source: str


@cache
def load_abbreviations() -> tuple[Abbreviation, ...]:
    """Return all pairs, each once, in the order of the tables."""
    lexicon = load_lexicon()
    found: dict[tuple[str, str], Abbreviation] = {}
    for row in read_table("abbreviations", required=("abbr", "full_name_vi", "source")):
        entry = Abbreviation(row["abbr"], row["full_name_vi"], "matter", row["source"])
        found.setdefault((entry.abbr, entry.full), entry)
    for issuer in lexicon.issuers:
        for full in _BRACKETS.sub("", issuer.name).split(" / "):
            entry = Abbreviation(issuer.abbr, full.strip(), "issuer", issuer.source)
            if issuer.abbr and " " in entry.full:
                found.setdefault((entry.abbr, entry.full), entry)
    for kind in lexicon.types:
        for abbr in dict.fromkeys((kind.party, kind.state)):
            full = _BRACKETS.sub("", kind.name).strip()
            if abbr:
                found.setdefault((abbr, full), Abbreviation(abbr, full, "type", kind.source))
    return tuple(found.values())
