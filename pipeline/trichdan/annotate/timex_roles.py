"""Context of time expressions: anchors first, then what part each plays in the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from trichdan.annotate.timex_join import Expression, find_expressions, lower_of
from trichdan.annotate.timex_shapes import O
from trichdan.annotate.timex_values import Ground, value_of
from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import load_time_cues, load_time_words
from trichdan.model import Annotation, Timex
from trichdan.text import Span

_STOP = re.compile(r"[.!?][ \n\t]|\n|\t|\|")
_LEFT, _RIGHT = 400, 160
_DAY_KINDS = frozenset({"words", "num", "dm", "bare", "bare_dm", "blank"})
_YEAR_KINDS = frozenset({"year", "bare_year"})
_PLACE_LINE = re.compile(r"(?:^|[\n\t|])[^\W\d_][^\n\t|;:.()]{1,40}(?:\.[^\n\t|;:.()]{1,30})?,[ \n]{0,3}$")
_ITEMS = re.compile(rf"{O}(?:[,;/&]|và|hoặc){O}$")


@dataclass(frozen=True, slots=True)
class _Near:
    """One expression with its text around, cut at the ends of its sentence."""

    expression: Expression
    timex: Timex
    left: str
    right: str
    page: _Page

    def cue(self, name: str) -> bool:
        """Return whether one of the cues of that name stands near enough."""
        for cue in load_time_cues()[name]:
            if cue.side == "left":
                if cue.pattern.search(self.left[-cue.within :]):
                    return True
            elif cue.pattern.search(self.right[: cue.within]):
                return True
        return False

    @property
    def kind(self) -> str:
        """Kind of its last atom."""
        atoms = self.expression.atoms
        return atoms[-1].kind if atoms else self.expression.kind


@dataclass(frozen=True)
class _Page:
    """What the whole document says, for look-ups by position."""

    lower: str
    text: str
    issued: date | None
    plan_year: int | None
    issue_spans: tuple[Span, ...]
    title: Span | None
    cited: tuple[Span, ...]
    cited_full: tuple[Span, ...]
    cited_dates: tuple[date | None, ...]
    own: tuple[Span, ...]
    numbers: tuple[Span, ...]

    def left_of(self, at: int) -> str:
        """Return the text of the sentence before an offset."""
        window = self.lower[max(0, at - _LEFT) : at]
        cut = 0
        for stop in _STOP.finditer(window):
            cut = stop.end()
        return window[cut:]

    def right_of(self, at: int) -> str:
        """Return the text of the sentence after an offset."""
        window = self.lower[at : at + _RIGHT]
        stop = _STOP.search(window)
        return window[: stop.start()] if stop else window


@cache
def _types() -> re.Pattern[str]:
    """A document type word, with what may follow it before its date: a body, a comma."""
    names = sorted({t.name for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    words = "|".join(re.escape(n) for n in names)
    return re.compile(rf"(?<![^\W_])(?:{words})(?:[ \n]của[ \n][^.;:()\n,]{{2,60}})?,?[ \n]*$")


@cache
def _title_line() -> re.Pattern[str]:
    names = sorted({t.name.upper() for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    return re.compile(r"(?:^|\n)(?:" + "|".join(re.escape(n) for n in names) + r")(?![^\W_])")


def _page(annotation: Annotation) -> _Page:
    header = annotation.header
    spans = dict(header.spans)
    others = sorted((c for c in annotation.citations if c.kind not in ("self", "anaphor")), key=lambda c: c.span)
    return _Page(
        lower_of(annotation.text),
        annotation.text,
        header.date or annotation.issued,
        None,
        (spans["date"],) if "date" in spans else (),
        spans.get("title"),
        tuple(c.span for c in others),
        tuple(c.full for c in others),
        tuple(c.date for c in others),
        tuple(c.full for c in annotation.citations if c.kind == "self"),
        tuple(n.span for n in annotation.numbers),
    )


def _plan_year(page: _Page, expressions: tuple[Expression, ...]) -> tuple[int | None, Span | None]:
    """Return the one year that the title names, and the title's span."""
    title = page.title
    if title is None:
        found = _title_line().search(page.text)
        if found is None:
            return None, None
        rest = page.text[found.end() : found.end() + 300]
        stop = re.search(r"[.:;]\s|\n\s*\n|\n-{3,}|\n[A-ZĐ][^\n]{80}", rest)
        title = Span(found.start(), found.end() + (stop.start() if stop else len(rest)))
    years: set[int] = set()
    for expression in expressions:
        if title.start <= expression.start and expression.end <= title.end and expression.atoms:
            parts = expression.atoms[-1].parts
            form = parts.get("y") or parts.get("y2") or parts.get("y3")
            if expression.atoms[-1].kind not in _DAY_KINDS and form and form.isdigit() and len(form) == 4:
                years.add(int(form))
    return (years.pop() if len(years) == 1 else None), title


