"""Periods that count from an event, and the reckoning of each kind of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trichdan.annotate.duties.clauses import Paragraph
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import Due, computed, dated, recurring
from trichdan.annotate.duties.moments import Moment
from trichdan.calendars import load_calendar
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Trigger
from trichdan.text import Span


def trigger_end(plain: str, at: int) -> int:
    """Return where the event ends that a period counts from; its verbs are nobody's duty."""
    shapes = load_deadline_words().shapes
    match = shapes["trigger_span"].match(plain, at) or shapes["ahead_event"].match(plain, at)
    return match.end() if match else at


def trigger_of(directive: Directive, paragraph: Paragraph, moment: Moment, clause: Span) -> Trigger:
    """Return the event that a period counts from, with its day where the document tells it.

    The day of receipt and the like is never taken to be the issue date.
    """
    shapes, timex, after = load_deadline_words().shapes, moment.timex, moment.time.end
    back = shapes["ahead_of"].match(paragraph.low[: moment.time.start], moment.start)
    if back:
        return Trigger(back[1].strip(), None, timex.value, timex.unit, "before")
    tail = paragraph.low[after : after + 160]
    match = shapes["trigger"].match(tail) or shapes["ahead_event"].match(tail)
    event = match[1].strip() if match else ""
    when: date | None = None
    direction = "after"
    if match:
        when = directive.day_written(paragraph.start + after, paragraph.start + after + match.end())
        if when is None:
            when = own_day(directive, event)
        if shapes["before_event"].match(match[0]):
            direction, when = "before", None
    elif moment.cue.kind == "after" and (timex.value or "").endswith("Y"):
        event, when = tail.strip().split(",")[0][:60], directive.issued
    else:
        ahead = shapes["trigger_ahead"].search(paragraph.low, max(clause.start, moment.start - 90), moment.start)
        event = ahead[1] if ahead else ""
    return Trigger(event, when, timex.value, timex.unit, direction)


def own_day(directive: Directive, event: str) -> date | None:
    """Return the day on which the paper itself was issued or took effect, where that is what is counted from.

    `ngày ký` and `ngày ban hành Chỉ thị này` are; `ngày ký hợp đồng` and `ngày ban hành kết luận` are another's.
    """
    shapes = load_deadline_words().shapes
    for name, day in (("effect_event", directive.effective[0]), ("issue_event", directive.issued)):
        if match := shapes[name].fullmatch(event):
            return day if directive.is_own(match["paper"] or match["named"] or "") else None
    return None


def reckon(directive: Directive, paragraph: Paragraph, moment: Moment, clause: Span) -> Due:
    """Return what a time with its wording makes due: a day, a rule, or the end of a period."""
    calendar, timex, bound = load_calendar(), moment.timex, moment.cue.bound
    shapes = load_deadline_words().shapes
    if timex.type == "DURATION":
        trigger = trigger_of(directive, paragraph, moment, clause)
        due = computed(timex, bound, calendar, trigger)
        assumed = (
            trigger.date is not None and directive.effective[1] and shapes["effect_event"].fullmatch(trigger.event)
        )
        return replace(due, review=(*due.review, "anchor_assumed")) if assumed else due
    if moment.is_recurring:
        if (timex.freq or "").isdigit() and int(timex.freq or 0) > 1:
            return Due(bound, timex.value)
        if moment.is_coarse_set and shapes["quota"].search(paragraph.low, clause.start, clause.end):
            return Due(bound, timex.value)
        shown = paragraph.low[moment.time.start : moment.time.end]
        quarter = bool(shapes["quarter_end"].search(shown))
        return recurring(timex, bound, calendar, directive.issued, end_of_quarter=quarter)
    if moment.cue.kind in ("none", "caption") and timex.type == "DATE" and (timex.mod or len(timex.value or "") >= 10):
        bound = "="
    return dated(timex, bound, calendar)
