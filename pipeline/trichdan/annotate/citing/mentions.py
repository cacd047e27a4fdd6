"""Core mentions: the shortest text that names another document, from numbers, law names and unnumbered forms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from trichdan.annotate.citing.citation_dates import Dates
from trichdan.annotate.citing.laws import LawName, find_laws
from trichdan.lexicon import roman
from trichdan.lexicon.citing import CitingWords, load_citing_words
from trichdan.lexicon.symbols import load_symbols
from trichdan.model import Number
from trichdan.text import Span, fold, key

_LAW_GAP = re.compile(r"\s{0,2},?\s{0,2}\(?(?:[s1l]o\s?:?\s?)?")
_YEAR = re.compile(r"\s{1,2}(?:nam\s{1,2})?((?:19|20)\d\d)(?![\w/-])")
_ROMAN = str.maketrans("l1|", "iii")
_OF_ASSEMBLY = ("nghị quyết", "luật", "bộ luật", "pháp lệnh")
_WORD_START = re.compile(r"(?<!\w)\w")
_NUMBER_WORD = re.compile(r"(?<!\w)(?:so|s6|s|1o|lo)\s?[:.]?\s?$")
_LISTED = re.compile(
    r"(?:(?<!\w)so\s?:?\s|\s)(?P<list>(?:\d{1,4}[a-z]?\s?(?:,\s?va|,|;|va|\u0026|den)\s?(?:so\s)?){1,14})$"
)
_FROM = re.compile(r"(?<!\w)tu\s(?=(?:so\s?:?\s?)?$)")
_GOES_ON = re.compile(r"\s?(?:,|va|,\sva|;|den|hoac)\s")
_LISTED_ITEM = re.compile(r"\d{1,4}[a-z]?(?!\w)")
_ORDINALS = {
    "nhat": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
    "muoi ba": 13,
    "muoi bon": 14,
    "muoi tu": 14,
    "muoi lam": 15,
}
_TERM = re.compile(r",?\s{0,2}\(?\s?khoa\s(?:thu\s)?(?P<term>[ivxlh1|]{1,6}|\d{1,2})(?!\w)(?:\s?\))?")
_PLENUM = re.compile(
    r"(?P<type>nghi\squyet|ket\sluan|thong\sbao)\s(?:cua\s)?(?:so\s\d{1,3}\s)?(?:hoi\snghi\s)?"
    r"(?:lan\sthu\s(?P<early>muoi(?:\s(?:mot|hai|ba|bon|tu|lam|nam))?|\w{1,5})\s,?(?:cua\s)?)?"
    r"(?:trung\suong|tw|bchtw|bch\s(?:tw|trung\suong)|ban\schap\shanh\strung\suong)(?:\sdang)?\s?"
    r"(?:(?:lan\s)?(?:thu\s)?(?P<late>\d{1,2}|[ivx]{1,4}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)(?!\w|[/-]))?"
    r"(?:\s\(?lan\s\d\)?)?(?:,?\s(?:cua\s)?(?:ban\schap\shanh\strung\suong|bch\s?(?:tw|trung\suong))(?:\sdang)?(?!\w))?"
)
_CONGRESS = re.compile(
    r"nghi\squyet\s(?P<body>(?:cua\s)?dai\shoi(?P<middle>(?:\s(?!lan\s)[^\s,.;:()“”\"]+){0,14}?)"
    r"(?:\slan\sthu\s(?P<nth>[ivxlh1|]{1,6}|\d{1,2}|\w{2,5})|\s(?P<roman>[ivxlh]{1,6}))(?!\w)"
    r"(?P<tail>\s(?:cua\s)?dang(?:\scong\ssan\sviet\snam)?(?!\w)(?!\s(?:bo|uy|vien|doan)\b))?)"
)
_NATIONAL = re.compile(r"toan\squoc|(?<!\w)dang(?!\s(?:bo|uy))(?!\w)")
_LOCAL = re.compile(r"(?<!\w)(?:tinh|thanh\spho|huyen|quan|xa|phuong|dang\sbo|hoi|doan|mat\stran)(?!\w)")


@dataclass(frozen=True, slots=True)
class Core:
    """A core mention.

    Attributes:
        start, end: of the shortest text that names the document.
        head: offset of the type word, or of what comes first.
        kind: as in `Citation`.
        type: the type as spelled, or as the symbol gives it; None where unknown.
        symbol: the number found here, or for a bare number of a list the number that it takes its letters from.
        number: canonical symbol, or None.
        listed: it stands in a coordinated list without a type word of its own.
        name: name of a law or other unnumbered document.
        law: key of an unnumbered document.
        issuer: the body in the name itself; subject: the part of the name that is its title.
        untitled: the name is no title; the title follows.
        inner: what follows belongs to another document (the laws in the name of an amending law).
    """

    start: int
    end: int
    kind: str
    type: str | None
    symbol: Number | None = None
    number: str | None = None
    date: date | None = None
    listed: bool = False
    name: Span | None = None
    law: str | None = None
    term: int | None = None
    issuer: Span | None = None
    subject: Span | None = None
    untitled: bool = False
    inner: bool = False
    confidence: float = 1.0


@cache
def _head_pattern() -> re.Pattern[str]:
    words = load_citing_words()
    return re.compile(
        rf"(?<!\w)(?P<type>{words.type_pattern})(?:\s{{0,2}}[(“\"]?)(?P<so>\s?,?(?<!\w)(?:so|s6|co|s|1o|lo)\s?[:.]?)?\s?[“\"]?$"
    )


def slug(name: str) -> str:
    """Return the key of an unnumbered document: `luat-dat-dai`."""
    return key(name).replace(" ", "-")


def term_of(printed: str) -> int | None:
    """Return the khóa that a folded roman or arabic number means."""
    if printed.isdigit():
        return int(printed) or None
    shown = printed.translate(_ROMAN)
    return roman(shown.replace("h", "ii")) or roman(shown.replace("h", "i"))


def _near(printed: str, word: str) -> bool:
    """Return whether a printed word is `word` after at most two slips of the pen (one for short words)."""
    if abs(len(printed) - len(word)) > 2 or printed[-1:] == " ":
        return False
    row = list(range(len(word) + 1))
    for i, a in enumerate(printed, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(word, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1] <= (2 if len(word) > 7 else 1)


class Cores:
    """Finds the core mentions of one text."""

    def __init__(self, text: str, folded: str, lower: str, numbers: tuple[Number, ...], dates: Dates) -> None:
        self.text = text
        self.folded = folded
        self.lower = lower
        self.numbers = numbers
        self.dates = dates
        self.words: CitingWords = load_citing_words()

    def find(self) -> list[Core]:
        """Return all mentions in reading order, outer ones before those inside them."""
        laws = find_laws(self.text, self.folded, self.lower)
        joined, cores = self._laws_with_numbers(laws)
        for number in self.numbers:
            if number.span.start not in joined:
                cores.extend(self._numbered(number))
        cores.extend(self._plenums_and_congresses())
        cores.sort(key=lambda c: (c.start, -c.end))
        return self._with_types(cores)

    def _with_types(self, cores: list[Core]) -> list[Core]:
        """Give a number without letters of a type the type of the one that it goes on with (`số 90/TTg, số 91/TTg`)."""
        for i in range(1, len(cores)):
            one, two = cores[i - 1], cores[i]
            if (
                one.symbol is not None
                and two.symbol is not None
                and two.symbol.abbr is None is one.symbol.abbr
                and two.symbol.org == one.symbol.org
                and one.type != two.type
                and _GOES_ON.fullmatch(self.folded, one.end, two.start)
                and self.folded.startswith(("so ", "so:"), two.start)
            ):
                cores[i] = replace(two, type=one.type)
        return cores

    # laws

    def _laws_with_numbers(self, laws: list[LawName]) -> tuple[set[int], list[Core]]:
        """Return the starts of the numbers that belong to a law name, and the laws as mentions."""
        starts = [n.span.start for n in self.numbers]
        joined: set[int] = set()
        cores: list[Core] = []
        outer_end = -1
        for law in laws:
            gap = _LAW_GAP.match(self.folded, law.end)
            at = gap.end() if gap else law.end
            index = bisect_left(starts, at)
            number = self.numbers[index] if index < len(starts) and starts[index] == at else None
            inner = law.end <= outer_end
            if number is not None and number.span.start in joined:
                number = None
            if number is not None and not inner:
                joined.add(number.span.start)
            cores.append(self._law(law, number if not inner else None, inner))
            if law.amending:
                outer_end = law.end
        return joined, cores

    def _law(self, law: LawName, number: Number | None, inner: bool) -> Core:
        end = number.span.end if number else law.end
        day = None
        if not inner:
            found = self.dates.after(end)
            if found:
                end, day = found
            elif number is None and (year := _YEAR.match(self.folded, end)):
                end = year.end()
        name = Span(law.start, law.end)
        kind = "numbered" if number else "unnumbered"
        return Core(
            law.start, end, kind, self.words.types.get(law.type, law.type), number,
            number.canonical if number else None, day, name=name,
            law=None if number else slug(name.of(self.text)), confidence=1.0 if law.known else 0.8, inner=inner,
        )  # fmt: skip

    # numbers

    def _numbered(self, number: Number) -> list[Core]:
        start, end = number.span.start, number.span.end
        window = max(0, start - 48)
        before = self.folded[window:start]
        listed = _LISTED.search(before) if before[-2:-1] in ",;a" or before[-1:] in ", " else None
        bare: list[Core] = []
        if listed:
            bare = self._bare_list(number, window, before, listed)
        found = self.dates.after(end, number.year)
        day = None
        if found:
            end, day = found
        if bare:
            bare = [replace(b, date=day) for b in bare]
            own = Core(
                start,
                end,
                "numbered",
                bare[0].type,
                number,
                number.canonical,
                day,
                listed=True,
            )
            return [*bare, own]
        head = self._head(before, window)
        if head is not None:
            kind = self.words.types[head["type"].replace("\n", " ")]
            return [
                Core(window + head.start(), end, "numbered", kind or self._type_of(number), number,
                     number.canonical, day, confidence=number.confidence)
            ]  # fmt: skip
        so = _NUMBER_WORD.search(before)
        if so:
            start = window + so.start()
            damaged = self._damaged_head(number, before[: so.start()].rstrip())
            if damaged is not None:
                kind, length = damaged
                start = window + length
                return [Core(start, end, "numbered", kind, number, number.canonical, day, confidence=0.7)]
        return [
            Core(start, end, "numbered", self._type_of(number), number, number.canonical, day, listed=True,
                 confidence=number.confidence)
        ]  # fmt: skip

    def _head(self, before: str, window: int) -> re.Match[str] | None:
        """Return the type word that directly precedes a number; abbreviations count in capitals only."""
        head = _head_pattern().search(before)
        if head is None or head["type"] not in self.words.abbreviations:
            return head
        at = window + head.start()
        return head if self.text[at : at + 2].isupper() else None

    def _damaged_head(self, number: Number, before: str) -> tuple[str, int] | None:
        """Return the type whose word stands damaged at the end of `before`, and where it begins."""
        symbols = load_symbols()
        names = symbols.types.get(number.abbr or "", ())
        if number.abbr is None and number.org.startswith(("QH", "UBTVQH")):
            names = _OF_ASSEMBLY
        for name in names:
            word = fold(name)
            for start in (m.start() for m in _WORD_START.finditer(before, max(0, len(before) - len(word) - 4))):
                if _near(before[start:], word):
                    return name, start
        return None

    def _type_of(self, number: Number) -> str | None:
        """Return the type that the letters of a symbol give."""
        if number.abbr is None:
            if number.org.startswith("QH"):
                return "luật"
            return "công văn" if number.system == "state" and number.year is None else None
        return load_symbols().name_of(number.abbr)

    def _bare_list(self, number: Number, window: int, before: str, listed: re.Match[str]) -> list[Core]:
        """Return the bare numbers before a symbol (`217` in `các Quyết định số 217, 218-QĐ/TW`)."""
        lead = _FROM.sub("", before[: listed.start("list")])
        head = _head_pattern().search(lead)
        if head is None:
            return []
        kind = self.words.types[head["type"].replace("\n", " ")] or self._type_of(number)
        serial = number.canonical[len(number.serial) :]
        out = []
        for item in _LISTED_ITEM.finditer(before, listed.start("list"), listed.end("list")):
            out.append(
                Core(window + item.start(), window + item.end(), "numbered", kind, number, item[0] + serial,
                     listed=True, confidence=0.9)
            )  # fmt: skip
        return out

    # resolutions of plenums and congresses

    def _plenums_and_congresses(self) -> list[Core]:
        out: list[Core] = []
        taken = [n.span.start for n in self.numbers]
        for match in (m for shape in _RESOLUTIONS for m in shape.finditer(self.folded)):
            core = self._plenum(match.start()) or self._congress(match.start())
            if core is not None and not self.folded[max(0, core.start - 1) : core.start].isalnum():
                after = bisect_right(taken, core.start)
                if after < len(taken) and taken[after] < core.end:
                    continue
                out.append(core)
        return out

    def _plenum(self, start: int) -> Core | None:
        match = _PLENUM.match(self.folded, start)
        if match is None:
            return None
        ordinal = (match["early"] or match["late"] or "").replace("\n", " ")
        nth = (_ORDINALS.get(ordinal) or term_of(ordinal)) if ordinal else None
        term = _TERM.match(self.folded, match.end())
        if nth is None or (match["early"] is None and not match["late"]):
            return None
        kind = self.words.types[match["type"].replace("\n", " ")]
        return Core(
            start, term.end() if term else match.end(), "unnumbered", kind,
            law=f"{slug(kind)}-trung-uong-{nth}", term=term_of(term["term"]) if term else None,
        )  # fmt: skip

    def _congress(self, start: int) -> Core | None:
        match = _CONGRESS.match(self.folded, start)
        if match is None:
            return None
        ordinal = match["nth"] or match["roman"]
        nth = _ORDINALS.get(ordinal) or term_of(ordinal)
        if nth is None:
            return None
        middle = match["middle"] + (match["tail"] or "")
        local = _LOCAL.search(middle)
        national = (_NATIONAL.search(middle) or not middle.strip()) and not local
        issuer = Span(start + match.start("body") - match.start(), match.end())
        return Core(
            start, match.end(), "unnumbered", self.words.types["nghi quyet"], law="nghi-quyet-dai-hoi",
            term=nth if national else None, issuer=issuer,
        )  # fmt: skip


_RESOLUTIONS = (
    re.compile(r"nghi quyet(?=\s(?:cua\s)?(?:so\s\d|hoi\snghi|lan\sthu|trung\suong|tw|bch|ban\schap\shanh|dai\shoi))"),
    re.compile(r"ket luan(?=\s(?:cua\s)?(?:hoi\snghi|trung\suong|tw))"),
)
