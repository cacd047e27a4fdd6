from __future__ import annotations

import contextlib
import importlib
import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import records
from trichdan.archive import open_index
from trichdan.build import BuildReport, build, check, locked
from trichdan.errors import SourceError, StoreError
from trichdan.report.tables import csv_bytes
from trichdan.search import engine_of
from trichdan.store import NAME, Store

building = importlib.import_module("trichdan.build.reading")
batches = importlib.import_module("trichdan.build.batches")

PLAN = {
    "number": "12/KH-UBND",
    "type": "kế hoạch",
    "system": "state",
    "issuer": "Ủy ban nhân dân tỉnh Bình Thuận",
    "jurisdiction": "tỉnh Bình Thuận",
    "date": "2021-02-10",
    "title": "Phát động phong trào thi đua",
}
LETTER = {
    "number": "308-CV/TU",
    "type": "công văn",
    "system": "party",
    "issuer": "Tỉnh ủy Bình Thuận",
    "jurisdiction": "tỉnh Bình Thuận",
    "date": "2021-11-26",
}


@pytest.fixture(autouse=True)
def _records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "extract_path", records.read)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    records.write(folder, "letter.txt", cites=(records.DAN_VAN, records.LOCAL_PLAN), **LETTER)
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def made(corpus: Path, index: Path, **options: Any) -> BuildReport:
    return build(corpus, index, full_text=False, **options)


def targets(index: Path, doc: str = "letter.txt") -> list[tuple[str, str | None]]:
    with open_index(index) as archive:
        return [(c["target"]["status"], c["target"]["id"]) for c in archive.refs(doc)["citations"]]


def tables(index: Path) -> dict[str, bytes]:
    with open_index(index) as archive:
        return {n: csv_bytes(getattr(archive, n)) for n in ("documents", "citations", "dates", "deadlines")}


def problems(index: Path) -> list[str]:
    return [fault.code for fault in check(index) if fault.code != "full-text" and "todo_search" not in fault.message]


def test_a_second_build_does_nothing(corpus: Path, index: Path) -> None:
    first = made(corpus, index)
    assert (first.documents, first.added, first.relinked) == (1, 1, 1)
    before = tables(index)
    second = made(corpus, index)
    assert (second.added, second.changed, second.removed, second.unchanged, second.relinked) == (0, 0, 0, 1, 0)
    assert tables(index) == before


def test_citations_wait_for_their_document(corpus: Path, index: Path) -> None:
    made(corpus, index)
    assert targets(index) == [("known", "25-NQ/TW@XI"), ("wanted", "12/KH-UBND@binh-thuan.2021")]
    plan = records.write(corpus, "plan.txt", **PLAN)
    report = made(corpus, index)
    assert report.relinked == 2
    assert targets(index)[1] == ("resolved", "12/KH-UBND@binh-thuan.2021")
    with open_index(index) as archive:
        assert [d["id"] for d in archive.show("plan.txt")["cited_by"]] == ["308-CV/TU@binh-thuan.2021"]
    plan.unlink()
    made(corpus, index)
    assert targets(index)[1] == ("wanted", "12/KH-UBND@binh-thuan.2021")
    assert problems(index) == []


def test_a_document_of_another_province_settles_nothing(corpus: Path, index: Path) -> None:
    records.write(corpus, "plan.txt", **{**PLAN, "jurisdiction": "tỉnh Phú Thọ"})
    made(corpus, index)
    assert targets(index)[1] == ("wanted", "12/KH-UBND@binh-thuan.2021")


def test_an_index_grown_step_by_step_equals_one_made_at_once(corpus: Path, index: Path, tmp_path: Path) -> None:
    made(corpus, index)
    records.write(corpus, "a/plan.txt", **PLAN)
    made(corpus, index)
    records.write(corpus, "a/twin.txt", **{**PLAN, "date": "2021-03-01", "title": "Kế hoạch khác hẳn về môi trường"})
    records.write(corpus, "b/gone.txt", **{**PLAN, "number": "13/KH-UBND"})
    made(corpus, index)
    (corpus / "b" / "gone.txt").unlink()
    records.write(corpus, "letter.txt", cites=(records.LOCAL_PLAN,), **LETTER)
    made(corpus, index)
    fresh = tmp_path / "fresh"
    made(corpus, fresh)
    assert tables(index) == tables(fresh)
    assert problems(index) == []


