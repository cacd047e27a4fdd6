"""Time expressions: extent, type, value, range and role, in phrases that must match and phrases that must not."""

from __future__ import annotations

from datetime import date

import pytest

from trichdan.annotate.numbering.numbers import annotate_numbers
from trichdan.annotate.times.dates import annotate_dates, annotate_times
from trichdan.lexicon import load_lexicon
from trichdan.model import Annotation, Citation, Header, Timex
from trichdan.text import Span, fold

T0 = date(2025, 11, 20)  # a Thursday


def read(text: str, *, issued: date | None = T0, header: Header | None = None) -> tuple[Timex, ...]:
    """Return the time expressions of a text, numbers found first, without citations."""
    lexicon = load_lexicon()
    start = Annotation(text, fold(text), issued, header=header or Header())
    return annotate_times(annotate_dates(annotate_numbers(start, lexicon), lexicon), lexicon).dates


def rows(text: str, *, issued: date | None = T0) -> list[tuple[str, str, str | None]]:
    """Return text, type and value of each time expression."""
    return [(t.span.of(text), t.type, t.value) for t in read(text, issued=issued)]


@pytest.mark.parametrize(
    ("text", "found", "kind", "value"),
    [
        # full dates
        ("Vinh, ngày 08 tháng 3 năm 2017", "ngày 08 tháng 3 năm 2017", "DATE", "2017-03-08"),
        ("gửi trước ngày 25/12/2025.", "ngày 25/12/2025", "DATE", "2025-12-25"),
        ("gửi trước 25/12/2025.", "25/12/2025", "DATE", "2025-12-25"),
        ("ngày 03.02.2025", "ngày 03.02.2025", "DATE", "2025-02-03"),
        ("ngày 3-2-1930", "ngày 3-2-1930", "DATE", "1930-02-03"),
        ("ngày 5/6 năm 2024", "ngày 5/6 năm 2024", "DATE", "2024-06-05"),
        ("ngày 15 tháng 6/2024", "ngày 15 tháng 6/2024", "DATE", "2024-06-15"),
        ("ngày 1/7/25", "ngày 1/7/25", "DATE", "2025-07-01"),
        ("ngày 1/7/98", "ngày 1/7/98", "DATE", "1998-07-01"),
        ("đến hết ngày 31/12/2025", "hết ngày 31/12/2025", "DATE", "2025-12-31"),
        ("Thứ Hai, ngày 15/12/2025", "Thứ Hai, ngày 15/12/2025", "DATE", "2025-12-15"),
        ("ký số lúc 2026-04-20 ", "2026-04-20", "DATE", "2026-04-20"),
        # a year that is not written
        ("gửi báo cáo trước ngày 10/12 để tổng hợp", "ngày 10/12", "DATE", "2025-12-10"),
        ("gửi báo cáo trước ngày 15/3", "ngày 15/3", "DATE", "2026-03-15"),
        ("gửi báo cáo trước ngày 15-3", "ngày 15-3", "DATE", "2026-03-15"),
        ("hoàn thành trong tháng 12", "tháng 12", "DATE", "2025-12"),
        ("hoàn thành trong quý II", "quý II", "DATE", "2026-Q2"),
        ("đợt lũ cuối tháng 10 vừa qua", "cuối tháng 10", "DATE", "2025-10"),
        ("nhân dịp lễ 30/4, các đơn vị", "30/4", "DATE", "2026-04-30"),
        # months, quarters, years
        ("trong tháng 6/2021", "tháng 6/2021", "DATE", "2021-06"),
        ("đến 6/2021", "6/2021", "DATE", "2021-06"),
        ("Quí IV-2025", "Quí IV-2025", "DATE", "2025-Q4"),
        ("quý 4 năm 2025", "quý 4 năm 2025", "DATE", "2025-Q4"),
        ("giữa năm 2026", "giữa năm 2026", "DATE", "2026"),
        ("tầm nhìn 2045.", "2045", "DATE", "2045"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024", "DATE", "2024-H1"),
        ("6 tháng cuối năm", "6 tháng cuối năm", "DATE", "2025-H2"),
        ("9 tháng đầu năm 2024", "9 tháng đầu năm 2024", "INTERVAL", "2024-01/2024-09"),
        ("tuần cuối tháng 11/2025", "tuần cuối tháng 11/2025", "DATE", "2025-11"),
        # relative to the issue date
        ("trước ngày 15 tháng sau", "ngày 15 tháng sau", "DATE", "2025-12-15"),
        ("trong quý này", "quý này", "DATE", "2025-Q4"),
        ("hoàn thành trong năm tới", "năm tới", "DATE", "2026"),
        ("có hiệu lực kể từ ngày ký.", "ngày ký", "DATE", "2025-11-20"),
        ("kể từ ngày ban hành Chỉ thị này, các cấp ủy", "ngày ban hành Chỉ thị này", "DATE", "2025-11-20"),
        # intervals
        ("giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025", "INTERVAL", "2021/2025"),
        ("nhiệm kỳ 2020-2025", "nhiệm kỳ 2020-2025", "INTERVAL", "2020/2025"),
        ("từ năm 2021 đến năm 2025", "năm 2021 đến năm 2025", "INTERVAL", "2021/2025"),
        ("năm học 2024 - 2025", "năm học 2024 - 2025", "INTERVAL", "2024-09/2025-08"),
        ("từ ngày 01 đến ngày 15/12/2025", "ngày 01 đến ngày 15/12/2025", "INTERVAL", "2025-12-01/2025-12-15"),
        ("mưa lũ từ ngày 16-22/11/2025", "ngày 16-22/11/2025", "INTERVAL", "2025-11-16/2025-11-22"),
        ("từ ngày 20/12 đến ngày 10/01/2026", "ngày 20/12 đến ngày 10/01/2026", "INTERVAL", "2025-12-20/2026-01-10"),
        ("từ tháng 6 đến tháng 9/2025", "tháng 6 đến tháng 9/2025", "INTERVAL", "2025-06/2025-09"),
        (
            "từ ngày 10 đến 15 tháng 12 hằng năm",
            "ngày 10 đến 15 tháng 12 hằng năm",
            "INTERVAL",
            "XXXX-12-10/XXXX-12-15",
        ),
        ("từ ngày 10 đến ngày 15 hằng tháng", "ngày 10 đến ngày 15 hằng tháng", "INTERVAL", "XXXX-XX-10/XXXX-XX-15"),
        ("(19/5/1890 - 19/5/2021)", "19/5/1890 - 19/5/2021", "INTERVAL", "1890-05-19/2021-05-19"),
        # regular reports
        (
            "Báo cáo 6 tháng gửi trước ngày 20 tháng 6 và báo cáo năm gửi trước ngày 20 tháng 12.",
            "ngày 20 tháng 12",
            "SET",
            "XXXX-12-20",
        ),
        ("trước ngày 15 tháng 8 năm cuối của chương trình", "ngày 15 tháng 8", "SET", "XXXX-08-15"),
        # lists
        ("trong quý I, II/2026", "quý I", "DATE", "2026-Q1"),
        ("trong quý I, II/2026", "II/2026", "DATE", "2026-Q2"),
        ("ngày 20, 21/11/2025", "ngày 20", "DATE", "2025-11-20"),
        ("tháng 10, 11 năm 2024", "tháng 10", "DATE", "2024-10"),
        ("tháng 10, 11 năm 2024", "11 năm 2024", "DATE", "2024-11"),
        ("năm 2024, 2025 và 2026.", "2026", "DATE", "2026"),
        # looking back
        ("tăng trưởng quý III đạt 6,26%", "quý III", "DATE", "2025-Q3"),
        ("vận hành từ ngày 01/7 đến nay", "ngày 01/7", "DATE", "2025-07-01"),
        # durations
        ("trong 05 ngày làm việc kể từ", "05 ngày làm việc", "DURATION", "P5D"),
        ("trong mười (10) ngày kể từ", "mười (10) ngày", "DURATION", "P10D"),
        ("từ 3 đến 5 ngày", "3 đến 5 ngày", "DURATION", "P5D"),
        ("thời hạn 05 năm", "05 năm", "DURATION", "P5Y"),
        ("thời hạn nửa năm", "nửa năm", "DURATION", "P6M"),
        ("thời hạn 01 tháng rưỡi", "01 tháng rưỡi", "DURATION", "P1M15D"),
        ("| 0,5 ngày |", "0,5 ngày", "DURATION", "P0.5D"),
        ("trong vòng 24 giờ kể từ khi", "24 giờ", "DURATION", "PT24H"),
        # recurring
        ("ngày 15 hằng tháng", "ngày 15 hằng tháng", "SET", "XXXX-XX-15"),
        ("ngày mồng 3 hằng tháng", "ngày mồng 3 hằng tháng", "SET", "XXXX-XX-03"),
        ("trước ngày 20/12 hằng năm", "ngày 20/12 hằng năm", "SET", "XXXX-12-20"),
        ("Hằng năm, báo cáo trước ngày 15/12.", "ngày 15/12", "SET", "XXXX-12-15"),
        ("tháng 12 hằng năm", "tháng 12 hằng năm", "SET", "XXXX-12"),
        ("trong quý I của năm liền kề", "quý I của năm liền kề", "SET", "XXXX-Q1"),
        ("sáng thứ Hai hằng tuần", "sáng thứ Hai hằng tuần", "SET", "XXXX-WXX-1"),
        ("định kỳ 6 tháng", "định kỳ 6 tháng", "SET", "P6M"),
        ("03 tháng/lần", "03 tháng/lần", "SET", "P3M"),
        ("họp 02 lần/năm", "02 lần/năm", "SET", "P1Y"),
        ("ngày cuối cùng của tháng", "ngày cuối cùng của tháng", "SET", "XXXX-XX-31"),
        ("báo cáo tháng trước ngày 25.", "ngày 25", "SET", "XXXX-XX-25"),
        ("Chế độ báo cáo 6 tháng.", "6 tháng", "SET", "P6M"),
        ("ngày 10 của tháng đầu quý tiếp theo", "ngày 10 của tháng đầu quý tiếp theo", "SET", "XXXX-XX-10"),
        ("báo cáo trước 15 giờ thứ Năm hằng tuần", "15 giờ thứ Năm hằng tuần", "SET", "XXXX-WXX-4T15:00"),
        ("báo cáo trước 16 giờ hằng ngày", "16 giờ hằng ngày", "SET", "XXXX-XX-XXT16:00"),
        ("trước 17 giờ ngày 25 hằng tháng", "17 giờ ngày 25 hằng tháng", "SET", "XXXX-XX-25T17:00"),
        ("lúc 2 giờ chiều thứ Hai hằng tuần", "2 giờ chiều thứ Hai hằng tuần", "SET", "XXXX-WXX-1T14:00"),
        ("báo cáo vào ngày 15, 30 hằng tháng", "ngày 15", "SET", "XXXX-XX-15"),
        ("báo cáo vào ngày 15, 30 hằng tháng", "30 hằng tháng", "SET", "XXXX-XX-30"),
        ("trước ngày 5 và ngày 20 hằng tháng", "ngày 5", "SET", "XXXX-XX-05"),
        ("họp 6 tháng 1 lần", "6 tháng 1 lần", "SET", "P6M"),
        ("tập huấn 01 lần/06 tháng", "01 lần/06 tháng", "SET", "P6M"),
        ("họp hai lần một năm", "hai lần một năm", "SET", "P1Y"),
        ("kê khai thu nhập hàng tháng", "hàng tháng", "SET", "P1M"),
        ("nhiệm vụ được giao hàng năm", "hàng năm", "SET", "P1Y"),
        ("vào ngày 20 của tháng cuối kỳ báo cáo", "ngày 20 của tháng cuối kỳ báo cáo", "SET", "XXXX-XX-20"),
        # intervals of two grains
        ("Từ năm 2019 đến tháng 8/2023", "năm 2019 đến tháng 8/2023", "INTERVAL", "2019/2023-08"),
        ("từ quý II đến tháng 12/2025", "quý II đến tháng 12/2025", "INTERVAL", "2025-Q2/2025-12"),
        ("từ quý IV đến quý I/2026", "quý IV đến quý I/2026", "INTERVAL", "2025-Q4/2026-Q1"),
        ("từ tháng 7/1954 đến ngày 30/4/1975", "tháng 7/1954 đến ngày 30/4/1975", "INTERVAL", "1954-07/1975-04-30"),
        ("từ 15-30/11/2025", "15-30/11/2025", "INTERVAL", "2025-11-15/2025-11-30"),
        ("từ 12 đến 14 tháng 12 năm 2025", "12 đến 14 tháng 12 năm 2025", "INTERVAL", "2025-12-12/2025-12-14"),
        ("trong tháng 12 và tháng 01/2026", "tháng 12", "DATE", "2025-12"),
        # days by name
        ("dịp Ngày Nhà giáo Việt Nam 20/11 năm nay", "20/11", "DATE", "2025-11-20"),
        ("|\n13/11/25\n|", "13/11/25", "DATE", "2025-11-13"),
        ("trong những tháng cuối năm", "tháng cuối năm", "DATE", "2025"),
        ("Thời gian: 0,5 giờ", "0,5 giờ", "DURATION", "PT0.5H"),
        ("có ít nhất 05 năm làm việc trực tiếp", "05 năm", "DURATION", "P5Y"),
        # hours
        ("lúc 7g30 ngày 05/12/2025", "7g30 ngày 05/12/2025", "TIME", "2025-12-05T07:30"),
        ("nghỉ dịp 30/4 - 01/5", "30/4 - 01/5", "INTERVAL", "2026-04-30/2026-05-01"),
        ("báo cáo 9 tháng trước ngày 15/9; 9 tháng đầu năm 2025 tăng 5%", "ngày 15/9", "DATE", "2026-09-15"),
        ("lúc 2 giờ chiều ngày 05/12/2025", "2 giờ chiều ngày 05/12/2025", "TIME", "2025-12-05T14:00"),
        ("trước 17 giờ ngày 05/12/2025", "17 giờ ngày 05/12/2025", "TIME", "2025-12-05T17:00"),
        ("lúc 8h30 ngày 05/12/2025", "8h30 ngày 05/12/2025", "TIME", "2025-12-05T08:30"),
        ("từ 7 giờ đến 11 giờ ngày 05/12/2025", "7 giờ", "TIME", "2025-12-05T07:00"),
        # lunar
        (
            "từ 28 tháng Chạp đến mùng 5 tháng Giêng",
            "28 tháng Chạp đến mùng 5 tháng Giêng",
            "INTERVAL",
            "2026-02-15/2026-02-21",
        ),
        ("mùng 3 Tết", "mùng 3 Tết", "DATE", "2026-02-19"),
        ("Tết Trung thu năm 2025", "Tết Trung thu năm 2025", "DATE", "2025-10-06"),
        ("trước ngày 28 tháng Chạp (âm lịch)", "ngày 28 tháng Chạp (âm lịch)", "DATE", "2026-02-15"),
        ("dịp Tết Nguyên đán Bính Ngọ 2026", "Tết Nguyên đán Bính Ngọ 2026", "DATE", "2026-02-17"),
        ("dịp Giỗ Tổ Hùng Vương", "Giỗ Tổ Hùng Vương", "DATE", "2026-04-26"),
        ("ngày rằm tháng Giêng", "ngày rằm tháng Giêng", "DATE", "2026-03-03"),
        ("ngày 30 tháng Chạp", "ngày 30 tháng Chạp", "DATE", "2026-02-16"),  # the month has 29 days
        ("mồng 10 tháng Ba âm lịch", "mồng 10 tháng Ba âm lịch", "DATE", "2026-04-26"),
        ("Giỗ Tổ (10/3 âm lịch)", "10/3 âm lịch", "DATE", "2026-04-26"),
        # blanks
        ("Vinh, ngày   tháng 3 năm 2013", "ngày   tháng 3 năm 2013", "DATE", "2013-03"),
        ("ngày /11/2025 của", "ngày /11/2025", "DATE", "2025-11"),
    ],
)
def test_one(text: str, found: str, kind: str, value: str) -> None:
    assert (found, kind, value) in rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 20/2023/NQ-HĐND",
        "25-NQ/TW, 2021-CV/TU, 05-KH/HU",
        "tỷ lệ 12/20 đơn vị; 04 không; mô hình 01/02",
        "kinh phí 2.020 triệu đồng, 15.000.000 đồng/tháng",
        "điện thoại 0912.345.678, fax 024-3936.1234",
        "trang 12/15; Điều 5 khoản 2 điểm a",
        "thu hút, sáng tạo, chiều sâu, năm mục tiêu",
        "Việt Nam 2045; miền nam 2030",
        "ngày càng tốt hơn; đúng ngày, giờ",
        "báo cáo năm trước khi họp",
        "những năm qua, các năm tới",
        "ngày ký hợp đồng; ngày ban hành quyết định của tòa án",
        "kể từ ngày nhận đủ hồ sơ",
        "Số hợp đồng: ....... ngày ký.......",
        "ngân hàng tháng trước khi sáp nhập",
        "Hệ tọa độ VN-2000; TCVN 9385:2012",
        "gồm 5 nam và 3 nữ; bậc thang 6",
        "quý khách, đá quý, tuần tra",
        "bậc thợ 3/7, có 2/3 số xã",
        "tỷ lệ 1/10.000",
        "đêm 1:50",
        "phiên bản 2.0.2025, mục 13.14.2025",
        "nhập hàng tháng 5 thùng",
        "kể từ ngày bắt đầu năm hiệu lực đầu tiên",
        "có lãi đến tháng liền kề trước thời điểm nộp hồ sơ",
        "đường 30/4, đường 3/2, Bệnh viện 30-4",
    ],
)
def test_none(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("ngày O8 tháng 3 năm 20l7", "2017-03-08", "repaired"),
        ("ngay 5 thang 6 nam 2020", "2020-06-05", "repaired"),
        ("ngảy 15/12/2025", "2025-12-15", "repaired"),
        ("ngày l5/I2/2O25", "2025-12-15", "repaired"),
        ("ngày 04 / 7/ 2019", "2019-07-04", "repaired"),
        ("ngày 25/122017", "2017-12-25", "repaired"),
        ("ngày 1 5/12/2025", "2025-12-15", "repaired"),
        ("ngày 2 1 tháng 12 năm 2025", "2025-12-21", "repaired"),
        ("nam 2017", "2017", "repaired"),
        ("ngày 31/4/2019", None, "invalid"),
        ("trước ngày 31/11", None, "invalid"),
        ("ngày 29/02/2023", None, "invalid"),
        ("tháng 13/2023", None, "invalid"),
        ("Thứ Ba, ngày 15/12/2025", "2025-12-15", "ambiguous"),  # it is a Monday
    ],
)
def test_damage(text: str, value: str | None, status: str) -> None:
    (only,) = read(text)
    assert (only.value, only.status) == (value, status)


