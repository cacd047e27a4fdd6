"""The neighbours of an atom: whether a weak shape (`15/10`, `2020`, `6/2021`, `ngày ký`) is a time where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from trichdan.annotate.times.shapes import END, Atom, O, S
from trichdan.lexicon.times import load_time_words

DAYS = frozenset(
    {
        "words",
        "early_words",
        "num",
        "glued",
        "dm",
        "day",
        "lead",
        "bare",
        "bare_dm",
        "bare_words",
        "bare_day",
        "bare_lead",
        "iso",
        "week_day",
    }
)
MONTHS = frozenset({"month", "month_lost", "bare_mny", "bare_my"})
YEARS = frozenset({"year", "bare_year"})
QUARTERS = frozenset({"quarter", "bare_quarter"})
GRAINS = (DAYS, MONTHS, QUARTERS, YEARS)
_LONGEST_YEARS = 100
_CELL = ("", "\n", "\t", "|")
# a number of no year in the cell before or after: a year there would be a figure, too
_FIGURE = re.compile(r"(?:^|[\n\t|])(?!(?:19|20)\d\d[\n\t|])[\d.,%]+[\n\t| ]{1,4}$")
_NEXT_FIGURE = re.compile(r"[\n\t| ]{1,4}(?!(?:19|20)\d\d(?:[\n\t|]|$))[\d.,%]+(?:[\n\t|]|$)")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression by its shape.

    Attributes:
        kind: `point` (a day, month, year ...), `interval`, or the kind of its only atom.
        atoms: the date atoms (two for an interval, none for an hour without a day).
        clock: the hour, or None.
        weekday: the weekday written before the day, or None.
        open_end: the interval ends before its last day as written (`đến trước ngày`).
    """

    kind: str
    start: int
    end: int
    atoms: tuple[Atom, ...]
    clock: Atom | None = None
    weekday: str | None = None
    open_end: bool = False


@dataclass(frozen=True)
class Signs:
    """Compiled neighbours."""

    join: re.Pattern[str]
    items: re.Pattern[str]
    date_lead: re.Pattern[str]
    date_follow: re.Pattern[str]
    occasion: re.Pattern[str]
    day_lead: re.Pattern[str]
    my_lead: re.Pattern[str]
    year_lead: re.Pattern[str]
    year_follow: re.Pattern[str]
    law: re.Pattern[str]
    clock_lead: re.Pattern[str]
    hours_lead: re.Pattern[str]
    hours_follow: re.Pattern[str]
    vague: re.Pattern[str]
    goods: re.Pattern[str]
    goods_verb: re.Pattern[str]
    no_count: re.Pattern[str]
    before: str
    festive: re.Pattern[str]
    lost_year: re.Pattern[str]
    south: re.Pattern[str]
    governs: re.Pattern[str]
    sign_follow: re.Pattern[str]
    named_day: re.Pattern[str]
    beside_next: re.Pattern[str]
    days_lead: re.Pattern[str]
    rate: re.Pattern[str]
    rate_lead: re.Pattern[str]


@cache
def _signs() -> Signs:
    w = load_time_words()

    def ends(*names: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_]){w.pattern(*names)}[ \n]{{0,3}}[“\"(]?$")

    follow = r"[ \n]{0,3}(?:$|[,.;:)\]\n”\"|]|/(?![ …._])"
    return Signs(
        join=re.compile(rf"{O}(?:(?P<dash>-)|{w.pattern('to')})(?:{S}(?P<more>{w.pattern('until_more')}))?{O}$"),
        items=re.compile(rf"{O}(?:[,;/&]|{w.pattern('and_or')}|-){O}$"),
        date_lead=ends("date_lead"),
        date_follow=re.compile(rf"{follow}|{w.pattern('date_follow')}{END})"),
        occasion=re.compile(rf"(?<![^\W_]){w.pattern('occasion')}{END}"),
        day_lead=ends("day_lead"),
        my_lead=ends("my_lead"),
        year_lead=ends("year_lead"),
        year_follow=re.compile(rf"{follow}|{w.pattern('year_follow')}{END})"),
        law=re.compile(
            rf"(?<![^\W_])(?<!{w.forms('law_off')[0]} ){w.pattern('law')}(?:{S}[^\W\d_]{{1,12}},?){{0,12}}{S}$"
        ),
        clock_lead=ends("clock_lead"),
        hours_lead=ends("hours_lead"),
        hours_follow=re.compile(rf"{S}{w.pattern('hours_follow')}{END}"),
        vague=re.compile(rf"(?<![^\W_]){w.pattern('vague')}{S}$"),
        goods_verb=re.compile(rf"(?<![^\W_]){w.pattern('goods_verb')}{S}$"),
        goods=re.compile(rf"(?<![^\W_]){w.pattern('goods')}{S}$"),
        no_count=re.compile(rf"(?<![^\W_]){w.pattern('no_count')}{S}$"),
        before=w.forms("before")[0],
        festive=ends("festive_lead"),
        lost_year=re.compile(rf"(?:{w.pattern('mod')}{S})?{w.pattern('year_lost')}"),
        south=re.compile(rf"(?<![^\W_]){w.pattern('south')}{S}$"),
        governs=re.compile(rf"{S}(?:{w.pattern('day', 'month', 'quarter', 'governed')}{END}|\d)"),
        days_lead=re.compile(rf"(?<![^\W_]){w.pattern('day')}[ ]?[:(][ ]?$"),
        beside_next=re.compile(rf"{S}{w.pattern('each_next')}{S}{w.pattern('before', 'after')}{END}"),
        named_day=re.compile(rf"(?<![^\W_]){w.forms('day')[0].capitalize()}[ \n](?P<name>[^.;:,()\d\n]{{3,50}})[ \n]$"),
        rate=re.compile(rf"(?<![^\W_]){w.pattern('money')}{END}"),
        rate_lead=ends("hours_lead", "elapsed_lead", "on"),
        sign_follow=re.compile(rf"(?!\.{{2}})[ \n]{{0,3}}(?:$|[,.;)\]\n”\"]|{w.pattern('sign_follow')}{END})"),
    )


