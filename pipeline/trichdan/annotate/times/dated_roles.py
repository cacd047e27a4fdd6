"""Roles of days on which papers are issued, signed, cited and take effect, and of commemorations and terms."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from trichdan.annotate.times.page import DAY_KINDS, YEAR_KINDS, Near
from trichdan.annotate.times.signs import paragraph_after, paragraph_before
from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import load_time_words
from trichdan.text import Span

_PLACE_LINE = re.compile(r"(?:^|[\n\t|])[^\W\d_][^\n\t|;:()\d]{1,60},[ \n]?$")
_HEAD_END = 4000
_NEAR_NUMBER = 110
_PLACE_WITHOUT_COMMA = re.compile(r"(?:^|[\n\t|])((?:[^\W\d_]{2,9} ){1,4})$")
_SCHOOL_AGE = 14  # younger ones are no cadres


def is_signed_effective(near: Near) -> bool:
    """`có hiệu lực kể từ ngày ký`: the day of signing from which a paper takes effect."""
    return near.kind == "sign" and near.cue("signed_effective")


def _is_place(before: str) -> bool:
    """Return whether the line so far is a few words in capitals: a place without its comma."""
    found = _PLACE_WITHOUT_COMMA.search(before)
    return found is not None and all(word[0].isupper() for word in found[1].split())


def _touches(spans: tuple[Span, ...], span: Span) -> bool:
    """Return whether a span overlaps one of those given in reading order; only the nearest before its end are asked."""
    at = bisect_left(spans, Span(span.end, span.end))
    return any(span.overlaps(other) for other in spans[max(0, at - 4) : at])


def is_issue_date(near: Near) -> bool:
    """The day in the place-and-date line, in the name that the paper gives itself, or left blank there."""
    span, page = near.timex.span, near.page
    if near.kind in DAY_KINDS and (any(span.overlaps(s) for s in page.issue_spans) or _touches(page.own, span)):
        return True
    in_head = near.kind in ("words", "blank") and span.start < _HEAD_END
    before = page.text[max(0, span.start - 80) : span.start]
    ends_line = page.text[span.end : span.end + 1] in ("", "\n", "\t", "|")
    if in_head and (_PLACE_LINE.search(before) or (ends_line and _is_place(before))):
        return True
    if near.kind == "blank" and near.cue("attached"):
        return True  # the number and the day of the paper that this one is annexed to are not filled in yet
    same = near.timex.lo is not None and near.timex.lo == page.issued == near.timex.hi
    return same and near.cue("attached") and is_cited(near)


def _law() -> str:
    """Return the shape of a word for a law, not that of `pháp luật`."""
    w = load_time_words()
    return rf"(?<!{w.forms('law_off')[0]}[ \n]){w.pattern('law')}"


@cache
def _after_number() -> re.Pattern[str]:
    """What may stand between a symbol and its date: nothing, a comma, the body that issued it."""
    cut = r"(?:[.&]?[ ]?[\w.&]{1,12})?"  # an odd end of the symbol
    return re.compile(rf"{cut}[ \n]*,?[ \n]*(?:{load_time_words().pattern('from_body')}[ \n][^.;:()\n]{{2,90}})?$")


@cache
def _type_before() -> re.Pattern[str]:
    """A document type and what may stand between it and its date: the body that issued it, the name of a law."""
    names = sorted({t.name for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    words = "|".join(re.escape(n) for n in names)
    law = _law()
    symbol = rf"(?:[ \n]{load_time_words().pattern('number_mark')}:?[ \n]?[^ \n]{{1,40}})?"
    body = rf"(?:[ \n]{load_time_words().pattern('of_only')}[ \n][^.;:()\n,]{{2,60}})?"
    name = r"(?:[ \n][^\W\d_]{1,12},?){1,16}"
    return re.compile(rf"(?<![^\W_])(?:(?:{words}){symbol}{body}|{law}{name}),?[ \n]*$")


@cache
def _law_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){_law()}(?:[ \n][^\W\d_][^\s;:.()\d]{{0,13}}){{0,12}}[ \n]$")


def overlapping(spans: tuple[Span, ...], at: Span) -> bool:
    """Return whether a place overlaps one of the sorted spans."""
    i = bisect_right(spans, Span(at.end, at.end)) - 1
    return any(0 <= j < len(spans) and spans[j].overlaps(at) for j in (i, i - 1))


def is_cited(near: Near) -> bool:
    """Return whether the day or year stands where the date of a cited document stands."""
    page, span = near.page, near.timex.span
    if (near.kind not in DAY_KINDS and near.kind not in YEAR_KINDS) or near.expression.kind == "interval":
        return False
    if overlapping(page.cited, span):
        return True
    if near.kind in YEAR_KINDS:
        return _law_before().search(near.left) is not None and not near.cue("governed")
    if near.cue("governed"):
        return False
    i = bisect_right(page.number_ends, span.start) - 1
    number_end = page.number_ends[i] if i >= 0 else -_NEAR_NUMBER
    opens = page.text[span.start - 1 : span.start] == "\n" and near.right.startswith(",")
    if (
        not opens
        and span.start - number_end < _NEAR_NUMBER
        and _after_number().match(page.lower[number_end : span.start])
    ):
        return True
    return (
        _type_before().search(near.left) is not None
        or _announced(near)
        or _adopted().search(paragraph_before(near)) is not None
    )


@cache
def _adopted() -> re.Pattern[str]:
    """`Luật Dữ liệu được Quốc hội khóa XV thông qua tại kỳ họp thứ 8 ngày ...`: the day of a named law."""
    w = load_time_words()
    name = rf"(?:(?!{w.pattern('this')}[ \n])[^.;:]){{2,120}}?"
    return re.compile(rf"(?<![^\W_]){_law()}[ \n]{name}[ \n]{w.pattern('adopted')}[^.;:,]{{0,50}}$")


def _announced(near: Near) -> bool:
    """`Ngày 26/02/2009, Ban ... ban hành Kế hoạch số 70-KH/BDVTW`: the day of what is cited next."""
    page, span = near.page, near.timex.span
    if near.left.strip(' -+•*"“('):
        return False
    i = bisect_left(page.cited, Span(span.end, span.end))
    if i < len(page.cited) and page.cited[i].start - span.end < 160 and page.cited_dates[i] is not None:
        return page.cited_dates[i] == near.timex.lo == near.timex.hi
    return _announcement().match(paragraph_after(near)) is not None


@cache
def _announcement() -> re.Pattern[str]:
    """What follows the day on which a body issued a paper, up to the paper's type and number."""
    names = sorted({t.name for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    words = "|".join(re.escape(n) for n in names)
    w = load_time_words()
    verb, mark, at = w.pattern("issue_verb"), w.pattern("number_mark"), w.pattern("in_paper")
    return re.compile(rf",?[ \n](?:[^.;:]{{2,100}}[ \n]{verb}|{at})[ \n](?:{words})[ \n]{mark}")


def is_anniversary(near: Near) -> bool:
    """`kỷ niệm 90 năm Ngày truyền thống (15/10/1930 - 15/10/2020)`."""
    timex = near.timex
    if timex.type == "INTERVAL" and timex.lo and timex.hi and near.kind in DAY_KINDS:
        same_day = (timex.lo.month, timex.lo.day) == (timex.hi.month, timex.hi.day)
        return same_day and timex.hi.year - timex.lo.year >= 5
    if timex.type == "DURATION":
        return (timex.value or "").endswith("Y") and near.cue("anniversary")
    if near.kind == "bare_dm" and near.left.endswith("(") and near.right.startswith(")"):
        return True
    return near.kind in ("bare_dm", "dm", "feast") and near.cue("anniversary") and not near.cue("latest")


def is_term(near: Near) -> bool:
    """`nhiệm kỳ 2020 - 2025`."""
    head = near.expression.atoms[-1].parts.get("head", "") if near.expression.atoms else ""
    return load_time_words().value("term", head) is not None


def is_effective(near: Near) -> bool:
    """`có hiệu lực thi hành kể từ ngày 01/7/2025`."""
    if near.kind not in DAY_KINDS | {"month", "year", "number_unit"} or _effect_of_another().match(near.right):
        return False
    if near.cue("effective"):
        return True
    applied = near.timex.type == "DATE" and near.cue("applied") and not near.cue("condition")
    return near.cue("since") and (near.cue("starts") or applied)


@cache
def _effect_of_another() -> re.Pattern[str]:
    """`..., có hiệu lực từ ngày`, `đến trước ngày Luật này có hiệu lực`: the effect is that of another day."""
    w = load_time_words()
    force = w.pattern("force")
    return re.compile(
        rf",?[ \n]{force}[ \n]{w.pattern('since')}|[^.;]{{0,40}}[ \n]{w.pattern('day')}[ \n][^.;]{{0,60}}{force}"
    )


def is_born(near: Near) -> bool:
    """`nam sinh từ tháng 9/1965`: a day of birth, which is long ago, not `tuyển sinh từ năm học 2026`."""
    hi, issued = near.timex.hi, near.page.issued
    return near.cue("born") and hi is not None and issued is not None and hi.year < issued.year - _SCHOOL_AGE
