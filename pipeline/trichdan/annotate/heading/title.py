"""The name of the type and the trích yếu under it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from trichdan.annotate.heading.cells import Cell, join, merge
from trichdan.lexicon import Lexicon, load_lexicon
from trichdan.lexicon.header import HeaderWords
from trichdan.text import fold

_OF = re.compile(r"cua (?P<body>\S.{2,100}?)$")
_ABOUT = re.compile(r"(?:ve|v/v|viec)\b")
_SECTION = re.compile(
    r"(?:phan|chuong|muc|dieu) (?:thu )?(?:[ivx]+|\d+|nhat|hai)\b|[ivx]{1,4}[.)-] ?\S|\d{1,2}[.)-] \S"
)
_SPACED = re.compile(r"(?:\w ){3,}\w$")


@dataclass(frozen=True, slots=True)
class Title:
    """A type line and what stands under it.

    Attributes:
        type: the type, lower case, or None where no line names it.
        cells: the cells of the trích yếu.
        of: cells of a line `của ...` between type and trích yếu, which names the issuer.
        authority: the lines that name who decides, below the trích yếu.
        body: index of the first cell of the body.
    """

    type: str | None
    type_cell: int | None
    cells: tuple[Cell, ...]
    of: tuple[Cell, ...]
    authority: tuple[Cell, ...]
    body: int


@cache
def type_names(lexicon: Lexicon) -> dict[str, str]:
    """Return the names of types by their folded form; those with a note in brackets are no type lines."""
    return {fold(t.name): t.name for t in lexicon.types if "(" not in t.name}


def type_of(cell: Cell, lexicon: Lexicon) -> str | None:
    """Return the type that a cell names and nothing else, or None."""
    line = cell.folded.strip(" .:*-")
    if _SPACED.match(line):
        line = _unspaced(line, lexicon)
    name = type_names(lexicon).get(" ".join(line.split()))
    if name is None or cell.folded[-1] in ":;,":
        return None
    return name if cell.text[0].isupper() else None


def type_at(cells: list[Cell], index: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return the type that the cell at `index` names, alone or with the next one, and how many cells it takes."""
    kind = type_of(cells[index], lexicon)
    if index + 1 < len(cells):
        below = cells[index + 1]
        if not below.mark and not below.gap and len(below.words) <= 2 and len(cells[index].words) <= 2:
            both = merge(cells[index], below)
            longer = type_of(both, lexicon)
            if longer is not None and cells[index].is_caps == below.is_caps:
                return longer, 2
    return (kind, 1) if kind is not None else None


def _unspaced(line: str, lexicon: Lexicon) -> str:
    bare = line.replace(" ", "")
    return next((folded for folded in type_names(lexicon) if folded.replace(" ", "") == bare), line)


def type_before(cell: Cell, lexicon: Lexicon) -> tuple[str, int] | None:
    """Return the type with which a line of capitals begins and its length, where the trích yếu shares its line."""
    if not cell.is_caps or cell.folded[-1] in ":;":
        return None
    names = type_names(lexicon)
    line = cell.folded
    best = max((n for n in names if line.startswith(f"{n} ")), key=len, default=None)
    return (names[best], len(best)) if best else None


def read_title(
    cells: list[Cell], index: int, kind: str, length: int, words: HeaderWords, issuer: str, known: Collection[int]
) -> Title:
    """Return the title whose type stands in the cell at `index`.

    Args:
        cells: the cells of the first pages.
        index: the cell with the type.
        kind: the type; length: how many characters of the cell it takes, 0 for all.
        words: the words of headers.
        issuer: folded name of the issuer as printed, "" if unknown.
        known: indexes of cells that were read as something else.
    """
    first = cells[index]
    taken: list[Cell] = []
    if length:
        low = first.start + length + 1
        taken.append(Cell(low, first.end, first.text[length + 1 :], first.folded[length + 1 :], 0, 0, False))
    stop = _preamble(cells, index, words)
    authority = _authority(cells, index, stop, words, issuer) if stop is not None else None
    bound = authority if authority is not None else stop
    at = index + 1
    while at < len(cells):
        if bound is not None and at >= bound:
            break
        cell = cells[at]
        if at in known:
            at += 1
            continue
        if cell.mark:
            if taken and not (bound is not None and _goes_on(taken, cells, at + 1, bound)):
                break
            at += 1
            continue
        if bound is None and _ends_title(cell, taken, words):
            break
        if bound is not None and taken and cell.gap > 2:
            break
        if (len(cell.text) > 700 and not cell.is_caps) or _SECTION.match(cell.folded):
            break
        taken.append(cell)
        at += 1
    last = stop if stop is not None else at
    deciding = tuple(c for c in cells[authority:stop] if not c.mark) if authority is not None else ()
    of, rest = _split_of(taken)
    return Title(kind, index, tuple(rest), tuple(of), deciding, last)


