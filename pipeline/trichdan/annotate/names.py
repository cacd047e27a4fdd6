"""Names of the gazetteer: issuers, provinces, laws and documents known by name, found with spaCy's PhraseMatcher."""

from __future__ import annotations

from dataclasses import replace

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Name
from trichdan.text import Span


class NameMatcher:
    """Finds the names of the lexicon in a Doc, with or without their diacritics."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self._matcher = PhraseMatcher(vocab, attr="NORM")

    def annotate(self, annotation: Annotation, doc: Doc) -> Annotation:
        """Find names. Reads: text. Writes: names."""
        return annotation
