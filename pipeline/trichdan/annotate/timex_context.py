"""What a document says around its time expressions: issue date, plan year, sentences, neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from trichdan.annotate.timex_join import YEARS, Expression, find_expressions, lower_of
from trichdan.annotate.timex_points import Ground
from trichdan.annotate.timex_shapes import Atom, O
from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import load_time_cues, load_time_words
from trichdan.model import Annotation, Timex
from trichdan.text import Span

DAY_KINDS = frozenset({"words", "early_words", "num", "glued", "dm", "bare", "bare_dm", "bare_words", "blank", "iso"})
YEAR_KINDS = YEARS
_STOP = re.compile(r"[.!?][ \n\t]|\n|\t|\|")
_STOPS = (". ", "! ", "? ", ".\n", "\t", "|")
_LEFT, _RIGHT = 400, 200
_SELF_CONTAINED = frozenset(
    {"span", "bare_span", "year_span", "periodic", "set_day", "sign", "blank", "clock", "hours"}
)
_CELL_GAP = re.compile(r" ?\n\|?\n?| ?\t ?| ?\| ?")
_NOT_ANCHORS = frozenset({"CITED_DOC_DATE", "ANNIVERSARY", "TERM"})
_TITLE_END = re.compile(r"[.:;]\s|\n\s*\n|\n-{3,}")


Seen = dict[tuple[str, str | None], bool]
"""Which cues, looked for in the left text or in another, were found."""


@dataclass(frozen=True)
class Page:
    """What the whole document says, for look-ups by position.

    Attributes:
        lower: the text in lower case; issued: t0; plan_year: the one year that the title names.
        cited: core spans of citations of other documents, sorted; cited_full, cited_dates: of the same.
        own: full spans where the document names itself.
        tasks: how many fields tell the time of a task (`Thời gian thực hiện:`).
    """

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
    number_ends: tuple[int, ...]
    expressions: tuple[Expression, ...]
    tasks: int = 0

    def left_of(self, at: int) -> str:
        """Return the text of the sentence before an offset."""
        text, low = self.text, max(0, at - _LEFT)
        found = (text.rfind(mark, low, at) for mark in _STOPS)
        cut = max((i + len(mark) for i, mark in zip(found, _STOPS, strict=True) if i >= 0), default=low)
        line = text.rfind("\n", max(low, cut), at) + 1
        while line > cut and self._goes_on(line):
            line = text.rfind("\n", max(low, cut), line - 1) + 1
        return self.lower[max(low, cut, line) : at]

    def right_of(self, at: int) -> str:
        """Return the text of the sentence after an offset."""
        high = at + _RIGHT
        for stop in _STOP.finditer(self.text, at, high):
            if not self._goes_on(stop.end()):
                return self.lower[at : stop.start()]
        return self.lower[at:high]

    def follows_number(self, at: int) -> bool:
        """Return whether the symbol of a document ends just before an offset: its date is past."""
        i = bisect_right(self.number_ends, at) - 1
        return i >= 0 and at - self.number_ends[i] <= 2

    def _goes_on(self, at: int) -> bool:
        """Whether the sentence goes on where a line begins: with a small letter that is no item mark."""
        text = self.text
        if text[at - 1] != "\n" or text[at - 2 : at - 1] == "\n":
            return False
        if text[at : at + 1] == "(":
            return True
        if not text[at : at + 1].islower():
            return False
        return text[at + 1 : at + 2] not in (")", ".", "/", "-")


@dataclass(frozen=True, slots=True)
class Near:
    """One expression with its text around, cut at the ends of its sentence.

    Attributes:
        seen: the cues looked for so far in these surroundings; the same ones may be shared.
        clause: the part of `left` after its last comma, semicolon or colon.
    """

    expression: Expression
    timex: Timex
    left: str
    right: str
    page: Page
    seen: Seen = field(default_factory=dict, compare=False, repr=False)

    @property
    def clause(self) -> str:
        """The left text after its last comma, semicolon or colon."""
        cut = max(self.left.rfind(mark) for mark in ",;:")
        return self.left[cut + 1 :]

    @property
    def kind(self) -> str:
        """Kind of its last atom."""
        atoms = self.expression.atoms
        return atoms[-1].kind if atoms else self.expression.kind

    def cue(self, name: str, left: str | None = None) -> bool:
        """Return whether one of the cues of that name stands near enough.

        Args:
            name: of the cue.
            left: look here instead of in the whole left text.
        """
        known = self.seen.get((name, left))
        if known is None:
            known = self.seen[name, left] = self._search(name, self.left if left is None else left)
        return known

    def _search(self, name: str, before: str) -> bool:
        for cue in load_time_cues()[name]:
            window = self.right[: cue.within] if cue.side == "right" else before[-cue.within :]
            if cue.pattern.search(window):
                return True
        return False


@cache
def _title_line() -> re.Pattern[str]:
    names = sorted({t.name.upper() for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    return re.compile(r"(?:^|\n)(?:" + "|".join(re.escape(n) for n in names) + r")(?![^\W_])")


def read_page(annotation: Annotation) -> Page:
    """Return what the document says as a whole. Reads: text, numbers, header, citations."""
    header = annotation.header
    spans = dict(header.spans)
    others = sorted((c for c in annotation.citations if c.kind not in ("self", "anaphor")), key=lambda c: c.span)
    expressions = find_expressions(annotation.text, tuple(number.span for number in annotation.numbers))
    title = spans.get("title") or _printed_title(annotation.text)
    return Page(
        lower_of(annotation.text),
        annotation.text,
        header.date or annotation.issued,
        _plan_year(title, expressions),
        (spans["date"],) if "date" in spans else (),
        title,
        tuple(c.span for c in others),
        tuple(c.full for c in others),
        tuple(c.date for c in others),
        tuple(c.full for c in annotation.citations if c.kind == "self"),
        tuple(n.span.end for n in annotation.numbers),
        expressions,
        sum(1 for _ in _task_field().finditer(annotation.text.lower())),
    )


@cache
def _task_field() -> re.Pattern[str]:
    return re.compile(rf"{load_time_words().pattern('task_time')}[ ]?:")


def _printed_title(text: str) -> Span | None:
    """Return what follows the first line that begins with a document type in capitals."""
    found = _title_line().search(text)
    if found is None:
        return None
    rest = text[found.end() : found.end() + 300]
    stop = _TITLE_END.search(rest)
    return Span(found.start(), found.end() + (stop.start() if stop else len(rest)))


def written_year(atom: Atom) -> int | None:
    """Return the year that an atom names in four digits, or None."""
    parts = atom.parts
    form = parts.get("y") or parts.get("y2") or parts.get("y3") or (parts.get("num") or parts.get("glued", ""))[-4:]
    return int(form) if len(form) == 4 and form.isdigit() else None


def _plan_year(title: Span | None, expressions: tuple[Expression, ...]) -> int | None:
    """Return the one year, quarter's or month's year that the title names; none where it names several."""
    if title is None:
        return None
    years: set[int] = set()
    for expression in expressions:
        if expression.start >= title.end:
            break
        if title.start <= expression.start and expression.end <= title.end and expression.atoms:
            atom = expression.atoms[-1]
            if atom.kind.endswith("span"):
                return None
            year = None if atom.kind in DAY_KINDS else written_year(atom)
            if year is not None:
                years.add(year)
    return years.pop() if len(years) == 1 else None


def ground_of(page: Page, i: int, before: list[Timex], left: str, right: str, seen: Seen) -> Ground:
    """Return the context of the expression with index `i`.

    Args:
        page: the document; i: index in its expressions.
        before: the time expressions read so far, with roles.
        left: the sentence before the expression; right: after it.
        seen: the cues looked for so far in these surroundings.
    """
    expression = page.expressions[i]
    if expression.kind == "point" and written_year(expression.atoms[0]) is not None:
        return Ground(page.issued)
    if expression.kind in _SELF_CONTAINED:
        return Ground(page.issued)
    following = _list_item(page, i)
    mention = written_year(following) if following is not None else None
    if mention is None:
        mention = _mention(before, expression.start - len(left))
    if _is_head_cell(page, i):
        return Ground()
    probe = Near(expression, Timex(Span(expression.start, expression.end), "DATE", None), left, right, page, seen)
    past, future = _tense(probe)
    plan = page.plan_year
    if past and plan is not None and page.issued is not None and plan >= page.issued.year:
        plan = None
    series = page.plan_year is None and probe.cue("half_report") and probe.cue("year_report")
    regime = probe.cue("regime") or series
    if expression.kind == "year_rel":
        regime = probe.cue("each_other")
    reported = expression.kind == "number_unit" and _is_reported(expression, left)
    quota = _quota(right) if expression.kind == "set" else None
    months_gone = _months_gone(expression, probe) if expression.kind == "number_unit" and not reported else None
    return Ground(
        page.issued, plan, mention, regime, past, future, reported, probe.cue("monthly"), quota, following, months_gone
    )


_YEAR_IN_BRACKETS = re.compile(r"[ \n]?\((?:[^\W\d_]+[ \n])?((?:19|20)\d\d)\)")


def _months_gone(expression: Expression, near: Near) -> int | None:
    """Return the year of which `9 tháng` is what has gone by: figures follow, or the year in brackets."""
    parts = expression.atoms[0].parts
    issued = near.page.issued
    if not parts["n"].isdigit() or "unit" not in parts or not 2 <= int(parts["n"]) <= 12 or near.cue("spell"):
        return None
    if load_time_words().value("month", parts["unit"]) is None or {"once", "more", "work"} & parts.keys():
        return None
    named = _YEAR_IN_BRACKETS.match(near.right)
    if named is not None:
        return int(named[1])
    if issued is None or int(parts["n"]) > issued.month or not near.cue("figures"):
        return None
    return issued.year


def _tense(near: Near) -> tuple[bool, bool]:
    """Return whether the sentence looks back and whether it looks ahead; a cell alone is a time of doing."""
    if near.kind in ("tet", "early_tet", "moon", "feast"):
        return near.cue("just_past"), not near.cue("just_past")
    if near.cue("until_now") or near.page.follows_number(near.expression.start):
        return True, False
    future = near.cue("future") or near.cue("occasion")
    past = near.cue("past") and not future
    alone = not near.left.strip() and not near.right.strip(" ./;")
    return past, not past and (future or alone or near.cue("due_verb"))


def _is_head_cell(page: Page, i: int) -> bool:
    """Whether the expression is alone in its cell and so is the next or the last: the head row of a table."""
    here = page.expressions[i]
    alone = [
        other
        for j in (i - 1, i + 1)
        if 0 <= j < len(page.expressions)
        for other in (page.expressions[j],)
        if _CELL_GAP.fullmatch(page.lower[min(here.end, other.end) : max(here.start, other.start)])
    ]
    return bool(alone)


def _mention(before: list[Timex], low: int) -> int | None:
    """Return the year of the last time expression of the sentence that can lend one."""
    for earlier in reversed(before[-6:]):
        if earlier.span.start < low:
            return None
        if earlier.lo is None or earlier.hi is None or earlier.role in _NOT_ANCHORS:
            continue
        if "year" in earlier.inferred and earlier.anchor == "t0" and earlier.mod is None:
            continue  # a year that was itself inferred is no evidence
        if earlier.type in ("DATE", "TIME") or earlier.hi.year == earlier.lo.year:
            return earlier.hi.year
        return None
    return None


@cache
def _joiners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What joins the items of a list, and what may join a day alone to the next one."""
    w = load_time_words()
    return (
        re.compile(rf"{O}(?:[,;/&]|{w.pattern('and_or')}){O}$"),
        re.compile(rf"{O}(?:[,;/&-]|{w.pattern('and_or', 'to')}){O}$"),
    )


