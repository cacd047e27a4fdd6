"""What stands over a place: sections as a tree, and the bodies that headings name for what follows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from trichdan.annotate.duties.actors import SUBJECT_LIMIT, opens_names, patterns, predicate_after, split_bodies
from trichdan.annotate.duties.clauses import make_paragraph
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.model import Annotation, Section
from trichdan.text import Span

_PARTED = 14  # characters: a label with the first word of its heading


def header_bodies(text: str) -> tuple[str, ...]:
    """Return the bodies that a heading or the opening of a numbered item names, or none.

    `5. Căn cứ Kế hoạch này, A; B; C:` gives A, B and C; `3. Thành ủy X, Thị ủy Y` its two bodies; a whole sentence its
    subject.
    """
    colon = text.find(":")
    while colon >= 0 and opens_names(make_paragraph(text), colon):
        colon = text.find(":", colon + 1)
    line = make_paragraph(text if colon < 0 else text[:colon])
    span = Span(line.body, len(line.text))
    opening = line.plain[span.start : span.end]
    lead_in = patterns().lead_in.match(opening)
    case = load_deadline_words().pattern("condition", before="", after=r"\s+").match(opening)
    if case and patterns().body.match(opening, case.end()):
        return ()  # 'Trường hợp tổ chức, cá nhân đề nghị ...' names a case
    at = span.start + (lead_in.end() if lead_in else 0)
    if not patterns().body.match(line.plain, at):
        comma = line.plain.find(",", at)
        while comma >= 0 and not patterns().body.match(line.plain, comma + 2):
            comma = line.plain.find(",", comma + 1)
        if comma < 0 or not (lead_in or patterns().subordinate.match(opening)):
            return ()
        at = comma + 2
    if colon >= 0 and ";" in line.plain[at:]:
        stop = load_deadline_words().pattern("header_stop").search(line.plain, at)
        end = stop.start() if stop else None
    else:
        end = predicate_after(line, at, min(len(line.text), at + SUBJECT_LIMIT))
    if end is None and colon < 0 and len(line.text) - at > SUBJECT_LIMIT:
        return ()
    return split_bodies(line.text[at : end if end is not None else len(line.text)])


class Outline:
    """The sections of a document as a tree, to find what stands over a place."""

    def __init__(self, annotation: Annotation) -> None:
        self.text = annotation.text
        self.sections = annotation.sections
        self.starts = [section.span.start for section in self.sections]
        self.parents: list[int] = []
        open_: list[int] = []
        for i, section in enumerate(self.sections):
            while open_ and self.sections[open_[-1]].span.end <= section.span.start:
                open_.pop()
            self.parents.append(open_[-1] if open_ else -1)
            open_.append(i)

    def above(self, at: int) -> Iterator[tuple[int, Section]]:
        """Yield the sections that hold a place, innermost first, with their index."""
        i = bisect_right(self.starts, at) - 1
        while i >= 0 and self.sections[i].span.end <= at:
            i = self.parents[i]
        while i >= 0:
            yield i, self.sections[i]
            i = self.parents[i]

    def path(self, at: int) -> str | None:
        """Return the path of the innermost section that holds a place."""
        return next((section.path for _, section in self.above(at)), None)

    def opening(self, i: int) -> str:
        """Return the first lines of a section, up to its first child, as one line."""
        section = self.sections[i]
        end = self.starts[i + 1] if i + 1 < len(self.starts) else section.span.end
        lines = self.text[section.span.start : min(end, section.span.end, section.span.start + 900)].split("\n")
        # a label parted from its heading by a line break: '1. Vụ' / 'Pháp chế'
        if (
            len(lines) > 1
            and len(lines[0]) < _PARTED
            and lines[0][-1:] not in ".:;"
            and lines[1].strip() not in ("", "|")
        ):
            return f"{lines[0]} {lines[1]}"
        return lines[0]
