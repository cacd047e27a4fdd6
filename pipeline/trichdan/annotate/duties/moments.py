"""Time expressions with the wording that governs them, and which of them can be a deadline at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from trichdan.annotate.duties.actions import find_verbs
from trichdan.annotate.duties.actors import body_phrase, subject
from trichdan.annotate.duties.clauses import Paragraph
from trichdan.annotate.duties.due import is_day
from trichdan.lexicon.deadlines import BoundCue, alternation, load_deadline_words
from trichdan.model import Timex
from trichdan.text import Span

_NEVER = frozenset({"CITED_DOC_DATE", "ISSUE_DATE", "TERM", "EFFECTIVE", "HISTORY"})
_WEAK = frozenset({"PLAN_SCOPE", "REPORT_PERIOD", "EVENT", "OTHER"})
_COARSE = re.compile(r"P\d{1,3}[DWMY]$")
_JOINT = re.compile(r"\s{0,3}(?:,|và|, và|hoặc|;|-)\s{0,3}(?:đợt \d{1,3}:?\s{0,3})?(?:ngày\s{0,3})?$")
_DAY_OF_SET = re.compile(r"XXXX-(?:\d\d|XX|WXX)-\d{1,2}(?:T[\d:]+)?$")
_YEAR_GRAIN = re.compile(r"\d{4}(?:/\d{4})?$")
_NEAR_ACT = 40  # characters between an act and a time without wording that dates it
NO_CUE = BoundCue("", "in", "none")
EVERY = BoundCue("", "in", "every")
EACH_DAY = BoundCue("", "at", "every")
OCCASION = BoundCue("", "at", "occasion")
TERM = BoundCue("", "<=", "period")
AHEAD = BoundCue("", "<=", "cutoff")
BEFORE = BoundCue("", "<", "cutoff")
ENDED = BoundCue("", ">", "after")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression in its paragraph.

    Attributes:
        start: where wording and time begin; time: the expression; end: where wording after it ends (`trở đi`).
        cue: the wording before it.
    """

    timex: Timex
    time: Span
    start: int
    cue: BoundCue

    @property
    def is_coarse_set(self) -> bool:
        """Whether it says only how often (`hằng năm`)."""
        return self.timex.type == "SET" and bool(_COARSE.match(self.timex.value or ""))

    @property
    def is_recurring(self) -> bool:
        """Whether it names days of every year, month or week."""
        return self.timex.type == "SET" or (self.timex.value or "").startswith("XXXX")


@cache
def _cue_pattern() -> re.Pattern[str]:
    phrases = alternation(load_deadline_words().bounds)
    return re.compile(
        rf"(?<!\w)(?P<cue>{phrases})\s*[:(]?\s*"
        r"(?:(?:là|vào|khoảng|các|thời điểm|cả|mốc|thời gian|tuần)\s+)?"
        r"(?:ngày\s+)?(?P<hour>\d{1,2}\s?(?:giờ|h)\s?(?:\d{1,2}\s?)?(?:phút\s?)?,?\s*(?:ngày\s+)?)?$"
    )


def read_moment(paragraph: Paragraph, timex: Timex, previous: Moment | None) -> Moment:
    """Return a time expression with its wording; coordinated times share that of the first."""
    start, end = timex.span.start - paragraph.start, timex.span.end - paragraph.start
    time = Span(start, min(end, len(paragraph.text)))
    low = paragraph.low
    words = load_deadline_words()
    if wording := _before_an_event(paragraph, timex, time):
        return Moment(timex, time, *wording)
    match = _cue_pattern().search(low, max(0, start - 70), start)
    shown = low[time.start : time.end]
    if match:
        cue = words.bounds[match["cue"]]
        if match["hour"] and timex.type != "TIME":
            timex = replace(timex, type="TIME")
        named = words.pattern("span_name", before="").match(shown)
        return Moment(timex, time, match.start(), cue if named and cue.kind == "start" else _fit(cue, timex))
    caption = words.shapes["limit_caption"].search(low, max(0, start - 70), start)
    if caption:
        return Moment(timex, time, caption.start(), words.bounds["hạn cuối"])
    if previous is not None and previous.cue.kind not in ("none", "every") and previous.time.end <= start:
        joined = _JOINT.match(low[previous.time.end : start])
        if joined:
            return Moment(timex, time, start, previous.cue)
    # the expression itself may begin with its cue: 'hết ngày 31/12', 'định kỳ 6 tháng'
    if timex.type == "SET" or (timex.value or "").startswith("XXXX"):
        return Moment(timex, time, start, EACH_DAY if _DAY_OF_SET.match(timex.value or "") else EVERY)
    if timex.type == "INTERVAL":
        return Moment(timex, time, start, NO_CUE)
    if shown.startswith("hết"):
        return Moment(timex, time, start, words.bounds["đến hết"])
    return Moment(timex, time, start, NO_CUE)


