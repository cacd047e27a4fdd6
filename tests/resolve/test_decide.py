from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.model import Citation, Target
from trichdan.resolve.candidates import load_authority
from trichdan.resolve.decide import resolve_citations
from trichdan.resolve.keys import Citing, trusted_date
from trichdan.text import Span

LEXICON = load_lexicon()
NOWHERE = Span(0, 1)
PLAN_2017 = Citing("771-KH/BDVTW@2017", "771-KH/BDVTW", "kế hoạch", date(2017, 3, 8))
LETTER_2021 = Citing("308-CV/TU@binh-thuan.2021", "308-CV/TU", "công văn", date(2021, 11, 26), "tỉnh Bình Thuận")


def citation(**fields: Any) -> Citation:
    kind = fields.pop("kind", "numbered" if fields.get("number") else "unnumbered")
    return Citation(NOWHERE, NOWHERE, kind, **fields)


def resolved(citing: Citing, *mentions: tuple[str, Citation]) -> list[Citation]:
    texts, citations = [t for t, _ in mentions], [c for _, c in mentions]
    return list(resolve_citations(citations, texts, citing, load_authority(LEXICON), LEXICON))


def target(citing: Citing, text: str, **fields: Any) -> Target:
    found = resolved(citing, (text, citation(**fields)))[0].target
    assert found is not None
    return found


NQ = {"type": "nghị quyết"}
CT = {"type": "chỉ thị"}
# the worked list of the domain reference: what each mention means, read in 2017 or in Bình Thuận in 2021
WORKED: list[tuple[Citing, str, dict[str, Any], str, str]] = [
    (PLAN_2017, "25-NQ/TW", {"number": "25-NQ/TW", "date": date(2013, 6, 3), "term": 11, **NQ}, "known", "25-NQ/TW@XI"),
    (LETTER_2021, "25-NQ/TW", {"number": "25-NQ/TW", "term": 11, **NQ}, "known", "25-NQ/TW@XI"),
    (LETTER_2021, "25-NQ/TW", {"number": "25-NQ/TW", "date": date(2003, 3, 12), **NQ}, "known", "25-NQ/TW@IX"),
    (LETTER_2021, "25-NQ/TW", {"number": "25-NQ/TW", "date": date(2008, 7, 25), **NQ}, "known", "25-NQ/TW@X"),
    (PLAN_2017, "05-CT/TW", {"number": "05-CT/TW", "date": date(2016, 5, 15), **CT}, "known", "05-CT/TW@XII"),
    (PLAN_2017, "16/CT-TTg", {"number": "16/CT-TTg", "date": date(2016, 5, 16), **CT}, "known", "16/CT-TTg@2016"),
    (LETTER_2021, "16/CT-TTg", {"number": "16/CT-TTg", "date": date(2017, 5, 4), **CT}, "known", "16/CT-TTg@2017"),
    (LETTER_2021, "16/CT-TTg", {"number": "16/CT-TTg", "date": date(2020, 3, 31), **CT}, "known", "16/CT-TTg@2020"),
    (PLAN_2017, "31-CTr/BDVTW", {"number": "31-CTr/BDVTW", "type": "chương trình hành động", "date": date(2016, 5, 18)},
     "known", "31-CTr/BDVTW@2016"),
    (PLAN_2017, "Nghị quyết Trung ương 4 khóa XII", {"term": 12, **NQ}, "known", "04-NQ/TW@XII"),
    (PLAN_2017, "Nghị quyết Trung ương 4 (khóa XII)", {"term": 12, **NQ}, "known", "04-NQ/TW@XII"),
    (PLAN_2017, "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", {"term": 12, **NQ}, "known",
     "04-NQ/TW@XII"),
    (LETTER_2021, "Nghị quyết Trung ương 4 khóa XI", {"term": 11, **NQ}, "known", "12-NQ/TW@XI"),
    (PLAN_2017, "Nghị quyết Đại hội XII của Đảng", {"term": 12, **NQ}, "known", "nghi-quyet-dai-hoi@XII"),
    (PLAN_2017, "Nghị quyết Đại hội Đảng toàn quốc lần thứ XII", {"term": 12, **NQ}, "known", "nghi-quyet-dai-hoi@XII"),
    (LETTER_2021, "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Bình Thuận lần thứ XIV", NQ, "known",
     "nghi-quyet-dai-hoi@binh-thuan.XIV"),
    (LETTER_2021, "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV", NQ, "known", "nghi-quyet-dai-hoi@binh-thuan.XIV"),
    (PLAN_2017, "70-KH/BDVTW", {"number": "70-KH/BDVTW", "type": "kế hoạch", "date": date(2009, 2, 26)}, "known",
     "70-KH/BDVTW@2009"),
    (LETTER_2021, "16/CT-UBND", {"number": "16/CT-UBND", "date": date(2021, 9, 13), **CT}, "known",
     "16/CT-UBND@binh-thuan.2021"),
    (LETTER_2021, "77/KH-UBND", {"number": "77/KH-UBND", "type": "kế hoạch", "date": date(2021, 9, 13)}, "wanted",
     "77/KH-UBND@binh-thuan.2021"),
    (LETTER_2021, "12-HD/BCĐ", {"number": "12-HD/BCĐ", "type": "hướng dẫn", "date": date(2019, 7, 4),
                                "jurisdiction": "tỉnh Hòa Bình"}, "known", "12-HD/BCĐ@hoa-binh.2019"),
    (LETTER_2021, "88-NQ/TW", {"number": "88-NQ/TW", "date": date(2019, 3, 3), **NQ}, "wanted", "88-NQ/TW@XII"),
    (LETTER_2021, "Quy chế công tác dân vận của hệ thống chính trị",
     {"type": "quy chế", "title": "Quy chế công tác dân vận của hệ thống chính trị"}, "wanted",
     "quy-che-cong-tac-dan-van-cua-he-thong-chinh-tri@?"),
    (LETTER_2021, "Luật Đất đai", {"type": "luật", "title": "Luật Đất đai"}, "known", "45/2013/QH13"),
    (PLAN_2017, "Luật Đất đai năm 2003", {"type": "luật", "title": "Luật Đất đai"}, "known", "13/2003/QH11"),
    (LETTER_2021, "Hiến pháp", {"type": "hiến pháp"}, "known", "hien-phap@2013"),
    (LETTER_2021, "30/2020/NĐ-CP", {"number": "30/2020/NĐ-CP", "type": "nghị định"}, "known", "30/2020/NĐ-CP"),
]  # fmt: skip


