from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from trichdan.lexicon.loader import read_table
from trichdan.lexicon.messages import load_messages

PACKAGE = Path(__file__).parent.parent / "pipeline" / "trichdan"
ROWS = read_table("messages", required=("id", "vi", "en"))
USED = re.compile(r"""say\(\s*f?["']([a-z_]+\.[\w.<>=-]+)["']|messages\(\s*["']([a-z_]+\.[\w.]+)["']""")
OPTIONS = re.compile(r"""\bsay="(\w+)\"""")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))


def test_both_languages_fill_in_the_same_values() -> None:
    # a month or quarter is a word in one language and a number in the other; English details name their position
    optional = {"name", "month", "roman", "quarter", "position"}
    for row in ROWS:
        assert fields(row["vi"]) - optional == fields(row["en"]) - optional, row["id"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_message_that_the_code_names_is_there(lang: str) -> None:
    texts = load_messages(lang).texts
    named = set()
    for folder in ("cli", "report"):
        for path in (PACKAGE / folder).rglob("*"):
            if path.suffix in (".py", ".html"):
                code = path.read_text(encoding="utf-8")
                named |= {first or second for first, second in USED.findall(code)}
                named |= {f"opt.{name}" for name in OPTIONS.findall(code)} if folder == "cli" else set()
    assert len(named) > 80
    assert not sorted(name for name in named if name not in texts)


def test_codes_without_a_word_stay_as_they_are() -> None:
    say = load_messages("vi")
    assert say.word("action", "REPORT") == "Báo cáo"
    assert say.word("action", "NEW") == "NEW"
    assert say.word("action", None) == ""
