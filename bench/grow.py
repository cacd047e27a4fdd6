"""What one more document costs in a large archive, and whether a grown index equals one built from scratch.

Makes a corpus, builds an index of all documents but one, adds that one, and prints the time of the build beside the
time of reading the document alone; then builds everything anew and compares the exported tables byte for byte.
Run by hand: `python bench/grow.py FOLDER --documents 10000`.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from made_corpus import make

from trichdan import build, open_index
from trichdan.build.plan import plan_build
from trichdan.build.reading import read_document
from trichdan.report.tables import export
from trichdan.store import Store

LATE = """TỈNH ỦY SƠN GIANG\tĐẢNG CỘNG SẢN VIỆT NAM
*
Số 99999-KH/TU\tSơn Giang, ngày 20 tháng 12 năm 2024

KẾ HOẠCH
về công tác dân vận năm 2025
-----

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI) và Kế hoạch số 1-KH/TU,
Ban Thường vụ Tỉnh ủy ban hành Kế hoạch. Các cấp ủy gửi báo cáo trước ngày 15/12/2025.
"""
TIMES = 5


def best(action: object, *args: object) -> float:
    """Return the shortest processor time of some calls, in milliseconds."""
    found = []
    for _ in range(TIMES):
        start = time.process_time()
        action(*args)  # type: ignore[operator]
        found.append((time.process_time() - start) * 1000)
    return min(found)


def tables(index: Path, folder: Path) -> dict[str, bytes]:
    """Return the exported tables of an index."""
    with open_index(index) as archive:
        shown = {name: getattr(archive, name) for name in ("documents", "citations", "dates", "deadlines")}
    return {path.name: path.read_bytes() for path in export(shown, folder, "csv")}


def added(corpus: Path, index: Path, late: Path, *, full_text: bool) -> tuple[float, int]:
    """Return the processor time of a build with one more document, in milliseconds, and what was linked again."""
    found = []
    for n in range(TIMES):
        late.write_text(LATE + f"\nBản in lần {n}.\n", encoding="utf-8")
        start = time.process_time()
        report = build(corpus, index, full_text=full_text)
        found.append(((time.process_time() - start) * 1000, report.relinked))
        if n < TIMES - 1:
            late.unlink()
            build(corpus, index, full_text=full_text)
    return min(found)


def main() -> None:
    """Make, build, add, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--full-text", action="store_true", help="also bring the full text along")
    args = parser.parse_args()
    corpus, grown, scratch = (args.folder / name for name in ("corpus", "grown", "scratch"))
    late = corpus / "late.txt"
    if not corpus.exists():
        make(corpus, args.documents)
    late.unlink(missing_ok=True)
    if not grown.exists():
        build(corpus, grown, jobs=args.jobs, full_text=args.full_text)
    late.write_text(LATE, encoding="utf-8")
    reading = best(read_document, late, "late.txt")
    late.unlink()
    store = Store.open(grown)
    looking = best(plan_build, corpus, store)
    store.close()
    adding, relinked = added(corpus, grown, late, full_text=args.full_text)
    print(f"{args.documents} documents: reading one {reading:.1f} ms; adding it {adding:.1f} ms,")
    print(f"of which {looking:.1f} ms go to looking at the dates of all files; {relinked} documents linked again")
    print(f"adding is {adding / reading:.1f} times reading, {(adding - looking) / reading:.1f} times without the look")
    shutil.rmtree(scratch, ignore_errors=True)
    build(corpus, scratch, jobs=args.jobs, full_text=False)
    one, other = tables(grown, args.folder / "grown.csv"), tables(scratch, args.folder / "scratch.csv")
    for name, data in one.items():
        print(f"{name:15} {len(data):11} bytes  {'equal' if data == other[name] else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
