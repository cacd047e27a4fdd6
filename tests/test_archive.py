from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from tests import records
from trichdan.archive import Archive, open_index
from trichdan.build import build
from trichdan.errors import QueryError

building = importlib.import_module("trichdan.build.reading")

WRONG = {
    "text": "Chỉ thị số 06-CT/TW, ngày 07/11/2016",
    "number": "06-CT/TW",
    "type": "chỉ thị",
    "date": "2016-11-07",
    "term": 12,
    "title": "Về tổ chức cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
}
BARE = {"text": "Nghị quyết 25-NQ/TW", "number": "25-NQ/TW", "type": "nghị quyết"}
MISSING = {"text": "Quyết định số 900/QĐ-TTg ngày 01/6/2020", "number": "900/QĐ-TTg", "type": "quyết định",
           "date": "2020-06-01"}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root = tmp_path_factory.mktemp("archive")
    docs = root / "docs"
    tu = {"system": "party", "issuer": "Tỉnh ủy Bình Thuận", "jurisdiction": "tỉnh Bình Thuận"}
    plan = {
        "text": "Kế hoạch số 5-KH/TU ngày 02/02/2021",
        "number": "5-KH/TU",
        "type": "kế hoạch",
        "date": "2021-02-02",
    }
    records.write(
        docs, "a/letter.txt", number="308-CV/TU", type="công văn", date="2021-11-26",
        cites=(records.DAN_VAN, plan, MISSING), **tu,
    )  # fmt: skip
    records.write(
        docs, "plan.txt", number="5-KH/TU", type="kế hoạch", date="2021-02-02", title="Thực hiện công tác dân vận",
        cites=({**records.DAN_VAN, "relation": "implements"},), **tu,
    )  # fmt: skip
    records.write(
        docs, "centre.txt", number="771-KH/BDVTW", type="kế hoạch", date="2017-03-08", system="party",
        issuer="Ban Dân vận Trung ương", cites=(WRONG, MISSING),
    )  # fmt: skip
    records.write(docs, "late.txt", number="7-CV/TU", type="công văn", date="2026-10-01", cites=(BARE,), **tu)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "extract_path", records.read)
        build(docs, root / "index", full_text=False)
    with open_index(root / "index") as opened:
        yield opened


def found(archive: Archive, query: str, **options: object) -> dict[str, list[str]]:
    answer = archive.cites(query, **options)  # type: ignore[arg-type]
    return {c["id"]: [d["id"] for d in c["documents"]] for c in answer["candidates"]}


def test_documents_of_one_number_are_told_apart(archive: Archive) -> None:
    answer = archive.cites("nq 25 tw")
    ids = [c["id"] for c in answer["candidates"]]
    assert ids[0] == "25-NQ/TW@XI"
    assert {"25-NQ/TW@V", "25-NQ/TW@IX", "25-NQ/TW@X", "25-NQ/TW@XIV"} < set(ids)
    first = answer["candidates"][0]
    assert (first["date"], first["term"], first["held"]) == ("2013-06-03", 11, False)
    assert [d["id"] for d in first["documents"]] == ["5-KH/TU@binh-thuan.2021", "308-CV/TU@binh-thuan.2021"]
    mention = first["documents"][0]["mentions"][0]
    assert mention["relation"] == "implements"
    assert "25-NQ/TW" in mention["quote"]


def test_what_is_ambiguous_is_shown_apart(archive: Archive) -> None:
    assert found(archive, "25-NQ/TW")["25-NQ/TW@?"] == ["7-CV/TU@binh-thuan.2026"]


@pytest.mark.parametrize("query", ["25-NQ/TW khóa XI", "Nghị quyết số 25-NQ/TW ngày 03/6/2013", "25-NQ/TW@XI"])
def test_one_document_can_be_asked_for(archive: Archive, query: str) -> None:
    ids = [id for id in found(archive, query) if id != "25-NQ/TW@?"]
    assert ids == ["25-NQ/TW@XI"]


