"""A whole document: while the stages work on it, and as the contract gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from trichdan.model.citations import Citation
from trichdan.model.parts import Header, Issue, Name, Number, Repair, Section
from trichdan.model.times import Deadline, Timex

_EMPTY = Header()


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the stages know of one document so far; each stage returns it with its own fields replaced.

    Attributes:
        text: the normalised text; folded: the same folded, character for character.
        issued: issue date that the caller gave, for texts that print none.
    """

    text: str
    folded: str
    issued: date | None = None
    names: tuple[Name, ...] = ()
    sections: tuple[Section, ...] = ()
    numbers: tuple[Number, ...] = ()
    header: Header = _EMPTY
    citations: tuple[Citation, ...] = ()
    dates: tuple[Timex, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from.

    Attributes:
        path: as the caller named it, `/` between.
        sha256: of the file's bytes.
        encoding: of a text file, or None.
        chars: code points of the source text; pages: parts between form feeds.
        ocr: the text was recognised from images.
    """

    path: str
    sha256: str
    media_type: str
    encoding: str | None
    chars: int
    pages: int
    ocr: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One document as the contract gives it; spans count in the source text."""

    source: Source
    id: str
    header: Header
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    dates: tuple[Timex, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    text: str = field(default="", repr=False)
