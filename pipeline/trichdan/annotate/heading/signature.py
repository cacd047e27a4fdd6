"""The end of a paper: who gets it (Nơi nhận) and who signed it, in whatever order the columns were read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trichdan.annotate.heading.cells import Cell, join, merge, read_cells
from trichdan.lexicon.header import HeaderWords
from trichdan.text import Span

_LIST = re.compile(r"_{0,3}noi nhan ?[:.;_ ]*")
_ITEM = re.compile(r"[-+•·*] ?")
_LAST_ITEM = re.compile(r"[-+•·*]? ?luu\b")
_PERSON = re.compile(r"[^\W\d_][\w'’.]*(?:[ -][^\W\d_][\w'’]*){1,5}$")
_LIMIT, _LINES = 6000, 90
_NEAR = 14


@dataclass(slots=True)
class Signature:
    """What the end of a paper gives.

    Attributes:
        start: where it begins, None if there is none.
        end: where it ends.
    """

    start: int | None = None
    end: int = 0
    capacity: list[Cell] = field(default_factory=list)
    position: list[Cell] = field(default_factory=list)
    signer: str | None = None
    signer_span: Span | None = None
    recipients: list[list[Cell]] = field(default_factory=list)


def person(cell: Cell, words: HeaderWords) -> tuple[str, int] | None:
    """Return the name of a person without rank and titles and where it begins, or None.

    Args:
        cell: what may be a name.
        words: the words of headers.
    """
    start = 0
    while match := words.rank.match(cell.folded, start):
        start = match.end()
    name = cell.text[start:].strip(" .,;")
    if not _PERSON.match(name) or len(name) > 40:
        return None
    parts = name.replace("-", " ").split()
    if not 2 <= len(parts) <= 6 or any(not p[0].isupper() for p in parts):
        return None
    if all(p.isupper() and len(p) > 1 for p in parts) and start == 0 and len(parts) > 4:
        return None
    folded = cell.folded[start:]
    if words.nameless.match(folded) or words.annex.match(folded) or words.furniture.match(folded):
        return None
    if parts[0].lower() in words.posts or (words.capacity.match(folded) and name.isupper()):
        return None
    if name.isupper() and (words.unit.match(folded) or words.position.match(folded) or words.headline.match(folded)):
        return None
    return name, start


class _Reader:
    """Reads the cells of one candidate for the end of a paper."""

    def __init__(self, cells: list[Cell], words: HeaderWords) -> None:
        self._cells, self._words = cells, words
        self.out = Signature()
        self._listing = False
        self._done = False
        self._column = 0
        self._quiet = 0
        self._marked = False

    def read(self) -> Signature:
        for index, cell in enumerate(self._cells):
            if not self._step(index, cell):
                break
            self.out.end = cell.end
        return self.out

    def _step(self, index: int, cell: Cell) -> bool:
        """Read one cell; return False where the end of the paper is over."""
        words, out = self._words, self.out
        if cell.mark:
            self._listing = self._listing and not (self._done or (cell.text == "|" and bool(out.recipients)))
            return not (out.signer and not self._listing and cell.text != "|") or index < 3
        begins = _LIST.match(cell.folded)
        if begins:
            if self._done:
                return False
            self._listing, self._column = True, cell.column
            if cell.folded[begins.end() :]:
                self._item(cell, begins.end())
            return True
        if self._signs(index, cell):
            return True
        if self._listing:
            return self._recipient(cell)
        if words.annex.match(cell.folded):
            return False
        self._quiet += 1
        return out.signer is None and self._quiet < _NEAR and len(cell.text) < 160

    def _item(self, cell: Cell, start: int) -> None:
        if cell.text[start:].strip(" -"):
            low = cell.start + start
            piece = Cell(low, cell.end, cell.text[start:], cell.folded[start:], cell.gap, cell.column, False)
            self.out.recipients.append([piece])

    def _recipient(self, cell: Cell) -> bool:
        """Read a line of the list of recipients."""
        out = self.out
        item = _ITEM.match(cell.folded)
        if item or not out.recipients:
            if self._done and not item:
                return True
            self._done = False
            self._item(cell, item.end() if item else 0)
        elif cell.gap and not cell.text[0].islower():
            self._listing = False
            return self._step(0, cell) if out.signer is None else False
        elif self._done and out.recipients[-1][-1].text.rstrip()[-1:] in ".;":
            self._listing = not cell.text[0].isupper()
            return out.signer is None or self._listing
        else:
            out.recipients[-1].append(cell)
        if _LAST_ITEM.match(cell.folded):
            self._done = True
        return len(out.recipients) < 80

    def _signs(self, index: int, cell: Cell) -> bool:
        """Read a line of the signer's block."""
        words, out = self._words, self.out
        if out.signer is not None:
            return False
        if words.signed.fullmatch(cell.folded.strip()):
            self._marked = True
            return True
        prefix = words.capacity.match(cell.folded)
        caps = cell.is_caps
        if prefix and caps and not out.position:
            out.capacity.append(cell)
            return True
        first = cell.text.split()[0].strip(".,").lower()
        post = words.position.match(cell.folded) if caps or first in words.posts else None
        if (out.capacity or out.position) and len(cell.words) == 1 and caps and not cell.gap:
            (out.position or out.capacity).append(cell)
            return True
        if post and (caps or (out.capacity and len(cell.text) < 60)) and len(cell.text) < 110:
            if out.capacity and not out.position and out.capacity[-1].text.rstrip().endswith(","):
                out.capacity.append(cell)
            else:
                out.position.append(cell)
            return True
        if not (out.capacity or out.position):
            return False
        listed = bool(_ITEM.match(cell.folded)) or (not (cell.gap or caps) and self._inside(cell))
        if listed and not _ITEM.match(cell.folded) and len(cell.words) > 2 and cell.text[-1].isalpha():
            listed = person(cell, words) is None  # else a name from the other column
        if self._listing and cell.column == self._column and listed:
            return False
        last = (out.position or out.capacity)[-1]
        near = cell.start - last.end <= 3 or not self._listing
        if caps and near and len(cell.text) < 90 and not self._name(cell, spaced=cell.gap > 0 or self._marked):
            (out.position or out.capacity).append(cell)
            return True
        return self._name(cell, spaced=True)

    def _inside(self, cell: Cell) -> bool:
        """Return whether the line stands right under a recipient in the same column."""
        last = self.out.recipients[-1][-1] if self.out.recipients else None
        return last is not None and cell.start - last.end <= 2

    def _name(self, cell: Cell, *, spaced: bool) -> bool:
        found = person(cell, self._words)
        if found is None or (cell.is_caps and not spaced and found[0].split()[0].lower() not in self._words.surnames):
            return False
        name, start = found
        self.out.signer = name
        low = cell.start + cell.text.index(name, start)
        self.out.signer_span = Span(low, low + len(name))
        return True


