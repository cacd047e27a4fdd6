"""Reading files: bytes to source text. `read_source` picks the reader by the file's ending."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from trichdan.read.plain import MEDIA_TYPES, decode, read_bytes

RULINGS = "rulings.jsonl"
"""A person's decisions lie in this file of a corpus; it is no document."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What was read from a file.

    Attributes:
        text: the source text; the record's offsets count in it.
        sha256: of the file's bytes.
        encoding: of text files, or None.
        ocr: the text was recognised from images.
    """

    text: str
    sha256: str
    media_type: str
    encoding: str | None
    pages: int
    ocr: bool


def read_source(path: Path, name: str) -> SourceText:
    """Return the source text of a file.

    Args:
        path: the file.
        name: how messages call it.

    Raises:
        SourceError: missing, empty, binary, too large, or in no known encoding.
    """
    data = read_bytes(path, name)
    text, encoding = decode(data, name)
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "text/plain")
    return SourceText(text, hashlib.sha256(data).hexdigest(), media_type, encoding, text.count("\f") + 1, False)
