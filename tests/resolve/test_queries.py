from __future__ import annotations

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.resolve.queries import parse_query

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("query", "numbers", "others"),
    [
        ("nq 25 tw", ["25 nq tw"], ["25 nq hdnd", "25 kl tw", "125 nq tw"]),
        ("NQ25", ["25 nq tw", "25 nq hdnd"], ["25 kl tw"]),
        ("nghi quyet 25", ["25 nq tw", "25 nq hdnd"], ["25 qd tw"]),
        ("Nghị quyết số 25-NQ/TW", ["25 nq tw"], ["25 nq hdnd"]),
        ("NQ25-NQ/TW khóa 11", ["25 nq tw"], ["11 nq tw"]),
        ("217, 218 QĐ/TW", ["217 qd tw", "218 qd tw"], ["217 ct tw", "219 qd tw"]),
        ("16-CT/TTg", ["16 ct ttg"], ["16 ct ubnd"]),
        ("05-CT/TW", ["5 ct tw"], ["50 ct tw"]),
        ("30/2020/NĐ-CP", ["30 2020 nd cp"], ["30 2019 nd cp", "30 nd cp"]),
        ("quy định 8 tw", ["8 qd tw", "8 qdi tw"], ["8 kl tw"]),
    ],
)
def test_numbers_as_people_type_them(query: str, numbers: list[str], others: list[str]) -> None:
    question = parse_query(query, LEXICON)
    assert all(question.fits(number) for number in numbers)
    assert not any(question.fits(number) for number in others)


@pytest.mark.parametrize(
    ("query", "term", "year"),
    [
        ("25-NQ/TW khóa XI", 11, None),
        ("25-nq/tw khoa 11", 11, None),
        ("chỉ thị 16 năm 2016", None, 2016),
        ("25-NQ/TW", None, None),
    ],
)
def test_time_in_a_question(query: str, term: int | None, year: int | None) -> None:
    question = parse_query(query, LEXICON)
    assert (question.term, question.year) == (term, year)


@pytest.mark.parametrize(
    ("query", "name_key"),
    [
        ("Luật Đất đai", "a:luat dat dai"),
        ("luat dat dai 2013", "a:luat dat dai"),
        ("Nghị quyết Trung ương 4 khóa XII", "p:nghi quyet.4.12"),
        ("Nghị quyết Đại hội XII của Đảng", "c:XII"),
        ("19 điều đảng viên không được làm", "a:19 dieu dang vien khong duoc lam"),
    ],
)
def test_names_are_looked_up_as_names(query: str, name_key: str) -> None:
    question = parse_query(query, LEXICON)
    assert not question.serials
    assert question.name_keys[0] == name_key


@pytest.mark.parametrize("query", ["", " ", "((((", "%_%", "a" * 5000, "25" * 3000, "\0", "'; DROP TABLE documents"])
def test_no_query_is_an_error(query: str) -> None:
    parse_query(query, LEXICON)


@pytest.mark.parametrize(
    ("query", "numbers", "others"),
    [
        ("Luật số 31/2024/QH15", ["31 2024 qh15"], ["15 2024 qh15", "31 2024 qh14"]),
        ("31/2024/qh15", ["31 2024 qh15"], ["31 2023 qh15"]),
        ("nghị định 30/2020", ["30 2020 nd cp"], ["30 2025 nd cp"]),
        ("nđ 30/2020/nđ-cp", ["30 2020 nd cp"], ["30 nd cp"]),
        ("nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025", ["78 2025 nd cp"], ["1 2025 nd cp", "4 2025 nd cp"]),
        ("4088/KH-UBND tỉnh Bình Thuận", ["4088 kh ubnd"], ["4088 ct ubnd"]),
        ("2665/QĐ-UBND thành phố Cần Thơ", ["2665 qd ubnd"], ["2665 kh ubnd"]),
        ("kl 21 tw khoa 13", ["21 kl tw"], ["13 kl tw"]),
    ],
)
def test_more_numbers_as_people_type_them(query: str, numbers: list[str], others: list[str]) -> None:
    question = parse_query(query, LEXICON)
    assert question.serials
    assert all(question.fits(number) for number in numbers)
    assert not any(question.fits(number) for number in others)


@pytest.mark.parametrize(
    ("query", "place", "day"),
    [
        ("4088/KH-UBND bình thuận", "binh-thuan", None),
        ("4088/KH-UBND", None, None),
        ("78/2025/NĐ-CP ngày 01 tháng 4 năm 2025", None, "2025-04-01"),
        ("25-NQ/TW ngày 3/6/2013", None, "2013-06-03"),
        ("25-NQ/TW ngày 31 tháng 02 năm 2013", None, None),
    ],
)
def test_place_and_day_of_a_question(query: str, place: str | None, day: str | None) -> None:
    question = parse_query(query, LEXICON)
    assert (question.place, question.day.isoformat() if question.day else None) == (place, day)


@pytest.mark.parametrize(
    ("query", "subject", "hints"),
    [
        ("nghị quyết trung ương 7 khóa X về thanh niên", "thanh niên", ("7",)),
        ("nghị quyết 18 tinh gọn bộ máy", "", ("18",)),
        ("hiến pháp 2013", "", ("2013",)),
        ("luật đất đai", "", ()),
    ],
)
def test_names_with_numbers_in_them(query: str, subject: str, hints: tuple[str, ...]) -> None:
    question = parse_query(query, LEXICON)
    assert not question.serials
    assert (question.subject, question.hints) == (subject, hints)
