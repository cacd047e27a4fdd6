"""Names of laws, codes and ordinances (`laws.csv`), found by their longest known form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from trichdan.lexicon.loader import read_table
from trichdan.text import fold

_WORD = re.compile(r"[a-z0-9]+")
# what may stand between two words of a name: spaces, one line break, a comma or semicolon, a bracket, an ampersand
_NEXT = re.compile(r"[ \t]?[,;(&/-]?[ \t]?\n?[ \t]?[(&]?[a-z0-9]+")
_END: Any = ""


@dataclass(frozen=True)
class LawNames:
    """The known names as trees of folded words, one for each kind (`luat`, `bo luat`, `phap lenh`)."""

    trees: dict[str, dict[str, Any]]

    def match(self, kind: str, folded: str, start: int) -> int | None:
        """Return where the longest known name that begins at `start` ends, or None.

        Args:
            kind: folded type word.
            folded: folded text.
            start: offset of the first character after the type word.
        """
        node: dict[str, Any] = self.trees.get(kind, {})
        at, best, last = start, None, ""
        while match := _NEXT.match(folded, at):
            word = _WORD.search(match[0])
            if word is None:
                break
            if word[0] not in node and word[0] == last and "\n" not in match[0]:
                at = match.end()  # a word printed twice
                continue
            if word[0] not in node:
                break
            node, at, last = node[word[0]], match.end(), word[0]
            if _END in node:
                best = at
        return best


def _variants(name: str) -> set[tuple[str, ...]]:
    words = tuple(_WORD.findall(fold(name)))
    return {words, tuple(w for w in words if w != "va")}


@cache
def load_laws() -> LawNames:
    """Return the names.

    Raises:
        LexiconError: the table is damaged.
    """
    trees: dict[str, dict[str, Any]] = {}
    for row in read_table("laws", required=("type", "name", "source")):
        for words in _variants(row["name"]):
            node = trees.setdefault(fold(row["type"]), {})
            for word in words:
                node = node.setdefault(word, {})
            node[_END] = {}
    return LawNames(trees)
