"""The document's own header: every element by its kind, in any order of lines, and nothing invented."""

from __future__ import annotations

from datetime import date

import pytest

from trichdan.annotate.casing import official_case
from trichdan.annotate.heading.header import read_header
from trichdan.annotate.numbering.numbers import annotate_numbers
from trichdan.lexicon import load_lexicon
from trichdan.model import Annotation, Header
from trichdan.normalise import normalise

LEXICON = load_lexicon()

DIRECTIVE = """TỈNH ỦY BÌNH THUẬN
*
Số 21-CT/TU

ĐẢNG CỘNG SẢN VIỆT NAM
Bình Thuận, ngày 05 tháng 7 năm 2022

CHỈ THỊ
về tăng cường công tác tiếp dân
ở cơ sở
-----

Thời gian qua, các cấp ủy đã quan tâm công tác tiếp dân. Ban Thường vụ Tỉnh ủy yêu cầu:

1. Các huyện ủy tiếp dân hằng tuần.

Nơi nhận:
- Văn phòng Trung ương Đảng (b/c),
- Các huyện, thị,
thành ủy,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ THƯỜNG TRỰC

Nguyễn Văn Mẫu
"""

LETTER = """ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH PHÚ THỌ                      Độc lập - Tự do - Hạnh phúc
---------                        ------------------------------

Số: 815/UBND-NC                Việt Trì, ngày 9 tháng 3 năm 2020
V/v rà soát hồ sơ tiếp dân

Kính gửi:
- Các sở, ban, ngành;
- UBND các huyện.

Thực hiện ý kiến của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh yêu cầu các sở rà soát hồ sơ tiếp dân./.

Nơi nhận:                                          KT. CHỦ TỊCH
- Như trên;                                        PHÓ CHỦ TỊCH
- Lưu: VT.

                                                   Trương Thị Mẫu
"""

DECISION = """|
**BỘ
NỘI VỤ**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số:
412/QĐ-BNV
|
*Hà
Nội, ngày 02 tháng 4 năm 2019*
|
**QUYẾT
ĐỊNH**
VỀ VIỆC BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN
CỦA BỘ NỘI VỤ
**BỘ TRƯỞNG BỘ NỘI VỤ**
*Căn cứ Luật Tiếp công dân số 42/2013/QH13;*
*Theo đề nghị của Chánh Thanh tra Bộ,*
**QUYẾT ĐỊNH:**
Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.
|
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
|
**KT. BỘ TRƯỞNG**
THỨ
TRƯỞNG
Lê
Văn Mẫu
|
QUY CHẾ
TIẾP CÔNG DÂN
(Ban hành kèm theo Quyết định số 412/QĐ-BNV ngày 02 tháng 4 năm 2019 của Bộ trưởng Bộ Nội vụ)
"""

COLUMNS = """HUYỆN ỦY TÂN LẠC
*
Số 77-CV/HU

Tổ chức ngày hội
đại đoàn kết

ĐẢNG CỘNG SẢN VIỆT NAM

Tân Lạc, ngày 26 tháng 10 năm 2018

Kính gửi: - Đảng ủy các xã,
- Các ban của Huyện ủy.

Để chuẩn bị tốt ngày hội, Ban Thường vụ Huyện ủy đề nghị các đảng ủy chỉ đạo tổ chức trang trọng, tiết kiệm.

T/M BAN THƯỜNG VỤ
BÍ THƯ

Bùi Văn Mẫu
"""

GAZETTE = """CÔNG BÁO/Số 101/Ngày 01-02-2023
7

VĂN BẢN QUY PHẠM PHÁP LUẬT

BỘ TÀI CHÍNH

BỘ TÀI CHÍNH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 06/2023/TT-BTC
Hà Nội, ngày 31 tháng 01 năm 2023
THÔNG TƯ
Hướng dẫn quản lý kinh phí tiếp công dân
Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;
Bộ trưởng Bộ Tài chính ban hành Thông tư hướng dẫn quản lý kinh phí tiếp công dân.
Điều 1. Phạm vi điều chỉnh
Thông tư này hướng dẫn quản lý kinh phí.

BỘ TRƯỞNG

Hồ Văn Mẫu

BỘ Y TẾ
Số: 07/2023/TT-BYT
THÔNG TƯ
Quy định về hồ sơ bệnh án
"""

