"""A time that opens a list of duties: `Trước ngày 30/6 hằng năm, Ủy ban nhân dân xã có trách nhiệm:` and its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trichdan.annotate.duties.actions import choose, find_verbs
from trichdan.annotate.duties.actors import names_in, recipients, subject
from trichdan.annotate.duties.clauses import Paragraph, make_paragraph
from trichdan.annotate.duties.directive import Directive
from trichdan.annotate.duties.due import day_range
from trichdan.annotate.duties.duty import LATE
from trichdan.annotate.duties.handing import handed
from trichdan.annotate.duties.moments import Moment
from trichdan.annotate.duties.records import TOLD, Actors, Told, inherited, make_deadline, squeeze
from trichdan.annotate.duties.timed import TimedClause
from trichdan.annotate.duties.triggers import reckon
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Deadline
from trichdan.text import Span

_ITEMS = 12  # items of a list that are read
_LONG = 900  # characters of an item that are read
_LABEL = re.compile(r"\s{0,3}(?:(\d{1,2})[.)]|([a-zđ])[.)]|(\([a-z0-9]{1,3}\))|([-+•*]))\s")


def _kind(line: str) -> int:
    """Return which kind of label opens a line, 0 for none."""
    match = _LABEL.match(line)
    return match.lastindex or 0 if match else 0


def opens_list(clause: TimedClause) -> bool:
    """Return whether nothing but a general `có trách nhiệm:` follows the time of a clause that ends its line."""
    text = clause.paragraph.text.rstrip()
    if not text.endswith(":") or clause.span.end < len(text) - 1:
        return False
    lead_on = load_deadline_words().kinds["lead_on"]
    last = clause.moments[-1].time.end
    return all(v.phrase in lead_on for v in clause.verbs if v.free and v.start >= last) and not any(
        v.free and v.phrase not in lead_on and v.start < clause.moments[0].start for v in clause.verbs
    )


def _items(directive: Directive, paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the items right below a line, of the kind of label that the first of them has."""
    text = directive.annotation.text
    own, wanted = _kind(paragraph.text), 0
    at = paragraph.start + len(paragraph.text) + 1
    seen = 0
    while at < len(text) and seen < _ITEMS:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line.strip():
            kind = _kind(line)
            wanted = wanted or kind
            if not kind or (kind == own and kind != wanted) or not wanted or (seen and kind == own):
                return
            if kind == wanted:
                seen += 1
                yield make_paragraph(line[:_LONG], at)
        at = end + 1


def from_list(directive: Directive, clause: TimedClause) -> list[Deadline]:
    """Return a record for each item of the list that a clause opens, or none where it opens no list.

    Items with a time of their own are read where they stand.
    """
    if not opens_list(clause):
        return []
    paragraph, moment = clause.paragraph, clause.moments[-1]
    days = None if moment.is_recurring else day_range(moment.timex)
    if days and directive.issued and days[1] < directive.issued - LATE:
        return []
    out = []
    for item in _items(directive, paragraph):
        part = item.clause(item.body)
        timed = directive.times(item.start + part.start, item.start + part.end)
        if any(timex.role == "DEADLINE" for timex in timed):
            continue
        if record := _record(directive, clause, moment, item, part):
            out.append(record)
    return out


def _record(directive: Directive, clause: TimedClause, moment: Moment, item: Paragraph, part: Span) -> Deadline | None:
    verbs = find_verbs(item, part)
    verb = next(iter(choose(verbs, item.plain, part.end, leading=True)), None)
    if verb is None:
        return None
    paragraph = clause.paragraph
    to, at = recipients(item, part)
    told = Told(to, at, (), part.end, () if verb.type in TOLD else handed(item, verbs, part, verb))
    named = subject(item, part)
    if named and named.start < verb.start:
        actors = Actors(names_in(item, named), "inline")
    elif clause.subject:
        actors = Actors(names_in(paragraph, clause.subject), "list_header")
    else:
        actors = inherited(directive, paragraph.start, paragraph.start)
    begin = min(clause.span.start, moment.start)
    end = part.end
    while end > part.start and item.text[end - 1] in " ,;.:":
        end -= 1
    return make_deadline(
        directive, Span(paragraph.start + begin, item.start + end), moment.timex,
        reckon(directive, paragraph, moment, clause.span), verb.type, squeeze(item.text[verb.start : end]), actors,
        told=told,
    )  # fmt: skip
