"""Shapes of time expressions: where one may stand in the text, and its parts as written.

One pass of one regex over the lower-case text gives atoms (a date, a month, a number of days ...); adjacent
atoms are then joined to hours with days and to intervals. Nothing here knows the issue date. Words come
from `lexicon.times`; this module holds only how they stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon import load_lexicon
from trichdan.lexicon.times import TimeWords, load_time_words

S = r"[ \n] ?"
O = r"[ \n]? ?"  # noqa: E741  the optional gap; S and O read as one in the patterns below
B = r"[ \n]?\n{0,2} ?"  # a gap inside a day, month and year: a page may end there
END = r"(?![^\W_])"
LOOK = r"[\doliszbqgd|]"  # digits and what a scan makes of them, in lower case
YEAR = r"(?:19|20)\d\d(?!\d)"
TAIL = rf"(?!\d)(?!/\w)(?!-(?!{O}\d)\w)(?!\.\d)"  # no part of a document number
BLANK = r"[ \t.…_]"
_NAMED = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Atom:
    """A match of one shape: `parts` holds its named groups that took part."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]


def _letters(w: TimeWords) -> dict[str, str]:
    """Return the shapes that begin with a word."""
    day, month, year, quarter = (w.pattern(name) for name in ("day", "month", "year", "quarter"))
    day_any, month_any, year_any = (w.pattern(name, f"{name}_lost") for name in ("day", "month", "year"))
    every, rel, num = (w.pattern(name) for name in ("every", "relative", "number"))
    mod = w.pattern("mod")
    early, moon, lunar = w.pattern("early_day"), w.pattern("full_moon"), w.pattern("lunar_month")
    opt = _optional_mod(w)
    types = _types()
    of, of_only = (rf"(?:{w.pattern(name)}{S})?" for name in ("of", "of_only"))
    to, edge, nth = w.pattern("to"), w.pattern("edge"), rf"{w.pattern('nth')}{S}(?:\d|{num})"
    unit_set = rf"(?:{S}{of}{every}{S}(?P<set>{year}|{month}|{quarter}){END})"
    lunar_mark = rf"(?:{O}(?P<lunar>\({w.pattern('lunar_mark')}\)|{w.pattern('lunar_mark')}))?"
    in_year = (
        rf"(?:,?{B}{year_any}{B}(?P<y>{LOOK}{{4}}{END}|(?:19|20) \d\d(?!\d)|\d\d(?!\d))"
        rf"|{O}[/\-.]{O}(?P<y2>{YEAR})|{unit_set}|{S}{of}{year}{S}(?P<yrel>{rel}){END})?"
    )
    before_mark = rf"(?={O}\(?{w.pattern('lunar_mark')})"
    named = rf"{w.pattern('month_name')}(?={S}{year})|{w.pattern('number', 'month_name')}{before_mark}"
    any_month = rf"(?P<m>{LOOK}{{1,2}}{END}|{lunar}{END}|{named})"
    any_day = rf"(?P<d>\d \d(?={S}{month}{S})|{LOOK}{{1,2}}{END}|{early}{S}(?:\d{{1,2}}|{num}){END}|{moon}{END})"
    can_chi = rf"(?P<can>{w.pattern('can')}){S}(?P<chi>{w.pattern('chi')}){END}"
    return {
        "blank": (
            rf"{day}{BLANK}{{1,24}}(?:{month}{BLANK}{{0,24}}(?P<m>\d{{1,2}})?{BLANK}{{0,24}}{year}{O}(?P<y>{YEAR})"
            rf"|/{BLANK}{{0,24}}\n?(?P<m2>\d{{1,2}})?{BLANK}{{0,24}}/{O}(?P<y2>{YEAR})){END}"
        ),
        "words": (
            rf"{opt}{day_any}{B}{any_day},?{B}{of}{month_any}{B}{any_month}(?!{O}/{O}\d{{1,2}}(?!\d)){in_year}{lunar_mark}"
        ),
        "num": (
            rf"{opt}{day_any}{B}(?P<num>(?:\d \d(?=/)|{LOOK}{{1,2}}){O}[/.\-]{O}{LOOK}{{1,2}}{O}[/.\-]{O}"
            rf"(?:\d{{4}}|{LOOK}{{4}}{END}|\d\d{END})){TAIL}"
        ),
        "glued": rf"{day_any}{O}(?P<glued>[0-3]\d[/.]?[01]\d[/.]?{YEAR}){TAIL}",
        "lead": rf"{day}{O}(?P<d>\d{{1,2}})(?={O}-{O}\d{{1,2}}(?:{O}/|{S}{month}))",
        "dm": (
            rf"{opt}{day}{O}(?P<dm>\d{{1,2}}(?:{O}/{O}|[.\-])\d{{1,2}}){TAIL}(?!{O}[/]{O}\d)"
            rf"(?:,?{S}{year}{S}(?P<y>{YEAR})|{unit_set}|{S}{of}{year}{S}(?P<yrel>{rel}){END})?{lunar_mark}"
        ),
        "day_set": (
            rf"{day}{S}(?P<d>\d{{1,2}}|{early}{S}(?:\d{{1,2}}|{num})|{moon}){S}"
            rf"(?:{of}(?P<each>{every}){S}(?P<set>{year}|{month}|{quarter}|{w.pattern('week')}){END}"
            rf"|{of}{month}{S}(?P<last>{edge}){S}{of_only}(?:{every}{S})?(?P<lastof>{quarter}|{year}|(?:{w.pattern('belonging')}{S})?{w.pattern('report_time')}){END}(?:{S}{rel}{END})?"
            rf"|{w.pattern('all')}{S}{month}{S}(?P<months>\d{{1,2}}(?:,{S}?\d{{1,2}}){{1,11}})"
            rf"(?:{O}{w.pattern('and_or')}{S}(?P<lastmonth>\d{{1,2}}))?(?![\d/])(?:{S}{of}{every}{S}{year}{END})?"
            rf"|(?P<of>{w.pattern('of_only')}{S})?{month}{S}(?P<mrel>{rel})(?:{S}{w.pattern('that')})?{END})"
        ),
        "day_edge": (
            rf"{day}{S}(?:{w.pattern('working')}{S})?(?P<edge>{edge}){S}{of}(?:{every}{S})?"
            rf"(?P<whole>{year}|{month}|{quarter}){END}(?:{S}{edge}{S}{of_only}(?P<outer>{quarter}|{year}){END})?"
            rf"(?! ?[\divx]{{1,3}}{END})"
        ),
        "early_words": (
            rf"(?P<d>{early}{S}(?:\d{{1,2}}|{num})){S}{month}{O}{any_month}{in_year}{lunar_mark}"
        ),
        "sign": (
            rf"{day}{S}(?P<sign>{w.pattern('sign')}){END}(?:{S}(?P<paper>{types}|{w.pattern('own_paper')}){END}"
            rf"(?:{S}(?P<this>{w.pattern('this')}){END})?)?"
        ),
        "day": rf"{day}{O}(?P<d>\d{{1,2}})(?![\d/.\-]*\d){END}",
        "week": (
            rf"{w.pattern('week')}{S}(?P<week>{edge}|{w.pattern('first')}|(?:{w.pattern('nth')}{S})?(?:\d|{num})){S}{of}"
            rf"{month}{O}(?:(?P<m>\d{{1,2}})(?!\d)(?:{O}[/\-]{O}(?P<y2>{YEAR})|,?{S}{year}{S}(?P<y>{YEAR}))?"
            rf"|{nth}{S}{of}(?:{every}{S})?(?P<set>{quarter}){END})"
        ),
        "month_lost": (
            rf"{w.pattern('month_lost')}{O}(?P<m>\d{{1,2}})"
            rf"(?:,?{S}{year_any}{S}|{O}[/\-]{O})(?P<y>{YEAR})(?!/\w)"
        ),
        "month": (
            rf"{opt}{month}{O}(?P<m>\d{{1,2}}(?!\d)|{lunar}{END}|{named})"
            rf"(?!{O}/{O}\d{{1,2}}(?!\d))(?:,?{S}{of}{year}{S}(?P<y>{YEAR})|{O}[/\-.]{O}(?P<y2>{YEAR})|{unit_set}"
            rf"|{S}{of}{year}{S}(?P<yrel>{rel}){END})?(?!/\w){lunar_mark}"
        ),
        "quarter": (
            rf"{opt}{quarter}{S}(?P<q>iv|i{{1,3}}|0?[1-4]){END}(?:{O}[/\-]{O}(?P<y2>{YEAR})"
            rf"|,?{S}{of}{year}{S}(?P<y>{YEAR})|{unit_set}|{S}{of}{year}{S}(?P<yrel>{rel}){END})?"
        ),
        "year_span": rf"{year}{S}(?P<a>{YEAR}){O}(?:-|{to}){O}(?P<b>{YEAR}){TAIL}",
        "span": (
            rf"(?P<head>{w.pattern('period')}|{w.pattern('term')}|{w.pattern('school_year')}){S}"
            rf"(?P<a>{YEAR}){O}(?:-|{to}(?:{S}{year})?){O}(?P<b>{YEAR}){TAIL}"
        ),
        "year": (
            rf"(?:{month}{S}(?={mod}{S}{year}))?{opt}{year_any}{S}(?:{w.pattern('year_kind')}{S})?(?P<y>{YEAR}|[12][\do][\doliszbqg|]{{2}}{END})"
            rf"(?!/\w)(?!\.\d)(?!,\d)"
        ),
        "can_chi": rf"{year}{S}{can_chi}(?:{S}(?:{year}{S})?(?P<y>{YEAR}))?",
        "year_rel": rf"{opt}(?P<unit>{month}|{year}|{quarter}|{w.pattern('week')}){S}(?P<rel>{rel}){END}",
        "year_end": (
            rf"(?:{month}{S})?(?<!{w.forms('mod_off')[0]} )(?P<mod>{mod}){S}{year}{END}"
            rf"(?! (?:\d|{w.pattern('not_year')}{END}))"
        ),
        "week_day": rf"(?P<wd>{w.pattern('weekday')}){S}{w.pattern('week')}{S}(?P<rel>{rel}){END}",
        "set_day": (
            rf"(?:(?:(?P<tod>{w.pattern('time_of_day')})|{day}){S})?(?P<wd>{w.pattern('weekday')}){S}{every}{S}{w.pattern('week')}{END}"
        ),
        "weekday": rf"(?P<wd>{w.pattern('weekday')}){O},?{O}(?:\({O})?(?={day}{S}\d|\d{{1,2}}/\d)",
        "tod": rf"(?P<tod>{w.pattern('time_of_day')}){S}(?={day}{S}\d|\d{{1,2}}/\d|{w.pattern('weekday')})",
        "set": (
            rf"{every}{S}(?P<set>{day}|{w.pattern('week')}|{month}|{quarter}|{year}){END}"
            rf"(?! (?:\d{{1,2}}/\d|{YEAR}|{w.pattern('ever')}))"
        ),
        "periodic": (
            rf"{w.pattern('periodic')}{S}(?:(?:{w.pattern('on')}|{every}){S}){{0,2}}(?:(?P<n>\d{{1,2}}|{num}){S})?"
            rf"(?P<set>{day}|{w.pattern('week')}|{month}|{quarter}|{year}){END}"
            rf"(?! (?:\d|[iv]{{1,3}}{END}|{w.pattern('weekday')}))"
            rf"(?:{O}/{O}{w.pattern('times')}|{S}{w.pattern('one')}{S}{w.pattern('times')})?"
        ),
        "feast": rf"(?P<feast>{w.pattern('feast')}){END}(?:{S}(?:{year}{S})?(?P<y>{YEAR}))?",
        "tet": (
            rf"(?:{w.pattern('tet')}|{w.pattern('tet_short')}){END}(?:{S}(?P<solar>{w.pattern('solar_mark')}){END})?"
            rf"(?:{S}{can_chi})?(?:{S}(?:{year}{S})?(?P<y>{YEAR}))?"
        ),
        "early_tet": (
            rf"{early}{S}(?P<d>\d{{1,2}}|{num}){S}{w.pattern('tet_short')}{END}(?:{S}{can_chi})?(?:{S}(?P<y>{YEAR}))?"
        ),
        "moon": rf"{moon}{S}{month}{S}(?P<m>\d{{1,2}}|{lunar}|{num}|{w.pattern('month_name')}){END}{lunar_mark}",
        "can_chi_year": rf"{can_chi}{S}(?:{year}{S})?(?P<y>{YEAR})",
        "bare_quarter": rf"(?P<q>iv|i{{1,3}}){END}(?:{O}[/\-]{O}(?P<y2>{YEAR})|{S}{year}{S}(?P<y>{YEAR}))?",
        "bare_unit": rf"(?P<set>{month}|{quarter}|{year})(?=[,;.)]|{S}{w.pattern('and_or')}{END})",
        "number_unit": rf"(?P<n>{num}|½)(?:{S}\(0?\d{{1,3}}\))?(?P<rest>{S}{_unit(w)})",
    }  # fmt: skip


