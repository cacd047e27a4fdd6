"""The index as a SQLite file: it is the truth, full text is made from it."""

from __future__ import annotations

from trichdan.store.database import NAME, Store, Stored, Unchanged

__all__ = ["NAME", "Store", "Stored", "Unchanged"]
