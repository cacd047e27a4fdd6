"""Digits of dates that a scan took for other signs, read as digits again, character for character.

Only in the digit slots of a date (`ngày 1Ï/11/2O25`, `tháng |2 năm 202S`); the text keeps its length, so
that places stay. What was changed is logged with each time expression, and its status is `repaired`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from trichdan.lexicon.times import load_time_words
from trichdan.model import Timex

_READ = {"o": "0", "ò": "0", "d": "0", "đ": "0", "s": "5", "b": "8", "z": "2", "r": "2", "q": "9", "g": "9", "*": "7"}
_READ |= dict.fromkeys("li|ìíïỉị!", "1")
_TABLE = str.maketrans(_READ)
_L = "[" + r"\d" + re.escape("".join(_READ)) + "]"
_N = rf"{_L}{{1,2}}"
_Y = rf"(?:[12rz|li][0o9qgdđ]{_L}{{2}})"
_W = r"[ \n]{1,2}"
_END = r"(?![^\W_]|\*)"
_SEP = r"[ ]?[/íứìï|.\-][ ]?"
_ONES = re.compile(r"[li|ìï]{1,2}|[li|ìï][oò]|[*sb]")
_BEFORE_SLASH = re.compile(rf"(?<![^\W_])(?<!/){_N}$")
_NOT_SPACE = re.compile(r"[^ \n]")


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    """The slots, each pattern with the digits in group `a` and the dashes and slashes in `s`, `t`,
    the ones of a quarter in `q`, a damaged word for month in `u`."""
    w = load_time_words()
    day, month, year = (w.pattern(name, f"{name}_lost") for name in ("day", "month", "year"))
    unit = w.pattern("day", "month", "year", "week")
    heads = w.pattern("period", "term", "school_year")
    after = rf"{w.pattern('to', 'every', 'and_or')}{_END}"
    return (
        re.compile(rf"{day}{_W}(?P<a>{_N})(?P<s>{_SEP})(?P<b>{_N})(?P<t>{_SEP})(?P<c>{_Y}){_END}"),
        re.compile(rf"{day}{_W}(?P<a>{_N})(?P<s>/)(?P<b>{_N}){_END}(?!/)"),
        re.compile(rf"{day}{_W}(?P<a>{_N})(?={_W}(?:{month}{_END}|{after}))"),
        re.compile(rf"{month}{_W}(?P<a>{_N})(?=/{_Y}{_END}|,?{_W}{year}{_W}{_L}{{4}})"),
        re.compile(rf"{month}{_W}\d{{1,2}}/(?P<a>{_Y}){_END}"),
        re.compile(rf"{year}{_W}(?P<a>{_Y}){_END}(?!/)"),
        re.compile(rf"(?:{heads}|{w.pattern('year')}){_W}(?P<a>{_Y})[ \n]?(?P<s>[-~:*|+ˆ])[ \n]?(?P<b>{_Y}){_END}"),
        re.compile(
            rf"{w.pattern('quarter')}{_W}(?P<q>[ìílï|]|(?=[^i]|i{{1,2}}[^i])[iìílï|h]{{2,3}})(?=/|,?{_W}{year}{_END}|[,;.)])"
        ),
        re.compile(rf"(?:{w.pattern('every')}|\d){_W}(?P<u>{w.pattern('month_odd')}){_END}"),
        re.compile(rf"{_W}(?P<a>[oliìï]\d|[1-9][oliìïs]|0[slib*])(?={_W}{unit}{_END})"),
    )


_TILDE = re.compile(r"(?<!\w)(?P<a>(?:19|20)\d\d)[ ]?(?P<s>~)[ ]?(?P<b>(?:19|20)\d\d)(?!\w)")
_HEADLESS = re.compile(rf"/(?P<a>{_N})/(?P<b>{_Y}){_END}")


def _digits(form: str) -> str | None:
    """Return the form with its look-alikes as digits; None where too little of it is a digit to tell."""
    if form.isdigit():
        return form
    if not any(c.isdigit() for c in form) and not _ONES.fullmatch(form):
        return None
    return form.translate(_TABLE) if sum(c.isdigit() for c in form) * 2 >= len(form) or len(form) <= 2 else None


_REACH = 40
"""Characters before and after a doubtful sign that the slot around it, with its words, can span: at most 24."""


@cache
def _doubtful() -> tuple[re.Pattern[str], ...]:
    """What stands in a text only where a digit, a dash or a slash may have been misread: few texts hold much of it.

    Each pattern begins with one class of characters, which is what makes looking for it fast.
    """
    w = load_time_words()
    looks, signs = re.escape("".join(_READ)), re.escape("~ˆ:+|*íứìï")
    alone = signs + "lisb"  # what may be read without a digit beside it
    cell = r"(?<!\n\|(?=\n))"  # no mark of a table cell
    odd = w.pattern("month_odd")
    return (
        re.compile(
            rf"\d(?:(?<=[{looks}{signs}]\d)|(?<=[{looks}]/\d)|[{looks}{signs}]|[ \n]?[{signs}]{cell}|{_W}{odd})"
        ),
        re.compile(rf"[{alone}](?<![^\s,(].){cell}[{looks}{signs}]?(?![^\W_])"),
        re.compile(rf"(?:{w.pattern('quarter')}){_W}[iìíïl|h]{{1,3}}(?![^\W_])"),
        re.compile(rf"(?:{w.pattern('every')}){_W}{odd}"),
    )


def _windows(lower: str) -> list[tuple[int, int]]:
    """Return the ranges around doubtful signs, from space to space, in order and apart."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(match.span() for pattern in _doubtful() for match in pattern.finditer(lower)):
        low = max(lower.rfind(" ", 0, max(start - _REACH, 0)), 0)
        high = lower.find(" ", end + _REACH)
        high = len(lower) if high < 0 else high
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return out


