"""Which body issued the paper, as its letterhead prints it, and to which province the body belongs."""

from __future__ import annotations

import re

from trichdan.annotate.casing import official_case
from trichdan.annotate.heading.cells import extent, join
from trichdan.annotate.heading.firstpage import FirstPage
from trichdan.annotate.heading.letterhead import group_units
from trichdan.annotate.heading.signature import Signature
from trichdan.annotate.territory import named_province, placed_province, told_province, unlisted_province
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import HeaderWords
from trichdan.model import Annotation
from trichdan.text import Span, fold

_SHARED_HEAD = "ban chap hanh trung uong"
_FOR = re.compile(r"T/?M[.\s]\s?(.+)")


def printed_issuer(page: FirstPage, signature: Signature, lexicon: Lexicon) -> tuple[str | None, Span | None]:
    """Return the issuer as the letterhead prints it, and where.

    The head `BAN CHẤP HÀNH TRUNG ƯƠNG` stands on papers of Bộ Chính trị and Ban Bí thư too: there the line
    `của ...` under the type, else the body for which the signer signs, says who issued.
    """
    units = group_units(page.head.units, page.words)
    names = [join(u) for u in units]
    if not names:
        return None, None
    chosen = len(names) - 1
    if fold(names[chosen]) == _SHARED_HEAD:
        of = page.title.of if page.title else ()
        if of:
            return official_case(join(list(of))[4:].strip(), lexicon), extent(list(of))
        for_body = _signed_for(signature)
        if for_body:
            return official_case(for_body, lexicon), extent(signature.capacity)
    own = _joint_case(names[chosen], page.words, lexicon)
    if chosen and page.words.organ.fullmatch(fold(names[chosen])):
        above = _joint_case(names[chosen - 1], page.words, lexicon)
        return f"{own} {above}", extent([*units[chosen - 1], *units[chosen]])
    return own, extent(units[chosen])


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
    match = _FOR.match(line)
    return match[1] if match else None


def jurisdiction_of(
    annotation: Annotation,
    issuer: str | None,
    page: FirstPage,
    number: str | None,
    signature: Signature,
    lexicon: Lexicon,
) -> str | None:
    """Return the province-level unit to which the issuer belongs, None for central bodies.

    It is the one that the letterhead or the issuer names; for local bodies without it that of the place line,
    else the only one of which the text speaks.
    """
    head, words, when = page.head, page.words, page.head.day or annotation.issued
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


def with_province(issuer: str, province: str, lexicon: Lexicon) -> str:
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
