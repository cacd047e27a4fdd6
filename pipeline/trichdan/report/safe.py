"""Text of strangers made harmless: for a terminal that obeys control characters, for a sheet that runs formulas."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that a spreadsheet may take for a formula; the wide forms count in some versions."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_UNPRINTABLE_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def cell(value: str) -> str:
    """Return `value` so that no spreadsheet runs it: an apostrophe before what looks like a formula."""
    return (
        "'" + value if value.lstrip(" \xa0").startswith(FORMULA_STARTS) or value.startswith(FORMULA_STARTS) else value
    )


def xml_text(value: str) -> str:
    """Return `value` without the characters that no XML file may hold (openpyxl refuses them)."""
    return _UNPRINTABLE_IN_XML.sub("\ufffd", value)


def terminal(value: str) -> str:
    """Return `value` with each control or text-direction character replaced by U+FFFD; newlines and tabs stay."""
    return _CONTROL.sub("\ufffd", value)


def one_line(value: str) -> str:
    """Return `value` safe for a terminal and on one line, runs of white space as one space."""
    return terminal(_SPACES.sub(" ", value)).strip()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file all or nothing: a reader never sees half of it, and a failed run leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        made.chmod(0o644)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
