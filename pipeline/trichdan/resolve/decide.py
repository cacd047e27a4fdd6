"""Which document a citation means: evidence is weighed, listed, and turned into a calibrated confidence.

Each candidate gets a score in log-odds against "none of them"; the outcome is the share of the best one.
Order of strength: same number in the same term or year, date, khóa, title, what the same document says
elsewhere, number order, and last "the newest that is not later", which is marked as a guess.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.model import Candidate, Citation, Issue, Target
from trichdan.resolve.candidates import AuthorityCatalogue, Catalogue, Entry, load_authority, title_likeness
from trichdan.resolve.conflicts import conflicts_of
from trichdan.resolve.identity import Symbol, id_of, is_open, number_key, parse_symbol, province_slug, scope_of, slug
from trichdan.resolve.keys import Citing, Mention, Named, asked, named_of, nickname_key, statute_key, year_behind
from trichdan.text import key

MARGIN = 0.8
"""A share below this is no answer: the candidates are listed instead."""
VACANCY = timedelta(days=45)
"""Shortest time between the passing of a law and its force where the list does not say (Law 80/2015/QH13, 151)."""
_TOLD = 40
"""Mentions of one number that are asked what they say; a paper with more distinct ones is a list of numbers."""
SHOWN = 8
"""Candidates listed with an ambiguous citation."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Evidence in log-odds; found by hand on the seeds and the test corpus, see DECISIONS."""

    unique_number: float = 6.0  # the number holds its year or term: 30/2020/NĐ-CP
    number: float = 2.0
    weak_number: float = 0.0  # numbers that restart each year or exist in every province
    date: float = 8.0
    swapped: float = 4.0
    anniversary: float = 0.5  # same day and month, another year
    same_period: float = 3.5  # another day, but the term or year in which the number is unique
    other_date: float = -8.0
    term: float = 3.5
    other_term: float = -4.0
    title: float = 5.0
    near_title: float = 3.0
    other_title: float = -3.0
    issuer: float = 0.7
    other_issuer: float = -0.7
    place: float = 2.5
    unknown_place: float = -1.0
    other_type: float = -1.0
    alias: float = 4.0
    statute: float = 1.0  # a law by name: the list may lack the version in force
    superseded: float = -3.0  # an older version of a law, or an older paper of a nickname
    same_document: float = 5.0
    later: float = -12.0
    newest: float = 0.7
    out_of_order: float = -3.0


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Case:
    """A citation ready to be decided.

    Attributes:
        mention: the citation as written.
        asked: the citation with what the same document says of it elsewhere.
        symbol: parts of its number, or None.
        scope: what its number is counted by, or None.
        term: khóa of the Party, written or following from the date.
        place: slug of the province that its number belongs to, or None.
        named: what an unnumbered citation names.
        year: year written behind the number or with the name, or None.
        read_on: date of the citing document, or if it has none the latest date that it cites.
        borrowed: the date, khóa or title comes from another mention.
    """

    mention: Mention
    asked: Citation
    citing: Citing
    symbol: Symbol | None = None
    scope: str | None = None
    term: int | None = None
    place: str | None = None
    named: Named | None = None
    borrowed: bool = False
    year: int | None = None
    read_on: date | None = None


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
    told = _told(mentions, lexicon)
    floor = max((c.date for c in citations if c.date), default=None)
    authority = load_authority(lexicon)
    out: list[Citation] = []
    for mention in mentions:
        citation = mention.citation
        if citation.kind == "self":
            out.append(replace(citation, target=_self(citing)))
        elif citation.kind == "anaphor":
            out.append(citation)
        else:
            case = replace(_case(mention, told, citing, lexicon), read_on=citing.date or floor)
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


def _told(mentions: Sequence[Mention], lexicon: Lexicon) -> dict[str, list[Mention]]:
    """Return for each number and each short number of a document its mentions that say most, first ones first."""
    told: dict[str, list[Mention]] = {}
    statutes = load_naming().statutes
    for mention in mentions:
        c = mention.citation
        if not c.number or not (c.date or c.term or c.title):
            continue
        if c.type in statutes and c.title:
            told.setdefault(f"a:{statute_key(c.type, c.title)}", []).append(mention)
        told.setdefault(number_key(c.number), []).append(mention)
        symbol = parse_symbol(c.number, lexicon)
        if symbol and symbol.abbr:
            told.setdefault(f"s:{symbol.serial.lower()} {key(symbol.abbr)}", []).append(mention)
    return {name: _telling(found) for name, found in told.items()}


