"""What stands around citations: heads of lists, columns, posts, companies, headings, banners of annexes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.annotate.citing.test_citations import citations
from trichdan.model import Citation, Header


def relations(text: str) -> list[str]:
    return [c.relation for c in citations(text)]


RELATIONS = [
    ("Căn cứ pháp lý:\n- Luật Giá;\n- Nghị định số 85/2024/NĐ-CP ngày 10/7/2024;\n", ["legal_basis"] * 2),
    ("II. CĂN CỨ PHÁP LÝ\n\n1. Luật Giá;\n\n2. Luật Thuế;\n", ["legal_basis"] * 2),
    (
        "Điều 2. Bãi bỏ các văn bản sau:\n1. Quyết định số 12/2019/QĐ-UBND ở bến.\n2. Quyết định số 30/2020/QĐ-UBND.\n",
        ["repeals"] * 2,
    ),
    (
        "2. Các quyết định sau hết hiệu lực thi hành kể từ ngày 01/7/2025:\n\na) Quyết định số 12/2019/QĐ-UBND;\n\n"
        "b) Quyết định số 30/2020/QĐ-UBND.\n",
        ["repeals"] * 2,
    ),
    ("|\nSTT\n|\nCăn cứ pháp lý\n|\n|\n1\n|\nLuật Giá\n|\n", ["legal_basis"]),
    ("|\nSTT\n|\nGhi chú\n|\n|\n1\n|\nLuật Giá\n|\n", ["refers"]),
    ("Các đơn vị gồm:\n- Luật Giá có nhiều điểm mới.\n", ["refers"]),
    ("Các tài liệu:\n- Nghị định số 85/2024/NĐ-CP.\n", ["refers"]),
    ("Đối tượng quy định tại Điều 5 Nghị định số 85/2024/NĐ-CP.", ["conforms_to"]),
    ("Các đơn vị căn cứ Nghị định số 85/2024/NĐ-CP để làm.", ["conforms_to"]),
    ("Căn cứ quy định tại Điều 3 Luật Giá.", ["legal_basis"]),
    ("Tổng kết, đánh giá việc thực hiện Chỉ thị số 14/CT-TTg.", ["reviews"]),
    ("tiếp tục quán triệt, thực hiện nghiêm Chỉ thị số 14/CT-TTg.", ["continues"]),
    ("phần mềm theo dõi Nghị quyết số 12-NQ/TU.", ["refers"]),
    ("Thực hiện nhiệm vụ trước ngày Luật Giá có hiệu lực.", ["refers"]),
    ("Xét Tờ trình số 12/TTr-UBND; Báo cáo thẩm tra số 9/BC-KTNS.", ["on_proposal_of", "refers"]),
    ("Triển khai các văn bản hướng dẫn thi hành Luật Giá.", ["refers"]),
    ("Triển khai Luật Giá và các nghị định.", ["implements"]),
    ("Thực hiện nghiêm Nghị quyết số 12-NQ/TU về xây dựng Đảng (Nghị quyết số 12-NQ/TU).", ["implements", "refers"]),
    ("Thực hiện theo biểu mẫu (chi tiết tại Phụ lục II Nghị quyết số 12-NQ/TU).", ["refers"]),
    (
        "Căn cứ Luật Giá số 16/2023/QH15 (được sửa đổi tại Luật số 44/2024/QH15);\nNghị định số 85/2024/NĐ-CP;",
        ["legal_basis"] * 3,
    ),
    (
        "theo quy định tại Luật Giá được sửa đổi, bổ sung bởi Luật số 44/2024/QH15; Luật Thuế.",
        ["conforms_to", "refers", "conforms_to"],
    ),
    ("Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND.", ["replaces"]),
    ("Tham mưu Nghị định thay thế Nghị định số 85/2024/NĐ-CP.", ["refers"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relation_from_the_words_around(text: str, expected: list[str]) -> None:
    assert relations(text) == expected


def one(text: str, header: Header | None = None) -> Citation:
    return citations(text, header)[0]


ISSUERS = [
    ("Thông tư số 02/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ hướng dẫn nghiệp vụ.",
     "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
    ("Quyết định số 8/QĐ-BCĐ của Trưởng ban Chỉ đạo quốc gia về chuyển đổi số ban hành Quy chế.",
     "Trưởng ban Chỉ đạo quốc gia về chuyển đổi số"),
    ("Kế hoạch số 8/KH-BCĐ của Ban Chỉ đạo quốc gia về thực hiện Đề án.", "Ban Chỉ đạo quốc gia"),
    ("Nhận được công văn số 29/SG-HC của Công ty cổ phần Sao Mai về việc thuê đất.", "Công ty cổ phần Sao Mai"),
    ("Ngày 02/3/2024, Cục Thuế tỉnh Hà Nam (nay là Thuế tỉnh Ninh Bình) có Thông báo số 55/TB-CTHNA.",
     "Cục Thuế tỉnh Hà Nam"),
    ("Nghị định số 85/2024/NĐ-CP của Chính phủ và hồ sơ cụ thể.", "Chính phủ"),
    ("Nghị định số 85/2024/NĐ-CP của Chính phủ đảm bảo thời gian.", "Chính phủ"),
    ("Thông báo số 12/TB-VPCP; Công văn số 30/VPCP-KTTH của Văn phòng Chính phủ.", "Văn phòng Chính phủ"),
    ("Thông báo số 12/TB-SNV; Công văn số 30/VPCP-KTTH của Văn phòng Chính phủ.", None),
    ("các Quyết định của Ủy ban nhân dân tỉnh Hà Nam, trong đó có Quyết định số 5/2025/QĐ-UBND.",
     "Ủy ban nhân dân tỉnh Hà Nam"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ISSUERS)
def test_issuer(text: str, expected: str | None) -> None:
    assert one(text).issuer == expected


TITLES = [
    ("Căn cứ Nghị định số 12/2025/NĐ-CP của Chính phủ quy định về phân cấp; phân định thẩm quyền trong lĩnh vực giá;",
     "quy định về phân cấp; phân định thẩm quyền trong lĩnh vực giá"),
    ("Căn cứ Nghị định số 12/2025/NĐ-CP của Chính phủ quy định về giá; số 13/2025/NĐ-CP về thuế;", "quy định về giá"),
    ("Quyết định số 37/QĐ-BTC về việc công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực giá;",
     "công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực giá"),
    ("Nghị định số 12/2025/NĐ-CP về giá được sửa đổi bởi Nghị định số 13/2025/NĐ-CP;", "giá"),
    ("Chỉ thị số 13/CT-TTg về chống buôn lậu và Kết luận tại Hội nghị trực tuyến.", "chống buôn lậu"),
    ("Nghị quyết số 3/2017/NQ-HĐND tiếp tục hưởng trợ cấp theo Nghị quyết này đến hết năm.", None),
    ("các Nghị định số 48/2013/NĐ-CP và số 92/2017/NĐ-CP về kiểm soát thủ tục;", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title(text: str, expected: str | None) -> None:
    assert one(text).title == expected


def test_two_numbers_side_by_side_share_their_title() -> None:
    found = citations("Căn cứ các Nghị định của Chính phủ: số 48/2013/NĐ-CP và số 92/2017/NĐ-CP về kiểm soát giá;")
    assert [c.title for c in found] == ["kiểm soát giá", "kiểm soát giá"]


def test_a_law_and_who_passed_it() -> None:
    law = one("Luật Dữ liệu được Quốc hội khóa XV thông qua tại kỳ họp thứ 8 ngày 30 tháng 11 năm 2024, có hiệu lực.")
    assert (law.issuer, law.term, law.date) == ("Quốc hội", 15, date(2024, 11, 30))


def test_the_date_that_opens_the_sentence() -> None:
    assert one("Ngày 10/10/2024, tại Công văn số 22/CTHNA-KDCN có nêu.").date == date(2024, 10, 10)
    assert one("Trước ngày 10/10/2024, tại Công văn số 22/CTHNA-KDCN có nêu.").date is None


def test_a_plenum_is_named_whole() -> None:
    plenum = one("Quán triệt kết luận Hội nghị Trung ương lần thứ 13 Ban Chấp hành Trung ương Đảng khóa XIII, các cấp.")
    assert plenum.term == 13
    assert plenum.span.end - plenum.span.start == len(
        "kết luận Hội nghị Trung ương lần thứ 13 Ban Chấp hành Trung ương Đảng khóa XIII"
    )


def test_brackets_between_pinpoint_and_mention() -> None:
    assert one("quy định tại khoản 6 Điều 1 (chi tiết theo Phụ lục số 6) Nghị quyết số 3/2017/NQ-HĐND").pinpoint == (
        "khoản 6 Điều 1"
    )


@pytest.mark.parametrize(
    ("banner", "is_own"),
    [
        ("(Kèm theo Kế hoạch số 614/KH-UBND ngày 01/12/2025)", True),
        ("(Kèm theo Kế hoạch số 671/KH-UBND ngày 01/12/2025)", False),
        ("(Kèm theo Kế hoạch số 614/KH-UBND ngày 05/12/2025)", False),
        ("(Kèm theo Tờ trình số 614/TTr-UBND ngày 01/12/2025)", False),
        ("Thực hiện Kế hoạch số 614/KH-UBND ngày 01/12/2025", False),
    ],
)
def test_a_damaged_banner_names_the_document_itself(banner: str, is_own: bool) -> None:
    header = Header(number="617/KH-UBND", type="kế hoạch", date=date(2025, 12, 1))
    assert (citations(f"PHỤ LỤC\n{banner}\n", header) == []) is is_own
