"""The documents that a question may mean: held, known, and those that are only cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trichdan.lexicon import Lexicon
from trichdan.resolve.candidates import Entry, load_authority, subject_fit, title_likeness
from trichdan.resolve.catalogue import CorpusCatalogue
from trichdan.resolve.identity import number_key
from trichdan.resolve.keys import title_key
from trichdan.resolve.queries import Question
from trichdan.store import Store
from trichdan.store.rows import day

_LIKE = 0.82
_TITLES_SHOWN = 6
_WORDS_FOR_TITLE = 2
UNCLEAR = "@?"
_YEAR_IN_ID = re.compile(r"[/@.]((?:19|20)\d\d)(?![\d])")


@dataclass(frozen=True, slots=True)
class Found:
    """One document that a question may mean.

    Attributes:
        entry: the document if it is held or known; else the rest tells what its citations say of it.
        status: `held`, `known`, `wanted`, or `ambiguous` for citations of the number that mean none for certain.
        number_keys: of ambiguous citations.
    """

    entry: Entry | None
    id: str = ""
    number: str | None = None
    date: date | None = None
    term: int | None = None
    title: str | None = None
    status: str = "known"
    number_keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.entry is not None and not self.id:
            values = ("id", "number", "date", "term", "title")
            for name in values:
                object.__setattr__(self, name, getattr(self.entry, name))
            object.__setattr__(self, "status", "held" if self.entry.held else "known")

    @property
    def held(self) -> bool:
        """Whether the corpus has it."""
        return self.entry is not None and self.entry.held

    def where(self) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL condition for its citations, and the values of its parameters."""
        if self.status == "ambiguous":
            marks = ",".join("?" * len(self.number_keys))
            # the first term lets the partial index `citations_open` answer: else every mention of the number is read
            open_ones = "c.status IN ('wanted', 'ambiguous')"
            return f"{open_ones} AND c.status = 'ambiguous' AND c.key IN ({marks})", self.number_keys
        return "c.target = ?", (self.id,)


def find(question: Question, store: Store, catalogue: CorpusCatalogue, lexicon: Lexicon) -> list[Found]:
    """Return the documents that a question may mean, each once.

    Args:
        question: as parsed.
        store: the index.
        catalogue: its documents with those of the authority list.
        lexicon: for the authority list.
    """
    exact = catalogue.by_id([question.text])
    if exact:
        return [Found(entry) for entry in exact.values()]
    keys = _number_keys(question, store, lexicon) if question.serials else list(question.name_keys)
    found = {entry.id: Found(entry) for entry in catalogue.find(keys)}
    _add_wanted(found, keys, store)
    if not question.serials and not any(f.entry for f in found.values()):
        found = {**found, **_by_title(question, store, catalogue, lexicon)}
    fitting = [f for f in found.values() if _fits(f, question)]
    return _narrowed(fitting, question)


def _number_keys(question: Question, store: Store, lexicon: Lexicon) -> list[str]:
    """Return the keys of all numbers, held, known or cited, that the question means."""
    keys: set[str] = set()
    for serial in question.serials:
        low, high = f"n:{serial} ", f"n:{serial}!"
        for table in ("offers", "asks"):
            rows = store.rows(f"SELECT DISTINCT key FROM {table} WHERE key >= ? AND key < ?", (low, high))
            keys.update(row["key"] for row in rows)
        keys.update(load_authority(lexicon).number_keys(serial))
    return sorted(k for k in keys if question.fits(k[2:]))


def _add_wanted(found: dict[str, Found], keys: list[str], store: Store) -> None:
    """Add what is cited under the keys but neither held nor known, and the citations that are ambiguous."""
    rows = store.rows_in(
        "SELECT target, status, key, min(target_number) AS number, min(target_date) AS date,"
        " min(target_term) AS term, min(target_title) AS title FROM citations"
        " WHERE key IN (?) AND status IN ('wanted', 'ambiguous') GROUP BY key, status, target",
        keys,
    )
    unclear: dict[str, Found] = {}
    for row in rows:
        if row["status"] == "wanted" and row["target"] and row["target"] not in found:
            found[row["target"]] = Found(
                None, row["target"], row["number"], day(row["date"]), row["term"], row["title"], "wanted"
            )
        elif row["status"] == "ambiguous" and row["number"]:
            id = f"{row['number']}{UNCLEAR}"
            before = unclear.get(id)
            keyed = (*(before.number_keys if before else ()), row["key"])
            unclear[id] = Found(None, id, row["number"], status="ambiguous", number_keys=keyed)
    for id, one in unclear.items():
        found.setdefault(f"ambiguous {id}", one)


def _by_title(question: Question, store: Store, catalogue: CorpusCatalogue, lexicon: Lexicon) -> dict[str, Found]:
    """Return the documents whose title is most like the words of the question."""
    words = question.name
    if len(words.split()) < _WORDS_FOR_TITLE:
        return {}
    titles: dict[str, tuple[str, str | None]] = {
        e.id: (e.title, e.type) for e in load_authority(lexicon).entries if e.title
    }
    for row in store.rows("SELECT id, title, type FROM documents WHERE title IS NOT NULL AND copy_of IS NULL"):
        titles[row["id"]] = (row["title"], row["type"])
    asked = set(words.split())
    scored = []
    for id, (title, type) in titles.items():
        if question.types and type not in question.types:
            continue
        folded = title_key(title)
        if len(asked & set(folded.split())) * 2 < len(asked):
            continue
        like = title_likeness(words, folded) or 0.0
        if like >= _LIKE or words in folded:
            scored.append((max(like, 0.9 if words in folded else 0.0), id))
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    entries = catalogue.by_id(id for _, id in scored[:_TITLES_SHOWN])
    return {id: Found(entries[id]) for _, id in scored[:_TITLES_SHOWN]}


def _fits(found: Found, question: Question) -> bool:
    if question.term and found.term and found.term != question.term:
        return False
    year = _year_of(found)
    if question.year and year and year != question.year:
        return False
    kind = found.entry.type if found.entry else None
    if question.types and kind and not question.serials and not _is_kind(kind, question.types):
        return False
    if question.place and not found.id.partition("@")[2].startswith(question.place):
        return False
    return not (question.day and found.date and found.date != question.day)


def _year_of(found: Found) -> int | None:
    """Return the year of a document: of its date, or else as its number or its id gives it."""
    written = _YEAR_IN_ID.search(found.id)
    return found.date.year if found.date else int(written[1]) if written else None


def _is_kind(kind: str, types: tuple[str, ...]) -> bool:
    return any(kind.startswith(type) or type.startswith(kind) for type in types)


def _narrowed(found: list[Found], question: Question) -> list[Found]:
    """Return only those that say what was asked for, if any does."""
    conditions: tuple[Callable[[Found], bool], ...] = (
        lambda f: bool(question.term) and f.term == question.term,
        lambda f: bool(question.day) and f.date == question.day,
        lambda f: bool(question.hints) and f.number is not None and number_key(f.number).split()[0] in question.hints,
        lambda f: bool(question.subject) and (_subject_fit(f, question.subject) or 0) > 0,
        lambda f: bool(question.subject) and (_subject_fit(f, question.subject) or 0) > 1,
    )
    for said in conditions:
        found = [f for f in found if said(f)] or found
    return found


def _subject_fit(found: Found, subject: str) -> int | None:
    return subject_fit(subject, found.title, found.entry.aliases) if found.entry and found.title else None