def _types() -> str:
    """Return an alternation of the document types."""
    names = sorted({t.name for t in load_lexicon().types}, key=lambda n: (-len(n), n))
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", S) for n in names) + ")"


def _unit(w: TimeWords) -> str:
    """Return the shape of what follows the number of a duration."""
    day, month, year = (w.pattern(name) for name in ("day", "month", "year"))
    once = rf"(?:{O}/{O}{w.pattern('times')}|{S}{w.pattern('one')}{S}{w.pattern('times')})"
    worked = "(?:" + "|".join(f"(?<={w.forms(name)[0]})" for name in ("day", "hour")) + ")"  # no `05 năm làm việc`
    return (
        rf"(?:(?P<half>{month})(?:{S}(?P<part>{w.pattern('edge')})(?:{S}{w.pattern('of_only')})?{S}{year}(?:{S}(?P<y>{YEAR}))?"
        rf"|{S}{year}{S}(?P<y3>{YEAR}))"
        rf"|(?P<quota>{w.pattern('times')})(?:{O}/{O}|{S}{w.pattern('each_one', 'within', 'one')}{S})"
        rf"(?:{w.pattern('one')}{S}|(?P<qn>\d{{1,2}}){S})?"
        rf"(?P<qunit>{month}|{year}|{w.pattern('quarter')}|{w.pattern('week')}|{day}){END}"
        rf"|(?P<unit>{day}(?!{O}\d{{1,2}}(?:{O}[/.,\-]|{S}(?:{month}|{w.pattern('and_or')})))|{w.pattern('week')}|{month}(?!{O}\d(?!\d?{S}{w.pattern('times')})|{S}{w.pattern('lunar_month')})"
        rf"|{year}(?!{S}{YEAR}(?!{O}-{O}{YEAR}))|{w.pattern('quarter')}(?!{S}[\div])"
        rf"|{w.pattern('hour')}|{w.pattern('minute')})"
        rf"{END}(?:{worked}{S}(?P<work>{w.pattern('working')}){END})?(?:{S}(?P<more>{w.pattern('half_more')}))?(?P<once>{once})?)"
    )


