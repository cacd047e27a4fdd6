"""Dates that stand beside a citation, taken from the time expressions of the annotation."""

from __future__ import annotations

import re
from datetime import date

from trichdan.model import Timex

_GAP = re.compile(r"\s{0,2}(?:\([a-z]\d{1,2}\)\s?)?[,.|]?\s{0,2}(?:cua\s|de\s)?")
# what OCR leaves of `ngày`
_WORD = 7
_DAMAGED_WORD = re.compile(r"(?:ng?a?y?|g?ay|[a-z]gay|n[a-z]ay|ng[a-z]y|nga[a-z])\S?\s?")
# what OCR leaves of a date, folded: `Ì8/5/2016`, `12/12/201`, `ngày 18 ngày 5 năm 2004`, `ngày 30 tháng * năm 2021`
_READ = r"[\doilqszbg|*]"
_STOP = r"(?!\d|[oilqszbg|](?!\w)|[oilqszbg|]\d)"
_SLASHED = re.compile(
    rf"ng\w{{0,2}}\s{{0,2}}({_READ}{{1,2}})\s?[/.iu-]\s?({_READ}{{0,2}})\s?[/.iu-]\s?([\doilqszbg|]{{2,4}}?){_STOP}"
)
_WORDED = re.compile(
    rf"ng\w{{0,2}}\s{{0,2}}({_READ}{{1,2}})\s{{0,2}}[^\s\d]{{3,6}}\s{{1,2}}({_READ}{{0,2}})\s{{0,2}}[nt]\w{{1,4}}\s{{0,2}}"
    rf"([\doilqszbg|]{{2,4}}?){_STOP}"
)
_DIGITS = str.maketrans("oqil|szbg", "001115289")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LIFETIME = 70  # years before the paper that two digits may mean
_CENTURIES = re.compile(r"19(\d\d-\d\d-\d\d) 20\1")  # one day in two centuries
_HEAD = re.compile(r"ngay\s{0,2}")


class Dates:
    """The full dates of one text by the place where they begin.

    Args:
        folded: the folded text.
        timexes: time expressions; those that mean one day count, and those that name an impossible day.
        issued: the day of the paper, from which two digits of a year are read; None where it is not known.
    """

    def __init__(self, folded: str, timexes: tuple[Timex, ...], issued: date | None = None) -> None:
        self.folded = folded
        self._days: dict[int, tuple[int, date | None]] = {}
        self._remains: dict[int, tuple[str, ...]] = {}
        for timex in timexes:
            if timex.type != "DATE" or (timex.value is not None and (timex.lo is None or timex.lo != timex.hi)):
                continue
            start, end = timex.span.start, timex.span.end
            day = timex.lo if timex.value is not None else _of_short_year(timex, issued)
            self._days[start] = (end, day)
            if head := _HEAD.match(folded, start, end):
                self._days.setdefault(head.end(), (end, day))

    def at(self, start: int) -> tuple[int, date | None] | None:
        """Return where the full date that begins at `start` ends, and its day, None for an impossible one."""
        return self._days.get(start)

    def after(self, end: int, year: int | None = None) -> tuple[int, date | None] | None:
        """Return the date that directly follows a symbol (`, ngày 03/6/2013`): its end and day.

        Args:
            end: where the symbol ends.
            year: the year in the symbol; it completes a damaged one.
        """
        gap = _GAP.match(self.folded, end)
        if gap is None:
            return None
        found = self._near(gap.end())
        if found is not None and "\n" in gap[0] and self.folded.startswith(",", found[0]):
            return None  # a new paragraph: `Ngày 28 tháng 11 năm 2025, tại Trụ sở ..., Phó Thủ tướng đã chủ trì`
        frame = _SLASHED.match(self.folded, gap.end()) or _WORDED.match(self.folded, gap.end())
        if frame is None or (found is not None and found[0] >= frame.end() and _is_likely(found[1], year)):
            return found
        day = _mended(frame, year)
        if day is None and found is not None and found[1] is not None:
            return found  # a year that the paper itself prints wrong
        if day is None:
            self._remains[frame.end()] = tuple(part.translate(_DIGITS) for part in frame.groups())
        return frame.end(), day

    def _near(self, at: int) -> tuple[int, date | None] | None:
        """Return the date that begins at `at` or behind what is left of `ngày` there."""
        for start in range(at, at + _WORD):
            found = self._days.get(start)
            if found is not None:
                between = self.folded[at:start]
                return found if not between or _DAMAGED_WORD.fullmatch(between) else None
        return None

    def completed(self, end: int, known: set[date]) -> date | None:
        """Return the one of the known days of a document that the damaged date ending at `end` can be, or None."""
        remains = self._remains.get(end)
        if remains is None:
            return None
        day, month, year = remains
        fits = [
            d
            for d in known
            if _fits(day, d.day)
            and _fits(month, d.month)
            and (year == str(d.year) or _is_left_of(year, str(d.year)) or _is_slip(year, str(d.year)))
        ]
        return fits[0] if len(fits) == 1 else None


def _of_short_year(timex: Timex, issued: date | None) -> date | None:
    """Return the day of `10/5/99` as it was meant when the paper was issued, or None: a paper cites no later one."""
    if issued is None or len(timex.candidates) != 2:
        return None
    first, second = sorted(timex.candidates)
    if not _CENTURIES.fullmatch(first + " " + second):
        return None
    days = (day for day in map(_day, (second, first)) if day is not None)
    return next((day for day in days if day <= issued and day.year >= issued.year - _LIFETIME), None)


def _day(form: str) -> date | None:
    try:
        return date.fromisoformat(form)
    except ValueError:
        return None


def _fits(printed: str, value: int) -> bool:
    """Return whether a printed day or month can be `value`; one that cannot be read fits any."""
    return not printed.isdigit() or int(printed) == value


def _mended(frame: re.Match[str], year: int | None) -> date | None:
    """Return the day that a damaged date means, or None where a part cannot be read."""
    day, month, printed = (part.translate(_DIGITS) for part in frame.groups())
    if not (day.isdigit() and month.isdigit() and printed.isdigit()):
        return None
    if not _YEAR.fullmatch(printed) or (year is not None and int(printed) > year + 1):
        if year is None or not (_is_left_of(printed, str(year)) or _is_slip(printed, str(year))):
            return None
        printed = str(year)
    try:
        return date(int(printed), int(month), int(day))
    except ValueError:
        return None


def _is_likely(day: date | None, year: int | None) -> bool:
    """Return whether a day is possible, and does not lie years after the year in the symbol that it follows."""
    return day is not None and (year is None or day.year <= year + 1)


def _is_slip(printed: str, whole: str) -> bool:
    """Return whether two years differ in one digit, which is impossible in `printed`."""
    if len(printed) != len(whole) or (_YEAR.fullmatch(printed) and printed[2] < "3"):
        return False
    return sum(a != b for a, b in zip(printed, whole, strict=True)) <= (
        2 if printed[0] == "3" or printed[1] == "5" else 1
    )


def _is_left_of(printed: str, whole: str) -> bool:
    """Return whether `printed` is what remains of `whole` after characters were lost."""
    rest = iter(whole)
    return len(printed) >= 2 and all(c in rest for c in printed)
