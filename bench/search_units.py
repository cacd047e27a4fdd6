"""Which units find what people mean: one table over the judged queries of tests/search/queries.jsonl.

    python bench/search_units.py CORPUS [--no-words]

CORPUS is the folder of the real documents that the queries were judged on. Every row but the last two is plain
OR with BM25 over the named units; the last two are the engine as it is shipped, without and with its head field.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np

from trichdan.search import SearchDocument, analysis, open_engine, ranking

QUERIES = Path(__file__).parent.parent / "tests" / "search" / "queries.jsonl"
NUMBER = re.compile(r"(?:[Ss]ố\s*:\s*|(?m:^\s*)Số\s+)(\d+[\w.]*(?:\s?[-/–]\s?[\w.]+)+)")
TOKEN = re.compile(r"[^\W_]+")
Units = Callable[[str], Iterable[str]]


def plain(text: str) -> list[str]:
    return TOKEN.findall(text.lower())


def syllables(text: str) -> list[str]:
    return [syllable.key for syllable in analysis.syllables(analysis.clean(text))]


def pairs(text: str) -> list[str]:
    keys = syllables(text)
    return [f"{a} {b}" for a, b in pairwise(keys)]


def words(text: str) -> list[str]:
    """Words of several syllables as underthesea segments them, folded."""
    from underthesea import word_tokenize

    found: list[str] = []
    for line in text.splitlines():
        if line.strip():
            found.extend(key for word in word_tokenize(line) if " " in (key := analysis.value_key(word)))
    return found


def both(*parts: Units) -> Units:
    return lambda text: [unit for part in parts for unit in part(text)]


class Bm25:
    """OR with BM25 over any units; a second field for the head weighs three times."""

    def __init__(self, texts: list[str], units: Units, *, head: bool = False) -> None:
        self.of = units
        counts = [Counter(self.of(text)) for text in texts]
        if head:
            for count, text in zip(counts, texts, strict=True):
                for unit, more in Counter(self.of(analysis.head_of(text))).items():
                    count[unit] += 3 * more
        self.size = len(texts)
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float32)
        self.norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        postings: dict[str, list[tuple[int, int]]] = {}
        for doc, count in enumerate(counts):
            for unit, times in count.items():
                postings.setdefault(unit, []).append((doc, times))
        self.postings = {unit: np.array(rows, dtype=np.int32) for unit, rows in postings.items()}

    def best(self, query: str) -> list[int]:
        score = np.zeros(self.size, dtype=np.float32)
        for unit in self.of(query):
            rows = self.postings.get(unit)
            if rows is not None:
                idf = np.log(1 + (self.size - len(rows) + 0.5) / (len(rows) + 0.5))
                score[rows[:, 0]] += idf * rows[:, 1] * 2.2 / (rows[:, 1] + self.norm[rows[:, 0]])
        order = np.argsort(-score, kind="stable")[:10]
        return [int(doc) for doc in order if score[doc] > 0]


def fts5(texts: list[str]) -> Callable[[str], list[int]]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    connection.executemany("INSERT INTO t(rowid, text) VALUES (?, ?)", enumerate(texts))

    def best(query: str) -> list[int]:
        match = " OR ".join(f'"{token}"' for token in TOKEN.findall(query))
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10"
        return [row[0] for row in connection.execute(sql, (match,))]

    return best


def measure(best: Callable[[str], list[int]], queries: list[dict[str, object]], ids: list[str]) -> str:
    cells = []
    for group in ("tuned", "held-out"):
        found = []
        for query in queries:
            if query["set"] == group:
                hits = [ids[doc] for doc in best(str(query["query"]))]
                wanted = query["documents"]
                found.append(next((at for at, id in enumerate(hits, 1) if id in wanted), 0))  # type: ignore[operator]
        success = sum(rank > 0 for rank in found) / len(found)
        cells.append(f"{success:.3f} | {sum(1 / rank for rank in found if rank) / len(found):.3f}")
    return " | ".join(cells)


def shipped(folder: Path, texts: list[str], ids: list[str]) -> Callable[[str], list[int]]:
    engine = open_engine(folder, create=True)
    documents = []
    for id, text in zip(ids, texts, strict=True):
        number = NUMBER.search(text[:3000])
        documents.append(SearchDocument(id, id, text, number=number[1] if number else None))
    engine.update(documents)
    place = {id: at for at, id in enumerate(ids)}
    return lambda query: [place[hit.id] for hit in engine.search(query, facets=False).hits]


def ways(*, with_words: bool) -> list[tuple[str, Units, bool]]:
    """Return the units to compare: name, what makes them of a text, and whether the head of a paper counts more."""
    cache: dict[str, list[str]] = {}

    def segmented(text: str) -> list[str]:
        if text not in cache:
            cache[text] = words(text)
        return cache[text]

    rows: list[tuple[str, Units, bool]] = [
        ("unicode tokens, marks kept", plain, False),
        ("syllables, folded", syllables, False),
        ("syllables and pairs", both(syllables, pairs), False),
        ("syllables and pairs, head", both(syllables, pairs), True),
    ]
    if with_words:
        rows[2:2] = [
            ("underthesea words of several syllables", segmented, False),
            ("syllables and underthesea words", both(syllables, segmented), False),
        ]
        rows.append(("syllables, pairs and underthesea words", both(syllables, pairs, segmented), False))
        rows.append(("syllables, pairs, underthesea words, head", both(syllables, pairs, segmented), True))
    return rows


def show_shipped(texts: list[str], ids: list[str], queries: list[dict[str, object]]) -> None:
    """Print how the engine that is shipped does, with and without its weight for the head of a paper."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        best = shipped(Path(folder) / "index", texts, ids)
        spent = time.perf_counter() - start
        kept = (ranking.HEAD_POINT, ranking.WEIGHT_HEAD)
        ranking.HEAD_POINT, ranking.WEIGHT_HEAD = 0.0, 0.0
        print(f"| as shipped, head off | {measure(best, queries, ids)} | {spent:.1f} |", flush=True)
        ranking.HEAD_POINT, ranking.WEIGHT_HEAD = kept
        print(f"| as shipped | {measure(best, queries, ids)} | {spent:.1f} |", flush=True)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--no-words", action="store_true", help="leave out what needs word segmentation")
    options = arguments.parse_args()
    paths = sorted(options.corpus.rglob("*.txt"))
    ids = [path.relative_to(options.corpus).as_posix() for path in paths]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    queries = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    print("| units | success@10 | MRR | held out: success@10 | MRR | build s |")
    print("|---|---|---|---|---|---|")
    for name, units, head in ways(with_words=not options.no_words):
        start = time.perf_counter()
        index = Bm25(texts, units, head=head)
        spent = time.perf_counter() - start
        print(f"| {name} | {measure(index.best, queries, ids)} | {spent:.1f} |", flush=True)
    start = time.perf_counter()
    best = fts5(texts)
    spent = time.perf_counter() - start
    print(f"| SQLite FTS5, marks removed, OR | {measure(best, queries, ids)} | {spent:.1f} |", flush=True)
    show_shipped(texts, ids, queries)


if __name__ == "__main__":
    main()
