"""The lexicon: words as data. Tables lie in `tables/`, typed entries in `entries`, the loader in `loader`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from trichdan.errors import LexiconError
from trichdan.lexicon.entries import Authority, DocumentType, Issuer, Province, Term
from trichdan.lexicon.layout import Layout, load_layout
from trichdan.lexicon.loader import cells, day, read_table
from trichdan.text import key

_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})$", re.I)
_ROMAN_VALUES = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}


def roman(text: str) -> int | None:
    """Return the value of a roman number from I to XXXIX, or None."""
    match = _ROMAN.fullmatch(text.strip())
    if not match or not text.strip():
        return None
    return 10 * len(match[1]) + _ROMAN_VALUES[match[2].upper()]


def _whole_day(cell: str) -> date | None:
    """Return the day of a cell that gives one; a month or a year is no day."""
    return day(cell) if len(cell) == len("YYYY-MM-DD") else None


def _not_before(cell: str) -> date | None:
    """Return the first day that a cell with a month or a year allows."""
    return day(cell) if cell and len(cell) < len("YYYY-MM-DD") else None


@dataclass(frozen=True)
class Lexicon:
    """All tables, each read when first asked for. Instances are equal and share nothing that changes."""

    @cached_property
    def types(self) -> tuple[DocumentType, ...]:
        """Kinds of documents, in the order of the table."""
        return tuple(
            DocumentType(r["name_vi"].lower(), r["party_abbr"], r["state_abbr"], r["system"], r["verified"])
            for r in read_table("document_types", required=("name_vi", "system"))
        )

    @cached_property
    def issuers(self) -> tuple[Issuer, ...]:
        """Issuing bodies, with validity."""
        return tuple(
            Issuer(
                r["abbr"], r["full_name_vi"], r["system"], r["level"], day(r["valid_from"]),
                day(r["valid_to"], end=True), r["parent"], r["successor"], r["verified"],
            )
            for r in read_table("issuers", required=("abbr", "full_name_vi", "system", "level"))
        )  # fmt: skip

    @cached_property
    def provinces(self) -> tuple[Province, ...]:
        """Province-level units, present and past."""
        out = []
        for r in read_table("provinces", required=("name_vi", "unit_type")):
            kind = "thành phố" if r["unit_type"].startswith("thành phố") else "tỉnh"
            out.append(
                Province(
                    r["name_vi"], kind, key(r["name_vi"]).replace(" ", "-"), day(r["valid_from"]),
                    day(r["valid_to"], end=True), r["merged_into_or_split_to"], cells(r["seat_place_line"]),
                    cells(r["aliases"]), r["verified"],
                )
            )  # fmt: skip
        return tuple(out)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Terms of the Party and of the National Assembly that have a first day."""
        out = []
        for r in read_table("terms", required=("kind",)):
            start = day(r["start"])
            if r["kind"] in ("party", "qh") and start is not None:
                ordinal = int(r["ordinal_arabic"])
                out.append(Term(r["kind"], r["ordinal_roman_or_label"], ordinal, start, day(r["end"]), r["verified"]))
        return tuple(out)

    @cached_property
    def layout(self) -> Layout:
        """Words that tell how lines hang together."""
        return load_layout()

    @cached_property
    def authority(self) -> tuple[Authority, ...]:
        """Documents known from a source; the first are those of the Party."""
        return (*self._party_authority(), *self._state_authority(), *self._cited_authority())

    def _party_authority(self) -> list[Authority]:
        out = []
        for r in read_table("authority", required=("id", "system", "type_vi", "verified")):
            out.append(
                Authority(
                    r["symbol"] or None, r["type_vi"].lower(), r["system"], r["issuer"], _whole_day(r["date"]),
                    roman(r["term"]) if r["term"] else None, r["title_vi"], cells(r["aliases"]), r["verified"],
                    r["plenum_or_congress"], _not_before(r["date"]),
                )
            )  # fmt: skip
        return out

    def _state_authority(self) -> list[Authority]:
        return [
            Authority(
                r["number"],
                r["type"].lower(),
                "state",
                r["issuer"],
                day(r["date"]),
                None,
                r["title"],
                (),
                "phapdien",
                effective=day(r["effective_date"]),
            )
            for r in read_table("authority_state", required=("number", "type", "title"))
        ]

    def _cited_authority(self) -> list[Authority]:
        """Return laws that several documents cite alike, number and name together."""
        return [
            Authority(
                r["number"], r["type"], "state", r["issuer"], _whole_day(r["date"]), None, r["title"], (), r["source"],
                effective=_not_before(r["date"]),
            )
            for r in read_table("authority_cited", required=("number", "type", "title", "source"))
        ]  # fmt: skip

    def term_on(self, when: date, kind: str = "party") -> int | None:
        """Return the term that ran on a day, or None.

        Args:
            when: the day.
            kind: `party` or `qh`.
        """
        for term in self.terms:
            if term.kind == kind and term.start < when and (term.end is None or when <= term.end):
                return term.ordinal
        return None

    def validate(self) -> None:
        """Read every table.

        Raises:
            LexiconError: a table is damaged.
        """
        if not (self.types and self.issuers and self.provinces and self.terms and self.authority):
            raise LexiconError("a table of the lexicon is empty. Reinstall trichdan.")


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that comes with the package."""
    return Lexicon()
