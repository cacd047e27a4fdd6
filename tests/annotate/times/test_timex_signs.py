"""What part a time expression plays, told by a single sign; damaged digits; lists of days."""

from __future__ import annotations

from datetime import date

import pytest

from trichdan.annotate.times.mend import mended
from trichdan.flow import annotate
from trichdan.model import Annotation, Timex
from trichdan.normalise import normalise

T0 = date(2025, 11, 20)


def found(text: str) -> Annotation:
    """Return what all stages find."""
    return annotate(normalise(text), issued=T0)


def one(text: str, words: str) -> Timex:
    """Return the time expression that begins with these words."""
    annotation = found(text)
    return next(t for t in annotation.dates if t.span.of(annotation.text).startswith(words))


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("2. Mục tiêu: đến ngày 30/6/2027 giảm ít nhất 4% đầu mối.", "ngày 30/6", "TARGET"),
        ("Phấn đấu đến hết tháng 10 đạt 75% khối lượng.", "hết tháng 10", "TARGET"),
        ("Ban Tổ chức tham mưu sơ kết vào năm 2028.", "năm 2028", "DEADLINE"),
        ("Nhân sự là nữ phải sinh từ tháng 4/1971 trở lại đây.", "tháng 4/1971", "OTHER"),
        ("Công tác tuyển sinh từ năm học 2025 - 2026 giữ như cũ.", "năm học", "PLAN_SCOPE"),
        ("Cán bộ trực thêm không quá 03 giờ.", "03 giờ", "OTHER"),
        ("Trả kết quả không quá 04 giờ kể từ khi nhận hồ sơ.", "04 giờ", "DEADLINE"),
        ("Ban Phong trào viết báo cáo trình Thường trực đầu tháng 4/2026.", "đầu tháng 4", "DEADLINE"),
        ("Đợt cao điểm tính từ 01/12/2025 đến hết ngày 15/01/2026.", "01/12", "PLAN_SCOPE"),
        ("- Đơn vị chủ trì: Sở Tư pháp.\n\n- Thời gian thực hiện: Quý IV năm 2025.", "Quý IV", "DEADLINE"),
        ("- Đơn vị: Sở Y tế.\n\n- Thời gian thực hiện: Hằng năm.", "Hằng năm", "DEADLINE"),
        ("Kinh phí bố trí từ ngân sách hằng năm của đơn vị.", "hằng năm", "OTHER"),
        ("Bộ phận kỹ thuật thực hiện sao lưu hằng ngày dữ liệu.", "hằng ngày", "DEADLINE"),
        ("Các đội nắm tình hình trên địa bàn hằng tháng và đột xuất.", "hằng tháng", "DEADLINE"),
        ("Báo cáo kết quả thực hiện Kế hoạch hằng năm (trước ngày 15/11).", "hằng năm", "REPORT_PERIOD"),
        ("Khởi công cầu mới vào ngày 19 tháng 12 năm 2025 nhân dịp kỷ niệm.", "ngày 19", "EVENT"),
        ("Ngày 12/11/2025, Phó Chủ tịch Ủy ban đã chủ trì cuộc họp về cấp nước.", "Ngày 12", "EVENT"),
        ("Trong giai đoạn 2026 - 2030 phấn đấu có 90% hộ dùng nước sạch.", "giai đoạn", "TARGET"),
        ("Văn nghệ chào mừng 80 năm Cách mạng tháng Tám.", "80 năm", "ANNIVERSARY"),
        ("Đối với các nhiệm vụ triển khai trong năm 2025, các sở tự cân đối.", "năm 2025", "PLAN_SCOPE"),
        ("Luật Thư viện được Quốc hội thông qua tại kỳ họp thứ 8 ngày 21/11/2019.", "ngày 21", "CITED_DOC_DATE"),
        ("Luật này được Quốc hội thông qua tại kỳ họp thứ 8 ngày 21/11/2019.", "ngày 21", "EVENT"),
        ("Kỳ báo cáo năm được tính từ ngày 01/01 đến ngày 31/12.", "ngày 01", "REPORT_PERIOD"),
        ("Thu ngân sách 9 tháng của tỉnh ước đạt 81% dự toán.", "9 tháng", "REPORT_PERIOD"),
    ],
)
def test_role(text: str, words: str, role: str) -> None:
    assert one(text, words).role == role


