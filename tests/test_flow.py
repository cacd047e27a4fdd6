"""The line of work for one document, and which files are documents at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from trichdan.flow import walk


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents at several depths and things that are none."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "kho"
    for name in (
        "b.txt",
        "a/2.txt",
        "a/10.txt",
        "a.txt",
        ".an.txt",
        "a/.git/x.txt",
        "rulings.jsonl",
        "a/rulings.jsonl",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return folder


def names(*paths: str | Path) -> list[str]:
    return [name for _, name in walk(paths)]


def test_documents_come_sorted_without_hidden_files_and_rulings(corpus: Path) -> None:
    assert names("kho") == ["kho/a/10.txt", "kho/a/2.txt", "kho/a.txt", "kho/b.txt"]


def test_a_file_named_outright_is_always_given(corpus: Path) -> None:
    assert names("kho/.an.txt", "kho/rulings.jsonl", "none.txt") == ["kho/.an.txt", "kho/rulings.jsonl", "none.txt"]


def test_links_that_lead_out_or_round_are_passed_over(corpus: Path) -> None:
    outside = corpus.parent / "ngoai"
    outside.mkdir()
    (outside / "x.txt").write_text("x", encoding="utf-8")
    (corpus / "ra.txt").symlink_to(outside / "x.txt")
    (corpus / "ra").symlink_to(outside)
    (corpus / "vong").symlink_to(corpus)
    (corpus / "trong.txt").symlink_to(corpus / "b.txt")
    assert names("kho") == ["kho/a/10.txt", "kho/a/2.txt", "kho/a.txt", "kho/b.txt", "kho/trong.txt"]


def test_a_folder_that_is_a_link_is_read(corpus: Path) -> None:
    (corpus.parent / "lien-ket").symlink_to(corpus)
    assert names("lien-ket")[-1] == "lien-ket/b.txt"
