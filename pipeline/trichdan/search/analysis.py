"""From text to search units: syllables, adjacent pairs, exact forms and document symbols.

One analysis serves index and query. A syllable's key is lower case, without marks, with look-alikes of other
scripts made Latin and a final `y` after a consonant written `i` (`kỹ` = `kĩ`). Its exact form keeps the marks,
with one tone placement (`hoà` = `hòa`). Pairs of adjacent syllables carry most of the meaning in Vietnamese,
where a word is written as several syllables. A document symbol is one unit (`25-nq-tw`) with shorter ones for
those who remember a part of it (`25-nq`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise

from trichdan.text import fold

VERSION = 1
"""Raise it when the same text gives other units: an index of another version must be rebuilt."""

HEAD_SYLLABLES = 140
MAX_UNIT = 40
"""A longer run of letters is cut; no Vietnamese syllable has more than seven."""

_LOOKALIKES = {
    ord(foreign.lower()): latin.lower()
    for foreign, latin in zip(
        "АВЕЅІЈКМНОРСТХУаеѕіјорсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧοÐƉ", "ABESIJKMHOPCTXYaesijopcxyABEZHIKMNOPTYXoĐĐ", strict=True
    )
}
_ACCENTS = "\u0300\u0301\u0303\u0309\u0323"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_TOKEN = re.compile(r"[^\W_]+")
_FINAL_Y = re.compile(r"(?:[bcdghklmnprstvx]|qu)y\Z")
_DASH = "[-/‐‑‒–—−⁄∕]"
_SYMBOL = re.compile(
    rf"(?<![\w/.-])\d{{1,6}}[a-z]{{0,2}}(?:\.\d{{1,3}})?(?:\s?{_DASH}\s?(?:\d{{4}}(?!\d)|[^\W\d_][\w.]{{0,15}})){{1,5}}(?!\w)"
)
_PARTS = re.compile(rf"\s?{_DASH}\s?")


def _tone_table() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for accent in _ACCENTS:
            old = unicodedata.normalize("NFC", first + second + accent)
            new = unicodedata.normalize("NFC", first + accent + second)
            pairs[old] = new
    return pairs


_TONES = _tone_table()
_TONE = re.compile("|".join(_TONES))


def clean(text: str) -> str:
    """Return text in NFC and without invisible characters."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    for char in _INVISIBLE:
        if char in text:
            text = text.replace(char, "")
    return text


def exact_form(token: str) -> str:
    """Return a lower-case token with its marks and one tone placement."""
    token = token[:MAX_UNIT]
    if token.isascii():
        return token
    return _TONE.sub(lambda match: _TONES[match[0]], token.translate(_LOOKALIKES))


def key_of(token: str) -> str:
    """Return the key by which a lower-case token is found, whatever its marks."""
    folded = fold(token[:MAX_UNIT])
    if not folded.isascii():
        folded = fold(folded.translate(_LOOKALIKES))
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return folded[:-1] + "i" if _FINAL_Y.search(folded) else folded


class _Memo(dict[str, tuple[str, str]]):
    """Token -> (key, exact form); tokens repeat, so each is worked out once."""

    def __missing__(self, token: str) -> tuple[str, str]:
        if len(self) > 200_000:
            self.clear()
        value = self[token] = (key_of(token), exact_form(token))
        return value


_MEMO = _Memo()


@dataclass(frozen=True, slots=True)
class Syllable:
    """One token of a query with its place."""

    start: int
    end: int
    key: str
    exact: str
    capital: bool = False
    """It was typed in capitals and is longer than one letter."""

    @property
    def marked(self) -> bool:
        """Whether it was written with marks."""
        return not self.exact.isascii()


def syllables(text: str) -> tuple[Syllable, ...]:
    """Return the tokens of a short text with offsets.

    The offsets count in `clean(text)`, which differs from `text` only if that is not NFC or holds invisible
    characters.
    """
    return tuple(
        Syllable(m.start(), m.end(), *_MEMO[m[0].lower()], m[0].isupper() and len(m[0]) > 1)
        for m in _TOKEN.finditer(clean(text))
    )


