"""Everyday words for what official papers call otherwise."""

from __future__ import annotations

from functools import cache

from trichdan.lexicon.loader import read_table


@cache
def load_synonyms() -> tuple[tuple[str, str], ...]:
    """Return pairs of an everyday and an official term; the source in the table is where the official one stands."""
    rows = read_table("synonyms", required=("everyday", "official", "source"))
    return tuple((row["everyday"], row["official"]) for row in rows)
