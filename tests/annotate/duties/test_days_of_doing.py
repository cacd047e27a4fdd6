"""A day of doing in a recurrence is no cut-off (`at`, not `<=`)."""

from __future__ import annotations

import pytest

from tests.annotate.duties.plans import found


@pytest.mark.parametrize(
    ("text", "bound", "rule"),
    [
        ("Ngày 28 hàng tháng điện báo tình hình về Văn phòng Tỉnh ủy.", "at", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("Bí thư Huyện ủy tiếp dân vào ngày 12 hằng tháng.", "at", "FREQ=MONTHLY;BYMONTHDAY=12"),
        ("Gửi báo cáo chậm nhất ngày 12 hằng tháng.", "<=", "FREQ=MONTHLY;BYMONTHDAY=12"),
        ("Trước ngày 12 hằng tháng gửi báo cáo.", "<", "FREQ=MONTHLY;BYMONTHDAY=11"),
    ],
)
def test_bound_of_a_recurring_day(text: str, bound: str, rule: str) -> None:
    (record,) = found(text)
    assert (record.bound, record.rrule) == (bound, rule)


@pytest.mark.parametrize(
    ("text", "kind", "due", "actors"),
    [
        ("Ban Tổ chức cứ 2 tháng một lần họp giao ban.", "ORGANISE", "FREQ=MONTHLY;INTERVAL=2", ("Ban Tổ chức",)),
        ("Ban Phong trào trình Thường trực Huyện đoàn đầu tháng 4/2022.", "SUBMIT", "2022-04-01", ("Ban Phong trào",)),
        ("Chuẩn bị sơ kết giữa năm 2022.", "REVIEW_MIDTERM", "2022-06-30", ()),
        (
            "Các chi bộ đồng loạt ra quân ngày 22/3/2022 tại trung tâm xã; dọn đường.",
            "ORGANISE",
            "2022-03-22",
            ("Các chi bộ",),
        ),
    ],
)
def test_a_time_without_a_word_before_it(text: str, kind: str, due: str, actors: tuple[str, ...]) -> None:
    (record,) = found(text)
    told = record.rrule or (record.due_last.isoformat() if record.due_last else None)
    assert (record.action_type, told, record.actors) == (kind, due, actors)


@pytest.mark.parametrize(
    "text",
    [
        "Nội dung nêu tại cuộc họp ngày 22/3/2022 được giữ nguyên.",
        "Kỷ niệm ngày thành lập Đoàn ngày 26/3/2022 diễn ra ở nhiều nơi.",
    ],
)
def test_a_day_that_only_names_a_meeting_is_no_duty(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "Đề nghị các cơ quan chuyên môn thuộc Ủy ban; Văn phòng Huyện ủy; Ủy ban nhân dân các xã: nộp hồ sơ trước "
            "ngày 05/5/2022.",
            ("các cơ quan chuyên môn thuộc Ủy ban", "Văn phòng Huyện ủy", "Ủy ban nhân dân các xã"),
        ),
        ("Sở Y tế nộp hồ sơ; Sở Nội vụ: báo cáo trước ngày 05/5/2022.", ("Sở Nội vụ",)),
        (
            "Các đơn vị sự nghiệp công lập trực thuộc Sở báo cáo trước ngày 05/5/2022.",
            ("Các đơn vị sự nghiệp công lập trực thuộc Sở",),
        ),
    ],
)
def test_bodies_of_a_list_before_a_colon(text: str, actors: tuple[str, ...]) -> None:
    assert found(text)[-1].actors == actors
