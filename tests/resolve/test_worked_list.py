"""The worked list of the domain reference, row by row: on the three first documents, and on sample texts of our own."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from tests.shared import SHARED, needs_shared
from trichdan.flow import extract_bytes, extract_path
from trichdan.model import record_json

PLAN, LETTER, GUIDED = "000_75a304ee7124759d", "002_c37f7bcf0319a907", "003_99272760bf9fca68"
Row = dict[str, Any]

# document, words of the mention, status, id, issue that must be told
ON_SEEDS: list[tuple[str, str, str, str, str | None]] = [
    (PLAN, "Nghị quyết số 25-NQ/TW, ngày 03/6/2013", "known", "25-NQ/TW@XI", None),
    (LETTER, "Nghị quyết số 25-NQ/TW", "known", "25-NQ/TW@XI", None),
    (PLAN, "Chỉ thị số 06-CT/TW, ngày 07/11/2016", "known", "06-CT/TW@X", "date-conflict"),
    (PLAN, "Chỉ thị số 06-CT/TW, ngày 07/11/2016", "known", "06-CT/TW@X", "term-conflict"),
    (PLAN, "Chỉ thị số 06-CT/TW, ngày 07/11/2016", "known", "06-CT/TW@X", "number-order"),
    (PLAN, "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "known", "05-CT/TW@XII", None),
    (PLAN, "Chỉ thị số 16/CT-TTg, ngày 16/5/2016", "known", "16/CT-TTg@2016", None),
    (PLAN, "Chỉ thị số 16-CT/TTg, ngày 16/05/2016", "known", "16/CT-TTg@2016", "delimiter-swapped"),
    (PLAN, "Chương trình hành động Số 31-CTr/BĐVTW, ngày 18/5/2016", "known", "31-CTr/BDVTW@2016", "ocr-repaired"),
    (PLAN, "Nghị quyết Trung ương 4 khóa XII", "known", "04-NQ/TW@XII", None),
    (PLAN, "Nghị quyết Trung ương 4 (khóa XII)", "known", "04-NQ/TW@XII", None),
    (PLAN, "Nghị quyết Đại hội XII của Đảng", "known", "nghi-quyet-dai-hoi@XII", None),
    (PLAN, "Nghị quyết Đại hội Đảng toàn quốc lần thứ XII", "known", "nghi-quyet-dai-hoi@XII", None),
    (LETTER, "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Bình Thuận lần thứ XIV", "known",
     "nghi-quyet-dai-hoi@binh-thuan.XIV", None),
    (LETTER, "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV", "known", "nghi-quyet-dai-hoi@binh-thuan.XIV", None),
    (PLAN, "Kế hoạch số 70-KH/BDVTW", "known", "70-KH/BDVTW@2009", None),
    (GUIDED, "Hướng dẫn số 12- HD/BCĐ, ngày 04/7/2019", "known", "12-HD/BCĐ@hoa-binh.2019", None),
    (LETTER, "Chỉ thị số 16/CT-UBND, ngày 13/9/2021", "known", "16/CT-UBND@binh-thuan.2021", None),
    (LETTER, "Kế hoạch số 4088/KH-UBND, ngày 28/10/2021", "known", "4088/KH-UBND@binh-thuan.2021", None),
    (LETTER, "Quy chế công tác dân vận của hệ thống chính trị", "wanted",
     "quy-che-cong-tac-dan-van-cua-he-thong-chinh-tri@?", None),
]  # fmt: skip

HEAD = """TỈNH ỦY BÌNH THUẬN\tĐẢNG CỘNG SẢN VIỆT NAM
*
Số 45-KH/TU\tBình Thuận, ngày 20 tháng 12 năm 2021

KẾ HOẠCH
về phong trào "Dân vận khéo" năm 2022
-----

