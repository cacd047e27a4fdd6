"""Stage: deadlines."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_deadlines(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find deadlines. Writes: deadlines."""
    return annotation
