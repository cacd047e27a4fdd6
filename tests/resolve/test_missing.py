"""The list of what the corpus cites and lacks."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from tests import records
from trichdan.archive import open_index
from trichdan.build import build

building = importlib.import_module("trichdan.build.reading")
DATED = {"text": "Kết luận số 87-KL/TU, ngày 14/5/2014", "number": "87-KL/TU", "type": "kết luận", "date": "2014-05-14",
         "title": "về đối thoại với Nhân dân"}  # fmt: skip
BARE = {"text": "Kết luận số 87-KL/TU", "number": "87-KL/TU", "type": "kết luận"}
DECREE = {"text": "Nghị định số 999/2025/NĐ-CP", "number": "999/2025/NĐ-CP", "type": "nghị định"}


def wanted(folder: Path, *papers: tuple[str, tuple[dict[str, Any], ...]]) -> dict[str, dict[str, Any]]:
    for n, (place, cites) in enumerate(papers, 1):
        records.write(
            folder / "c", f"p{n}.txt", number=f"{n}-KH/TU", type="kế hoạch", system="party", date=f"2020-01-{n:02d}",
            issuer=f"Tỉnh ủy {place}", jurisdiction=f"tỉnh {place}", cites=cites,
        )  # fmt: skip
    build(folder / "c", folder / "i", full_text=False)
    with open_index(folder / "i") as archive:
        return {row["id"]: row for row in archive.wanted()}


@pytest.fixture(autouse=True)
def _records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "extract_path", records.read)


def test_an_undated_citation_counts_for_its_dated_twin(tmp_path: Path) -> None:
    found = wanted(tmp_path, ("Bình Thuận", (DATED,)), ("Bình Thuận", (BARE,)))
    assert set(found) == {"87-KL/TU@binh-thuan.2014"}
    row = found["87-KL/TU@binh-thuan.2014"]
    assert (row["documents"], row["mentions"], row["also"]) == (2, 2, ["87-KL/TU@?"])


def test_it_stays_apart_where_two_papers_may_be_meant_or_another_province_cites_it(tmp_path: Path) -> None:
    other = {**DATED, "date": "2018-03-02", "text": "Kết luận số 87-KL/TU, ngày 02/3/2018"}
    found = wanted(tmp_path, ("Bình Thuận", (DATED,)), ("Bình Thuận", (other,)), ("Bình Thuận", (BARE,)))
    assert {id: row["documents"] for id, row in found.items()} == {
        "87-KL/TU@binh-thuan.2014": 1, "87-KL/TU@binh-thuan.2018": 1, "87-KL/TU@?": 1,
    }  # fmt: skip
    found = wanted(tmp_path / "second", ("Bình Thuận", (DATED,)), ("Hòa Bình", (BARE,)))
    assert set(found) == {"87-KL/TU@binh-thuan.2014", "87-KL/TU@?"}


def test_most_citers_tell_date_and_title(tmp_path: Path) -> None:
    right = {**DECREE, "date": "2025-06-30", "title": "quy định về tiền lương"}
    wrong = {**DECREE, "date": "2025-02-24", "title": "quy định về tiền lương và các văn bản khác, Ủy ban yêu cầu"}
    found = wanted(tmp_path, *(("Bình Thuận", (cited,)) for cited in (wrong, right, right)))
    row = found["999/2025/NĐ-CP"]
    assert (row["date"], row["title"], row["documents"]) == ("2025-06-30", "quy định về tiền lương", 3)
