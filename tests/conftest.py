"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# no test is timed, and a failure seen once is seen again
settings.register_profile("trichdan", deadline=None, derandomize=True)
settings.load_profile("trichdan")
