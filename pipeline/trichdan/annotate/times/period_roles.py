"""Roles of years and periods: what a title plans, what a report covers, what is aimed at."""

from __future__ import annotations

import re
from functools import cache

from trichdan.annotate.times.dated_roles import overlapping
from trichdan.annotate.times.neighbours import MONTHS, QUARTERS
from trichdan.annotate.times.page import DAY_KINDS, FEASTS, YEAR_KINDS, Near
from trichdan.annotate.times.signs import SPANS, is_ahead, is_alone, is_over, is_past
from trichdan.lexicon.times import load_time_words


def in_title(near: Near) -> bool:
    """A year or period in the document's own title."""
    title = near.page.title
    if title is None or not title.overlaps(near.timex.span) or near.kind in DAY_KINDS:
        return False
    if near.kind in FEASTS:
        return False
    ahead = near.kind in YEAR_KINDS and near.cue("until") and near.cue("vision")
    return near.timex.type in ("DATE", "INTERVAL") and not ahead


def in_cited_title(near: Near) -> bool:
    """A year or period in the title of a cited document."""
    if near.kind not in SPANS | YEAR_KINDS or near.cue("until") or near.cue("summed_up"):
        return False
    return overlapping(near.page.cited_full, near.timex.span)


def in_header_row(near: Near) -> bool:
    """A year alone in its cell beside another year alone: the head of a table of figures."""
    return near.kind in YEAR_KINDS and is_alone(near) and is_head(near)


def is_head(near: Near) -> bool:
    """Return whether the next or the last cell is another year or period of years."""
    text, span = near.page.lower, near.timex.span
    year = r"(?:19|20)\d\d"
    head = rf"(?:{load_time_words().pattern('year', 'period')} )?{year}(?: ?- ?{year})?"
    after = re.match(rf"[\n\t| ]{{1,8}}{head}[\n\t|]", text[span.end : span.end + 34])
    before = re.search(rf"[\n\t|]{head}[\n\t| ]{{1,8}}$", text[max(0, span.start - 34) : span.start])
    return after is not None or before is not None


def is_period(near: Near) -> bool:
    """Return whether it is a month or longer."""
    return near.kind in SPANS | YEAR_KINDS | {"quarter", "month", "number_unit", "bare_my"}


def is_report(near: Near) -> bool:
    """`báo cáo kết quả năm 2024`, `số liệu 9 tháng đầu năm`: what is reported on."""
    if near.timex.type == "DURATION" or not is_period(near) or is_alone(near):
        return False
    if near.kind in SPANS and is_ahead(near):
        return False
    if near.timex.type == "SET":
        return near.kind == "number_unit" and near.cue("report")
    if near.kind not in SPANS and near.cue("deadline") and not near.cue("compare"):
        return False
    if is_handing_time(near):
        return False
    if is_ahead(near) and near.kind in YEAR_KINDS:
        return near.cue("report", near.left[-60:])
    if near.cue("report", near.clause):
        return True
    return near.cue("report") and not near.cue("plan", near.clause)


def is_handing_time(near: Near) -> bool:
    """`viết báo cáo trình Thường trực đầu tháng 4/2020`, `sơ kết giữa năm 2026`: when it is done, not what it is of."""
    if near.timex.mod is None:
        return False
    if near.kind in MONTHS | QUARTERS and near.cue("handed", near.clause):
        return True
    return near.kind in MONTHS | QUARTERS | YEAR_KINDS and near.cue("review_time") and not near.cue("report_verb")


def is_target(near: Near) -> bool:
    """`Phấn đấu đến năm 2030 có 90% xã`."""
    if near.kind not in YEAR_KINDS or near.expression.kind == "interval":
        return False
    if near.timex.mod is not None and near.cue("reviewed", near.clause) and not near.cue("aim", near.clause):
        return False
    if near.cue("review_at") or (near.cue("from_now") and not near.cue("aim", near.clause)):
        return False
    if not near.cue("until"):
        return near.cue("aim", near.clause) and not is_past(near)
    if is_past(near) and not overlapping(near.page.cited_full, near.timex.span):
        return False
    return near.cue("target") or not near.cue("complete")


def is_compared(near: Near) -> bool:
    """`tăng 5% so với năm 2023`."""
    return near.kind in YEAR_KINDS | SPANS and near.cue("compare") and (is_past(near) or near.page.issued is None)


def is_reported_every(near: Near) -> bool:
    """`Báo cáo định kỳ hằng tháng:`, `báo cáo tiến độ hằng quý trước ngày 20`: what is reported on, not when."""
    if near.timex.type != "SET" or near.kind not in ("set", "periodic", "bare_unit", "number_unit", "quarter"):
        return False
    if (near.timex.value or "").endswith(("D", "W")):
        return False
    if near.cue("reported_every"):
        return True
    return bool(near.clause.strip(" -(")) and near.cue("report_verb") and near.cue("due_day")


def is_scope_until(near: Near) -> bool:
    """`nhiệm vụ trọng tâm từ nay đến tháng 6/2027`: how long what is planned runs."""
    if (
        near.timex.type == "DATE"
        and near.cue("from_now")
        and len(near.left.strip()) < 16
        and not near.right.strip(" ./;")
    ):
        return True  # Thời gian thực hiện: từ nay đến hết năm 2025
    if near.kind in YEAR_KINDS or near.timex.type != "DATE" or near.cue("latest"):
        return False
    return _tasks_until().search(near.left[-70:]) is not None


@cache
def _tasks_until() -> re.Pattern[str]:
    w = load_time_words()
    return re.compile(
        rf"(?<![^\W_]){w.pattern('task_noun')}(?:[ ,:]{{1,2}}[^\W_]{{1,8}}){{0,6}}[ \n]{w.pattern('to')}[ \n]$"
    )


def is_running_time(near: Near) -> bool:
    """`Thời gian thực hiện: từ ... đến ...`: how long the whole thing runs."""
    if near.timex.type not in ("DATE", "INTERVAL") or near.cue("latest"):
        return False
    return near.cue("running")


def is_plan(near: Near) -> bool:
    """`kế hoạch phát triển giai đoạn 2026 - 2030`, `nhiệm vụ năm 2026`: what is planned."""
    if near.kind in SPANS:
        return (not is_alone(near) or is_head(near)) and not (near.kind in ("bare_span", "year_span") and is_over(near))
    if near.timex.type == "DURATION":
        return (
            near.timex.value is not None
            and near.timex.value.endswith("Y")
            and near.cue("plan")
            and not near.cue("elapsed")
        )
    if near.expression.kind == "interval" and near.kind in YEAR_KINDS:
        return not is_past(near)
    return near.kind in YEAR_KINDS and near.cue("plan") and not near.cue("deadline")
