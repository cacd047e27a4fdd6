"""What is put before a person: doubts, not facts that nobody can know."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests import records
from trichdan.archive import Archive, open_index
from trichdan.build import build

building = importlib.import_module("trichdan.build.reading")
WRONG = {**records.DAN_VAN, "text": "Nghị quyết số 25-NQ/TW, ngày 05/6/2013", "date": "2013-06-05"}


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(building, "extract_path", records.read)
    for n, cited in enumerate((WRONG, WRONG, records.DAN_VAN), 1):
        records.write(
            tmp_path / "c", f"p{n}.txt", number=f"{n}-KH/TU", type="kế hoạch", system="party", date="2020-01-05",
            issuer="Tỉnh ủy Bình Thuận", jurisdiction="tỉnh Bình Thuận", cites=(cited,),
        )  # fmt: skip
    build(tmp_path / "c", tmp_path / "i", full_text=False)
    return open_index(tmp_path / "i")


def deadline(archive: Archive, **fields: Any) -> list[dict[str, Any]]:
    """Return what is said of the deadlines when all are given these fields."""
    for row in archive._store.rows("SELECT doc, n, json FROM deadlines"):
        changed = {**json.loads(row["json"]), **fields}
        archive._store.execute(
            "UPDATE deadlines SET json = ?, confidence = ? WHERE doc = ? AND n = ?",
            (json.dumps(changed, separators=(",", ":")), changed["confidence"], row["doc"], row["n"]),
        )
    return [row for row in archive.review() if row["kind"] == "deadline"]


def test_citations_that_say_the_same_are_one_row(archive: Archive) -> None:
    rows = [row for row in archive.review() if row["message"].startswith("date-conflict")]
    assert [(row["target"], row["mentions"]) for row in rows] == [("25-NQ/TW@XI", 2)]


def test_what_nobody_can_know_is_no_doubt(archive: Archive) -> None:
    assert deadline(archive, needs_review=["trigger_date_unknown"], confidence=0.9) == []
    assert deadline(archive, needs_review=[], confidence=0.9) == []
    told = deadline(archive, needs_review=["trigger_date_unknown", "before_issue"], confidence=0.9)
    assert {row["message"] for row in told} == {"before_issue"}
    assert {row["message"] for row in deadline(archive, needs_review=["day_unspecified"], confidence=0.3)} == {
        "confidence"
    }
