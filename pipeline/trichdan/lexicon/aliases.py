"""How documents are called that are cited without their number (`named_documents.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table


@dataclass(frozen=True, slots=True)
class Aliases:
    """Patterns over look-up keys (folded, punctuation gone).

    Attributes:
        plenums: forms that name a plenum of the Central Committee; group `plenum`.
        term: names a khóa; group `term`.
        congresses: forms that name a congress; group `term`.
        local: words that make a congress one of a province or below; district: one below the province.
        other: words that make it a congress of a mass organisation; party: words that make it one of the Party.
        congress: the word for a congress.
        ordinals: number words.
        abbreviations: short forms of words in names of laws.
        noise: words in official names that short names leave out.
        country: the country's name at the end of a law's, written or not.
        lead: words that titles begin with or not; subject_lead: words before a subject that do not tell it;
            about: the word between the name of a paper and its subject.
    """

    plenums: tuple[re.Pattern[str], ...]
    term: re.Pattern[str]
    congresses: tuple[re.Pattern[str], ...]
    local: re.Pattern[str]
    district: re.Pattern[str]
    other: re.Pattern[str]
    party: re.Pattern[str]
    congress: re.Pattern[str]
    ordinals: dict[str, int]
    abbreviations: dict[str, str]
    noise: tuple[str, ...]
    country: re.Pattern[str]
    lead: re.Pattern[str]
    subject_lead: re.Pattern[str]
    about: str


@cache
def load_aliases() -> Aliases:
    """Return the table.

    Raises:
        LexiconError: the table is damaged.
    """
    rows = read_table("named_documents", required=("kind", "value", "example", "source"))

    def patterns(kind: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(row["value"]) for row in rows if row["kind"] == kind)

    return Aliases(
        patterns("plenum"),
        patterns("term")[0],
        patterns("congress"),
        patterns("congress_local")[0],
        patterns("congress_district")[0],
        patterns("congress_other")[0],
        patterns("congress_party")[0],
        patterns("congress_word")[0],
        {row["value"]: int(row["meaning"]) for row in rows if row["kind"] == "ordinal"},
        {row["value"]: row["meaning"] for row in rows if row["kind"] == "abbreviation"},
        tuple(row["value"] for row in rows if row["kind"] == "noise"),
        patterns("country")[0],
        patterns("title_lead")[0],
        patterns("subject_lead")[0],
        next(row["value"] for row in rows if row["kind"] == "about"),
    )
