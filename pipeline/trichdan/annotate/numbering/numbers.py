"""Stage: document numbers (số và ký hiệu), with their repairs.

A generic shape finds candidates (`<serial> <sep> [<year> <sep>] CAPS [<sep> CAPS ...]`); what the letters mean
is judged with the tables of `lexicon.symbols`. A second shape, anchored on a known type between two
delimiters, finds symbols whose serial was read with letters (`O5-CT/TW`) or whose slash was lost (`25-NQlTW`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache

from trichdan.annotate.numbering.damaged_numbers import HEADED, put_together
from trichdan.annotate.numbering.symbol_parts import LOOK_ALIKES, UNMARKED, Printed, read_symbol
from trichdan.lexicon import Lexicon
from trichdan.lexicon.symbols import Symbols, load_symbols
from trichdan.model import Annotation, Number, Repair
from trichdan.text import Span

# with the marks that OCR adds to capitals (`TỦ`) and Cyrillic capitals
_LETTERS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ\u0410-\u042f"
# a word of a symbol: capitals and digits, at most two small letters before the second capital (TTg, CTr, QyĐ)
_TOKEN = (
    rf"[{_LETTERS}](?:\.Ư|[a-zđư]{{0,2}}[{_LETTERS}0-9&](?:[{_LETTERS}0-9&]|[a-zđư]{{1,2}}(?![a-zđư])){{0,30}}|[a-z]?)"
    rf"(?:(?<=&)\ [{_LETTERS}]{{2,8}}|\.[IVX]{{1,4}})?(?!\w)"
)
_SHAPE = re.compile(
    rf"(?P<serial>[0-9](?:(?<![\w/-][0-9])|(?<=[ốỐ][0-9])|(?<=\ss[0-9]))(?<![0-9][.,:][0-9])"
    rf"[0-9]{{0,4}}(?:\.[0-9]{{1,2}}|\.[a-d](?=/))?"
    rf"(?:[A-ZĐđa-z]|\ [a-c](?=/)|(?![OQISZB]+/)[A-ZĐ]{{2,4}}(?=/[A-ZĐ]{{2,3}}[-/]))?)"
    rf"(?P<sep>[\ \t]?[-/]\ ?|\ )"
    rf"(?:(?P<year>(?:19|2[0Oo])[0-9OoSBIlZ]{{2}}|[0-9]{{2,3}}(?=/[A-ZĐ]))\ ?[-/]\ ?)?"
    rf"(?P<rest>{_TOKEN}(?:\ ?[-/]\ ?{_TOKEN}(?:[-/]{_TOKEN}){{0,8}}(?:-\ {_TOKEN}(?=\s(?:ngày|của|về|và)\s))?)?)"
    rf"(?P<suffix>/nb\b|/(?:19|20)[0-9]{{2}}(?![\w/]))?",
    re.VERBOSE,
)
# a footnote mark behind an issuer that has no numbered units
_NOTE_MARK = re.compile(r"[-/](?:TW|TU|TTg|CP)[1-9]$")
_LAW_TAIL = re.compile(r" [Kk]?(\d{1,2})(?![\w/])")
# `QĐ-e1g`: what OCR leaves of TTg
_DAMAGED_TTG = re.compile(r"[-~][eTI1lif†]{2}[gGq9](?!\w)")
_DIGIT_SLOT = re.compile(r"(?<![\w/.-])[0-9OoQIl|SBZg]{1,5} ?$")
_LOST_DELIMITER = re.compile(rf" ([{_LETTERS}][{_LETTERS}a-z]{{1,8}})(?!\w)")
# a delimiter read as another mark, and more of the symbol behind it: `NQ~HĐND`
_DAMAGED_TAIL = re.compile(rf"(?:[~*+ˆ^_=:•|]{{1,2}}[{_LETTERS}]{{2}}|[|!]\d)")
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_LOOK_BACK = 26


@cache
def _broken_shape() -> re.Pattern[str]:
    """Return the shape of a known type between delimiters, the second of which may be a misread slash."""
    types = sorted(load_symbols().types, key=lambda t: -len(t))
    return re.compile(
        rf"[-/]\ ?(?P<type>{'|'.join(types)})"
        rf"(?:(?P<sep>\ ?[-/]\ ?)(?P<org>{_TOKEN}(?:-{_TOKEN}){{0,3}})"
        rf"|(?P<lost>[lI1|\ ])(?P<known>(?:TW|T\.?Ư|TU|TTg|CP|UBND|HĐND)(?:-{_TOKEN})?)(?!\w))",
        re.VERBOSE,
    )


def find_numbers(text: str, folded: str) -> tuple[Number, ...]:
    """Return the document numbers in a text, in reading order.

    Args:
        text: the normalised text.
        folded: the same folded, character for character.
    """
    symbols = load_symbols()
    found: list[Number] = []
    judged: list[Span] = []
    for match in _SHAPE.finditer(text):
        start, end = match.span()
        rest = match["rest"]
        if _NOTE_MARK.search(rest):
            end, rest = end - 1, rest[:-1]
        if rest.endswith(("QH", "UBTVQH")) and (tail := _LAW_TAIL.match(text, end)):
            end, rest = tail.end(), rest + tail[1]
        elif rest == "Q" and match["year"] and (tail := _LAW_TAIL.match(text, end)):
            end, rest = tail.end(), f"QH{tail[1]}"
        elif symbols.type_of(rest) and (tail := _DAMAGED_TTG.match(text, end)):
            end, rest = tail.end(), f"{rest}-TTg"
        lost = _LOST_DELIMITER.match(text, end) if "-" not in rest and "/" not in rest else None
        if lost and symbols.type_of(rest) and symbols.is_issuer(lost[1]):
            end, rest = lost.end(), f"{rest}-{lost[1]}"
        if _DAMAGED_TAIL.match(text, end) and not match["suffix"]:
            continue
        before = folded[max(0, start - _LOOK_BACK) : start]
        if symbols.never.search(text[max(0, start - _LOOK_BACK) : start].lower()):
            judged.append(Span(start, end))
            continue
        printed = Printed(
            start,
            end,
            match["serial"],
            match["sep"],
            match["year"],
            rest,
            match["suffix"],
        )
        number = read_symbol(printed, symbols, bool(symbols.before.search(before)))
        if number is not None:
            found.append(number)
            judged.append(number.span)
    found += _find_broken(text, symbols, judged)
    found += _find_headed(text, symbols, sorted([*judged, *(n.span for n in found)]))
    found.sort(key=lambda n: n.span.start)
    return tuple(_with_repairs(n, text) for n in found)


def _find_broken(text: str, symbols: Symbols, taken: list[Span]) -> list[Number]:
    """Find symbols whose serial holds letters or whose slash was lost; `taken` are the spans judged so far."""
    out = []
    starts = [span.start for span in taken]
    for match in _broken_shape().finditer(text):
        before = bisect_right(starts, match.start()) - 1
        if before >= 0 and taken[before].end > match.start():
            continue
        spaced = text[max(0, match.start() - 1)] == " "
        slot = _DIGIT_SLOT.search(text, max(0, match.start() - 7), match.start())
        if slot is None or not any(c.isdigit() or c in "OIl|" for c in slot[0]):
            continue
        org = match["org"] or match["known"]
        if match["lost"] == " " and not symbols.is_issuer(org):
            continue
        rules = ("delimiter-lost",) if match["lost"] else ()
        sep = (" " if spaced else "") + text[match.start()]
        delimiter = (match["sep"] or "/").strip()
        printed = Printed(
            slot.start(), match.end(), slot[0].strip(), sep,
            None, f"{match['type']}{delimiter}{org}", None, rules,
        )  # fmt: skip
        number = read_symbol(printed, symbols, True)
        if number is not None:
            out.append(number)
    return out


def _find_headed(text: str, symbols: Symbols, taken: list[Span]) -> list[Number]:
    """Find damaged symbols behind `số`; `taken` are the spans judged so far, sorted."""
    out = []
    starts = [span.start for span in taken]
    for match in HEADED.finditer(text):
        start, printed = match.start("symbol"), match["symbol"]
        at = bisect_right(starts, start) - 1
        if at >= 0 and taken[at].end > start:
            continue
        if at + 1 < len(starts) and starts[at + 1] < match.end():
            printed = text[start : starts[at + 1]]
        if not _CAPITALS.search(printed):
            continue
        mended = put_together(printed.translate(LOOK_ALIKES).translate(UNMARKED), symbols)
        whole = _SHAPE.fullmatch(mended) if mended else None
        if mended is None or whole is None:
            continue
        end = start + len(printed.rstrip(".:-/~*\"'"))
        parts = Printed(start, end, whole["serial"], whole["sep"], whole["year"], whole["rest"], None, ("damaged",))
        number = read_symbol(parts, symbols, True)
        if number is not None:
            out.append(number)
    return out


def _with_repairs(number: Number, text: str) -> Number:
    old = number.span.of(text)
    if old == number.canonical:
        return number if not number.repairs else replace(number, repairs=())
    rule = number.repairs[0].rule if number.repairs else "spaces" if " " in old else "case"
    return replace(number, repairs=(Repair(number.span, old, number.canonical, rule),))


def annotate_numbers(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find document numbers. Reads: text, folded. Writes: numbers, repairs."""
    numbers = find_numbers(annotation.text, annotation.folded)
    repairs = tuple(r for n in numbers for r in n.repairs)
    return replace(annotation, numbers=numbers, repairs=(*annotation.repairs, *repairs))
