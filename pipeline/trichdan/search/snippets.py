"""A line or two of the text that show why a document was found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from trichdan.search import analysis, nodes
from trichdan.search.rewriting import Rewriter

WIDTH = 220
"""Characters of a snippet, about two lines."""
SCANNED = 200_000
"""Characters of a text that are looked through."""
PAIRED = 2.0
"""Weight of tokens that stand side by side as in the query; where some do, the same syllable alone is not marked."""
OTHER_MARKS = 0.4
"""Share of the weight that tokens keep whose marks are not those that were typed."""
BETTER = 1.15
"""A later place is shown only if it is so much better: what a paper says first tells most."""
TOKENS = 40
"""Syllables that a snippet holds."""
OPEN, CLOSE = "«", "»"
_SPACE = re.compile(r"(?:[\s*|#]|_{3,}|-{4,})+")
"""Blanks, and marks that say only how the page is laid out."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """See the fields of `Hit`."""

    text: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    line: int | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    keys: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    prefixes: tuple[str, ...]
    exact: Mapping[str, str]
    """Form of the keys that were typed with marks."""


def _wanted(tree: nodes.Node, rewriter: Rewriter) -> _Wanted:
    keys: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    prefixes: list[str] = []
    exact: dict[str, str] = {}
    for leaf in nodes.leaves(tree):
        if isinstance(leaf, nodes.Words | nodes.Phrase):
            exact.update((s.key, s.exact) for s in analysis.syllables(leaf.text) if s.marked)
        if isinstance(leaf, nodes.Words):
            slots = rewriter.slots(leaf.text)
            sequences = [slots.keys, *(other for group in slots.groups for other in group.alternatives)]
            keys.update(key for others in slots.mended for key in others)
        elif isinstance(leaf, nodes.Phrase):
            sequences = [tuple(s.key for s in analysis.syllables(leaf.text))]
        elif isinstance(leaf, nodes.FieldIs) and leaf.field in ("title", "number", "cites"):
            sequences = [tuple(s.key for s in analysis.syllables(leaf.value))]
        elif isinstance(leaf, nodes.Prefix):
            prefixes.extend(s.key for s in analysis.syllables(leaf.text)[-1:])
            continue
        elif isinstance(leaf, nodes.Fuzzy):
            found = [s.key for s in analysis.syllables(leaf.text)]
            keys.update(found, *(rewriter.near(key, leaf.distance) for key in found))
            continue
        else:
            continue
        for sequence in sequences:
            pairs.update(pairwise(sequence))
            if sequence is sequences[0] or len(sequence) == 1:
                keys.update(sequence)
    return _Wanted(frozenset(keys), frozenset(pairs), tuple(prefixes), exact)


class Highlighter:
    """Makes the snippets of one answer.

    Args:
        tree: the query.
        rewriter: knows what else the words may mean.
    """

    def __init__(self, tree: nodes.Node, rewriter: Rewriter) -> None:
        self._wanted = _wanted(tree, rewriter)

    def snippet(self, text: str, flat: str) -> Snippet:
        """Return the part of a text where most of the query stands closest together, or its beginning.

        Args:
            text: text of the document.
            flat: its keys, as `analysis.Units.flat` joins them; "" if they are not at hand.
        """
        cleaned = analysis.clean(text)
        if cleaned != text:  # marks apart from their letters would be cut off
            found = self.snippet(cleaned, flat)
            return replace(found, start=found.start and analysis.source_offset(text, cleaned, found.start))
        scanned = text[:SCANNED]
        known = flat and not self._wanted.exact
        keys, forms = (flat[: SCANNED + 2].split(), []) if known else analysis.forms_of(scanned)
        weights = _weights(keys, self._wanted)
        if forms:
            _lower_other_marks(weights, keys, forms, self._wanted.exact)
        first = _best_window(keys, weights)
        places = [] if first is None else analysis.places_of(text, first, first + 2 * TOKENS)
        if first is None or not places:
            return _rendered(text, *_trimmed(text, None), [])
        start, end = _trimmed(text, places[0][0])
        seen = [(at, *place) for at, place in enumerate(places, first) if start <= place[0] and place[1] <= end]
        paired = {keys[at] for at, _, _ in seen if weights.get(at, 0) >= PAIRED}
        inside = [
            (a, b)
            for at, a, b in seen
            if weights.get(at, 0) >= PAIRED or (weights.get(at, 0) > 0 and keys[at] not in paired)
        ]
        return _rendered(text, start, end, inside)


def _weights(keys: list[str], wanted: _Wanted) -> dict[int, float]:
    """Return the weight of each token that the query asks for; side by side as in the query they weigh more."""
    in_pairs = {key for pair in wanted.pairs for key in pair}
    interesting = wanted.keys | in_pairs
    places = [at for at, key in enumerate(keys) if key in interesting]
    if wanted.prefixes:
        places = sorted({*places, *(at for at, key in enumerate(keys) if key.startswith(wanted.prefixes))})
    found: dict[int, float] = {}
    for at in places:
        key = keys[at]
        if at and (keys[at - 1], key) in wanted.pairs:
            found[at - 1] = found[at] = PAIRED
        elif key in wanted.keys or key.startswith(wanted.prefixes or ("\0",)):
            found[at] = 0.5
    return found


def _lower_other_marks(weights: dict[int, float], keys: list[str], forms: list[str], exact: Mapping[str, str]) -> None:
    """Lower the weight of tokens that bear other marks than were typed (`bảo` where `bão` is meant)."""
    for at in weights:
        wanted = exact.get(keys[at])
        if wanted is not None and forms[at] != wanted:
            weights[at] *= OTHER_MARKS


def _best_window(keys: list[str], weights: dict[int, float]) -> int | None:
    """Return the first token of the window that holds the most different wanted tokens."""
    best, best_start = 0.0, None
    left = 0
    held: dict[str, list[float]] = {}
    total = 0.0
    places = sorted(weights)
    for at in places:
        values = held.setdefault(keys[at], [])
        values.append(weights[at])
        total += weights[at] * (1.0 if len(values) == 1 else 0.1)
        while places[left] <= at - TOKENS:
            old = held[keys[places[left]]]
            its = old.pop(0)
            total -= its * (0.1 if old else 1.0)
            left += 1
        if total > best * BETTER + 1e-6:
            best, best_start = total, places[left]
    return best_start


def _trimmed(text: str, start: int | None) -> tuple[int, int]:
    """Return the bounds of the snippet: from a line or word start, to a word end."""
    at = max((start or 0) - 30, 0)
    if start is not None:
        line = text.rfind("\n", at, start) + 1
        if line:
            at = line
        elif at:
            space = text.find(" ", at, start)
            at = space + 1 if space >= 0 else at
    end = min(at + WIDTH, len(text))
    if end < len(text):
        space = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
        end = space if space > at else end
    return at, end


def _rendered(text: str, start: int, end: int, matches: list[tuple[int, int]]) -> Snippet:
    """Return the snippet on one line, control characters as blanks, neighbouring matches under one mark."""
    merged: list[list[int]] = []
    for a, b in matches:
        if merged and not text[merged[-1][1] : a].strip(" \n\t/-.,"):
            merged[-1][1] = b
        else:
            merged.append([a, b])
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    length = 0

    def put(piece: str) -> None:
        nonlocal length
        out.append(piece)
        length += len(piece)

    at = start
    for a, b in merged:
        put(_plain(text[at:a]))
        put(OPEN)
        begin = length
        put(_plain(text[a:b]))
        spans.append((begin, length))
        put(CLOSE)
        at = b
    put(_plain(text[at:end]))
    line = text.count("\n", 0, start) + 1 if text else None
    return Snippet("".join(out), tuple(spans), line, start)


def _plain(piece: str) -> str:
    piece = "".join(c if c.isprintable() or c.isspace() else " " for c in piece)
    return _SPACE.sub(" ", piece.replace(OPEN, '"').replace(CLOSE, '"'))
