"""Words of time: heads, numbers, lunar names, weekdays (`time_words.csv`) and cues of roles (`time_cues.csv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from trichdan.lexicon.loader import cells, read_table
from trichdan.lexicon.shapes import opening


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word form of a class; `value` is what it stands for, or ""."""

    form: str
    value: str


@dataclass(frozen=True)
class TimeWords:
    """The word classes of the time grammar."""

    classes: dict[str, tuple[TimeWord, ...]]
    values: dict[tuple[str, str], str]

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the forms of a class, longest first."""
        return tuple(sorted((w.form for w in self.classes[name]), key=lambda f: (-len(f), f)))

    def pattern(self, *names: str) -> str:
        """Return a regex that matches any form of the classes, without a capturing group.

        A space in a form stands for one or two spaces or a line break.
        """
        forms = sorted({f for name in names for f in self.forms(name)}, key=lambda f: (-len(f), f))
        return "(?:" + "|".join(re.escape(f).replace(r"\ ", r"[ \n] ?") for f in forms) + ")"

    def value(self, name: str, form: str) -> str | None:
        """Return what a form of a class stands for, or None where it is no form of it."""
        return self.values.get((name, " ".join(form.split())))


@cache
def load_time_words() -> TimeWords:
    """Return the word classes of `time_words.csv`."""
    classes: dict[str, list[TimeWord]] = {}
    for row in read_table("time_words", required=("class", "forms", "source")):
        classes.setdefault(row["class"], []).extend(TimeWord(f, row["value"]) for f in cells(row["forms"]))
    values = {(name, w.form): w.value for name, words in classes.items() for w in reversed(words)}
    return TimeWords({name: tuple(words) for name, words in classes.items()}, values)


@dataclass(frozen=True, slots=True)
class TimeCue:
    """Words near a time expression that tell something about it.

    Attributes:
        side: `left` or `right` of it, or `end` where they must end the left text.
        within: how many characters away they may begin.
    """

    side: str
    within: int
    pattern: re.Pattern[str]


@cache
def load_time_cues() -> dict[str, tuple[TimeCue, ...]]:
    """Return the cues of `time_cues.csv` by name."""
    cues: dict[str, list[TimeCue]] = {}
    for row in read_table("time_cues", required=("cue", "side", "within", "forms", "source")):
        forms = sorted(cells(row["forms"]), key=lambda f: (-len(f), f))
        shapes = (re.escape(f).replace(r"\ ", r"[ \n]{1,3}") for f in forms)
        tail = r"[ \n]?[“\"(]?$" if row["side"] == "end" else ""
        pattern = re.compile(opening(shapes, never=r"[^\W_]") + r"(?![^\W_])" + tail)
        cues.setdefault(row["cue"], []).append(TimeCue(row["side"], int(row["within"]), pattern))
    return {name: tuple(found) for name, found in cues.items()}