def _preamble(cells: list[Cell], index: int, words: HeaderWords) -> int | None:
    """Return the index of the first line of a legal preamble below the type, or None where another body comes first."""
    for at in range(index + 1, min(index + 30, len(cells))):
        cell = cells[at]
        # `KẾ HOẠCH / Thực hiện ...` is a title; a line of a preamble with its semicolon is not
        below = at > index + 1 or (cell.folded.startswith("can cu ") and cell.text.endswith(";"))
        if below and words.basis.match(cell.folded) and cell.text[0] in "-CTX":
            return at
        if (
            (len(cell.text) > 500 and not cell.is_caps)
            or _SECTION.match(cell.folded)
            or cell.folded.startswith("kinh gui")
        ):
            return None
        if cell.text.endswith((".", ":")) and len(cell.text) > 80:
            following = next((c for c in cells[at + 1 :] if not c.mark), None)
            if following is None or not words.basis.match(following.folded):
                return None
    return None


def _authority(cells: list[Cell], index: int, stop: int, words: HeaderWords, issuer: str) -> int | None:
    """Return the index where the line that names the deciding office begins, just before the preamble."""
    found = None
    for at in range(stop - 1, index, -1):
        cell = cells[at]
        if cell.mark:
            if found is not None:
                break
            continue
        if stop - at > 8 or not (cell.is_caps or words.authority.match(cell.folded)):
            break
        own = words.authority.match(cell.folded) or (issuer and issuer.startswith(cell.folded))
        if found is None and own:
            found = at
        elif found is not None:
            if not own or len(cell.words) > 4 or cells[found].gap:
                break
            found = at
    if found is None:
        return None
    line = " ".join(c.folded for c in cells[found:stop] if not c.mark)
    before = [c for c in cells[index + 1 : found] if not c.mark]
    if not before or len(line) >= 160 or line.endswith(","):
        return None
    return None if _dangles(before[-1]) else found


def _dangles(cell: Cell) -> bool:
    """Return whether the cell ends in a word that cannot end a title."""
    return load_lexicon().layout.dangles(cell.text, cell.folded)


def _goes_on(taken: list[Cell], cells: list[Cell], at: int, bound: int) -> bool:
    """Return whether the title is unfinished at a mark: its last word cannot end it."""
    return at < bound and _dangles(taken[-1])


def _ends_title(cell: Cell, taken: list[Cell], words: HeaderWords) -> bool:
    """Return whether a cell no longer belongs to the title of a paper without legal preamble."""
    folded = cell.folded
    if folded.startswith("kinh gui") or _SECTION.match(folded) or words.basis.match(folded):
        return True
    if not taken:
        return len(cell.text) > 300 and cell.text.endswith((".", ":", ";"))
    unfinished = _dangles(taken[-1]) or taken[-1].text.endswith(",")
    caps = taken[-1].is_caps
    if cell.gap and not unfinished and not (cell.gap == 1 and caps and cell.is_caps):
        return True
    if cell.gap > 2 or cell.text.endswith((":", ";")) or len(cell.text) > 400:
        return True
    if caps and not cell.is_caps and len(cell.text) > 30 and not (unfinished or _ABOUT.match(folded)):
        return True
    if words.body.match(folded) and cell.text[0].isupper() and not cell.is_caps and not unfinished:
        return True
    return len(cell.text) > 120 and cell.text.endswith(".") and not cell.is_caps


def _split_of(taken: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """Part lines `của <body>` from the trích yếu that begins with `về` on a line of its own."""
    for cut in range(1, min(4, len(taken))):
        if _ABOUT.match(taken[cut].folded) and _OF.match(fold(join(taken[:cut]))):
            return taken[:cut], taken[cut:]
    return [], taken
