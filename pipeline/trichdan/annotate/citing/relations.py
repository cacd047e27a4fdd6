"""How the document relates to each one that it cites: the cue that governs the mention.

A cue governs the whole coordinated list behind it. Words that change, end or detail another document count only
where this document itself does so; a mention in the title of another one is a plain reference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichdan.annotate.citing.relation_heads import Heads
from trichdan.lexicon.relations import Cues, load_cues
from trichdan.text import fold

_WINDOW = 1500
_NEAR = 300
# what may stand between two items of one list
_LIST = re.compile(
    r"\s{0,2}(?:[;,]|\.\.\.|va|cung|hoac|,\sva|;\sva|\.\.\.;?)?\s{0,2}(?:va\s{1,2})?(?:voi\s)?(?:cac\s)?(?:so\s)?\(?"
    r"|,\s(?:va\s)?(?:cac\s)?(?:quy\sdinh|noi\sdung)\s(?:tai|cua)\s"
)
# the next item of a list that runs over lines, without a label of its own
_NEXT_LINE = re.compile(r"(?:\s?\(cu\))?\s?\)?\s?[;,]\s?\n\s?(?:[-+]\s?\n?\s?)?(?:so\s)?")
_CHANGED = re.compile(
    r",?\s(?:\((?:da\s)?(?:duoc\s)?|(?:da\s)?duoc\s)(?:sua\sdoi|bo\ssung|thay\sthe|dinh\schinh)(?:,\s(?:bo\ssung|thay\sthe))?[^;.\n]{0,60}"
    r"\s(?:boi|theo|tai|bang)\s(?:cac\s)?"
)
_PASSIVE = re.compile(r"(?:duoc|bi)\s(?:(?:sua\sdoi|bo\ssung|thay\sthe),?\s(?:va\s)?){0,2}$")
_ACTS = frozenset({"amends", "replaces", "repeals", "guides", "details", "consolidates"})
_LABEL = re.compile(
    r"\s?(?:(?:dieu\s\d{1,3}[a-z]?|\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})\s?[.):-]\s?|-\s?|\+\s?)?(?:ve\s(?:viec\s)?)?"
    r"(?P<type>(?:nghi\squyet|nghi\sdinh|quyet\sdinh|thong\stu|quy\sdinh|huong\sdan)(?=\s))?(?:\s(?:ve\s)?)?"
)
_ACT_FIRST = re.compile(_LABEL.pattern + r"(?:sua\sdoi|bo\ssung|thay\sthe|bai\sbo|huy\sbo)(?!\w)")
_SELF = re.compile(r"ban\shanh\s(?:nghi|quyet|thong|quy|chi|huong)[^.;\n]{0,12}\s$")
_THIS = re.compile(
    r"(?<!\w)(?:quyet|nghi|thong|quy|chi|huong|ket|ke|van|dieu|cong)\s(?:dinh|quyet|tu|che|thi|dan|luan|hoach|ban|le|bao|van)\snay(?=[\s,])"
    r"|(?<!\w)(?:luat|phap\slenh)\snay(?=[\s,])"
)
_PARTLY = re.compile(r"[^.;\n]{0,40}cum\stu")
# `tiếp tục lãnh đạo, chỉ đạo thực hiện`: one chain of verbs; with an object between, a duty of its own begins
_CONTINUE = re.compile(
    r"tiep\stuc\s(?:(?:lanh\sdao|chi\sdao|quan\striet|trien\skhai|to\schuc|day\smanh|tang\scuong|nang\scao|tap\strung|phoi\shop|ra\ssoat"
    r"|don\sdoc|kiem\stra|giam\ssat|tuyen\struyen|pho\sbien|hoc\stap|nghien\scuu|chu\sdong|quyet\sliet|dong\sbo|sau\s(?:rong|sac)|thuong\sxuyen"
    r"|nghiem\stuc|nghiem|day\sdu|tot|(?:co\s)?(?:hieu\squa|chat\sluong)|kip\sthoi|hon\snua|viec|cong\stac|thi\shanh|va|cho)"
    r"(?:\s|,\s|$)){0,12}$"
)
_LINKED = re.compile(r"(?<!\w)gan\s[^.;:\n]{0,80}$")
_BESIDE = re.compile(r"(?<!\w)gan\s(?:lien\s|chat\s)?voi\s(?:viec\s)?$")
_WITH = re.compile(r"(?<!\w)voi\s")
# 'gắn thi đua với Nghị quyết ...': the two halves of the cue stand apart, the second right before the mention
_APART = re.compile(r"(?<!\w)gan\s(?!voi\s)[^.;:\n]{1,80}\svoi\s(?:cac\s)?$")
_GAN = ("gắn", "gan")
# '... hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực': the cue stands behind the mention
_ENDED = re.compile(r"(?<!\w)het\shieu\sluc\s(?:thi\shanh\s)?(?:ke\s)?tu\s[^.;\n]{0,60}?\snay(?!\w)")
# the end of a sentence that quotes another one
_STOP = (". ", ".” ", '." ', ".) ")
# `trước ngày Luật ... có hiệu lực`: a moment, no relation
_MOMENT = re.compile(r"(?<!\w)(?:(?:tu|truoc|sau|den|ke)\s(?:ngay|khi)|thoi\sdiem)\s$")
# `chưa thực hiện tốt Chỉ thị`, `hạn chế trong thực hiện`: the document is named, nothing is ordered
_NEGATED = re.compile(
    r"(?<!\w)(?:chua|khong|cham)\s(?:duoc\s|kip\sthoi\s|nghiem\stuc\s|nghiem\s|day\sdu\s|tich\scuc\s|tot\sviec\s|tot\s)?$"
    r"|(?<!\w)(?:han\sche|yeu\skem|ton\stai|thieu\ssot|khuyet\sdiem|vi\spham)[^.;:\n]{0,40}\s(?:trong|khi)\s(?:viec\s)?(?:[a-z]{2,5}\s[a-z]{2,6},?\s(?:va\s)?)?$"
)
_STATED = frozenset({"implements", "disseminates", "continues"})
_REVIEW = re.compile(r"(?<!\w)(?:so|tong)\sket(?!\w)[^.;:\n]{0,60}$")
_MEETING = re.compile(r"(?<!\w)(?:hoi\snghi|cuoc\shop|le)\s[^.;\n]{0,80}$")
_BODY = re.compile(r"(?<!\w)(?:to\scong\stac|ban\schi\sdao|to\sgiup\sviec|ban\sto\schuc)\s(?:ve\s)?$")
_OPENING = re.compile(
    r"\s?(?:(?:[a-z]|\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5})[.)]\s?|[-+*(“\"]\s?){0,2}|[^\n]*[,;:(]\s?(?:va\s)?"
)
_QUOTE = re.compile(r"\s?[“\"]")
_LISTING = re.compile(r"(?<!\w)sau(?!\w)")
# what a document is to this one, the laws that changed it are too
_PASSED_ON = frozenset({"legal_basis", "amends", "replaces", "repeals", "implements"})
# `việc được thực hiện`: what is done, not what this document carries out
_DONE = re.compile(r"(?<!\w)duoc\s$")
_ACTING = re.compile(r"(?<!\w)(?:sua\sdoi|bo\ssung|thay\sthe|bai\sbo|huy\sbo)\s?,?\s(?:va\s|hoac\s)?$")
_OVER = frozenset(
    {"legal_basis", "repeals", "replaces", "amends", "implements", "conforms_to", "disseminates", "reviews"}
)
_PROPOSING = frozenset({"tờ trình", "công văn", "văn bản", None})
_NOTE = re.compile(r"(?:^|\n)\s?(\[\d{1,3}\]|\(\d{1,3}\))\s?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with what the choice of its relation needs.

    Attributes:
        start: of the mention or of its pinpoint; end: of its full span.
        nested: it stands inside the title of another mention.
        type: of the document, as in the record.
        number: canonical symbol, or None.
    """

    start: int
    end: int
    nested: bool
    type: str | None = None
    number: str | None = None