class Neighbours:
    """Judges the atoms of one text; `out` holds the expressions taken so far."""

    def __init__(self, lower: str, text: str, atoms: Sequence[Atom]) -> None:
        self.lower, self.text, self.atoms = lower, text, atoms
        self.signs = _signs()
        self.out: list[Expression] = []

    def gap(self, i: int, j: int) -> str:
        """Return the text between two atoms."""
        return self.lower[self.atoms[i].end : self.atoms[j].start]

    def left(self, atom: Atom, width: int = 24) -> str:
        """Return the text before an atom."""
        return self.lower[max(0, atom.start - width) : atom.start]

    def right(self, atom: Atom, width: int = 16) -> str:
        """Return the text after an atom."""
        return self.lower[atom.end : atom.end + width]

    def _alone(self, atom: Atom) -> bool:
        """Whether the atom fills its line or table cell."""
        before, after = self.lower[atom.start - 1 : atom.start], self.lower[atom.end : atom.end + 1]
        return before in _CELL and after in _CELL

    def _after_item(self, i: int, kinds: frozenset[str]) -> bool:
        """Whether the expression before atom `i` is of one of the kinds and the two are items of a list."""
        if not self.out or i == 0:
            return False
        last = self.out[-1]
        if not last.atoms or last.atoms[-1].kind not in kinds or last.end > self.atoms[i].start:
            return False
        gap = self.lower[last.end : self.atoms[i].start]
        return len(gap) < 8 and self.signs.items.match(gap) is not None

    def stands(self, i: int) -> bool:
        """Whether an atom is a time expression by itself, judged by its neighbours where its shape is weak."""
        atom = self.atoms[i]
        check = _CHECKS.get(atom.kind)
        return check is None or check(self, i, atom)

    def _never(self, i: int, atom: Atom) -> bool:
        """`12` of `từ 12 đến 15/11/2025` counts only as the first half of an interval."""
        return False

    def _bare(self, i: int, atom: Atom) -> bool:
        """`9.5.2025` without head noun is a day only where there is one: else a version, a number of items."""
        day, month, year = re.split(r"[ \n]*[/.\-][ \n]*", atom.parts["num"])
        possible = 1 <= int(day) <= 31 and 1 <= int(month) <= 12
        led = self._led(atom) and self._followed(atom)
        if len(year) == 2:
            return self._alone(atom) or (possible and led)
        if " - " in atom.parts["num"]:
            return possible and led
        return "/" in atom.parts["num"] or possible

    def _day(self, i: int, atom: Atom) -> bool:
        """A day alone: the first item of a list that names the month (`ngày 20, 21/11/2025`), or after a lead."""
        if i + 1 < len(self.atoms):
            gap = self.gap(i, i + 1)
            after = self.atoms[i + 1]
            dated = after.kind in DAYS or (after.kind in ("day_set", "bare_day_set") and "each" in after.parts)
            if dated and len(gap) < 8 and self.signs.items.match(gap):
                return True
        led = self.signs.day_lead.search(self.left(atom)) is not None
        return led and self.signs.sign_follow.match(self.right(atom, 24)) is not None

    def _bare_dm(self, atom: Atom) -> bool:
        day, month = (int(n) for n in re.split(r"[/\-]", atom.parts["dm"]))
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return False
        if "set" in atom.parts or "y" in atom.parts:
            return True
        left, right = self.left(atom, 80), self.right(atom)
        if "-" in atom.parts["dm"]:
            return left.endswith(self.signs.before + " ") and self.signs.date_follow.match(right) is not None
        if "lunar" in atom.parts or self._named_day(atom):
            return True
        if left.endswith("(") and right.startswith(")"):
            return self.signs.occasion.search(left) is not None
        return self.signs.date_lead.search(left) is not None and self.signs.date_follow.match(right) is not None

    def _led(self, atom: Atom) -> bool:
        return self.signs.date_lead.search(self.left(atom)) is not None

    def _followed(self, atom: Atom) -> bool:
        return self.signs.date_follow.match(self.right(atom)) is not None

    def _named_day(self, atom: Atom) -> bool:
        """`Ngày Nhà giáo Việt Nam 20/11`: the name of a day, in capitals, before its date."""
        found = self.signs.named_day.search(self.text, max(0, atom.start - 60), atom.start)
        return found is not None and found["name"][0].isupper()

    def _bare_dm_at(self, i: int, atom: Atom) -> bool:
        """`15/10` alone; a part of the day before it (`Sáng 27/4`) tells that it is a day."""
        if i and self.atoms[i - 1].kind == "tod" and "/" in atom.parts["dm"] and not self.gap(i - 1, i).strip():
            day, month = (int(n) for n in atom.parts["dm"].split("/"))
            return 1 <= day <= 31 and 1 <= month <= 12
        if "set" not in atom.parts and self._after_item(i, DAYS) and "-" not in atom.parts["dm"]:
            day, month = (int(n) for n in atom.parts["dm"].split("/"))
            return 1 <= day <= 31 and 1 <= month <= 12 and self.signs.date_follow.match(self.right(atom)) is not None
        return self._bare_dm(atom)

    def _bare_words(self, i: int, atom: Atom) -> bool:
        """`15 tháng 12` without head noun: with a year, a lunar mark, or as the second item of a list."""
        month = atom.parts["m"]
        named = not month.isdigit()  # `23 tháng chạp`
        if not (1 <= int(atom.parts["d"]) <= 31 and (named or 1 <= int(month) <= 12)):
            return False
        if named or len(atom.parts) > 2 or self._after_item(i, DAYS):
            return True
        return self.signs.date_lead.search(self.left(atom)) is not None

    def _bare_day(self, i: int, atom: Atom) -> bool:
        """`9` of `các ngày: 9, 10 tháng 9`, `11` of `ngày 10, 11, 12/12/2025`."""
        if not 1 <= int(atom.parts["d"]) <= 31:
            return False
        return self._after_item(i, DAYS) or self.signs.days_lead.search(self.left(atom)) is not None

    def _bare_unit(self, i: int, atom: Atom) -> bool:
        """`quý`, `năm` of `hằng tháng, quý, 6 tháng, năm`: items of a series that began with every."""
        at = atom.start
        for last in reversed(self.out[-4:]):
            if self.signs.items.match(self.lower[last.end : at]) is None or not last.atoms:
                return False
            if last.kind in ("set", "periodic", "bare_unit"):
                return True
            at = last.start
        return False

    def _bare_my(self, i: int, atom: Atom) -> bool:
        if not 1 <= int(atom.parts["m"]) <= 12:
            return False
        if self._alone(atom) or self._after_item(i, MONTHS):
            return True
        return self.signs.my_lead.search(self.left(atom)) is not None

    def _bare_mny(self, i: int, atom: Atom) -> bool:
        return 1 <= int(atom.parts["m"]) <= 12 and self._after_item(i, MONTHS)

    def _bare_quarter(self, i: int, atom: Atom) -> bool:
        return self._after_item(i, QUARTERS)

    def _bare_year(self, i: int, atom: Atom) -> bool:
        left, right = self.left(atom, 90), self.right(atom)
        if self._after_item(i, YEARS):
            return True
        if self._alone(atom):
            return 1945 <= int(atom.parts["y"]) <= 2050 and not _FIGURE.search(left) and not _NEXT_FIGURE.match(right)
        if not self.signs.year_follow.match(right):
            return False
        if left.endswith(("” ", '" ')):
            return True
        return self.signs.year_lead.search(left) is not None or self.signs.law.search(left) is not None

    def _month(self, i: int, atom: Atom) -> bool:
        """`tháng 15` without a year is no month (`mỗi tháng 15 kg gạo`)."""
        form = atom.parts["m"]
        return not form.isdigit() or 1 <= int(form) <= 12 or "y" in atom.parts or "y2" in atom.parts

    def _year(self, i: int, atom: Atom) -> bool:
        """`nam 2017` is a year that lost its mark, `Việt Nam 2045` is none."""
        if not self.signs.lost_year.match(self.lower, atom.start):
            return True
        return self.text[atom.start].islower() and self.signs.south.search(self.left(atom)) is None

    def _glued(self, i: int, atom: Atom) -> bool:
        digits = re.sub(r"\D", "", atom.parts["glued"])
        return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12

    def _span(self, i: int, atom: Atom) -> bool:
        a, b = int(atom.parts["a"]), int(atom.parts["b"])
        return a < b <= a + _LONGEST_YEARS

    def _relative(self, i: int, atom: Atom) -> bool:
        """`năm tới`, not `những năm tới`, and not `báo cáo năm trước ngày 30/11`."""
        left = self.left(atom)
        if left.endswith("/") or self.signs.vague.search(left):
            return False
        if self.signs.beside_next.search(self.lower, atom.start, atom.end + 8):
            return False  # tháng liền kề trước thời điểm nộp hồ sơ
        return not self.signs.governs.match(self.right(atom, 20))

    def _sign(self, i: int, atom: Atom) -> bool:
        """`ngày ký`, `ngày ban hành Kế hoạch`, not `ngày ký hợp đồng`, `ngày ban hành quyết định của tòa án`."""
        paper = atom.parts.get("paper")
        if paper is not None and "this" not in atom.parts:
            at = self.lower.rindex(paper, atom.start, atom.end)
            return self.text[at].isupper() and self.signs.sign_follow.match(self.right(atom, 24)) is not None
        return paper is not None or self.signs.sign_follow.match(self.right(atom, 24)) is not None

    def _set(self, i: int, atom: Atom) -> bool:
        left = self.left(atom)
        numbered = self.right(atom)[1:2].isdigit()
        return not (
            atom_is_goods(self.lower, atom.start, self.signs.goods, left)
            or (numbered and atom_is_goods(self.lower, atom.start, self.signs.goods_verb, left))
        )

    def _tet(self, i: int, atom: Atom) -> bool:
        word = self.text[atom.start : atom.start + 3]
        if not word[:1].isupper():
            return False
        short = atom.end - atom.start < 5
        return not short or self.signs.festive.search(self.left(atom)) is not None

    def _number(self, i: int, atom: Atom) -> bool:
        """A number before a unit; a word number `năm` (five) only where the unit is no year of a list."""
        n = atom.parts["n"]
        if n[0].isdigit():
            return n.strip("0.,") != ""
        if "half" in atom.parts or "work" in atom.parts or "once" in atom.parts or "quota" in atom.parts:
            return True
        left = self.left(atom, 60)
        if self.signs.no_count.search(left) is not None:
            return False
        rate = n == load_time_words().forms("one_word")[0] and self.signs.rate.search(left) is not None
        return not rate or self.signs.rate_lead.search(left) is not None


