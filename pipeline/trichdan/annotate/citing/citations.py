"""Stage: citations.

Core mentions get their tail, pinpoint and relation; what is the document itself is told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date
from functools import cache

from trichdan.annotate.citing.anaphora import find_pointers, is_alias
from trichdan.annotate.citing.citation_dates import Dates
from trichdan.annotate.citing.leads import Lead, ListHeading, lead_of, list_headings
from trichdan.annotate.citing.mentions import Core, Cores
from trichdan.annotate.citing.named import Named
from trichdan.annotate.citing.pinpoints import pinpoint_before
from trichdan.annotate.citing.relations import Placed, Relations
from trichdan.annotate.citing.tails import Tail, Tails, tidy
from trichdan.annotate.times.join import lower_of
from trichdan.lexicon import Lexicon
from trichdan.model import Annotation, Citation, Issue
from trichdan.text import Span

_OWN_LINE = re.compile(r"[\n\t|]\s?(?:so|s6|c6)\s?[:.]?\s?$")
_BANNER = re.compile(r"(?:kem\stheo|theo)\s[^\n]{0,50}$")
_ANNEX = re.compile(r"\((?:ban\shanh\s)?kem\stheo\s$")
_LINE_END = re.compile(r"[\n\t]")
_DIGITS = re.compile(r"\d+")
_JOINED = re.compile(r"\s?(?:,|va|,\sva|;)\s(?:cac\s)?(?:van\sban\s)?(?:so\s?:?\s)?")
_UP_TO = re.compile(r"\sden\s(?:so\s?:?\s)?")
_FROM = re.compile(r"(?<!\w)tu\s$")
_LETTERS = re.compile(r"(?<=[-/])[A-ZĐ]{3,}(?![^\W\d_])")
_NUMBER_ONLY = re.compile(r"(?:so\s|\d)")
_LOCAL_ORG = re.compile(r"TU|UBND|HĐND|BCĐ|UB$|HU|[A-ZĐ]{2,6}TU$")
_UNSURE = 0.6
_FIRST = 40
_GOES_ON = re.compile(r"(?<!\w)[^\W\d_]{2,12}\s[^\W\d_]{2,12}\s[^\W\d_]{2,12}")


def _own_number(annotation: Annotation) -> tuple[str | None, Span | None]:
    """Return the document's own number, and where it stands on a line of its own.

    A number that the header read from a sentence is a citation; from the banner of an annex it is the
    document's own, but the mention stays.
    """
    text, header = annotation.text, annotation.header
    span = next((span for name, span in header.spans if name == "number"), None)
    if span is None:
        return header.number, None
    before = "\n" + annotation.folded[max(0, span.start - 60) : span.start]
    stop = _LINE_END.search(text, span.end)
    rest = text[span.end : stop.start() if stop else len(text)]
    if _OWN_LINE.search(before) or (len(rest) < 60 and not _GOES_ON.search(rest)):
        return header.number, span
    return (header.number if _BANNER.search(before) else None), None


def annotate_citations(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Find citations. Reads: text, names, numbers, dates, header. Writes: citations."""
    return replace(annotation, citations=tuple(_Finder(annotation, lexicon).find()))


@cache
def _authority_dates(lexicon: Lexicon) -> dict[str, set[date]]:
    out: dict[str, set[date]] = {}
    for entry in lexicon.authority:
        if entry.number and entry.date:
            out.setdefault(entry.number, set()).add(entry.date)
    return out


