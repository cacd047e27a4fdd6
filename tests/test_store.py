"""The store itself: portions, transactions, and what a link holds on to."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import records
from trichdan.build import build
from trichdan.errors import StoreError
from trichdan.store import Store, database


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "index", create=True)
    yield opened
    opened.close()


def test_many_values_are_asked_for_in_portions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_CHUNK", 3)
    names = [f"name {n}" for n in range(8)]
    with store.transaction():
        for name in names:
            store.set_meta(name, "x")
    asked = "SELECT name FROM meta WHERE name IN (?)"
    assert sorted(row["name"] for row in store.rows_in(asked, names)) == names
    assert sorted(name for (name,) in store.tuples_in(asked, names)) == names
    assert store.rows_in(asked, []) == []


def half(store: Store, sql: str) -> None:
    """Write one thing, then run what fails, in one transaction."""
    with store.transaction():
        store.set_meta("half", "done")
        store.execute(sql)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(StoreError, match="Nothing of this step was written"):
        half(store, "INSERT INTO no_such_table VALUES (1)")
    assert store.meta("half") is None
    with store.transaction():
        store.set_meta("half", "whole")
    assert store.meta("half") == "whole"


def test_a_damaged_query_names_the_file(store: Store) -> None:
    for ask in (store.rows, lambda sql: list(store.tuples(sql))):
        with pytest.raises(StoreError, match=r"trichdan\.sqlite.*Remove the folder and build again"):
            ask("SELECT * FROM no_such_table")


def test_a_mention_of_the_document_itself_is_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("trichdan.build.reading"), "extract_path", records.read)
    head = {"number": "5-KH/TU", "type": "kế hoạch", "system": "party", "jurisdiction": "tỉnh Bình Thuận",
            "issuer": "Tỉnh ủy Bình Thuận", "date": "2021-02-02"}  # fmt: skip
    itself = {
        "text": "Kế hoạch số 5-KH/TU ngày 02/02/2021",
        "number": "5-KH/TU",
        "type": "kế hoạch",
        "date": "2021-02-02",
    }
    records.write(tmp_path / "docs", "plan.txt", cites=(itself,), **head)
    records.write(tmp_path / "docs", "letter.txt", cites=(itself,), **{**head, "number": "6-CV/TU", "type": "công văn"})
    build(tmp_path / "docs", tmp_path / "index", full_text=False)
    store = Store.open(tmp_path / "index")
    sql = (
        "SELECT d.path, c.status, c.target_doc IS NOT NULL AS held FROM citations c JOIN documents d USING (doc)"
        " ORDER BY d.path"
    )
    found = [tuple(row.values()) for row in store.rows(sql)]
    store.close()
    assert found == [("letter.txt", "resolved", 1), ("plan.txt", "self", 0)]
