"""Two papers with one number: where neither day nor subject agree, the known one is not meant."""

from __future__ import annotations

from datetime import date

import pytest

from tests.resolve.test_decide import LETTER_2021, citation, resolved, target
from trichdan.resolve.keys import Citing

PLAN_2024 = Citing("12-KH/TU@son-giang.2024", "12-KH/TU", "kế hoạch", date(2024, 5, 6))
KNOWN = "sửa đổi, bổ sung một số điều của Nghị định số 65/2018/NĐ-CP về đường sắt"
OTHER = "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Quốc phòng"


def decree(when: date | None, title: str | None) -> tuple[str, str | None]:
    found = target(PLAN_2024, "01/2022/NĐ-CP", number="01/2022/NĐ-CP", type="nghị định", date=when, title=title)
    return found.status, found.id


@pytest.mark.parametrize(
    ("when", "title"),
    [
        (date(2022, 1, 4), KNOWN), (date(2022, 1, 4), OTHER), (date(2022, 4, 1), OTHER), (date(2022, 2, 14), KNOWN),
        (date(2022, 11, 30), None), (None, OTHER), (date(2022, 11, 30), "bốn chữ là ngắn"),
    ],
)  # fmt: skip
def test_one_thing_that_differs_is_an_error(when: date | None, title: str | None) -> None:
    assert decree(when, title) == ("known", "01/2022/NĐ-CP")


def test_another_day_and_another_subject_are_another_paper() -> None:
    assert decree(date(2022, 11, 30), OTHER) == ("wanted", "01/2022/NĐ-CP~2")


def test_the_number_of_another_paper_is_a_finding() -> None:
    mention = citation(number="01/2022/NĐ-CP", type="nghị định", date=date(2022, 11, 30), title=OTHER)
    (found,) = resolved(PLAN_2024, ("Nghị định số 01/2022/NĐ-CP", mention))
    assert [issue.code for issue in found.issues] == ["namesake"]
    assert found.target is not None
    assert [candidate.id for candidate in found.target.candidates] == ["01/2022/NĐ-CP"]


def test_a_wrong_year_with_the_right_subject_is_still_an_error() -> None:
    title = "tổ chức cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh"
    fields = {"number": "06-CT/TW", "type": "chỉ thị", "date": date(2016, 11, 7), "title": title}
    assert target(LETTER_2021, "06-CT/TW", **fields).id == "06-CT/TW@X"
