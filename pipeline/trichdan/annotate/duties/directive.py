"""What the search for obligations keeps at hand of one document: outline, tables, dates, citations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trichdan.annotate.duties.due import day_range
from trichdan.annotate.duties.outline import Outline
from trichdan.annotate.duties.rows import Tables
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Annotation, Timex
from trichdan.text import Span

_YEAR = re.compile(r"\d{4}")


@dataclass
class Directive:
    """A document under reading; what takes time is made when first asked for."""

    annotation: Annotation

    @cached_property
    def outline(self) -> Outline:
        """Its sections as a tree."""
        return Outline(self.annotation)

    @cached_property
    def tables(self) -> Tables:
        """Its task tables."""
        return Tables(self.annotation.text)

    @cached_property
    def issued(self) -> date | None:
        """Its issue date, printed or given."""
        return self.annotation.header.date or self.annotation.issued

    @cached_property
    def until(self) -> date | None:
        """The end of the period that the title names: of several years, or of the one year that is planned."""
        year: date | None = None
        header = self.annotation.header
        title = dict(header.spans).get("title")
        limit = title.end if title else max(header.body, 400)
        for timex in self.annotation.dates:
            if timex.span.start > limit:
                break
            if timex.role not in ("PLAN_SCOPE", "TERM") or not (span := day_range(timex)):
                continue
            if timex.type == "INTERVAL":
                return span[1]
            if _YEAR.fullmatch(timex.value or "") and not timex.mod and (not self.issued or span[1] > self.issued):
                year = year or span[1]
        return year

    @cached_property
    def _starts(self) -> list[int]:
        return [timex.span.start for timex in self.annotation.dates]

    @cached_property
    def _cited(self) -> list[tuple[int, int]]:
        return sorted((c.full.start, c.full.end) for c in self.annotation.citations)

    def times(self, low: int, high: int) -> Iterator[Timex]:
        """Yield the time expressions that begin in a range of the document."""
        for i in range(bisect_left(self._starts, low), bisect_left(self._starts, high)):
            yield self.annotation.dates[i]

    def day_written(self, low: int, high: int) -> date | None:
        """Return the first day written out in a range of the document, if there is one."""
        for timex in self.times(low, high):
            span = day_range(timex)
            if timex.type == "DATE" and span and span[0] == span[1]:
                return span[0]
        return None

    @cached_property
    def effective(self) -> tuple[date | None, bool]:
        """The day from which the paper is in force, and whether that is only assumed.

        The one day that it names; the issue date, assumed, where it names none; None where it names several.
        """
        days = {t.lo for t in self.annotation.dates if t.role == "EFFECTIVE" and t.lo is not None and t.lo == t.hi}
        if not days:
            return self.issued, True
        return (days.pop(), False) if len(days) == 1 else (None, False)

    def is_own(self, paper: str) -> bool:
        """Return whether words behind `ban hành` mean the paper itself: none, its type, or something with `này`."""
        name = paper.strip().lower()
        this = load_deadline_words().shapes["this_paper"]
        return not name or this.search(name) is not None or name == self.annotation.header.type

    def in_citation(self, span: Span) -> bool:
        """Return whether a span lies in the full mention of another document (its title, its date)."""
        i = bisect_right(self._cited, (span.start, 1 << 40)) - 1
        return i >= 0 and self._cited[i][0] < span.start and span.end <= self._cited[i][1]

    def review(self, due: date | None, timex: Timex) -> list[str]:
        """Return the reasons for a look by a person that the document's own date gives."""
        out = []
        if due is not None and self.issued is not None and due < self.issued:
            out.append("before_issue")
        if self.issued is None and "year" in timex.inferred:
            out.append("anchor_assumed")
        return out
