"""Words of obligations: cues of bounds, verbs of action, bodies, and what tells a deadline from other times.

Tables: `deadline_bounds.csv`, `deadline_actions.csv`, `deadline_context.csv`, `deadline_patterns.csv`. Phrases stand
in lower case with the tone mark on the first vowel (`ủy`, `hòa`); the stages bring their text to the same form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from trichdan.errors import LexiconError
from trichdan.lexicon.loader import read_table
from trichdan.lexicon.shapes import opening

BOUNDS = frozenset({"<", "<=", "=", "in", "at", ">=", ">"})
ACTIONS = frozenset(
    "REPORT SUBMIT REPLY COMPLETE ISSUE_PLAN ORGANISE DISSEMINATE INSPECT REVIEW_MIDTERM REVIEW_FINAL REGISTER "
    "OTHER -".split()
)
"""`-` marks phrases that look like a verb and are none (`chương trình`)."""


_WORD_START = r"(?<!\w)"
_REPEATED = frozenset({"REVIEW_MIDTERM", "REVIEW_FINAL", "ORGANISE", "INSPECT"})


@dataclass(frozen=True, slots=True)
class BoundCue:
    """A wording before a time (`deadline_bounds.csv`).

    Attributes:
        phrase: `chậm nhất là`.
        bound: one of BOUNDS.
        kind: `cutoff`, `period`, `reach`, `window`, `point`, `occasion`, `start`, `after` or `every`.
    """

    phrase: str
    bound: str
    kind: str


@dataclass(frozen=True)
class DeadlineWords:
    """The tables, with the patterns made of them.

    Attributes:
        bounds: cue by phrase; actions: action type by verb phrase; kinds: phrases of the context table by kind, and
            `act` (all verbs), `telling` (those of a type of their own), `finish` (those of completion), `repeated`
            (those that `hằng năm` may follow).
        shapes: pattern by name (`deadline_patterns.csv`), over text in lower case.
    """

    bounds: dict[str, BoundCue]
    actions: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    shapes: dict[str, re.Pattern[str]]
    _made: dict[tuple[str, str, str], re.Pattern[str]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def pattern(self, kind: str, *, before: str = _WORD_START, after: str = r"(?!\w)") -> re.Pattern[str]:
        """Return a pattern that matches any phrase of a kind, the longest where several begin alike."""
        known = self._made.get((kind, before, after))
        if known is None:
            known = self._made[kind, before, after] = _compiled(self.kinds[kind], before, after)
        return known


def alternation(phrases: Iterable[str], *, never: str = "") -> str:
    """Return a regular expression for any of the phrases, longest first, branching on their first word.

    One branch for each first word keeps the search fast: most words of a text begin no phrase.

    Args:
        phrases: as in the tables.
        never: a class of characters that may not stand before the phrase.
    """
    branches: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        word, _, rest = phrase.partition(" ")
        branches[word].append(rest)
    out = []
    for word, rests in sorted(branches.items(), key=lambda item: -len(item[0])):
        tails = sorted((" " + rest for rest in rests if rest), key=lambda tail: (-len(tail), tail))
        tail = f"(?:{'|'.join(map(re.escape, tails))})" if tails else ""
        out.append(re.escape(word) + (f"{tail}?" if "" in rests and tail else tail))
    return opening(out, never=never)


def _compiled(phrases: tuple[str, ...], before: str, after: str) -> re.Pattern[str]:
    if before == _WORD_START:
        return re.compile(alternation(phrases, never=r"\w") + after)
    return re.compile(before + alternation(phrases) + after)


@cache
def load_deadline_words() -> DeadlineWords:
    """Return the words of obligations.

    Raises:
        LexiconError: a table is damaged, or names a bound or action type that does not exist.
    """
    bounds = {}
    for row in read_table("deadline_bounds", required=("phrase", "bound", "kind", "source")):
        if row["bound"] not in BOUNDS:
            raise LexiconError(f"deadline_bounds.csv: {row['bound']!r} is no bound. Use one of {sorted(BOUNDS)}.")
        bounds[row["phrase"]] = BoundCue(row["phrase"], row["bound"], row["kind"])
    actions = {}
    for row in read_table("deadline_actions", required=("phrase", "action_type", "source")):
        if row["action_type"] not in ACTIONS:
            raise LexiconError(f"deadline_actions.csv: {row['action_type']!r} is no action. Use {sorted(ACTIONS)}.")
        actions[row["phrase"]] = row["action_type"]
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for row in read_table("deadline_context", required=("kind", "phrase", "source")):
        kinds[row["kind"]].append(row["phrase"])
    kinds["act"] = [*actions, *kinds["aux"]]
    kinds["telling"] = [phrase for phrase, kind in actions.items() if kind not in ("-", "OTHER")]
    kinds["finish"] = [phrase for phrase, kind in actions.items() if kind == "COMPLETE"]
    kinds["review"] = [phrase for phrase, kind in actions.items() if kind.startswith("REVIEW")]
    kinds["repeated"] = [phrase for phrase, kind in actions.items() if kind in _REPEATED]
    shapes = {
        row["name"]: re.compile(row["pattern"])
        for row in read_table("deadline_patterns", required=("name", "pattern", "example", "source"))
    }
    return DeadlineWords(bounds, actions, {kind: tuple(phrases) for kind, phrases in kinds.items()}, shapes)
