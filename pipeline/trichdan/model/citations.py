"""Mentions of other documents, and what they turn out to mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trichdan.model.parts import Issue
from trichdan.text import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """One document that a citation may mean, with why.

    Attributes:
        score: 0..1.
    """

    id: str
    number: str | None
    date: date | None
    term: int | None
    title: str | None
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The outcome of resolving a citation.

    Attributes:
        status: `resolved`, `known`, `wanted`, `ambiguous`, `self` or `unreadable`.
        held: the document is in this corpus.
        path: its path in the corpus, or None.
        confidence: 0..1, calibrated.
    """

    status: str
    id: str | None = None
    number: str | None = None
    date: date | None = None
    term: int | None = None
    title: str | None = None
    path: str | None = None
    held: bool = False
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document.

    Attributes:
        span: the core mention (type word + số + symbol + date).
        full: the core with issuer, khóa and title.
        kind: `numbered`, `unnumbered`, `nickname`, `self` or `anaphor`.
        date: date of the cited document as written with this mention.
        term: khóa of the issuing body as written with this mention.
        law: key of the law or alias for unnumbered documents (`luat-dat-dai`), or None.
        antecedent: index in the document's citations of what an anaphor means, or None.
    """

    span: Span
    full: Span
    kind: str
    number: str | None = None
    type: str | None = None
    system: str | None = None
    date: date | None = None
    issuer: str | None = None
    term: int | None = None
    jurisdiction: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    relation: str = "refers"
    target: Target | None = None
    issues: tuple[Issue, ...] = ()
    confidence: float = 1.0
    law: str | None = None
    antecedent: int | None = None
