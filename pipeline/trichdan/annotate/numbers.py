"""Stage: numbers."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_numbers(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find numbers. Writes: numbers."""
    return annotation