def _list_item(page: Page, i: int) -> Atom | None:
    """Return the first following item of a list that names a year (`quý I, II/2025`)."""
    here = page.expressions[i]
    if not here.atoms:
        return None
    for following in page.expressions[i + 1 : i + 5]:
        gap = page.lower[here.end : following.start]
        items, spans = _joiners()
        joined = spans if here.atoms[0].kind == "day" else items
        if len(gap) > 8 or not joined.match(gap) or not following.atoms:
            return None
        if written_year(following.atoms[-1]) is not None:
            return following.atoms[-1]
        here = following
    return None


def _is_reported(expression: Expression, left: str) -> bool:
    """Whether a number of months is what a regular report covers: `báo cáo 6 tháng`, `báo cáo quý, 6 tháng`."""
    parts = expression.atoms[0].parts
    if parts["n"].lstrip("0") not in ("3", "6", "9", "12") or parts.get("unit", "") not in load_time_words().forms(
        "month"
    ):
        return False
    return any(cue.pattern.search(left[-cue.within :]) for cue in load_time_cues()["regular_report"])


@cache
def _quota_shape() -> re.Pattern[str]:
    w = load_time_words()
    least, most, times = w.pattern("quota_min"), w.pattern("quota_max"), w.pattern("times")
    count = rf"(?P<n>\d{{1,2}}|{w.pattern('number')})"
    return re.compile(rf"(?:(?P<min>{least})[ ]|(?P<max>{most})[ ]|^[ ]){count}[ ](?:\(\w+\)[ ])?{times}\b")


def _quota(right: str) -> tuple[str, str | None] | None:
    """Return how often something must be done within the unit, as written after it."""
    found = _quota_shape().search(right[:80])
    if found is None:
        return None
    count = found["n"] if found["n"].isdigit() else load_time_words().value("number", found["n"]) or found["n"]
    return str(int(count)), "EQUAL_OR_MORE" if found["min"] else "EQUAL_OR_LESS" if found["max"] else None
