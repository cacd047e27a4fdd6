"""trichdan: citations, deadlines and search for Vietnamese Party and State directives.

`load()` gives the spaCy pipeline, `extract(path)` the record of a file, `build(corpus, index)` an index and
`open_index(index)` the index as DataFrames and questions. Each is imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trichdan.annotate.pipeline import load
    from trichdan.archive import open_index
    from trichdan.build import build
    from trichdan.flow import extract_path as extract

__version__ = "0.1.0"
__all__ = ["__version__", "build", "extract", "load", "open_index"]

_HOMES = {
    "build": ("trichdan.build", "build"),
    "extract": ("trichdan.flow", "extract_path"),
    "load": ("trichdan.annotate.pipeline", "load"),
    "open_index": ("trichdan.archive", "open_index"),
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        module, attribute = _HOMES[name]
        value = getattr(import_module(module), attribute)
        globals()[name] = value  # the submodule `build` would shadow the function otherwise
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
