"""Deadlines as the index gives them, for the tests of the reports."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def deadline(**changes: Any) -> Row:
    row: Row = {
        "id": "12-KH/BDVTU@lam-son.2021",
        "path": "ban/ke-hoach.txt",
        "document_date": "2021-11-26",
        "start": 100,
        "end": 160,
        "text": "Gửi báo cáo về Ban Dân vận Tỉnh ủy\ntrước ngày 25/12/2021",
        "action_type": "REPORT",
        "modality": "MUST",
        "action": "Gửi báo cáo",
        "actors": ["Huyện ủy Đông Sơn", "Thành ủy Tây Hồ"],
        "recipients": ["Ban Dân vận Tỉnh ủy"],
        "via": [],
        "onward": ["Ban Thường vụ Tỉnh ủy"],
        "time": {"start": 140, "end": 155, "text": "ngày 25/12/2021"},
        "bound": "<",
        "due_nominal": "2021-12-25",
        "due_last": "2021-12-24",
        "due_working": "2021-12-24",
        "rrule": None,
        "rdates": [],
        "dtstart": None,
        "until": None,
        "report_period": None,
        "soft": False,
        "section": "III.5",
        "needs_review": [],
        "confidence": 0.9,
    }
    return {**row, **changes}


def recurring(rrule: str, dtstart: str | None, until: str | None = None, **changes: Any) -> Row:
    none = {"due_nominal": None, "due_last": None, "due_working": None}
    return deadline(**{**none, "rrule": rrule, "dtstart": dtstart, "until": until, "start": 300, "end": 360, **changes})


def undated(**changes: Any) -> Row:
    none = {"due_nominal": None, "due_last": None, "due_working": None, "needs_review": ["trigger_date_unknown"]}
    return deadline(**{**none, "start": 500, "end": 540, **changes})
