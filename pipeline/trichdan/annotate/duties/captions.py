"""Times that stand apart from their task: `Thời gian hoàn thành: quý II/2026` below or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from trichdan.annotate.duties.actions import Verb, choose, find_verbs, opening_act
from trichdan.annotate.duties.actors import names_in, recipients, split_bodies, subject
from trichdan.annotate.duties.clauses import Paragraph, lower, make_paragraph
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import day_range
from trichdan.annotate.duties.duty import LATE
from trichdan.annotate.duties.handing import handed
from trichdan.annotate.duties.moments import Moment
from trichdan.annotate.duties.records import Actors, Told, inherited, make_deadline, squeeze
from trichdan.annotate.duties.rows import starts_with_body
from trichdan.annotate.duties.triggers import reckon
from trichdan.lexicon.deadlines import BoundCue, load_deadline_words
from trichdan.model import Deadline
from trichdan.text import Span

_LINES = 8  # lines above a caption that are searched for its task: sister captions may stand between
_SHORT = 110  # characters of a caption; longer sentences say themselves what to do
_LONG = 700
_NO_CUE = BoundCue("", ">=", "start")
_LATER_ITEM = re.compile(r"\s*(?:[2-9]|[1-9]\d|[b-zđ]|I[IVX]+|V|X)[.)]\s")
_ENDED = ".;:|"


def is_caption(paragraph: Paragraph, clause: Span, moment: Moment) -> bool:
    """Return whether nothing but a caption stands before a time: `Thời gian thực hiện: từ 01/7/2025`."""
    caption = load_deadline_words().shapes["caption_only"]
    return bool(caption.match(paragraph.low, clause.start, moment.start)) and moment.timex.role != "CITED_DOC_DATE"


def from_caption(directive: Directive, paragraph: Paragraph, clause: Span, moment: Moment) -> Deadline | None:
    """Return the record of a time that a caption gives to the task before it, or None where this is no caption."""
    shapes = load_deadline_words().shapes
    if clause.end - clause.start > _SHORT or not shapes["caption"].match(paragraph.low, clause.start):
        return None
    if moment.timex.type == "TIME" or moment.timex.role in ("REPORT_PERIOD", "TARGET"):
        return None
    if moment.timex.type == "DURATION" and moment.cue.kind != "cutoff":
        return None
    if not moment.is_recurring and shapes["and_on"].match(paragraph.low, moment.time.end):
        moment = replace(moment, cue=_NO_CUE)
    days = None if moment.is_recurring or moment.cue.bound == ">=" else day_range(moment.timex)
    if days and directive.issued and days[1] < directive.issued - LATE:
        return None
    later = clause.start == paragraph.body and _LATER_ITEM.match(paragraph.text)
    for task, part in _tasks(directive, paragraph, clause):
        if later and not _sister(directive, paragraph, task):
            return None  # '3. Thời gian thực hiện: ...' speaks of the whole, not of the item before it
        verbs = find_verbs(task, part)
        verb = opening_act(verbs, task.plain) or next(iter(choose(verbs, task.plain, part.end, leading=False)), None)
        if verb is None and task.start != paragraph.start and _sister(directive, paragraph, task):
            verb = Verb(part.start, part.start, "", "OTHER", True)  # a paper to be made: 'Nghị định quy định ...'
        if verb is not None:
            return _record(directive, paragraph, clause, moment, task, part, verb)
    return None


def _tasks(directive: Directive, paragraph: Paragraph, clause: Span) -> Iterator[tuple[Paragraph, Span]]:
    """Yield where the task of a caption may stand: the clause before it, the lines above, the heading above."""
    if earlier := paragraph.before(clause.start):
        yield paragraph, _whole(directive, paragraph, earlier)
        return
    text, at = directive.annotation.text, paragraph.start
    shapes = load_deadline_words().shapes
    content: tuple[Paragraph, Span] | None = None
    for _ in range(_LINES):
        end = at - 1
        while end > 0 and text[end - 1] == "\n":
            end -= 1
        at = text.rfind("\n", 0, end) + 1
        while _goes_on(text, at, end):
            at = text.rfind("\n", 0, at - 1) + 1
        line = text[at:end].replace("\n", " ") if end > 0 else ""
        if not line or line.strip() == "|":
            return
        low = lower(line)
        task = make_paragraph(line, at)
        part = Span(max(task.body, len(line) - _LONG), len(line))
        if shapes["sister"].match(low) or (shapes["sibling"].match(low) and len(line) < _SHORT):
            if shapes["content"].match(low):
                content = task, Span(line.find(":") + 1, len(line))
            continue
        yield task, part
        if content is not None:
            yield content
        return


def _goes_on(text: str, at: int, end: int) -> bool:
    """Return whether a line without a label goes on from the one right above it, as that one has no end mark."""
    if at < 2 or end - at > _LONG or text[at - 2] in "\n" + _ENDED or text[at:end].strip() == "|":
        return False
    return make_paragraph(text[at:end]).body == 0 and not load_deadline_words().shapes["sister"].match(
        lower(text[at:end])
    )


def _whole(directive: Directive, paragraph: Paragraph, earlier: list[Span]) -> Span:
    """Return the sentence before a caption: all its parts that semicolons join and that have no time of their own.

    What must not happen (`Không để ...`) is no task: the sentence before it is.
    """
    part = earlier[0]
    avoids = load_deadline_words().pattern("avoid", before="")
    for clause in earlier[1:]:
        joined = paragraph.text[clause.end - 1 : clause.end] == ";" or avoids.match(paragraph.plain, part.start)
        timed = any(True for _ in directive.times(paragraph.start + clause.start, paragraph.start + clause.end))
        if not joined or timed or part.end - clause.start > _LONG:
            break
        part = Span(clause.start, part.end)
    return part


def _named(text: str) -> tuple[str, ...]:
    """Return the bodies that a caption names; what each has to do may follow (`Sở A chủ trì; Sở B phối hợp`)."""
    parts = [text] if ";" not in text else text.split(";")
    stop = load_deadline_words().pattern("header_stop")
    cut = [part[: found.start()] if (found := stop.search(lower(part), 4)) else part for part in parts]
    if cut == parts:
        return split_bodies(text)
    return tuple(dict.fromkeys(name for part in cut for name in split_bodies(part) if starts_with_body(name)))


def _sister(directive: Directive, paragraph: Paragraph, task: Paragraph) -> re.Match[str] | None:
    """Return the caption that names who does the task (`Cơ quan chủ trì: ...`), between task and time or after it."""
    text = directive.annotation.text
    low = lower(text[task.start : paragraph.start + len(paragraph.text) + 300])
    return load_deadline_words().shapes["lead_caption"].search(low)


def _record(
    directive: Directive, paragraph: Paragraph, clause: Span, moment: Moment, task: Paragraph, part: Span, verb: Verb
) -> Deadline:
    plain = load_deadline_words().pattern("finish").search(paragraph.plain, clause.start, moment.time.end)
    kind = "COMPLETE" if plain else verb.type
    due = reckon(directive, paragraph, moment, clause)
    to, at = recipients(task, part)
    told = Told(to, at, (), part.end, handed(task, find_verbs(task, part), part, verb))
    span = Span(task.start + part.start, paragraph.start + moment.time.end)
    return make_deadline(
        directive, span, moment.timex, due, kind, squeeze(task.text[verb.start : part.end]),
        _lead(directive, paragraph, task, part), told=told, sure=bool(moment.cue.phrase),
    )  # fmt: skip


def _lead(directive: Directive, paragraph: Paragraph, task: Paragraph, part: Span) -> Actors:
    """Return the bodies of a sister caption (`Cơ quan chủ trì: ...`), the subject of the task, or what it inherits."""
    text = directive.annotation.text
    if task.start != paragraph.start and (found := _sister(directive, paragraph, task)):
        return Actors(_named(text[task.start + found.start(1) : task.start + found.end(1)]), "inline")
    if named := subject(task, part):
        return Actors(names_in(task, named), "inline")
    return inherited(directive, task.start + part.start, task.start)