def with_roles(annotation: Annotation) -> Annotation:
    """Return the annotation with its time expressions valued in context, and their roles."""
    numbers = tuple(number.span for number in annotation.numbers)
    expressions = find_expressions(annotation.text, numbers)
    page = _page(annotation)
    plan_year, title = _plan_year(page, expressions)
    page = replace(page, plan_year=plan_year, title=title)
    found: list[Timex] = []
    for i, expression in enumerate(expressions):
        left, right = page.left_of(expression.start), page.right_of(expression.end)
        ground = _ground(page, expressions, i, found, left, right)
        timex = value_of(expression, page.lower, ground)
        near = _Near(expression, timex, left, right, page)
        role = _role(near)
        if expression.kind == "sign" and role == "EFFECTIVE":
            timex = _signed(timex, found, left, expression)
        found.append(replace(timex, role=role))
    spans = {t.span for t in found}
    kept = [t for t in annotation.dates if t.span not in spans]
    return replace(annotation, dates=tuple(sorted((*found, *kept), key=lambda t: t.span)))


def _signed(timex: Timex, before: list[Timex], left: str, expression: Expression) -> Timex:
    """`Quy định số ..., ngày ..., có hiệu lực từ ngày ký`: the day on which the cited paper was signed."""
    this = load_time_words().forms("this")[0]
    for earlier in reversed(before):
        if earlier.span.end < expression.start - len(left):
            break
        between = left[earlier.span.end - expression.start :]
        if re.search(rf"(?<!\w){this}(?!\w)", between):
            break
        if earlier.role == "CITED_DOC_DATE" and earlier.lo == earlier.hi and earlier.lo is not None:
            return replace(timex, value=earlier.value, lo=earlier.lo, hi=earlier.hi, anchor="prev_mention")
    return timex


def _ground(
    page: _Page, expressions: tuple[Expression, ...], i: int, before: list[Timex], left: str, right: str
) -> Ground:
    """Return the context of expression `i`."""
    expression = expressions[i]
    mention = _list_year(page, expressions, i)
    if mention is None:
        low = expression.start - len(left)
        for earlier in reversed(before[-6:]):
            if earlier.span.start < low:
                break
            if (
                earlier.lo is not None
                and earlier.hi is not None
                and earlier.role not in ("CITED_DOC_DATE", "ANNIVERSARY", "TERM")
            ):
                if earlier.type in ("DATE", "TIME") or earlier.hi.year == earlier.lo.year:
                    mention = earlier.hi.year
                break
    probe = _Near(expression, Timex(Span(expression.start, expression.end), "DATE", None), left, right, page)
    past = probe.cue("past") and not probe.cue("future")
    plan = page.plan_year
    if past and plan is not None and page.issued is not None and plan >= page.issued.year:
        plan = None
    if expression.kind in ("tet", "hung"):
        past = probe.cue("just_past")
    return Ground(page.issued, plan, mention, probe.cue("regime"), past, _is_reported(expression, left), _quota(right))