def test_namesakes_are_numbered_by_date_and_copies_counted_once(corpus: Path, index: Path) -> None:
    records.write(corpus, "z.txt", body="Nội dung thứ nhất về phong trào", **PLAN)
    records.write(corpus, "copy.txt", body="Nội dung thứ nhất về phong trào.", **PLAN)
    other = {**PLAN, "date": "2021-01-05", "title": "Ứng phó bão số ba"}
    records.write(corpus, "a.txt", body="Một văn bản khác hẳn, nói về bão, lũ và sạt lở đất", **other)
    made(corpus, index)
    with open_index(index) as archive:
        frame = archive.documents.set_index("path")
        assert frame.loc["a.txt", "id"] == "12/KH-UBND@binh-thuan.2021"
        assert frame.loc["copy.txt", "id"] == "12/KH-UBND@binh-thuan.2021~2"
        assert frame.loc["z.txt", "copy_of"] == "copy.txt"
        assert archive.show("copy.txt")["copies"] == ["z.txt"]


def test_changed_renamed_and_touched_files(corpus: Path, index: Path) -> None:
    made(corpus, index)
    os.utime(corpus / "letter.txt", (1, 1))
    assert made(corpus, index).unchanged == 1
    with contextlib.closing(Store.open(index)) as store:
        assert store.files()["letter.txt"].mtime_ns == 1_000_000_000
    (corpus / "letter.txt").rename(corpus / "renamed.txt")
    report = made(corpus, index)
    assert (report.added, report.removed, report.documents) == (1, 1, 1)
    records.write(corpus, "renamed.txt", cites=(), **LETTER)
    assert made(corpus, index).changed == 1
    assert targets(index, "renamed.txt") == []


