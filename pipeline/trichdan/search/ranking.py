"""Which documents match a query tree, and how well: BM25F over syllables, pairs, exact forms and symbols.

The postings of a term come as two arrays, so a query is a few array operations per term. A document matches
side-by-side words if it holds most of their weight; what is rare weighs more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trichdan.search import analysis, nodes
from trichdan.search.conditions import Conditions
from trichdan.search.engine import Filters
from trichdan.search.matching import (
    HEAD_POINT,
    POINT,
    TITLE_POINT,
    Need,
    head_threshold,
    needs_of,
    rarity,
    thresholds,
)
from trichdan.search.rewriting import Group, Rewriter, Slots
from trichdan.search.source import Bools, Floats, Source

K1 = 1.2
"""Saturation of repeated terms."""
LENGTH_BODY, LENGTH_HEAD = 0.5, 0.3
"""How much longer texts are discounted."""
WEIGHT_HEAD, WEIGHT_TITLE = 3.0, 2.0
"""A term in the head or title counts so many times one in the body."""
PAIR, SYLLABLE, EXACT, SYMBOL, OWN_NUMBER = 1.0, 0.45, 0.25, 1.5, 12.0
"""Share of each kind of unit in the score."""
ALTERNATIVE = 0.9
"""An abbreviation's other form, or a mended word, counts a little less than what was typed."""
TITLE_SYMBOL = 4.0
"""What a document symbol in a title earns: a title names what is amended or carried out, a text cites in passing."""
TITLE_LENGTH, SHORT_TITLE = 0.7, 4
"""How much of a title's points goes with the share of the title that is asked for, and the words of the shortest."""


@dataclass(slots=True)
class Match:
    """Documents that match and their scores."""

    mask: Bools
    score: Floats


