"""Which document is this, and which documents does it cite?"""

from __future__ import annotations

from dataclasses import replace

from trichdan.lexicon import Lexicon
from trichdan.model import Record
from trichdan.resolve.candidates import load_authority
from trichdan.resolve.decide import resolve_citations
from trichdan.resolve.identity import identify
from trichdan.resolve.keys import citing_of, mention_text

__all__ = ["citing_of", "identify", "resolve_against_authority"]


def resolve_against_authority(record: Record, lexicon: Lexicon) -> Record:
    """Return the record with each citation's target as the authority list alone tells it.

    Reads: id, header, citations, text. Writes: citations (target, issues).
    """
    texts = [mention_text(c, record.text) for c in record.citations]
    found = resolve_citations(record.citations, texts, citing_of(record), load_authority(lexicon), lexicon)
    return replace(record, citations=found)
