"""What a person means who types `nq 25 tw`, `25-NQ/TW khóa XI`, `NQ25`, `217, 218 QĐ/TW`, or the name of a law.

A question gives up to four things: running numbers, parts of a symbol, a time (khóa, year or day), or a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.aliases import load_aliases
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation
from trichdan.resolve.identity import roman_or_number
from trichdan.resolve.keys import Citing, Mention, named_of
from trichdan.text import Span, fold, key

_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b")
_TOKEN = re.compile(r"\d+(?:\.\d{1,3})?[a-z]?(?![a-z])|[a-z]+\d*[a-z]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# `NQ25` is `nq 25`, but `QH15` is one part of a symbol
_GLUED = re.compile(r"\b(?!qh|ubtvqh)([a-z]{1,4})(\d{1,4})\b")


@dataclass(frozen=True, slots=True)
class Question:
    """A query understood.

    Attributes:
        text: as typed.
        serials: running numbers without leading zeros.
        parts: folded parts of the symbol that must all occur; each is a set of spellings.
        year: year of the document, or None; day: its date; term: its khóa.
        types: types that a spelled type word names.
        name_keys: look-up keys of a name; name: the folded words of a title.
        subject: what a paper named by its plenum is about, or "".
        place: slug of a province-level unit, or None.
        hints: running numbers that stand among the words of a name.
    """

    text: str
    serials: tuple[str, ...] = ()
    parts: tuple[frozenset[str], ...] = ()
    year: int | None = None
    day: date | None = None
    term: int | None = None
    types: tuple[str, ...] = ()
    name_keys: tuple[str, ...] = ()
    name: str = ""
    subject: str = ""
    place: str | None = None
    hints: tuple[str, ...] = ()

    def fits(self, number_key: str) -> bool:
        """Return whether a number's key (`25 nq tw`) is one that the question means."""
        first, *rest = number_key.split()
        return first in self.serials and all(any(spelling in rest for spelling in part) for part in self.parts)


@cache
def _type_words(lexicon: Lexicon) -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Return for each folded type name the types it may mean and the abbreviations it has in symbols."""
    words: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
    for kind in lexicon.types:
        abbreviations = frozenset(key(a) for a in (kind.party, kind.state) if a)
        name = key(kind.name)
        names, spelled = words.get(name, ((), frozenset()))
        words[name] = ((*names, kind.name), spelled | abbreviations)
    for abbr in load_naming().type_abbreviations:
        for name, (names, spelled) in words.items():
            if any(key(abbr).startswith(s) or key(abbr).replace("y", "") == s for s in spelled):
                words[name] = (names, spelled | {key(abbr)})
    return words


@cache
def _abbreviations(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(a for _, spelled in _type_words(lexicon).values() for a in spelled)


def parse_query(text: str, lexicon: Lexicon) -> Question:
    """Return what a query means.

    Args:
        text: as typed, with or without marks, of any length.
        lexicon: for types, issuers and names.
    """
    text = " ".join(text[:1000].split())
    when, rest = _taken_day(text)
    words = key(rest)
    term, words = _taken_term(words)
    types, abbreviations, words = _taken_type(words, lexicon)
    place, symbol = _taken_place(words, lexicon)
    tokens = _TOKEN.findall(_GLUED.sub(r"\1 \2", symbol))
    year, serials, letters = _sorted_tokens(tokens)
    named_by_year = set(types) & set(load_naming().statutes) and all(map(_YEAR.fullmatch, serials)) and not letters
    if not serials or named_by_year or not _is_symbol(letters, types, lexicon):
        return _by_name(text, when, term, serials, lexicon)
    parts = [abbreviations] if abbreviations else []
    parts.extend(frozenset({letter}) for letter in letters)
    held_year = [frozenset({str(year)})] if year and re.search(rf"\d/{year}\b", text) else []
    return Question(text, serials, (*parts, *held_year), year, when, term, types, place=place)


def _taken_place(words: str, lexicon: Lexicon) -> tuple[str | None, str]:
    """Return the province that the query ends with, if it does, and the words before it."""
    for province in lexicon.provinces:
        name = key(province.name)
        if words.endswith(f" {name}"):
            return province.slug, words[: -len(name)]
    return None, words


def _taken_day(text: str) -> tuple[date | None, str]:
    found = _DAY.search(text) or load_naming().query_day.search(fold(text))
    if not found:
        return None, text
    try:
        when = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None, text
    return when, f"{text[: found.start()]} {text[found.end() :]}"


def _taken_term(words: str) -> tuple[int | None, str]:
    found = load_aliases().term.search(words)
    term = roman_or_number(found["term"]) if found else None
    if found is None or term is None:
        return None, words
    return term, f"{words[: found.start()]} {words[found.end() :]}"


def _taken_type(words: str, lexicon: Lexicon) -> tuple[tuple[str, ...], frozenset[str], str]:
    """Return the type that the query begins with, its abbreviations, and the words after it."""
    known = _type_words(lexicon)
    for name in sorted(known, key=len, reverse=True):
        for lead in (name, f"cac {name}"):
            if words == lead or words.startswith(f"{lead} "):
                types, spelled = known[name]
                return types, spelled, words[len(lead) :].strip()
    return (), frozenset(), words


def _sorted_tokens(tokens: Iterable[str]) -> tuple[int | None, tuple[str, ...], tuple[str, ...]]:
    """Return year, running numbers and letters of a query's tokens."""
    noise = load_naming().query_noise
    numbers, letters = [], []
    for token in tokens:
        if token[0].isdigit():
            numbers.append(token)
        elif token not in noise:
            letters.append(token)
    years = [n for n in numbers if _YEAR.fullmatch(n)]
    if years and len(numbers) > 1:
        year = years[-1]
        numbers.remove(year)
        return int(year), tuple(_stripped(n) for n in numbers), tuple(letters)
    return None, tuple(_stripped(n) for n in numbers), tuple(letters)


def _stripped(serial: str) -> str:
    return serial.lstrip("0") or "0"


def _is_symbol(letters: tuple[str, ...], types: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Return whether what stands beside the numbers are parts of a symbol and not words of a name."""
    if not letters:
        return True
    bodies = load_naming().query_bodies(lexicon)
    abbreviations = _abbreviations(lexicon)
    return all(letter in abbreviations or letter in bodies for letter in letters)


def _by_name(text: str, when: date | None, term: int | None, hints: tuple[str, ...], lexicon: Lexicon) -> Question:
    words = key(text)
    types, _, rest = _taken_type(words, lexicon)
    nowhere = Span(0, 0)
    kind = types[0] if types else ("nghị quyết" if words.startswith("nqtw") else None)
    citation = Citation(nowhere, nowhere, "unnumbered", type=kind, date=when, term=term)
    named = named_of(Mention(citation, text), Citing(""), lexicon)
    keys = [f"a:{words}"]
    if named:
        keys.insert(0, named.key)
    year = named.year if named else None
    subject = text.partition(f" {load_aliases().about} ")[2] if named and named.plenum else ""
    return Question(
        text, (), (), year, when, term, types, tuple(dict.fromkeys(keys)), rest or words, subject, None, hints
    )
