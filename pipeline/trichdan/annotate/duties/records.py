"""From a clause, a time and a verb to the record of an obligation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trichdan.annotate.duties.actions import Verb, find_verbs
from trichdan.annotate.duties.actors import Subject, bodies_start, names_in, recipients, split_bodies, subject, via
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import Due
from trichdan.annotate.duties.handing import handed, relay
from trichdan.annotate.duties.moments import Moment
from trichdan.annotate.duties.outline import header_bodies
from trichdan.annotate.duties.timed import TimedClause
from trichdan.annotate.duties.triggers import reckon
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Deadline, Timex
from trichdan.text import Span

TOLD = frozenset({"REPORT", "SUBMIT", "REPLY", "REGISTER"})
"""Acts that have a recipient."""
_SPACE = re.compile(r"\s+")
_PAUSE = re.compile(r"[,:;]\s|\svà\s")
_EVIDENCE = 280  # characters of a sentence before its time that are shown; longer ones are cut at a pause
_STOP = re.compile(r"[,:;.(]\s")
_MARKS = " -+*•0123456789.)"
_ACTION = 300  # characters of an act that are kept
_OBJECT = 80  # characters of an act whose object stands before its verb


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told: recipients with where the first stands, onward recipients, and where what is only purpose begins.

    `handed` are those who get something where the act is none of telling.
    """

    to: tuple[str, ...]
    at: int | None
    onward: tuple[str, ...]
    cut: int
    handed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actors:
    """Who has to act, how that is known, and where it stands in the paragraph."""

    names: tuple[str, ...] = ()
    source: str | None = None
    at: int | None = None


def squeeze(text: str) -> str:
    """Return the words of an act with single spaces and no marks at its ends."""
    return _SPACE.sub(" ", text).strip(' ,;:(-“"')[:_ACTION]


def make_deadline(
    directive: Directive, span: Span, timex: Timex, due: Due, kind: str, action: str, actors: Actors, *,
    modality: str = "MUST", told: Told | None = None, goes_via: tuple[str, ...] = (), period: str | None = None,
    soft: bool = False, sure: bool = True,
) -> Deadline:  # fmt: skip
    """Return the record; `sure` tells that the time has a wording of its own."""
    review = tuple(dict.fromkeys([*due.review, *directive.review(due.last, timex)]))
    score = 0.95 * timex.confidence - 0.05 * len(review)
    score -= 0.1 * (not sure) + 0.1 * (not actors.names) + 0.1 * (kind == "OTHER")
    is_told = kind in TOLD and told is not None
    return Deadline(
        span=span, time=timex.span, action_type=kind, action=action, modality=modality, actors=actors.names,
        actor_source=actors.source, recipients=_recipients(told, is_told), via=goes_via if is_told else (),
        onward=told.onward if told and is_told else (), bound=due.bound, due_nominal=due.nominal, due_last=due.last,
        due_working=due.working, rrule=str(due.rule) if due.rule else None,
        rrule_nominal=str(due.rule_nominal) if due.rule_nominal else None, rdates=due.rdates, dtstart=due.dtstart,
        until=directive.until if due.rule or due.rdates else None, trigger=due.trigger, report_period=period, soft=soft,
        section=directive.outline.path(max(span.start, 0)), needs_review=review, confidence=round(max(0.3, score), 2),
    )  # fmt: skip


def _recipients(told: Told | None, is_told: bool) -> tuple[str, ...]:
    if told is None:
        return ()
    return told.to or told.handed if is_told else told.handed


