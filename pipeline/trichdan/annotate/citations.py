"""Stage: citations."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation


def annotate_citations(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find citations. Writes: citations."""
    return annotation