def _before_an_event(paragraph: Paragraph, timex: Timex, time: Span) -> tuple[int, BoundCue] | None:
    """Return start and cue of a wording that counts back from an event: `ít nhất 03 ngày trước khi họp`."""
    words = load_deadline_words()
    low, shapes = paragraph.low, words.shapes
    if timex.type == "DURATION":
        if ahead := shapes["ahead_of"].search(low, max(0, time.start - 130), time.start):
            return ahead.start(), AHEAD
        least = shapes["at_least_ahead"].search(low, max(0, time.start - 30), time.start)
        if least and shapes["ahead_event"].match(low, time.end):
            return least.start(), AHEAD
    if paragraph.plain[time.end : time.end + 1] != ",":
        return None
    begin = paragraph.clause(time.start).start
    if timex.type == "DATE" and words.pattern("ending", before="", after=r"\s*$").match(low[: time.start], begin):
        return begin, ENDED
    if timex.type == "SET":
        opening = shapes["before_yearly"].match(paragraph.plain[: time.start], begin)
        if opening:
            return opening.start(), BEFORE
    return None


def _fit(cue: BoundCue, timex: Timex) -> BoundCue:
    """Return the cue as it works on this kind of time."""
    if timex.type == "INTERVAL" and cue.kind in ("start", "reach", "window", "point"):
        return replace(cue, bound="in", kind="window")
    if timex.type == "SET":
        if cue.kind in ("window", "every", "reach", "start"):
            each_day = cue.kind == "every" and _DAY_OF_SET.match(timex.value or "")
            return replace(cue, bound="at" if each_day else "in", kind="every")
        if cue.kind == "point":
            return replace(cue, bound="at")
        return cue
    if cue.kind == "window" and is_day(timex):
        return replace(cue, bound="<=")
    if cue.kind == "window" and timex.type == "DURATION" and cue.phrase in ("trong", "trong thời gian"):
        return replace(cue, bound="<=", kind="period")
    if cue.kind == "point" and not is_day(timex) and timex.mod not in ("END", "MID", "START"):
        return replace(cue, bound="in")
    return cue


def with_occasion(moment: Moment, paragraph: Paragraph, clause: Span) -> Moment | None:
    """Return a commemoration as a soft occasion where the clause ties an act to it, or None."""
    words = load_deadline_words().pattern("occasion")
    if moment.timex.type == "DURATION" or (moment.timex.mod and not is_day(moment.timex)):
        return None
    begin = max(clause.start, moment.time.start - 200)
    hits = list(words.finditer(paragraph.low, begin, moment.time.start))
    if not hits:
        return None
    if _is_of_plan(paragraph, begin, hits[0].start()):
        return None
    return replace(moment, start=hits[0].start(), cue=OCCASION)


def _is_of_plan(paragraph: Paragraph, begin: int, at: int) -> bool:
    """Return whether an occasion is what a plan is about: `Kế hoạch cao điểm dịp Tết`."""
    free = [verb for verb in find_verbs(paragraph, Span(begin, at)) if verb.free]
    title = load_deadline_words().pattern("plan_title", after=r"\s[^,;:]{0,90}$")
    return bool(free and free[-1].type == "ISSUE_PLAN") or title.search(paragraph.plain, begin, at) is not None


