"""The part that a time expression plays in its document, decided by what stands around it.

The rules are tried in order and the first that holds decides; their words are cues of the lexicon.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from trichdan.annotate.timex_case import printed_edits
from trichdan.annotate.timex_context import DAY_KINDS, YEAR_KINDS, Near, Seen, ground_of, read_page
from trichdan.annotate.timex_join import Expression
from trichdan.annotate.timex_signs import (
    SPANS,
    in_task_field,
    is_aimed,
    is_bracketed_due,
    is_feast_day,
    is_opening_event,
    is_past_year,
    is_plan_length,
    is_recurring_duty,
    is_report_span,
    is_scope_of_tasks,
    is_soft_occasion,
    paragraph_after,
    paragraph_before,
)
from trichdan.annotate.timex_values import value_of
from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import load_time_words
from trichdan.model import Annotation, Issue, Repair, Timex
from trichdan.text import Span

FEASTS = frozenset({"tet", "early_tet", "moon", "feast", "can_chi", "can_chi_year"})
_PLACE_LINE = re.compile(r"(?:^|[\n\t|])[^\W\d_][^\n\t|;:()\d]{1,60},[ \n]?$")
_ITEM_MARKS = " -+•*abcdđ)0123456789.\n"  # `- `, `a) `, `2. `
_HEAD_END = 4000
_KEPT = 1000  # surroundings remembered
_NEAR_NUMBER = 110
_PLACE_WITHOUT_COMMA = re.compile(r"(?:^|[\n\t|])((?:[^\W\d_]{2,9} ){1,4})$")
_IN_BRACKETS = re.compile(r"[ \n]?\([ \n]?$")
_ALONE = re.compile(r"[\n\t|]")


def with_roles(annotation: Annotation) -> Annotation:
    """Return the annotation with its time expressions valued in context, and their roles.

    Time expressions that were there already and are none of these shapes stay as they are.
    """
    page = read_page(annotation)
    found: list[Timex] = []
    surroundings: dict[tuple[str, str], Seen] = {}  # repetitive text is looked at once
    for i, expression in enumerate(page.expressions):
        left, right = page.left_of(expression.start), page.right_of(expression.end)
        if len(surroundings) > _KEPT:
            surroundings.clear()
        seen = surroundings.setdefault((left, right), {})
        timex = value_of(expression, page.lower, ground_of(page, i, found, left, right, seen))
        near = Near(expression, timex, left, right, page, seen)
        role = _beside(near, found) or _role(near)
        if timex.mod is None and (mod := _mod_before(left)) is not None:
            timex = replace(timex, mod=mod)
        if expression.kind == "sign" and role == "EFFECTIVE":
            timex = _signed(timex, found, left, expression)
        found.append(replace(timex, role=role, edits=printed_edits(timex, page.lower, page.text)))
    spans = {t.span for t in found}
    kept = [t for t in annotation.dates if t.span not in spans]
    return replace(
        annotation,
        dates=tuple(sorted((*found, *kept), key=lambda t: t.span)),
        issues=(*annotation.issues, *_alarms(found, page.issued)),
        repairs=(*annotation.repairs, *(repair for t in found for repair in _repairs(t, page.text))),
    )


def _alarms(found: list[Timex], issued: date | None) -> list[Issue]:
    """Return what a person should look at: impossible days, wrong weekdays, cited papers of a later day."""
    out = []
    for t in found:
        if t.status == "invalid":
            out.append(Issue("invalid-date", "there is no such day, month or hour", t.span))
        elif t.status == "ambiguous" and t.value is not None and t.value in t.candidates:
            out.append(Issue("weekday-mismatch", f"{t.value} is no such weekday", t.span))
        elif t.role == "CITED_DOC_DATE" and t.status == "ok" and issued and t.lo is not None and t.lo > issued:
            out.append(Issue("date-after-issue", f"{t.value} is later than the issue date {issued}", t.span))
    return out


def _repairs(timex: Timex, text: str) -> list[Repair]:
    """Return the edits of a time expression with their places."""
    out = []
    for old, new in timex.edits:
        start = text.find(old, timex.span.start, timex.span.end)
        if start >= 0:
            out.append(Repair(Span(start, start + len(old)), old, new, "date"))
    return out


@cache
def _mods() -> tuple[tuple[re.Pattern[str], str], ...]:
    w = load_time_words()
    names = (("approx", "APPROX"), ("quota_max", "EQUAL_OR_LESS"), ("quota_min", "EQUAL_OR_MORE"))
    return tuple((re.compile(rf"(?<![^\W_]){w.pattern(name)}[ \n]$"), mod) for name, mod in names)


def _mod_before(left: str) -> str | None:
    """Return what `khoảng`, `không quá`, `ít nhất` before a time expression says of its value."""
    tail = left[-24:]
    return next((mod for pattern, mod in _mods() if pattern.search(tail)), None)


def _signed(timex: Timex, before: list[Timex], left: str, expression: Expression) -> Timex:
    """`Quy định số ..., ngày ..., có hiệu lực từ ngày ký`: the day on which the cited paper was signed."""
    this = load_time_words().forms("this")[0]
    for earlier in reversed(before):
        if earlier.span.end < expression.start - len(left):
            break
        between = left[earlier.span.end - expression.start :]
        if re.search(rf"(?<![^\W_]){this}(?![^\W_])", between):
            break
        if earlier.role == "CITED_DOC_DATE" and earlier.lo == earlier.hi and earlier.lo is not None:
            return replace(timex, value=earlier.value, lo=earlier.lo, hi=earlier.hi, anchor="prev_mention")
    return timex


def _beside(near: Near, before: list[Timex]) -> str | None:
    """Return the role that the expression shares with the one before: `05 năm (2016 - 2020)`, `năm 2024, 2025`."""
    if not before or near.timex.span.start - before[-1].span.end > 8:
        return None
    last = before[-1]
    gap = near.page.lower[last.span.end : near.timex.span.start]
    if _IN_BRACKETS.match(gap) and near.kind in SPANS and last.role in ("HISTORY", "PLAN_SCOPE", "REPORT_PERIOD"):
        return last.role
    listed = near.kind in ("bare_year", "bare_my", "bare_mny", "bare_dm", "bare_words", "bare_quarter")
    mark = gap.strip()
    joined = mark in (",", ";", "/") or load_time_words().value("and_or", mark) is not None
    return last.role if listed and joined else None


def _role(near: Near) -> str:
    """Return the part that the expression plays: that of the first rule that holds."""
    return next((role for role, rule in _RULES if rule(near)), "OTHER")


# where the document itself and other documents are dated


def _is_signed_effective(near: Near) -> bool:
    return near.kind == "sign" and near.cue("signed_effective")


def _is_place(before: str) -> bool:
    """Return whether the line so far is a few words in capitals: a place without its comma."""
    found = _PLACE_WITHOUT_COMMA.search(before)
    return found is not None and all(word[0].isupper() for word in found[1].split())


def _touches(spans: tuple[Span, ...], span: Span) -> bool:
    """Return whether a span overlaps one of those given in reading order; only the nearest before its end are asked."""
    at = bisect_left(spans, Span(span.end, span.end))
    return any(span.overlaps(other) for other in spans[max(0, at - 4) : at])


def _is_issue_date(near: Near) -> bool:
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
    return same and near.cue("attached") and _is_cited(near)


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
    law = load_time_words().pattern("law")
    symbol = rf"(?:[ \n]{load_time_words().pattern('number_mark')}:?[ \n]?[^ \n]{{1,40}})?"
    body = rf"(?:[ \n]{load_time_words().pattern('of_only')}[ \n][^.;:()\n,]{{2,60}})?"
    name = r"(?:[ \n][^\W\d_]{1,12},?){1,16}"
    return re.compile(rf"(?<![^\W_])(?:(?:{words}){symbol}{body}|{law}{name}),?[ \n]*$")


@cache
def _law_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){load_time_words().pattern('law')}(?:[ \n][^\W\d_]{{1,12}},?){{0,12}}[ \n]$")


def _overlapping(spans: tuple[Span, ...], at: Span) -> bool:
    i = bisect_right(spans, Span(at.end, at.end)) - 1
    return any(0 <= j < len(spans) and spans[j].overlaps(at) for j in (i, i - 1))


def _is_cited(near: Near) -> bool:
    """Return whether the day or year stands where the date of a cited document stands."""
    page, span = near.page, near.timex.span
    if (near.kind not in DAY_KINDS and near.kind not in YEAR_KINDS) or near.expression.kind == "interval":
        return False
    if _overlapping(page.cited, span):
        return True
    if near.kind in YEAR_KINDS:
        return _law_before().search(near.left) is not None and not near.cue("governed")
    if near.cue("governed"):
        return False
    i = bisect_right(page.number_ends, span.start) - 1
    number_end = page.number_ends[i] if i >= 0 else -_NEAR_NUMBER
    if span.start - number_end < _NEAR_NUMBER and _after_number().match(page.lower[number_end : span.start]):
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
    return re.compile(rf"(?<![^\W_]){w.pattern('law')}[ \n]{name}[ \n]{w.pattern('adopted')}[^.;:,]{{0,50}}$")


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


# commemorations, terms, effect


def _is_anniversary(near: Near) -> bool:
    timex = near.timex
    if timex.type == "INTERVAL" and timex.lo and timex.hi and near.kind in DAY_KINDS:
        same_day = (timex.lo.month, timex.lo.day) == (timex.hi.month, timex.hi.day)
        return same_day and timex.hi.year - timex.lo.year >= 5
    if timex.type == "DURATION":
        return (timex.value or "").endswith("Y") and near.cue("anniversary")
    if near.kind == "bare_dm" and near.left.endswith("(") and near.right.startswith(")"):
        return True
    return near.kind in ("bare_dm", "dm", "feast") and near.cue("anniversary") and not near.cue("latest")


def _is_term(near: Near) -> bool:
    head = near.expression.atoms[-1].parts.get("head", "") if near.expression.atoms else ""
    return load_time_words().value("term", head) is not None


def _is_effective(near: Near) -> bool:
    if near.kind not in DAY_KINDS | {"month", "year", "number_unit"} or _effect_of_another().match(near.right):
        return False
    return near.cue("effective") or (near.cue("since") and near.cue("starts"))


@cache
def _effect_of_another() -> re.Pattern[str]:
    """`..., có hiệu lực từ ngày`, `đến trước ngày Luật này có hiệu lực`: the effect is that of another day."""
    w = load_time_words()
    force = w.pattern("force")
    return re.compile(
        rf",?[ \n]{force}[ \n]{w.pattern('since')}|[^.;]{{0,40}}[ \n]{w.pattern('day')}[ \n][^.;]{{0,60}}{force}"
    )


# years and periods


def _in_title(near: Near) -> bool:
    title = near.page.title
    if title is None or not title.overlaps(near.timex.span) or near.kind in DAY_KINDS:
        return False
    return near.timex.type in ("DATE", "INTERVAL") and not (near.kind in YEAR_KINDS and near.cue("until"))


def _in_cited_title(near: Near) -> bool:
    return (
        near.kind in SPANS | YEAR_KINDS
        and _overlapping(near.page.cited_full, near.timex.span)
        and not near.cue("until")
    )


def _in_header_row(near: Near) -> bool:
    """A year alone in its cell beside another year alone: the head of a table of figures."""
    if near.kind not in YEAR_KINDS or not _is_alone(near):
        return False
    text, span = near.page.lower, near.timex.span
    head = rf"(?:{load_time_words().pattern('year')} )?(?:19|20)\d\d"
    after = re.match(rf"[\n\t| ]{{1,8}}{head}[\n\t|]", text[span.end : span.end + 20])
    before = re.search(rf"[\n\t|]{head}[\n\t| ]{{1,8}}$", text[max(0, span.start - 20) : span.start])
    return after is not None or before is not None


def _is_alone(near: Near) -> bool:
    """Return whether the expression fills its line or table cell."""
    return not near.left.strip() and not near.right.strip(" ./;")


def _is_period(near: Near) -> bool:
    return near.kind in SPANS | YEAR_KINDS | {"quarter", "month", "number_unit", "bare_my"}


def _is_report(near: Near) -> bool:
    if near.timex.type == "DURATION" or not _is_period(near) or _is_alone(near):
        return False
    if near.kind in SPANS and _is_ahead(near):
        return False
    if near.timex.type == "SET":
        return near.kind == "number_unit" and near.cue("report")
    if near.kind not in SPANS and near.cue("deadline") and not near.cue("compare"):
        return False
    if near.cue("report", near.clause):
        return True
    return near.cue("report") and not near.cue("plan", near.clause)


def _is_target(near: Near) -> bool:
    if near.kind not in YEAR_KINDS:
        return False
    if not near.cue("until"):
        return near.cue("aim", near.clause) and not _is_past(near)
    return near.cue("target") or not near.cue("complete")


def _is_compared(near: Near) -> bool:
    return near.kind in YEAR_KINDS | SPANS and near.cue("compare") and _is_past(near)


def _is_running_time(near: Near) -> bool:
    """`Thời gian thực hiện: từ ... đến ...`: how long the whole thing runs."""
    if near.timex.type not in ("DATE", "INTERVAL") or near.cue("latest"):
        return False
    return near.cue("running")


def _is_plan(near: Near) -> bool:
    if near.kind in SPANS:
        return not _is_alone(near) and not (near.kind == "bare_span" and _is_over(near))
    if near.timex.type == "DURATION":
        return (
            near.timex.value is not None
            and near.timex.value.endswith("Y")
            and near.cue("plan")
            and not near.cue("elapsed")
        )
    if near.expression.kind == "interval" and near.kind in YEAR_KINDS:
        return not _is_past(near)
    return near.kind in YEAR_KINDS and near.cue("plan") and not near.cue("deadline")


# what is due, what happens, what has been


def _is_past(near: Near) -> bool:
    hi, page = near.timex.hi, near.page
    if hi is None:
        return False
    if page.issued is not None:
        return hi < page.issued
    return page.plan_year is not None and hi.year < page.plan_year


def _is_ahead(near: Near) -> bool:
    """Return whether it begins after the issue date."""
    lo, issued = near.timex.lo, near.page.issued
    return lo is not None and issued is not None and lo > issued


def _is_over(near: Near) -> bool:
    """Return whether it ends in the year of issue at the latest."""
    hi, issued = near.timex.hi, near.page.issued
    return _is_past(near) or (hi is not None and issued is not None and hi.year <= issued.year)


def _is_elapsed(near: Near) -> bool:
    """`Sau 8 năm thực hiện ... đã`, `Qua 05 năm`, but not `sau 03 năm thực hiện ... sơ kết`."""
    value = near.timex.value
    if near.timex.type != "DURATION" or value is None or not near.cue("elapsed") or value.endswith("D"):
        return False
    if (near.cue("within") or near.cue("counted_from")) and not near.cue("done"):
        return False
    return not (near.cue("after") and near.cue("review")) or near.cue("done")


def _is_meeting(near: Near) -> bool:
    return near.kind in DAY_KINDS and near.cue("meeting") and not near.cue("deadline")


def _is_recurring_due(near: Near) -> bool:
    timex = near.timex
    if timex.type != "SET" and timex.quant is None:
        return False
    if _is_alone(near) or near.cue("recur_lead"):
        return True
    if near.cue("punctual"):
        return False
    begins = not near.clause.strip(_ITEM_MARKS)
    if near.kind in ("set", "periodic"):
        return begins and (near.cue("recur_verb") or not near.left.strip(_ITEM_MARKS))
    return near.cue("deadline") or near.cue("due_verb")


def _is_due(near: Near) -> bool:
    timex = near.timex
    if timex.type == "DURATION":
        if near.cue("duration_due") or (near.cue("after") and near.cue("review")):
            return True
        short = re.fullmatch(r"PT?[\d.]+[DH]", timex.value or "") is not None
        return short and (_is_alone(near) or near.left.rstrip().endswith(":"))
    if timex.type == "SET" or _is_past(near) or (near.kind == "clock" and not near.cue("latest")):
        return False
    if _is_alone(near):
        return True
    if near.kind in FEASTS or _is_years(near):
        return near.cue("latest") and near.cue("deadline")
    if near.cue("latest"):
        return True
    return near.cue("deadline") and near.cue("due_verb") and not near.cue("happens")


def _is_years(near: Near) -> bool:
    """Return whether it is a period of years."""
    return near.kind in SPANS or (near.expression.kind == "interval" and near.kind in YEAR_KINDS)


def _is_event(near: Near) -> bool:
    if near.kind in FEASTS:
        return True
    if near.timex.type == "SET":
        return near.cue("punctual")
    if near.kind in YEAR_KINDS or near.kind == "clock":
        return False
    return near.timex.type in ("DATE", "TIME", "INTERVAL") and near.cue("event") and not _is_past(near)


def _is_history(near: Near) -> bool:
    if near.kind == "bare_span" and not _is_alone(near):
        return _is_over(near)
    return _is_past(near) or (near.timex.type in ("DATE", "INTERVAL") and near.cue("just_past"))


def _is_late_due(near: Near) -> bool:
    in_time = near.timex.type in ("DATE", "TIME") and near.kind != "clock"
    return in_time and not _is_past(near) and near.cue("deadline")


_RULES: tuple[tuple[str, Callable[[Near], bool]], ...] = (
    ("EFFECTIVE", _is_signed_effective),
    ("ISSUE_DATE", lambda n: n.kind == "sign"),
    ("ISSUE_DATE", _is_issue_date),
    ("CITED_DOC_DATE", _is_cited),
    ("REPORT_PERIOD", is_report_span),
    ("DEADLINE", in_task_field),
    ("ANNIVERSARY", _is_anniversary),
    ("ANNIVERSARY", is_feast_day),
    ("TERM", _is_term),
    ("EFFECTIVE", _is_effective),
    ("OTHER", lambda n: n.cue("counted_to")),
    ("PLAN_SCOPE", _in_title),
    ("REPORT_PERIOD", _in_header_row),
    ("PLAN_SCOPE", _in_cited_title),
    ("TARGET", is_aimed),
    ("TARGET", _is_target),
    ("HISTORY", _is_compared),
    ("HISTORY", is_past_year),
    ("EVENT", is_soft_occasion),
    ("EVENT", is_opening_event),
    ("PLAN_SCOPE", is_scope_of_tasks),
    ("PLAN_SCOPE", is_plan_length),
    ("REPORT_PERIOD", is_bracketed_due),
    ("PLAN_SCOPE", _is_running_time),
    ("REPORT_PERIOD", _is_report),
    ("EVENT", _is_meeting),
    ("DEADLINE", is_recurring_duty),
    ("DEADLINE", _is_recurring_due),
    ("HISTORY", _is_elapsed),
    ("DEADLINE", _is_due),
    ("PLAN_SCOPE", _is_plan),
    ("HISTORY", _is_history),
    ("EVENT", _is_event),
    ("DEADLINE", _is_late_due),
    ("PLAN_SCOPE", lambda n: n.kind in YEAR_KINDS),
)
