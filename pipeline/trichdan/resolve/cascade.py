"""Who has answered a directive: the documents that implement it, by issuing body, and the bodies that are silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trichdan.lexicon import Lexicon
from trichdan.store import Store
from trichdan.store.rows import Row, day
from trichdan.text import key

IMPLEMENTING = frozenset(
    ("implements", "conforms_to", "disseminates", "continues", "guides", "details", "legal_basis", "linked_with")
)
"""Relations by which a document carries a directive out; plain mentions, reviews and reports do not."""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body as the corpus knows it."""

    key: str
    name: str


def answers(documents: Iterable[Row], since: date | None, lexicon: Lexicon) -> list[Row]:
    """Return one row for each document that implements the directive, oldest first.

    Args:
        documents: those that cite it, each with its mentions.
        since: date of the directive.
        lexicon: for later use by bodies with several names.
    """
    rows = []
    for document in documents:
        relations = [m["relation"] for m in document["mentions"] if m["relation"] in IMPLEMENTING]
        if not relations:
            continue
        when = day(document["date"])
        body = document["issuer"] or "?"
        rows.append(
            {
                "body": body,
                "body_key": body_key(body),
                "number": document["number"],
                "type": document["type"],
                "date": document["date"],
                "days": (when - since).days if when and since else None,
                "relation": relations[0],
                "id": document["id"],
                "path": document["path"],
            }
        )
    return rows


def body_key(name: str) -> str:
    """Return a body's name as it is compared."""
    return key(name)


def expected_bodies(store: Store, lexicon: Lexicon, *, on: date | None) -> list[Body]:
    """Return the bodies that the corpus knows as issuers of documents later than a day, by name.

    A body that has issued nothing since then cannot be called silent.

    Args:
        store: the index.
        lexicon: for later use by bodies with several names.
        on: date of the directive.
    """
    rows = store.rows(
        "SELECT DISTINCT issuer FROM documents WHERE issuer IS NOT NULL AND copy_of IS NULL"
        " AND (?1 IS NULL OR date >= ?1) ORDER BY issuer",
        (on.isoformat() if on else None,),
    )
    bodies: dict[str, Body] = {}
    for row in rows:
        bodies.setdefault(body_key(row["issuer"]), Body(body_key(row["issuer"]), row["issuer"]))
    return list(bodies.values())