class _Finder:
    """Finds the citations of one document."""

    def __init__(self, annotation: Annotation, lexicon: Lexicon) -> None:
        self.annotation = annotation
        self.lexicon = lexicon
        self.text, self.folded = annotation.text, annotation.folded
        self.lower = lower_of(annotation.text)
        self.own, self.head = _own_number(annotation)
        self.dates = Dates(annotation.folded, annotation.dates, annotation.header.date or annotation.issued)
        self.recipients = [span for name, span in annotation.header.spans if name == "recipients"]
        self.title_start = next((span.start for name, span in annotation.header.spans if name == "title"), None)
        self.type_at = next((span for name, span in annotation.header.spans if name == "type"), None)
        self.provinces = [n for n in annotation.names if n.kind == "province"]
        self.province_starts = [n.span.start for n in self.provinces]
        self.labels = {p.slug: p.label for p in reversed(lexicon.provinces)}
        self._headings: list[ListHeading] = []
        self._heading_starts: list[int] = []
        self.issuers: dict[int, int] = {}
        for name in annotation.names:
            if name.kind == "issuer":
                self.issuers[name.span.start] = max(name.span.end, self.issuers.get(name.span.start, 0))

    def find(self) -> list[Citation]:
        """Return the citations in reading order."""
        cores = [
            core
            for core in Cores(self.text, self.folded, self.lower, self.annotation.numbers, self.dates).find()
            if not (core.symbol and self.head and self.head.overlaps(core.symbol.span))
            and not any(span.start <= core.start < span.end for span in self.recipients)
        ]
        reader = self._reader(cores)
        named = Named(reader, cores).find()
        if named:
            cores = sorted([*cores, *named], key=lambda c: (c.start, -c.end))
            reader = self._reader(cores)
        found = self._read(cores, reader)
        return self._with_pointers(self._with_completed_dates(found))

    def _with_completed_dates(self, citations: list[Citation]) -> list[Citation]:
        """Complete damaged dates from other mentions of the same number, or from the authority list."""
        known: dict[str, set[date]] = {}
        for citation in citations:
            if citation.number and citation.date:
                known.setdefault(citation.number, set()).add(citation.date)
        out = []
        for citation in citations:
            if citation.number and citation.date is None:
                days = known.get(citation.number) or _authority_dates(self.lexicon).get(citation.number, set())
                day = self.dates.completed(citation.span.end, days)
                if day is not None:
                    issue = Issue("ocr-repaired", f"damaged date read as {day.isoformat()}", citation.span)
                    citation = replace(citation, date=day, issues=(*citation.issues, issue))
            out.append(citation)
        return out

    def _reader(self, cores: list[Core]) -> Tails:
        spans = [(c.start, c.end) for c in cores]
        return Tails(self.text, self.folded, self.lower, spans, self.issuers, self.dates)

    def _read(self, cores: list[Core], reader: Tails) -> list[Citation]:
        """Return the mentions with tail, lead, pinpoint and relation."""
        self._headings = list_headings(reader)
        self._heading_starts = [h.start for h in self._headings]
        kept: list[tuple[Core, Tail, Span | None, int]] = []
        placed: list[Placed] = []
        outer_end, floor = -1, 0
        for index, core in enumerate(cores):
            nested = core.start < outer_end
            if nested and core.law and core.confidence == _UNSURE and not core.subject:
                continue
            if core.inner:
                tail = Tail(core.end)
            else:
                titled = core.name is not None and not core.untitled
                tail = reader.read(index, core.start, core.end, dated=core.date is not None, titled=titled)
            if not nested:
                outer_end = max(core.end, tail.end)
            pinpoint = pinpoint_before(self.folded, core.start, floor)
            start = pinpoint.start if pinpoint else core.start
            placed.append(Placed(start, max(core.end, tail.end), nested, core.type, core.number))
            kept.append((core, tail, pinpoint, floor))
            floor = core.end
        title = next(((s.start, s.end) for name, s in self.annotation.header.spans if name == "title"), None)
        relations = Relations(self.folded, self.lower, title, self.annotation.header.type).of(placed)
        return self._shared(
            [
                self._citation(core, tail, pinpoint, relation, self._lead(core, tail, reader, low))
                for (core, tail, pinpoint, low), relation in zip(kept, relations, strict=True)
            ]
        )

    def _citation(self, core: Core, tail: Tail, pinpoint: Span | None, relation: str, lead: Lead) -> Citation:
        text = self.text
        name = (core.subject or core.name) if not core.untitled else None
        issuer_at = tail.issuer_at or core.issuer
        day = core.date or tail.date or lead.date
        own = core.number is not None and (
            (core.number == self.own and self._is_own_date(day)) or self._is_own_banner(core, day)
        )
        if own or self._is_own_name(core):
            kind = "self"
        else:
            kind = "anaphor" if is_alias(self.folded, core.start) else core.kind
        return Citation(
            Span(core.start, core.end),
            Span(core.start, max(core.end, tail.end)),
            kind,
            core.number,
            core.type,
            core.symbol.system if core.symbol else None,
            day,
            tidy(issuer_at.of(text)) if issuer_at else lead.issuer,
            core.term if core.term is not None else tail.term,
            self._jurisdiction(core, issuer_at),
            tidy(name.of(text)) if name else tail.title or self._common_title(core),
            " ".join(pinpoint.of(text).split()) if pinpoint else None,
            relation,
            None,
            _issues(core),
            core.confidence,
            core.law,
        )

    def _is_own_banner(self, core: Core, day: date | None) -> bool:
        """Return whether the banner of an annex names this document, its number damaged here or at the head."""
        header = self.annotation.header
        if not self.own or not core.number or not _ANNEX.search(self.folded, max(0, core.start - 40), core.start):
            return False
        here, there = _DIGITS.match(core.number), _DIGITS.match(self.own)
        if here is None or there is None or core.number[here.end() :] != self.own[there.end() :]:
            return False
        if day is not None and header.date is not None:
            return day == header.date and _one_slip(here[0], there[0])
        return len(here[0]) == len(there[0]) > 2 and _one_slip(here[0], there[0])

    def _is_own_date(self, day: date | None) -> bool:
        return day is None or self.annotation.header.date is None or day == self.annotation.header.date

    def _is_own_name(self, core: Core) -> bool:
        """Return whether a law is named where the document's own type and title stand."""
        if core.symbol is not None or core.name is None:
            return False
        if core.untitled:
            return core.start == self.title_start
        return (self.type_at is not None and self.type_at.overlaps(Span(core.start, core.start + 1))) or (
            core.start < _FIRST and not self.text[: core.start].strip() and self.folded.startswith(" can cu", core.end)
        )

    def _jurisdiction(self, core: Core, issuer_at: Span | None) -> str | None:
        """Return the province that the body's name holds, or for a local body without one that of the document."""
        if issuer_at is not None:
            at = bisect_left(self.province_starts, issuer_at.start)
            if at < len(self.provinces) and self.province_starts[at] < issuer_at.end:
                return self.labels.get(self.provinces[at].id)
        if core.symbol and _LOCAL_ORG.match(core.symbol.org):
            return self.annotation.header.jurisdiction
        return None

    def _lead(self, core: Core, tail: Tail, reader: Tails, floor: int) -> Lead:
        """Return body and date that stand before a mention or over its list."""
        if core.kind != "numbered" or core.inner or ((tail.issuer_at or core.issuer) and (core.date or tail.date)):
            return Lead()
        lead = lead_of(reader, core.start, floor)
        if tail.issuer_at or core.issuer:
            return lead
        heading = self._heading(core) if lead.issuer is None else None
        if heading is not None:
            return Lead(heading.issuer)
        return lead

    def _common_title(self, core: Core) -> str | None:
        """Return the title that a heading gives to all numbers of its list."""
        heading = self._heading(core) if core.listed else None
        return heading.title if heading else None

    def _heading(self, core: Core) -> ListHeading | None:
        """Return the heading of the list of documents of one type that holds a mention."""
        low = bisect_left(self._heading_starts, core.start)
        for heading in reversed(self._headings[max(0, low - 3) : low]):
            if core.start < heading.end and heading.type == core.type:
                return heading
        return None

    def _shared(self, citations: list[Citation]) -> list[Citation]:
        """Give the items of a list the body (and the date, for bare numbers) that stands behind its last one."""
        out = list(citations)
        for i in range(len(out) - 2, -1, -1):
            one, two = out[i], out[i + 1]
            if one.kind != "numbered" or two.kind != "numbered" or one.full.end > two.span.start:
                continue
            if not self._are_joined(one, two):
                continue
            if one.title is None and two.title and one.type == two.type and self._is_plain_pair(one, two):
                one = replace(one, title=two.title)
            if self.folded.startswith(" den ", one.full.end) and one.date is None and one.type == two.type:
                one = replace(one, date=two.date, title=one.title or two.title)
            if one.issuer is None and two.issuer and (one.title is None or one.title == two.title) and _alike(one, two):
                one = replace(
                    one,
                    issuer=two.issuer,
                    term=one.term or two.term,
                    jurisdiction=two.jurisdiction,
                )
            out[i] = one
        return out

    def _are_joined(self, one: Citation, two: Citation) -> bool:
        """Return whether two neighbours are items of one list, or the ends of a range (`từ số A đến số B`)."""
        if _JOINED.fullmatch(self.folded, one.full.end, two.span.start):
            return True
        return bool(
            _UP_TO.fullmatch(self.folded, one.full.end, two.span.start)
            and _FROM.search(self.folded, max(0, one.span.start - 6), one.span.start)
        )

    def _is_plain_pair(self, one: Citation, two: Citation) -> bool:
        """Return whether two numbers stand side by side without type words (`số A và số B về ...`)."""
        return (
            one.issuer in (None, two.issuer)
            and self.folded[one.full.end : two.span.start].startswith(" va ")
            and all(_NUMBER_ONLY.match(self.folded, c.span.start) for c in (one, two))
        )

    def _with_pointers(self, citations: list[Citation]) -> list[Citation]:
        """Add self-references and anaphora, and bind anaphora, aliases and nicknames to what they mean."""
        pointers = [
            Citation(
                Span(start, end),
                Span(start, end),
                "self" if here else "anaphor",
                type=kind or None,
            )
            for start, end, kind, here in find_pointers(self.folded)
        ]
        merged = sorted([*citations, *pointers], key=lambda c: (c.span.start, -c.span.end))
        out: list[Citation] = []
        latest: dict[str | None, int] = {}
        serials: dict[tuple[str | None, int], int] = {}
        for citation in merged:
            if citation.kind == "anaphor":
                at = latest.get(citation.type, latest.get(None) if citation.type is None else None)
                citation = replace(citation, antecedent=at)
            elif citation.kind == "nickname":
                nth = int(_DIGITS.findall(citation.span.of(self.text))[-1])
                known = serials.get((citation.type, nth))
                if known is not None:
                    same = out[known]
                    citation = replace(
                        citation,
                        number=same.number,
                        system=same.system,
                        antecedent=known,
                        confidence=0.9,
                    )
            elif citation.kind != "self":
                latest[citation.type] = latest[None] = len(out)
                if citation.number and (digits := _DIGITS.match(citation.number)):
                    serials[(citation.type, int(digits[0]))] = len(out)
            out.append(citation)
        return out


def _one_slip(one: str, two: str) -> bool:
    """Return whether two serials are equal but for one digit that was changed or lost."""
    if len(one) == len(two):
        return sum(a != b for a, b in zip(one, two, strict=True)) <= 1
    short, long = sorted((one, two), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _alike(one: Citation, two: Citation) -> bool:
    """Return whether two neighbours are of one type, or of one body by their letters."""
    if one.type == two.type:
        return True
    if one.number and two.number and one.number.endswith("/TW") and two.number.endswith("/TW"):
        return True
    return bool(set(_LETTERS.findall(one.number or "")) & set(_LETTERS.findall(two.number or "")))


def _issues(core: Core) -> tuple[Issue, ...]:
    if core.symbol is None:
        return ()
    return tuple(
        Issue(
            "delimiter-swapped" if r.rule == "delimiter-swapped" else "ocr-repaired",
            f"{r.old} read as {r.new}",
            r.span,
        )
        for r in core.symbol.repairs
        if r.rule != "spaces"
    )
