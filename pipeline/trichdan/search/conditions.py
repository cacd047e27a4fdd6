"""Which documents meet a condition on a field: type, issuer, symbols, days, khóa."""

from __future__ import annotations

from datetime import date

import numpy as np

from trichdan.search import analysis
from trichdan.search.engine import Filters
from trichdan.search.rewriting import Rewriter
from trichdan.search.source import Bools, Source


class Conditions:
    """Finds documents by what is known of them, in one state of an index."""

    def __init__(self, source: Source, rewriter: Rewriter) -> None:
        self.source = source
        self.rewriter = rewriter

    def field(self, field: str, value: str) -> Bools:
        """Return the documents of which a field (any but the title) holds a value."""
        if field in ("number", "cites"):
            return self._symbol("n" if field == "number" else "c", value)
        wanted = [f" {key} " for key in self.rewriter.field_keys(field, value)]
        mask: Bools = np.zeros(self.source.size, dtype=np.bool_)
        for key, docs in self.source.values(field).items():
            if any(want in f" {key} " for want in wanted):
                mask[docs] = True
        return mask

    def _symbol(self, field: str, value: str) -> Bools:
        mask: Bools = np.zeros(self.source.size, dtype=np.bool_)
        star = value.endswith("*")
        term = "-".join(analysis.symbol_parts(value.rstrip("*")))
        for symbol in self.source.expand(field, term, limit=1000) if star else [term]:
            found = self.source.postings(field, symbol)
            if found is not None:
                mask[found[0]] = True
        return mask

    def days(self, field: str, first: date | None, last: date | None) -> Bools:
        """Return the documents with a day of `date` or `due` in a range."""
        docs, ordinals = self.source.days(field)
        inside = np.ones(len(ordinals), dtype=np.bool_)
        if first is not None:
            inside &= ordinals >= first.toordinal()
        if last is not None:
            inside &= ordinals <= last.toordinal()
        mask: Bools = np.zeros(self.source.size, dtype=np.bool_)
        mask[docs[inside]] = True
        return mask

    def terms(self, first: int | None, last: int | None) -> Bools:
        """Return the documents issued in a range of khóa."""
        terms = self.source.terms()
        mask: Bools = terms > 0
        if first is not None:
            mask &= terms >= first
        if last is not None:
            mask &= terms <= last
        return mask

    def filtered(self, filters: Filters) -> Bools:
        """Return the documents that meet the filters."""
        mask: Bools = np.ones(self.source.size, dtype=np.bool_)
        for field in ("type", "issuer", "province", "signer", "cites"):
            value = getattr(filters, field)
            if value is not None:
                mask &= self.field(field, value)
        if filters.term is not None:
            mask &= self.terms(filters.term, filters.term)
        if filters.since is not None or filters.until is not None:
            mask &= self.days("date", filters.since, filters.until)
        return mask
