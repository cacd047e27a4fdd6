"""Words around citations: spelled types, bodies, where titles begin and end.

Tables: `citation_types.csv`, `citation_words.csv`, `citation_names.csv`. In a phrase `#` stands for a digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.lexicon.symbols import load_symbols
from trichdan.text import fold


@dataclass(frozen=True, slots=True)
class CitingWords:
    """Patterns over text in lower case with its marks; `type_pattern` is for folded text.

    Marks matter for the short words: without them `về` is `vệ`, `tại` is `tài`, `năm` is `nam`.

    Attributes:
        types: folded type word to the type as the record gives it; "" for generic words (`văn bản`).
        abbreviations: those of `types` that are letters (`nq`); they count in capitals only.
        type_pattern: alternatives of all type words, longest first.
        capitalised: finds spelled type words that begin with a capital, in text as printed, whatever its marks.
        issuer: matches the beginning of a body's name.
        issuer_stop: matches the first word after a body's name.
        title_start: matches the first words of a title that stands without quotation marks.
        title_stop: finds the end of such a title.
        law_stop: matches the first word after the name of a law.
        law_never: matches what makes `luật` no name of a law.
        names: matches documents known by a name of their own that begins with a type word; `#` is a roman number.
        nicknames: other such names (`Khoán 10`, `BLDS`), with their type.
    """

    types: dict[str, str]
    abbreviations: frozenset[str]
    type_pattern: str
    capitalised: re.Pattern[str]
    issuer: re.Pattern[str]
    issuer_stop: re.Pattern[str]
    title_start: re.Pattern[str]
    title_stop: re.Pattern[str]
    law_stop: re.Pattern[str]
    law_never: re.Pattern[str]
    names: re.Pattern[str]
    nicknames: tuple[tuple[str, str], ...]


_OLD_TONES = (("ủy", "(?:ủy|uỷ)"), ("òa", "(?:òa|oà)"), ("óa", "(?:óa|oá)"))


def _marked(phrases: list[str]) -> str:
    """Return alternatives in lower case with their marks, in both placements of the tone."""
    out = []
    for phrase in sorted({p.lower() for p in phrases}, key=lambda w: (-len(w), w)):
        shape = re.escape(phrase).replace(r"\ ", r"\s").replace(r"\#", r"(?=\d)")
        for new, both in _OLD_TONES:
            shape = shape.replace(new, both)
        out.append(shape if shape.endswith(")") and "#" in phrase else shape + r"(?!\w)")
    return "|".join(out)


def _letter(base: str) -> str:
    """Return a class of a letter in both cases, with and without marks."""
    return f"[{base}{base.upper()}{_VARIANTS.get(base, '')}]"


def _capitalised(words: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds folded words in text as printed where they begin with a capital.

    It begins with a class of capitals, which are rare, so that the search is fast.
    """
    shapes = []
    capitals = ""
    for first in sorted({w[0] for w in words}):
        heads = first.upper() + "".join(c for c in _VARIANTS.get(first, "") if c.isupper())
        capitals += heads
        rest = [
            "".join(r"\s" if c == " " else _letter(c) for c in w[1:])
            for w in sorted(words, key=lambda w: (-len(w), w))
            if w[0] == first
        ]
        shapes.append(rf"(?<=[{heads}])(?:{'|'.join(rest)})")
    return re.compile(rf"[{capitals}](?<!\w.)(?:{'|'.join(shapes)})(?!\w)")


def _variants() -> dict[str, str]:
    out: dict[str, str] = {}
    for code in [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]:
        base = fold(chr(code))
        if base != chr(code) and base.isascii() and base.isalpha():
            out[base] = out.get(base, "") + chr(code)
    return out


_VARIANTS = _variants()


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

    names = read_table("citation_names", required=("name", "type", "source"))
    titled = [r["name"] for r in names if r["name"].startswith(r["type"].capitalize())]

    def pattern(kind: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_marked([r['phrase'] for r in words if r['kind'] == kind])})")

    return CitingWords(
        types,
        frozenset(letters),
        _alternatives(list(types)),
        _capitalised([fold(r["word"]) for r in rows if r["type"]]),
        pattern("issuer"),
        pattern("issuer_stop"),
        pattern("title_start"),
        pattern("title_stop"),
        pattern("law_stop"),
        pattern("law_never"),
        re.compile(rf"(?<!\w)(?:{_marked(titled).replace('(?=' + chr(92) + 'd)', '[ivx]{1,5}(?![a-z])')})"),
        tuple((r["name"], r["type"]) for r in names if r["name"] not in titled),
    )
