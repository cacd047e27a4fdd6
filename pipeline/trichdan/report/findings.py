"""Findings of the record in the reader's language: what contradicts what, and why a person should look.

The record words its findings in English. The message table holds the shape of each (`finding.<code>.<n>`) in both
languages; the English one reads the values, the other says them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

from trichdan.lexicon.messages import Messages, load_messages

_RECORD_LANG = "en"


def finding(code: str, message: str, say: Messages) -> str:
    """Return what a finding says in the reader's language; as it stands where the table has no such shape.

    Args:
        code: of the issue, such as `date-conflict`.
        message: of the issue, as the record has it.
        say: the reader's language.
    """
    if say.lang == _RECORD_LANG:
        return message
    for id, shape in _shapes(code):
        found = shape.fullmatch(message)
        if found:
            return say(id, **{name: _value(value, say) for name, value in found.groupdict().items()})
    return message


@cache
def _shapes(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the message ids of a code, each with what reads the values out of the record's words."""
    texts = load_messages(_RECORD_LANG).texts
    return tuple((id, _shape(text)) for id, text in texts.items() if id.startswith(f"finding.{code}."))


def _shape(text: str) -> re.Pattern[str]:
    parts = []
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P<{name}>.+?)")
    return re.compile("".join(parts), re.S)


def _value(value: str, say: Messages) -> str:
    """Return a value of a finding; the few that are words are said in the reader's language."""
    return say("word.open_end") if value == load_messages(_RECORD_LANG)("word.open_end") else value


def doubt(row: Mapping[str, Any], say: Messages) -> str:
    """Return why a row of the review is there, in the reader's language.

    Args:
        row: `kind` and `message` as `Archive.review` gives them.
        say: the reader's language.
    """
    message = str(row["message"])
    if row["kind"] == "conflict":
        code, _, told = message.partition(": ")
        return f"{say.word('issue', code)}: {finding(code, told, say)}"
    if row["kind"] == "deadline":
        return "; ".join(say.word("review", code) for code in message.split(", "))
    return say.word("review", message)
