"""Paragraphs, sentences and clauses around a time expression, and the cells of table rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.text import Span

# 'TP. Hà Nội', 'v.v.', 'ĐT. 1234', 'Nguyễn A.': a full stop that ends no sentence
_STOP = re.compile(
    r"[.!?;](?:(?<!;)(?=[\s”\"')\]]|/|$)(?<!\bTP.)(?<!\btp.)(?<!\bTh.)(?<!\bĐT.)(?<!v\.v.)(?<!\b[A-ZĐ].)|(?<=;)(?=\s|$))"
)
_NEXT = re.compile(r"[\s”\"')\]]{0,6}(.)")
_PARENTHESIS = re.compile(r"\([^()\n]{1,1500}\)|“[^“”\n]{1,160}”|\"[^\"\n]{1,160}\"|\[\d{1,3}\]")
_LABEL = re.compile(
    r"[\s“\"]{0,6}(?:(?:điều|mục|phần|chương|phụ lục) [\divxlc]{1,5}[.:)]?"
    r"|[\divxlc]{1,4}(?:(?:\.\d{1,2}){1,3}[.)]?|[.)/]|\.?(?: ?-))|[a-zđ]\.?\d{0,2}[.)]"
    r"|\((?:\d{1,2}|[ivx]{1,5}|[a-zđ])\)|[-+*•])(?=[\s“])\s*"
)
# tone marks on the second vowel of an open final group, as many write: 'uỷ' -> 'ủy', 'hoà' -> 'hòa'
_OPEN = re.compile(r"[ou](?:(?<=o)[àáảãạèéẻẽẹ]|(?<=u)(?<!qu)[ỳýỷỹỵ])(?!\w)")
_OPEN_OLD = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)


KEPT = 256
"""Paragraphs and clauses remembered: each time of a line, and each rule, asks for them anew."""
_REACH = 2500  # characters on either side of a time that can belong to its clause
_EARLIER = 8
_CUT_OFF = 40  # characters: shorter lines without an end mark are headings


def lower(text: str) -> str:
    """Return a text in lower case with tone marks where the lexicon puts them, character for character."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _OPEN.sub(lambda m: _OPEN_OLD[m[0]], low)


def _mask(low: str) -> str:
    """Return the text with what stands in brackets or short quotation marks blotted out.

    A quotation that opens the line is the text itself (a new article that an amending law gives).
    """
    first = len(low) - len(low.lstrip())
    return _PARENTHESIS.sub(
        lambda m: m[0] if m.start() == first else m[0][0] + "\x01" * (len(m[0]) - 2) + m[0][-1], low
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the normalised text, ready to be searched. Offsets inside count from its start.

    Attributes:
        start: offset of the paragraph in the document.
        text: as written; low: lower case; plain: low with brackets and quoted names blotted out.
        body: where the words begin, after label or dash.
        stops: ends of its sentences and of the parts that a semicolon divides.
    """

    start: int
    text: str
    low: str
    plain: str
    body: int
    stops: tuple[int, ...]

    def clause(self, at: int) -> Span:
        """Return the part between full stops and semicolons that holds a place."""
        i = bisect_right(self.stops, at)
        begin = self.stops[i - 1] if i else self.body
        end = self.stops[i] if i < len(self.stops) else len(self.text)
        begin, end = max(begin, at - _REACH), min(end, at + _REACH)
        while begin < end and self.text[begin] in " ;.,\t-+":
            begin += 1
        return Span(begin, max(begin, end))

    def before(self, at: int) -> list[Span]:
        """Return the clauses before the one that holds a place, the nearest first, at most eight."""
        i = bisect_right(self.stops, at)
        return [self.clause(self.stops[j - 1] if j else self.body) for j in range(i - 1, max(-1, i - 1 - _EARLIER), -1)]


def paragraph_at(text: str, at: int) -> Paragraph:
    """Return the paragraph of a document that holds a place."""
    start = text.rfind("\n", 0, at) + 1
    while start > 1 and _breaks_name(text, start - 1):
        start = text.rfind("\n", 0, start - 1) + 1
    end = text.find("\n", at)
    while end >= 0 and _breaks_name(text, end):
        end = text.find("\n", end + 1)
    return make_paragraph(text[start : len(text) if end < 0 else end].replace("\n", " "), start)


def _breaks_name(text: str, at: int) -> bool:
    """Return whether a line break parts the name of a body after its head word: `Sở` / `Tài chính`."""
    word = text[text.rfind(" ", max(0, at - 12), at) + 1 : at]
    after = text[at + 1 : at + 2]
    return word[:1].isupper() and after.isupper() and lower(word) in load_deadline_words().kinds["parted_head"]


def widened(text: str, paragraph: Paragraph) -> Paragraph | None:
    """Return a paragraph with the line before it, where that one seems cut off: long, and without an end mark.

    The line break becomes a space, so offsets stay.
    """
    start = paragraph.start
    above = text.rfind("\n", 0, start - 1) + 1 if start > 1 else start
    line = text[above : start - 1] if above < start else ""
    if paragraph.body or len(line) < _CUT_OFF or not (line[-1].isalpha() or line[-1] == ","):
        return None
    if line.upper() == line:
        return None
    return make_paragraph(f"{line} {paragraph.text}", above)


@lru_cache(maxsize=KEPT)
def make_paragraph(line: str, start: int = 0) -> Paragraph:
    """Return a line as a paragraph."""
    low = lower(line)
    plain = _mask(low)
    label = _LABEL.match(low)
    body = label.end() if label else 0
    stops = tuple(m.end() for m in _STOP.finditer(line, body) if _ends(line, plain, m))
    return Paragraph(start, line, low, plain, body, stops)


def _ends(line: str, plain: str, stop: re.Match[str]) -> bool:
    """Return whether a mark ends a sentence: a full stop before a small letter does not (`Luật Du lịch... bảo đảm`)."""
    if plain[stop.start()] == "\x01" or stop.end() >= len(line):
        return False
    follows = _NEXT.match(line, stop.end())
    return stop[0] == ";" or follows is None or not follows[1].islower()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the spans of its filled cells in the document, and which of them holds the place asked for."""

    cells: tuple[Span, ...]
    at: int


_CELL = 2000  # characters; what is longer is text between two tables


def _cell(text: str, at: int) -> Span | None:
    """Return the cell around a place, or None where no cell marks stand around it."""
    begin = text.rfind("\n|\n", max(0, at - _CELL), at + 1)
    end = text.find("\n|", at, at + _CELL)
    if begin < 0 or end < 0 or (end + 2 < len(text) and text[end + 2] != "\n"):
        return None
    return Span(begin + 3, max(begin + 3, end))


def row_at(text: str, at: int, *, limit: int = 12) -> Row | None:
    """Return the table row that holds a place.

    Cells are parted by lines that hold only `|`; two such lines in a row part rows (or stand around an empty cell,
    which then ends the row for us too).
    """
    own = _cell(text, at)
    if own is None:
        return None
    cells, index = [own], 0
    while len(cells) < limit:
        first = cells[0].start - 3
        previous = _cell(text, first - 1) if first > 0 and text[first - 1] not in "|" else None
        if previous is None or previous.end != first or not text[previous.start : previous.end].strip():
            break
        cells.insert(0, previous)
        index += 1
    while len(cells) < limit:
        after = cells[-1].end + 3
        following = _cell(text, after) if after < len(text) and text[after] != "|" else None
        if following is None or following.start != after or not following.of(text).strip():
            break
        cells.append(following)
    return Row(tuple(cells), index)