@pytest.mark.parametrize(
    "text",
    [
        "Đến hết ngày 31/12/2021, các đơn vị hoàn thành việc sắp xếp.",
        "Báo cáo trước ngày 15/12/2021.",
        "Chậm nhất ngày 15 tháng 12 năm 2021.",
        "Từ ngày 01 tháng 01 năm 2022, các chợ thu phí mới.",
    ],
)
def test_a_sentence_is_no_place_line(text: str) -> None:
    annotation = annotate(normalise(text))
    assert annotation.header.date is None
    assert [t.role for t in annotation.dates] == ["DEADLINE"]


@pytest.mark.parametrize("place", ["Từ Sơn", "Hà Nội", "Bắc Từ Liêm"])
def test_a_place_line_is_one(place: str) -> None:
    header = annotate(normalise(f"{place}, ngày 08 tháng 3 năm 2017")).header
    assert (header.place, header.date) == (place, date(2017, 3, 8))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tập huấn vào các ngày: 9, 10 tháng 09 năm 2025.", ["2025-09-09", "2025-09-10"]),
        ("Họp ngày 10, 11, 12/12/2025.", ["2025-12-10", "2025-12-11", "2025-12-12"]),
        ("Nộp vào ngày 25 các tháng 3, 6, 9, 12 hằng năm.", ["XXXX-XX-25"]),
        ("Nộp vào ngày 15 của tháng đầu năm tiếp theo.", ["XXXX-01-15"]),
        ("tính từ ngày 01 tháng đầu quý đến hết ngày cuối cùng của tháng cuối quý", ["P3M"]),
        ("Báo cáo định kỳ hằng tháng, quý, 6 tháng, năm.", ["P1M", "P3M", "P6M", "P1Y"]),
        ("Kết quả 9 tháng (năm 2024) đạt khá.", ["2024-01/2024-09", "2024"]),
        ("Sau 9 tháng tăng cân đều.", ["P9M"]),
        ("Đơn giá thuê đất một năm bằng 2% giá đất.", []),
        ("Trong thời hạn một năm kể từ khi nhận tiền.", ["P1Y"]),
        ("Công văn ngày 29 tháng\n\n4 năm 2025 của Sở.", ["2025-04-29"]),
        ("Giải phóng mặt bằng trước 30 tháng 4.", ["2026-04-30"]),
    ],
)
def test_values(text: str, values: list[str]) -> None:
    assert [t.value for t in found(text).dates] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sở nộp trước ngày 1Ï/12/2O25.", "2025-12-11"),
        ("Sở nộp trước ngày 1Bí12í2025.", "2025-12-18"),
        ("Sở nộp trong tháng |2 năm 202S.", "2025-12"),
        ("Sở nộp trước l5/12/2025.", "2025-12-15"),
        ("Sở nộp trước ngày 15 thầng 12 nắm 2025.", "2025-12-15"),
        ("Đề án giai đoạn 2026 : 203O của tỉnh", "2026/2030"),
        ("Sở trả lời trong O5 ngày làm việc.", "P5D"),
    ],
)
def test_damaged_digits_are_read_and_logged(text: str, value: str) -> None:
    (timex,) = found(text).dates
    assert (timex.value, timex.status) == (value, "repaired")
    assert timex.edits


@pytest.mark.parametrize(
    "text", ["ngày đi tháng về", "biểu 2b ngày 05/3/2025", "năm qua", "tổ l/2025", "ngày lễ tháng 5"]
)
def test_nothing_else_is_mended(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Phấn đấu đến hết tháng 10 đạt 75% khối lượng.", "hết tháng 10", "2026-10"),
        ("Việc rà soát tính đến hết tháng 10 mới có 8/30 đơn vị gửi.", "hết tháng 10", "2025-10"),
    ],
)
def test_aims_look_ahead_and_shortfalls_back(text: str, words: str, value: str) -> None:
    assert one(text, words).value == value


