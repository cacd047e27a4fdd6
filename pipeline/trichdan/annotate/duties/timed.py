"""A clause with its times: which verbs belong to which time."""

from __future__ import annotations

import re
from dataclasses import replace

from trichdan.annotate.duties.actions import Verb, choose, find_verbs
from trichdan.annotate.duties.actors import (
    SUBJECT_LIMIT,
    Subject,
    names_in,
    patterns,
    predicate_after,
    recipients,
    subject,
)
from trichdan.annotate.duties.clauses import Paragraph
from trichdan.annotate.duties.handing import relay
from trichdan.annotate.duties.moments import AHEAD, BEFORE, ENDED, Moment
from trichdan.annotate.duties.phrases import undecided_subject
from trichdan.annotate.duties.triggers import trigger_end
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.text import Span

_CUT = re.compile(r"[,;]| và ")


class TimedClause:
    """One clause, its subject and verbs, parted among its times.

    Attributes:
        leading: the first time stands before the verbs (`Trước ngày 5/6, ... báo cáo`), so each rules what follows it.
    """

    def __init__(self, paragraph: Paragraph, span: Span, moments: list[Moment]) -> None:
        self.paragraph, self.span, self.moments = paragraph, span, moments
        self._read()
        self.states_term = self._states_term()
        self.opens = [self._opens(moment) for moment in moments]
        last = moments[-1]
        usable = self._usable(last.time.end, span.end) or self._usable(span.start, moments[0].start)
        if not usable and not any(v.free and v.start < last.start <= v.end + 1 for v in self.verbs):
            self._extend()
        first = next((v.start for v in self.verbs if v.free), None)
        self.leading = first is None or moments[0].start < first

    def _read(self) -> None:
        """Find subject and verbs; those in a condition or ground before the subject do not count."""
        named = subject(self.paragraph, self.span) or self._after_time()
        self.subject = named if named is not None and names_in(self.paragraph, named) else None
        self.verbs = find_verbs(self.paragraph, self.span)
        plain = self.paragraph.plain
        idle = [(m.time.end, trigger_end(plain, m.time.end)) for m in self.moments if m.timex.type == "DURATION"]
        idle += [(m.start, m.time.end) for m in self.moments if m.cue in (AHEAD, BEFORE, ENDED)]
        if self.subject is not None:
            at = self.subject.start
            modal = load_deadline_words().pattern("modal").search(plain, self.subject.end, min(self.span.end, at + 400))
            idle.append((self.span.start, at))
            if modal and not at < self.moments[0].start <= modal.end():
                idle.append((at, modal.end()))
            self.verbs = [replace(v, free=True) if v.start == self.subject.end else v for v in self.verbs]
        idle += self._passed_on()
        self.verbs = [replace(v, free=False) if any(a <= v.start < b for a, b in idle) else v for v in self.verbs]

    def _states_term(self) -> bool:
        """Return whether the clause gives the term of an act: `Thời hạn thẩm định tối đa 60 ngày`; that act counts."""
        moment, plain = self.moments[0], self.paragraph.plain
        opening = load_deadline_words().shapes["term_statement"].match(plain, self.span.start)
        if opening is None or moment.timex.type != "DURATION" or moment.cue.kind not in ("cutoff", "period"):
            return False
        for k, verb in enumerate(self.verbs):
            if verb.start == opening.end():
                self.verbs[k] = replace(verb, free=True)
                return True
        return False

    def _after_time(self) -> Subject | None:
        """Return the subject that follows an opening time without a comma (`Trong 05 ngày Sở X trả lời`)."""
        plain, first = self.paragraph.plain, self.moments[0]
        if plain[self.span.start : first.start].rstrip()[-1:] not in ("", ",", ":"):
            return None
        at = first.time.end
        while at < self.span.end and plain[at] == " ":
            at += 1
        if at == first.time.end or not patterns().body.match(plain, at, self.span.end):
            return None
        end = predicate_after(self.paragraph, at, min(self.span.end, at + SUBJECT_LIMIT))
        return Subject(at, end) if end is not None else None

    def undecided(self) -> Subject | None:
        """Return the noun phrase after a time that opens the clause, where no list of bodies knows it."""
        first = self.moments[0]
        if self.subject is not None or not self.leading or first.cue.kind not in ("cutoff", "period", "every"):
            return None
        if first.cue.phrase in load_deadline_words().kinds["at_most"]:
            return None
        time = Span(first.start, trigger_end(self.paragraph.plain, first.time.end))
        return undecided_subject(self.paragraph, time, self.span.end)

    def _passed_on(self) -> list[tuple[int, int]]:
        """Return where the verbs of those stand who get a report and hand it on (`gửi Sở X tổng hợp, báo cáo Y`)."""
        shapes, plain = load_deadline_words().shapes, self.paragraph.plain
        relayed = (relay(self.paragraph, verb, self.span.end) for verb in self.verbs)
        return [(at, at + 1) for at in relayed if at is not None] + [
            (m.start(), m.end() + 1)
            for m in shapes["onward"].finditer(plain, self.span.start, self.span.end)
            if shapes["aimed"].match(m[0]) or recipients(self.paragraph, Span(self.span.start, m.start()))[0]
        ]

    def _opens(self, moment: Moment) -> bool:
        """Return whether a time after a comma rules the verb right after it (`..., định kỳ 3 tháng báo cáo ...`)."""
        plain, words = self.paragraph.plain, load_deadline_words()
        if not plain[self.span.start : moment.start].rstrip().endswith((",", ":")):
            return False
        at = trigger_end(plain, moment.time.end) if moment.timex.type == "DURATION" else moment.time.end
        while at < self.span.end and plain[at] in " ,()\x01":
            at += 1
        return any(v.free and v.start == at for v in self.verbs) or bool(
            words.pattern("aux", before="").match(plain, at)
        )

    def _usable(self, low: int, high: int) -> bool:
        return any(v.free and low <= v.start < high for v in self.verbs)

    def _extend(self) -> None:
        """Take in what follows a semicolon while no verb is found: bodies listed after a time that stands first."""
        text = self.paragraph.text
        stops = [stop for stop in self.paragraph.stops if stop >= self.span.end]
        if text[self.span.end - 1 : self.span.end] != ";":
            return
        for stop in [*stops[1:3], len(text)][:3]:
            self.span = Span(self.span.start, stop)
            self._read()
            if any(v.free for v in self.verbs) or text[stop - 1 : stop] != ";":
                return

    def segment(self, i: int) -> Span:
        """Return the part of the clause that belongs to its i-th time, between its neighbours."""
        moments, plain = self.moments, self.paragraph.plain
        start, end = self.span.start, self.span.end
        if i and (self.leading or self.opens[i]):
            start = moments[i].start
        elif i:
            start = self._turn(i - 1) or self._object_end(i - 1) or moments[i - 1].time.end
        elif self.opens[i]:
            start = moments[i].start
        if i + 1 == len(moments):
            return Span(start, end)
        following = moments[i + 1]
        if self.leading or self.opens[i] or self.opens[i + 1]:
            end = self._turn(i) or following.start
        else:
            cut = _CUT.search(plain, moments[i].time.end, following.start)
            end = self._object_end(i) or (cut.start() if cut else moments[i].time.end)
        return Span(start, max(end, moments[i].time.end))

    def has_object_after(self, i: int) -> bool:
        """Return whether the i-th time stands between its verb and what is done (`bàn giao trong quý I ...`)."""
        plain, words, moment = self.paragraph.plain, load_deadline_words(), self.moments[i]
        rest = plain[moment.time.end : moment.time.end + 24]
        if not rest[1:2].isalpha() or words.pattern("np_stop", before=r"\s").match(rest):
            return False
        return any(
            not plain[v.end : moment.start].strip() and not plain.endswith(("được ", "bị "), 0, v.start)
            for v in self.verbs
            if v.free and v.end <= moment.start and v.type != "COMPLETE"
        )

    def _object_end(self, i: int) -> int | None:
        """Return the comma after which the verbs of the next time begin, where the i-th stands before its object."""
        if not self.has_object_after(i):
            return None
        low, high = self.moments[i].time.end, self.moments[i + 1].start
        for verb in self.verbs:
            if verb.free and low <= verb.start < high:
                comma = self.paragraph.plain.rfind(",", low, verb.start)
                if comma >= 0 and not self.paragraph.plain[comma + 1 : verb.start].strip():
                    return comma
        return None

    def _turn(self, i: int) -> int | None:
        """Return the comma after which the verbs of the next time begin, where the i-th time stands before its verbs
        and the next one after its own (`Trước 5/6 gửi dự thảo, hoàn thành trước 10/6`)."""
        if not (self.opens[i] or (self.leading and i == 0)) or self.opens[i + 1]:
            return None
        free = [v for v in self.verbs if v.free and self.moments[i].time.end <= v.start < self.moments[i + 1].start]
        for verb in reversed(free[1:]):
            comma = self.paragraph.plain.rfind(",", free[0].end, verb.start)
            if comma >= 0 and not self.paragraph.plain[comma + 1 : verb.start].strip():
                return comma + 1
        return None

    def leads(self, i: int, segment: Span | None = None) -> bool:
        """Return whether the i-th time stands before the verbs of its segment."""
        part = segment or self.segment(i)
        return not any(v.free and part.start <= v.start < self.moments[i].start for v in self.verbs)

    def shares(self, i: int) -> bool:
        """Return whether times after the i-th have no verbs of their own, so that all share what follows them."""
        if i + 1 >= len(self.moments):
            return False
        later = self.segment(i).end
        return not any(v.free and v.start >= later for v in self.verbs)

    def verbs_of(self, i: int) -> list[Verb]:
        """Return the verbs that the i-th time belongs to."""
        part = self.segment(i)
        if self.states_term and i == 0:
            return [v for v in self.verbs if v.free][:1]
        return choose(self._near(i, part), self.paragraph.plain, self.moments[i].start, leading=self.leads(i, part))

    def _near(self, i: int, part: Span) -> list[Verb]:
        """Return the verbs of a segment; where it has none, those of the nearest segment that has."""
        own = [v for v in self.verbs if part.start <= v.start < part.end]
        found = subject(self.paragraph, part)
        if found and any(v.free and v.start >= found.end for v in own):
            own = [v for v in own if v.start >= found.end]
        if any(v.free for v in own):
            return own
        after = [v for v in self.verbs if v.start >= part.end]
        if self.leading and any(v.free for v in after):
            return after
        before = [v for v in self.verbs if v.start < part.start]
        last = self.moments[i - 1].time.end if i else 0
        joint = load_deadline_words().shapes["coordinated"]
        if i and not joint.match(self.paragraph.plain[last : self.moments[i].start]):
            free = [v for v in before if v.free and v.start > last]
            if free:
                comma = self.paragraph.plain.rfind(", ", last, free[-1].start)
                return [v for v in before if v.start > comma]
        return before if any(v.free for v in before) else own or self.verbs
