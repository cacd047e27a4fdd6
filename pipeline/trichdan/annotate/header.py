"""The document's own header: elements are found by their kind, from its first and last page.

Nothing is invented: what is not printed is None, or concluded from the text and listed in `inferred`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trichdan.annotate.casing import official_case
from trichdan.annotate.cells import Cell, extent, join, read_cells
from trichdan.annotate.inference import (
    carrier,
    concluded_issuer,
    concluded_type,
    described,
    passed_on,
    system_of,
)
from trichdan.annotate.letterhead import Letterhead, LetterheadReader, group_units, is_letter
from trichdan.annotate.signature import Signature, items, read_signature
from trichdan.annotate.territory import named_province, placed_province, told_province, unlisted_province
from trichdan.annotate.title import Title, read_title, type_at, type_before
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import HeaderWords, load_header_words
from trichdan.model import Annotation, Header
from trichdan.text import Span, fold

_LIMIT, _LINES = 10_000, 110
_LATE = 70
_EVIDENCE = ("banner", "number", "date")
_ADDRESS = re.compile(r"kinh ?g[uo]i ?[:.;]? ?")
_WIRE = re.compile(r".{0,60}\bdien ?:$")
_ITEM = re.compile(r"[-+•] ?")
_SENTENCE = re.compile(r"(?<=[^\W\d_]) (?=[A-ZĐ])")
_ABBREVIATED = re.compile(r"v ?/ ?v[: ]*")


class _Page:
    """The first page while it is read."""

    def __init__(self, annotation: Annotation, lexicon: Lexicon, words: HeaderWords) -> None:
        text, folded = annotation.text, annotation.folded
        self.cells = read_cells(text, folded, 0, limit=_LIMIT, lines=_LINES)
        end = self.cells[-1].end if self.cells else 0
        numbers = [n for n in annotation.numbers if n.span.start < end]
        self.reader = LetterheadReader(text, folded, self.cells, words, numbers)
        self.words, self.lexicon = words, lexicon
        self.title: Title | None = None
        self.letter: int | None = None
        self.body = 0

    @property
    def head(self) -> Letterhead:
        return self.reader.head

    def read(self) -> None:
        """Read cells until the type line, the addressees or the body."""
        for index, cell in enumerate(self.cells):
            named = None if cell.mark else type_at(self.cells, index, self.lexicon)
            if named is not None and index not in self.head.kinds:
                self._read_title(index + named[1] - 1, named[0], 0)
                return
            if is_letter(cell):
                self.letter = index
                break
            if self.words.annex.match(cell.folded) and not self.head.kinds:
                self.body = cell.start
                return
            if self.head.kinds and (begun := type_before(cell, self.lexicon)) and index not in self.head.kinds:
                self._read_title(index, begun[0], begun[1])
                return
            if not self.reader.read(index):
                if len(cell.text) > 120 or self.words.body.match(cell.folded):
                    self.body = cell.start
                    break
        self._read_late()
        if self.letter is None and not set(self.head.kinds.values()).intersection(_EVIDENCE):
            self.head.units.clear()  # a line that names a body is no letterhead by itself

    def _read_title(self, index: int, kind: str, length: int) -> None:
        units = group_units(self.head.units, self.words)
        issuer = " ".join(join(units[-1]).split()) if units else ""
        self.title = read_title(self.cells, index, kind, length, self.words, fold(issuer))
        at = self.title.body
        while at < len(self.cells) and self.cells[at].mark:
            at += 1
        self.body = self.cells[at].start if at < len(self.cells) else (self.cells[-1].end if self.cells else 0)
        self._read_late()
        for later in range(at, min(at + 6, len(self.cells))):
            cell = self.cells[later]
            if is_letter(cell) or _WIRE.match(cell.folded):
                self.letter = later
                break
            if not cell.mark and len(cell.text) > 120:
                break

    def _read_late(self) -> None:
        """Look further down for a number line or a date line that a column order has put below."""
        start = self.title.type_cell if self.title and self.title.type_cell is not None else 0
        for index in range(start, min(len(self.cells), _LATE)):
            cell = self.cells[index]
            if cell.mark or index in self.head.kinds or len(cell.text) > 70 or cell.start > self.body + 600:
                continue
            if self.head.symbol is None and cell.folded.startswith(("so:", "so ")):
                self.reader.read_number(index)
            elif self.head.day_span is None and ", ngay" in cell.folded and not cell.text.endswith((";", ".")):
                self.reader.read_date(index)


def _read_addressees(page: _Page) -> tuple[tuple[str, ...], int]:
    """Return the addressees of a letter and the offset where the body begins."""
    cells, at = page.cells, page.letter
    if at is None:
        return (), page.body
    lines: list[list[Cell]] = []
    first = cells[at]
    match = _ADDRESS.match(first.folded)
    low = match.end() if match else len(first.text)
    while item := _ITEM.match(first.folded, low):
        low = item.end()
    if first.text[low:].strip():
        stop = _body_in(first, low, page.words)
        lines.append(
            [Cell(first.start + low, first.start + stop, first.text[low:stop], first.folded[low:stop], 0, 0, False)]
        )
        if stop < len(first.text):
            return items(lines), first.start + stop + 1
    at += 1
    while at < len(cells):
        cell = cells[at]
        item = _ITEM.match(cell.folded)
        if cell.mark:
            if lines and cell.text != "*":
                following = next((c for c in cells[at + 1 :] if not c.mark), None)
                if following is None or not _ITEM.match(following.folded):
                    at += 1
                    break
        elif item:
            low = item.end()
            lines.append([Cell(cell.start + low, cell.end, cell.text[low:], cell.folded[low:], 0, 0, False)])
        elif not lines and len(cell.text) < 200:
            lines.append([cell])
        elif (
            cell.gap
            or not lines
            or lines[-1][-1].text[-1] in ".;:"
            or len(cell.text) > 200
            or (page.words.body.match(cell.folded) and cell.text[0].isupper())
        ):
            break
        else:
            lines[-1].append(cell)
        at += 1
    while at < len(cells) and cells[at].mark:
        at += 1
    body = cells[at].start if at < len(cells) else (cells[-1].end if cells else 0)
    return items(lines), body


def _body_in(cell: Cell, low: int, words: HeaderWords) -> int:
    """Return where in an overlong line of addressees the body begins; its length if nowhere."""
    if len(cell.text) < 200:
        return len(cell.text)
    for match in _SENTENCE.finditer(cell.text, low):
        if words.body.match(cell.folded, match.end()):
            return match.start()
    return len(cell.text)


def annotate_header(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """Read what identifies the document itself.

    Reads: text, numbers. Writes: header.
    """
    return replace(annotation, header=read_header(annotation, lexicon))


def read_header(annotation: Annotation, lexicon: Lexicon) -> Header:
    """Return the header of a document.

    Args:
        annotation: the text and the numbers found in it.
        lexicon: types, provinces and issuers.
    """
    words = load_header_words()
    description = described(annotation, lexicon)
    if description is not None:
        return description
    page = _Page(annotation, lexicon, words)
    page.read()
    addressees, body = _read_addressees(page)
    body = max(body, page.body)
    if page.body == 0 and page.title is None and page.letter is None:
        body = 0
    signature = read_signature(annotation.text, annotation.folded, body, words)
    return _compose(annotation, lexicon, page, addressees, body, signature)


def _compose(
    annotation: Annotation,
    lexicon: Lexicon,
    page: _Page,
    addressees: tuple[str, ...],
    body: int,
    signature: Signature,
) -> Header:
    """Put the elements together, and conclude what is safe to conclude."""
    head, title = page.head, page.title
    inferred: list[str] = []
    spans: dict[str, Span] = {}
    kind, number, when = (title.type if title else None), head.number, head.day or annotation.issued
    if head.number_span:
        spans["number"] = head.number_span
    if head.day_span and head.day:
        spans["date"] = head.day_span
    if head.place_span:
        spans["place"] = head.place_span
    if title and title.type_cell is not None:
        spans["type"] = page.cells[title.type_cell].span
    letter = title is None and (page.letter is not None or _is_subject(head))
    if kind is None or "VBHN" in (head.symbol or ""):
        concluded = concluded_type(head.symbol, letter, lexicon)
        if concluded and concluded != kind:
            kind = concluded
            inferred.append("type")
    carried_issuer: str | None = None
    if number is None and head.symbol is None and (kind is not None or signature.signer is not None):
        found = carrier(annotation, kind, body, lexicon)
        if found is not None:
            number, carried_issuer = found.number, found.issuer
            inferred += ["number"] if kind else ["type", "number"]
            kind = found.type
            if head.day is None and found.day is not None:
                when = found.day
                inferred.append("date")
    if when is None and (passed := passed_on(annotation, body, kind)) is not None:
        when = passed
        inferred.append("date")
    issuer, issuer_span = _issuer(page, signature, lexicon)
    if issuer_span is not None:
        spans["issuer"] = issuer_span
    if issuer is None:
        issuer = concluded_issuer(annotation, page.title, signature, head.symbol or number, body, lexicon)
        issuer = issuer or carried_issuer
        if issuer:
            inferred.append("issuer")
    province = _jurisdiction(annotation, issuer, head, number, signature, lexicon)
    if province and issuer and "issuer" in inferred:
        issuer = _with_province(issuer, province, lexicon)
    trich_yeu, title_span = _title_text(title, head)
    if title_span is not None:
        spans["title"] = title_span
    if signature.signer_span:
        spans["signer"] = signature.signer_span
    if signature.capacity:
        spans["signer_capacity"] = extent(signature.capacity)
    if signature.position:
        spans["signer_position"] = extent(signature.position)
    recipients = items(signature.recipients)
    if recipients:
        spans["recipients"] = extent([c for line in signature.recipients for c in line])
    return Header(
        number=number,
        type=kind,
        system=system_of(head, number, issuer, kind, signature),
        issuer=issuer,
        jurisdiction=province,
        date=when,
        place=head.place,
        title=trich_yeu,
        signer=signature.signer,
        signer_capacity=join(signature.capacity) or None,
        signer_position=join(signature.position) or None,
        recipients=recipients,
        addressees=addressees,
        secrecy=head.secrecy,
        urgency=head.urgency,
        inferred=tuple(inferred),
        spans=tuple(sorted(spans.items(), key=lambda pair: pair[1])),
        body=min(body, len(annotation.text)),
        tail=signature.start,
    )


def _issuer(page: _Page, signature: Signature, lexicon: Lexicon) -> tuple[str | None, Span | None]:
    """Return the issuer as the letterhead prints it, and where.

    The head `BAN CHẤP HÀNH TRUNG ƯƠNG` stands on papers of Bộ Chính trị and Ban Bí thư too: there the line
    `của ...` under the type, else the body for which the signer signs, says who issued.
    """
    units = group_units(page.head.units, page.words)
    names = [join(u) for u in units]
    if not names:
        return None, None
    chosen = len(names) - 1
    if fold(names[chosen]) == "ban chap hanh trung uong":
        of = page.title.of if page.title else ()
        if of:
            return official_case(join(list(of))[4:].strip(), lexicon), extent(list(of))
        for_body = _signed_for(signature)
        if for_body:
            return official_case(for_body, lexicon), extent(signature.capacity)
    return _joint_case(names[chosen], page.words, lexicon), extent(units[chosen])


def _joint_case(printed: str, words: HeaderWords, lexicon: Lexicon) -> str:
    """Return the name of a body, or of several joined by hyphens, in the capitals of running text."""
    parts: list[str] = []
    for part in printed.split(" - "):
        if parts and not words.unit.match(fold(part)):
            parts[-1] += f" - {part}"
        else:
            parts.append(part)
    return " - ".join(official_case(part, lexicon) for part in parts)


def _signed_for(signature: Signature) -> str | None:
    """Return the body after `T/M`, or None."""
    if not signature.capacity:
        return None
    line = join(signature.capacity)
    match = re.match(r"T/?M[.\s]\s?(.+)", line)
    return match[1] if match else None


def _title_text(title: Title | None, head: Letterhead) -> tuple[str | None, Span | None]:
    """Return the trích yếu: what stands under the type, or under the number of a letter."""
    if title is not None:
        cells = [c for c in title.cells if not c.mark]
        return (join(cells), extent(cells)) if cells else (None, None)
    if head.subject:
        line = join(head.subject)
        match = _ABBREVIATED.match(fold(line))
        line = line[match.end() :] if match else line
        return line.strip(" .;:") or None, extent(head.subject)
    return None, None


def _is_subject(head: Letterhead) -> bool:
    """Return whether `V/v ...` stands under the number, as in letters alone."""
    return bool(head.subject) and _ABBREVIATED.match(head.subject[0].folded) is not None


def _jurisdiction(
    annotation: Annotation,
    issuer: str | None,
    head: Letterhead,
    number: str | None,
    signature: Signature,
    lexicon: Lexicon,
) -> str | None:
    """Return the province-level unit to which the issuer belongs, None for central bodies."""
    words, when = load_header_words(), head.day or annotation.issued
    names = [fold(join(unit)) for unit in group_units(head.units, words)] + [fold(issuer or "")]
    found = named_province(" / ".join(names), when, lexicon)
    if found is not None:
        return found.label
    org = (number or head.symbol or "").replace("-", "/").split("/")
    unlisted = unlisted_province(join(unit) for unit in group_units(head.units, words))
    local = any(words.local.match(name) for name in names) or words.local_codes.intersection(org)
    if not local and unlisted is None:
        return None
    if head.place and (placed := placed_province(head.place, when, lexicon)) is not None:
        return placed.label
    if unlisted is not None:
        return unlisted
    start = signature.start if signature.start is not None else len(annotation.folded)
    for stretch in (annotation.folded[:3000], annotation.folded[:start][:60_000]):
        told = told_province(stretch, when, lexicon)
        if told is not None:
            return told.label
    return None


def _with_province(issuer: str, province: str, lexicon: Lexicon) -> str:
    """Return a concluded issuer with the name of its province where it ends in `tỉnh` or `Tỉnh ủy`."""
    name = province.split(" ", 1)[1] if province.startswith("tỉnh ") else province.removeprefix("thành phố ")
    folded = fold(issuer)
    if fold(name) in folded:
        return issuer
    if folded.endswith((" tinh", "tinh uy", "thanh uy", "thanh pho")):
        return f"{issuer} {name}"
    if folded.endswith(("uy ban nhan dan", "hoi dong nhan dan")):
        return f"{issuer} {province}"
    return issuer