def is_candidate(moment: Moment, paragraph: Paragraph, clause: Span) -> bool:
    """Return whether a time may be a deadline, by its role, its wording and its place."""
    timex, cue = moment.timex, moment.cue
    before = paragraph.plain[clause.start : moment.start]
    if timex.type == "TIME" and "-" not in (timex.value or ""):
        return False  # an hour without its day
    if load_deadline_words().shapes["cases_ahead"].search(paragraph.plain, max(0, clause.start - 700), clause.start):
        return False  # one of the cases that a rule is for
    if timex.role == "CITED_DOC_DATE" or cue.kind == "as_of" or _is_aside(moment, paragraph):
        return False
    if timex.role == "ANNIVERSARY":
        return cue.kind in ("point", "cutoff", "window")
    if cue.kind == "cutoff" and load_deadline_words().pattern("finish", after=r"\s*$").search(before[-30:]):
        return True
    stray = timex.role == "ISSUE_DATE" and cue.kind == "reach"
    if timex.role in _NEVER and not stray and not (timex.role in ("ISSUE_DATE", "HISTORY") and cue.kind == "cutoff"):
        return False
    words = load_deadline_words()
    if words.pattern("but", after=r"\s*$").search(before) or words.pattern("defines").search(before):
        return False  # 'các khoản đã giao nhưng đến ngày 30/6 chưa phân bổ'
    if _names_report(moment, paragraph):
        return False
    if _is_lasting(moment, paragraph, before) or _is_condition(moment, paragraph, clause):
        return False
    return _may_rule(moment, paragraph, clause, before)


def _names_report(moment: Moment, paragraph: Paragraph) -> bool:
    """Return whether a list only names kinds of reports: `Báo cáo giám sát định kỳ: Quý I, 6 tháng, quý III và năm`."""
    if moment.cue.kind not in ("none", "every") or not moment.is_recurring:
        return False
    whole = paragraph.clause(moment.time.start)
    colon = paragraph.plain.find(":", whole.start, moment.time.start)
    named = load_deadline_words().pattern("report_noun", before="").match(paragraph.plain, whole.start)
    return colon >= 0 and named is not None and not find_verbs(paragraph, Span(colon, whole.end))


def _is_aside(moment: Moment, paragraph: Paragraph) -> bool:
    """Return whether a time stands in brackets that tell of a case or of the past: `(năm 2025, Sở X đã mở ...)`."""
    if paragraph.plain[moment.time.start : moment.time.start + 1] != "\x01":
        return False
    low, words = paragraph.low, load_deadline_words()
    opening = max(low.rfind("(", 0, moment.time.start), 0)
    close = low.find(")", moment.time.end)
    close = close if close >= 0 else len(low)
    if words.pattern("condition", before=r"\(\s*").match(low, opening) or words.pattern("topic", before=r"\(\s*").match(
        low, opening
    ):
        return True
    return bool(words.pattern("past_mark").search(low, opening, close))


def _is_lasting(moment: Moment, paragraph: Paragraph, before: str) -> bool:
    """Return whether a time is one of force or of a lasting state: `có hiệu lực từ`, `áp dụng đến`, `trở đi được`."""
    words = load_deadline_words()
    after = paragraph.plain[moment.time.end : moment.time.end + 40].lstrip(" ,")
    if words.pattern("effect").search(before[-40:]) or words.pattern("effect_after").match(after):
        return True
    lasts = words.pattern("applies", after=r"$")
    return moment.cue.kind in ("start", "reach", "window") and bool(lasts.search(before.rstrip()))