@pytest.mark.parametrize(("citing", "text", "fields", "status", "id"), WORKED)
def test_worked_list(citing: Citing, text: str, fields: dict[str, Any], status: str, id: str) -> None:
    found = target(citing, text, **fields)
    assert (found.status, found.id) == (status, id)


def test_a_bare_number_of_many_documents_is_ambiguous() -> None:
    later = Citing("x", "9-BC/TU", "báo cáo", date(2026, 10, 1), "tỉnh Bình Thuận")
    found = target(later, "Nghị quyết 25-NQ/TW", number="25-NQ/TW", **NQ)
    assert found.status == "ambiguous"
    assert found.id is None
    assert {c.id for c in found.candidates} >= {"25-NQ/TW@XI", "25-NQ/TW@XIV"}
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)


def test_what_the_document_says_before_settles_a_bare_number() -> None:
    first = ("25-NQ/TW ngày 03/6/2013", citation(number="25-NQ/TW", date=date(2013, 6, 3), **NQ))
    found = resolved(LETTER_2021, first, ("25-NQ/TW", citation(number="25-NQ/TW", **NQ)))[1].target
    assert found is not None
    assert (found.status, found.id) == ("known", "25-NQ/TW@XI")
    assert "same-document" in found.evidence


def test_two_papers_of_one_number_leave_a_bare_number_open() -> None:
    one = ("25-NQ/TW ngày 03/6/2013", citation(number="25-NQ/TW", date=date(2013, 6, 3), **NQ))
    two = ("25-NQ/TW ngày 12/3/2003", citation(number="25-NQ/TW", date=date(2003, 3, 12), **NQ))
    found = resolved(LETTER_2021, one, two, ("25-NQ/TW", citation(number="25-NQ/TW", **NQ)))[2].target
    assert found is not None
    assert found.status == "ambiguous"


WRONG_DATE = {
    "number": "06-CT/TW",
    "date": date(2016, 11, 7),
    "term": 12,
    "issuer": "Bộ Chính trị",
    "title": "Về tổ chức cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
    **CT,
}


def test_a_wrong_date_is_reported_and_kept() -> None:
    found = resolved(PLAN_2017, ("06-CT/TW, ngày 07/11/2016", citation(**WRONG_DATE)))[0]
    assert found.target is not None
    assert (found.target.status, found.target.id) == ("known", "06-CT/TW@X")
    assert found.target.date == date(2006, 11, 7)
    assert (found.date, found.term) == (date(2016, 11, 7), 12)
    assert {i.code for i in found.issues} == {"date-conflict", "term-conflict", "number-order"}


