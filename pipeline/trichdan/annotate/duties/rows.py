"""Rows of task tables: content, lead body and time in cells of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from trichdan.annotate.duties.actions import RANK, find_verbs
from trichdan.annotate.duties.actors import body_phrase, is_organisation, patterns, split_bodies
from trichdan.annotate.duties.clauses import Row, lower, make_paragraph, row_at
from trichdan.lexicon.deadlines import alternation, load_deadline_words
from trichdan.text import Span

_HANDING = ("REPORT", "SUBMIT", "REPLY", "REGISTER")
_REST = re.compile(r"[\W\d_]+")
_ITEM = re.compile(r"\n\s{0,3}[-+•]\s{0,3}")
_RUNNING = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_COLUMNS = 14
_HEAD_CELL = 70


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a task table: where it stands and which column holds what (-1 for none).

    `term` tells a table of procedures, with the terms in which they are settled.
    """

    start: int
    width: int
    time: int
    lead: int
    task: int
    completion: bool
    term: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A row read: spans in the document; `completion` tells a column that gives the time of completion.

    `term` tells the row of a procedure with the term in which it is settled.
    """

    content: Span
    lead: Span | None
    completion: bool
    term: bool = False

    def acts(self, text: str) -> bool:
        """Return whether the content says what to do, and is no mere title (`Thủ tục cấp giấy phép`)."""
        line = make_paragraph(self.content.of(text).replace("\n", " "))
        return any(verb.free for verb in find_verbs(line, Span(line.body, len(line.text))))


@cache
def _head_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=\n\|\n)\s*{alternation(load_deadline_words().kinds['table_time'])}(?!\w)[^|]{{0,40}}(?=\n\|)"
    )


@cache
def _role_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    kinds = load_deadline_words().kinds
    lead, task = (re.compile(rf"\W*{alternation(kinds[name])}(?!\w)") for name in ("table_lead", "table_task"))
    return lead, task


class Tables:
    """The task tables of a document, found by their heads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heads: list[Header] = []
        if "\n|\n" in text:
            low = lower(text)
            for match in _head_pattern().finditer(low):
                row = row_at(text, match.start() + 1, limit=_COLUMNS)
                if load_deadline_words().pattern("not_table").match(low[match.start() :].lstrip()[:40]):
                    continue
                if row is None or len(row.cells) < 3 or _is_numbered(text, row):
                    continue
                head = _read_header(text, row)
                if head.lead >= 0 or head.task >= 0 or not _holds_facts(text, row, head):
                    self.heads.append(head)
        self.starts = [head.start for head in self.heads]

    def task(self, at: int, cue: bool, *, period: bool = False) -> tuple[Row, Task] | None:
        """Return the task of the row whose time cell holds a place, or None where the row is no task.

        Args:
            at: offset of the time expression.
            cue: the time has a wording of its own (`trước ngày`).
            period: the expression is a length of time.
        """
        row = row_at(self.text, at, limit=_COLUMNS)
        if row is None or len(row.cells) < 2:
            return None
        i = bisect_right(self.starts, at) - 1
        head = self.heads[i] if i >= 0 and at - self.heads[i].start < 60_000 else None
        if head is not None and row.cells[0].start <= head.start:
            return None
        own = row.cells[row.at]
        if head is not None and head.term and row.at == head.time and len(row.cells) <= head.width:
            found = _by_columns(self.text, row, head) if period and _opens_cell(self.text, own, at) else None
            return (row, found) if found else None
        if len(_REST.sub("", own.of(self.text))) > 60 or "\n-" in own.of(self.text):
            return None
        found = _by_columns(self.text, row, head) if head else None
        found = found or _by_shape(self.text, row, head)
        if found is None or (head is None and not cue):
            return None
        return row, found


def _is_numbered(text: str, row: Row) -> bool:
    """Return whether a running number stands left of the cell: a task (`3 | Hoàn thành ...`), no head."""
    return row.at > 0 and _RUNNING.fullmatch(row.cells[row.at - 1].of(text).strip()) is not None


def _holds_facts(text: str, row: Row, head: Header) -> bool:
    """Return whether cells beside that of the time name a body or a year: a row of the table itself, no head."""
    first = next(i for i, cell in enumerate(row.cells) if cell.start == head.start)
    cells = [cell.of(text) for i, cell in enumerate(row.cells[first : first + head.width]) if i != head.time]
    return any(starts_with_body(cell) or _YEAR.search(cell) for cell in cells)


def _read_header(text: str, row: Row) -> Header:
    lead_p, task_p = _role_patterns()
    # text before the table looks like a cell too: the head is what stands in short cells around the time
    first = last = row.at
    while first > 0 and len(row.cells[first - 1].of(text)) <= _HEAD_CELL:
        first -= 1
    while last + 1 < len(row.cells) and len(row.cells[last + 1].of(text)) <= _HEAD_CELL:
        last += 1
    cells = row.cells[first : last + 1]
    names = [lower(cell.of(text)).strip() for cell in cells]
    time = row.at - first
    lead = next((i for i, name in enumerate(names) if lead_p.match(name) and i != time), -1)
    task = next((i for i, name in enumerate(names) if task_p.match(name) and i not in (time, lead)), -1)
    term = load_deadline_words().pattern("table_term", before=r"\W*").match(names[time]) is not None
    return Header(cells[0].start, len(names), time, lead, task, completion=True, term=term)


