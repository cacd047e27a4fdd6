"""Layout: marks, running heads, page joins and wrapped lines.

What stays as a line of its own: a table cell mark (`|`), a rule (`-----`), a lone star. A column gap inside
a line becomes one tab. Everything dropped or joined is an edit, so each character keeps its origin.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trichdan.lexicon import load_lexicon
from trichdan.text import Edit, Text

_MARKS = {
    "#": re.compile(r"(?m)^(?:[ \t>]*+\#{1,6}(?:[ \t]++|$))+"),  # '## 2- Đối với ...'
    "\\": re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|<>~])"),  # '1\.'
    "*": re.compile(r"\*(?:\*+|(?<![\d/].)|(?<=/.)(?![\d/])|(?<=\d.)(?![\d/-]))"),  # '**Kính gửi:**', not '2*/2025'
    "<": re.compile(r"</?(?:br|b|i|u|em|strong|sup|sub|p|center)\s{0,4}/?>"),
    "|": re.compile(r"(?m)^[ \t]*+(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+\|[ \t|:\-]*+$"),  # '|---|---|'
}
"""Markdown marks by a character that they hold: a text without it need not be searched."""
_MOST_PASSES = 16
_LONE_STAR = re.compile(r"(?m)^[ \t]*(?:\*|\*{3,80}|\*(?:[ \t]+\*){2,20})[ \t]*$")
_SPACES = re.compile(r"[ \t](?:[ \t]+|(?<=\t)|(?<![^\n].)|(?![^\n]))")  # all runs but the single space in a line
_WORD = re.compile(r"[^\W_]")
_PAGE_NUMBER = re.compile(r"\n(?:(?:- ?)?\d{1,4}(?: ?-)?|(?:trang|page) \d{1,4}(?: ?/ ?\d{1,4})?)(?![^\n])")
_ITEM = re.compile(
    r"[-+•·o▪●○*]\s|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})(?:[.)/]|\s?-)(?:\s|$)|\d{1,2}(?:\.\d{1,2}){1,4}[.)-]?\s"
)
_LABEL = re.compile(r"(?:[“\"]?\(?\d{1,2}|[“\"]?\d{1,2}(?:\.\d{1,2}){1,3}|[a-zđ]\d?)[.)]$|(?:[ivx]{1,5}\.)$")
_SPLIT_SYMBOL = re.compile(r"(?:\d[a-zđ]?\s?[-/]|\d[a-zđ]?[-/][a-zđ]{1,6}\s?[-/])$")
_SYMBOL_TAIL = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯ]{0,8}(?:[-/][A-ZĐƯ]|\b)")


def _marks(value: str) -> list[Edit]:
    """Return the edits that drop markdown marks; a star alone on its line is part of the letterhead and stays."""
    lone: set[int] = set()
    if "*" in value:
        for match in _LONE_STAR.finditer(value):
            lone.update(range(match.start(), match.end()))
    spans = (m.span() for char, pattern in _MARKS.items() if char in value for m in pattern.finditer(value))
    return sorted((start, end, "") for start, end in spans if not (start in lone and value[start] == "*"))


def strip_marks(text: Text) -> Text:
    """Drop markdown marks, and reduce runs of spaces: none at the edges of a line, a tab for a column gap."""
    text = text.translate(text.value.replace("\f", "\n"))
    for _ in range(_MOST_PASSES):  # a mark can hide another: '**## '
        marks = _marks(text.value)
        if not marks:
            break
        text = text.rewrite(marks)
    return text.rewrite(_spaces(text.value))


def _spaces(value: str) -> Iterator[Edit]:
    """Yield the edits of runs of spaces and tabs."""
    size = len(value)
    for match in _SPACES.finditer(value):
        start, end = match.span()
        if start == 0 or end == size or value[start - 1] == "\n" or value[end] == "\n":
            yield start, end, ""
        else:
            yield start, end, " " if match[0] == "  " else "\t"


@dataclass(slots=True)  # not frozen: a million lines are made, and a frozen one takes three times as long
class _Line:
    """A line; `solid` if it holds words, not only a table mark, a rule or a star."""

    start: int
    end: int
    text: str
    folded: str
    solid: bool

    @property
    def is_caps(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text == self.text.upper() and self.text != self.text.lower()


def _lines(text: Text) -> list[_Line]:
    out, at = [], 0
    for raw, folded in zip(text.value.split("\n"), text.folded.split("\n"), strict=True):
        end = at + len(raw)
        solid = raw != "" and (raw[0].isalnum() or _WORD.search(raw) is not None)
        out.append(_Line(at, end, raw, folded, solid))
        at = end + 1
    return out


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return the width at which the lines were wrapped, or None where paragraphs stand on one line each."""
    lengths = sorted(len(line.text) for line in lines if line.solid)
    if len(lengths) < 8:
        return None
    width = lengths[int(len(lengths) * 0.97)]
    return width if width <= 170 else None