def test_day_and_month_that_changed_places_are_found_and_reported() -> None:
    found = resolved(PLAN_2017, ("25-NQ/TW", citation(number="25-NQ/TW", date=date(2013, 3, 6), **NQ)))[0]
    assert found.target is not None
    assert found.target.id == "25-NQ/TW@XI"
    assert "date-conflict" in {i.code for i in found.issues}


def test_a_paper_cannot_cite_a_later_one() -> None:
    found = resolved(PLAN_2017, ("99-KH/BDVTW", citation(number="99-KH/BDVTW", date=date(2018, 1, 5))))[0]
    assert [i.code for i in found.issues] == ["number-after-citing"]


def test_its_own_number_is_no_citation_of_another() -> None:
    found = target(PLAN_2017, "Kế hoạch số 771-KH/BDVTW", number="771-KH/BDVTW", type="kế hoạch")
    assert (found.status, found.id) == ("self", "771-KH/BDVTW@2017")


def test_self_and_anaphor_are_bound() -> None:
    mentions = [
        ("Nghị quyết số 25-NQ/TW", citation(number="25-NQ/TW", date=date(2013, 6, 3), **NQ)),
        ("Kế hoạch này", citation(kind="self")),
        ("Nghị quyết trên", citation(kind="anaphor", antecedent=0, **NQ)),
        ("Chỉ thị trên", citation(kind="anaphor", antecedent=9, **CT)),
    ]
    found = [c.target for c in resolved(PLAN_2017, *mentions)]
    assert [t.status for t in found if t] == ["known", "self", "known", "unreadable"]
    assert [t.id for t in found if t] == ["25-NQ/TW@XI", "771-KH/BDVTW@2017", "25-NQ/TW@XI", None]


def test_nicknames_follow_the_number_given_before() -> None:
    mentions = [
        ("Nghị quyết số 18-NQ/TW", citation(number="18-NQ/TW", date=date(2017, 10, 25), **NQ)),
        ("Nghị quyết 18", citation(kind="nickname", **NQ)),
    ]
    later = Citing("x", "9-BC/TU", "báo cáo", date(2024, 10, 1), "tỉnh Bình Thuận")
    found = resolved(later, *mentions)[1].target
    assert found is not None
    assert (found.status, found.id) == ("known", "18-NQ/TW@XII")


def test_the_issuer_of_another_body_is_reported() -> None:
    fields = {"number": "05-CT/TW", "date": date(2016, 5, 15), "issuer": "Ban Bí thư", **CT}
    found = resolved(PLAN_2017, ("05-CT/TW", citation(**fields)))[0]
    assert [i.code for i in found.issues] == ["issuer-mismatch"]


@pytest.mark.parametrize("term", [None, 11])
def test_order_of_citations_does_not_matter(term: int | None) -> None:
    full = ("25-NQ/TW ngày 03/6/2013", citation(number="25-NQ/TW", date=date(2013, 6, 3), term=term, **NQ))
    bare = ("25-NQ/TW", citation(number="25-NQ/TW", **NQ))
    one, other = resolved(LETTER_2021, full, bare), resolved(LETTER_2021, bare, full)
    assert [c.target for c in one] == [c.target for c in reversed(other)]


def test_its_own_number_with_another_day_is_a_wrong_date() -> None:
    plan = Citing("12/KH-UBND@binh-thuan.2021", "12/KH-UBND", "kế hoạch", date(2021, 2, 10), "tỉnh Bình Thuận")
    found = resolved(plan, ("12/KH-UBND", citation(number="12/KH-UBND", date=date(2021, 12, 10))))[0]
    assert found.target is not None
    assert found.target.status == "self"
    assert [i.code for i in found.issues] == ["date-conflict"]


def test_an_earlier_year_is_another_document() -> None:
    plan = Citing("12/KH-UBND@binh-thuan.2021", "12/KH-UBND", "kế hoạch", date(2021, 2, 10), "tỉnh Bình Thuận")
    found = target(plan, "12/KH-UBND", number="12/KH-UBND", date=date(2020, 12, 10))
    assert (found.status, found.id) == ("wanted", "12/KH-UBND@binh-thuan.2020")