def test_filters(archive: Archive) -> None:
    both = ["5-KH/TU@binh-thuan.2021", "308-CV/TU@binh-thuan.2021"]
    assert found(archive, "nq 25 tw", type="kế hoạch")["25-NQ/TW@XI"] == both[:1]
    assert found(archive, "nq 25 tw", type="KE HOACH")["25-NQ/TW@XI"] == both[:1]
    assert found(archive, "nq 25 tw", start=date(2021, 6, 1))["25-NQ/TW@XI"] == both[1:]
    assert found(archive, "nq 25 tw", end=date(2021, 6, 1))["25-NQ/TW@XI"] == both[:1]
    assert found(archive, "nq 25 tw", relation="implements")["25-NQ/TW@XI"] == both[:1]
    assert found(archive, "nq 25 tw", issuer="tinh uy")["25-NQ/TW@XI"] == both
    assert found(archive, "nq 25 tw", issuer="trung ương")["25-NQ/TW@XI"] == []
    assert list(found(archive, "nq 25 tw", term=9)) == ["25-NQ/TW@IX"]


def test_documents_that_are_only_cited_can_be_asked_for(archive: Archive) -> None:
    assert found(archive, "900 qd ttg") == {
        "900/QĐ-TTg@2020": ["771-KH/BDVTW@2017", "308-CV/TU@binh-thuan.2021"],
    }


@pytest.mark.parametrize("doc", ["5-KH/TU@binh-thuan.2021", "plan.txt", "5-KH/TU", "5 kh tu"])
def test_a_document_is_found_by_id_number_or_path(archive: Archive, doc: str) -> None:
    assert archive.refs(doc)["id"] == "5-KH/TU@binh-thuan.2021"


@pytest.mark.parametrize("doc", ["letter.txt", "a/letter.txt"])
def test_a_document_is_found_by_file_name(archive: Archive, doc: str) -> None:
    assert archive.refs(doc)["path"] == "a/letter.txt"


def test_a_full_path_names_a_document(archive: Archive) -> None:
    assert archive.refs((archive.corpus / "plan.txt").as_posix())["path"] == "plan.txt"


@pytest.mark.parametrize("doc", ["nothing", "25-NQ/TW", "%", "", "../plan"])
def test_what_is_not_held_is_said_so(archive: Archive, doc: str) -> None:
    with pytest.raises(QueryError):
        archive.refs(doc)


def test_references_have_the_shape_of_the_record(archive: Archive) -> None:
    citations = archive.refs("a/letter.txt")["citations"]
    text = archive.text("a/letter.txt")
    assert [c["text"] for c in citations] == [text[c["start"] : c["end"]] for c in citations]
    assert citations[1]["target"]["path"] == "plan.txt"
    assert citations[1]["target"]["held"] is True
    assert [c["target"]["status"] for c in citations] == ["known", "resolved", "wanted"]


def test_cards(archive: Archive) -> None:
    card = archive.show("plan.txt")
    assert card["header"]["number"] == "5-KH/TU"
    assert [d["id"] for d in card["cited_by"]] == ["308-CV/TU@binh-thuan.2021"]
    assert len(card["deadlines"]) == 1


def test_wanted_counts_documents(archive: Archive) -> None:
    first = archive.wanted()[0]
    assert (first["documents"], first["mentions"]) == (2, 2)
    assert {"900/QĐ-TTg@2020", "25-NQ/TW@XI"} <= {row["id"] for row in archive.wanted()}
    assert "5-KH/TU@binh-thuan.2021" not in {row["id"] for row in archive.wanted()}


@pytest.mark.parametrize("doc", ["etter.txt", "_etter.txt", "%.txt", "a"])
def test_a_file_name_is_taken_whole_and_as_it_stands(archive: Archive, doc: str) -> None:
    assert archive.refs("letter.txt")["path"] == "a/letter.txt"
    with pytest.raises(QueryError, match="holds no such document"):
        archive.refs(doc)


def test_citers_tell_only_what_a_paper_does_not_print(archive: Archive) -> None:
    assert archive.show("plan.txt")["cited_by"]
    assert archive.show("plan.txt")["told_by_citers"] == {}


def test_conflicts_keep_what_is_printed(archive: Archive) -> None:
    rows = archive.conflicts()
    assert {row["code"] for row in rows if row["target"] == "06-CT/TW@X"} == {
        "date-conflict",
        "term-conflict",
        "number-order",
    }
    dates = next(row for row in rows if row["code"] == "date-conflict")
    assert (dates["printed"], dates["known"], dates["sort"]) == ("2016-11-07", "2006-11-07", "author")


def test_cascade_tells_who_answered(archive: Archive) -> None:
    first = archive.cascade("25-NQ/TW khóa XI")["candidates"][0]
    assert [(row["body"], row["id"]) for row in first["issued"]] == [("Tỉnh ủy Bình Thuận", "5-KH/TU@binh-thuan.2021")]
    assert first["issued"][0]["days"] == (date(2021, 2, 2) - date(2013, 6, 3)).days
    assert [row["body"] for row in first["missing"]] == ["Ban Dân vận Trung ương"]


