"""Kill builds at random moments, and see that nothing is lost.

Forty times a build over a made corpus is killed with SIGKILL at a random moment; then a build must finish, `check`
must be clean, the tables must equal those of an undisturbed build, and no stray files may lie in the index. Then the
same with two builds at once, and on a disk that is too small (`--small-disk FOLDER`, a mounted tmpfs of a few MB).
Run by hand: `python bench/kill.py --rounds 40 --documents 1000`.
"""

from __future__ import annotations

import argparse
import filecmp
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_corpus import make

TRICHDAN = str(Path(sys.executable).with_name("trichdan"))


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


def shape(index: Path) -> set[str]:
    """Return the kinds of files that an index consists of (segment names are random)."""
    return {p.suffix or p.name for p in index.rglob("*") if p.is_file()}


def killed_build(corpus: Path, index: Path, after: float) -> bool:
    """Start a build and kill it after some seconds; return whether it was still running."""
    build = subprocess.Popen(
        [TRICHDAN, "build", corpus, "--index", index], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        build.wait(timeout=after)
    except subprocess.TimeoutExpired:
        build.send_signal(signal.SIGKILL)
        build.wait()
        return True
    return False


def verify(corpus: Path, index: Path, expected: Path, shape_expected: set[str], work: Path) -> list[str]:
    """Return what is wrong after the next build."""
    problems = []
    done = run("build", corpus, "--index", index)
    if done.returncode:
        problems.append(f"build: exit {done.returncode}: {done.stderr.strip()[-300:]}")
    done = run("check", corpus, "--index", index)
    if done.returncode:
        problems.append(f"check: exit {done.returncode}: {(done.stdout + done.stderr).strip()[-300:]}")
    problems += [f"table differs: {name}" for name in differences(tables(index, work / "tables"), expected)]
    stray = shape(index) - shape_expected
    if stray:
        problems.append(f"stray files: {sorted(stray)}")
    return problems


def main() -> int:
    """Run the rounds; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--small-disk", type=Path, help="a mounted file system with a few MB left")
    args = parser.parse_args()
    chance = random.Random(7)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        corpus = work / "corpus"
        make(corpus, args.documents)
        start = time.perf_counter()
        done = run("build", corpus, "--index", work / "whole")
        whole = time.perf_counter() - start
        print(f"undisturbed build of {args.documents}: {whole:.1f} s, exit {done.returncode}")
        expected = tables(work / "whole", work / "expected")
        good_shape = shape(work / "whole")
        killed = 0
        for number in range(args.rounds):
            index = work / "index"
            shutil.rmtree(index, ignore_errors=True)
            times = 0
            for _ in range(chance.randint(1, 3)):
                times += killed_build(corpus, index, chance.uniform(0.02, 1.0) * whole)
            killed += times
            problems = verify(corpus, index, expected, good_shape, work)
            bad += bool(problems)
            print(f"round {number + 1}: killed {times} times", *(problems or ["all well"]), sep="; ", flush=True)
        index = work / "two"
        pair = [
            subprocess.Popen([TRICHDAN, "build", corpus, "--index", index], stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        said = [build.communicate()[1].strip().splitlines()[-1:] for build in pair]
        print("two at once: exits", [build.returncode for build in pair], said)
        problems = verify(corpus, index, expected, good_shape, work)
        bad += bool(problems)
        print("two at once:", *(problems or ["all well"]))
        if args.small_disk:
            index = args.small_disk / "index"
            done = run("build", corpus, "--index", index)
            print(f"small disk: exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}")
            moved = work / "moved"
            shutil.copytree(index, moved)
            problems = verify(corpus, moved, expected, good_shape, work)
            bad += bool(problems)
            print("small disk, then room again:", *(problems or ["all well"]))
        print(f"{killed} kills in {args.rounds} rounds, {bad} bad")
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