def _digits(w: TimeWords) -> dict[str, str]:
    """Return the shapes that begin with a digit."""
    year = w.pattern("year")
    every = w.pattern("every")
    month, num, to = (w.pattern(name) for name in ("month", "number", "to"))
    lunar_mark = rf"(?:{O}(?P<lunar>\({w.pattern('lunar_mark')}\)|{w.pattern('lunar_mark')}))?"
    return {
        "clock": (
            rf"(?P<h>\d{{1,2}})(?:{O}{w.pattern('hour')}(?:{O}(?P<mi>\d{{2}})(?:{O}{w.pattern('minute')})?)?"
            rf"|(?:h|g(?=[0-5]\d))(?P<mi2>\d{{2}})?|(?P<colon>:)(?P<mi3>[0-5]\d))['’]?{END}(?!{S}{w.pattern('working')})"
        ),
        "number_unit": (
            rf"(?P<n>1/2|\d{{1,4}}(?:[.,]\d{{1,3}})?)(?:{S}\((?:[^\W\d_][^\d()\n]{{1,20}}|\d{{1,3}})\))?"
            rf"(?:{O}(?:-|{to}|{w.pattern('and_or')}){O}(?P<n2>\d{{1,3}}|{num}))?(?P<rest>{O}{_unit(w)})"
        ),
        "iso": rf"(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d){END}(?![/\-]\w)",
        "bare": (
            rf"(?P<num>\d{{1,2}}(?:{O}/{O}\d{{1,2}}{O}/{O}|{O}-{O}\d{{1,2}}{O}-{O}|\.\d{{1,2}}\.)(?:18|19|20)\d\d"
            rf"|\d{{1,2}}(?:/\d{{1,2}}/|-\d{{1,2}}-)\d\d(?!\d)){TAIL}"
        ),
        "bare_span": rf"(?P<a>{YEAR}){O}(?:-|{to}(?:{S}{year})?){O}(?P<b>{YEAR}){TAIL}",
        "bare_dm": (
            rf"(?P<dm>\d{{1,2}}(?:/|-)\d{{1,2}}){TAIL}(?!{O}/{O}\d)"
            rf"(?:{S}{every}{S}(?P<set>{year}){END}|{S}{year}{S}(?P<y>{YEAR}))?{lunar_mark}"
        ),
        "bare_lead": (
            rf"(?P<d>\d{{1,2}})(?={O}(?:-|{to}){O}(?:{w.pattern('day')}{S})?\d{{1,2}}(?:{O}/{O}\d{{1,2}}{O}/{O}{YEAR}|{S}{month}{S}\d))"
        ),
        "bare_day": (
            rf"(?P<d>\d{{1,2}})(?=(?:,{S}\d{{1,2}}){{0,9}}(?:,|,?{S}{w.pattern('and_or')}|{O}&){S}\d{{1,2}}(?:{O}/{O}\d|{S}{month}{S}\d|{S}{every}{S}{month}{END}))"
        ),
        "bare_day_set": rf"(?P<d>\d{{1,2}}){S}(?P<each>{every}){S}(?P<set>{month}){END}",
        "bare_words": (
            rf"(?P<d>\d{{1,2}}){S}{month}{S}(?P<m>\d{{1,2}}(?!\d)|{w.pattern('lunar_month')}{END})(?!{O}/{O}\d{{1,2}}(?!\d))"
            rf"(?:,?{S}{year}{S}(?P<y>{YEAR})|{O}/{O}(?P<y2>{YEAR})|{S}{every}{S}(?P<set>{year}){END})?(?!/\w){lunar_mark}"
        ),
        "bare_my": rf"(?P<m>\d{{1,2}})/(?P<y>{YEAR}){TAIL}",
        "bare_mny": rf"(?P<m>\d{{1,2}}){S}{year}{S}(?P<y>{YEAR})(?!/\w)",
        "bare_year": rf"(?P<y>{YEAR})(?![/\-]\w)(?![.,]\d)(?!%){END}",
    }  # fmt: skip


