from __future__ import annotations

import pytest

from tests.report.rows import deadline, recurring
from trichdan.lexicon.messages import load_messages
from trichdan.report.wording import Wording

VI, EN = Wording(load_messages("vi")), Wording(load_messages("en"))


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("2021-12-05", "05/12/2021", "2021-12-05"),
        ("2021-12-05T17:00", "17:00 05/12/2021", "2021-12-05 17:00"),
        ("2021-09", "09/2021", "2021-09"),
        ("2021-Q2", "quý II/2021", "Q2 2021"),
        ("2021-H1", "6 tháng đầu năm 2021", "first half of 2021"),
        ("2021-W48", "tuần 48/2021", "week 48 of 2021"),
        ("2024", "năm 2024", "2024"),
        ("XXXX-10-15", "15/10", "15 October"),
        ("2021-01/2021-09", "01/2021 - 09/2021", "2021-01 - 2021-09"),
        ("t0+P10WD", "t0+P10WD", "t0+P10WD"),
        (None, "", ""),
    ],
)
def test_days_keep_their_grain(value: str | None, vi: str, en: str) -> None:
    assert VI.day(value) == vi
    assert EN.day(value) == en


@pytest.mark.parametrize(
    ("rrule", "vi"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=15", "ngày 15 hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "ngày cuối tháng hằng tháng"),
        ("FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1", "ngày 31 hằng tháng"),
        ("FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15", "ngày 15, tháng 10 hằng năm"),
        ("FREQ=WEEKLY;BYDAY=MO", "thứ Hai hằng tuần"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần"),
        ("FREQ=YEARLY", "hằng năm"),
    ],
)
def test_recurrences_in_words(rrule: str, vi: str) -> None:
    assert VI.recurrence(recurring(rrule, None)) == vi


def test_recurrence_says_its_end_and_its_lunar_days() -> None:
    assert VI.recurrence(recurring("FREQ=YEARLY;UNTIL=20251231", None)) == "hằng năm, đến 31/12/2025"
    assert VI.recurrence(recurring("", None, rdates=["2022-01-30"])) == "theo âm lịch: 30/01/2022"
    assert VI.recurrence(deadline()) == ""


@pytest.mark.parametrize(("value", "roman"), [(1, "I"), (11, "XI"), (14, "XIV"), (19, "XIX"), (None, ""), (0, "")])
def test_terms_are_roman(value: int | None, roman: str) -> None:
    assert VI.term(value) == roman
