"""Who has to act and who is told, where names hold colons, dashes, appositions or words that look like verbs."""

from __future__ import annotations

import pytest

from tests.annotate.duties.plans import found
from trichdan.annotate.duties.actors import split_bodies

# (text, actors, recipients)
PEOPLE: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    (
        "Chủ tịch Ủy ban nhân dân các tỉnh: Hà Giang, Lào Cai và Yên Bái rà soát thiệt hại trước ngày 20/12/2021.",
        ("Chủ tịch Ủy ban nhân dân các tỉnh: Hà Giang, Lào Cai và Yên Bái",),
        (),
    ),
    (
        "2. Giám đốc và Chủ tịch Ủy ban nhân dân các xã: Phú Lâm, Tân Hòa:\n- Báo cáo Sở Y tế trước ngày 20/12/2021.",
        ("Giám đốc và Chủ tịch Ủy ban nhân dân các xã: Phú Lâm, Tân Hòa",),
        ("Sở Y tế",),
    ),
    (
        "3. Về đề nghị Chính phủ chỉ đạo Bộ Y tế cấp thuốc: giao Sở Y tế chủ trì xem xét. Đối với nội dung vượt thẩm "
        "quyền, báo cáo cấp có thẩm quyền trước ngày 20/12/2021.",
        ("Sở Y tế",),
        ("cấp có thẩm quyền",),
    ),
    (
        "Tổng cục Hậu cần - Kỹ thuật thống kê phương tiện trước ngày 20/12/2021.",
        ("Tổng cục Hậu cần - Kỹ thuật",),
        (),
    ),
    (
        "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo rà soát tài sản trước ngày 20/12/2021.",
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo",),
        (),
    ),
    (
        "Cục Thuế tỉnh báo cáo Phó Thủ tướng Chính phủ - Trưởng Ban Chỉ đạo 389 quốc gia trước ngày 20/12/2021.",
        ("Cục Thuế tỉnh",),
        ("Phó Thủ tướng Chính phủ - Trưởng Ban Chỉ đạo 389 quốc gia",),
    ),
    (
        "3. Các sở, ngành; Ủy ban nhân dân xã và các cơ quan, tổ chức có liên quan:\n- Báo cáo Sở Nội vụ trước ngày "
        "20/12/2021.",
        ("Các sở, ngành", "Ủy ban nhân dân xã", "các cơ quan, tổ chức có liên quan"),
        ("Sở Nội vụ",),
    ),
]


@pytest.mark.parametrize(("text", "actors", "to"), PEOPLE)
def test_people(text: str, actors: tuple[str, ...], to: tuple[str, ...]) -> None:
    (got,) = found(text)
    assert (got.actors, got.recipients) == (actors, to)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Sở Y tế; Báo Bắc Hải và các sở, ngành có liên quan",
            ("Sở Y tế", "Báo Bắc Hải", "các sở, ngành có liên quan"),
        ),
        ("Sở Y tế hoặc Sở Nội vụ", ("Sở Y tế", "Sở Nội vụ")),
        ("Mặt trận Tổ quốc và các đoàn thể huyện", ("Mặt trận Tổ quốc và các đoàn thể huyện",)),
        ("Chủ tịch các xã: Phú Lâm và Tân Hòa", ("Chủ tịch các xã: Phú Lâm và Tân Hòa",)),
    ],
)
def test_bodies_are_parted_where_a_new_one_begins(text: str, names: tuple[str, ...]) -> None:
    assert split_bodies(text) == names


# (text, rules)
OFTEN: list[tuple[str, list[str | None]]] = [
    ("Sở Nội vụ báo cáo Tỉnh ủy kết quả hằng năm theo quy định.", ["FREQ=YEARLY"]),
    ("Hằng năm hoặc đột xuất, các sở báo cáo kết quả về Sở Nội vụ.", ["FREQ=YEARLY"]),
    ("Văn phòng rà soát, đánh giá việc sử dụng xe hằng quý và đột xuất.", ["FREQ=MONTHLY;INTERVAL=3"]),
    ("Trung tâm Tin học thực hiện sao lưu hằng ngày toàn bộ dữ liệu.", ["FREQ=DAILY"]),
    ("Cán bộ văn thư thực hiện đổi mật khẩu tối thiểu 06 tháng một lần.", ["FREQ=MONTHLY;INTERVAL=6"]),
    ("Việc điều tra được thực hiện 5 năm một lần.", []),
    ("Sở Tài chính quyết định điều chỉnh dự toán chi hằng năm theo quy định.", []),
    ("Người lao động chọn phương thức đóng hằng tháng, 03 tháng hoặc 06 tháng một lần.", []),
]


@pytest.mark.parametrize(("text", "rules"), OFTEN)
def test_how_often(text: str, rules: list[str | None]) -> None:
    assert [d.rrule for d in found(text)] == rules


def test_period_before_then_is_a_term_to_act_in() -> None:
    text = "Trong thời hạn 02 ngày làm việc kể từ khi nhận được yêu cầu thì bên thuê trả lời bên cho thuê."
    assert [(d.action_type, d.bound, d.due_last) for d in found(text)] == [("REPLY", "<=", None)]
