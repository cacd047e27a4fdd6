"""A day in a named month of each quarter: the first, the middle or the last."""

from __future__ import annotations

from datetime import date

import pytest

from trichdan.flow import annotate
from trichdan.normalise import normalise

ROWS = [
    ("ngày 05 của tháng đầu quý", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=4"),
    ("ngày 10 của tháng giữa quý", "FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=9"),
    ("ngày 20 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=19"),
    ("ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=19"),
]


@pytest.mark.engine
@pytest.mark.parametrize(("time", "rule"), ROWS)
def test_rule(time: str, rule: str) -> None:
    text = f"Các đơn vị gửi báo cáo về Sở Nội vụ trước {time}."
    found = annotate(normalise(text), issued=date(2021, 5, 4)).deadlines
    assert [d.rrule for d in found] == [rule]
