"""Which document is meant: an id, a number, a path or a file name as people type it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from trichdan.errors import QueryError
from trichdan.lexicon import Lexicon
from trichdan.resolve.catalogue import CorpusCatalogue
from trichdan.resolve.finding import Found, find
from trichdan.resolve.queries import Question, parse_query
from trichdan.store import Store
from trichdan.store.rows import Row


class Names:
    """The names under which an index knows its documents."""

    def __init__(self, store: Store, catalogue: CorpusCatalogue, lexicon: Lexicon) -> None:
        self._store = store
        self._catalogue = catalogue
        self._lexicon = lexicon

    @property
    def corpus(self) -> Path:
        """The folder that the index was built from."""
        return Path(self._store.meta("corpus") or "")

    def find(self, question: Question, term: int | None = None) -> list[Found]:
        """Return the documents, held or only cited, that a question may mean; `term` is the khóa of those wanted."""
        if term is not None:
            question = replace(question, term=term)
        return find(question, self._store, self._catalogue, self._lexicon)

    def document(self, doc: str) -> Row:
        """Return the row of the one document that is meant.

        Args:
            doc: an id, a number that only one document bears, or a path or file name in the corpus.

        Raises:
            QueryError: no document, or several.
        """
        store = self._store
        found = store.rows("SELECT * FROM documents WHERE id = ? AND copy_of IS NULL", (doc,))
        found = found or store.rows("SELECT * FROM documents WHERE path = ?", (self._path(doc),))
        found = found or store.rows("SELECT * FROM documents WHERE path LIKE ? ESCAPE '\\'", (f"%/{_escaped(doc)}",))
        if not found:
            held = [c for c in self.find(parse_query(doc, self._lexicon)) if c.entry and c.entry.held]
            ids = [c.entry.id for c in held if c.entry]
            found = store.rows_in("SELECT * FROM documents WHERE copy_of IS NULL AND id IN (?)", ids)
        if len(found) == 1:
            return found[0]
        if not found:
            unknown = QueryError(f"{doc!r}: the index holds no such document. Give an id, a number or a path.")
            raise unknown.worded("query.unknown", doc=doc)
        listed = ", ".join(sorted({str(row["id"]) for row in found})[:8])
        several = QueryError(f"{doc!r} may mean {len(found)} documents: {listed}. Give one of these ids or a path.")
        raise several.worded("query.several", doc=doc, count=len(found), listed=listed)

    def _path(self, doc: str) -> str:
        """Return a path as the index knows it, whether given from the root, from here, or in the corpus."""
        given = Path(doc)
        for path in (given, Path.cwd() / given):
            try:
                return path.resolve().relative_to(self.corpus).as_posix()
            except (ValueError, OSError):
                continue
        return given.as_posix()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
