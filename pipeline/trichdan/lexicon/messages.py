"""What people read on the terminal and in reports, in Vietnamese and English (`tables/messages.csv`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import read_table

LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language.

    Attributes:
        lang: `vi` or `en`.
        texts: id -> text with `{names}` to be filled in.
    """

    lang: str
    texts: Mapping[str, str]

    def __call__(self, id: str, /, **values: object) -> str:
        """Return the message `id`, filled in.

        Raises:
            KeyError: there is no such message, or a value is missing.
        """
        text = self.texts[id]
        return text.format(**values) if values else text

    def word(self, group: str, code: str | None) -> str:
        """Return the word for a code of the record (`action.REPORT`), or the code itself where none is known."""
        return "" if code is None else self.texts.get(f"{group}.{code}", code)


@cache
def load_messages(lang: str) -> Messages:
    """Return the messages of a language.

    Args:
        lang: `vi` or `en`.

    Raises:
        LexiconError: the table is damaged.
    """
    rows = read_table("messages", required=("id", "vi", "en"))
    return Messages(lang, {row["id"]: row[lang].replace("\\n", "\n") for row in rows})
