"""Words that tell how lines hang together (`layout.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichdan.lexicon.loader import read_table


@dataclass(frozen=True, slots=True)
class Layout:
    """Patterns over folded lines.

    Attributes:
        running_heads: matches a line break and a whole line that repeats on each page and is no text.
        head_line: beginnings of lines that never go on from the line above.
        dangling: ends of lines that cannot end a phrase; reach: how far from the end of the line it need look.
        marked: the last words of such ends with their marks, which tell `số` from `sở`.
        closed: whole lines from which nothing goes on (a document's own number, place and date).
        basis: beginnings of legal bases, which end with a semicolon or a full stop.
    """

    running_heads: re.Pattern[str]
    head_line: re.Pattern[str]
    dangling: re.Pattern[str]
    reach: int
    basis: re.Pattern[str]
    marked: frozenset[str]
    closed: re.Pattern[str]

    def dangles(self, text: str, folded: str) -> bool:
        """Return whether a line ends in a word that cannot end a phrase.

        Args:
            text: the line; folded: the same folded.
        """
        if self.dangling.search(folded, max(0, len(folded) - self.reach)) is None:
            return False
        last = text.rsplit(maxsplit=1)[-1].strip(":").lower()
        return last.isascii() or last in self.marked


def load_layout() -> Layout:
    """Return the table.

    Raises:
        LexiconError: the table is damaged.
    """
    rows = read_table("layout", required=("kind", "pattern", "example", "source"))
    by_kind = {
        kind: [r["pattern"] for r in rows if r["kind"] == kind]
        for kind in ("running_head", "head_line", "dangling", "basis", "closed")
    }
    return Layout(
        re.compile(r"\n(?:" + "|".join(by_kind["running_head"]) + r")(?![^\n])"),
        re.compile("|".join(by_kind["head_line"])),
        re.compile(r"(?:^|[^\w])(?:" + "|".join(by_kind["dangling"]) + r")$"),
        max(map(len, by_kind["dangling"])) + 1,
        re.compile("|".join(by_kind["basis"])),
        frozenset(r["example"].split()[-1].lower() for r in rows if r["kind"] == "dangling"),
        re.compile("|".join(by_kind["closed"])),
    )
