"""Kill builds at random moments, and see that nothing is lost.

Again and again a build over a made corpus is killed with SIGKILL at random moments. After each kill the index must
open and hold all that the build had reported as done; then a build must finish, `check` must be clean, the tables
and the answers must equal those of an undisturbed build, and no stray files may lie in the index. Three rounds in
four begin with an index of an earlier state of the corpus (documents to add, change and drop), every fourth one has
Tantivy for its full text. Then the same with two builds at once, and on a disk that is full (`--small-disk FOLDER`,
a mounted tmpfs of a few MB; without it, files that may not grow: RLIMIT_FSIZE).

    python bench/kill.py --rounds 40 --documents 1000 [--small-disk FOLDER]
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from made_corpus import document, make, sentences

from trichdan import open_index
from trichdan.store import Store

TRICHDAN = str(Path(sys.executable).with_name("trichdan"))
BUILD = """
import sys
from trichdan import build
told = lambda done, total, name="": print(done, flush=True)
build(sys.argv[1], sys.argv[2], engine=sys.argv[3] or None, progress=told)
"""
QUERIES = ("dân vận khéo", '"cải cách hành chính"', "17-KH/TU", "bao cao type:kh", "cites:25-NQ/TW date:2015..")
CITED = ("nq 25 tw", "Nghị quyết 4-NQ/TW", "17-KH/TU", "luật đất đai")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an undisturbed build gives."""

    tables: Path
    answers: object
    shape: frozenset[str]


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TRICHDAN, *map(str, args)], capture_output=True, text=True, check=False)


def tables(index: Path, folder: Path) -> Path:
    """Export the tables of an index and return the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    done = run("export", folder, "--format", "csv", "--index", index)
    if done.returncode:
        raise SystemExit(f"export failed: {done.stderr}")
    return folder


def differences(a: Path, b: Path) -> list[str]:
    """Return the names of the tables that differ."""
    names = sorted({p.name for p in a.iterdir()} | {p.name for p in b.iterdir()})
    _, unequal, missing = filecmp.cmpfiles(a, b, names, shallow=False)
    return [*unequal, *missing]


def answers(index: Path, *, ranks: bool = True) -> object:
    """Return what an index answers to a few questions; without `ranks` what is found, in no order."""
    with open_index(index) as archive:
        found = [archive.search(query, limit=2000) for query in QUERIES]
        hits = [[(r["id"], r["score"], r["snippet"]) for r in answer["results"]] for answer in found]
        if not ranks:
            hits = [sorted((id, 0, snippet) for id, _, snippet in listed) for listed in hits]
        rest = [[a["total"], a["facets"], a["suggestion"]] for a in found]
        return [hits, rest, [archive.cites(query) for query in CITED], archive.deadlines_between()]


def shape(index: Path) -> frozenset[str]:
    """Return the kinds of files that an index consists of (segment names are random)."""
    return frozenset(p.suffix or p.name for p in index.rglob("*") if p.is_file())


def held(index: Path) -> int:
    """Return how many files an index holds, after a kill."""
    store = Store.open(index, create=True)
    try:
        return int(store.value("SELECT count(*) FROM files"))
    finally:
        store.close()


def used(process: int) -> float:
    """Return the seconds of the processor that a running process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def killed_build(corpus: Path, index: Path, after: float, engine: str) -> tuple[bool, int]:
    """Start a build and kill it after some seconds of the processor; return whether it was, and what it had done."""
    words = [sys.executable, "-c", BUILD, str(corpus), str(index), engine]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    told: list[str] = []
    stream = process.stdout
    reader = threading.Thread(target=lambda: told.extend(stream or ()))
    reader.start()
    while process.poll() is None and used(process.pid) < after:
        time.sleep(0.005)
    killed = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    reader.join()
    return killed, int(told[-1]) if told else 0


