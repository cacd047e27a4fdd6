"""How fast full text is built and asked, engine by engine, over made documents of about 2 KB.

    python bench/search_speed.py 1000 10000 [--engines whoosh fts5]

One table: build rate, growth by 100 documents, memory, size, and p50 and p95 of queries, new words each time so
that no cache answers. Times are those of the processor, so that other work on the machine does not count. FTS5 is
the yardstick: marks removed, OR for words, no snippets, no facets.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from made_corpus import document, sentences

from trichdan.search import Filters, SearchDocument, open_engine

BATCH = 2000
ROUNDS = 60
Ask = Callable[[str, str, int], int]


def documents(first: int, count: int, pool: list[str]) -> Iterator[SearchDocument]:
    for index in range(first, first + count):
        text = document(index, pool, 1)
        chance = random.Random(index)
        yield SearchDocument(
            str(index), f"{index}.txt", text, number=f"{index + 1}-KH/TU", type=chance.choice(("kế hoạch", "chỉ thị")),
            date=date(2011 + index % 14, 1 + index % 12, 1), issuer="Tỉnh ủy Sơn Giang", province="tỉnh Sơn Giang",
            cites=(f"{chance.randint(1, 60)}-NQ/TW",),
        )  # fmt: skip


def questions(kind: str, pool: list[str], chance: random.Random) -> str:
    sentence = [word for word in chance.choice(pool).split() if word.isalpha()]
    at = chance.randrange(max(len(sentence) - 5, 1))
    part = " ".join(sentence[at : at + 4])
    return {
        "words": " ".join(chance.sample(sentence, min(3, len(sentence)))),
        "sentence": part,
        "phrase": f'"{" ".join(sentence[at : at + 3])}"',
        "number": f"{chance.randint(1, 900)}-KH/TU",
        "combined": f'{part} cites:{chance.randint(1, 60)}-NQ/TW date:{chance.randint(2011, 2020)}.. type:"kế hoạch"',
    }[kind]


KINDS = ("words", "sentence", "phrase", "number", "combined")


def percentiles(times: list[float]) -> str:
    times.sort()
    return f"{times[len(times) // 2] * 1000:.0f}/{times[int(len(times) * 0.95)] * 1000:.0f}"


def ours(kind: str, count: int, folder: Path, pool: list[str]) -> tuple[float, float, Callable[[str], object]]:
    engine = open_engine(folder / kind, create=True, kind=kind)
    spent = 0.0
    for first in range(0, count, BATCH):
        batch = list(documents(first, min(BATCH, count - first), pool))
        start = time.process_time()
        engine.update(batch)
        spent += time.process_time() - start
    start = time.process_time()
    engine.update(list(documents(count, 100, pool)))
    grown = time.process_time() - start
    return spent, grown, lambda query: engine.search(query, filters=Filters())


def fts5(count: int, folder: Path, pool: list[str]) -> tuple[float, float, Callable[[str], object]]:
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    spent = 0.0
    for first in [*range(0, count, BATCH), count]:
        batch = [(d.text,) for d in documents(first, min(BATCH, count - first) or 100, pool)]
        start = time.process_time()
        connection.executemany("INSERT INTO t(text) VALUES (?)", batch)
        connection.commit()
        grown = time.process_time() - start
        spent += grown

    def ask(query: str) -> object:
        words = query.split(" cites:")[0].replace("-", " ").replace("/", " ")
        match = words if words.startswith('"') else " OR ".join(f'"{word}"' for word in words.split())
        total = connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,)).fetchone()
        best = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 10"
        return total, connection.execute(best, (match,)).fetchall()

    return spent - grown, grown, ask


def one(engine: str, count: int) -> None:
    pool = sentences()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spent, grown, ask = fts5(count, folder, pool) if engine == "fts5" else ours(engine, count, folder, pool)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        chance = random.Random(5)
        start = time.process_time()
        ask("mở")
        cells = [f"{(time.process_time() - start) * 1000:.0f}"]
        every: list[float] = []
        for kind in KINDS:
            times = []
            for _ in range(ROUNDS):
                query = questions(kind, pool, chance)
                start = time.process_time()
                ask(query)
                times.append(time.process_time() - start)
            every += times
            cells.append(percentiles(times))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {engine} | {count} | {count / spent:.0f} | {grown:.2f} | {memory:.0f} | {size / 1e6:.0f} |"
            f" {' | '.join(cells)} | {percentiles(every)} |",
            flush=True,
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("counts", type=int, nargs="+")
    arguments.add_argument("--engines", nargs="+", default=["whoosh", "fts5"])
    arguments.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.child:
        one(options.engines[0], options.counts[0])
        return
    kinds = " | ".join(f"{kind} ms" for kind in KINDS)
    print(
        f"| engine | documents | build docs/s | 100 more s | memory MB | size MB | first ms | {kinds} | all p50/p95 |"
    )
    print("|---" * (len(KINDS) + 8) + "|", flush=True)
    for count in options.counts:
        for engine in options.engines:  # a process each, so that memory is its own
            subprocess.run([sys.executable, __file__, str(count), "--engines", engine, "--child"], check=True)


if __name__ == "__main__":
    main()