def test_impossible_day_has_candidates() -> None:
    (only,) = read("ngày 31/4/2019")
    assert only.candidates == ("2019-04-30", "2019-04-21", "2019-04-13")


def test_without_anchor_nothing_is_guessed() -> None:
    for text in ("trước ngày 15/3", "trong tháng sau", "ngày ký.", "ngày 28 tháng Chạp", "cuối năm", "ngày 1/7/25"):
        (only,) = read(text, issued=None)
        assert only.value is None, text
        assert only.lo is None


@pytest.mark.parametrize(
    "text", ["Hằng năm, căn cứ số đã chi của năm trước, Sở lập dự toán.", "cao hơn thực hiện của năm trước liền kề"]
)
def test_a_year_beside_every_year_is_none_of_the_calendar(text: str) -> None:
    found = next(t for t in read(text) if t.span.of(text) == "năm trước")
    assert (found.value, found.status) == (None, "ambiguous")


def test_lunar_days_of_a_plan_without_a_date() -> None:
    text = "KẾ HOẠCH chăm lo Tết Tân Sửu năm 2021. Xong chậm nhất ngày 27 tháng Chạp, trước Tết Nguyên đán Tân Sửu."
    found = {t.span.of(text): t.value for t in read(text, issued=None)}
    assert found["ngày 27 tháng Chạp"] == "2021-02-08"
    assert found["Tết Nguyên đán Tân Sửu"] == "2021-02-12"


