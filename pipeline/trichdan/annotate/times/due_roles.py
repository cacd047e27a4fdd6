"""Roles of what is due, what happens and what has been."""

from __future__ import annotations

import re
from functools import cache

from trichdan.annotate.times.neighbours import MONTHS, QUARTERS
from trichdan.annotate.times.page import DAY_KINDS, FEASTS, YEAR_KINDS, Near
from trichdan.annotate.times.period_roles import is_handing_time, is_head
from trichdan.annotate.times.signs import SPANS, is_ahead, is_alone, is_over, is_past
from trichdan.lexicon.times import load_time_words

_ITEM_MARKS = " -+•*abcdđ)0123456789.\n"  # `- `, `a) `, `2. `


def is_gone(near: Near) -> bool:
    """`trong 3 năm qua`; `năm 2025, Sở đã tổ chức`: what has been, though the year may not be over."""
    if near.timex.type == "DURATION":
        return near.cue("gone_next")
    if near.cue("now_next") and near.timex.type == "DATE" and not is_ahead(near):
        return True
    lo, issued = near.timex.lo, near.page.issued
    if issued is None or lo is None or lo > issued or near.timex.type not in ("DATE", "INTERVAL"):
        return False
    begins = not near.left.strip(_ITEM_MARKS + "(") or near.left.endswith("(") or near.left.strip() in _within()
    told = near.cue("told") or (is_past(near) and near.cue("figures_told"))
    return near.kind not in DAY_KINDS and begins and near.right.startswith(",") and told


@cache
def _within() -> tuple[str, ...]:
    return load_time_words().forms("within")


def is_limit(near: Near) -> bool:
    """`vượt quá 12 tháng`, `không quá 10 cá nhân trong 01 năm`, `từ năm 2023 trở đi`: no time to act by."""
    if near.timex.type == "DURATION":
        if _is_short_cap(near):
            return True
        granted = near.cue("benefit", near.clause) or near.cue("kept", near.clause)
        if (near.timex.value or "").endswith(("Y", "M")) and granted:
            return True
        if near.cue("onward") or near.cue("within_total") or near.cue("to_come"):
            return True
        return (near.cue("beyond") and not near.cue("not_beyond")) or _allowance().search(near.left[-60:]) is not None
    return near.kind in YEAR_KINDS and near.cue("onward") and not is_ahead(near)


def _is_short_cap(near: Near) -> bool:
    """`làm thêm không quá 04 giờ`, not `giải quyết không quá 04 giờ kể từ khi nhận`: how long something may last."""
    if not (near.timex.value or "").startswith("PT") or near.timex.unit == "working_day" or not near.cue("at_most"):
        return False
    return not (near.cue("counted_from") or near.cue("counted") or near.cue("term_of_act"))


@cache
def _allowance() -> re.Pattern[str]:
    w = load_time_words()
    count = rf"{w.pattern('quota_min', 'quota_max')}[ \n]\d{{1,4}}(?:[ \n][^\W\d_]{{1,8}}){{1,4}}"
    return re.compile(rf"(?<![^\W_]){count}[ \n]{w.pattern('within')}[ \n]$")


def is_elapsed(near: Near) -> bool:
    """`Sau 8 năm thực hiện ... đã`, `Qua 05 năm`, but not `sau 03 năm thực hiện ... sơ kết`."""
    value = near.timex.value
    if near.timex.type != "DURATION" or value is None or not near.cue("elapsed") or value.endswith("D"):
        return False
    if near.cue("at_least"):
        return False
    if (near.cue("within") or near.cue("counted_from")) and not near.cue("done"):
        return False
    if near.cue("counted"):
        return False  # trong 06 tháng trước khi hết thời hạn
    return near.cue("done") or not near.cue("after") or (near.cue("carried_out") and not near.cue("review"))


def is_meeting(near: Near) -> bool:
    """`tại phiên họp ngày 12/11/2025`: the meeting of which a paper speaks."""
    if near.kind not in DAY_KINDS:
        return False
    if near.timex.type == "DATE" and is_past(near) and near.cue("held") and near.cue("gathering"):
        return True
    return near.cue("meeting") and not near.cue("deadline")


def is_recurring_due(near: Near) -> bool:
    """`Hằng năm, các đơn vị báo cáo`, `trước ngày 15 hằng tháng`: when something is due again and again."""
    timex = near.timex
    if timex.type != "SET" and timex.quant is None:
        return False
    once = any("once" in atom.parts for atom in near.expression.atoms)
    if once or is_alone(near) or near.cue("recur_lead"):
        return True
    if near.cue("punctual"):
        return False
    begins = not near.clause.strip(_ITEM_MARKS)
    if begins and near.kind in ("set_day", "day_set") and near.right[:2].strip().isalpha():
        return True  # Thứ Hai hằng tuần họp giao ban
    if near.kind in ("set", "periodic"):
        daily = (timex.value or "").endswith(("1D", "1W")) and _reporting_daily().search(near.left) is not None
        if daily or (near.kind == "set" and (timex.freq or "").isdigit()):
            return True  # mỗi năm ít nhất 02 lần
        each = load_time_words().forms("each_one")[0]
        each_act = near.kind == "periodic" or near.page.lower.startswith(each, timex.span.start)
        if _reports_to(near) or (each_act and near.cue("each_act")):
            return True  # mỗi quý tổ chức giao ban
        return begins and (near.cue("recur_verb") or not near.left.strip(_ITEM_MARKS))
    return near.cue("deadline") or near.cue("due_verb")


