"""How fast an index is built and asked, engine by engine, over made documents of about 2 KB.

    python bench/search_speed.py 1000 10000 100000 [--engines whoosh tantivy fts5] [--folder FOLDER]

For each size: the rate of extraction and of a build without full text, `cites`, and for each engine the full text,
`search` by kind of query (new words each time, so that no cache answers), and 100 more documents. Every step is a
process of its own, so that memory is its own. Times are those of the processor, so that other work on the machine
does not count; growth also tells the time by the clock. FTS5 is the yardstick: marks removed, OR for words, no
snippets, no facets. A table is printed as the figures come.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from made_corpus import make, sentences

from trichdan import build, open_index
from trichdan.build.reading import read_document

ENGINES = ("whoosh", "tantivy", "fts5")
KINDS = ("words", "sentence", "phrase", "number", "field", "combined")
ROUNDS = 60
SAMPLE = 3000
"""Documents over which the rate of extraction is measured."""
MORE = 100
BASE = "base"
Figures = dict[str, float | str]


def question(kind: str, pool: list[str], chance: random.Random) -> str:
    sentence = [word for word in chance.choice(pool).split() if word.isalpha()]
    at = chance.randrange(max(len(sentence) - 5, 1))
    part = " ".join(sentence[at : at + 4])
    cited, year = f"{chance.randint(1, 60)}-NQ/TW", chance.randint(2011, 2020)
    return {
        "words": " ".join(chance.sample(sentence, min(3, len(sentence)))),
        "sentence": part,
        "phrase": f'"{" ".join(sentence[at : at + 3])}"',
        "number": f"{chance.randint(1, 900)}-KH/TU",
        "field": f'cites:{cited} type:"kế hoạch"',
        "combined": f'{part} cites:{cited} date:{year}.. type:"kế hoạch"',
    }[kind]


def cited(chance: random.Random) -> str:
    number = chance.randint(1, 60)
    return chance.choice((f"Nghị quyết {number}-NQ/TW", f"nq {number} tw", f"{number}-NQ/TW", f"{number}-KH/TU"))


def percentiles(times: Iterable[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2] * 1000:.1f}/{ordered[int(len(ordered) * 0.95)] * 1000:.1f}"


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the processor and of the clock that something takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# steps, each a process


def step_extract(corpus: Path, index: Path, count: int) -> Figures:
    paths = sorted(corpus.rglob("*.txt"))[: min(count, SAMPLE)]
    read_document(paths[0], "warm")
    used, _ = spent(lambda: [read_document(path, path.name) for path in paths])
    return {"extract": len(paths) / used}


def step_build(corpus: Path, index: Path, count: int) -> Figures:
    used, _ = spent(lambda: build(corpus, index / BASE, full_text=False))
    return {"build": count / used, "size": size(index / BASE)}


def step_cites(corpus: Path, index: Path, count: int) -> Figures:
    chance = random.Random(3)
    with open_index(index / BASE) as archive:
        archive.cites("nq 99 tw")
        return {"cites": percentiles(spent(lambda: archive.cites(cited(chance)))[0] for _ in range(ROUNDS * 2))}


def step_grow(corpus: Path, index: Path, count: int) -> Figures:
    used, wall = spent(lambda: build(corpus, index / BASE, full_text=False))
    return {"grow": used, "grow_wall": wall}


def asked(ask: Callable[[str], object]) -> Figures:
    pool, chance = sentences(), random.Random(5)
    figures: Figures = {"first": spent(lambda: ask("mở"))[0] * 1000}
    every: list[float] = []
    for kind in KINDS:
        queries = [question(kind, pool, chance) for _ in range(ROUNDS)]
        times = [spent(lambda query=query: ask(query))[0] for query in queries]
        every += times
        figures[kind] = percentiles(times)
    return {**figures, "all": percentiles(every)}


def step_full_text(engine: str, corpus: Path, index: Path, count: int) -> Figures:
    if engine == "fts5":
        used, _ = spent(lambda: fts5_fill(index))
        return {"full_text": count / used, "size": (index / "fts5.db").stat().st_size / 1e6}
    shutil.copytree(index / BASE, index / engine)
    used, _ = spent(lambda: build(corpus, index / engine, engine=engine))
    return {"full_text": count / used, "size": size(index / engine / "fulltext")}


def step_search(engine: str, corpus: Path, index: Path, count: int) -> Figures:
    if engine == "fts5":
        return asked(fts5_ask(index))
    with open_index(index / engine) as archive:
        return asked(archive.search)


def step_search_grow(engine: str, corpus: Path, index: Path, count: int) -> Figures:
    if engine == "fts5":
        used, wall = spent(lambda: fts5_fill(index))
    else:
        used, wall = spent(lambda: build(corpus, index / engine))
    return {"grow": used, "grow_wall": wall}


# the yardstick


def fts5_fill(index: Path) -> None:
    """Bring documents of the index that the FTS5 table lacks into it."""
    db = sqlite3.connect(index / "fts5.db")
    db.execute("ATTACH ? AS base", ((index / BASE / "trichdan.sqlite").as_posix(),))
    db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS t USING fts5(text, type, cites, date UNINDEXED,"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    last = db.execute("SELECT coalesce(max(rowid), 0) FROM t").fetchone()[0]
    db.execute(
        "INSERT INTO t(rowid, text, type, cites, date) SELECT d.doc, x.text, d.type, (SELECT group_concat(c.number, "
        "' ; ') FROM base.citations c WHERE c.doc = d.doc), d.date FROM base.documents d JOIN base.texts x USING (doc)"
        " WHERE d.doc > ? AND d.copy_of IS NULL ORDER BY d.doc",
        (last,),
    )
    db.commit()
    db.close()


def fts5_ask(index: Path) -> Callable[[str], object]:
    db = sqlite3.connect(index / "fts5.db")

    def ask(query: str) -> object:
        words, field, rest = query.partition("cites:") if "cites:" in query else (query, "", "")
        number, _, tail = rest.partition(" ")
        since = tail.partition("date:")[2][:4]
        plain = words.replace("-", " ").replace("/", " ").strip()
        parts = [plain if plain.startswith('"') else " OR ".join(f'"{word}"' for word in plain.split())]
        if field:
            parts += [f'cites : "{number.replace("-", " ").replace("/", " ")}"', 'type : "kế hoạch"']
        match = " AND ".join(f"({part})" for part in parts if part)
        where = "t MATCH ?" + (f" AND date >= '{since}'" if since else "")
        total = db.execute(f"SELECT count(*) FROM t WHERE {where}", (match,)).fetchone()
        best = f"SELECT rowid FROM t WHERE {where} ORDER BY bm25(t) LIMIT 10"
        return total, db.execute(best, (match,)).fetchall()

    return ask


STEPS: dict[str, Callable[..., Figures]] = {
    "extract": step_extract, "build": step_build, "cites": step_cites, "grow": step_grow,
    "full_text": step_full_text, "search": step_search, "search_grow": step_search_grow,
}  # fmt: skip


def child(step: str, engine: str, folder: Path, count: int) -> None:
    work = STEPS[step]
    places = (folder / "corpus", folder / "index", count)
    figures = work(engine, *places) if engine else work(*places)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**figures, "memory": peak}))


def run(step: str, folder: Path, count: int, engine: str = "") -> Figures:
    command = [sys.executable, __file__, str(count), "--child", step, engine, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{step} {engine}: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    print(f"  {count} {step} {engine}: {figures}", file=sys.stderr, flush=True)
    return figures


def measure(count: int, engines: list[str], folder: Path) -> list[str]:
    """Return the rows of one size, the index itself first."""
    corpus, index = folder / "corpus", folder / "index"
    make(corpus, count)
    index.mkdir()
    extract, base, cites = run("extract", folder, count), run("build", folder, count), run("cites", folder, count)
    asked_of = {}
    for engine in engines:
        asked_of[engine] = (run("full_text", folder, count, engine), run("search", folder, count, engine))
    make(corpus, MORE, first=count)
    grown = run("grow", folder, count)
    share = float(base["build"]) / float(extract["extract"])
    rows = [
        f"| index | {count} | {base['build']:.0f} ({share:.0%} of {extract['extract']:.0f}) | {grown['grow']:.1f}"
        f" ({grown['grow_wall']:.1f}) | {base['memory']:.0f} | {base['size']:.0f} | cites {cites['cites']} |"
    ]
    for engine, (text, search) in asked_of.items():
        more = run("search_grow", folder, count, engine)
        cells = " | ".join(str(search[kind]) for kind in (*KINDS, "all"))
        rows.append(
            f"| {engine} | {count} | {text['full_text']:.0f} | {more['grow']:.1f} ({more['grow_wall']:.1f}) |"
            f" {text['memory']:.0f}, {search['memory']:.0f} | {text['size']:.0f} | {search['first']:.0f} | {cells} |"
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder without it")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(*options.child, options.folder, options.counts[0])
        return
    kinds = " | ".join(f"{kind} ms" for kind in (*KINDS, "all p50/p95"))
    print(f"| what | documents | docs/s | {MORE} more s (clock) | memory MB | size MB | first ms | {kinds} |")
    print("|---" * (len(KINDS) + 8) + "|", flush=True)
    for count in options.counts:
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            print(*measure(count, options.engines, Path(name)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
