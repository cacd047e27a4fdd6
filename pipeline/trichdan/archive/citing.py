"""Which documents cite one: the conditions on them, and the list with each mention."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from trichdan.archive.shelf import Card, Shelf, many_values
from trichdan.resolve.finding import Found
from trichdan.store import Store
from trichdan.store.rows import Row
from trichdan.text import key as text_key

key = lru_cache(4096)(text_key)
"""Thousands of documents share a few types and issuers."""

_CITED = "c.kind NOT IN ('self', 'anaphor') AND c.status <> 'self'"
# the index on targets holds all columns that are named here: the rows themselves are long
_LISTED = """
SELECT c.doc, c.relation, c."start", c."end", c.quote, c.target_confidence
FROM citations c WHERE {cited} AND {where} ORDER BY c.doc, c.n
"""


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

    def fits_document(self, row: Row) -> bool:
        """Return whether a citing document meets the conditions on documents."""
        if self._type and key(row["type"] or "") != self._type:
            return False
        if self._start and (row["date"] or "") < self._start:
            return False
        if self._end and (row["date"] or "9999") > self._end:
            return False
        if self._issuer and self._issuer not in key(row["issuer"] or ""):
            return False
        return not self._province or self._province in key(row["jurisdiction"] or "")


class Citers:
    """Who cites a document, as an index knows it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf = Shelf(store)

    def citing(self, cited: Found, conditions: Conditions) -> list[Row]:
        """Return the documents that cite one document, oldest first, each with its mentions."""
        with many_values():
            kept = self._mentions(cited, conditions)
            cards = self._shelf.cards(list(kept))
            order = {doc: cards[doc].place for doc in kept if self._is_shown(cards[doc], conditions)}
            return [{**cards[doc].row, "mentions": kept[doc]} for doc in sorted(order, key=order.__getitem__)]

    def _mentions(self, cited: Found, conditions: Conditions) -> dict[int, list[Row]]:
        """Return the mentions of one document by the number of the document that they stand in, in order."""
        where, values = cited.where()
        kept: dict[int, list[Row]] = {}
        asked = conditions.relation
        listed = self._store.tuples(_LISTED.format(cited=_CITED, where=where), values)
        for doc, relation, start, end, quote, sure in listed:
            if asked is None or relation == asked:
                mention = {"relation": relation, "start": start, "end": end, "quote": quote, "confidence": sure}
                kept.setdefault(doc, []).append(mention)
        return kept

    @staticmethod
    def _is_shown(card: Card, conditions: Conditions) -> bool:
        return not card.copy and (conditions.any_document or conditions.fits_document(card.row))

    def spread(self, cited: Found, conditions: Conditions, depth: int) -> list[Row]:
        """Return the documents that cite one document, directly or through others, nearest first, each once."""
        if depth <= 1:
            return self.citing(cited, conditions)
        seen = {cited.id}
        found: list[Row] = []
        edge: list[tuple[str | None, Found]] = [(None, cited)]
        for step in range(1, depth + 1):
            fresh: list[tuple[str | None, Found]] = []
            for via, middle in edge:
                fitting = {row["path"]: row for row in self.citing(middle, conditions)}
                for row in self.citing(middle, Conditions()):
                    if row["id"] in seen:
                        continue
                    seen.add(row["id"])
                    fresh.append((row["id"], Found(None, row["id"], row["number"])))
                    if row["path"] in fitting:
                        found.append({**fitting[row["path"]], "depth": step, "via": via})
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
