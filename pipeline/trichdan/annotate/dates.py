"""Stage: dates."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_dates(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find time expressions by their shape, before header and citations are known. Reads: text, numbers. Writes: dates."""
    return annotation


def annotate_times(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Give the time expressions anchors, values and roles. Reads: header, citations, sections, dates. Writes: dates."""
    return annotation
