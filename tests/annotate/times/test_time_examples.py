"""The obligations of the time guide's forty examples; skipped where the guide is not at hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trichdan.flow import annotate
from trichdan.model import Deadline
from trichdan.normalise import normalise

GUIDE = Path(__file__).parents[4] / "shared" / "time" / "examples.jsonl"
FIELDS = (
    "due_last", "rrule", "bound", "action_type", "due_nominal", "due_working", "dtstart", "soft", "recipients",
    "actors", "modality", "report_period", "until", "onward",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not GUIDE.exists(), reason="the time guide lies outside the repository")

# what three examples need beside their sentence: the list header, the act, and the period in the title
BEFORE = {
    3: "5. Căn cứ Kế hoạch này, Ban Dân vận các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương; Cục Dân vận, Tổng "
    "Cục Chính trị QĐND Việt Nam; Cục Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc, Bộ Công an:\n- ",
    20: "Tổ chức Hội nghị biểu dương điển hình gắn với ",
    22: "KẾ HOẠCH\nthi đua giai đoạn 2021 - 2025\n\n",
}


def _examples() -> list[dict[str, Any]]:
    if not GUIDE.exists():
        return []
    return [json.loads(line) for line in GUIDE.read_text(encoding="utf-8").splitlines()]


def _found(row: dict[str, Any]) -> tuple[Deadline, ...]:
    text = BEFORE.get(row["n"], "") + row["text"]
    return annotate(normalise(text), issued=date.fromisoformat(row["issue"])).deadlines


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _differences(wanted: dict[str, Any], got: Deadline) -> list[str]:
    out = []
    for name in FIELDS:
        if name in wanted:
            value = _plain(getattr(got, name))
            if name == "rrule" and wanted[name] and value:
                same = set(str(value).split(";")) == set(wanted[name].split(";"))
            else:
                same = value == wanted[name]
            if not same:
                out.append(f"{name}: wanted {wanted[name]!r}, got {value!r}")
    return out


@pytest.mark.parametrize("row", _examples(), ids=lambda row: str(row["n"]))
def test_example(row: dict[str, Any]) -> None:
    found = list(_found(row))
    wanted = row.get("obligation")
    if wanted is None:
        assert found == []
        return
    records = wanted.get("split") or [{k: v for k, v in wanted.items() if k != "split"}]
    shared = {k: v for k, v in wanted.items() if k != "split"} if wanted.get("split") else {}
    assert len(found) >= len(records)
    wrong = [d for part, got in zip(records, found, strict=False) for d in _differences({**shared, **part}, got)]
    assert wrong == []
