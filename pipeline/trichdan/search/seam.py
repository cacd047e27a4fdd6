"""What is the same for every engine: a question is understood, the folder remembers the state of the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from trichdan.lexicon.search_fields import load_search_fields
from trichdan.search.engine import Filters, Results
from trichdan.search.folder import read_marker, write_marker
from trichdan.search.nodes import Node
from trichdan.search.query import parse


@dataclass(frozen=True, slots=True)
class Question:
    """A query that has been understood, with what limits the answer; see `Engine.search`."""

    query: str
    tree: Node
    limit: int
    offset: int
    within: frozenset[str] | None
    filters: Filters | None
    facets: bool


class FolderEngine:
    """An engine whose index lies in a folder."""

    kind: ClassVar[str]
    folder: Path

    def generation(self) -> str | None:
        """Return the mark last given to `set_generation`, or None."""
        value = read_marker(self.folder, self.kind).get("generation")
        return value if isinstance(value, str) else None

    def set_generation(self, generation: str) -> None:
        """Remember a mark that tells to which state of the store the index belongs."""
        write_marker(self.folder, self.kind, generation)

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
        """Return the documents that match, best first; see `Engine.search`."""
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset must not be negative")
        tree = parse(query, aliases=load_search_fields())
        return self._answer(Question(query, tree, limit, offset, within, filters, facets))

    def _answer(self, question: Question) -> Results:
        raise NotImplementedError
