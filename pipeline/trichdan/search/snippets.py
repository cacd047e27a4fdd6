"""A line or two of the text that show why a document was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trichdan.search import analysis, query
from trichdan.search.rewriting import Rewriter

WIDTH = 220
"""Characters of a snippet, about two lines."""
SCANNED = 400_000
"""Characters of a text that are looked through."""
OPEN, CLOSE = "«", "»"
_TOKEN = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")


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


def _leaves(node: query.Node) -> Iterator[query.Node]:
    if isinstance(node, query.And | query.Or):
        for part in node.parts:
            yield from _leaves(part)
    elif not isinstance(node, query.Not):
        yield node


def _wanted(tree: query.Node, rewriter: Rewriter) -> _Wanted:
    keys: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    prefixes: list[str] = []
    for leaf in _leaves(tree):
        if isinstance(leaf, query.Words):
            slots = rewriter.slots(leaf.text)
            sequences = [slots.keys, *(other for group in slots.groups for other in group.alternatives)]
            keys.update(key for others in slots.mended for key in others)
        elif isinstance(leaf, query.Phrase):
            sequences = [tuple(s.key for s in analysis.syllables(leaf.text))]
        elif isinstance(leaf, query.FieldIs) and leaf.field in ("title", "number", "cites"):
            sequences = [tuple(s.key for s in analysis.syllables(leaf.value))]
        elif isinstance(leaf, query.Prefix):
            prefixes.extend(s.key for s in analysis.syllables(leaf.text)[-1:])
            continue
        elif isinstance(leaf, query.Fuzzy):
            found = [s.key for s in analysis.syllables(leaf.text)]
            keys.update(found, *(rewriter.near(key, leaf.distance) for key in found))
            continue
        else:
            continue
        for sequence in sequences:
            pairs.update(pairwise(sequence))
            if sequence is sequences[0] or len(sequence) == 1:
                keys.update(sequence)
    return _Wanted(frozenset(keys), frozenset(pairs), tuple(prefixes))


def make_snippet(text: str, tree: query.Node, rewriter: Rewriter) -> Snippet:
    """Return the part of a text where most of the query stands closest together; its beginning if none does.

    Args:
        text: text of the document.
        tree: the query.
        rewriter: knows what else the words may mean.
    """
    wanted = _wanted(tree, rewriter)
    matches = _matches(text[:SCANNED], wanted)
    start = _best_window(matches)
    start, end = _trimmed(text, start)
    inside = [(a, b) for a, b, _, weight in matches if a >= start and b <= end and weight > 0]
    return _rendered(text, start, end, inside)


def _matches(text: str, wanted: _Wanted) -> list[tuple[int, int, str, float]]:
    """Return start, end, key and weight of the tokens that the query asks for; side by side they weigh more."""
    found: list[tuple[int, int, str, float]] = []
    in_pairs = {key for pair in wanted.pairs for key in pair}
    before = ""
    for match in _TOKEN.finditer(text):
        key = analysis.key_and_exact(match[0].lower())[0]
        hit = key in wanted.keys or (wanted.prefixes and key.startswith(wanted.prefixes))
        paired = (before, key) in wanted.pairs
        if paired and found and found[-1][2] == before:
            a, b, k, w = found[-1]
            found[-1] = (a, b, k, max(w, 2.0))
        if hit or key in in_pairs:
            found.append((match.start(), match.end(), key, 2.0 if paired else (0.5 if hit else 0.0)))
        before = key
    return found


def _best_window(matches: list[tuple[int, int, str, float]]) -> int | None:
    """Return where the window begins that holds the most different wanted tokens."""
    best, best_start = 0.0, None
    left = 0
    held: dict[str, list[float]] = {}
    total = 0.0
    for right, (_, end, key, weight) in enumerate(matches):
        held.setdefault(key, []).append(weight)
        total += weight if len(held[key]) == 1 else weight * 0.1
        while matches[left][0] < end - WIDTH + 20 and left < right:
            _, _, old, its = matches[left]
            values = held[old]
            total -= its if len(values) == 1 else its * 0.1
            values.pop(0)
            if not values:
                del held[old]
            left += 1
        if total > best + 1e-6:
            best, best_start = total, matches[left][0]
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
