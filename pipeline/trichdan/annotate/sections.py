"""Headings and numbered items: Phần, Chương, Mục, Điều, I., 1., 1.1, a), dashes, with their place in the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Section
from trichdan.text import Span, fold

# One match per line start that may carry a label; it runs over the folded text with a line break put before it.
_LABEL = re.compile(
    r"\n[ \t]*(?:"
    r"(?P<stop>_{0,3}noi nhan(?![^\W_])|kinh gui\b)"
    r"|(?P<word>phu luc|phan|chuong|muc|tieu muc|dieu)[ ](?:thu[ ])?(?P<ordinal>\d{1,4}[a-z]?|[ivxlc]{1,8}|[a-z])"
    r"(?![^\s.:)-])(?P<close>[ ]?[.:)-])?"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,4}(?!\d))(?:[.)]?[ ]?-(?=[ ])|[.)](?=\s)|-(?=[ a-z])|(?=[ ][a-z]))"
    r"|(?P<number>\d{1,3})(?:(?P<hand>[)])|[.][ ]?-?|/|[ ]?-)(?=\s|[a-z])"
    r"|(?P<letter>[a-z]|[ivxlc]{2,7})(?:(?P<bracket>[)])|[.]-?|[ ]?-|/(?=[ ]))(?=\s|[a-z])"
    r"|(?P<point>[a-z]\.?\d{1,2})[).](?=\s)"
    r"|(?P<bullet>[-+])(?=[ \ta-z“\"])"
    r")"
)
_ROMAN = re.compile(r"[IVXLC]+$")
_WORDS = {"phu luc": 0, "phan": 1, "chuong": 2, "muc": 3, "tieu muc": 4, "dieu": 5}
_CAPITAL, _ROMANS, _NUMBER, _DECIMAL, _POINT, _HAND, _SUBPOINT, _DASH, _PLUS = 6, 7, 8, 9, 14, 15, 16, 17, 18
_HEADING_LINES = 4
_EMPTY = re.compile(r"[\s|]*\Z")


class _Head(NamedTuple):
    """A label as found: where its line starts, its rank among the kinds of labels, and where its heading starts."""

    start: int
    rank: int
    label: str
    rest: int


def _rank(match: re.Match[str], text: str) -> tuple[int, str] | None:
    """Return rank and label of a match, or None where the case of the letters speaks against a label."""
    if match["word"]:
        printed = _printed(match, "ordinal", text)
        if not match["close"] and not _ends_line(match, text) and not _opens_heading(match, text):
            return None
        word = text[match.start("word") - 1 : match.end("word") - 1]
        return _WORDS[match["word"]], f"{word[0].upper()}{word[1:].lower()} {printed}"
    if match["decimal"]:
        return _DECIMAL + match["decimal"].count(".") - 1, match["decimal"]
    if match["number"]:
        return (_HAND if match["hand"] else _NUMBER), match["number"]
    if match["letter"]:
        printed = _printed(match, "letter", text)
        if printed.isupper():
            if _ROMAN.match(printed) and printed not in "CDLM":
                return _ROMANS, printed
            return (_CAPITAL, printed) if len(printed) == 1 else None
        return (_POINT, printed) if len(printed) == 1 else None
    if match["point"]:
        return _SUBPOINT, _printed(match, "point", text)
    return (_DASH if match["bullet"] == "-" else _PLUS), match["bullet"]


def _printed(match: re.Match[str], group: str, text: str) -> str:
    return text[match.start(group) - 1 : match.end(group) - 1]


def _ends_line(match: re.Match[str], text: str) -> bool:
    at = match.end() - 1
    return at >= len(text) or text[at] == "\n"


def _opens_heading(match: re.Match[str], text: str) -> bool:
    """Return whether a heading follows the label on its line (`Chương I QUY ĐỊNH CHUNG`, no `Điều 5 của Luật`)."""
    word = text[match.end() - 1 : match.end() + 40].split("\n", 1)[0].split()
    return bool(word) and len(word[0]) > 1 and word[0].isupper() and match["word"] != "dieu"


def _find_heads(text: str, folded: str) -> Iterator[_Head]:
    """Yield labels in order; lists of addressees and recipients are no sections."""
    listed_to: int | None = None
    for match in _LABEL.finditer("\n" + folded):
        start = match.end() - len(match[0].lstrip()) - 1
        line_end = _line_end(text, start)
        if match["stop"]:
            if "noi" in match["stop"]:
                yield _Head(start, -1, "", start)
            listed_to = line_end
            continue
        if listed_to is not None:
            if match["bullet"] and _EMPTY.match(text, listed_to, start):
                listed_to = line_end
                continue
            listed_to = None
        found = _rank(match, text)
        if found is None:
            continue
        yield _Head(start, *found, match.end() - 1)


def _heading(text: str, head: _Head) -> str:
    """Return the heading of a label: the rest of its line, or the next line where a named label stands alone."""
    end = _line_end(text, head.rest)
    rest = text[head.rest : end].lstrip(" \t.:)-/").rstrip(" \t.:;")
    if not rest and head.rank <= _WORDS["dieu"] and end < len(text):
        follow = text[end : end + 400].lstrip("\n").split("\n", 1)[0]
        if len(follow) <= 300 and follow != "|":
            rest = follow
    elif rest.isupper():
        for _ in range(_HEADING_LINES):  # a heading in capitals may be wrapped
            stop = _line_end(text, end + 1)
            line = text[end + 1 : stop]
            if not line.isupper() or _LABEL.match(fold(text[end:stop])):
                break
            rest, end = f"{rest} {line}", stop
    if rest.isprintable() and "  " not in rest and rest == rest.strip():
        return rest  # the space is the only white space that can be printed
    return " ".join(rest.split())


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def find_sections(text: str, folded: str) -> tuple[Section, ...]:
    """Return the sections of a normalised text, in reading order.

    Args:
        text: the normalised text.
        folded: the same folded.
    """
    found: list[tuple[_Head, int, str]] = []  # head, level, path
    ends: list[int] = []
    open_: list[tuple[int, int, str]] = []  # rank, index in `found`, path before its own label
    for head in _find_heads(text, folded):
        while open_ and open_[-1][0] >= head.rank:
            ends[open_.pop()[1]] = head.start
        if head.rank < 0:
            continue
        base = ""
        if open_:
            parent, _, path = found[open_[-1][1]]
            base = f"{path}." if path else ""
            if _DECIMAL <= head.rank < _POINT and head.label.startswith(f"{parent.label}."):
                base = open_[-1][2]  # '2.1' under '2' says its parent itself
        path = base[:-1] if head.rank in (_DASH, _PLUS) else base + head.label
        open_.append((head.rank, len(found), base))
        found.append((head, len(open_), path))
        ends.append(len(text))
    return tuple(
        Section(Span(head.start, end), level, head.label, _heading(text, head), path)
        for (head, level, path), end in zip(found, ends, strict=True)
    )


def annotate_sections(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find headings and numbered items.

    Reads: text. Writes: sections.
    """
    return replace(annotation, sections=find_sections(annotation.text, annotation.folded))
