"""Look-up keys: what a document offers, and what a citation asks for.

A link can only exist where a key that the citation asks for is offered by the document. So the arrival or the
loss of a document can change no citation but those that ask for its keys.

    n:25 nq tw            a number              s:25 nq          type and serial alone
    t:ke hoach thuc hien ...  a title, between a numbered citation and a paper whose own number is lost
    a:luat dat dai        a name                p:nghi quyet.4.12  resolution of plenum 4, khóa XII
    c:XII                 a congress            d:2013-06-03.nghi quyet  a date with a type
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.aliases import load_aliases
from trichdan.lexicon.naming import load_naming
from trichdan.model import Citation, Record
from trichdan.resolve.identity import (
    number_key,
    parse_symbol,
    province_slug,
    roman_or_number,
    short_key,
    slug,
    to_roman,
)
from trichdan.text import fold, key

_YEAR_AT_END = re.compile(r" (?:nam )?((?:19|20)\d\d)$")
_WORDS_IN_ID = 14
_TELLING = 6
"""Words that a title must have to be taken for that of one document."""
_YEAR_BEHIND = re.compile(r"[\s,(]{1,3}nam\s{1,3}((?:19|20)\d\d)\b(?!\s?[-/])")
_YEAR_INSIDE = re.compile(r"/((?:19|20)\d\d)/")
_YEAR_LAST = re.compile(r"\s((?:19|20)\d\d)\)?$")
_NICKNAME = re.compile(r"(?: so)? 0*(\d{1,4}[a-z]?)(?: |$)")
_BRACKETS = re.compile(r"\([^()]{0,40}\)")
# numbers of one document that papers write in two ways: the regulations of 2018-2020 had a letter more
_TWIN = re.compile(r"\b(\d{1,4}) qd(i?) ")


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation with the words it is made of.

    Attributes:
        citation: as extracted, its target not yet known.
        text: its core mention as printed, with a year that directly follows (see `mention_text`).
        own: index among the citations of its document.
    """

    citation: Citation
    text: str
    own: int = 0


@dataclass(frozen=True, slots=True)
class Citing:
    """The document that cites."""

    id: str
    number: str | None = None
    type: str | None = None
    date: date | None = None
    jurisdiction: str | None = None
    issuer: str | None = None


def mention_text(citation: Citation, source: str) -> str:
    """Return the core mention as printed, and a year that follows it (`16/CT-TTg năm 2016`).

    Args:
        citation: its span counts in `source`.
        source: the source text.
    """
    text = citation.span.of(source)
    if not citation.number or citation.date:
        return text
    found = _YEAR_BEHIND.match(fold(source[citation.span.end : citation.span.end + 20]))
    return f"{text} {found[1]}" if found else text


def year_behind(mention: Mention) -> int | None:
    """Return the year that stands behind a number without a date, or None."""
    if not mention.citation.number or mention.citation.date:
        return None
    found = _YEAR_LAST.search(mention.text)
    return int(found[1]) if found else None


def citing_of(record: Record) -> Citing:
    """Return what resolution must know of the document that cites."""
    h = record.header
    return Citing(record.id, h.number, h.type, trusted_date(h.number, h.date), h.jurisdiction, h.issuer)


def trusted_date(number: str | None, when: date | None) -> date | None:
    """Return a document's date, or None where the year in its own number contradicts it (`106/2025/TT-BCA` of 2015)."""
    found = _YEAR_INSIDE.search(number) if number and when else None
    return None if found and when and int(found[1]) != when.year else when


@dataclass(frozen=True, slots=True)
class Named:
    """What the words of an unnumbered mention name.

    Attributes:
        key: look-up key; id: canonical id of the document where no number is known, `?` for an unknown part.
        year: year written with the name, or None.
    """

    key: str
    id: str
    year: int | None = None
    term: int | None = None

    @property
    def plenum(self) -> bool:
        """Whether it names a paper of a plenum, which may have passed several."""
        return self.key.startswith("p:")


