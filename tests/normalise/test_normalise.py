"""Normalisation: what is joined, what stays, and that every character keeps its origin."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichdan.normalise import normalise
from trichdan.text import Span, fold

JOINED = [
    # a symbol parted by a page break
    ("thực hiện Hướng dẫn số 12-\n\nHD/BCĐ, ngày 04/7/2019", "thực hiện Hướng dẫn số 12- HD/BCĐ, ngày 04/7/2019"),
    # a word parted by a page break, with the page number between
    (
        "các cấp ủy cơ sở xem xét, giải quyết những nguyện vọng hợp\n\n2\n\npháp của đoàn viên.",
        "các cấp ủy cơ sở xem xét, giải quyết những nguyện vọng hợp pháp của đoàn viên.",
    ),
    # an official letter's list goes on in lower case
    ("- Ủy ban Mặt trận Tổ quốc tỉnh\nvà các đoàn thể tỉnh;", "- Ủy ban Mặt trận Tổ quốc tỉnh và các đoàn thể tỉnh;"),
    # a line cannot end on 'số'
    ("Căn cứ Nghị định số\n30/2020/NĐ-CP;", "Căn cứ Nghị định số 30/2020/NĐ-CP;"),
    # a label alone on its line belongs to what follows
    ("3.1.\nBáo cáo định kỳ:", "3.1. Báo cáo định kỳ:"),
    ("5. Cục\nTrẻ em chủ trì", "5. Cục Trẻ em chủ trì"),
    # a gazette's running head in mid-sentence
    (
        "Bộ trưởng có trách nhiệm đôn đốc việc thi hành ở các\nCÔNG BÁO/Số 12/Ngày 01-02-2026\n7\nđịa phương.",
        "Bộ trưởng có trách nhiệm đôn đốc việc thi hành ở các địa phương.",
    ),
]
WRAPPED = """Tiếp tục nâng cao nhận thức của cán bộ, đảng viên và nhân dân tỉnh
Sơn Giang về công tác dân vận; phát huy vai trò của các tầng lớp và
Mặt trận Tổ quốc Việt Nam trong việc tham gia xây dựng hệ thống của
Đảng và chính quyền trong sạch, vững mạnh, góp phần thực hiện thành
Nghị quyết đại hội đảng bộ tỉnh. Các cấp ủy chỉ đạo kiểm tra ở từng
Chi bộ trực thuộc và báo cáo kết quả về Ban Thường vụ Tỉnh ủy trong
Kỳ họp gần nhất; đồng thời rút kinh nghiệm và nhân rộng mô hình tốt
Dân vận khéo trên địa bàn toàn tỉnh, nhất là vùng đồng bào dân tộc."""
PARAGRAPH = (
    "Các cấp ủy, tổ chức đảng và cả hệ thống chính trị tiếp tục quán triệt và tổ chức thực hiện nghiêm túc các nghị"
    " quyết của Trung ương về công tác dân vận trong tình hình mới gắn với đặc điểm từng địa phương và cơ sở"
)
JOINED += [
    # lines that are full go on, whatever letter the next one begins with
    (WRAPPED, WRAPPED.replace("\n", " ")),
    # a legal basis goes on up to its semicolon
    (
        "Căn cứ Thông báo kết luận\nBan Thường vụ Tỉnh ủy ngày 12/6/2023\nPhiên họp tháng 9;\nTheo đề nghị",
        "Căn cứ Thông báo kết luận Ban Thường vụ Tỉnh ủy ngày 12/6/2023 Phiên họp tháng 9;\nTheo đề nghị",
    ),
]
KEPT = [
    # paragraphs of one line each, however alike their lengths
    "\n".join([PARAGRAPH] * 10),
    # a number in a table is no page number
    "|\n\n2\n\n|\nSở Nội vụ\n|",
    # what stands below two columns goes on in the left one
    "Nơi nhận: các sở\tkt. chủ tịch\nnhư trên và các ngành",
    "KẾ HOẠCH\nthực hiện phong trào thi đua",
    "TỈNH ỦY SƠN GIANG\n*\nSố 15-KH/TU",
    "1. Mục đích\na) Nâng cao nhận thức",
    "- Như trên;\n- Lưu Văn phòng.",
    "|\n1.\n|\nSở Tài chính\n|",
    "1.\na) Nâng cao nhận thức",
    "|\nSở Tài chính\n|\nTháng 6\n|",
    "Kết quả như sau:\nnăm 2020 đạt 90%.",
    "Nơi nhận:\n- Ban Dân vận Tỉnh ủy",
    "I- MỤC ĐÍCH\n\nTiếp tục nâng cao chất lượng.",
]


@pytest.mark.parametrize(("source", "expected"), JOINED)
def test_wrapped_and_parted_lines_are_joined(source: str, expected: str) -> None:
    assert normalise(source).value == expected


@pytest.mark.parametrize("source", KEPT)
def test_lines_that_stand_alone_stay(source: str) -> None:
    assert normalise(source).value == source


CHARACTERS = [
    ("QÐ/TW", "QĐ/TW"),
    ("2021 – 2025", "2021 - 2025"),
    ("**Kính gửi:** các *đồng chí*", "Kính gửi: các đồng chí"),
    ("## 2- Nội dung", "2- Nội dung"),
    ("Q*Đ*-TTg", "QĐ-TTg"),
    ("ngày 2*/11/2025 và 15/*/2024", "ngày 2*/11/2025 và 15/*/2024"),
    ("*ngày 13/5/2025* và *2.3-* Nội dung", "ngày 13/5/2025 và 2.3- Nội dung"),
    ("số\u00a025", "số 25"),
    ("ngày 1\u20442", "ngày 1/2"),
    ("Ɖảng ủy xã", "Đảng ủy xã"),
    ("xét duyệt …", "xét duyệt ..."),
    ("một\rHai", "một\nHai"),
    ("Nghị\u200b quyết", "Nghị quyết"),
    ("TỈNH ỦY        ĐẢNG CỘNG SẢN", "TỈNH ỦY\tĐẢNG CỘNG SẢN"),
    ("một\r\n\r\nHai", "một\n\nHai"),
    (unicodedata.normalize("NFD", "Hướng dẫn"), "Hướng dẫn"),
]


@pytest.mark.parametrize(("source", "expected"), CHARACTERS)
def test_characters(source: str, expected: str) -> None:
    assert normalise(source).value == expected


def test_words_are_never_corrected() -> None:
    assert (
        normalise("Đây mạnh công tác dân vân, hoà giải, kĩ năng").value
        == "Đây mạnh công tác dân vân, hoà giải, kĩ năng"
    )


WORDS = r"Nghị quyết;số 25-;NQ/TW;**;*;#;-----;12;1.;a);và;của Đảng;CÔNG BÁO/Số 1/Ngày 01-01-2020;Ð;–;.;:;“;\*;|"
BREAKS = ["\n", "\n\n", " ", "   ", "\t", "\u00a0", "\u0301", "e\u0302", "\r\n", "\ufeff"]
PIECES = st.sampled_from([*WORDS.split(";"), *BREAKS])
SOURCES = st.lists(PIECES, max_size=30).map("".join)


@given(SOURCES)
def test_normalising_twice_changes_nothing(source: str) -> None:
    once = normalise(source).value
    assert normalise(once).value == once


@given(SOURCES)
def test_each_letter_leads_to_itself(source: str) -> None:
    text = normalise(source)
    for i, char in enumerate(text.value):
        if char.isalnum():
            home = text.to_source(Span(i, i + 1)).of(source)
            assert fold(unicodedata.normalize("NFC", home))[:1] == fold(char)
