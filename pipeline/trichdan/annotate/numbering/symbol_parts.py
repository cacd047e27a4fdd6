"""What the parts of a printed symbol mean, and the canonical number that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trichdan.annotate.numbering.damaged_numbers import split_glued
from trichdan.lexicon.symbols import Symbols
from trichdan.model import Number, Repair
from trichdan.text import Span, fold

_SPLIT = re.compile(r"\s?[-/]\s?")
_DELIMITERS = re.compile(r"[-/]")
_LAW = re.compile(r"(QH|UBTVQH)K?([0-9IlOSo]{1,2})$")
# `Qq15`, `UBIVQH14`: one letter read as another
_DAMAGED_LAW = re.compile(r"(?:Q[qNiAl]|UB[IiL1]VQH|UBTV[OG]H|[OG]H)(\d{1,2})")
_DIGITS = str.maketrans("OoQIl|SBZg", "0001115829")
# a serial with the letters of a body or a mark of its own: `1357TC/QĐ-TCT`, `08.a/2010/TT-BTP`
_MARKED_SERIAL = re.compile(r"\d{1,5}(?:(?![OQISZB]+$)[A-ZĐ]{2,4}|\.[a-d])")
_ORDERS = frozenset({"LCT", "L"})
_SUSPECT = frozenset("OoQIlSZ|")
# Cyrillic capitals that look like Latin ones
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
# capitals with a mark that no symbol has
UNMARKED = {ord(c): fold(c).upper() for c in "ÀÁẢÃẠẮẰẲẴẶẤẦẨẪẬÈÉẺẼẸẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌỐỒỔỖỘỚỜỞỠỢÙÚỦŨỤỨỪỬỮỰỲÝỶỸỴ"}
_TW = re.compile(r"T\.?Ư|TVV|Tw|(?<![A-ZĐ])[I1]W(?![A-ZĐ])")


@dataclass(frozen=True, slots=True)
class Printed:
    """The parts of a candidate as printed."""

    start: int
    end: int
    serial: str
    sep: str
    year: str | None
    rest: str
    suffix: str | None = None
    rules: tuple[str, ...] = ()


def _mend_letters(rest: str) -> tuple[str, list[str]]:
    """Return the letters of a symbol with look-alikes and spellings of TW mended, and the rules used."""
    rules = []
    latin = rest.translate(LOOK_ALIKES).translate(UNMARKED)
    latin = latin.replace("& ", "&")
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
    if _MARKED_SERIAL.fullmatch(compact):
        return compact, []
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


def read_symbol(printed: Printed, symbols: Symbols, expected: bool) -> Number | None:
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
    printed: Printed,
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
    if law := _DAMAGED_LAW.fullmatch(tokens[0]):
        tokens, rules = [f"{'UBTVQH' if tokens[0].startswith('U') else 'QH'}{law[1]}"], [*rules, "issuer"]
    if _LAW.match(tokens[0]) and serial[-1] in "BSZ" and serial[:-1].isdigit():
        serial, rules = serial.translate(_DIGITS), [*rules, "digits"]
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
    printed: Printed,
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
        return read_symbol(parts, symbols, expected)
    org, more = _mend_org([token], symbols)
    return _number(
        printed, f"{serial}/{org}{printed.suffix or ''}", _system(symbols, org, "/"), serial, None, None, org,
        rules + more, symbols.is_issuer(org),
    )  # fmt: skip


def _untyped(
    printed: Printed, symbols: Symbols, serial: str, tokens: list[str], delimiters: list[str], rules: list[str],
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
    printed: Printed, canonical: str, system: str, serial: str, year: int | None, abbr: str | None, org: str,
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
