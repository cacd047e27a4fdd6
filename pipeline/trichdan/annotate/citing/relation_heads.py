"""The line over a list (`2. Các quyết định sau hết hiệu lực:`), and the heading of a column of legal bases."""

from __future__ import annotations

import re

# what may stand between the beginning of an item's line and the document that it names
_ITEM = re.compile(r"\s?(?:(?:[-+•*]|\(?[a-z0-9]{1,3}(?:\.\d{1,2}){0,3}[.)]|\[\d{1,3}\])\s?)?(?:cac\s)?")
# `- Ý kiến chỉ đạo của Thành ủy tại`, `- Các Nghị định về lựa chọn nhà đầu tư:`: what an item takes from documents
_ITEM_LEAD = re.compile(
    r"\s?[-+•*]\s?(?:y\skien\s(?:chi\sdao|ket\sluan)|(?:cac\s)?(?:noi\sdung|quy\sdinh|nhiem\svu|chi\sdao)|cac\s(?:nghi|thong|quyet|van|luat)\s?[a-z]*)"
    r"(?!\w)[^.;:\n]{0,100}?(?:(?<!\w)(?:tai|trong|cua)|:)\s(?:cac\s)?"
)
_MARK = re.compile(r"[-+•*]$")
_COLUMN = re.compile(
    r"\|\n\s?(?:(?:can\scu|co\sso)\s(?:phap\sly|ban\shanh)|(?:ten\s)?(?:vb|van\sban)\s?(?:qppl|quy\spham\sphap\sluat)?\squy\sdinh)"
    r"[^\n|]{0,90}\n\|"
)
_CAPTION = re.compile(
    r"\s?(?:[-+]\s?|(?:[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-z])\s?[.)]\s?)?(?:cac\s|nhung\s)?(?:can\scu|co\sso)\s(?:phap\sly|(?:de\s)?xay\sdung|ban\shanh)"
    r"[^\n]{0,60}"
)
_LISTED = re.compile(
    r"(?:[-+•*]|\(?[a-z0-9]{1,3}(?:\.\d{1,2}){0,3}[.)])\s?(?:cac\s)?(?:nghi\s|quyet\s|thong\s|chi\s|ke\s|cong\s|luat\s|phap\slenh|bo\sluat|ket\sluan)"
)
_LINES = 500
# lines that go on with an item
_PLAIN = 2
_CELL = 3000


class Heads:
    """Finds the lines that govern the items of lists in one folded text."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._over: dict[int, tuple[int, int] | None] = {}
        self._columns = [m.end() for m in _COLUMN.finditer(folded)]

    def is_item(self, at: int) -> bool:
        """Return whether the words at `at` are the first of a line, a cell or a list item."""
        line = self.folded.rfind("\n", max(0, at - 24), at) + 1
        return line > 0 and _ITEM.fullmatch(self.folded, line, at) is not None

    def opens_item(self, at: int) -> bool:
        """Return whether the words at `at` are the first document that an item of a list names."""
        line = self.folded.rfind("\n", max(0, at - 140), at) + 1
        return line > 0 and _ITEM_LEAD.fullmatch(self.folded, line, at) is not None

    def in_column(self, at: int) -> bool:
        """Return whether `at` lies in a cell of a table that has a column for legal bases."""
        if not any(end <= at for end in self._columns):
            return False
        return self.folded.rfind("\n|", max(0, at - _CELL), at) >= 0

    def caption(self, start: int, end: int) -> bool:
        """Return whether a head only says that legal bases follow."""
        return _CAPTION.fullmatch(self.folded, start, end) is not None

    def over(self, at: int) -> tuple[int, int] | None:
        """Return the line over the list that holds the item at `at`, or None.

        The lines between are items too; a line of another kind ends the list.
        """
        folded = self.folded
        end = folded.rfind("\n", 0, at)
        passed: list[int] = []
        plain = 0
        found: tuple[int, int] | None = None
        while end > 0 and len(passed) < _LINES:
            if end in self._over and not plain:
                found = self._over[end]
                break
            passed.append(end)
            start = folded.rfind("\n", 0, end) + 1
            line = folded[start:end].strip()
            if line.endswith(":") or _CAPTION.fullmatch(line):
                found = None if plain else (start, end)
                break
            if _LISTED.match(line):
                plain = 0
            elif line and not _MARK.match(line) and not self._goes_on(line):
                plain += 1
                if plain > _PLAIN:
                    break
            end = start - 1
        self._over.update(dict.fromkeys(passed, found))
        return found

    @staticmethod
    def _goes_on(line: str) -> bool:
        """Return whether a line is one item of a list."""
        if line == "|":
            return False
        head = _ITEM.match(line)
        return line[-1:] in ";,." and head is not None and (head.end() > 0 or line[-1:] == ";")
