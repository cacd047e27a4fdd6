"""Roles of what is due, what happens and what has been."""

from __future__ import annotations

import re

from trichdan.annotate.timex_page import DAY_KINDS, YEAR_KINDS, Near
from trichdan.annotate.timex_signs import SPANS, is_alone, is_over, is_past

FEASTS = frozenset({"tet", "early_tet", "moon", "feast", "can_chi", "can_chi_year"})
_ITEM_MARKS = " -+•*abcdđ)0123456789.\n"  # `- `, `a) `, `2. `


def is_elapsed(near: Near) -> bool:
    """`Sau 8 năm thực hiện ... đã`, `Qua 05 năm`, but not `sau 03 năm thực hiện ... sơ kết`."""
    value = near.timex.value
    if near.timex.type != "DURATION" or value is None or not near.cue("elapsed") or value.endswith("D"):
        return False
    if (near.cue("within") or near.cue("counted_from")) and not near.cue("done"):
        return False
    return not (near.cue("after") and near.cue("review")) or near.cue("done")


def is_meeting(near: Near) -> bool:
    """`tại phiên họp ngày 12/11/2025`: the meeting of which a paper speaks."""
    return near.kind in DAY_KINDS and near.cue("meeting") and not near.cue("deadline")


def is_recurring_due(near: Near) -> bool:
    """`Hằng năm, các đơn vị báo cáo`, `trước ngày 15 hằng tháng`: when something is due again and again."""
    timex = near.timex
    if timex.type != "SET" and timex.quant is None:
        return False
    if is_alone(near) or near.cue("recur_lead"):
        return True
    if near.cue("punctual"):
        return False
    begins = not near.clause.strip(_ITEM_MARKS)
    if near.kind in ("set", "periodic"):
        return begins and (near.cue("recur_verb") or not near.left.strip(_ITEM_MARKS))
    return near.cue("deadline") or near.cue("due_verb")


def is_due(near: Near) -> bool:
    """`trước ngày 15/12`, `trong thời hạn 10 ngày`: when something is to be done."""
    timex = near.timex
    if timex.type == "DURATION":
        if near.cue("duration_due") or (near.cue("after") and near.cue("review")):
            return True
        short = re.fullmatch(r"PT?[\d.]+[DH]", timex.value or "") is not None
        return short and (is_alone(near) or near.left.rstrip().endswith(":"))
    if timex.type == "SET" or is_past(near) or (near.kind == "clock" and not near.cue("latest")):
        return False
    if is_alone(near):
        return True
    if near.kind in FEASTS or is_years(near):
        return near.cue("latest") and near.cue("deadline")
    if near.cue("latest"):
        return True
    return near.cue("deadline") and near.cue("due_verb") and not near.cue("happens")


def is_years(near: Near) -> bool:
    """Return whether it is a period of years."""
    return near.kind in SPANS or (near.expression.kind == "interval" and near.kind in YEAR_KINDS)


def is_event(near: Near) -> bool:
    """`Bầu cử diễn ra ngày 15/3/2026`, `dịp Tết`: what happens on a day."""
    if near.kind in FEASTS:
        return True
    if near.timex.type == "SET":
        return near.cue("punctual")
    if near.kind in YEAR_KINDS or near.kind == "clock":
        return False
    return near.timex.type in ("DATE", "TIME", "INTERVAL") and near.cue("event") and not is_past(near)


def is_history(near: Near) -> bool:
    """What is over on the issue date, or said to be past."""
    if near.kind == "bare_span" and not is_alone(near):
        return is_over(near)
    return is_past(near) or (near.timex.type in ("DATE", "INTERVAL") and near.cue("just_past"))


def is_late_due(near: Near) -> bool:
    """A day ahead after a word of deadlines, although no verb of a duty stands near."""
    in_time = near.timex.type in ("DATE", "TIME") and near.kind != "clock"
    return in_time and not is_past(near) and near.cue("deadline")