def _may_rule(moment: Moment, paragraph: Paragraph, clause: Span, before: str) -> bool:
    """Return whether role and wording together can make a time one to act by, at or in."""
    timex, cue = moment.timex, moment.cue
    after = paragraph.plain[moment.time.end : moment.time.end + 40]
    if timex.type == "DURATION":
        opens = moment.cue.kind == "period" and not before.strip(' ,-“"') and after[:1] == ","
        return opens or is_term(moment, paragraph, clause) or _is_period(moment, paragraph)
    if moment.is_coarse_set:
        return _governs(moment, paragraph, clause)
    if cue.kind == "none" and before.strip(' ,-“"') and not _stands_apart(before):
        return _follows_act(moment, paragraph, clause)
    if cue.kind == "occasion" and timex.type == "DATE" and timex.mod:
        return False  # 'nhất là dịp cuối năm'
    if cue.kind == "occasion" and _is_of_plan(paragraph, clause.start, moment.start):
        return False
    if cue == ENDED:
        return True
    if timex.role == "DEADLINE" or timex.role == "TARGET":
        return True
    if cue.kind in ("cutoff", "occasion", "caption"):
        return True
    if cue.kind == "reach":
        return timex.role != "PLAN_SCOPE" or (not before.strip(' ,-“"') and is_day(timex))
    if timex.role in _WEAK and cue.kind in ("window", "point", "every"):
        return timex.role in ("OTHER", "EVENT") and not _YEAR_GRAIN.match(timex.value or "")
    if (
        cue.kind == "none"
        and before.rstrip().endswith(":")
        and not paragraph.plain[moment.time.end : clause.end].strip(" .;")
    ):
        return timex.role in _WEAK and timex.role != "REPORT_PERIOD"
    planned = timex.role == "PLAN_SCOPE" and timex.type == "DATE" and not before.strip(' ,-“"') and after[:1] == ","
    if cue.kind != "none" or is_day(timex):
        return False
    if not (planned or timex.role == "OTHER" or (timex.mod and timex.role in _WEAK)):
        return False
    words = load_deadline_words()
    follows = after.lstrip(" ,:")
    return bool(words.pattern("act", before="").match(follows) or words.pattern("body", before="").match(follows))


def _is_condition(moment: Moment, paragraph: Paragraph, clause: Span) -> bool:
    """Return whether a time stands in the condition that opens a clause: `Trường hợp đến hết ngày ... mà chưa nộp`."""
    words = load_deadline_words()
    if words.shapes["trigger_ahead"].search(paragraph.low, max(0, moment.start - 90), moment.start):
        return False
    if moment.cue.phrase == "trong thời gian" and moment.timex.type == "INTERVAL":
        return True
    opening = words.pattern("condition").match(paragraph.plain, clause.start) or words.pattern("ground").match(
        paragraph.plain, clause.start
    )
    between = paragraph.plain[clause.start : moment.start]
    topic = words.pattern("topic", before="").match(paragraph.plain, clause.start)
    after = paragraph.plain[moment.time.end : clause.end]
    if topic and (":" in after or (words.pattern("arisen").search(between) and "," not in between)):
        return True
    if " thì " in after and not (moment.cue.kind == "period" and moment.start == clause.start):
        return True
    if topic and after.startswith(",") and not any(mark in between for mark in ",:"):
        return True  # 'Đối với các nhiệm vụ được giao trong năm 2025, ...'
    if not opening or between.rstrip().endswith((",", ":", " thì")):
        return False
    comma = paragraph.plain.rfind(", ", clause.start, moment.start)
    if comma < 0:
        return True
    return not subject(paragraph, Span(clause.start, moment.start)) and not any(
        verb.free for verb in find_verbs(paragraph, Span(comma + 2, moment.start))
    )


def _follows_act(moment: Moment, paragraph: Paragraph, clause: Span) -> bool:
    """Return whether a time without wording ends a clause whose act it dates: `ra quân ngày 22/3`.

    A coarse time needs `đầu`, `giữa` or `cuối`; a day needs an act that is held, sent or reviewed.
    """
    timex = moment.timex
    if timex.type not in ("DATE", "TIME") or timex.role not in ("DEADLINE", "EVENT"):
        return False
    if not (is_day(timex) or (timex.mod and timex.role == "DEADLINE")):
        return False
    after = paragraph.plain[moment.time.end : clause.end].lstrip()
    if after[:1] not in ("", ",", ".", ";") and not load_deadline_words().pattern("place", before="").match(after):
        return False
    acts = [v for v in find_verbs(paragraph, Span(clause.start, moment.start)) if v.free]
    return bool(acts) and acts[-1].type != "OTHER" and moment.start - acts[-1].end <= _NEAR_ACT


