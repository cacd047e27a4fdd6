"""Noun phrases that no word list decides: the subject after a time that opens its sentence."""

from __future__ import annotations

import re

from trichdan.annotate.duties.actors import Subject
from trichdan.annotate.duties.clauses import Paragraph
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.text import Span
from trichdan.words import tagged

_NOUN = ("N", "Np", "Ny", "Nc", "Nu", "L", "M")
_PAUSE = re.compile(r"[,:)]\s+")
_WINDOW = 160  # characters that are tagged: the longest subject read so far has 120


def undecided_subject(paragraph: Paragraph, time: Span, end: int) -> Subject | None:
    """Return what stands between a time that opens its clause and the first verb, where it is a noun phrase.

    `Chậm nhất 24 giờ trước khi tiến hành, Điều tra viên báo cho ...` gives `Điều tra viên`; an order (`Trước ngày 5/6,
    báo cáo ...`) gives None.

    Args:
        paragraph: where they stand.
        time: the time with what it counts from.
        end: where the clause ends.
    """
    pause = _PAUSE.match(paragraph.plain, time.end, end)
    if pause is None:
        return None
    start = pause.end()
    text = paragraph.text[start : min(end, start + _WINDOW)]
    if not text or not (text[0].isalpha() or text[0].isdigit()):
        return None
    lexicon = load_deadline_words()
    if lexicon.pattern("act", before="").match(paragraph.plain, start):
        return None
    if lexicon.pattern("thing", before="").match(paragraph.plain, start):
        return None
    modal = lexicon.pattern("modal").search(paragraph.plain, start, start + len(text))
    if modal is None and not text[0].isupper():
        return None
    words = tagged(text)
    if not words or words[0].tag not in _NOUN:
        return None
    for word in words[1:]:
        shown = word.span.of(text)
        if word.tag == "CH" and shown in ";.":
            return None
        if modal is not None and start + word.span.start >= modal.start():
            return Subject(start, modal.start())
        if modal is None and word.tag == "V" and not shown[:1].isupper():
            return Subject(start, start + word.span.start)
    return None