def _is_reported(expression: Expression, left: str) -> bool:
    """Whether a number of months is what a regular report covers: `báo cáo 6 tháng`."""
    if expression.kind != "number_unit" or expression.atoms[0].parts["n"].lstrip("0") not in ("3", "6", "9", "12"):
        return False
    window = left[-40:]
    ends = [m.end() for m in load_time_cues()["regular_report"][0].pattern.finditer(window)]
    return bool(ends) and not window[ends[-1] :].strip(" \n(,")


@cache
def _quota_shape() -> re.Pattern[str]:
    w = load_time_words()
    least, most, times = w.pattern("quota_min"), w.pattern("quota_max"), w.pattern("times")
    return re.compile(
        rf"(?:(?P<min>{least})|(?P<max>{most}))[ ](?P<n>\d{{1,2}}|{w.pattern('number')})[ ](?:\(\w+\)[ ])?{times}\b"
    )


def _quota(right: str) -> tuple[str, str | None] | None:
    """Return how often something must be done within the unit, as written after it."""
    found = _quota_shape().search(right[:80])
    if found is None:
        return None
    count = found["n"] if found["n"].isdigit() else load_time_words().value("number", found["n"]) or found["n"]
    return str(int(count)), "EQUAL_OR_MORE" if found["min"] else "EQUAL_OR_LESS"


def _list_year(page: _Page, expressions: tuple[Expression, ...], i: int) -> int | None:
    """Return the year of the next item of a list (`quý I, II/2025`; `ngày 30/9 và ngày 02/10/2025`)."""
    here = expressions[i]
    for following in expressions[i + 1 : i + 4]:
        gap = page.lower[here.end : following.start]
        if len(gap) > 8 or not _ITEMS.match(gap) or not following.atoms:
            return None
        parts = following.atoms[-1].parts
        form = parts.get("y") or parts.get("y2")
        if form and len(form) == 4 and form.isdigit():
            return int(form)
        if "num" in parts and (digits := re.findall(r"\d{4}$", parts["num"])):
            return int(digits[0])
        here = following
    return None


def _inside(spans: tuple[Span, ...], at: Span) -> int | None:
    """Return the index of the span that overlaps a range, or None."""
    i = bisect_right(spans, Span(at.end, at.end)) - 1
    for j in (i, i - 1):
        if 0 <= j < len(spans) and spans[j].overlaps(at):
            return j
    return None


def _is_issue_date(near: _Near) -> bool:
    span, page = near.timex.span, near.page
    if any(span.overlaps(s) for s in page.issue_spans) or any(span.overlaps(s) for s in page.own):
        return True
    if near.kind in ("words", "blank") and span.start < 4000:
        line = page.text[max(0, span.start - 60) : span.start]
        if _PLACE_LINE.search(line) and not re.search(r"\d", line.rsplit("\n", 1)[-1]):
            return True
    same = near.timex.lo is not None and near.timex.lo == page.issued and near.timex.hi == page.issued
    return same and near.cue("attached") and _is_cited_place(near)


def _is_cited_place(near: _Near) -> bool:
    """Return whether the day stands where a cited document's date stands."""
    span, page = near.timex.span, near.page
    inside = _inside(page.cited, span)
    if inside is not None:
        return near.kind in _DAY_KINDS or near.kind in _YEAR_KINDS
    if near.kind in _YEAR_KINDS:
        return (
            re.search(r"(?<![^\W_])(?:luật|pháp lệnh|hiến pháp)(?:[ \n][^\W\d_]{1,12},?){0,12}[ \n]$", near.left)
            is not None
        )
    if near.kind not in _DAY_KINDS:
        return False
    ends = [s.end for s in page.numbers]
    i = bisect_right(ends, span.start) - 1
    if i >= 0:
        gap = page.lower[ends[i] : span.start]
        if len(gap) < 100 and re.fullmatch(r"[ \n]*,?[ \n]*(?:của[ \n][^.;:()\n]{2,90})?", gap):
            return True
    if _types().search(near.left):
        return True
    return _announced(near)


