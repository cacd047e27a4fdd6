"""`review`, `rule` and `graph` as a user types them."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import records
from trichdan.cli import main
from trichdan.resolve.rulings import append_ruling

LETTER = {"number": "308-CV/TU", "type": "công văn", "jurisdiction": "tỉnh Bình Thuận", "date": "2026-11-26"}
BARE = {"text": "Nghị quyết 25-NQ/TW", "number": "25-NQ/TW", "type": "nghị quyết"}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env={"LC_ALL": "en_US.UTF-8", "COLUMNS": "160"})


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    building = importlib.import_module("trichdan.build")
    monkeypatch.setattr("trichdan.build.reading.extract_path", records.read)
    records.write(tmp_path / "docs", "letter.txt", cites=(BARE,), **LETTER)
    building.build(tmp_path / "docs", tmp_path / "index", full_text=False)
    return tmp_path


def test_review_lists_the_ambiguous_citation(made: Path) -> None:
    done = run("review", "--index", made / "index", "--json")
    assert done.exit_code == 0, done.output
    assert [row["kind"] for row in json.loads(done.stdout)] == ["link"]


def test_a_rule_is_written_and_applied(made: Path) -> None:
    words = ("rule", "link", "letter.txt", BARE["text"], "25-NQ/TW@XI", "--why", "asked", "--corpus", made / "docs")
    assert run(*words).exit_code == 0
    importlib.import_module("trichdan.build").build(made / "docs", made / "index", full_text=False)
    done = run("refs", "letter.txt", "--index", made / "index", "--json")
    assert json.loads(done.stdout)["citations"][0]["target"]["id"] == "25-NQ/TW@XI"
    assert run("review", "--index", made / "index", "--json").stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ("link", "a", "b"),
        ("date", "a", "b", "soon"),
        ("same", "a"),
        ("guess", "a", "b", "c"),
        ("link", "a", "b", "c", "d"),
    ],
)
def test_wrong_rules_are_wrong_usage(made: Path, words: tuple[str, ...]) -> None:
    assert run("rule", *words, "--why", "x", "--corpus", made / "docs").exit_code == 2
    assert not (made / "docs" / "rulings.jsonl").exists()


def test_rulings_are_appended_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "rulings.jsonl"
    path.write_text('{"rule": "link"}', encoding="utf-8")
    append_ruling(path, {"rule": "same"})
    append_ruling(path, {"rule": "date"})
    rules = [json.loads(line)["rule"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert rules == ["link", "same", "date"]


@pytest.mark.parametrize(("form", "head"), [("graphml", "<?xml"), ("json", "{"), ("svg", "<svg")])
def test_graphs_are_written(made: Path, form: str, head: str) -> None:
    records.write(made / "docs", "other.txt", cites=(records.DAN_VAN,), **{**LETTER, "number": "9-CV/TU"})
    importlib.import_module("trichdan.build").build(made / "docs", made / "index", full_text=False)
    done = run("graph", "25-NQ/TW@XI", "--format", form, "--index", made / "index")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(head)
    out = made / "out"
    assert run("graph", "25-NQ/TW@XI", "--format", form, "--index", made / "index", "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == done.stdout


def test_a_drawing_needs_a_middle(made: Path) -> None:
    assert run("graph", "--format", "svg", "--index", made / "index").exit_code == 2