def test_deadlines(archive: Archive) -> None:
    rows = archive.deadlines_between(date(2021, 12, 1), date(2021, 12, 31))
    assert len(rows) == 4
    assert {"id", "path", "due_last", "actors", "time"} <= set(rows[0])
    assert archive.deadlines_between(date(2022, 1, 1), None) == []
    assert archive.deadlines_between(actor="so noi vu") == rows
    assert archive.deadlines_between(actor="sở y tế") == []


def test_tables(archive: Archive) -> None:
    assert list(archive.documents.path) == ["a/letter.txt", "centre.txt", "late.txt", "plan.txt"]
    assert len(archive.citations) == 7
    assert len(archive.dates) == len(archive.deadlines) == 4
    assert archive.citations.target.notna().sum() == 6


def test_the_web_of_citations(archive: Archive) -> None:
    web = archive.graph()
    nodes = {node["id"]: node for node in web["nodes"]}
    assert nodes["25-NQ/TW@XI"]["cited_by"] == 2
    assert nodes["5-KH/TU@binh-thuan.2021"]["held"] is True
    assert sum(node["rank"] for node in web["nodes"]) == pytest.approx(1, abs=1e-6)
    part = archive.graph("900/QĐ-TTg")
    assert {node["id"] for node in part["nodes"]} == {
        "900/QĐ-TTg@2020",
        "308-CV/TU@binh-thuan.2021",
        "771-KH/BDVTW@2017",
    }
    with pytest.raises(QueryError):
        archive.graph("1-XX/YY")


def test_review_shows_what_is_doubtful_with_its_line(archive: Archive) -> None:
    rows = archive.review()
    assert [row["weight"] for row in rows] == sorted((row["weight"] for row in rows), reverse=True)
    links = [row for row in rows if row["kind"] == "link"]
    assert [row["id"] for row in links] == ["7-CV/TU@binh-thuan.2026"]
    assert "25-NQ/TW" in links[0]["quote"]
    assert {row["kind"] for row in rows} >= {"link", "conflict"}


def test_depth_follows_citations_through_documents(archive: Archive) -> None:
    (answer,) = [c for c in archive.cites("25-NQ/TW", depth=2)["candidates"] if c["id"] == "25-NQ/TW@XI"]
    assert {(d["id"], d["depth"]) for d in answer["documents"]} == {
        ("5-KH/TU@binh-thuan.2021", 1),
        ("308-CV/TU@binh-thuan.2021", 1),
    }
    (chain,) = archive.cites("5-KH/TU", depth=3)["candidates"]
    assert [(d["id"], d["depth"], d["via"]) for d in chain["documents"]] == [("308-CV/TU@binh-thuan.2021", 1, None)]


def test_the_list_of_citing_documents_reads_indices_alone(archive: Archive) -> None:
    from trichdan.archive.citing import _CITED, _LISTED

    sql = _LISTED.format(cited=_CITED, where="c.target = ?")
    plan = [str(row["detail"]) for row in archive._store.rows(f"EXPLAIN QUERY PLAN {sql}", ("25-NQ/TW@XI",))]
    assert plan
    assert all("COVERING INDEX" in step for step in plan)


def test_what_lists_show_of_a_document_is_read_from_an_index_and_again_after_a_build(archive: Archive) -> None:
    from trichdan.archive.shelf import _SQL, Shelf

    (step,) = archive._store.rows(f"EXPLAIN QUERY PLAN {_SQL.replace('(?)', '(1, 2)')}")
    assert "documents_listed" in step["detail"]
    before = archive.cites("25-NQ/TW", term=11)
    shelf: Shelf = archive._citers._shelf
    card = next(card for card in shelf.cards([]).values() if card.row["number"] == "308-CV/TU")
    with closing(sqlite3.connect(archive._store.path)) as other, other:
        other.execute("UPDATE documents SET issuer = 'Tỉnh ủy Mới' WHERE number = '308-CV/TU'")
    after = archive.cites("25-NQ/TW", term=11)
    with closing(sqlite3.connect(archive._store.path)) as other, other:
        other.execute("UPDATE documents SET issuer = ? WHERE number = '308-CV/TU'", (card.row["issuer"],))
    assert before == archive.cites("25-NQ/TW", term=11)
    assert "Tỉnh ủy Mới" in {row["issuer"] for c in after["candidates"] for row in c["documents"]}
