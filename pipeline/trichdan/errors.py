"""The errors trichdan raises; everything a scan can get wrong is an `Issue` on the record instead.

    TrichdanError            what a caller may catch
    ├── SourceError          a file that cannot be read as a document
    ├── LexiconError         a table of the lexicon is damaged
    ├── QueryError           a question that cannot be understood
    └── StoreError           the index is missing, locked, foreign or damaged

A message says what happened, where, and what to do next.
"""

from typing import Self


class TrichdanError(Exception):
    """Base of all errors that trichdan raises on purpose.

    Attributes:
        wording: id in the message table of what says the same in the reader's language, or None.
        values: what fills it in.
    """

    code = "error"
    wording: str | None = None
    values: dict[str, object] = {}  # noqa: RUF012 - replaced by `worded`, never changed

    def worded(self, wording: str, **values: object) -> Self:
        """Name the message that says the same in the reader's language, and return the error."""
        self.wording, self.values = wording, values
        return self


class SourceError(TrichdanError):
    """A file that cannot be read as a document.

    Attributes:
        code: stable identifier that stands in the record's `error.code`.
    """

    def __init__(self, message: str, *, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class LexiconError(TrichdanError):
    """A table of the lexicon is damaged; the message names table, line and column."""

    code = "lexicon"


class QueryError(TrichdanError):
    """A question that cannot be understood.

    Attributes:
        position: code-point offset in the query where it went wrong, or None.
        query: the query, where the place is known.
    """

    code = "query"
    query: str | None = None

    def __init__(self, message: str, *, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class StoreError(TrichdanError):
    """The index is missing, locked, of another version, or damaged."""

    code = "store"
