"""Whether a clause with a time tells somebody to act: not history, no target, no statement about things."""

from __future__ import annotations

from datetime import timedelta

from trichdan.annotate.duties.actions import Verb
from trichdan.annotate.duties.actors import recipients
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import day_range
from trichdan.annotate.duties.moments import AHEAD, Moment, is_year_grain
from trichdan.annotate.duties.timed import TimedClause
from trichdan.lexicon.deadlines import load_deadline_words

_HEADING = 90  # characters of a line that may be a mere heading
LATE = timedelta(31)
"""A day that lies longer before the issue date is history, not a slip of the pen."""


def is_target(clause: TimedClause, moment: Moment, verbs: list[Verb]) -> bool:
    """Return whether a time is the horizon of a target (`phấn đấu đến năm 2030`), not of a duty."""
    words = load_deadline_words()
    telling = any(v.free and v.type != "OTHER" for v in verbs)
    if moment.timex.role == "TARGET" and moment.cue.kind not in ("point", "cutoff", "caption") and not telling:
        return True
    if moment.is_coarse_set and words.pattern("striving", before="").match(clause.paragraph.plain, clause.span.start):
        return True
    if moment.cue.kind not in ("reach", "window", "cutoff", "none", "point") or moment.is_recurring:
        return False
    shown = clause.paragraph.low[clause.span.start : clause.span.end]
    if words.pattern("target").search(shown):
        return True
    if not is_year_grain(moment.timex) or telling or moment.cue.phrase in words.kinds["till_then"]:
        return False
    return moment.cue.kind == "reach" or bool(words.pattern("target_noun").search(shown))


def is_kept_target(directive: Directive, clause: TimedClause, i: int) -> bool:
    """Return whether a target is worth a record: it is striven for or opens its clause, and is no part of a title."""
    moment = clause.moments[i]
    days = None if moment.is_recurring else day_range(moment.timex)
    if days and directive.issued and days[1] < directive.issued:
        return False
    plain, span = clause.paragraph.plain, clause.span
    striven = load_deadline_words().pattern("striving").search(plain, span.start, span.end)
    return bool(striven) or not plain[span.start : moment.start].strip(' ,-+:“"')


def is_duty(directive: Directive, clause: TimedClause, i: int, verb: Verb) -> bool:
    """Return whether the i-th time of a clause is one to act by, at or in."""
    moment = clause.moments[i]
    issued, cue = directive.issued, moment.cue
    days = None if moment.is_recurring else day_range(moment.timex)
    if days and issued and days[1] < issued - LATE:
        return False
    if moment.timex.role == "HISTORY" and _is_told(clause, moment):
        return False
    if days and issued and days[1] < issued and _was_ordered(clause, verb):
        return False
    rest = clause.paragraph.plain[verb.end : clause.span.end].strip(" .:")
    if not rest and verb.phrase in load_deadline_words().kinds["delegate"]:
        return False  # '... Thủ tướng yêu cầu:' leads in what others are told
    if cue.kind in ("period", "window", "none") and _is_allowed(clause, verb):
        return False
    if cue.kind == "window" and not moment.is_recurring and _is_undergone(clause, verb):
        return False
    if moment.timex.type == "INTERVAL" and verb.type == "REPORT" and _is_unsent(clause):
        return False  # 'Báo cáo quý I từ ngày 15/12 đến ngày 14/3': what is counted
    if moment.is_coarse_set and verb.type == "REPORT" and _is_heading(clause):
        return False
    if _is_aim(clause, moment) or _is_statement(clause, moment) or _is_past(clause, moment, verb):
        return False
    if cue.kind == "start":
        begun = bool(days and issued and days[0] < issued)
        unowned = clause.subject is None and clause.leads(i)
        return moment.timex.role == "DEADLINE" and moment.timex.type != "INTERVAL" and not begun and not unowned
    if cue.kind == "reach":
        return _reaches(clause, i, verb)
    return not (cue.kind in ("window", "none", "caption") and days and issued and days[1] < issued)


def _is_allowed(clause: TimedClause, verb: Verb) -> bool:
    """Return whether an act is only allowed for so long: `có thể xả khí trong vòng 24 giờ`."""
    plain = clause.paragraph.plain
    return (
        load_deadline_words().pattern("may", after=r"\s*$").search(plain, max(0, verb.start - 14), verb.start)
        is not None
    )


def _is_unsent(clause: TimedClause) -> bool:
    """Return whether nobody reports, and nobody hears it."""
    return clause.subject is None and not recipients(clause.paragraph, clause.span)[0]


def _is_undergone(clause: TimedClause, verb: Verb) -> bool:
    """Return whether something merely happens to things: `tiếp tục được xử lý trong năm 2025`."""
    plain, words = clause.paragraph.plain, load_deadline_words()
    passive = plain.endswith("được ", max(0, verb.start - 5), verb.start)
    return passive and not words.pattern("modal").search(plain, clause.span.start, clause.span.end)


