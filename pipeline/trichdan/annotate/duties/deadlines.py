"""Obligations with a time: who must do what by when, reporting to whom (time guide, section 3)."""

from __future__ import annotations

import re
from dataclasses import replace

from trichdan.annotate.duties.actions import Verb, find_verbs
from trichdan.annotate.duties.actors import patterns, recipients, subject
from trichdan.annotate.duties.captions import from_caption, is_caption
from trichdan.annotate.duties.clauses import Paragraph, make_paragraph, paragraph_at, widened
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import day_range
from trichdan.annotate.duties.duty import LATE, is_duty, is_kept_target, is_target
from trichdan.annotate.duties.handing import handed
from trichdan.annotate.duties.listed import from_list
from trichdan.annotate.duties.moments import TERM, Moment, goes_with, is_candidate, is_term, read_moment, with_occasion
from trichdan.annotate.duties.records import Actors, Told, make_deadline, record_of, squeeze
from trichdan.annotate.duties.rows import competent_bodies, lead_bodies, task_verb
from trichdan.annotate.duties.timed import TimedClause
from trichdan.annotate.duties.triggers import reckon, trigger_end
from trichdan.lexicon import Lexicon
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Annotation, Deadline, Timex
from trichdan.text import Span, fold

_NOTE = re.compile(r"\s{0,3}\[\d{1,3}\]")
_MANY = 120  # times on one line; what has more is no prose
_IDLE = frozenset({"HISTORY", "TERM", "ISSUE_DATE", "EFFECTIVE", "PLAN_SCOPE"})