@lru_cache(100_000)
def twin_keys(number: str) -> tuple[str, ...]:
    """Return the keys under which a number is looked up: its own, and its twin where two spellings exist."""
    own = number_key(number)
    other = _TWIN.sub(lambda m: f"{m[1]} {'qd' if m[2] else 'qdi'} ", own, count=1)
    return (own,) if other == own else (own, other)


@lru_cache(50_000)
def title_key(title: str) -> str:
    """Return a title as it is compared: folded, without the words that may lead it."""
    return load_aliases().lead.sub("", key(title))


@lru_cache(50_000)
def bare_subject(title: str) -> str:
    """Return a title as subjects are compared: as a key, without words such as `công tác` before the subject."""
    return load_aliases().subject_lead.sub("", title_key(title))


@lru_cache(50_000)
def statute_key(type: str, title: str) -> str:
    """Return the name of a law as it is looked up, with its type and abbreviations spelled out."""
    aliases = load_aliases()
    words = key(_BRACKETS.sub(" ", title)).split()
    name = " ".join(aliases.abbreviations.get(word, word) for word in words)
    for noise in aliases.noise:
        name = name.replace(noise, "").strip()
    kind = key(type)
    name = name if name.startswith(kind) else f"{kind} {name}"
    name = " ".join(_YEAR_AT_END.sub("", name).split())
    return aliases.country.sub("", name)


def _ordinal(text: str) -> int | None:
    return load_aliases().ordinals.get(text) or roman_or_number(text)


def named_of(mention: Mention, citing: Citing, lexicon: Lexicon) -> Named | None:
    """Return what an unnumbered mention names, or None where its words give no name."""
    citation = mention.citation
    words = key(mention.text)
    kind = citation.type or ""
    if kind in load_naming().statutes:
        return _statute(citation, words)
    found = _congress(citation, words, citing, lexicon) or _plenum(citation, words, citing, lexicon)
    return found or _titled(citation, words)


def _titled(citation: Citation, words: str) -> Named | None:
    """Return a document known by its type and title alone."""
    if citation.number or citation.kind != "unnumbered":
        return None
    kind, year = key(citation.type or ""), citation.date.year if citation.date else None
    name = title_key(citation.title) if citation.title else words
    name = name if not kind or name.startswith(kind) else f"{kind} {name}"
    id = "-".join(name.split()[:_WORDS_IN_ID])
    return Named(f"a:{name}", f"{id}@{year or '?'}", year) if name != kind else None


def _statute(citation: Citation, words: str) -> Named | None:
    written = _YEAR_AT_END.search(words)
    year = citation.date.year if citation.date else int(written[1]) if written else None
    name = statute_key(citation.type or "", citation.title or words)
    if not citation.title and citation.date:
        name = name.split(" ngay ")[0]
    return Named(f"a:{name}", f"{slug(name)}@{year or '?'}", year)


def _congress(citation: Citation, words: str, citing: Citing, lexicon: Lexicon) -> Named | None:
    aliases = load_aliases()
    if not aliases.congress.search(words):
        return None
    found = next((m for p in aliases.congresses if (m := p.search(words))), None)
    term = roman_or_number(found["term"]) if found else citation.term
    if term is None:
        return None
    name = slug(f"{citation.type or ''} {aliases.congress.pattern}")
    rest = aliases.congress.sub(" ", words)
    if aliases.other.search(rest) and not aliases.party.search(rest):
        return Named(f"a:{words}", f"{slug(words)}@?", term=term)
    if not aliases.local.search(rest):
        return Named(f"c:{to_roman(term)}", f"{name}@{to_roman(term)}", term=term)
    if aliases.district.search(words):
        return Named(f"a:{words}", f"{slug(words)}@?", term=term)
    place = next((p.slug for p in lexicon.provinces if key(p.label) in words), None)
    place = place or province_slug(citation.jurisdiction or citing.jurisdiction, lexicon)
    if place is None:
        return Named(f"c:?.{to_roman(term)}", f"{name}@?", term=term)
    return Named(f"c:{place}.{to_roman(term)}", f"{name}@{place}.{to_roman(term)}", term=term)


