"""Pinpoints before a mention: `điểm a khoản 2 Điều 5`."""

from __future__ import annotations

import re

from trichdan.text import Span

_VALUE = r"(?:\d{1,3}[a-z]{0,2}(?:\.\d{1,3}){0,3}|[ivx]{1,5}(?:\.\d{1,2})?|[a-z](?:\.\d{1,2})?)(?!\w)"
_UNIT = re.compile(
    rf"(?:cac\s)?(?<!\w)(?:diem|khoan|dieu|tieu\smuc|muc|phan|chuong|phu\sluc|tiet|doan|mau\sso|bieu\sso)\s(?:so\s|thu\s)?"
    rf"{_VALUE}(?:(?:,\s|\sva\s|,\sva\s|\s-\s|-){_VALUE}){{0,12}}"
    rf"|(?<!\w)phu\sluc(?=\s(?:kem|ban\shanh))"
)
_JOINED = re.compile(r"\s?(?:,|;|va|,\sva)?\s?(?:cua\s|tai\s)?")
_TO_CORE = re.compile(
    r"\s?,?\s?(?:\([^()]{1,80}\)\s)?(?:(?:cua|tai|thuoc|trong|theo)\s)?(?:ban\shanh\s)?(?:kem\stheo\s)?(?:cac\s)?[“\"(]?"
)
_WORDS = (
    "dieu ",
    "khoan ",
    "diem ",
    "muc ",
    "phu luc",
    "phan ",
    "chuong ",
    "tiet ",
    "doan ",
    " so ",
)
_WINDOW = 170


def pinpoint_before(folded: str, start: int, floor: int) -> Span | None:
    """Return where the pinpoint that belongs to the mention at `start` stands, or None.

    Args:
        folded: the folded text.
        start: where the mention begins.
        floor: where the text before it ends that may not be read (the mention before).
    """
    low = max(floor, start - _WINDOW)
    if not any(folded.rfind(word, low, start) >= 0 for word in _WORDS):
        return None
    end = start
    if folded[start - 2 : start] == ") " and (opened := folded.rfind("(", low, start)) > low:
        end = opened
    units = list(_UNIT.finditer(folded, low, end))
    if end != start and (not units or not _TO_CORE.fullmatch(folded, units[-1].end(), start)):
        units = list(_UNIT.finditer(folded, low, start))
    if not units or not _TO_CORE.fullmatch(folded, units[-1].end(), start):
        return None
    first = units[-1]
    for unit in reversed(units[:-1]):
        if not _JOINED.fullmatch(folded, unit.end(), first.start()):
            break
        first = unit
    return Span(first.start(), units[-1].end())
