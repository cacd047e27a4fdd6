"""Query trees as Tantivy queries: the same documents as `ranking` finds, in nearly the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from tantivy import FieldType, Occur, Query

from trichdan.search import analysis, nodes
from trichdan.search.engine import Filters
from trichdan.search.matching import (
    HEAD_POINT,
    POINT,
    TITLE_POINT,
    Need,
    Statistics,
    Unit,
    head_threshold,
    needs_of,
    sequence_units,
    thresholds,
)
from trichdan.search.ranking import ALTERNATIVE, EXACT, OWN_NUMBER, PAIR, SYLLABLE, SYMBOL, TITLE_SYMBOL
from trichdan.search.rewriting import Group, Keys, Rewriter, Slots

HEAD = 2.5
"""What a unit in the head earns beside the body; a title stands in the head too, so its words count there twice."""
COMMON = 0.5
"""Share of the documents from which on a syllable earns nothing: its long list costs most of the time."""
TITLE = 0.6 * TITLE_POINT
"""What a point met in a title earns, whatever its length."""
_FAR = 10_000_000


class Compiler:
    """Compiles trees for one state of an index.

    Args:
        schema: of the index.
        statistics: frequencies.
        rewriter: knows what words may mean.
        expand: gives the terms of a field that begin with a prefix.
        count: gives the number of documents that a query finds.
    """

    def __init__(
        self,
        schema: Any,
        statistics: Statistics,
        rewriter: Rewriter,
        expand: Callable[[str, str], list[str]],
        count: Callable[[Any], int],
    ) -> None:
        self._schema = schema
        self._statistics = statistics
        self._rewriter = rewriter
        self._expand = expand
        self._count = count

    def compile(self, node: nodes.Node, *, unchecked: bool = False) -> Any:
        """Return the query of a tree.

        Args:
            node: the tree.
            unchecked: take for granted that some document has most of the words; where the answer is empty after
                all, it must be compiled again.
        """
        match node:
            case nodes.Words(text):
                return self._words(text, unchecked=unchecked)
            case nodes.Phrase(text):
                return self._phrase(text)
            case nodes.Prefix(text):
                return self._prefix(text)
            case nodes.Fuzzy(text, distance):
                keys = [s.key for s in analysis.syllables(text)]
                return _all([self._any("s", [key, *self._rewriter.near(key, distance)]) for key in keys])
            case nodes.FieldIs(field, value):
                return self._field(field, value)
            case nodes.DateIn(field, first, last):
                return self.days(field, first, last)
            case nodes.TermIn(first_term, last_term):
                return self._range("khoa", first_term, last_term)
            case nodes.And(parts):
                return _all([self.compile(part, unchecked=unchecked) for part in parts])
            case nodes.Or(parts):
                return _any([self.compile(part) for part in parts])
            case nodes.Not(part):
                everything = Query.const_score_query(Query.all_query(), 0.0)
                return Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, self.compile(part))])
            case nodes.Everything():
                return Query.const_score_query(Query.all_query(), 0.0)

    def filtered(self, filters: Filters) -> list[Any]:
        """Return a query for each condition."""
        found = [
            self._field(field, value)
            for field in ("type", "issuer", "province", "signer", "cites")
            if (value := getattr(filters, field)) is not None
        ]
        if filters.term is not None:
            found.append(self._range("khoa", filters.term, filters.term))
        if filters.since is not None or filters.until is not None:
            found.append(self.days("date", filters.since, filters.until))
        return found

    # leaves

    def term(self, field: str, text: str) -> Any:
        """Return the query of one term."""
        return Query.term_query(self._schema, field, text, "freq")

    def _terms(self, kind: str, text: str, weight: float) -> list[Any]:
        return [_boost(self.term(kind, text), weight), _boost(self.term("h" + kind, text), weight * HEAD)]

    def _unit(self, kind: str, text: str, weight: float = 1.0) -> Any:
        return _any(self._terms(kind, text, weight))

    def _met(self, need: Need, field: str = "") -> Any:
        known = [units for units in need.options if self._is_known(units)]
        return _any([_all([self.term(field + kind, text) for kind, text in units]) for units in known])

    def _is_known(self, units: Iterable[Unit]) -> bool:
        """Return whether each unit stands anywhere: what does not need not be asked for."""
        return all(self._statistics.count(kind, text) for kind, text in units)

    def _words(self, text: str, *, unchecked: bool) -> Any:
        slots = self._rewriter.slots(text)
        needs = needs_of(slots, self._statistics)
        met = [self._met(need) for need in needs]
        # a need stands there once for each of its points, so what is met earns its points without being asked again
        points = [(Occur.Should, _const(o, POINT)) for n, o in zip(needs, met, strict=True) for _ in range(n.points)]
        in_head = [self._met(need, "h") for need in needs]
        enough = [_const(self._in_head(needs, in_head, least), 0.0)] if (least := head_threshold(needs, slots)) else []
        most = Query.empty_query()
        for least in thresholds(needs):
            most = _any([Query.boolean_query(points, minimum_number_should_match=least), *enough])
            if (unchecked and not slots.symbols) or self._count(most):
                break
        else:
            most = Query.empty_query()
        symbols = [self._unit("y", symbol, SYMBOL * share) for symbol, share in slots.symbols]
        own = [_const(self.term("ty", symbol), TITLE_SYMBOL * share) for symbol, share in slots.symbols]
        own += [_const(self.term("n", symbol), OWN_NUMBER * share) for symbol, share in slots.symbols]
        certain = [*symbols, *own]
        score = [
            *certain,
            *(_const(one, HEAD_POINT * need.points) for need, one in zip(needs, in_head, strict=True)),
            *(_const(self._met(need, "t"), TITLE * need.points) for need in needs),
            *(part for group in slots.groups if not _is_symbol(slots, group) for part in self._group(slots, group)),
            *(part for at in slots.bridges() for part in self._pair(slots, at)),
        ]
        mask = _any([most, *(_const(one, 0.0) for one in certain)])
        return Query.boolean_query([(Occur.Must, mask), *((Occur.Should, part) for part in score)])

    @staticmethod
    def _in_head(needs: Sequence[Need], met: Sequence[Any], least: int) -> Any:
        """Return the documents whose heads meet so many points of single words."""
        points = [one for need, one in zip(needs, met, strict=True) if not need.pair for _ in range(need.points)]
        return Query.boolean_query([(Occur.Should, one) for one in points], minimum_number_should_match=least)

    def _group(self, slots: Slots, group: Group) -> list[Any]:
        """Return what the slots of a group earn, as parts that are added: every level more costs time."""
        parts: list[Any] = []
        for at in range(group.start, group.end):
            key, others = slots.keys[at], slots.mended[at]
            if others:
                mended = [self._unit("s", other, SYLLABLE * ALTERNATIVE) for other in others]
                parts.append(_best([self._unit("s", key, SYLLABLE), *mended]))
            elif not self._is_common(key):
                parts.extend(self._terms("s", key, SYLLABLE))
            form = slots.exact[at]
            if form is not None and not self._is_common(key):
                parts.append(_boost(self.term("x", form), EXACT))
        parts.extend(part for at in range(group.start, group.end - 1) for part in self._pair(slots, at))
        forms = [
            self._sequence(keys, ALTERNATIVE * (group.end - group.start + 1) / (len(keys) + 1))
            for keys in group.alternatives
            if self._is_known(sequence_units(keys))
        ]
        return [_best([_any(parts), *forms])] if forms else parts

    def _is_common(self, key: str) -> bool:
        """Return whether most documents hold a syllable: it costs much and tells little."""
        return self._statistics.count("s", key) > COMMON * self._statistics.held

    def _pair(self, slots: Slots, at: int) -> list[Any]:
        lefts = {slots.keys[at], *slots.mended[at]}
        rights = {slots.keys[at + 1], *slots.mended[at + 1]}
        pairs = sorted(f"{left} {right}" for left in lefts for right in rights)
        known = [pair for pair in pairs if self._statistics.count("p", pair)]
        if len(known) == 1:
            return self._terms("p", known[0], PAIR)
        return [_best([self._unit("p", pair, PAIR) for pair in known])] if known else []

    def _sequence(self, keys: Keys, scale: float = 1.0) -> Any:
        weight = scale * (PAIR + SYLLABLE)
        return _all([self._unit(kind, term, weight) for kind, term in sequence_units(keys)])

    def _phrase(self, text: str) -> Any:
        typed = analysis.syllables(text)
        keys = tuple(s.key for s in typed)
        if not keys:
            return Query.empty_query()
        units = sequence_units(keys)
        if len(units) > 1:  # pairs overlap: pairs side by side are all the syllables side by side
            phrase = Query.phrase_query(self._schema, "p", [term for _, term in units])
        else:
            phrase = self.term(*units[0])
        score = [part for kind, term in units for part in self._terms(kind, term, PAIR + SYLLABLE)]
        exact = [_boost(self.term("x", s.exact), EXACT) for s in typed if s.marked]
        return Query.boolean_query(
            [(Occur.Must, _const(phrase, 0.0)), *((Occur.Should, part) for part in (*score, *exact))]
        )

    def _any(self, kind: str, terms: Sequence[str]) -> Any:
        return Query.term_set_query(self._schema, kind, list(terms))

    def _prefix(self, text: str) -> Any:
        parts = analysis.symbol_parts(text)
        if len(parts) > 1:
            return self._any("y", self._expand("y", "-".join(parts)))
        keys = [s.key for s in analysis.syllables(text)]
        return _all([*(self._unit("s", key) for key in keys[:-1]), self._any("s", self._expand("s", keys[-1]))])

    # fields

    def _field(self, field: str, value: str) -> Any:
        if field in ("number", "cites"):
            return _const(self._symbol("n" if field == "number" else "c", value), 0.0)
        if field == "title":
            keys = [s.key for s in analysis.syllables(value.rstrip("*"))]
            units = [("ts", key) for key in keys] + [("tp", f"{a} {b}") for a, b in pairwise(keys)]
            return _all([self.term(name, term) for name, term in units])
        wanted = [key.split() for key in self._rewriter.field_keys(field, value)]
        found = [
            self.term(field, keys[0]) if len(keys) == 1 else Query.phrase_query(self._schema, field, list(keys))
            for keys in wanted
            if keys
        ]
        return _const(_any(found), 0.0)

    def _symbol(self, field: str, value: str) -> Any:
        term = "-".join(analysis.symbol_parts(value.rstrip("*")))
        if value.endswith("*"):
            return Query.term_set_query(self._schema, field, self._expand(field, term))
        return self.term(field, term)

    def days(self, field: str, first: date | None, last: date | None) -> Any:
        """Return the documents with a day of a field in a range."""
        return self._range(field, first.toordinal() if first else None, last.toordinal() if last else None)

    def _range(self, field: str, low: int | None, high: int | None) -> Any:
        low, high = -_FAR if low is None else low, _FAR if high is None else high
        return _const(Query.range_query(self._schema, field, FieldType.Integer, low, high), 0.0)


def _is_symbol(slots: Slots, group: Group) -> bool:
    return any(group == written for written, _ in slots.written)


def _const(part: Any, score: float) -> Any:
    return Query.const_score_query(part, score)


def _boost(part: Any, factor: float) -> Any:
    return part if factor == 1.0 else Query.boost_query(part, factor)


def _joined(parts: Sequence[Any], occur: Any) -> Any:
    if not parts:
        return Query.empty_query()
    return parts[0] if len(parts) == 1 else Query.boolean_query([(occur, part) for part in parts])


def _any(parts: Sequence[Any]) -> Any:
    return _joined(parts, Occur.Should)


def _all(parts: Sequence[Any]) -> Any:
    return _joined(parts, Occur.Must)


def _best(parts: Sequence[Any]) -> Any:
    if not parts:
        return Query.empty_query()
    return parts[0] if len(parts) == 1 else Query.disjunction_max_query(list(parts))
