"""The web of citations: documents as nodes, typed citations as edges, and how much weight each document carries."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trichdan.store import Store

DAMPING = 0.85
"""Share of weight that a document passes on along its citations (Brin and Page 1998)."""
_ROUNDS = 150
_SETTLED = 1e-9


@dataclass(frozen=True, slots=True)
class Node:
    """A document that is held, known, or only cited.

    Attributes:
        cited_by: how many documents cite it; cites: how many it cites.
        rank: its share of weight (PageRank); the shares of a graph add up to 1.
    """

    id: str
    number: str | None
    type: str | None
    date: str | None
    title: str | None
    held: bool
    cited_by: int
    cites: int
    rank: float


@dataclass(frozen=True, slots=True)
class Edge:
    """All citations of one document by another in one relation."""

    source: str
    target: str
    relation: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id and edges by source, target and relation, each in order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(store: Store) -> Graph:
    """Return the web of all citations that mean a document for certain."""
    rows = store.tuples(
        "SELECT d.id, c.target, c.relation, count(*) FROM citations c JOIN documents d USING (doc)"
        " WHERE d.copy_of IS NULL AND c.target IS NOT NULL AND c.status IN ('resolved', 'known', 'wanted')"
        " AND c.kind NOT IN ('self', 'anaphor') AND c.target <> d.id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    edges = tuple(Edge(*row) for row in rows)
    about: dict[str, tuple[str | None, str | None, str | None, str | None, bool]] = {}
    for id, number, type, when, title in store.tuples(
        "SELECT target, min(target_number), min(type), min(target_date), min(target_title) FROM citations"
        " WHERE target IS NOT NULL GROUP BY target"
    ):
        about[id] = (number, type, when, title, False)
    for id, number, type, when, title in store.tuples(
        "SELECT id, number, type, date, title FROM documents WHERE copy_of IS NULL"
    ):
        about[id] = (number, type, when, title, True)
    ids = sorted({end for edge in edges for end in (edge.source, edge.target)} | {i for i in about if about[i][4]})
    return Graph(_nodes(ids, edges, about), edges)


def _nodes(
    ids: Sequence[str],
    edges: Sequence[Edge],
    about: Mapping[str, tuple[str | None, str | None, str | None, str | None, bool]],
) -> tuple[Node, ...]:
    pairs = sorted({(edge.source, edge.target) for edge in edges})
    cited_by = Counter(target for _, target in pairs)
    cites = Counter(source for source, _ in pairs)
    ranks = ranked(ids, pairs)
    return tuple(Node(id, *about[id], cited_by[id], cites[id], ranks[id]) for id in ids)


def ranked(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return the PageRank of each document.

    Args:
        ids: all documents.
        pairs: who cites whom, each once.
    """
    size = len(ids)
    if not size:
        return {}
    place = {id: n for n, id in enumerate(ids)}
    source = np.array([place[s] for s, _ in pairs], dtype=np.int64)
    target = np.array([place[t] for _, t in pairs], dtype=np.int64)
    out = np.bincount(source, minlength=size).astype(float)
    weight = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        share = np.divide(weight, out, out=np.zeros(size), where=out > 0)
        passed = np.bincount(target, weights=share[source], minlength=size) if pairs else np.zeros(size)
        fresh = (1 - DAMPING) / size + DAMPING * (passed + weight[out == 0].sum() / size)
        if np.abs(fresh - weight).sum() < _SETTLED:
            break
        weight = fresh
    return {id: round(float(weight[n]), 9) for id, n in place.items()}


def around(graph: Graph, id: str, depth: int = 1, *, most: int = 60) -> Graph:
    """Return the part of a graph within some steps of a document, in either direction.

    Args:
        graph: the whole.
        id: the document in the middle.
        depth: steps.
        most: nodes kept; those with most weight stay.
    """
    beside: dict[str, set[str]] = {}
    for edge in graph.edges:
        beside.setdefault(edge.source, set()).add(edge.target)
        beside.setdefault(edge.target, set()).add(edge.source)
    rank = {node.id: node.rank for node in graph.nodes}
    steps = {id: 0}
    waiting = deque([id])
    while waiting:
        here = waiting.popleft()
        if steps[here] == depth:
            continue
        for other in sorted(beside.get(here, ()), key=lambda o: (-rank.get(o, 0.0), o)):
            if other not in steps:
                steps[other] = steps[here] + 1
                waiting.append(other)
    kept = set(sorted(steps, key=lambda i: (steps[i], -rank.get(i, 0.0), i))[:most])
    nodes = tuple(node for node in graph.nodes if node.id in kept)
    return Graph(nodes, tuple(e for e in graph.edges if e.source in kept and e.target in kept))
