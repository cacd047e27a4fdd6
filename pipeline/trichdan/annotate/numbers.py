"""Stage: document numbers (số và ký hiệu), with their repairs.

A generic shape finds candidates (`<serial> <sep> [<year> <sep>] CAPS [<sep> CAPS ...]`); what the letters mean
is judged with the tables of `lexicon.symbols`. A second shape, anchored on a known type between two
delimiters, finds symbols whose serial was read with letters (`O5-CT/TW`) or whose slash was lost (`25-NQlTW`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache

from trichdan.annotate.damaged_numbers import HEADED, put_together, split_glued
from trichdan.lexicon import Lexicon
from trichdan.lexicon.symbols import Symbols, load_symbols
from trichdan.model import Annotation, Number, Repair
from trichdan.text import Span, fold

# with the marks that OCR adds to capitals (`TỦ`) and Cyrillic capitals
_LETTERS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ\u0410-\u042f"
# a word of a symbol: capitals and digits, at most two small letters before the second capital (TTg, CTr, QyĐ)
_TOKEN = (
    rf"[{_LETTERS}](?:\.Ư|[a-zđư]{{0,2}}[{_LETTERS}0-9&](?:[{_LETTERS}0-9&]|[a-zđư]{{1,2}}(?![a-zđư])){{0,30}}|[a-z]?)"
    r"(?!\w)"
)
_SHAPE = re.compile(
    rf"(?P<serial>[0-9](?:(?<![\w/-][0-9])|(?<=[ốỐ][0-9])|(?<=\ss[0-9]))(?<![0-9][.,:][0-9])"
    rf"[0-9]{{0,4}}(?:\.[0-9]{{1,2}})?(?:[A-ZĐđa-z]|\ [a-c](?=/))?)"
    rf"(?P<sep>[\ \t]?[-/]\ ?|\ )"
    rf"(?:(?P<year>(?:19|2[0Oo])[0-9OoSBIlZ]{{2}}|[0-9]{{2,3}}(?=/[A-ZĐ]))\ ?[-/]\ ?)?"
    rf"(?P<rest>{_TOKEN}(?:\ ?[-/]\ ?{_TOKEN}(?:[-/]{_TOKEN}){{0,8}})?)"
    rf"(?P<suffix>/nb\b|/(?:19|20)[0-9]{{2}}(?![\w/]))?",
    re.VERBOSE,
)
_SPLIT = re.compile(r"\s*[-/]\s*")
_DELIMITERS = re.compile(r"[-/]")
_LAW = re.compile(r"(QH|UBTVQH)K?([0-9IlOSo]{1,2})$")
# a footnote mark behind an issuer that has no numbered units
_NOTE_MARK = re.compile(r"[-/](?:TW|TU|TTg|CP)[1-9]$")
_LAW_TAIL = re.compile(r" [Kk]?(\d{1,2})(?![\w/])")
_DIGIT_SLOT = re.compile(r"(?<![\w/.-])[0-9OoQIl|SBZg]{1,5} ?$")
_DIGITS = str.maketrans("OoQIl|SBZg", "0001115829")
_ORDERS = frozenset({"LCT", "L"})
_SUSPECT = frozenset("OoQIlSZ|")
# Cyrillic capitals that look like Latin ones
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
# capitals with a mark that no symbol has
_UNMARKED = {ord(c): fold(c).upper() for c in "ÀÁẢÃẠẮẰẲẴẶẤẦẨẪẬÈÉẺẼẸẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌỐỒỔỖỘỚỜỞỠỢÙÚỦŨỤỨỪỬỮỰỲÝỶỸỴ"}
_TW = re.compile(r"T\.?Ư|TVV|Tw|(?<![A-ZĐ])[I1]W(?![A-ZĐ])")
_LOST_DELIMITER = re.compile(rf" ([{_LETTERS}][{_LETTERS}a-z]{{1,8}})(?!\w)")
# a delimiter read as another mark, and more of the symbol behind it: `NQ~HĐND`
_DAMAGED_TAIL = re.compile(rf"(?:[~*+ˆ^_=:•|]{{1,2}}[{_LETTERS}]{{2}}|[|!]\d)")
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_LOOK_BACK = 26


@dataclass(frozen=True, slots=True)
class _Printed:
    """The parts of a candidate as printed."""

    start: int
    end: int
    serial: str
    sep: str
    year: str | None
    rest: str
    suffix: str | None = None
    rules: tuple[str, ...] = ()


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


def _mend_letters(rest: str) -> tuple[str, list[str]]:
    """Return the letters of a symbol with look-alikes and spellings of TW mended, and the rules used."""
    rules = []
    latin = rest.translate(_LOOK_ALIKES).translate(_UNMARKED)
    if latin != rest:
        rules.append("cyrillic")
    tw = _TW.sub("TW", latin)
    if tw != latin:
        rules.append("tw")
    return tw, rules


def _mend_org(tokens: list[str], symbols: Symbols) -> tuple[str, list[str]]:
    mended = []
    for i, token in enumerate(tokens):
        law = _LAW.match(token)
        if law:
            mended.append(law[1] + law[2].translate(_DIGITS))
        elif i == 0:
            mended.append(symbols.issuer_of(token))
        else:
            mended.append(token)
    rules = ["issuer"] if mended != tokens else []
    return "-".join(mended), rules


def _serial(printed: str) -> tuple[str, list[str]]:
    """Return the serial with letters in its digit slot read as digits."""
    compact = printed.replace(" ", "")
    if len(compact) > 1 and (compact[-1] in _SUSPECT or not compact[:-1].replace(".", "").isdigit()):
        return compact.translate(_DIGITS), ["digits"]
    if not compact[0].isdigit():
        return compact.translate(_DIGITS), ["digits"]
    return compact, []


def _order(system: str | None, abbr: str, sep: str, delimiters: list[str]) -> tuple[str, str]:
    """Return the two delimiters of a symbol with a type and no year: the issuer's system decides, else print.

    Promulgation orders of 1981-1997 (`21-LCT/HĐNN8`, `23-L/CTN`) keep the Party order that they were printed in.
    """
    if abbr in _ORDERS:
        return "-", "/"
    if system == "party":
        return "-", "/"
    if system == "state":
        return "/", "-"
    first = sep.strip() or ("-" if delimiters[:1] == ["/"] else "/")
    second = delimiters[0] if delimiters else "-"
    return (first, second) if first != second else ("/", "-")


def _system(symbols: Symbols, org: str, first: str, abbr: str | None = None) -> str:
    if abbr in _ORDERS:
        return "state"
    return symbols.system_of(org) or ("party" if first == "-" else "state")


def _read(printed: _Printed, symbols: Symbols, expected: bool) -> Number | None:
    """Return the number that a candidate is, or None for a look-alike.

    Args:
        printed: the parts.
        symbols: the tables.
        expected: `số` or a type word stands before it.
    """
    rest, rules = _mend_letters(printed.rest)
    serial, more = _serial(printed.serial)
    rules = [*printed.rules, *rules, *more]
    tokens = _SPLIT.split(rest)
    delimiters = _DELIMITERS.findall(rest)
    spaced = " " in printed.sep
    abbr = symbols.type_of(tokens[0]) if len(tokens) > 1 or printed.year else None
    if abbr is None and len(tokens) > 1 and tokens[0][:1] == tokens[0][1:2] and symbols.type_of(tokens[0][1:]):
        abbr, rules = symbols.type_of(tokens[0][1:]), [*rules, "doubled"]  # 3748 QQĐ/TW
    if abbr is not None and abbr != tokens[0] and "doubled" not in rules:
        rules.append("type")
    if printed.year:
        return _dated(printed, symbols, serial, tokens, abbr, rules)
    if len(tokens) == 1:
        return _bare(printed, symbols, serial, tokens[0], rules, expected)
    if abbr is None:
        return _untyped(printed, symbols, serial, tokens, delimiters, rules, expected)
    known = symbols.is_issuer(_mend_org(tokens[1:], symbols)[0])
    if printed.sep == " " and not (known or expected):
        return None
    if spaced and not (known or expected) and len(tokens[1]) < 2:
        return None
    org, more = _mend_org(tokens[1:], symbols)
    system = symbols.system_of(org)
    first, second = _order(system, abbr, printed.sep, delimiters)
    canonical = f"{serial}{first}{abbr}{second}{org}{printed.suffix or ''}"
    if (printed.sep.strip() or first, delimiters[0]) != (first, second):
        rules.append("delimiter-swapped")
    elif printed.sep == " ":
        rules.append("delimiter-lost")
    return _number(
        printed,
        canonical,
        _system(symbols, org, first),
        serial,
        None,
        abbr,
        org,
        rules + more,
        known,
    )


def _dated(
    printed: _Printed,
    symbols: Symbols,
    serial: str,
    tokens: list[str],
    abbr: str | None,
    rules: list[str],
) -> Number | None:
    """Read a symbol with a year in it: normative papers and laws."""
    shown = (printed.year or "").translate(_DIGITS)
    if shown != printed.year:
        rules = [*rules, "digits"]
    year = int(shown)
    head = f"{serial}/{shown}/"
    if year < 1900:
        if abbr is None and not _LAW.match(tokens[0]):
            return None
        rules = [*rules, "year"]
    if abbr is None and (glued := split_glued(tokens[0], symbols)):
        abbr, tokens, rules = glued[0], [*glued, *tokens[1:]], [*rules, "delimiter-lost"]
    if _LAW.match(tokens[0]) or (abbr is None and len(tokens) == 1):
        org, more = _mend_org(tokens, symbols)
        known = bool(_LAW.match(tokens[0])) or symbols.is_issuer(org)
        return _number(printed, head + org, "state", serial, year, None, org, rules + more, known)
    if abbr is None:
        abbr, known = tokens[0], False
    else:
        known = True
    if len(tokens) == 1:
        return _number(printed, head + abbr, "state", serial, year, abbr, "", rules, known)
    org, more = _mend_org(tokens[1:], symbols)
    system = symbols.system_of(org)
    return _number(
        printed, f"{head}{abbr}-{org}", "state" if system == "party" or system is None else system,
        serial, year, abbr, org, rules + more, known,
    )  # fmt: skip


def _bare(
    printed: _Printed,
    symbols: Symbols,
    serial: str,
    token: str,
    rules: list[str],
    expected: bool,
) -> Number | None:
    """Read a symbol of serial and issuer alone: letters without a unit, and the forms before 1997."""
    sep = printed.sep.strip()
    if not expected or len(token) < 2 or "\t" in printed.sep:
        return None
    system = symbols.historic.get(token)
    if system is not None:
        # 150 CP: the delimiter was never printed
        return _number(printed, f"{serial}{sep or '-'}{token}", system, serial, None, None, token, rules, True)
    if sep != "/" or " " in printed.sep:
        return None
    if glued := split_glued(token, symbols):
        parts = replace(printed, rest=f"{glued[0]}-{glued[1]}")
        return _read(parts, symbols, expected)
    org, more = _mend_org([token], symbols)
    return _number(
        printed, f"{serial}/{org}{printed.suffix or ''}", _system(symbols, org, "/"), serial, None, None, org,
        rules + more, symbols.is_issuer(org),
    )  # fmt: skip


def _untyped(
    printed: _Printed, symbols: Symbols, serial: str, tokens: list[str], delimiters: list[str], rules: list[str],
    expected: bool,
) -> Number | None:  # fmt: skip
    """Read a symbol whose first word is no known type: State letters (`567/BNV-CCVC`) and unknown types."""
    sep = printed.sep.strip()
    if sep == "/" and delimiters[0] == "-":
        if not (expected or symbols.is_issuer(tokens[0])) or (" " in printed.sep and not expected):
            return None
        org, more = _mend_org(tokens, symbols)
        known = symbols.is_issuer(org)
        return _number(
            printed,
            f"{serial}/{org}{printed.suffix or ''}",
            _system(symbols, org, "/"),
            serial,
            None,
            None,
            org,
            rules + more,
            known,
        )
    known = symbols.is_issuer(tokens[1])
    if " " in printed.sep and (delimiters[0] == "-" or len(tokens[0]) < 2):
        return None
    if not (expected or (known and not printed.sep.isspace() and len(tokens[0]) <= 6)):
        return None
    org, more = _mend_org(tokens[1:], symbols)
    first = sep or "-"
    canonical = f"{serial}{first}{tokens[0]}{delimiters[0]}{org}{printed.suffix or ''}"
    return _number(
        printed,
        canonical,
        _system(symbols, org, first),
        serial,
        None,
        tokens[0],
        org,
        rules + more,
        False,
    )


def _number(
    printed: _Printed, canonical: str, system: str, serial: str, year: int | None, abbr: str | None, org: str,
    rules: list[str], known: bool,
) -> Number:  # fmt: skip
    span = Span(printed.start, printed.end)
    repairs = (Repair(span, "", canonical, rules[0]),) if rules else ()
    confidence = round((1.0 if known else 0.8) - 0.1 * len(rules), 2)
    return Number(
        span,
        canonical,
        system,
        serial,
        year,
        abbr,
        org,
        printed.suffix,
        repairs,
        max(confidence, 0.3),
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
        lost = _LOST_DELIMITER.match(text, end) if "-" not in rest and "/" not in rest else None
        if lost and symbols.type_of(rest) and symbols.is_issuer(lost[1]):
            end, rest = lost.end(), f"{rest}-{lost[1]}"
        if _DAMAGED_TAIL.match(text, end) and not match["suffix"]:
            continue
        before = folded[max(0, start - _LOOK_BACK) : start]
        if symbols.never.search(text[max(0, start - _LOOK_BACK) : start].lower()):
            judged.append(Span(start, end))
            continue
        printed = _Printed(
            start,
            end,
            match["serial"],
            match["sep"],
            match["year"],
            rest,
            match["suffix"],
        )
        number = _read(printed, symbols, bool(symbols.before.search(before)))
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
        printed = _Printed(
            slot.start(), match.end(), slot[0].strip(), sep,
            None, f"{match['type']}{delimiter}{org}", None, rules,
        )  # fmt: skip
        number = _read(printed, symbols, True)
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
        mended = put_together(printed.translate(_LOOK_ALIKES).translate(_UNMARKED), symbols)
        whole = _SHAPE.fullmatch(mended) if mended else None
        if mended is None or whole is None:
            continue
        end = start + len(printed.rstrip(".:-/~*\"'"))
        parts = _Printed(start, end, whole["serial"], whole["sep"], whole["year"], whole["rest"], None, ("damaged",))
        number = _read(parts, symbols, True)
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
