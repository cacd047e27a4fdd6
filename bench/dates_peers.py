"""Time expressions against dateparser on the same labelled sentences, in one run.

Sentences are those of `time/examples.jsonl` and the sentences around each label of `gold/dev`. A peer that gives
a day where the label is coarser counts as right if the day lies inside (generous to it). Run by hand:
`python bench/dates_peers.py ../shared`; needs `pip install dateparser`.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from trichdan.annotate.pipeline import SILENT, annotation_of, load
from trichdan.model import Annotation
from trichdan.normalise import normalise

Found = list[tuple[str, str | None, bool]]
"""(text, value, whether it is given as certain)."""
Case = tuple[str, date | None, list[tuple[str, str | None]]]


def examples(shared: Path) -> Iterator[Case]:
    for line in (shared / "time" / "examples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], date.fromisoformat(row["issue"]), [(t["text"], t.get("value")) for t in row["timex"]]


def labelled(shared: Path) -> Iterator[Case]:
    """Yield each line of the labelled documents that holds a label, with the document's date."""
    for path in sorted((shared / "gold" / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (shared / "corpus" / gold["doc"]).read_bytes().decode("utf-8")
        issued = gold["header"].get("date")
        rows: dict[tuple[int, int], list[tuple[str, str | None]]] = {}
        for row in gold["dates"]:
            start = [m.start() for m in re.finditer(re.escape(row["quote"]), text)][row["nth"]]
            low = text.rfind("\n\n", 0, start) + 2
            high = text.find("\n\n", start + len(row["quote"]))
            rows.setdefault((low, high if high > 0 else len(text)), []).append((row["quote"], row["value"]))
        for (low, high), labels in sorted(rows.items()):
            yield text[low:high], date.fromisoformat(issued) if issued else None, labels


def ours(text: str, issued: date | None) -> Found:
    """Return the time expressions: all stages but the deadlines."""
    normalised = normalise(text)
    nlp = load()
    doc = nlp.make_doc(normalised.value)
    doc.user_data[SILENT] = True
    doc._.trichdan = Annotation(normalised.value, normalised.folded, issued)
    for name, component in nlp.pipeline:
        if name != "trichdan_deadlines":
            doc = component(doc)
    return [(t.span.of(normalised.value), t.value, t.status in ("ok", "repaired")) for t in annotation_of(doc).dates]


def dateparser_finder() -> Callable[[str, date | None], Found]:
    from dateparser.search import search_dates

    def find(text: str, issued: date | None) -> Found:
        settings = {"DATE_ORDER": "DMY", "RETURN_AS_TIMEZONE_AWARE": False}
        if issued:
            settings["RELATIVE_BASE"] = datetime(issued.year, issued.month, issued.day)  # type: ignore[assignment]
        rows = search_dates(text, languages=["vi"], settings=settings) or []
        return [(quote, when.date().isoformat(), True) for quote, when in rows]

    return find


def words(text: str) -> str:
    return " ".join(text.split())


def right(label: str | None, value: str | None) -> bool:
    """Whether a value is the label's, or a day inside a label of coarser grain."""
    if label is None or value is None or label == value:
        return label == value
    return re.fullmatch(r"\d{4}(?:-\d\d)?", label) is not None and value.startswith(label)


def compare(name: str, find: Callable[[str, date | None], Found], cases: list[Case]) -> None:
    size = sum(len(text.encode()) for text, *_ in cases) / 1e6
    for text, issued, _ in cases:  # tables and patterns are loaded before time is taken
        find(text, issued)
    start = time.perf_counter()
    answers = [find(text, issued) for text, issued, _ in cases]
    seconds = time.perf_counter() - start
    good = silent = total = 0
    for (_, _, labels), found in zip(cases, answers, strict=True):
        left = list(found)
        for quote, label in labels:
            total += 1
            near = [f for f in left if words(f[0]) in words(quote) or words(quote) in words(f[0])]
            best = next((f for f in near if right(label, f[1])), near[0] if near else None)
            if best is None:
                good += label is None
                continue
            left.remove(best)
            good += right(label, best[1])
            silent += not right(label, best[1]) and best[1] is not None and best[2]
    print(
        f"{name:12} value right {good / total:6.3f}  silently wrong {silent / total:6.3f}  {size / seconds:7.3f} MB/s"
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    args = parser.parse_args()
    for title, cases in (
        ("worked examples", [*examples(args.shared)]),
        ("labelled documents", [*labelled(args.shared)]),
    ):
        print(f"{title}: {len(cases)} passages, {sum(len(c[2]) for c in cases)} labels")
        compare("trichdan", ours, cases)
        try:
            compare("dateparser", dateparser_finder(), cases)
        except ImportError:
            print("dateparser is not installed")


if __name__ == "__main__":
    main()
