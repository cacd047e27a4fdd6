"""Who has answered a directive, down to the communes, and who has not."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from tests import records
from trichdan.archive import open_index
from trichdan.build import build
from trichdan.resolve.cascade import body_key, level_of

building = importlib.import_module("trichdan.build.reading")
CENTRE = {**records.DAN_VAN, "relation": "implements"}
PROVINCIAL = {"text": "Kế hoạch số 5-KH/TU, ngày 02/02/2021", "number": "5-KH/TU", "type": "kế hoạch",
              "date": "2021-02-02", "relation": "implements"}  # fmt: skip
HERE = {"jurisdiction": "tỉnh Bình Thuận", "system": "party", "type": "kế hoạch"}


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(building, "extract_path", records.read)
    docs = tmp_path / "c"
    records.write(
        docs, "plan.txt", number="5-KH/TU", issuer="Tỉnh ủy Bình Thuận", date="2021-02-02", cites=(CENTRE,), **HERE
    )
    records.write(docs, "commune.txt", number="9-KH/ĐU", issuer="Đảng ủy xã Tân Lập", date="2021-03-04",
                  cites=(PROVINCIAL,), **HERE)  # fmt: skip
    records.write(docs, "silent.txt", number="7-KH/HU", issuer="Huyện ủy Bắc Bình", date="2021-05-05", **HERE)
    records.write(docs, "old.txt", number="1-KH/BDVTW", issuer="Ban Dân vận Trung ương", date="2020-01-05",
                  type="kế hoạch", system="party")  # fmt: skip
    records.write(docs, "elsewhere.txt", number="8-KH/TU", issuer="Tỉnh ủy Hòa Bình", date="2021-06-05",
                  type="kế hoạch", system="party", jurisdiction="tỉnh Hòa Bình")  # fmt: skip
    records.write(docs, "summit.txt", number="90-QĐ/TW", issuer="Bộ Chính trị", date="2021-06-06", type="quy định",
                  system="party")  # fmt: skip
    build(docs, tmp_path / "i", full_text=False)
    with open_index(tmp_path / "i") as archive:
        return {name: archive.cascade(name)["candidates"][0] for name in ("25-NQ/TW khóa XI", "5-KH/TU")}


def test_answers_are_followed_down(answer: dict[str, Any]) -> None:
    issued = answer["25-NQ/TW khóa XI"]["issued"]
    assert [(row["body"], row["level"], row["via"]) for row in issued] == [
        ("Tỉnh ủy Bình Thuận", "province", None),
        ("Đảng ủy xã Tân Lập", "commune", "5-KH/TU@binh-thuan.2021"),
    ]
    assert issued[0]["days"] < issued[1]["days"]


def test_the_silent_are_named_and_the_gone_come_last(answer: dict[str, Any]) -> None:
    missing = answer["25-NQ/TW khóa XI"]["missing"]
    assert [(row["body"], row["until"]) for row in missing] == [
        ("Tỉnh ủy Hòa Bình", None), ("Huyện ủy Bắc Bình", None), ("Ban Dân vận Trung ương", "2025-02-03"),
    ]  # fmt: skip


def test_a_paper_of_one_province_waits_for_nobody_elsewhere(answer: dict[str, Any]) -> None:
    assert [row["body"] for row in answer["5-KH/TU"]["missing"]] == ["Huyện ủy Bắc Bình"]


@pytest.mark.parametrize(
    ("issuer", "province", "level"),
    [
        ("Bộ Lao động - Thương binh và Xã hội", None, "central"), ("Quân ủy Trung ương", None, "central"),
        ("Sở Lao động - Thương binh và Xã hội", "tỉnh Bình Thuận", "province"),
        ("Ủy ban nhân dân tỉnh Bình Thuận", "tỉnh Bình Thuận", "province"),
        ("Huyện ủy Bắc Bình", "tỉnh Bình Thuận", "district"), ("Thị xã ủy La Gi", "tỉnh Bình Thuận", "district"),
        ("Ủy ban nhân dân thị xã La Gi", "tỉnh Bình Thuận", "district"),
        ("Đảng ủy phường Phú Thủy", "tỉnh Bình Thuận", "commune"), ("Ủy ban nhân dân xã Tân Lập", None, "commune"),
    ],
)  # fmt: skip
def test_levels(issuer: str, province: str | None, level: str) -> None:
    assert level_of(issuer, province) == level


def test_a_head_stands_for_the_body() -> None:
    assert body_key("Chủ tịch Ủy ban nhân dân tỉnh Gia Lai") == body_key("Ủy ban nhân dân tỉnh Gia Lai")
    assert body_key("Chủ tịch nước") != body_key("nước")
