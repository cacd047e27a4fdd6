"""What follows a core mention: the body that issued the document, its khóa, a later date, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trichdan.annotate.citing.citation_dates import Dates
from trichdan.annotate.citing.mentions import term_of
from trichdan.lexicon.citing import CitingWords, load_citing_words
from trichdan.text import Span

_OF = re.compile(r"\s{0,2},?\s?(?:\((?:sua\sdoi|bo\ssung|thay\sthe)(?:,\sbo\ssung)?\)\s)?(?:duoc\s)?(?:cua|do)\s")
# `Thuế Khu vực VIII (nay là Thuế tỉnh Lào Cai)`: the present name of the body
_NOW = re.compile(r"\s{1,2}\((?:cu|(?:nay|truoc\sday)\sla\s[^()]{3,80})\)")
_TERM = re.compile(
    r",?\s{0,2}\(?\s?(?:dang\s)?(?:khoa|nhiem\sky\skhoa)\s(?:thu\s)?(?P<term>[ivxlh1|]{1,6}|\d{1,2})(?!\w)(?:\s?\))?"
)
_LATER_DATE = re.compile(r"\s{0,2},?\s?(?:ky\s|ban\shanh\s)?(?=ng\w{1,2}\s{0,2}\d)")
_WORD = re.compile(r"\s?-?\s?([^\s,.;:()\"“”\[\]]+)")
# the rest of a name that holds a comma: `Bộ Văn hóa, Thể thao và Du lịch`
_COMMA_NAME = re.compile(r",\s([A-ZĐ][^\s,;.:()]{0,8}(?:\s[^\s,;.:()]{1,8}){0,3}?)(?=\svà\s[A-ZĐ])")
# a steering committee: its subject may stand in quotation marks
_OPENING = re.compile(r"\s[“\"]")
_COMMITTEE = re.compile(r"(?:(?:pho\s)?truong\s)?ban\schi\sdao|bcd(?!\w)")
# `Ban Chỉ đạo quốc gia về <subject>`: the subject belongs to the name of a committee of the whole country
_FIELD = re.compile(
    r"(?:quoc\sgia|trung\suong|nha\snuoc|lien\snganh|chinh\sphu)\sve\s"
    r"(?!viec|thuc|trien|to\schuc|ban|phe|tang|ket|huong|ke|day|tiep|cong\stac)(?:phong,?\schong\s)?\w+"
)
_FIELDS = re.compile(r"(?:,\s[a-z]{2,6}\s[a-z]{2,6}(?=,|\sban\shanh|\sve\s)){1,3}")
# `Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ`: one person, two posts
_POST = re.compile(r",\s(?=(?:chu\snhiem|truong\sban|bo\struong|chu\stich|bi\sthu|tong\sthanh|thong\sdoc)(?!\w))")
_PERSON = ("bo truong", "pho thu tuong", "uy vien")
_PASSED = re.compile(
    r"\s(?:da\s)?duoc\s(?P<body>(?:uy\sban\sthuong\svu\s)?quoc\shoi)(?!\w)(?P<rest>[^.;]{0,60}?)\sthong\squa[^.;]{0,50}?\s(?=ngay\s\d)"
)
_OPEN, _CLOSE, _STRAIGHT = "“«‘", "”»’", "\"'"
_QUOTES = re.compile(r"[“”«»‘’\"]")
_NOTE_MARK = re.compile(r"\[\d{1,3}\]")
_BEFORE_QUOTE = re.compile(r"\s{0,2}[,:]?\s?(?:(?:ve|v/v)(?:\sviec)?\s?:?\s?)?(?=[“«\"]|(?<=\s)”)")
_BEFORE_TITLE = re.compile(r"\s{1,2}(?:(?:hoi|phan\sanh|xin\sy\skien|kien\snghi|bao\scao|de\snghi)\s(?=ve\s))?|:\s")
_ABOUT = re.compile(r"(?:v/v|ve)(?:\sviec)?\s?:?\s|viec\s")
_HARD_STOP = re.compile(r"[;\t]|\.(?=\s|$|[”\")])|\.\.\.|\s\((?=sau\sday|duoi\sday|goi\stat|viet\stat)")
_ACTS = re.compile(
    r"\s(?:da\s|se\s)?(?:ban\shanh|xay\sdung|de\sra|huong\sdan|yeu\scau|de\snghi|chi\sdao|trien\skhai|bao\scao|ket\sluan"
    r"|quyet\sdinh|thong\sbao|to\schuc|tham\smuu|co\sy\skien|nhan\sduoc|phoi\shop|phat\sdong|giao|de\sxuat|trinh|phan\scong)"
)
# `..., các cấp ủy báo cáo`: the subject of the main clause
_BODIES = re.compile(
    r"(?:cac|tung|moi)\s(?:cap\suy|huyen\suy|thanh\suy|dang\suy|dia\sphuong|don\svi|co\squan|so|bo|xa|phuong|chi\sbo|to\schuc\sdang)"
    r"(?!\w)[^.;:\n]{0,90}?\s(?:(?:da|se|can|phai|khan\struong|chu\sdong|tiep\stuc|co\strach\snhiem)\s)"
    r"|(?:cac|tung|moi)\s(?:cap\suy|huyen\suy|thanh\suy|dang\suy|dia\sphuong|don\svi)\s(?:bao\scao|trien\skhai|to\schuc|xay\sdung|ban\shanh|thuc\shien|quan\striet)"
)
_NOT_ABOUT = re.compile(
    r"quy\sdinh\s?(?:[:;,.]|thi\s|nhu\s|tai\s|rang\s|ro\s|nay|tren|cua\s)|huong\sdan\s(?:va|tai)|co\sy"
)
# a line that ends inside a name, and one that may: `của Bộ` / `Văn hoá ...`, `Ban Thường vụ` / `Thành ủy`
_CUT_NAME = re.compile(
    r"(?:^|\s)(?:cua|do)\s(?:(?:bo\struong|giam\sdoc|chu\stich|truong)\s)?"
    r"(?:bo|so|ban|uy\sban|uy\sban\snhan\sdan|hoi\sdong|hoi\sdong\snhan\sdan|van\sphong|chu\stich|giam\sdoc|bo\struong|thu\stuong)$"
    r"|(?:cua|do)\s[^,;.:]{4,60}\s(?:tinh|thanh\spho|huyen|va)$"
)
_CUT_BODY = re.compile(
    r"(?:^|\s)(?:cua|do)\s(?:ban\sthuong\svu|ban\schap\shanh|ban\sbi\sthu|bch|btv|van\sphong|trung\suong|ban\s\w+(?:\s\w+){0,4})$"
)
_BODY_GOES_ON = re.compile(r"(?:trung\suong|tinh|thanh|huyen|quan|thi|dang)(?:\s|$)")
_SHORT_LINE = 45
_SPEAKS = re.compile(r"\s(?:đã\s)?(?:ban\shành|tại|có|ra|nêu\stại|giao\stại|trình\sbày|trình\stại)\s(?:các\s)?")
# `Nghị quyết này` in what would be a title
_OWN = re.compile(
    r"(?<!\w)(?:nghi\squyet|quyet\sdinh|thong\stu|quy\sdinh|quy\sche|ke\shoach|nghi\sdinh|luat)\snay(?!\w)"
)
# procedures that were changed are what such a title is about
_PUBLISHES = re.compile(
    r"(?:viec\s)?cong\sbo\s(?:danh\smuc\s)?(?:cac\s)?(?:thu\stuc\shanh\schinh|tthc)[^.\n]{0,90}?\sduoc\s(?:sua\sdoi|thay\sthe|bo\ssung)"
)
_OTHER = re.compile(r"\svà\s(?:nghị\squyết|kết\sluận|chỉ\sthị|thông\sbáo|công\sđiện|công\svăn)\s(?:tại|của|số)(?!\w)")
_PREAMBLE = re.compile(r"\s?(?:[-+]\s?)?can\scu\s")
_MORE = re.compile(r"\s(?!theo\s|xét\s|căn\scứ\s|số\s|các\s|và\s|được\s|đã\s|ý\skiến|trên\scơ)[a-zà-ỹđ]+\s[^;\n]{8,}")
_OBJECT = re.compile(r"(?<!\w)(?:cua|thi\shanh)\s$")
_MAX_TITLE = 900
_MAX_ISSUER_WORDS = 26


@dataclass(frozen=True, slots=True)
class Tail:
    """What was read behind a core; `end` is where it ends, `issuer_at` the span of the issuer."""

    end: int
    issuer: str | None = None
    term: int | None = None
    date: date | None = None
    issuer_at: Span | None = None
    title: str | None = None


def tidy(text: str) -> str:
    """Return printed words with quotation and note marks dropped and white space collapsed."""
    if "[" in text:
        text = _NOTE_MARK.sub("", text)
    return " ".join(_QUOTES.sub("", text).split()).strip(" ,:;-")


class Tails:
    """Reads the tails of the mentions of one text.

    Args:
        text: the normalised text; folded: the same folded; lower: the same in lower case.
        cores: starts of all core mentions, sorted.
        issuers: end of the longest gazetteer name by the offset where it begins.
        dates: the full dates of the text.
    """

    def __init__(
        self,
        text: str,
        folded: str,
        lower: str,
        cores: list[tuple[int, int]],
        issuers: dict[int, int],
        dates: Dates,
    ) -> None:
        self.text = text
        self.folded = folded
        self.lower = lower
        self.cores = cores
        self.issuers = issuers
        self.dates = dates
        self.words: CitingWords = load_citing_words()

    def limit(self, start: int, end: int) -> int:
        """Return where the paragraph of a mention ends; capitals go on over single line breaks."""
        text = self.text
        at = text.find("\n", end)
        if text[start:end].isupper():
            while at >= 0 and text[at + 1 : at + 40].split("\n", 1)[0].isupper():
                at = text.find("\n", at + 1)
        while 0 <= at < end + 2 * _MAX_TITLE and self._wraps(end, at):
            at = text.find("\n", at + 1)
        at = len(text) if at < 0 else at
        return min(at, end + 2 * _MAX_TITLE)

    def _wraps(self, end: int, at: int) -> bool:
        """Return whether the line break at `at` parts a name or a quoted title of a wrapped text."""
        begin = self.text.rfind("\n", 0, at) + 1
        if at - begin < _SHORT_LINE or not self.text[at + 1 : at + 2].isalpha():
            return False
        if self.text[at - 1] == ";" and self.text[at + 1 : at + 4].islower() and _PREAMBLE.match(self.folded, begin):
            return True
        line = self.folded[max(end, at - 48) : at]
        if _CUT_NAME.search(line):
            return True
        if _CUT_BODY.search(line) and _BODY_GOES_ON.match(self.folded, at + 1):
            return True
        return self.text.rfind("“", end, at) > self.text.rfind("”", end, at)

    def issuer_end(self, start: int, limit: int) -> int | None:
        """Return where the name of a body that begins at `start` ends, or None where none begins there."""
        head = self.words.issuer.match(self.lower, start, limit)
        if head is None:
            return None
        at = max(self.issuers.get(start, 0), head.end())
        committee = _COMMITTEE.match(self.folded, start)
        if committee:
            at = max(at, committee.end())
        one_person = self.folded.startswith(_PERSON, start)
        if (post := _POST.match(self.folded, at, limit)) and (one_person or not self._acts(post.end(), limit)):
            at = post.end()
        for _ in range(_MAX_ISSUER_WORDS):
            if committee and (quote := _OPENING.match(self.folded, at, limit)):
                close = _QUOTES.search(self.text, quote.end(), limit)
                if close is None:
                    break
                at = close.end()
            if committee and at > start and (field := _FIELD.match(self.folded, at + 1, limit)):
                at = field.end()
            if committee and (more := _FIELDS.match(self.folded, at, limit)):
                at = more.end()
            word = _WORD.match(self.folded, at, limit)
            if (
                word is None
                and (more := _COMMA_NAME.match(self.text, at, limit))
                and not self.words.issuer.match(self.lower, more.start(1))
            ):
                at = more.end(1)
                continue
            if word is None or self.words.issuer_stop.match(self.lower, word.start(1)):
                break
            if word[1] == "va" and (
                self._is_core_near(word.end(1))
                or self.words.capitalised.match(self.text, word.end(1) + 1)
                or self.words.issuer_stop.match(self.lower, word.end(1) + 1)
            ):
                break
            if self._is_core_at(word.start(1)):
                break
            at = max(word.end(), self.issuers.get(word.start(1), 0))
        return at

    def _acts(self, start: int, limit: int) -> bool:
        """Return whether the body at `start` is the subject of a clause (`, Chủ tịch ... yêu cầu:`)."""
        stop = self.issuer_end(start, limit)
        return stop is not None and _ACTS.match(self.folded, stop) is not None

    def _speaks_in_next(self, at: int) -> bool:
        """Return whether a body at whose end we are is that of the next mention (`của Ban Bí thư tại văn bản số`)."""
        link = _SPEAKS.match(self.lower, at)
        return link is not None and self._is_core_at(link.end())

    def _is_core_at(self, at: int) -> bool:
        low = _bisect(self.cores, at)
        return low < len(self.cores) and self.cores[low][0] == at

    def _is_core_near(self, at: int) -> bool:
        low = _bisect(self.cores, at)
        return low < len(self.cores) and self.cores[low][0] <= at + 5

    def read(self, index: int, start: int, end: int, *, dated: bool, titled: bool) -> Tail:
        """Return the tail of the core at start..end.

        Args:
            index: of the core in `cores`.
            start: where the core begins; end: where it ends.
            dated: the core holds its date.
            titled: the name of the document is its title; read no other.
        """
        folded, limit = self.folded, self.limit(start, end)
        at, issuer, issuer_at, term, day = end, None, None, None, None
        for _ in range(2):
            if issuer is None and (of := _OF.match(folded, at, limit)):
                stop = self.issuer_end(of.end(), limit)
                if stop is not None and not self._speaks_in_next(stop):
                    issuer, at = tidy(self.text[of.end() : stop]), stop
                    issuer_at = Span(of.end(), stop)
                    if now := _NOW.match(folded, at, limit):
                        at = now.end()
            if term is None and (found := _TERM.match(folded, at, limit)):
                term, at = term_of(found["term"]), found.end()
            if not dated and (later := _LATER_DATE.match(folded, at, limit)):
                read = self.dates.after(later.end())
                if read is not None and read[0] <= limit:
                    at, day = read
                    dated = True
        if titled and issuer is None and not dated and (passed := _PASSED.match(folded, at, at + 240)):
            read = self.dates.after(passed.end())
            if read is not None:
                issuer_at = Span(passed.start("body"), passed.end("body"))
                issuer, (at, day) = tidy(issuer_at.of(self.text)), read
                found = _TERM.search(folded, passed.start("rest") - 1, passed.end("rest"))
                term = term_of(found["term"]) if found and term is None else term
        title = None if titled else self._title(index, at, limit)
        if title is not None:
            at = title.end
        shown = tidy(self.text[title.start : title.end]) if title else None
        if term is None and shown and title and (inside := _QH_TERM.search(folded, title.start, title.end)):
            term = term_of(inside["term"])
        return Tail(at, issuer, term, day, issuer_at, shown or None)

    def has_title(self, at: int) -> bool:
        """Return whether a title begins behind `at`."""
        limit = at + 40
        if _BEFORE_QUOTE.match(self.folded, at, limit):
            return True
        gap = _BEFORE_TITLE.match(self.folded, at, limit)
        return bool(gap and _ABOUT.match(self.folded, gap.end(), limit))

    def title_end(self, start: int, end: int) -> int:
        """Return where the words behind `end`, read as a title without marks, end."""
        return self._bare_end(_bisect(self.cores, end), end + 1, self.limit(start, end))

    # titles

    def _title(self, index: int, at: int, limit: int) -> Span | None:
        quoted = _BEFORE_QUOTE.match(self.folded, at, limit)
        if quoted:
            return self._quoted(index, quoted.end(), limit)
        gap = _BEFORE_TITLE.match(self.folded, at, limit)
        if gap is None:
            return None
        start = gap.end()
        head = self.words.title_start.match(self.lower, start, limit)
        if head is None:
            return None
        if _NOT_ABOUT.match(self.folded, start, limit):
            return None
        if gap[0].startswith(":") and not self.text[start].isupper():
            return None
        about = _ABOUT.match(self.folded, start, limit)
        if about:
            start = about.end()
            if self.text[start : start + 1] in '“"«':
                return self._quoted(index, start, limit)
        end = self._bare_end(index, start, limit)
        if about is None and _OWN.search(self.folded, start, end):
            return None
        return Span(start, end) if end > start else None

    def _quoted(self, index: int, start: int, limit: int) -> Span:
        """Return the title within quotation marks that open at `start`; a lost closing mark is made up for."""
        text = self.text
        limit = min(limit, start + _MAX_TITLE)
        depth, last = 0, None
        for match in _QUOTES.finditer(text, start, limit):
            mark, at = match[0], match.start()
            if mark in _OPEN:
                opens = True
            elif mark in _CLOSE:
                opens = at == start
            else:
                before = text[at - 1] if at > start else " "
                opens = at == start or before in " (\n"
            depth += 1 if opens else -1
            if not opens:
                last = at
            if depth <= 0:
                return Span(start, at + 1)
        stop = self._bare_end(index, start + 1, limit)
        if last is not None and last + 1 >= stop:
            return Span(start, last + 1)
        return Span(start, stop)

    def _bare_end(self, index: int, start: int, limit: int) -> int:
        """Return where a title without quotation marks ends."""
        folded = self.folded
        limit = min(limit, start + _MAX_TITLE)
        end = self._hard_end(start, limit)
        at = start
        if changed := _PUBLISHES.match(folded, start, end):
            at = changed.end()
        soft = self.words.title_stop.search(self.lower, at, end)
        if soft:
            end = soft.start()
        if other := _OTHER.search(self.lower, start, end):
            end = other.start()
        if (preamble := self.text.find(" Căn cứ ", start, end)) > 0:
            end = preamble
        end = self._before_next_core(index, start, end)
        end = self._before_subject(start, end)
        end = self._before_bracket(start, end)
        while end > start and folded[end - 1] in " ,(-":
            end -= 1
        return end

    def _hard_end(self, start: int, limit: int) -> int:
        """Return where punctuation ends a title; in a preamble it may hold a semicolon before more of its own words."""
        preamble = _PREAMBLE.match(self.folded, self.folded.rfind("\n", 0, start) + 1) is not None
        at = start
        while hard := _HARD_STOP.search(self.folded, at, limit):
            more = preamble and hard[0] == ";" and _MORE.match(self.lower, hard.end(), limit)
            if not more or self._following_core(hard.end(), more.end()):
                return hard.start()
            at = hard.end()
        return limit

    def _following_core(self, low: int, high: int) -> bool:
        """Return whether another document is named between two places, and not as what a title is about."""
        at = _bisect(self.cores, low)
        while at < len(self.cores) and self.cores[at][0] <= high:
            start = self.cores[at][0]
            if not _OBJECT.search(self.folded, max(low, start - 12), start):
                return True
            at += 1
        return False

    def _before_next_core(self, index: int, start: int, end: int) -> int:
        """Stop before a coordinated mention; one that is the object of the title's own words stays in it."""
        nested = 0
        for low, high in self._following(index):
            if low >= end:
                break
            if low < start:
                continue
            joint = _JOINT.search(self.folded, max(start, low - 12), low)
            if joint and not nested:
                return joint.start()
            if joint and nested and self.text[max(start, joint.start() - 1)] in '”"’':
                return joint.start()
            nested = high
        return end

    def _following(self, index: int) -> Iterator[tuple[int, int]]:
        for at in range(index + 1, len(self.cores)):
            yield self.cores[at]

    def _before_subject(self, start: int, end: int) -> int:
        """Stop before the subject of the main clause: `..., Ban Thường vụ Tỉnh ủy ban hành`."""
        limit = min(len(self.text), end + 120)
        at = self.folded.find(", ", start, end)
        while at >= 0:
            if _BODIES.match(self.folded, at + 2, limit):
                return at
            if self.text[at + 2].isupper():
                stop = self.issuer_end(at + 2, min(end, at + 160))
                if stop is not None and self._acts_within(at + 2, stop):
                    return at
            at = self.folded.find(", ", at + 2, end)
        return end

    def _acts_within(self, start: int, stop: int) -> bool:
        """Return whether a verb follows the body, or stands in small letters in what looked like its name."""
        if _ACTS.match(self.folded, stop):
            return True
        return any(self.text[act.start() + 1].islower() for act in _ACTS.finditer(self.folded, start, stop))

    def _before_bracket(self, start: int, end: int) -> int:
        """Stop before a closing bracket that the title did not open."""
        depth = 0
        for at in range(start, end):
            char = self.text[at]
            if char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if depth < 0:
                    return at
        return end


_JOINT = re.compile(r"(?:\s(?:va|cung|hoac)|,(?:\sva)?|;)\s(?:voi\s)?(?:so\s|cac\s)?$|\s?\($")
_QH_TERM = re.compile(r"quoc\shoi\skhoa\s(?P<term>[ivxlh1|]{1,6}|\d{1,2})(?!\w)")


def _bisect(cores: list[tuple[int, int]], at: int) -> int:
    low, high = 0, len(cores)
    while low < high:
        middle = (low + high) // 2
        if cores[middle][0] < at:
            low = middle + 1
        else:
            high = middle
    return low
