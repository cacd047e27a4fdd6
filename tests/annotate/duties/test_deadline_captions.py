"""Times that stand apart from their task: captions below it, or a sentence of their own after it."""

from __future__ import annotations

import pytest

from tests.annotate.duties.plans import HEAD, found
from trichdan.flow import annotate
from trichdan.normalise import normalise

# (text, (action type, bound, due day or rule, actors))
CAPTIONS: list[tuple[str, tuple[str, str, str | None, tuple[str, ...]]]] = [
    (
        "1. Phối hợp kiểm tra việc lưu trữ hồ sơ\n\n- Cơ quan chủ trì: Sở Nội vụ\n\n- Cơ quan phối hợp: Các sở, ngành "
        "và các cơ quan khác.\n\n- Thời gian thực hiện: Năm 2022 và các năm tiếp theo.",
        ("INSPECT", ">=", None, ("Sở Nội vụ",)),
    ),
    (
        "2. Xây dựng kho dữ liệu dùng chung của tỉnh\n\n- Nội dung: Kho dữ liệu cung cấp thông tin cho người dân; hỗ "
        "trợ doanh nghiệp.\n\n- Cơ quan thực hiện: Sở Xây dựng.\n\n- Thời gian thực hiện: năm 2022 - 2023.",
        ("OTHER", "in", "2023-12-31", ("Sở Xây dựng",)),
    ),
    (
        "- Quyết định quy định giá đất.\n\n+ Cơ quan chủ trì: Sở Tài chính.\n\n+ Thời hạn ban hành: trước ngày 01 "
        "tháng 3 năm 2022.",
        ("OTHER", "<", "2022-02-28", ("Sở Tài chính",)),
    ),
    (
        "3. Tổ chức tập huấn cho cán bộ cấp xã\n\n- Cơ quan thực hiện: Sở Nội vụ chủ trì; Sở Tư pháp và các cơ quan "
        "khác phối hợp.\n\n- Thời gian thực hiện: quý II năm 2022.",
        ("ORGANISE", "in", "2022-06-30", ("Sở Nội vụ", "Sở Tư pháp", "các cơ quan khác")),
    ),
    (
        "a) Rà soát thủ tục nội bộ.\n\nb) Cơ quan chủ trì: Sở Tư pháp.\n\nc) Thời gian hoàn thành: Trong năm 2022.",
        ("COMPLETE", "in", "2022-12-31", ("Sở Tư pháp",)),
    ),
    (
        "Giám đốc Sở Y tế chỉ đạo mua thêm thuốc; cử bác sĩ xuống xã. Không để người bệnh thiếu thuốc; hoàn thành "
        "trước ngày 20/12/2021.",
        ("COMPLETE", "<", "2021-12-19", ("Giám đốc Sở Y tế",)),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CAPTIONS)
def test_caption(text: str, wanted: tuple[str, str, str | None, tuple[str, ...]]) -> None:
    (got,) = found(text)
    due = got.due_last.isoformat() if got.due_last else got.rrule
    assert (got.action_type, got.bound, due, got.actors) == wanted


def test_evidence_runs_from_the_task_to_the_time() -> None:
    document = annotate(normalise(HEAD + CAPTIONS[1][0]))
    (got,) = document.deadlines
    shown = got.span.of(document.text)
    assert shown.startswith("Xây dựng kho dữ liệu")
    assert shown.endswith("2023")


def test_later_item_of_a_list_is_no_caption_of_the_one_before() -> None:
    assert found("2. Tuyên truyền cho người dân về dịch bệnh.\n\n3. Thời gian thực hiện: Từ năm 2022 - 2030.") == ()


def test_caption_without_a_time_of_its_own() -> None:
    text = "1. Tổ chức tập huấn\n\n- Cơ quan chủ trì: Sở Nội vụ.\n\n- Thời gian thực hiện: Theo kế hoạch hằng năm."
    assert found(text) == ()
