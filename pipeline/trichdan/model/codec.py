"""The JSON of values as the contract gives it: keys in their fixed order, days as ISO text, floats at four places."""

from __future__ import annotations

import dataclasses
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from trichdan.model.citations import Citation
from trichdan.model.offsets import PLAIN, field_names
from trichdan.model.parts import Header, Issue, Repair, Section
from trichdan.model.records import Record
from trichdan.model.times import Deadline, Timex
from trichdan.text import Span

SCHEMA = "trichdan/1"


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is date:
        return value.isoformat()
    if kind is float:
        return round(value, 4)
    if kind not in PLAIN and is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in field_names(kind)}
    return value


def _spanned(value: Any, source: str, *hidden: str) -> dict[str, Any]:
    """Return a value with a `span` as a dict that begins with start, end and text."""
    span: Span = value.span
    row: dict[str, Any] = {"start": span.start, "end": span.end, "text": span.of(source)}
    for name in field_names(type(value)):
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
