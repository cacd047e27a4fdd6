"""What most needs a person's eye: doubtful links, suspect citations, doubtful deadlines, papers without a number."""

from __future__ import annotations

import json
from typing import Any

from trichdan.resolve.consensus import sorted_conflicts
from trichdan.store import Store
from trichdan.store.rows import quote_of
from trichdan.text import Span

Row = dict[str, Any]
_SURE = 0.9
"""Links above this are right in nearly all cases, see the calibration test."""
_NO_NUMBER = 0.4
_SUSPECT = 0.6
_DEADLINE = 0.7
_OPEN_TIMES = frozenset(("trigger_date_unknown", "day_unspecified"))
"""What leaves the day of a deadline open and is no doubt about it: nobody can know it from the paper."""


def to_review(store: Store) -> list[Row]:
    """Return what is doubtful, the most consequential first, each with its source line.

    The weight of a row is its doubt times its consequences: the mentions that share it, or the deadline it moves.
    """
    rows = [*_links(store), *_conflicts(store), *_deadlines(store), *_numberless(store)]
    return sorted(rows, key=lambda row: (-row["weight"], row["path"], row["start"] or 0, row["kind"]))


def _row(kind: str, weight: float, row: Row, message: str, **more: Any) -> Row:
    names = ("id", "path", "start", "end", "text", "quote")
    return {"kind": kind, "weight": round(weight, 3), **{n: row.get(n) for n in names}, "message": message, **more}


def _links(store: Store) -> list[Row]:
    rows = store.rows(
        'SELECT d.id, d.path, c."start", c."end", c.text, c.quote, c.status, c.target, c.target_confidence AS sure,'
        " c.candidates, count(*) AS mentions FROM citations c JOIN documents d USING (doc)"
        " WHERE d.copy_of IS NULL AND c.kind NOT IN ('self', 'anaphor') AND (c.status = 'ambiguous'"
        " OR (c.status IN ('resolved', 'known') AND c.target_confidence < ?))"
        " GROUP BY d.doc, c.key, c.status, c.target",
        (_SURE,),
    )
    found = []
    for row in rows:
        candidates = [candidate[0] for candidate in json.loads(row["candidates"] or "[]")]
        told = row["target"] or " / ".join(candidates[:3])
        doubt = 1 - (row["sure"] or 0.0)
        found.append(_row("link", doubt * row["mentions"], row, told, target=row["target"], candidates=candidates))
    return found


def _conflicts(store: Store) -> list[Row]:
    """Return suspect citations, those that say the same of one document together: the first stands for them."""
    alike: dict[tuple[str, str, str | None], list[Row]] = {}
    for row in sorted_conflicts(store):
        if row["sort"] != "form":
            named = row["target"] or row["text"]
            alike.setdefault((row["code"], named, row["printed"]), []).append(row)
    found = []
    for rows in alike.values():
        row, weight = rows[0], _SUSPECT * (1 + rows[0]["agree"]) ** 0.5 * len(rows) ** 0.5
        message = f"{row['code']}: {row['message']}"
        found.append(_row("conflict", weight, row, message, target=row["target"], candidates=[], mentions=len(rows)))
    return found


def _deadlines(store: Store) -> list[Row]:
    rows = store.rows(
        'SELECT d.id, d.path, l."start", l."end", l.text, l.json, t.text AS source FROM deadlines l'
        " JOIN documents d USING (doc) JOIN texts t USING (doc) WHERE d.copy_of IS NULL AND l.modality <> 'TARGET'"
        ' AND (l.confidence < ? OR l.json LIKE \'%"needs_review":["%\')',
        (_DEADLINE,),
    )
    found = []
    for row in rows:
        deadline = json.loads(row["json"])
        doubts = [doubt for doubt in deadline["needs_review"] if doubt not in _OPEN_TIMES]
        if not doubts and deadline["confidence"] >= _DEADLINE:
            continue
        row["quote"] = quote_of(Span(row["start"], row["end"]), row.pop("source"))
        message = ", ".join(doubts) or "confidence"
        found.append(_row("deadline", 1 - deadline["confidence"] + 0.5, row, message, target=None, candidates=[]))
    return found


def _numberless(store: Store) -> list[Row]:
    rows = store.rows(
        "SELECT id, path, title AS quote, 0 AS start, 0 AS \"end\", '' AS text FROM documents"
        " WHERE number IS NULL AND copy_of IS NULL ORDER BY path"
    )
    return [_row("number", _NO_NUMBER, row, "number", target=None, candidates=[]) for row in rows]
