"""Relations whose cue does not stand in one piece before the mention."""

from __future__ import annotations

import pytest

from trichdan.flow import annotate
from trichdan.normalise import normalise

ROWS = [
    ("Gắn thi đua với Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Trung ương.", ["linked_with"]),
    ("Gắn phong trào với Chỉ thị số 05-CT/TW, ngày 15/5/2016; Kết luận số 43-KL/TW.", ["linked_with", "linked_with"]),
    ("Gan thi dua voi Nghị quyết số 25-NQ/TW.", ["linked_with"]),
    (
        "Nghị quyết số 31/2017/NQ-HĐND ngày 08 tháng 12 năm 2017 của Hội đồng nhân dân tỉnh hết hiệu lực kể từ ngày "
        "Nghị quyết này có hiệu lực.",
        ["repeals"],
    ),
    ("Đi gần đến đích cùng với Nghị quyết số 25-NQ/TW.", ["refers"]),
    ("Gắn trách nhiệm. Làm việc với Sở Nội vụ về Nghị quyết số 25-NQ/TW.", ["refers"]),
    ("Nghị quyết số 31/2017/NQ-HĐND ngày 08/12/2017 còn hiệu lực.", ["refers"]),
]


@pytest.mark.engine
@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_relation(text: str, expected: list[str]) -> None:
    found = [c for c in annotate(normalise(text)).citations if c.kind not in ("self", "anaphor")]
    assert [c.relation for c in found] == expected
