"""Names of laws in running text: where they begin, and their right edge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichdan.lexicon.citing import CitingWords, load_citing_words
from trichdan.lexicon.laws import LawNames, load_laws

_ANCHOR = re.compile(r"l(?<!\wl)uat(?=\s)|p(?<!\wp)hap\slenh(?=\s)|h(?<!\wh)ien\sphap(?!\w)")
_CODE_BEFORE = re.compile(r"(?<!\w)bo\s$")
_AMENDING = re.compile(
    r"\s(?:ve\sviec\s)?(?:sua\sdoi|bo\ssung)(?:,?\s(?:va\s)?bo\ssung)?(?:,?\sthay\sthe)?(?:\s(?:mot\sso|cac))?\s?(?:dieu|noi\sdung|quy\sdinh)?"
    r"(?:\s[\d,\sva]{1,40}(?:dieu)?)?(?:\scua)?\s"
)
_OF_LAWS = re.compile(
    r"(?:\d+\s|cac\s)?luat\s(?:co\s)?lien\squan\s(?:den|toi)\s[^,.;:()\n]{3,80}?(?=\s(?:ngay|nam|so)\s|[,.;:()\n]|$)"
)
_HEAD = re.compile(r"(?:cac\s)?((?:bo\s)?luat|phap\slenh)(?=\s)")
_JOINT = re.compile(r"\s?(?:,|va|,\sva|;)\s?(?=(?:bo\s)?luat\s|phap\slenh\s)")
_CONSTITUTION = re.compile(
    r"\s(?:cua\s)?nuoc\s(?:cong\shoa\sxa\shoi\schu\snghia\sviet\snam|viet\snam\sdan\schu\scong\shoa)"
)
_WORDS = re.compile(r"\s([^\s,.;:()\"“”\[\]/]+)")
_MAX_WORDS = 16


@dataclass(frozen=True, slots=True)
class LawName:
    """A law named in the text.

    Attributes:
        start, end: of type word and name.
        type: folded type word.
        amending: the name is that of a law which changes other laws.
        known: the name is in the lexicon.
    """

    start: int
    end: int
    type: str
    amending: bool = False
    known: bool = True


def find_laws(text: str, folded: str) -> list[LawName]:
    """Return the laws named in a text, in order; a law in the name of an amending law is one of its own.

    Args:
        text: the normalised text.
        folded: the same folded.
    """
    words, names = load_citing_words(), load_laws()
    out = []
    for match in _ANCHOR.finditer(folded):
        start, end = match.span()
        kind = match[0].replace("\n", " ")
        if kind == "hien phap":
            law = _constitution(text, folded, start, end)
        else:
            if kind == "luat" and (before := _CODE_BEFORE.search(folded, max(0, start - 4), start)):
                start, kind = before.start(), "bo luat"
            law = _name(text, folded, start, end, kind, words, names)
        if law is not None:
            out.append(law)
    return out


def _constitution(text: str, folded: str, start: int, end: int) -> LawName | None:
    if not text[start].isupper():
        return None
    tail = _CONSTITUTION.match(folded, end)
    return LawName(start, tail.end() if tail else end, "hien phap")


def _name(
    text: str, folded: str, start: int, end: int, kind: str, words: CitingWords, names: LawNames
) -> LawName | None:
    """Return the law whose type word stands at start..end, or None where the word names no law."""
    amending = _AMENDING.match(folded, end) if text[start].isupper() else None
    if amending:
        stop = _amending_end(text, folded, amending.end(), words, names)
        if stop is not None:
            return LawName(start, stop, kind, amending=True)
        return None
    if not text[start].isupper() and not text[end + 1 : end + 2].isupper():
        return None
    known = names.match(kind, folded, end)
    if known is not None:
        return LawName(start, known, kind)
    stop = _right_edge(text, folded, start, end, words)
    return LawName(start, stop, kind, known=False) if stop is not None else None


def _amending_end(text: str, folded: str, at: int, words: CitingWords, names: LawNames) -> int | None:
    """Return where the name of an amending law ends: after the laws that it changes."""
    of_laws = _OF_LAWS.match(folded, at)
    if of_laws:
        return of_laws.end()
    end = None
    for _ in range(12):
        head = _HEAD.match(folded, at)
        if head is None:
            break
        stop = names.match(head[1].replace("\n", " "), folded, head.end())
        if stop is None:
            stop = _right_edge(text, folded, head.start(1), head.end(), words)
        if stop is None:
            break
        end = stop
        joint = _JOINT.match(folded, stop)
        if joint is None:
            break
        at = joint.end()
    return end


def _right_edge(text: str, folded: str, start: int, end: int, words: CitingWords) -> int | None:
    """Return where the name of an unknown law ends: before the first word that goes on the sentence."""
    if words.law_never.match(folded, end + 1):
        return None
    capitals = text[start:end].isupper()
    first = text[end + 1 : end + 2]
    if not first.isupper():
        return None
    at, count = end, 0
    while count < _MAX_WORDS:
        match = _WORDS.match(folded, at)
        if match is None:
            break
        if text[match.start()] in "\n\t" and not (
            capitals and text[match.start()] == "\n" and text[match.end(1) - 1].isupper()
        ):
            break
        if words.law_stop.match(folded, match.start(1)):
            break
        at, count = match.end(), count + 1
        if folded[at : at + 2] == ", " and count <= 2 and text[at + 2 : at + 3].islower():
            if words.law_stop.match(folded, at + 2):
                break
            at += 1
    while at > end and folded[at - 1] in " ,-":
        at -= 1
    return at if count else None
