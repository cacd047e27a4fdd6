"""A person's decisions, one JSON object a line in `rulings.jsonl` of the corpus. They outrank every score.

    {"rule": "link", "path": "a.txt", "quote": "Nghị quyết 25", "nth": 0, "target": "25-NQ/TW@XI", "why": "..."}
    {"rule": "date", "path": "a.txt", "quote": "06-CT/TW, ngày 07/11/2016", "date": "2006-11-07", "why": "..."}
    {"rule": "same", "paths": ["a.txt", "scan/a.txt"], "why": "..."}

`link`: this mention means that document. `date`: read the date of this mention so. `same`: these files are one
document; the first keeps its identity. `nth` counts mentions with that text in the document, from 0.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from trichdan.model import Citation, Target
from trichdan.resolve.candidates import Entry

NAME = "rulings.jsonl"
Place = tuple[str, str, int]
"""Path, text of the mention with white space collapsed, and its number among those of that text."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """Decisions in force.

    Attributes:
        links: id of the target by place; dates: date by place.
        same: groups of paths that are one document.
        wrong: lines that are no rulings, with why.
    """

    links: tuple[tuple[Place, str], ...] = ()
    dates: tuple[tuple[Place, date], ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    wrong: tuple[tuple[int, str], ...] = ()

    def paths(self) -> set[str]:
        """Return the documents that a ruling speaks of."""
        mentions = {place[0] for place, _ in (*self.links, *self.dates)}
        return mentions | {path for group in self.same for path in group}


def read_rulings(path: Path) -> tuple[Rulings, str]:
    """Return the rulings of a file and its text; none if there is no file.

    Args:
        path: the file. A line that is no ruling is noted, the others count.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Rulings(), ""
    except (OSError, UnicodeDecodeError) as error:
        return Rulings(wrong=((0, f"cannot be read: {error}"),)), ""
    return parse_rulings(text), text


def parse_rulings(text: str) -> Rulings:
    """Return the rulings of a text."""
    links: dict[Place, str] = {}
    dates: dict[Place, date] = {}
    same: list[tuple[str, ...]] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            kind = row["rule"]
            if kind == "link":
                links[_place(row)] = str(row["target"])
            elif kind == "date":
                dates[_place(row)] = date.fromisoformat(row["date"])
            elif kind == "same" and len(row["paths"]) > 1:
                same.append(tuple(str(path) for path in row["paths"]))
            else:
                wrong.append((number, f"there is no rule {kind!r} of this form; there are link, date and same"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wrong.append((number, f"is no ruling ({type(error).__name__}: {error})"))
    return Rulings(tuple(links.items()), tuple(dates.items()), tuple(same), tuple(wrong))


def append_ruling(path: Path, row: dict[str, Any]) -> None:
    """Add a ruling as the last line of a file, which is made if it is not there.

    Raises:
        OSError: it cannot be written.
    """
    line = json.dumps(row, ensure_ascii=False) + "\n"
    with path.open("a+b") as file:
        file.seek(0, 2)
        if file.tell():
            file.seek(-1, 2)
            line = line if file.read(1) == b"\n" else "\n" + line
        file.write(line.encode("utf-8"))


def _place(row: dict[str, Any]) -> Place:
    return str(row["path"]), " ".join(str(row["quote"]).split()), int(row.get("nth", 0))


def places(path: str, texts: Iterable[str]) -> list[Place]:
    """Return the place of each mention of a document.

    Args:
        path: of the document.
        texts: its mentions as printed, in order.
    """
    seen: Counter[str] = Counter()
    found = []
    for text in texts:
        words = " ".join(text.split())
        found.append((path, words, seen[words]))
        seen[words] += 1
    return found


def dated(citations: Sequence[Citation], where: Sequence[Place], rulings: Rulings) -> list[Citation]:
    """Return the citations with the dates that a person has put right; they are for resolving, not for the record."""
    dates = dict(rulings.dates)
    return [replace(c, date=dates[place]) if place in dates else c for c, place in zip(citations, where, strict=True)]


def linked(
    citations: Sequence[Citation], where: Sequence[Place], rulings: Rulings, entries: dict[str, Entry]
) -> tuple[Citation, ...]:
    """Return the citations with the targets that a person has given them.

    Args:
        citations: resolved.
        where: the place of each.
        rulings: in force.
        entries: what is held or known, by id.
    """
    links = dict(rulings.links)
    out = []
    for citation, place in zip(citations, where, strict=True):
        id = links.get(place)
        out.append(citation if id is None else replace(citation, target=_target(id, entries.get(id), citation)))
    return tuple(out)


def _target(id: str, entry: Entry | None, citation: Citation) -> Target:
    if entry is None:
        return Target("wanted", id, citation.number, citation.date, confidence=1.0, evidence=("ruling",))
    status = "resolved" if entry.held else "known"
    return Target(
        status, id, entry.number, entry.date, entry.term, entry.title, entry.path, entry.held, 1.0, ("ruling",)
    )
