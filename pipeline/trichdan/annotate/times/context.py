"""What the context of a time expression adds to it: a year not written, past or future, a reporting regime."""

from __future__ import annotations

import re
from functools import cache

from trichdan.annotate.times.neighbours import Expression
from trichdan.annotate.times.page import Near, Page, Seen, written_year
from trichdan.annotate.times.points import Ground, read_atom
from trichdan.annotate.times.shapes import Atom, O
from trichdan.lexicon.times import load_time_cues, load_time_words
from trichdan.model import Timex
from trichdan.text import Span

_SELF_CONTAINED = frozenset(
    {"span", "bare_span", "year_span", "periodic", "set_day", "sign", "blank", "clock", "hours"}
)
_CELL_GAP = re.compile(r" ?\n\|?\n?| ?\t ?| ?\| ?")
_NOT_ANCHORS = frozenset({"CITED_DOC_DATE", "ANNIVERSARY", "TERM"})


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
    mention = _year_of_item(expression.atoms[0], following) if following is not None else None
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
    if probe.cue("this_year"):
        regime, mention = False, page.issued.year if page.issued else mention
    reported = expression.kind == "number_unit" and (
        _is_reported(expression, left) or (regime and _is_due_next(expression, right))
    )
    quota = _quota(right) if expression.kind == "set" else None
    months_gone = _months_gone(expression, probe) if expression.kind == "number_unit" and not reported else None
    monthly = probe.cue("monthly") or _is_day_of_months(page, i)
    return Ground(page.issued, plan, mention, regime, past, future, reported, monthly, quota, following, months_gone)


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
    future = near.cue("future") or near.cue("occasion") or near.cue("aim", near.clause)
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
        if ";" in gap and following.atoms[-1].kind == "number_unit":
            return None  # another clause, not another item
        if written_year(following.atoms[-1]) is not None:
            return following.atoms[-1]
        here = following
    return None


def _is_day_of_months(page: Page, i: int) -> bool:
    """Whether a day is an item of a list of days of every month: `ngày 15, 30 hằng tháng`."""
    here = page.expressions[i]
    if not here.atoms or here.atoms[0].kind not in ("day", "bare_day"):
        return False
    for following in page.expressions[i + 1 : i + 5]:
        gap = page.lower[here.end : following.start]
        if len(gap) > 8 or not _joiners()[0].match(gap) or not following.atoms:
            return False
        if "each" in following.atoms[-1].parts:
            return True
        here = following
    return False


def _year_of_item(here: Atom, following: Atom) -> int | None:
    """Return the year that an item takes from a later one: `tháng 12 và tháng 01/2026` begins the year before."""
    year = written_year(following)
    first, later = read_atom(here, None).point, read_atom(following, None).point
    units = ((first.month, later.month), (first.quarter, later.quarter))
    turned = any(a is not None and b is not None and a > b for a, b in units)
    return year - 1 if turned and year is not None else year


def _is_reported(expression: Expression, left: str) -> bool:
    """Whether a number of months is what a regular report covers: `báo cáo 6 tháng`, `báo cáo quý, 6 tháng`."""
    parts = expression.atoms[0].parts
    if parts["n"].lstrip("0") not in ("3", "6", "9", "12") or parts.get("unit", "") not in load_time_words().forms(
        "month"
    ):
        return False
    return any(cue.pattern.search(left[-cue.within :]) for cue in load_time_cues()["regular_report"])


def _is_due_next(expression: Expression, right: str) -> bool:
    """Whether the day on which a report of that many months is due follows: `6 tháng vào ngày 15/6`."""
    w = load_time_words()
    months = expression.atoms[0].parts.get("unit", "") in w.forms("month")
    return months and re.match(rf"[ \n]{w.pattern('due_lead', 'on')}[ \n](?:{w.pattern('day')}|\d)", right) is not None


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