def record_of(directive: Directive, clause: TimedClause, i: int, verb: Verb | None, *, target: bool) -> Deadline | None:
    """Return the record of the i-th time of a clause with one of its verbs, or None where no act can be told.

    Args:
        directive: the document.
        clause: the clause.
        i: which of its times.
        verb: the act, or None for a target without one.
        target: the time is the horizon of a target.
    """
    paragraph, moment, part = clause.paragraph, clause.moments[i], clause.segment(i)
    kind = verb.type if verb else "OTHER"
    if verb is not None and (
        _says_done(paragraph.low, moment) or (kind == "OTHER" and _after_completion(clause, moment))
    ):
        kind = "COMPLETE"
    reach = part
    if verb is not None and not part.start <= verb.start < part.end:
        reach = Span(min(part.start, verb.start), clause.span.end if verb.start > part.end else part.end)
    told = _told(clause, reach, verb)
    if not told.to and i and not clause.leading:
        # an elliptic second item takes the recipient of the first
        earlier = _told(clause, Span(clause.span.start, part.start), None).to
        told = Told(earlier, told.at, told.onward, told.cut)
    elif not told.to and clause.shares(i):
        told = _told(clause, clause.span, None)
    if not told.to and verb is not None and kind == "REPORT" and (earlier := _told_before(clause, verb)):
        told = Told(earlier, told.at, told.onward, told.cut)
    if verb is not None and (kind not in TOLD or not told.to):
        span = Span(min(reach.start, verb.start), told.cut if told.cut > verb.start else reach.end)
        told = replace(told, handed=handed(paragraph, clause.verbs, span, verb))
    goes_via, via_at = via(paragraph, reach)
    actors = Actors() if target else actors_of(directive, clause, i, verb)
    begin, end = _extent(directive, clause, i, verb, actors.at, told.cut)
    action = _action(clause, i, verb, (begin, end), [told.at, via_at])
    if verb is not None and len(action) == verb.end - verb.start and actors.at is None and not clause.leading:
        action = _with_object(paragraph.text[max(0, begin) : verb.end]) or action
    if not action:
        return None
    due = reckon(directive, paragraph, moment, clause.span)
    return make_deadline(
        directive, Span(paragraph.start + begin, paragraph.start + end), moment.timex, due, kind, action, actors,
        modality="TARGET" if target else _modality(clause, verb, begin), told=None if target else told,
        goes_via=goes_via, period=_report_period(directive, clause, i), soft=moment.cue.kind == "occasion",
        sure=moment.cue.kind not in ("none", "reach", "start"),
    )  # fmt: skip


def _says_done(low: str, moment: Moment) -> bool:
    """Return whether the wording of the time says that it must be done by then (`xong trước`, `hoàn thành trong`)."""
    words = load_deadline_words()
    if words.pattern("finish", before="").match(moment.cue.phrase):
        return True
    return bool(words.pattern("finish", after=r"\s*$").search(low, max(0, moment.start - 30), moment.start))


def _after_completion(clause: TimedClause, moment: Moment) -> bool:
    """Return whether the item before says `hoàn thành ... trước ngày`: this one then means the same."""
    paragraph = clause.paragraph
    if moment.cue.kind != "cutoff":
        return False
    for earlier in paragraph.before(clause.span.start)[:1]:
        if paragraph.text[earlier.end - 1 : earlier.end] == ";":
            done = load_deadline_words().shapes["done_before"]
            return bool(done.search(paragraph.plain, earlier.start, earlier.end))
    return False


def _told(clause: TimedClause, reach: Span, verb: Verb | None) -> Told:
    """Return who is told in a part of a clause; a purpose before the verb itself hands nothing on."""
    paragraph, shapes = clause.paragraph, load_deadline_words().shapes
    size, cut = len(paragraph.plain), reach.end
    onward: tuple[str, ...] = ()
    for match in shapes["onward"].finditer(paragraph.plain, reach.start, reach.end):
        if verb is not None and match.start() < verb.start:
            continue
        aimed = shapes["aimed"].match(match[0])
        if not aimed and not recipients(paragraph, Span(reach.start, match.start()))[0]:
            continue
        cut = match.start()
        handing = shapes["onward_verb"].search(paragraph.plain, cut, min(size, cut + 120))
        if handing:
            onward = recipients(paragraph, Span(handing.start(), min(size, handing.end() + 160)))[0]
        break
    passed = relay(paragraph, verb, cut) if verb is not None else None
    if passed is not None and not onward:
        onward = recipients(paragraph, Span(passed, min(size, passed + 160)))[0]
    to, at = recipients(paragraph, Span(reach.start, max(reach.start, min(cut, passed or cut))))
    return Told(to, at, onward, cut)


def actors_of(directive: Directive, clause: TimedClause, i: int, verb: Verb | None) -> Actors:
    """Return who has to act: the subject, that of clauses before, the bodies of a heading above, the addressees."""
    paragraph = clause.paragraph
    for found in (subject(paragraph, clause.segment(i)), clause.subject):
        if found and (verb is None or found.start < verb.start):
            if _is_passive(paragraph.plain, found.end, verb.start if verb else found.end):
                break  # 'Hồ sơ các cơ quan phải được gửi ...': what it is done to
            listed = _listed_before(clause, found) if paragraph.plain[found.end : found.end + 2].strip() == ":" else ()
            return Actors((*listed, *names_in(paragraph, found)), "inline", found.start)
    unknown = clause.undecided()
    if unknown is not None and (names := names_in(paragraph, unknown)):
        return Actors(names, "inline", unknown.start)
    if names := _named_before(clause):
        return Actors(names, "inline")
    return inherited(directive, paragraph.start + max(clause.span.start, 0), paragraph.start)


