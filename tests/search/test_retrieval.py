"""How well people find what they mean: judged queries over the 800 real documents, if these are there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import SHARED
from trichdan.search import Engine, SearchDocument, open_engine

REAL = SHARED / "corpus" / "real"
QUERIES = [json.loads(line) for line in (Path(__file__).parent / "queries.jsonl").read_text("utf-8").splitlines()]
NUMBER = re.compile(r"(?:[Ss]ố\s*:\s*|(?m:^\s*)Số\s+)(\d+[\w.]*(?:\s?[-/–]\s?[\w.]+)+)")

pytestmark = [pytest.mark.engine, pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")]


def real_documents() -> Iterator[SearchDocument]:
    """Yield the documents with the number that stands in their head, and nothing else known of them."""
    for path in sorted(REAL.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        number = NUMBER.search(text[:3000])
        name = path.relative_to(REAL).as_posix()
        yield SearchDocument(name, name, text, number=number[1] if number else None)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = open_engine(tmp_path_factory.mktemp("retrieval") / "i", create=True)
    made.update(real_documents())
    yield made
    made.close()


def ranks(engine: Engine, queries: list[dict[str, object]]) -> list[int]:
    """Return for each query the rank of the first document that answers it, 0 if none of the first ten does."""
    found = []
    for query in queries:
        ids = [hit.id for hit in engine.search(str(query["query"]), facets=False).hits]
        wanted = query["documents"]
        assert isinstance(wanted, list)
        found.append(next((at for at, id in enumerate(ids, 1) if id in wanted), 0))
    return found


def test_queries_are_well_formed() -> None:
    assert len(QUERIES) >= 60
    assert len({query["query"] for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        assert query["documents"], query
        assert all((REAL / name).is_file() for name in query["documents"]), query


@pytest.fixture(scope="module")
def answers(engine: Engine) -> list[tuple[dict[str, object], int]]:
    return list(zip(QUERIES, ranks(engine, QUERIES), strict=True))


def reciprocal(found: list[int]) -> float:
    return sum(1 / rank for rank in found if rank) / len(found)


def test_success_and_mrr(answers: list[tuple[dict[str, object], int]]) -> None:
    lost = [query["query"] for query, rank in answers if not rank]
    assert 1 - len(lost) / len(answers) >= 0.98, lost
    assert reciprocal([rank for _, rank in answers]) >= 0.92


def test_queries_that_nothing_was_tuned_on(answers: list[tuple[dict[str, object], int]]) -> None:
    found = [rank for query, rank in answers if query["set"] == "held-out"]
    assert len(found) >= 50
    assert sum(rank > 0 for rank in found) / len(found) >= 0.98
    assert reciprocal(found) >= 0.88


def test_queries_that_somebody_else_wrote(answers: list[tuple[dict[str, object], int]]) -> None:
    found = [rank for query, rank in answers if query["set"] == "independent"]
    assert len(found) >= 50
    assert sum(rank > 0 for rank in found) / len(found) >= 0.96
    assert reciprocal(found) >= 0.9


@pytest.mark.parametrize("kind", sorted({query["kind"] for query in QUERIES}))
def test_no_kind_of_query_is_left_behind(answers: list[tuple[dict[str, object], int]], kind: str) -> None:
    assert reciprocal([rank for query, rank in answers if query["kind"] == kind]) >= 0.8
