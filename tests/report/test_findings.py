"""Findings are said in the reader's language, with the values that the record gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.lexicon.messages import load_messages
from trichdan.model import Citation, Issue, Target
from trichdan.report.findings import doubt, finding
from trichdan.resolve.candidates import load_authority
from trichdan.resolve.conflicts import conflicts_of
from trichdan.resolve.consensus import SUSPECT
from trichdan.resolve.keys import Citing
from trichdan.text import Span

VI, EN = load_messages("vi"), load_messages("en")
AT = Span(0, 1)
MENTION = Citation(AT, AT, "numbered", "25-NQ/TW", "nghị quyết", "party")
DAN_VAN = Target("known", "25-NQ/TW@XI", "25-NQ/TW", date(2013, 6, 3), 11)
CITING = Citing("1-KH/TU", date=date(2020, 1, 1))


def found(citation: Citation, citing: Citing = CITING, target: Target = DAN_VAN) -> list[Issue]:
    return list(conflicts_of(citation, citing, target, "term", load_lexicon(), load_authority(load_lexicon())))


@pytest.mark.parametrize(
    ("issues", "told"),
    [
        (
            found(replace(MENTION, date=date(2013, 8, 3))),
            "in ngày 03/08/2013, nhưng 25-NQ/TW@XI ban hành ngày 03/06/2013",
        ),
        (found(replace(MENTION, term=12)), "in khóa XII, nhưng 25-NQ/TW@XI thuộc khóa XI"),
        (
            found(replace(MENTION, term=9, date=date(2013, 6, 3)), target=Target("wanted", "25-NQ/TW@?")),
            "khóa IX không hợp với ngày 03/06/2013, thuộc khóa XI",
        ),
        (
            found(replace(MENTION, date=date(2015, 6, 3)), target=Target("wanted", "25-NQ/TW@?")),
            "theo thứ tự số của khóa XI, 25-NQ/TW phải ban hành giữa",
        ),
        (
            found(replace(MENTION, date=date(2021, 6, 3)), target=Target("wanted", "25-NQ/TW@?")),
            "viện dẫn văn bản ngày 03/06/2021, mà văn bản này ban hành ngày 01/01/2020",
        ),
        (
            found(MENTION, Citing("1-KH/TU", date=date(2012, 1, 1))),
            "25-NQ/TW@XI ban hành ngày 03/06/2013, sau văn bản này ngày 01/01/2012",
        ),
        (
            found(replace(MENTION, issuer="Ban Bí thư"), target=Target("known", "05-CT/TW@XII")),
            "in Ban Bí thư, nhưng 05-CT/TW@XII do Bộ Chính trị ban hành",
        ),
        ([Issue("delimiter-swapped", "16-CT/TTg read as 16/CT-TTg")], "in 16-CT/TTg, đọc là 16/CT-TTg"),
    ],
)
def test_every_shape_of_a_finding_is_said_in_vietnamese(issues: list[Issue], told: str) -> None:
    said = [finding(issue.code, issue.message, VI) for issue in issues]
    assert any(line.startswith(told) for line in said), said
    assert not re.search(r"\b(?:printed|but|is of|an open end|read as)\b", " ".join(said))
    assert [finding(issue.code, issue.message, EN) for issue in issues] == [issue.message for issue in issues]


def test_every_suspect_code_has_a_shape() -> None:
    assert all(f"finding.{code}.1" in VI.texts for code in SUSPECT)


def test_a_finding_without_a_shape_stays_as_it_is() -> None:
    assert finding("new-code", "something new", VI) == "something new"
    assert finding("date-conflict", "something new", VI) == "something new"


@pytest.mark.parametrize(
    ("kind", "message", "vi"),
    [
        (
            "conflict",
            "date-conflict: printed 15/06/2016, but 05-CT/TW@XII is of 15/05/2016",
            "ngày không khớp: in ngày 15/06/2016, nhưng 05-CT/TW@XII ban hành ngày 15/05/2016",
        ),
        (
            "deadline",
            "trigger_date_unknown, holiday_table_provisional",
            "chưa rõ ngày bắt đầu tính; lịch nghỉ chưa chính thức",
        ),
        ("deadline", "confidence", "đọc chưa chắc"),
        ("number", "number", "thiếu số"),
        ("link", "25-NQ/TW@X / 26-NQ/TW@X", "25-NQ/TW@X / 26-NQ/TW@X"),
    ],
)
def test_reasons_for_a_look_are_said_in_vietnamese(kind: str, message: str, vi: str) -> None:
    assert doubt({"kind": kind, "message": message}, VI) == vi