def test_plan_year_outranks_issue_year() -> None:
    text = "KẾ HOẠCH công tác năm 2026. Các đơn vị báo cáo trước ngày 15/11."
    assert [t.value for t in read(text)] == ["2026", "2026-11-15"]
    assert read(text)[1].anchor == "plan_year"


def test_header_date_outranks_the_callers() -> None:
    (only,) = read("gửi trước ngày 15/3.", header=Header(date=date(2019, 1, 5)))
    assert only.value == "2019-03-15"


@pytest.mark.parametrize(
    ("text", "lo", "hi"),
    [
        ("quý II/2021", date(2021, 4, 1), date(2021, 6, 30)),
        ("giữa năm 2021", date(2021, 6, 30), date(2021, 6, 30)),
        ("cuối quý 4 năm 2021", date(2021, 12, 31), date(2021, 12, 31)),
        ("đầu tháng 6/2021", date(2021, 6, 1), date(2021, 6, 1)),
        ("tuần đầu tháng 12/2025", date(2025, 12, 1), date(2025, 12, 7)),
        ("tuần cuối tháng 11/2025", date(2025, 11, 24), date(2025, 11, 30)),
        ("giai đoạn 2021 - 2025", date(2021, 1, 1), date(2025, 12, 31)),
        ("năm học 2024 - 2025", date(2024, 9, 1), date(2025, 8, 31)),
    ],
)
def test_range(text: str, lo: date, hi: date) -> None:
    (only,) = read(text)
    assert (only.lo, only.hi) == (lo, hi)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("UBND TỈNH\nVinh, ngày 20 tháng 11 năm 2025\nKẾ HOẠCH", ["ISSUE_DATE"]),
        ("Số: 386/NQ-CP\nĐà Nẵng ngày 20 tháng 11 năm 2025\nNGHỊ QUYẾT", ["ISSUE_DATE"]),
        ("Thực hiện Chỉ thị số 16/CT-TTg ngày 27/5/2018 của Thủ tướng", ["CITED_DOC_DATE"]),
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", ["CITED_DOC_DATE"]),
        ("Quyết định này có hiệu lực thi hành kể từ ngày 01/12/2025.", ["EFFECTIVE"]),
        ("Quyết định này có hiệu lực kể từ ngày ký.", ["EFFECTIVE"]),
        ("Trong 10 ngày kể từ ngày ban hành, các huyện ủy xây dựng kế hoạch.", ["DEADLINE", "ISSUE_DATE"]),
        ("Gửi báo cáo trước ngày 15/12/2025.", ["DEADLINE"]),
        ("Báo cáo sơ kết 6 tháng đầu năm 2026 trước ngày 10/6/2026.", ["REPORT_PERIOD", "DEADLINE"]),
        ("Phấn đấu đến năm 2030 có 90% xã đạt chuẩn.", ["TARGET"]),
        ("Đến năm 2030, tỉnh có 90% xã đạt chuẩn; tầm nhìn đến năm 2045.", ["TARGET", "TARGET"]),
        ("nhân kỷ niệm 95 năm Ngày thành lập (03/02/1930 - 03/02/2025)", ["ANNIVERSARY", "ANNIVERSARY"]),
        ("Ngày Pháp luật (09/11)", ["ANNIVERSARY"]),
        ("đại hội nhiệm kỳ 2025 - 2030", ["TERM"]),
        ("Qua 05 năm (2016 - 2020) thực hiện, phong trào đã lan tỏa.", ["HISTORY", "HISTORY"]),
        ("Sau 03 năm thực hiện, các cấp ủy tiến hành sơ kết.", ["DEADLINE"]),
        ("Sau 8 năm thực hiện, phong trào đã đạt nhiều kết quả.", ["HISTORY"]),
        ("dự toán ngân sách hằng năm của sở", ["OTHER"]),
        ("Hằng năm, các cấp tổ chức sơ kết.", ["DEADLINE"]),
        ("kế hoạch trung hạn giai đoạn 2026 - 2030", ["PLAN_SCOPE"]),
        ("Bầu cử diễn ra vào Chủ nhật, ngày 15/3/2026.", ["EVENT"]),
        ("Năm 2024, toàn tỉnh có 12 xã về đích.", ["HISTORY"]),
        ("|\nSở Tài chính\n|\nQuý IV/2026\n|", ["DEADLINE"]),
        ("|\n2024\n|\n2025\n|", ["REPORT_PERIOD", "REPORT_PERIOD"]),
        ("|\n2021 - 2030\n|\n2031 - 2050\n|", ["PLAN_SCOPE", "PLAN_SCOPE"]),
        # what recurs: due, or reported on
        ("Báo cáo định kỳ 6 tháng, hằng năm:", ["REPORT_PERIOD", "REPORT_PERIOD"]),
        ("Báo cáo tiến độ hằng quý về Ban trước ngày 20 của tháng cuối quý.", ["REPORT_PERIOD", "DEADLINE"]),
        ("Sở tổng hợp, báo cáo Thủ tướng Chính phủ hằng tháng.", ["DEADLINE"]),
        ("lập báo cáo tài chính hằng năm theo quy định", ["OTHER"]),
        ("Ban thường vụ huyện ủy mỗi quý tổ chức giao ban một lần.", ["DEADLINE"]),
        ("Các trạm y tế báo cáo nhanh hằng ngày.", ["DEADLINE"]),
        ("Nội dung báo cáo an toàn định kỳ hằng tháng gồm:", ["OTHER"]),
        # lengths that nobody has to keep
        ("Trong 3 năm qua, tình hình ổn định.", ["HISTORY"]),
        ("cho thuê lại lao động vượt quá 12 tháng", ["OTHER"]),
        ("không quá 10 cá nhân trong 01 năm", ["OTHER"]),
        ("phải có ít nhất 05 năm giữ chức danh", ["OTHER"]),
        ("giữ ngạch từ 09 năm trở lên", ["OTHER"]),
        ("miễn thuế trong thời hạn 05 năm kể từ ngày có thu nhập", ["OTHER"]),
        ("kế hoạch hoạt động trong 05 năm tiếp theo", ["OTHER"]),
        ("|\nThời hạn hoàn thành\n|\n30/09/2025\n|", ["DEADLINE"]),
        ("|\nNgày lập\n|\n30/09/2025\n|", ["HISTORY"]),
        ("mật khẩu được thay đổi 06 tháng một lần", ["DEADLINE"]),
        ("Thí điểm cho phép vào chơi trong thời hạn 05 năm kể từ ngày khai trương.", ["PLAN_SCOPE"]),
        ("Tại Văn phòng Ủy ban: 01 ngày làm việc.", ["DEADLINE"]),
        # past, though the year may not be over
        ("Năm 2025, toàn tỉnh đã có 12 xã về đích.", ["HISTORY"]),
        ("Từ đầu năm 2025 đến nay, các cấp đã cố gắng.", ["HISTORY"]),
        ("Xuất khẩu tăng 5% so với năm 2024.", ["HISTORY"]),
        ("tính đến ngày 17/11/2025, hệ thống ghi nhận 12 dự án", ["HISTORY"]),
        ("Giao Sở Xây dựng hoàn thành việc thanh tra trước ngày 20/9/2025.", ["DEADLINE"]),
        ("Sở đã hoàn thành việc thanh tra trước ngày 20/9/2025.", ["HISTORY"]),
        # meetings
        ("Hội nghị toàn quốc công tác văn phòng tổ chức ngày 12/11/2025 đã thống nhất", ["EVENT"]),
        ("Ngày 12/11/2025, Phó Thủ tướng đã đi thị sát tình hình lũ.", ["EVENT"]),
        # what is planned, aimed at, in force
        ("nhiệm vụ trọng tâm từ nay đến tháng 6/2027", ["PLAN_SCOPE"]),
        ("Giữa tháng 12, Ban Tổ chức kiểm tra việc kiểm điểm.", ["DEADLINE"]),
        ("tổ chức sơ kết vào giữa năm 2028, tổng kết vào cuối năm 2030", ["DEADLINE", "DEADLINE"]),
        ("không muộn hơn ngày 30/6/2026", ["DEADLINE"]),
        ("tuyên truyền trên cổng thông tin từ ngày 15/12/2025 đến ngày 28/02/2026", ["DEADLINE"]),
        ("phấn đấu khánh thành trước ngày 30/12/2025", ["TARGET"]),
        ("thực hiện mục tiêu tăng trưởng năm 2026 đạt trên 8%", ["TARGET"]),
        ("có hiệu lực kể từ ngày ký đến hết ngày 31/12/2026", ["EFFECTIVE", "EFFECTIVE"]),
        ("được tiếp tục sử dụng đến hết ngày 31/12/2026", ["EFFECTIVE"]),
        ("vui xuân đón Tết Nguyên đán và năm mới 2026", ["EVENT", "EVENT"]),
        ("chính sách, pháp luật của Nhà nước, các sự kiện lớn năm 2026", ["PLAN_SCOPE"]),
    ],
)
def test_role(text: str, roles: list[str]) -> None:
    assert [t.role for t in read(text)] == roles


