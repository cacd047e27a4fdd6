"""Documents named without a symbol: by their body (`Báo cáo của Ban ... về`) or by their subject."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from trichdan.annotate.citing.mentions import Core, slug
from trichdan.annotate.citing.tails import Tails
from trichdan.text import Span

_BODY = re.compile(r"\scua\s")
# bodies that name no issuer in particular
_ANY_BODY = re.compile(r"(?:nha\snuoc|dang|cap\s|co\squan|to\schuc)(?!\w)")
_GENERIC_BEFORE = re.compile(
    r"(?:(?<!\w)(?:du\sthao|ban\shanh|xay\sdung|phe\sduyet|soan\sthao|trinh|ve|so|mot|nhung|cac|thay\sthe|moi|kem\stheo|noi\sdung"
    r"|ten|moi|tung|nhieu|mau|hai|ba|cua|cung|loai|the)|\d)\s$"
)
_NICKNAMED = frozenset(
    {
        "nghi quyet",
        "nghi dinh",
        "quyet dinh",
        "quy dinh",
        "chi thi",
        "ket luan",
        "thong tu",
        "de an",
        "phap lenh",
        "ke hoach",
        "chuong trinh",
    }
)
_BARE = re.compile(
    r"\s(?P<so>số\s)?(?P<serial>\d{1,4}[a-z]?)(?![\w%]|\s?[-/]\s?\w|[.,]\d"
    r"|\s(?:điều|khoản|năm|ngày|chỉ\stiêu|nhiệm|nội|mục|triệu|tỷ|đồng|tháng|bộ|cấp|người|đơn|cơ|xã|tỉnh|lần))"
)
# `Quyết định 1. Đối tượng`: the label of an item behind a type word; `Kế hoạch 2030`: a year
_ITEM = re.compile(r"[.):]\s")
_YEARLY = re.compile(r"(?:19|20)\d\d")
# `Quy chế ... ban hành kèm theo Quyết định`: the decision is what is cited
_CARRIED = re.compile(r"\s\(?(?:duoc\s)?(?:ban\shanh|kem\stheo)(?!\w)")
_OF_YEAR = re.compile(r"\snam\s(?:19|20)\d\d(?![\w/-])")
_SHORT = re.compile(r"[NQ](?<![\w/-].)(?:(?<=N)Q|Đ)\s\d{2,3}(?![\w%]|\s?[-/]\s?\w|[.,]\d)")
_PERIOD = re.compile(r"(?:\sha\snoi)?\s(?:thoi\sky|giai\sdoan)\s\d{4}\s?-\s?\d{4}")
_NAMED = frozenset(
    {
        "nghi dinh", "nghi quyet", "thong tu", "thong tu lien tich", "thong bao", "bao cao", "ket luan", "ke hoach",
        "chi thi", "chuong trinh", "chuong trinh hanh dong", "chien luoc", "huong dan", "quy dinh", "quy che",
        "quy hoach", "quyet dinh", "to trinh", "de an", "dieu le", "cuong linh", "phap lenh",
    }
)  # fmt: skip
_THIS = re.compile(r"\snay(?!\w)")
# `các Thông tư, Quyết định của ...`: kinds of documents, no particular one
_KINDS_BEFORE = re.compile(
    r"(?:thong\stu|nghi\sdinh|quyet\sdinh|nghi\squyet|lien\stich|phap\slenh|chi\sthi|luat),\s$|(?<!\w)hoac\s$"
)
_ANY_LEVEL = re.compile(r"\s(?:cap\s(?:xa|huyen|tinh|tren)|cac\scap|co\stham\squyen)$")
_BY_SUBJECT = frozenset({"nghi dinh", "thong tu", "thong tu lien tich"})
_SUBJECT = re.compile(r"\s(?:quy\sdinh\s(?:chi\stiet|ve)|huong\sdan|ve\s|xu\sphat|ban\shanh\s)")
_SUBJECT_LEAD = re.compile(r"(?:(?<!\w)(?:thi\shanh|thuc\shien|theo|tai|voi|va|cua|gom|tru|trong)|,)\s$")
_PLANNED = frozenset({"quy hoach", "chuong trinh", "chien luoc", "de an", "quy che"})
_PLANNED_NAME = re.compile(
    r"(?:\s(?!ban\shanh|kem\stheo|nay|duoc|da|theo|cua|tren|tai)[^\s,.;:()“”\"]+){3,16}?\s(?:(?:thoi\sky|giai\sdoan)\s\d{4}\s?-\s?\d{4}|nam\s\d{4})(?![\w/-])"
)
_PLANNED_LEAD = re.compile(r"(?<!\w)(?:theo|thuc\shien|voi|trien\skhai)\s$")
_RULES_NAME = re.compile(r"(?:\s[^\s,.;:()“”\"]+){2,20}?(?=\scua\s)")
_ISSUED = re.compile(r"\s(?:da\s)?ban\shanh(?!\w)")
_CHARTER = re.compile(
    r"\s(?:đảng(?:\scộng\ssản(?:\sviệt\snam)?)?|(?:công\sđoàn|mặt\strận\stổ\squốc)(?:\sviệt\snam)?"
    r"|đoàn\s(?:thanh\sniên\scộng\ssản|tncs)\shồ\schí\sminh"
    r"|hội\s(?:liên\shiệp\s(?:phụ\snữ|thanh\sniên)|nông\sdân|cựu\schiến\sbinh|chữ\sthập\sđỏ|người\scao\stuổi|nhà\sbáo)(?:\sviệt\snam)?)"
    r"(?!\w|\s(?:bộ|ủy|uỷ|viên|cơ\ssở|phí))"
)
_CHARTER_LIST = re.compile(r"\sva\s(?:cac\s)?(?:quy\sdinh|nghi\squyet|chi\sthi)[^.;\n]{0,40}\scua\sdang(?!\w)")
_PLATFORM = re.compile(
    r"\s(?:chinh\stri|xay\sdung\sdat\snuoc(?:\strong\sthoi\sky\squa\sdo\slen\schu\snghia\sxa\shoi)?)"
)
_MAX_SLUG = 80


class Named:
    """Finds documents named without a symbol in one text.

    Args:
        reader: reads bodies and titles; it knows the mentions found so far.
        cores: those mentions, sorted by start.
    """

    def __init__(self, reader: Tails, cores: list[Core]) -> None:
        self.reader = reader
        self.text, self.folded, self.lower = reader.text, reader.folded, reader.lower
        self.starts = [c.start for c in cores]
        self.ends = [c.end for c in cores]

    def find(self) -> list[Core]:
        """Return the mentions in reading order; none overlaps one found before."""
        out: list[Core] = []
        for match in self.reader.words.capitalised.finditer(self.text):
            start, end = match.span()
            if self._taken(start, end):
                continue
            word = self.folded[start:end].replace("\n", " ")
            core = self._nickname(word, start, end) or (self._read(word, start, end) if word in _NAMED else None)
            if core is not None:
                out.append(core)
        return sorted([*out, *self._by_nickname()], key=lambda c: (c.start, -c.end))

    def _by_nickname(self) -> list[Core]:
        """Read `Khoán 10` and `NQ 18`."""
        out = []
        words = self.reader.words
        for name, kind in words.nicknames:
            at = self.text.find(name)
            while at >= 0:
                end = at + len(name)
                if (
                    not self._taken(at, end)
                    and not self.text[max(0, at - 1)].isalnum()
                    and not self.text[end : end + 1].isalnum()
                ):
                    out.append(replace(self._core(name, at, end), type=kind))
                at = self.text.find(name, end)
        for match in _SHORT.finditer(self.text):
            if not self._taken(*match.span()):
                kind = words.types[self.folded[match.start() : match.start() + 2]]
                out.append(Core(match.start(), match.end(), "nickname", kind, confidence=0.4))
        return out

    def _nickname(self, word: str, start: int, end: int) -> Core | None:
        """Read `Nghị quyết 18`: a type and a bare number."""
        if word not in _NICKNAMED:
            return None
        number = _BARE.match(self.lower, end)
        if number is None or self._taken(start, number.end()):
            return None
        if not number["so"] and not self._is_serial(word, number):
            return None
        return Core(
            start,
            number.end(),
            "nickname",
            self.reader.words.types[word],
            confidence=0.5,
        )

    def _is_serial(self, word: str, number: re.Match[str]) -> bool:
        """Return whether a bare number is a serial, and not the label of an item or a year."""
        serial = number["serial"]
        if _ITEM.match(self.text, number.end()) and (len(serial) == 1 or "\n" in number[0]):
            return False
        if _YEARLY.fullmatch(serial) and word != "quyet dinh":
            return False
        return word != "chuong trinh" or (len(serial) > 1 and self.text[max(0, number.start() - 1) - len(word)] != "(")

    def _taken(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, end) - 1
        return at >= 0 and self.ends[at] > start

    def _read(self, word: str, start: int, end: int) -> Core | None:
        if word == "dieu le":
            return self._charter(start, end)
        if word == "cuong linh":
            tail = _PLATFORM.match(self.folded, end)
            return self._core(word, start, tail.end()) if tail else None
        if self.folded.startswith(" ngay ", end) and (day := self.reader.dates.after(end)):
            return replace(self._core(word, start, day[0]), date=day[1], untitled=True, confidence=0.7)
        if word == "phap lenh" and (year := _OF_YEAR.match(self.folded, end)):
            return replace(self._core(word, start, year.end()), untitled=True, confidence=0.7)
        before = self.folded[max(0, start - 24) : start]
        if _KINDS_BEFORE.search(before):
            return None
        if _GENERIC_BEFORE.search(before) and not (word in _BY_SUBJECT and _SUBJECT_LEAD.search(before)):
            return None
        return (
            self._by_subject(word, start, end, before)
            or self._by_body(word, start, end, before)
            or self._known(word, start)
            or self._planned(word, start, end, before)
            or self._rules(word, start, end)
        )

    def _core(self, word: str, start: int, end: int) -> Core:
        name = Span(start, end)
        return Core(
            start,
            end,
            "unnumbered",
            self.reader.words.types.get(word),
            name=name,
            law=slug(name.of(self.text))[:_MAX_SLUG],
            confidence=0.6,
        )

    def _charter(self, start: int, end: int) -> Core | None:
        tail = _CHARTER.match(self.lower, end)
        if tail:
            return replace(self._core("dieu le", start, tail.end()), inner=True, confidence=0.9)
        return self._core("dieu le", start, end) if _CHARTER_LIST.match(self.folded, end) else None

    def _by_subject(self, word: str, start: int, end: int, before: str) -> Core | None:
        """Read `Nghị định quy định chi tiết một số điều của Luật ...`."""
        if word not in _BY_SUBJECT or not _SUBJECT.match(self.folded, end):
            return None
        if not _SUBJECT_LEAD.search(before):
            return None
        stop = self.reader.title_end(start, end)
        if stop <= end + 8 or _THIS.search(self.folded, end, stop):
            return None
        return replace(self._core(word, start, stop), subject=Span(end + 1, stop))

    def _by_body(self, word: str, start: int, end: int, before: str) -> Core | None:
        """Read `Báo cáo của Ban Tổ chức Trung ương về ...` and `Chỉ thị của Bộ Chính trị ngày ...`."""
        of = _BODY.match(self.folded, end)
        if of is None or not self.text[of.end()].isupper():
            return None
        stop = self.reader.issuer_end(of.end(), self.reader.limit(start, end))
        if stop is None or _ANY_BODY.match(self.folded, of.end()) or _ANY_LEVEL.search(self.folded, of.end(), stop):
            return None
        found = self.reader.dates.after(stop)
        if found:
            dated = self._core(word, start, found[0])
            return replace(dated, date=found[1], issuer=Span(of.end(), stop), untitled=True)
        if not self.reader.has_title(stop):
            return None
        return replace(self._core(word, start, stop), issuer=Span(of.end(), stop), untitled=True)

    def _known(self, word: str, start: int) -> Core | None:
        """Read `Quy hoạch điện VIII`: a plan known by its name, with its period."""
        name = self.reader.words.names.match(self.lower, start)
        if name is None or self.text[start : name.end()].isupper() or _CARRIED.match(self.folded, name.end()):
            return None
        period = _PERIOD.match(self.folded, name.end())
        return self._core(word, start, period.end() if period else name.end())

    def _planned(self, word: str, start: int, end: int, before: str) -> Core | None:
        """Read `Quy hoạch ... thời kỳ 2021 - 2030` behind a word of carrying out."""
        if word not in _PLANNED or not _PLANNED_LEAD.search(before):
            return None
        name = _PLANNED_NAME.match(self.folded, end)
        return self._core(word, start, name.end()) if name else None

    def _rules(self, word: str, start: int, end: int) -> Core | None:
        """Read `Quy chế ... của <body> ban hành`."""
        if word not in ("quy che", "quy dinh"):
            return None
        limit = self.reader.limit(start, end)
        at = end
        for _ in range(3):
            name = _RULES_NAME.match(self.folded, at, limit)
            if name is None:
                return None
            of = name.end() + len(" cua ")
            if self.text[of : of + 1].isupper():
                stop = self.reader.issuer_end(of, limit)
                if stop is not None and _ISSUED.match(self.folded, stop):
                    return replace(self._core(word, start, name.end()), issuer=Span(of, stop))
            at = name.end() + len(" cua")
        return None
