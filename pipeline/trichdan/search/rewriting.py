"""What a reader means by the words that were typed: abbreviations, mended words, document symbols in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.abbreviations import load_abbreviations
from trichdan.lexicon.synonyms import load_synonyms
from trichdan.search import analysis
from trichdan.search.suggest import Vocabulary, other_typings

Keys = tuple[str, ...]
MENDS = 3
"""Readings of a misspelt word that are tried."""
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|g[hi]?|h|kh?|l|m|n(?:gh?|h)?|p(?:h)?|qu?|r|s|t[hr]?|v|x)?[aeiouy]{1,3}(?:ch?|m|n[gh]?|p|t)?\Z"
)
"""The shape of a Vietnamese syllable without its marks."""
MAX_NAME = 9
"""Syllables of the longest full name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Slots that stand for one thing, and its other forms."""

    start: int
    end: int
    alternatives: tuple[Keys, ...] = ()


@dataclass(frozen=True, slots=True)
class Slots:
    """Words of a query, a slot for each syllable.

    Attributes:
        keys: key of each slot.
        exact: form with marks, or None where it was typed without.
        mended: other keys that may be meant; empty where the word is sound.
        groups: neighbouring slots that belong together, covering all slots in order.
        symbols: units of document symbols that may be meant, with their shares.
        written: where a whole symbol was typed, its slots and units, the whole first.
    """

    keys: Keys
    exact: tuple[str | None, ...]
    mended: tuple[Keys, ...]
    groups: tuple[Group, ...]
    symbols: tuple[tuple[str, float], ...]
    written: tuple[tuple[Group, Keys], ...] = ()

    def bridges(self) -> Iterator[int]:
        """Yield the slots after which a group ends and another begins."""
        for group in self.groups[:-1]:
            yield group.end - 1


@dataclass(frozen=True, slots=True)
class _Slot:
    key: str
    exact: str | None
    capital: bool
    symbol: int
    """Number of the written symbol that it belongs to, or -1."""


@dataclass(frozen=True, slots=True)
class _Names:
    other: dict[Keys, tuple[Keys, ...]]
    types: dict[Keys, Keys]
    everyday: set[str]
    """Words of one syllable that stand for an official term, however they are typed."""


@cache
def _names() -> _Names:
    """Return for each short and each full form its other forms; for each type name its abbreviations."""
    other: dict[Keys, dict[Keys, None]] = {}
    types: dict[Keys, dict[str, None]] = {}
    for entry in load_abbreviations():
        short = tuple(s.key for s in analysis.syllables(entry.abbr))
        full = tuple(s.key for s in analysis.syllables(entry.full))
        if not short or not full or len(full) > MAX_NAME or short == full:
            continue
        other.setdefault(short, {})[full] = None
        other.setdefault(full, {})[short] = None
        if entry.kind == "type" and len(short) == 1:
            types.setdefault(full, {})[short[0]] = None
            types.setdefault(short, {})[short[0]] = None
    everyday: set[str] = set()
    for pair in load_synonyms():
        common, official = (tuple(s.key for s in analysis.syllables(term)) for term in pair)
        other.setdefault(common, {})[official] = None
        other.setdefault(official, {})[common] = None
        everyday.update(common if len(common) == 1 else ())
    return _Names({k: tuple(v) for k, v in other.items()}, {k: tuple(v) for k, v in types.items()}, everyday)


class Rewriter:
    """Rewrites queries for one state of an index.

    Args:
        count: number of documents that hold a term (`s` syllable, `p` pair).
        vocabulary: gives the syllables of the index; asked only when a word is unknown.
    """

    def __init__(self, count: Callable[[str, str], int], vocabulary: Callable[[], Vocabulary]) -> None:
        self._count = count
        self._vocabulary = vocabulary

    def near(self, key: str, distance: int) -> tuple[str, ...]:
        """Return words of the index within an edit distance."""
        return self._vocabulary().near(key, distance)[:50]

    def slots(self, text: str) -> Slots:
        """Return the slots of words typed side by side."""
        lowered = analysis.clean(text).lower()
        found = [
            (start, end, tuple(analysis.symbol_units(parts))) for start, end, parts in analysis.find_symbols(lowered)
        ]
        typed = self._split(analysis.syllables(text), found)
        keys = tuple(slot.key for slot in typed)
        written = tuple(
            (Group(slots[0], slots[-1] + 1), units)
            for number, (_, _, units) in enumerate(found)
            if (slots := [at for at, slot in enumerate(typed) if slot.symbol == number])
        )
        return Slots(
            keys,
            tuple(slot.exact for slot in typed),
            tuple(() if slot.symbol >= 0 else self._mended(keys, at) for at, slot in enumerate(typed)),
            self._groups(typed, shouted=_is_shouted(typed, text)),
            self._symbols(tuple(units for _, _, units in found), keys),
            written,
        )

    def _split(self, typed: tuple[analysis.Syllable, ...], symbols: list[tuple[int, int, Keys]]) -> list[_Slot]:
        out: list[_Slot] = []
        for at, syllable in enumerate(typed):
            inside = [n for n, (start, end, _) in enumerate(symbols) if start <= syllable.start < end]
            if inside:
                out.append(_Slot(syllable.key, None, False, inside[0]))
                continue
            halves = self._halves(tuple(s.key for s in typed), at)
            if halves:
                out.extend(_Slot(key, None, False, -1) for key in halves)
                continue
            out.append(_Slot(syllable.key, syllable.exact if syllable.marked else None, syllable.capital, -1))
        return out

    def _halves(self, keys: Keys, at: int) -> Keys:
        """Return the two syllables that were typed without the space between, unless a slip explains it better."""
        key = keys[at]
        if len(key) <= 4 or not key.isalpha() or self._count("s", key):
            return ()
        cuts = [(self._count("p", " ".join(cut)), cut) for cut in self._vocabulary().split(key)]
        often, best = max(cuts, default=(0, ()))
        slip = max((self._support(keys, at, other) for other in self._vocabulary().near(key, 1)), default=0)
        return best if often > slip else ()

    def _mended(self, keys: Keys, at: int) -> Keys:
        """Return what a word may stand for that the index lacks, or that never stands beside its neighbours."""
        key = keys[at]
        unknown = not self._count("s", key)
        if not unknown and (not key.isalpha() or len(key) < 2 or self._support(keys, at, key) or len(keys) == 1):
            return ()
        if (key,) in _names().other:
            return ()
        candidates = [other for other in other_typings(key) if self._count("s", other)]
        if key.isalpha() and len(key) > 1:
            candidates.extend(self._vocabulary().near(key, 1))
            if unknown and not candidates and len(key) > 4:
                far = self._vocabulary().near(key, 2)
                candidates.extend(other for other in far if len(keys) == 1 or self._support(keys, at, other))
        ranked = sorted(dict.fromkeys(candidates), key=lambda other: -self._fit(keys, at, other))
        if not unknown:
            ranked = [other for other in ranked if self._support(keys, at, other) > 1]
        return tuple(ranked[:MENDS])

    def _beside(self, keys: Keys, at: int, key: str) -> tuple[int, int]:
        """Return how often a word stands beside the one before and the one behind."""
        left = self._count("p", f"{keys[at - 1]} {key}") if at else 0
        right = self._count("p", f"{key} {keys[at + 1]}") if at + 1 < len(keys) else 0
        return left, right

    def _support(self, keys: Keys, at: int, key: str) -> int:
        return sum(self._beside(keys, at, key))

    def _fit(self, keys: Keys, at: int, key: str) -> int:
        """Return how well a word fits between its neighbours: one that fits both is meant (`cai [cach] hanh`)."""
        left, right = self._beside(keys, at, key)
        return (left + 1) * (right + 1)

    @staticmethod
    def _groups(typed: list[_Slot], *, shouted: bool) -> tuple[Group, ...]:
        other = _names().other
        keys = tuple(slot.key for slot in typed)
        groups: list[Group] = []
        at = 0
        while at < len(keys):
            if typed[at].symbol >= 0:
                end = at + 1
                while end < len(keys) and typed[end].symbol == typed[at].symbol:
                    end += 1
                groups.append(Group(at, end))
                at = end
                continue
            for end in range(min(len(keys), at + MAX_NAME), at, -1):
                found = other.get(keys[at:end])
                if found and (end > at + 1 or _is_short_form(typed[at], len(keys), shouted=shouted)):
                    groups.append(Group(at, end, found[:6]))
                    at = end
                    break
            else:
                groups.append(Group(at, at + 1))
                at += 1
        return tuple(groups)

    @staticmethod
    def _symbols(written: tuple[Keys, ...], keys: Keys) -> tuple[tuple[str, float], ...]:
        """Return symbols as written, then a number beside a type (`nq 25 tw`, `nghị định số 181`)."""
        found: dict[str, float] = {}
        for units in written:
            for rank, unit in enumerate(units):
                found.setdefault(unit, 1.0 if rank == 0 else 0.4)
        types = _names().types
        for at, key in enumerate(keys):
            number, joined = _number(key)
            if number is None:
                continue
            for abbr, end in Rewriter._types_beside(keys, at, joined, types):
                found.setdefault(f"{number}-{abbr}", 0.5)
                for org in keys[end : end + 2]:
                    found.setdefault(f"{number}-{abbr}-{org}", 0.8)
                    if org.isdigit() and len(org) == 4:
                        found.setdefault(f"{number}-{org}-{abbr}", 1.0)
        return tuple(found.items())

    @staticmethod
    def _types_beside(keys: Keys, at: int, joined: str | None, types: dict[Keys, Keys]) -> Iterator[tuple[str, int]]:
        """Yield abbreviations of the type that stands beside a number, and where the words after both begin."""
        if joined is not None:
            yield from ((abbr, at + 1) for abbr in types.get((joined,), ()))
        before = at - 1 if at and keys[at - 1] == "so" else at
        for size in range(1, 5):
            if before - size >= 0:
                yield from ((abbr, at + 1) for abbr in types.get(keys[before - size : before], ()))
            after = keys[at + 1 : at + 1 + size]
            if len(after) == size:
                yield from ((abbr, at + 1 + size) for abbr in types.get(after, ()))
                year = len(after[0]) == 4 and after[0].isdigit()
                if year:
                    yield from ((abbr, at + 2 + size) for abbr in types.get(keys[at + 2 : at + 2 + size], ()))

    def field_keys(self, field: str, value: str) -> tuple[str, ...]:
        """Return the value keys that a field value may stand for: itself and its full or short forms."""
        keys = tuple(s.key for s in analysis.syllables(value))
        others = _names().other.get(keys, ()) if field in ("type", "issuer") else ()
        return (" ".join(keys), *(" ".join(other) for other in others))

    def suggestion(self, text: str) -> str | None:
        """Return the query with unknown words mended, or None if nothing is to mend."""
        clean = analysis.clean(text)
        typed = analysis.syllables(clean)
        keys = tuple(s.key for s in typed)
        fields = [at for at, char in enumerate(clean) if char == ":"]
        out, last = [], 0
        for at, syllable in enumerate(typed):
            if not syllable.key.isalpha() or self._count("s", syllable.key) or len(syllable.key) < 2:
                continue
            word_start = clean.rfind(" ", 0, syllable.start) + 1
            word_end = clean.find(" ", syllable.end)
            if any(word_start <= colon < (word_end if word_end >= 0 else len(clean)) for colon in fields):
                continue
            if clean[syllable.end : syllable.end + 1] in ("*", "~"):  # meant as it stands
                continue
            vocabulary, marked = self._vocabulary(), not clean.isascii()
            if halves := self._halves(keys, at):
                new = " ".join(vocabulary.written(key, marked=marked) for key in halves)
            elif mends := self._mended(keys, at):
                new = vocabulary.written(mends[0], marked=marked)
            else:
                continue
            out.append(clean[last : syllable.start] + new)
            last = syllable.end
        return "".join(out) + clean[last:] if out else None


def _is_shouted(typed: list[_Slot], text: str) -> bool:
    """Return whether capitals say nothing: all letters are, and some stand in words and not in short forms."""
    return text.isupper() and any(slot.exact or (len(slot.key) > 2 and _SYLLABLE.match(slot.key)) for slot in typed)


def _is_short_form(slot: _Slot, words: int, *, shouted: bool) -> bool:
    """Return whether one syllable may stand for a longer name: `UBND` and `ubnd` do, `dự` and `tu` do not."""
    if not _SYLLABLE.match(slot.key) or words == 1 or slot.key in _names().everyday:
        return True
    return slot.capital and not shouted


def _number(key: str) -> tuple[str | None, str | None]:
    """Return number and letters of `25`, `nq25` or `25nq`; (None, None) for any other word."""
    digits = key.strip("abcdefghijklmnopqrstuvwxyz")
    if not digits.isdigit() or len(digits) > 6:
        return None, None
    letters = key.replace(digits, "", 1)
    if len(key) == len(digits):
        return digits.lstrip("0") or "0", None
    return (digits.lstrip("0") or "0", letters) if key.startswith(letters) or key.endswith(letters) else (None, None)