def is_due(near: Near) -> bool:
    """`trước ngày 15/12`, `trong thời hạn 10 ngày`: when something is to be done."""
    timex = near.timex
    if timex.type == "DURATION":
        long = (timex.value or "").endswith(("Y", "M")) and not (timex.value or "").startswith("PT")
        if long and near.cue("at_least") and not near.cue("counted"):
            return False  # phải có ít nhất 01 năm giữ chức danh
        if near.cue("duration_due") or (near.cue("after") and near.cue("review")):
            return True
        short = re.fullmatch(r"PT?[\d.]+[DH]", timex.value or "") is not None
        ends = timex.unit == "working_day" and near.right[:1] in ("", ".", ";", "|")
        return short and (ends or is_alone(near) or near.left.rstrip().endswith(":"))
    if near.kind not in YEAR_KINDS | SPANS and is_past(near) and near.cue("latest") and _is_order(near):
        return True  # Thủ tướng đã giao các bộ hoàn thành trước ngày
    if near.kind in DAY_KINDS and near.page.due_column and is_alone(near):
        return True  # a cell of the column of due days, past or not
    if timex.type == "SET" or is_past(near) or (near.kind == "clock" and not near.cue("latest")):
        return False
    if near.cue("condition_next"):
        return False
    if is_alone(near):
        return near.kind not in SPANS or not is_head(near)
    if near.kind in FEASTS or is_years(near):
        return near.cue("latest") and near.cue("deadline")
    if near.cue("latest"):
        return True
    return near.cue("deadline") and near.cue("due_verb") and not near.cue("happens")


def _reports_to(near: Near) -> bool:
    """`báo cáo Thủ tướng Chính phủ hằng tháng`, not `báo cáo tài chính hằng năm`: somebody is reported to."""
    start = near.timex.span.start
    found = _reporting().search(near.left)
    return found is not None and near.page.text[start - len(near.left) + found.end("verb")].isupper()


@cache
def _reporting_daily() -> re.Pattern[str]:
    """`báo cáo nhanh hằng ngày`."""
    return re.compile(rf"(?<![^\W_]){load_time_words().pattern('report_verb')}(?:[ \n][^\W\d_]{{1,8}}){{0,3}}[ \n]$")


@cache
def _reporting() -> re.Pattern[str]:
    w = load_time_words()
    verb = rf"{w.pattern('report_verb')}[ \n](?:{w.pattern('report_to')}[ \n])?"
    return re.compile(rf"(?<![^\W_])(?P<verb>{verb})[^.;:\n]{{2,110}}$")


def _is_order(near: Near) -> bool:
    """Return whether what was due was still to be done."""
    if near.cue("condition_next"):
        return False
    ordered = near.left.strip(_ITEM_MARKS).startswith(load_time_words().forms("order"))
    return _unfinished().search(near.left) is not None or (ordered and near.cue("cutoff"))


@cache
def _unfinished() -> re.Pattern[str]:
    """`hoàn thành ... trước`, not `đã hoàn thành ... trước`."""
    w = load_time_words()
    return re.compile(rf"(?<!{w.forms('already')[0]} )(?<![^\W_]){w.pattern('finish_verb')}[ \n][^.;:]{{0,70}}$")


def is_years(near: Near) -> bool:
    """Return whether it is a period of years."""
    return near.kind in SPANS or (near.expression.kind == "interval" and near.kind in YEAR_KINDS)


def _is_new_year(near: Near) -> bool:
    """`đón năm mới 2026`."""
    start, end = near.timex.span.start, near.timex.span.end
    return near.kind == "year" and _new_year().match(near.page.lower, start, end) is not None


@cache
def _new_year() -> re.Pattern[str]:
    w = load_time_words()
    return re.compile(rf"{w.pattern('year')}[ \n]{w.pattern('new')}[ \n]")


def is_event(near: Near) -> bool:
    """`Bầu cử diễn ra ngày 15/3/2026`, `dịp Tết`: what happens on a day."""
    if near.kind in FEASTS or _is_new_year(near):
        return True
    if near.timex.type == "SET":
        return near.cue("punctual")
    if near.kind in YEAR_KINDS or near.kind == "clock":
        return False
    return near.timex.type in ("DATE", "TIME", "INTERVAL") and near.cue("event") and not is_past(near)


def is_history(near: Near) -> bool:
    """What is over on the issue date, or said to be past."""
    if near.kind in ("bare_span", "year_span") and not is_alone(near):
        return is_over(near)
    return is_past(near) or (near.timex.type in ("DATE", "INTERVAL") and near.cue("just_past"))


def is_late_due(near: Near) -> bool:
    """A day ahead after a word of deadlines, although no verb of a duty stands near."""
    days = near.timex.type == "INTERVAL" and near.kind in DAY_KINDS | MONTHS | QUARTERS
    in_time = (near.timex.type in ("DATE", "TIME") and near.kind != "clock") or days
    if not in_time or is_past(near):
        return False
    if near.cue("condition_next") or (days and near.cue("condition")):
        return False
    if near.kind in MONTHS | QUARTERS and near.page.text[near.timex.span.start].isupper():
        return True  # the cell of a table whose columns are lost
    if is_handing_time(near):
        return True
    return near.cue("deadline") or (_opens(near) and near.kind not in YEAR_KINDS and near.cue("due_verb", ""))


def _opens(near: Near) -> bool:
    """`2. Giữa tháng 12, Ban Tổ chức kiểm tra`: the sentence begins with the time."""
    return not near.left.strip(_ITEM_MARKS) and near.right.startswith((",", ":"))