def test_signed_day_of_a_cited_paper() -> None:
    text = "theo Quy định số 44-QĐ/TU, ngày 25/8/2014 của Tỉnh ủy, có hiệu lực kể từ ngày ký."
    assert [(t.value, t.role) for t in read(text)] == [("2014-08-25", "CITED_DOC_DATE"), ("2014-08-25", "EFFECTIVE")]


def test_the_citations_date_is_cited() -> None:
    text = "Ngày 26/02/2009, Ban Dân vận đã ra Kế hoạch số 70-KH/BDV về thi đua."
    at = text.index("Kế hoạch")
    span = Span(at, at + len("Kế hoạch số 70-KH/BDV"))
    lexicon = load_lexicon()
    citation = Citation(span, span, "numbered", date=date(2009, 2, 26))
    found = annotate_times(Annotation(text, fold(text), T0, citations=(citation,)), lexicon)
    assert [t.role for t in found.dates] == ["CITED_DOC_DATE"]


def test_quota_and_working_days_are_kept() -> None:
    (every,) = read("Mỗi năm kiểm tra ít nhất 02 lần.")
    assert (every.value, every.freq, every.mod) == ("P1Y", "2", "EQUAL_OR_MORE")
    (days,) = read("không quá 05 ngày làm việc")
    assert (days.unit, days.mod) == ("working_day", "EQUAL_OR_LESS")


