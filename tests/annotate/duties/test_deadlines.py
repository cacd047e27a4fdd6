"""Obligations with a time: phrases and what they oblige to, and as many that oblige to nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.annotate.duties.plans import HEAD, found
from trichdan.annotate.duties.actions import find_verbs
from trichdan.annotate.duties.actors import split_bodies
from trichdan.annotate.duties.clauses import lower, make_paragraph, row_at
from trichdan.annotate.duties.due import computed, dated
from trichdan.annotate.duties.outline import header_bodies
from trichdan.annotate.duties.recurrence import Rule, parse_rule
from trichdan.calendars import load_calendar
from trichdan.flow import annotate
from trichdan.lexicon.deadlines import ACTIONS, BOUNDS, load_deadline_words
from trichdan.model import Timex, Trigger
from trichdan.normalise import normalise
from trichdan.text import Span

# (text, [(action type, bound, due day or rule)])
WORDINGS: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    ("Các chi bộ gửi danh sách về Đảng ủy xã trước ngày 20/12/2021.", [("SUBMIT", "<", "2021-12-19")]),
    ("Các chi bộ gửi danh sách về Đảng ủy xã chậm nhất là ngày 20/12/2021.", [("SUBMIT", "<=", "2021-12-20")]),
    ("Sở Y tế báo cáo Ủy ban nhân dân tỉnh không quá ngày 15/01/2022.", [("REPORT", "<=", "2022-01-15")]),
    ("Đảng ủy xã hoàn thành đại hội chi bộ trong quý I/2022.", [("COMPLETE", "in", "2022-03-31")]),
    ("Đảng ủy xã hoàn thành đại hội chi bộ trước quý II/2022.", [("COMPLETE", "<", "2022-03-31")]),
    ("Các chi bộ họp kiểm điểm xong trước ngày 10/12/2021.", [("COMPLETE", "<", "2021-12-09")]),
    ("Huyện Đoàn tổ chức hội trại vào ngày 26/3/2022.", [("ORGANISE", "=", "2022-03-26")]),
    (
        "Phòng Văn hóa mở đợt tuyên truyền từ 01/12/2021 đến 15/01/2022.",
        [("DISSEMINATE", "in", "2022-01-15")],
    ),
    ("Hội Nông dân huyện đăng ký mô hình trước 16 giờ ngày 30/11/2021.", [("REGISTER", "<", "2021-11-30")]),
    ("Ban Tổ chức kiểm tra hồ sơ đảng viên trong 6 tháng đầu năm 2022.", [("INSPECT", "in", "2022-06-30")]),
    (
        "Giao Văn phòng Huyện ủy tham mưu sơ kết vào quý IV/2023, tổng kết năm 2025.",
        [("REVIEW_MIDTERM", "in", "2023-12-31"), ("REVIEW_FINAL", "in", "2025-12-31")],
    ),
    (
        "Ban Dân vận ban hành hướng dẫn trước ngày 10/12/2021, báo cáo kết quả trước ngày 05/01/2022.",
        [("OTHER", "<", "2021-12-09"), ("REPORT", "<", "2022-01-04")],
    ),
    (
        "Trước ngày 10/12/2021, các xã xây dựng kế hoạch và đăng ký chỉ tiêu.",
        [("ISSUE_PLAN", "<", "2021-12-09"), ("REGISTER", "<", "2021-12-09")],
    ),
    ("Trước ngày 10/12/2021, các xã rà soát, lập hồ sơ, trình Ủy ban nhân dân huyện.", [("SUBMIT", "<", "2021-12-09")]),
    (
        "Các đồng chí có ý kiến bằng văn bản và gửi về Ban Tổ chức trước ngày 08/12/2021.",
        [("REPLY", "<", "2021-12-07")],
    ),
    # recurring
    (
        "Công an huyện báo cáo Huyện ủy chậm nhất ngày 25 hằng tháng.",
        [("REPORT", "<=", "FREQ=MONTHLY;BYMONTHDAY=25")],
    ),
    ("Công an huyện báo cáo Huyện ủy trước ngày 01 hằng tháng.", [("REPORT", "<", "FREQ=MONTHLY;BYMONTHDAY=-1")]),
    (
        "Hằng năm, trước ngày 10/12, các huyện ủy báo cáo Ban Thường vụ Tỉnh ủy.",
        [("REPORT", "<", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=9")],
    ),
    (
        "Các huyện ủy báo cáo Tỉnh ủy trước ngày 01/6 và 01/12 hằng năm.",
        [
            ("REPORT", "<", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=31"),
            ("REPORT", "<", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
        ],
    ),
    ("Định kỳ hằng quý, Ban Nội chính báo cáo Thường trực Tỉnh ủy.", [("REPORT", "in", "FREQ=MONTHLY;INTERVAL=3")]),
    (
        "Văn phòng đôn đốc, tổng hợp, định kỳ 3 tháng/lần báo cáo Ban Thường vụ.",
        [("REPORT", "in", "FREQ=MONTHLY;INTERVAL=3")],
    ),
    ("Ban Chỉ đạo giao ban vào thứ Sáu hằng tuần.", [("ORGANISE", "at", "FREQ=WEEKLY;BYDAY=FR")]),
    ("Hằng năm, Ủy ban Kiểm tra giám sát ít nhất 02 lần.", [("INSPECT", "in", None)]),
    # periods
    (
        "Trong thời hạn 07 ngày làm việc kể từ ngày ký, các sở xây dựng kế hoạch gửi Sở Nội vụ tổng hợp, báo cáo tỉnh.",
        [("SUBMIT", "<=", "2021-12-07")],
    ),
    (
        "Trong thời hạn 10 ngày kể từ ngày nhận được Kết luận, Huyện ủy báo cáo Ủy ban Kiểm tra Tỉnh ủy.",
        [("REPORT", "<=", None)],
    ),
    (
        "Thanh tra tỉnh trả lời trong thời hạn 15 ngày kể từ ngày 01/12/2021.",
        [("REPLY", "<=", "2021-12-16")],
    ),
    ("Sau 02 năm thực hiện Đề án, Ban Tổ chức Tỉnh ủy chủ trì sơ kết.", [("REVIEW_MIDTERM", ">", None)]),
    (
        "Nếu hồ sơ chưa đủ thì trong thời hạn 03 ngày làm việc kể từ ngày nhận, Phòng Nội vụ thông báo cho cá nhân.",
        [("OTHER", "<=", None)],
    ),
    # occasions and captions
    (
        "Nhân dịp kỷ niệm 75 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2022), các xã tổ chức thăm hỏi gia đình "
        "chính sách.",
        [("ORGANISE", "at", "2022-07-27")],
    ),
    (
        "Sở Tư pháp rà soát văn bản, đề xuất bãi bỏ văn bản trái luật. Thời hạn hoàn thành: trước ngày 30/3/2022.",
        [("COMPLETE", "<", "2022-03-29")],
    ),
    (
        "Các đơn vị cập nhật dữ liệu; sửa lỗi đã phát hiện, đảm bảo hoàn thành trong tháng 01/2022.",
        [("COMPLETE", "in", "2022-01-31")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), WORDINGS)
def test_wording(text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    got = [(d.action_type, d.bound, d.due_last.isoformat() if d.due_last else d.rrule) for d in found(text)]
    assert got == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Từ năm 2015 đến năm 2020, toàn huyện đã kết nạp 1.200 đảng viên.",
        "Ủy ban nhân dân huyện đã hoàn thành việc bàn giao trong quý II/2021.",
        "Chỉ thị này có hiệu lực kể từ ngày ký.",
        "Quy định này có hiệu lực thi hành từ ngày 01/01/2022 và thay thế Quy định số 12-QĐ/TU, ngày 05/3/2015.",
        "Căn cứ Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương.",
        "Trong nhiệm kỳ 2020 - 2025, công tác kiểm tra có chuyển biến.",
        "Kinh phí được bố trí trong dự toán ngân sách hằng năm của đơn vị.",
        "Việc đánh giá, xếp loại hằng năm đối với cán bộ theo quy định.",
        "Các địa phương thường xuyên, kịp thời báo cáo khi có tình huống phát sinh.",
        "Tính đến ngày 30/10/2021, toàn tỉnh có 25 xã đạt chuẩn.",
        "Trường hợp đến hết ngày 31/12/2021 mà chưa nộp thì xử lý theo quy định.",
        "Hộ được cấp giấy chứng nhận trước ngày 01/7/2021 thì tiếp tục sử dụng.",
        "Để hoàn thành kế hoạch năm 2021, khối lượng việc còn lại rất lớn.",
        "Giấy phép có thời hạn 05 năm kể từ ngày cấp.",
        "Năm tài chính bắt đầu từ ngày 01/01 và kết thúc vào ngày 31/12.",
        "Quyết định số 12/QĐ-UBND phê duyệt Đề án phát triển du lịch đến năm 2025, tầm nhìn đến năm 2030.",
        "Mức trợ cấp hằng tháng là 500.000 đồng.",
        "Thời hạn giải quyết hồ sơ: 05 ngày làm việc.",
    ],
)
def test_no_duty(text: str) -> None:
    assert [d for d in found(text) if d.modality != "TARGET"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu đến năm 2025 có 100% xã đạt chuẩn.",
        "Đến hết năm 2030: 95% hộ dân dùng nước sạch.",
        "Huyện phấn đấu đến năm 2024 không còn hộ nghèo.",
    ],
)
def test_target(text: str) -> None:
    assert [d.modality for d in found(text)] == ["TARGET"]


# (text, actors, source, recipients, via, onward)
PEOPLE: list[tuple[str, tuple[str, ...], str | None, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = [
    (
        "Ủy ban nhân dân các xã báo cáo Huyện ủy (qua Ban Dân vận Huyện ủy) trước ngày 10/12/2021 để tổng hợp, báo cáo "
        "Ban Thường vụ Tỉnh ủy.",
        ("Ủy ban nhân dân các xã",), "inline", ("Huyện ủy",), ("Ban Dân vận Huyện ủy",), ("Ban Thường vụ Tỉnh ủy",),
    ),
    (
        "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2021.",
        ("Sở Nội vụ",), "inline", ("Ủy ban nhân dân tỉnh",), (), (),
    ),
    (
        "Ban Thường vụ Huyện ủy yêu cầu các chi bộ gửi biên bản về Ban Tổ chức Huyện ủy trước ngày 10/12/2021.",
        ("các chi bộ",), "inline", ("Ban Tổ chức Huyện ủy",), (), (),
    ),
    (
        "3. Hội Nông dân huyện; Hội Phụ nữ huyện:\n- Báo cáo kết quả về Ban Dân vận Huyện ủy trước ngày 10/12/2021.",
        ("Hội Nông dân huyện", "Hội Phụ nữ huyện"), "list_header", ("Ban Dân vận Huyện ủy",), (), (),
    ),
    (
        "2. Trách nhiệm của Sở Xây dựng\na) Trình Ủy ban nhân dân tỉnh đề án trước ngày 10/12/2021.",
        ("Sở Xây dựng",), "list_header", ("Ủy ban nhân dân tỉnh",), (), (),
    ),
    (
        "Trước ngày 10/12/2021, Sở Tài chính, Sở Y tế gửi dự toán về Văn phòng Tỉnh ủy và Ban Tổ chức Tỉnh ủy.",
        ("Sở Tài chính", "Sở Y tế"), "inline", ("Văn phòng Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"), (), (),
    ),
    (
        "Sở Tài chính bố trí kinh phí; Sở Y tế lập danh sách; trước ngày 10/12/2021 báo cáo Tỉnh ủy.",
        ("Sở Tài chính", "Sở Y tế"), "inline", ("Tỉnh ủy",), (), (),
    ),
    ("Báo cáo Tỉnh ủy trước ngày 10/12/2021.", (), None, ("Tỉnh ủy",), (), ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors", "source", "to", "via", "onward"), PEOPLE)
def test_people(
    text: str,
    actors: tuple[str, ...],
    source: str | None,
    to: tuple[str, ...],
    via: tuple[str, ...],
    onward: tuple[str, ...],
) -> None:
    (got,) = found(text)
    assert (got.actors, got.actor_source, got.recipients, got.via, got.onward) == (actors, source, to, via, onward)


def test_letter_binds_its_addressees() -> None:
    letter = (
        "HUYỆN ỦY BA VÌ\nSố 15-CV/HU\nBa Vì, ngày 26 tháng 11 năm 2021\n\nKính gửi: Các chi bộ trực thuộc; Đảng ủy Công"
        " an huyện.\n\nĐể chuẩn bị hội nghị, đề nghị gửi danh sách đại biểu về Văn phòng trước ngày 05/12/2021.\n"
    )
    (got,) = annotate(normalise(letter)).deadlines
    assert got.actors == ("Các chi bộ trực thuộc", "Đảng ủy Công an huyện")
    assert (got.actor_source, got.modality, got.due_last) == ("addressee", "REQUEST", date(2021, 12, 4))


TABLE = """PHỤ LỤC
|
STT
|
Nội dung công việc
|
Cơ quan chủ trì
|
Thời gian hoàn thành
|
|
1
|
Rà soát thủ tục hành chính của ngành
|
Sở Tư pháp
|
Quý I/2022
|
|
2
|
Tổ chức tập huấn cho cán bộ xã
|
Sở Nội vụ; Trường Chính trị
|
Trước ngày 15/5/2022
|
|
3
|
Tổng hợp, báo cáo Ủy ban nhân dân tỉnh
|
Sở Nội vụ
|
Tháng 12 hằng năm
|
"""


def test_table_rows() -> None:
    rows = [(d.action_type, d.actors, d.bound, d.due_last, d.rrule) for d in found(TABLE)]
    assert rows == [
        ("COMPLETE", ("Sở Tư pháp",), "in", date(2022, 3, 31), None),
        ("ORGANISE", ("Sở Nội vụ", "Trường Chính trị"), "<", date(2022, 5, 14), None),
        ("REPORT", ("Sở Nội vụ",), "in", None, "FREQ=YEARLY;BYMONTH=12"),
    ]


def test_figures_in_a_table_are_no_tasks() -> None:
    assert found("|\nChỉ tiêu\n|\n2020\n|\n2021\n|\n|\nSố xã đạt chuẩn\n|\n15\n|\n18\n|\n") == ()


def test_row_stops_at_its_ends() -> None:
    row = row_at(TABLE, TABLE.index("Quý I/2022"))
    assert row is not None
    assert [span.of(TABLE) for span in row.cells] == [
        "1",
        "Rà soát thủ tục hành chính của ngành",
        "Sở Tư pháp",
        "Quý I/2022",
    ]
    assert row.at == 3


def test_early_day_asks_for_review() -> None:
    (got,) = found("Các chi bộ gửi danh sách về Đảng ủy xã trước ngày 20/11/2021.")
    assert got.needs_review == ("before_issue",)


def test_evidence_lies_in_the_text_and_holds_the_time() -> None:
    text = HEAD + "\n".join(text for text, _ in WORDINGS)
    for d in annotate(normalise(text)).deadlines:
        assert 0 <= d.span.start < d.span.end <= len(text)
        assert d.span.overlaps(d.time)
        assert d.action


@pytest.mark.parametrize(
    ("value", "freq", "rule", "before"),
    [
        ("XXXX-12-20", None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=19"),
        ("XXXX-03-01", None, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        ("XXXX-01-01", None, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("XXXX-XX-15", None, "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=14"),
        ("XXXX-XX-01", None, "FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("XXXX-XX-31", None, "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=30,-1;BYSETPOS=1"),
        (
            "XXXX-XX-25",
            "1Q",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=24",
        ),
        ("XXXX-WXX-1", None, "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=SU"),
        ("P6M", None, "FREQ=MONTHLY;INTERVAL=6", "FREQ=MONTHLY;INTERVAL=6"),
        ("P12M", None, "FREQ=YEARLY", "FREQ=YEARLY"),
        ("XXXX-12", None, "FREQ=YEARLY;BYMONTH=12", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
        (
            "XXXX-12-10/XXXX-12-15",
            None,
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14",
        ),
    ],
)
def test_rule(value: str, freq: str | None, rule: str, before: str) -> None:
    parsed = parse_rule(value, freq)
    assert parsed is not None
    assert (str(parsed), str(parsed.before())) == (rule, before)


@pytest.mark.parametrize("value", [None, "", "2021-12-20", "P", "XXXX"])
def test_no_rule(value: str | None) -> None:
    assert parse_rule(value) is None


@pytest.mark.parametrize("start", [date(2021, 1, 1), date(2024, 2, 29), date(2022, 12, 31)])
@pytest.mark.parametrize(
    "rule",
    [
        Rule("MONTHLY", day=31),
        Rule("MONTHLY", day=-1),
        Rule("YEARLY", months=(6, 12), day=15),
        Rule("WEEKLY", weekday=4),
        Rule("DAILY"),
    ],
)
def test_first_day_agrees_with_dateutil(rule: Rule, start: date) -> None:
    from datetime import datetime

    from dateutil.rrule import rrulestr

    expanded = next(iter(rrulestr(str(rule), dtstart=datetime.combine(start, datetime.min.time()))))
    assert rule.first_on_or_after(start) == expanded.date()


@pytest.mark.parametrize(
    ("value", "unit", "start", "last"),
    [
        ("P30D", None, date(2021, 11, 26), date(2021, 12, 27)),  # ends on a Sunday
        ("P1M", None, date(2022, 1, 31), date(2022, 2, 28)),
        ("P10D", "working_day", date(2021, 11, 26), date(2021, 12, 10)),
        ("P5D", "working_day", date(2022, 1, 27), date(2022, 2, 10)),  # over Tết
    ],
)
def test_computed_period(value: str, unit: str | None, start: date, last: date) -> None:
    timex = Timex(Span(0, 1), "DURATION", value, unit=unit)
    assert computed(timex, "<=", load_calendar(), Trigger("ký", start)).last == last


@pytest.mark.parametrize(
    ("value", "bound", "last"),
    [
        ("2021-12-05", "<", date(2021, 12, 4)),
        ("2021-12-05", "<=", date(2021, 12, 5)),
        ("2021-Q3", "<", date(2021, 6, 30)),
        ("2021-Q3", "in", date(2021, 9, 30)),
        ("2021-H1", "in", date(2021, 6, 30)),
        ("2021", "<", date(2020, 12, 31)),
        ("2021-12-01/2021-12-15", "in", date(2021, 12, 15)),
        ("2021-12", ">=", None),
    ],
)
def test_bound_moves_the_day(value: str, bound: str, last: date | None) -> None:
    kind = "INTERVAL" if "/" in value else "DATE"
    assert dated(Timex(Span(0, 1), kind, value), bound, load_calendar()).last == last


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Sở Nội vụ, Sở Tài chính và Công an tỉnh", ("Sở Nội vụ", "Sở Tài chính", "Công an tỉnh")),
        ("Cục Mỹ thuật, Nhiếp ảnh và Triển lãm", ("Cục Mỹ thuật, Nhiếp ảnh và Triển lãm",)),
        ("các ban cán sự đảng, đảng đoàn; các huyện ủy", ("các ban cán sự đảng, đảng đoàn", "các huyện ủy")),
        ("Sở Khoa học và Công nghệ", ("Sở Khoa học và Công nghệ",)),
        ("các sở, ban, ngành, Ủy ban nhân dân các xã", ("các sở, ban, ngành", "Ủy ban nhân dân các xã")),
    ],
)
def test_split_bodies(text: str, bodies: tuple[str, ...]) -> None:
    assert split_bodies(text) == bodies


@pytest.mark.parametrize(
    ("heading", "bodies"),
    [
        ("5. Căn cứ Kế hoạch này, Hội A tỉnh; Hội B tỉnh:", ()),
        ("5. Căn cứ Kế hoạch này, Ban Dân vận các huyện; Cục Chính trị:", ("Ban Dân vận các huyện", "Cục Chính trị")),
        ("1. Trách nhiệm của Sở Nội vụ", ("Sở Nội vụ",)),
        ("4. Giao Văn phòng Tỉnh ủy theo dõi, đôn đốc.", ("Văn phòng Tỉnh ủy",)),
        ("II. TỔ CHỨC THỰC HIỆN", ()),
        ("1. Mục đích, yêu cầu", ()),
    ],
)
def test_header_bodies(heading: str, bodies: tuple[str, ...]) -> None:
    got = header_bodies(heading)
    assert got == bodies or (not bodies and all("Hội" in name for name in got))


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("kiểm tra việc rà soát, lập danh sách", ["kiểm tra"]),
        ("Ủy ban Kiểm tra họp", ["họp"]),
        ("gửi kết quả kiểm tra", ["gửi kết quả"]),
        ("chương trình, quy trình và tờ trình", []),
        ("giao Ban Dân vận theo dõi", ["theo dõi"]),
    ],
)
def test_verbs(text: str, free: list[str]) -> None:
    paragraph = make_paragraph(text)
    assert [v.phrase for v in find_verbs(paragraph, Span(0, len(text))) if v.free] == free


def test_lower_keeps_the_length_and_sets_tone_marks() -> None:
    assert lower("Tỉnh uỷ Hoà Bình, quý, Uỷ ban") == "tỉnh ủy hòa bình, quý, ủy ban"


def test_tables_are_sound() -> None:
    words = load_deadline_words()
    assert {cue.bound for cue in words.bounds.values()} == BOUNDS
    assert set(words.actions.values()) == ACTIONS
    for phrase in (*words.bounds, *words.actions, *(p for kind in words.kinds.values() for p in kind)):
        assert lower(phrase) == phrase, phrase


def test_order_is_that_of_the_text() -> None:
    got = found("\n".join(text for text, _ in WORDINGS))
    assert all(a.span.start <= b.span.start for a, b in pairwise(got))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Báo cáo định kỳ: quý I trước ngày 20/3, 6 tháng trước ngày 20/6, năm trước ngày 10/12.",
            ["BYMONTH=3;BYMONTHDAY=19", "BYMONTH=6;BYMONTHDAY=19", "BYMONTH=12;BYMONTHDAY=9"],
        ),
        ("Các xã gửi số liệu về Chi cục Thống kê trước 10 giờ ngày 05 hằng tháng.", ["BYMONTHDAY=5"]),
        ("Các xã báo cáo Ban Chỉ đạo huyện chậm nhất vào thứ Sáu hằng tuần.", ["BYDAY=FR"]),
    ],
)
def test_reporting_regime(text: str, wanted: list[str]) -> None:
    rules = [d.rrule or "" for d in found(text)]
    assert [rule.partition(";")[2] for rule in rules] == wanted


def test_day_off_moves_a_computed_end_but_not_a_written_one() -> None:
    (computed_end,) = found("Trong thời hạn 30 ngày kể từ ngày ban hành, các xã báo cáo Huyện ủy.")
    (written,) = found("Các xã báo cáo Huyện ủy chậm nhất ngày 26/12/2021.")
    assert (computed_end.due_nominal, computed_end.due_last) == ("2021-12-26", date(2021, 12, 27))
    assert (written.due_last, written.due_working) == (date(2021, 12, 26), date(2021, 12, 24))
