"""What is read on the pages of a document itself: sections, numbers, names, the header; repairs and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trichdan.text import Span


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know of: `code` is stable, `message` says it in words."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A reading that differs from what is printed; `old` is the printed text, `rule` names the reason."""

    span: Span
    old: str
    new: str
    rule: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or numbered item.

    Attributes:
        span: from its label to where the next section of the same or a higher level begins.
        level: 1 for the outermost that the document uses.
        label: `I`, `2`, `a`, `Điều 5`, `-` ... without punctuation.
        heading: its text up to the end of the line, white space collapsed.
        path: labels from the outermost to this one, joined by dots (`III.5`); a dash has the path of what it stands in.
    """

    span: Span
    level: int
    label: str
    heading: str
    path: str


@dataclass(frozen=True, slots=True)
class Number:
    """A document number (số và ký hiệu) as found in running text.

    Attributes:
        span: the symbol alone, without type word and `số`.
        canonical: no spaces, real Đ/D, delimiters in the order that the issuer's system prescribes.
        system: `party`, `state` or `mass`.
        serial: the number part, as printed with repairs (`05`, `12a`, `66.7`).
        year: year inside the symbol, or None.
        abbr: type abbreviation inside the symbol (`NQ`), or None (official letters, laws).
        org: issuer part (`TW`, `UBND-NC`, `QH15`).
        suffix: `/nb` and the like, or None.
    """

    span: Span
    canonical: str
    system: str
    serial: str
    year: int | None
    abbr: str | None
    org: str
    suffix: str | None = None
    repairs: tuple[Repair, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the gazetteer found in the text.

    Attributes:
        kind: `issuer`, `province`, `law`, `document` (an alias of a document without its number).
        id: key of the entry in its table.
        label: the official form.
    """

    span: Span
    kind: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Header:
    """What identifies the document itself; None where it is not printed and cannot be concluded.

    Attributes:
        spans: where each field was read, by field name; inferred fields may be missing.
        addressees: lines under `Kính gửi`.
        recipients: lines under `Nơi nhận`.
        body: offset where the body begins (the first line after type name and title).
        tail: offset where `Nơi nhận` or the signer block begins; the body ends here.
    """

    number: str | None = None
    type: str | None = None
    system: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    date: date | None = None
    place: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_capacity: str | None = None
    signer_position: str | None = None
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    secrecy: str | None = None
    urgency: str | None = None
    inferred: tuple[str, ...] = ()
    spans: tuple[tuple[str, Span], ...] = ()
    body: int = 0
    tail: int | None = None
