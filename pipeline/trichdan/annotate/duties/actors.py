"""Who has to act and who is told: names of bodies around the verbs of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from trichdan.annotate.duties.clauses import KEPT, Paragraph, lower
from trichdan.lexicon.deadlines import alternation, load_deadline_words
from trichdan.text import Span

_TOPIC = 500  # characters of a topic before its colon
SUBJECT_LIMIT = 330  # characters; longer lists of bodies stand in headings
_SPACE = re.compile(r"\s+")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_EDGE_CHARS = ' \t\n,;:."“”-+*\x01'
_SPLIT_WORD = re.compile(r"(?:,|(?<!\s)\s+và|(?<!\s)\s+hoặc|,\s*và|(?<!\s)\s*&)\s+")
_LAST = re.compile(r"(?<!\s)\s+và\s+((?:các|những)\s[^;]{2,90}?(?:liên quan|khác))$")
_EACH = re.compile(r"(?:các|những) ")
_WORD = re.compile(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]")


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase of bodies with the place of the verb that follows it; offsets count in the paragraph."""

    start: int
    end: int


@dataclass(frozen=True)
class _Patterns:
    body: re.Pattern[str]
    predicate: re.Pattern[str]
    delegate: re.Pattern[str]
    subordinate: re.Pattern[str]
    lead_in: re.Pattern[str]
    recipient: re.Pattern[str]
    via: re.Pattern[str]
    strong_head: re.Pattern[str]


@cache
def patterns() -> _Patterns:
    """Return the patterns made of the tables, compiled once."""
    words = load_deadline_words()
    each = alternation(words.kinds["each"])
    head = alternation(words.kinds["body"])
    skip = rf"(?!{alternation(words.kinds['body_not'])}(?!\w))"
    predicate = {*words.actions, *words.kinds["aux"]}
    return _Patterns(
        re.compile(rf"(?<![\w/])(?:{each}\s+)*{skip}{head}(?![\w])"),
        re.compile(alternation(predicate, never=r"[\w/]") + r"(?![\w/])"),
        words.pattern("delegate"),
        re.compile(rf"{alternation(words.kinds['subordinate'])}(?!\w)"),
        re.compile(rf"(?:{alternation(words.kinds['lead_in'])}(?!\w)[\s:]*)+"),
        re.compile(alternation(words.kinds["recipient"], never=r"\w") + r"\s+(?=\w)"),
        re.compile(rf"(?<!\w)\(?{alternation(words.kinds['via'])}\s+(?=\w)"),
        re.compile(rf"(?:{each}\s+)*{skip}{head}(?!\w)"),
    )


def predicate_after(paragraph: Paragraph, start: int, end: int) -> int | None:
    """Return where the first verb begins that can follow a subject starting at `start`, or None.

    Verbs in capitals are parts of names; `tổ chức`, `quản lý` and the like right after a plain head word are part of
    the noun (`các tổ chức chính trị - xã hội`, `cơ quan quản lý`).
    """
    words, plain, text = load_deadline_words(), paragraph.plain, paragraph.text
    colon = plain.find(":", start, end)
    while colon >= 0 and opens_names(paragraph, colon):
        colon = plain.find(":", colon + 1, end)
    if colon >= 0:
        # 'Tỉnh ủy, thành ủy: Chỉ đạo ...'
        return predicate_after(paragraph, start, colon) or colon
    head = patterns().body.match(plain, start, end)
    chain, chained = words.pattern("np_chain", before=""), 0
    for match in patterns().predicate.finditer(plain, start, end):
        at = match.start()
        if plain.endswith("về ", start, at):
            continue  # 'Ban Chỉ đạo về phát triển du lịch'
        if text[at].isupper() and (
            plain.endswith("ban ", start, at) or not words.pattern("opener", before="").match(plain, at)
        ):
            continue  # a part of a name: 'Ban Chỉ đạo'
        if (head and at < head.end()) or words.actions.get(match[0]) == "-":
            continue
        if match[0].startswith("tổ chức") and is_organisation(plain, at, match.end()):
            continue
        if head and at == head.end() + 1 and _belongs(plain, head[0], at, match.end(), end):
            chained = match.end() if chain.match(plain, at) else 0
            continue
        if chained and at == chained + 1 and words.actions.get(match[0]):
            chained = match.end()
            continue  # 'Cơ quan được giao chủ trì thẩm định ...'
        return at
    return None