@pytest.mark.parametrize(
    ("number", "when", "trusted"),
    [
        ("106/2025/TT-BCA", date(2015, 11, 17), None),
        ("106/2025/TT-BCA", date(2025, 11, 17), date(2025, 11, 17)),
        ("12/KH-UBND", date(2015, 11, 17), date(2015, 11, 17)),
        (None, date(2015, 11, 17), date(2015, 11, 17)),
        ("106/2025/TT-BCA", None, None),
    ],
)
def test_a_date_that_its_number_contradicts_is_not_trusted(
    number: str | None, when: date | None, trusted: date | None
) -> None:
    assert trusted_date(number, when) == trusted


DECREE = "Nghị định số 126/2020/NĐ-CP ngày 19 tháng 10 năm 2020 quy định chi tiết Luật Quản lý thuế"
CIRCULAR_2026 = Citing("27/2026/TT-BTC", "27/2026/TT-BTC", "thông tư", date(2026, 7, 27))


@pytest.mark.parametrize("told", [True, False])
def test_a_law_in_the_title_of_an_older_paper_is_the_older_law(told: bool) -> None:
    at = DECREE.index("Luật")
    outer = Citation(Span(0, 53), Span(0, len(DECREE)), "numbered", number="126/2020/NĐ-CP", type="nghị định",
                     date=date(2020, 10, 19))  # fmt: skip
    law = {"type": "luật", "title": "Luật Quản lý thuế"}
    inner = Citation(Span(at, len(DECREE)), Span(at, len(DECREE)), "unnumbered", **law)
    plain = Citation(Span(200, 217), Span(200, 217), "unnumbered", **law)
    new = Citation(Span(300, 340), Span(300, 340), "numbered", number="108/2025/QH15", **law)
    mentions = [(DECREE[:53], outer), (DECREE[at:], inner), ("Luật Quản lý thuế", plain)]
    mentions += [("Luật Quản lý thuế số 108/2025/QH15", new)] if told else []
    found = [c.target.id if c.target else None for c in resolved(CIRCULAR_2026, *mentions)]
    assert found[:3] == ["126/2020/NĐ-CP", "38/2019/QH14", "108/2025/QH15"]


@pytest.mark.parametrize(("day", "id"), [(date(2025, 12, 10), "08/2012/QH13"), (date(2026, 3, 1), "125/2025/QH15")])
def test_a_law_of_which_only_the_month_is_known_is_not_in_force_at_once(day: date, id: str) -> None:
    found = target(Citing("9/QĐ-X@2025", date=day), "Luật Giáo dục đại học", type="luật", title="Luật Giáo dục đại học")
    assert found.id == id


def test_a_bare_number_in_the_title_of_an_older_paper_is_no_newer_paper() -> None:
    outer = Citation(Span(0, 10), Span(0, 60), "numbered", "20-HD/BTCTW", "hướng dẫn", date=date(2019, 9, 26))
    inner = Citation(Span(40, 60), Span(40, 60), "numbered", "06-QĐ/TW", "quy định")
    free = Citation(Span(80, 99), Span(80, 99), "numbered", "06-QĐ/TW", "quy định")
    citing = Citing("x", "1-HD/TU", "hướng dẫn", date(2026, 5, 5))
    texts = ["Hướng dẫn số 20-HD/BTCTW, ngày 26/9/2019", "Quy định số 06-QĐ/TW", "Quy định số 06-QĐ/TW"]
    _, within, alone = resolve_citations([outer, inner, free], texts, citing, load_authority(LEXICON), LEXICON)
    assert within.target is not None
    assert within.target.id != "06-QĐ/TW@XIV"
    assert alone.target is not None
    assert alone.target.id == "06-QĐ/TW@XIV"


def test_an_undated_paper_rarely_means_one_later_than_all_that_it_cites() -> None:
    bare = ("Quy định số 06-QĐ/TW", citation(number="06-QĐ/TW", type="quy định"))
    old = ("05-CT/TW", citation(number="05-CT/TW", type="chỉ thị", date=date(2016, 5, 15)))
    found = resolved(Citing("sha256:0"), old, bare)[1].target
    assert found is not None
    assert found.id != "06-QĐ/TW@XIV"


def test_a_term_of_the_assembly_in_a_title_is_no_term_of_the_party() -> None:
    fields = {"number": "46-CT/TW", "type": "chỉ thị", "date": date(2025, 5, 16)}
    citing = Citing("9-KH/TU@x", date=date(2025, 11, 1))
    (wrong,) = resolved(citing, ("46-CT/TW", citation(term=12, **fields)))
    (other,) = resolved(citing, ("46-CT/TW", citation(term=16, **fields)))
    assert "term-conflict" in [issue.code for issue in wrong.issues]
    assert "term-conflict" not in [issue.code for issue in other.issues]
