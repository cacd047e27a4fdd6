"""Single signs that tell the part of a time expression at once: fields of task lists, occasions, recurring duties."""

from __future__ import annotations

import re
from functools import cache

from trichdan.annotate.times.neighbours import MONTHS, QUARTERS
from trichdan.annotate.times.page import DAY_KINDS, YEAR_KINDS, Near
from trichdan.lexicon.times import load_time_cues, load_time_words

SPANS = frozenset({"span", "bare_span", "year_span"})
_OPENING = " -+•*\"“('0123456789.)\n"
_BRACKETED = re.compile(r"[ \n]?\(")
_FIGURE = re.compile(r"(?:%|\d)[ \n]?$")
_FIGURE_NEXT = re.compile(r"(?:[ \n][^\W\d_]{2,8}){1,3}[ \n]\d")
_PARAGRAPH_END = re.compile(r"\n\n|[.!?][ \n]|[\t|]")
_SPAN_NEXT = re.compile(r"[ \n]?(?:19|20)\d\d[ \n]?-[ \n]?(?:19|20)\d\d")


def in_task_field(near: Near) -> bool:
    """`Thời gian thực hiện: Quý IV năm 2025`: when a task of a list is done, not how long the whole plan runs."""
    if near.timex.type not in ("DATE", "INTERVAL", "SET") or not near.cue("task_field"):
        return False
    short = near.kind not in DAY_KINDS and near.timex.type != "INTERVAL"
    return near.timex.type == "SET" or short or near.page.tasks > 1


def is_recurring_duty(near: Near) -> bool:
    """`sao lưu hằng ngày`, `đánh giá kết quả hằng tháng và đột xuất`, not `ngân sách hằng năm`."""
    timex = near.timex
    if timex.type != "SET":
        return False
    if near.cue("ad_hoc"):
        return not near.cue("ad_hoc_list")
    return near.kind == "set" and not near.cue("set_noun") and _act().search(near.left[-60:]) is not None


@cache
def _act() -> re.Pattern[str]:
    w = load_time_words()
    return re.compile(rf"(?<![^\W_]){w.pattern('act')}(?:[ \n][^\W\d_]{{1,8}}){{0,2}}[ \n]$")


def is_bracketed_due(near: Near) -> bool:
    """`báo cáo kết quả hằng năm (trước ngày 15/11)`: what is reported on, its day in brackets behind."""
    found = _BRACKETED.match(near.right)
    if near.timex.type != "SET" or found is None or near.kind in DAY_KINDS:
        return False
    return _due_next().match(near.right, found.end()) is not None


@cache
def _due_next() -> re.Pattern[str]:
    w = load_time_words()
    return re.compile(rf"{w.pattern('due_lead')}[ \n](?:{w.pattern('day')}|\d)")


def is_soft_occasion(near: Near) -> bool:
    """`ngày 19/12/2025 nhân kỷ niệm`, `từ nay đến ngày 19/12 chỉ còn 01 tháng`."""
    return near.timex.type == "DATE" and near.kind in DAY_KINDS and near.cue("occasion_next")


def is_opening_event(near: Near) -> bool:
    """`Ngày 20/11/2025, Phó Thủ tướng ... đã đi khảo sát`: the meeting that a conclusion is drawn from."""
    if near.kind not in DAY_KINDS | {"day"} or near.timex.type not in ("DATE", "INTERVAL", "TIME"):
        return False
    begins = near.left.strip(_OPENING)
    if begins and not _from().fullmatch(begins):
        return False
    return any(cue.pattern.search(paragraph_after(near)[: cue.within]) for cue in load_time_cues()["visit"])


def paragraph_after(near: Near) -> str:
    """Return what follows in the sentence even over line breaks inside it: names in capitals begin many lines."""
    end = near.timex.span.end
    return _PARAGRAPH_END.split(near.page.lower[end : end + 240], 1)[0]


def paragraph_before(near: Near) -> str:
    """Return what stands before in the sentence, over line breaks inside it."""
    start = near.timex.span.start
    return _PARAGRAPH_END.split(near.page.lower[max(0, start - 160) : start])[-1]


