"""Obligations with a time: who must do what by when, reporting to whom (time guide, section 3)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from trichdan.annotate.actions import Verb, choose, find_verbs
from trichdan.annotate.actors import Outline, header_bodies, names_in, recipients, subject, via
from trichdan.annotate.clauses import Paragraph, lower, make_paragraph, paragraph_at
from trichdan.annotate.due import Due, computed, dated, day_range, recurring
from trichdan.annotate.moments import Moment, is_candidate, is_year_grain, read_moment, with_occasion
from trichdan.annotate.phrases import undecided_subject
from trichdan.annotate.rows import Tables, lead_bodies, task_verb
from trichdan.calendars import load_calendar
from trichdan.lexicon import Lexicon
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Annotation, Deadline, Timex, Trigger
from trichdan.text import Span, fold

_TOLD = frozenset({"REPORT", "SUBMIT", "REPLY", "REGISTER"})
_SPACE = re.compile(r"\s+")
_LATE = timedelta(31)
_EVIDENCE = 280  # characters of a sentence before its time that are shown; longer ones are cut at a pause
_PAUSE = re.compile(r"[,:;]\s|\svà\s")
_QUOTA = re.compile(r"(?<!\w)(?:[2-9]|0[2-9]|[1-9]\d|hai|ba|bốn|năm)\s+lần(?!\w)")
_END_OF_QUARTER = re.compile(r"tháng (?:cuối|thứ 3|thứ ba|cuối cùng)(?: của| trong| mỗi)* quý")
_ONWARD = re.compile(
    r"(?:để|nhằm)\s+(?:\w+\s+){0,4}?(?=tổng hợp|báo cáo|trình|theo dõi|xem xét|chỉ đạo|biết|phối hợp|thẩm định|giải quyết)"
    r"|(?<!\w)tổng hợp(?:\s+chung)?\s*(?:,|và|và,|để)?\s*(?=báo cáo|trình|tham mưu|gửi)"
)
_COORDINATED = re.compile(r"\s*[,;]?\s*(?:và|hoặc|đợt \w+:?)?\s*(?:trước|chậm nhất|vào)?\s*$")
_ONWARD_VERB = re.compile(r"(?:báo cáo|trình|gửi|tham mưu)(?:\s+(?:về|cho|với|lên))?\s+(?=\w)")


_IDLE = frozenset({"HISTORY", "TERM", "ISSUE_DATE", "EFFECTIVE", "PLAN_SCOPE"})


@dataclass
class _Document:
    """What the stage keeps at hand for one document."""

    annotation: Annotation

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.annotation)

    @cached_property
    def tables(self) -> Tables:
        return Tables(self.annotation.text)

    @cached_property
    def issued(self) -> date | None:
        return self.annotation.header.date or self.annotation.issued

    @cached_property
    def until(self) -> date | None:
        """The end of the period that the title names, where the document plans for several years."""
        header = self.annotation.header
        title = dict(header.spans).get("title")
        limit = title.end if title else max(header.body, 400)
        for timex in self.annotation.dates:
            if timex.span.start > limit:
                break
            if timex.type == "INTERVAL" and timex.role in ("PLAN_SCOPE", "TERM") and (span := day_range(timex)):
                return span[1]
        return None

    @cached_property
    def date_starts(self) -> list[int]:
        return [timex.span.start for timex in self.annotation.dates]

    @cached_property
    def cited(self) -> list[tuple[int, int]]:
        return sorted((c.full.start, c.full.end) for c in self.annotation.citations)

    def in_citation(self, span: Span) -> bool:
        i = bisect_right(self.cited, (span.start, 1 << 40)) - 1
        return i >= 0 and self.cited[i][0] < span.start and span.end <= self.cited[i][1]


def annotate_deadlines(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find obligations with a time. Reads: dates, header, sections, citations. Writes: deadlines.

    Args:
        annotation: with everything else already found.
        lexicon: not used yet; the words of this stage load themselves.
    """
    document = _Document(annotation)
    found: list[Deadline] = []
    todo: dict[int, list[Timex]] = {}
    for timex in annotation.dates:
        if timex.span.start < annotation.header.body or document.in_citation(timex.span):
            continue
        if timex.role == "CITED_DOC_DATE":
            continue
        todo.setdefault(annotation.text.rfind("\n", 0, timex.span.start) + 1, []).append(timex)
    for start, timexes in todo.items():
        if not _may_oblige(annotation, start, timexes):
            continue
        paragraph = paragraph_at(annotation.text, start)
        rest = [timex for timex in timexes if not _from_table(document, paragraph, timex, found)]
        if rest and not _is_heading(paragraph.text):
            found.extend(_from_paragraph(document, paragraph, rest))
    found.sort(key=lambda d: (d.span.start, d.time.start, d.action_type))
    return replace(annotation, deadlines=tuple(found))


