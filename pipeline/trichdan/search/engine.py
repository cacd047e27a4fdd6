"""The values of full-text search: what goes in, what comes out, and the seam that every engine fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Protocol

MARKER = "trichdan-search.json"
"""File beside the engine's own that says whose index it is."""
FACETS = ("type", "issuer", "year", "province", "term")
"""Fields by which results are counted."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One document as the index takes it.

    Attributes:
        id: identity in the index; adding an id again replaces it.
        path: path in the corpus.
        province: province-level unit (`tỉnh Bình Thuận`), or None for central bodies.
        term: khóa of the Party (or National Assembly) in which it was issued.
        cites: canonical numbers of the documents that it cites.
        due: last days of the deadlines that it sets.
        text: what is searched and shown in snippets.
    """

    id: str
    path: str
    text: str
    number: str | None = None
    type: str | None = None
    date: Day | None = None
    issuer: str | None = None
    province: str | None = None
    signer: str | None = None
    title: str | None = None
    term: int | None = None
    cites: tuple[str, ...] = ()
    due: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions beside the query; None means no condition. Words are compared folded.

    Attributes:
        since: first issue date, inclusive; until: last one, inclusive.
        cites: canonical number of a document that must be cited.
    """

    type: str | None = None
    issuer: str | None = None
    province: str | None = None
    signer: str | None = None
    term: int | None = None
    since: Day | None = None
    until: Day | None = None
    cites: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found.

    Attributes:
        score: rank weight; comparable within one answer only.
        snippet: a line or two of the text with the matches between « and ».
        highlights: half-open code-point ranges of the matches in `snippet`, marks excluded.
        line: number of the source line where the snippet begins, from 1, or None without a snippet.
        start: offset in the document's text where the snippet begins, or None.
    """

    id: str
    path: str
    number: str | None
    type: str | None
    date: Day | None
    title: str | None
    score: float
    snippet: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    line: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    Attributes:
        total: how many documents match; `hits` is the page asked for, best first.
        facets: for each of `FACETS` the values with their counts, most frequent first.
        suggestion: the query with its misspelt words mended, or None.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    suggestion: str | None = None


class Engine(Protocol):
    """A full-text index in a folder. It is disposable: `update` can fill it again from the store."""

    def update(self, add: Iterable[SearchDocument], delete: Iterable[str] = ()) -> None:
        """Add and delete in one commit; adding an id replaces it.

        Raises:
            StoreError: another process writes, or the index is damaged.
        """

    def ids(self) -> set[str]:
        """Return the ids of all documents held."""

    def generation(self) -> str | None:
        """Return the mark last given to `set_generation`, or None."""

    def set_generation(self, generation: str) -> None:
        """Remember a mark that tells to which state of the store the index belongs."""

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        within: frozenset[str] | None = None,
        filters: Filters | None = None,
        facets: bool = True,
    ) -> Results:
        """Return the documents that match, best first.

        Args:
            query: in the query language of `trichdan.search.query`; empty matches everything.
            limit: size of the page.
            offset: hits to skip.
            within: ids to which the answer is limited, or None for all.
            filters: further conditions.
            facets: count the values of `FACETS` over all matches.

        Raises:
            QueryError: the query cannot be understood; it knows the place.
            StoreError: the index is damaged.
        """

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return indexed words that are close to `word`, likeliest first."""

    def more_like(self, id: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """Return documents like the one of that id, best first; none if it is not held."""

    def close(self) -> None:
        """Let go of files and locks."""
