"""The part that a time expression plays in its document, decided by what stands around it.

The rules are tried in order and the first that holds decides; their words are cues of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from trichdan.annotate.times.case import printed_edits
from trichdan.annotate.times.context import ground_of
from trichdan.annotate.times.dated_roles import (
    is_anniversary,
    is_born,
    is_cited,
    is_effective,
    is_issue_date,
    is_signed_effective,
    is_term,
)
from trichdan.annotate.times.due_roles import (
    is_due,
    is_elapsed,
    is_event,
    is_gone,
    is_history,
    is_late_due,
    is_limit,
    is_meeting,
    is_recurring_due,
)
from trichdan.annotate.times.neighbours import Expression
from trichdan.annotate.times.page import YEAR_KINDS, Near, Seen, read_page
from trichdan.annotate.times.period_roles import (
    in_cited_title,
    in_header_row,
    in_title,
    is_compared,
    is_plan,
    is_report,
    is_reported_every,
    is_running_time,
    is_scope_until,
    is_target,
)
from trichdan.annotate.times.signs import (
    SPANS,
    in_task_field,
    is_ahead,
    is_aimed,
    is_bracketed_due,
    is_feast_day,
    is_opening_event,
    is_past,
    is_past_year,
    is_plan_length,
    is_recurring_duty,
    is_report_span,
    is_scope_of_tasks,
    is_soft_occasion,
    is_trial,
)
from trichdan.annotate.times.values import value_of
from trichdan.lexicon.times import load_time_words
from trichdan.model import Annotation, Issue, Repair, Timex
from trichdan.text import Span

_SHARED = frozenset({"DEADLINE", "EVENT", "HISTORY", "REPORT_PERIOD"})  # what the items of a list have in common
_KEPT = 1000  # surroundings remembered
_IN_BRACKETS = re.compile(r"[ \n]?\([ \n]?$")


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
    if last.role == "EFFECTIVE" and _until().fullmatch(gap):
        return last.role
    if near.timex.type == last.type == "SET" and _is_coarse(near.timex) and _is_coarse(last):
        return last.role if _joins_items(gap) else None
    if last.role == "ANNIVERSARY" and near.timex.type == "SET" and not gap.strip(" )"):
        return last.role
    listed = near.kind in ("bare_year", "bare_my", "bare_mny", "bare_dm", "bare_words", "bare_quarter")
    same_grain = near.timex.type == last.type == "DATE" and len(near.timex.value or "") == len(last.value or "x")
    shared = listed or (same_grain and last.role in _SHARED and ";" not in gap)
    if last.role == "HISTORY" and is_ahead(near):
        return None
    return last.role if shared and _joins_items(gap) else None


@cache
def _until() -> re.Pattern[str]:
    """`kể từ ngày ký đến hết ngày 31/12/2026`."""
    return re.compile(rf",?[ \n]{load_time_words().pattern('to', 'lasting_to')}[ \n]")


def _joins_items(gap: str) -> bool:
    """Return whether what stands between two expressions joins the items of a list."""
    mark = gap.strip()
    return mark in (",", ";", "/") or load_time_words().value("and_or", mark) is not None


def _is_coarse(timex: Timex) -> bool:
    """Return whether a recurring time names no day: `hằng tháng`, `quý`, `6 tháng`."""
    return timex.type == "SET" and (timex.value or "").startswith("P")


def _role(near: Near) -> str:
    """Return the part that the expression plays: that of the first rule that holds."""
    return next((role for role, rule in _RULES if rule(near)), "OTHER")


_RULES: tuple[tuple[str, Callable[[Near], bool]], ...] = (
    ("EFFECTIVE", is_signed_effective),
    ("ISSUE_DATE", lambda n: n.kind == "sign"),
    ("ISSUE_DATE", is_issue_date),
    ("CITED_DOC_DATE", is_cited),
    ("REPORT_PERIOD", is_report_span),
    ("DEADLINE", in_task_field),
    ("ANNIVERSARY", is_anniversary),
    ("ANNIVERSARY", is_feast_day),
    ("TERM", is_term),
    ("EFFECTIVE", is_effective),
    ("OTHER", is_born),
    ("PLAN_SCOPE", lambda n: n.timex.type == "INTERVAL" and n.cue("running_span")),
    ("OTHER", lambda n: n.cue("counted_to") and not (is_past(n) and n.right.startswith(","))),
    ("OTHER", is_limit),
    ("HISTORY", is_gone),
    ("PLAN_SCOPE", in_title),
    ("REPORT_PERIOD", in_header_row),
    ("PLAN_SCOPE", in_cited_title),
    ("TARGET", is_aimed),
    ("TARGET", is_target),
    ("HISTORY", is_compared),
    ("HISTORY", is_past_year),
    ("EVENT", is_soft_occasion),
    ("EVENT", is_opening_event),
    ("PLAN_SCOPE", is_scope_of_tasks),
    ("PLAN_SCOPE", is_scope_until),
    ("PLAN_SCOPE", is_plan_length),
    ("PLAN_SCOPE", is_trial),
    ("REPORT_PERIOD", is_bracketed_due),
    ("REPORT_PERIOD", is_reported_every),
    ("PLAN_SCOPE", is_running_time),
    ("REPORT_PERIOD", is_report),
    ("EVENT", is_meeting),
    ("DEADLINE", is_recurring_duty),
    ("DEADLINE", is_recurring_due),
    ("HISTORY", is_elapsed),
    ("DEADLINE", is_due),
    ("PLAN_SCOPE", is_plan),
    ("HISTORY", is_history),
    ("EVENT", is_event),
    ("DEADLINE", is_late_due),
    ("PLAN_SCOPE", lambda n: n.kind in YEAR_KINDS),
)