def opens_names(paragraph: Paragraph, colon: int) -> bool:
    """Return whether a colon stands between a kind of bodies and their names: `các tỉnh: Hà Giang, Lào Cai`."""
    words = load_deadline_words()
    at = colon + 2
    return bool(
        words.pattern("named_kind", after=r"\s{0,3}$").search(paragraph.plain, max(0, colon - 40), colon)
        and paragraph.text[at : at + 1].isupper()
        and not words.pattern("act", before="").match(paragraph.plain, at)
    )


def _belongs(plain: str, head: str, at: int, after: int, end: int) -> bool:
    """Return whether a verb right after a head word is part of the name: `cơ quan lưu trữ phải ...`.

    It is where the word is one that names bodies and stands without `các`, or where the verb proper follows soon.
    """
    words = load_deadline_words()
    if words.pattern("never_named", before="").match(plain, at):
        return False
    if words.pattern("telling", before="").match(plain, at) and not words.pattern("np_verb", before="").match(
        plain, at
    ):
        return False
    followed = not words.pattern("aux", before="").match(plain, at) and patterns().predicate.match(plain, after + 1)
    each = words.pattern("each", before="").match(head)
    if each:
        kind = words.pattern("plain_head", before="").fullmatch(head[each.end() :].strip())
        return bool(kind and followed and words.pattern("np_verb").match(plain, at))
    if not words.pattern("plain_head", before="").fullmatch(head):
        return False
    if words.pattern("np_verb").match(plain, at):
        return True
    if followed:
        return True
    modal = words.pattern("modal").search(plain, after, min(end, after + 70))
    return modal is not None and "," not in plain[after : modal.start()]


def is_organisation(plain: str, start: int, end: int) -> bool:
    """Return whether `tổ chức` is the noun here: after `các`, in a row of bodies, before what only it can have."""
    words = load_deadline_words()
    listed = words.pattern("beside_organisation", after=r"\s*$").search(plain, max(0, start - 14), start)
    follows = words.pattern("noun_after", before="").match(plain, end + 1)
    if listed or (follows and (follows[0] not in words.actions or _may_open(plain, start))):
        return True
    modal = words.pattern("must").search(plain, end, end + 45)  # 'tổ chức thu phí phải quyết toán'
    return modal is not None and not any(mark in plain[end : modal.start()] for mark in ",;:.")


def _may_open(plain: str, start: int) -> bool:
    """Return whether a noun phrase can begin at a place: nothing, a mark or a preposition stands before it."""
    before = plain[max(0, start - 16) : start].rstrip()
    return (
        not before
        or before[-1] in ',;:(“"-'
        or load_deadline_words().pattern("before_noun", after=r"$").search(before) is not None
    )


def hands_to_body(plain: str, end: int) -> bool:
    """Return whether a body follows a verb directly, or after `về`, `cho`."""
    rest = load_deadline_words().pattern("to_whom", before="").match(plain, end + 1)
    return bool(patterns().body.match(plain, rest.end() + 1 if rest else end + 1))


def hides_body(text: str, plain: str, start: int, end: int) -> bool:
    """Return whether a phrase is a verb and the name of a body by chance (`giao Ban Dân vận` is no `giao ban`)."""
    second = plain.find(" ", start, end) + 1
    return second > 0 and text[second].isupper() and bool(patterns().body.match(plain, second))


