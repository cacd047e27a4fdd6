"""Stages: time expressions by shape (`annotate_dates`), then with anchors, values and roles (`annotate_times`)."""

from __future__ import annotations

from dataclasses import replace

from trichdan.annotate.times.join import find_expressions, lower_of
from trichdan.annotate.times.points import NOTHING
from trichdan.annotate.times.values import value_of
from trichdan.lexicon import Lexicon
from trichdan.model import Annotation
from trichdan.text import Span


def _number_spans(annotation: Annotation) -> tuple[Span, ...]:
    return tuple(number.span for number in annotation.numbers)


def annotate_dates(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find time expressions by shape; value those written in full. Reads: text, numbers. Writes: dates."""
    lower = lower_of(annotation.text)
    found = find_expressions(annotation.text, _number_spans(annotation))
    return replace(annotation, dates=tuple(value_of(expression, lower, NOTHING) for expression in found))


def annotate_times(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Give the time expressions anchors, values and roles. Reads: header, citations, sections, dates. Writes: dates."""
    from trichdan.annotate.times.roles import with_roles

    return with_roles(annotation)
