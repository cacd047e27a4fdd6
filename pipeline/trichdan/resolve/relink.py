"""Bringing the links of an index up to date: only what new and lost documents touch.

`todo_*` tables hold what is left to do; they are written in the transaction that changes a document, so a build
that was stopped anywhere is finished by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trichdan.lexicon import Lexicon
from trichdan.model import Citation
from trichdan.resolve.catalogue import CorpusCatalogue
from trichdan.resolve.decide import resolve_citations
from trichdan.resolve.keys import Citing, trusted_date
from trichdan.resolve.loose import Loose
from trichdan.resolve.loose import places_of as places_of_loose
from trichdan.resolve.rulings import Rulings, dated, linked
from trichdan.resolve.rulings import places as places_of
from trichdan.resolve.works import Copy, Place, tell_apart
from trichdan.store import Store
from trichdan.store.rows import Row, day

_NAMED = "doc, path, id, base_id, copy_of, date, title, likeness"
CHUNK = 200
"""Documents whose links are settled in one transaction."""
Told = Callable[[int, int], None]


def relink(store: Store, lexicon: Lexicon, told: Told | None = None, *, rulings: Rulings | None = None) -> int:
    """Settle ids and links, and return how many documents were looked at.

    Args:
        store: open for writing.
        lexicon: for the authority list.
        rulings: a person's decisions.
        told: called with the number of documents done and to do.

    Raises:
        StoreError: the store cannot be written.
    """
    rulings = rulings or Rulings()
    with store.transaction():
        _name(store, rulings)
    with store.transaction():
        _spread(store)
    total = int(store.value("SELECT count(*) FROM todo_links"))
    done = 0
    catalogue = CorpusCatalogue(store, lexicon)
    while True:
        docs = store.rows("SELECT doc, fresh FROM todo_links ORDER BY doc LIMIT ?", (CHUNK,))
        if not docs:
            return done
        with store.transaction():
            _settle(store, docs, catalogue, lexicon, rulings)
        done += len(docs)
        if told:
            told(done, total)


def _name(store: Store, rulings: Rulings) -> None:
    """Tell documents of one identity apart and find copies, where one of them came or went."""
    bases = {row["base_id"] for row in store.rows("SELECT base_id FROM todo_ids")}
    bases |= {row["base_id"] for group in _ruled(store, rulings) for row in group}
    bases, groups = Loose(store).touched(bases)
    rows = store.rows_in(f"SELECT {_NAMED} FROM documents WHERE base_id IN (?)", sorted(bases))
    together: dict[str, list[Row]] = {}
    for row in rows:
        together.setdefault(row["base_id"], []).append(row)
    places: dict[int, Place] = {}
    for base, group in sorted(together.items()):
        copies = [Copy(r["doc"], r["path"], day(r["date"]), r["title"], r["likeness"]) for r in group]
        places.update({place.doc: place for place in tell_apart(base, copies)})
    places.update(places_of_loose(groups, places))
    for first, *others in _ruled(store, rulings):
        keeper = places[first["doc"]]
        for row in others:
            places[row["doc"]] = Place(row["doc"], keeper.id, keeper.copy_of or keeper.doc)
    for row in rows:
        place = places[row["doc"]]
        if (row["id"], row["copy_of"]) != (place.id, place.copy_of):
            _rename(store, place.doc, row["id"], place.id, place.copy_of)
    store.execute("DELETE FROM todo_ids")
    store.execute("DELETE FROM todo_copies")


def _ruled(store: Store, rulings: Rulings) -> list[list[Row]]:
    """Return the documents of each group that a person calls one, in the order of the ruling."""
    groups = []
    for paths in rulings.same:
        rows = store.rows_in("SELECT doc, path, base_id FROM documents WHERE path IN (?)", paths)
        group = sorted(rows, key=lambda row: paths.index(row["path"]))
        if len(group) > 1:
            groups.append(group)
    return groups


def misfits(store: Store, rulings: Rulings) -> list[str]:
    """Return the rulings that fit nothing in the corpus, one line each."""
    told = [f"line {number} {why}" for number, why in rulings.wrong]
    for place in dict.fromkeys(place for place, _ in (*rulings.links, *rulings.dates)):
        path, quote, nth = place
        rows = store.rows(
            "SELECT c.text FROM citations c JOIN documents d USING (doc) WHERE d.path = ? ORDER BY c.n", (path,)
        )
        if place not in places_of(path, [row["text"] for row in rows]):
            told.append(f"{path} has no citation {quote!r} (nth {nth})")
    for group in rulings.same:
        held = {row["path"] for row in store.rows_in("SELECT path FROM documents WHERE path IN (?)", group)}
        told.extend(f"{path} is not in the corpus" for path in group if path not in held)
    return told


def _rename(store: Store, doc: int, old: str, new: str, copy_of: int | None) -> None:
    store.execute("UPDATE documents SET id = ?, copy_of = ? WHERE doc = ?", (new, copy_of, doc))
    for id in (old, new):
        store.execute("INSERT OR IGNORE INTO todo_search VALUES (?)", (id,))
    store.execute("INSERT OR IGNORE INTO todo_keys SELECT key FROM offers WHERE doc = ?", (doc,))
    store.execute("INSERT OR REPLACE INTO todo_links VALUES (?, 0)", (doc,))


def _spread(store: Store) -> None:
    """Note the documents that ask for a key which was touched."""
    store.execute(
        "INSERT OR REPLACE INTO todo_links SELECT DISTINCT a.doc, 0 FROM todo_keys t JOIN asks a ON a.key = t.key"
    )
    store.execute("DELETE FROM todo_keys")


def _settle(store: Store, docs: Iterable[Row], catalogue: CorpusCatalogue, lexicon: Lexicon, rulings: Rulings) -> None:
    ruled = rulings.paths()
    for row in docs:
        doc = row["doc"]
        path = str(store.value("SELECT path FROM documents WHERE doc = ?", (doc,)))
        if not row["fresh"] or path in ruled or _is_concerned(store, doc):
            _resolve(store, doc, path, catalogue, lexicon, rulings)
        store.execute("DELETE FROM todo_links WHERE doc = ?", (doc,))


def _is_concerned(store: Store, doc: int) -> bool:
    """Return whether the corpus holds anything that the citations of a document may mean."""
    sql = "SELECT 1 FROM asks a JOIN offers o ON o.key = a.key AND o.doc <> a.doc WHERE a.doc = ? LIMIT 1"
    return store.value(sql, (doc,)) is not None


def _resolve(store: Store, doc: int, path: str, catalogue: CorpusCatalogue, lexicon: Lexicon, rulings: Rulings) -> None:
    head = store.rows("SELECT id, number, type, date, jurisdiction, issuer FROM documents WHERE doc = ?", (doc,))[0]
    citing = Citing(
        head["id"],
        head["number"],
        head["type"],
        trusted_date(head["number"], day(head["date"])),
        head["jurisdiction"],
        head["issuer"],
    )
    citations, texts = store.printed_citations(doc)
    if not citations:
        return
    before = _cited(store, doc)
    if path in rulings.paths():
        printed = [row["text"] for row in store.rows("SELECT text FROM citations WHERE doc = ? ORDER BY n", (doc,))]
        where = places_of(path, printed)
        found = resolve_citations(dated(citations, where, rulings), texts, citing, catalogue, lexicon)
        found = linked(found, where, rulings, catalogue.by_id(id for _, id in rulings.links))
    else:
        found = resolve_citations(citations, texts, citing, catalogue, lexicon)
    store.put_targets(doc, found, _held(store, found))
    if _cited(store, doc) != before:
        store.execute("INSERT OR IGNORE INTO todo_search VALUES (?)", (head["id"],))


def _held(store: Store, citations: Iterable[Citation]) -> dict[str, int]:
    ids = {c.target.id for c in citations if c.target and c.target.id and c.target.status == "resolved"}
    rows = store.rows_in("SELECT id, doc FROM documents WHERE copy_of IS NULL AND id IN (?)", sorted(ids))
    return {row["id"]: row["doc"] for row in rows}


def _cited(store: Store, doc: int) -> list[str]:
    sql = "SELECT DISTINCT coalesce(target_number, number) AS number FROM citations WHERE doc = ? ORDER BY 1"
    return [row["number"] for row in store.rows(sql, (doc,)) if row["number"]]
