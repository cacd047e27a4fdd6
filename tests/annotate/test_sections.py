"""Headings and numbered items: which lines are labels, how deep they lie, where they end."""

from __future__ import annotations

import pytest

from trichdan.annotate.sections import find_sections
from trichdan.text import fold

PLAN = """I- MỤC ĐÍCH, YÊU CẦU

1- Nâng cao nhận thức của cán bộ, đảng viên.

2- Bảo đảm thiết thực.

II- NHIỆM VỤ

2.1- Đối với cấp ủy

- Quán triệt đến chi bộ;

+ Phân công người theo dõi.

a) Hoàn thành trong quý I;

III. TỔ CHỨC THỰC HIỆN

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng.

K/T TRƯỞNG BAN"""

DECREE = """Phần I

QUY ĐỊNH CHUNG

Chương II
TỔ CHỨC

Mục 1. CƠ CẤU

Điều 5. Nhiệm vụ

1. Xây dựng kế hoạch:

a) Khảo sát;

đ) Tổng hợp.

2. Báo cáo.

Điều 6a. Hiệu lực"""


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.path, s.heading) for s in find_sections(text, fold(text))]


def test_the_outline_of_a_plan() -> None:
    assert outline(PLAN) == [
        (1, "I", "MỤC ĐÍCH, YÊU CẦU"),
        (2, "I.1", "Nâng cao nhận thức của cán bộ, đảng viên"),
        (2, "I.2", "Bảo đảm thiết thực"),
        (1, "II", "NHIỆM VỤ"),
        (2, "II.2.1", "Đối với cấp ủy"),
        (3, "II.2.1", "Quán triệt đến chi bộ"),
        (4, "II.2.1", "Phân công người theo dõi"),
        (3, "II.2.1.a", "Hoàn thành trong quý I"),
        (1, "III", "TỔ CHỨC THỰC HIỆN"),
    ]


def test_the_outline_of_a_normative_text() -> None:
    assert outline(DECREE) == [
        (1, "Phần I", "QUY ĐỊNH CHUNG"),
        (2, "Phần I.Chương II", "TỔ CHỨC"),
        (3, "Phần I.Chương II.Mục 1", "CƠ CẤU"),
        (4, "Phần I.Chương II.Mục 1.Điều 5", "Nhiệm vụ"),
        (5, "Phần I.Chương II.Mục 1.Điều 5.1", "Xây dựng kế hoạch"),
        (6, "Phần I.Chương II.Mục 1.Điều 5.1.a", "Khảo sát"),
        (6, "Phần I.Chương II.Mục 1.Điều 5.1.đ", "Tổng hợp"),
        (5, "Phần I.Chương II.Mục 1.Điều 5.2", "Báo cáo"),
        (4, "Phần I.Chương II.Mục 1.Điều 6a", "Hiệu lực"),
    ]


LABELS = [
    ("I. Mục đích", "I"),
    ("IV- TỔ CHỨC", "IV"),
    ("A. PHẦN CHUNG", "A"),
    ("1. Nội dung", "1"),
    ("12- Nội dung", "12"),
    ("1/ Nội dung", "1"),
    ("3) Nội dung", "3"),
    ("1.1- Nội dung", "1.1"),
    ("2.3.1. Nội dung", "2.3.1"),
    ("a) Nội dung", "a"),
    ("đ) Nội dung", "đ"),
    ("b.1) Nội dung", "b.1"),
    ("- Nội dung", "-"),
    ("+ Nội dung", "+"),
    ("Điều 12. Nội dung", "Điều 12"),
    ("Điều 3: Nội dung", "Điều 3"),
    ("Chương IV", "Chương IV"),
    ("Chương I QUY ĐỊNH CHUNG", "Chương I"),
    ("Phụ lục II", "Phụ lục II"),
    ("Tiểu mục 2. NỘI DUNG", "Tiểu mục 2"),
]
NO_LABELS = [
    "Điều 5 của Luật này",
    "Điều 52, Điều 53 và Điều 54 của Luật",
    "K/T TRƯỞNG BAN",
    "T/M BAN THƯỜNG VỤ",
    "2021 - 2025",
    "15.000 đồng",
    "03/6/2013",
    "Chương trình hành động",
    "Phần lớn cán bộ, đảng viên",
    "Mục tiêu đến năm 2030",
    "Căn cứ Luật Giá;",
    "-----",
    "ii",
]


@pytest.mark.parametrize(("line", "label"), LABELS)
def test_a_line_with_a_label(line: str, label: str) -> None:
    assert [s.label for s in find_sections(line, fold(line))] == [label]


@pytest.mark.parametrize("line", NO_LABELS)
def test_a_line_without_a_label(line: str) -> None:
    assert find_sections(line, fold(line)) == ()


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    sections = find_sections(PLAN, fold(PLAN))
    by_path = {s.path: s for s in sections if s.label not in "-+"}
    assert by_path["I"].span.end == PLAN.index("II- NHIỆM VỤ")
    assert by_path["I.1"].span.of(PLAN).strip() == "1- Nâng cao nhận thức của cán bộ, đảng viên."
    assert by_path["III"].span.end == PLAN.index("Nơi nhận")


def test_recipients_and_addressees_are_no_sections() -> None:
    text = "Kính gửi:\n- Sở Tài chính;\n- Sở Nội vụ.\n\nĐề nghị các sở:\n- Rà soát;\n\nNơi nhận:\n- Như trên;\n- Lưu."
    assert [s.heading for s in find_sections(text, fold(text))] == ["Rà soát"]
