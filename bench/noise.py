"""How extraction holds up when the text is damaged the way OCR damages it.

The labelled documents are damaged at 0, 1, 3 and 5 % of their characters after measured confusions
(`ocr_confusions.csv`: one character read as one or two others, weighted by how often that was seen; lost and
gained characters are left out, for the measured ones are list marks and page numbers), labels and all; the score of
each level is printed beside its share of the clean one. Run by hand: `python bench/noise.py ../shared`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TRICHDAN = Path(sys.executable).with_name("trichdan")
LEVELS = (0.0, 0.01, 0.03, 0.05)


def confusions() -> dict[str, list[tuple[str, int]]]:
    """Return for each true string what it was read as and how often."""
    table: dict[str, list[tuple[str, int]]] = defaultdict(list)
    with (HERE / "ocr_confusions.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            table[row["true"]].append((row["ocr"], int(row["count"])))
    return table


def damage(text: str, share: float, seed: int) -> tuple[str, list[int]]:
    """Return the damaged text, and for each offset of `text` (its end included) where it lies now.

    Args:
        text: the clean text.
        share: errors per character.
        seed: of the random choice.
    """
    table = confusions()
    chance = random.Random(seed)
    pattern = re.compile("|".join(re.escape(true) for true in sorted(table, key=len, reverse=True)))
    found = list(pattern.finditer(text))
    often = Counter(m[0] for m in found)
    sites = [(m.start(), m.end(), table[m[0]]) for m in found]
    # so that the errors made are distributed as the errors measured
    weights = [sum(count for _, count in table[m[0]]) / often[m[0]] for m in found]
    wanted = min(round(share * len(text)), len(sites))
    # weighted sampling without replacement (Efraimidis and Spirakis 2006)
    ranked = sorted(range(len(sites)), key=lambda i: chance.random() ** (1 / weights[i]), reverse=True)
    out: list[str] = []
    moved: list[int] = []
    at, size = 0, 0
    for i in sorted(ranked[:wanted]):
        start, end, options = sites[i]
        new = chance.choices([ocr for ocr, _ in options], [count for _, count in options])[0]
        moved += range(size, size + start - at)
        out.append(text[at:start])
        size += start - at
        moved += [size + min(k, len(new)) for k in range(end - start)]
        out.append(new)
        size += len(new)
        at = end
    moved += range(size, size + len(text) - at + 1)
    out.append(text[at:])
    return "".join(out), moved


def _nth(text: str, quote: str, start: int) -> int:
    count, at = 0, text.find(quote)
    while 0 <= at < start:
        count, at = count + 1, text.find(quote, at + 1)
    return count


def _locate(text: str, quote: str, nth: int) -> int:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return at


def damage_gold(gold: dict[str, Any], text: str, noisy: str, moved: list[int]) -> dict[str, Any]:
    """Return the labels with their quotes as they stand in the damaged text."""
    out = dict(gold)
    for name in ("citations", "dates", "obligations"):
        rows = []
        for row in gold[name]:
            start = _locate(text, row["quote"], row["nth"])
            low, high = moved[start], moved[start + len(row["quote"])]
            quote = noisy[low:high]
            if quote:
                rows.append({**row, "quote": quote, "nth": _nth(noisy, quote, low)})
        out[name] = rows
    return out


def score_level(shared: Path, share: float, seed: int, work: Path) -> dict[str, Any]:
    """Return the figures of `gold/score.py` over the damaged documents."""
    golds = []
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / "corpus" / gold["doc"]).read_bytes().decode("utf-8")
        noisy, moved = damage(text, share, seed + len(golds))
        target = work / "corpus" / gold["doc"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(noisy.encode("utf-8"))
        place = work / path.name
        place.write_text(json.dumps(damage_gold(gold, text, noisy, moved), ensure_ascii=False), encoding="utf-8")
        golds.append(str(place))
    records = work / "out.jsonl"
    with records.open("w", encoding="utf-8") as stream:
        subprocess.run([TRICHDAN, "extract", work / "corpus"], stdout=stream, check=False)
    score = [sys.executable, str(shared / "gold" / "score.py"), "--json", str(work / "corpus"), str(records), *golds]
    done = subprocess.run(score, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--seeds", type=int, default=3, help="how many random damages are averaged")
    args = parser.parse_args()
    print("noise  citation F1  strict F1  of clean  precision  dates value F1  due F1")
    clean = 0.0
    for share in LEVELS:
        rows = []
        for seed in range(args.seeds if share else 1):
            with tempfile.TemporaryDirectory() as folder:
                f = score_level(args.shared.resolve(), share, 1000 * seed, Path(folder))
            kinds = ("citations", "citations_strict", "dates_value", "deadlines_due")
            rows.append([*(f[kind]["f1"] for kind in kinds), f["citations"]["p"]])
        mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        clean = clean or mean[1]
        print(
            f"{share:5.0%}  {mean[0]:11.3f}  {mean[1]:9.3f}  {mean[1] / max(clean, 1e-9):8.3f}"
            f"  {mean[4]:9.3f}  {mean[2]:14.3f}  {mean[3]:6.3f}"
        )


if __name__ == "__main__":
    main()