def _listed_before(clause: TimedClause, last: Subject) -> tuple[str, ...]:
    """Return the bodies of a list with semicolons whose last stands before a colon: `Đề nghị A; B; C: nộp ...`."""
    paragraph = clause.paragraph
    names: tuple[str, ...] = ()
    for earlier in paragraph.before(last.start):
        if paragraph.text[earlier.end - 1 : earlier.end] != ";":
            break
        start = bodies_start(paragraph, earlier)
        if start is None or any(v.free and v.type != "OTHER" for v in find_verbs(paragraph, Span(start, earlier.end))):
            break
        names = (*split_bodies(paragraph.text[start : earlier.end].rstrip("; ")), *names)
    return names


def _is_passive(plain: str, at: int, verb: int) -> bool:
    """Return whether a passive follows: `phải được phân loại`, not `được hỏi ý kiến có trách nhiệm trả lời`."""
    words = load_deadline_words()
    passive = words.pattern("passive", before="").match(plain, at)
    if passive is None or words.pattern("passive_not").search(plain, at, passive.end() + 12):
        return False
    return words.pattern("modal").search(plain, passive.end(), max(passive.end(), verb)) is None


def inherited(directive: Directive, at: int, line: int) -> Actors:
    """Return the bodies that headings above a place name, or else the addressees.

    Args:
        directive: the document.
        at: the place; line: where its own line starts, which is no heading over it.
    """
    for i, section in directive.outline.above(at):
        if section.span.start < line and (names := header_bodies(directive.outline.opening(i))):
            return Actors(names, "list_header")
    addressees = directive.annotation.header.addressees
    if len(addressees) == 1:
        names = split_bodies(addressees[0])
    else:
        names = tuple(part.strip() for line in addressees for part in line.split(";") if part.strip())
    return Actors(names, "addressee") if names else Actors()


def _named_before(clause: TimedClause) -> tuple[str, ...]:
    """Return the subjects of the clauses before: all of those that semicolons join to this one, else the nearest."""
    paragraph = clause.paragraph
    names: list[str] = []
    joined = True
    for earlier in paragraph.before(clause.span.start):
        joined = joined and paragraph.text[earlier.end - 1 : earlier.end] == ";"
        if names and not joined:
            break
        found = subject(paragraph, earlier)
        if found:
            names[:0] = [name for name in names_in(paragraph, found) if name not in names]
        if names and not joined:
            break
    return tuple(names)


def _told_before(clause: TimedClause, verb: Verb) -> tuple[str, ...]:
    """Return who gets the report of the sentence before, where this one only goes on: `Báo cáo năm gửi trước ...`."""
    paragraph, words = clause.paragraph, load_deadline_words()
    opens = words.pattern("period_report", before=r"(?:và\s)?").match(paragraph.plain, clause.span.start)
    if opens is None or clause.subject is not None:
        return ()
    for earlier in paragraph.before(clause.span.start)[:3]:
        verbs = find_verbs(paragraph, earlier)
        if any(v.free and v.type == "REPORT" for v in verbs) and (to := recipients(paragraph, earlier)[0]):
            return to
    return ()


def _extent(
    directive: Directive, clause: TimedClause, i: int, verb: Verb | None, subject_at: int | None, cut: int
) -> tuple[int, int]:
    """Return where the evidence begins and ends in the paragraph (it may begin in the one above)."""
    paragraph, moment, part = clause.paragraph, clause.moments[i], clause.segment(i)
    begin = min(part.start, moment.start) if clause.leading else part.start
    if verb is not None and not part.start <= verb.start < part.end:
        begin = min(begin, verb.start)
    if subject_at is not None and subject_at > begin and not clause.leading:
        begin = subject_at
    end = moment.time.end
    limit = max(end, min(part.end, cut))
    if clause.leads(i, part):
        end = max(limit, verb.end if verb else 0)
    elif clause.has_object_after(i):
        end = limit
    elif tail := load_deadline_words().shapes["tail"].match(paragraph.plain, end, limit):
        end = tail.end()
    if verb is not None and verb.start >= part.end:
        end = max(end, clause.span.end)
    if not clause.leading:
        begin = _reach_back(directive, clause, begin, moment.start, verb)
    while 0 <= begin < end and paragraph.text[begin] in " ,;.:-+\t)":
        begin += 1
    while end > begin and paragraph.text[end - 1] in " ,;.:/\t":
        end -= 1
    return min(begin, moment.start, end), end