def _telling(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions that say something no other says, those that say most first, and not too many of them."""
    distinct: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        c = mention.citation
        alike = distinct.setdefault((c.number, c.type, c.date, c.term, c.jurisdiction, c.issuer, c.title), [])
        # two of a kind, for a mention is not told by itself
        if len(alike) < 2:
            alike.append(mention)
    found = [mention for alike in distinct.values() for mention in alike]
    found.sort(key=lambda m: -(4 * bool(m.citation.date) + 2 * bool(m.citation.term) + bool(m.citation.title)))
    return found[:_TOLD]


def _case(mention: Mention, told: dict[str, list[Mention]], citing: Citing, lexicon: Lexicon) -> Case:
    citation = mention.citation
    if citation.kind == "nickname" and not citation.number:
        short = nickname_key(mention, lexicon)
        full = next(iter(told.get(short or "", ())), None)
        citation = replace(citation, number=full.citation.number) if full else citation
    if not citation.number and citation.type in load_naming().statutes:
        citation = _numbered_statute(citation, mention, told, citing, lexicon)
    if not citation.number:
        named = named_of(mention, citing, lexicon)
        return Case(mention, citation, citing, named=named, term=citation.term, year=named.year if named else None)
    year = year_behind(mention)
    citation, borrowed = _filled(citation, mention, told, year, lexicon)
    symbol = parse_symbol(citation.number or "", lexicon)
    if symbol is None:
        return Case(mention, citation, citing, borrowed=borrowed)
    scope = scope_of(symbol, lexicon, jurisdiction=citation.jurisdiction, issuer=citation.issuer)
    if scope == "year" and citation.issuer is None and citing.jurisdiction and not _is_listed(symbol, lexicon):
        # an office that the table of issuers does not know, cited in a provincial paper without its name
        scope = "local"
    place = None
    if scope == "local":
        place = province_slug(citation.jurisdiction or citing.jurisdiction, lexicon)
    term = citation.term if scope == "term" else None
    if scope == "term" and term is None and citation.date:
        term = lexicon.term_on(citation.date)
    return Case(mention, citation, citing, symbol, scope, term, place, None, borrowed, year)


def _numbered_statute(
    citation: Citation, mention: Mention, told: dict[str, list[Mention]], citing: Citing, lexicon: Lexicon
) -> Citation:
    """Return a law cited by name with the number that the same document gives it elsewhere, if it gives one."""
    named = named_of(mention, citing, lexicon)
    others = [m.citation for m in told.get(named.key, ())] if named else []
    numbers = {number_key(c.number) for c in others if c.number}
    if named is None or len(numbers) != 1:
        return citation
    dates = {c.date for c in others if c.date}
    if (citation.date and dates and citation.date not in dates) or (
        named.year and dates and named.year not in {d.year for d in dates}
    ):
        return citation
    return replace(citation, number=others[0].number, date=citation.date or others[0].date)


def _is_listed(symbol: Symbol, lexicon: Lexicon) -> bool:
    return scope_of(symbol, lexicon) == "year" and scope_of(symbol, lexicon, jurisdiction="?") == "year"


def _filled(
    citation: Citation, mention: Mention, told: dict[str, list[Mention]], year: int | None, lexicon: Lexicon
) -> tuple[Citation, bool]:
    """Return the citation with date, khóa, title and place as another mention of the number gives them."""
    others = [
        m.citation
        for m in told.get(number_key(citation.number or ""), ())
        if m.own != mention.own and _agree(citation, m.citation, year, lexicon)
    ]
    if not others or citation.date:
        return citation, False
    best = others[0]
    if len({c.date for c in others if c.date}) > 1 and not (citation.term or citation.title):
        # the document cites two papers of this number; a bare number after them means neither for certain
        return citation, False
    return (
        replace(
            citation,
            date=best.date,
            term=citation.term or best.term,
            title=citation.title or best.title,
            issuer=citation.issuer or best.issuer,
            jurisdiction=citation.jurisdiction or best.jurisdiction,
        ),
        True,
    )


def _agree(one: Citation, other: Citation, year: int | None, lexicon: Lexicon) -> bool:
    """Return whether nothing that a mention says keeps it from meaning what another mention says."""
    term = other.term or (lexicon.term_on(other.date) if other.date and other.system != "state" else None)
    if one.term and term and one.term != term:
        return False
    if year and other.date and other.date.year != year:
        return False
    if one.issuer and other.issuer and key(one.issuer) != key(other.issuer) and one.jurisdiction != other.jurisdiction:
        return False
    if one.type and other.type and one.type != other.type:
        return False
    return not (one.jurisdiction and other.jurisdiction and one.jurisdiction != other.jurisdiction)


def _decide(case: Case, catalogue: Catalogue, authority: AuthorityCatalogue, lexicon: Lexicon) -> Citation:
    mention, citation = case.mention, case.asked
    if _is_own(case):
        own = _self(case.citing)
        found = conflicts_of(mention.citation, case.citing, own, case.scope, lexicon, authority)
        return replace(mention.citation, target=own, issues=_joined(mention.citation.issues, found))
    if citation.number and case.symbol is None:
        return replace(mention.citation, target=Target("unreadable", number=citation.number, confidence=0.5))
    keys = asked(Mention(citation, mention.text), case.citing, lexicon)
    entries = [e for e in catalogue.find(keys) if _is_possible(e, case, lexicon)]
    none = _none_score(case, authority)
    scored = sorted((_weighed(e, case, lexicon) for e in entries), key=lambda s: (-s[0], s[1].id))
    scored = _newest_first(scored, case)
    target = _outcome(scored, none, case, lexicon)
    issues = conflicts_of(mention.citation, case.citing, target, case.scope, lexicon, authority)
    return replace(mention.citation, target=target, issues=_joined(mention.citation.issues, issues))


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


def _is_possible(entry: Entry, case: Case, lexicon: Lexicon) -> bool:
    """Return whether an entry can be what is cited at all."""
    if entry.id == case.citing.id:
        return False
    statutes = load_naming().statutes
    if case.scope == "law" and case.asked.type and entry.type:
        return (case.asked.type in statutes) == (entry.type in statutes)
    if case.scope == "local":
        own = province_slug(entry.jurisdiction, lexicon)
        if case.place is None and own and case.asked.issuer and _names_place(case.asked.issuer):
            return slug(case.asked.issuer).endswith(own)
        return own is None or case.place is None or own == case.place
    return True


def _names_place(issuer: str) -> bool:
    """Return whether the name of a body goes on behind the word for its unit: `Tỉnh ủy Bình Thuận`."""
    return load_naming().placed_body.search(key(issuer)) is not None


def _none_score(case: Case, authority: AuthorityCatalogue) -> float:
    """Return the score of "a document that neither list nor corpus has"."""
    if case.scope == "term" and case.symbol and case.symbol.abbr and case.asked.date and case.term:
        serial = case.symbol.serial
        if serial.isdigit():
            low, high = authority.bracket(case.symbol.abbr, int(serial), case.term)
            if (low and case.asked.date < low) or (high and case.asked.date > high):
                return WEIGHTS.out_of_order
    return 0.0


Scored = tuple[float, Entry, tuple[str, ...]]


def _weighed(entry: Entry, case: Case, lexicon: Lexicon) -> Scored:
    """Return an entry with its score and evidence."""
    score = 0.0
    evidence: list[str] = []
    for part in (_identity_evidence, _date_evidence, _term_evidence, _title_evidence, _issuer_evidence):
        worth, said = part(entry, case, lexicon)
        score += worth
        evidence.extend(said)
    if case.borrowed or (case.asked.number and not case.mention.citation.number):
        evidence.append("same-document")
    citing, issued = case.citing.date, entry.date or entry.effective
    if citing and issued and issued > citing:
        score += WEIGHTS.later
    return score, entry, tuple(evidence)


Worth = tuple[float, tuple[str, ...]]


def _identity_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    if case.symbol is None:
        words = key(case.mention.text)
        alias = any(key(a) == words for a in entry.aliases)
        exact = case.named is not None and case.named.key in entry.keys
        if case.mention.citation.kind == "nickname":
            return (WEIGHTS.alias, ("alias",)) if alias else (WEIGHTS.weak_number, ())
        if not (alias or exact):
            return WEIGHTS.number, ()
        by_name = WEIGHTS.statute if case.asked.type in load_naming().statutes else WEIGHTS.alias
        return WEIGHTS.number + by_name, ("alias",)
    if entry.number is None:
        return WEIGHTS.number, ("number-lost",)
    if case.symbol.year or case.scope == "law":
        worth = WEIGHTS.unique_number if case.scope != "local" else WEIGHTS.number
    else:
        worth = WEIGHTS.number if case.scope == "term" else WEIGHTS.weak_number
    said = ["number"]
    if case.scope == "local":
        own = province_slug(entry.jurisdiction, lexicon)
        if own and (own == case.place or slug(case.asked.issuer or "").endswith(f"-{own}")):
            worth += WEIGHTS.place
            said.append("jurisdiction")
        else:
            worth += WEIGHTS.unknown_place
    if case.asked.type and entry.type and not _same_type(case.asked.type, entry.type):
        worth += WEIGHTS.other_type
    return worth, tuple(said)


def _same_type(one: str, other: str) -> bool:
    return one == other or one.startswith(other) or other.startswith(one)


def _date_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    written, real = case.asked.date, entry.date
    if case.year and real and written is None:
        near = case.year in (real.year, entry.effective.year if entry.effective else real.year)
        return (WEIGHTS.same_period, ("year",)) if near else (WEIGHTS.other_date, ())
    if written is None or real is None:
        return 0.0, ()
    if written == real:
        return WEIGHTS.date, ("date",)
    if (written.year, written.month, written.day) == (real.year, real.day, real.month):
        return WEIGHTS.swapped, ("day-month-swapped",)
    if case.scope == "term" and case.term and case.term == entry.term:
        return WEIGHTS.same_period, ("period",)
    if case.scope in ("year", "local", "law") and written.year == real.year:
        return WEIGHTS.same_period, ("period",)
    if case.symbol and case.symbol.year:
        return 0.0, ()
    if (written.month, written.day) == (real.month, real.day):
        return WEIGHTS.anniversary, ("day-and-month",)
    return WEIGHTS.other_date, ()


def _term_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    term = case.asked.term
    if case.scope not in ("term", None) or term is None or entry.term is None or entry.system != "party":
        return 0.0, ()
    return (WEIGHTS.term, ("term",)) if term == entry.term else (WEIGHTS.other_term, ())


def _title_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    if case.symbol is None and case.asked.type in load_naming().statutes:
        return 0.0, ()
    likeness = title_likeness(case.asked.title, entry.title)
    if likeness is None:
        return 0.0, ()
    if likeness >= 0.88:
        return WEIGHTS.title, ("title",)
    if likeness >= 0.72:
        return WEIGHTS.near_title, ("title-near",)
    return (WEIGHTS.other_title, ()) if likeness < 0.45 else (0.0, ())


def _issuer_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    if not case.asked.issuer or not entry.issuer:
        return 0.0, ()
    one, other = key(case.asked.issuer), key(entry.issuer)
    if one in other or other in one:
        return WEIGHTS.issuer, ("issuer",)
    return WEIGHTS.other_issuer, ()


def _newest_first(scored: list[Scored], case: Case) -> list[Scored]:
    """Return the candidates with the newest that is not later preferred, where nothing in the citation tells."""
    asked = case.asked
    citing = case.read_on
    if asked.date or asked.term or case.year or case.scope == "law" or citing is None:
        return scored
    dated = [s for s in scored if s[1].date or s[1].effective]
    held = [s for s in dated if _in_force(s[1]) <= citing]
    if not held:
        return scored
    newest = max(_in_force(s[1]) for s in held)
    by_name = case.symbol is None
    out = []
    for score, entry, said in scored:
        if (entry.date or entry.effective) and _in_force(entry) == newest:
            bonus = WEIGHTS.newest if not by_name or len(held) > 1 else 0.0
            out.append((score + bonus, entry, (*said, "newest")))
        else:
            out.append((score + (WEIGHTS.superseded if by_name else 0.0), entry, said))
    return sorted(out, key=lambda s: (-s[0], s[1].id))


def _in_force(entry: Entry) -> date:
    """Return the first day on which an entry is likely meant by its name: a law is not in force when it is passed."""
    if entry.effective and (entry.date is None or entry.effective >= entry.date):
        return entry.effective
    if entry.date and entry.type in load_naming().statutes:
        return entry.date + VACANCY
    return entry.date or date.min


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
