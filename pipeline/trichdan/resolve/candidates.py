"""The documents that a citation may mean: entries from the authority list, and how alike two titles or numbers are.

The one door to rapidfuzz.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from trichdan.lexicon import Lexicon
from trichdan.lexicon.aliases import load_aliases
from trichdan.lexicon.entries import Authority
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation
from trichdan.resolve.identity import id_of, named_slug, parse_symbol
from trichdan.resolve.keys import Citing, Mention, bare_subject, named_of, offered, title_key
from trichdan.text import Span, fold, key

Day = date
_SAME_TITLE = 0.8
_WORDS_FOR_SUBSET = 4
_RUN, _MISREAD = 12, 2
"""Words in a row that two texts share for certain; letters by which two readings of a short word may differ."""
_CLAUSE = re.compile(r"[,;:.(]")
_WORDS_OF_SUBJECT = 8
_SUBJECT, _OTHER_SUBJECT = 0.75, 0.5
"""Share of the words of a subject that the title of its paper has at least, and that of another paper at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that can be cited, held or known.

    Attributes:
        path: its path in the corpus, or None if it is only known.
        keys: what it offers to citations.
        jurisdiction: province-level unit of its issuer, or None.
        effective: first day in force, or None.
    """

    id: str
    number: str | None
    type: str | None
    system: str | None
    issuer: str | None
    jurisdiction: str | None
    date: Day | None
    term: int | None
    title: str | None
    path: str | None = None
    keys: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    effective: Day | None = None

    @property
    def held(self) -> bool:
        """Whether the corpus has it."""
        return self.path is not None


class Catalogue(Protocol):
    """Where candidates come from."""

    def find(self, keys: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries that offer any of the keys, by id, each once."""


@lru_cache(50_000)
def title_likeness(one: str | None, other: str | None) -> float | None:
    """Return how alike two titles are, from 0 to 1, or None where one is missing.

    A title that quotes the beginning or the core of the other counts nearly full if it has words enough.
    """
    if not one or not other:
        return None
    a, b = title_key(one), title_key(other)
    if not a or not b:
        return None
    whole = fuzz.ratio(a, b) / 100
    if min(len(a.split()), len(b.split())) < _WORDS_FOR_SUBSET:
        return whole
    return max(whole, 0.93 * fuzz.token_set_ratio(a, b) / 100, 0.96 * fuzz.partial_ratio(a, b) / 100)


@lru_cache(10_000)
def subject_fit(subject: str, title: str, aliases: tuple[str, ...]) -> int | None:
    """Return how well the short subject of a citation fits a document.

    Args:
        subject: as cited; what follows its first clause may be no part of it (`thanh niên, tỉnh đã làm tốt`).
        title: of a document; aliases: its other names (`Nghị quyết Trung ương 7 khóa X về thanh niên`).

    Returns:
        2 if a title is or begins with it, 1 if one has its words, -1 if none has more than half of them, 0 between;
        None where it is no short subject.
    """
    words = _subject(subject)
    if not 1 < len(words.split()) <= _WORDS_OF_SUBJECT:
        return None
    about = f" {load_aliases().about} "
    named = (alias.partition(about)[2] or alias for alias in aliases)
    fits = [_fit(words, told) for name in (title, *named) if (told := bare_subject(name))]
    return max(fits, default=None)


def _subject(title: str) -> str:
    """Return the words of the first clause that has two of them."""
    words = ""
    for clause in _CLAUSE.split(title):
        words = bare_subject(f"{words} {clause}")
        if len(words.split()) > 1:
            break
    return words


def _fit(subject: str, title: str) -> int:
    if f"{title} ".startswith(f"{subject} "):
        return 2
    words = subject.split()
    share = len(set(words) & set(title.split())) / len(set(words))
    if f" {subject} " in f" {title} " or share >= _SUBJECT:
        return 1
    return -1 if share <= _OTHER_SUBJECT else 0


def contradiction(one: Sequence[str], other: Sequence[str]) -> float:
    """Return which share of the words of two texts contradict one another, from 0 to 1.

    Words that differ by some letters were read wrongly, words on one side only were lost or added: these do not
    count. Other words in their place do, where they stand between runs that the texts share: letterheads and lists
    of recipients come in any order.
    """
    against, at, known = 0, 0, False
    waiting: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(one, other):
        if step.tag != "equal":
            waiting.append((step.src_start, step.src_end, step.dest_start, step.dest_end))
        elif step.src_end - step.src_start >= _RUN:
            if known:
                against += _against(waiting, one, other)
            waiting, known, at = [], True, step.src_end
        else:
            waiting.append((step.src_start, step.src_start, step.dest_start, step.dest_start))
    return against / at if at else 1.0


