"""Dates that stand beside a citation, read from the time expressions of the annotation."""

from __future__ import annotations

import re
from datetime import date

_LINK = re.compile(r"\s{0,2}(?:\([a-z]\d{1,2}\)\s?)?,?\s{0,2}(?:cua\s)?$")
_SLASHED = re.compile(r"(?:ngay\s{1,2})?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})(?!\d)")
_WORDED = re.compile(
    r"(?:ngay\s{1,2})?(\d{1,2})\s{0,2}(?:thang|ngay)\s{1,2}(\d{1,2})\s{0,2},?\s{0,2}nam\s{1,2}(\d{4})(?!\d)"
)
_GAP = re.compile(r"\s{0,2}(?:\([a-z]\d{1,2}\)\s?)?,?\s{0,2}(?:cua\s)?(?=ngay\s)")


def read_date(folded: str, start: int) -> tuple[int, date | None] | None:
    """Return where the full date that begins at `start` ends, and its day, None for an impossible one."""
    match = _SLASHED.match(folded, start) or _WORDED.match(folded, start)
    if match is None:
        return None
    year = int(match[3])
    if len(match[3]) == 2:
        year += 1900 if year > 40 else 2000
    try:
        return match.end(), date(year, int(match[2]), int(match[1]))
    except ValueError:
        return match.end(), None


def date_after(folded: str, end: int) -> tuple[int, date | None] | None:
    """Return the date that directly follows a symbol (`, ngày 03/6/2013`): its end and day."""
    gap = _GAP.match(folded, end)
    return read_date(folded, gap.end()) if gap else None
