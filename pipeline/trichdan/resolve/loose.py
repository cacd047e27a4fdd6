"""Documents without an identity of their own: of which work are they copies?

A scan whose number is lost, or the year of its number, is known by its words. It is a copy of another document if
their words contradict one another nowhere; letters read wrongly are no contradiction, other words in the same place
are. Two papers made after one template differ in such words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from trichdan.resolve.candidates import contradiction
from trichdan.resolve.identity import number_key
from trichdan.resolve.works import Place, alike, read_words
from trichdan.store import Store
from trichdan.store.rows import Row

_COLUMNS = "doc, path, id, base_id, copy_of, number, type, date, title, likeness, chars, loose"
_ALIKE = 0.25
"""Share of equal numbers in two sketches below which texts are not compared word by word."""
_LENGTH, _NUMBERS = 0.7, 0.4
"""The shorter text has at least this share of the length of the longer, and they share this much of their numbers."""
_CONTRADICTED = 0.01
"""Share of contradictory words: two scans with five wrong characters in a hundred have .004 at most, papers made after
one template .018 and more."""
_WORDS_KEPT = 256
Group = tuple[list[Row], list[Row]]
"""Loose documents that are one work, and the others that they are copies of."""


class Loose:
    """The loose documents that a build touches, and the works that they are copies of."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[int, Row] = {}
        self._compared: dict[tuple[int, int], bool] = {}
        self._words = lru_cache(_WORDS_KEPT)(self._read)

    def touched(self, bases: set[str]) -> tuple[set[str], list[Group]]:
        """Return the identities that must be told apart again, and the groups of loose documents that these touch.

        Args:
            bases: identities of documents that came or went.
        """
        waiting = {row["doc"] for row in self._store.rows("SELECT doc FROM todo_copies")}
        fresh = set(bases)
        while True:
            of_bases = "SELECT doc FROM documents WHERE loose = 1 AND base_id IN (?)"
            beside = (
                "SELECT DISTINCT o.doc FROM documents d JOIN bands b USING (doc) JOIN bands o ON o.key = b.key"
                " AND o.loose = 1 WHERE d.base_id IN (?)"
            )
            waiting |= {doc for sql in (of_bases, beside) for (doc,) in self._store.tuples_in(sql, sorted(fresh))}
            groups = self.groups(waiting)
            fresh = {row["base_id"] for group, _ in groups for row in group} - bases
            if not fresh:
                return bases, groups
            bases = bases | fresh

    def groups(self, docs: Iterable[int]) -> list[Group]:
        """Return the groups of loose documents that are one work, each with the others that it is a copy of.

        Args:
            docs: loose documents; their groups are returned whole.
        """
        found = []
        seen: set[int] = set()
        for doc in sorted(docs):
            if doc in seen:
                continue
            group, others = self._group(doc)
            seen.update(group)
            found.append((sorted(map(self._row, group), key=_first), sorted(map(self._row, others), key=_first)))
        return found

    def _group(self, doc: int) -> tuple[set[int], set[int]]:
        group, others = {doc}, set()
        waiting = [doc]
        while waiting:
            here = waiting.pop()
            for near in self._near(here):
                if near in group or near in others or not self._is_copy(here, near):
                    continue
                if self._row(near)["loose"]:
                    group.add(near)
                    waiting.append(near)
                else:
                    others.add(near)
        return group, others

    def _near(self, doc: int) -> list[int]:
        """Return the documents that share a band with one."""
        rows = self._store.tuples(
            "SELECT DISTINCT o.doc FROM bands b JOIN bands o ON o.key = b.key WHERE b.doc = ? AND o.doc <> b.doc",
            (doc,),
        )
        near = sorted(row[0] for row in rows)
        self._load(near)
        return near

    def _load(self, docs: Iterable[int]) -> None:
        missing = [doc for doc in docs if doc not in self._rows]
        for row in self._store.rows_in(f"SELECT {_COLUMNS} FROM documents WHERE doc IN (?)", missing):
            self._rows[row["doc"]] = row

    def _row(self, doc: int) -> Row:
        if doc not in self._rows:
            self._load([doc])
        return self._rows[doc]

    def _read(self, doc: int) -> tuple[tuple[str, ...], Counter[str]]:
        words = read_words(str(self._store.value("SELECT text FROM texts WHERE doc = ?", (doc,))))
        return words, Counter(word for word in words if word[0].isdigit())

    def _is_copy(self, doc: int, other: int) -> bool:
        pair = (min(doc, other), max(doc, other))
        if pair not in self._compared:
            self._compared[pair] = self._compare(*pair)
        return self._compared[pair]

    def _compare(self, doc: int, other: int) -> bool:
        one, two = self._row(doc), self._row(other)
        if alike(one["likeness"], two["likeness"]) < _ALIKE or not _may_be_one(one, two):
            return False
        (words, numbers), (others, there) = self._words(doc), self._words(other)
        most = max(numbers.total(), there.total())
        if most and (numbers & there).total() < _NUMBERS * most:
            return False
        return contradiction(words, others) <= _CONTRADICTED


def _first(row: Row) -> tuple[bool, str]:
    """Return what sorts documents: those with a number first, then by path."""
    return row["number"] is None, row["path"]


def _may_be_one(one: Row, other: Row) -> bool:
    """Return whether their lengths and what two papers print of themselves let them be one."""
    if one["number"] and other["number"] and number_key(one["number"]) != number_key(other["number"]):
        return False
    if min(one["chars"], other["chars"]) < _LENGTH * max(one["chars"], other["chars"]):
        return False
    return all(one[name] is None or other[name] is None or one[name] == other[name] for name in ("type", "date"))


def places_of(groups: Iterable[Group], known: dict[int, Place]) -> dict[int, Place]:
    """Return what each loose document is.

    Args:
        groups: see `Loose.groups`.
        known: places that are settled; others are as stored.
    """

    def place(row: Row) -> Place:
        return known.get(row["doc"]) or Place(row["doc"], row["id"], row["copy_of"])

    found: dict[int, Place] = {}
    for group, others in groups:
        works = {p.id: p.copy_of or p.doc for p in map(place, others)}
        if len(works) == 1:
            ((id, keeper),) = works.items()
        else:
            # of none, or of papers that nothing tells apart: then it stands for itself
            first = place(group[0])
            id, keeper = first.id, first.copy_of or first.doc
        for row in group:
            found[row["doc"]] = Place(row["doc"], id, None if row["doc"] == keeper else keeper)
    return found
