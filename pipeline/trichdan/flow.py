"""The line of work: `extract` turns a file into a record; `build` turns a folder into an index."""

from __future__ import annotations

from datetime import date

from trichdan.annotate.pipeline import annotation_of, load
from trichdan.model import Annotation, Record, Source, relocate
from trichdan.normalise import normalise

from trichdan.text import Text


def annotate(text: Text, *, issued: date | None = None) -> Annotation:
    """Return what the stages find in a normalised text; spans count in `text.value`."""
    nlp = load()
    doc = nlp.make_doc(text.value)
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
    return record
