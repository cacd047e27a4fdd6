"""Time expressions, and the deadlines that they set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trichdan.text import Span


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression (TIMEX3 with grain kept; see the time guide).

    Attributes:
        type: `DATE`, `TIME`, `DURATION`, `SET` or `INTERVAL`.
        value: ISO 8601 / TIMEX3, or None where it cannot be told.
        mod: TIMEX3 modifier (`APPROX`, `BEFORE`, `END` ...), or None.
        lo: first day meant, inclusive; hi: last day meant, inclusive.
        role: what the time is for (`ISSUE_DATE`, `DEADLINE`, `EVENT` ...).
        calendar: `gregorian` or `vn_lunar`; lunar: the lunar day as `YYYY-MM-DD`, an `L` behind a leap month.
        status: `ok`, `repaired`, `ambiguous` or `invalid`.
        candidates: values that an ambiguous one may have.
        quant: of a SET, `EVERY`; freq: how often (`1M`, `2`).
        unit: of a DURATION, `day` or `working_day`.
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
    """The event from which a relative deadline counts.

    Attributes:
        event: what happens, in the words of the text.
        date: when, or None where the text does not tell.
        duration: how long from it, ISO 8601 (`P10D`); unit: `day` or `working_day`.
        direction: `after` or `before`.
    """

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
        action_type: `REPORT`, `SUBMIT`, `ORGANISE` ... (`action.*` in the message table); action: in the text's words.
        modality: `MUST`, `REQUEST`, `MAY`, `PROHIBIT` or `TARGET`.
        actors: who must act, as named; actor_source: where they were read, or None.
        recipients: who gets the result; via: through whom; onward: to whom they pass it on.
        bound: `<`, `<=`, `=`, `in`, `at`, `>=` or `>`.
        due_nominal: as written, at the grain written (`2017-12-25`, `2021-Q2`).
        due_last: last lawful day; due_working: last working day on or before it (advisable).
        rrule: RFC 5545 rule of a recurring one; rrule_nominal: as written, before `trước` moved its day.
        rdates: its days where no rule can give them (lunar ones).
        dtstart: first day of the recurrence; until: last day, inclusive.
        report_period: the period that a report is about, or None.
        soft: an occasion (`nhân dịp ...`), no duty to be late with.
        needs_review: codes of what a person should look at.
        confidence: 0..1.
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
