"""Stage: sections."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_sections(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find sections. Writes: sections."""
    return annotation
