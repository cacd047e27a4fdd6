"""Who gets something in an act that is no report: `chia sẻ dữ liệu đến Sở X`, `trình UBND tỉnh phê duyệt`."""

from __future__ import annotations

from trichdan.annotate.duties.actions import Verb
from trichdan.annotate.duties.actors import body_phrase, patterns, split_bodies
from trichdan.annotate.duties.clauses import Paragraph
from trichdan.lexicon.deadlines import load_deadline_words
from trichdan.text import Span

_REACH = 420  # characters between what is handed over and who gets it


def handed(paragraph: Paragraph, verbs: list[Verb], span: Span, main: Verb | None = None) -> tuple[str, ...]:
    """Return the bodies that something is handed to in a part of a paragraph, whatever the act is called.

    Args:
        paragraph: where they stand.
        verbs: those of the clause, in order.
        span: the part that counts.
        main: the act that the time belongs to, if it is known.
    """
    words, plain = load_deadline_words(), paragraph.plain
    hosts = [v for v in verbs if v.free and span.start <= v.start < span.end and v.phrase in words.kinds["handing"]]
    if not hosts:
        return ()
    out: list[str] = []
    for host in hosts:
        sentence = max(span.start, paragraph.clause(host.start).start)
        if host != main and words.pattern("condition", before="").match(plain, sentence):
            continue  # 'Trường hợp có đề xuất khác, báo cáo cấp có thẩm quyền': what may come to pass
        if words.pattern("advising", after=r"[^,;.]{0,120}$").search(plain, sentence, host.start):
            continue  # 'tham mưu UBND tỉnh trình HĐND tỉnh': another one hands it over
        direct = host.phrase.split(" ")[-1] in words.kinds["handing_direct"]
        later = [v.start for v in verbs if v.free and v.start >= host.end and _goes_on(plain, v.start)]
        stop = min([span.end, host.end + _REACH, *later])
        at = host.end + 1
        if direct and patterns().body.match(plain, at, span.end):
            _add(paragraph, at, stop, out)
            continue
        for match in words.pattern("handing_to", after=r"\s+(?=\w)").finditer(plain, host.end, stop):
            if patterns().body.match(plain, match.end(), stop):
                _add(paragraph, match.end(), stop, out)
    return tuple(out)


def _goes_on(plain: str, at: int) -> bool:
    """Return whether a verb is the next act of a row: a comma or `và` stands right before it."""
    return plain[max(0, at - 4) : at].rstrip().endswith((",", "và", ";", "."))


def _add(paragraph: Paragraph, at: int, stop: int, out: list[str]) -> None:
    nobody = (*load_deadline_words().kinds["nobody"], *load_deadline_words().kinds["no_actor"])
    end = body_phrase(paragraph, at, max(stop, at))
    names = split_bodies(paragraph.text[at:end])
    out.extend(name for name in names if name not in out and name.lower() not in nobody)


def relay(paragraph: Paragraph, verb: Verb, end: int) -> int | None:
    """Return where the act of the one begins who is handed something, if it follows: `trình Bộ trưởng báo cáo ...`."""
    words, plain = load_deadline_words(), paragraph.plain
    if verb.phrase.split(" ")[-1] not in words.kinds["handing_direct"]:
        return None
    if not patterns().body.match(plain, verb.end + 1, end):
        return None
    stop = body_phrase(paragraph, verb.end + 1, end)
    return stop + 1 if words.pattern("relayed", before="").match(plain, stop + 1, end) else None
