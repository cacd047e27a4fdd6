"""Which documents cite one: the conditions on them, and the list with each mention."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from trichdan.resolve.finding import Found
from trichdan.store import Store
from trichdan.store.rows import Row
from trichdan.text import key as text_key

key = lru_cache(4096)(text_key)
"""Thousands of documents share a few types and issuers."""

_CITED = "c.kind NOT IN ('self', 'anaphor') AND c.status <> 'self'"
# the indices hold all columns that are named here; without the hint SQLite would read the long rows
_LISTED = """
SELECT c.doc, d.jurisdiction, d.id, d.path, d.number, d.type, d.date, d.issuer,
       c.relation, c."start", c."end", c.quote, c.target_confidence
FROM citations c CROSS JOIN documents d INDEXED BY documents_listed ON d.doc = c.doc
WHERE d.copy_of IS NULL AND {cited} AND {where} ORDER BY c.doc, c.n
"""
_UNSEEN: Row = {}


class Conditions:
    """Conditions on citing documents."""

    def __init__(
        self,
        type: str | None = None,
        start: date | None = None,
        end: date | None = None,
        relation: str | None = None,
        issuer: str | None = None,
        province: str | None = None,
    ) -> None:
        self._type = key(type) if type else None
        self._start = start.isoformat() if start else None
        self._end = end.isoformat() if end else None
        self.relation = relation or None
        self._issuer = key(issuer) if issuer else None
        self._province = key(province) if province else None
        self.any_document = not (type or start or end or issuer or province)

    def fits_document(self, row: Row, place: str | None) -> bool:
        """Return whether a citing document meets the conditions on documents."""
        if self._type and key(row["type"] or "") != self._type:
            return False
        if self._start and (row["date"] or "") < self._start:
            return False
        if self._end and (row["date"] or "9999") > self._end:
            return False
        if self._issuer and self._issuer not in key(row["issuer"] or ""):
            return False
        return not self._province or self._province in key(place or "")

    def fits_relation(self, relation: str) -> bool:
        """Return whether a mention meets the condition on relations."""
        return self.relation is None or relation == self.relation


def citing(store: Store, cited: Found, conditions: Conditions) -> list[Row]:
    """Return the documents that cite one document, oldest first, each with its mentions."""
    where, values = cited.where()
    kept: dict[int, Row | None] = {}
    any_relation, any_document = conditions.relation is None, conditions.any_document
    for doc, place, id, path, number, type, day, issuer, relation, start, end, quote, confidence in store.tuples(
        _LISTED.format(cited=_CITED, where=where), values
    ):
        found = kept.get(doc, _UNSEEN)
        if found is _UNSEEN:
            found = {"id": id, "path": path, "number": number, "type": type, "date": day, "issuer": issuer,
                     "mentions": []}  # fmt: skip
            found = kept[doc] = found if any_document or conditions.fits_document(found, place) else None
        if found is not None and (any_relation or relation == conditions.relation):
            found["mentions"].append(
                {"relation": relation, "start": start, "end": end, "quote": quote, "confidence": confidence}
            )
    rows = [row for row in kept.values() if row and row["mentions"]]
    return sorted(rows, key=lambda row: (row["date"] or "", row["path"]))


def spread(store: Store, cited: Found, conditions: Conditions, depth: int) -> list[Row]:
    """Return the documents that cite one document, directly or through others, nearest first, each once."""
    if depth <= 1:
        return citing(store, cited, conditions)
    seen = {cited.id}
    found: list[Row] = []
    edge: list[tuple[str | None, Found]] = [(None, cited)]
    for step in range(1, depth + 1):
        fresh: list[tuple[str | None, Found]] = []
        for via, middle in edge:
            for row in citing(store, middle, Conditions()):
                if row["id"] in seen:
                    continue
                seen.add(row["id"])
                place = store.value("SELECT jurisdiction FROM documents WHERE id = ? AND copy_of IS NULL", (row["id"],))
                fresh.append((row["id"], Found(None, row["id"], row["number"])))
                relations = [m for m in row["mentions"] if conditions.fits_relation(m["relation"])]
                if relations and conditions.fits_document(row, place):
                    found.append({**row, "mentions": relations, "depth": step, "via": via})
        edge = fresh
    return found


def candidate_row(found: Found) -> Row:
    """Return what is told of a document that a question may mean."""
    return {
        "id": found.id,
        "number": found.number,
        "date": found.date.isoformat() if found.date else None,
        "term": found.term,
        "title": found.title,
        "held": found.held,
        "status": found.status,
    }


def newest_first(text: str | None) -> tuple[int, ...]:
    """Return what sorts ISO days, the latest first and none last."""
    return tuple(-ord(c) for c in text or "")
