"""Citations: core and full span, fields, lists, laws by name, pinpoints, pointers and relations."""

from __future__ import annotations

from datetime import date

import pytest

from trichdan.annotate.citing.citations import annotate_citations
from trichdan.annotate.numbering.numbers import annotate_numbers
from trichdan.annotate.times.dates import annotate_dates
from trichdan.lexicon import load_lexicon
from trichdan.model import Annotation, Citation, Header
from trichdan.normalise import normalise
from trichdan.text import Span, fold


def annotated(text: str, header: Header | None = None) -> Annotation:
    lexicon = load_lexicon()
    value = normalise(text).value
    annotation = Annotation(value, fold(value), header=header or Header())
    for stage in (annotate_numbers, annotate_dates, annotate_citations):
        annotation = stage(annotation, lexicon)
    return annotation


def citations(text: str, header: Header | None = None) -> list[Citation]:
    found = annotated(text, header).citations
    return [c for c in found if c.kind not in ("self", "anaphor")]


def quotes(text: str) -> list[str]:
    value = normalise(text).value
    return [c.span.of(value) for c in citations(text)]


CORES = [
    (
        "Thực hiện Kế hoạch số 12-KH/TU, ngày 05/3/2021 của Ban Thường vụ Tỉnh ủy.",
        ["Kế hoạch số 12-KH/TU, ngày 05/3/2021"],
    ),
    (
        "Căn cứ Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;",
        ["Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020"],
    ),
    ("theo Nghị quyết số 27-NQ/TW của Ban Chấp hành Trung ương ngày 21/5/2018.", ["Nghị quyết số 27-NQ/TW"]),
    ("tại văn bản số 213-KL/TW ngày 21/11/2025,", ["văn bản số 213-KL/TW ngày 21/11/2025"]),
    ("theo các Quyết định số 217, 218-QĐ/TW ngày 12/12/2013.", ["217", "218-QĐ/TW ngày 12/12/2013"]),
    ("theo Quyết định số 217-QĐ/TW và số 218-QĐ/TW.", ["Quyết định số 217-QĐ/TW", "số 218-QĐ/TW"]),
    ("theo Nghị quyết số 18-NQ/TW và 19-NQ/TW.", ["Nghị quyết số 18-NQ/TW", "19-NQ/TW"]),
    ("theo NĐ 30/2020/NĐ-CP và CV số 12/UBND-NC", ["NĐ 30/2020/NĐ-CP", "CV số 12/UBND-NC"]),
    ("theo Luật Giá và Bộ luật Lao động năm 2019.", ["Luật Giá", "Bộ luật Lao động năm 2019"]),
    ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", ["Luật Đất đai ngày 18 tháng 01 năm 2024"]),
    ("theo Luật Thi đua, khen thưởng số 06/2022/QH15 và quy định khác", ["Luật Thi đua, khen thưởng số 06/2022/QH15"]),
    ("theo quy định của Luật Bảo vệ môi trường và các văn bản liên quan", ["Luật Bảo vệ môi trường"]),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14;",
        ["Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14"],
    ),
    (
        "theo Luật sửa đổi, bổ sung một số điều của Luật Giá số 99/2024/QH15;",
        ["Luật sửa đổi, bổ sung một số điều của Luật Giá số 99/2024/QH15", "Luật Giá"],
    ),
    ("theo Luật Quản lý dòng chảy trong đô thị thì", ["Luật Quản lý dòng chảy"]),
    ("theo tinh thần Nghị quyết Trung ương 4 khóa XII.", ["Nghị quyết Trung ương 4 khóa XII"]),
    ("Nghị quyết Trung ương 4 (khóa XI) về xây dựng Đảng", ["Nghị quyết Trung ương 4 (khóa XI)"]),
    (
        "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII",
        ["Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"],
    ),
    ("thực hiện Nghị quyết Đại hội XIII của Đảng;", ["Nghị quyết Đại hội XIII của Đảng"]),
    (
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Hà Nam lần thứ XX, nhiệm kỳ 2020 - 2025",
        ["Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Hà Nam lần thứ XX"],
    ),
    ("Căn cứ Điều lệ Đảng; căn cứ Hiến pháp năm 2013", ["Điều lệ Đảng", "Hiến pháp năm 2013"]),
    ("Sau khi nghe Báo cáo của Ban Nội chính Trung ương về tình hình", ["Báo cáo của Ban Nội chính Trung ương"]),
    (
        "thi hành Nghị định quy định chi tiết một số điều của Luật Giá.",
        ["Nghị định quy định chi tiết một số điều của Luật Giá", "Luật Giá"],
    ),
    ("theo Nghị quyết 18 và Chỉ thị 05.", ["Nghị quyết 18", "Chỉ thị 05"]),
]


