"""The first page above the body: who, number, place and date, marks; each found by its kind, not by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from trichdan.annotate.heading.cells import Cell, join
from trichdan.lexicon.header import HeaderWords
from trichdan.lexicon.times import load_time_words
from trichdan.model import Number
from trichdan.text import Span

_NUMBER_LINE = re.compile(
    r"(?:(?:luat|bo luat|phap lenh|nghi quyet|nghi dinh|thong tu|quyet dinh|lenh) )?"
    r"(?:s[o0]|\$o)(?=\W|\d|$)[ ]?[:;.,]{0,2}[ ]?"
)
_SYMBOL = re.compile(
    r"\d{1,6}(?:\.\d{1,3})?[A-Za-zĐđ]?(?:[ \t\n]{0,4}[-/.][ \t\n]{0,4}[\wĐđ&]{1,24}){1,10}"
    r"|(?P<blank>[ .…_]{0,20}[-/][ ]?[A-ZĐ]\S{1,24})"
)
_BARE_SYMBOL = re.compile(r"\d{1,6}[A-Za-zĐđ]?[ ]?[-/][ ]?(?:\d{4}[ ]?[-/][ ]?)?[A-ZĐ]\S{1,30}$")
_DIGITS = str.maketrans("olisbz|", "0115821")
_DIGIT = r"[\dolisbz|]"
_GAP = r"[\s:.,…_¬'-]"
# one letter of each word may be misread or lost; the digits and their order make sure that it is a date
_DAY = re.compile(
    rf"(?:ng[a-z]?y|n[a-z]ay|[a-z]gay|nga[a-z]?){_GAP}{{0,3}}(?P<day>{_DIGIT}{{0,2}}){_GAP}{{0,24}}"
    rf"(?:th[a-z]?ng|tha[a-z]?g|than[a-z]?|t[a-z]ang|[a-z]hang){_GAP}{{0,3}}(?P<month>{_DIGIT}{{0,2}}){_GAP}{{0,12}}"
    rf"(?:nam|n[a-z]m|na|[a-z]am){_GAP}{{0,3}}(?P<year>{_DIGIT}{{4}})(?![^\W_])"
)
_SHORT_DAY = re.compile(
    r"(?:ngay\s?|(?<=[a-z], )(?=\d\d?[/.-]\d\d?[/.-]\d{4}$))"
    r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?!\w)"
)
_GOES_ON = re.compile(r"[ ]?,[ ][^\W\d_]|[ ](?=[^\W\d_]{2,} [^\W\d_])[a-zà-ỹđ]")
_QUOTES = " ()“”\"'"
_LETTER = re.compile(r"kinh ?g[uo]i\b")
_SUBJECT = re.compile(r"v ?/ ?v\b|ve viec\b|ve \w")


@dataclass(slots=True)
class Letterhead:
    """What the first page gives; cells that were read as one kind are in `kinds` by their index."""

    number: str | None = None
    number_span: Span | None = None
    symbol: str | None = None
    found: Number | None = None
    day: date | None = None
    day_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    banner: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    units: list[Cell] = field(default_factory=list)
    subject: list[Cell] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)


def _digits(text: str) -> int | None:
    text = text.translate(_DIGITS)
    return int(text) if text.isdigit() else None


def read_day(match: re.Match[str]) -> date | None:
    """Return the day of a place-and-date line, or None where it has blanks or is no day of the calendar."""
    day, month, year = (_digits(match[name]) for name in ("day", "month", "year"))
    if not (day and month and year and 1900 < year < 2100):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _governing() -> re.Pattern[str]:
    """What stands before a day in a sentence (`Trước ngày`, `Chậm nhất ngày`), never in the name of a place."""
    w = load_time_words()
    return re.compile(rf"(?<![^\W_])(?:{w.pattern('no_place')}(?![^\W_])|{w.pattern('no_place_end')}[ \n]?$)")


def _in_sentence(before: str, after: str) -> bool:
    """Return whether a day stands in a sentence: words govern it, or the sentence goes on behind it.

    Args:
        before: its line before it, as printed; after: the text behind it.
    """
    return _governing().search(before.lower()) is not None or _GOES_ON.match(after) is not None


def is_letter(cell: Cell) -> bool:
    """Return whether the cell begins the addressees of a letter."""
    return _LETTER.match(cell.folded) is not None


def is_banner(cell: Cell, words: HeaderWords, before: str, after: str) -> bool:
    """Return whether the cell is (a part of) the title of State or Party.

    Args:
        cell: the cell.
        words: the words of headers.
        before: folded text of the last banner cell, "" if there is none.
        after: folded text of the next cell, "" if it is a mark.
    """
    own = cell.words
    if len(own) > 9 or not own:
        return False
    line = " ".join(own)
    if f" {line} " in words.banner:
        return len(own) >= 3 or bool(before) or bool(after and f" {line} {after} " in words.banner)
    known = sum(w in words.banner.split() for w in own)
    return len(own) >= 4 and known >= 0.7 * len(own)


class LetterheadReader:
    """Reads cells one after the other into a `Letterhead`.

    Args:
        text: the normalised text; folded: the same folded.
        cells: its first cells.
        words: the words of headers.
        numbers: the document numbers found in the text, in order.
    """

    def __init__(
        self, text: str, folded: str, cells: list[Cell], words: HeaderWords, numbers: Sequence[Number]
    ) -> None:
        self._text, self._folded, self._cells, self._words, self._numbers = text, folded, cells, words, numbers
        self._before = ""
        self.head = Letterhead()

    def read(self, index: int) -> bool:
        """Read the cell at `index`; return whether it is an element of a letterhead."""
        cell, head, words = self._cells[index], self.head, self._words
        if index in head.kinds or cell.mark:
            return True
        if self._read_banner(index):
            return True
        if words.secrecy.fullmatch(cell.folded.strip(_QUOTES)):
            head.secrecy = cell.text.strip(_QUOTES)
            return self._take(index, "secrecy")
        if words.urgency.fullmatch(cell.folded.strip(_QUOTES)):
            head.urgency = cell.text.strip(_QUOTES)
            return self._take(index, "urgency")
        if words.furniture.fullmatch(cell.folded):
            return self._take(index, "furniture")
        return self.read_number(index) or self.read_date(index) or self._read_subject(index) or self._read_unit(index)

    def _read_banner(self, index: int) -> bool:
        cell, head = self._cells[index], self.head
        below = self._cells[index + 1] if index + 1 < len(self._cells) else None
        if not is_banner(cell, self._words, self._before, "" if below is None or below.mark else below.folded):
            return False
        self._before = cell.folded
        party = self._words.party in cell.words
        if party or head.banner is None:
            head.banner = "party" if party else "state"
        return self._take(index, "banner")

    def _take(self, index: int, kind: str) -> bool:
        self.head.kinds[index] = kind
        return True

    def read_number(self, index: int) -> bool:
        """Read the line of the document's own number."""
        cell, head = self._cells[index], self.head
        match = _NUMBER_LINE.match(cell.folded)
        bare = match is None and _BARE_SYMBOL.match(cell.text) is not None
        if head.symbol is not None or not (match or bare):
            return False
        start = cell.start + (match.end() if match else 0)
        last = index
        if start >= cell.end and index + 1 < len(self._cells) and not self._cells[index + 1].mark:
            last = index + 1
            start = self._cells[last].start
        while last + 1 < len(self._cells) and self._number_goes_on(start, last):
            last += 1
        end = self._cells[last].end
        found = next((n for n in self._numbers if start <= n.span.start < end), None)
        symbol = _SYMBOL.match(self._text, start, end)
        whole = last > index and symbol is not None and "\n" in symbol[0].strip() and symbol["blank"] is None
        if found is not None and found.span.start - start <= 3 and not (whole and found.span.end < end):
            head.number, head.number_span, head.found = found.canonical, found.span, found
            head.symbol = found.canonical
            tail = found.span.end
        elif symbol is not None:
            printed = "".join(symbol[0].split()).strip("-.")
            head.symbol = printed
            tail = symbol.end()
            if not symbol["blank"]:
                head.number, head.number_span = printed, Span(symbol.start(), symbol.end())
        else:
            return False
        for taken in range(index, last + 1):
            head.kinds[taken] = "number"
        rest = self._text[tail:end].strip(" .;:")
        if rest and _SUBJECT.match(self._folded, end - len(self._text[tail:end].lstrip(" .;:"))):
            low = end - len(self._text[tail:end].lstrip(" .;:"))
            head.subject.append(Cell(low, end, self._text[low:end], self._folded[low:end], 0, cell.column, False))
        return True

    def _number_goes_on(self, start: int, last: int) -> bool:
        """Return whether the symbol that begins at `start` goes on in the cell after `last`."""
        above, below = self._cells[last], self._cells[last + 1]
        if below.mark or below.gap or below.start - start > 120:
            return False
        return ((above.text[-1] in "-/" or below.text[0] in "-/") and below.text.strip("-/ ")[:1].isupper()) or (
            below.text[0] == "/" and below.text[1:2].isdigit()
        )

    def read_date(self, index: int) -> bool:
        """Read the line of place and date, which may go on in the next cells."""
        cell, head = self._cells[index], self.head
        if head.day_span is not None or len(cell.text) > 90:
            return False
        window = self._folded[cell.start : cell.start + 160]
        match = _DAY.search(window) or _SHORT_DAY.search(cell.folded)
        if match is None or match.start() > len(cell.text):
            return False
        place = cell.text[: match.start()].strip(" ,|'.-")
        if place[1:2].isupper() and not place[0].isupper():
            place = place[1:]  # a speck read as a letter
        before = self._place_before(index, place, cell.text[: match.start()])
        if before is not None:
            place = join([self._cells[before]]).strip(" ,") + (f" {place}" if place else "")
        elif match.start() == len(cell.text):
            return False
        if len(place.split()) > 7 or any(c.isdigit() for c in place) or (place and not place[0].isupper()):
            return False
        if not place and match.start() > 0:
            return False
        end = cell.start + match.end()
        if _in_sentence(cell.text[: match.start()], self._text[end : end + 40]):
            return False
        head.day, head.day_span = read_day(match), Span(cell.start + match.start(), end)
        if place:
            head.place = place
            low = self._cells[before].start if before is not None else cell.start
            head.place_span = Span(low, max(low + 1, cell.start + len(cell.text[: match.start()].rstrip(" ,"))))
            if before is not None and not cell.text[: match.start()].strip(" ,"):
                head.place_span = self._cells[before].span
        for other in range(index, len(self._cells)):
            if self._cells[other].start >= end:
                break
            head.kinds[other] = "date"
        if before is not None:
            head.kinds[before] = "date"
            head.units = [unit for unit in head.units if unit.start != self._cells[before].start]
        return True

    def _place_before(self, index: int, place: str, printed: str) -> int | None:
        """Return the index of the cell above that holds (the beginning of) the place, or None."""
        if index == 0 or self._cells[index].gap:
            return None
        above = self._cells[index - 1]
        if above.mark or self.head.kinds.get(index - 1, "unit") not in ("unit", "other") or len(above.words) > 5:
            return None
        if any(c.isdigit() for c in above.text) or not above.text[0].isupper() or above.is_caps:
            return None
        if not printed.strip() and above.text.endswith(","):
            return index - 1
        return index - 1 if place and len(place.split()) <= 2 and printed.rstrip().endswith(",") else None

    def _read_subject(self, index: int) -> bool:
        """Read what a letter is about: the lines under its number."""
        cell, head = self._cells[index], self.head
        if head.symbol is None or is_letter(cell):
            return False
        above = head.kinds.get(index - 1)
        goes_on = above == "subject" and cell.gap == 0 and not self._cells[index - 1].mark
        begins = _SUBJECT.match(cell.folded) is not None and not head.subject
        plain = above == "number" and not head.subject and not cell.is_caps and len(cell.text) < 160
        if not (goes_on or begins or plain) or (len(cell.text) > 400):
            return False
        if plain and not begins and cell.text[0].isupper() and self._words.body.match(cell.folded):
            return False
        head.subject.append(cell)
        return self._take(index, "subject")

    def _read_unit(self, index: int) -> bool:
        """Read a line of the issuer's name."""
        cell, head = self._cells[index], self.head
        if len(cell.text) > 110 or cell.text[-1] in ":;.":
            return False
        named = self._words.unit.match(cell.folded) is not None and cell.text[0].isupper()
        if cell.is_caps or (named and head.banner is None):
            head.units.append(cell)
            return self._take(index, "unit")
        return False


def group_units(cells: list[Cell], words: HeaderWords) -> list[list[Cell]]:
    """Return the bodies that a letterhead names, each as its cells, superior bodies first."""
    out: list[list[Cell]] = []
    for cell in cells:
        above = " ".join(c.folded for c in out[-1]) if out else ""
        alone = len(above.split()) == 1
        joint = above.endswith(("-", ",", " va")) or words.half.fullmatch(above) is not None
        inside = words.inner.match(cell.folded) is not None and cell.folded != above
        if out and (alone or joint or inside or not words.unit.match(cell.folded)):
            out[-1].append(cell)
        else:
            out.append([cell])
    return out
