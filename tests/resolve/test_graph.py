from __future__ import annotations

import pytest

from trichdan.resolve.graph import Edge, Graph, Node, around, ranked


def plain(ids: list[str], pairs: list[tuple[str, str]], rounds: int = 400) -> dict[str, float]:
    """PageRank as its definition says, step by step."""
    weight = {i: 1 / len(ids) for i in ids}
    out = {i: [t for s, t in pairs if s == i] for i in ids}
    for _ in range(rounds):
        lost = sum(w for i, w in weight.items() if not out[i])
        weight = {
            i: 0.15 / len(ids) + 0.85 * (lost / len(ids) + sum(weight[s] / len(out[s]) for s, t in pairs if t == i))
            for i in ids
        }
    return weight


@pytest.mark.parametrize(
    ("ids", "pairs"),
    [
        (["a"], []),
        (["a", "b"], [("a", "b")]),
        (["a", "b", "c"], [("a", "c"), ("b", "c")]),
        (["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]),
    ],
)
def test_ranks_are_those_of_the_definition(ids: list[str], pairs: list[tuple[str, str]]) -> None:
    found = ranked(ids, pairs)
    assert found == pytest.approx(plain(ids, pairs), abs=1e-6)
    assert sum(found.values()) == pytest.approx(1, abs=1e-6)


def test_no_documents_have_no_ranks() -> None:
    assert ranked([], []) == {}


def node(id: str) -> Node:
    return Node(id, None, None, None, None, False, 0, 0, 0.1)


CHAIN = Graph(
    tuple(map(node, "abcd")), (Edge("a", "b", "refers", 1), Edge("b", "c", "refers", 1), Edge("c", "d", "refers", 1))
)


@pytest.mark.parametrize(("depth", "ids"), [(1, "ab"), (2, "abc"), (9, "abcd")])
def test_neighbourhoods_grow_with_their_depth(depth: int, ids: str) -> None:
    part = around(CHAIN, "a", depth)
    assert "".join(n.id for n in part.nodes) == ids
    assert len(part.edges) == len(ids) - 1


def test_large_neighbourhoods_are_cut() -> None:
    star = Graph(tuple(map(node, "abcdef")), tuple(Edge("a", i, "refers", 1) for i in "bcdef"))
    assert len(around(star, "a", 1, most=3).nodes) == 3