def _is_body(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Return whether a head word is a body: `tổ chức` alone is mostly the verb."""
    if match[0] in load_deadline_words().kinds["place"]:
        return paragraph.text[match.start()].isupper()
    if match[0] != "tổ chức":
        return True
    at = match.end()
    while paragraph.plain[at : at + 1] in (" ", ","):
        at += 1
    return is_organisation(paragraph.plain, match.start(), at - 1)


def _starts(paragraph: Paragraph, span: Span) -> Iterator[tuple[int, int | None]]:
    """Yield where a body may begin as a subject: the clause's start and what follows a comma, colon or delegation.

    The second value is the place of the delegating verb (`giao`, `yêu cầu`, `đề nghị`), if there is one.
    """
    plain = paragraph.plain
    boundary = load_deadline_words().pattern("boundary", after=r"$")
    delegated = {
        m.end() + 1: m.start()
        for m in patterns().delegate.finditer(plain, span.start, span.end)
        if paragraph.text[m.end() + 1 : m.end() + 2].isupper()
        or not (longer := patterns().predicate.match(plain, m.start()))
        or longer.end() <= m.end()
    }
    for match in patterns().body.finditer(plain, span.start, span.end):
        at = match.start()
        if not _is_body(paragraph, match):
            continue
        before = plain[span.start : at].rstrip()
        if at in delegated:
            yield at, delegated[at]
        elif not before or before[-1] in ',:;"“-' or boundary.search(before[-14:]):
            yield at, None


@lru_cache(maxsize=KEPT)
def subject(paragraph: Paragraph, span: Span) -> Subject | None:
    """Return the subject of a clause: the bodies before its first verb, or those that something is delegated to.

    A clause that opens with a verb is an order to somebody named before; one that opens with a time, a condition or a
    ground may name its subject after a comma.
    """
    plain = paragraph.plain
    span = _after_topic(paragraph, span)
    opening = plain[span.start : span.end].lstrip(_EDGE_CHARS)
    offset = span.end - len(opening)
    lead_in = patterns().lead_in.match(opening)
    begins_with_body = bool(patterns().body.match(opening, lead_in.end() if lead_in else 0))
    open_to_commas = bool(patterns().subordinate.match(opening)) or bool(lead_in)
    first: Subject | None = None
    words = load_deadline_words()
    joined = words.pattern("joined_with")
    often = words.pattern("repeat_word", before="").match(opening)
    ordered = bool(often and words.pattern("order", before=r"\s*,?\s*").match(opening, often.end()))
    for at, delegated in _starts(paragraph, span):
        if first is not None and (delegated is None or not 0 <= delegated - first.end <= 1):
            continue
        if delegated is None and not open_to_commas and not (begins_with_body and at - offset <= 60):
            continue
        if delegated is None and (joined.search(plain, span.start, at) or (ordered and at > offset)):
            continue  # one of those that somebody works with, or a part of what is ordered
        if (
            delegated is None
            and at > offset
            and (_is_told(paragraph, span.start, at) or _is_ordered(paragraph, offset, at))
        ):
            continue  # the second of those that something is sent to
        end = predicate_after(paragraph, at, min(span.end, at + SUBJECT_LIMIT))
        if end is None:
            continue
        first = Subject(at, end)
        if delegated is not None:
            break
    return first


def _is_common(paragraph: Paragraph, at: int) -> bool:
    """Return whether a body in a row is no more than a word of everyday: `số hộ nghèo, hộ cận nghèo`."""
    head = patterns().body.match(paragraph.plain, at)
    common = load_deadline_words().kinds["common_body"]
    return head is not None and head[0] in common and paragraph.text[at].islower()


def _is_told(paragraph: Paragraph, start: int, at: int) -> bool:
    """Return whether a body stands in a row after a preposition: `gửi về Sở A, Sở B`, `của tổ chức, cá nhân`."""
    plain, words = paragraph.plain, load_deadline_words()
    after = body_phrase(paragraph, at, len(plain)) + 1
    act = patterns().predicate.match(plain, after)
    named = words.pattern("np_verb", before="").match(plain, after)
    if act and not named and (act[0] in words.actions or words.pattern("modal", before="").match(plain, after)):
        return False  # '... của Ủy ban nhân dân xã, Ủy ban nhân dân tỉnh ban hành': the row is over
    owner = words.pattern("owner", after=r"\s+")
    for pattern in (patterns().recipient, owner):
        for match in pattern.finditer(plain, max(start, at - 200), at):
            if not patterns().body.match(plain, match.end(), at):
                continue
            row = plain[match.end() : at].rstrip(", ").split(", ")
            if body_phrase(paragraph, match.end(), at + 1) >= at or all(map(patterns().body.fullmatch, row)):
                return True
    return False


def _is_ordered(paragraph: Paragraph, start: int, at: int) -> bool:
    """Return whether a clause gives its order right after the time that opens it: `Trong 02 ngày, gửi ...`."""
    words, plain = load_deadline_words(), paragraph.plain
    comma = plain.find(", ", start, at)
    act = words.pattern("ordering", before="").match(plain, comma + 2) if comma >= 0 else None
    return act is not None and act.end() < at


def _after_topic(paragraph: Paragraph, span: Span) -> Span:
    """Return a clause without the topic that a colon parts from it: `Về đề nghị của tỉnh X: giao Bộ Y ...`."""
    plain = paragraph.plain
    if not load_deadline_words().pattern("topic", before="").match(plain, span.start):
        return span
    colon = plain.find(": ", span.start, min(span.end, span.start + _TOPIC))
    if colon < 0 or opens_names(paragraph, colon):
        return span
    head = patterns().lead_in.match(plain, span.start)
    if patterns().body.match(plain, head.end() if head else span.start):
        return span  # 'Đối với Sở X: ...' names who has to act
    return Span(colon + 2, span.end) if subject(paragraph, Span(colon + 2, span.end)) else span


def bodies_start(paragraph: Paragraph, span: Span) -> int | None:
    """Return where the bodies begin that open a clause, behind `Đề nghị`, `Giao`; None where it opens otherwise."""
    plain, start = paragraph.plain, span.start
    while start < span.end and plain[start] in _EDGE_CHARS:
        start += 1
    head = patterns().lead_in.match(plain, start)
    start = head.end() if head else start
    return start if patterns().body.match(plain, start) else None


def split_bodies(text: str) -> tuple[str, ...]:
    """Return the bodies of a noun phrase as written, parted at semicolons or before each new body in capitals."""
    text = _SPACE.sub(" ", text).strip(_EDGE_CHARS)
    if tail := _LAST.search(text, 3):
        return (*split_bodies(text[: tail.start()]), text[tail.start(1) :])
    if ";" in text:
        return tuple(p for part in text.split(";") if (p := _trim(part)))
    if ": " in text:
        return (_trim(text),)  # 'Chủ tịch Ủy ban nhân dân các tỉnh: A, B và C'
    parts, at = [], 0
    for match in _SPLIT_WORD.finditer(text):
        rest = text[match.end() :]
        head = patterns().strong_head.match(lower(rest))
        alone = (
            _new_name(text[at : match.start()], head[0] if head else "")
            or rest[0].isupper()
            or match[0].strip() == "hoặc"
            or (match[0][0] == "," and _EACH.match(rest))
        )
        if head and alone and len(text[at : match.start()].strip()) > 2:
            parts.append(text[at : match.start()])
            at = match.end()
    parts.append(text[at:])
    return tuple(p for part in parts if (p := _trim(part)))


def _new_name(before: str, head: str) -> bool:
    """Return whether a body of the Party in small letters follows a name: `Thành ủy Tuy Hòa, đảng ủy trực thuộc`."""
    words = before.split()
    return bool(words) and words[-1][0].isupper() and head in load_deadline_words().kinds["committee"]


def _trim(text: str) -> str:
    text = _FOOTNOTE.sub("", text).strip(_EDGE_CHARS).removesuffix(" và").strip(_EDGE_CHARS)
    for word in ("và ", "trong đó", "cùng "):
        text = text.removeprefix(word) if word.endswith(" ") else text.split(f", {word}")[0].split(f" {word}")[0]
    cut = text.find(" (")
    return (text[:cut] if cut > 0 else text).strip(_EDGE_CHARS)


def names_in(paragraph: Paragraph, found: Subject) -> tuple[str, ...]:
    """Return the bodies that a subject names."""
    words = load_deadline_words().kinds
    end = found.end
    if often := load_deadline_words().shapes["often_tail"].search(paragraph.low, found.start, end):
        end = often.start()  # 'Ban Tổ chức cứ 2 tháng một lần'
    names = split_bodies(paragraph.text[found.start : end])
    return tuple(
        name
        for name in names
        if not (name.lower() in words["nobody"] or (name[0].islower() and name in words["no_actor"]))
    )


def body_phrase(paragraph: Paragraph, start: int, end: int) -> int:
    """Return where the noun phrase of a body ends that begins at `start`.

    It goes on over capitals, the second syllable of a word that began with one, the words that names of bodies are
    made of, and `và` or a comma before another part in capitals.
    """
    words = load_deadline_words()
    stop, more = words.pattern("np_stop"), words.pattern("np_more")
    plain, text = paragraph.plain, paragraph.text
    head = patterns().body.match(plain, start, end)
    at = head.end() if head else start
    # the second syllable of 'Sở Nội vụ' belongs to the word that a capital began; a head of two syllables is whole
    last, capital = at, text[start].isupper() and not (head and " " in head[0])
    while match := _WORD.search(plain, at, end):
        word, where = match[0], match.start()
        if word in '()“”":;.' or where - at > 1:
            break
        if word == "," and (pair := words.pattern("after_pair", before=r"\s").match(plain, match.end())):
            at = last = pair.end()  # 'Ban Chỉ huy Phòng, chống thiên tai'
            continue
        if word == "," or word == "và" or word == "-" or word == "hoặc":
            follow = _WORD.search(plain, match.end(), end)
            if not follow or not (
                text[follow.start()].isupper()
                or (patterns().body.match(plain, follow.start()) and not stop.match(plain, follow.start()))
            ):
                break
            at = match.end()
            capital = False
            continue
        extended = more.match(plain, where)
        if text[where].isupper() or any(c.isdigit() for c in word):
            capital, at = True, match.end()
        elif extended and not (stop.match(plain, where) and len(stop.match(plain, where)[0]) >= len(extended[0])):  # type: ignore[index]
            capital, at = False, max(extended.end(), match.end())
        elif capital and not stop.match(plain, where):
            capital, at = False, match.end()
        else:
            break
        last = at
    trailing = load_deadline_words().pattern("trailing", before=r"\s", after=r"$")
    while tail := trailing.search(plain, start, last):
        last = tail.start()
    return last


def recipients(paragraph: Paragraph, span: Span) -> tuple[tuple[str, ...], int | None]:
    """Return the bodies that something is reported or sent to in a part of a paragraph, and where the first stands."""
    out: list[str] = []
    not_told = load_deadline_words().pattern("not_told", after=r"\s*$")
    reported = load_deadline_words().pattern("told_with", after=r"(?!\w)[^,;]{0,60}$")
    first: int | None = None
    at = span.start
    while match := patterns().recipient.search(paragraph.plain, at, span.end):
        at = match.end()
        if not patterns().body.match(paragraph.plain, match.end(), span.end):
            continue
        if match[0].startswith("với") and (
            not_told.search(paragraph.plain, max(span.start, at - 24), match.start())
            or not reported.search(paragraph.plain, max(span.start, at - 70), match.start())
        ):
            continue
        if _is_generic(paragraph, match.end()):
            continue
        end = body_phrase(paragraph, match.end(), span.end)
        names = split_bodies(paragraph.text[match.end() : end])
        out.extend(name for name in names if name not in out)
        first = match.start() if first is None else first
        at = max(at, end)
    return tuple(out), first


def _is_generic(paragraph: Paragraph, at: int) -> bool:
    """Return whether a head word in lower case is likely no body here (`về tổ chức bộ máy`, `cho người dân`)."""
    head = patterns().body.match(paragraph.plain, at)
    return bool(head and paragraph.text[at].islower() and head[0] in load_deadline_words().kinds["vague"])


def via(paragraph: Paragraph, span: Span) -> tuple[tuple[str, ...], int | None]:
    """Return the bodies that a report goes through (`qua Sở Nội vụ`), and where that stands."""
    for match in patterns().via.finditer(paragraph.low, span.start, span.end):
        if patterns().body.match(paragraph.low, match.end(), span.end):
            shown = Paragraph(0, paragraph.text, paragraph.low, paragraph.low, 0, ())
            end = body_phrase(shown, match.end(), span.end)
            return split_bodies(paragraph.text[match.end() : end]), match.start()
    return (), None
