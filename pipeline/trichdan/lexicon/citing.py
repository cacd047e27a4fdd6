"""Words around citations: spelled types, issuers, where titles begin and end (`citation_types.csv`, `citation_words.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.lexicon.symbols import load_symbols
from trichdan.text import fold


@dataclass(frozen=True, slots=True)
class CitingWords:
    """Patterns over folded text.

    Attributes:
        types: folded type word to the type as the record gives it; "" for generic words (`văn bản`).
        abbreviations: those of `types` that are letters (`nq`); they count in capitals only.
        type_pattern: alternatives of all type words, longest first.
        issuer: matches the beginning of a body's name.
        issuer_stop: matches the first word after a body's name.
        title_start: matches the first words of a title that stands without quotation marks.
        title_stop: finds the end of such a title.
        law_stop: matches the first word after the name of a law.
        law_never: matches what makes `luật` no name of a law.
    """

    types: dict[str, str]
    abbreviations: frozenset[str]
    type_pattern: str
    issuer: re.Pattern[str]
    issuer_stop: re.Pattern[str]
    title_start: re.Pattern[str]
    title_stop: re.Pattern[str]
    law_stop: re.Pattern[str]
    law_never: re.Pattern[str]


def _alternatives(phrases: list[str]) -> str:
    words = sorted({fold(p) for p in phrases}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words)


@cache
def load_citing_words() -> CitingWords:
    """Return the words.

    Raises:
        LexiconError: a table is damaged.
    """
    rows = read_table("citation_types", required=("word", "source"))
    types = {fold(r["word"]): r["type"] for r in rows}
    letters = {fold(abbr): names[0] for abbr, names in load_symbols().types.items() if len(abbr) > 1}
    types.update(letters)
    words = read_table("citation_words", required=("kind", "phrase", "source"))

    def pattern(kind: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_alternatives([r['phrase'] for r in words if r['kind'] == kind])})(?!\w)")

    return CitingWords(
        types,
        frozenset(letters),
        _alternatives(list(types)),
        pattern("issuer"),
        pattern("issuer_stop"),
        pattern("title_start"),
        pattern("title_stop"),
        pattern("law_stop"),
        pattern("law_never"),
    )