@lru_cache(maxsize=4)
def mended(lower: str) -> str:
    """Return the lower-case text with the digits of its dates put right; of the same length."""
    pieces: list[str] = []
    done = 0
    for low, high in _windows(lower):
        read = _mend(lower[low:high])
        if read != lower[low:high]:
            pieces += [lower[done:low], read]
            done = high
    return "".join([*pieces, lower[done:]]) if pieces else lower


@cache
def _headed() -> re.Pattern[str]:
    """Where a damaged slot may stand behind its word; whole numbers that end as numbers do are passed over."""
    w = load_time_words()
    names = [f"{name}{lost}" for name in ("day", "month", "year") for lost in ("", "_lost")]
    heads = w.pattern(*names, "period", "term", "school_year", "quarter")
    whole = r"\d{1,4}+(?:[/.\-]\d{1,4}+){0,2}+(?:[,;)]|[ \n](?![íứìïˆ])[^\W\d_])"
    return re.compile(rf"{heads}{_W}(?!{whole})(?:{_L}|[íh]){{1,4}}(?:[\W_íứìï]|$)")


@cache
def _odd_months() -> tuple[str, ...]:
    return load_time_words().forms("month_odd")


def _mend(lower: str) -> str:
    *headed, odd, counted = _rules()
    if _headed().search(lower):
        for pattern in headed:
            lower = pattern.sub(_fix, lower)
    if any(form in lower for form in _odd_months()):
        lower = odd.sub(_fix, lower)
    lower = counted.sub(_fix, lower)
    if "~" in lower:
        lower = _TILDE.sub(_fix, lower)
    if "/" in lower:
        lower = _mend_headless(lower)
    return lower


def _fix(match: re.Match[str]) -> str:
    whole, start = list(match[0]), match.start()
    for name, form in match.groupdict().items():
        low = match.start(name) - start
        if name in ("s", "t"):
            sign = "/" if "c" in match.re.groupindex or form == "/" else "-"
            at = low + next(m.start() for m in [_NOT_SPACE.search(form)] if m)
            if not (sign == "/" and whole[at] in "-."):
                whole[at] = sign
            continue
        if name == "u":
            whole[low : low + len(form)] = load_time_words().forms("month")[0]
            continue
        digits = "i" * len(form) if name == "q" else _digits(form)
        if digits is None:
            return match[0]
        whole[low : low + len(form)] = digits
    return "".join(whole)


def _mend_headless(lower: str) -> str:
    """`l5/10/193O`: no word before, but two slashes and a year."""
    pieces: list[str] = []
    done = 0
    for match in _HEADLESS.finditer(lower):
        before = _BEFORE_SLASH.search(lower, max(done, match.start() - 3), match.start())
        if before is None:
            continue
        forms = [before[0], match["a"], match["b"]]
        read = [_digits(form) for form in forms]
        if read == forms or not all(read):
            continue
        pieces += [lower[done : before.start()], "/".join(r for r in read if r)]
        done = match.end()
    return "".join([*pieces, lower[done:]]) if pieces else lower


def with_mending(timex: Timex, lower: str) -> Timex:
    """Return the time expression with an edit for each word of it that was read otherwise than printed."""
    clean = mended(lower)
    if clean is lower:
        return timex
    start, end = timex.span.start, timex.span.end
    printed, read = lower[start:end], clean[start:end]
    if printed == read:
        return timex
    edits = tuple((a, b) for a, b in zip(printed.split(), read.split(), strict=False) if a != b)
    status = "repaired" if timex.status == "ok" else timex.status
    return replace(timex, edits=(*edits, *timex.edits), status=status)
