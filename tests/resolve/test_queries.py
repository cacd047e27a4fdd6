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
