"""Stage: citations. Core mentions get their tail, pinpoint and relation, and what is the document itself is told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from trichdan.annotate.mentions import Core, Cores
from trichdan.annotate.pinpoints import pinpoint_before
from trichdan.annotate.relations import Placed, relations_of
from trichdan.annotate.tails import Tail, Tails, tidy
from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Citation, Header, Issue, Number
from trichdan.text import Span

_OWN_LINE = re.compile(r"(?:^|\n|\t|\|)\s?(?:so|s6)\s?[:.]?\s?$")


def _own_number(annotation: Annotation) -> str | None:
    """Return the document's own number: of the header, or that of a line which holds nothing else."""
    if annotation.header.number or annotation.header.type:
        return annotation.header.number
    for number in annotation.numbers[:3]:
        if _is_letterhead(annotation, number):
            return number.canonical
    return None


def _is_letterhead(annotation: Annotation, number: Number) -> bool:
    folded = annotation.folded
    before = folded[max(0, number.span.start - 12) : number.span.start]
    return bool(_OWN_LINE.search(before if number.span.start > 12 else "\n" + before))


def _header_spans(header: Header) -> list[Span]:
    return [span for name, span in header.spans if name == "number"]


def annotate_citations(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find citations. Reads: text, names, numbers, dates, header. Writes: citations."""
    text, folded = annotation.text, annotation.folded
    own = _own_number(annotation)
    heads = _header_spans(annotation.header)
    cores = [
        core
        for core in Cores(text, folded, annotation.numbers).find()
        if not (core.symbol and any(h.overlaps(core.symbol.span) for h in heads))
        and not (core.symbol and core.number == own and _is_letterhead(annotation, core.symbol))
    ]
    issuers: dict[int, int] = {}
    for name in annotation.names:
        if name.kind == "issuer":
            issuers[name.span.start] = max(name.span.end, issuers.get(name.span.start, 0))
    reader = Tails(text, folded, [(c.start, c.end) for c in cores], issuers)
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
