"""The hand-made corpus of `tests/resolution_corpus`: what each citation means, against what the index says."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import trichdan

CORPUS = Path(__file__).parent.parent / "resolution_corpus"
LINKED = ("resolved", "known")


@dataclass(frozen=True)
class Row:
    """One labelled citation and the record's citation that covers it, if any."""

    label: dict[str, Any]
    found: dict[str, Any] | None

    @property
    def target(self) -> dict[str, Any]:
        return (self.found or {}).get("target") or {}

    @property
    def right(self) -> bool:
        if self.target.get("status") != self.label["status"]:
            return False
        return self.label["id"] is None or self.target.get("id") == self.label["id"]

    @property
    def wrong_link(self) -> bool:
        return self.target.get("status") in LINKED and self.target.get("id") != self.label["id"]

    def __str__(self) -> str:
        got = f"{self.target.get('status')} {self.target.get('id')}" if self.found else "not found"
        label = self.label
        return f"{label['doc']}: {label['quote']!r}: {label['status']} {label['id']}, got {got}"


def labels() -> list[dict[str, Any]]:
    lines = (CORPUS / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def source_offset(label: dict[str, Any]) -> int:
    text = (CORPUS / label["doc"]).read_text(encoding="utf-8")
    start = -1
    for _ in range(label["nth"] + 1):
        start = text.index(label["quote"], start + 1)
    return start


def covering(citations: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """Return the citation that shares at least half of the longer span with a labelled one."""
    best, share = None, 0.5
    for citation in citations:
        common = min(end, citation["end"]) - max(start, citation["start"])
        part = common / max(end - start, citation["end"] - citation["start"])
        if part >= share:
            best, share = citation, part
    return best


def rows_of(index: Path, docs: Path, wanted: list[dict[str, Any]]) -> list[Row]:
    archive = trichdan.open_index(index)
    cited: dict[str, list[dict[str, Any]]] = {}
    out = []
    for label in wanted:
        name = Path(label["doc"]).name
        if name not in cited:
            cited[name] = archive.refs((docs / name).as_posix())["citations"]
        start = source_offset(label)
        out.append(Row(label, covering(cited[name], start, start + len(label["quote"]))))
    return out


@dataclass(frozen=True)
class Outcome:
    early: list[Row]
    rows: list[Row]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    root = tmp_path_factory.mktemp("resolution")
    docs, index = root / "corpus", root / "index"
    shutil.copytree(CORPUS / "documents", docs)
    trichdan.build(docs, index)
    early = [label for label in labels() if "before" in label]
    before = rows_of(index, docs, early)
    for late in sorted((CORPUS / "late").glob("*.txt")):
        shutil.copy(late, docs)
    trichdan.build(docs, index)
    return Outcome(before, rows_of(index, docs, labels()))


def test_the_corpus_is_large_enough() -> None:
    documents = [*CORPUS.glob("documents/*.txt"), *CORPUS.glob("late/*.txt")]
    rows = labels()
    assert len(documents) >= 60
    assert len(rows) >= 200
    assert {"resolved", "known", "wanted", "ambiguous", "self"} == {row["status"] for row in rows}
    assert {row["doc"] for row in rows} == {path.relative_to(CORPUS).as_posix() for path in documents}


def test_outcomes_are_as_labelled(outcome: Outcome) -> None:
    wrong = [row for row in outcome.rows if not row.right]
    share = 1 - len(wrong) / len(outcome.rows)
    assert share >= 0.98, f"{share:.3f}\n" + "\n".join(map(str, wrong))


def test_hardly_a_link_is_wrong(outcome: Outcome) -> None:
    wrong = [row for row in outcome.rows if row.wrong_link]
    assert len(wrong) <= 0.005 * len(outcome.rows), "\n".join(map(str, wrong))


def test_high_confidence_is_earned(outcome: Outcome) -> None:
    sure = [row for row in outcome.rows if row.target.get("status") in LINKED and row.target["confidence"] > 0.95]
    assert len(sure) >= 50, "confidence above .95 is hardly ever given, so it says nothing"
    wrong = [row for row in sure if row.wrong_link]
    assert len(wrong) <= 0.02 * len(sure), "\n".join(map(str, wrong))


def test_citations_wait_for_documents_that_arrive_late(outcome: Outcome) -> None:
    assert [row.target.get("status") for row in outcome.early] == [row.label["before"] for row in outcome.early]


def codes(row: Row) -> set[str]:
    return {issue["code"] for issue in row.found["issues"]} if row.found else set()


def test_wrong_dates_are_reported_and_kept(outcome: Outcome) -> None:
    marked = [row for row in outcome.rows if "issue" in row.label]
    assert marked
    silent = [row for row in marked if row.label["issue"] not in codes(row)]
    assert not silent, "\n".join(map(str, silent))
    assert all(row.found and row.found["date"] != row.target["date"] for row in marked)


def test_every_difficulty_is_covered_on_its_own(outcome: Outcome) -> None:
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row in outcome.rows:
        for tag in row.label["tags"]:
            total[tag] += 1
            missed[tag] += not row.right
    weak = {tag: f"{missed[tag]} of {total[tag]}" for tag in total if missed[tag] > max(1, 0.1 * total[tag])}
    assert not weak, weak
