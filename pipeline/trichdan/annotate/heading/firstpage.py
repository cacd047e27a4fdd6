"""The first page: letterhead, title or addressees, whichever come, and the place where the body begins."""

from __future__ import annotations

import re

from trichdan.annotate.heading.cells import Cell, join, read_cells
from trichdan.annotate.heading.letterhead import Letterhead, LetterheadReader, group_units, is_letter
from trichdan.annotate.heading.signature import items
from trichdan.annotate.heading.title import Title, read_title, type_at, type_before
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import HeaderWords
from trichdan.model import Annotation
from trichdan.text import fold

_LIMIT, _LINES = 10_000, 110
_LATE = 70
_INTERLEAVED = 6
_NUMBERED = re.compile(r"so ?:? ?(?:\d|$)")
_EVIDENCE = ("banner", "number", "date")
_ADDRESS = re.compile(r"(?:dong )?kinh ?g[uo]i ?[:.;]? ?")
_WIRE = re.compile(r".{0,60}\bdien ?:$")
_ITEM = re.compile(r"[-+•] ?")
# the first words of a body that answers: `Cục Thuế nhận được ...`
_SPEAKS = re.compile(
    r"\S+(?: \S+){1,9} (?:da |vua )?(?:nhan duoc|co y kien|tra loi|thong bao|bao cao|de nghi|yeu cau|huong dan)(?!\w)"
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]) (?=[A-ZĐ])")


class FirstPage:
    """The first page: its letterhead, title, addressees, and where the body begins.

    Args:
        annotation: the text and the numbers found in it.
        lexicon: gives the types.
        words: the words of headers.
    """

    def __init__(self, annotation: Annotation, lexicon: Lexicon, words: HeaderWords) -> None:
        text, folded = annotation.text, annotation.folded
        self.cells = read_cells(text, folded, 0, limit=_LIMIT, lines=_LINES, heads=True)
        end = self.cells[-1].end if self.cells else 0
        numbers = [n for n in annotation.numbers if n.span.start < end]
        self.reader = LetterheadReader(text, folded, self.cells, words, numbers)
        self.words, self.lexicon = words, lexicon
        self.title: Title | None = None
        self.letter: int | None = None
        self.body = 0

    @property
    def head(self) -> Letterhead:
        """What the lines above title and body give."""
        return self.reader.head

    def read(self) -> None:
        """Read cells until the type line, the addressees or the body."""
        for index, cell in enumerate(self.cells):
            named = None if cell.mark else type_at(self.cells, index, self.lexicon)
            if named is not None and index not in self.head.kinds:
                self._read_title(index + named[1] - 1, named[0], 0)
                return
            if is_letter(cell):
                self.letter = index
                break
            annexed = not self.head.kinds and self.words.annex.match(cell.folded)
            if annexed or self.words.listing.match(cell.folded):
                self.body = cell.start
                return
            if self.head.kinds and (begun := type_before(cell, self.lexicon)) and index not in self.head.kinds:
                self._read_title(index, begun[0], begun[1])
                return
            if not self.reader.read(index) and (len(cell.text) > 120 or self.words.body.match(cell.folded)):
                self.body = cell.start
                break
        self._read_late(0, self._near_body())
        if self.letter is None and not set(self.head.kinds.values()).intersection(_EVIDENCE):
            self.head.units.clear()  # a line that names a body is no letterhead by itself

    def _near_body(self) -> int:
        """Return the index of the first cell that lies too far behind the beginning of the body for a letterhead."""
        far = (i for i, cell in enumerate(self.cells[:_LATE]) if cell.start > self.body + 600)
        return next(far, _LATE)

    def _read_title(self, index: int, kind: str, length: int) -> None:
        units = group_units(self.head.units, self.words)
        issuer = " ".join(join(units[-1]).split()) if units else ""
        self._read_late(index + 1, index + _INTERLEAVED)
        known = self.head.kinds
        self.title = read_title(self.cells, index, kind, length, self.words, fold(issuer), known)
        at = self.title.body
        while at < len(self.cells) and self.cells[at].mark:
            at += 1
        self.body = self.cells[at].start if at < len(self.cells) else (self.cells[-1].end if self.cells else 0)
        self._read_late(index, self._near_body())
        for later in range(at, min(at + 6, len(self.cells))):
            cell = self.cells[later]
            if is_letter(cell) or _WIRE.match(cell.folded):
                self.letter = later
                break
            if not cell.mark and len(cell.text) > 120:
                break

    def _read_late(self, start: int, stop: int) -> None:
        """Look further down for a line of number or date that the order of columns has put below."""
        for index in range(start, min(len(self.cells), stop)):
            cell = self.cells[index]
            if cell.mark or index in self.head.kinds or len(cell.text) > 70:
                continue
            if self.head.symbol is None and _NUMBERED.match(cell.folded):
                self.reader.read_number(index)
            elif self.head.day_span is None and ", ngay" in cell.folded and not cell.text.endswith((";", ".")):
                self.reader.read_date(index)


def read_addressees(page: FirstPage) -> tuple[tuple[str, ...], int]:
    """Return the addressees of a letter and the offset where the body begins."""
    cells, at = page.cells, page.letter
    if at is None:
        return (), page.body
    lines: list[list[Cell]] = []
    first = cells[at]
    match = _ADDRESS.match(first.folded)
    low = match.end() if match else len(first.text)
    while item := _ITEM.match(first.folded, low):
        low = item.end()
    if first.text[low:].strip():
        stop = _body_in(first, low, page.words)
        lines.append(
            [Cell(first.start + low, first.start + stop, first.text[low:stop], first.folded[low:stop], 0, 0, False)]
        )
        if stop < len(first.text):
            return items(lines), first.start + stop + 1
    at += 1
    while at < len(cells):
        cell = cells[at]
        item = _ITEM.match(cell.folded)
        if cell.mark:
            if lines and cell.text != "*":
                following = next((c for c in cells[at + 1 :] if not c.mark), None)
                open_end = lines[-1][-1].text.endswith((":", ","))
                if following is None or not (open_end or _ITEM.match(following.folded)):
                    at += 1
                    break
        elif item:
            low = item.end()
            lines.append([Cell(cell.start + low, cell.end, cell.text[low:], cell.folded[low:], 0, 0, False)])
        elif not lines and len(cell.text) < 200:
            lines.append([cell])
        elif (
            cell.gap
            or not lines
            or lines[-1][-1].text[-1] in ".;:"
            or len(cell.text) > 200
            or (page.words.body.match(cell.folded) and cell.text[0].isupper())
            or (page.words.unit.match(cell.folded) and _SPEAKS.match(cell.folded))
        ):
            break
        else:
            lines[-1].append(cell)
        at += 1
    while at < len(cells) and cells[at].mark:
        at += 1
    body = cells[at].start if at < len(cells) else (cells[-1].end if cells else 0)
    return items(lines), body


def _body_in(cell: Cell, low: int, words: HeaderWords) -> int:
    """Return where in an overlong line of addressees the body begins; its length if nowhere."""
    if len(cell.text) < 200:
        return len(cell.text)
    for match in _SENTENCE.finditer(cell.text, low):
        if words.body.match(cell.folded, match.end()):
            return match.start()
    return len(cell.text)
