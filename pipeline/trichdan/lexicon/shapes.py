"""Patterns for lists of words, in the form that the engine searches fastest."""

from __future__ import annotations

from collections.abc import Iterable


def opening(shapes: Iterable[str], *, never: str = "") -> str:
    """Return a regex for any of the shapes, where nothing of `never` stands before it.

    A search skips quickly to the next character with which a regex can begin, but tries every place where the regex
    begins with a look behind. So the shapes are parted by their first character, and the look behind comes after it.

    Args:
        shapes: regexes, in the order in which they are tried; each begins with a plain character or an escaped mark,
            which nothing repeats.
        never: a class of characters, such as `\\w`.
    """
    groups: dict[str, list[str]] = {}
    for shape in shapes:
        size = 2 if shape.startswith("\\") else 1
        groups.setdefault(shape[:size], []).append(shape[size:])
    behind = f"(?<!{never}.)" if never else ""
    return "(?:" + "|".join(f"{first}{behind}(?:{'|'.join(rest)})" for first, rest in groups.items()) + ")"