@cache
def _from() -> re.Pattern[str]:
    w = load_time_words()
    return re.compile(rf"{w.pattern('no_place_end', 'on', 'within', 'time_of_day')}(?: {w.pattern('all')})?")


def is_aimed(near: Near) -> bool:
    """`giai đoạn 2026 - 2030 phấn đấu`, `mục tiêu tăng trưởng trên 8% năm 2025`."""
    if near.timex.type == "DATE" and near.kind in MONTHS | QUARTERS | DAY_KINDS and near.cue("aim_until"):
        return not is_past(near)
    if near.kind in DAY_KINDS and near.timex.type == "DATE":
        return near.cue("aim", near.clause) and near.cue("deadline") and not is_past(near)
    if near.kind not in SPANS | YEAR_KINDS:
        return False
    if near.cue("aim_next") and not near.right.lstrip().startswith("("):
        return True
    if near.kind not in YEAR_KINDS or not near.cue("aimed", near.clause):
        return False
    return _FIGURE.search(near.left) is not None or _FIGURE_NEXT.match(near.right) is not None


def is_feast_day(near: Near) -> bool:
    """`ngày giải phóng miền Nam (dịp 30 tháng 4 năm 2025)`, `chào mừng 80 năm Cách mạng Tháng Tám`."""
    if near.timex.type == "DURATION":
        return (near.timex.value or "").endswith("Y") and near.cue("welcome")
    return near.kind in DAY_KINDS and near.timex.type == "DATE" and near.cue("on_feast") and near.cue("anniversary")


def is_scope_of_tasks(near: Near) -> bool:
    """`Đối với các nhiệm vụ triển khai trong năm 2025`: what the tasks are of, not when one is due."""
    if near.kind not in YEAR_KINDS | {"number_unit"} or near.timex.type == "SET" or near.cue("latest"):
        return False
    return near.cue("tasks_of")


def is_trial(near: Near) -> bool:
    """`thí điểm cho phép ... trong thời hạn 05 năm`: how long it runs."""
    return near.timex.type == "DURATION" and (near.timex.value or "").endswith("Y") and near.cue("trial")


def is_plan_length(near: Near) -> bool:
    """`bảng giá đất 5 năm 2020 - 2024`: the length of the period named next."""
    return near.timex.type == "DURATION" and near.kind == "number_unit" and _SPAN_NEXT.match(near.right) is not None


def is_past_year(near: Near) -> bool:
    """`năm 2024 xếp thứ 05 cả nước`: a clause that begins with a past year and tells what came of it."""
    return is_past(near) and near.kind in YEAR_KINDS and not near.clause.strip() and near.cue("came_of")


def is_report_span(near: Near) -> bool:
    """`Kỳ báo cáo năm được tính từ ngày 01 tháng 01 đến ngày 31 tháng 12`, `9 tháng tăng 8%`."""
    spans = near.expression.kind in ("interval", "set_span")
    so_far = near.kind == "number_unit" and near.timex.anchor == "t0" and near.timex.type != "DURATION"
    so_far = so_far and near.cue("figures")
    return (spans and near.cue("report_span")) or so_far


def is_alone(near: Near) -> bool:
    """Return whether the expression fills its line or table cell."""
    return not near.left.strip() and not near.right.strip(" ./;")


def is_past(near: Near) -> bool:
    """Return whether it ends before the issue date, or before the plan year where none is known."""
    hi, page = near.timex.hi, near.page
    if hi is None:
        return False
    if page.since is not None and hi < page.since:
        return True
    return page.issued is None and page.plan_year is not None and hi.year < page.plan_year


def is_ahead(near: Near) -> bool:
    """Return whether it begins after the issue date."""
    lo, issued = near.timex.lo, near.page.issued
    return lo is not None and issued is not None and lo > issued


def is_over(near: Near) -> bool:
    """Return whether it ends in the year of issue at the latest."""
    hi, issued = near.timex.hi, near.page.issued
    return is_past(near) or (hi is not None and issued is not None and hi.year <= issued.year)
