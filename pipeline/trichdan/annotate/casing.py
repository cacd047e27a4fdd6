"""Names printed in capitals, written as in running text."""

from __future__ import annotations

import re
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import load_header_words
from trichdan.text import fold, key

_WORD = re.compile(r"[^\W\d_]+")
_BREAKS = re.compile(r"[,;(]| - |\bva\b")


@cache
def _official(lexicon: Lexicon) -> dict[str, str]:
    return {key(i.name): i.name for i in lexicon.issuers if "/" not in i.name and "(" not in i.name}


def official_case(printed: str, lexicon: Lexicon) -> str:
    """Return a name in the capitals of running text; one that is not all in capitals stays as it is.

    Args:
        printed: the name as printed, white space collapsed.
        lexicon: gives the official names of bodies.
    """
    low = sum(c.islower() for c in printed)
    if low * 8 > sum(c.isupper() for c in printed):
        return printed
    known = _official(lexicon).get(key(printed))
    if known and fold(known) == fold(printed):
        return known
    words = load_header_words()
    lower = printed.lower()
    folded = fold(lower)
    upper = {0}
    tokens = list(_WORD.finditer(folded))
    named, place = False, False
    for i, token in enumerate(tokens):
        word = token[0]
        pair = f"{word} {tokens[i + 1][0]}" if i + 1 < len(tokens) else ""
        before = folded[tokens[i - 1].end() : token.start()] if i else ""
        if i and before.strip() in (",", "-", ";", "("):
            place = place and before.strip() == "-"
            if named:
                upper.add(token.start())
        if word == "va" and named:
            place = False
            if i + 1 < len(tokens):
                upper.add(tokens[i + 1].start())
            continue
        if pair in words.territories or word in words.territories:
            place, named = True, False
            continue
        if place and not (tokens[i - 1][0] in ("thanh", "thi") and f"{tokens[i - 1][0]} {word}" in words.territories):
            upper.add(token.start())
        elif word in words.heads or pair in words.heads:
            upper.add(token.start())
            skip = 2 if pair in words.heads else 1
            if i + skip < len(tokens):
                upper.add(tokens[i + skip].start())
            named = True
    out = "".join(c.upper() if i in upper else c for i, c in enumerate(lower))
    return _proper(out)


def _proper(text: str) -> str:
    """Return the text with proper names in it capitalised."""
    folded = fold(text)
    for form, shape in load_header_words().proper:
        for match in re.finditer(rf"\b{re.escape(form)}\b", folded):
            old = text[match.start() : match.end()]
            new = "".join(o.upper() if s.isupper() else o for o, s in zip(old, shape, strict=True))
            text = text[: match.start()] + new + text[match.end() :]
    return text
