"""What is contradictory or suspect in the citations of a corpus, and what sort of error it looks like.

Citers of one target vouch for one another: where most agree and one differs, the one is suspect.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from trichdan.store import Store
from trichdan.store.rows import Row, day

SUSPECT = (
    "date-conflict", "term-conflict", "number-order", "number-after-citing", "issuer-mismatch", "delimiter-swapped",
    "namesake",
)  # fmt: skip
_OCR_DIGITS = frozenset(
    ("17", "71", "38", "83", "56", "65", "08", "80", "69", "96", "14", "41", "39", "93", "27", "72")
)
"""Pairs of digits that recognition confuses; single wrong digits of other pairs are likelier the author's."""


def sorted_conflicts(store: Store) -> list[Row]:
    """Return every suspect citation, by document and place.

    Args:
        store: the index.

    Returns:
        Rows with code, sort (`ocr`, `author`, `distinct`, `form`), message, what is printed and known, and how
        many offices that cite the same target agree with the target (`agree`) and with this mention (`side`).
    """
    rows = store.rows(
        "SELECT d.id, d.path, d.ocr, c.start, c.end, c.text, c.quote, c.number, c.date, c.target, c.target_date,"
        " c.evidence, c.issues FROM citations c JOIN documents d USING (doc)"
        " WHERE c.issues <> '[]' AND d.copy_of IS NULL ORDER BY d.path, c.n"
    )
    dates = _dates_by_target(store, {row["target"] for row in rows if row["target"]})
    found = []
    for row in rows:
        votes = dates.get(row["target"] or "", Counter())
        for issue in json.loads(row["issues"]):
            if issue["code"] in SUSPECT:
                found.append(_conflict(row, issue, votes))
    return found


def _dates_by_target(store: Store, targets: set[str]) -> dict[str, Counter[str]]:
    rows = store.rows_in(
        "SELECT c.target, c.date, count(DISTINCT coalesce(d.issuer, d.path)) AS n FROM citations c"
        " JOIN documents d USING (doc) WHERE c.date IS NOT NULL AND d.copy_of IS NULL AND c.target IN (?)"
        " GROUP BY c.target, c.date",
        sorted(targets),
    )
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        votes[row["target"]][row["date"]] += row["n"]
    return votes


def _conflict(row: Row, issue: Row, votes: Counter[str]) -> Row:
    return {
        "code": issue["code"],
        "sort": _sort(row, issue["code"], votes),
        "text": " ".join(row["text"].split()),
        "message": issue["message"],
        "target": row["target"],
        "id": row["id"],
        "path": row["path"],
        "start": row["start"],
        "end": row["end"],
        "printed": row["date"],
        "known": row["target_date"],
        "agree": votes.get(row["target_date"] or "", 0),
        "side": votes.get(row["date"] or "", 0),
        "quote": row["quote"],
    }


def _sort(row: Row, code: str, votes: Counter[str]) -> str:
    """Return what sort of error a conflict looks like."""
    if code == "delimiter-swapped":
        return "form"
    if code == "namesake":
        return "distinct"
    printed, known = day(row["date"]), day(row["target_date"])
    if code != "date-conflict" or printed is None or known is None:
        return "author"
    same_subject = {"title", "title-near"} & set(json.loads(row["evidence"] or "[]"))
    if not same_subject and votes[row["date"]] > max(1, votes[row["target_date"]]):
        # several offices agree on the other date: rather another document, or the list is wrong; an office that
        # copies its own letters copies their errors, and one subject is one document
        return "distinct"
    one, other = f"{printed:%d%m%Y}", f"{known:%d%m%Y}"
    differing = [a + b for a, b in zip(one, other, strict=True) if a != b]
    return "ocr" if len(differing) == 1 and differing[0] in _OCR_DIGITS else "author"