def _may_oblige(annotation: Annotation, start: int, timexes: list[Timex]) -> bool:
    """Return whether a paragraph deserves a reading: times of other roles count only beside a word of finishing."""
    if any(timex.role not in _IDLE for timex in timexes):
        return True
    end = annotation.text.find("\n", start)
    shown = annotation.folded[start : end if end >= 0 else len(annotation.folded)]
    return any(fold(word) in shown for word in load_deadline_words().kinds["limit"])


def _is_heading(text: str) -> bool:
    if len(text) > 400 or text.islower():
        return False
    return sum(map(str.isupper, text)) > 0.8 * sum(map(str.isalpha, text))


def _from_paragraph(document: _Document, paragraph: Paragraph, timexes: list[Timex]) -> list[Deadline]:
    """Return the obligations of a paragraph, clause by clause."""
    clauses: dict[tuple[int, int], list[Moment]] = {}
    previous: Moment | None = None
    for timex in timexes:
        moment = read_moment(paragraph, timex, previous)
        clause = _after_colon(paragraph, paragraph.clause(moment.time.start), moment)
        if not is_candidate(moment, paragraph, clause):
            occasion = with_occasion(moment, paragraph, clause) if timex.role in ("ANNIVERSARY", "EVENT") else None
            if occasion is None:
                continue
            moment = occasion
        previous = moment
        clauses.setdefault((clause.start, clause.end), []).append(moment)
    out: list[Deadline] = []
    for (start, end), moments in clauses.items():
        out.extend(_Clause(document, paragraph, Span(start, end), _merge(moments, paragraph)).deadlines())
    return out


def _after_colon(paragraph: Paragraph, clause: Span, moment: Moment) -> Span:
    """Return the clause without a caption before it (`Thời hạn giải quyết: trong 05 ngày, ...`)."""
    colon = paragraph.plain.rfind(":", clause.start, moment.start)
    if colon < 0 or colon - clause.start > 90:
        return clause
    rest = Span(colon + 1, clause.end)
    if any(v.free for v in find_verbs(paragraph, rest)) and (
        moment.start - colon < 4 or subject(paragraph, rest) is not None
    ):
        begin = colon + 1
        while begin < clause.end and paragraph.text[begin] == " ":
            begin += 1
        return Span(begin, clause.end)
    return clause


def _merge(moments: list[Moment], paragraph: Paragraph) -> list[Moment]:
    """Return the times of a clause that stand for deadlines of their own.

    `Hằng năm` with a day in the same clause is one time; a commemoration beside a cut-off is only colour.
    """
    yearly = any(m.is_coarse_set and m.timex.value == "P1Y" for m in moments)
    exact = [m for m in moments if m.timex.type != "DURATION" and not m.is_coarse_set]
    out = []
    for moment in moments:
        if moment.is_coarse_set and any(m.is_recurring or _is_yearless(m.timex) for m in exact):
            continue
        if moment.cue.kind == "occasion" and any(m.cue.kind in ("cutoff", "period") for m in moments):
            continue
        if yearly and _is_yearless(moment.timex) and not moment.is_recurring:
            value = "/".join("XXXX" + part[4:] for part in (moment.timex.value or "").split("/"))
            moment = replace(moment, timex=replace(moment.timex, value=value, type="SET"))
        out.append(moment)
    return out


def _is_yearless(timex: Timex) -> bool:
    return any(part.endswith("year") for part in timex.inferred) and bool(timex.value)