@pytest.mark.parametrize(
    ("event", "due"),
    [
        ("ngày ký", "2025-12-10"),
        ("ngày ban hành Kế hoạch này", "2025-12-10"),
        ("ngày Chỉ thị này được ban hành", "2025-12-10"),
        ("ngày ký kết luận", None),
        ("ngày ký hợp đồng", None),
        ("ngày có quyết định thành lập đoàn", None),
    ],
)
def test_only_the_day_of_the_paper_itself_is_known(event: str, due: str | None) -> None:
    (deadline,) = found(f"Trong thời hạn 20 ngày kể từ {event}, các đơn vị nộp hồ sơ.").deadlines
    assert (deadline.due_last and deadline.due_last.isoformat()) == due
    assert ("trigger_date_unknown" in deadline.needs_review) == (due is None)


def test_a_term_counts_from_the_day_of_effect_that_the_paper_names() -> None:
    text = (
        "Quyết định có hiệu lực từ ngày 01/12/2025.\n\n"
        "Trong thời hạn 20 ngày kể từ ngày Quyết định này có hiệu lực, các đơn vị nộp hồ sơ."
    )
    (deadline,) = found(text).deadlines
    assert deadline.due_last == date(2025, 12, 22)  # the 21st is a Sunday


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("Gửi báo cáo về Tỉnh hội trước 5-12.", "5-12", "DATE", "2025-12-05"),
        ("Gửi Tỉnh hội hai bản vào 30-12-25.", "30-12-25", "DATE", "2025-12-30"),
        ("Trình dự thảo trước 28 - 11 - 2025.", "28 - 11", "DATE", "2025-11-28"),
        ("Lễ phát động: Sáng 27/12, tại khu công nghiệp.", "Sáng 27/12", "DATE", "2025-12-27"),
        ("Báo cáo trong tuần thứ nhất của tháng 12/2025.", "tuần thứ nhất", "DATE", "2025-12"),
        ("Gửi Sở Y tế vào thứ Hai tuần sau.", "thứ Hai tuần sau", "DATE", "2025-11-24"),
        ("Nộp hồ sơ trước 16 giờ thứ Sáu tuần này.", "16 giờ", "TIME", "2025-11-21T16:00"),
        ("Trong 20 ngày kể từ ngày ra Thông tri này, gửi đề cương.", "ngày ra", "DATE", "2025-11-20"),
        ("Chế độ báo cáo: hằng tháng vào ngày 20; báo cáo năm vào ngày 10/12.", "ngày 20", "SET", "XXXX-XX-20"),
        (
            "Báo cáo hằng tháng vào ngày 25; riêng báo cáo năm nay gửi trước ngày 10/12.",
            "ngày 10/12",
            "DATE",
            "2025-12-10",
        ),
    ],
)
def test_values_of_short_forms(text: str, words: str, type_: str, value: str) -> None:
    timex = one(text, words)
    assert (timex.type, timex.value) == (type_, value)


@pytest.mark.parametrize(
    "text", ["Mô hình 01-02 đã có.", "Chọn trước 5-7 hộ.", "Theo mục 3-5-99 của sổ.", "Tỷ lệ 12-20 đơn vị."]
)
def test_counts_and_marks_with_dashes_are_no_days(text: str) -> None:
    assert not found(text).dates


def test_a_term_from_an_unnamed_day_of_effect_is_only_assumed() -> None:
    text = "Trong thời hạn 20 ngày kể từ ngày Quyết định này có hiệu lực, các đơn vị nộp hồ sơ."
    (deadline,) = found(text).deadlines
    assert deadline.due_last == date(2025, 12, 10)
    assert "anchor_assumed" in deadline.needs_review
