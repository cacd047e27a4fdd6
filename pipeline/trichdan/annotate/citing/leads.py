"""What stands before a core mention: the body that issued it, a date, and the heading of a list of documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from trichdan.annotate.citing.tails import Tails, tidy
from trichdan.lexicon.citing import load_citing_words

_VERB = re.compile(
    r"\s(?P<verb>(?:đã\s|vừa\s|sẽ\s)?(?:ban\shành|ra|thông\squa|có|ký)|(?:đã\s)?(?:nêu|giao|kết\sluận|chỉ\sđạo|đồng\sý|chấp\sthuận|quy\sđịnh)\stại"
    r"|tại|trình\sbày|trình)\s(?:các\s)?$"
)
# Nghị định của Chính phủ số 132/2008/NĐ-CP
_TYPE_OF = re.compile(
    r"(?<!\w)(?:nghị\s(?:định|quyết)|quyết\sđịnh|thông\stư|chỉ\sthị|kế\shoạch|công\s(?:văn|điện)|tờ\strình|văn\sbản|báo\scáo)(?P<of>\scủa\s)(?=[^.;,:()\n]{3,90}$)"
)
_DATE_BEFORE = re.compile(r"(?<!\w)ngay\s{1,2}\d")
_CALL = re.compile(r"c(?<!\wc)ac\s(?P<type>[a-z]{2,6}\s[a-z]{2,6}(?:\slien\stich)?)(?:\ssau)?\s(?:cua|do)\s")
_COLON = re.compile(r"[^.;\n:]{0,160}:|,?\s(?:trong\sdo\s)?(?:co|gom|bao\sgom|nhu)\s")
_BRACKET = re.compile(r"\s\([^()]{2,80}\)")
_SOURCE = re.compile(r"(?<!\w)(?:cua|duoc|do|boi)\s(?:[^.;,:\n]{3,50},\s)?$")
_ABOUT = re.compile(r"\s(?:ve\sviec|ve|v/v)\s")
_REACH = 110


@dataclass(frozen=True, slots=True)
class Lead:
    """Body and date that stand before a mention."""

    issuer: str | None = None
    date: date | None = None


def lead_of(reader: Tails, start: int, floor: int) -> Lead:
    """Return what the words right before a mention say of it: `Ngày D, <body> đã ban hành <mention>`.

    Args:
        reader: reads names of bodies in the text.
        start: where the mention begins.
        floor: offset before which nothing belongs to it.
    """
    low = max(floor, start - _REACH)
    low = max(low, _line_start(reader.text, low, start))
    of = _TYPE_OF.search(reader.lower, low, start)
    if of and reader.issuer_end(of.end("of"), start) == start - 1:
        return Lead(tidy(reader.text[of.end("of") : start]))
    verb = _VERB.search(reader.lower, low, start)
    if verb is None:
        return Lead()
    heads = _heads(reader, low, verb.start())
    if not heads and verb["verb"] == "tại":
        return Lead(None, _opening_date(reader, low, verb.start()))
    for head in heads:
        stop = reader.issuer_end(head, verb.start() + 1)
        if stop == verb.start() or (stop and _BRACKET.fullmatch(reader.folded, stop, verb.start())):
            if verb["verb"].endswith("tại") and not _is_source(reader.folded, head):
                return Lead()
            return Lead(
                tidy(reader.text[head:stop]),
                _date_before(reader, low, head),
            )
    return Lead()


def _line_start(text: str, low: int, at: int) -> int:
    """Return where the line of `at` begins; a break between two words only wraps it."""
    line = text.rfind("\n", low, at)
    if line > low and text[line - 1].isalpha() and text[line + 1 : line + 2].isalpha():
        line = text.rfind("\n", low, line)
    return line + 1


def _is_source(folded: str, head: int) -> bool:
    """Return whether a body is named as the source of what a paper says (`của <body> tại`, `được <body> giao tại`)."""
    return _SOURCE.search(folded, max(0, head - 70), head) is not None


def _heads(reader: Tails, low: int, high: int) -> list[int]:
    """Return the places where a body's name may begin, the leftmost of the last clause first."""
    clause = max(reader.folded.rfind(mark, low, high) for mark in (", ", "; ", ": ", ". "))
    floor = max(low, clause + 1)
    found = [
        m.start() for m in reader.words.issuer.finditer(reader.lower, floor, high) if reader.text[m.start()].isupper()
    ]
    if not found and clause > low:
        found = [
            m.start() for m in reader.words.issuer.finditer(reader.lower, low, high) if reader.text[m.start()].isupper()
        ]
    return found


def _opening_date(reader: Tails, low: int, end: int) -> date | None:
    """Return the full date that opens a sentence up to `end` (`Ngày 10/10/2024, tại`)."""
    for match in _DATE_BEFORE.finditer(reader.folded, low, end):
        read = reader.dates.at(match.start())
        if read and reader.text[match.start()].isupper() and reader.folded[read[0] : end] in (",", ""):
            return read[1]
    return None


def _date_before(reader: Tails, low: int, head: int) -> date | None:
    """Return the full date right before a body (`Ngày 26/02/2009, <body>`)."""
    for match in _DATE_BEFORE.finditer(reader.folded, max(0, min(low, head - 40)), head):
        read = reader.dates.at(match.start())
        if read and reader.folded[read[0] : head] in (", ", " "):
            return read[1]
    return None


@dataclass(frozen=True, slots=True)
class ListHeading:
    """`các Nghị định của Chính phủ: ...`: the body of every document of that type in the rest of the paragraph."""

    start: int
    end: int
    type: str
    issuer: str
    title: str | None = None


def list_headings(reader: Tails) -> list[ListHeading]:
    """Return the headings of lists of documents that name the body once for all of them."""
    types = load_citing_words().types
    out = []
    for match in _CALL.finditer(reader.folded):
        kind = match["type"].replace("\n", " ")
        if kind not in types:
            continue
        limit = reader.limit(match.start(), match.end())
        stop = reader.issuer_end(match.end(), limit + 1)
        if stop is None:
            continue
        colon = _COLON.match(reader.folded, stop, min(limit + 1, len(reader.text)))
        if colon is None:
            continue
        end = colon.end()
        about = _ABOUT.match(reader.folded, stop, end)
        title = tidy(reader.text[about.end() : end - 1]) if about and colon[0].endswith(":") else None
        if reader.text[end : end + 1] == "\n":
            end += 1
        stop_at = reader.text.find("\n", end)
        while stop_at >= 0 and reader.text[stop_at - 1] in ";," and reader.text[stop_at + 1 : stop_at + 2].isalnum():
            stop_at = reader.text.find("\n", stop_at + 1)
        end = len(reader.text) if stop_at < 0 else stop_at
        if not colon[0].endswith(":"):
            sentence = reader.text.find(". ", colon.end())
            end = end if sentence < 0 else min(end, sentence)
        out.append(ListHeading(match.start(), end, types[kind], tidy(reader.text[match.end() : stop]), title))
    return out
