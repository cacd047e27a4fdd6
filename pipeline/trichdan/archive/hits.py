"""The answer of a full-text search as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trichdan.store.rows import Row

if TYPE_CHECKING:
    from trichdan.search.engine import Hit, Results


def answer(query: str, found: Results, copies: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what a search found: `query`, `total`, `results` best first, `facets` and `suggestion`.

    Args:
        query: as asked.
        found: the answer of the engine.
        copies: paths of the files that hold the same paper again, by the path of the one that is indexed.
    """
    return {
        "query": query,
        "total": found.total,
        "results": [{**_row(hit), "copies": list(copies.get(hit.path, ()))} for hit in found.hits],
        "facets": {name: [list(pair) for pair in pairs] for name, pairs in found.facets.items()},
        "suggestion": found.suggestion,
    }


def _row(hit: Hit) -> Row:
    return {
        "id": hit.id,
        "path": hit.path,
        "number": hit.number,
        "type": hit.type,
        "date": hit.date.isoformat() if hit.date else None,
        "title": hit.title,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "line": hit.line,
        "start": hit.start,
    }
