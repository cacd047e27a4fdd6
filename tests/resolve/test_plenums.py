"""Resolutions named by their plenum: one plenum passes several, and the subject tells which is meant."""

from __future__ import annotations

from datetime import date

import pytest

from tests.resolve.test_decide import target
from trichdan.resolve.candidates import subject_fit
from trichdan.resolve.keys import Citing

PLAN_2024 = Citing("12-KH/TU@son-giang.2024", "12-KH/TU", "kế hoạch", date(2024, 5, 6))

BY_SUBJECT = [
    (7, 10, "thanh niên", "25-NQ/TW@X"),
    (7, 10, "thanh niên, tỉnh đã làm tốt", "25-NQ/TW@X"),
    (7, 10, "công tác thanh niên", "25-NQ/TW@X"),
    (7, 10, "nông nghiệp, nông dân, nông thôn", "26-NQ/TW@X"),
    (7, 10, "tam nông", "26-NQ/TW@X"),
    (7, 10, "xây dựng đội ngũ trí thức trong thời kỳ đẩy mạnh công nghiệp hóa", "27-NQ/TW@X"),
    (7, 9, "công tác tôn giáo", "25-NQ/TW@IX"),
    (7, 9, "công tác dân tộc", "24-NQ/TW@IX"),
    (7, 11, "dân vận", "25-NQ/TW@XI"),
    (8, 11, "đổi mới giáo dục", "29-NQ/TW@XI"),
    (4, 12, "xây dựng, chỉnh đốn Đảng được triển khai nghiêm túc", "04-NQ/TW@XII"),
    (6, 12, "công tác dân số", "21-NQ/TW@XII"),
    (6, 12, "tổ chức bộ máy", "18-NQ/TW@XII"),
    (7, 12, "công tác cán bộ", "26-NQ/TW@XII"),
    (7, 12, "cải cách tiền lương", "27-NQ/TW@XII"),
    (5, 13, "đất đai", "18-NQ/TW@XIII"),
    (5, 13, "tổ chức cơ sở đảng", "21-NQ/TW@XIII"),
]
ON_OTHER_SUBJECTS = [(7, 11, "biến đổi khí hậu"), (5, 12, "kinh tế tư nhân"), (7, 10, "quốc phòng, an ninh")]


@pytest.mark.parametrize(("plenum", "term", "subject", "id"), BY_SUBJECT)
def test_the_subject_tells_which_paper_of_a_plenum_is_meant(plenum: int, term: int, subject: str, id: str) -> None:
    text = f"Nghị quyết Trung ương {plenum} khóa {term}"
    found = target(PLAN_2024, text, type="nghị quyết", term=term, title=subject)
    assert (found.status, found.id) == ("known", id)
    assert {"title", "subject"} & set(found.evidence)


@pytest.mark.parametrize(("plenum", "term", "subject"), ON_OTHER_SUBJECTS)
def test_a_paper_on_another_subject_is_not_meant(plenum: int, term: int, subject: str) -> None:
    text = f"Nghị quyết Trung ương {plenum} khóa {term}"
    found = target(PLAN_2024, text, type="nghị quyết", term=term, title=subject)
    assert (found.status, found.candidates) == ("wanted", ())


@pytest.mark.parametrize(("plenum", "term"), [(7, 10), (6, 12), (5, 13)])
def test_a_plenum_of_several_papers_is_ambiguous_without_a_subject(plenum: int, term: int) -> None:
    found = target(PLAN_2024, f"Nghị quyết Trung ương {plenum} khóa {term}", type="nghị quyết", term=term)
    assert found.status == "ambiguous"
    assert len(found.candidates) > 2


@pytest.mark.parametrize(
    ("subject", "fit"),
    [
        ("thanh niên", 1), ("công tác thanh niên", 1), ("trí thức trẻ", 0), ("tam nông", 2), ("biển", None),
        ("tăng cường sự lãnh đạo của Đảng đối với công tác thanh niên", None), ("khoa học công nghệ", -1),
    ],
)  # fmt: skip
def test_how_well_a_subject_fits(subject: str, fit: int | None) -> None:
    title = "về sự lãnh đạo đối với công tác thanh niên và trí thức"
    assert subject_fit(subject, title, ("Nghị quyết Trung ương 7 khóa X về tam nông",)) == fit
