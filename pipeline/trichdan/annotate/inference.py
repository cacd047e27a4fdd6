"""What can be safely concluded about a document whose first page does not print it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from trichdan.annotate.casing import official_case
from trichdan.annotate.cells import join
from trichdan.annotate.letterhead import Letterhead, read_day
from trichdan.annotate.signature import Signature
from trichdan.annotate.title import Title, type_names
from trichdan.lexicon import Lexicon
from trichdan.lexicon.header import load_header_words
from trichdan.model import Annotation
from trichdan.text import fold

_CARRIED = re.compile(
    r"\n[(“\"]?(?:ban hanh )?kem theo (?P<type>[a-z ]{3,30}?) so ?:? ?(?P<number>\d[\w/.&đĐ -]{3,40}?),? ngay "
    r"(?P<day>\d{1,2}) ?(?:thang|[/.-]) ?(?P<month>\d{1,2}) ?(?:nam|[/.-]) ?(?P<year>\d{4})"
)
_PASSED = re.compile(r"thong qua\s+(?P<day>ngay \d{1,2}\s+thang \d{1,2}\s+nam \d{4})")
_TYPE_PART = re.compile(r"(?:^|[\d/-])(?P<abbr>[A-ZĐa-zđ]{1,6})[-/]")
_BODY_NAME = (
    r"(?:ban (?:thuong vu|chap hanh|can su dang|chi dao|dan van|tuyen giao|to chuc|noi chinh)|bo |uy ban|hoi dong|so |cuc |"
    r"tong cuc |van phong |chinh phu|thu tuong|quoc hoi|tinh uy|thanh uy|huyen uy|dang uy|ban |tong lien doan|lien doan|hoi )"
)


@dataclass(frozen=True, slots=True)
class Carried:
    """Number and day of a paper as the banner of its own annex prints them."""

    number: str
    day: date | None


def concluded_type(symbol: str | None, letter: bool, lexicon: Lexicon) -> str | None:
    """Return the type that the symbol gives, or `công văn` for a letter, or None."""
    names = type_names(lexicon)
    parts = re.split(r"[-/.\s]", symbol or "")
    for part in parts:
        if part.isdigit() or not part:
            continue
        for kind in lexicon.types:
            if part in (kind.party, kind.state) and kind.name in names.values() and part not in ("CT", "CP", "QH"):
                if not letter or kind.name in ("công văn", "tờ trình", "báo cáo", "giấy mời", "công điện"):
                    return kind.name
        break
    return names.get("cong van") if letter else None


def carrier(annotation: Annotation, kind: str, body: int, lexicon: Lexicon) -> Carried | None:
    """Return what the banner of the document's own annex says about it (`Kèm theo Công văn số ... ngày ...`)."""
    for match in _CARRIED.finditer(annotation.folded, body):
        if type_names(lexicon).get(match["type"].strip()) != kind:
            continue
        printed = annotation.text[match.start("number") : match.end("number")]
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            day = None
        return Carried("".join(printed.split()), day)
    return None


def passed_on(annotation: Annotation, body: int, kind: str | None) -> date | None:
    """Return the day on which a law or resolution was passed, as its last sentence says."""
    if kind is None or fold(kind) not in ("luat", "bo luat", "phap lenh", "nghi quyet"):
        return None
    own = f"{fold(kind).split()[0]} nay "
    at = annotation.folded.find(f"\n{own}", body)
    while at >= 0:
        sentence = annotation.folded[at : at + 320].split("\n\n", 1)[0]
        match = _PASSED.search(sentence)
        if match:
            from trichdan.annotate.letterhead import _DAY

            found = _DAY.search(match["day"])
            return read_day(found) if found else None
        at = annotation.folded.find(f"\n{own}", at + 1)
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

    Looked at in this order: the line of the deciding office, the body that speaks in the preamble or in a
    letter, the body for which the signer signs, the issuer part of the number.
    """
    if title is None and symbol is None and signature.signer is None:
        return None
    if title is not None and title.authority:
        return _office(official_case(join(list(title.authority)), lexicon))
    spoken = _speaker(annotation, title is None, body)
    signed = _signed_for(signature, lexicon)
    if spoken is not None:
        return spoken
    if signed is not None:
        return signed
    return _by_symbol(symbol, lexicon)


def _office(name: str) -> str:
    """Return the body of an office: `Bộ trưởng Bộ Y tế` -> `Bộ Y tế`."""
    folded = fold(name)
    for office in ("bo truong ", "chu tich ", "cuc truong ", "giam doc ", "tong giam doc ", "thong doc "):
        if folded.startswith(office) and len(folded) > len(office) + 4 and " nuoc" not in folded[: len(office) + 5]:
            return name[len(office) :]
    return name


def _speaker(annotation: Annotation, letter: bool, body: int) -> str | None:
    """Return the body that decides or answers in the text, as named there most often."""
    words = load_header_words()
    verbs = words.answering if letter else words.deciding
    pattern = re.compile(
        rf"(?:^|[\n,;.“] ?)(?P<name>{_BODY_NAME}[^\n,;:.()]{{0,90}}?(?:, [^\n,;:.()]{{3,30}}? va [^\n,;:.()]{{3,30}}?)?)(?: \([^)\n]{{2,30}}\))? {verbs}"
    )
    low, high = body, body + 6000
    seen: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for match in pattern.finditer(annotation.folded, low, high):
        name = " ".join(annotation.text[match.start("name") : match.end("name")].split())
        if not name[0].isupper() or len(name.split()) > 16:
            continue
        seen[fold(name)] += 1
        shown.setdefault(fold(name), name)
    if not seen:
        return None
    best = max(seen, key=lambda k: (seen[k], -list(seen).index(k)))
    return _office(shown[best])


def _signed_for(signature: Signature, lexicon: Lexicon) -> str | None:
    line = join(signature.capacity)
    match = re.match(r"T/?M[.\s]\s?(?P<body>.+?)(?: K/?T[.\s].*)?$", line)
    return official_case(match["body"], lexicon) if match else None


def _by_symbol(symbol: str | None, lexicon: Lexicon) -> str | None:
    """Return the only central body whose abbreviation stands in the symbol, or None."""
    for part in reversed(re.split(r"[-/]", symbol or "")):
        names = {i.name for i in lexicon.issuers if i.abbr == part and "/" not in i.name and "(" not in i.name}
        if len(names) == 1 and part not in ("CT",):
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
