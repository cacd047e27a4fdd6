"""Names of laws in running text: where they begin, and their right edge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichdan.lexicon.citing import CitingWords, load_citing_words
from trichdan.lexicon.laws import LawNames, load_laws

# literal beginnings, so that the search is fast; what stands before is checked in code
_ANCHORS = tuple(re.compile(word) for word in (r"luat(?=\s)", r"phap lenh(?=\s)", r"hien phap(?!\w)"))
_CODE_BEFORE = re.compile(r"(?<!\w)bo\s$")
_AMENDING = re.compile(
    r"\s(?:ve\sviec\s)?(?:sua\sdoi|bo\ssung)(?:,?\s(?:va\s)?bo\ssung)?(?:,?\sthay\sthe)?(?:\s(?:mot\sso|cac))?\s?(?:dieu|noi\sdung|quy\sdinh)?"
    r"(?:\s[\d,\sva]{1,40}(?:dieu)?)?(?:\scua)?\s"
)
_OF_LAWS = re.compile(
    r"(?:\d{1,3}\s|cac\s)?luat\s(?:co\s)?lien\squan\s(?:den|toi)\s[^,.;:()\n]{3,80}?(?=\s(?:ngay|nam|so)\s|[,.;:()\n]|$)"
)
_HEAD = re.compile(r"(?:cac\s)?((?:bo\s)?luat|phap\slenh)(?=\s)")
_JOINT = re.compile(r"\s?(?:,|va|,\sva|;)\s?(?=(?:bo\s)?luat\s|phap\slenh\s)")
_CONSTITUTION = re.compile(
    r"\s(?:cua\s)?nuoc\s(?:cong\shoa\sxa\shoi\schu\snghia\sviet\snam|viet\snam\sdan\schu\scong\shoa)"
)
_WORDS = re.compile(r"\s([^\s,.;:()\"“”\[\]/]+)")
_ABOUT = re.compile(r"\svề(?=\s)")
# a date or a symbol, and what cannot stand between it and the type word: another document, a pinpoint, a clause
_DATE_AHEAD = re.compile(r"\s(?:ngày|số:?|năm)\s\d")
_BREAKS = re.compile(
    r"[.;:()\n]|(?<!\w)(?:luật|pháp\slệnh|nghị|thông\stư|quyết\sđịnh|điều\s\d|khoản|được|quy\sđịnh|theo|căn\scứ|này|có\shiệu)(?!\w)"
)
# `Pháp lệnh quy định thể lệ ... ngày 18`
_RULING = re.compile(r"\squy\sđịnh(?=\s(?!tại|của|về|này|như|trên)\w)")
# `Pháp lệnh sô 34/2007/...`: the word before the symbol, damaged
_NUMBERED = re.compile(r"\ss[o0]\s?:?\s?\d")
_FAR = 160
# `Công ty Luật ...`, `các Luật về ...`, `37 Luật ...`: no name of one law
_NO_LAW = re.compile(
    r"(?<!\w)(?:công\sty|văn\sphòng|đạo|đại\shọc|khoa|ngành|hội|đoàn|tạp\schí|hãng|các|những|một\ssố|\d)\s$"
)
_DRAFT = re.compile(r"(?<!\w)(?:du\sthao|du\san|xay\sdung|de\snghi)\s$")
# `dự án Luật Viên chức, Luật Dẫn độ`: bills; one that revises a law (`(sửa đổi)`) names the law in force
_BILL = re.compile(r"(?<!\w)(?:du\sthao|du\san|soan\sthao|xay\sdung)\s$")
_BILL_LIST = re.compile(r"(?:,|\sva|,\sva)\s$")
_REVISED = re.compile(r"\s\(?(?:duoc\s)?sua\sdoi(?!\w)")
# `của Luật, Pháp lệnh Thuế`: laws of a field, no particular one
_ANY_LAWS = re.compile(r"(?<!\w)luật,\s$")
_MAX_WORDS = 16


@dataclass(frozen=True, slots=True)
class LawName:
    """A law named in the text.

    Attributes:
        start, end: of type word and name.
        type: folded type word.
        amending: the name is that of a law which changes other laws.
        known: the name is in the lexicon.
    """

    start: int
    end: int
    type: str
    amending: bool = False
    known: bool = True


def find_laws(text: str, folded: str, lower: str) -> list[LawName]:
    """Return the laws named in a text, in order; a law in the name of an amending law is one of its own.

    Args:
        text: the normalised text.
        folded: the same folded; lower: the same in lower case; both character for character.
    """
    finder = _Finder(text, folded, lower)
    found = (finder.read(match) for anchor in _ANCHORS for match in anchor.finditer(folded))
    laws = sorted((law for law in found if law is not None), key=lambda law: (law.start, -law.end))
    return _without_bills(laws, folded)


def _without_bills(laws: list[LawName], folded: str) -> list[LawName]:
    """Leave out bills (`dự án Luật ...`), which are no documents yet."""
    out, bill_end = [], -1
    for law in laws:
        listed = bill_end >= 0 and _BILL_LIST.fullmatch(folded, bill_end, law.start)
        if not law.amending and (listed or _BILL.search(folded, max(0, law.start - 12), law.start)):
            bill_end = law.end
            if not _REVISED.match(folded, law.end):
                continue
        out.append(law)
    return out


class _Finder:
    """Reads names of laws in one text."""

    def __init__(self, text: str, folded: str, lower: str) -> None:
        self.text, self.folded, self.lower = text, folded, lower
        self.words: CitingWords = load_citing_words()
        self.names: LawNames = load_laws()

    def read(self, match: re.Match[str]) -> LawName | None:
        """Return the law whose type word was found, or None where the word names no law."""
        start, end = match.span()
        kind = match[0]
        if start and self.folded[start - 1].isalnum():
            return None
        if kind == "hien phap":
            return self._constitution(start, end)
        if kind == "luat":
            before = self.folded[max(0, start - 5) : start]
            if before.endswith("phap "):
                return None
            if _CODE_BEFORE.search(before):
                start, kind = start - 3, "bo luat"
        if (
            kind == "luat"
            and self.folded.startswith("luat", end + 1)
            and not self.folded.startswith("luat su", end + 1)
        ):
            return None
        capital = self.text[start].isupper()
        amending = _AMENDING.match(self.folded, end) if capital else None
        if amending:
            stop = self._amending_end(amending.end())
            if stop is None or _DRAFT.search(self.folded, max(0, start - 24), start):
                return None
            return LawName(start, stop, kind, amending=True)
        if not capital and not self.text[end + 1 : end + 2].isupper():
            return None
        known = self.names.match(kind, self.folded, end)
        if known is not None and not self.text[known : known + 1].isalnum():
            return LawName(start, self._closed(end, known), kind)
        if not capital or _NO_LAW.search(self.lower, max(0, start - 14), start):
            return None
        if _ANY_LAWS.search(self.lower, max(0, start - 8), start):
            return None
        stop = self._dated_edge(end) or self._right_edge(start, end)
        return LawName(start, stop, kind, known=False) if stop is not None else None

    def _closed(self, start: int, end: int) -> int:
        """Return where a name ends, with the bracket that it opened: `... ở người (HIV/AIDS)`."""
        if self.text.rfind("(", start, end) > self.text.rfind(")", start, end) and self.text[end : end + 1] == ")":
            return end + 1
        return end

    def _constitution(self, start: int, end: int) -> LawName | None:
        if not self.text[start].isupper():
            return None
        tail = _CONSTITUTION.match(self.folded, end)
        return LawName(start, tail.end() if tail else end, "hien phap")

    def _amending_end(self, at: int) -> int | None:
        """Return where the name of an amending law ends: after the laws that it changes."""
        of_laws = _OF_LAWS.match(self.folded, at)
        if of_laws:
            return of_laws.end()
        end = None
        for _ in range(12):
            head = _HEAD.match(self.folded, at)
            if head is None:
                break
            stop = self.names.match(head[1].replace("\n", " "), self.folded, head.end())
            if stop is None:
                stop = self._right_edge(head.start(1), head.end())
            if stop is None:
                break
            end = stop
            joint = _JOINT.match(self.folded, stop)
            if joint is None:
                break
            at = joint.end()
        return end

    def _dated_edge(self, end: int) -> int | None:
        """Return where an unknown name ends that runs up to its date or symbol: `Pháp lệnh về ... ngày 03`."""
        if _NUMBERED.match(self.folded, end):
            return None
        named = _RULING.match(self.lower, end) if self.folded.startswith("phap", end - 9) else None
        if self.words.law_never.match(self.lower, end + 1) and not named:
            return None
        end = named.end() if named else end
        ahead = _DATE_AHEAD.search(self.lower, end, end + _FAR)
        if ahead is None or ahead.start() < end + 4 or _BREAKS.search(self.lower, end, ahead.start()):
            return None
        return ahead.start()

    def _right_edge(self, start: int, end: int) -> int | None:
        """Return where the name of an unknown law ends: before the first word that goes on with the sentence."""
        text, folded, lower, words = self.text, self.folded, self.lower, self.words
        if _NUMBERED.match(folded, end):
            return None
        if words.law_never.match(lower, end + 1):
            return None
        capitals = text[start:end].isupper()
        about = _ABOUT.match(lower, end)
        at, count = about.end() if about else end, 0
        while count < _MAX_WORDS:
            match = _WORDS.match(folded, at)
            if match is None:
                break
            gap = text[match.start()]
            if gap == "\t" or (gap == "\n" and not (capitals and text[match.end(1) - 1].isupper())):
                break
            stopped = words.law_stop.match(lower, match.start(1))
            if stopped and not (count and lower[at - 3 : at] == " và" and stopped[0].count(" ") == 0):
                break
            at, count = match.end(), count + 1
            if folded[at : at + 2] == ", " and count <= 2 and text[at + 2 : at + 3].islower():
                if words.law_stop.match(lower, at + 2):
                    break
                at += 1
        while at > end and (folded[at - 1] in " ,-" or lower[at - 3 : at] == " và"):
            at -= 3 if lower[at - 3 : at] == " và" else 1
        return at if count else None