def atom_is_goods(lower: str, start: int, goods: re.Pattern[str], left: str) -> bool:
    """Return whether `hàng` at `start` means goods or a bank, not every."""
    word = load_time_words().forms("goods_word")[0]
    return lower.startswith(word, start) and goods.search(left) is not None


_Check = Callable[[Neighbours, int, Atom], bool]
_CHECKS: dict[str, _Check] = {
    "day": Neighbours._day,
    "lead": Neighbours._day,
    "bare_lead": Neighbours._never,
    "bare_day_set": Neighbours._bare_day,
    "bare": Neighbours._bare,
    "bare_dm": Neighbours._bare_dm_at,
    "bare_words": Neighbours._bare_words,
    "bare_day": Neighbours._bare_day,
    "bare_unit": Neighbours._bare_unit,
    "bare_my": Neighbours._bare_my,
    "bare_mny": Neighbours._bare_mny,
    "bare_quarter": Neighbours._bare_quarter,
    "bare_year": Neighbours._bare_year,
    "bare_span": Neighbours._span,
    "span": Neighbours._span,
    "year_span": Neighbours._span,
    "month": Neighbours._month,
    "year": Neighbours._year,
    "glued": Neighbours._glued,
    "year_rel": Neighbours._relative,
    "set": Neighbours._set,
    "sign": Neighbours._sign,
    "tet": Neighbours._tet,
    "number_unit": Neighbours._number,
}
