"""Stage: citations.

Core mentions get their tail, pinpoint and relation; what is the document itself is told apart.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trichdan.annotate.mentions import Core, Cores
from trichdan.annotate.pinpoints import pinpoint_before
from trichdan.annotate.relations import Placed, relations_of
from trichdan.annotate.tails import Tail, Tails, tidy
from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Citation, Issue
from trichdan.text import Span

_OWN_LINE = re.compile(r"[\n\t|]\s?(?:so|s6|c6)\s?[:.]?\s?$")
_LINE_END = re.compile(r"[\n\t]")
_GOES_ON = re.compile(r"[^\W\d_]{2,}\s[^\W\d_]{2,}\s[^\W\d_]{2,}")


def _letterhead(annotation: Annotation) -> list[Span]:
    """Return where the document's own number stands: a line of its own, not a sentence that begins with a citation."""
    text = annotation.text
    out = []
    for name, span in annotation.header.spans:
        if name == "number":
            before = annotation.folded[max(0, span.start - 60) : span.start]
            stop = _LINE_END.search(text, span.end)
            rest = text[span.end : stop.start() if stop else len(text)]
            if _OWN_LINE.search("\n" + before) or (len(rest) < 60 and not _GOES_ON.search(rest)):
                out.append(span)
    return out


def _lower(text: str) -> str:
    """Return the text in lower case, character for character."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def annotate_citations(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find citations. Reads: text, names, numbers, dates, header. Writes: citations."""
    text, folded = annotation.text, annotation.folded
    lower = _lower(text)
    heads = _letterhead(annotation)
    own = annotation.header.number if heads or not annotation.header.spans else None
    cores = [
        core
        for core in Cores(text, folded, lower, annotation.numbers).find()
        if not (core.symbol and any(h.overlaps(core.symbol.span) for h in heads))
    ]
    issuers: dict[int, int] = {}
    for name in annotation.names:
        if name.kind == "issuer":
            issuers[name.span.start] = max(name.span.end, issuers.get(name.span.start, 0))
    reader = Tails(text, folded, lower, [(c.start, c.end) for c in cores], issuers)
    citations, placed = [], []
    outer_end, floor = -1, 0
    for index, core in enumerate(cores):
        tail = reader.read(index, core.start, core.end, dated=core.date is not None, titled=core.name is not None)
        full = Span(core.start, max(core.end, tail.end))
        nested = core.start < outer_end
        if not nested:
            outer_end = full.end
        placed.append(Placed(core.start, full.end, nested))
        citations.append(_citation(core, tail, full, text, folded, floor, own))
        floor = core.end
    for i, relation in enumerate(relations_of(folded, placed)):
        citations[i] = replace(citations[i], relation=relation)
    return replace(annotation, citations=tuple(citations))


def _citation(core: Core, tail: Tail, full: Span, text: str, folded: str, floor: int, own: str | None) -> Citation:
    name = tidy(core.name.of(text)) if core.name else None
    issuer = tail.issuer or (tidy(core.issuer.of(text)) if core.issuer else None)
    issues = []
    if core.symbol:
        for repair in core.symbol.repairs:
            code = "delimiter-swapped" if repair.rule == "delimiter-swapped" else "ocr-repaired"
            if repair.rule not in ("spaces",):
                issues.append(Issue(code, f"{repair.old} read as {repair.new}", repair.span))
    return Citation(
        Span(core.start, core.end),
        full,
        "self" if core.number is not None and core.number == own else core.kind,
        core.number,
        core.type,
        core.symbol.system if core.symbol else None,
        core.date or tail.date,
        issuer,
        core.term if core.term is not None else tail.term,
        None,
        name or tail.title,
        pinpoint_before(text, folded, core.start, floor),
        issues=tuple(issues),
        confidence=core.confidence,
        law=core.law,
    )
