"""Values of the model as rows of the index, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from trichdan.model import (
    Candidate,
    Citation,
    Deadline,
    Issue,
    Section,
    Target,
    Timex,
    citation_json,
    deadline_json,
    issue_json,
    timex_json,
)
from trichdan.text import Span

Row = dict[str, Any]
MAX_QUOTE = 400
"""Characters of a source line shown with a mention; a longer line is cut around the mention."""

_PRINTED = (
    "kind", "number", "type", "system", "issuer", "term", "jurisdiction", "title", "pinpoint", "relation", "law",
    "antecedent", "confidence",
)  # fmt: skip
_TARGET = (
    "status", "target", "target_number", "target_date", "target_term", "target_title", "target_confidence",
    "evidence", "candidates", "issues",
)  # fmt: skip


def dump(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def iso(when: date | None) -> str | None:
    """Return an ISO day, or None."""
    return when.isoformat() if when else None


def day(text: str | None) -> date | None:
    """Return the day that a column holds, or None."""
    return date.fromisoformat(text) if text else None


def quote_of(span: Span, text: str) -> str:
    """Return the source line around a span, white space collapsed, cut to `MAX_QUOTE` characters."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if end - start > MAX_QUOTE:
        spare = max(MAX_QUOTE - (span.end - span.start), 80) // 2
        low, high = max(start, span.start - spare), min(end, span.end + spare)
        cut = " ".join(text[low:high].split())
        return f"{'…' if low > start else ''}{cut}{'…' if high < end else ''}"
    return " ".join(text[start:end].split())


def _issues(issues: tuple[Issue, ...]) -> str:
    return dump([issue_json(i) for i in issues])


def _issues_back(text: str) -> tuple[Issue, ...]:
    return tuple(
        Issue(i["code"], i["message"], None if i["start"] is None else Span(i["start"], i["end"]))
        for i in json.loads(text)
    )


def citation_row(citation: Citation, n: int, source: str) -> Row:
    """Return the columns of a citation but those of its target."""
    row: Row = {name: getattr(citation, name) for name in _PRINTED}
    row.update(
        n=n,
        start=citation.span.start,
        end=citation.span.end,
        full_start=citation.full.start,
        full_end=citation.full.end,
        text=citation.span.of(source),
        quote=quote_of(citation.span, source),
        date=iso(citation.date),
        read_issues=_issues(citation.issues),
    )
    return row


def target_row(citation: Citation) -> Row:
    """Return the columns that tell what a citation means."""
    target = citation.target or Target("unreadable")
    candidates = [[c.id, c.number, iso(c.date), c.term, c.title, c.score, list(c.evidence)] for c in target.candidates]
    return {
        "status": target.status,
        "target": target.id,
        "target_number": target.number,
        "target_date": iso(target.date),
        "target_term": target.term,
        "target_title": target.title,
        "target_confidence": target.confidence,
        "evidence": dump(target.evidence),
        "candidates": dump(candidates),
        "issues": _issues(citation.issues),
    }


def printed_citation(row: Row) -> Citation:
    """Return a citation as extracted, its target not told."""
    values = {name: row[name] for name in _PRINTED}
    return Citation(
        Span(row["start"], row["end"]),
        Span(row["full_start"], row["full_end"]),
        date=day(row["date"]),
        issues=_issues_back(row["read_issues"]),
        **values,
    )


def resolved_citation(row: Row, *, path: str | None) -> Citation:
    """Return a citation with its target.

    Args:
        row: columns of the citation.
        path: path of the target in the corpus, or None.
    """
    candidates = tuple(
        Candidate(id, number, day(when), term, title, score, tuple(evidence))
        for id, number, when, term, title, score, evidence in json.loads(row["candidates"] or "[]")
    )
    target = Target(
        row["status"],
        row["target"],
        row["target_number"],
        day(row["target_date"]),
        row["target_term"],
        row["target_title"],
        path,
        row["target_doc"] is not None and row["status"] == "resolved",
        row["target_confidence"] or 0.0,
        tuple(json.loads(row["evidence"] or "[]")),
        candidates,
    )
    return replace(printed_citation(row), target=target, issues=_issues_back(row["issues"]))


def citation_dict(row: Row, *, path: str | None) -> dict[str, Any]:
    """Return the citation of the contract from its row."""
    citation = resolved_citation(row, path=path)
    found = citation_json(citation, "")
    found["text"] = row["text"]
    return found


def section_row(section: Section, n: int) -> Row:
    """Return the columns of a section."""
    return {
        "n": n,
        "start": section.span.start,
        "end": section.span.end,
        "level": section.level,
        "label": section.label,
        "heading": section.heading,
        "path": section.path,
    }


def timex_row(timex: Timex, n: int, source: str) -> Row:
    """Return the columns of a time expression."""
    row = timex_json(timex, source)
    names = ("start", "end", "text", "type", "value", "mod", "lo", "hi", "role", "calendar", "status")
    return {"n": n, **{name: row[name] for name in names}, "json": dump(row)}


def deadline_row(deadline: Deadline, n: int, source: str) -> Row:
    """Return the columns of a deadline."""
    row = deadline_json(deadline, source)
    names = (
        "start", "end", "text", "action_type", "modality", "action", "bound", "due_nominal", "due_last",
        "due_working", "rrule", "dtstart", "until", "soft", "section", "confidence",
    )  # fmt: skip
    return {
        "n": n,
        **{name: row[name] for name in names},
        "actors": "; ".join(deadline.actors),
        "recipients": "; ".join(deadline.recipients),
        "json": dump(row),
    }


TARGET_COLUMNS = _TARGET
