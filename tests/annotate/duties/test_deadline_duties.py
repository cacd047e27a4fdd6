"""Duties that more than a clause tells: procedures, lists, terms before an event; who gets what; what is no duty."""

from __future__ import annotations

import pytest

from trichdan.flow import annotate
from trichdan.model import Deadline
from trichdan.normalise import normalise

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ NAM

Số: 15/KH-UBND

Hà Nam, ngày 26 tháng 11 năm 2021

KẾ HOẠCH
Cải cách hành chính

"""


def found(text: str) -> tuple[Deadline, ...]:
    return tuple(d for d in annotate(normalise(HEAD + text)).deadlines if d.modality != "TARGET")


def due(record: Deadline) -> str | None:
    return record.rrule or (record.due_last.isoformat() if record.due_last else None)


# (text, [(action type, bound, due day or rule)])
DUTIES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    (
        "Trước ngày 30 tháng 6 hằng năm, Ủy ban nhân dân xã có trách nhiệm:\n\na) Rà soát danh mục công trình.\n\n"
        "b) Lập hồ sơ, gửi Sở Tài chính.\n\nc) Niêm yết kết quả tại trụ sở.",
        [
            ("OTHER", "<", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=29"),
            ("SUBMIT", "<", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=29"),
            ("OTHER", "<", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=29"),
        ],
    ),
    ("Tài liệu họp gửi Văn phòng ít nhất 03 ngày làm việc trước khi họp.", [("SUBMIT", "<=", None)]),
    ("Công ty nộp hồ sơ đề nghị trước ngày giấy phép hết hạn ít nhất 60 ngày.", [("SUBMIT", "<=", None)]),
    ("Trước khi khóa sổ hằng năm, các đơn vị hoàn thành việc cập nhật.", [("COMPLETE", "<", "FREQ=YEARLY")]),
    ("Hằng năm hoặc đột xuất báo cáo kết quả về Bộ Công an.", [("REPORT", "in", "FREQ=YEARLY")]),
    ("Các đơn vị cử cán bộ xuống xã, mỗi tháng ít nhất 01 lần.", [("OTHER", "in", None)]),
    ("Kết thúc năm 2022, Sở Tài chính báo cáo Ủy ban nhân dân tỉnh.", [("REPORT", ">", None)]),
    ("Thời hạn thẩm định hồ sơ tối đa là 45 ngày kể từ ngày nhận đủ hồ sơ.", [("OTHER", "<=", None)]),
    ("Thiết lập chế độ báo cáo nhanh hằng ngày trong thời gian mưa lũ.", [("REPORT", "in", "FREQ=DAILY")]),
    ("Báo cáo tổng hợp hằng ngày gửi Sở Y tế.", [("REPORT", "in", "FREQ=DAILY")]),
    (
        "Các huyện báo cáo Sở Nội vụ định kỳ hằng tháng, hằng quý.",
        [("REPORT", "in", "FREQ=MONTHLY"), ("REPORT", "in", "FREQ=MONTHLY;INTERVAL=3")],
    ),
    ("Trong thời hạn 5 năm, các cơ quan phải hoàn thành việc chỉnh lý tài liệu.", [("COMPLETE", "<=", None)]),
    (
        "Sở Xây dựng sớm bàn giao trong năm 2022 khu nhà cũ cho Sở Y tế, báo cáo Tỉnh ủy trước ngày 31/12/2022.",
        [("OTHER", "in", "2022-12-31"), ("REPORT", "<", "2022-12-30")],
    ),
    ("Cơ quan thanh tra hoàn thành việc thanh tra tại Kế hoạch kiểm tra số 5/KH-TTr trước ngày 20/12/2021.",
     [("COMPLETE", "<", "2021-12-19")]),
    ("Sở Y tế tham mưu, rà soát, cấp lại giấy phép trong thời hạn 5 ngày.", [("OTHER", "<=", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), DUTIES)
def test_duties(text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert [(d.action_type, d.bound, due(d)) for d in found(text)] == wanted


# What names a time and obliges nobody.
IDLE = [
    "3.1. Báo cáo định kỳ hằng tháng:",
    "Khẩn trương tiến hành sơ kết 6 tháng, báo cáo Thường trực Tỉnh ủy.",
    "Hoàn thiện Kế hoạch cao điểm chống buôn lậu, hàng giả dịp Tết Nguyên đán Nhâm Dần 2022.",
    "Tăng cường giám sát sau đấu thầu (năm 2021, Sở Tài chính đã tổ chức 2 lớp tập huấn cho các đơn vị).",
    "Đẩy mạnh xuất khẩu, nhất là dịp cuối năm.",
    "Chủ tịch Ủy ban nhân dân tỉnh đã chỉ đạo các xã hoàn thành việc cập nhật trước ngày 30 tháng 10 năm 2021.",
    "Máy phát điện phải tự động kích hoạt chậm nhất là 01 phút sau khi mất điện.",
    "Trạm trung chuyển hoạt động không quá 3 giờ/ngày.",
    "Các vướng mắc tiếp tục được xử lý trong năm 2021.",
    "Đơn vị được cử thêm 01 dự án nếu đoạt giải tại cuộc thi trong năm liền kề trước đó.",
    "Báo cáo quý I từ ngày 15 tháng 12 năm trước đến ngày 14 tháng 3.",
    "Tiền thuê đất nộp theo hình thức thuê đất trả tiền hằng năm.",
    "Hướng dẫn các huyện xây dựng lộ trình đạt mục tiêu ít nhất 50% số xã vào năm 2025.",
    "Từ đầu năm 2021 đến nay, các sở đã ban hành nhiều văn bản.",
    "Tổ chức lễ cưới tại một địa điểm, trong thời gian một ngày.",
    "Trạm thu phải hoạt động liên tục 24 giờ trong 01 ngày và 07 ngày trong 01 tuần.",
    "Người điều hành có thể xả khí tạm thời trong vòng 24 giờ.",
    "Ngoài báo cáo định kỳ hằng năm tại khoản 1 Điều này, các xã báo cáo khi có yêu cầu.",
    "Số tiền là 100.000 đồng đối với các trường hợp: thẻ bị mất; cá nhân đăng ký tối thiểu 15 ngày trước ngày hết hạn.",
    "Thời hạn tạm dừng làm thủ tục hải quan là 10 ngày kể từ ngày ký quyết định.",
    "Vệ sinh khu vực kinh doanh sau mỗi ngày làm việc.",
    "Phấn đấu 100% giáo viên được bồi dưỡng nghiệp vụ hằng năm.",
    "Nội dung báo cáo an toàn định kỳ hằng tháng bao gồm các mục sau.",
    "Thu hồi các khoản kinh phí đã giao nhưng đến ngày 30 tháng 6 hằng năm chưa phân bổ.",
    "Báo cáo giám sát định kỳ: Quý I, 6 tháng, quý III và năm.",
    "Trạm trung chuyển là nơi tập kết rác trong thời gian không quá 48 giờ trước khi xử lý.",
]


@pytest.mark.parametrize("text", IDLE)
def test_idle_times(text: str) -> None:
    assert found(text) == ()


# (text, actors, recipients)
PEOPLE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("Sở Tư pháp chia sẻ dữ liệu đến Công an tỉnh trước ngày 20/12/2021.", ("Sở Tư pháp",), ("Công an tỉnh",)),
    (
        "Trong thời hạn 03 ngày làm việc, Sở Y tế thông báo bằng văn bản cho Ủy ban nhân dân xã.",
        ("Sở Y tế",),
        ("Ủy ban nhân dân xã",),
    ),
    (
        "Sở Công Thương trình Ủy ban nhân dân tỉnh phê duyệt quy trình, hoàn thành trước ngày 20/12/2021.",
        ("Sở Công Thương",),
        ("Ủy ban nhân dân tỉnh",),
    ),
    (
        "Văn phòng tổng hợp kết quả, trình Giám đốc Sở báo cáo Ủy ban nhân dân tỉnh hằng tháng.",
        ("Văn phòng",),
        ("Giám đốc Sở",),
    ),
    (
        "Sở Nội vụ báo cáo Cục Cảnh sát Quản lý hành chính trước ngày 20/12/2021.",
        ("Sở Nội vụ",),
        ("Cục Cảnh sát Quản lý hành chính",),
    ),
    (
        "Báo cáo về Ban Chỉ huy Phòng, chống thiên tai tỉnh trước ngày 20/12/2021.",
        (),
        ("Ban Chỉ huy Phòng, chống thiên tai tỉnh",),
    ),
    (
        "Trong thời hạn 10 ngày kể từ ngày nhận hồ sơ của Ủy ban nhân dân xã, Sở Y tế cấp giấy phép.",
        ("Sở Y tế",),
        (),
    ),
    ("Các đơn vị hành chính phải được phân loại lại trước ngày 30 tháng 6 năm 2022.", (), ()),
    (
        "Trong thời hạn 04 ngày, Đoàn thẩm định tổ chức thẩm định hồ sơ.",
        ("Đoàn thẩm định",),
        (),
    ),
    (
        "Các huyện ủy, Thành ủy Phủ Lý, đảng ủy trực thuộc báo cáo Tỉnh ủy trước ngày 20/12/2021.",
        ("Các huyện ủy", "Thành ủy Phủ Lý", "đảng ủy trực thuộc"),
        ("Tỉnh ủy",),
    ),
]


@pytest.mark.parametrize(("text", "actors", "recipients"), PEOPLE)
def test_people(text: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> None:
    (record,) = found(text)
    assert (record.actors, record.recipients) == (actors, recipients)


def test_a_case_is_no_actor() -> None:
    records = found(
        "1.1. Trường hợp tổ chức, cá nhân đề nghị cấp phép\n\na) Kiểm tra hồ sơ trong thời hạn 05 ngày kể từ ngày nhận."
    )
    assert [d.actors for d in records] == [()]


def test_a_plan_for_one_year_ends_with_it() -> None:
    head = HEAD.replace("Cải cách hành chính", "Cải cách hành chính năm 2022")
    (record,) = annotate(normalise(head + "Các xã báo cáo Sở Nội vụ trước ngày 15 hằng tháng.")).deadlines
    assert record.until is not None
    assert record.until.isoformat() == "2022-12-31"


PROCEDURES = """I. DANH MỤC
|
STT
|
Tên thủ tục hành chính
|
Thời hạn giải quyết
|
Phí, lệ phí
|
|
1
|
Cấp giấy phép hoạt động thuộc thẩm quyền của Sở Y tế
|
14 ngày làm việc từ ngày nhận được hồ sơ đầy đủ
|
Không
|
|
2
|
Thu hồi giấy phép hoạt động
|
Không quá 10 ngày
|
Không
|
"""


def test_terms_of_procedures() -> None:
    first, second = found(PROCEDURES)
    assert (first.action_type, first.bound, first.actors) == ("OTHER", "<=", ("Sở Y tế",))
    assert first.trigger is not None
    assert first.trigger.duration == "P14D"
    assert (second.bound, second.actors) == ("<=", ())


def test_a_term_before_an_event_counts_back() -> None:
    (record,) = found("Tờ trình gửi Văn phòng ít nhất 05 ngày làm việc trước khi họp.")
    assert record.trigger is not None
    assert (record.trigger.direction, record.trigger.event, record.due_last) == ("before", "họp", None)


def test_what_follows_goes_to_those_of_the_report_before() -> None:
    first, second = found(
        "Các xã thực hiện báo cáo kết quả gửi Sở Nội vụ. Báo cáo 6 tháng gửi trước ngày 20/6/2022 và báo cáo năm gửi "
        "trước ngày 20/12/2022."
    )
    assert first.recipients == second.recipients == ("Sở Nội vụ",)


def test_a_line_break_in_a_name_is_a_space() -> None:
    (record,) = found("- Báo cáo năm: Sở\nTài chính báo cáo Tỉnh ủy trước ngày 20/12/2021.")
    assert record.actors == ("Sở Tài chính",)


def test_a_line_that_begins_with_a_time_goes_on_from_the_one_above() -> None:
    (record,) = found("Ban Chỉ đạo về phát triển công nghiệp họp định kỳ ít nhất\n2 lần/năm và họp đột xuất khi cần.")
    assert (record.action_type, record.actors) == ("ORGANISE", ("Ban Chỉ đạo về phát triển công nghiệp",))