"""
OF_HOA_BINH = HEAD.replace("BÌNH THUẬN", "HÒA BÌNH").replace("Bình Thuận", "Hòa Bình")
# own sentence, words of the mention, status, id, issue that must be told
ON_SAMPLES: list[tuple[str, str, str, str, str | None]] = [
    ("Gắn với Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI).",
     "Nghị quyết số 25-NQ/TW, ngày 03/6/2013", "known", "25-NQ/TW@XI", None),
    ("Nâng cao chất lượng thực hiện Nghị quyết số 25-NQ/TW của Ban Chấp hành Trung ương Đảng (khóa XI).",
     "Nghị quyết số 25-NQ/TW", "known", "25-NQ/TW@XI", None),
    ("Học tập Chỉ thị số 06-CT/TW, ngày 07/11/2016 của Bộ Chính trị (khóa XII) về tổ chức cuộc vận động "
     '"Học tập và làm theo tấm gương đạo đức Hồ Chí Minh".',
     "Chỉ thị số 06-CT/TW, ngày 07/11/2016", "known", "06-CT/TW@X", "date-conflict"),
    ("Tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị (khóa XII).",
     "Chỉ thị số 05-CT/TW, ngày 15/5/2016", "known", "05-CT/TW@XII", None),
    ("Các cơ quan thực hiện Chỉ thị số 16/CT-TTg, ngày 16/5/2016 của Thủ tướng Chính phủ.",
     "Chỉ thị số 16/CT-TTg, ngày 16/5/2016", "known", "16/CT-TTg@2016", None),
    ("Các cơ quan thực hiện Chỉ thị số 16-CT/TTg, ngày 16/5/2016 của Thủ tướng Chính phủ.",
     "Chỉ thị số 16-CT/TTg, ngày 16/5/2016", "known", "16/CT-TTg@2016", "delimiter-swapped"),
    ("Phối hợp theo Chương trình hành động Số 31-CTr/BĐVTW, ngày 18/5/2016 của Ban Dân vận Trung ương.",
     "Chương trình hành động Số 31-CTr/BĐVTW, ngày 18/5/2016", "known", "31-CTr/BDVTW@2016", "ocr-repaired"),
    ("Quán triệt Nghị quyết Trung ương 4 khóa XII.", "Nghị quyết Trung ương 4 khóa XII", "known", "04-NQ/TW@XII", None),
    ("Quán triệt Nghị quyết Trung ương 4 (khóa XII) về xây dựng Đảng.", "Nghị quyết Trung ương 4 (khóa XII)", "known",
     "04-NQ/TW@XII", None),
    ("Đưa Nghị quyết Đại hội XII của Đảng vào cuộc sống.", "Nghị quyết Đại hội XII của Đảng", "known",
     "nghi-quyet-dai-hoi@XII", None),
    ("Học tập Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng.",
     "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XII của Đảng", "known", "nghi-quyet-dai-hoi@XII", None),
    ("Thực hiện thắng lợi Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Bình Thuận lần thứ XIV.",
     "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Bình Thuận lần thứ XIV", "known", "nghi-quyet-dai-hoi@binh-thuan.XIV",
     None),
    ("Nhìn lại Kế hoạch số 70-KH/BDVTW, ngày 26/02/2009 của Ban Dân vận Trung ương, phong trào lan xa.",
     "Kế hoạch số 70-KH/BDVTW, ngày 26/02/2009", "known", "70-KH/BDVTW@2009", None),
    ("Thực hiện Chỉ thị số 16/CT-UBND, ngày 13/9/2021 của Ủy ban nhân dân tỉnh.",
     "Chỉ thị số 16/CT-UBND, ngày 13/9/2021", "known", "16/CT-UBND@binh-thuan.2021", None),
    ("Phối hợp triển khai Kế hoạch số 4088/KH-UBND, ngày 28/10/2021 của Ủy ban nhân dân tỉnh.",
     "Kế hoạch số 4088/KH-UBND, ngày 28/10/2021", "known", "4088/KH-UBND@binh-thuan.2021", None),
    ("Thực hiện nghiêm Quy chế công tác dân vận của hệ thống chính trị của Ban Thường vụ Tỉnh ủy ban hành.",
     "Quy chế công tác dân vận của hệ thống chính trị", "wanted",
     "quy-che-cong-tac-dan-van-cua-he-thong-chinh-tri@?", None),
]  # fmt: skip


@cache
def seed(doc: str) -> list[Row]:
    return list(record_json(extract_path(SHARED / "corpus" / "seeds" / f"{doc}.txt", doc))["citations"])


def cited(text: str, head: str = HEAD) -> list[Row]:
    return list(record_json(extract_bytes(f"{head}{text}\n".encode(), "sample.txt"))["citations"])


def outcome(citations: list[Row], mention: str) -> list[tuple[str, str, set[str]]]:
    """Return status, id and issues of each citation with these words, spaces and line ends aside."""
    return [
        (c["target"]["status"], c["target"]["id"], {issue["code"] for issue in c["issues"]})
        for c in citations
        if re.sub(r"\s+", " ", c["text"]) == mention
    ]


@needs_shared
@pytest.mark.parametrize(("doc", "mention", "status", "id", "issue"), ON_SEEDS)
def test_on_the_first_documents(doc: str, mention: str, status: str, id: str, issue: str | None) -> None:
    found = outcome(seed(doc), mention)
    assert found
    for got, target, issues in found:
        assert (got, target) == (status, id)
        assert issue in issues if issue else not issues


@pytest.mark.parametrize(("text", "mention", "status", "id", "issue"), ON_SAMPLES)
def test_on_own_samples(text: str, mention: str, status: str, id: str, issue: str | None) -> None:
    ((got, target, issues),) = outcome(cited(text), mention)
    assert (got, target) == (status, id)
    assert issue in issues if issue else not issues


def test_a_wrong_date_stays_as_printed() -> None:
    (found,) = cited(ON_SAMPLES[2][0])
    assert (found["date"], found["term"]) == ("2016-11-07", 12)
    assert (found["target"]["date"], found["target"]["term"]) == ("2006-11-07", 10)


@pytest.mark.parametrize("parted", ["12-\nHD/BCĐ", "12-\n\nHD/BCĐ", "12-HD/BCĐ"])
def test_the_owner_of_a_steering_committee_stands_in_the_phrase(parted: str) -> None:
    text = f"Thực hiện Hướng dẫn số {parted}, ngày 04/7/2019 của Ban Chỉ đạo công tác tôn giáo tỉnh Hòa Bình."
    mention = " ".join(f"Hướng dẫn số {parted}, ngày 04/7/2019".split())
    for head in (OF_HOA_BINH, HEAD):
        assert [row[:2] for row in outcome(cited(text, head), mention)] == [("known", "12-HD/BCĐ@hoa-binh.2019")]
    elsewhere = outcome(cited(text.replace("Hòa Bình", "Bình Thuận")), mention)
    assert [row[:2] for row in elsewhere] == [("wanted", "12-HD/BCĐ@binh-thuan.2019")]


def test_the_same_congress_number_of_the_province_and_of_the_party_are_two_papers() -> None:
    found = cited("Nghị quyết Đại hội XIV của Đảng và Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV.")
    assert [c["target"]["id"] for c in found] == ["nghi-quyet-dai-hoi@XIV", "nghi-quyet-dai-hoi@binh-thuan.XIV"]


def test_a_concept_is_no_citation() -> None:
    assert cited("Tiếp tục thực hiện tốt Quy chế dân chủ ở cơ sở, đa dạng các hình thức dân vận.") == []


@needs_shared
def test_a_concept_is_no_citation_of_the_first_documents() -> None:
    for doc in (PLAN, LETTER, GUIDED):
        text = (SHARED / "corpus" / "seeds" / f"{doc}.txt").read_text(encoding="utf-8")
        for place in re.finditer(r"Quy chế dân chủ", text):
            assert not [c for c in seed(doc) if c["start"] <= place.start() < c["end"]]
