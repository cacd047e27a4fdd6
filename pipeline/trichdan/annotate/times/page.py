"""What a document says as a whole, and one time expression with the sentence around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from trichdan.annotate.times.join import find_expressions, lower_of
from trichdan.annotate.times.neighbours import YEARS, Expression
from trichdan.annotate.times.shapes import Atom
from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import load_time_cues, load_time_words
from trichdan.model import Annotation, Timex
from trichdan.text import Span

DAY_KINDS = frozenset(
    {"words", "early_words", "num", "glued", "dm", "bare", "bare_dm", "bare_words", "blank", "iso", "week_day"}
)
YEAR_KINDS = YEARS
FEASTS = frozenset({"tet", "early_tet", "moon", "feast", "can_chi", "can_chi_year"})
_STOP = re.compile(r"[.!?][ \n\t]|\n|\t|\|")
_STOPS = (". ", "! ", "? ", ".\n", "\t", "|")
_LEFT, _RIGHT = 400, 200
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
        due_column: a table has a column for when things are due.
        since: a day before which the document was not issued: t0, else the last day of a cited document.
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
    due_column: bool = False
    since: date | None = None

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
        if text[at : at + 1] == "(" or (
            text[at : at + 1].isdigit() and _leads_on().search(self.lower, at - 12, at - 1)
        ):
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
def _leads_on() -> re.Pattern[str]:
    """A word at the end of a line that governs the day with which the next line begins."""
    return re.compile(rf"(?<![^\W_]){load_time_words().pattern('clock_lead', 'day_lead', 'day', 'within')}$")


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
    lower = lower_of(annotation.text)
    return Page(
        lower,
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
        sum(1 for _ in _task_field().finditer(lower)),
        _due_column().search(lower) is not None,
        header.date or annotation.issued or max((c.date for c in others if c.date is not None), default=None),
    )


@cache
def _task_field() -> re.Pattern[str]:
    return re.compile(rf"{load_time_words().pattern('task_time')}[ ]?:")


@cache
def _due_column() -> re.Pattern[str]:
    return re.compile(rf"[\n\t|][ ]?{load_time_words().pattern('due_column')}[^\n\t|.:;]{{0,30}}[\n\t|]")


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