def test_a_change_within_the_grain_of_the_clock_is_seen(corpus: Path, index: Path) -> None:
    made(corpus, index)
    path = corpus / "letter.txt"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("letter.txt", "LETTER.txt"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert made(corpus, index).changed == 1


def test_unreadable_files_are_told_once_each_and_stop_nothing(corpus: Path, index: Path) -> None:
    (corpus / "empty.txt").write_text("", encoding="utf-8")
    (corpus / "broken.txt").write_text("{", encoding="utf-8")
    (corpus / ".hidden").write_text("", encoding="utf-8")
    (corpus / "rulings.jsonl").write_text("", encoding="utf-8")
    (corpus / "loop").symlink_to(corpus)
    report = made(corpus, index)
    assert sorted((p.path, p.code) for p in report.problems) == [("broken.txt", "internal"), ("empty.txt", "empty")]
    assert all("\n" not in str(p) for p in report.problems)
    assert (report.documents, report.errors) == (1, 2)
    again = made(corpus, index)
    assert (again.problems, again.errors, again.unchanged) == ((), 2, 3)
    assert (report.unreadable, again.unreadable) == ((), ("broken.txt", "empty.txt"))
    records.write(corpus, "empty.txt", **PLAN)
    assert made(corpus, index).errors == 1


def test_an_error_inside_is_one_harmless_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(path: Path, name: str) -> Any:
        raise ValueError("first\nsecond\x1b[2J")

    monkeypatch.setattr(building, "extract_path", broken)
    problem = building.read_document(tmp_path / "a.txt", "a.txt")
    assert problem.code == "internal"
    assert problem.message.startswith("a.txt: cannot be understood (ValueError: first second")
    assert problem.message.isprintable()


def test_odd_file_names(corpus: Path, index: Path) -> None:
    records.write(corpus, "hai\ndòng.txt", **PLAN)
    (corpus / os.fsdecode(b"\xff\xfe.txt")).write_text("", encoding="utf-8")
    report = made(corpus, index)
    assert report.documents == 2
    assert [p.code for p in report.problems] == ["empty"]


def test_an_index_inside_the_corpus_is_no_document(corpus: Path) -> None:
    first, second = (made(corpus, corpus / "indexes") for _ in range(2))
    assert (first.documents, first.problems) == (1, ())
    assert (second.unchanged, second.added, second.problems) == (1, 0, ())


class Stopped(Exception):
    pass


@pytest.mark.parametrize("at", range(1, 30, 2))
def test_a_build_stopped_anywhere_is_finished_by_the_next(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    for n in range(6):
        records.write(corpus, f"p{n}.txt", cites=(records.DAN_VAN,), **{**PLAN, "number": f"1{n}/KH-UBND"})
    made(corpus, index)
    (corpus / "p2.txt").unlink()
    records.write(corpus, "p3.txt", **{**PLAN, "number": "99/KH-UBND"})
    records.write(corpus, "p9.txt", **{**PLAN, "number": "77/KH-UBND"})
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 1)
    left = at
    execute = Store.execute

    def failing(self: Store, *arguments: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Stopped
        execute(self, *arguments)

    monkeypatch.setattr(Store, "execute", failing)
    with contextlib.suppress(Stopped):
        made(corpus, index)
    monkeypatch.setattr(Store, "execute", execute)
    made(corpus, index)
    made(corpus, tmp_path / "fresh")
    assert tables(index) == tables(tmp_path / "fresh")
    assert problems(index) == []


def test_a_second_builder_is_told_who_holds_the_index(corpus: Path, index: Path) -> None:
    with locked(index), pytest.raises(StoreError, match=f"process {os.getpid()}"):
        made(corpus, index)
    assert made(corpus, index).added == 1
    assert sorted(p.name for p in index.iterdir() if p.name.endswith(".json")) == []


def test_foreign_and_old_indexes_are_refused(corpus: Path, index: Path) -> None:
    index.mkdir()
    sqlite3.connect(index / NAME).execute("CREATE TABLE mine (x)").connection.close()
    with pytest.raises(StoreError, match="not made by trichdan"):
        made(corpus, index)
    shutil.rmtree(index)
    made(corpus, index)
    db = sqlite3.connect(index / NAME)
    db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(StoreError, match="format 999"):
        open_index(index)
    (index / NAME).write_bytes(b"no database at all, " * 100)
    with pytest.raises(StoreError):
        open_index(index)


def test_no_corpus_and_no_index(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        build(tmp_path / "nowhere", tmp_path / "index")
    with pytest.raises(StoreError, match="trichdan build"):
        open_index(tmp_path / "index")


def test_check_finds_what_is_wrong(corpus: Path, index: Path) -> None:
    made(corpus, index)
    assert problems(index) == []
    records.write(corpus, "new.txt", **PLAN)
    assert problems(index) == ["not-indexed"]
    made(corpus, index)
    db = sqlite3.connect(index / NAME)
    db.execute("UPDATE citations SET start = start + 1 WHERE n = 0")
    db.execute("UPDATE citations SET target = 'x' WHERE status = 'resolved'")
    db.commit()
    db.close()
    (corpus / "new.txt").write_text("{}", encoding="utf-8")
    assert problems(index) == ["changed", "span", "link"]
    (corpus / "new.txt").unlink()
    assert "gone" in problems(index)


@pytest.mark.parametrize("limit", ["BATCH_DOCUMENTS", "BATCH_CHARS"])
def test_progress_is_told_after_each_batch(
    corpus: Path, index: Path, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, limit, 1)
    records.write(corpus, "plan.txt", **PLAN)
    told: list[tuple[int, int, str]] = []
    made(corpus, index, progress=lambda done, total, name="": told.append((done, total, name)))
    assert told == [(1, 2, "letter.txt"), (2, 2, "plan.txt")]


def test_the_front_door_opens_whatever_was_imported_before(corpus: Path, index: Path) -> None:
    import trichdan

    assert trichdan.build(corpus, index, full_text=False).documents == 1
    assert len(trichdan.open_index(index).documents) == 1


@pytest.mark.engine
def test_full_text_follows_the_store(corpus: Path, index: Path) -> None:
    records.write(corpus, "plan.txt", body="Phong trào thi đua ở vùng cao", **PLAN)
    build(corpus, index)
    assert check(index) == []
    with open_index(index) as archive:
        assert [hit["path"] for hit in archive.search("vùng cao")["results"]] == ["plan.txt"]
        assert [hit["path"] for hit in archive.search("", citing="12/KH-UBND")["results"]] == ["letter.txt"]
    (corpus / "plan.txt").unlink()
    build(corpus, index)
    assert check(index) == []
    with open_index(index) as archive:
        assert "plan.txt" not in [hit["path"] for hit in archive.search("vùng cao")["results"]]


@pytest.mark.engine
def test_full_text_is_made_anew_where_it_does_not_match(corpus: Path, index: Path) -> None:
    build(corpus, index)
    shutil.rmtree(index / "fulltext")
    assert [fault.code for fault in check(index)] == ["full-text"]
    build(corpus, index)
    assert check(index) == []
    for file in (index / "fulltext").iterdir():
        file.write_bytes(b"")
    build(corpus, index)
    assert check(index) == []
    with open_index(index) as archive:
        assert archive.search("308-CV/TU")["total"] == 1


@pytest.mark.parametrize("kind", ["whoosh", "tantivy"])
@pytest.mark.parametrize("harm", ["lost", "cut"])
def test_full_text_with_a_file_lost_or_cut_short_is_made_anew(corpus: Path, index: Path, kind: str, harm: str) -> None:
    if kind == "tantivy":
        pytest.importorskip("tantivy")
    build(corpus, index, engine=kind)
    posting = next(path for path in (index / "fulltext").iterdir() if path.suffix in (".pst", ".idx"))
    if harm == "lost":
        posting.unlink()
    else:
        posting.write_bytes(posting.read_bytes()[:-3])
    assert [fault.code for fault in check(index)] == ["full-text"]
    build(corpus, index)
    assert check(index) == []
    with open_index(index) as archive:
        assert archive.search("308-CV/TU")["total"] == 1
    assert engine_of(index / "fulltext") == kind


def ruled(corpus: Path, *rows: dict[str, Any]) -> None:
    (corpus / "rulings.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_rulings_outrank_every_score_and_can_be_taken_back(corpus: Path, index: Path) -> None:
    made(corpus, index)
    mention = {"path": "letter.txt", "quote": records.DAN_VAN["text"]}
    ruled(corpus, {"rule": "link", "target": "25-NQ/TW@X", "why": "asked the office", **mention})
    assert made(corpus, index).problems == ()
    assert targets(index)[0] == ("known", "25-NQ/TW@X")
    records.write(corpus, "letter.txt", body="Bản in lại", cites=(records.DAN_VAN, records.LOCAL_PLAN), **LETTER)
    assert made(corpus, index).changed == 1
    assert targets(index)[0] == ("known", "25-NQ/TW@X")
    with open_index(index) as archive:
        assert archive.refs("letter.txt")["citations"][0]["target"]["evidence"] == ["ruling"]
    ruled(corpus)
    made(corpus, index)
    assert targets(index)[0] == ("known", "25-NQ/TW@XI")


def test_a_ruled_date_is_used_but_what_is_printed_stays(corpus: Path, index: Path) -> None:
    mention = {"path": "letter.txt", "quote": records.DAN_VAN["text"]}
    ruled(corpus, {"rule": "date", "date": "2003-03-12", **mention})
    made(corpus, index)
    with open_index(index) as archive:
        first = archive.refs("letter.txt")["citations"][0]
    assert (first["date"], first["target"]["id"]) == ("2013-06-03", "25-NQ/TW@IX")


def test_two_files_ruled_to_be_one_document_are_copies(corpus: Path, index: Path) -> None:
    records.write(corpus, "plan.txt", **PLAN)
    records.write(corpus, "scan.txt", body="Bản quét mờ, không đọc được số")
    ruled(corpus, {"rule": "same", "paths": ["plan.txt", "scan.txt"]})
    made(corpus, index)
    with open_index(index) as archive:
        assert archive.show("plan.txt")["copies"] == ["scan.txt"]
    assert problems(index) == []
    (corpus / "rulings.jsonl").unlink()
    made(corpus, index)
    with open_index(index) as archive:
        assert archive.show("plan.txt")["copies"] == []


def test_rulings_that_fit_nothing_are_told(corpus: Path, index: Path) -> None:
    mention = {"path": "letter.txt", "quote": records.DAN_VAN["text"]}
    ruled(
        corpus,
        {"rule": "link", "target": "x", "path": "letter.txt", "quote": "không có"},
        {"rule": "link", "target": "x", "nth": 1, **mention},
        {"rule": "date", "date": "soon", **mention},
        {"rule": "same", "paths": ["letter.txt", "gone.txt"]},
        {"rule": "guess"},
        {},
    )
    told = [str(problem) for problem in made(corpus, index).problems]
    assert len(told) == 6
    assert all(line.startswith("rulings.jsonl: ") for line in told)
    assert targets(index)[0] == ("known", "25-NQ/TW@XI")


def test_a_lost_number_is_told_by_those_who_cite_it(corpus: Path, index: Path) -> None:
    title = "Phát động phong trào thi đua xây dựng nông thôn mới"
    records.write(corpus, "lost.txt", type="kế hoạch", title=title, jurisdiction="tỉnh Bình Thuận")
    records.write(corpus, "other.txt", type="quyết định", title=title, body="Một văn bản khác loại")
    cited = {**records.LOCAL_PLAN, "title": f"về {title}"}
    records.write(corpus, "letter.txt", cites=(cited, {**cited, "date": None}), **LETTER)
    made(corpus, index)
    with open_index(index) as archive:
        card = archive.show("lost.txt")
        assert [d["id"] for d in card["cited_by"]] == ["308-CV/TU@binh-thuan.2021"]
        assert card["told_by_citers"]["number"] == {"value": "12/KH-UBND", "evidence": ["308-CV/TU@binh-thuan.2021"]}
        assert card["told_by_citers"]["date"]["value"] == "2021-02-10"
        assert card["header"]["number"] is None
    records.write(corpus, "found.txt", **{**PLAN, "title": title})
    made(corpus, index)
    assert {t for _, t in targets(index)} == {"12/KH-UBND@binh-thuan.2021"}


def test_pipes_and_dangling_links_are_problems_and_are_not_waited_for(corpus: Path, index: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "dangling.txt").symlink_to(corpus / "nowhere.txt")
    monkey = {"pipe.txt", "dangling.txt"}
    real = importlib.import_module("trichdan.flow").extract_path
    for _ in range(2):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "extract_path", lambda p, n: real(p, n) if n in monkey else records.read(p, n))
            report = made(corpus, index)
        assert report.documents == 1
        assert report.errors == 2


def test_a_file_that_may_not_be_read_is_told_and_tried_again(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, name: str) -> Any:
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(building, "extract_path", refused)
        report = made(corpus, index)
    assert [(p.path, p.code) for p in report.problems] == [("letter.txt", "unreadable")]
    assert "Permission denied" in str(report.problems[0])
    assert made(corpus, index).documents == 1


def test_an_interrupted_build_is_finished_by_the_next(
    corpus: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        records.write(corpus, f"p{n}.txt", cites=(records.DAN_VAN,), **{**PLAN, "number": f"1{n}/KH-UBND"})
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 1)

    def interrupted(path: Path, name: str) -> Any:
        if name == "p2.txt":
            raise KeyboardInterrupt
        return records.read(path, name)

    with monkeypatch.context() as patch:
        patch.setattr(building, "extract_path", interrupted)
        with pytest.raises(KeyboardInterrupt):
            made(corpus, index)
    assert "unfinished" in problems(index)
    report = made(corpus, index)
    assert (report.added, report.unchanged) == (2, 3)
    made(corpus, tmp_path / "fresh")
    assert tables(index) == tables(tmp_path / "fresh")
    assert problems(index) == []


def test_an_empty_corpus_and_one_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert build(tmp_path / "empty", tmp_path / "index", full_text=False) == BuildReport(0, 0, 0, 0, 0, 0, 0)
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    for wrong in (tmp_path / "file.txt", Path("a\0b")):
        with pytest.raises(SourceError, match="no such folder"):
            build(wrong, tmp_path / "other", full_text=False)
    assert not (tmp_path / "other").exists()


@pytest.mark.engine
def test_the_engine_can_be_changed_and_is_kept(corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tantivy")
    build(corpus, index)
    for engine, kind in ((None, "whoosh"), ("tantivy", "tantivy"), (None, "tantivy"), ("whoosh", "whoosh")):
        build(corpus, index, engine=engine)
        assert engine_of(index / "fulltext") == kind
        assert check(index) == []
        with open_index(index) as archive:
            assert archive.search("308-CV/TU")["total"] == 1
    monkeypatch.setattr("trichdan.build.LARGE", 1)
    assert build(corpus, index).switch
    assert not build(corpus, index, engine="tantivy").switch


def test_an_engine_that_is_not_installed_is_told_before_the_work(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "trichdan.search.tantivy_engine", raising=False)
    with pytest.raises(StoreError, match="pip install"):
        build(corpus, index, engine="tantivy")
    assert not index.exists()
    with pytest.raises(ValueError, match="no full-text engine"):
        build(corpus, index, engine="sphinx")
