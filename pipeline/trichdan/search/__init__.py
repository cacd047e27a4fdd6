"""Full-text search over directives: one seam, `Engine`, with Whoosh or Tantivy behind it.

`open_engine` is all that the rest of the program needs. Analysis, query language, snippets and suggestions
are the same for every engine.
"""

from __future__ import annotations

from pathlib import Path

from trichdan.search.engine import FACETS, Engine, Filters, Hit, Results, SearchDocument

__all__ = ["FACETS", "Engine", "Filters", "Hit", "Results", "SearchDocument", "open_engine"]


def open_engine(folder: Path, *, create: bool = False, kind: str = "whoosh") -> Engine:
    """Return the full-text index in `folder`.

    Args:
        folder: directory of the index.
        create: make an empty index if there is none.
        kind: `whoosh`, or `tantivy` for large archives (needs the extra `trichdan[fast]`).

    Raises:
        StoreError: there is no index (and `create` is not given), or it is damaged, foreign or of an older form.
        ValueError: no such kind.
    """
    if kind == "whoosh":
        from trichdan.search.whoosh_engine import WhooshEngine

        return WhooshEngine.open(folder, create=create)
    if kind == "tantivy":
        from trichdan.search.tantivy_engine import TantivyEngine

        return TantivyEngine.open(folder, create=create)
    raise ValueError(f"no full-text engine {kind!r}; there are whoosh and tantivy")