def _plenum(citation: Citation, words: str, citing: Citing, lexicon: Lexicon) -> Named | None:
    aliases = load_aliases()
    found = next((m for p in aliases.plenums if (m := p.search(words))), None)
    if found is None:
        return None
    plenum = _ordinal(found["plenum"])
    written = aliases.term.search(words)
    term = (roman_or_number(written["term"]) if written else None) or citation.term
    term = term or (lexicon.term_on(citing.date) if citing.date else None)
    if plenum is None or term is None:
        return None
    kind = citation.type or ""
    return Named(f"p:{key(kind)}.{plenum}.{term}", f"{slug(kind)}-trung-uong-{plenum}@{to_roman(term)}", term=term)


def nickname_key(mention: Mention, lexicon: Lexicon) -> str | None:
    """Return the short key of a mention such as `Nghị quyết 18` or `Chỉ thị số 05`, or None."""
    found = _NICKNAME.search(key(mention.text))
    kind = next((t for t in lexicon.types if t.name == mention.citation.type), None)
    abbr = (kind.party or kind.state) if kind else None
    return f"s:{short_key(found[1], abbr)}" if found and abbr else None


def _whole_title(type: str | None, title: str | None) -> str | None:
    """Return the key of a title that is long enough to tell a document, or None."""
    words = title_key(title) if title else ""
    return f"t:{key(type)} {words}" if type and len(words.split()) >= _TELLING else None


def asked(mention: Mention, citing: Citing, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the keys that a citation asks for."""
    citation = mention.citation
    if citation.kind in ("self", "anaphor"):
        return ()
    if citation.number:
        keys = [f"n:{k}" for k in twin_keys(citation.number)]
        lost = _whole_title(citation.type, citation.title)
        return (*keys, lost) if lost else tuple(keys)
    if citation.kind == "nickname":
        short = nickname_key(mention, lexicon)
        return (*((short,) if short else ()), f"a:{key(mention.text)}")
    keys = []
    named = named_of(mention, citing, lexicon)
    if named:
        keys.append(named.key)
    keys.append(f"a:{key(mention.text)}")
    if citation.title and citation.type:
        keys.append(f"a:{key(citation.type)} {title_key(citation.title)}")
    if citation.date and citation.type and citation.type not in load_naming().statutes:
        keys.append(f"d:{citation.date.isoformat()}.{key(citation.type)}")
    return tuple(dict.fromkeys(keys))


def offered(
    lexicon: Lexicon,
    *,
    number: str | None,
    type: str | None,
    title: str | None,
    when: date | None,
    term: int | None = None,
    aliases: tuple[str, ...] = (),
    plenum: str = "",
) -> tuple[str, ...]:
    """Return the keys that a document offers."""
    keys: list[str] = []
    symbol = parse_symbol(number, lexicon) if number else None
    if number:
        keys.extend(f"n:{k}" for k in twin_keys(number))
    if symbol and symbol.abbr:
        keys.append(f"s:{short_key(symbol.serial, symbol.abbr)}")
    if type and title:
        statute = type in load_naming().statutes
        keys.append(f"a:{statute_key(type, title)}" if statute else f"a:{key(type)} {title_key(title)}")
    lost = None if number else _whole_title(type, title)
    keys.extend([lost] if lost else [])
    if type and when:
        keys.append(f"d:{when.isoformat()}.{key(type)}")
    keys.extend(f"a:{key(alias)}" for alias in aliases)
    if plenum.startswith("TW") and type and term:
        digits = re.match(r"TW(\d+)", plenum)
        keys.extend([f"p:{key(type)}.{digits[1]}.{term}"] if digits else [])
    return tuple(dict.fromkeys(keys))