def annotate_deadlines(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find obligations with a time. Reads: dates, header, sections, citations. Writes: deadlines.

    Args:
        annotation: with everything else already found.
        lexicon: the tables of this stage load themselves (`trichdan.lexicon.deadlines`).
    """
    directive = Directive(annotation)
    todo: dict[int, list[Timex]] = {}
    for timex in annotation.dates:
        if timex.span.start < annotation.header.body or timex.role == "CITED_DOC_DATE":
            continue
        if timex.role == "DEADLINE" or not directive.in_citation(timex.span):
            todo.setdefault(annotation.text.rfind("\n", 0, timex.span.start) + 1, []).append(timex)
    found: list[Deadline] = []
    for start, timexes in todo.items():
        if not _may_oblige(annotation, start, timexes):
            continue
        paragraph = paragraph_at(annotation.text, start)
        timexes = timexes[:_MANY]
        rest = [timex for timex in timexes if not _from_table(directive, paragraph, timex, found)]
        if not rest or _is_heading(paragraph.text):
            continue
        records = _from_paragraph(directive, paragraph, rest)
        # a line that begins with a time goes on from the one above: 'ít nhất' / '2 lần/năm'
        broken = not records or rest[0].span.start == paragraph.start
        wider = widened(annotation.text, paragraph) if broken else None
        found.extend((_from_paragraph(directive, wider, rest) if wider else []) or records)
    found.sort(key=lambda d: (d.span.start, d.time.start, d.span.end, d.action_type))
    return replace(annotation, deadlines=tuple(found))


def _given(line: Paragraph) -> tuple[str, ...]:
    """Return who gets what a task hands over."""
    span = Span(line.body, len(line.text))
    return handed(line, find_verbs(line, span), span)


def _may_oblige(annotation: Annotation, start: int, timexes: list[Timex]) -> bool:
    """Return whether a paragraph deserves a reading: times of other roles count only beside a word of limits."""
    if any(timex.role not in _IDLE for timex in timexes):
        return True
    end = annotation.text.find("\n", start)
    shown = annotation.folded[start : end if end >= 0 else len(annotation.folded)]
    return any(fold(word) in shown for word in load_deadline_words().kinds["limit"])


def _is_heading(text: str) -> bool:
    """Return whether a line is a heading in capitals or a footnote: neither orders anything."""
    if _NOTE.match(text):
        return True
    if len(text) > 400 or text.islower():
        return False
    return sum(map(str.isupper, text)) > 0.8 * sum(map(str.isalpha, text))


def _from_paragraph(directive: Directive, paragraph: Paragraph, timexes: list[Timex]) -> list[Deadline]:
    """Return the obligations of a paragraph, clause by clause."""
    clauses: dict[tuple[int, int], list[Moment]] = {}
    out: list[Deadline] = []
    previous: Moment | None = None
    for timex in timexes:
        moment = read_moment(paragraph, timex, previous)
        whole = paragraph.clause(moment.time.start)
        clause = _main_part(paragraph, whole, moment)
        follows = previous is not None and previous.time.start >= clause.start
        may = is_candidate(moment, paragraph, clause) or is_caption(paragraph, whole, moment)
        may = may or goes_with(moment, previous, paragraph)
        if is_term(moment, paragraph, clause):
            moment = replace(moment, cue=TERM)
        if not may and not (follows and _is_next_review(directive, paragraph, moment)):
            occasion = with_occasion(moment, paragraph, clause) if timex.role in ("ANNIVERSARY", "EVENT") else None
            if occasion is None:
                continue
            moment = occasion
        previous = moment
        captioned = from_caption(directive, paragraph, whole, moment)
        if captioned is not None:
            out.append(captioned)
        else:
            clauses.setdefault((clause.start, clause.end), []).append(moment)
    for (start, end), moments in clauses.items():
        timed = TimedClause(paragraph, Span(start, end), _merge(moments, paragraph))
        out.extend(from_list(directive, timed) or _from_clause(directive, timed))
    return out


def _from_clause(directive: Directive, clause: TimedClause) -> list[Deadline]:
    """Return one record for each time and action of a clause."""
    out = []
    for i, moment in enumerate(clause.moments):
        verbs = clause.verbs_of(i)
        target = is_target(clause, moment, verbs)
        if target and not is_kept_target(directive, clause, i):
            continue
        if not target and not (verbs and is_duty(directive, clause, i, verbs[0])):
            continue
        acts: list[Verb | None] = [*verbs] or [None]
        for verb in acts:
            record = record_of(directive, clause, i, verb, target=target)
            if record is not None:
                out.append(record)
    return out


def _main_part(paragraph: Paragraph, clause: Span, moment: Moment) -> Span:
    """Return the clause without a caption (`Thời hạn: trong 05 ngày, ...`) or a condition (`Nếu ... thì`) before it."""
    hence = paragraph.plain.rfind(" thì ", clause.start, moment.time.start)
    if hence >= 0:
        return Span(hence + 5, clause.end)
    colon = paragraph.plain.rfind(":", clause.start, moment.start)
    if colon < 0 or colon - clause.start > 320:
        return clause
    begin = colon + 1
    while begin < clause.end and paragraph.text[begin] == " ":
        begin += 1
    rest = Span(begin, clause.end)
    if any(v.free for v in find_verbs(paragraph, rest)) and (moment.start == begin or subject(paragraph, rest)):
        named = patterns().body.match(paragraph.plain, begin)
        if colon - clause.start <= 90 or named:
            return rest
    return clause


def _merge(moments: list[Moment], paragraph: Paragraph) -> list[Moment]:
    """Return the times of a clause that stand for deadlines of their own.

    `Hằng năm` with a day in the same clause is one time; a commemoration beside a cut-off is only colour.
    """
    yearly = any(m.is_coarse_set and m.timex.value == "P1Y" for m in moments)
    exact = [m for m in moments if m.timex.type != "DURATION" and not m.is_coarse_set]
    counted = [(m.time.end, trigger_end(paragraph.plain, m.time.end)) for m in moments if m.timex.type == "DURATION"]
    out = []
    for moment in moments:
        if any(low <= moment.start < high for low, high in counted):
            continue  # the day that a period counts from
        nexts = (paragraph.low[moment.time.end : m.start] for m in moments if m.cue.kind == "cutoff")
        if any(gap and not gap.strip(" (") for gap in nexts):
            continue  # what is reported on: 'báo cáo quý I trước ngày 20/3'
        if moment.is_coarse_set and any(m.is_recurring or _is_yearless(m.timex) for m in exact):
            continue
        often = load_deadline_words().shapes["every_word"].match(paragraph.low, moment.time.start, moment.time.end)
        if (moment.timex.value or "").endswith("Y") and moment.cue.kind in ("every", "none") and exact and not often:
            continue  # what a review covers
        if moment.cue.kind == "occasion" and any(m.cue.kind in ("cutoff", "period") for m in moments):
            continue
        if yearly and _is_yearless(moment.timex) and not moment.is_recurring:
            value = "/".join("XXXX" + part[4:] for part in (moment.timex.value or "").split("/"))
            moment = replace(moment, timex=replace(moment.timex, value=value, type="SET"))
        out.append(moment)
    return out or moments


def _is_next_review(directive: Directive, paragraph: Paragraph, moment: Moment) -> bool:
    """Return whether a bare year after a review is when, not what: `sơ kết vào quý IV/2023, tổng kết năm 2025`."""
    days, issued = day_range(moment.timex), directive.issued
    review = load_deadline_words().pattern("review", after=r"\s*$")
    return bool(
        moment.cue.kind == "none" and days and issued and days[0] > issued
        and review.search(paragraph.plain, max(0, moment.start - 30), moment.start)
    )  # fmt: skip


def _is_yearless(timex: Timex) -> bool:
    return any(part.endswith("year") for part in timex.inferred) and bool(timex.value)


def _from_table(directive: Directive, paragraph: Paragraph, timex: Timex, found: list[Deadline]) -> bool:
    """Add the record of a task row whose time cell holds the expression; return whether the row settles it."""
    text = directive.annotation.text
    if "\n|" not in text[max(0, paragraph.start - 3) : paragraph.start + 1] and not text.startswith(
        "\n|", paragraph.start + len(paragraph.text)
    ):
        return False
    moment = read_moment(paragraph, timex, None)
    period = timex.type == "DURATION"
    hit = directive.tables.task(timex.span.start, moment.cue.kind in ("cutoff", "every"), period=period)
    if hit is None:
        return False
    row, task = hit
    competent = () if task.lead or not period else competent_bodies(text, task.content)
    days = None if moment.is_recurring else day_range(timex)
    if days and directive.issued and days[1] < directive.issued - LATE:
        return True
    if period and not task.term and not task.acts(text):
        return True
    if period and moment.cue.kind == "none":
        moment = replace(moment, cue=TERM)
    kind = task_verb(text, task.content, completion=task.completion and not period, recurring=moment.is_recurring)
    line = make_paragraph(task.content.of(text).replace("\n", " "))
    told, at = recipients(line, Span(line.body, len(line.text)))
    names = lead_bodies(text, task.lead) if task.lead else competent
    actors = Actors(names, "inline") if names else Actors()
    cell = row.cells[row.at]
    span = Span(min(task.content.start, cell.start), max(task.content.end, cell.end))
    due = reckon(directive, paragraph, moment, Span(0, len(paragraph.text)))
    action, heard = squeeze(task.content.of(text)), Told(told, at, (), len(line.text), _given(line))
    found.append(make_deadline(directive, span, timex, due, kind, action, actors, told=heard))
    return True
