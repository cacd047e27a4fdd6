"""How fast `cites` answers, inside the process, where one document is cited by most of the archive.

Makes a corpus of which nine documents in ten cite Nghị quyết 25-NQ/TW of 2013, builds an index of it (without full
text) or takes the one that is there, and prints the processor time of an answer by kind of question.
Run by hand: `python bench/cites_speed.py FOLDER --documents 10000`.
"""

from __future__ import annotations

import argparse
import re
import time
from pathlib import Path
from statistics import quantiles

from made_corpus import document, sentences

from trichdan import build, open_index

COMMON = "Nghị quyết số 25-NQ/TW, ngày 03/6/2013"
_FIRST = re.compile(r"Nghị quyết số \d+-NQ/TW, ngày \d\d/\d+/\d{4}")
QUERIES = {
    "cited by most": "Nghị quyết 25-NQ/TW",
    "as typed": "nq 25 tw",
    "by some": "nq 31 tw",
    "one type": "Nghị quyết 25-NQ/TW",
    "by name": "luật đất đai",
    "unknown": "9999-QĐ/TW",
}
ROUNDS = 100


def make(folder: Path, count: int) -> None:
    """Write the corpus."""
    pool = sentences()
    for index in range(count):
        text = document(index, pool, 1)
        if index % 10:
            text = _FIRST.sub(COMMON, text, count=1)
        path = folder / f"{index // 1000:03d}" / f"{index:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Build if need be, ask, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    args = parser.parse_args()
    corpus, index = args.folder / "corpus", args.folder / "index"
    if not index.exists():
        make(corpus, args.documents)
        build(corpus, index, full_text=False)
    with open_index(index) as archive:
        for name, query in QUERIES.items():
            type = "kế hoạch" if name == "one type" else None
            found = archive.cites(query, type=type)
            times = []
            for _ in range(ROUNDS):
                start = time.process_time()
                archive.cites(query, type=type)
                times.append(time.process_time() - start)
            cuts = quantiles(times, n=20, method="inclusive")
            documents = sum(len(c["documents"]) for c in found["candidates"])
            print(f"{name:14} {documents:6} documents  p50 {cuts[9] * 1000:6.1f} ms  p95 {cuts[18] * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
