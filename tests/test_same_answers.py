"""An index answers the same whether it was made at once, grew step by step, or was made after a kill."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from trichdan.archive import open_index
from trichdan.build import build, check

pytestmark = pytest.mark.engine

SAMPLES = Path(__file__).parent.parent / "corpus"
CITED = ("nq 25 tw", "Nghị quyết 25-NQ/TW khóa XI", "16/CT-TTg", "64-KH/TU", "Luật Tố cáo")
SEARCHED = (
    "dân vận khéo", '"Ban Thường vụ"', "bao cao", "64-KH/TU", "type:kh cites:25-NQ/TW", "date:2017..2024 hội nghị",
    "tái định cu", "type:kh", "", "tuyê*", "ubnd huyện",
)  # fmt: skip

# a process that kills itself at the given place, after so many calls of it
KILLED = """
import importlib, os, signal, sys
corpus, index, module, name, times = sys.argv[1:]
importlib.import_module("trichdan.build.batches").BATCH_DOCUMENTS = 3
importlib.import_module("trichdan.resolve.relink").CHUNK = 3
importlib.import_module("trichdan.search.sync").CHUNK = 5
place, left = importlib.import_module(module), int(times)
owner, _, attribute = name.rpartition(".")
place = getattr(place, owner) if owner else place
real = getattr(place, attribute)
def deadly(*given, **named):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(place, attribute, deadly)
importlib.import_module("trichdan.build").build(corpus, index)
"""


def answers(index: Path) -> dict[str, Any]:
    with open_index(index) as archive:
        return {
            **{f"cites {query}": archive.cites(query) for query in CITED},
            **{f"search {query}": archive.search(query, limit=50) for query in SEARCHED},
            "citing": archive.search("kế hoạch", citing="nq 25 tw", limit=50),
            "deadlines": archive.deadlines_between(),
        }


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    index = tmp_path_factory.mktemp("fresh") / "index"
    build(SAMPLES, index)
    found = answers(index)
    assert all(found[f"search {query}"]["results"] for query in SEARCHED)
    assert sum(bool(found[f"cites {query}"]["candidates"]) for query in CITED) >= 4
    assert found["deadlines"]
    return found


def test_a_grown_index_answers_the_same(fresh: dict[str, Any], tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    files = sorted(path for path in SAMPLES.iterdir() if path.is_file())
    for path in files[:5]:
        shutil.copy(path, corpus)
    (corpus / files[7].name).write_bytes(files[2].read_bytes())  # later another text
    (corpus / "gone.txt").write_text("KẾ HOẠCH\nvề dân vận khéo, cites 25-NQ/TW", encoding="utf-8")
    build(corpus, index)
    for path in files[10:]:
        shutil.copy(path, corpus)
    build(corpus, index)
    (corpus / "gone.txt").unlink()
    for path in files[5:10]:
        shutil.copy(path, corpus)
    build(corpus, index)
    assert answers(index) == fresh


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(
    ("module", "name", "times"),
    [
        ("trichdan.store", "Store.put", 7),
        ("trichdan.store", "Store.put_targets", 4),
        ("trichdan.search.whoosh_engine", "_add", 8),
        ("trichdan.search.whoosh_engine", "WhooshEngine.set_generation", 1),
    ],
)
def test_an_index_made_after_a_kill_answers_the_same(
    fresh: dict[str, Any], tmp_path: Path, module: str, name: str, times: int
) -> None:
    index = tmp_path / "index"
    words = [sys.executable, "-c", KILLED, str(SAMPLES), str(index), module, name, str(times)]
    assert subprocess.run(words, check=False).returncode == -9
    assert [fault.code for fault in check(index, SAMPLES)]
    build(SAMPLES, index)
    assert check(index, SAMPLES) == []
    assert answers(index) == fresh
