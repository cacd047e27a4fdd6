"""Document numbers: every grammar, the ways print and OCR damage them, and what only looks like one."""

from __future__ import annotations

import pytest

from trichdan.annotate.numbering.numbers import find_numbers
from trichdan.model import Number
from trichdan.normalise import normalise
from trichdan.text import fold


def numbers(text: str) -> tuple[Number, ...]:
    value = normalise(text).value
    return find_numbers(value, fold(value))


WHOLE = [
    ("25-NQ/TW", "party"),
    ("308-CV/TU", "party"),
    ("12-HD/BCĐ", "party"),
    ("08-QĐi/TW", "party"),
    ("01-QĐi/UBKTTW", "party"),
    ("8B-NQ/HNTW", "party"),
    ("12a-NQ/TW", "party"),
    ("2423-CT/QUTW", "party"),
    ("73-KH/ĐUQH", "party"),
    ("24-BS/UBKTTU", "party"),
    ("05-NQ/ĐU", "party"),
    ("5053-CV/VPTW/nb", "party"),
    ("15-HD/BTCTW-BTGTW", "party"),
    ("367-QĐ/TWĐTN-VP", "mass"),
    ("12/KH-MTTQ-BTT", "mass"),
    ("89/HD-TLĐ", "mass"),
    ("15-KH/HNDT", "mass"),
    ("3399/QyĐ-BTL", "state"),
    ("2254/CT-CB", "state"),
    ("16/CT-TTg", "state"),
    ("6721/VPCP-V.I", "state"),
    ("12/CCTKV.VIII-CNTK", "state"),
    ("4088/KH-UBND", "state"),
    ("05/VBHN-BTP", "state"),
    ("16384/TTr-UBND", "state"),
    ("596/TTr-SNN&MT", "state"),
    ("30/2020/NĐ-CP", "state"),
    ("30a/2008/NQ-CP", "state"),
    ("66.7/2025/NQ-CP", "state"),
    ("01/2019/TTLT-BNV-BTC", "state"),
    ("34/2007/PL-UBTVQH11", "state"),
    ("102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", "state"),
    ("15/2012/QH13", "state"),
    ("02/2020/UBTVQH14", "state"),
    ("1234/UBND-NC", "state"),
    ("9086/BNV-CTTN&BĐG", "state"),
    ("4102/BVHTTDL", "state"),
    ("138-HĐBT", "state"),
    ("64-CP", "state"),
    ("41/CP", "state"),
    ("327/TTg", "state"),
    ("21-LCT/HĐNN8", "state"),
    ("23-L/CTN", "state"),
    ("73-SL", "state"),
]


@pytest.mark.parametrize(("printed", "system"), WHOLE)
def test_a_well_printed_number_is_its_own_canonical_form(printed: str, system: str) -> None:
    found = numbers(f"Thực hiện Văn bản số {printed}, ngày 05/6/2021 của cơ quan cấp trên")
    assert [(n.canonical, n.system, n.repairs) for n in found] == [(printed, system, ())]


DAMAGED = [
    ("771 -KH/BDVTW", "771-KH/BDVTW"),
    ("23 – NQ/TW", "23-NQ/TW"),
    ("12-\n\nHD/BCĐ", "12-HD/BCĐ"),
    ("92/2009/TT- BTC", "92/2009/TT-BTC"),
    ("08 a/2010/TT-BTP", "08a/2010/TT-BTP"),
    ("18/2008/NQ-QH 12", "18/2008/NQ-QH12"),
    ("79 NQ/TW", "79-NQ/TW"),
    ("498/QĐ-e1g", "498/QĐ-TTg"),
    ("33/CT-ITg", "33/CT-TTg"),
    ("3l29/Ter-SNV", "3129/TTr-SNV"),
    ("r26/2025/NĐ|CP", "226/2025/NĐ-CP"),
    ("152/3024/NĐ~CP", "152/2024/NĐ-CP"),
    ("04/2007/Q 12", "04/2007/QH12"),
    ("25-NQlTW", "25-NQ/TW"),
    ("25-NQ1TW", "25-NQ/TW"),
    ("36/NQ-TW", "36-NQ/TW"),
    ("16-CT/TTg", "16/CT-TTg"),
    ("93/2006/TTLT/BTC-KHCN", "93/2006/TTLT-BTC-KHCN"),
    ("06/2022-QH15", "06/2022/QH15"),
    ("05-CT/T.Ư", "05-CT/TW"),
    ("05-CT/TƯ", "05-CT/TW"),
    ("31-CTr/BĐVTW", "31-CTr/BDVTW"),
    ("12-QD/TW", "12-QĐ/TW"),
    ("30/2020/ND-CP", "30/2020/NĐ-CP"),
    ("1899/QĐ-TTG", "1899/QĐ-TTg"),
    ("12/TTR-STC", "12/TTr-STC"),
    ("O5-CT/TW", "05-CT/TW"),
    ("l2-NQ/TW", "12-NQ/TW"),
    ("2S-NQ/TW", "25-NQ/TW"),
    ("3748 QQĐ/TƯ", "3748-QĐ/TW"),
    ("16~CT/TTg", "16/CT-TTg"),
    ("32/2012/NQ~HĐND", "32/2012/NQ-HĐND"),
    ("824/QĐUBND", "824/QĐ-UBND"),
    ("150/2025/NĐ CP", "150/2025/NĐ-CP"),
    ("226/202S/NĐ-CP", "226/2025/NĐ-CP"),
    ("189-KH/TỦ", "189-KH/TU"),
    ("72/2025/QHI5", "72/2025/QH15"),
    ("83/2015/QH|3", "83/2015/QH13"),
    ("78í2025/NĐ-CP", "78/2025/NĐ-CP"),
    ("62/2025NĐ-CP", "62/2025/NĐ-CP"),
    ("187/2025/NO-CP", "187/2025/NĐ-CP"),
    ("25-NQ/Т\u0422W".replace("Т\u0422", "\u0422"), "25-NQ/TW"),
]


