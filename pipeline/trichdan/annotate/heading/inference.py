"""What can be safely concluded about a document whose first page does not print it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from trichdan.annotate.casing import official_case
from trichdan.annotate.heading.cells import join
from trichdan.annotate.heading.letterhead import Letterhead, read_day
from trichdan.annotate.heading.signature import Signature
from trichdan.annotate.heading.title import Title, type_names
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import load_header_words
from trichdan.model import Annotation, Header
from trichdan.text import Span, fold

_CARRIED = re.compile(
    r"\n[(“\"]?(?:ban hanh )?kem theo\s(?P<type>[a-z ]{3,30}?) so ?:?\s?(?P<number>\d[\w/.&đĐ -]{3,40}?),?\s?ngay "
    r"(?P<day>\d{1,2}) ?(?:thang|[/.-]) ?(?P<month>\d{1,2}) ?(?:nam|[/.-]) ?(?P<year>\d{4})"
    r"(?: cua (?P<issuer>[^\n)]{3,90}))?"
)
_PASSED = re.compile(r"thong qua\b[^.\n]{0,60}?(?P<day>ngay \d{1,2}\s+thang \d{1,2}\s+nam \d{4})")
_DAY = re.compile(r"ngay (?P<day>\d{1,2})\s+thang (?P<month>\d{1,2})\s+nam (?P<year>\d{4})")
_BODY_NAME = (
    r"(?:ban (?:thuong vu|chap hanh|can su dang|chi dao|dan van|tuyen giao|to chuc|noi chinh)|bo |uy ban|ubnd|hoi dong|"
    r"so |cuc |tong cuc |van phong |chinh phu|thu tuong|quoc hoi|tinh uy|thanh uy|huyen uy|dang uy|ban |tong lien doan|"
    r"lien doan|hoi |thue |ngan hang |thanh tra |chu tich uy ban nhan dan|bo chinh tri|vien |toa an )"
)
_CENTRAL = ("central", "ministry", "agency")
_AMBIGUOUS = "CT"  # chỉ thị, chủ tịch, chính trị, and Cục Thuế
_LETTERS = ("cong van", "to trinh", "bao cao", "giay moi", "cong dien")
_INSIDE = r"(?:[^\n,;:.()]|\n(?!\n))"  # a name may be wrapped over lines, but not over paragraphs
_NAME_REST = rf"{_INSIDE}{{0,140}}?(?:, {_INSIDE}{{3,30}}? va {_INSIDE}{{3,40}}?)?"
_BETWEEN = r"(?: ?\([^)\n]{2,90}\))?(?: (?:da|xin|cung|tran trong|kinh|de|thong nhat|tiep tuc))*"


@dataclass(frozen=True, slots=True)
class Carried:
    """Number and day of a paper as the banner of its own annex prints them."""

    type: str
    number: str
    day: date | None
    issuer: str | None
    span: Span


def concluded_type(symbol: str | None, letter: bool, lexicon: Lexicon) -> str | None:
    """Return the type that the symbol gives, or `công văn` for a letter, or None."""
    names = type_names(lexicon)
    parts = re.split(r"[-/.\s]", symbol or "")
    party = re.match(r"\d{0,6}[a-zA-Z]?-", symbol or "") is not None
    for part in parts:
        if part.isdigit() or not part:
            continue
        for kind in lexicon.types:
            own = kind.party if party else kind.state
            fits = (
                part == own
                and part != _AMBIGUOUS
                and kind.name in names.values()
                and (party or "mttq" not in kind.system)
            )
            if fits and (not letter or fold(kind.name) in _LETTERS):
                return kind.name
        break
    return names.get("cong van") if letter else None


def carrier(annotation: Annotation, kind: str | None, body: int, lexicon: Lexicon) -> Carried | None:
    """Return what the banner of the document's own annex says about it (`Kèm theo Công văn số ... ngày ...`)."""
    for match in _CARRIED.finditer(annotation.folded, body):
        carried = type_names(lexicon).get(match["type"].strip())
        if carried is None or (kind is not None and carried != kind):
            continue
        printed = annotation.text[match.start("number") : match.end("number")]
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            day = None
        issuer = annotation.text[match.start("issuer") : match.end("issuer")].strip(" .") if match["issuer"] else None
        return Carried(carried, "".join(printed.split()), day, issuer, Span(match.start() + 1, match.end()))
    return None


_DESCRIBED = re.compile(
    r"(?P<type>[a-z ]{3,24}?) (?:so )?(?P<number>\d{1,6}/\S{3,40}) "
    r"ngay (?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}) "
    r"(?P<title>[^\n]{5,600}?) do (?P<issuer>[^\n]{4,90}?) ban hanh\b"
)


def described(annotation: Annotation, lexicon: Lexicon) -> Header | None:
    """Return the header of a text that is nothing but a portal's description of a document, or None."""
    if len(annotation.text) > 1500:
        return None
    start = len(annotation.folded) - len(annotation.folded.lstrip())
    match = _DESCRIBED.match(annotation.folded, start)
    kind = type_names(lexicon).get(match["type"]) if match else None
    if match is None or kind is None:
        return None
    found = {name: Span(match.start(name), match.end(name)) for name in ("type", "number", "title", "issuer")}
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        day = None
    return Header(
        number=found["number"].of(annotation.text),
        type=kind,
        system="party" if re.match(r"\d+[a-z]?-", match["number"]) else "state",
        issuer=_office(found["issuer"].of(annotation.text)),
        date=day,
        title=re.sub(r"^về ", "", found["title"].of(annotation.text)),
        spans=tuple(sorted(found.items(), key=lambda pair: pair[1])),
        body=match.end(),
    )


