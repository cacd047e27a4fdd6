"""The line of work for one document: file -> source text -> normalised text -> annotation -> record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from trichdan.annotate.pipeline import SILENT, annotation_of, load
from trichdan.lexicon import load_lexicon
from trichdan.model import Annotation, Record, Source, relocate
from trichdan.normalise import normalise
from trichdan.read import RULINGS, SourceText, read_source
from trichdan.read.plain import decode
from trichdan.resolve import identify, resolve_against_authority
from trichdan.text import Text


def walk(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Yield each document under `paths` with the name that its record carries.

    Folders are read to their depth, sorted by name; dot-files, `rulings.jsonl` and links that lead out of
    the folder or back into it are passed over. A file named outright is always yielded.

    Args:
        paths: files or folders as the caller typed them.

    Yields:
        (path on disk, name): the name is the path as given joined with the relative one, `/` between.
    """
    for given in paths:
        top = Path(given)
        if not top.is_dir():
            yield top, PurePosixPath(top.as_posix()).as_posix()
            continue
        root = top.resolve()
        for parts, path, is_link in sorted(_files(str(top), ())):
            if is_link and _leads_out(path, root):
                continue
            yield path, "/".join((top.as_posix(), *parts)) if top.parts else "/".join(parts)


def _leads_out(path: Path, root: Path) -> bool:
    """Return whether a link leads out of a folder; one that leads round to itself is told of when it is read."""
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _files(folder: str, within: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Path, bool]]:
    """Yield the files below a folder that may be documents, each with the parts of its name and whether it is a link.

    Linked folders are not entered.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        parts = (*within, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, parts)
        elif entry.name != RULINGS and not _is_linked_folder(entry):
            yield parts, Path(entry.path), entry.is_symlink()


def read_text(path: Path, name: str | None = None) -> str:
    """Return the source text of a file: what the record's offsets count in.

    Raises:
        SourceError: the file cannot be read as a document.
    """
    return read_source(path, name or path.as_posix()).text


def annotate(text: Text, *, issued: date | None = None) -> Annotation:
    """Return what the stages find in a normalised text; spans count in `text.value`.

    Args:
        text: the normalised text.
        issued: issue date for texts that print none.
    """
    nlp = load()
    doc = nlp.make_doc(text.value)
    doc.user_data[SILENT] = True
    doc._.trichdan = Annotation(text.value, text.folded, issued)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return annotation_of(doc)


def extract_text(source_text: str, source: Source, *, issued: date | None = None) -> Record:
    """Return the record of one document, resolved against the authority list alone.

    Args:
        source_text: the text as it was read.
        source: where it comes from.
        issued: issue date for texts that print none.
    """
    text = normalise(source_text)
    found = annotate(text, issued=issued)
    record = Record(
        source,
        "",
        relocate(found.header, text),
        relocate(found.sections, text),
        relocate(found.citations, text),
        relocate(found.dates, text),
        relocate(found.deadlines, text),
        relocate(found.repairs, text),
        relocate(found.issues, text),
        source_text,
    )
    lexicon = load_lexicon()
    return resolve_against_authority(identify(record, lexicon), lexicon)


def extract_path(path: Path | str, name: str | None = None, *, issued: date | None = None) -> Record:
    """Return the record of a file.

    Args:
        path: the file.
        name: `source.path` of the record; the path as given without it.
        issued: issue date for texts that print none.

    Raises:
        SourceError: the file cannot be read as a document.
    """
    path = Path(path)
    name = name or path.as_posix()
    return _extract(read_source(path, name), name, issued)


def extract_bytes(data: bytes, name: str, *, issued: date | None = None) -> Record:
    """Return the record of a document that does not lie in a file (standard input).

    Raises:
        SourceError: the bytes are no text.
    """
    text, encoding = decode(data, name)
    return _extract(SourceText(text, hashlib.sha256(data).hexdigest(), "text/plain", encoding, 1, False), name, issued)


def _extract(read: SourceText, name: str, issued: date | None) -> Record:
    source = Source(name, read.sha256, read.media_type, read.encoding, len(read.text), read.pages, read.ocr)
    return extract_text(read.text, source, issued=issued)