@dataclass(frozen=True)
class Grammar:
    """The compiled shapes.

    Attributes:
        gate: finds the places where a shape may begin, by its first word; far faster than the shapes.
        words, digits: all shapes that begin with a word or a digit, tried in order at such a place.
        kinds: one regex a kind that takes a match apart.
    """

    gate: re.Pattern[str]
    words: re.Pattern[str]
    digits: re.Pattern[str]
    kinds: dict[str, re.Pattern[str]]


def _optional_mod(words: TimeWords) -> str:
    return rf"(?:(?<!{words.forms('mod_off')[0]} )(?P<mod>{words.pattern('mod')}){S})?"


def _any(shapes: dict[str, str]) -> re.Pattern[str]:
    """Return one regex of all shapes without their inner groups; the last group that took part names the shape."""
    return re.compile("|".join(f"(?:{_NAMED.sub('(?:', shape)})(?P<{kind}>)" for kind, shape in shapes.items()))


def _gate(w: TimeWords) -> re.Pattern[str]:
    """Return the regex of the places where a shape may begin, with the character before it.

    It begins with that character and not with the word: few characters stand between words, so few places are tried.
    """
    heads: dict[str, set[str]] = {}

    def add(name: str, then: str) -> None:
        for form in w.forms(name):
            word, _, more = form.partition(" ")
            follow = rf"(?={S}{more.split()[0]})" if more else then
            heads.setdefault(word[0], set()).add(f"{re.escape(word[1:])}{END}{follow}")

    units = w.pattern("day", "month", "year", "quarter", "week", "hour", "minute", "times")
    for name in ("period", "term", "every", "periodic", "weekday", "time_of_day", "tet", "tet_short", "feast"):
        add(name, "")
    for name in ("day", "month", "year", "day_lost", "month_lost", "year_lost"):
        for form in w.forms(name):  # `ngày08`, `năm2025`: what follows may be glued on by a scan
            heads.setdefault(form[0], set()).add(rf"{re.escape(form[1:])}(?=[ \n\t./…_,;)]|{LOOK})")
    for name in ("quarter", "week"):
        add(name, "")
    add("number", rf"(?={S}(?:\(|{units}))")
    add("mod", rf"(?={S}{units})")
    add("early_day", "")
    add("full_moon", rf"(?={S}{w.pattern('month')})")
    add("can", rf"(?={S}{w.pattern('chi')})")
    heads.setdefault("i", set()).add(rf"(?:v|i{{0,2}}){END}(?=[ \n/,;\-])")
    heads.setdefault("½", set()).add("")
    letters = []
    for letter, rest in sorted(heads.items()):
        longest_first = "|".join(sorted(rest, key=lambda r: (-len(r), r)))
        letters.append(f"{letter}(?:{longest_first})")
    return re.compile(rf"[^0-9a-zà-öø-ʯḁ-ỿ](?:{'|'.join(letters)}|[0-9](?<![\w.,/].))")


