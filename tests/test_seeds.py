"""The three documents that the project starts from, as their labels have them."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.shared import SHARED, needs_shared
from trichdan.flow import extract_path
from trichdan.model import record_json

pytestmark = [needs_shared, pytest.mark.engine]

PLAN, LETTER, GUIDED = "000_75a304ee7124759d", "002_c37f7bcf0319a907", "003_99272760bf9fca68"


@cache
def scorer() -> ModuleType:
    sys.path.insert(0, str(SHARED / "gold"))
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        pytest.fail("score.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def record(doc: str) -> dict[str, Any]:
    return record_json(extract_path(SHARED / "corpus" / doc, doc))


def figures(golds: list[Path]) -> dict[str, Any]:
    labels = [json.loads(path.read_text(encoding="utf-8")) for path in golds]
    records = {gold["doc"]: record(gold["doc"]) for gold in labels}
    out: dict[str, Any] = scorer().score(SHARED / "corpus", records, labels)[0]
    return out


@pytest.fixture(scope="module")
def seeds() -> dict[str, Any]:
    return figures([SHARED / "gold" / "dev" / f"{name}.json" for name in (PLAN, LETTER, GUIDED)])


def test_scores_on_the_seeds(seeds: dict[str, Any]) -> None:
    assert seeds["bad_offsets"] == 0
    assert seeds["citations"]["f1"] == 1.0
    assert seeds["citations_strict"]["f1"] >= 0.97
    assert seeds["dates_value"]["f1"] >= 0.95
    assert set(seeds["header"].values()) == {1.0}


def test_the_report_is_due_on_the_day_before(seeds: dict[str, Any]) -> None:
    found = [d for d in record(f"seeds/{PLAN}.txt")["deadlines"] if d["due_last"] == "2017-12-24"]
    assert [len(d["actors"]) for d in found] == [3]
    assert found[0]["recipients"] == ["Ban Dân vận Trung ương"]
    assert found[0]["due_working"] == "2017-12-22"


def test_the_yearly_occasion_is_soft() -> None:
    found = [d for d in record(f"seeds/{LETTER}.txt")["deadlines"] if d["rrule"]]
    assert [(d["rrule"], d["soft"], d["bound"]) for d in found] == [
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15", True, "at")
    ]


def test_a_symbol_parted_by_a_page_break_keeps_its_offsets() -> None:
    found = [c for c in record(f"seeds/{GUIDED}.txt")["citations"] if c["number"] == "12-HD/BCĐ"]
    assert [c["text"] for c in found] == ["Hướng dẫn số 12-\n\nHD/BCĐ, ngày 04/7/2019"]


def test_swapped_delimiters_are_one_target() -> None:
    found = [c for c in record(f"seeds/{PLAN}.txt")["citations"] if "CT-TTg" in (c["number"] or "")]
    assert len(found) == 2
    assert {c["target"]["id"] for c in found} == {"16/CT-TTg@2016"}
    assert "delimiter-swapped" in [issue["code"] for issue in found[1]["issues"]]


def test_a_wrong_letter_is_put_right_and_told() -> None:
    found = [c for c in record(f"seeds/{PLAN}.txt")["citations"] if c["number"] == "31-CTr/BDVTW"]
    assert ["BĐVTW" in c["text"] for c in found] == [True]


def test_a_wrong_date_is_a_finding_and_stays_as_printed() -> None:
    (found,) = [c for c in record(f"seeds/{PLAN}.txt")["citations"] if c["number"] == "06-CT/TW"]
    assert found["date"] == "2016-11-07"
    assert "date-conflict" in [issue["code"] for issue in found["issues"]]
    assert found["target"]["date"] == "2006-11-07"


def test_no_figure_falls() -> None:
    committed = json.loads((Path(__file__).parent / "scores.json").read_text(encoding="utf-8"))
    now = figures(sorted((SHARED / "gold" / "dev").glob("*.json")))
    for name in ("citations", "citations_strict", "dates", "dates_value", "deadlines", "deadlines_due"):
        assert now[name]["f1"] >= committed[f"dev.{name}.f1"] - 1e-9, name
