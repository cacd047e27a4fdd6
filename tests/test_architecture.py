"""The floors of the package: imports go downwards only, each vendor has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "pipeline" / "trichdan"
MODULES = sorted(PACKAGE.rglob("*.py"))

STAGES = ("read", "normalise", "annotate", "resolve", "search", "report")
FLOORS = [
    {"__main__"},
    {"cli"},
    {"archive"},
    {"build"},
    {"flow"},
    set(STAGES),
    {"store", "words", "calendars", "workers"},
    {"lexicon"},
    {"model"},
    {"text", "errors", "lunar"},
]
DOORS = {
    "whoosh": ("search/",),
    "tantivy": ("search/",),
    "rapidfuzz": ("resolve/candidates.py",),
    "underthesea": ("words.py",),
    "pandas": ("report/tables.py",),
    "spacy": ("annotate/",),
    "click": ("cli", "__main__.py"),
    "sqlite3": ("store",),
}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(module: str) -> str:
    """Return the first name below the package: `trichdan.annotate.times.dates` -> `annotate`."""
    return module.split(".")[1] if "." in module else ""


def imports(path: Path, *, late: bool) -> Iterator[str]:
    """Yield the modules that a file imports; with `late` also inside functions, but never for typing alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree) if late else tree.body:
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def floor(part: str) -> int:
    return next(i for i, parts in enumerate(FLOORS) if part in parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downwards(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if own == "__init__":
        pytest.skip("the package's front door names what it offers, late")
    for module in imports(path, late=True):
        if not module.startswith("trichdan."):
            continue
        other = part_of(module)
        if other == own:
            continue
        assert floor(own) < floor(other), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_vendor_has_one_door(path: Path) -> None:
    for module in imports(path, late=True):
        doors = DOORS.get(module.split(".")[0])
        assert doors is None or name_of(path).startswith(doors), f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_assert_and_no_print_outside_the_command_line(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if not name_of(path).startswith("cli"):
        calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
        assert not [call.lineno for call in calls if call.func.id == "print"]  # type: ignore[attr-defined]


def test_every_part_has_a_floor() -> None:
    parts = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES} - {"__init__"}
    assert parts <= set().union(*FLOORS)
