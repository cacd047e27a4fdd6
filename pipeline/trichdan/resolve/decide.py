"""Which document a citation means: the candidate with most of the evidence, several, or none.

Each candidate gets a score in log-odds against "none of them" (`evidence`); the outcome is the share of the best.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from trichdan.lexicon import Lexicon
from trichdan.model import Candidate, Citation, Issue, Target
from trichdan.resolve.candidates import AuthorityCatalogue, Catalogue, Entry, load_authority
from trichdan.resolve.case import Case, case_of, told_by
from trichdan.resolve.conflicts import conflicts_of
from trichdan.resolve.evidence import VACANCY, Scored, is_namesake, is_possible, newest_first, none_score, weighed
from trichdan.resolve.identity import id_of, is_open, number_key
from trichdan.resolve.keys import Citing, Mention, asked
from trichdan.resolve.within import made_by, told_until

MARGIN = 0.8
"""A share below this is no answer: the candidates are listed instead."""
NOT_YET_IN_FORCE = timedelta(days=400)
"""The longest that a law usually waits between its passing and its coming into force."""
SHOWN = 8
"""Candidates listed with an ambiguous citation."""


def resolve_citations(
    citations: Sequence[Citation], texts: Sequence[str], citing: Citing, catalogue: Catalogue, lexicon: Lexicon
) -> tuple[Citation, ...]:
    """Return the citations of one document with their targets and what is wrong with them.

    Args:
        citations: as extracted, in reading order.
        texts: the core mention of each, as printed.
        citing: the document that they stand in.
        catalogue: where candidates come from.
        lexicon: for terms, issuers and provinces.

    Reads: every field but target. Writes: target, issues.
    """
    mentions = [Mention(c, text, n) for n, (c, text) in enumerate(zip(citations, texts, strict=True))]
    told = told_by(mentions, lexicon)
    floor = max((c.date for c in citations if c.date), default=None)
    authority = load_authority(lexicon)
    in_titles = made_by(citations, lexicon)
    out: list[Citation] = []
    for mention in mentions:
        citation = mention.citation
        if citation.kind == "self":
            out.append(replace(citation, target=_self(citing)))
        elif citation.kind == "anaphor":
            out.append(citation)
        else:
            day = in_titles.get(mention.own)
            known = told_until(told, day, lexicon) if day else told
            case = case_of(mention, known, citing, lexicon)
            # a decree is often made between the passing of its law and the day on which that comes into force
            case = replace(case, read_on=day + NOT_YET_IN_FORCE if day else citing.date or floor, made_by=day)
            out.append(_decide(case, catalogue, authority, lexicon))
    return tuple(_bound(c, out) if c.kind == "anaphor" else c for c in out)


def _self(citing: Citing) -> Target:
    return Target("self", citing.id, citing.number, citing.date, confidence=0.99, evidence=("self",))


def _bound(citation: Citation, others: Sequence[Citation]) -> Citation:
    """Return an anaphor with the target of what it means."""
    at = citation.antecedent
    target = others[at].target if at is not None and 0 <= at < len(others) else None
    if target is None:
        return replace(citation, target=Target("unreadable", evidence=("anaphor",)))
    evidence = (*target.evidence, "anaphor")
    return replace(citation, target=replace(target, confidence=round(target.confidence * 0.9, 2), evidence=evidence))


def _decide(case: Case, catalogue: Catalogue, authority: AuthorityCatalogue, lexicon: Lexicon) -> Citation:
    mention, citation = case.mention, case.asked
    if _is_own(case):
        own = _self(case.citing)
        found = conflicts_of(mention.citation, case.citing, own, case.scope, lexicon, authority)
        return replace(mention.citation, target=own, issues=_joined(mention.citation.issues, found))
    if citation.number and case.symbol is None:
        return replace(mention.citation, target=Target("unreadable", number=citation.number, confidence=0.5))
    keys = asked(Mention(citation, mention.text), case.citing, lexicon)
    entries = [e for e in catalogue.find(keys) if is_possible(e, case, lexicon) and _was_there(e, case)]
    none = none_score(case, authority)
    scored = sorted((weighed(e, case, lexicon) for e in entries), key=lambda s: (-s[0], s[1].id))
    scored = newest_first(scored, case)
    target = _apart(_outcome(scored, none, case, lexicon), entries, case)
    issues = conflicts_of(mention.citation, case.citing, target, case.scope, lexicon, authority)
    return replace(mention.citation, target=target, issues=_joined(mention.citation.issues, issues))


def _apart(target: Target, entries: Sequence[Entry], case: Case) -> Target:
    """Return a missing document with an id of its own, where another paper bears its number (`01/2022/NĐ-CP~2`)."""
    namesakes = [e for e in entries if e.id.partition("~")[0] == target.id and is_namesake(e, case)]
    if target.status != "wanted" or not namesakes:
        return target
    taken = {e.id for e in entries}
    free = next(n for n in range(2, len(taken) + 3) if f"{target.id}~{n}" not in taken)
    others = tuple(Candidate(e.id, e.number, e.date, e.term, e.title, 0.0, ("number",)) for e in namesakes)
    return replace(target, id=f"{target.id}~{free}", candidates=others)


def _was_there(entry: Entry, case: Case) -> bool:
    if case.made_by is None:
        return True
    if entry.date is None and entry.effective:
        return entry.effective <= case.made_by + VACANCY  # the day of its passing is not known
    return entry.date is None or entry.date <= case.made_by


def _joined(known: tuple[Issue, ...], found: tuple[Issue, ...]) -> tuple[Issue, ...]:
    seen = {(issue.code, issue.span) for issue in known}
    return (*known, *(issue for issue in found if (issue.code, issue.span) not in seen))


def _is_own(case: Case) -> bool:
    citation, citing = case.asked, case.citing
    if not citation.number or not citing.number or number_key(citation.number) != number_key(citing.number):
        return False
    if citation.date and citing.date:
        # a number is given once a year (once a term for the centre): another day of that year is a wrong date
        return citation.date == citing.date or (case.scope != "term" and citation.date.year == citing.date.year)
    return not (case.mention.citation.title or case.mention.citation.term)


def _outcome(scored: Sequence[Scored], none: float, case: Case, lexicon: Lexicon) -> Target:
    """Return the target: the best candidate, several, or a document that nobody has."""
    total = math.exp(none) + sum(math.exp(s) for s, _, _ in scored)
    shares = [(math.exp(s) / total, e, said) for s, e, said in scored]
    missing = math.exp(none) / total
    if shares and shares[0][0] >= MARGIN:
        share, entry, said = shares[0]
        return Target(
            "resolved" if entry.held else "known",
            entry.id,
            entry.number,
            entry.date,
            entry.term,
            entry.title,
            entry.path,
            entry.held,
            round(min(share, 0.99), 2),
            said,
            _candidates(shares[1:]),
        )
    plausible = [s for s in shares if s[0] >= 0.02]
    wanted = _wanted_id(case, lexicon)
    if wanted is None and not plausible:
        return Target("unreadable", number=case.asked.number, confidence=0.5)
    if plausible and (missing < 0.5 or wanted is None):
        return Target(
            "ambiguous", number=case.asked.number, confidence=round(shares[0][0], 2), candidates=_candidates(shares)
        )
    if plausible and wanted is not None and is_open(wanted):
        return Target(
            "ambiguous", number=case.asked.number, confidence=round(shares[0][0], 2), candidates=_candidates(shares)
        )
    return Target(
        "wanted",
        wanted,
        case.asked.number,
        case.asked.date,
        case.term if case.scope == "term" else None,
        case.asked.title,
        confidence=round(min(missing, 0.9 if wanted and not is_open(wanted) else 0.5), 2),
        evidence=_wanted_evidence(case),
    )


def _wanted_evidence(case: Case) -> tuple[str, ...]:
    asked = case.asked
    said = [name for name, value in (("number", asked.number), ("date", asked.date), ("term", asked.term)) if value]
    return (*said, *(("jurisdiction",) if case.place else ()), *(("same-document",) if case.borrowed else ()))


def _wanted_id(case: Case, lexicon: Lexicon) -> str | None:
    asked = case.asked
    if case.symbol:
        place = asked.jurisdiction
        if case.scope == "local":
            place = place or case.citing.jurisdiction
        when = asked.date or (date(case.year, 7, 1) if case.year and case.scope != "term" else None)
        return id_of(
            case.symbol, lexicon, type=asked.type, when=when, term=case.term, jurisdiction=place, issuer=asked.issuer
        )
    return case.named.id if case.named else None


def _candidates(shares: Iterable[tuple[float, Entry, tuple[str, ...]]]) -> tuple[Candidate, ...]:
    listed = [
        Candidate(e.id, e.number, e.date, e.term, e.title, round(share, 3), said)
        for share, e, said in shares
        if share >= 0.005
    ]
    return tuple(listed[:SHOWN])