def _stands_apart(before: str) -> bool:
    """Return whether a time without wording is set off from the noun before it, or follows a verb of finishing."""
    before = before.rstrip(" ")
    return before[-1:] in ",(:-" or bool(load_deadline_words().pattern("finish", after=r"$").search(before[-30:]))


def _governs(moment: Moment, paragraph: Paragraph, clause: Span) -> bool:
    """Return whether `hằng năm` and the like say when to act, and are no attribute (`kế hoạch hằng năm`)."""
    words = load_deadline_words()
    before = paragraph.plain[clause.start : moment.start].rstrip(' ,“"')
    shown = paragraph.plain[moment.time.start : moment.time.end]
    if moment.cue.kind == "after":
        return False  # 'sau mỗi ngày làm việc'
    if moment.cue.kind not in ("none", "every"):
        return True
    if words.shapes["in_report"].search(before):
        return False  # 'tại các báo cáo định kỳ hằng tuần'
    if "định kỳ" in (moment.cue.phrase, shown[:7]):
        rest = paragraph.plain[moment.time.end : moment.time.end + 20].lstrip()
        return words.pattern("attributed", before="").match(rest) is None
    before = words.pattern("repeat_word").sub("", before).rstrip(" ,")
    often = words.shapes["every_word"].match(shown)
    if not often:
        return False  # 'sơ kết 6 tháng': what is reviewed
    rest = paragraph.plain[moment.time.end : clause.end]
    quota = words.shapes["quota_after"].match(rest)
    if quota:
        rest = rest[quota.end() :]
    if not _is_yearly_thing(before):
        need = words.shapes["or_at_need"].match(rest)
        rest = rest[need.end() :] if need else rest
    else:
        need = None
    needed = bool(need and need["need"]) and not words.pattern("nominal", after=r"$").search(before)
    if words.pattern("regime", after=r"$").search(before) or _is_sent(paragraph, moment, before):
        return True
    must = words.pattern("must", after=r"(?!\w)[^,;]{3,90}$").search(before)
    if must and often[0] == "hằng" and not rest.strip(" .;,") and not _is_yearly_thing(before):
        return True
    if "lần" in shown or quota or needed or not (rest.strip(" .;,") or _is_yearly_thing(before)):
        ahead = find_verbs(paragraph, Span(clause.start, moment.start))
        least = words.pattern("at_least", after=r"\s{0,3}$").search(paragraph.plain, clause.start, moment.start)
        if any(v.free and (v.type != "OTHER" or needed or ("lần" in shown and least) or quota) for v in ahead):
            return True
    if words.pattern("carry_out", after=r"\s\w{1,9}(?:\s\w{1,9}){0,2}$").search(before) and often[0] == "hằng":
        return True
    if words.pattern("repeated", after=r"$").search(before):
        verbs = find_verbs(paragraph, Span(clause.start, moment.start))
        return bool(verbs) and verbs[-1].free and verbs[-1].end >= clause.start + len(before) - 1
    after = rest.lstrip(" ,()\x01")
    if not (words.pattern("act", before="").match(after) or words.pattern("body", before="").match(after)):
        return moment.timex.role == "DEADLINE" and not before
    if not before or before.endswith((",", ":")):
        return True
    named = words.pattern("lead_in", before="").match(before) or words.pattern("body", before="").match(before)
    return bool(named) and not any(verb.free for verb in find_verbs(paragraph, Span(clause.start, moment.start)))


def _is_yearly_thing(before: str) -> bool:
    """Return whether what stands before `hằng năm` is a thing of every year: `dự toán ngân sách`."""
    return load_deadline_words().pattern("yearly_thing", after=r"(?!\w)[^,]{0,24}$").search(before) is not None