def _furniture(text: Text, lines: list[_Line]) -> list[bool]:
    """Return for each line whether it is a running head or a page number, no part of the text."""
    starts = [line.start for line in lines]
    folded = "\n" + text.folded  # so that the first line, too, has a line break before it
    heads = {m.start() for m in load_lexicon().layout.running_heads.finditer(folded)}
    head = [start in heads for start in starts] if heads else [False] * len(lines)
    out = list(head)
    for match in _PAGE_NUMBER.finditer(folded):
        i = bisect_left(starts, match.start())
        before = next((j for j in range(i - 1, max(i - 4, -1), -1) if lines[j].text), None)
        after = next((j for j in range(i + 1, min(i + 4, len(lines))) if lines[j].text), None)
        alone = (i == 0 or not lines[i - 1].text) and (i + 1 == len(lines) or not lines[i + 1].text)
        beside_head = any(j is not None and head[j] for j in (before, after))
        in_table = any(j is not None and lines[j].text == "|" for j in (before, after))
        mid_sentence = (
            before is not None and after is not None and lines[after].text[:1].islower()
            and len(lines[before].text) > 40 and lines[before].text[-1:] not in ".:;!?"
        )  # fmt: skip
        out[i] = beside_head or (not in_table and (alone or mid_sentence))
    return out


def _joins(a: _Line, b: _Line, gap: int, width: int | None) -> bool:
    """Return whether line `b` goes on where line `a` stopped.

    Args:
        a: the upper line; b: the next solid line.
        gap: 0 for none, 1 for one blank line or page furniture, 2 for more blank lines between them.
        width: where lines were wrapped, or None.
    """
    if not (a.solid and b.solid) or "\t" in b.text:
        return False
    last = a.text[-1]
    if last in "-/" and _SPLIT_SYMBOL.search(a.folded) and _SYMBOL_TAIL.match(b.text):
        return True
    if not gap and last in ".)" and _LABEL.match(a.folded) and not _ITEM.match(b.folded):
        return True  # a label alone on its line belongs to what follows
    if last in ".:;!?|" or _ITEM.match(b.folded):
        return False
    if a.is_caps and not b.is_caps:
        return False
    if "\t" in a.text and len(a.text.rsplit("\t", 1)[1]) < 60:
        return False  # what follows goes on in the left column
    layout = load_lexicon().layout
    if layout.head_line.match(b.folded) and not b.text[0].islower():
        return False
    if a.text[0].isupper() and len(a.text) < 90 and layout.closed.fullmatch(a.folded):
        return False
    if b.text[0].islower():
        return not gap or (gap == 1 and len(a.text) > 40)
    if gap:
        return False
    if not a.is_caps and layout.dangles(a.text, a.folded):
        return True
    if width is None or len(a.text) < 40:
        return False
    word = b.text.split(" ", 1)[0]
    return len(a.text) + 1 + len(word) > width * 0.93


def _in_basis(a: _Line, b: _Line, gap: int, *, carried: bool) -> bool:
    """Return whether the upper line is part of a legal basis (`Căn cứ ...;`) that goes on in the lower one.

    Args:
        a: the upper line; b: the next solid line.
        gap: as in `_joins`.
        carried: the upper line itself goes on from such a basis.
    """
    layout = load_lexicon().layout
    if gap or not (a.solid and b.solid) or "\t" in b.text or a.text[-1] in ".;:":
        return False
    if not carried and not layout.basis.match(a.folded):
        return False
    return not (b.is_caps or _ITEM.match(b.folded) or layout.head_line.match(b.folded))


def join_lines(text: Text) -> Text:
    """Drop running heads and page numbers, and join what wrapping or a page break has parted.

    A joined line can show that the next one goes on too, so this is done until nothing changes.
    """
    for _ in range(_MOST_PASSES):
        joined = _join_once(text)
        if joined is text:
            break
        text = joined
    return text


def _join_once(text: Text) -> Text:
    lines = _lines(text)
    furniture = _furniture(text, lines)
    width = _wrap_width(lines)
    edits: list[Edit] = []
    kept = [i for i, line in enumerate(lines) if line.text and not furniture[i]]
    if lines and kept and kept[0] > 0 and any(furniture[: kept[0]]):
        edits.append((0, lines[kept[0]].start, ""))
    open_basis = False
    for i, j in pairwise(kept):
        a, b = lines[i], lines[j]
        parted = j > i + 1 and any(furniture[i + 1 : j])
        gap = 0 if j == i + 1 else 1 if j == i + 2 or parted else 2
        open_basis = _in_basis(a, b, gap, carried=open_basis)
        if open_basis or _joins(a, b, gap, width):
            edits.append((a.end, b.start, " "))
        elif parted:
            edits.append((a.end, b.start, "\n\n"))
    if kept and any(furniture[kept[-1] + 1 :]):
        edits.append((lines[kept[-1]].end, len(text.value), ""))
    return text.rewrite(edits)
