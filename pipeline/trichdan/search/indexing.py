"""What of a document goes into an index: the same units and facts for every engine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trichdan.search import analysis
from trichdan.search.engine import Hit, SearchDocument
from trichdan.search.snippets import Highlighter, Snippet

KINDS = ("s", "p", "x", "y")
"""Syllables, pairs, exact forms, symbols; `h` and `t` before them mean head and title."""
MATCHED = ("s", "p", "y")
"""Kinds by which words match; the body has those of the head too."""
FIELDS = (*KINDS, *("h" + kind for kind in KINDS), *("t" + kind for kind in KINDS), "n", "c")
"""Fields of units; `n` is the document's own number, `c` what it cites."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as engines index it.

    Attributes:
        counts: frequency of each unit by field.
        facts: everything but the text, as JSON.
        flat: keys of the body, in order.
        sizes: syllables of body and head.
        beside: pairs of the head that the text lacks (a repaired number, a type that is not printed).
    """

    counts: Mapping[str, Mapping[str, int]]
    facts: bytes
    flat: str
    sizes: tuple[int, int]
    beside: tuple[str, ...]


def entry_of(document: SearchDocument) -> Entry:
    """Return the entry of a document."""
    body = analysis.units_of(document.text)
    names = analysis.joined((document.number, document.type, document.title))
    head = analysis.units_of(analysis.joined((names, analysis.head_of(document.text))))
    title = analysis.units_of(document.title or "")
    own = analysis.symbol_parts(document.number) if document.number else ()
    cited = {unit for number in document.cites for unit in analysis.symbol_units(analysis.symbol_parts(number))}
    counts: dict[str, Mapping[str, int]] = {}
    for prefix, units in (("", body), ("h", head), ("t", title)):
        parts = (units.syllables, units.pairs, units.exact, units.symbols)
        counts.update({prefix + kind: part for kind, part in zip(KINDS, parts, strict=True)})
    beside = tuple(pair for pair in head.pairs if pair not in body.pairs)
    for kind in MATCHED:  # what matches is asked of the body alone
        lacking = [unit for unit in counts["h" + kind] if unit not in counts[kind]]
        counts[kind] = {**counts[kind], **dict.fromkeys(lacking, 1)} if lacking else counts[kind]
    counts["n"] = dict.fromkeys(analysis.symbol_units(own), 1) if own else {}
    counts["c"] = dict.fromkeys(cited, 1)
    return Entry(counts, _facts(document), body.flat, (body.length, head.length), beside)


def _facts(document: SearchDocument) -> bytes:
    facts = {
        "id": document.id, "path": document.path, "number": document.number, "type": document.type,
        "date": document.date.isoformat() if document.date else None, "issuer": document.issuer,
        "province": document.province, "signer": document.signer, "title": document.title, "term": document.term,
        "due": [day.toordinal() for day in document.due],
    }  # fmt: skip
    return json.dumps({name: value for name, value in facts.items() if value not in (None, [])}).encode()


def hit_of(facts: Mapping[str, Any], score: float, text: str, flat: str, marks: Highlighter | None) -> Hit:
    """Return a hit with its snippet; without a highlighter it has none."""
    snippet = marks.snippet(text, flat) if marks else Snippet()
    return Hit(
        facts["id"],
        facts["path"],
        facts.get("number"),
        facts.get("type"),
        date.fromisoformat(facts["date"]) if "date" in facts else None,
        facts.get("title"),
        round(score, 4),
        snippet.text,
        snippet.highlights,
        snippet.line,
        snippet.start,
    )
