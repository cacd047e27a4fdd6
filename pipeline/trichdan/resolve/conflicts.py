"""What is wrong with a citation, told apart from what it means: dates, khóa, issuers and order that disagree.

Nothing is overwritten: the citation keeps what is printed, the target says what is known.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation, Issue, Target
from trichdan.resolve.candidates import AuthorityCatalogue
from trichdan.resolve.identity import parse_symbol, to_roman
from trichdan.resolve.keys import Citing
from trichdan.text import key


def conflicts_of(
    citation: Citation,
    citing: Citing,
    target: Target,
    scope: str | None,
    lexicon: Lexicon,
    authority: AuthorityCatalogue,
) -> tuple[Issue, ...]:
    """Return what the citation says against its target, its own document, or itself.

    Args:
        citation: as written.
        citing: the document it stands in.
        target: what it means.
        scope: what its number is counted by, see `identity.scope_of`.
        lexicon: for terms.
        authority: for the order of numbers.
    """
    found = [
        *_date_conflict(citation, target),
        *_namesake(citation, target),
        *_term_conflict(citation, target, scope, lexicon),
        *_order_conflict(citation, target, scope, lexicon, authority),
        *_chronology(citation, citing, target),
        *_issuer_conflict(citation, target, authority),
    ]
    return tuple(found)


def _linked(target: Target) -> bool:
    return target.status in ("resolved", "known")


def _date_conflict(citation: Citation, target: Target) -> list[Issue]:
    told = _linked(target) or target.status == "self"
    if not told or not citation.date or not target.date or citation.date == target.date:
        return []
    message = f"printed {_day(citation.date)}, but {target.id} is of {_day(target.date)}"
    return [Issue("date-conflict", message, citation.span)]


def _namesake(citation: Citation, target: Target) -> list[Issue]:
    """Tell that a missing paper has the number of another one, known with another date and subject."""
    if target.status != "wanted" or not target.candidates or citation.date is None:
        return []
    other = target.candidates[0]
    message = f"printed {_day(citation.date)}, but {other.id} of {_day(other.date)} is about something else"
    return [Issue("namesake", message, citation.span)]


@cache
def _party_terms(lexicon: Lexicon) -> frozenset[int]:
    """Return the terms that there are; a higher one is that of an assembly named in the title."""
    return frozenset(term.ordinal for term in lexicon.terms if term.kind == "party")


def _term_conflict(citation: Citation, target: Target, scope: str | None, lexicon: Lexicon) -> list[Issue]:
    if citation.term is None or scope not in ("term", None) or citation.term not in _party_terms(lexicon):
        return []
    if _linked(target) and target.term and target.term != citation.term and scope == "term":
        message = f"printed khóa {to_roman(citation.term)}, but {target.id} is of khóa {to_roman(target.term)}"
        return [Issue("term-conflict", message, citation.span)]
    running = lexicon.term_on(citation.date) if citation.date and scope == "term" else None
    if not _linked(target) and running and running != citation.term:
        message = (
            f"khóa {to_roman(citation.term)} does not fit {_day(citation.date)}, which is of khóa {to_roman(running)}"
        )
        return [Issue("term-conflict", message, citation.span)]
    return []


def _order_conflict(
    citation: Citation, target: Target, scope: str | None, lexicon: Lexicon, authority: AuthorityCatalogue
) -> list[Issue]:
    symbol = parse_symbol(citation.number, lexicon) if citation.number else None
    if scope != "term" or symbol is None or not symbol.abbr or not symbol.serial.isdigit() or not citation.date:
        return []
    if _linked(target) and target.date == citation.date:
        return []
    term = citation.term or lexicon.term_on(citation.date)
    if term is None:
        return []
    low, high = authority.bracket(symbol.abbr, int(symbol.serial), term)
    if not ((low and citation.date < low) or (high and citation.date > high)):
        return []
    bounds = " and ".join(_day(d) if d else "an open end" for d in (low, high))
    message = f"numbers of khóa {to_roman(term)} put {citation.number} between {bounds}, not on {_day(citation.date)}"
    return [Issue("number-order", message, citation.span)]


def _chronology(citation: Citation, citing: Citing, target: Target) -> list[Issue]:
    if citing.date is None or target.status == "self":
        return []
    if citation.date and citation.date > citing.date:
        message = f"cites a paper of {_day(citation.date)}, but is itself of {_day(citing.date)}"
        return [Issue("number-after-citing", message, citation.span)]
    if _linked(target) and target.date and target.date > citing.date:
        message = f"{target.id} is of {_day(target.date)}, later than this paper of {_day(citing.date)}"
        return [Issue("number-after-citing", message, citation.span)]
    return []


def _issuer_conflict(citation: Citation, target: Target, authority: AuthorityCatalogue) -> list[Issue]:
    entry = authority.by_id.get(target.id) if _linked(target) and target.id else None
    if entry is None or not citation.issuer or not entry.issuer:
        return []
    bodies = load_naming().bodies
    printed = {body for body in bodies if body in key(citation.issuer)}
    real = {body for body in bodies if body in key(entry.issuer)}
    if not printed or not real or printed & real:
        return []
    message = f"printed {citation.issuer}, but {target.id} was issued by {entry.issuer}"
    return [Issue("issuer-mismatch", message, citation.span)]


def _day(when: date | None) -> str:
    return when.strftime("%d/%m/%Y") if when else "?"