def read_signature(text: str, folded: str, start: int, words: HeaderWords) -> Signature:
    """Return the end of the paper: the first place that yields a signer, else the first list of recipients.

    Args:
        text: the normalised text; folded: the same folded.
        start: where the body begins; nothing before it is looked at.
        words: the words of headers.
    """
    spare: Signature | None = None
    tried = 0
    for match in words.tail.finditer(folded, max(start - 1, 0)):
        at = match.start() + 1
        if not match["list"] and not _is_post(text, at):
            continue
        tried += 1
        if tried > 40:
            break
        cells = _unwrap(read_cells(text, folded, at, limit=_LIMIT, lines=_LINES), words)
        found = _Reader(cells, words).read()
        found.start = at
        if found.signer is not None:
            return found if spare is None or at - spare.end > 3000 else _merge(spare, found)
        if found.recipients and spare is None:
            spare = found
    return spare or Signature()


def _unwrap(cells: list[Cell], words: HeaderWords) -> list[Cell]:
    """Join a line of one word with the line under it where they are one post or one name parted by wrapping."""
    out: list[Cell] = []
    for cell in cells:
        above = out[-1] if out else None
        if above is not None and _wraps(above, cell, words):
            out[-1] = merge(above, cell)
        else:
            out.append(cell)
    return out


def _wraps(above: Cell, cell: Cell, words: HeaderWords) -> bool:
    if above.mark or cell.mark or cell.gap or cell.column or len(above.words) != 1:
        return False
    if above.text == "-":
        return True
    if above.is_caps:
        opens = above.text.endswith(".") or above.text.lower() in words.openers
        return cell.is_caps and opens and len(cell.text) < 60
    named = above.text.isalpha() and above.text.istitle() and above.text.lower() not in words.posts
    return named and len(cell.words) <= 4 and cell.text.replace(" ", "").isalpha() and cell.text.istitle()


def _merge(first: Signature, second: Signature) -> Signature:
    """Return the signer of `second` with the recipients of `first`."""
    second.start = first.start
    second.recipients = second.recipients or first.recipients
    return second


def _is_post(text: str, at: int) -> bool:
    """Return whether the line at `at` is in capitals."""
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)]
    return len(line) < 160 and line.upper() == line


def items(recipients: list[list[Cell]]) -> tuple[str, ...]:
    """Return the recipients without dash and closing punctuation."""
    out = []
    for cells in recipients:
        line = join(cells).strip(" -;,.")
        if line.count("(") > line.count(")"):
            line += ")" if join(cells).rstrip(" ;,.").endswith(")") else ""
        if line:
            out.append(line)
    return tuple(out)
