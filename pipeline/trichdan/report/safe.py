"""Text of strangers made harmless: for a terminal that obeys control characters, for a sheet that runs formulas."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that a spreadsheet may take for a formula; the wide forms count in some versions."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_UNPRINTABLE_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED_IN_CSV = re.compile('[",\r\n]')
_SPACES = re.compile(r"\s+")


def cell(value: str) -> str:
    """Return `value` so that no spreadsheet runs it: an apostrophe before what looks like a formula."""
    return (
        "'" + value if value.lstrip(" \xa0").startswith(FORMULA_STARTS) or value.startswith(FORMULA_STARTS) else value
    )


def csv_bytes(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Return a CSV file: UTF-8, `\\n`, cells that no spreadsheet runs; None is an empty cell.

    The standard writer leaves a lone carriage return unquoted, which readers take for the end of a line.
    """
    lines = (",".join(map(_csv_cell, row)) for row in (heads, *rows))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _csv_cell(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = cell(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED_IN_CSV.search(text) else text


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
