"""The values that travel through the pipeline, and their JSON.

Spans inside an `Annotation` count in the normalised text; `flow.extract` takes them home, so spans inside a
`Record` count in the source text. All values are frozen; a stage returns a new one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from typing import Any, TypeVar

from trichdan.text import Span, Text

SCHEMA = "trichdan/1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know of: `code` is stable, `message` says it in words."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A reading that differs from what is printed; `old` is the printed text, `rule` names the reason."""

    span: Span
    old: str
    new: str
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or numbered item.

    Attributes:
        span: from its label to where the next section of the same or a higher level begins.
        level: 1 for the outermost that the document uses.
        label: `I`, `2`, `a`, `Điều 5`, `-` ... without punctuation.
        heading: its text up to the end of the line, white space collapsed.
        path: labels from the outermost to this one, joined by dots (`III.5`); a dash has the path of what it stands in.
    """

    span: Span
    level: int
    label: str
    heading: str
    path: str


@dataclass(frozen=True, slots=True)
class Number:
    """A document number (số và ký hiệu) as found in running text.

    Attributes:
        span: the symbol alone, without type word and `số`.
        canonical: no spaces, real Đ/D, delimiters in the order that the issuer's system prescribes.
        system: `party`, `state` or `mass`.
        serial: the number part, as printed with repairs (`05`, `12a`, `66.7`).
        year: year inside the symbol, or None.
        abbr: type abbreviation inside the symbol (`NQ`), or None (official letters, laws).
        org: issuer part (`TW`, `UBND-NC`, `QH15`).
        suffix: `/nb` and the like, or None.
    """

    span: Span
    canonical: str
    system: str
    serial: str
    year: int | None
    abbr: str | None
    org: str
    suffix: str | None = None
    repairs: tuple[Repair, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gazetteer found in the text.

    Attributes:
        kind: `issuer`, `province`, `law`, `document` (an alias of a document without its number).
        id: key of the entry in its table.
        label: the official form.
    """

    span: Span
    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Header:
    """What identifies the document itself; None where it is not printed and cannot be concluded.

    Attributes:
        spans: where each field was read, by field name; inferred fields may be missing.
        addressees: lines under `Kính gửi`.
        recipients: lines under `Nơi nhận`.
        body: offset where the body begins (the first line after type name and title).
        tail: offset where `Nơi nhận` or the signer block begins; the body ends here.
    """

    number: str | None = None
    type: str | None = None
    system: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    date: date | None = None
    place: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_capacity: str | None = None
    signer_position: str | None = None
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    secrecy: str | None = None
    urgency: str | None = None
    inferred: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()
    body: int = 0
    tail: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document that a citation may mean, with why.

    Attributes:
        score: 0..1.
    """

    id: str
    number: str | None
    date: date | None
    term: int | None
    title: str | None
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The outcome of resolving a citation.

    Attributes:
        status: `resolved`, `known`, `wanted`, `ambiguous`, `self` or `unreadable`.
        held: the document is in this corpus.
        path: its path in the corpus, or None.
        confidence: 0..1, calibrated.
    """

    status: str
    id: str | None = None
    number: str | None = None
    date: date | None = None
    term: int | None = None
    title: str | None = None
    path: str | None = None
    held: bool = False
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document.

    Attributes:
        span: the core mention (type word + số + symbol + date).
        full: the core with issuer, khóa and title.
        kind: `numbered`, `unnumbered`, `nickname`, `self` or `anaphor`.
        date: date of the cited document as written with this mention.
        term: khóa of the issuing body as written with this mention.
        law: key of the law or alias for unnumbered documents (`luat-dat-dai`), or None.
        antecedent: index in the document's citations of what an anaphor means, or None.
    """

    span: Span
    full: Span
    kind: str
    number: str | None = None
    type: str | None = None
    system: str | None = None
    date: date | None = None
    issuer: str | None = None
    term: int | None = None
    jurisdiction: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    relation: str = "refers"
    target: Target | None = None
    issues: tuple[Issue, ...] = ()
    confidence: float = 1.0
    law: str | None = None
    antecedent: int | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression (TIMEX3 with grain kept; see the time guide).

    Attributes:
        type: `DATE`, `TIME`, `DURATION`, `SET` or `INTERVAL`.
        value: ISO 8601 / TIMEX3, or None where it cannot be told.
        lo: first day meant, inclusive; hi: last day meant, inclusive.
        anchor: `t0`, `plan_year`, `prev_mention`, `event:...` or None.
        inferred: parts not written (`year`, `month`, `begin.month` ...).
        edits: pairs (printed, read) of characters repaired.
    """

    span: Span
    type: str
    value: str | None
    mod: str | None = None
    lo: date | None = None
    hi: date | None = None
    role: str = "OTHER"
    calendar: str = "gregorian"
    status: str = "ok"
    candidates: tuple[str, ...] = ()
    quant: str | None = None
    freq: str | None = None
    unit: str | None = None
    anchor: str | None = None
    inferred: tuple[str, ...] = ()
    lunar: str | None = None
    edits: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """The event from which a relative deadline counts."""

    event: str
    date: date | None = None
    duration: str | None = None
    unit: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Who must do what by when, reporting to whom.

    Attributes:
        span: the clause that holds action and time.
        time: the time expression in it.
        bound: `<`, `<=`, `=`, `in`, `at`, `>=` or `>`.
        due_nominal: as written, at the grain written (`2017-12-25`, `2021-Q2`).
        due_last: last lawful day; due_working: last working day on or before it (advisable).
        section: path of the section it stands in (`III.5`).
    """

    span: Span
    time: Span
    action_type: str
    action: str
    modality: str = "MUST"
    actors: tuple[str, ...] = ()
    actor_source: str | None = None
    recipients: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    onward: tuple[str, ...] = ()
    bound: str | None = None
    due_nominal: str | None = None
    due_last: date | None = None
    due_working: date | None = None
    rrule: str | None = None
    rrule_nominal: str | None = None
    rdates: tuple[date, ...] = ()
    dtstart: date | None = None
    until: date | None = None
    trigger: Trigger | None = None
    report_period: str | None = None
    soft: bool = False
    section: str | None = None
    needs_review: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the stages know of one document so far; each stage returns it with its own fields replaced.

    Attributes:
        text: the normalised text; folded: the same folded, character for character.
        issued: issue date that the caller gave, for texts that print none.
    """

    text: str
    folded: str
    issued: date | None = None
    names: tuple[Name, ...] = ()
    sections: tuple[Section, ...] = ()
    numbers: tuple[Number, ...] = ()
    header: Header = Header()
    citations: tuple[Citation, ...] = ()
    dates: tuple[Timex, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from."""

    path: str
    sha256: str
    media_type: str
    encoding: str | None
    chars: int
    pages: int
    ocr: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One document as the contract gives it; spans count in the source text."""

    source: Source
    id: str
    header: Header
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    dates: tuple[Timex, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    text: str = field(default="", repr=False)


def _field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a value's fields in order; all values here are slotted."""
    names: tuple[str, ...] = kind.__slots__
    return names


def relocate(value: T, text: Text) -> T:
    """Return `value` with every span in it taken from the normalised to the source text.

    Args:
        value: a value of this module, a span, or a tuple of them, at any depth.
        text: the text that the spans count in.
    """
    return value if text.starts is None else _relocate(value, text)


def _relocate(value: Any, text: Text) -> Any:
    kind = type(value)
    if kind is Span:
        return text.to_source(value)
    if kind is tuple:
        return tuple([_relocate(item, text) for item in value]) if value else value
    if kind not in _PLAIN and is_dataclass(value):
        return kind(*[_relocate(getattr(value, name), text) for name in _field_names(kind)])
    return value


_PLAIN = frozenset({str, int, float, bool, date, type(None)})
"""Types of which nothing is to be relocated; all but dates and floats are JSON as they are."""


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is date:
        return value.isoformat()
    if kind is float:
        return round(value, 4)
    if kind not in _PLAIN and is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _field_names(kind)}
    return value


def _spanned(value: Any, source: str, *hidden: str) -> dict[str, Any]:
    """Return a value with a `span` as a dict that begins with start, end and text."""
    span: Span = value.span
    row: dict[str, Any] = {"start": span.start, "end": span.end, "text": span.of(source)}
    for name in _field_names(type(value)):
        if name != "span" and name not in hidden:
            row[name] = _plain(getattr(value, name))
    return row


def issue_json(issue: Issue) -> dict[str, Any]:
    """Return the JSON of an issue; start and end are null where it concerns the whole document."""
    span = issue.span
    return {
        "code": issue.code,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "message": issue.message,
    }


def header_json(header: Header) -> dict[str, Any]:
    """Return the JSON of a header."""
    row: dict[str, Any] = _plain(header)
    row.pop("body")
    row.pop("tail")
    row["spans"] = {name: [span.start, span.end] for name, span in header.spans}
    return row


def citation_json(citation: Citation, source: str) -> dict[str, Any]:
    """Return the JSON of a citation; `source` is the text that its spans count in."""
    row = _spanned(citation, source, "full", "law", "antecedent", "issues")
    full = {"full_start": citation.full.start, "full_end": citation.full.end}
    head = {key: row.pop(key) for key in ("start", "end", "text")}
    row["issues"] = [issue_json(issue) for issue in citation.issues]
    return {**head, **full, **row}


def timex_json(timex: Timex, source: str) -> dict[str, Any]:
    """Return the JSON of a time expression."""
    return _spanned(timex, source)


def deadline_json(deadline: Deadline, source: str) -> dict[str, Any]:
    """Return the JSON of a deadline."""
    row = _spanned(deadline, source)
    time = deadline.time
    row["time"] = {"start": time.start, "end": time.end, "text": time.of(source)}
    return row


def section_json(section: Section) -> dict[str, Any]:
    """Return the JSON of a section."""
    row: dict[str, Any] = _plain(section)
    span: dict[str, int] = row.pop("span")
    return {**span, **row}


def repair_json(repair: Repair) -> dict[str, Any]:
    """Return the JSON of a repair."""
    span = repair.span
    return {"start": span.start, "end": span.end, "from": repair.old, "to": repair.new, "rule": repair.rule}


def record_json(record: Record) -> dict[str, Any]:
    """Return the record of the contract as plain JSON values, keys in their fixed order."""
    text = record.text
    return {
        "schema": SCHEMA,
        "source": dataclasses.asdict(record.source),
        "id": record.id,
        "header": header_json(record.header),
        "sections": [section_json(s) for s in record.sections],
        "citations": [citation_json(c, text) for c in record.citations],
        "dates": [timex_json(t, text) for t in record.dates],
        "deadlines": [deadline_json(d, text) for d in record.deadlines],
        "repairs": [repair_json(r) for r in record.repairs],
        "issues": [issue_json(i) for i in record.issues],
    }