def _is_sent(paragraph: Paragraph, moment: Moment, before: str) -> bool:
    """Return whether a report that comes so often is sent to somebody: `Báo cáo tổng hợp hằng ngày gửi Sở X`."""
    words = load_deadline_words()
    for told in words.shapes["report_to"].finditer(paragraph.plain, max(0, moment.start - 90), moment.start):
        heard = words.pattern("body", before="").match(paragraph.plain, told.end())
        if heard and body_phrase(paragraph, told.end(), moment.start) == moment.start - 1:
            return True
    sent = words.shapes["report_sent"].match(paragraph.plain, moment.time.end)
    if sent is None or not words.pattern("report_noun", before="", after=r"(?:\s\w{1,8}){0,3}$").match(before):
        return False
    return words.pattern("body", before="").match(paragraph.plain, sent.end()) is not None


def is_term(moment: Moment, paragraph: Paragraph, clause: Span) -> bool:
    """Return whether a clause gives the term of an act without a word of limits: `Thời hạn cấp 15 ngày kể từ ...`."""
    words = load_deadline_words()
    opening = words.shapes["term_statement"].match(paragraph.plain, clause.start)
    length = moment.timex.value or ""
    if opening is None or moment.timex.type != "DURATION" or moment.cue not in (NO_CUE, TERM) or length.endswith("Y"):
        return False
    if words.pattern("lasting_act", before="").match(paragraph.plain, opening.end()):
        return False
    named = words.pattern("act", before="").match(paragraph.plain, opening.end()) is not None
    counted = words.pattern("counted").match(paragraph.low[moment.time.end :].lstrip(" ,"))
    return named and counted is not None and moment.start - opening.end() < 90


def _is_period(moment: Moment, paragraph: Paragraph) -> bool:
    """Return whether a duration is a term to act in: `trong thời hạn 5 ngày`, `chậm nhất 7 ngày kể từ ...`."""
    timex, cue, shapes = moment.timex, moment.cue, load_deadline_words().shapes
    if (timex.value or "").startswith("PT") and (timex.value or "").endswith(("M", "S")):
        return False  # minutes are no time for clerks
    if cue.kind == "none" and shapes["trigger_ahead"].search(paragraph.low, max(0, moment.start - 90), moment.start):
        return True
    if cue.kind == "window" and timex.value == "P1D":
        return False  # 'trong một ngày' says how often or how long
    counted = load_deadline_words().pattern("counted").match(paragraph.low[moment.time.end :].lstrip(" ,"))
    if timex.value == "P1D" and not timex.unit and cue.phrase == "trong thời gian" and not counted:
        return False
    if not counted and shapes["rate_before"].search(paragraph.low, max(0, moment.start - 24), moment.start):
        return False  # '24 giờ trong 01 ngày'
    years = (timex.value or "").endswith("Y")
    if cue.kind in ("cutoff", "period", "window"):
        if years or ((timex.value or "").endswith("M") and not counted):
            latest = load_deadline_words().pattern("latest", before="").match(cue.phrase)
            return cue.kind == "cutoff" and bool(counted and latest)
        if load_deadline_words().pattern("term_cue", before="").match(cue.phrase):
            return bool(counted)
        return timex.role in ("DEADLINE", "OTHER") or bool(counted)
    if cue.kind == "after":
        return timex.role == "DEADLINE"
    return timex.role == "DEADLINE" and cue.kind != "none"


def goes_with(moment: Moment, previous: Moment | None, paragraph: Paragraph) -> bool:
    """Return whether `hằng quý` only goes on from a time of the same kind before it: `định kỳ hằng tháng, hằng quý`."""
    if previous is None or not (moment.is_coarse_set and previous.is_coarse_set):
        return False
    gap = paragraph.low[previous.time.end : moment.start] if previous.time.end <= moment.start else "-"
    return bool(_JOINT.match(gap))


def is_year_grain(timex: Timex) -> bool:
    """Return whether an expression means whole years."""
    return bool(_YEAR_GRAIN.match(timex.value or ""))
