"""What the corpus cites and lacks, most cited first; citers say what it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from trichdan.lexicon import Lexicon
from trichdan.resolve.identity import is_open, number_key, province_slug
from trichdan.store import Store
from trichdan.store.rows import Row

_CATCHWORD = 4
"""Words that a title has at least; a longer one than others tell has often swallowed what follows it."""
_TOLD = ("number", "type", "date", "term", "title")
_SQL = (
    "SELECT c.target, c.status, c.doc, d.jurisdiction, c.target_number AS number, c.type, c.target_date AS date,"
    " c.target_term AS term, c.target_title AS title, count(*) AS mentions"
    " FROM citations c JOIN documents d ON d.doc = c.doc WHERE d.copy_of IS NULL AND c.target IS NOT NULL"
    " AND c.target_doc IS NULL AND c.status IN ('known', 'wanted') AND c.kind NOT IN ('self', 'anaphor')"
    " GROUP BY c.target, c.status, c.doc, c.type, c.target_number, c.target_date, c.target_term, c.target_title"
)


@dataclass(slots=True)
class Missing:
    """A cited document that the corpus lacks, as its citers tell it.

    Attributes:
        said: what they say of each thing, and how many say so.
        docs: documents that cite it; places: slugs of their provinces.
        also: open ids that mean it.
    """

    id: str
    status: str
    mentions: int = 0
    docs: set[int] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    said: dict[str, Counter[object]] = field(default_factory=lambda: defaultdict(Counter))
    also: list[str] = field(default_factory=list)

    def told(self, name: str) -> object:
        """Return what most citers say; of several equally often said, the shortest that is no mere catchword."""
        votes = self.said[name]

        def worth(value: object) -> tuple[int, bool, int, str]:
            words = str(value)
            return -votes[value], name == "title" and len(words.split()) < _CATCHWORD, len(words), words

        return min(votes, key=worth, default=None)

    def take(self, other: Missing) -> None:
        """Count the citations of an open id as citations of this document."""
        self.docs |= other.docs
        self.mentions += other.mentions
        self.also.append(other.id)


def missing_documents(store: Store, lexicon: Lexicon) -> list[Row]:
    """Return the cited documents that the corpus lacks, most cited first.

    A citation without a date (`87-KL/TU@?`) counts for the one dated paper of that number, where there is one.
    """
    found: dict[str, Missing] = {}
    for row in store.rows(_SQL):
        one = found.setdefault(row["target"], Missing(row["target"], row["status"]))
        one.mentions += row["mentions"]
        one.docs.add(row["doc"])
        place = province_slug(row["jurisdiction"], lexicon)
        one.places |= {place} if place else set()
        for name in _TOLD:
            if row[name] is not None:
                one.said[name][row[name]] += 1
    kept = _together(found.values())
    kept.sort(key=lambda one: (-len(one.docs), -one.mentions, one.id))
    return [
        {
            "id": one.id,
            **{name: one.told(name) for name in _TOLD},
            "documents": len(one.docs),
            "mentions": one.mentions,
            "status": one.status,
            "also": one.also,
        }
        for one in kept
    ]


def _together(found: Iterable[Missing]) -> list[Missing]:
    """Return the documents with those of open ids counted for the one dated paper that they can mean."""
    dated: dict[str, list[Missing]] = defaultdict(list)
    kept, undated = [], []
    for one in found:
        if is_open(one.id) and one.said["number"]:
            undated.append(one)
        else:
            kept.append(one)
            if one.said["number"]:
                dated[number_key(str(one.told("number")))].append(one)
    for one in sorted(undated, key=lambda u: u.id):
        twins = [twin for twin in dated[number_key(str(one.told("number")))] if _is_near(one, twin)]
        if len(twins) == 1:
            twins[0].take(one)
        else:
            kept.append(one)
    return kept


def _is_near(one: Missing, twin: Missing) -> bool:
    """Return whether papers of one province cite both, or neither belongs to a province."""
    place, dot, _ = twin.id.partition("@")[2].partition(".")
    return not dot or one.places == {place}
