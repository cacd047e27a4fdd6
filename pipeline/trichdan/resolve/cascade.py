"""Who has answered a directive, from the centre down to the communes, and who is silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trichdan.lexicon import Lexicon
from trichdan.lexicon.naming import load_naming
from trichdan.resolve.identity import province_slug
from trichdan.store import Store
from trichdan.store.rows import Row, day
from trichdan.text import key

LEVELS = ("central", "province", "district", "commune")
IMPLEMENTING = frozenset(
    ("implements", "conforms_to", "disseminates", "continues", "guides", "details", "legal_basis", "linked_with")
)
"""Relations by which a document carries a directive out; plain mentions, reviews and reports do not."""
PASSING_ON = frozenset(("implements", "disseminates", "guides", "details"))
"""Relations by which a document carries on what another one has answered."""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body as the corpus knows it.

    Attributes:
        level: one of `LEVELS`; until: day on which it ceased to be, or None.
    """

    key: str
    name: str
    level: str
    until: date | None = None


def level_of(issuer: str, province: str | None) -> str:
    """Return on which level a body stands.

    Args:
        issuer: its name.
        province: its province-level unit, or None for central bodies.
    """
    naming, name = load_naming(), issuer.lower()
    if naming.level_commune.search(name):
        return "commune"
    if naming.level_district.search(name):
        return "district"
    return "province" if province else "central"


def answers(
    documents: Iterable[Row], since: date | None, *, via: str | None = None, relations: frozenset[str] = IMPLEMENTING
) -> list[Row]:
    """Return one row for each document that carries a directive out, oldest first.

    Args:
        documents: those that cite it, each with its mentions and the name of its province.
        since: date of the directive.
        via: id of the answer that they carry on, or None for the directive itself.
        relations: that count.
    """
    rows = []
    for document in documents:
        found = [m["relation"] for m in document["mentions"] if m["relation"] in relations]
        if not found:
            continue
        when = day(document["date"])
        body = document["issuer"] or "?"
        rows.append(
            {
                "body": body,
                "body_key": body_key(body),
                "level": level_of(body, document.get("jurisdiction")),
                "number": document["number"],
                "type": document["type"],
                "date": document["date"],
                "days": (when - since).days if when and since else None,
                "relation": found[0],
                "via": via,
                "id": document["id"],
                "path": document["path"],
            }
        )
    return rows


def body_key(name: str) -> str:
    """Return a body's name as it is compared; its head stands for it."""
    return load_naming().head_of_body.sub("", key(name))


def expected_bodies(
    store: Store, lexicon: Lexicon, *, on: date | None, issuer: str | None, place: str | None
) -> list[Body]:
    """Return the bodies that should have answered a directive, from the centre down, those that ceased to be last.

    These are the bodies that the corpus knows as issuers of later documents: one that has issued nothing since then
    cannot be called silent. Bodies above all others are left out, and for a paper of one province those of others.

    Args:
        store: the index.
        lexicon: for bodies that ceased to be, and provinces.
        on: date of the directive; issuer: its issuer; place: slug of its province, or None.
    """
    rows = store.rows(
        "SELECT DISTINCT issuer, jurisdiction FROM documents WHERE issuer IS NOT NULL AND copy_of IS NULL"
        " AND (?1 IS NULL OR date >= ?1) ORDER BY issuer, jurisdiction",
        (on.isoformat() if on else None,),
    )
    ended = {key(i.name): i.end for i in lexicon.issuers if i.end}
    summit = load_naming().summit
    bodies: dict[str, Body] = {}
    for row in rows:
        own = body_key(row["issuer"])
        elsewhere = place is not None and province_slug(row["jurisdiction"], lexicon) != place
        if elsewhere or summit.search(own) or own == body_key(issuer or ""):
            continue
        level = level_of(row["issuer"], row["jurisdiction"])
        body = Body(own, row["issuer"], level, ended.get(own))
        bodies[own] = min(bodies.get(own, body), body, key=lambda b: (len(b.name), b.name))
    return sorted(bodies.values(), key=lambda b: (b.until is not None, LEVELS.index(b.level), b.name))