_TRIGGER = re.compile(r"[\s,]*(?:kể từ|tính từ|từ (?:ngày|khi|thời điểm)|sau khi|trước khi)[^,;.:]{0,240}")


def _trigger_end(plain: str, at: int) -> int:
    """Return where the event ends that a period counts from; its verbs are nobody's duty."""
    match = _TRIGGER.match(plain, at)
    return match.end() if match else at


class _Clause:
    """The obligations of one clause with its times."""

    def __init__(self, document: _Document, paragraph: Paragraph, span: Span, moments: list[Moment]) -> None:
        self.document, self.paragraph, self.moments = document, paragraph, moments
        self.span = span
        self._read()
        if moments and not self._usable(moments[-1].time.end, span.end) and not self._usable(span.start, moments[0].start):
            self._extend()
        first = next((v.start for v in self.verbs if v.free), None)
        self.leading = bool(moments) and (first is None or moments[0].start < first)
        self.whole = self.span

    def _read(self) -> None:
        """Find subject and verbs; those in a condition or ground before the subject do not count."""
        self.subject = subject(self.paragraph, self.span)
        self.verbs = find_verbs(self.paragraph, self.span)
        plain = self.paragraph.plain
        idle = [(m.time.end, _trigger_end(plain, m.time.end)) for m in self.moments if m.timex.type == "DURATION"]
        if self.subject is not None:
            at = self.subject.start
            modal = load_deadline_words().pattern("modal").search(plain, self.subject.end, min(self.span.end, at + 400))
            idle += [(self.span.start, at)]
            if modal and not any(modal.end() <= m.start for m in self.moments[:1] if m.start > at):
                idle += [(at, modal.end())]
        self.verbs = [replace(v, free=False) if any(a <= v.start < b for a, b in idle) else v for v in self.verbs]

    def _usable(self, low: int, high: int) -> bool:
        return any(v.free and low <= v.start < high for v in self.verbs)

    def _extend(self) -> None:
        """Take in what follows a semicolon while no verb is found: bodies listed after a time that stands first."""
        stops = [stop for stop in self.paragraph.stops if stop >= self.span.end]
        if self.paragraph.text[self.span.end - 1 : self.span.end] != ";":
            return
        for stop in [*stops[1:3], len(self.paragraph.text)][:3]:
            self.span = Span(self.span.start, stop)
            self._read()
            if any(v.free for v in self.verbs) or self.paragraph.text[stop - 1 : stop] != ";":
                return

    def deadlines(self) -> list[Deadline]:
        """Return one record for each time and action."""
        out: list[Deadline] = []
        for i, moment in enumerate(self.moments):
            segment = self._segment(i)
            verbs = choose(
                self._verbs_of(segment, i), self.paragraph.plain, moment.start, leading=self._leads(i, segment)
            )
            target = self._is_target(moment, verbs)
            if not verbs and not target:
                continue
            if not target and not self._is_duty(moment, verbs[0]):
                continue
            for verb in verbs or [None]:
                record = self._record(moment, segment, verb, target=target)
                if record is not None:
                    out.append(record)
        return out

    def _segment(self, i: int) -> Span:
        """Return the part of the clause that belongs to a time, between its neighbours."""
        moments = self.moments
        if self.leading:
            start = moments[i].start if i else self.span.start
            return Span(start, moments[i + 1].start if i + 1 < len(moments) else self.span.end)
        start = self.span.start
        if i:
            start = moments[i - 1].time.end
        end = self.span.end
        if i + 1 < len(moments):
            cut = re.compile(r"[,;]| và ").search(self.paragraph.plain, moments[i].time.end, moments[i + 1].start)
            end = cut.start() if cut else moments[i].time.end
        return Span(start, max(end, moments[i].time.end))

    def _leads(self, i: int, segment: Span) -> bool:
        return not any(v.free and segment.start <= v.start < self.moments[i].start for v in self.verbs)

    def _verbs_of(self, segment: Span, i: int) -> list[Verb]:
        """Return the verbs of a segment; where it has none, those of the nearest segment that has."""
        own = [v for v in self.verbs if segment.start <= v.start < segment.end]
        found = subject(self.paragraph, segment)
        if found and any(v.free and v.start >= found.end for v in own):
            own = [v for v in own if v.start >= found.end]
        if any(v.free for v in own):
            return own
        if self.leading:
            after = [v for v in self.verbs if v.start >= segment.end]
            if any(v.free for v in after):
                return after
        before = [v for v in self.verbs if v.start < segment.start]
        if i and not _COORDINATED.match(self.paragraph.plain[self.moments[i - 1].time.end : self.moments[i].start]):
            free = [v for v in before if v.free and v.start > self.moments[i - 1].time.end]
            if free:
                comma = self.paragraph.plain.rfind(", ", self.moments[i - 1].time.end, free[-1].start)
                return [v for v in before if v.start > comma]
        return before if any(v.free for v in before) else own or self.verbs

    def _is_target(self, moment: Moment, verbs: list[Verb]) -> bool:
        """Return whether a time is the horizon of a target, not of a duty."""
        words = load_deadline_words()
        if moment.timex.role == "TARGET":
            return True
        if moment.cue.kind not in ("reach", "window", "cutoff", "none") or moment.is_recurring:
            return False
        shown = self.paragraph.low[self.span.start : self.span.end]
        if words.pattern("target").search(shown):
            return True
        if is_year_grain(moment.timex) and words.pattern("target_noun").search(shown):
            return not any(v.type != "OTHER" for v in verbs)
        if moment.cue.kind != "reach" or not is_year_grain(moment.timex):
            return False
        if any(v.type != "OTHER" for v in verbs):
            return False
        return True

    def _is_duty(self, moment: Moment, verb: Verb) -> bool:
        """Return whether somebody is told to act: not a report of what was done, not the life of a rule."""
        low = self.paragraph.plain
        until = low[self.span.start : moment.start]
        issued, cue = self.document.issued, moment.cue
        span = None if moment.is_recurring else day_range(moment.timex)
        if span and issued and span[1] < issued - _LATE:
            return False
        if self._is_aim(moment) or self._is_statement(moment):
            return False
        strong = cue.kind in ("cutoff", "period") or moment.is_recurring
        if cue.kind == "after" and load_deadline_words().pattern("past_mark").search(low, self.span.start, self.span.end):
            return False
        if not strong:
            words = load_deadline_words()
            first = next((v for v in self.verbs if v.free), verb)
            marks = (low[max(0, v.start - 22) : v.start] for v in (verb, first))
            if words.pattern("past").search(until) or any(words.pattern("past_mark").search(mark) for mark in marks):
                return False
            if words.pattern("planned").search(until[-60:]):
                return False
        if cue.kind == "start":
            if moment.timex.type == "INTERVAL":
                return False
            return moment.timex.role == "DEADLINE" and not (span and issued and span[0] < issued)
        if cue.kind == "reach" and cue.phrase == "cho đến":
            return False
        if cue.kind == "reach" and not self._leads(self.moments.index(moment), self.span):
            modal = load_deadline_words().pattern("modal").search(until)
            return verb.type == "COMPLETE" or modal is not None or until.rstrip().endswith((",", "("))
        return not (cue.kind in ("window", "none") and span and issued and span[1] < issued)

    def _is_statement(self, moment: Moment) -> bool:
        """Return whether a clause speaks of things: no body does it, nothing orders it (`Mức chi ... hằng năm`)."""
        if moment.cue.kind == "cutoff" and moment.timex.type != "DURATION":
            return False
        if moment.is_recurring and not moment.is_coarse_set and moment.cue.kind != "every":
            return False
        if self.subject is not None or moment.cue.kind == "occasion":
            return False
        plain, words = self.paragraph.plain, load_deadline_words()
        if words.pattern("modal").search(plain, self.span.start, self.span.end):
            return False
        act = words.pattern("act")
        for verb in self.verbs:
            if not verb.free:
                continue
            begin = max(self.span.start, *(m.time.end for m in self.moments if m.time.end <= verb.start), 0)
            pause = max(plain.rfind(c, begin, verb.start) for c in (",", ":", ")"))
            if not act.sub("", plain[max(begin, pause + 1) : verb.start]).strip(" ,-“\""):
                return False
        return True

    def _is_aim(self, moment: Moment) -> bool:
        """Return whether the time belongs to an opening `Để ...,` and not to the act that follows it."""
        plain = self.paragraph.plain
        if not load_deadline_words().pattern("purpose").match(plain, self.span.start):
            return False
        named = self.subject is not None and self.subject.start < moment.start
        return not named and plain[moment.time.end : moment.time.end + 1] == ","

    def _record(self, moment: Moment, segment: Span, verb: Verb | None, *, target: bool) -> Deadline | None:
        document, paragraph = self.document, self.paragraph
        due = self._due(moment, segment)
        kind = verb.type if verb else "OTHER"
        if verb is not None and kind == "OTHER" and moment.cue.kind == "cutoff" and self._after_completion():
            kind = "COMPLETE"
        own_verb = verb is not None and segment.start <= verb.start < segment.end
        reach = segment
        if verb is not None and not own_verb:
            reach = Span(min(segment.start, verb.start), self.span.end if verb.start > segment.end else segment.end)
        told, told_at, onward, cut = self._told(reach, moment)
        if told == () and self.moments[0] is not moment and not self.leading:
            told = self._told(Span(self.span.start, segment.start), self.moments[0])[0]
        goes_via, via_at = via(paragraph, reach)
        actors, source, start = self._actors(segment, verb, moment)
        begin, end = self._extent(moment, segment, verb, start, cut)
        modality = "TARGET" if target else self._modality(verb, begin)
        if target:
            actors, source, told = (), None, ()
        review = list(due.review)
        if due.last and document.issued and due.last < document.issued:
            review.append("before_issue")
        if document.annotation.header.date is None and document.annotation.issued is None and "year" in moment.timex.inferred:
            review.append("anchor_assumed")
        action = self._action(verb, moment, begin, end, told_at, via_at)
        if not action:
            return None
        is_told = kind in _TOLD
        return Deadline(
            span=Span(paragraph.start + begin, paragraph.start + end), time=moment.timex.span, action_type=kind, action=action,
            modality=modality, actors=actors, actor_source=source, recipients=told if is_told else (),
            via=goes_via if is_told else (), onward=onward if is_told else (), bound=due.bound,
            due_nominal=due.nominal, due_last=due.last, due_working=due.working,
            rrule=str(due.rule) if due.rule else None,
            rrule_nominal=str(due.rule_nominal) if due.rule_nominal else None, rdates=due.rdates, dtstart=due.dtstart,
            until=document.until if due.rule or due.rdates else None, trigger=due.trigger,
            report_period=self._report_period(segment, moment), soft=moment.cue.kind == "occasion",
            section=document.outline.path(paragraph.start + begin), needs_review=tuple(dict.fromkeys(review)),
            confidence=_confidence(moment, kind, actors, review),
        )  # fmt: skip

    def _due(self, moment: Moment, segment: Span) -> Due:
        calendar, issued = load_calendar(), self.document.issued
        timex, bound = moment.timex, moment.cue.bound
        low = self.paragraph.low
        if timex.type == "DURATION":
            return computed(timex, bound, calendar, self._trigger(moment))
        if moment.is_recurring:
            if (timex.freq or "").isdigit() and int(timex.freq or 0) > 1:
                return Due(bound, timex.value)
            if moment.is_coarse_set and _QUOTA.search(low, self.span.start, self.span.end):
                return Due(bound, timex.value)
            quarter = bool(_END_OF_QUARTER.search(low[moment.time.start : moment.time.end]))
            return recurring(timex, bound, calendar, issued, end_of_quarter=quarter)
        if moment.cue.kind == "none" and timex.type == "DATE" and (timex.mod or len(timex.value or "") >= 10):
            bound = "="
        return dated(timex, bound, calendar)

    def _trigger(self, moment: Moment) -> Trigger:
        """Return the event that a period counts from, with its day where the document tells it."""
        paragraph, timex = self.paragraph, moment.timex
        tail = paragraph.low[moment.time.end : moment.time.end + 160]
        match = re.match(r"[\s,]*(?:kể từ|tính từ|từ|sau|trước)\s+(?:khi|ngày|thời điểm)?\s*([^,;.:]{0,110})", tail)
        event = match[1].strip() if match else ""
        direction = "before" if match and match[0].lstrip(" ,").startswith("trước") else "after"
        when: date | None = None
        if match:
            when = self._date_in(moment.time.end, moment.time.end + match.end())
            if when is None and re.match(r"(?:ngày\s+)?(?:ký|ban hành)(?!\w)", event):
                when = self.document.issued
        elif moment.cue.kind == "after" and (timex.value or "").endswith("Y"):
            event, when = tail.strip().split(",")[0][:60], self.document.issued
        else:
            head = re.search(r"sau khi ([^,;.]{3,60})$", paragraph.low[self.span.start : moment.start].rstrip())
            event = head[1] if head else ""
        if direction == "before":
            when = None
        return Trigger(event, when, timex.value, timex.unit, direction)

    def _date_in(self, low: int, high: int) -> date | None:
        """Return the day of a date written between two places of the paragraph, if there is one."""
        starts, base = self.document.date_starts, self.paragraph.start
        for i in range(bisect_left(starts, base + low), bisect_right(starts, base + high - 1)):
            timex = self.document.annotation.dates[i]
            span = day_range(timex)
            if timex.type == "DATE" and span and span[0] == span[1]:
                return span[0]
        return None

    def _after_completion(self) -> bool:
        """Return whether the clause before ends in `hoàn thành ... trước ngày`: the next item then means the same."""
        for clause in self.paragraph.before(self.span.start)[:1]:
            if self.paragraph.text[clause.end - 1 : clause.end] == ";":
                return bool(re.search(r"hoàn thành (?:xong |dứt điểm )?(?:trước|chậm nhất|trong)", self.paragraph.plain[clause.start : clause.end]))
        return False

    def _told(self, reach: Span, moment: Moment) -> tuple[tuple[str, ...], int | None, tuple[str, ...], int]:
        """Return recipients, where they stand, onward recipients, and where what is only purpose begins."""
        paragraph = self.paragraph
        cut, onward = reach.end, ()
        for match in _ONWARD.finditer(paragraph.plain, reach.start, reach.end):
            if not match[0].startswith(("để", "nhằm")) and not recipients(paragraph, Span(reach.start, match.start()))[0]:
                continue
            cut = match.start()
            verb = _ONWARD_VERB.search(paragraph.plain, match.start(), min(len(paragraph.plain), cut + 120))
            if verb:
                onward = recipients(paragraph, Span(verb.start(), min(len(paragraph.plain), verb.end() + 160)))[0]
            break
        told, at = recipients(paragraph, Span(reach.start, max(reach.start, cut)))
        return told, at, onward, cut

    def _actors(self, segment: Span, verb: Verb | None, moment: Moment) -> tuple[tuple[str, ...], str | None, int | None]:
        """Return who has to act, how that is known, and where it stands in the clause."""
        paragraph, document = self.paragraph, self.document
        for span in (segment, self.span):
            found = subject(paragraph, span)
            if found and (verb is None or found.start < verb.start):
                return names_in(paragraph, found), "inline", found.start
        if self.leading and moment.cue.kind in ("cutoff", "period"):
            time = Span(moment.start, _trigger_end(paragraph.plain, moment.time.end))
            found = undecided_subject(paragraph, time, self.span.end)
            if found is not None and (names := names_in(paragraph, found)):
                return names, "inline", found.start
        names = self._named_before()
        if names:
            return names, "inline", None
        for i, section in document.outline.above(paragraph.start + self.span.start):
            if section.span.start >= paragraph.start:
                continue
            names = header_bodies(document.outline.opening(i))
            if names:
                return names, "list_header", None
        addressees = document.annotation.header.addressees
        if addressees:
            return addressees, "addressee", None
        return (), None, None

    def _named_before(self) -> tuple[str, ...]:
        """Return the subjects of the clauses before: all of those that semicolons join to this one, else the nearest."""
        paragraph, names = self.paragraph, list[str]()
        joined = True
        for clause in paragraph.before(self.span.start):
            joined = joined and paragraph.text[clause.end - 1 : clause.end] == ";"
            if names and not joined:
                break
            found = subject(paragraph, clause)
            if found:
                names[:0] = [name for name in names_in(paragraph, found) if name not in names]
            if names and not joined:
                break
        return tuple(names)

    def _extent(self, moment: Moment, segment: Span, verb: Verb | None, subject_at: int | None, cut: int) -> tuple[int, int]:
        paragraph = self.paragraph
        places = [segment.start, moment.start] if self.leading else [segment.start]
        if verb is not None and not segment.start <= verb.start < segment.end:
            places.append(verb.start)
        begin = min(places)
        if subject_at is not None and subject_at > begin and not self.leading:
            begin = subject_at
        end = moment.time.end
        if self._leads(self.moments.index(moment), segment):
            end = max(end, min(segment.end, cut), verb.end if verb else 0)
        else:
            end = max(end, self._tail(moment, segment, cut))
        if verb is not None and verb.start >= segment.end:
            end = max(end, self.span.end)
        if not self.leading:
            begin = self._reach_back(begin, moment.start, verb)
        while 0 <= begin < end and paragraph.text[begin] in " ,;.:-+\t)":
            begin += 1
        while end > begin and paragraph.text[end - 1] in " ,;.:/\t":
            end -= 1
        begin = min(begin, moment.start, end)
        return begin, end

    def _reach_back(self, begin: int, time: int, verb: Verb | None) -> int:
        """Return where the evidence begins: not too far before the time, and not with a bare `đảm bảo hoàn thành`."""
        paragraph = self.paragraph
        if verb is not None and time - begin > _EVIDENCE and verb.start > begin:
            places = [m.end() for m in _PAUSE.finditer(paragraph.plain, begin, verb.start)]
            return next((place for place in places if time - place <= _EVIDENCE), verb.start)
        if time - begin < 60 and load_deadline_words().pattern("closing").match(paragraph.plain, begin):
            earlier = paragraph.before(self.span.start)
            if earlier and paragraph.text[begin - 2 : begin - 1] != ";" and time - earlier[0].start < 2 * _EVIDENCE:
                return earlier[0].start
            if not earlier and paragraph.body == 0:
                return self._line_above()
        return begin

    def _line_above(self) -> int:
        """Return the start of the paragraph above, counted from this one (so below zero), where it is one to go on."""
        text, start = self.document.annotation.text, self.paragraph.start
        above = text.rfind("\n", 0, start - 1) + 1 if start > 1 else start
        line = text[above : start - 1] if above < start else ""
        return above - start if 40 < len(line) < 2 * _EVIDENCE else 0

    def _tail(self, moment: Moment, segment: Span, cut: int) -> int:
        """Return the end of what still belongs to a record after its time: a recipient, a trigger."""
        plain, end = self.paragraph.plain, moment.time.end
        tail = re.compile(r"\s*\)?\s*,?\s*(?:(?:về|cho|gửi|kể từ|tính từ|sau khi|từ ngày|trước khi)\s[^,;.]*)?").match(plain, end, max(end, min(segment.end, cut)))
        return tail.end() if tail else end

    def _modality(self, verb: Verb | None, begin: int) -> str:
        words = load_deadline_words()
        before = self.paragraph.plain[max(0, begin - 30) : verb.start if verb else begin]
        if words.pattern("prohibit").search(before):
            return "PROHIBIT"
        if words.pattern("may").search(before[-40:]):
            return "MAY"
        return "REQUEST" if words.pattern("request").search(before) else "MUST"

    def _action(self, verb: Verb | None, moment: Moment, begin: int, end: int, told_at: int | None, via_at: int | None) -> str:
        """Return the words of the act: from its verb to the recipient, the route or the time."""
        if verb is None:
            return _SPACE.sub(" ", self.paragraph.text[max(0, begin) : end]).strip()
        stops = [place for place in (told_at, via_at, moment.start) if place is not None and place > verb.start]
        stop = min([*stops, max(end, verb.end)])
        text = self.paragraph.text[verb.start : max(stop, verb.end)]
        return _SPACE.sub(" ", text).strip(" ,;:(-")[:300]

    def _report_period(self, segment: Span, moment: Moment) -> str | None:
        starts, base = self.document.date_starts, self.paragraph.start
        dates = self.document.annotation.dates
        for i in range(bisect_left(starts, base + segment.start), bisect_left(starts, base + max(segment.end, moment.time.end))):
            if dates[i].role == "REPORT_PERIOD":
                return _period_name(dates[i], moment.timex)
        words = load_deadline_words()
        for kind in ("period_Y", "period_H1", "period_Q", "period_M", "period_W"):
            if words.pattern(kind).search(self.paragraph.low, segment.start, segment.end):
                return kind.removeprefix("period_")
        return None


