"""The documents of the corpus as candidates, together with those of the authority list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from trichdan.lexicon import Lexicon
from trichdan.model import Record
from trichdan.resolve.candidates import AuthorityCatalogue, Entry, load_authority
from trichdan.resolve.identity import parse_symbol, roman_or_number
from trichdan.resolve.keys import Mention, asked, citing_of, mention_text, offered
from trichdan.store import Store
from trichdan.store.rows import Row, day

_COLUMNS = "doc, path, id, number, type, system, issuer, jurisdiction, date, term, title"
_CACHED = 50_000
"""Keys remembered during one pass; an archive of 100,000 documents asks for about twice as many."""


def term_of(record: Record, lexicon: Lexicon) -> int | None:
    """Return the khóa in which a document was issued: of the National Assembly for its papers, else of the Party."""
    number, when = record.header.number, record.header.date
    symbol = parse_symbol(number, lexicon) if number else None
    if symbol and symbol.assembly:
        return symbol.assembly
    printed = record.id.rpartition("@")[2].partition("~")[0]
    if symbol and symbol.system == "party" and printed.isalpha() and printed.isupper():
        return roman_or_number(printed)
    return lexicon.term_on(when) if when and record.header.system == "party" else None


def offers_of(record: Record, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the keys under which citations find a document, those of its entry in the authority list included."""
    header = record.header
    own = offered(lexicon, number=header.number, type=header.type, title=header.title, when=header.date)
    known = load_authority(lexicon).by_id.get(record.id)
    return tuple(dict.fromkeys((*own, *(known.keys if known else ()))))


def asks_of(record: Record, lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """Return for each citation of a document the keys that it asks for, the most telling one first."""
    citing = citing_of(record)
    mentions = (Mention(c, mention_text(c, record.text)) for c in record.citations)
    return tuple(asked(mention, citing, lexicon) for mention in mentions)


class CorpusCatalogue:
    """What the corpus holds and the authority list knows; reads the store as it is now."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self._store = store
        self._authority: AuthorityCatalogue = load_authority(lexicon)
        self._found: dict[str, tuple[Entry, ...]] = {}

    def find(self, keys: Iterable[str]) -> tuple[Entry, ...]:
        """Return the entries that offer any of the keys, by id, each once; a held one stands for a known one."""
        wanted = list(dict.fromkeys(keys))
        missing = [k for k in wanted if k not in self._found]
        if missing:
            self._load(missing)
        found = {entry.id: entry for k in wanted for entry in self._found[k]}
        return tuple(found[id] for id in sorted(found))

    def _load(self, keys: list[str]) -> None:
        if len(self._found) > _CACHED:
            self._found.clear()
        sql = (
            f"SELECT key AS asked, {_COLUMNS} FROM offers JOIN documents USING (doc)"
            " WHERE copy_of IS NULL AND key IN (?)"
        )
        by_key: dict[str, dict[str, Entry]] = {k: {} for k in keys}
        for row in self._store.rows_in(sql, keys):
            by_key[row["asked"]][row["id"]] = self.entry(row)
        for k in keys:
            for known in self._authority.find([k]):
                # a held paper offers every key that its entry in the list offers, so it is there already
                by_key[k].setdefault(known.id, known)
        for k, found in by_key.items():
            self._found[k] = tuple(found[id] for id in sorted(found))

    def entry(self, row: Row) -> Entry:
        """Return a document of the corpus as an entry; what its paper does not print, the authority list adds."""
        known = self._authority.by_id.get(row["id"])
        when: date | None = day(row["date"])
        held = Entry(
            row["id"], row["number"], row["type"], row["system"], row["issuer"], row["jurisdiction"], when,
            row["term"], row["title"], row["path"],
        )  # fmt: skip
        if known is None:
            return held
        return replace(
            held,
            date=when or known.date,
            term=held.term or known.term,
            title=held.title or known.title,
            issuer=held.issuer or known.issuer,
            keys=known.keys,
            aliases=known.aliases,
            effective=known.effective,
        )

    def by_id(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of ids, held ones first."""
        listed = list(dict.fromkeys(ids))
        found = {id: known for id in listed if (known := self._authority.by_id.get(id))}
        sql = f"SELECT {_COLUMNS} FROM documents WHERE copy_of IS NULL AND id IN (?)"
        found.update({row["id"]: self.entry(row) for row in self._store.rows_in(sql, listed)})
        return found
