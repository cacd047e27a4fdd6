"""The query language, as a small tree that every engine understands.

    dân vận khéo              words: documents with most of them, best first
    "cải cách hành chính"     a phrase
    a AND b, a OR b, NOT a    operators in capitals; also -a; brackets group
    type:"kế hoạch"           fields, see `FIELDS`; date:2017..2020, due:..2026-03, term:XI, cites:25-NQ/TW
    quyết*  quyet~  quyet~2   prefix; close spelling

Everything that cannot be understood is a `QueryError` that knows the place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from trichdan.errors import QueryError
from trichdan.text import fold

FIELDS = ("type", "issuer", "province", "signer", "cites", "date", "term", "due", "number", "title")
MAX_LENGTH = 1000
MAX_WORDS = 64
MAX_DEPTH = 20
MAX_WORD = 100


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side: matched by most of them, ranked by how many and how near."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in exactly this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words within an edit distance of 1 or 2."""

    text: str
    distance: int


@dataclass(frozen=True, slots=True)
class FieldIs:
    """A field holds the value; of several syllables all, side by side."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class DateIn:
    """`date` or `due` lies in a range of days, both ends inclusive; None is open."""

    field: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TermIn:
    """The khóa lies in a range, both ends inclusive; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


Node = Words | Phrase | Prefix | Fuzzy | FieldIs | DateIn | TermIn | And | Or | Not | Everything


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "”", "«": "»"}
_FIELD = re.compile(r"([^\W\d_][\w-]{0,30}):(?=[^\s:/])")
_WORD = re.compile(r"[^\s()\"“”„«»]+")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_FUZZY = re.compile(r"(.+?)~([12]?)\Z")


def _scan(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, depth = 0, 0
    while at < len(query):
        char = query[at]
        if char.isspace():
            at += 1
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth < 0:
                raise QueryError(f"at {at + 1}: ')' without '(' before it", position=at)
            if depth > MAX_DEPTH:
                raise QueryError(f"at {at + 1}: brackets nested deeper than {MAX_DEPTH}", position=at)
            tokens.append(_Token(char, char, at))
            at += 1
        elif char in _QUOTES:
            end = query.find(_QUOTES[char], at + 1)
            if end < 0:
                raise QueryError(f"at {at + 1}: the quotation mark is not closed", position=at)
            tokens.append(_Token("phrase", query[at + 1 : end], at))
            at = end + 1
        elif char == "»":
            at += 1
        elif (
            char == "-"
            and query[at + 1 : at + 2].strip(" -")
            and (at == 0 or query[at - 1].isspace() or query[at - 1] == "(")
        ):
            tokens.append(_Token("NOT", "-", at))
            at += 1
        elif field := _FIELD.match(query, at):
            tokens.append(_Token("field", field[1], at))
            at = field.end()
        else:
            match = _WORD.match(query, at)
            word = match[0] if match else char
            if len(word) > MAX_WORD:
                raise QueryError(f"at {at + 1}: a word of more than {MAX_WORD} characters", position=at)
            tokens.append(_Token(word if word in _OPERATORS else "word", word, at))
            at += len(word)
    if sum(token.kind in ("word", "phrase") for token in tokens) > MAX_WORDS:
        raise QueryError(f"more than {MAX_WORDS} words; leave some out", position=0)
    return tokens


class _Parser:
    """Recursive descent: OR < AND < NOT < side by side."""

    def __init__(self, query: str, aliases: Mapping[str, str]) -> None:
        self.query = query
        self.aliases = aliases
        self.tokens = _scan(query)
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def fail(self, message: str) -> QueryError:
        position = self.tokens[self.at].start if self.at < len(self.tokens) else len(self.query)
        return QueryError(f"at {position + 1}: {message}", position=position)

    def any_of(self, field: str | None) -> Node:
        parts = [self.all_of(field)]
        while self.peek() == "OR":
            self.take()
            parts.append(self.all_of(field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self, field: str | None) -> Node:
        parts = [self.side_by_side(field)]
        while self.peek() == "AND":
            self.take()
            parts.append(self.side_by_side(field))
        return _and(parts)

    def side_by_side(self, field: str | None) -> Node:
        if self.peek() in ("", ")", "AND", "OR"):
            what = f"before {self.peek()}" if self.peek() in ("AND", "OR") else "here"
            raise self.fail(f"a word is missing {what}")
        words: list[str] = []
        parts: list[Node] = []
        while self.peek() not in ("", ")", "AND", "OR"):
            part = self.one(field)
            if isinstance(part, Words):
                words.append(part.text)
            elif part is not None:
                parts.append(part)
        if words:
            parts.insert(0, Words(" ".join(words)))
        if not parts:
            return Everything()
        return _and(parts)

    def one(self, field: str | None) -> Node | None:
        token = self.take()
        if token.kind == "NOT":
            if self.peek() in ("", ")", "AND", "OR"):
                raise self.fail(f"a word is missing after {token.text}")
            part = self.one(field)
            return Not(part) if part is not None else None
        if token.kind == "(":
            inner = self.any_of(field)
            if self.peek() != ")":
                raise QueryError(f"at {token.start + 1}: the bracket is not closed", position=token.start)
            self.take()
            return inner
        if token.kind == "field":
            name = self.field_name(token)
            if self.peek() == "(":
                return self.one(name)
            if self.peek() not in ("word", "phrase"):
                raise self.fail(f"a value is missing after {token.text}:")
            value = self.take()
            return _field(name, value)
        if field is not None:
            return _field(field, token)
        return _phrase(token) if token.kind == "phrase" else _word(token)

    def field_name(self, token: _Token) -> str:
        name = fold(token.text.lower())
        name = self.aliases.get(name, name)
        if name not in FIELDS:
            known = [*FIELDS, *self.aliases]
            close = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]}: ?" if close else f"there are {', '.join(FIELDS)}"
            raise QueryError(f"at {token.start + 1}: no field {token.text!r}; {hint}", position=token.start)
        return name


