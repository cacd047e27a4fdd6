"""Times that stand apart from their task: `Thời gian hoàn thành: quý II/2026` below or after it."""

from __future__ import annotations

from collections.abc import Iterator

from trichdan.annotate.actions import Verb, choose, find_verbs
from trichdan.annotate.actors import names_in, recipients, split_bodies, subject
from trichdan.annotate.clauses import Paragraph, lower, make_paragraph
from trichdan.annotate.directive import Directive
from trichdan.annotate.due import day_range
from trichdan.annotate.duty import LATE
from trichdan.annotate.moments import Moment
from trichdan.annotate.records import Actors, Told, inherited, make_deadline, squeeze
from trichdan.annotate.triggers import reckon
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Deadline
from trichdan.text import Span

_LINES = 5  # lines above a caption that are searched for its task: sister captions may stand between
_SHORT = 110  # characters of a caption; longer sentences say themselves what to do
_LONG = 700


def from_caption(directive: Directive, paragraph: Paragraph, clause: Span, moment: Moment) -> Deadline | None:
    """Return the record of a time that a caption gives to the task before it, or None where this is no caption."""
    shapes = load_deadline_words().shapes
    if clause.end - clause.start > _SHORT or not shapes["caption"].match(paragraph.low, clause.start):
        return None
    if moment.timex.type == "TIME" or moment.timex.role in ("REPORT_PERIOD", "TARGET"):
        return None
    if moment.timex.type == "DURATION" and moment.cue.kind != "cutoff":
        return None
    days = None if moment.is_recurring else day_range(moment.timex)
    if days and directive.issued and days[1] < directive.issued - LATE:
        return None
    for task, part in _tasks(directive, paragraph, clause):
        verbs = choose(find_verbs(task, part), task.plain, part.end, leading=False)
        if verbs:
            return _record(directive, paragraph, clause, moment, task, part, verbs[0])
    return None


def _tasks(directive: Directive, paragraph: Paragraph, clause: Span) -> Iterator[tuple[Paragraph, Span]]:
    """Yield where the task of a caption may stand: the clause before it, the lines above, the heading above."""
    for earlier in paragraph.before(clause.start)[:1]:
        yield paragraph, earlier
        return
    text, at = directive.annotation.text, paragraph.start
    sibling = load_deadline_words().shapes["sibling"]
    for _ in range(_LINES):
        end = at - 1
        while end > 0 and text[end - 1] == "\n":
            end -= 1
        at = text.rfind("\n", 0, end) + 1
        line = text[at:end] if end > 0 else ""
        if not line or line.strip() == "|":
            return
        low = lower(line)
        if sibling.match(low) and (load_deadline_words().shapes["lead_caption"].match(low) or len(line) < _SHORT):
            continue
        task = make_paragraph(line, at)
        yield task, Span(max(task.body, len(line) - _LONG), len(line))
        return


def _record(
    directive: Directive, paragraph: Paragraph, clause: Span, moment: Moment, task: Paragraph, part: Span, verb: Verb
) -> Deadline:
    plain = load_deadline_words().pattern("finish").search(paragraph.plain, clause.start, clause.end)
    bare = verb.type == "OTHER" and not moment.is_recurring
    kind = "COMPLETE" if bare or plain else verb.type
    due = reckon(directive, paragraph, moment, clause)
    told, at = recipients(task, part)
    span = Span(task.start + part.start, paragraph.start + moment.time.end)
    return make_deadline(
        directive, span, moment.timex, due, kind, squeeze(task.text[verb.start : part.end]),
        _lead(directive, paragraph, task, part), told=Told(told, at, (), part.end), sure=bool(moment.cue.phrase),
    )  # fmt: skip


def _lead(directive: Directive, paragraph: Paragraph, task: Paragraph, part: Span) -> Actors:
    """Return the bodies of a sister caption (`Cơ quan chủ trì: ...`), the subject of the task, or what it inherits."""
    text = directive.annotation.text
    low = lower(text[task.start : paragraph.start + len(paragraph.text) + 300])
    if task.start != paragraph.start and (found := load_deadline_words().shapes["lead_caption"].search(low)):
        return Actors(split_bodies(text[task.start + found.start(1) : task.start + found.end(1)]), "inline")
    if named := subject(task, part):
        return Actors(names_in(task, named), "inline")
    return inherited(directive, task.start + part.start, task.start)