def _reach_back(directive: Directive, clause: TimedClause, begin: int, time: int, verb: Verb | None) -> int:
    """Return where the evidence begins: not too far before the time, and not with a bare `đảm bảo hoàn thành`."""
    paragraph = clause.paragraph
    if verb is not None and time - begin > _EVIDENCE and verb.start > begin:
        places = [m.end() for m in _PAUSE.finditer(paragraph.plain, begin, verb.start)]
        opens = load_deadline_words().pattern("act", before="")
        places = [place for place in places if opens.match(paragraph.plain, place)] or places
        return next((place for place in places if time - place <= _EVIDENCE), verb.start)
    if time - begin < 60 and load_deadline_words().pattern("closing").match(paragraph.plain, begin):
        earlier = paragraph.before(clause.span.start)
        if earlier and paragraph.text[begin - 2 : begin - 1] != ";" and time - earlier[0].start < 2 * _EVIDENCE:
            return earlier[0].start
        if not earlier and paragraph.body == 0:
            return _line_above(directive, paragraph.start)
    return begin


def _line_above(directive: Directive, start: int) -> int:
    """Return the start of the line above a paragraph, counted from it (so below zero), where it is one to go on."""
    text = directive.annotation.text
    above = text.rfind("\n", 0, start - 1) + 1 if start > 1 else start
    line = text[above : start - 1] if above < start else ""
    return above - start if 40 < len(line) < 2 * _EVIDENCE else 0


def _modality(clause: TimedClause, verb: Verb | None, begin: int) -> str:
    words, plain = load_deadline_words(), clause.paragraph.plain
    before = plain[max(0, begin - 30) : verb.start if verb else max(0, begin)]
    if words.pattern("prohibit").search(before):
        return "PROHIBIT"
    if words.pattern("may").search(before[-40:]):
        return "MAY"
    named = clause.subject.start if clause.subject else verb.start if verb else clause.span.start
    asked = words.pattern("request", before="").match(plain, clause.span.start) or words.pattern(
        "request", after=r"\s*$"
    ).search(plain, max(0, named - 30), named)
    return "REQUEST" if asked else "MUST"


def _action(clause: TimedClause, i: int, verb: Verb | None, extent: tuple[int, int], ends: list[int | None]) -> str:
    """Return the words of the act: from its verb to the recipient, the route or the time."""
    text = clause.paragraph.text
    if verb is None:
        return squeeze(text[max(0, extent[0]) : extent[1]])
    stops = [place for place in [*ends, clause.moments[i].start] if place is not None and place > verb.start]
    stop = min([*stops, max(extent[1], verb.end)])
    return squeeze(text[verb.start : max(stop, verb.end)])


def _with_object(words: str) -> str:
    """Return a bare verb with what it acts on, where that stands before it: `Báo cáo tháng gửi`."""
    whole = squeeze(words.lstrip(_MARKS))
    return whole if len(whole) < _OBJECT and not _STOP.search(whole) else ""


def _report_period(directive: Directive, clause: TimedClause, i: int) -> str | None:
    """Return what a report covers: `2021-H1`, or `H1`, `Y` where the report recurs."""
    part, moment, base = clause.segment(i), clause.moments[i], clause.paragraph.start
    for timex in directive.times(base + part.start, base + max(part.end, moment.time.end)):
        if timex.role != "REPORT_PERIOD":
            continue
        if timex.type != "SET" or timex.value not in ("P1Y", "P6M"):
            return timex.value
        month = (moment.timex.value or "")[5:7]
        late = month.isdigit() and int(month) > 7
        return "Y" if timex.value == "P1Y" else "H2" if late else "H1"
    words = load_deadline_words()
    for kind in ("period_Y", "period_H1", "period_Q", "period_M", "period_W"):
        if words.pattern(kind).search(clause.paragraph.low, part.start, part.end):
            return kind.removeprefix("period_")
    return None
