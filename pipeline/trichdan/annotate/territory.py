"""Which province-level unit a line names, on the day of the paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from trichdan.lexicon import Lexicon
from trichdan.lexicon.entries import Province
from trichdan.text import fold

_UNIT = "tỉnh"
_UNLISTED = re.compile(r"\btinh(?: uy)? (?P<name>[a-z]{1,7}(?: [a-z]{1,7}){1,3})$")


@dataclass(frozen=True)
class _Gazetteer:
    """Names and seats of provinces, folded, and a pattern over all of them."""

    names: dict[str, tuple[Province, ...]]
    seats: dict[str, tuple[Province, ...]]
    pattern: re.Pattern[str]


@cache
def _gazetteer(lexicon: Lexicon) -> _Gazetteer:
    names: dict[str, list[Province]] = {}
    seats: dict[str, list[Province]] = {}
    for province in lexicon.provinces:
        for form in (province.name, *(a for a in province.aliases if len(a) > 4)):
            names.setdefault(_plain(form), []).append(province)
        for seat in province.seats:
            seats.setdefault(_plain(seat), []).append(province)
    forms = sorted(names, key=len, reverse=True)
    pattern = re.compile(
        r"(?P<kind>tinh(?: uy| doan)?|thanh (?:pho|uy|doan)|tp\.?|thu do) (?P<name>"
        + "|".join(re.escape(f).replace(r"\ ", r"[\s-]{1,3}") for f in forms)
        + r")(?!\w)"
    )
    return _Gazetteer({k: tuple(v) for k, v in names.items()}, {k: tuple(v) for k, v in seats.items()}, pattern)


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").split())


def _choose(found: tuple[Province, ...], when: date | None, kind: str) -> Province | None:
    """Return the unit that was valid on the day, of the kind printed if there is a choice."""
    alive = [
        p for p in found if when is None or ((p.start is None or p.start <= when) and (p.end is None or when <= p.end))
    ]
    if not alive and when is not None:
        return None
    wanted = "thành phố" if kind.startswith(("thanh", "tp", "thu")) else "tỉnh" if kind.startswith("tinh") else ""
    same = [p for p in alive if p.kind == wanted]
    pool = same or alive
    return pool[-1] if pool else None


def named_province(folded: str, when: date | None, lexicon: Lexicon) -> Province | None:
    """Return the province that a text names with its kind of unit (`tỉnh Bình Thuận`, `Thành ủy Hà Nội`), or None."""
    gazetteer = _gazetteer(lexicon)
    for match in gazetteer.pattern.finditer(folded):
        found = _choose(gazetteer.names[_plain(match["name"])], when, match["kind"])
        if found is not None:
            return found
    return None


def placed_province(place: str, when: date | None, lexicon: Lexicon) -> Province | None:
    """Return the province that a place line means: its own name, else the one whose seat it is."""
    gazetteer = _gazetteer(lexicon)
    plain = _plain(place)
    kind = ""
    for head in ("thanh pho ", "tinh ", "tp. ", "tp "):
        if plain.startswith(head):
            plain, kind = plain.removeprefix(head), head
    found = _choose(gazetteer.names.get(plain, ()), when, kind)
    return found or _choose(gazetteer.seats.get(plain, ()), when, kind)


def told_province(folded: str, when: date | None, lexicon: Lexicon) -> Province | None:
    """Return the one province that a stretch of body text speaks of, or None if there are several or none."""
    gazetteer = _gazetteer(lexicon)
    seen = Counter(_plain(m["name"]) for m in gazetteer.pattern.finditer(folded))
    if len(seen) != 1:
        return None
    name = next(iter(seen))
    match = gazetteer.pattern.search(folded)
    return _choose(gazetteer.names[name], when, match["kind"] if match else "")


def unlisted_province(lines: Iterable[str]) -> str | None:
    """Return the province that a line of the letterhead ends in where no table has it: `tỉnh Sơn Giang`, or None.

    Args:
        lines: the lines of the letterhead that name bodies.
    """
    for line in lines:
        match = _UNLISTED.search(fold(line))
        if match:
            name = line[match.start("name") : match.end("name")]
            return f"{_UNIT} {name.title() if name.isupper() else name}"
    return None