def _period_name(period: Timex, due: Timex) -> str | None:
    """Return what a report covers: `2021-H1`, or `H1`, `Y` where the report recurs."""
    if period.type != "SET":
        return period.value
    if period.value == "P1Y":
        return "Y"
    if period.value == "P6M":
        month = (due.value or "")[5:7]
        return "H2" if month.isdigit() and int(month) > 7 else "H1"
    return period.value


def _confidence(moment: Moment, kind: str, actors: tuple[str, ...], review: list[str]) -> float:
    score = 0.95 * moment.timex.confidence
    score -= 0.1 if moment.cue.kind in ("none", "reach", "start") else 0.0
    score -= 0.1 if not actors else 0.0
    score -= 0.1 if kind == "OTHER" else 0.0
    score -= 0.05 * len(review)
    return round(max(0.3, score), 2)


def _from_table(document: _Document, paragraph: Paragraph, timex: Timex, found: list[Deadline]) -> bool:
    """Add the record of a task row whose time cell holds the expression; return whether the place is a table's."""
    text = document.annotation.text
    if "\n|\n" not in text[max(0, paragraph.start - 3) : paragraph.start + 1] and "\n|" not in text[timex.span.end : timex.span.end + 200]:
        return False
    moment = read_moment(paragraph, timex, None)
    hit = document.tables.task(timex.span.start, moment.cue.kind in ("cutoff", "every"))
    if hit is None:
        return False
    row, task = hit
    if timex.type == "DURATION" and not task.acts(text):
        return True
    kind, verbs = task_verb(text, task.content, completion=task.completion, recurring=moment.is_recurring)
    maker = _Clause(document, paragraph, Span(0, len(paragraph.text)), [moment])
    if not moment.is_recurring and timex.type != "DURATION" and (span := day_range(timex)) and document.issued and span[1] < document.issued - _LATE:
        return True
    due = maker._due(replace(moment, cue=replace(moment.cue, bound="in")) if moment.cue.kind == "none" else moment, Span(0, len(paragraph.text)))
    line = make_paragraph(task.content.of(text).replace("\n", " "))
    told = recipients(line, Span(line.body, len(line.text)))[0] if kind in _TOLD else ()
    actors = lead_bodies(text, task.lead) if task.lead else ()
    cells = [cell for cell in (task.content, row.cells[row.at]) if cell]
    review = list(due.review)
    if due.last and document.issued and due.last < document.issued:
        review.append("before_issue")
    found.append(
        Deadline(
            span=Span(min(c.start for c in cells), max(c.end for c in cells)), time=timex.span, action_type=kind,
            action=_SPACE.sub(" ", task.content.of(text)).strip()[:300], actors=actors,
            actor_source="inline" if actors else None, recipients=told, bound=due.bound, due_nominal=due.nominal,
            due_last=due.last, due_working=due.working, rrule=str(due.rule) if due.rule else None,
            rrule_nominal=str(due.rule_nominal) if due.rule_nominal else None, rdates=due.rdates, dtstart=due.dtstart,
            until=document.until if due.rule else None, trigger=due.trigger,
            section=document.outline.path(task.content.start), needs_review=tuple(review),
            confidence=_confidence(moment, kind, actors, review),
        )  # fmt: skip
    )
    return True