LAW = """QUỐC HỘI

Luật số: 99/2024/QH15

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

LUẬT

TIẾP DÂN

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;

Quốc hội ban hành Luật Tiếp dân.

Điều 1. Phạm vi điều chỉnh

Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua ngày 20 tháng 11 năm 2024.

CHỦ TỊCH QUỐC HỘI
(Đã ký)

Trần Văn Mẫu
"""


INTERLEAVED = """TỈNH ỦY GIA LAI
ĐẢNG CỘNG SẢN VIỆT NAM
BAN TUYÊN GIÁO
Pleiku, ngày 19 tháng 8 năm 2016
*
“KHẨN”
HƯỚNG DẪN
Số 21-HD/BTGTU
tuyên truyền ngày hội tiếp dân

Thực hiện Kế hoạch của Ban Thường vụ Tỉnh ủy, Ban Tuyên giáo Tỉnh ủy hướng dẫn như sau:

TRƯỞNG BAN
(đã ký)
SIU VĂN MẪU
"""

FRONT = """ỦY BAN TRUNG ƯƠNG
MẶT TRẬN TỔ QUỐC VIỆT NAM
BAN THƯỜNG TRỰC
-------
Số: 18/KH-MTTW-BTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 14 tháng 02 năm 2022

KẾ HOẠCH
giám sát việc tiếp dân

Ban Thường trực xây dựng Kế hoạch như sau:

TM. BAN THƯỜNG TRỰC
PHÓ CHỦ TỊCH - TỔNG THƯ KÝ

Lê Văn Mẫu
"""


def header_of(source: str, *, numbers: bool = True) -> tuple[Header, str]:
    text = normalise(source)
    annotation = Annotation(text.value, text.folded)
    if numbers:
        annotation = annotate_numbers(annotation, LEXICON)
    return read_header(annotation, LEXICON), text.value


