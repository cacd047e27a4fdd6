"""What the letters of document symbols mean, and what print makes of them (`symbol_*.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import cells, read_table
from trichdan.text import fold


@dataclass(frozen=True, slots=True)
class Slips:
    """What print and OCR make of the letters of symbols.

    Attributes:
        letters: letter to the characters that it is read as.
        types: abbreviations of types that are common enough to be guessed behind slips; bodies: of issuers.
    """

    letters: dict[str, str]
    types: tuple[str, ...]
    bodies: tuple[str, ...]

    def type_of(self, token: str) -> str | None:
        """Return the one common type that a token can be after one or two slips, or None."""
        return self._mistaken(token, self.types)

    def body_of(self, token: str) -> str | None:
        """Return the one common issuer that a token can be after one or two slips, or None."""
        return self._mistaken(token, self.bodies)

    def _mistaken(self, token: str, known: tuple[str, ...]) -> str | None:
        fits = []
        for word in known:
            if len(token) != len(word):
                continue
            pairs = [(a, b) for a, b in zip(token, word, strict=True) if a != b]
            if 0 < len(pairs) <= (len(word) + 1) // 2 and all(a in self.letters.get(b, "") for a, b in pairs):
                fits.append(word)
        return fits[0] if len(fits) == 1 else None


@dataclass(frozen=True, slots=True)
class Symbols:
    """Abbreviations of types and issuers, and the system that an issuer belongs to.

    Attributes:
        types: abbreviation to the type names that it stands for, the commonest first.
        spellings: folded abbreviation to its right spellings (`qd` to `QĐ`; `hd` to `HD` and no other).
        issuers: folded issuer abbreviation to its right spellings.
        exact, prefixes, suffixes: issuer letters to system, as the table gives them.
        historic: issuers that stood right after the number before 1997, with their system.
        before: matches folded text after which a number is expected (`số`, a type word) at its end.
        never: matches text in lower case, with its marks, after which a code is no document number (`mẫu số`).
        slips: what print and OCR make of the letters.
    """

    types: dict[str, tuple[str, ...]]
    spellings: dict[str, tuple[str, ...]]
    issuers: dict[str, tuple[str, ...]]
    exact: dict[str, str]
    prefixes: tuple[tuple[str, str], ...]
    suffixes: tuple[tuple[str, str], ...]
    historic: dict[str, str]
    before: re.Pattern[str]
    never: re.Pattern[str]
    slips: Slips

    def system_of(self, org: str) -> str | None:
        """Return the system whose delimiter order an issuer prescribes, or None where the letters do not tell."""
        head = org.split("-", 1)[0]
        bare = head.rstrip("0123456789")
        if bare in self.exact:
            return self.exact[bare]
        for letters, system in self.prefixes:
            if head.startswith(letters):
                return system
        for letters, system in self.suffixes:
            if head.endswith(letters):
                return system
        return None

    def is_issuer(self, org: str) -> bool:
        """Return whether the first segment of an issuer part is known."""
        head = org.split("-", 1)[0].rstrip("0123456789")
        letters = fold(head)
        return letters in self.issuers or letters.replace("o", "d") in self.issuers or self.system_of(org) is not None

    def type_of(self, token: str) -> str | None:
        """Return the right spelling of a type abbreviation, or None where it is unknown.

        A lost bar or wrong case is mended where only one reading is known.
        """
        if token in self.types:
            return token
        found = self.spellings.get(fold(token), ()) or self.spellings.get(fold(token).replace("o", "d"), ())
        if len(found) == 1 or (found and token.isupper() and fold(token) in ("qd",)):
            return found[0]
        return self.slips.type_of(token)

    def issuer_of(self, token: str) -> str:
        """Return the right spelling of one issuer segment, or the segment itself where several or none are known."""
        found = self.issuers.get(fold(token), ()) or self.issuers.get(fold(token).replace("o", "d"), ())
        if found:
            return found[0] if len(found) == 1 and token not in found else token
        return token if self.system_of(token) else self.slips.body_of(token) or token

    def name_of(self, abbr: str) -> str | None:
        """Return the commonest type that an abbreviation stands for, or None."""
        names = self.types.get(abbr)
        return names[0] if names else None


def _at_end(phrases: list[str]) -> re.Pattern[str]:
    words = sorted(set(phrases), key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")\s?[:.]?\s?$")


def _grouped(words: list[str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for word in words:
        known = out.setdefault(fold(word), [])
        if word not in known:
            known.append(word)
    return {k: tuple(v) for k, v in out.items()}


@cache
def load_symbols() -> Symbols:
    """Return the tables of symbols.

    Raises:
        LexiconError: a table is damaged.
    """
    types = {r["abbr"]: cells(r["names"]) for r in read_table("symbol_types", required=("abbr", "names", "source"))}
    orgs = read_table("symbol_orgs", required=("kind", "value", "system", "source"))
    by_kind = {
        kind: [(r["value"], r["system"]) for r in orgs if r["kind"] == kind]
        for kind in ("exact", "prefix", "suffix", "historic")
    }
    issuers = [r["abbr"] for r in read_table("issuers", required=("abbr",))]
    context = read_table("symbol_context", required=("kind", "phrase", "source"))
    before = [r["phrase"] for r in context if r["kind"] == "before"]
    letters = [value for kind in by_kind.values() for value, _ in kind]
    return Symbols(
        types,
        _grouped(list(types)),
        _grouped(issuers + letters),
        dict(by_kind["exact"]),
        tuple(sorted(by_kind["prefix"], key=lambda p: -len(p[0]))),
        tuple(sorted(by_kind["suffix"], key=lambda p: -len(p[0]))),
        dict(by_kind["historic"]),
        _at_end([fold(p) for p in (*before, *(name for names in types.values() for name in names), *types)]),
        _at_end([r["phrase"] for r in context if r["kind"] == "never"]),
        _slips(),
    )


def _slips() -> Slips:
    rows = read_table("symbol_slips", required=("kind", "value", "source"))
    kinds = {kind: tuple(r["value"] for r in rows if r["kind"] == kind) for kind in ("type", "body")}
    letters = {r["value"]: r["read_as"] for r in rows if r["kind"] == "letter"}
    return Slips(letters, kinds["type"], kinds["body"])