def verify(corpus: Path, index: Path, expected: Expected, work: Path, engine: str = "") -> list[str]:
    """Return what is wrong after the next build."""
    problems = []
    done = run("build", corpus, "--index", index, *(["--engine", engine] if engine else []))
    if done.returncode:
        problems.append(f"build: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    done = run("check", corpus, "--index", index)
    if done.returncode:
        problems.append(f"check: exit {done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}")
    problems += [f"table differs: {name}" for name in differences(tables(index, work / "tables"), expected.tables)]
    if answers(index, ranks=not engine) != expected.answers:
        problems.append("answers differ")
    stray = shape(index) - expected.shape
    if stray:
        problems.append(f"stray files: {sorted(stray)}")
    return problems


def undisturbed(corpus: Path, work: Path, engine: str = "") -> Expected:
    index = work / f"whole-{engine}"
    timed_build(corpus, index, engine)
    found = answers(index, ranks=not engine)
    if not all(json.loads(json.dumps(found))[0]):
        raise SystemExit("a query finds nothing: the comparison would say nothing")
    return Expected(tables(index, work / f"expected-{engine}"), found, shape(index))


def timed_build(corpus: Path, index: Path, engine: str = "") -> float:
    """Build, and return the seconds of the processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, corpus, index, engine], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"build: {done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def earlier(corpus: Path, work: Path, count: int) -> Path:
    """Return the index of an earlier state of the corpus: some documents other, some not yet there, some too many."""
    old, index, pool = work / "earlier", work / "earlier-index", sentences()
    shutil.copytree(corpus, old)
    files = sorted(old.rglob("*.txt"))
    for path in files[::10]:
        path.unlink()
    for number, path in enumerate(files[1::20]):
        path.write_text(document(count + number, pool, 2), encoding="utf-8")
    make(old / "gone", count // 20, seed=3)
    timed_build(old, index)
    return index


def one_round(
    number: int, corpus: Path, before: Path, wanted: dict[str, Expected], whole: tuple[float, float], work: Path,
    chance: random.Random,
) -> tuple[int, list[str]]:  # fmt: skip
    """Kill builds of one index and verify it; return the kills and what is wrong."""
    index, engine, grown = work / "index", "tantivy" if number % 4 == 3 else "", number % 4 != 0
    shutil.rmtree(index, ignore_errors=True)
    if grown:
        shutil.copytree(before, index)
    problems, kills = [], 0
    for _ in range(chance.randint(1, 3)):
        known = 0 if grown else held(index)
        killed, done = killed_build(corpus, index, chance.uniform(0.1, 1.0) * whole[grown], engine)
        kills += killed
        if killed and not grown and (now := held(index)) < known + done:
            problems.append(f"lost: {now} files held, {known} before and {done} reported")
    return kills, [*problems, *verify(corpus, index, wanted[engine], work, engine)]


def two_at_once(corpus: Path, wanted: Expected, work: Path) -> list[str]:
    index = work / "two"
    pair = [
        subprocess.Popen([TRICHDAN, "build", corpus, "--index", index], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [build.communicate()[1].strip().splitlines()[-1:] for build in pair]
    exits = sorted(build.returncode for build in pair)
    print("two at once: exits", exits, [line for line in said if line])
    return [*([] if exits == [0, 1] else ["not one of the two was refused"]), *verify(corpus, index, wanted, work)]


def limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def full_disk(corpus: Path, wanted: Expected, work: Path, small: Path | None) -> list[str]:
    """Build where there is no room, three times over, then where there is."""
    problems = []
    index = (small or work) / "small"
    whole = sum(path.stat().st_size for path in (work / "whole-").rglob("*") if path.is_file())
    for share in (0.1, 0.3, 0.6) if small else (0.1, 0.3, 0.5):
        words = [TRICHDAN, "build", str(corpus), "--index", str(index)]
        megabytes = share * whole / 1e6
        if small:
            ballast = small / "ballast"
            held_now = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
            free = shutil.disk_usage(small).free + held_now - int(share * whole)
            ballast.write_bytes(bytes(max(free, 0)))
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            ballast.unlink()
        else:
            limit = limited(int(share * whole))
            done = subprocess.run(words, capture_output=True, text=True, check=False, preexec_fn=limit)
        last = done.stderr.strip().splitlines()[-1:]
        print(f"full disk ({megabytes:.0f} MB): exit {done.returncode}: {last}")
        if done.returncode != 1 or "Traceback" in done.stderr:
            problems.append(f"full disk: exit {done.returncode}")
    moved = work / "moved"
    shutil.copytree(index, moved)
    return [*problems, *verify(corpus, moved, wanted, work)]


def main() -> int:
    """Run the rounds; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--small-disk", type=Path, help="a mounted file system of 60 MB or so")
    args = parser.parse_args()
    chance = random.Random(7)
    bad = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus = work / "corpus"
        make(corpus, args.documents)
        fresh = timed_build(corpus, work / "timed")
        wanted = {"": undisturbed(corpus, work), "tantivy": undisturbed(corpus, work, "tantivy")}
        before = earlier(corpus, work, args.documents)
        shutil.copytree(before, work / "grown")
        whole = (fresh, timed_build(corpus, work / "grown"))
        print(
            f"undisturbed build of {args.documents}: {fresh:.1f} s; of an earlier index: {whole[1]:.1f} s", flush=True
        )
        for number in range(args.rounds):
            kills, problems = one_round(number, corpus, before, wanted, whole, work, chance)
            killed += kills
            bad += bool(problems)
            print(f"round {number + 1}: killed {kills} times", *(problems or ["all well"]), sep="; ", flush=True)
        for name, problems in (
            ("two at once", two_at_once(corpus, wanted[""], work)),
            ("full disk, then room again", full_disk(corpus, wanted[""], work, args.small_disk)),
        ):
            bad += bool(problems)
            print(f"{name}:", *(problems or ["all well"]), sep="; ", flush=True)
        print(f"{killed} kills in {args.rounds} rounds, {bad} bad")
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
