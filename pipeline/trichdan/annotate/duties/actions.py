"""Verbs of action in a clause, and which of them a time belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from trichdan.annotate.duties.actors import hands_to_body, hides_body, is_organisation
from trichdan.annotate.duties.clauses import KEPT, Paragraph
from trichdan.lexicon.deadlines import alternation, load_deadline_words
from trichdan.text import Span

# Where several verbs share a time that stands first, the one that hands something over names the duty.
RANK = (
    "REVIEW_FINAL", "REVIEW_MIDTERM", "REGISTER", "REPLY", "REPORT", "SUBMIT", "ISSUE_PLAN", "INSPECT", "DISSEMINATE",
    "ORGANISE", "COMPLETE", "OTHER",
)  # fmt: skip
_HANDING = frozenset({"REPORT", "SUBMIT", "REPLY", "REGISTER"})
_TWIN = frozenset({"REPORT", "SUBMIT", "REPLY", "REGISTER", "ISSUE_PLAN", "REVIEW_MIDTERM", "REVIEW_FINAL"})
_JOINT = re.compile(r"\s{0,3}(?:,|và|,\s{0,3}và|hoặc|/|;)\s{0,3}$")
_COMMA = re.compile(r"[,.;]")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb phrase of the action table found in a paragraph; `free` is False in noun phrases and purpose clauses."""

    start: int
    end: int
    phrase: str
    type: str
    free: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load_deadline_words()
    verbs = re.compile(alternation(words.actions, never=r"[\w/]") + r"(?![\w/])")
    nominal = re.compile(rf"(?<!\w)(?<!nhà )(?<!văn ){alternation(words.kinds['nominal'])}\s*$")
    return (
        verbs,
        nominal,
        words.pattern("purpose"),
        words.pattern("gerund"),
        words.pattern("unfree"),
        words.pattern("paper"),
        words.pattern("never_noun", before=""),
    )


def find_verbs(paragraph: Paragraph, span: Span) -> list[Verb]:
    """Return the verbs of a part of a paragraph, in order.

    A capital inside a sentence tells a name (`Ủy ban Kiểm tra`), a noun before it tells a noun (`kết quả kiểm tra`);
    what is coordinated with such a one shares its lot.
    """
    return list(_verbs(paragraph, span))


@lru_cache(maxsize=KEPT)
def _verbs(paragraph: Paragraph, span: Span) -> tuple[Verb, ...]:
    verbs, nominal, purpose, gerund, past, paper, never_noun = _patterns()
    plain, text = paragraph.plain, paragraph.text
    aims = [
        (m.start(), _end_of_aim(plain, m.end(), span.end))
        for m in purpose.finditer(plain, span.start, span.end)
        if text[m.start()].islower() or m.start() == span.start
    ]
    found: list[Verb] = []
    chained = False
    at = span.start
    while match := verbs.search(plain, at, span.end):
        start, end = match.span()
        opens = not plain[span.start : start].strip(' "“:,-')
        kind = load_deadline_words().actions[match[0]]
        named = text[start].isupper() and not opens and plain[:start].rstrip()[-1:] not in '.;:-+“"'
        if kind == "-":
            at = end
            continue
        if named or hides_body(text, plain, start, end):
            # a name in part: what follows its first word may be the verb ('Ban Tổ chức kiểm tra')
            at = start + len(match[0].split(" ", 1)[0])
            continue
        at = end
        if match[0] == "tổ chức" and is_organisation(plain, start, end):
            continue
        acting = never_noun.match(match[0]) is not None
        noun = None if opens or acting else nominal.search(plain, max(span.start, start - 24), start)
        free = noun is None or (
            text[noun.start()].isupper()
            and not paper.match(noun[0])
            and bool(plain[span.start : noun.start()].strip(' "“:,-'))
        )
        if not free and kind in _HANDING and hands_to_body(plain, end) and not past.search(noun[0] if noun else ""):
            free = True  # 'lập hồ sơ trình Chủ tịch': what is handed over stands before the verb
        if not free and kind == "REPORT" and hands_to_body(plain, end) and _carries(plain, start):
            free = True  # 'thực hiện nghiêm việc báo cáo Thủ tướng hằng tuần'
        if any(low < start < high for low, high in aims) and not opens:
            free = False
        if free and chained and found and _shares_lot(plain[found[-1].end : start], kind, plain[end : end + 6]):
            free = False
        elif not free:
            chained = noun is None or bool(gerund.search(noun[0]))
        else:
            chained = False
        found.append(Verb(start, end, match[0], kind, free))
    return tuple(found)


