"""A plan whose body a test writes, and the deadlines that are read in it."""

from __future__ import annotations

from trichdan.flow import annotate
from trichdan.model import Deadline
from trichdan.normalise import normalise

HEAD = """HUYỆN ỦY BA VÌ
*
Số 15-KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Ba Vì, ngày 26 tháng 11 năm 2021

KẾ HOẠCH
công tác xây dựng Đảng

"""


def found(text: str) -> tuple[Deadline, ...]:
    """Return the deadlines of the plan with that body."""
    return annotate(normalise(HEAD + text)).deadlines
