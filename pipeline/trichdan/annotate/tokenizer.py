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
    r"(\d+[^\W\d_]?(?:[-/.]\w+)+"  # 25-NQ/TW, 30/2020/NĐ-CP, 03/6/2013, 2.1
    r"|[^\W\d_]+"  # syllable
    r"|\d+"
    r"|\s+"
    r"|.)"  # punctuation and all else, one by one
    r"( ?)"  # the space that spaCy keeps with the token before it
)


class Tokenizer:
    """spaCy tokenizer of this language; see the module."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`, token texts and spaces adding up to it exactly."""
        pairs = _TOKEN.findall(text)
        return Doc(self.vocab, words=[word for word, _ in pairs], spaces=[space == " " for _, space in pairs])

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