class Relations:
    """Finds the relation of each mention of one text.

    Args:
        folded: the folded text; lower: the text in lower case.
        title: where the document's own title begins and ends, or None.
        own: the document's own type, or None.
    """

    def __init__(self, folded: str, lower: str, title: tuple[int, int] | None, own: str | None = None) -> None:
        self.folded = folded
        self.lower = lower
        self.title = title
        self.own = fold(own) if own else None
        self.heads = Heads(folded)
        self.cues: Cues = load_cues()

    def of(self, mentions: list[Placed]) -> list[str]:
        """Return the relation of each mention, in the order given (reading order)."""
        out: list[str] = []
        outer: str | None = None
        last: int | None = None
        base = "refers"
        for index, mention in enumerate(mentions):
            if mention.nested:
                out.append("refers")
                continue
            relation = None
            if last is not None and self._repeats(mentions[last], mention):
                relation = "refers"
            elif last is not None and mentions[last].end <= mention.start:
                relation = self._inherited(mentions[last], mention, out[last], base)
                gap_ends = ";" in self.folded[mentions[last].end : mention.start]
                if relation == "on_proposal_of" and gap_ends and mention.type != mentions[last].type:
                    relation = "refers"
                if relation == "linked_with" and outer and gap_ends:
                    relation = outer
            fresh = relation is None
            if relation is None:
                before = [m for m in mentions[max(0, index - 30) : index] if not m.nested]
                relation, outer = self._governing(mention, before)
                if relation == "refers" and (self.heads.is_item(mention.start) or self.heads.opens_item(mention.start)):
                    relation = self._over(mention.start) or relation
            if relation == "on_proposal_of" and mention.type not in _PROPOSING:
                relation = "refers"
            out.append(relation)
            opens = fresh or ";" in self.folded[mentions[last].end if last is not None else 0 : mention.start]
            if opens and not self._in_aside(mention.start):
                base = relation
            last = index
        return out

    def _inherited(self, last: Placed, mention: Placed, relation: str, base: str) -> str | None:
        """Return the relation of a mention that goes on with the list of the one before it, or None.

        Behind a semicolon it is `base`, that of the item itself and not of the laws that changed it.
        """
        gap = self.folded[last.end : min(mention.start, last.end + 121)]
        if len(gap) > 120:
            return None
        if gap[:1] == ")" and self._in_aside(last.start):
            return base if _LIST.fullmatch(gap, 1) or _NEXT_LINE.fullmatch(gap) else None
        if _CHANGED.fullmatch(gap):
            return relation if relation in _PASSED_ON else "refers"
        if _NEXT_LINE.fullmatch(gap) or (_LIST.fullmatch(gap) and ("\n" not in gap or "va" in gap)):
            return base if ";" in gap else relation
        return None

    def _in_aside(self, start: int) -> bool:
        """Return whether a mention stands in a bracket that has a cue of its own."""
        opened = self._bracket(max(0, start - 200), start)
        return opened > 0 and self.cues.pattern.search(self.folded, opened, start) is not None

    def _repeats(self, last: Placed, mention: Placed) -> bool:
        """Return whether a mention only stands in brackets behind another of the same number."""
        if last.number != mention.number or mention.number is None or mention.start - last.end > _NEAR:
            return False
        return self.folded[max(0, mention.start - 1) : mention.start] == "("

    def _over(self, start: int) -> str | None:
        """Return the relation that the line over a list gives to its item at `start`, or None."""
        if self.heads.in_column(start):
            return "legal_basis"
        head = self.heads.over(start)
        if head is None:
            return None
        if self.heads.caption(*head):
            return "legal_basis"
        listing = _LISTING.search(self.folded, *head)
        for cue in reversed(list(self.cues.pattern.finditer(self.folded, *head))):
            relation = self.cues.relations[" ".join(cue[0].split())]
            if relation in _ACTS and not listing:
                relation = self._judged(cue, relation, head[0], start) or ""
            if relation in _OVER:
                return relation
        return None

    def _begin(self, at: int) -> int:
        """Return where the sentence that holds `at` begins."""
        if self.title and self.title[0] <= at < self.title[1]:
            return max(0, self.title[0] - 24)
        low = max(0, at - _WINDOW)
        line = self.folded.rfind("\n", low, at)
        stop = max(
            (self.folded.rfind(mark, low, at) + len(mark) for mark in _STOP if mark in self.folded[low:at]), default=0
        )
        return max(low, line + 1, stop)

    def _governing(self, mention: Placed, before: list[Placed]) -> tuple[str, str | None]:
        """Return the relation that the nearest valid cue gives, and that of the cue before a `gắn ... với`."""
        begin = self._begin(mention.start)
        if _MOMENT.search(self.folded, max(begin, mention.start - 16), mention.start):
            return "refers", None
        bracket = self._bracket(begin, mention.start)
        begin = max(begin, bracket)
        near = [m for m in before if m.end > begin]
        ended = _ENDED.search(self.folded, mention.end, mention.end + 220)
        if ended and not any(c in ".;\n" for c in self.folded[mention.end : ended.start()]):
            return "repeals", None
        fallback = "refers"
        cues = list(self.cues.pattern.finditer(self.folded, begin, mention.start))
        apart = self._apart(begin, mention, near)
        if apart is not None:
            return "linked_with", self._outer([c for c in cues if c.end() <= apart], near)
        for index in range(len(cues) - 1, -1, -1):
            cue = cues[index]
            word = " ".join(cue[0].split())
            if any(m.start <= cue.start() < m.end for m in near):
                continue
            if not self.cues.is_spelled(word, self.lower[cue.start() : cue.end()].replace("\n", " ")):
                continue
            used = sum(max(0, min(m.end, mention.start) - max(m.start, cue.end())) for m in near)
            if mention.start - cue.end() - used > self.cues.reach[word]:
                continue
            relation = self.cues.relations[word]
            if relation == "none":
                continue
            if (
                relation not in ("linked_with", "legal_basis")
                and ";" in self.folded[cue.end() : mention.start]
                and not any(m.start >= cue.end() for m in near)
            ):
                break
            judged = self._judged(cue, relation, begin, mention.start)
            if judged == "issues":
                fallback = "issues" if fallback == "refers" else fallback
                continue
            if judged is None:
                continue
            if judged == "linked_with":
                return judged, self._outer(cues[:index], near)
            return judged, None
        note = self._note(begin, mention.start) if fallback == "refers" else None
        return note or fallback, None

    def _bracket(self, begin: int, start: int) -> int:
        """Return where the words begin of the bracket that holds `start`, or 0 where there are none."""
        low = max(begin, start - 300)
        opened = self.folded.rfind("(", low, start)
        while opened >= 0 and self.folded.find(")", opened, start) >= 0:
            opened = self.folded.rfind("(", low, opened)
            if opened >= 0 and self.folded.count(")", opened, start) < self.folded.count("(", opened, start):
                break
        if opened < 0 or not self.folded[opened + 1 : start].strip(' “"'):
            return 0
        return opened + 1

    def _apart(self, begin: int, mention: Placed, near: list[Placed]) -> int | None:
        """Return where a `gắn ... với` begins whose last word stands right before the mention, or None."""
        match = _APART.search(self.folded, max(begin, mention.start - 100), mention.start)
        if match is None or self.lower[match.start() : match.start() + 3] not in _GAN:
            return None
        return None if any(m.end > match.start() for m in near) else match.start()

    def _judged(self, cue: re.Match[str], relation: str, begin: int, start: int) -> str | None:
        """Return the relation that a cue gives where it stands, or None where it does not govern."""
        lead = self.folded[max(begin, cue.start() - 90) : cue.start()]
        if relation in _STATED and _NEGATED.search(lead):
            return "refers"
        if relation in _ACTS:
            if _PASSIVE.search(lead):
                return None
            if not self._acts(cue.start(), begin):
                return None if _ACTING.search(lead) else "refers"
            if relation in ("replaces", "repeals") and _PARTLY.match(self.folded, cue.end()):
                return "amends"
        elif relation == "implements" and _BESIDE.search(lead):
            return "linked_with"
        elif relation == "implements":
            if cue[0].startswith(("thuc", "trien")) and _DONE.search(lead):
                return None
            if _BODY.search(lead):
                return "refers"
            if _REVIEW.search(lead):
                return "reviews"
            if _LINKED.search(lead) and _WITH.search(self.folded, cue.end(), start):
                return "linked_with"
            if _CONTINUE.search(lead):
                return "continues"
        elif relation == "reviews" and _MEETING.search(lead):
            return None
        elif relation == "issues" and self.folded[max(0, cue.start() - 4) : cue.start()].endswith(("(", "gui ")):
            return "refers"
        elif relation == "legal_basis" and lead.endswith("lam "):
            return None
        elif (
            relation == "legal_basis"
            and cue[0].startswith("can")
            and not _OPENING.fullmatch(self.folded, begin, cue.start())
        ):
            return "conforms_to"
        return relation

    def _acts(self, at: int, begin: int) -> bool:
        """Return whether the words at `at` are what this document itself does."""
        if self.title and self.title[0] <= at < self.title[1]:
            return True
        if self.folded[begin - 1 : begin] == "(":
            return False
        line = self.folded.rfind("\n", 0, begin) + 1
        if _QUOTE.match(self.folded, line):
            return False
        if self._takes_effect(max(line, self.folded.rfind(". ", line, at)), at):
            return True
        lead = self.folded[begin:at]
        label = _LABEL.fullmatch(lead)
        if label and label["type"] and self.own and fold(label["type"]).replace("\n", " ") != self.own:
            return False
        return bool(label or _ACT_FIRST.match(lead) or _THIS.search(lead) or _SELF.search(lead))

    def _takes_effect(self, begin: int, at: int) -> bool:
        """Return whether the sentence says when this paper takes effect: `Quyết định có hiệu lực từ ...; thay thế`."""
        if not self.own:
            return False
        own = self.own.replace(" ", r"\s")
        return re.search(rf"(?<!\w){own}\s(?:nay\s)?co\shieu\sluc(?!\w)", self.folded[begin:at]) is not None

    def _outer(self, cues: list[re.Match[str]], near: list[Placed]) -> str | None:
        """Return the relation of the cue that governed a mention before a `gắn với`."""
        for cue in reversed(cues):
            relation = self.cues.relations[" ".join(cue[0].split())]
            if relation in ("implements", "continues", "legal_basis") and any(
                0 <= m.start - cue.end() < 60 for m in near
            ):
                return relation
        return None

    def _note(self, begin: int, start: int) -> str | None:
        """Return the relation at the place in the body that a footnote belongs to."""
        line = self.folded.rfind("\n", 0, begin + 1)
        mark = _NOTE.match(self.folded, max(line, 0))
        if mark is None:
            return None
        place = self.folded.find(mark[1])
        if place < 0 or place >= mark.start(1):
            return None
        return self._governing(Placed(place, place, False), [])[0]
