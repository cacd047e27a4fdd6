"""The query language: what it means, and where it points when it cannot be understood."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from trichdan.errors import QueryError
from trichdan.search.nodes import (
    And,
    DateIn,
    Everything,
    FieldIs,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    TermIn,
    Words,
)
from trichdan.search.query import parse

D = date


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        ("  , . ", Everything()),
        ("dân vận khéo", Words("dân vận khéo")),
        ("25-NQ/TW", Words("25-NQ/TW")),
        ('"cải cách hành chính"', Phrase("cải cách hành chính")),
        ("“cải cách”", Phrase("cải cách")),
        ("«cải cách»", Phrase("cải cách")),
        ("a AND b", And((Words("a"), Words("b")))),
        ("a b OR c", Or((Words("a b"), Words("c")))),
        ("a OR b AND c", Or((Words("a"), And((Words("b"), Words("c")))))),
        ("a AND (b OR c)", And((Words("a"), Or((Words("b"), Words("c")))))),
        ("a NOT b", And((Words("a"), Not(Words("b"))))),
        ("a -b", And((Words("a"), Not(Words("b"))))),
        ("NOT b", Not(Words("b"))),
        ("luật (sửa đổi) đất đai", Words("luật sửa đổi đất đai")),
        ("nghị quyết - chỉ thị", Words("nghị quyết chỉ thị")),
        ("quyết*", Prefix("quyết")),
        ("quyet~", Fuzzy("quyet", 1)),
        ("quyet~2", Fuzzy("quyet", 2)),
        ("cites:25-NQ/TW", FieldIs("cites", "25-NQ/TW")),
        ('type:"kế hoạch" dân vận', And((Words("dân vận"), FieldIs("type", "kế hoạch")))),
        ("type:(kh OR ct)", Or((FieldIs("type", "kh"), FieldIs("type", "ct")))),
        ("loại:kh", FieldIs("type", "kh")),
        ("loai:kh", FieldIs("type", "kh")),
        ("date:2017", DateIn("date", D(2017, 1, 1), D(2017, 12, 31))),
        ("date:2017..2020", DateIn("date", D(2017, 1, 1), D(2020, 12, 31))),
        ("date:2017-02", DateIn("date", D(2017, 2, 1), D(2017, 2, 28))),
        ("date:02/2017..15/3/2017", DateIn("date", D(2017, 2, 1), D(2017, 3, 15))),
        ("due:..2026-03-01", DateIn("due", None, D(2026, 3, 1))),
        ("due:2026..", DateIn("due", D(2026, 1, 1), None)),
        ("term:XI", TermIn(11, 11)),
        ("term:ix..12", TermIn(9, 12)),
        ("lúc 10:30 họp", Words("lúc 10:30 họp")),
        ("Kính gửi: Tỉnh ủy", Words("Kính gửi: Tỉnh ủy")),
    ],
)
def test_trees(query: str, tree: Node) -> None:
    assert parse(query, aliases={"loai": "type"}) == tree


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("a AND", 5, "missing"),
        ("OR b", 0, "before OR"),
        ("a AND OR b", 6, "missing"),
        ("a NOT", 5, "after NOT"),
        ("(a b", 0, "not closed"),
        ("a b)", 3, "without '('"),
        ("()", 1, "missing"),
        ('dân "vận', 4, "not closed"),
        ("isuer:TW", 0, "did you mean issuer"),
        ("x dat:2017", 2, "did you mean date"),
        ("qqqq:1", 0, "there are type"),
        ("date:hôm-qua", 5, "no date"),
        ("date:2017-13", 5, "no date"),
        ("date:2020..2017", 5, "backwards"),
        ("term:abc", 5, "no khóa"),
        ("type:)", 5, "without '('"),
        ("(type:)", 6, "missing"),
        ("x " + "y" * 200, 2, "more than 100"),
        ("a " * 600, 1000, "more than 1000"),
        ("a " * 100, 0, "more than 64"),
        ("(" * 300 + "a" + ")" * 300, 20, "nested deeper"),
    ],
)
def test_errors_know_the_place(query: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "query", ['"', "((((", "a:b:c:", ":", "~", "*", "-", "- -", "NOT NOT NOT", "a\0b", "AND" * 9, "»", "'"]
)
def test_odd_input_is_understood_or_refused(query: str) -> None:
    with suppress(QueryError):
        parse(query)
