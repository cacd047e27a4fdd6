"""Names printed in capitals, written as in running text."""

from __future__ import annotations

import re
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import load_header_words
from trichdan.text import fold, key

_WORD = re.compile(r"[^\W\d_]+")
_AND = "va"


@cache
def _official(lexicon: Lexicon) -> dict[str, str]:
    """Return the official names of bodies by their key; those that stand for several bodies are left out."""
    return {key(i.name): i.name for i in lexicon.issuers if "/" not in i.name and "(" not in i.name}


def is_capitals(text: str) -> bool:
    """Return whether the letters are capitals, but for a slip of the reader or two."""
    low = sum(c.islower() for c in text)
    return low * 8 <= sum(c.isupper() for c in text)


def official_case(printed: str, lexicon: Lexicon) -> str:
    """Return a name in the capitals of running text; one that is not all in capitals stays as it is.

    Args:
        printed: the name as printed, white space collapsed.
        lexicon: gives the official names of bodies.
    """
    if not is_capitals(printed):
        return printed
    known = _official(lexicon).get(key(printed))
    if known and len(known) == len(printed):
        return known
    return _proper(_capitalised(printed.lower()))


def _capitalised(lower: str) -> str:
    """Return the text with capitals where a name of a body or a place begins or goes on."""
    words = load_header_words()
    territories, heads = words.territories, words.heads
    if lower.isascii():  # the marks are lost
        territories, heads = (frozenset(map(fold, forms)) for forms in (territories, heads))
    tokens = list(_WORD.finditer(lower))
    upper = {0}
    place = named = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        word = token[0]
        pair = f"{word} {tokens[at + 1][0]}" if at + 1 < len(tokens) else ""
        before = lower[tokens[at - 1].end() : token.start()].strip() if at else ""
        if pair in territories or word in territories:
            place, named = True, False
            at += 2 if pair in territories else 1
            continue
        if before in (",", ";", "(", "-"):
            place = place and before == "-"
            if named:
                upper.add(token.start())
        if place:
            upper.add(token.start())
        elif at == 0 and (pair in heads or word in heads) and pair not in words.common:
            at += 1 if pair in heads else 0
            named = True
            if at + 1 < len(tokens):
                upper.add(tokens[at + 1].start())
        elif named and fold(word) == _AND and at + 1 < len(tokens):
            upper.add(tokens[at + 1].start())
        at += 1
    return "".join(c.upper() if i in upper else c for i, c in enumerate(lower))


def _proper(text: str) -> str:
    """Return the text with proper names in it capitalised."""
    folded = fold(text)
    for form, shape in load_header_words().proper:
        for match in re.finditer(rf"\b{re.escape(form)}\b", folded):
            old = text[match.start() : match.end()]
            new = "".join(o.upper() if s.isupper() else o for o, s in zip(old, shape, strict=True))
            text = text[: match.start()] + new + text[match.end() :]
    return text