@cache
def load_grammar() -> Grammar:
    """Return the grammar over the words of the lexicon, compiled once."""
    w = load_time_words()
    letters, digits = _letters(w), _digits(w)
    kinds = {f"w_{k}": p for k, p in letters.items()} | {f"d_{k}": p for k, p in digits.items()}
    return Grammar(
        _gate(w),
        _any({f"w_{k}": p for k, p in letters.items()}),
        _any({f"d_{k}": p for k, p in digits.items()}),
        {k: re.compile(p) for k, p in kinds.items()},
    )


def find_atoms(lower: str) -> Iterator[Atom]:
    """Yield the atoms of a text in lower case, in order, without overlaps."""
    grammar = load_grammar()
    words, digits, kinds = grammar.words, grammar.digits, grammar.kinds
    done = 0
    for place in grammar.gate.finditer("\n" + lower):
        start = place.start()
        if start < done or lower[start - 1 : start].isalnum():  # a letter that the gate does not know
            continue
        match = (digits if lower[start].isdigit() else words).match(lower, start)
        if match is None or match.lastgroup is None:
            continue
        parsed = kinds[match.lastgroup].match(lower, start)
        if parsed is not None:
            done = parsed.end()
            parts = {k: v for k, v in parsed.groupdict().items() if v is not None}
            yield Atom(match.lastgroup[2:], start, done, parts)