def _and(parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _phrase(token: _Token) -> Node | None:
    return Phrase(token.text) if any(map(str.isalnum, token.text)) else None


def _word(token: _Token) -> Node | None:
    text = token.text
    if not any(map(str.isalnum, text)):
        return None
    if text.endswith("*") and any(map(str.isalnum, text[:-1])):
        return Prefix(text[:-1])
    if match := _FUZZY.match(text):
        return Fuzzy(match[1], int(match[2] or 1))
    return Words(text)


def _field(name: str, token: _Token) -> Node:
    low, dots, high = token.text.partition("..")
    if name in ("date", "due"):
        if not dots:
            high = low
        first, last = _days(low, token)[0], _days(high, token)[1]
        if first and last and first > last:
            raise QueryError(f"at {token.start + 1}: the range {token.text} runs backwards", position=token.start)
        return DateIn(name, first, last)
    if name == "term":
        return TermIn(_term(low, token), _term(high if dots else low, token))
    if not any(map(str.isalnum, token.text)):
        raise QueryError(f"at {token.start + 1}: {name}: needs a value", position=token.start)
    return FieldIs(name, token.text)


_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?\Z"),
    re.compile(r"(?:(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-])(?P<y>\d{4})\Z"),
)


def _days(text: str, token: _Token) -> tuple[date | None, date | None]:
    """Return first and last day of a year, month or day; (None, None) for an open end."""
    if not text:
        return None, None
    for form in _DAY_FORMS:
        if match := form.match(text):
            year, month, day = (int(match[name]) if match[name] else None for name in ("y", "m", "d"))
            try:
                return _bounds(year or 0, month, day)
            except ValueError:
                break
    raise QueryError(
        f"at {token.start + 1}: {text!r} is no date; write 2017, 2017-03, 2017-03-08 or 08/3/2017",
        position=token.start,
    )


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    if month is None or month == 12:
        return first, date(year, 12, 31)
    return first, date(year, month + 1, 1) - timedelta(days=1)


_ROMAN = {"i": 1, "v": 5, "x": 10}


def _term(text: str, token: _Token) -> int | None:
    if not text:
        return None
    lowered = text.lower()
    if lowered.isdecimal() and len(lowered) <= 2:
        return int(lowered)
    if lowered and set(lowered) <= set(_ROMAN) and len(lowered) <= 6:
        values = [_ROMAN[char] for char in lowered]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    raise QueryError(
        f"at {token.start + 1}: {text!r} is no khóa; write term:XI, term:11 or term:10..12", position=token.start
    )


def parse(query: str, *, aliases: Mapping[str, str] | None = None) -> Node:
    """Return the tree of a query; an empty one matches everything.

    Args:
        query: as typed.
        aliases: further names of fields, folded.

    Raises:
        QueryError: what cannot be understood, with its place.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has more than {MAX_LENGTH} characters", position=MAX_LENGTH)
    parser = _Parser(query.replace("\0", " "), aliases or {})
    if not parser.tokens:
        return Everything()
    node = parser.any_of(None)
    if parser.at < len(parser.tokens):
        raise parser.fail(f"{parser.tokens[parser.at].text!r} is not expected")
    return node
