"""Taking the spans of values home, from the normalised to the source text."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import date
from typing import Any, TypeVar

from trichdan.text import Span, Text

T = TypeVar("T")
PLAIN = frozenset({str, int, float, bool, date, type(None)})
"""Types of which nothing is to be relocated; all but dates and floats are JSON as they are."""


def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of a value's fields in order; all values here are slotted."""
    names: tuple[str, ...] = kind.__slots__
    return names


def relocate(value: T, text: Text) -> T:
    """Return `value` with every span in it taken from the normalised to the source text.

    Args:
        value: a value of this module, a span, or a tuple of them, at any depth.
        text: the text that the spans count in.
    """
    return value if text.starts is None else _relocate(value, text)


def _relocate(value: Any, text: Text) -> Any:
    kind = type(value)
    if kind is Span:
        return text.to_source(value)
    if kind is tuple:
        return tuple([_relocate(item, text) for item in value]) if value else value
    if kind not in PLAIN and is_dataclass(value):
        return kind(*[_relocate(getattr(value, name), text) for name in field_names(kind)])
    return value