class Ranking:
    """Evaluates query trees over one state of an index."""

    def __init__(self, source: Source, rewriter: Rewriter) -> None:
        self.source = source
        self.rewriter = rewriter
        self._conditions = Conditions(source, rewriter)
        self._units: dict[tuple[str, str], tuple[Floats, float]] = {}
        self._norm_body = 1 - LENGTH_BODY + LENGTH_BODY * source.lengths("body")
        self._norm_head = 1 - LENGTH_HEAD + LENGTH_HEAD * source.lengths("head")

    def evaluate(self, node: nodes.Node) -> Match:
        """Return the documents that match a tree; deleted ones never do."""
        try:
            match = self._node(node)
        finally:
            self._units.clear()
        match.mask &= self.source.alive
        return match

    def _node(self, node: nodes.Node) -> Match:
        match node:
            case nodes.Words(text):
                return self._words(text)
            case nodes.Phrase(text):
                return self._phrase(text)
            case nodes.Prefix(text):
                return self._prefix(text)
            case nodes.Fuzzy(text, distance):
                return self._fuzzy(text, distance)
            case nodes.FieldIs(field, value):
                return self._field(field, value)
            case nodes.DateIn(field, first, last):
                return self._silent(self._conditions.days(field, first, last))
            case nodes.TermIn(first_term, last_term):
                return self._silent(self._conditions.terms(first_term, last_term))
            case nodes.And(parts):
                return self._all(parts)
            case nodes.Or(parts):
                found = [self._node(part) for part in parts]
                mask = np.logical_or.reduce([m.mask for m in found])
                return Match(mask, np.sum([np.where(m.mask, m.score, 0) for m in found], axis=0, dtype=np.float32))
            case nodes.Not(part):
                return self._silent(~self._node(part).mask)
            case nodes.Everything():
                return self._silent(np.ones(self.source.size, dtype=np.bool_))

    def _silent(self, mask: Bools) -> Match:
        return Match(mask, np.zeros(self.source.size, dtype=np.float32))

    def _all(self, parts: Sequence[nodes.Node]) -> Match:
        found = [self._node(part) for part in parts]
        return Match(
            np.logical_and.reduce([m.mask for m in found]), np.sum([m.score for m in found], axis=0, dtype=np.float32)
        )

    # units

    def unit(self, kind: str, term: str) -> tuple[Floats, float]:
        """Return the score of each document for one unit, and the unit's inverse frequency (0 if nowhere).

        Args:
            kind: `s` syllable, `p` pair, `x` exact form, `y` symbol; head and title fields are `hs`, `ts` ...
            term: the unit.
        """
        cached = self._units.get((kind, term))
        if cached is None:
            cached = self._units[kind, term] = self._unit(kind, term)
        return cached

    def _unit(self, kind: str, term: str) -> tuple[Floats, float]:
        size = self.source.size
        weight = np.zeros(size, dtype=np.float32)
        body = self.source.postings(kind, term)
        frequency = 0
        if body is not None:
            docs, counts = body
            weight[docs] = counts / self._norm_body[docs]
            frequency = len(docs)
        for field, factor in (("h" + kind, WEIGHT_HEAD), ("t" + kind, WEIGHT_TITLE)):
            found = self.source.postings(field, term)
            if found is not None:
                docs, counts = found
                times = 1 if field[0] == "t" else counts  # a title that says a word twice means it no more
                weight[docs] += factor * times / self._norm_head[docs]
                frequency = max(frequency, len(docs))
        if not frequency:
            return weight, 0.0
        rare = rarity(self.source, frequency)
        return rare * weight / (K1 + weight), rare

    def _words(self, text: str) -> Match:
        slots = self.rewriter.slots(text)
        needs = needs_of(slots, self.source)
        covered, in_head, words_in_head, in_title = (np.zeros(self.source.size, dtype=np.int32) for _ in range(4))
        for need in needs:
            covered += need.points * self._met(need)
            head = need.points * self._met(need, "h")
            in_head += head
            if not need.pair:
                words_in_head += head
            in_title += need.points * self._met(need, "t")
        score = np.zeros(self.source.size, dtype=np.float32)
        for group in slots.groups:
            score += self._group(slots, group)
        for at in slots.bridges():
            score += PAIR * self._pair(slots, at)
        certain = self._symbols(slots, score)
        said = np.minimum(len(slots.keys) / np.maximum(self.source.title_lengths(), SHORT_TITLE), 1)
        titled = TITLE_POINT * (1 - TITLE_LENGTH + TITLE_LENGTH * said) * in_title
        score += (POINT * covered + HEAD_POINT * in_head + titled).astype(np.float32)
        enough = head_threshold(needs, slots)
        mask = np.zeros(self.source.size, dtype=np.bool_)
        for least in thresholds(needs):
            mask = covered >= least
            if enough is not None:
                mask |= words_in_head >= enough
            if (mask & self.source.alive).any():
                break
        return Match(mask | certain, score)

    def _met(self, need: Need, field: str = "") -> Bools:
        met = np.zeros(self.source.size, dtype=np.bool_)
        for units in need.options:
            met |= np.logical_and.reduce([self._holds(field + kind, term) for kind, term in units])
        return met

    def _symbols(self, slots: Slots, score: Floats) -> Bools:
        """Add what document symbols in the words earn; return the documents that bear or cite one."""
        certain = np.zeros(self.source.size, dtype=np.bool_)
        for symbol, share in slots.symbols:
            found, rare = self.unit("y", symbol)
            if rare:
                score += SYMBOL * share * found
                certain |= found > 0
            named = self.source.postings("ty", symbol)
            if named is not None:
                score[named[0]] += TITLE_SYMBOL * share
            own = self.source.postings("n", symbol)
            if own is not None:
                score[own[0]] += OWN_NUMBER * share
                certain[own[0]] = True
        return certain

    def _group(self, slots: Slots, group: Group) -> Floats:
        """Score slots as typed or as one of the other forms, whichever fits a document best."""
        score = np.zeros(self.source.size, dtype=np.float32)
        if any(group == written for written, _ in slots.written):
            return score  # a symbol as a whole earns what `_symbols` says
        for at in range(group.start, group.end):
            found = self.unit("s", slots.keys[at])[0]
            for key in slots.mended[at]:
                found = np.maximum(found, ALTERNATIVE * self.unit("s", key)[0])
            score += SYLLABLE * found
            form = slots.exact[at]
            if form is not None:
                score += EXACT * self.unit("x", form)[0]
        for at in range(group.start, group.end - 1):
            score += PAIR * self._pair(slots, at)
        for keys in group.alternatives:
            scale = ALTERNATIVE * (group.end - group.start + 1) / (len(keys) + 1)
            np.maximum(score, scale * self.sequence(keys)[0], out=score)
        return score

    def _holds(self, field: str, term: str) -> Bools:
        mask = np.zeros(self.source.size, dtype=np.bool_)
        found = self.source.postings(field, term)
        if found is not None:
            mask[found[0]] = True
        return mask

    def _pair(self, slots: Slots, at: int) -> Floats:
        lefts = slots.mended[at] or (slots.keys[at],)
        rights = slots.mended[at + 1] or (slots.keys[at + 1],)
        best = self.unit("p", f"{slots.keys[at]} {slots.keys[at + 1]}")[0]
        for left in lefts:
            for right in rights:
                best = np.maximum(best, self.unit("p", f"{left} {right}")[0])
        return best

    def sequence(self, keys: tuple[str, ...]) -> tuple[Floats, Bools]:
        """Return score and presence of syllables side by side (longer ones nearly: every pair is present)."""
        if len(keys) == 1:
            found = self.unit("s", keys[0])[0]
            return (PAIR + SYLLABLE) * found, found > 0
        score = np.zeros(self.source.size, dtype=np.float32)
        present = np.ones(self.source.size, dtype=np.bool_)
        for left, right in pairwise(keys):
            found = self.unit("p", f"{left} {right}")[0]
            score += (PAIR + SYLLABLE) * found
            present &= found > 0
        return score, present

    # other leaves

    def _phrase(self, text: str) -> Match:
        keys = tuple(s.key for s in analysis.syllables(text))
        if not keys:
            return self._silent(np.zeros(self.source.size, dtype=np.bool_))
        score, mask = self.sequence(keys)
        if len(keys) > 2:
            needle = f" {' '.join(keys)} "
            for doc in np.flatnonzero(mask & self.source.alive):
                mask[doc] = needle in self.source.flat(int(doc))
        for syllable in analysis.syllables(text):
            if syllable.marked:
                score += EXACT * self.unit("x", syllable.exact)[0]
        return Match(mask, score)

    def _any(self, kind: str, terms: Sequence[str]) -> Match:
        score = np.zeros(self.source.size, dtype=np.float32)
        for term in terms:  # not remembered: a prefix stands for many terms, and each is an array
            np.maximum(score, self._unit(kind, term)[0], out=score)
        return Match(score > 0, score)

    def _prefix(self, text: str) -> Match:
        parts = analysis.symbol_parts(text)
        if len(parts) > 1:
            return self._any("y", self.source.expand("y", "-".join(parts), limit=1000))
        keys = [s.key for s in analysis.syllables(text)]
        match = self._any("s", self.source.expand("s", keys[-1], limit=1000))
        for key in keys[:-1]:
            found = self.unit("s", key)[0]
            match = Match(match.mask & (found > 0), match.score + found)
        return match

    def _fuzzy(self, text: str, distance: int) -> Match:
        keys = [s.key for s in analysis.syllables(text)]
        matches = [self._any("s", [key, *self.rewriter.near(key, distance)]) for key in keys]
        return Match(
            np.logical_and.reduce([m.mask for m in matches]), np.sum([m.score for m in matches], axis=0).astype("f4")
        )

    def _field(self, field: str, value: str) -> Match:
        if field == "title":
            return self._title(value)
        return self._silent(self._conditions.field(field, value))

    def _title(self, value: str) -> Match:
        keys = [s.key for s in analysis.syllables(value.rstrip("*"))]
        mask = np.ones(self.source.size, dtype=np.bool_)
        score = np.zeros(self.source.size, dtype=np.float32)
        units = [("ts", key) for key in keys] + [("tp", f"{a} {b}") for a, b in pairwise(keys)]
        for field, term in units:
            found = self.source.postings(field, term)
            here = np.zeros(self.source.size, dtype=np.bool_)
            if found is not None:
                here[found[0]] = True
            mask &= here
            score += here * (PAIR if field == "tp" else SYLLABLE)
        return Match(mask, score)

    def filtered(self, filters: Filters) -> Bools:
        """Return the documents that meet the filters."""
        return self._conditions.filtered(filters)
