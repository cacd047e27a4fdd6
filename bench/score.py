"""Score the extractors against hand labels: what was missed and invented, gain and loss since the last figures.

Run by `make score` with the folder of labels; `--save` writes the figures to tests/scores.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SCORES = ROOT / "tests" / "scores.json"
TRICHDAN = Path(sys.executable).with_name("trichdan")


def _extract(paths: list[str], out: Path) -> None:
    with out.open("w", encoding="utf-8") as stream:
        subprocess.run([TRICHDAN, "extract", "--jobs", "2", *paths], stdout=stream, check=False)


def _score(shared: Path, *args: str) -> tuple[dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, str(shared / "gold" / "score.py"), "--json", *args], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), done.stderr


def _flat(figures: dict[str, Any], prefix: str = "") -> dict[str, float]:
    out: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{prefix}{name}.")
        elif name not in ("gold", "pred"):
            out[prefix + name] = value
    return out


def measure(shared: Path, work: Path, *, misses: bool) -> dict[str, float]:
    """Return all figures, flat; print the misses if asked."""
    golds = sorted((shared / "gold" / "dev").glob("*.json"))
    docs = [json.loads(g.read_text(encoding="utf-8"))["doc"] for g in golds]
    corpus = shared / "corpus"
    _extract([str(corpus / d) for d in docs], work / "dev.jsonl")
    flags = ["--misses"] if misses else []
    dev, missed = _score(shared, *flags, str(corpus), str(work / "dev.jsonl"), *map(str, golds))
    print(missed, end="")

    labels = shared / "gold" / "headers-dev.jsonl"
    docs = [json.loads(line)["doc"] for line in labels.read_text(encoding="utf-8").splitlines()]
    _extract([str(corpus / d) for d in docs], work / "headers.jsonl")
    headers, missed = _score(shared, *flags, "--headers", str(labels), str(work / "headers.jsonl"))
    print(missed, end="")

    refs = shared / "gold" / "vnlegaltext-val.jsonl"
    subprocess.run(
        [sys.executable, str(shared / "gold" / "score.py"), "--split", str(refs), str(work / "spans")], check=True
    )
    _extract([str(work / "spans")], work / "spans.jsonl")
    spans, _ = _score(shared, "--spans", str(refs), str(work / "spans.jsonl"))
    return _flat({"dev": dev, "headers": headers, "vnlegaltext": spans})


def main() -> int:
    """Print figures with their gain or loss; return 1 if one fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder with corpus/ and gold/")
    parser.add_argument("--save", action="store_true", help="write the figures to tests/scores.json")
    parser.add_argument("--quiet", action="store_true", help="leave out what was missed and invented")
    args = parser.parse_args()
    if not (args.shared / "gold").is_dir():
        print(f"{args.shared} holds no gold/: name the folder that does (make score SHARED=...)", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(args.shared.resolve(), Path(folder), misses=not args.quiet)
    old = json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.exists() else {}
    fell = False
    for name, value in figures.items():
        lower_is_better = name.endswith(("silent_wrong", "bad_offsets"))
        change = value - old.get(name, value)
        worse = change > 1e-9 if lower_is_better else change < -1e-9
        fell |= worse
        print(f"{name:45} {value:8.4f} {change:+8.4f}{'  FELL' if worse else ''}")
    if args.save:
        SCORES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return int(fell)


if __name__ == "__main__":
    raise SystemExit(main())
