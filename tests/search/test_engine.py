"""The Whoosh engine: what it finds, and what it survives."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trichdan.errors import QueryError, StoreError
from trichdan.search import Engine, Filters, Results, SearchDocument, engine_of, open_engine

pytestmark = pytest.mark.engine

DOCUMENTS = (
    SearchDocument(
        "a", "a.txt", "KẾ HOẠCH\nTổ chức phong trào thi đua Dân vận khéo\nTheo Nghị quyết 25-NQ/TW ngày 03/6/2013.",
        number="12-KH/BDVTU", type="kế hoạch", date=date(2017, 3, 8), issuer="Ban Dân vận Tỉnh ủy",
        province="tỉnh Bình Thuận", signer="Nguyễn Văn An",
        title="Tổ chức phong trào thi đua Dân vận khéo năm 2017", term=12, cites=("25-NQ/TW",),
        due=(date(2017, 12, 24),),
    ),
    SearchDocument(
        "b", "b.txt", "CHỈ THỊ\nVề cải cách thủ tục hành chính\nUBND các huyện báo cáo trước ngày 15/6/2019.",
        number="06/2019/CT-UBND", type="chỉ thị", date=date(2019, 5, 2), issuer="Ủy ban nhân dân tỉnh Phú Thọ",
        province="tỉnh Phú Thọ", signer="Trần Thị Bình", title="Về cải cách thủ tục hành chính",
        due=(date(2019, 6, 14),),
    ),
    SearchDocument(
        "c", "c.txt", "QUYẾT ĐỊNH\nVề công tác phòng, chống lụt bão\nỦy ban nhân dân tỉnh quyết định thủ tục cải cách.",
        number="125/QĐ-UBND", type="quyết định", date=date(2020, 1, 31), issuer="Ủy ban nhân dân tỉnh Phú Thọ",
        province="tỉnh Phú Thọ", title="Về công tác phòng, chống lụt bão",
    ),
    SearchDocument(
        "d", "d.txt", "HƯỚNG DẪN\nMột số nội dung về kết nạp đảng viên theo Nghị quyết 25-NQ/TW và 12-KH/BDVTU",
        number="25-HD/BTCTW", type="hướng dẫn", date=date(2014, 7, 1), issuer="Ban Tổ chức Trung ương",
        title="Một số nội dung về kết nạp đảng viên", term=11, cites=("25-NQ/TW", "12-KH/BDVTU"),
    ),
)  # fmt: skip


@pytest.fixture
def opened() -> Iterator[Callable[..., Engine]]:
    """`open_engine`, with what it opened closed at the end."""
    engines: list[Engine] = []

    def open_and_note(folder: Path, *, create: bool = False, kind: str | None = None) -> Engine:
        engines.append(open_engine(folder, create=create, kind=kind))
        return engines[-1]

    yield open_and_note
    for engine in engines:
        engine.close()


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[..., Engine]) -> Engine:
    if request.param == "tantivy":
        pytest.importorskip("tantivy", reason="the extra `fast` is not installed")
    made = opened(tmp_path / "fulltext", create=True, kind=request.param)
    made.update(DOCUMENTS)
    return made


def found(engine: Engine, query: str, **more: object) -> list[str]:
    return [hit.id for hit in engine.search(query, **more).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("dân vận khéo", ["a"]),
        ("dan van kheo", ["a"]),
        ("DÂN VẬN KHÉO", ["a"]),
        (unicodedata.normalize("NFD", "dân vận khéo"), ["a"]),
        ("125/QĐ-UBND", ["c"]),
        ("qd 125", ["c"]),
        ("quyết định số 125", ["c"]),
        ("06/2019", ["b"]),
        ("ct 6 2019", ["b"]),
        ("25-HD/BTCTW", ["d"]),
        ("hd 25", ["d"]),
        ("nq 25 tw", ["a", "d"]),
        ("UBND", ["b", "c"]),
        ("ủy ban nhân dân", ["b", "c"]),
        ('"cải cách thủ tục"', ["b"]),
        ('"thủ tục hành chính"', ["b"]),
        ('"hành chính thủ tục"', []),
        ("cites:25-NQ/TW", ["a", "d"]),
        ("cites:12-KH/BDVTU", ["d"]),
        ("cites:25-nq*", ["a", "d"]),
        ("number:125", []),
        ("number:125-QĐ/UBND", ["c"]),
        ('issuer:"phú thọ"', ["b", "c"]),
        ("issuer:UBND", ["b", "c"]),
        ("type:kh", ["a"]),
        ('type:"kế hoạch"', ["a"]),
        ('province:"binh thuan"', ["a"]),
        ("signer:bình", ["b"]),
        ("title:kết", ["d"]),
        ("date:2017..2019", ["a", "b"]),
        ("date:..2016", ["d"]),
        ("term:XI..", ["a", "d"]),
        ("term:11", ["d"]),
        ("due:2019", ["b"]),
        ("due:2017-12-01..2017-12-31", ["a"]),
        ("NOT issuer:UBND", ["a", "d"]),
        ("cải cách -type:ct", ["c"]),
        ("type:(kh OR hd)", ["a", "d"]),
        ("khé*", ["a"]),
        ("khao~", ["a"]),
        ("lụt OR khéo", ["a", "c"]),
        ("lụt AND khéo", []),
        ("xyzxyz", []),
    ],
)
def test_finds(engine: Engine, query: str, ids: list[str]) -> None:
    assert sorted(found(engine, query)) == ids


def test_what_has_no_score_comes_newest_first(engine: Engine) -> None:
    assert found(engine, "") == ["c", "b", "a", "d"]
    assert found(engine, "issuer:ubnd OR cites:25-NQ/TW") == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("query", "best"),
    [("cải cách thủ tục hành chính", "b"), ("phòng chống lụt bão", "c"), ("kết nạp đảng viên", "d")],
)
def test_best_comes_first(engine: Engine, query: str, best: str) -> None:
    assert found(engine, query)[0] == best


def test_marks_rank_over_folded(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    engine.update(
        [SearchDocument("1", "1", "bán hàng"), SearchDocument("2", "2", "bàn hàng"), SearchDocument("3", "3", "khác")]
    )
    assert found(engine, "bàn hàng") == ["2", "1"]
    assert found(engine, "bán hàng") == ["1", "2"]


def test_within_and_filters(engine: Engine) -> None:
    assert found(engine, "", within=frozenset({"b", "d", "lost"})) == ["b", "d"]
    assert found(engine, "", within=frozenset()) == []
    assert found(engine, "", filters=Filters(issuer="ủy ban nhân dân", since=date(2020, 1, 1))) == ["c"]
    assert found(engine, "", filters=Filters(type="Kế hoạch", term=12)) == ["a"]
    assert found(engine, "", filters=Filters(cites="25-NQ/TW", until=date(2015, 1, 1))) == ["d"]


def test_pages_and_total(engine: Engine) -> None:
    whole = engine.search("", limit=10)
    pages = [engine.search("", limit=1, offset=at) for at in range(5)]
    assert [page.total for page in pages] == [4] * 5
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
    with pytest.raises(ValueError, match="negative"):
        engine.search("", limit=-1)


def test_facets(engine: Engine) -> None:
    facets = engine.search("").facets
    assert facets["province"] == (("tỉnh Phú Thọ", 2), ("tỉnh Bình Thuận", 1))
    assert facets["year"] == (("2014", 1), ("2017", 1), ("2019", 1), ("2020", 1))
    assert facets["term"] == (("11", 1), ("12", 1))
    assert engine.search("", facets=False).facets == {}


def test_snippet_shows_the_match(engine: Engine) -> None:
    hit = engine.search("báo cáo trước ngày").hits[0]
    assert hit.id == "b"
    assert "«báo cáo trước ngày»" in hit.snippet
    assert [hit.snippet[a:b] for a, b in hit.highlights] == ["báo cáo trước ngày"]
    assert hit.line is not None
    assert hit.line <= 3
    assert hit.start is not None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("cải cách thủ tụv hành chính", "cải cách thủ tục hành chính"),
        ("dan van kheoo", "dan van kheo"),
        ("phongtrao thi dua", "phong trao thi dua"),
        ("lụt bão", None),
        ("type:xx lut", None),
    ],
)
def test_did_you_mean(engine: Engine, typed: str, better: str | None) -> None:
    assert engine.search(typed).suggestion == better


@pytest.mark.parametrize(
    "query",
    ["cải cách thủ tụv hành chính", "caar cách thur tục", "cảicách thủtục hành chính", "cai cahc thu tuc hanh chinh"],
)
def test_typing_errors_are_forgiven(engine: Engine, query: str) -> None:
    assert found(engine, query)[0] == "b"


def test_suggest_and_more_like(engine: Engine) -> None:
    assert "khéo" in engine.suggest("khéoo")
    assert [hit.id for hit in engine.more_like("b")] == ["c"]
    assert engine.more_like("none") == ()


def test_replace_delete_reopen(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    engine.update(DOCUMENTS)
    engine.update([SearchDocument("a", "new.txt", "hoàn toàn khác")], ["b", "lost"])
    assert engine.ids() == {"a", "c", "d"}
    assert found(engine, '"khéo"') == []
    assert [hit.path for hit in engine.search("hoàn toàn").hits] == ["new.txt"]
    engine.set_generation("7")
    engine.close()
    again = opened(tmp_path / "i")
    assert again.ids() == {"a", "c", "d"}
    assert again.generation() == "7"


def test_grown_index_answers_like_a_fresh_one(opened: Callable[..., Engine], tmp_path: Path) -> None:
    fresh = opened(tmp_path / "fresh", create=True)
    fresh.update(DOCUMENTS)
    grown = opened(tmp_path / "grown", create=True)
    for document in DOCUMENTS:
        grown.update([SearchDocument("x", "x", document.text)])
        grown.update([document], ["x"])
    for query in ("", "cải cách", "25-NQ/TW", "UBND", '"thủ tục hành chính"', "qd 125", "thi đua*"):
        left, right = fresh.search(query), grown.search(query)
        assert {(hit.id, hit.score, hit.snippet) for hit in left.hits} == {
            (hit.id, hit.score, hit.snippet) for hit in right.hits
        }
        assert left.facets == right.facets


def test_spilled_postings_change_nothing(
    opened: Callable[..., Engine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trichdan.search import whoosh_codec

    monkeypatch.setattr(whoosh_codec, "_TERM_BYTES", 20_000_000)
    engine = opened(tmp_path / "i", create=True)
    engine.update(DOCUMENTS)
    assert found(engine, "dân vận khéo") == ["a"]
    assert sorted(found(engine, "UBND")) == ["b", "c"]
    assert not list((tmp_path / "i").rglob("*.run"))


def test_seeded_random_does_no_harm(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    for document in DOCUMENTS:
        random.seed(1)
        engine.update([document])
    random.seed(5)
    expected = random.random()
    random.seed(5)
    engine.update([SearchDocument("e", "e", "thêm")])
    assert random.random() == expected
    assert engine.ids() == {"a", "b", "c", "d", "e"}


def test_second_writer_gets_a_clear_message(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    other = opened(tmp_path / "i")
    entered, leave = threading.Event(), threading.Event()

    def slow() -> Iterator[SearchDocument]:
        entered.set()
        leave.wait(10)
        yield DOCUMENTS[0]

    thread = threading.Thread(target=engine.update, args=(slow(),))
    thread.start()
    assert entered.wait(10)
    try:
        with pytest.raises(StoreError, match="another process"):
            other.update([DOCUMENTS[1]])
    finally:
        leave.set()
        thread.join()
    assert engine.ids() == {"a"}


def test_failed_update_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    def broken() -> Iterator[SearchDocument]:
        yield SearchDocument("e", "e", "thêm")
        raise RuntimeError("reader broke")

    with pytest.raises(RuntimeError):
        engine.update(broken(), ["a"])
    with pytest.raises(ValueError, match="twice"):
        engine.update([DOCUMENTS[0], DOCUMENTS[0]])
    assert engine.ids() == {"a", "b", "c", "d"}
    engine.update([SearchDocument("e", "e", "thêm")])
    assert engine.ids() == {"a", "b", "c", "d", "e"}


def test_killed_writer_leaves_a_sound_index(opened: Callable[..., Engine], tmp_path: Path) -> None:
    folder = tmp_path / "i"
    opened(folder, create=True).update(DOCUMENTS)
    script = """
