"""The entries of the lexicon as typed values. Each says which table it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Day = date


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document (`document_types.csv`).

    Attributes:
        name: lower case, as the record gives it (`nghị quyết`).
        party: abbreviation in Party symbols, or ""; state: likewise in State symbols.
        system: `party`, `state`, `both` or `mass`.
    """

    name: str
    party: str
    state: str
    system: str
    source: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents, with its validity (`issuers.csv`).

    Attributes:
        abbr: as in symbols (`BDVTW`); several bodies may share one.
        name: full name; level: `central`, `province`, `district`, `commune/base` ...
    """

    abbr: str
    name: str
    system: str
    level: str
    start: date | None
    end: date | None
    parent: str
    successor: str
    source: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province-level unit with its validity (`provinces.csv`).

    Attributes:
        name: without the unit word (`Bình Thuận`); kind: `tỉnh` or `thành phố`.
        slug: `binh-thuan`, as in document ids.
        seats: names that stand in its place lines.
        successor: name of the unit that it became part of, or "".
    """

    name: str
    kind: str
    slug: str
    start: date | None
    end: date | None
    successor: str
    seats: tuple[str, ...]
    aliases: tuple[str, ...]
    source: str

    @property
    def label(self) -> str:
        """Unit word and name: `tỉnh Bình Thuận`."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Term:
    """A term (khóa) of the Party or the National Assembly (`terms.csv`).

    Attributes:
        kind: `party` or `qh`.
        start: first day; end: last day, or None while it runs.
    """

    kind: str
    roman: str
    ordinal: int
    start: date
    end: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A document known from a source, held or not (`authority.csv`, `authority_state.csv`).

    Attributes:
        number: canonical symbol, or None for documents without one.
        type: lower case; term: khóa, or None; aliases: other names.
        plenum: the plenum or congress that passed it (`TW7`, `TW6(2)`), or "".
        effective: first day in force, for a date known by month or year the first day of these, or None.
    """

    number: str | None
    type: str
    system: str
    issuer: str
    date: date | None
    term: int | None
    title: str
    aliases: tuple[str, ...]
    source: str
    plenum: str = ""
    effective: Day | None = None
