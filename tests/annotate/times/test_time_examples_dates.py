"""The time expressions of the time guide's forty examples; skipped where the guide is not at hand."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.shared import SHARED
from trichdan.annotate.numbering.numbers import annotate_numbers
from trichdan.annotate.times.dates import annotate_dates, annotate_times
from trichdan.lexicon import load_lexicon
from trichdan.model import Annotation, Timex
from trichdan.normalise import normalise

GUIDE = SHARED / "time" / "examples.jsonl"
FIELDS = ("mod", "lo", "hi", "calendar", "status", "quant", "freq", "unit", "lunar", "candidates")

pytestmark = pytest.mark.skipif(not GUIDE.is_file(), reason=f"the time guide is not at {GUIDE}")


def _examples() -> list[dict[str, Any]]:
    if not GUIDE.is_file():
        return []
    return [json.loads(line) for line in GUIDE.read_text(encoding="utf-8").splitlines()]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _field(timex: Timex, name: str) -> object:
    return _plain(getattr(timex, name))


@pytest.mark.parametrize("row", _examples(), ids=lambda row: str(row["n"]))
def test_example(row: dict[str, Any]) -> None:
    text, lexicon = normalise(row["text"]), load_lexicon()
    start = Annotation(text.value, text.folded, date.fromisoformat(row["issue"]))
    found = annotate_times(annotate_dates(annotate_numbers(start, lexicon), lexicon), lexicon).dates
    got = [(text.to_source(t.span).of(text.source), t.type, t.value) for t in found]
    assert got == [(x["text"], x["type"], x["value"]) for x in row["timex"]]
    for wanted, timex in zip(row["timex"], found, strict=True):
        for name in FIELDS:
            if name in wanted:
                assert _field(timex, name) == wanted[name], name
        if "role" in wanted:
            assert timex.role == wanted["role"]
