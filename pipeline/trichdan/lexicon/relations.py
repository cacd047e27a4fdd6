"""Cues that tell how a document relates to the one it cites (`relation_cues.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.lexicon.shapes import opening
from trichdan.text import fold


@dataclass(frozen=True, slots=True)
class Cues:
    """Relation cues.

    Attributes:
        pattern: finds every cue in folded text, the longest at each place.
        relations: folded cue to relation.
        reach: folded cue to the number of characters that it governs.
        spelled: folded cue to the cue with its marks.
    """

    pattern: re.Pattern[str]
    relations: dict[str, str]
    reach: dict[str, int]
    spelled: dict[str, str]

    def is_spelled(self, folded: str, printed: str) -> bool:
        """Return whether printed words can be a cue: marks may be lost or confused, never added (`giáo` for `giao`)."""
        spelled = self.spelled[folded]
        if len(spelled) != len(printed):
            return False
        return all(a == b or b == f or a != f for a, b, f in zip(spelled, printed, folded, strict=True))


@cache
def load_cues() -> Cues:
    """Return the cues.

    Raises:
        LexiconError: the table is damaged.
    """
    rows = read_table("relation_cues", required=("phrase", "relation", "reach", "source"))
    phrases = {fold(r["phrase"]): r for r in rows}
    words = sorted(phrases, key=lambda w: (-len(w), w))
    shapes = [re.escape(word).replace("\\ ", r"\s") for word in words]
    pattern = re.compile(opening(shapes, never=r"\w") + r"(?!\w)")
    return Cues(
        pattern,
        {w: r["relation"] for w, r in phrases.items()},
        {w: int(r["reach"]) for w, r in phrases.items()},
        {w: r["phrase"].lower() for w, r in phrases.items()},
    )
