"""Evidence for and against a candidate, weighed in log-odds against "none of them".

Order of strength: same number in the same term or year, date, khóa, title, what the same document says
elsewhere, number order, and last "the newest that is not later", which is marked as a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.resolve.candidates import AuthorityCatalogue, Entry, subject_fit, title_likeness
from trichdan.resolve.case import Case
from trichdan.resolve.identity import province_slug, slug
from trichdan.text import key

VACANCY = timedelta(days=45)
"""Shortest time between the passing of a law and its force where the list does not say (Law 80/2015/QH13, 151)."""


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
    other_subject: float = -14.0  # a plenum passes several papers; one on another subject is not meant
    issuer: float = 0.7
    central_issuer: float = 0.2  # all papers of a term's series name one of three bodies
    other_issuer: float = -0.7
    place: float = 2.5
    unknown_place: float = -1.0
    other_type: float = -1.0
    alias: float = 4.0
    statute: float = 1.0  # a law by name: the list may lack the version in force
    superseded: float = -3.0  # an older version of a law, or an older paper of a nickname
    namesake: float = -16.0  # neither date nor title agree, the number alone does
    later: float = -12.0
    after_all_cited: float = -2.5  # an undated paper cites nothing as late
    newest: float = 0.7
    out_of_order: float = -3.0


WEIGHTS = Weights()
_OTHER_TITLE = 0.45
"""Likeness below which two titles are about different things."""
_NAMESAKE, _WORDS_OF_TITLE = 0.56, 5
"""The same where the dates differ too: of 6,000 citations with the right date .6 % have a title less alike than this,
of titles put together by chance two thirds have."""


def is_possible(entry: Entry, case: Case, lexicon: Lexicon) -> bool:
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


def none_score(case: Case, authority: AuthorityCatalogue) -> float:
    """Return the score of "a document that neither list nor corpus has"."""
    if case.scope == "term" and case.symbol and case.symbol.abbr and case.asked.date and case.term:
        serial = case.symbol.serial
        if serial.isdigit():
            low, high = authority.bracket(case.symbol.abbr, int(serial), case.term)
            if (low and case.asked.date < low) or (high and case.asked.date > high):
                return WEIGHTS.out_of_order
    return 0.0


Scored = tuple[float, Entry, tuple[str, ...]]
"""Score, candidate, and the names of the evidence for it."""


def weighed(entry: Entry, case: Case, lexicon: Lexicon) -> Scored:
    """Return an entry with its score and evidence."""
    score = 0.0
    evidence: list[str] = []
    for part in (_identity_evidence, _date_evidence, _term_evidence, _title_evidence, _issuer_evidence):
        worth, said = part(entry, case, lexicon)
        score += worth
        evidence.extend(said)
    if is_namesake(entry, case):
        score += WEIGHTS.namesake
    if case.borrowed or (case.asked.number and not case.mention.citation.number):
        evidence.append("same-document")
    citing, issued = case.citing.date, entry.date or entry.effective
    if citing and issued and issued > citing:
        score += WEIGHTS.later
    elif citing is None and case.read_on and issued and issued > case.read_on and case.asked.date != issued:
        score += WEIGHTS.after_all_cited
    return score, entry, tuple(evidence)


def is_namesake(entry: Entry, case: Case) -> bool:
    """Return whether a paper has the number that is cited, but another day and a title about something else."""
    asked = case.asked
    if not (asked.number and entry.number and asked.date and entry.date) or asked.date == entry.date:
        return False
    if (asked.date.year, asked.date.month, asked.date.day) == (entry.date.year, entry.date.day, entry.date.month):
        return False
    likeness = title_likeness(asked.title, entry.title)
    return likeness is not None and likeness < _NAMESAKE and len((asked.title or "").split()) >= _WORDS_OF_TITLE


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
    if likeness is None or not (case.asked.title and entry.title):
        return 0.0, ()
    fit = subject_fit(case.asked.title, entry.title, entry.aliases)
    if case.named and case.named.plenum and fit is not None:
        # the papers of one plenum are told apart by their subjects: `Nghị quyết Trung ương 7 khóa X về thanh niên`
        return _BY_SUBJECT[fit]
    if likeness >= 0.88:
        return WEIGHTS.title, ("title",)
    if likeness >= 0.72:
        # `công tác tôn giáo` is near `công tác thanh niên` by its letters only
        return (0.0, ()) if fit == -1 else (WEIGHTS.near_title, ("title-near",))
    return (WEIGHTS.other_title, ()) if likeness < _OTHER_TITLE else (0.0, ())


_BY_SUBJECT: dict[int, Worth] = {
    2: (WEIGHTS.title, ("title",)),
    1: (WEIGHTS.near_title, ("subject",)),
    0: (0.0, ()),
    -1: (WEIGHTS.other_subject, ()),
}


def _issuer_evidence(entry: Entry, case: Case, lexicon: Lexicon) -> Worth:
    if not case.asked.issuer or not entry.issuer:
        return 0.0, ()
    one, other = key(case.asked.issuer), key(entry.issuer)
    if one in other or other in one:
        return (WEIGHTS.central_issuer if case.scope == "term" else WEIGHTS.issuer), ("issuer",)
    return WEIGHTS.other_issuer, ()


def newest_first(scored: list[Scored], case: Case) -> list[Scored]:
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
    statute = entry.type in load_naming().statutes
    if entry.effective and (entry.date is None or entry.effective >= entry.date):
        # of a law without a day only the month is known in which it was passed
        return entry.effective + VACANCY if statute and entry.date is None else entry.effective
    if entry.date and statute:
        return entry.date + VACANCY
    return entry.date or date.min
