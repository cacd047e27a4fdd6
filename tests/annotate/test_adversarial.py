"""No pattern is slow on hostile text: each takes under a second of processor time for a million characters."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

import trichdan.annotate
import trichdan.normalise
import trichdan.search
from trichdan.flow import annotate
from trichdan.lexicon import Lexicon, load_lexicon
from trichdan.normalise import normalise

pytestmark = pytest.mark.engine

UNITS = [
    *'1 - / " “ ( A Đ | * 1/ 12-NQ/ 1. A-'.split(" "),
    *"a ;Luật ;số 1;Nghị quyết số ;của ;ngày 1/;năm 2;khoản 1 Điều ;và ;, ;quý I, ;Gửi báo cáo về ".split(";"),
    "Luật sửa đổi, bổ sung một số điều của ",
    " ",
    "\n",
    "\t",
]


Named = tuple[str, re.Pattern[str]]


def patterns_in(name: str, value: Any, seen: set[int], depth: int = 0) -> Iterator[Named]:
    """Yield the compiled patterns inside a value with the name each is called by: containers, dataclasses, tables."""
    if id(value) in seen or depth > 6:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from patterns_in(key if depth == 0 else name, item, seen, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 2000:
        for item in value:
            yield from patterns_in(name, item, seen, depth + 1)
    elif isinstance(value, Lexicon):
        for attribute, kind in vars(Lexicon).items():
            if isinstance(kind, cached_property):
                yield from patterns_in(attribute, getattr(value, attribute), seen, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from patterns_in(f.name, getattr(value, f.name), seen, depth + 1)


@cache
def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in Path(trichdan.__file__).parent.rglob("*.py"))


def is_anchored(name: str) -> bool:
    """Whether the code only ever matches this pattern at a given place, never scans a text with it."""
    used = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", sources()))
    return bool(used & {"match", "fullmatch"}) and not used & {"search", "finditer", "findall", "sub", "subn", "split"}


@cache
def all_patterns() -> list[tuple[bool, re.Pattern[str]]]:
    seen: set[int] = set()
    found: dict[str, tuple[bool, re.Pattern[str]]] = {}
    for package in (trichdan.annotate, trichdan.normalise, trichdan.search):
        for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for name, pattern in patterns_in("", vars(importlib.import_module(info.name)), seen):
                found[pattern.pattern] = is_anchored(name), pattern
    for name, pattern in patterns_in("lexicon", load_lexicon(), seen):
        found[pattern.pattern] = is_anchored(name), pattern
    return list(found.values())


def test_patterns_are_found() -> None:
    assert len(all_patterns()) > 20


def seconds_of(pattern: re.Pattern[str], unit: str, *, anchored: bool) -> float:
    """Return the processor seconds for a million characters, foretold from fewer."""

    def spend(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        if anchored:
            pattern.match(text)
        else:
            for _ in pattern.finditer(text):
                pass
        return time.process_time() - start

    small = spend(20_000)
    if small > 0.2:
        return small * 50
    large = spend(200_000)
    # ten times the text in over forty times the time is quadratic: five times more text takes twenty-five times longer
    return large * (25 if large > 0.04 and large > 40 * small else 5)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_pattern_is_slow(unit: str) -> None:
    slow = [
        (round(spent, 1), pattern.pattern[:200])
        for anchored, pattern in all_patterns()
        if (spent := seconds_of(pattern, unit, anchored=anchored)) > 1
    ]
    assert not slow


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_the_whole_line_of_work_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        annotate(normalise(text))
        return time.process_time() - start

    small, large = seconds(10_000), seconds(80_000)
    # eight times the text: linear work takes eight times as long, quadratic sixty-four; half a second is noise
    assert large < 24 * small + 0.5
