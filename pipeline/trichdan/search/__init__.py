"""Full-text search over directives: one seam, `Engine`, with Whoosh or Tantivy behind it.

`open_engine` is all that the rest of the program needs. Analysis, query language, snippets and suggestions
are the same for every engine.
"""

from __future__ import annotations

import json
from pathlib import Path

from trichdan.search.engine import FACETS, MARKER, Engine, Filters, Hit, Results, SearchDocument

__all__ = ["FACETS", "LARGE", "Engine", "Filters", "Hit", "Results", "SearchDocument", "engine_of", "open_engine"]


LARGE = 20_000
"""Documents from which Tantivy is worth its installation."""


def engine_of(folder: Path) -> str | None:
    """Return the kind of the index in a folder, or None if there is none that can be read."""
    try:
        value = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    engine = value.get("engine") if isinstance(value, dict) else None
    return engine if engine in ("whoosh", "tantivy") else None


def open_engine(folder: Path, *, create: bool = False, kind: str | None = None) -> Engine:
    """Return the full-text index in `folder`.

    Args:
        folder: directory of the index.
        create: make an empty index if there is none.
        kind: `whoosh`, or `tantivy` for large archives (needs the extra `trichdan[fast]`); None for the one that made
            the index, Whoosh for a new one.

    Raises:
        StoreError: there is no index (and `create` is not given), or it is damaged, foreign or of an older form.
        ValueError: no such kind.
    """
    if kind is None:
        kind = engine_of(folder) or "whoosh"
    if kind == "whoosh":
        from trichdan.search.whoosh_engine import WhooshEngine

        return WhooshEngine.open(folder, create=create)
    if kind == "tantivy":
        from trichdan.search.tantivy_engine import TantivyEngine

        return TantivyEngine.open(folder, create=create)
    raise ValueError(f"no full-text engine {kind!r}; there are whoosh and tantivy")
