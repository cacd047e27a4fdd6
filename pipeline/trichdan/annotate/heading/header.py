"""The document's own header: elements are found by their kind, from its first and last page.

Nothing is invented: what is not printed is None, or concluded from the text and listed in `inferred`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from trichdan.annotate.heading.cells import extent, join
from trichdan.annotate.heading.firstpage import FirstPage, read_addressees
from trichdan.annotate.heading.inference import (
    carrier,
    concluded_issuer,
    concluded_type,
    described,
    passed_on,
    system_of,
)
from trichdan.annotate.heading.issuing import jurisdiction_of, printed_issuer, with_province
from trichdan.annotate.heading.letterhead import Letterhead
from trichdan.annotate.heading.signature import Signature, items, read_signature
from trichdan.annotate.heading.title import Title
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import load_header_words
from trichdan.model import Annotation, Header
from trichdan.text import Span, fold

_ABBREVIATED = re.compile(r"v ?/ ?v[: ]*")
_CONSOLIDATED = "VBHN"


def annotate_header(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Read what identifies the document itself.

    Reads: text, numbers. Writes: header.
    """
    return replace(annotation, header=read_header(annotation, lexicon))


def read_header(annotation: Annotation, lexicon: Lexicon) -> Header:
    """Return the header of a document.

    Args:
        annotation: the text and the numbers found in it.
        lexicon: types, provinces and issuers.
    """
    words = load_header_words()
    description = described(annotation, lexicon)
    if description is not None:
        return description
    page = FirstPage(annotation, lexicon, words)
    page.read()
    addressees, body = read_addressees(page)
    body = max(body, page.body)
    signature = read_signature(annotation.text, annotation.folded, body, words)
    return _compose(annotation, lexicon, page, addressees, body, signature)


@dataclass(slots=True)
class _Identity:
    """Type, number, day and issuer while they are told from what is printed and what can be concluded."""

    type: str | None
    number: str | None
    day: date | None
    issuer: str | None = None
    inferred: list[str] = field(default_factory=list)


def _identify(
    annotation: Annotation, lexicon: Lexicon, page: FirstPage, body: int, signature: Signature, issuer: str | None
) -> _Identity:
    """Return what identifies the document, with what can safely be concluded where it is not printed."""
    head, title = page.head, page.title
    found = _Identity(title.type if title else None, head.number, head.day or annotation.issued, issuer)
    letter = title is None and (page.letter is not None or _is_subject(head))
    if found.type is None or _CONSOLIDATED in (head.symbol or ""):
        kind = concluded_type(head.symbol, letter, lexicon)
        if kind and kind != found.type:
            found.type = kind
            found.inferred.append("type")
    carried_issuer = _carry(annotation, lexicon, page, body, signature, found)
    if found.day is None and (passed := passed_on(annotation, body, found.type)) is not None:
        found.day = passed
        found.inferred.append("date")
    if found.issuer is None:
        symbol = head.symbol or found.number
        found.issuer = concluded_issuer(annotation, title, signature, symbol, body, lexicon) or carried_issuer
        if found.issuer:
            found.inferred.append("issuer")
    return found


def _carry(
    annotation: Annotation, lexicon: Lexicon, page: FirstPage, body: int, signature: Signature, found: _Identity
) -> str | None:
    """Put in what the banner of the document's own annex tells, if no number is printed; return its issuer."""
    if page.head.symbol is not None or (found.type is None and signature.signer is None):
        return None
    carried = carrier(annotation, found.type, body, lexicon)
    if carried is None:
        return None
    found.inferred += ["number"] if found.type else ["type", "number"]
    found.type, found.number = carried.type, carried.number
    if page.head.day is None and carried.day is not None:
        found.day = carried.day
        found.inferred.append("date")
    return carried.issuer


def _compose(
    annotation: Annotation,
    lexicon: Lexicon,
    page: FirstPage,
    addressees: tuple[str, ...],
    body: int,
    signature: Signature,
) -> Header:
    """Put the elements together."""
    head = page.head
    printed, issuer_span = printed_issuer(page, signature, lexicon)
    own = _identify(annotation, lexicon, page, body, signature, printed)
    province = jurisdiction_of(annotation, own.issuer, page, own.number, signature, lexicon)
    if province and own.issuer and printed is None:
        own.issuer = with_province(own.issuer, province, lexicon)
    title, title_span = _title_text(page.title, head)
    return Header(
        number=own.number,
        type=own.type,
        system=system_of(head, own.number, own.issuer, own.type, signature),
        issuer=own.issuer,
        jurisdiction=province,
        date=own.day,
        place=head.place,
        title=title,
        signer=signature.signer,
        signer_capacity=join(signature.capacity) or None,
        signer_position=join(signature.position) or None,
        recipients=items(signature.recipients),
        addressees=addressees,
        secrecy=head.secrecy,
        urgency=head.urgency,
        inferred=tuple(dict.fromkeys(own.inferred)),
        spans=_spans(page, signature, issuer_span, title_span),
        body=min(body, len(annotation.text)),
        tail=signature.start,
    )


def _spans(
    page: FirstPage, signature: Signature, issuer: Span | None, title: Span | None
) -> tuple[tuple[str, Span], ...]:
    """Return where each printed field stands, in reading order."""
    head = page.head
    type_cell = page.title.type_cell if page.title else None
    listed = [cell for line in signature.recipients for cell in line]
    spans = {
        "number": head.number_span,
        "date": head.day_span if head.day else None,
        "place": head.place_span,
        "type": page.cells[type_cell].span if type_cell is not None else None,
        "issuer": issuer,
        "title": title,
        "signer": signature.signer_span,
        "signer_capacity": extent(signature.capacity) if signature.capacity else None,
        "signer_position": extent(signature.position) if signature.position else None,
        "recipients": extent(listed) if listed else None,
    }
    found = [(name, span) for name, span in spans.items() if span is not None]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _title_text(title: Title | None, head: Letterhead) -> tuple[str | None, Span | None]:
    """Return the trích yếu: what stands under the type, or under the number of a letter."""
    if title is not None:
        cells = [c for c in title.cells if not c.mark]
        if not cells:
            return None, None
        line = join(cells)
        match = _ABBREVIATED.match(fold(line))
        return (line[match.end() :] if match else line), extent(cells)
    if head.subject:
        line = join(head.subject)
        match = _ABBREVIATED.match(fold(line))
        line = line[match.end() :] if match else line
        return line.strip(" .;:") or None, extent(head.subject)
    return None, None


def _is_subject(head: Letterhead) -> bool:
    """Return whether `V/v ...` stands under the number, as in letters alone."""
    return bool(head.subject) and _ABBREVIATED.match(head.subject[0].folded) is not None
