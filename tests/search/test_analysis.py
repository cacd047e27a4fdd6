"""What counts as the same word, the same symbol."""

from __future__ import annotations

import unicodedata

import pytest

from trichdan.search import analysis


def keys(text: str) -> list[str]:
    return [syllable.key for syllable in analysis.syllables(text)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nghị quyết", "nghi quyet"),
        ("NGHỊ QUYẾT", "nghị quyết"),
        ("Đảng", "dang"),
        ("Ðảng", "Đảng"),  # eth
        ("hoà bình", "hòa bình"),
        ("uỷ ban", "ủy ban"),
        ("kỹ thuật", "kĩ thuật"),
        ("công ty", "công ti"),
        ("Quý II", "Quí II"),
        (unicodedata.normalize("NFD", "Tỉnh ủy Bình Thuận"), "Tỉnh ủy Bình Thuận"),
        ("Сhỉ thị", "Chỉ thị"),  # Cyrillic С
        ("chỉ\u200b thị", "chỉ thị"),
        ("dân\u00a0vận", "dân vận"),
    ],
)
def test_same_keys(left: str, right: str) -> None:
    assert keys(left) == keys(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("thúy", "thúi"),
        ("tây", "tai"),
        ("tay", "tai"),
        ("thuế", "thu"),
        ("y tế", "i tế"),
        ("25", "2 5"),
        ("may", "mai"),
    ],
)
def test_different_keys(left: str, right: str) -> None:
    assert keys(left) != keys(right)


@pytest.mark.parametrize(("left", "right"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("HOÀ", "hòa")])
def test_one_tone_placement_in_exact_forms(left: str, right: str) -> None:
    assert analysis.syllables(left)[0].exact == analysis.syllables(right)[0].exact


@pytest.mark.parametrize(("left", "right"), [("bán", "bạn"), ("dân", "đân"), ("hòa", "hóa")])
def test_exact_forms_keep_marks(left: str, right: str) -> None:
    assert analysis.syllables(left)[0].exact != analysis.syllables(right)[0].exact


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Nghị quyết số 25-NQ/TW ngày 03/6/2013", "25-nq-tw"),
        ("16/CT-TTg", "16-ct-ttg"),
        ("16-CT/TTg", "16-ct-ttg"),
        ("số 06/2020/NĐ-CP", "6-2020-nd-cp"),
        ("số 06/2020/NĐ-CP", "6-nd"),
        ("số 06/2020/NĐ-CP", "6-2020"),
        ("12 - HD / BCĐ", "12-hd-bcd"),
        ("Số: 771–KH/BDVTW", "771-kh-bdvtw"),
        ("Luật số 109/2025/QH15", "109-2025-qh15"),
        ("số 66.7/2025/NQ-CP", "66.7-2025-nq-cp"),
        ("31-CTr/BĐVTW", "31-ctr-bdvtw"),
    ],
)
def test_symbols_as_units(text: str, unit: str) -> None:
    assert unit in analysis.units_of(text).symbols


@pytest.mark.parametrize(
    "text", ["ngày 03/6/2013", "năm 2020-2025", "tỉ lệ 3/4", "từ 5 - 10", "Khoản 2 Điều 3", "và/hoặc"]
)
def test_not_symbols(text: str) -> None:
    assert not analysis.units_of(text).symbols


def test_pairs_and_length() -> None:
    units = analysis.units_of("Cải cách hành chính, cải cách tiền lương")
    assert units.pairs["cai cach"] == 2
    assert units.pairs["hanh chinh"] == 1
    assert units.length == 8
    assert units.flat == " cai cach hanh chinh cai cach tien luong "


def test_head_is_short() -> None:
    text = "một hai ba " * 300
    assert len(analysis.head_of(text).split()) == analysis.HEAD_SYLLABLES
    assert analysis.head_of("ngắn thôi") == "ngắn thôi"


def test_long_word_is_cut() -> None:
    assert len(keys("x" * 20_000)[0]) == analysis.MAX_UNIT
