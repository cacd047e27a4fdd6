"""Which documents words typed side by side may mean, said the same for every engine.

Each word, and each two side by side, is a need with points by how rare it is; a document must meet more than half of
the points, or, of a longer question, a good part of the words in its head, where it says what it is about. What meets a
need is what was typed, a mended form of it, or another form of the name that it belongs to. Two syllables side by side
are mostly one word, so they count beside the syllables: without that, two frequent syllables that mean something else
together would do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, log, sqrt
from typing import Protocol

from trichdan.search.rewriting import Keys, Slots

Unit = tuple[str, str]
"""Kind (`s` syllable, `p` pair, `y` symbol) and term; it is looked for in the body, which has what the head has."""
SHARES = (0.51, 0.4, 0.3, 0.15, 0.0)
"""Share of the points that a document must reach; the next lower one if no document does."""
HEAD_SHARE = 0.4
"""Share of the points of single words that suffices in the head: people put other words side by side than a title."""
HEAD_WORDS, SYMBOL_WORDS = 5, 2
"""Words from which on that is so, for of a few words each is meant; and how many more where some say a number."""
COMMON = 0.8
"""Share of the documents from which on a word says nothing about which are meant."""
POINT, HEAD_POINT, TITLE_POINT = 0.3, 1.2, 1.0
"""What each point met earns, met in the head, and in a title that says little else: a title that says it all outranks
a text that says it often."""


class Statistics(Protocol):
    """What weighing needs of an index."""

    held: int

    def count(self, field: str, term: str) -> int:
        """Return how many documents hold a term in a field."""


@dataclass(frozen=True, slots=True)
class Need:
    """One word that should be there.

    Attributes:
        points: what it counts; what most documents hold counts nothing beside words that tell more.
        options: any of these meets it; an option is met when all of its units are there.
        pair: it is two words side by side.
    """

    points: int
    options: tuple[tuple[Unit, ...], ...]
    pair: bool = False


def frequency(statistics: Statistics, unit: Unit) -> int:
    """Return how many documents hold a unit."""
    return statistics.count(*unit)


def rarity(statistics: Statistics, documents: int) -> float:
    """Return the inverse document frequency, 0 for what is nowhere."""
    return log(1 + max(statistics.held - documents + 0.5, 0.5) / (documents + 0.5)) if documents else 0.0


def sequence_units(keys: Keys) -> tuple[Unit, ...]:
    """Return the units that stand for syllables side by side: every pair of them."""
    if len(keys) == 1:
        return (("s", keys[0]),)
    return tuple(("p", f"{left} {right}") for left, right in pairwise(keys))


def needs_of(slots: Slots, statistics: Statistics) -> tuple[Need, ...]:
    """Return what the words of a query need."""
    symbols = dict(slots.written)
    needs: list[Need] = []
    for group in slots.groups:
        symbol = next((unit for unit in symbols.get(group, ()) if frequency(statistics, ("y", unit))), None)
        if symbol is not None:
            needs.append(_need(statistics, ((("y", symbol),),)))
            continue
        others = tuple(sequence_units(keys) for keys in group.alternatives)
        for at in range(group.start, group.end):
            words = (slots.keys[at], *slots.mended[at])
            needs.append(_need(statistics, (*((("s", key),) for key in words), *others)))
            if at + 1 < group.end:
                needs.append(_pair_need(slots, at, statistics, others))
    needs.extend(_pair_need(slots, at, statistics, ()) for at in slots.bridges() if not _in_symbol(slots, at))
    if not any(need.points for need in needs):
        return tuple(replace(need, points=1) for need in needs)
    return tuple(need for need in needs if need.points)


def _need(statistics: Statistics, options: tuple[tuple[Unit, ...], ...], *, factor: int = 2) -> Need:
    documents = max(min(frequency(statistics, unit) for unit in units) for units in options)
    if documents > COMMON * statistics.held:
        return Need(0, options)
    return Need(round(factor * sqrt(rarity(statistics, documents))), options)


def _pair_need(slots: Slots, at: int, statistics: Statistics, others: tuple[tuple[Unit, ...], ...]) -> Need:
    """Return the need for a slot and the next side by side; one that stands nowhere counts nothing."""
    lefts, rights = ((slots.keys[i], *slots.mended[i]) for i in (at, at + 1))
    pairs = [f"{left} {right}" for left in lefts for right in rights]
    known = tuple((("p", pair),) for pair in pairs if statistics.count("p", pair))
    if not known and not others:
        return Need(0, (), pair=True)
    return replace(_need(statistics, (*known, *others), factor=1), pair=True)


def _in_symbol(slots: Slots, at: int) -> bool:
    return any(group.start <= place < group.end for group, _ in slots.written for place in (at, at + 1))


def head_threshold(needs: tuple[Need, ...], slots: Slots) -> int | None:
    """Return the points of single words that suffice in the head, None where too few words were typed for that."""
    if len(slots.keys) < HEAD_WORDS + (SYMBOL_WORDS if slots.symbols else 0):
        return None
    return max(ceil(HEAD_SHARE * sum(need.points for need in needs if not need.pair)), 1)


def thresholds(needs: tuple[Need, ...]) -> tuple[int, ...]:
    """Return the points to reach, highest first."""
    total = sum(need.points for need in needs)
    return tuple(dict.fromkeys(max(ceil(share * total), 1) for share in SHARES)) if total else ()
