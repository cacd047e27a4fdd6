"""Tables drawn with bars on one line (`| 1 | Kiểm tra | Sở Nội vụ | Quý II |`): each bar gets a line of its own.

Other sources print each cell and each bar on its own line already; the stages see one form only.
"""

from __future__ import annotations

import re

from trichdan.text import Edit, Text

_ROW = re.compile(r"(?m)^\|[^|\n]*\|[^\n]*\|$")
_MOST_BARS = 200
"""A line with more bars is drawing or damage, no row of a table."""
_BAR = re.compile(r"(?<![ \t])[ \t]*\|[ \t]*")


def part_rows(text: Text) -> Text:
    """Give each bar of a table row a line of its own, so that each cell stands alone."""
    if "|" not in text.value:
        return text
    edits: list[Edit] = []
    for row in _ROW.finditer(text.value):
        if row[0].count("|") > _MOST_BARS or not row[0].strip("|"):
            continue
        for bar in _BAR.finditer(text.value, row.start(), row.end()):
            before = "" if bar.start() == row.start() else "\n"
            after = "" if bar.end() == row.end() else "\n"
            edits.append((bar.start(), bar.end(), f"{before}|{after}"))
    return text.rewrite(edits) if edits else text
