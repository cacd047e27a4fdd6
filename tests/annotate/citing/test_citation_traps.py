"""What is easily misread: bills, labels, years, ranges, plans and charters by name, negated cues, brackets."""

from __future__ import annotations

from datetime import date

import pytest

from tests.annotate.citing.test_citations import annotated, citations, quotes
from trichdan.flow import annotate
from trichdan.normalise import normalise

CORES = [
    # bills are no documents; one that revises a law names the law in force
    ("Ủy ban cho ý kiến về dự án Luật Dẫn độ và dự thảo Luật Báo chí.", []),
    ("Góp ý các dự án Luật Dẫn độ, Luật Tình trạng khẩn cấp và Luật Thủ đô.", []),
    ("Hồ sơ xây dựng Luật Hợp tác xã đã gửi.", []),
    ("Góp ý dự thảo Luật Viên chức (sửa đổi).", ["Luật Viên chức"]),
    ("Góp ý dự thảo Nghị định hướng dẫn Luật Đất đai năm 2024.", ["Luật Đất đai năm 2024"]),
    ("theo dự toán Luật Ngân sách nhà nước quy định.", ["Luật Ngân sách nhà nước"]),
    # labels of items and years are no serials
    ("Ban hành kèm theo Quyết định 1. Đối tượng áp dụng.", []),
    ("Trích Kế hoạch 4) Ý kiến nhận xét.", []),
    ("theo Kế hoạch 2030 và Chương trình 2021-2025 của tỉnh.", []),
    ("theo Kế hoạch số 2030 của huyện.", ["Kế hoạch số 2030"]),
    ("theo Quyết định 2085 và Nghị quyết 18.", ["Quyết định 2085", "Nghị quyết 18"]),
    ("Hộ vay vốn Chương trình 167 và Chương trình 30a.", ["Chương trình 167", "Chương trình 30a"]),
    ("Chương trình 5 năm, Chương trình 4 nội dung.", []),
    ("Làm theo NQ 18 và NĐ 30, biểu QĐ 66.", ["NQ 18", "NĐ 30", "QĐ 66"]),
    ("mức NQ 18% và QĐ 12/13.", []),
    # ranges
    (
        "theo các nghị quyết từ 721/NQ-UBTVQH15 đến 730/NQ-UBTVQH15.",
        ["721/NQ-UBTVQH15", "730/NQ-UBTVQH15"],
    ),
    ("Bãi bỏ các Quyết định từ số 15 đến số 19/QĐ-UBND.", ["15", "19/QĐ-UBND"]),
    # known by a name of their own
    ("Triển khai Quy hoạch điện VIII trên địa bàn.", ["Quy hoạch điện VIII"]),
    ("phù hợp với Quy hoạch tổng thể quốc gia thời kỳ 2021 - 2030.",
     ["Quy hoạch tổng thể quốc gia thời kỳ 2021 - 2030"]),
    ("về việc phê duyệt Quy hoạch chung Thủ đô", []),
    ("QUY HOẠCH TỔNG THỂ QUỐC GIA", []),
    ("Quy hoạch điện lực tỉnh.", []),
    ("Nhớ lại Khoán 10 ở nông thôn.", ["Khoán 10"]),
    ("Khoán 100 sản phẩm.", []),
    ("vi phạm Điều 12 BLDS và BLHS.", ["BLDS", "BLHS"]),
    ("thực hiện 19 điều đảng viên không được làm.", ["19 điều đảng viên không được làm"]),
    ("theo Quy định số 47-QĐ/TW về những điều đảng viên không được làm.", ["Quy định số 47-QĐ/TW"]),
    ("Thực hiện Quy chế công tác dân vận của hệ thống chính trị.", ["Quy chế công tác dân vận của hệ thống chính trị"]),
    (
        "Thực hiện Quy chế công tác dân vận của hệ thống chính trị ban hành kèm theo Quyết định số 290-QĐ/TW.",
        ["Quyết định số 290-QĐ/TW"],
    ),
    ("Thực hiện Quy chế dân chủ ở cơ sở.", []),
    ("theo Điều lệ Công đoàn Việt Nam và Điều lệ Hội Nông dân Việt Nam.",
     ["Điều lệ Công đoàn Việt Nam", "Điều lệ Hội Nông dân Việt Nam"]),
    ("theo Điều lệ trường học và Điều lệ công đoàn cơ sở.", []),
    # by type and date alone
    ("thay thế Quyết định ngày 12/3/1998 của Giám đốc Sở.", ["Quyết định ngày 12/3/1998"]),
    ("sửa đổi Pháp lệnh năm 1961.", ["Pháp lệnh năm 1961"]),
    (
        "thay thế Pháp lệnh quy định thể lệ bầu cử ngày 18 tháng 1 năm 1961.",
        ["Pháp lệnh quy định thể lệ bầu cử ngày 18 tháng 1 năm 1961"],
    ),
    ("Pháp lệnh quy định tại khoản 2 ngày 18 tháng 1.", []),
    # right edges of laws
    (
        "theo Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS) và.",
        ["Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)"],
    ),
    ("theo Luật Trẻ trẻ em.", ["Luật Trẻ trẻ em"]),
    ("theo quy định của Luật, Pháp lệnh Thuế, phí và lệ phí.", []),
    ("theo Bộ luật quốc tế về an ninh tàu biển và bến cảng.", ["Bộ luật quốc tế về an ninh tàu biển và bến cảng"]),
    (
        "hướng dẫn một số điều của Pháp lệnh Thư viện Căn cứ Luật Giá",
        ["Pháp lệnh Thư viện", "Luật Giá"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CORES)
def test_core_mentions(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


NUMBERS = [
    ("Quyết định số 1357TC/QĐ-TCT ngày 30/12/1995", "1357TC/QĐ-TCT"),
    ("Thông tư số 08.a/2010/TT-BTP", "08.a/2010/TT-BTP"),
    ("Quyết định số 1OO/QĐ-TTg ngày 01/11/2005", "100/QĐ-TTg"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_serials_with_letters(text: str, number: str) -> None:
    assert [c.number for c in citations(f"Bãi bỏ {text} của Bộ.")] == [number]


RELATIONS = [
    ("Các xã chưa thực hiện tốt Chỉ thị số 30-CT/TW.", ["refers"]),
    ("Còn hạn chế trong triển khai, thực hiện Nghị quyết số 25-NQ/TW và Chỉ thị số 14/CT-TTg.", ["refers"] * 2),
    ("Chậm triển khai Nghị quyết số 25-NQ/TW.", ["refers"]),
    ("Khắc phục hạn chế; thực hiện Nghị quyết số 25-NQ/TW.", ["implements"]),
    ("tiếp tục lãnh đạo, chỉ đạo thực hiện có hiệu quả Chỉ thị số 30-CT/TW.", ["continues"]),
    ("Tiếp tục nâng cao chất lượng văn thư, triển khai thực hiện tốt Luật Lưu trữ.", ["implements"]),
    ("Tiếp tục quán triệt Quyết định số 23-QĐ/TW.", ["disseminates"]),
    ("Thực hiện các nhiệm vụ nêu tại Nghị quyết số 138/NQ-CP.", ["implements"]),
    ("Công việc được thực hiện tại Phụ lục II Nghị định số 85/2024/NĐ-CP.", ["refers"]),
    (
        "Quán triệt và thực hiện nghiêm chỉ đạo:\n- Ý kiến chỉ đạo của Thành ủy tại Văn bản số 43-CV/TU, các quy định "
        "tại Luật Đấu thầu số 22/2023/QH15, được sửa đổi, bổ sung bởi Luật số 57/2024/QH15.\n- Các Nghị định đầu tư: "
        "số 115/2024/NĐ-CP, số 225/2025/NĐ-CP.",
        ["implements"] * 5,
    ),
    ("Ban hành:\n- Ý kiến của Sở về Văn bản số 43-CV/TU.", ["refers"]),
    (
        "Xét Tờ trình số 395/TTr-UBND; Báo cáo thẩm tra số 115/BC-BPC; Văn bản giải trình, tiếp thu số 6253/UBND-SNV.",
        ["on_proposal_of", "refers", "refers"],
    ),
    ("Xét đề nghị tại Tờ trình số 12/TTr-SNV và Công văn số 55/SNV-CCVC.", ["on_proposal_of"] * 2),
    ("Căn cứ Luật Giá (thực hiện Nghị quyết số 12-NQ/TU); Nghị định số 85/2024/NĐ-CP;",
     ["legal_basis", "implements", "legal_basis"]),
    (
        "Căn cứ Luật Giá (được bổ sung tại Luật số 44/2024/QH15);\nTheo đề nghị của Sở tại Tờ trình số 12/TTr-SNV.",
        ["legal_basis", "legal_basis", "on_proposal_of"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations(text: str, expected: list[str]) -> None:
    assert [c.relation for c in citations(text)] == expected


TAILS = [
    ("Bãi bỏ Quyết định số 364a/QĐ-UBND của UBND tỉnh Bắc Ninh (cũ) về việc công bố thủ tục.",
     ["UBND tỉnh Bắc Ninh"], ["công bố thủ tục"]),
    ("Căn cứ Nghị định 1/2025/NĐ-CP của Chính phủ quy định về phân cấp;\nphân định thẩm quyền, trách nhiệm;\nLuật Giá;",
     ["Chính phủ", None], ["quy định về phân cấp; phân định thẩm quyền, trách nhiệm", "Luật Giá"]),
    ("Thực hiện Chỉ thị số 35-CT/TW và Quy định số 11-QĐi/TW (sửa đổi) của Bộ Chính trị, các xã làm.",
     ["Bộ Chính trị", "Bộ Chính trị"], [None, None]),
    ("Nhận được công văn số 545/CCT-NV của Chi cục Thuế khu vực VIII (nay là Thuế tỉnh Lào Cai) về tiền thuê đất.",
     ["Chi cục Thuế khu vực VIII"], ["tiền thuê đất"]),
    ("Thực hiện Công điện số 87/CĐ-TTg của Thủ tướng Chính phủ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:",
     ["Thủ tướng Chính phủ"], [None]),
    ("Căn cứ Nghị định số 152/2025/NĐ-CP của Chính phủ quy định phân cấp; quy định chi tiết một số điều của Luật Giá;",
     ["Chính phủ", None], ["quy định phân cấp; quy định chi tiết một số điều của Luật Giá", "Luật Giá"]),
    ("Thực hiện Quyết định số 217-QĐ/TW của Bộ Chính trị về Quy chế giám sát, các huyện ủy báo cáo.",
     ["Bộ Chính trị"], ["Quy chế giám sát"]),
    ("Xét Tờ trình số 395/TTr-UBND của Ủy ban nhân dân Thành phố đề nghị ban hành Nghị quyết quy định mức chi;",
     ["Ủy ban nhân dân Thành phố"], ["đề nghị ban hành Nghị quyết quy định mức chi"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "issuers", "titles"), TAILS)
def test_bodies_and_titles(text: str, issuers: list[str | None], titles: list[str | None]) -> None:
    found = citations(text)
    assert [c.issuer for c in found] == issuers
    assert [c.title for c in found] == titles


def test_a_number_without_type_letters_takes_the_type_of_the_one_before_it() -> None:
    found = citations("Bãi bỏ Quyết định số 90/TTg, số 91/TTg ngày 07/3/1994 của Thủ tướng Chính phủ.")
    assert [c.type for c in found] == ["quyết định", "quyết định"]


def test_the_ends_of_a_range_share_date_body_and_title() -> None:
    text = "theo các nghị quyết từ 721/NQ-UBTVQH15 đến 730/NQ-UBTVQH15 ngày 26/9/2023 của Quốc hội về sắp xếp xã."
    found = citations(text)
    assert [(c.date, c.issuer, c.title) for c in found] == [(date(2023, 9, 26), "Quốc hội", "sắp xếp xã")] * 2


def test_a_mention_before_a_bracket_elsewhere_is_no_alias() -> None:
    gap = "Các đơn vị làm tốt việc được giao. " * 12
    found = citations(f"Theo Thông báo số 6/TB-VPCP. {gap}\nb) Thực hiện ý kiến chỉ đạo (Thông báo số 6/TB-VPCP).")
    assert [c.relation for c in found] == ["conforms_to", "implements"]


def test_a_plan_inside_a_title_is_not_cited() -> None:
    text = "theo Quyết định số 500/QĐ-TTg ngày 15/5/2023 về phê duyệt điều chỉnh Quy hoạch điện VIII."
    assert [c.number for c in citations(text)] == ["500/QĐ-TTg"]
    assert not [c for c in annotated(text).citations if c.kind == "nickname"]


DAMAGED = [
    ("Luật số 93/2025/QH15 ngày 27/6/2035", "93/2025/QH15", date(2025, 6, 27)),
    ("Luật số 5B/2024/QH15", "58/2024/QH15", None),
    ("Nghị quyết số 193/2025/Qq15", "193/2025/QH15", None),
    ("Pháp lệnh số 02/2020/UBIVQH14", "02/2020/UBTVQH14", None),
    ("Pháp lệnh sô 34/2007/PL-UBTVQH11 ngày 20/4/2007", "34/2007/PL-UBTVQH11", date(2007, 4, 20)),
    ("Thông tư số 85/2020/TT-BTC ngày 01/10/3020", "85/2020/TT-BTC", date(2020, 10, 1)),
    ("Nghị quyết số 25-NQ/TW, ngày 03/6/3013", "25-NQ/TW", date(2013, 6, 3)),
    # what only looks damaged
    ("Nghị quyết số 8B-NQ/HNTW", "8B-NQ/HNTW", None),
    ("Thông báo số 25B/TB-UBND", "25B/TB-UBND", None),
    ("Thông tư số 05/2024/TT-BTC ngày 03/01/2025", "05/2024/TT-BTC", date(2025, 1, 3)),
    ("Luật số 93/2025/QH15 ngày 31/02/2025", "93/2025/QH15", None),
    ("Nghị định số 35/2022/NĐ-CP ngày 28/5/2024", "35/2022/NĐ-CP", date(2024, 5, 28)),
    ("Văn bản *số 794*/SDTTG-VP", "794/SDTTG-VP", None),
]


@pytest.mark.parametrize(("text", "number", "day"), DAMAGED)
def test_one_slip_is_mended_by_what_stands_beside_it(text: str, number: str, day: date | None) -> None:
    assert [(c.number, c.date) for c in citations(f"Thực hiện {text} của cấp trên.")] == [(number, day)]


@pytest.mark.parametrize(("printed", "day"), [("10/5/99", date(1999, 5, 10)), ("10/5/01", None), ("31/4/99", None)])
def test_two_digits_of_a_year_mean_the_years_before_the_paper(printed: str, day: date | None) -> None:
    text = f"Thi hành Thông tri số 27-TT/TU ngày {printed} của Tỉnh ủy."
    (citation,) = annotate(normalise(text), issued=date(1999, 6, 20)).citations
    assert citation.date == day


def test_a_title_ends_before_the_standing_board_that_acts() -> None:
    text = (
        "Thực hiện Kết luận số 87-KL/TU, ngày 14/5/2014 của Ban Thường vụ Tỉnh ủy về đối thoại với Nhân dân ở cơ sở, "
        "Ban Thường vụ Huyện ủy xây dựng Kế hoạch như sau:"
    )
    (citation,) = annotate(normalise(text)).citations
    assert citation.title == "đối thoại với Nhân dân ở cơ sở"
