"""The tables of an index as DataFrames."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from trichdan.store import Store
from trichdan.store.rows import Row

if TYPE_CHECKING:
    import pandas as pd

_DOCUMENT_COLUMNS = (
    "id", "path", "number", "type", "system", "issuer", "jurisdiction", "date", "term", "place", "title", "signer",
    "signer_capacity", "signer_position", "copy_of", "media_type", "chars", "pages", "ocr", "sha256",
)  # fmt: skip
_CITATION_COLUMNS = (
    "id", "path", "start", "end", "text", "kind", "number", "type", "system", "date", "issuer", "term",
    "jurisdiction", "title", "pinpoint", "relation", "status", "target", "target_number", "target_date",
    "target_term", "target_title", "held", "confidence", "issues", "quote",
)  # fmt: skip
_DATE_COLUMNS = (
    "id", "path", "start", "end", "text", "type", "value", "mod", "lo", "hi", "role", "calendar", "status",
)  # fmt: skip
_DEADLINE_COLUMNS = (
    "id", "path", "start", "end", "text", "action_type", "modality", "action", "actors", "recipients", "bound",
    "due_nominal", "due_last", "due_working", "rrule", "dtstart", "until", "soft", "section", "confidence",
)  # fmt: skip


def documents(store: Store) -> pd.DataFrame:
    """Return one row a document."""
    rows = store.rows(
        "SELECT d.*, o.path AS original FROM documents d LEFT JOIN documents o ON o.doc = d.copy_of ORDER BY d.path"
    )
    for row in rows:
        row.update(copy_of=row["original"], ocr=bool(row["ocr"]))
    return _frame(rows, _DOCUMENT_COLUMNS, dates=("date",))


def citations(store: Store) -> pd.DataFrame:
    """Return one row a mention."""
    rows = store.rows(
        "SELECT d.id, d.path, c.*, c.target_doc IS NOT NULL AS held, c.target_confidence AS sure FROM citations c"
        " JOIN documents d USING (doc) ORDER BY d.path, c.n"
    )
    for row in rows:
        issues = [issue["code"] for issue in json.loads(row["issues"])]
        row.update(held=bool(row["held"]), confidence=row["sure"], issues=issues)
    return _frame(rows, _CITATION_COLUMNS, dates=("date", "target_date"))


def dates(store: Store) -> pd.DataFrame:
    """Return one row a time expression."""
    rows = store.rows("SELECT d.id, d.path, x.* FROM dates x JOIN documents d USING (doc) ORDER BY d.path, n")
    return _frame(rows, _DATE_COLUMNS, dates=())


def deadlines(store: Store) -> pd.DataFrame:
    """Return one row a deadline."""
    rows = store.rows("SELECT d.id, d.path, x.* FROM deadlines x JOIN documents d USING (doc) ORDER BY d.path, n")
    for row in rows:
        full = json.loads(row["json"])
        row.update(actors=full["actors"], recipients=full["recipients"], soft=bool(row["soft"]))
    return _frame(rows, _DEADLINE_COLUMNS, dates=("due_last", "due_working"))


def _frame(rows: Iterable[Row], columns: Sequence[str], *, dates: Sequence[str]) -> pd.DataFrame:
    from trichdan.report.tables import frame

    return frame(list(rows), tuple(columns), dates=dates)