def passed_on(annotation: Annotation, body: int, kind: str | None) -> date | None:
    """Return the day on which a law or resolution was passed, as its last sentence says."""
    if kind is None or fold(kind) not in ("luat", "bo luat", "phap lenh", "nghi quyet"):
        return None
    at = annotation.folded.find(f"\n{fold(kind)} nay ", body)
    while at >= 0:
        match = _PASSED.search(annotation.folded, at, at + 360)
        found = _DAY.search(match["day"]) if match else None
        if found:
            return read_day(found)
        at = annotation.folded.find(f"\n{fold(kind)} nay ", at + 1)
    return None


def concluded_issuer(
    annotation: Annotation,
    title: Title | None,
    signature: Signature,
    symbol: str | None,
    body: int,
    lexicon: Lexicon,
) -> str | None:
    """Return the issuer that the paper itself names outside its letterhead, or None.

    Looked at in this order: the line of the deciding office, the issuer part of the number, the body that
    speaks in the preamble or in a letter, the body for which the signer signs.
    """
    if title is None and symbol is None and signature.signer is None:
        return None
    if title is not None and title.authority:
        return official_case(_office(join(list(title.authority))), lexicon)
    return (
        _by_symbol(symbol, lexicon)
        or _speaker(annotation, title is None, body, signature)
        or _signed_for(signature, lexicon)
    )


def _office(name: str) -> str:
    """Return the body of an office: `Bộ trưởng Bộ Y tế` -> `Bộ Y tế`."""
    folded = fold(name)
    for office, body in load_header_words().offices:
        if folded.startswith(f"{office} {body}"):
            return name[len(office) + 1 :]
    return name


def _speaker(annotation: Annotation, letter: bool, body: int, signature: Signature) -> str | None:
    """Return the body that decides or answers in the text: the one that the signer can stand for, named most often."""
    words = load_header_words()
    verbs = words.answering if letter else words.deciding
    pattern = re.compile(rf"(?:^|[\n,;.“] ?|va )(?P<name>{_BODY_NAME}{_NAME_REST}){_BETWEEN} (?:{verbs})")
    end = signature.start if signature.start is not None else len(annotation.folded)
    seen: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for low, high in ((body, min(body + 6000, end)), (max(body + 6000, end - 1500), end)):
        for match in pattern.finditer(annotation.folded, low, high):
            name = " ".join(annotation.text[match.start("name") : match.end("name")].split())
            name = _office(words.aside.split(name, maxsplit=1)[0])
            if not name[0].isupper() or len(name.split()) > 30 or words.position.fullmatch(fold(name)):
                continue
            seen[fold(name)] += 1
            shown.setdefault(fold(name), name)
    heads = _heads(signature)
    fitting = [name for name in seen if not heads or name.startswith(heads)]
    if not fitting:
        return None
    order = list(seen)
    return _office(shown[max(fitting, key=lambda name: (seen[name], -order.index(name)))])


def _heads(signature: Signature) -> tuple[str, ...]:
    """Return the beginnings of the names of bodies for which the signer's office can stand; empty if unknown."""
    cells = signature.capacity or signature.position
    if not cells:
        return ()
    line = fold(join(cells[:2]))
    line = re.sub(r"^(?:t/?m|k/?t|t/?l|tuq)[.\s]\s?", "", line)
    found = [(len(office), body) for office, body in load_header_words().office_bodies if line.startswith(office)]
    longest = max((n for n, _ in found), default=0)
    return tuple(body for n, body in found if n == longest)


def _signed_for(signature: Signature, lexicon: Lexicon) -> str | None:
    line = join(signature.capacity)
    match = re.match(r"T/?M[.\s]\s?(?P<body>.+?)(?: K/?T[.\s].*)?$", line)
    return official_case(match["body"], lexicon) if match else None


def _by_symbol(symbol: str | None, lexicon: Lexicon) -> str | None:
    """Return the central body whose abbreviation comes first in the symbol, or None if it stands for several."""
    for part in re.split(r"[-/]", symbol or ""):
        names = {
            i.name
            for i in lexicon.issuers
            if i.abbr == part and i.level.startswith(_CENTRAL) and "/" not in i.name and "(" not in i.name
        }
        if len(names) == 1 and part != _AMBIGUOUS:
            return names.pop()
    return None


def system_of(
    head: Letterhead, number: str | None, issuer: str | None, kind: str | None, signature: Signature
) -> str | None:
    """Return `party`, `state` or `mass`, or None where nothing tells."""
    if head.found is not None:
        return head.found.system
    if head.banner == "party":
        return "party"
    symbol = number or head.symbol or ""
    if re.match(r"\d*[a-zA-Z]?-[^/]+/", symbol):
        return "party"
    if symbol or head.banner == "state":
        return "state"
    plain = fold(issuer or "")
    if re.search(r"(?:tinh|thanh|huyen|quan|thi|dang) uy|ban bi thu|bo chinh tri|ban dan van|ban tuyen giao", plain):
        return "party"
    if join(signature.capacity).startswith(("T/M", "K/T", "T/L")):
        return "party"
    return "state" if kind is not None else None
