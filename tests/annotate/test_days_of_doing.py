"""A day of doing in a recurrence is no cut-off (`at`, not `<=`)."""

from __future__ import annotations

import pytest

from tests.annotate.plans import found


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
