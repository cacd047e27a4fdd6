"""What typed words are taken for."""

from __future__ import annotations

from collections import Counter

import pytest

from trichdan.lexicon.abbreviations import load_abbreviations
from trichdan.search import analysis
from trichdan.search.matching import Need, head_threshold, needs_of, thresholds
from trichdan.search.rewriting import Rewriter, Slots
from trichdan.search.suggest import Vocabulary

TEXT = (
    "Ủy ban nhân dân tỉnh ban hành nghị quyết về cải cách thủ tục hành chính. Ban Thường vụ Tỉnh ủy chỉ thị các huyện "
    "tự dự toán. UBND báo cáo theo Nghị quyết 25-NQ/TW và 06/2019/CT-UBND"
)


class Index:
    """One document, counted."""

    held = 10

    def __init__(self) -> None:
        units = analysis.units_of(TEXT)
        self.counts = {"s": units.syllables, "p": units.pairs, "x": units.exact, "y": units.symbols}
        self.vocabulary = Vocabulary(units.syllables, units.exact)

    def count(self, field: str, term: str) -> int:
        return self.counts.get(field, Counter())[term]


INDEX = Index()
REWRITER = Rewriter(INDEX.count, lambda: INDEX.vocabulary)


def groups(slots: Slots) -> list[str]:
    return [" ".join(slots.keys[group.start : group.end]) for group in slots.groups if group.alternatives]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("UBND tỉnh", ["ubnd"]),
        ("ubnd tinh", ["ubnd"]),
        ("ủy ban nhân dân tỉnh", ["ui ban nhan dan"]),
        ("cải cách TTHC", ["tthc"]),
        ("BTV TU", ["btv", "tu"]),
        ("tự tu dưỡng", []),  # not Tỉnh ủy
        ("dự toán", []),  # not Đảng ủy
        ("DỰ TOÁN TU BỔ", []),  # capitals say nothing where all are
        ("25-NQ/TW", []),  # inside a symbol
    ],
)
def test_names_and_their_other_forms(text: str, named: list[str]) -> None:
    found = groups(REWRITER.slots(text))
    assert [name.replace("ui ban", "uy ban") for name in found] == [name.replace("ui ban", "uy ban") for name in named]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("thu gom rác ở phố", ["rac"]),
        ("miễn visa cho khách", ["visa"]),
        ("vi phạm bản quyền phim", ["ban quyen"]),
        ("cấp thị thực điện tử", ["thi thuc"]),
        ("quyền của bản làng", []),  # the words apart are not the term
    ],
)
def test_everyday_words_and_official_terms(text: str, named: list[str]) -> None:
    assert groups(REWRITER.slots(text)) == named


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("25-NQ/TW", "25-nq-tw"),
        ("nq 25 tw", "25-nq-tw"),
        ("NQ25", "25-nq"),
        ("25nq", "25-nq"),
        ("nghị quyết số 25", "25-nq"),
        ("nghi quyet 25", "25-nq"),
        ("ct 6 2019", "6-2019-ct"),
        ("06/2019", "6-2019"),
        ("chỉ thị 06", "6-ct"),
    ],
)
def test_symbols_that_may_be_meant(text: str, unit: str) -> None:
    assert unit in dict(REWRITER.slots(text).symbols)


@pytest.mark.parametrize("text", ["năm 2019", "25 huyện", "điều 5", "3 ngày"])
def test_no_symbol_is_made_up(text: str) -> None:
    assert not REWRITER.slots(text).symbols


@pytest.mark.parametrize(
    ("text", "at", "meant"),
    [("nghi quyte", 1, "quyet"), ("nghij quyeets", 1, "quyet"), ("thu tujc", 1, "tuc"), ("caari cách", 0, "cai")],
)
def test_misspelt_words(text: str, at: int, meant: str) -> None:
    assert meant in REWRITER.slots(text).mended[at]


def test_what_fits_both_neighbours_is_meant() -> None:
    often = {"cai cac": 3, "cac hanh": 90, "cai cach": 40, "cach hanh": 40, "s:cac": 99, "s:cach": 60}
    rewriter = Rewriter(
        lambda field, term: often.get(f"s:{term}" if field == "s" else term, 0),
        lambda: Vocabulary({"cac": 99, "cach": 60}, {}),
    )
    assert rewriter.slots("cai cahc hanh").mended[1][0] == "cach"
    assert rewriter.suggestion("cahc*") is None


def test_joined_syllables_are_parted() -> None:
    assert REWRITER.slots("nghịquyết").keys == ("nghi", "quyet")


def test_sound_words_stay() -> None:
    assert not any(REWRITER.slots("nghị quyết cải cách").mended)


def test_needs_and_thresholds() -> None:
    needs = needs_of(REWRITER.slots("cải cách UBND"), INDEX)
    assert Need(2, ((("p", "cai cach"),),)) not in needs  # a pair counts half of what a syllable does
    assert any(option == (("p", "cai cach"),) for need in needs for option in need.options)
    assert any(len(option) == 3 for need in needs for option in need.options), "the full name of UBND"
    points = sum(need.points for need in needs)
    steps = thresholds(needs)
    assert list(steps) == sorted(steps, reverse=True)
    assert steps[0] > points / 2
    assert steps[-1] == 1
    assert thresholds(()) == ()


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("cải cách hành chính", False),  # of a few words each is meant
        ("cải cách thủ tục hành chính", True),
        ("nghị quyết số 25 TW", False),  # who says a number means it
        ("cải cách thủ tục theo nghị quyết 25", True),
    ],
)
def test_a_long_question_may_be_answered_by_the_head(text: str, opens: bool) -> None:
    slots = REWRITER.slots(text)
    least = head_threshold(needs_of(slots, INDEX), slots)
    words = sum(need.points for need in needs_of(slots, INDEX) if not need.pair)
    assert (least is not None) is opens
    assert least is None or 0 < least < words


def test_abbreviations_are_sound() -> None:
    table = load_abbreviations()
    assert len({(entry.abbr, entry.full) for entry in table}) == len(table)
    for entry in table:
        assert entry.source
        assert entry.abbr == entry.abbr.strip()
        assert len(entry.abbr) < len(entry.full), entry