def test_edits_are_repairs_with_places() -> None:
    text = "Vinh, ngày O8 tháng 3 năm 20l7"
    lexicon = load_lexicon()
    found = annotate_times(annotate_dates(Annotation(text, fold(text)), lexicon), lexicon)
    assert found.dates[0].edits == (("O8", "08"), ("20l7", "2017"))
    assert [(r.span.of(text), r.new) for r in found.repairs] == [("O8", "08"), ("20l7", "2017")]


def test_alarms() -> None:
    text = "Quyết định số 12/QĐ-UBND ngày 31/4/2025; Quyết định số 13/QĐ-UBND ngày 05/12/2025"
    lexicon = load_lexicon()
    start = annotate_numbers(Annotation(text, fold(text), T0), lexicon)
    found = annotate_times(annotate_dates(start, lexicon), lexicon)
    assert [issue.code for issue in found.issues] == ["invalid-date", "date-after-issue"]


def test_first_stage_values_only_what_is_written() -> None:
    text = "ngày 15/3 và ngày 15/3/2024"
    dates = annotate_dates(Annotation(text, fold(text), T0), load_lexicon()).dates
    assert [t.value for t in dates] == [None, "2024-03-15"]


@pytest.mark.parametrize("text", ["Cúng ông Công vào 23 tháng chạp.", "các ngày 15 và 23 tháng Chạp hằng năm"])
def test_a_month_by_name_without_head_noun(text: str) -> None:
    found = [words.lower() for words, _, _ in rows(text)]
    assert any(words.startswith("23 tháng chạp") for words in found)


def test_foreign_dates_are_kept() -> None:
    mine = Timex(Span(0, 4), "DATE", "2020")
    text = "Xuân vui, ngày 15/3/2024"
    found = annotate_times(Annotation(text, fold(text), dates=(mine,)), load_lexicon())
    assert found.dates[0] == mine
    assert len(found.dates) == 2
