"""Names of the gazetteer: issuers and provinces, found with spaCy's PhraseMatcher.

Laws are not matched here: their names run over commas and line breaks and need a right edge of their own
(`annotate.laws`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.attrs import NORM
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from trichdan.annotate.tokenizer import Tokenizer
from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Name
from trichdan.text import Span, fold


class NameMatcher:
    """Finds the names of the lexicon in a Doc, with or without their diacritics."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        vocab.lex_attr_getters[NORM] = fold  # type: ignore[attr-defined]
        tokenizer = Tokenizer(vocab)
        self._matcher = PhraseMatcher(vocab, attr=NORM)
        self._entries: dict[int, tuple[str, str, str]] = {}
        for index, (kind, identity, label) in enumerate(_entries(lexicon)):
            self._matcher.add(str(index), [tokenizer(label)])
            self._entries[vocab.strings[str(index)]] = (kind, identity, label)

    def annotate(self, annotation: Annotation, doc: Doc) -> Annotation:
        """Find names, the longest at each place. Reads: text. Writes: names."""
        found = sorted(self._matcher(doc), key=lambda m: (m[1], -m[2]))
        names, end = [], -1
        for match, first, stop in found:
            if first < end:
                continue
            start = doc[first].idx
            if not annotation.text[start].isupper():
                continue
            last = doc[stop - 1]
            kind, identity, label = self._entries[match]
            names.append(Name(Span(start, last.idx + len(last)), kind, identity, label))
            end = stop
        return replace(annotation, names=tuple(names))


def _entries(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Yield kind, id and name of each entry, no name twice."""
    seen: set[str] = set()
    for issuer in lexicon.issuers:
        name = issuer.name.split(" (")[0].strip()
        if " / " in name or fold(name) in seen:
            continue
        seen.add(fold(name))
        yield "issuer", issuer.abbr, name
    for province in lexicon.provinces:
        if fold(province.name) not in seen:
            seen.add(fold(province.name))
            yield "province", province.slug, province.name