def _carries(plain: str, at: int) -> bool:
    """Return whether the noun phrase of an act is what is ordered: `thực hiện nghiêm việc báo cáo ...`."""
    return load_deadline_words().shapes["carried_report"].search(plain, max(0, at - 40), at) is not None


def _shares_lot(gap: str, kind: str, after: str) -> bool:
    """Return whether a verb goes on with the noun phrase or purpose before it: `việc rà soát, lập danh sách`."""
    if (kind in _HANDING and "và" not in gap) or after.startswith(" việc"):
        return False
    return bool(_JOINT.match(gap)) or (not gap.strip() and kind == "OTHER")


def _end_of_aim(plain: str, at: int, end: int) -> int:
    """Return where a purpose clause ends: at the next comma, semicolon or full stop."""
    stop = _COMMA.search(plain, at, end)
    return stop.start() if stop else end


def choose(verbs: list[Verb], plain: str, before: int, *, leading: bool) -> list[Verb]:
    """Return the verbs that a time belongs to: one, or two of different kinds joined by `và`.

    Args:
        verbs: those of the segment, in order.
        plain: the paragraph's text without brackets.
        before: where the time with its wording begins; a verb of a time that follows its verbs stands before it.
        leading: the time stands before its verbs.
    """
    main = [verb for verb in verbs if verb.free] or [verb for verb in verbs if verb.type in _HANDING]
    if not main:
        return []
    if not leading:
        main = [verb for verb in main if verb.start < before] or main
    best = _best(main, leading=leading)
    best = _reported(best, verbs, plain)
    for first, second in pairwise(main):
        types = {first.type, second.type}
        sent = load_deadline_words().pattern("sending").match(second.phrase)
        meant = best.start == second.start or (leading and best.start == first.start)
        if len(types) == 2 and types <= _TWIN and meant and not sent and _twins(first, second, plain):
            return [first, second]
    return [best]


def opening_act(verbs: list[Verb], plain: str) -> Verb | None:
    """Return the act that a task opens with: its first verb, or the telling one that goes on from it.

    `Phối hợp kiểm tra việc ...` is an inspection; `Xây dựng cổng thông tin ...; hướng dẫn ...` is none of its parts.
    """
    free = [verb for verb in verbs if verb.free]
    if not free:
        return None
    act = free[0]
    for verb in free:
        gap = plain[act.end : verb.start].strip(" ,")
        if verb is not act and (act.type != "OTHER" or gap not in ("", "và")):
            break
        act = verb
    return act if act.type != "OTHER" else free[0]


def _best(main: list[Verb], *, leading: bool) -> Verb:
    """Return the verb that names the duty: the nearest telling one before the time, or the highest in rank after it."""
    if not leading:
        telling = [verb for verb in main if verb.type != "OTHER"]
        answers = [verb for verb in telling if verb.type == "REPLY"]
        if answers and telling[-1].type == "SUBMIT":
            return answers[-1]
        return telling[-1] if telling else main[0]
    if main[0].type == "COMPLETE" and not any(verb.type in _HANDING for verb in main):
        return main[0]
    first = main[0]
    rivals = [first, *(verb for verb in main if verb.type in _TWIN)]
    return min(rivals, key=lambda verb: (RANK.index(verb.type), verb.start))


def _reported(verb: Verb, verbs: list[Verb], plain: str) -> Verb:
    """Return a sending verb as REPORT where a report or results are what is sent."""
    if verb.type != "SUBMIT" or not load_deadline_words().pattern("sending").match(verb.phrase):
        return verb
    begin = verbs[0].start if verbs else verb.start
    reach = plain[min(begin, max(0, verb.start - 200)) : verb.end] + plain[verb.end : verb.end + 40].split(",")[0]
    if load_deadline_words().pattern("report_noun").search(reach):
        return Verb(verb.start, verb.end, verb.phrase, "REPORT", verb.free)
    return verb


def _twins(first: Verb, second: Verb, plain: str) -> bool:
    between = plain[first.end : second.start]
    if first.type.startswith("REVIEW") and second.type.startswith("REVIEW"):
        return bool(_JOINT.match(between))
    return len(between) < 60 and between.rstrip().endswith("và") and "," not in between