def symbol_parts(symbol: str) -> tuple[str, ...]:
    """Return the keys of the parts of a document symbol: `25-NQ/TW` -> `25`, `nq`, `tw`."""
    parts = [key_of(part.strip(" .")) for part in _PARTS.split(clean(symbol).lower())]
    parts[0] = parts[0].lstrip("0") or "0"
    return tuple(part for part in parts if part)


def symbol_units(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield the units of a symbol: the whole, then what people remember of it.

    The delimiters are dropped, so a swapped pair (`16-CT/TTg`) makes no difference, and so are leading zeros.
    """
    yield "-".join(parts)
    if len(parts) < 3:
        return
    year = len(parts[1]) == 4 and parts[1].isdigit()
    yield f"{parts[0]}-{parts[1]}"
    if year:
        yield f"{parts[0]}-{parts[2]}"
        if len(parts) > 3:
            yield f"{parts[0]}-{parts[1]}-{parts[2]}"
            yield "-".join((parts[0], *parts[2:]))
    elif len(parts) > 3:
        yield f"{parts[0]}-{parts[1]}-{parts[2]}"


def find_symbols(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield start, end and parts of what looks like a document symbol in text that is clean and lower case."""
    for match in _SYMBOL.finditer(text):
        yield match.start(), match.end(), symbol_parts(match[0])


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a text with their frequencies."""

    syllables: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)
    length: int = 0
    flat: str = "  "
    """Keys joined by single spaces, with a space at both ends: the form that phrases match."""


def units_of(text: str) -> Units:
    """Return the units of `text`."""
    lowered = clean(text).lower()
    tokens = _TOKEN.findall(lowered)
    forms = Counter(tokens)
    exact: Counter[str] = Counter()
    for token, count in forms.items():
        if not token.isascii():
            exact[_MEMO[token][1]] += count
    keys = [_MEMO[token][0] for token in tokens]
    symbols = Counter(
        unit
        for _, _, parts in find_symbols(lowered)
        if not all(part.isdigit() for part in parts)  # a span of years, a month
        for unit in symbol_units(parts)
    )
    return Units(
        Counter(keys),
        Counter(map("%s %s".__mod__, pairwise(keys))),
        exact,
        symbols,
        len(keys),
        f" {' '.join(keys)} ",
    )


def head_of(text: str) -> str:
    """Return the beginning of a text, up to `HEAD_SYLLABLES` syllables."""
    start = clean(text[: HEAD_SYLLABLES * 40])
    end = 0
    for count, match in enumerate(_TOKEN.finditer(start)):
        if count == HEAD_SYLLABLES:
            break
        end = match.end()
    return start[:end]


def value_key(value: str) -> str:
    """Return the key of a field value (an issuer, a province, a type): its syllable keys joined by spaces."""
    return " ".join([_MEMO[token][0] for token in _TOKEN.findall(clean(value).lower())])


def joined(values: Iterable[str | None]) -> str:
    """Return the values that exist, one a line."""
    return "\n".join(value for value in values if value)


def forms_of(text: str) -> tuple[list[str], list[str]]:
    """Return the keys and the exact forms of all tokens of `text` as it stands, so that `places_of` finds them."""
    lowered = text.lower()
    tokens = _TOKEN.findall(lowered) if len(lowered) == len(text) else map(str.lower, _TOKEN.findall(text))
    forms = [_MEMO[token] for token in tokens]
    return [key for key, _ in forms], [exact for _, exact in forms]


def places_of(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return start and end of the tokens number `first` up to and without `last`."""
    return [match.span() for match in islice(_TOKEN.finditer(text), first, last)]


def source_offset(text: str, cleaned: str, at: int) -> int:
    """Return where in a text the place `at` of `clean(text)` stands."""
    begin = 0
    for _ in range(cleaned.count("\n", 0, at)):
        begin = text.index("\n", begin) + 1
    column = at - (cleaned.rfind("\n", 0, at) + 1)
    end = text.find("\n", begin)
    line = text[begin : end if end >= 0 else len(text)]
    return begin + bisect_left(range(len(line)), column, key=lambda count: len(clean(line[:count])))
