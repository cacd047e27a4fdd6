"""An index as an object that answers questions: `open_index`."""

from __future__ import annotations

from pathlib import Path

from trichdan.archive.archive import Archive

__all__ = ["Archive", "open_index"]


def open_index(path: Path | str = "indexes") -> Archive:
    """Return an index as an object to ask.

    Args:
        path: folder of the index.

    Raises:
        StoreError: there is none, or it is foreign or damaged.
    """
    return Archive(Path(path))