def _announced(near: _Near) -> bool:
    """`Ngày 26/02/2009, Ban ... ban hành Kế hoạch số 70-KH/BDVTW`: the day of what is cited next."""
    page, span = near.page, near.timex.span
    i = bisect_left(page.cited, Span(span.end, span.end))
    if i >= len(page.cited) or page.cited[i].start - span.end > 140:
        return False
    day = page.cited_dates[i]
    if day is not None:
        return day == near.timex.lo == near.timex.hi
    between = page.lower[span.end : page.cited[i].start]
    return "." not in between and ";" not in between and re.search(r"(?<!\w)ban hành[ \n]+$", between) is not None


def _role(near: _Near) -> str:
    """Return the part that the expression plays: the first rule that holds."""
    for role, rule in _RULES:
        if rule(near):
            return role
    return "OTHER"


def _effective(near: _Near) -> bool:
    return near.kind in _DAY_KINDS | {"sign", "month", "year", "number_unit"} and near.cue("effective")


def _anniversary(near: _Near) -> bool:
    timex = near.timex
    if timex.type == "INTERVAL" and timex.lo and timex.hi and near.kind in _DAY_KINDS:
        same_day = (timex.lo.month, timex.lo.day) == (timex.hi.month, timex.hi.day)
        return same_day and timex.hi.year - timex.lo.year >= 5
    if timex.type == "DURATION":
        return near.cue("anniversary")
    if near.kind in ("bare_dm", "dm", "hung"):
        return near.cue("anniversary")
    return False


def _term(near: _Near) -> bool:
    head = near.expression.atoms[-1].parts.get("head", "") if near.expression.atoms else ""
    return load_time_words().value("term", head) is not None


def _in_title(near: _Near) -> bool:
    title = near.page.title
    return title is not None and title.overlaps(near.timex.span) and near.kind not in _DAY_KINDS


def _is_period(near: _Near) -> bool:
    return near.kind in ("span", "bare_span", "year_span", "year", "bare_year", "quarter", "month", "number_unit")


def _report(near: _Near) -> bool:
    if near.timex.type == "DURATION" or (near.cue("deadline") and not near.kind.endswith("span")):
        return False
    return _is_period(near) and near.cue("report")


def _target(near: _Near) -> bool:
    return near.kind in _YEAR_KINDS and near.cue("target") and not near.cue("complete")


def _plan(near: _Near) -> bool:
    if near.kind in ("span", "bare_span", "year_span"):
        return True
    return near.kind in _YEAR_KINDS and near.cue("plan") and not near.cue("deadline")


def _deadline(near: _Near) -> bool:
    timex = near.timex
    if timex.type == "DURATION":
        return near.cue("duration_due")
    if timex.type == "SET":
        return near.cue("set_due")
    if not near.left.strip() and not near.right.strip() and timex.type != "DURATION":
        return True
    return near.cue("deadline") and not _is_past(near)


def _is_past(near: _Near) -> bool:
    issued, hi = near.page.issued, near.timex.hi
    return issued is not None and hi is not None and hi < issued


def _event(near: _Near) -> bool:
    return near.timex.type in ("DATE", "TIME", "INTERVAL") and near.cue("event") and not _is_past(near)


def _history(near: _Near) -> bool:
    return _is_past(near) or (near.timex.type == "DURATION" and near.cue("duration_past"))


_RULES: tuple[tuple[str, Callable[[_Near], bool]], ...] = (
    ("EFFECTIVE", lambda n: n.kind == "sign" and _effective(n)),
    ("ISSUE_DATE", lambda n: n.kind == "sign"),
    ("ISSUE_DATE", _is_issue_date),
    ("CITED_DOC_DATE", _is_cited_place),
    ("ANNIVERSARY", _anniversary),
    ("TERM", _term),
    ("EFFECTIVE", _effective),
    ("PLAN_SCOPE", _in_title),
    ("REPORT_PERIOD", _report),
    ("TARGET", _target),
    ("DEADLINE", _deadline),
    ("PLAN_SCOPE", _plan),
    ("HISTORY", _history),
    ("EVENT", _event),
)
