"""From atoms to expressions: hours with their day, intervals, lists, and what is no time at all.

An atom without a head noun (`15/10`, `2020`, `6/2021`) counts only where its neighbours say so; a partial
first half (`ngày 01 đến ngày 15/12/2021`) counts only with its second.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from trichdan.annotate.times.mend import mended
from trichdan.annotate.times.neighbours import DAYS, GRAINS, Expression, Neighbours
from trichdan.annotate.times.shapes import Atom, find_atoms
from trichdan.lexicon.times import load_time_words
from trichdan.text import Span

_WITH_HEAD = frozenset({"words", "num", "dm", "month", "quarter", "year"})


class _Reader(Neighbours):
    """Reads the atoms of one text from left to right."""

    def read(self) -> list[Expression]:
        i = 0
        while i < len(self.atoms):
            i = self.step(i)
        return self.out

    def step(self, i: int) -> int:
        """Take the expression that begins with atom `i`; return the index of the next atom."""
        atom = self.atoms[i]
        start, weekday, clock, j = atom.start, None, None, i
        while j < len(self.atoms) and self.atoms[j].kind in ("weekday", "tod", "clock"):
            lead = self.atoms[j]
            following = j + 1 < len(self.atoms) and self._beside(j)
            if lead.kind == "clock":
                clock = lead
            elif lead.kind == "tod" and clock is not None:
                clock = _afternoon(clock, lead)
            elif lead.kind == "weekday":
                weekday = lead.parts["wd"]
            if not following:
                if lead.kind == "clock" and not self._from_clock(j):
                    self._lone_clock(lead)
                return j + 1
            j += 1
        if j == len(self.atoms):
            return j
        first = self.atoms[j]
        if clock is not None and weekday is None and _is_daily(first):
            self.out.append(Expression(first.kind, start, first.end, (first,), _afternoon(clock, first)))
            return j + 1
        if first.kind not in DAYS and (clock or weekday):
            if clock:
                self._lone_clock(clock)
            start, clock, weekday = first.start, None, None
        if clock is None and self._joins(j):
            return self._interval(j, start)
        if clock is not None or weekday is not None or self.stands(j):
            kind = "point" if any(first.kind in g for g in GRAINS) else first.kind
            self.out.append(Expression(kind, start, first.end, (first,), clock, weekday))
        return j + 1

    def _beside(self, i: int) -> bool:
        """Whether the atom after `i` stands directly behind it."""
        gap = self.gap(i, i + 1)
        return len(gap) < 8 and not gap.strip(" \n,(")

    def _joins(self, i: int) -> bool:
        """Whether atoms `i` and `i + 1` are the two ends of an interval."""
        if i + 1 >= len(self.atoms):
            return False
        a, b = self.atoms[i], self.atoms[i + 1]
        grain = next((g for g in GRAINS if a.kind in g), None)
        monthly = a.kind == "day" and b.kind == "day_set" and "set" in b.parts
        if a.kind == "day_set" and b.kind == "day_edge":
            return self.signs.join.match(self.gap(i, i + 1)) is not None
        mixed = grain is not None and b.kind not in grain and _are_ends(a, b)
        if not monthly and not mixed and (grain is None or b.kind not in grain or "set" in a.parts):
            return False
        gap = self.gap(i, i + 1)
        if len(gap) > 18:
            return False
        found = self.signs.join.match(gap)
        if found is None:
            return False
        if mixed:
            return not found["dash"]
        if a.kind == "bare_dm" and b.kind == "bare_dm":
            return self._bare_dm(a) or self._bare_dm(b) or (self._led(a) and self._followed(b))
        if b.kind == "bare_day" or a.kind == "bare_day":
            return False
        return not (found["dash"] and a.kind == "bare_year" and b.kind != "bare_year")

    def _interval(self, i: int, start: int) -> int:
        a, b = self.atoms[i], self.atoms[i + 1]
        if b.kind == "day_edge":
            self.out.append(Expression("set_span", start, b.end, (b,)))
            return i + 2
        open_end = self.signs.before in self.gap(i, i + 1)
        self.out.append(Expression("interval", start, b.end, (a, b), open_end=open_end))
        return i + 2

    def _from_clock(self, i: int) -> bool:
        """Take `7 giờ` of `từ 7 giờ đến 11 giờ ngày 15/12`: an hour of the day that follows the other hour."""
        if i + 2 >= len(self.atoms) or self.atoms[i + 1].kind != "clock" or self.atoms[i + 2].kind not in DAYS:
            return False
        if not self.signs.join.match(self.gap(i, i + 1)) or not self._beside(i + 1):
            return False
        atom = self.atoms[i]
        self.out.append(Expression("point", atom.start, atom.end, (self.atoms[i + 2],), atom))
        return True

    def _lone_clock(self, atom: Atom) -> None:
        """An hour without a day: a time of day or, after `trong vòng` and the like, a duration."""
        if "colon" in atom.parts:
            return
        left, right = self.left(atom), self.right(atom)
        if int(atom.parts["h"]) > 24 or self.signs.hours_lead.search(left) or self.signs.hours_follow.match(right):
            self.out.append(Expression("hours", atom.start, atom.end, (), atom))
        elif self.signs.clock_lead.search(left):
            self.out.append(Expression("clock", atom.start, atom.end, (), atom))


def _are_ends(a: Atom, b: Atom) -> bool:
    """Whether units of two kinds make an interval: `năm 2015 đến tháng 5/2019`, `quý II đến tháng 12/2025`."""
    if not {a.kind, b.kind} <= _WITH_HEAD or {"set", "yrel"} & (a.parts.keys() | b.parts.keys()):
        return False
    return _has_year(b) and (_has_year(a) or b.kind != "year")


def _has_year(atom: Atom) -> bool:
    return bool({"y", "y2", "num"} & atom.parts.keys())


def _is_daily(atom: Atom) -> bool:
    """Whether the atom is a day of every week or month, or every day: an hour before it belongs to it."""
    if atom.kind == "set":
        return load_time_words().value("day", atom.parts["set"]) is not None
    return atom.kind in ("set_day", "day_set")


def _afternoon(clock: Atom, part: Atom) -> Atom:
    """`2 giờ chiều`: the hour as counted from midnight."""
    hour = int(clock.parts["h"])
    name = load_time_words().value("time_of_day", part.parts.get("tod", ""))
    late = (name in ("afternoon", "evening") and hour < 12) or (name == "noon" and hour < 4)
    return replace(clock, parts={**clock.parts, "h": str(hour + 12)}) if late else clock


@lru_cache(maxsize=4)
def find_expressions(text: str, numbers: tuple[Span, ...]) -> tuple[Expression, ...]:
    """Return the time expressions of a text by shape; remembered for the few texts last seen.

    Args:
        text: the normalised text.
        numbers: spans of document numbers, sorted; nothing inside one is a time.
    """
    lower = mended(lower_of(text))
    starts = [span.start for span in numbers]

    def taken(start: int, end: int) -> bool:
        i = bisect_right(starts, end - 1) - 1
        return i >= 0 and numbers[i].end > start

    atoms = [atom for atom in find_atoms(lower) if not (numbers and taken(atom.start, atom.end))]
    return tuple(_Reader(lower, text, atoms).read())


@lru_cache(maxsize=4)
def lower_of(text: str) -> str:
    """Return the text in lower case, of the same length."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