import os, signal, sys
from pathlib import Path
from trichdan.search import SearchDocument, open_engine
def documents():
    for n in range(50):
        yield SearchDocument(str(n), "p", "thêm " * 50)
    os.kill(os.getpid(), signal.SIGKILL)
open_engine(Path(sys.argv[1])).update(documents(), ["a"])
"""
    run = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, capture_output=True)
    assert run.returncode == -9
    engine = opened(folder)
    assert engine.ids() == {"a", "b", "c", "d"}
    engine.update([], ["d"])
    assert engine.ids() == {"a", "b", "c"}
    assert not [path for path in folder.iterdir() if path.is_dir()]
    stems = {path.name.split(".")[0] for path in folder.glob("MAIN_*")} - {"MAIN_WRITELOCK"}
    assert len(stems) <= 2


def test_missing_foreign_old(opened: Callable[..., Engine], tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no full-text index"):
        opened(tmp_path / "none")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "_MAIN_1.toc").write_bytes(b"pickle")
    with pytest.raises(StoreError, match="Choose another folder"):
        opened(tmp_path / "foreign", create=True)
    opened(tmp_path / "old", create=True).close()
    marker = next((tmp_path / "old").glob("*.json"))
    marker.write_text(json.dumps(json.loads(marker.read_text()) | {"format": 0}))
    with pytest.raises(StoreError, match="another version"):
        opened(tmp_path / "old")
    with pytest.raises(StoreError, match="not of the engine tantivy"):
        open_engine(opened(tmp_path / "w", create=True).folder, kind="tantivy")  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="no full-text engine"):
        open_engine(tmp_path / "x", create=True, kind="lucene")


@pytest.mark.parametrize("damage", ["toc-torn", "toc-empty", "toc-gone", "marker", "segment-gone"])
def test_damage_is_reported(opened: Callable[..., Engine], tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "i"
    engine = opened(folder, create=True)
    engine.update(DOCUMENTS)
    engine.close()
    toc = next(folder.glob("_MAIN_*.toc"))
    if damage == "toc-torn":
        toc.write_bytes(toc.read_bytes()[:-40])
    elif damage == "toc-empty":
        toc.write_bytes(b"")
    elif damage == "toc-gone":
        toc.unlink()
    elif damage == "marker":
        next(folder.glob("*.json")).write_text("{")
    else:
        next(folder.glob("*.trm")).unlink()
    with pytest.raises(StoreError, match=r"damaged.*[Bb]uild again"):
        opened(folder).ids()


def test_wrong_query_is_no_store_error(engine: Engine) -> None:
    with pytest.raises(QueryError, match="did you mean"):
        engine.search("isuer:TW")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "\0\0",
        "x" * 20_000,
        "«»",
        "\ud800",
        "a" * 60 + " " + "b" * 60,
        "1/" * 5000,
        "\u0301\u0301",
        "🙂 giấy",
    ],
)
def test_odd_documents(opened: Callable[..., Engine], tmp_path: Path, text: str) -> None:
    engine = opened(tmp_path / "i", create=True)
    engine.update([SearchDocument("a", "a", text, title=text[:50])])
    assert [hit.id for hit in engine.search("").hits] == ["a"]


def test_terminal_escapes_do_not_reach_snippets(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    engine.update([SearchDocument("a", "a", "kế hoạch \x1b[31mđỏ\x1b[0m «giả» \u202e ngược")])
    snippet = engine.search("hoạch").hits[0].snippet
    assert snippet.isprintable()
    assert snippet.count("«") == 1


def test_reading_while_writing_elsewhere(opened: Callable[..., Engine], tmp_path: Path) -> None:
    reader = opened(tmp_path / "i", create=True)
    writer = opened(tmp_path / "i")
    writer.update(DOCUMENTS)
    assert reader.ids() == {"a", "b", "c", "d"}
    writer.update([SearchDocument("e", "e", "thêm")], ["a"])
    assert len(found(reader, "")) == 4


def test_the_engine_that_made_an_index_opens_it(opened: Callable[..., Engine], tmp_path: Path) -> None:
    pytest.importorskip("tantivy", reason="the extra `fast` is not installed")
    for kind in ("whoosh", "tantivy"):
        opened(tmp_path / kind, create=True, kind=kind).update(DOCUMENTS)
        assert engine_of(tmp_path / kind) == kind
        assert opened(tmp_path / kind).ids() == {"a", "b", "c", "d"}
    assert engine_of(tmp_path) is None


def test_many_commits_leave_few_segments(opened: Callable[..., Engine], tmp_path: Path) -> None:
    engine = opened(tmp_path / "i", create=True)
    for number in range(40):
        engine.update([SearchDocument(f"{number}", "p", f"văn bản số {number} về dân vận")], [f"{number - 20}"])
    assert len(list((tmp_path / "i").glob("*.trm"))) < 18
    assert engine.ids() == {f"{number}" for number in range(20, 40)}
    assert engine.search("dân vận").total == 20
    assert found(engine, '"văn bản số 25"') == ["25"]
    assert found(engine, '"văn bản số 5"') == []


PIECES = st.sampled_from(
    [
        *("cải", "cach", "UBND", "25-NQ/TW", "nq", "25", "ề", "khéoo", "đ" * 120, "AND", "OR", "NOT", "-", "(", ")"),
        *('"', "“", "»", "*", "~2", "type:", "date:", "2017..", "..", "term:", "XI", "cites:", "x:", ":", "/", " "),
        *("\0", "\n", "\ud800", "🙂", "ngh*", "thu~"),
    ]
)


def answer(engine: Engine, query: str) -> Results | int | None:
    """Return the results, or the place where the query cannot be understood."""
    try:
        return engine.search(query, limit=2)
    except QueryError as error:
        return error.position


@given(pieces=st.lists(PIECES, max_size=12), glue=st.sampled_from(["", " "]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_is_answered_or_refused(engine: Engine, pieces: list[str], glue: str) -> None:
    query = glue.join(pieces)
    found = answer(engine, query)
    if isinstance(found, Results):
        assert len(found.hits) <= min(found.total, 2)
        assert found.total <= len(DOCUMENTS)
    else:
        assert found is not None
        assert 0 <= found <= len(query)
