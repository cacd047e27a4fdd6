"""The query language; what it says becomes a small tree (see `nodes`).

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
from difflib import get_close_matches

from trichdan.errors import QueryError
from trichdan.search.nodes import And, Everything, Fuzzy, Node, Not, Or, Phrase, Prefix, Words
from trichdan.search.values import field_value, refused
from trichdan.text import fold

FIELDS = ("type", "issuer", "province", "signer", "cites", "date", "term", "due", "number", "title")
MAX_LENGTH = 1000
MAX_WORDS = 64
MAX_DEPTH = 20
MAX_WORD = 100


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
                raise refused("stray_bracket", at, "')' without '(' before it")
            if depth > MAX_DEPTH:
                raise refused("deep", at, f"brackets nested deeper than {MAX_DEPTH}", limit=MAX_DEPTH)
            tokens.append(_Token(char, char, at))
            at += 1
        elif char in _QUOTES:
            end = query.find(_QUOTES[char], at + 1)
            if end < 0:
                raise refused("open_quote", at, "the quotation mark is not closed")
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
                raise refused("long_word", at, f"a word of more than {MAX_WORD} characters", limit=MAX_WORD)
            tokens.append(_Token(word if word in _OPERATORS else "word", word, at))
            at += len(word)
    if sum(token.kind in ("word", "phrase") for token in tokens) > MAX_WORDS:
        raise refused("many_words", 0, f"more than {MAX_WORDS} words; leave some out", limit=MAX_WORDS)
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

    def place(self) -> int:
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.query)

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
            if self.peek() in ("AND", "OR"):
                word = self.peek()
                raise refused("missing_before", self.place(), f"a word is missing before {word}", word=word)
            raise refused("missing", self.place(), "a word is missing here")
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
                raise refused("missing_after", self.place(), f"a word is missing after {token.text}", word=token.text)
            part = self.one(field)
            return Not(part) if part is not None else None
        if token.kind == "(":
            inner = self.any_of(field)
            if self.peek() != ")":
                raise refused("open_bracket", token.start, "the bracket is not closed")
            self.take()
            return inner
        if token.kind == "field":
            name = self.field_name(token)
            if self.peek() == "(":
                return self.one(name)
            if self.peek() not in ("word", "phrase"):
                raise refused(
                    "missing_value", self.place(), f"a value is missing after {token.text}:", field=token.text
                )
            value = self.take()
            return field_value(name, value.text, value.start)
        if field is not None:
            return field_value(field, token.text, token.start)
        return _phrase(token) if token.kind == "phrase" else _word(token)

    def field_name(self, token: _Token) -> str:
        name = fold(token.text.lower())
        name = self.aliases.get(name, name)
        if name not in FIELDS:
            listed = ", ".join(FIELDS)
            close = get_close_matches(name, [*FIELDS, *self.aliases], n=1, cutoff=0.5)
            if close:
                told = f"no field {token.text!r}; did you mean {close[0]}: ?"
                raise refused("field_hint", token.start, told, field=token.text, close=close[0])
            told = f"no field {token.text!r}; there are {listed}"
            raise refused("no_field", token.start, told, field=token.text, known=listed)
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


def parse(query: str, *, aliases: Mapping[str, str] | None = None) -> Node:
    """Return the tree of a query; an empty one matches everything.

    Args:
        query: as typed.
        aliases: further names of fields, folded.

    Raises:
        QueryError: what cannot be understood, with its place.
    """
    if len(query) > MAX_LENGTH:
        raise refused("long", MAX_LENGTH, f"the query has more than {MAX_LENGTH} characters", limit=MAX_LENGTH)
    try:
        parser = _Parser(query.replace("\0", " "), aliases or {})
        if not parser.tokens:
            return Everything()
        node = parser.any_of(None)
        if parser.at < len(parser.tokens):
            word = parser.tokens[parser.at].text
            raise refused("unexpected", parser.place(), f"{word!r} is not expected", word=word)
    except QueryError as error:
        error.query = query
        raise
    return node
