"""Stage: header."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_header(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find header. Writes: header."""
    return annotation
