"""The spaCy pipeline: registered factories over the pure stages, and `load()`.

Each component reads `doc._.trichdan` (an `Annotation`), calls one pure function and puts the new value back;
`doc.spans` then shows what was found (`sections`, `names`, `numbers`, `dates`, `citations`, `deadlines`).
Offsets in the annotation are code points of `doc.text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from trichdan.annotate.citing.citations import annotate_citations
from trichdan.annotate.duties.deadlines import annotate_deadlines
from trichdan.annotate.heading.header import annotate_header
from trichdan.annotate.names import NameMatcher
from trichdan.annotate.numbering.numbers import annotate_numbers
from trichdan.annotate.sections import annotate_sections
from trichdan.annotate.times.dates import annotate_dates, annotate_times
from trichdan.annotate.tokenizer import create_tokenizer
from trichdan.lexicon import Lexicon, load_lexicon
from trichdan.model import Annotation
from trichdan.text import Span, fold

Stage = Callable[[Annotation, Lexicon], Annotation]
Component = Callable[[Doc], Doc]

SILENT = "trichdan_silent"
"""Key of `doc.user_data`: true where nobody will look at `doc.spans`, which then stay empty."""

if not Doc.has_extension("trichdan"):
    Doc.set_extension("trichdan", default=None)


def annotation_of(doc: Doc) -> Annotation:
    """Return the annotation of a Doc, an empty one over its text where no component has run."""
    found = doc._.trichdan
    if isinstance(found, Annotation):
        return found
    text = doc.text
    return Annotation(text, fold(text))


def _show(doc: Doc, group: str, spans: Iterable[tuple[Span, str]]) -> None:
    """Put spans into `doc.spans[group]`, widened to whole tokens, unless the Doc is marked as silent."""
    if doc.user_data.get(SILENT):
        return
    found = [
        doc.char_span(s.start, s.end, label=label, alignment_mode="expand") for s, label in spans if s.end > s.start
    ]
    doc.spans[group] = [span for span in found if span is not None]


def _component(stage: Stage, group: str, spans: Callable[[Annotation], Iterable[tuple[Span, str]]]) -> Component:
    lexicon = load_lexicon()

    def component(doc: Doc) -> Doc:
        annotation = stage(annotation_of(doc), lexicon)
        doc._.trichdan = annotation
        _show(doc, group, spans(annotation))
        return doc

    return component


@Language.factory("trichdan_sections")
def sections_component(nlp: Language, name: str) -> Component:
    """Find headings and numbered items. Writes: sections."""
    return _component(annotate_sections, "sections", lambda a: ((s.span, s.label) for s in a.sections))


@Language.factory("trichdan_names")
def names_component(nlp: Language, name: str) -> Component:
    """Find names of the gazetteer (issuers, provinces, laws). Writes: names."""
    matcher = NameMatcher(nlp.vocab, load_lexicon())

    def component(doc: Doc) -> Doc:
        annotation = matcher.annotate(annotation_of(doc), doc)
        doc._.trichdan = annotation
        _show(doc, "names", ((n.span, n.kind) for n in annotation.names))
        return doc

    return component


@Language.factory("trichdan_numbers")
def numbers_component(nlp: Language, name: str) -> Component:
    """Find document numbers. Writes: numbers, repairs."""
    return _component(annotate_numbers, "numbers", lambda a: ((n.span, n.system) for n in a.numbers))


@Language.factory("trichdan_dates")
def dates_component(nlp: Language, name: str) -> Component:
    """Find time expressions by their shape. Reads: numbers. Writes: dates."""
    return _component(annotate_dates, "dates", lambda a: ((t.span, t.type) for t in a.dates))


@Language.factory("trichdan_header")
def header_component(nlp: Language, name: str) -> Component:
    """Read number, type, issuer, date, title and signer of the document. Reads: numbers, dates. Writes: header."""
    return _component(annotate_header, "header", lambda a: ((span, field) for field, span in a.header.spans))


@Language.factory("trichdan_citations")
def citations_component(nlp: Language, name: str) -> Component:
    """Find citations. Reads: names, numbers, dates, header, sections. Writes: citations."""
    return _component(annotate_citations, "citations", lambda a: ((c.span, c.kind) for c in a.citations))


@Language.factory("trichdan_times")
def times_component(nlp: Language, name: str) -> Component:
    """Give time expressions values and roles. Reads: header, citations, sections. Writes: dates."""
    return _component(annotate_times, "dates", lambda a: ((t.span, t.role) for t in a.dates))


@Language.factory("trichdan_deadlines")
def deadlines_component(nlp: Language, name: str) -> Component:
    """Find obligations with a time. Reads: all else. Writes: deadlines."""
    return _component(annotate_deadlines, "deadlines", lambda a: ((d.span, d.action_type) for d in a.deadlines))


STAGES = (
    "trichdan_sections",
    "trichdan_names",
    "trichdan_numbers",
    "trichdan_dates",
    "trichdan_header",
    "trichdan_citations",
    "trichdan_times",
    "trichdan_deadlines",
)


@cache
def load() -> Language:
    """Return the pipeline with all components, made once.

    Returns:
        A blank multi-language spaCy pipeline with this package's tokenizer and vocabulary. Its maximum
        length is lifted: nothing in it needs memory beyond the text.
    """
    nlp = spacy.blank("xx")
    nlp.tokenizer = create_tokenizer()(nlp)
    nlp.max_length = 1_000_000_000
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


def entities(doc: Doc, groups: tuple[str, ...] = ("citations", "dates")) -> Doc:
    """Return the Doc with the named span groups as its entities, longest first where they overlap, for displaCy."""
    doc.ents = filter_spans([span for group in groups if group in doc.spans for span in doc.spans[group]])
    return doc