def _opens_cell(text: str, cell: Span, at: int) -> bool:
    """Return whether nothing but the wording of a term stands before it in its cell, or it counts from an event."""
    words = load_deadline_words()
    low = max(text.rfind(mark, cell.start, at) for mark in ("\n", ";", "."))
    before = lower(text[max(low + 1, cell.start) : at])
    if words.pattern("term_opening", before=r"[\s\-+•*]*", after=r"\s*$").match(before) or not before.strip(" -+•*\n"):
        return True
    return before.rstrip()[-1:] in (";", ":", "-")


def _by_columns(text: str, row: Row, head: Header) -> Task | None:
    if len(row.cells) > head.width or row.at != head.time or head.task < 0 or head.task >= len(row.cells):
        return None
    content = row.cells[head.task]
    if len(_REST.sub("", content.of(text))) < 6:
        return None
    lead = row.cells[head.lead] if 0 <= head.lead < len(row.cells) and head.lead != row.at else None
    task = Task(content, lead, head.completion, head.term)
    if head.term or task.acts(text):
        return task
    return task if lead is not None and not _is_figure(content.of(text)) else None


def _by_shape(text: str, row: Row, head: Header | None) -> Task | None:
    """Return content and lead body by what the cells look like: the nearest wordy cell before the time, and the first
    body between the two."""
    names = [lower(cell.of(text)).strip() for cell in row.cells]
    if any(load_deadline_words().pattern("table_label", before="").fullmatch(name) for name in names):
        return None  # a head of a table of figures
    content = None
    paper = load_deadline_words().pattern("source_paper", before=r"\W*", after=r"\s+số\s")
    for i in range(row.at - 1, -1, -1):
        if paper.match(names[i]) and len(names[i]) < _HEAD_CELL:
            continue  # the paper that a task comes from
        if len(_REST.sub("", names[i])) >= 10 and not starts_with_body(row.cells[i].of(text)):
            content = i
            break
    if content is None or "\n\n" in row.cells[content].of(text):
        return None
    leads = (row.cells[i] for i in range(content + 1, row.at) if len(names[i]) < 200)
    lead = next((cell for cell in leads if starts_with_body(cell.of(text))), None)
    task = Task(row.cells[content], lead, head.completion if head else False)
    if task.acts(text):
        return task
    return task if lead is not None and not _is_figure(task.content.of(text)) else None


def _is_figure(text: str) -> bool:
    """Return whether a cell names a figure of statistics: `Số lượt người được hưởng trợ cấp`."""
    return load_deadline_words().pattern("figure", before=r"\W*").match(lower(text)) is not None


def starts_with_body(text: str) -> bool:
    """Return whether a cell begins with the name of a body."""
    low = lower(text)
    first = next((i for i, char in enumerate(low) if char.isalpha()), len(low))
    match = patterns().body.match(low, first)
    return bool(match) and (match[0] != "tổ chức" or is_organisation(low, first, match.end()))  # type: ignore[index,union-attr]


def task_verb(text: str, content: Span, *, completion: bool, recurring: bool) -> str:
    """Return the action type of a task: an explicit verb wins, else the time is that of completion."""
    line = make_paragraph(content.of(text).replace("\n", " "))
    verbs = find_verbs(line, Span(line.body, len(line.text)))
    free = [verb for verb in verbs if verb.free]
    if free:
        handing = [verb for verb in free if verb.type in _HANDING]
        best = min(handing, key=lambda verb: RANK.index(verb.type)) if handing else free[0]
        if best.type not in ("OTHER", "COMPLETE"):
            return best.type
        if best.type == "COMPLETE":
            return "COMPLETE"
    return "OTHER" if recurring or not completion else "COMPLETE"


def competent_bodies(text: str, content: Span) -> tuple[str, ...]:
    """Return the body that the name of a procedure gives it to: `... thuộc thẩm quyền của Sở Y tế`."""
    line = make_paragraph(content.of(text).replace("\n", " "))
    match = load_deadline_words().shapes["competence"].search(line.low)
    if match is None or not patterns().body.match(line.plain, match.end()):
        return ()
    return split_bodies(line.text[match.end() : body_phrase(line, match.end(), len(line.text))])


def lead_bodies(text: str, lead: Span) -> tuple[str, ...]:
    """Return the bodies of a lead cell; dashed lines are one body each."""
    shown = lead.of(text).strip()
    if _ITEM.search("\n" + shown):
        return tuple(name for part in _ITEM.split("\n" + shown) if part.strip() for name in split_bodies(part))
    return split_bodies(shown)
