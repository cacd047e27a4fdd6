"""What a document's card tells: its citations, dates and deadlines, and what its citers say of it."""

from __future__ import annotations

import json
from collections import Counter

from trichdan.store import Store
from trichdan.store.rows import Row, citation_dict


def citations_of(store: Store, doc: int) -> list[Row]:
    """Return the citations of a document in the form of the record."""
    rows = store.rows(
        "SELECT c.*, t.path AS target_path FROM citations c LEFT JOIN documents t ON t.doc = c.target_doc"
        " WHERE c.doc = ? ORDER BY c.n",
        (doc,),
    )
    return [citation_dict(row, path=row["target_path"]) for row in rows]


def values_of(store: Store, table: str, doc: int) -> list[Row]:
    """Return the dates or deadlines of a document in the form of the record."""
    rows = store.rows(f"SELECT json FROM {table} WHERE doc = ? ORDER BY n", (doc,))
    return [json.loads(row["json"]) for row in rows]


def told_by_citers(store: Store, row: Row) -> dict[str, Row]:
    """Return what the paper does not print and those that cite it say: value, and the documents that say so."""
    rows = store.rows(
        "SELECT c.number, c.date, c.issuer, d.id FROM citations c JOIN documents d USING (doc)"
        " WHERE c.target = ? AND d.copy_of IS NULL ORDER BY d.path, c.n",
        (row["id"],),
    )
    told: dict[str, Row] = {}
    for name in ("number", "date", "issuer"):
        said = Counter(r[name] for r in rows if r[name])
        if row[name] is None and said:
            value = min(said, key=lambda v: (-said[v], v))
            told[name] = {"value": value, "evidence": sorted({r["id"] for r in rows if r[name] == value})}
    return told
