"""A made corpus of any size: sentences of the project's samples with varied numbers, dates and words.

`python bench/made_corpus.py FOLDER COUNT` writes COUNT documents of about 2 KB; the same count and seed give the
same files.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

from trichdan.flow import read_text, walk
from trichdan.normalise import normalise

SAMPLES = Path(__file__).resolve().parent.parent / "corpus"
KINDS = (("KẾ HOẠCH", "KH"), ("CHỈ THỊ", "CT"), ("HƯỚNG DẪN", "HD"), ("KẾT LUẬN", "KL"), ("THÔNG BÁO", "TB"))
SUBJECTS = (
    "dân vận;tôn giáo;thanh niên;chuyển đổi số;cải cách hành chính;tiếp công dân;nông thôn mới;phòng, chống lãng phí"
)
HEAD = """TỈNH ỦY SƠN GIANG\tĐẢNG CỘNG SẢN VIỆT NAM
*
Số {number}-{abbr}/TU\tSơn Giang, ngày {day:02d} tháng {month:02d} năm {year}

{kind}
về công tác {subject} năm {year}
-----

Thực hiện Nghị quyết số {cited}-NQ/TW, ngày {cited_day:02d}/{cited_month}/{cited_year} \
của Ban Chấp hành Trung ương Đảng, Ban Thường vụ Tỉnh ủy ban hành văn bản như sau:

"""
TAIL = """
Các cấp ủy gửi báo cáo về Ban Thường vụ Tỉnh ủy trước ngày {day:02d}/12/{year}.

Nơi nhận:
- Các huyện ủy, thành ủy,
- Lưu Văn phòng Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ

Trần Văn Mẫu
"""


def sentences() -> list[str]:
    """Return the sentences of the samples' bodies."""
    found: list[str] = []
    for path, _ in walk([SAMPLES]):
        text = normalise(read_text(path)).value
        found += [s.strip() for line in text.split("\n") for s in re.split(r"(?<=[.;])\s", line) if 60 < len(s) < 400]
    return found


def document(index: int, pool: list[str], seed: int) -> str:
    """Return the text of one made document."""
    chance = random.Random(seed * 1_000_003 + index)
    year = chance.randint(2011, 2024)
    kind, abbr = chance.choice(KINDS)
    body, size, item = [], 0, 0
    while size < 1200:
        item += 1
        sentence = chance.choice(pool)
        sentence = re.sub(r"\b(\d{1,3})(?=-[A-ZĐ])", lambda _: str(chance.randint(1, 400)), sentence)
        if chance.random() < 0.3:
            words = sentence.split(" ")
            chance.shuffle(words)
            sentence = " ".join(words)
        body.append(f"{item}. {sentence}")
        size += len(sentence)
    cited_year = chance.randint(2003, year)
    values = {
        "number": index + 1, "abbr": abbr, "kind": kind, "year": year, "day": chance.randint(1, 28),
        "month": chance.randint(1, 12), "subject": chance.choice(SUBJECTS.split(";")), "cited": chance.randint(1, 60),
        "cited_day": chance.randint(1, 28), "cited_month": chance.randint(1, 12), "cited_year": cited_year,
    }  # fmt: skip
    return HEAD.format(**values) + "\n\n".join(body) + "\n" + TAIL.format(**values)


def make(folder: Path, count: int, *, seed: int = 1, first: int = 0) -> None:
    """Write documents number `first` to `first + count - 1` into the folder, a thousand to a subfolder."""
    pool = sentences()
    for index in range(first, first + count):
        path = folder / f"{index // 1000:03d}" / f"{index:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(index, pool, seed), encoding="utf-8")


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    make(args.folder, args.count, seed=args.seed)


if __name__ == "__main__":
    main()
