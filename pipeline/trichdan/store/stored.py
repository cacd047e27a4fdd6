"""What is stored of a document and its file."""

from __future__ import annotations

from dataclasses import dataclass

from trichdan.model import Record, header_json, issue_json, repair_json
from trichdan.store.rows import Row, dump, iso


@dataclass(frozen=True, slots=True)
class Stored:
    """A record with what the index needs beside it.

    Attributes:
        offers: keys under which citations find the document.
        asks: for each citation the keys that it asks for, the most telling one first.
        mentions: for each citation the words that it is resolved by.
        term: khóa in which it was issued, or None.
        likeness: sketch of its text; near-duplicates have near sketches.
        bands: numbers that near-duplicates share some of.
    """

    record: Record
    offers: tuple[str, ...]
    asks: tuple[tuple[str, ...], ...]
    mentions: tuple[str, ...]
    term: int | None
    likeness: str
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What the index remembers of a file.

    Attributes:
        read_ns: when it was read, in nanoseconds of the epoch.
        failed: it could not be read as a document.
    """

    size: int
    mtime_ns: int
    read_ns: int
    sha256: str
    failed: bool


def document_row(path: str, stored: Stored) -> Row:
    """Return the columns of a document."""
    record, header = stored.record, stored.record.header
    source = record.source
    return {
        "path": path,
        "id": record.id,
        "base_id": record.id,
        "number": header.number,
        "type": header.type,
        "system": header.system,
        "issuer": header.issuer,
        "jurisdiction": header.jurisdiction,
        "date": iso(header.date),
        "term": stored.term,
        "place": header.place,
        "title": header.title,
        "signer": header.signer,
        "signer_capacity": header.signer_capacity,
        "signer_position": header.signer_position,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "chars": source.chars,
        "pages": source.pages,
        "ocr": int(source.ocr),
        "header": dump(header_json(header)),
        "repairs": dump([repair_json(r) for r in record.repairs]),
        "issues": dump([issue_json(i) for i in record.issues]),
        "likeness": stored.likeness,
        "loose": int(record.id.startswith("sha256:") or record.id.endswith("@?")),
    }
