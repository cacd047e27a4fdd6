"""Whoosh and Tantivy find the same documents, and rank what people mean equally well."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.search.test_retrieval import QUERIES, REAL, ranks, real_documents
from trichdan.search import Engine, Filters, SearchDocument, open_engine

pytest.importorskip("tantivy", reason="the extra `fast` is not installed")
pytestmark = pytest.mark.engine

KINDS = (("kế hoạch", "KH"), ("chỉ thị", "CT"), ("nghị quyết", "NQ"), ("hướng dẫn", "HD"))
ISSUERS = ("Ban Dân vận Tỉnh ủy", "Ủy ban nhân dân tỉnh", "Ban Thường vụ Huyện ủy", "Sở Nội vụ")
PHRASES = (
    "cải cách thủ tục hành chính", "phong trào thi đua dân vận khéo", "UBND các huyện báo cáo", "kết nạp đảng viên mới",
    "phòng, chống lụt bão", "chuyển đổi số trong cơ quan nhà nước", "Ban Thường vụ lãnh đạo", "an toàn giao thông",
    "thực hiện nghị quyết đại hội", "bầu cử đại biểu HĐND", "tiếp công dân định kỳ", "xây dựng nông thôn mới",
)  # fmt: skip


def made_documents(count: int) -> Iterator[SearchDocument]:
    for index in range(count):
        chance = random.Random(index)
        kind, abbr = chance.choice(KINDS)
        cited = f"{chance.randint(1, 9)}-NQ/TW"
        parts = [chance.choice(PHRASES) for _ in range(chance.randint(2, 9))]
        text = f"{kind.upper()}\nvề {parts[0]}\n" + ". ".join([*parts, f"Theo Nghị quyết số {cited}"])
        yield SearchDocument(
            f"d{index}", f"d{index}.txt", text, number=f"{index % 40 + 1}-{abbr}/TU", type=kind,
            date=date(2010 + index % 12, 1 + index % 12, 1 + index % 28), issuer=chance.choice(ISSUERS),
            province=chance.choice((None, "tỉnh Phú Thọ", "tỉnh Bình Thuận")), title=f"Về {parts[0]}",
            term=10 + index % 4, cites=(cited,), due=(date(2020, 1 + index % 12, 1),),
        )  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    folder = tmp_path_factory.mktemp("both")
    whoosh = open_engine(folder / "whoosh", create=True)
    tantivy = open_engine(folder / "tantivy", create=True, kind="tantivy")
    documents = list(made_documents(250))
    for engine in (whoosh, tantivy):
        engine.update(documents)
        engine.update(documents[10:20], ["d3", "d4"])
    yield whoosh, tantivy
    whoosh.close()
    tantivy.close()


@pytest.mark.parametrize(
    "query",
    [
        "", "cải cách", "cai cach hanh chinh", "dân vận khéo", "UBND huyện", "ủy ban nhân dân", "HĐND", "7-KH/TU",
        "kh 7", "nghị quyết số 5", "5-NQ/TW", "cites:5-NQ/TW", "cites:5-nq*", "number:7*",
        '"thi đua dân vận"', '"đua thi"',
        '"nghị quyết đại hội. xây dựng"', "cải cách OR lụt bão", "cải cách AND lụt", "bão -cải", "NOT bão", "chuyê*",
        "thii~", "thuu~2", 'issuer:"ban thường vụ"', "issuer:UBND", "type:kh", "type:(ct OR nq) bão", "title:bão",
        'title:"cải cách thủ tục"', "province:phu", "date:2015", "date:2012-03..2014", "date:..2013", "term:XI..XII",
        "due:2020-05", "cải cách type:kh date:2011.. cites:3-NQ/TW", "xyz", "cải cáhc thur tục", "nghịquyết daij hội",
        "văn bản nào nói về an toàn giao thông ở xã", "signer:an",
        "báo cáo về chuyển đổi số nông thôn", "đảng viên nào tiếp dân ở cơ quan", "kế hoạch số 7 về lụt bão năm 2015",
        "vận động đảng viên mới kết nạp huyện", "phòng bão của đại biểu hội đồng nông thôn xã",
    ],
)  # fmt: skip
def test_same_documents(both: tuple[Engine, Engine], query: str) -> None:
    left, right = (engine.search(query, limit=300) for engine in both)
    assert {hit.id for hit in left.hits} == {hit.id for hit in right.hits}
    assert left.total == right.total
    assert left.facets == right.facets
    assert left.suggestion == right.suggestion


def test_same_documents_under_conditions(both: tuple[Engine, Engine]) -> None:
    within = frozenset(f"d{n}" for n in range(0, 200, 3))
    filters = Filters(type="kế hoạch", issuer="ubnd", since=date(2012, 1, 1), until=date(2019, 1, 1), term=11)
    for query in ("", "cải cách", '"lụt bão"'):
        for conditions in (None, filters):
            left, right = (e.search(query, limit=300, within=within, filters=conditions) for e in both)
            assert {hit.id for hit in left.hits} == {hit.id for hit in right.hits}


def test_same_state(both: tuple[Engine, Engine]) -> None:
    whoosh, tantivy = both
    assert whoosh.ids() == tantivy.ids()
    assert whoosh.suggest("cachs") == tantivy.suggest("cachs")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")
def test_people_find_as_much(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "i", create=True, kind="tantivy")
    engine.update(real_documents())
    found = ranks(engine, QUERIES)
    assert sum(rank > 0 for rank in found) / len(found) >= 0.98
    assert sum(1 / rank for rank in found if rank) / len(found) >= 0.92
