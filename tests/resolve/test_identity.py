from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.resolve.identity import id_of, number_key, parse_symbol, province_slug, to_roman

LEXICON = load_lexicon()

IDS: list[tuple[str, dict[str, Any], str]] = [
    ("25-NQ/TW", {"when": date(2013, 6, 3)}, "25-NQ/TW@XI"),
    ("25-NQ/TW", {"term": 9}, "25-NQ/TW@IX"),
    ("8B-NQ/HNTW", {"when": date(1990, 3, 27)}, "8B-NQ/HNTW@VI"),
    ("771-KH/BDVTW", {"when": date(2017, 3, 8)}, "771-KH/BDVTW@2017"),
    ("308-CV/TU", {"when": date(2021, 11, 26), "jurisdiction": "tỉnh Bình Thuận"}, "308-CV/TU@binh-thuan.2021"),
    ("4088/KH-UBND", {"when": date(2021, 10, 28), "jurisdiction": "tỉnh Bình Thuận"}, "4088/KH-UBND@binh-thuan.2021"),
    ("45/2021/NQ-HĐND", {"jurisdiction": "thành phố Hà Nội"}, "45/2021/NQ-HĐND@ha-noi"),
    ("15-KH/HNDT", {"when": date(2018, 12, 20), "jurisdiction": "tỉnh An Giang"}, "15-KH/HNDT@an-giang.2018"),
    ("16/CT-TTg", {"when": date(2016, 5, 16)}, "16/CT-TTg@2016"),
    ("30/2020/NĐ-CP", {}, "30/2020/NĐ-CP"),
    ("30/2020/NĐ-CP", {"when": date(2019, 1, 1)}, "30/2020/NĐ-CP"),
    ("15/2012/QH13", {"type": "luật"}, "15/2012/QH13"),
    ("16/2021/QH15", {"type": "nghị quyết"}, "16/2021/QH15@nghi-quyet"),
    ("34/2007/PL-UBTVQH11", {"type": "pháp lệnh"}, "34/2007/PL-UBTVQH11"),
    ("12-HD/BCĐ", {}, "12-HD/BCĐ@?"),
    ("12-HD/BCĐ", {"when": date(2019, 7, 4)}, "12-HD/BCĐ@?"),
    ("12-HD/BCĐ", {"when": date(2019, 7, 4), "issuer": "Ban Chỉ đạo Trung ương"}, "12-HD/BCĐ@2019"),
    ("88-BC/BCSĐ", {"when": date(2024, 4, 12), "issuer": "Ban cán sự đảng Ủy ban nhân dân tỉnh"}, "88-BC/BCSĐ@?"),
    ("5680/CT-CS", {"when": date(2025, 12, 1), "issuer": "Cục Thuế"}, "5680/CT-CS@2025"),
    ("16/CT-TTg", {"when": date(2016, 5, 16), "issuer": "Thủ tướng gửi các tỉnh"}, "16/CT-TTg@2016"),
    ("25-NQ/TW", {}, "25-NQ/TW@?"),
    ("138-HĐBT", {"when": date(1991, 5, 8)}, "138-HĐBT@1991"),
    ("367-QĐ/TWĐTN-VP", {"when": date(2013, 10, 29)}, "367-QĐ/TWĐTN-VP@2013"),
]


@pytest.mark.parametrize(("number", "known", "id"), IDS)
def test_ids_are_those_of_the_contract(number: str, known: dict[str, Any], id: str) -> None:
    symbol = parse_symbol(number, LEXICON)
    assert symbol is not None
    assert id_of(symbol, LEXICON, **known) == id


@pytest.mark.parametrize("text", ["", "Kế hoạch", "25", "NQ/TW", "-", "/", "12/"])
def test_what_is_no_number_has_no_parts(text: str) -> None:
    assert parse_symbol(text, LEXICON) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("16/CT-TTg", "16-CT/TTg"), ("05-CT/TW", "5-CT/TW"), ("217-QĐ/TW", "217-qđ/tw"), ("12 -HD/BCĐ", "12-HD/BCĐ")],
)
def test_spellings_of_one_number_share_a_key(one: str, other: str) -> None:
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("25-NQ/TW", "25-KL/TW"), ("16/CT-TTg", "16/CT-UBND"), ("1-NQ/TW", "10-NQ/TW")]
)
def test_other_numbers_have_other_keys(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("tỉnh Bình Thuận", "binh-thuan"),
        ("thành phố Hà Nội", "ha-noi"),
        ("Hoà Bình", "hoa-binh"),
        (None, None),
        ("tỉnh Sao Mai", "sao-mai"),
    ],
)
def test_provinces_have_slugs(name: str | None, slug: str | None) -> None:
    assert province_slug(name, LEXICON) == slug


@pytest.mark.parametrize(("value", "digits"), [(1, "I"), (4, "IV"), (9, "IX"), (11, "XI"), (14, "XIV"), (20, "XX")])
def test_roman_digits(value: int, digits: str) -> None:
    assert to_roman(value) == digits
