"""The lines of a page as cells: what stands between line breaks and column gaps."""

from __future__ import annotations

import re
from typing import NamedTuple

from trichdan.text import Span

_RULE = re.compile(r"[-_=~*.+ ]+$")
_PHRASES = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap ?- ?tu do ?- ?hanh phuc"
    r"|--{4,}|__{4,}|\|(?<= .)(?= |$)"
)


class Cell(NamedTuple):
    """A piece of a line; a named tuple, as hundreds are made for each document.

    Attributes:
        gap: number of blank lines before its line.
        column: 0 for the first piece of its line.
        mark: the line holds no words (a cell border, a rule, a star).
    """

    start: int
    end: int
    text: str
    folded: str
    gap: int
    column: int
    mark: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def is_caps(self) -> bool:
        """Whether its letters are capitals, but for a slip of the reader or two."""
        if self.text.isupper():
            return True
        if len(self.text) > 1500:
            return False
        low = sum(map(str.islower, self.text))
        return low * 9 <= len(self.text) and low * 8 <= sum(map(str.isupper, self.text)) > 0

    @property
    def words(self) -> list[str]:
        """Its folded words."""
        return self.folded.split()


def _pieces(text: str, folded: str, start: int, end: int, heads: bool) -> list[tuple[int, int]]:
    """Return the pieces of a line: parted by tabs, and around a title of State or Party that shares it."""
    if not heads and text.find("\t", start, end) < 0:
        return [(start, end)]
    out: list[tuple[int, int]] = []
    at = start
    while at <= end:
        stop = text.find("\t", at, end)
        stop = end if stop < 0 else stop
        low = at
        if heads and stop - at < 240:
            for match in _PHRASES.finditer(folded, at, stop):
                if match.start() > low:
                    out.append((low, match.start()))
                out.append((match.start(), match.end()))
                low = match.end()
        if stop > low:
            out.append((low, stop))
        at = stop + 1
    return out


def read_cells(text: str, folded: str, start: int, *, limit: int, lines: int, heads: bool = False) -> list[Cell]:
    """Return the cells of a stretch of text, in reading order.

    Args:
        text: the normalised text; folded: the same folded.
        start: where to begin.
        limit: how many characters to look at most.
        lines: how many lines that are not blank to look at most.
        heads: part a line also around a title of State or Party in it.
    """
    stop = min(len(text), start + limit)
    out: list[Cell] = []
    at, gap, seen = start, 0, 0
    while at < stop and seen < lines:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        pieces = _pieces(text, folded, at, end, heads)
        made = 0
        for low, high in pieces:
            raw = text[low:high]
            low += len(raw) - len(raw.lstrip())
            high = low + len(raw.strip())
            if low >= high:
                continue
            words = text[low:high]
            mark = words == "|" or _RULE.match(words) is not None
            out.append(Cell(low, high, words, folded[low:high], gap, made, mark))
            made += 1
        gap = 0 if made else gap + 1
        seen += bool(made)
        at = end + 1
    return out


def merge(above: Cell, below: Cell) -> Cell:
    """Return two cells that follow each other as one, with a space between their texts."""
    return Cell(
        above.start, below.end, f"{above.text} {below.text}", f"{above.folded} {below.folded}", above.gap,
        above.column, False,
    )  # fmt: skip


def join(cells: list[Cell]) -> str:
    """Return the text of cells with single spaces."""
    return " ".join(" ".join(cell.text for cell in cells).split())


def extent(cells: list[Cell]) -> Span:
    """Return the span from the first to the last of cells that are at least one."""
    return Span(min(cell.start for cell in cells), max(cell.end for cell in cells))
