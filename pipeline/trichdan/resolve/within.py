"""Laws and bare numbers inside another paper's title: they mean what was there when that paper was made.

`Nghị định số 126/2020/NĐ-CP ... quy định chi tiết Luật Quản lý thuế` means the law of 2019, also where the citing
document itself follows the law of 2025 and cites it elsewhere by number. A guideline of 2019 on `Quy định số 06-QĐ/TW`
cannot mean the one of 2026.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation
from trichdan.resolve.identity import number_key, parse_symbol
from trichdan.resolve.keys import Mention

_LOOK_BACK = 24
"""Citations that may stand between the head of a title and a law at its end."""


def made_by(citations: Sequence[Citation], lexicon: Lexicon) -> dict[int, date]:
    """Return for each undated law or bare number in the title of another paper the last day on which that was made.

    Args:
        citations: of one document, in reading order.
        lexicon: to read years out of numbers.
    """
    printed = {number_key(c.number): c.date for c in citations if c.number and c.date}
    statutes = load_naming().statutes
    found: dict[int, date] = {}
    for n, citation in enumerate(citations):
        if citation.date or not (_is_bare(citation, lexicon) or (not citation.number and citation.type in statutes)):
            continue
        for outer in reversed(citations[max(n - _LOOK_BACK, 0) : n]):
            inside = outer.span.start < citation.span.start and citation.span.end <= outer.full.end
            day = _day_of(outer, printed, lexicon) if inside else None
            if day:
                found[n] = day
                break
    return found


def _is_bare(citation: Citation, lexicon: Lexicon) -> bool:
    """Return whether a citation gives a number only, and one that is given again each year or term."""
    symbol = parse_symbol(citation.number, lexicon) if citation.number else None
    return symbol is not None and symbol.year is None and symbol.assembly is None and citation.term is None


def _day_of(citation: Citation, printed: dict[str, date], lexicon: Lexicon) -> date | None:
    """Return the last day on which a paper can have been made, or None where nothing tells."""
    if citation.date or not citation.number:
        return citation.date
    known = printed.get(number_key(citation.number))
    symbol = parse_symbol(citation.number, lexicon)
    return known or (date(symbol.year, 12, 31) if symbol and symbol.year else None)


def told_until(told: dict[str, list[Mention]], day: date, lexicon: Lexicon) -> dict[str, list[Mention]]:
    """Return what a document's mentions say, without papers that were not there on a day."""
    return {name: [m for m in mentions if _was_there(m.citation, day, lexicon)] for name, mentions in told.items()}


def _was_there(citation: Citation, day: date, lexicon: Lexicon) -> bool:
    if citation.date:
        return citation.date <= day
    symbol = parse_symbol(citation.number or "", lexicon)
    return not (symbol and symbol.year) or symbol.year <= day.year
