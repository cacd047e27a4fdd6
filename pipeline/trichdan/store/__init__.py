"""The index as a SQLite file: it is the truth, full text is made from it."""

from __future__ import annotations

from trichdan.store.database import Store
from trichdan.store.opening import NAME
from trichdan.store.stored import Stored, Unchanged

__all__ = ["NAME", "Store", "Stored", "Unchanged"]
