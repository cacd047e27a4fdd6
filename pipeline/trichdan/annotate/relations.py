"""How the document relates to each one that it cites: the cue that governs the mention."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichdan.lexicon.relations import Cues, load_cues

_SENTENCE = re.compile(r"\n|\.(?=\s)|\.$")
_WINDOW = 2000
_PERSISTENT = frozenset({"implements", "continues", "legal_basis", "replaces", "repeals", "amends"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with what the choice of its relation needs.

    Attributes:
        start: of the mention; end: of its full span.
        nested: it stands inside the title of another mention.
    """

    start: int
    end: int
    nested: bool


def relations_of(folded: str, mentions: list[Placed]) -> list[str]:
    """Return the relation of each mention, in the order given (reading order)."""
    cues = load_cues()
    return [_relation(folded, mentions, i, cues) for i in range(len(mentions))]


def _sentence_start(folded: str, at: int) -> int:
    low = max(0, at - _WINDOW)
    line = folded.rfind("\n", low, at)
    stop = folded.rfind(". ", low, at)
    return max(low, line + 1, stop + 2 if stop >= 0 else 0)


def _relation(folded: str, mentions: list[Placed], index: int, cues: Cues) -> str:
    """Return the relation of one mention: that of the nearest cue before it that no other title holds."""
    mention = mentions[index]
    if mention.nested:
        return "refers"
    begin = _sentence_start(folded, mention.start)
    before = [m for m in mentions[max(0, index - 40) : index] if not m.nested and m.end > begin]
    found = [
        c for c in cues.pattern.finditer(folded, begin, mention.start)
        if not any(m.start <= c.start() < m.end for m in before)
    ]  # fmt: skip
    for cue in reversed(found):
        word = cue[0]
        used = sum(max(0, min(m.end, mention.start) - max(m.start, cue.end())) for m in before)
        if mention.start - cue.end() - used <= cues.reach[word]:
            return cues.relations[word]
    return "refers"
