"""The tree of a query: what the parser makes and every engine understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


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


def leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves of a tree that documents should match, those under a `Not` left out."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


def words_alone(node: Node) -> bool:
    """Return whether a tree has words side by side in one place, which every document found must match."""
    parts = node.parts if isinstance(node, And) else (node,)
    simple = not any(isinstance(part, And | Or | Not) for part in parts)
    return simple and sum(isinstance(part, Words) for part in parts) == 1


def is_silent(node: Node) -> bool:
    """Return whether a tree only says which documents, and gives none of them a score."""
    return all(
        isinstance(leaf, DateIn | TermIn | Everything) or (isinstance(leaf, FieldIs) and leaf.field != "title")
        for leaf in leaves(node)
    )
