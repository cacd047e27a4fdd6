"""Words of first and last pages (`header_words.csv`, `proper_words.csv`): what kind of element a line is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.text import fold

_KINDS = (
    "unit", "local", "furniture", "secrecy", "urgency", "body", "basis", "authority", "position",
    "capacity", "signed", "rank", "nameless", "annex", "deciding", "answering", "central", "inner",
    "headline", "contact", "listing", "organ", "half",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Patterns over folded lines, all to be matched at the start of a line.

    Attributes:
        unit: beginnings of names of bodies; local: those of provinces and below; central: those of the centre.
        inner: names that under another line of the letterhead go on with its name.
        headline: beginnings of headings in capitals below a signature, no names.
        contact: beginnings of lines that say where an addressee lives; listing: that of the list of recipients.
        half: whole lines that are the first half of a name.
        organ: bodies whose name tells nothing without the body above them.
        furniture: whole lines that are no part of a header (gazette heads, stamps, drafts).
        secrecy, urgency: whole lines that mark a paper.
        body: beginnings of lines with which the body starts; basis: those of legal preambles.
        authority: beginnings of the line that names who decides.
        position: posts of signers; capacity: abbreviations such as `KT.`; signed: marks such as `(đã ký)`.
        rank: ranks and titles before names; nameless: beginnings of lines that are no name of a person.
        annex: beginnings of annexes and forms.
        deciding: verbs after the name of the body that issues a paper; answering: the same in letters.
        party: the word that only the Party title has.
        banner: words of the national and the Party title, folded, in order.
        proper: folded phrases and the way they are capitalised.
        heads: first words of bodies whose name goes on with a capital; common: pairs that look so and do not.
        territories: words before names of places.
        posts: first words of posts, with their marks, which tell them from family names.
        offices: folded offices and the beginnings of the bodies named after them (`Bộ trưởng Bộ Y tế`).
        aside: words, with their marks, at which the name of a body that speaks is over.
        openers: first words of posts of two words.
        surnames: common family names, to tell names in capitals from posts.
        local_codes: issuer parts of symbols that belong to provinces and below.
        office_bodies: folded offices and the beginnings of the names of the bodies that they head.
    """

    unit: re.Pattern[str]
    local: re.Pattern[str]
    central: re.Pattern[str]
    inner: re.Pattern[str]
    headline: re.Pattern[str]
    contact: re.Pattern[str]
    listing: re.Pattern[str]
    organ: re.Pattern[str]
    half: re.Pattern[str]
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
    party: str
    proper: tuple[tuple[str, str], ...]
    heads: frozenset[str]
    common: frozenset[str]
    territories: frozenset[str]
    posts: frozenset[str]
    offices: tuple[tuple[str, str], ...]
    aside: re.Pattern[str]
    openers: frozenset[str]
    surnames: frozenset[str]
    local_codes: frozenset[str]
    office_bodies: tuple[tuple[str, str], ...]


def _lower(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form.lower() for form in forms)


def _pairs(forms: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((fold(left), fold(right)) for left, _, right in (form.partition(": ") for form in forms))


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
    tail = re.compile(rf"\n[\t ]?(?:(?P<list>_{{0,3}}noi nhan(?![^\W_]))|{source['capacity']}|{source['position']})")
    return HeaderWords(
        **made,
        deciding=source["deciding"],
        answering=source["answering"],
        tail=tail,
        party=fold(forms["party"][0]),
        banner=" " + " ".join(fold(form) for form in forms["banner"]) + " ",
        proper=tuple(sorted(((fold(form), form) for form in forms["proper"]), key=lambda p: -len(p[0]))),
        heads=_lower(forms["head"]),
        common=_lower(forms["common"]),
        territories=_lower(forms["territory"]),
        posts=_lower(forms["post"]),
        offices=_pairs(forms["office"]),
        aside=re.compile(rf" (?:{'|'.join(forms['aside'])})(?= |$)"),
        openers=_lower(forms["opener"]),
        surnames=_lower(forms["surname"]),
        local_codes=frozenset(forms["local_code"]),
        office_bodies=_pairs(forms["office_body"]),
    )
