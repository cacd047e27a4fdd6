"""The sample documents: their records against the reviewed ones, and against what their authors meant.

`tests/golden/*.json` are whole records; `make golden` rewrites them. `tests/golden/intended.jsonl` was written by
hand from the documents, before any record was made: every citation and every deadline with its values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.golden.update import golden_of, rendered, samples
from trichdan.read import read_source
from trichdan.text import fold

INTENDED = Path(__file__).parent / "golden" / "intended.jsonl"
SAMPLES = samples()


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {path.name: json.loads(rendered(path)) for path in SAMPLES}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {path.name: read_source(path, path.name).text for path in SAMPLES}


def intended(kind: str) -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in INTENDED.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["is"] == kind]


def place(row: dict[str, Any], text: str) -> tuple[int, int]:
    start = -1
    for _ in range(row["nth"] + 1):
        start = text.index(row["quote"], start + 1)
    return start, start + len(row["quote"])


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the common part of two spans as a share of the longer one."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / max(one[1] - one[0], other[1] - other[0])


def words(names: Iterable[str]) -> str:
    return " ".join(re.findall(r"\w+", fold(" ".join(names))))


def citation_faults(row: dict[str, Any], record: dict[str, Any], text: str) -> list[str]:
    """Return what is wrong with the citation that a row describes."""
    where = place(row, text)
    near = [c for c in record["citations"] if overlap(where, (c["start"], c["end"])) >= 0.5]
    if not near:
        return ["not found"]
    found = near[0]
    wrong = [name for name in ("number", "date") if found[name] != row[name]]
    wrong += [name for name in ("type", "term", "relation") if row.get(name) and found[name] != row[name]]
    # A record made without an index knows the authority list only.
    if row["status"] == "known" and found["target"]["id"] != row["id"]:
        wrong.append("target")
    if "issue" in row and row["issue"] not in [issue["code"] for issue in found["issues"]]:
        wrong.append(row["issue"])
    return wrong


def deadline_faults(row: dict[str, Any], record: dict[str, Any], text: str) -> list[str]:
    """Return what is wrong with the deadline that a row describes."""
    start = text.index(row["time"], place(row, text)[0])
    when = (start, start + len(row["time"]))
    near = [d for d in record["deadlines"] if overlap(when, (d["time"]["start"], d["time"]["end"])) > 0]
    if not near:
        return ["not found"]
    near.sort(key=lambda d: d["action_type"] != row["action_type"])
    found = near[0]
    wrong = [name for name in ("due_last", "rrule") if found[name] != row[name]]
    wrong += [name for name in ("action_type", "bound") if row[name] and found[name] != row[name]]
    wrong += [name for name in ("actors", "recipients") if name in row and words(found[name]) != words(row[name])]
    return wrong + (["soft"] if row.get("soft", False) and not found["soft"] else [])


@pytest.mark.engine
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_record_is_the_golden_one(path: Path) -> None:
    golden = golden_of(path).read_text(encoding="utf-8")
    assert json.loads(rendered(path)) == json.loads(golden), "if the change is meant, run `make golden` and review it"


@pytest.mark.engine
def test_every_span_is_its_text(records: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    for name, record in records.items():
        for field in ("citations", "dates", "deadlines"):
            for row in record[field]:
                assert texts[name][row["start"] : row["end"]] == row["text"]


@pytest.mark.engine
def test_citations_are_as_meant(records: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    rows = intended("citation")
    faults = {f"{r['doc']}: {r['quote']!r}": citation_faults(r, records[r["doc"]], texts[r["doc"]]) for r in rows}
    missed = [name for name, wrong in faults.items() if wrong == ["not found"]]
    hard = [f"{name}: {wrong}" for name, wrong in faults.items() if set(wrong) - {"relation"}]
    assert not missed
    assert len(hard) <= 0.02 * len(rows), "\n".join(hard)
    soft = [name for name, wrong in faults.items() if "relation" in wrong]
    assert len(soft) <= 0.15 * len(rows), "\n".join(soft)


@pytest.mark.engine
def test_nothing_is_cited_that_was_not_meant(records: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    rows = intended("citation")
    for name, record in records.items():
        meant = [place(row, texts[name]) for row in rows if row["doc"] == name]
        for found in record["citations"]:
            if found["kind"] not in ("self", "anaphor") and found["target"]["status"] != "self":
                assert any(overlap((found["start"], found["end"]), m) >= 0.5 for m in meant), found["text"]


@pytest.mark.engine
def test_deadlines_are_as_meant(records: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    rows = [row for row in intended("deadline") if not row.get("optional")]
    faults = [(r, deadline_faults(r, records[r["doc"]], texts[r["doc"]])) for r in rows]
    missed = [f"{r['doc']}: {r['quote']}" for r, wrong in faults if wrong == ["not found"]]
    late = [f"{r['doc']}: {r['quote']}: {w}" for r, w in faults if {"due_last", "rrule", "bound"} & set(w)]
    other = [f"{r['doc']}: {r['quote']}: {w}" for r, w in faults if w and w != ["not found"]]
    assert len(missed) <= 0.08 * len(rows), "\n".join(missed)
    assert len(late) <= 0.05 * len(rows), "\n".join(late)
    assert len(other) <= 0.2 * len(rows), "\n".join(other)


@pytest.mark.engine
def test_no_duty_is_made_up(records: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    rows = intended("deadline")
    extra = []
    for name, record in records.items():
        starts = [texts[name].index(r["time"], place(r, texts[name])[0]) for r in rows if r["doc"] == name]
        for found in record["deadlines"]:
            time = found["time"]
            if found["modality"] != "TARGET" and not any(time["start"] <= s < time["end"] for s in starts):
                extra.append(f"{name}: {found['text']}")
    assert len(extra) <= 0.03 * len(rows), "\n".join(extra)