@pytest.mark.parametrize(("printed", "canonical"), DAMAGED)
def test_a_damaged_number_is_read_and_the_repair_is_logged(printed: str, canonical: str) -> None:
    found = numbers(f"Thực hiện Quyết định số {printed}, ngày 05/6/2021 của cơ quan cấp trên")
    assert [n.canonical for n in found] == [canonical]
    assert [r.new for r in found[0].repairs] == [canonical]
    assert found[0].repairs[0].old == " ".join(printed.replace("–", "-").split())


def test_eth_is_read_as_d_with_bar() -> None:
    assert [n.canonical for n in numbers("Quyết định số 12-QÐ/TW ngày 05/6/2021")] == ["12-QĐ/TW"]


UNKNOWN = [
    ("Quyết định số 170/QĐ-BCĐNNDL ngày 21/11/2025", "170/QĐ-BCĐNNDL"),
    ("Thông báo số 37700/TB-CHQ", "37700/TB-CHQ"),
    ("theo Quyết định số 143 TCTK/PPCĐ của Tổng cục", "143-TCTK/PPCĐ"),
    ("trả lời công văn số 09/HDTLMM/2025", "09/HDTLMM/2025"),
]


@pytest.mark.parametrize(("text", "canonical"), UNKNOWN)
def test_an_unknown_type_or_issuer_is_still_a_number(text: str, canonical: str) -> None:
    found = numbers(text)
    assert [n.canonical for n in found] == [canonical]


def test_an_unknown_issuer_is_less_sure_than_a_known_one() -> None:
    known, unknown = numbers("Nghị định số 30/2020/NĐ-CP và Quyết định số 12/KHXY-PPQ")
    assert unknown.confidence < known.confidence


LOOK_ALIKES = [
    "theo TCVN 6909:2001 và QCVN 01:2009/BYT",
    "đạt tỷ lệ 3/TP, 63/63 tỉnh, 24/7",
    "từ ngày 15/5/2016 đến 12/2020, giai đoạn 2016-2020",
    "năm 2020 - UBND tỉnh đã chỉ đạo",
    "biển số 29A-123.45, 29-B1 12345",
    "theo Mẫu số 01/KNLĐ và mẫu số 02-TT",
    "Biểu số: 01/PCTN, tờ khai số 02/TNDN",
    "km 12-QL1A, Covid-19/SARS, 5 UBND xã",
    "Hồ sơ số 12/HS-TT; mã số 8517.62.59",
    "điện thoại 0243.8048-123, fax 0243/804",
    "(2021 - 2025) UBND các cấp",
    "khoản 5 CP",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_are_no_numbers(text: str) -> None:
    assert numbers(text) == ()


def test_the_letters_ho_so_do_not_hide_a_law_whose_name_ends_in_ho() -> None:
    found = numbers("Luật Phòng cháy, chữa cháy và cứu nạn, cứu hộ số 55/2024/QH15")
    assert [n.canonical for n in found] == ["55/2024/QH15"]


def test_parts_of_a_number() -> None:
    (number,) = numbers("Nghị quyết số 45/2021/NQ-HĐND ngày 10/12/2021")
    assert (number.serial, number.year, number.abbr, number.org) == ("45", 2021, "NQ", "HĐND")
