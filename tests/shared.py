"""Where the labelled documents lie that are not part of the repository; tests that need them are skipped without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("TRICHDAN_SHARED", Path(__file__).parent.parent.parent / "shared"))

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold" / "score.py").is_file(), reason=f"the labelled documents are not at {SHARED}"
)
