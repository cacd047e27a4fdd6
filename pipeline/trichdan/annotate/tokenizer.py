"""A lossless tokenizer for Vietnamese directives, and a vocabulary whose NORM is the folded form.

Tokens are syllables, whole document symbols (`25-NQ/TW`), numbers, single punctuation marks and runs of
white space; `doc.text` equals the text given. With the folded NORM a `PhraseMatcher(attr="NORM")` sees
through lost diacritics and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any, cast

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from trichdan.text import fold

_TOKEN = re.compile(
    r"(?:[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]++[^\W\d_]*+"  # syllable; the letters in use are named, as a named class is read faster
    r"|\d++(?:[^\W\d_]?(?:[-/.]\w+)++)?+"  # 25-NQ/TW, 30/2020/NĐ-CP, 03/6/2013, 2.1, 5
    r"|\s++"
    r"|[^\W\d_]++"
    r"|.)"  # punctuation and all else, one by one
    r" ?"  # the space that spaCy keeps with the token before it
)


def _is_spaced(form: str) -> bool:
    """Return whether a form ends in the space that spaCy keeps with the token before it; white space has none."""
    return form[-1] == " " and not form.isspace()


class _Words(dict[str, int]):
    """The identity of each token in the vocabulary, by its form with the space behind it.

    spaCy would encode and hash each token of the text anew; most of them have been seen before.
    """

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._strings = vocab.strings

    def __missing__(self, form: str) -> int:
        identity = self[form] = self._strings.add(form[:-1] if _is_spaced(form) else form)
        return identity


class _Spaces(dict[str, bool]):
    """Whether a space stands behind a token, by its form with that space."""

    def __missing__(self, form: str) -> bool:
        spaced = self[form] = _is_spaced(form)
        return spaced


class Tokenizer:
    """spaCy tokenizer of this language; see the module."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._words = _Words(vocab)
        self._spaces = _Spaces()

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`, token texts and spaces adding up to it exactly."""
        forms = _TOKEN.findall(text)
        words: list[Any] = [*map(self._words.__getitem__, forms)]  # spaCy takes identities as it takes strings
        return Doc(self.vocab, words=words, spaces=[*map(self._spaces.__getitem__, forms)])

    def to_bytes(self, **_kwargs: object) -> bytes:
        """Return nothing: the tokenizer has no state (spaCy's protocol for saving a pipeline)."""
        return b""

    def from_bytes(self, _data: bytes, **_kwargs: object) -> Tokenizer:
        """Return the tokenizer itself: it has no state."""
        return self

    def to_disk(self, _path: object, **_kwargs: object) -> None:
        """Write nothing: the tokenizer has no state."""

    def from_disk(self, _path: object, **_kwargs: object) -> Tokenizer:
        """Return the tokenizer itself: it has no state."""
        return self


@registry.tokenizers("trichdan.tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """Return the maker that spaCy's configuration asks for."""

    def make(nlp: Language) -> Tokenizer:
        getters = cast("MutableMapping[int, Any]", nlp.vocab.lex_attr_getters)  # type: ignore[attr-defined]
        getters[NORM] = fold
        return Tokenizer(nlp.vocab)

    return make