def _against(steps: Sequence[tuple[int, int, int, int]], one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words stand in the place of others; a step without words closes a group."""
    count = 0
    groups: list[list[int]] = []
    fresh = True
    for low, high, start, end in steps:
        if low == high and start == end:
            fresh = True
        elif fresh:
            groups.append([low, high, start, end])
            fresh = False
        else:
            groups[-1][1], groups[-1][3] = high, end
    for low, high, start, end in groups:
        a, b = " ".join(one[low:high]), " ".join(other[start:end])
        if a and b and Levenshtein.distance(a, b) > max(_MISREAD, max(len(a), len(b)) / 2):
            count += max(high - low, end - start)
    return count


@dataclass(frozen=True)
class AuthorityCatalogue:
    """The authority list as candidates."""

    lexicon: Lexicon

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All known documents, each once, with canonical ids."""
        by_id: dict[str, list[Entry]] = {}
        for row in self.lexicon.authority:
            entry = _entry_of(row, self.lexicon)
            rivals = by_id.setdefault(entry.id, [])
            twin = next((i for i, r in enumerate(rivals) if _is_same(r, entry)), None)
            if twin is None:
                rivals.append(entry)
            else:
                rivals[twin] = _merged(rivals[twin], entry)
        out: list[Entry] = []
        for id, rivals in by_id.items():
            ordered = sorted(rivals, key=lambda e: (e.date or date.min, e.title or ""))
            out.extend(replace(e, id=id if n == 1 else f"{id}~{n}") for n, e in enumerate(ordered, 1))
        return tuple(out)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _by_key(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for asked in entry.keys:
                found[asked].append(entry)
        return {asked: tuple(entries) for asked, entries in found.items()}

    def find(self, keys: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries that offer any of the keys, by id, each once."""
        found = {entry.id: entry for asked in keys for entry in self._by_key.get(asked, ())}
        return tuple(found[id] for id in sorted(found))

    @cached_property
    def _numbers(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for offered_key in self._by_key:
            if offered_key.startswith("n:"):
                found[offered_key[2:].split(" ", 1)[0]].add(offered_key)
        return {serial: frozenset(keys) for serial, keys in found.items()}

    def number_keys(self, serial: str) -> frozenset[str]:
        """Return the keys of all known numbers with a running number."""
        return self._numbers.get(serial, frozenset())

    @cached_property
    def _series(self) -> dict[tuple[str, int], list[tuple[int, date]]]:
        series: dict[tuple[str, int], list[tuple[int, date]]] = defaultdict(list)
        for entry in self.entries:
            symbol = parse_symbol(entry.number, self.lexicon) if entry.number else None
            central = symbol is not None and fold(symbol.body) in load_naming().term_bodies
            if symbol and central and symbol.abbr and symbol.serial.isdigit() and entry.date and entry.term:
                series[fold(symbol.abbr), entry.term].append((int(symbol.serial), entry.date))
        return {counter: sorted(rows) for counter, rows in series.items()}

    def bracket(self, abbr: str, serial: int, term: int) -> tuple[date | None, date | None]:
        """Return between which days a number of the Central Committee must have been given.

        Numbers of one type grow with the date within a term, so the nearest known neighbours bound it.
        """
        rows = self._series.get((fold(abbr), term), [])
        low = bisect_left(rows, (serial, date.min))
        high = bisect_left(rows, (serial + 1, date.min))
        return (rows[low - 1][1] if low else None, rows[high][1] if high < len(rows) else None)


@cache
def load_authority(lexicon: Lexicon) -> AuthorityCatalogue:
    """Return the authority list as candidates, made once."""
    return AuthorityCatalogue(lexicon)


def _is_same(one: Entry, other: Entry) -> bool:
    if one.date and other.date and one.date != other.date:
        return False
    likeness = title_likeness(one.title, other.title)
    return one.system == "state" or likeness is None or likeness >= _SAME_TITLE


def _merged(one: Entry, other: Entry) -> Entry:
    return replace(
        one,
        date=one.date or other.date,
        term=one.term or other.term,
        effective=one.effective or other.effective,
        keys=tuple(dict.fromkeys((*one.keys, *other.keys))),
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
    )


def _entry_of(row: Authority, lexicon: Lexicon) -> Entry:
    symbol = parse_symbol(row.number, lexicon) if row.number else None
    number = row.number if symbol else None
    title = row.title or None
    keys = offered(
        lexicon,
        number=number,
        type=row.type,
        title=title,
        when=row.date,
        term=row.term,
        aliases=row.aliases,
        plenum=row.plenum,
    )
    place = _place_in(row.issuer, lexicon)
    if symbol:
        id = id_of(symbol, lexicon, type=row.type, when=row.date, term=row.term, jurisdiction=place, issuer=row.issuer)
    else:
        id, keys = _unnumbered(row, keys, lexicon)
    return Entry(
        id, number, row.type, row.system, row.issuer or None, place, row.date, row.term, title, None, keys,
        row.aliases, row.effective,
    )  # fmt: skip


def _place_in(issuer: str, lexicon: Lexicon) -> str | None:
    """Return the province-level unit that the name of a body ends with."""
    name = f" {key(issuer)}"
    return next((label for ending, label in _endings(lexicon) if name.endswith(ending)), None)


@cache
def _endings(lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return the end of a body's name for each province-level unit, folded once for all."""
    return tuple((f" {key(province.name)}", province.label) for province in lexicon.provinces)


def _unnumbered(row: Authority, keys: Sequence[str], lexicon: Lexicon) -> tuple[str, tuple[str, ...]]:
    """Return id and keys of a known document without a number."""
    nowhere = Span(0, 0)
    mention = Mention(Citation(nowhere, nowhere, "unnumbered", type=row.type, date=row.date), row.title)
    named = named_of(mention, Citing("", date=row.date), lexicon)
    if row.type in load_naming().statutes or named is None:
        name = named_slug(row.type, row.title, load_naming())
        return f"{name}@{row.date.year if row.date else '?'}", tuple(keys)
    if named.key.startswith("c:"):
        # names such as "the congress of the province" hold for every province: only the congress itself is offered
        keys = [k for k in keys if not k.startswith("a:")]
    return named.id, (named.key, *keys)