def _is_heading(clause: TimedClause) -> bool:
    """Return whether a line only names a kind of report: `3.1. Báo cáo định kỳ hằng tháng:`."""
    paragraph = clause.paragraph
    text = paragraph.text.rstrip(' *"”')
    return len(text) <= _HEADING and text.endswith(":") and _is_unsent(clause)


def _reaches(clause: TimedClause, i: int, verb: Verb) -> bool:
    """Return whether `đến ngày ...` is the end of a task: it opens the clause, or completion or a must comes first."""
    words, moment = load_deadline_words(), clause.moments[i]
    if moment.cue.phrase in words.kinds["lasting"]:
        return False
    if clause.leads(i, clause.span):
        return True
    until = clause.paragraph.plain[clause.span.start : moment.start]
    if moment.cue.phrase in words.kinds["till_then"] and clause.subject is not None:
        return not words.pattern("scope_noun", after=r"\s*$").search(until[-20:])
    return verb.type == "COMPLETE" or bool(words.pattern("modal").search(until)) or until.rstrip().endswith((",", "("))


def _is_past(clause: TimedClause, moment: Moment, verb: Verb) -> bool:
    """Return whether the clause tells what was done or is expected to happen."""
    plain, words = clause.paragraph.plain, load_deadline_words()
    if moment.cue.kind == "after" and words.pattern("past_mark").search(plain, clause.span.start, clause.span.end):
        return True
    if moment.cue.kind in ("cutoff", "period") or moment.is_recurring:
        return False
    until = plain[clause.span.start : moment.start]
    first = next((v for v in clause.verbs if v.free), verb)
    marks = (plain[max(0, v.start - 22) : v.start].split(",")[-1] for v in (verb, first))
    return bool(
        words.pattern("past").search(until)
        or words.pattern("planned").search(until[-60:])
        or any(words.pattern("past_mark").search(mark) for mark in marks)
    )


def _was_ordered(clause: TimedClause, verb: Verb) -> bool:
    """Return whether a clause tells of an order given before: `đã chỉ đạo các xã hoàn thành trước ngày 30/10`."""
    plain, mark = clause.paragraph.plain, load_deadline_words().pattern("past_mark", after=r"\s*$")
    return any(
        mark.search(plain, max(clause.span.start, v.start - 12), v.start) for v in clause.verbs if v.start <= verb.start
    )


def _is_told(clause: TimedClause, moment: Moment) -> bool:
    """Return whether a day before the issue date is rather history than a slip: nobody is ordered, or it was done."""
    until = clause.paragraph.plain[clause.span.start : moment.start]
    return bool(load_deadline_words().pattern("done").search(until)) or (clause.subject is None and clause.leading)


def _is_statement(clause: TimedClause, moment: Moment) -> bool:
    """Return whether a clause speaks of things: no body does it, nothing orders it (`Mức chi ... hằng năm`)."""
    if clause.states_term or (moment.cue.kind == "cutoff" and moment.timex.type != "DURATION"):
        return False
    if moment.is_recurring and not moment.is_coarse_set and moment.cue.kind != "every":
        return False
    if clause.subject is not None or moment.cue.kind in ("occasion", "caption"):
        return False
    if moment.cue == AHEAD and recipients(clause.paragraph, clause.span)[0]:
        return False
    plain, words, span = clause.paragraph.plain, load_deadline_words(), clause.span
    modal = words.pattern("modal")
    thing = words.pattern("thing", before="").match(plain, span.start)
    if moment.is_coarse_set and thing and not modal.search(plain, span.start, moment.start):
        return True  # 'Nội dung báo cáo định kỳ hằng tháng gồm ...'
    if modal.search(plain, span.start, span.end):
        return False
    if clause.leading and words.pattern("thing", before=r"\s*,\s*").match(plain, clause.moments[0].time.end):
        return True
    if words.pattern("thing", before="").match(plain, span.start):
        return True
    act = words.pattern("act")
    for verb in clause.verbs:
        if not verb.free:
            continue
        begin = max([span.start, *(_wording_end(plain, m) for m in clause.moments if m.time.end <= verb.start)])
        pause = max(plain.rfind(c, begin, verb.start) for c in (",", ":", ")"))
        if not act.sub("", plain[max(begin, pause + 1) : verb.start]).strip(' ,-“"'):
            return False
    return clause.undecided() is None


def _wording_end(plain: str, moment: Moment) -> int:
    """Return where a time ends with what it leaves open: `hằng năm hoặc đột xuất`."""
    open_end = load_deadline_words().shapes["or_at_need"].match(plain, moment.time.end)
    return open_end.end() if open_end and moment.is_coarse_set else moment.time.end


def _is_aim(clause: TimedClause, moment: Moment) -> bool:
    """Return whether the time belongs to an opening `Để ...,` and not to the act that follows it."""
    plain = clause.paragraph.plain
    if not load_deadline_words().shapes["aimed"].match(plain, clause.span.start):
        return False
    named = clause.subject is not None and clause.subject.start < moment.start
    return not named and plain[moment.time.end : moment.time.end + 1] == ","
