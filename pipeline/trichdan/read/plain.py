"""Reading text and markdown files."""

from __future__ import annotations

import codecs
from pathlib import Path

from trichdan.errors import SourceError

MEDIA_TYPES = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
MAX_BYTES = 32 * 1024 * 1024
_TEXT_PER_NUL = 500
"""Text taken out of PDFs holds a stray NUL now and then; a binary file holds many."""
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and its encoding, the BOM excluded.

    Args:
        data: the bytes of the file.
        name: how messages call it.

    Raises:
        SourceError: empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise SourceError(f"{name}: the file is empty. Remove it or scan the document again.", code="empty")
    bom, encoding = next((pair for pair in _BOMS if data.startswith(pair[0])), (b"", ""))
    encoding = encoding or _guess(data)
    try:
        text = data[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        if _is_binary(data.count(0), len(data)):
            raise _binary(name) from error
        at = error.start + len(bom)
        raise SourceError(f"{name}: byte {at} is no {encoding} text. Save the file as UTF-8.", code="encoding").worded(
            "source.encoding_at", path=name, at=at, encoding=encoding
        ) from error
    if _is_binary(text.count("\0"), len(text)):
        raise _binary(name)
    return text, encoding


def _is_binary(nuls: int, size: int) -> bool:
    return nuls * _TEXT_PER_NUL > size


def _binary(name: str) -> SourceError:
    return SourceError(f"{name}: the file is binary, not text. Convert the document to text first.", code="binary")


def _guess(data: bytes) -> str:
    """Return utf-16 for text whose every other byte is mostly zero, utf-8 else."""
    sample = data[:4096]
    if len(sample) >= 4 and len(sample) % 2 == 0:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        # Vietnamese in UTF-16 has plain letters, spaces and digits in more than a third of its units
        if odd > len(sample) / 6 and even < len(sample) / 100:
            return "utf-16-le"
        if even > len(sample) / 6 and odd < len(sample) / 100:
            return "utf-16-be"
    return "utf-8"


def read_bytes(path: Path, name: str) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        SourceError: missing, no regular file, unreadable or larger than `MAX_BYTES`.
    """
    try:
        if not path.is_file():
            if path.is_dir():
                folder = SourceError(f"{name}: is a folder. Name a document.", code="not-a-file")
                raise folder.worded("source.folder", path=name)
            raise SourceError(f"{name}: does not exist or is no regular file. Name a document.", code="not-a-file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(f"{name}: {size:,} bytes is over the limit of {MAX_BYTES:,}. Split it.", code="too-large")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"{name}: cannot be read ({error.strerror}). Check its permissions.", code="unreadable"
        ) from error