@pytest.mark.parametrize(("text", "expected"), CORES)
def test_core_mentions(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


NO_CITATIONS = [
    "theo quy định của pháp luật Việt Nam và điều lệ đăng ký",
    "các luật sư, luật gia tham gia góp ý; luật này có hiệu lực",
    "Chính phủ ban hành Nghị định, 25 Thông tư của Bộ trưởng Bộ Y tế",
    "xây dựng dự thảo Nghị định về hội",
    "Quy chế dân chủ ở cơ sở được thực hiện tốt",
    "quyết định 03 nội dung; chỉ tiêu 5 xã",
    "theo Mẫu số 05 kèm theo, TCVN 5603:2023",
]


@pytest.mark.parametrize("text", NO_CITATIONS)
def test_no_citations(text: str) -> None:
    assert quotes(text) == []


def only(text: str, header: Header | None = None) -> Citation:
    (found,) = citations(text, header)
    return found


def test_fields_of_a_party_citation() -> None:
    found = only(
        "Kết luận số 21-KL/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương (khóa XIII) về “đẩy mạnh “tự soi”, tự sửa”;"
    )
    assert (found.number, found.type, found.date) == ("21-KL/TW", "kết luận", date(2021, 10, 25))
    assert (found.issuer, found.term) == ("Ban Chấp hành Trung ương", 13)
    assert found.title == "đẩy mạnh tự soi, tự sửa"


TITLES = [
    (
        'Chỉ thị số 05-CT/TW của Bộ Chính trị "Về học tập "tự giác" trong Đảng"; Kết luận',
        "Về học tập tự giác trong Đảng",
    ),
    (
        "Kế hoạch số 06-KH/TU của Tỉnh ủy về thực hiện chủ đề năm 2020, Ban Thường vụ Huyện ủy ban hành Kế hoạch",
        "thực hiện chủ đề năm 2020",
    ),
    ("Quyết định số 12/QĐ-UBND của UBND tỉnh về việc ban hành Quy chế làm việc.", "ban hành Quy chế làm việc"),
    ("Nghị định số 88/2024/NĐ-CP quy định về bồi thường được sửa đổi, bổ sung bởi", "quy định về bồi thường"),
    (
        "Quyết định số 498/QĐ-TTg của Thủ tướng Chính phủ: Phê duyệt Phương án đơn giản hóa",
        "Phê duyệt Phương án đơn giản hóa",
    ),
    ("Chỉ thị số 05-CT/TW của Bộ Chính trị “Về học tập và làm theo; gắn với", "Về học tập và làm theo"),
    ("Thông tư số 111/2013/TT-BTC của Bộ Tài chính quy định: “a”", None),
    ("Kế hoạch số 189-KH/TU của Tỉnh ủy gắn thực hiện phong trào", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(text: str, title: str | None) -> None:
    assert citations(text)[0].title == title


ISSUERS = [
    (
        "Công văn số 3820/BVHTTDL-TC ngày 01/8/2025 của Bộ Văn hoá, Thể thao và Du lịch về rà soát",
        "Bộ Văn hoá, Thể thao và Du lịch",
    ),
    ("Ngày 26/02/2009, Ban Dân vận Trung ương đã ban hành Kế hoạch số 70-KH/BDVTW", "Ban Dân vận Trung ương"),
    (
        "Theo đề nghị của Giám đốc Sở Dân tộc và Tôn giáo tại Tờ trình số 68/TTr-SDTTG",
        "Giám đốc Sở Dân tộc và Tôn giáo",
    ),
    ("Căn cứ các Nghị định của Chính phủ: Nghị định số 88/2024/NĐ-CP quy định về bồi thường;", "Chính phủ"),
    ("theo Nghị định của Chính phủ số 132/2008/NĐ-CP", "Chính phủ"),
    (
        "Hướng dẫn số 12-HD/BCĐ của Ban Chỉ đạo phong trào “Khéo tay” tỉnh Hòa Bình về quy trình",
        "Ban Chỉ đạo phong trào Khéo tay tỉnh Hòa Bình",
    ),
    ("thay thế Thông tư số 92/2009/TT-BTC và Thông tư số 85/2020/TT-BTC của Bộ Tài chính", "Bộ Tài chính"),
    ("theo quy định tại Nghị định số 30/2020/NĐ-CP", None),
]


@pytest.mark.parametrize(("text", "issuer"), ISSUERS)
def test_issuers(text: str, issuer: str | None) -> None:
    assert citations(text)[0].issuer == issuer


def test_the_date_before_the_body_belongs_to_the_document() -> None:
    assert only("Ngày 26/02/2009, Ban Dân vận Trung ương đã ban hành Kế hoạch số 70-KH/BDVTW").date == date(2009, 2, 26)


DAMAGED = [
    ("Nghị quyết số 20/2023/NQ-HĐND ngày 21 tháng 8 năm 202của Hội đồng", date(2023, 8, 21)),
    ("Nghị định số 105/2005/NĐ-CP ngày 17 ngày 8 năm 2005", date(2005, 8, 17)),
    ("Kế hoạch số 06-KH/BDVTW, ngày Ï9/02/2020 của", date(2020, 2, 19)),
    ("Kế hoạch số 16-KH/TU, ngà 22/12/2024 của", date(2024, 12, 22)),
    ("Kế hoạch số 16-KH/TU, ngày 22/12/20 của", None),
]


@pytest.mark.parametrize(("text", "day"), DAMAGED)
def test_a_damaged_date_is_completed_only_where_the_symbol_tells_the_year(text: str, day: date | None) -> None:
    assert citations("Thực hiện " + text)[0].date == day


def test_a_damaged_date_is_completed_from_another_mention_of_the_number() -> None:
    found = citations("theo Kế hoạch số 16-KH/TU, ngày 22/12/2014 và Kế hoạch số 16-KH/TU, ngày 22/12/201 của")
    assert [c.date for c in found] == [date(2014, 12, 22)] * 2
    assert [i.code for i in found[1].issues] == ["ocr-repaired"]


def test_a_damaged_type_word_is_told_by_the_symbol() -> None:
    assert only("Thực hiện Ngh quyêt số 18-NQ/TW của Trung ương").type == "nghị quyết"


def test_a_bare_number_of_a_list_takes_letters_type_and_date() -> None:
    first, last = citations("các Nghị quyết số 18, 19-NQ/TW ngày 25/10/2017")
    assert (first.number, first.type, first.date) == ("18-NQ/TW", "nghị quyết", date(2017, 10, 25))
    assert last.number == "19-NQ/TW"


PINPOINTS = [
    ("theo điểm a khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP", "điểm a khoản 2 Điều 5"),
    ("theo khoản 4, khoản 10 Điều 111 Luật Đất đai", "khoản 4, khoản 10 Điều 111"),
    ("tại điểm 2.2, Mục II của Hướng dẫn số 42-HD/BTCTW", "điểm 2.2, Mục II"),
    ("các điều 3, 4, 5 và 9 của Nghị quyết số 193/2025/QH15", "các điều 3, 4, 5 và 9"),
    ("bổ sung vào Điều 4 (thu nhập miễn thuế) của Luật Giá", "Điều 4"),
    ("Điều 5. Thực hiện Nghị định số 30/2020/NĐ-CP", None),
]


@pytest.mark.parametrize(("text", "pinpoint"), PINPOINTS)
def test_pinpoints(text: str, pinpoint: str | None) -> None:
    assert citations(text)[0].pinpoint == pinpoint


RELATIONS = [
    ("Căn cứ Luật Giá ngày 19/6/2023; Luật Đất đai ngày 18/01/2024;", ["legal_basis", "legal_basis"]),
    ("Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 87/2025/QH15;", ["legal_basis", "legal_basis"]),
    ("Thực hiện Kế hoạch số 06-KH/TU và Chỉ thị số 07-CT/TU, Ban Thường vụ", ["implements", "implements"]),
    ("Tiếp tục thực hiện Chỉ thị số 05-CT/TW trong toàn Đảng bộ", ["continues"]),
    ("theo quy định tại khoản 3 Điều 16 Nghị định số 62/2025/NĐ-CP", ["conforms_to"]),
    ("gắn với thực hiện Chỉ thị số 05-CT/TW", ["linked_with"]),
    ("Điều 2. Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 12/QĐ-UBND.", ["replaces"]),
    ("1. Bãi bỏ Điều 3 Nghị quyết số 20/2023/NQ-HĐND.", ["repeals"]),
    ("Sở Y tế tham mưu sửa đổi Nghị quyết số 20/2023/NQ-HĐND.", ["refers"]),
    ("Xét Tờ trình số 12/TTr-UBND ngày 01/3/2024;", ["on_proposal_of"]),
    ("Cục Thuế nhận được công văn số 12/ABC-TC của Công ty", ["replies_to"]),
    ("thực hiện Kế hoạch số 283/KH-UBND về triển khai Nghị quyết số 71/NQ-CP", ["implements", "refers"]),
    ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", ["issues"]),
]


@pytest.mark.parametrize(("text", "relations"), RELATIONS)
def test_relations(text: str, relations: list[str]) -> None:
    assert [c.relation for c in citations(text)] == relations


def test_the_own_number_is_no_citation_and_its_banner_is_the_document_itself() -> None:
    text = "Số: 980/KH-UBND\n\nKẾ HOẠCH\n\nNội dung.\n\n(Kèm theo Kế hoạch số 980/KH-UBND của UBND tỉnh)"
    header = Header(number="980/KH-UBND", type="kế hoạch", spans=(("number", Span(4, 15)),))
    found = annotated(text, header).citations
    assert [(c.kind, c.number) for c in found] == [("self", "980/KH-UBND")]


def test_pointers_are_bound_and_not_counted() -> None:
    found = annotated("Theo Nghị quyết số 18-NQ/TW. Nghị quyết trên nêu rõ. Kế hoạch này có hiệu lực.").citations
    assert [(c.kind, c.antecedent) for c in found] == [("numbered", None), ("anaphor", 0), ("self", None)]


def test_a_short_name_given_in_brackets_is_an_alias_and_later_means_the_document() -> None:
    text = "theo Kế hoạch số 164-KH/TU (sau đây gọi tắt là Kế hoạch 164). Căn cứ Kế hoạch 164, các đơn vị"
    found = annotated(text).citations
    assert [(c.kind, c.number) for c in found] == [
        ("numbered", "164-KH/TU"), ("anaphor", None), ("nickname", "164-KH/TU"),
    ]  # fmt: skip


def test_a_swapped_delimiter_is_an_issue_of_the_citation() -> None:
    assert [i.code for i in only("Chỉ thị số 16-CT/TTg, ngày 16/5/2016").issues] == ["delimiter-swapped"]


def test_keys_of_documents_without_number() -> None:
    found = citations("Luật Đất đai; Nghị quyết Trung ương 4 khóa XII; Nghị quyết Đại hội XIII của Đảng")
    assert [(c.law, c.term) for c in found] == [
        ("luat-dat-dai", None), ("nghi-quyet-trung-uong-4", 12), ("nghi-quyet-dai-hoi", 13),
    ]  # fmt: skip


def test_a_provincial_congress_has_no_national_term() -> None:
    assert only("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV").term is None
