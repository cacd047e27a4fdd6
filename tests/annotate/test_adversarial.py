"""No pattern is slow on hostile text: each takes under a second of processor time on a million characters."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any

import pytest

import trichdan.annotate
import trichdan.normalise
import trichdan.search
from trichdan.flow import annotate
from trichdan.lexicon import Lexicon, load_lexicon
from trichdan.normalise import normalise

pytestmark = pytest.mark.engine

SIZE = 1_000_000
UNITS = [
    *'1 - / " “ ( ) [ A Đ | * 1/ 1- 12-NQ/ 1. A-'.split(" "),
    *"a ;Luật ;số ;số 1;Nghị quyết số ;của ;ngày ;ngày 1/;năm 2;trước ngày ;khoản 1 Điều ;và ;, ;- ".split(";"),
    *"quý I, ;tháng 1 ;Hằng ;Gửi báo cáo về ;T/M ;các Quyết định số 1, ".split(";"),
    "Luật sửa đổi, bổ sung một số điều của ",
    " ",
    "\n",
    "\t",
]


def patterns_in(value: Any, seen: set[int], depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Yield the compiled patterns inside a value: containers, dataclasses, the lexicon's tables."""
    if id(value) in seen or depth > 6:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from patterns_in(item, seen, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and len(value) < 2000:
        for item in value:
            yield from patterns_in(item, seen, depth + 1)
    elif isinstance(value, Lexicon):
        for name, attribute in vars(Lexicon).items():
            if isinstance(attribute, cached_property):
                yield from patterns_in(getattr(value, name), seen, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from patterns_in(getattr(value, f.name), seen, depth + 1)


def all_patterns() -> list[re.Pattern[str]]:
    seen: set[int] = set()
    found: dict[str, re.Pattern[str]] = {}
    for package in (trichdan.annotate, trichdan.normalise, trichdan.search):
        for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            for pattern in patterns_in(vars(importlib.import_module(info.name)), seen):
                found[pattern.pattern] = pattern
    for pattern in patterns_in(load_lexicon(), seen):
        found[pattern.pattern] = pattern
    return list(found.values())


def test_patterns_are_found() -> None:
    assert len(all_patterns()) > 20


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_pattern_is_slow(unit: str) -> None:
    text = (unit * (SIZE // len(unit) + 1))[:SIZE]
    slow = []
    for pattern in all_patterns():
        start = time.process_time()
        for _ in pattern.finditer(text):
            pass
        spent = time.process_time() - start
        if spent > 1:
            slow.append((round(spent, 1), pattern.pattern[:200]))
    assert not slow


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_the_whole_line_of_work_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        annotate(normalise(text))
        return time.process_time() - start

    small, large = seconds(25_000), seconds(200_000)
    # eight times the text: linear work takes eight times as long, quadratic sixty-four; half a second is noise
    assert large < 24 * small + 0.5
