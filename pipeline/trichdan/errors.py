"""The errors trichdan raises; everything a scan can get wrong is an `Issue` on the record instead.

    TrichdanError            what a caller may catch
    ├── SourceError          a file that cannot be read as a document
    ├── LexiconError         a table of the lexicon is damaged
    ├── QueryError           a question that cannot be understood
    └── StoreError           the index is missing, locked, foreign or damaged

A message says what happened, where, and what to do next.
"""


class TrichdanError(Exception):
    """Base of all errors that trichdan raises on purpose."""

    code = "error"


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
    """

    code = "query"

    def __init__(self, message: str, *, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class StoreError(TrichdanError):
    """The index is missing, locked, of another version, or damaged."""

    code = "store"
