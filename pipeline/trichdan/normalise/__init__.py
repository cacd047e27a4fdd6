"""Normalisation: from the text as read to the text as the stages see it, with every offset kept."""

from __future__ import annotations

from trichdan.normalise.characters import clean, compose
from trichdan.normalise.layout import join_lines, strip_marks
from trichdan.normalise.tables import part_rows
from trichdan.text import Text

STEPS = (clean, strip_marks, part_rows, compose, join_lines)


def normalise(source: str) -> Text:
    """Return the normalised text of a source: NFC, one kind of dash and space, no marks, wrapped lines joined.

    Normalising the result again changes nothing.
    """
    text = Text.of(source)
    for step in STEPS:
        text = step(text)
    return text
