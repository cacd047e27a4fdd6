"""Vietnamese names of the fields of the query language."""

from __future__ import annotations

from functools import cache

from trichdan.lexicon.loader import read_table
from trichdan.text import fold


@cache
def load_search_fields() -> dict[str, str]:
    """Return for each other name of a field, folded, the field (`search_fields.csv`)."""
    rows = read_table("search_fields", required=("field", "alias", "source"))
    return {fold(row["alias"]): row["field"] for row in rows}
