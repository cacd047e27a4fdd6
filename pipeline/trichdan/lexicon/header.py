"""Words of first and last pages (`header_words.csv`, `proper_words.csv`): what kind of element a line is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.text import fold

_KINDS = (
    "unit", "local", "furniture", "secrecy", "urgency", "body", "basis", "authority", "position", "capacity",
    "signed", "rank", "nameless", "annex", "deciding", "answering", "central",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Patterns over folded lines, all to be matched at the start of a line.

    Attributes:
        unit: beginnings of names of bodies; local: those of provinces and below; central: those of the centre.
        furniture: whole lines that are no part of a header (gazette heads, stamps, drafts).
        secrecy, urgency: whole lines that mark a paper.
        body: beginnings of lines with which the body starts; basis: those of legal preambles.
        authority: beginnings of the line that names who decides.
        position: posts of signers; capacity: abbreviations such as `KT.`; signed: marks such as `(đã ký)`.
        rank: ranks and titles before names; nameless: beginnings of lines that are no name of a person.
        annex: beginnings of annexes and forms.
        deciding: verbs after the name of the body that issues a paper; answering: the same in letters.
        banner: words of the national and the Party title, folded, in order.
        proper: folded phrases and the way they are capitalised.
    """

    unit: re.Pattern[str]
    local: re.Pattern[str]
    central: re.Pattern[str]
    furniture: re.Pattern[str]
    secrecy: re.Pattern[str]
    urgency: re.Pattern[str]
    body: re.Pattern[str]
    basis: re.Pattern[str]
    authority: re.Pattern[str]
    position: re.Pattern[str]
    capacity: re.Pattern[str]
    signed: re.Pattern[str]
    rank: re.Pattern[str]
    nameless: re.Pattern[str]
    annex: re.Pattern[str]
    deciding: str
    answering: str
    tail: re.Pattern[str]
    banner: str
    proper: tuple[tuple[str, str], ...]
    heads: frozenset[str]
    territories: frozenset[str]


@cache
def load_header_words() -> HeaderWords:
    """Return the tables.

    Raises:
        LexiconError: a table is damaged.
    """
    rows = read_table("header_words", required=("kind", "pattern", "example", "source"))
    source = {kind: "|".join(f"(?:{r['pattern']})" for r in rows if r["kind"] == kind) for kind in _KINDS}
    made = {kind: re.compile(source[kind]) for kind in _KINDS if kind not in ("deciding", "answering")}
    words = read_table("proper_words", required=("kind", "form", "source"))
    forms = {kind: tuple(r["form"] for r in words if r["kind"] == kind) for kind in {r["kind"] for r in words}}
    tail = re.compile(rf"\n[\t ]?(?:(?P<list>noi nhan\b)|{source['capacity']}|{source['position']})")
    return HeaderWords(
        **made,
        deciding=source["deciding"],
        answering=source["answering"],
        tail=tail,
        banner=" " + " ".join(fold(form) for form in forms["banner"]) + " ",
        proper=tuple(sorted(((fold(form), form) for form in forms["proper"]), key=lambda p: -len(p[0]))),
        heads=frozenset(fold(form) for form in forms["head"]),
        territories=frozenset(fold(form) for form in forms["territory"]),
    )
