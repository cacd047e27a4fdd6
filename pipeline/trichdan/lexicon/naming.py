"""What the parts of a document number say about its issuer (`naming.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.loader import read_table
from trichdan.text import fold


@dataclass(frozen=True, slots=True)
class Naming:
    """Words and patterns of identities; bodies are folded.

    Attributes:
        type_abbreviations: abbreviations of types that the table of types has no row for.
        unit_words: words before the name of a province, folded.
        term_bodies: bodies whose numbers run through a term of the Central Committee.
        central_levels: levels of the table of issuers that are central; local_levels: those that are not.
        central_body: what a central body's abbreviation looks like; local_body: one of province or below.
        statutes: types that are known by name, not by number.
        constitution: folded type name of the constitution.
        bodies: folded names of bodies that cannot be mistaken for one another.
        local_issuer: words in the folded name of a body of province or below; central_issuer: of a central one.
        placed_body: matches names of bodies that go on with the name of their place.
        level_commune: words in the name of a body below the district; level_district: of a district's.
        summit: folded names of bodies whose papers others carry out; head_of_body: a post before the name of its body.
        query_noise: words in a typed symbol that are no part of it, folded; query_day: a day in words, folded.
    """

    type_abbreviations: tuple[str, ...]
    unit_words: frozenset[str]
    term_bodies: frozenset[str]
    central_levels: frozenset[str]
    local_levels: frozenset[str]
    central_body: re.Pattern[str]
    local_body: re.Pattern[str]
    statutes: tuple[str, ...]
    constitution: str
    bodies: tuple[str, ...]
    query_noise: frozenset[str]
    query_day: re.Pattern[str]
    local_issuer: re.Pattern[str]
    central_issuer: re.Pattern[str]
    placed_body: re.Pattern[str]
    level_commune: re.Pattern[str]
    level_district: re.Pattern[str]
    summit: re.Pattern[str]
    head_of_body: re.Pattern[str]

    def query_bodies(self, lexicon: Lexicon) -> frozenset[str]:
        """Return the folded abbreviations of issuing bodies that may stand in a typed symbol."""
        return _bodies(lexicon)


@cache
def _bodies(lexicon: Lexicon) -> frozenset[str]:
    listed = {part for i in lexicon.issuers for part in fold(i.abbr).split("-")}
    drawn = {part for a in lexicon.authority if a.number for part in re.split("[-/]", fold(a.number))[1:]}
    return frozenset(part for part in listed | drawn if part and part.isalnum())


@cache
def load_naming() -> Naming:
    """Return the table.

    Raises:
        LexiconError: the table is damaged.
    """
    rows = read_table("naming", required=("kind", "value", "example", "source"))

    def values(kind: str) -> tuple[str, ...]:
        return tuple(row["value"] for row in rows if row["kind"] == kind)

    return Naming(
        values("type_abbreviation"),
        frozenset(values("unit_word")),
        frozenset(values("term_body")),
        frozenset(values("central_level")),
        frozenset(values("local_level")),
        re.compile("|".join(values("central_body"))),
        re.compile("|".join(values("local_body"))),
        values("statute"),
        values("constitution")[0],
        values("body"),
        frozenset(values("query_noise")),
        re.compile("|".join(values("query_day"))),
        re.compile("|".join(values("local_issuer"))),
        re.compile("|".join(values("central_issuer"))),
        re.compile("|".join(values("placed_body"))),
        *(re.compile(values(kind)[0]) for kind in ("level_commune", "level_district", "summit", "head_of_body")),
    )
