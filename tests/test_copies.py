"""One directive in several files is one work: scans without a number are known by their words."""

from __future__ import annotations

import itertools
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from trichdan.archive import open_index
from trichdan.build import build, check
from trichdan.store import NAME

SAMPLE = Path(__file__).parent.parent / "corpus" / "06-ke-hoach-tinh-uy-2019.txt"
MISREAD = {"o": "0", "ư": "u", "ế": "é", "l": "1", "ầ": "à", "ọ": "o", "n": "ri", "c": "e", "ộ": "ô", "ả": "ã"}


def numbered() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def numberless(text: str) -> str:
    lost = ("Số 118-KH/TU", "Sơn Giang, ngày 25 tháng 3 năm 2019", "TỈNH ỦY SƠN GIANG")
    return "\n".join(line for line in text.split("\n") if line not in lost)


def scanned(text: str, seed: int, share: float = 0.02) -> str:
    """Return a text as a scanner may read it: some letters for others, the same for the same seed."""
    chance = random.Random(seed)
    return "".join(MISREAD[c] if c in MISREAD and chance.random() < share * 3 else c for c in text)


def works(index: Path) -> dict[str, tuple[str, str | None]]:
    """Return for each file its id and the file that it is a copy of."""
    with closing(sqlite3.connect(index / NAME)) as db:
        sql = "SELECT d.path, d.id, o.path FROM documents d LEFT JOIN documents o ON o.doc = d.copy_of ORDER BY 1"
        return {path: (id, of) for path, id, of in db.execute(sql)}


def made(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_two_scans_without_a_number_are_one_work(tmp_path: Path) -> None:
    text = numberless(numbered())
    corpus = made(tmp_path / "c", one=scanned(text, 1), two=scanned(text, 2))
    build(corpus, tmp_path / "i", full_text=False)
    found = works(tmp_path / "i")
    assert found["one.txt"][0].startswith("sha256:")
    assert found["two.txt"] == (found["one.txt"][0], "one.txt")
    with open_index(tmp_path / "i") as archive:
        (cited,) = [row for row in archive.wanted() if row["id"] == "43-KL/TW@XII"]
        assert cited["documents"] == 1
        (found_again,) = archive.cites("43-KL/TW", term=12)["candidates"]
        assert [document["path"] for document in found_again["documents"]] == ["one.txt"]


def test_a_scan_without_a_number_is_a_copy_of_the_paper_that_has_it(tmp_path: Path) -> None:
    corpus = made(tmp_path / "c", a=scanned(numberless(numbered()), 3), b=numbered())
    build(corpus, tmp_path / "i", full_text=False)
    assert works(tmp_path / "i") == {
        "a.txt": ("118-KH/TU@son-giang.2019", "b.txt"),
        "b.txt": ("118-KH/TU@son-giang.2019", None),
    }


TEMPLATE = """BAN DÂN VẬN

BÁO CÁO
kết quả công tác dân vận {period}

Trong {period}, Ban Dân vận đã tham mưu cấp ủy ban hành {a} văn bản, tổ chức {b} hội nghị,
{c} cuộc đối thoại với Nhân dân; công tác nắm tình hình được duy trì, {d} ý kiến đã được giải quyết. {case}.
Công tác phối hợp với Mặt trận Tổ quốc và
các đoàn thể chính trị - xã hội tiếp tục được tăng cường;
{e} mô hình dân vận khéo được công nhận, {f} mô hình được nhân rộng.
Ban tiếp tục tham mưu thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI).
"""


def test_papers_made_after_one_template_stay_apart(tmp_path: Path) -> None:
    one = TEMPLATE.format(
        period="quý I", a=12, b=4, c=7, d=85, e=31, f=6, case="Nổi lên là việc thu hồi đất ở thôn Đồng Mới"
    )
    two = TEMPLATE.format(
        period="quý II", a=9, b=3, c=11, d=64, e=28, f=4, case="Đáng chú ý có vụ tranh chấp nguồn nước"
    )
    corpus = made(tmp_path / "c", one=one, two=two)
    build(corpus, tmp_path / "i", full_text=False)
    assert {of for _, of in works(tmp_path / "i").values()} == {None}


FILES = {
    "scan1": scanned(numberless(numbered()), 1), "whole": numbered(), "scan2": scanned(numberless(numbered()), 2),
    "undated": scanned(numbered().replace("Sơn Giang, ngày 25 tháng 3 năm 2019", ""), 4, 0.005),
}  # fmt: skip


@pytest.mark.parametrize("order", [*itertools.permutations(FILES)][::9])
def test_the_order_of_arrival_and_departure_does_not_matter(tmp_path: Path, order: tuple[str, ...]) -> None:
    corpus, index = tmp_path / "c", tmp_path / "i"
    held: list[str] = []
    steps = [(name, True) for name in order] + [(name, False) for name in order[:-1]]
    for step, (name, comes) in enumerate(steps):
        if comes:
            made(corpus, **{name: FILES[name]})
            held.append(name)
        else:
            (corpus / f"{name}.txt").unlink()
            held.remove(name)
        build(corpus, index, full_text=False)
        again = tmp_path / f"again{step}"
        build(made(tmp_path / f"c{step}", **{n: FILES[n] for n in held}), again, full_text=False)
        assert works(index) == works(again), (held, name, comes)
    assert not [fault for fault in check(index) if fault.code in ("damaged", "link")]


def test_a_search_names_the_copies_of_what_it_found(tmp_path: Path) -> None:
    text = numbered()
    other = "KẾ HOẠCH\nvề tiếp công dân định kỳ"
    corpus = made(tmp_path / "c", one=text, two=text, other=other)
    build(corpus, tmp_path / "i")
    with open_index(tmp_path / "i") as archive:
        found = {row["path"]: row["copies"] for row in archive.search("")["results"]}
    assert found == {"one.txt": ["two.txt"], "other.txt": []}