FIELDS = [
    (DIRECTIVE, "number", "21-CT/TU"),
    (DIRECTIVE, "type", "chỉ thị"),
    (DIRECTIVE, "system", "party"),
    (DIRECTIVE, "issuer", "Tỉnh ủy Bình Thuận"),
    (DIRECTIVE, "jurisdiction", "tỉnh Bình Thuận"),
    (DIRECTIVE, "date", date(2022, 7, 5)),
    (DIRECTIVE, "place", "Bình Thuận"),
    (DIRECTIVE, "title", "về tăng cường công tác tiếp dân ở cơ sở"),
    (DIRECTIVE, "signer", "Nguyễn Văn Mẫu"),
    (DIRECTIVE, "signer_capacity", "T/M BAN THƯỜNG VỤ"),
    (DIRECTIVE, "signer_position", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    (
        DIRECTIVE,
        "recipients",
        ("Văn phòng Trung ương Đảng (b/c)", "Các huyện, thị, thành ủy", "Lưu Văn phòng Tỉnh ủy"),
    ),
    (DIRECTIVE, "inferred", ()),
    (LETTER, "number", "815/UBND-NC"),
    (LETTER, "type", "công văn"),
    (LETTER, "system", "state"),
    (LETTER, "issuer", "Ủy ban nhân dân tỉnh Phú Thọ"),
    (LETTER, "jurisdiction", "tỉnh Phú Thọ"),
    (LETTER, "date", date(2020, 3, 9)),
    (LETTER, "place", "Việt Trì"),
    (LETTER, "title", "rà soát hồ sơ tiếp dân"),
    (LETTER, "addressees", ("Các sở, ban, ngành", "UBND các huyện")),
    (LETTER, "recipients", ("Như trên", "Lưu: VT")),
    (LETTER, "signer", "Trương Thị Mẫu"),
    (LETTER, "signer_capacity", "KT. CHỦ TỊCH"),
    (LETTER, "signer_position", "PHÓ CHỦ TỊCH"),
    (LETTER, "inferred", ("type",)),
    (DECISION, "number", "412/QĐ-BNV"),
    (DECISION, "type", "quyết định"),
    (DECISION, "issuer", "Bộ Nội vụ"),
    (DECISION, "jurisdiction", None),
    (DECISION, "date", date(2019, 4, 2)),
    (DECISION, "place", "Hà Nội"),
    (DECISION, "title", "VỀ VIỆC BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN CỦA BỘ NỘI VỤ"),
    (DECISION, "signer", "Lê Văn Mẫu"),
    (DECISION, "signer_position", "THỨ TRƯỞNG"),
    (COLUMNS, "number", "77-CV/HU"),
    (COLUMNS, "type", "công văn"),
    (COLUMNS, "issuer", "Huyện ủy Tân Lạc"),
    (COLUMNS, "date", date(2018, 10, 26)),
    (COLUMNS, "place", "Tân Lạc"),
    (COLUMNS, "title", "Tổ chức ngày hội đại đoàn kết"),
    (COLUMNS, "addressees", ("Đảng ủy các xã", "Các ban của Huyện ủy")),
    (COLUMNS, "signer", "Bùi Văn Mẫu"),
    (GAZETTE, "number", "06/2023/TT-BTC"),
    (GAZETTE, "issuer", "Bộ Tài chính"),
    (GAZETTE, "title", "Hướng dẫn quản lý kinh phí tiếp công dân"),
    (GAZETTE, "signer", "Hồ Văn Mẫu"),
    (INTERLEAVED, "number", "21-HD/BTGTU"),
    (INTERLEAVED, "title", "tuyên truyền ngày hội tiếp dân"),
    (INTERLEAVED, "issuer", "Ban Tuyên giáo"),
    (INTERLEAVED, "jurisdiction", "tỉnh Gia Lai"),
    (INTERLEAVED, "urgency", "KHẨN"),
    (INTERLEAVED, "signer", "SIU VĂN MẪU"),
    (FRONT, "issuer", "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
    (FRONT, "jurisdiction", None),
    (FRONT, "signer_position", "PHÓ CHỦ TỊCH - TỔNG THƯ KÝ"),
    (LAW, "number", "99/2024/QH15"),
    (LAW, "type", "luật"),
    (LAW, "title", "TIẾP DÂN"),
    (LAW, "date", date(2024, 11, 20)),
    (LAW, "inferred", ("date",)),
    (LAW, "signer", "Trần Văn Mẫu"),
    (LAW, "signer_position", "CHỦ TỊCH QUỐC HỘI"),
]


@pytest.mark.parametrize(("source", "field", "value"), FIELDS)
def test_a_field(source: str, field: str, value: object) -> None:
    assert getattr(header_of(source)[0], field) == value


@pytest.mark.parametrize("source", [DIRECTIVE, LETTER, DECISION, COLUMNS, GAZETTE, LAW])
def test_the_number_is_read_without_the_stage_of_numbers(source: str) -> None:
    assert header_of(source, numbers=False)[0].number == header_of(source)[0].number


def test_spans_show_what_was_read() -> None:
    header, text = header_of(DIRECTIVE)
    shown = {name: span.of(text) for name, span in header.spans}
    assert shown["number"] == "21-CT/TU"
    assert shown["date"] == "ngày 05 tháng 7 năm 2022"
    assert shown["place"] == "Bình Thuận"
    assert shown["issuer"] == "TỈNH ỦY BÌNH THUẬN"
    assert shown["title"] == "về tăng cường công tác tiếp dân\nở cơ sở"
    assert shown["signer"] == "Nguyễn Văn Mẫu"
    assert text[header.body :].startswith("Thời gian qua")
    assert header.tail is not None
    assert text[header.tail :].startswith("Nơi nhận")


DATE_LINES = [
    ("Hà Nội, ngày 08 tháng 3 năm 2017", date(2017, 3, 8), "Hà Nội"),
    ("Hà Nội, ngày l5 tháng 3 năm 2O17", date(2017, 3, 15), "Hà Nội"),
    ("Hà Nội, ngày      tháng 11 năm 2025", None, "Hà Nội"),
    ("Hà Nội, ngày 31 tháng 02 năm 2017", None, "Hà Nội"),
    ("TP. Hồ Chí Minh, ngày 5/6/2015", date(2015, 6, 5), "TP. Hồ Chí Minh"),
    ("Ngày 8 tháng 12 năm 2025", date(2025, 12, 8), None),
]


@pytest.mark.parametrize(("line", "day", "place"), DATE_LINES)
def test_a_line_of_place_and_date(line: str, day: date | None, place: str | None) -> None:
    header, _ = header_of(
        f"BỘ NỘI VỤ\nSố: 12/KH-BNV\n{line}\n\nKẾ HOẠCH\ntiếp công dân năm sau\n\nBộ xây dựng Kế hoạch."
    )
    assert (header.date, header.place) == (day, place)


NOTHING = [
    "PHỤ LỤC I\nDANH MỤC HỒ SƠ\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/6/2019 của Ủy ban nhân dân tỉnh)\n\nSTT\n1",
    "Các cấp ủy tổ chức quán triệt Nghị quyết số 25-NQ/TW, ngày 03/6/2013 trong toàn đảng bộ, báo cáo kết quả.",
    "|\n1\n|\nSở Tài chính\n|\nTháng 6\n|",
    "",
]


@pytest.mark.parametrize("source", NOTHING)
def test_nothing_is_invented(source: str) -> None:
    header, _ = header_of(source)
    found = (header.number, header.type, header.issuer, header.date, header.place, header.title, header.signer)
    assert found == (None,) * 7


def test_a_number_whose_serial_is_blank_is_none() -> None:
    header, _ = header_of(
        "THÀNH ỦY HÀ NỘI\n*\nSố      -HD/TU\n\nHƯỚNG DẪN\nnghiệp vụ tiếp dân\n-----\n\nThành ủy hướng dẫn."
    )
    assert (header.number, header.type, header.issuer) == (None, "hướng dẫn", "Thành ủy Hà Nội")


def test_what_the_body_tells_is_listed_as_inferred() -> None:
    header, _ = header_of(
        "KẾ HOẠCH\nthực hiện năm tiếp dân\n-----\n\n"
        "Thực hiện Kế hoạch số 06-KH/BDVTW, ngày 19/02/2020, Ban Thường vụ Tỉnh ủy ban hành Kế hoạch như sau:\n\n"
        "I- MỤC ĐÍCH\n\n- Nâng cao chất lượng trên địa bàn tỉnh Hòa Bình.\n\n"
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nNgô Văn Mẫu"
    )
    assert header.issuer is not None
    assert header.issuer.startswith("Ban Thường vụ Tỉnh ủy Ho")
    assert header.inferred == ("issuer",)
    assert header.number is None
    assert header.date is None


def test_the_banner_of_its_own_annex_tells_number_and_day() -> None:
    header, _ = header_of(
        "Kính gửi: Các đơn vị thuộc Bộ\n\nBộ Nội vụ yêu cầu các đơn vị thực hiện một số nhiệm vụ sau.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nPhạm Văn Mẫu\n\nPHỤ LỤC\n"
        "(Kèm theo Công văn số 638/BNV-TH ngày 25 tháng 11 năm 2022 của Bộ Nội vụ)\n"
    )
    assert (header.number, header.type, header.date) == ("638/BNV-TH", "công văn", date(2022, 11, 25))
    assert set(header.inferred) == {"number", "type", "date", "issuer"}
    assert header.issuer == "Bộ Nội vụ"


def test_secrecy_and_urgency_are_marks_and_no_names() -> None:
    header, _ = header_of(f"MẬT\nHỎA TỐC\n{DIRECTIVE}")
    assert (header.secrecy, header.urgency, header.issuer) == ("MẬT", "HỎA TỐC", "Tỉnh ủy Bình Thuận")


def test_a_party_head_shared_by_three_bodies_is_decided_by_the_signer() -> None:
    source = DIRECTIVE.replace("TỈNH ỦY BÌNH THUẬN", "BAN CHẤP HÀNH TRUNG ƯƠNG").replace("/TU", "/TW")
    header, _ = header_of(source.replace("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC", "T/M BAN BÍ THƯ"))
    assert (header.issuer, header.jurisdiction) == ("Ban Bí thư", None)


JURISDICTIONS = [
    ("TỈNH ỦY HÒA BÌNH", 2020, "Hòa Bình", "tỉnh Hoà Bình"),
    ("ỦY BAN NHÂN DÂN\nTỈNH THỪA THIÊN HUẾ", 2015, "Huế", "tỉnh Thừa Thiên Huế"),
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ", 2025, "Huế", "thành phố Huế"),
    ("SỞ NỘI VỤ", 2019, "Bình Thuận", "tỉnh Bình Thuận"),
    ("BỘ QUỐC PHÒNG", 2019, "Hà Nội", None),
    ("VĂN PHÒNG CHÍNH PHỦ", 2019, "Hà Nội", None),
]


@pytest.mark.parametrize(("head", "year", "place", "expected"), JURISDICTIONS)
def test_jurisdiction_on_the_day(head: str, year: int, place: str, expected: str | None) -> None:
    header, _ = header_of(
        f"{head}\n\n{place}, ngày 15 tháng 10 năm {year}\n\nTHÔNG BÁO\nlịch tiếp dân\n\nLịch như sau."
    )
    assert header.jurisdiction == expected


CASES = [
    ("TỈNH ỦY BÌNH THUẬN", "Tỉnh ủy Bình Thuận"),
    ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Ủy ban nhân dân tỉnh Hà Tĩnh"),
    ("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Hội đồng nhân dân thành phố Hồ Chí Minh"),
    ("BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Bộ Nông nghiệp và Môi trường"),
    ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
    ("BAN CHẤP HÀNH HỘI NÔNG DÂN TỈNH AN GIANG", "Ban Chấp hành Hội Nông dân tỉnh An Giang"),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Trung tâm Phục vụ hành chính công"),
    ("Cục Thuế", "Cục Thuế"),
]


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_names_in_capitals_are_written_as_in_running_text(printed: str, expected: str) -> None:
    assert official_case(printed, LEXICON) == expected


WIRE = """CÔNG ĐIỆN

V/V TẬP TRUNG ỨNG PHÓ MƯA LŨ Ở VÙNG CAO

THỦ TƯỚNG CHÍNH PHỦ điện:
- Bí thư các tỉnh ủy;
- Bộ trưởng các bộ.

Theo dự báo, những ngày tới có mưa to ở nhiều nơi trong tỉnh, yêu cầu các địa phương chủ động ứng phó ngay từ bây giờ.
"""

ANSWER = """CỤC THUẾ
Số: 12/CT-CS
V/v chính sách thuế
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 19 tháng 11 năm 2025
Kính gửi: Bà Đỗ Thị Mẫu
(Địa chỉ: Hải Phòng)
Cục Thuế nhận được câu hỏi của bà Mẫu về tiền ăn trưa.
Về việc này, Cục Thuế có ý kiến như sau:
"""

DIGITS = """BỘ TÀI CHÍNH
CỤC HẢI QUAN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/TB-CHQ
Hà Nội, ngày 21 tháng 11 năm 2025

THÔNG BÁO
VỀ KẾT QUẢ XÁC ĐỊNH TRƯỚC MÃ SỐ
CỤC TRƯỞNG CỤC HẢI QUAN
Căn cứ Luật Hải quan ngày 23 tháng 6 năm 2014;
Căn cứ Nghị định số 08/2015/NĐ-CP ngày 21 tháng 01 năm 2015 của Chính phủ;
"""

UNTITLED = """BỘ XÂY DỰNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 39/2025/TT-BXD
Hà Nội, ngày 25 tháng 11 năm 2025

THÔNG TƯ

Căn cứ Luật Đường bộ số 35/2024/QH15;
Căn cứ Luật Xây dựng số 50/2014/QH13;
"""

EDGES = [
    (WIRE, "title", "TẬP TRUNG ỨNG PHÓ MƯA LŨ Ở VÙNG CAO"),
    (ANSWER, "addressees", ("Bà Đỗ Thị Mẫu (Địa chỉ: Hải Phòng)",)),
    (DIGITS, "title", "VỀ KẾT QUẢ XÁC ĐỊNH TRƯỚC MÃ SỐ"),
    (UNTITLED, "title", None),
    (UNTITLED, "number", "39/2025/TT-BXD"),
]


@pytest.mark.parametrize(("source", "field", "value"), EDGES)
def test_where_a_field_ends(source: str, field: str, value: object) -> None:
    assert getattr(header_of(source)[0], field) == value
