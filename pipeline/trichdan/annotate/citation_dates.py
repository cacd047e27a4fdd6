"""Dates that stand beside a citation, taken from the time expressions of the annotation."""

from __future__ import annotations

import re
from datetime import date

from trichdan.model import Timex

_GAP = re.compile(r"\s{0,2}(?:\([a-z]\d{1,2}\)\s?)?[,.]?\s{0,2}(?:cua\s|de\s)?")
# what OCR leaves of `ngày`
_WORD = 7
_DAMAGED_WORD = re.compile(r"(?:ng?a?y?|g?ay|[a-z]gay|n[a-z]ay|ng[a-z]y|nga[a-z])\S?\s?")
# a day whose words were confused: `ngày 18 ngày 5 năm 2004`, `ngày 03tháng 3 năm 1999`
_CONFUSED = re.compile(r"ngay\s?(\d{1,2})\s?(?:thang|ngay|nam)\s?(\d{1,2})\s?(?:nam|thang)\s?((?:19|20)\d\d)(?!\d)")
_HEAD = re.compile(r"ngay\s{0,2}")


class Dates:
    """The full dates of one text by the place where they begin.

    Args:
        folded: the folded text.
        timexes: time expressions; those that mean one day count, and those that name an impossible day.
    """

    def __init__(self, folded: str, timexes: tuple[Timex, ...]) -> None:
        self.folded = folded
        self._days: dict[int, tuple[int, date | None]] = {}
        for timex in timexes:
            if timex.type != "DATE" or (timex.value is not None and (timex.lo is None or timex.lo != timex.hi)):
                continue
            start, end = timex.span.start, timex.span.end
            day = timex.lo if timex.value is not None else None
            self._days[start] = (end, day)
            if head := _HEAD.match(folded, start, end):
                self._days.setdefault(head.end(), (end, day))

    def at(self, start: int) -> tuple[int, date | None] | None:
        """Return where the full date that begins at `start` ends, and its day, None for an impossible one."""
        return self._days.get(start)

    def after(self, end: int) -> tuple[int, date | None] | None:
        """Return the date that directly follows a symbol (`, ngày 03/6/2013`): its end and day."""
        gap = _GAP.match(self.folded, end)
        if gap is None:
            return None
        for start in range(gap.end(), gap.end() + _WORD):
            found = self._days.get(start)
            if found is not None:
                between = self.folded[gap.end() : start]
                return found if not between or _DAMAGED_WORD.fullmatch(between) else None
        confused = _CONFUSED.match(self.folded, gap.end())
        return (confused.end(), _day(*map(int, confused.groups()))) if confused else None


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
