"""From citations to documents: identity, candidates, decision, conflicts."""

from __future__ import annotations

from trichdan.lexicon import Lexicon
from trichdan.model import Record


def identify(record: Record, lexicon: Lexicon) -> Record:
    """Return the record with its id."""
    return record


def resolve_against_authority(record: Record, lexicon: Lexicon) -> Record:
    """Return the record with its citations resolved against the authority list."""
    return record
