"""How fast extraction is, stage by stage, on one core, and whether it is linear.

Run by hand: `python bench/speed.py FOLDER [--peers]`. Rates are MB of UTF-8 text a second of processor time; only
ratios within one run mean something. `--peers` also runs eyecite over the same text, where it is installed.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from trichdan.annotate.pipeline import SILENT, load
from trichdan.errors import SourceError
from trichdan.flow import annotate, read_text
from trichdan.model import Annotation
from trichdan.normalise import normalise
from trichdan.text import Text


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def rate(work: Callable[[], object], size: float) -> float:
    start = time.process_time()
    work()
    return size / (time.process_time() - start)


def stages(texts: list[Text]) -> dict[str, float]:
    """Return seconds spent in the tokenizer and in each component."""
    nlp = load()
    spent: dict[str, float] = defaultdict(float)
    for text in texts:
        start = time.process_time()
        doc = nlp.make_doc(text.value)
        doc._.trichdan = Annotation(text.value, text.folded)
        doc.user_data[SILENT] = True
        spent["tokenizer"] += time.process_time() - start
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - start
    return spent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", action="store_true")
    args = parser.parse_args()
    sources: list[str] = []
    for path in sorted(args.folder.rglob("*.txt")):
        try:
            sources.append(read_text(path))
        except SourceError as error:
            print(f"passed over: {error}")
    size = megabytes(sources)
    annotate(normalise(sources[0]))
    print(f"{len(sources)} documents, {size:.1f} MB")
    texts: list[Text] = []
    print(f"{'normalise':24} {rate(lambda: texts.extend(map(normalise, sources)), size):8.2f} MB/s")
    spent = stages(texts)
    for name, seconds in spent.items():
        print(f"{name:24} {size / max(seconds, 1e-9):8.2f} MB/s")
    without = sum(seconds for name, seconds in spent.items() if name != "trichdan_deadlines")
    print(f"{'annotate, no deadlines':24} {size / without:8.2f} MB/s")
    print(f"{'annotate':24} {size / sum(spent.values()):8.2f} MB/s")
    whole = "\n\n".join(sources)[: 5 * 700_000]
    one = normalise(whole)
    single = stages([one])
    seconds = sum(s for name, s in single.items() if name != "trichdan_deadlines")
    long_rate = len(whole.encode()) / 1e6 / seconds
    print(
        f"{'one 5 MB document':24} {long_rate:8.2f} MB/s ({long_rate * without / size:.0%} of the rate over the folder)"
    )
    if args.peers:
        _peers(whole[:700_000])


def _peers(text: str) -> None:
    size = megabytes([text])
    ours = rate(lambda: annotate(normalise(text)), size)
    print(f"\non one text of {size:.1f} MB: trichdan with everything {ours:.2f} MB/s")
    try:
        from eyecite import get_citations
    except ImportError:
        print("eyecite is not installed")
        return
    get_citations("Bush v. Gore, 531 U.S. 98 (2000)")
    print(f"eyecite {rate(lambda: get_citations(text), size):.2f} MB/s")


if __name__ == "__main__":
    main()
