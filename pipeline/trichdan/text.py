"""Text that keeps its origin: spans, folding, and the map from normalised characters to the source.

A `Text` is rewritten by `rewrite(edits)`; the map is built while rewriting, never recovered by a diff.
Offsets are code points, spans half-open. `source` offsets are those of the record.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Offsets = npt.NDArray[np.int32]
else:
    Offsets = Any  # numpy is loaded when a text is first rewritten: `trichdan --help` does without it

Edit = tuple[int, int, str]
"""Replace value[start:end] by the string; edits are sorted and do not overlap."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the characters that the span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x00C0, 0x1F00):
        char = chr(code)
        if not char.isalpha():
            continue
        base = unicodedata.normalize("NFD", char)[0].lower()
        if len(base) == 1 and base != char:
            table[code] = base
    table.update({ord(c): "d" for c in "ĐđÐðƉɖ"})
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    return table


_FOLD = _fold_table()
_WORDS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return `text` in lower case and without Vietnamese marks, character for character.

    The result has exactly the length of `text`, so offsets hold in both; on NFC text (which `normalise`
    makes) `nghị quyết`, `NGHỊ QUYẾT` and `nghi quyet` fold alike. This one function is used at index and
    query time.
    """
    if text.isascii() and text.islower():
        return text
    return text.translate(_FOLD) if len(text) < _LONG else _fold_long(text)


_LONG = 4000
"""From this length on the detour over an array of code points is the faster way."""


@cache
def _fold_array() -> npt.NDArray[np.uint32]:
    import numpy as np

    table = np.arange(0x2000, dtype=np.uint32)
    for code, char in _FOLD.items():
        table[code] = ord(char)
    return table


def _fold_long(text: str) -> str:
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _fold_array()
    folded = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], codes)
    return folded.tobytes().decode("utf-32-le", "surrogatepass")


def key(text: str) -> str:
    """Return the look-up key of a name: NFC, folded, runs of white space and punctuation as one space."""
    return " ".join(_WORDS.findall(fold(unicodedata.normalize("NFC", text))))


@dataclass(frozen=True, eq=False)
class Text:
    """A normalised text with the way home to its source.

    Attributes:
        source: the text as it was read; the record's offsets count in it.
        value: the text as the stages see it.
        starts: for each character of `value` the source offset where it begins, or None where value and
            source agree character for character.
        ends: likewise the source offset where it ends.
    """

    source: str
    value: str
    starts: Offsets | None = None
    ends: Offsets | None = None

    @classmethod
    def of(cls, source: str) -> Text:
        """Return the text that is its own source."""
        return cls(source, source)

    @cached_property
    def folded(self) -> str:
        """`value` folded, of the same length."""
        return fold(self.value)

    def to_source(self, span: Span) -> Span:
        """Return the source span from which the characters of `span` were made.

        An empty span maps to an empty one. Deleted characters at the edges stay outside.
        """
        if self.starts is None or self.ends is None:
            return span
        if span.start == span.end:
            at = int(self.starts[span.start]) if span.start < len(self.value) else len(self.source)
            return Span(at, at)
        return Span(int(self.starts[span.start]), int(self.ends[span.end - 1]))

    def translate(self, value: str) -> Text:
        """Return the text with `value` put in its place, character for character.

        Raises:
            ValueError: the lengths differ.
        """
        if len(value) != len(self.value):
            raise ValueError(f"translate must keep the length: {len(self.value)} -> {len(value)}")
        return self if value == self.value else Text(self.source, value, self.starts, self.ends)

    def rewrite(self, edits: Iterable[Edit]) -> Text:
        """Return the text after `edits`, with the map carried along.

        A replacement of equal length maps character for character; any other maps each new character to
        the whole range that it replaces.

        Raises:
            ValueError: edits overlap, are unsorted or lie outside the text.
        """
        import numpy as np

        size = len(self.value)
        pieces: list[str] = []
        froms: list[int] = []  # for each piece where it comes from,
        lengths: list[int] = []
        wide: list[tuple[int, int, int]] = []  # and for those of another length (place, start, end)
        at = 0
        for start, end, new in edits:
            if start < at or end < start or end > size:
                raise ValueError(f"edit {start}..{end} overlaps, is unsorted or lies outside 0..{size}")
            if start > at:
                pieces.append(self.value[at:start])
                froms.append(at)
                lengths.append(start - at)
            if new:
                if len(new) != end - start:
                    wide.append((len(pieces), start, end))
                pieces.append(new)
                froms.append(start)
                lengths.append(len(new))
            at = end
        if at == 0 and not pieces:
            return self  # no edits: the same object, so callers can tell
        pieces.append(self.value[at:])
        froms.append(at)
        lengths.append(size - at)
        return self._mapped(pieces, np.array(froms, np.int32), np.array(lengths, np.int32), wide)

    def _mapped(self, pieces: list[str], froms: Offsets, lengths: Offsets, wide: list[tuple[int, int, int]]) -> Text:
        """Return the text made of pieces, each with where it comes from; all maps are made at once."""
        import numpy as np

        behind = np.cumsum(lengths, dtype=np.int32)
        order = np.arange(behind[-1], dtype=np.int32) + np.repeat(froms - (behind - lengths), lengths)
        if wide:
            place, start, end = (np.array(column, np.int32) for column in zip(*wide, strict=True))
            for_each = np.repeat(np.arange(len(wide)), lengths[place])
            first = behind[place] - lengths[place]
            within = np.arange(len(for_each), dtype=np.int32) - np.repeat(
                np.cumsum(lengths[place], dtype=np.int32) - lengths[place], lengths[place]
            )
            where = first[for_each] + within
            order[where] = 0
        if self.starts is None or self.ends is None or not len(self.value):  # of an emptied text all pieces are wide
            starts, ends = order.copy(), order + np.int32(1)
        else:
            starts, ends = self.starts[order], self.ends[order]
        if wide:
            low, high = self._home(start, end)
            starts[where], ends[where] = low[for_each], high[for_each]
        return Text(self.source, "".join(pieces), starts, ends)

    def _home(self, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
        """Return the source ranges of many spans, as `to_source` does for one."""
        import numpy as np

        if self.starts is None or self.ends is None:
            return start, end
        if not len(self.value):
            none = np.full(len(start), len(self.source), np.int32)
            return none, none
        at = np.where(start < len(self.value), self.starts[np.minimum(start, len(self.value) - 1)], len(self.source))
        return at, np.where(start == end, at, self.ends[np.maximum(end, 1) - 1])
