"""Document numbers behind `số` that print or OCR damaged beyond the common shapes.

`16~CT/TTg`, `824/QĐUBND`, `226/202S/NĐ-CP`, `l93/2025/QH15`: the parts are told by their place and by the tables,
and put together again as a well-printed symbol, which the common reader then judges.
"""

from __future__ import annotations

import re

from trichdan.lexicon.symbols import Symbols

# `số` and what stands behind it up to a space, with one more piece where a delimiter has spaces around it
HEADED = re.compile(
    r"[sS1lI](?<!\w.)(?:(?<=[sS])(?:[ốỐoOôÔổỔỗỖồỒõÕóÓ6]\s?[:.]?\s?|(?=\d))|(?<=[1lI])[ốổỗồ]\s)"
    r"(?P<symbol>(?:[0-9OoQIl|SBZgÏÌÍ>]|[rqf*](?=\d))[^\s,;()\[\]]{2,44}(?:\s?[-/~*+:_=]\s?[A-ZĐ][^\s,;()\[\]]{1,24})?)"
)
_DELIMITER = re.compile(r"\s?[-/~*+ˆ^:_=•·|\"'.íứ]+\s?")
_LAW_DIGIT = re.compile(r"(?<=QH)[|!](?=\d)|(?<=QH\d)[|!]")
_DIGITS = str.maketrans("OoQIl|SsBZgÏÌÍ>rq", "00011155829111129")
# a bar between digits and a delimiter is a one: `20/202|/NĐ`
_BAR = re.compile(r"(?<=\d)\|(?=[/~*-])")
_FUTURE = re.compile(r"3(?=0[0-3]\d$)")
_GLUED = re.compile(r"(\d{1,5})([A-ZĐ]{2}.*)")
_YEAR = re.compile(r"(?:19[4-9]|20[0-3])\d")
_RUN_YEAR = re.compile(r"((?:19|20)\d\d)([A-ZĐ].+)")
_LAW = re.compile(r"(?:QH|UBTVQH)K?[0-9IlOSo]{1,2}$")
_ORG = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư0-9&]{1,24}")


def put_together(symbol: str, symbols: Symbols) -> str | None:
    """Return the symbol as it may have been printed, or None where its parts cannot be told.

    Args:
        symbol: the characters behind `số`, marks of capitals dropped.
        symbols: the tables of abbreviations.
    """
    symbol = _LAW_DIGIT.sub("1", _BAR.sub("1", symbol)).rstrip(".:-/~*\"'")
    first = _DELIMITER.search(symbol)
    slash = first is not None and "/" in first[0]
    parts = [p for p in _DELIMITER.split(symbol) if p]
    if not parts:
        return None
    if glued := _GLUED.fullmatch(parts[0]):
        parts[:1] = [glued[1], glued[2]]
    serial = parts[0].translate(_DIGITS)
    if not serial.isdigit() or len(serial) > 5 or len(parts) < 2:
        return None
    if run := _RUN_YEAR.fullmatch(parts[1]):
        parts[1:2] = [run[1], run[2]]
    year = _FUTURE.sub("2", parts[1].translate(_DIGITS))
    if len(parts[1]) == 4 and _YEAR.fullmatch(year):
        return _dated(serial, year, parts[2:], symbols)
    split = _typed(parts[1:], symbols)
    if split is None:
        letters = [symbols.issuer_of(parts[1]), *parts[2:]]
        known = slash and len(letters[0]) > 2 and symbols.is_issuer(letters[0]) and symbols.type_of(parts[1]) is None
        return f"{serial}/{'-'.join(letters)}" if known and all(_ORG.fullmatch(p) for p in letters) else None
    abbr, org = split
    state = symbols.system_of(org) != "party" and (slash or symbols.system_of(org) != "mass")
    return f"{serial}/{abbr}-{org}" if state else f"{serial}-{abbr}/{org}"


def split_glued(token: str, symbols: Symbols) -> tuple[str, str] | None:
    """Return type and issuer that ran together (`QĐUBND`), or None where the letters are no such pair."""
    for size in (4, 3, 2):
        head, tail = symbols.type_of(token[:size]), token[size:]
        if head is not None and len(tail) > 1 and symbols.is_issuer(tail):
            return head, tail
    return None


def _dated(serial: str, year: str, parts: list[str], symbols: Symbols) -> str | None:
    if len(parts) == 1 and _LAW.match(parts[0]):
        return f"{serial}/{year}/{parts[0]}"
    split = _typed(parts, symbols)
    return f"{serial}/{year}/{split[0]}-{split[1]}" if split else None


def _typed(parts: list[str], symbols: Symbols) -> tuple[str, str] | None:
    """Return type and issuer of what follows serial and year, which may have run together."""
    if not parts:
        return None
    abbr = symbols.type_of(parts[0])
    rest = parts[1:]
    if abbr is None or not rest:
        glued = split_glued(parts[0], symbols)
        if glued is None:
            return None
        abbr, rest = glued[0], [glued[1], *parts[1:]]
    org = "-".join([symbols.issuer_of(rest[0]), *rest[1:]])
    rest = org.split("-")
    if abbr is None or not all(_ORG.fullmatch(p) for p in rest) or not symbols.is_issuer(org):
        return None
    return abbr, org
