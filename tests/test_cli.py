"""The command line as a user types it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trichdan.cli import main
from trichdan.cli.base import locale_language

COMMANDS = (
    "build", "extract", "text", "cites", "refs", "show", "search", "deadlines", "wanted", "conflicts", "cascade",
    "review", "rule", "graph", "export", "check",
)  # fmt: skip
PLAN = """BAN DÂN VẬN TỈNH ỦY
Số 12-KH/BDVTU
Lam Sơn, ngày 26 tháng 11 năm 2021

KẾ HOẠCH
thực hiện công tác dân vận

Gửi báo cáo về Ban Dân vận Tỉnh ủy trước ngày 25/12/2021.
"""


def run(*words: str | Path, input: str | bytes | None = None, lang: str = "vi") -> Result:
    env = {"LC_ALL": f"{lang}_XX.UTF-8", "COLUMNS": "120"}
    return CliRunner().invoke(main, [str(word) for word in words], input=input, env=env)


def trichdan(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trichdan", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **options)


def one_line_error(result: Result, status: int) -> str:
    assert result.exit_code == status
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus with good and bad files; the tests run beside it."""
    corpus = tmp_path / "kho"
    (corpus / "a").mkdir(parents=True)
    (corpus / "a" / "2.txt").write_text(PLAN, encoding="utf-8")
    (corpus / "a.txt").write_text(PLAN, encoding="utf-8")
    (corpus / "b.txt").write_bytes(b"")
    (corpus / "c.txt").write_bytes(b"\x7fELF\x00\x00\x01\xff" * 100)
    (corpus / ".hidden.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return corpus


# --- help ---


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_an_example(command: str, lang: str) -> None:
    result = run(command, "--help", "--lang", lang)
    assert result.exit_code == 0
    assert f"trichdan {command}" in result.stdout.split("\n", 2)[2]
    assert "--json" in result.stdout
    assert ("Ví dụ:" in result.stdout) == (lang == "vi")


def test_help_lists_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {command} " in result.stdout for command in COMMANDS)


def test_help_loads_no_heavy_library() -> None:
    heavy = ("spacy", "numpy", "pandas", "whoosh", "underthesea", "rapidfuzz", "rich", "sqlite3")
    code = f"import sys, trichdan.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version() -> None:
    assert run("--version").stdout.startswith("trichdan ")


# --- wrong usage ---


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["extrct", "x"], "extract"),
        (["extract"], "PATH"),
        (["extract", "--isued", "2020-01-01", "x"], "--issued"),
        (["extract", "--issued", "2021-02-30", "x"], "YYYY-MM-DD"),
        (["extract", "--jobs", "0", "x"], "--jobs"),
        (["extract", "-", "-"], "chuẩn"),
        (["cites"], "QUERY"),
        (["cites", "25-NQ/TW", "--term", "abc"], "XI"),
        (["deadlines", "--as-of", "mai"], "YYYY-MM-DD"),
        (["deadlines", "--format", "pdf"], "--format"),
        (["deadlines", "--from", "2022-01-02", "--to", "2022-01-01"], "--from"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["--lang", "fr"], "--lang"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(words: list[str], said: str) -> None:
    assert said in one_line_error(run(*words), 2)


def test_complaints_speak_the_language_asked_for() -> None:
    assert one_line_error(run("nonsense", "--lang", "en"), 2).startswith("Error: ")
    assert one_line_error(run("nonsense", "--lang=vi", lang="en"), 2).startswith("Lỗi: ")
    assert one_line_error(run("nonsense", lang="en"), 2).startswith("Error: ")


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "vi"), ({"LANG": "C.UTF-8"}, "vi"), ({"LANG": "vi_VN.UTF-8"}, "vi"), ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB", "LANG": "vi_VN"}, "en"), ({"LC_ALL": "", "LANG": "vi_VN"}, "vi"),
    ],
)  # fmt: skip
def test_language_of_the_locale(environ: dict[str, str], lang: str) -> None:
    assert locale_language(environ) == lang


def test_debug_shows_the_traceback(folder: Path) -> None:
    assert "Traceback" in run("text", "kho/b.txt", "--debug").stderr
    assert "Traceback" not in run("text", "kho/b.txt").stderr


# --- extract and text ---


@pytest.mark.engine
def test_extract_a_folder_sorted_with_errors_as_lines(folder: Path) -> None:
    result = run("extract", "kho")
    assert result.exit_code == 1
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["source"]["path"] for record in records] == ["kho/a/2.txt", "kho/a.txt", "kho/b.txt", "kho/c.txt"]
    assert [record.get("error", {}).get("code") for record in records][:3] == [None, None, "empty"]
    assert records[3]["error"]["code"] in ("binary", "encoding")
    assert {"schema", "source", "id", "header", "citations", "dates", "deadlines"} <= set(records[0])
    assert "kho/b.txt" in result.stderr
    assert str(folder) not in result.stdout


@pytest.mark.engine
def test_extract_in_several_processes_gives_the_same_bytes(folder: Path) -> None:
    alone = trichdan("extract", "kho", "kho/a", cwd=folder.parent)
    many = trichdan("extract", "--jobs", "2", "kho", "kho/a", cwd=folder.parent)
    assert many.stdout == alone.stdout
    assert many.returncode == alone.returncode == 1
    assert len(alone.stdout.splitlines()) == 5


@pytest.mark.engine
def test_extract_reads_standard_input_and_takes_an_issue_date() -> None:
    result = run("extract", "-", "--issued", "2021-11-26", input="Gửi báo cáo trước ngày 25/12/2021.\n".encode())
    assert result.exit_code == 0
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["source"]["path"] == "-"
    assert record["source"]["chars"] == 35
    assert run("extract", "-", input=b"").exit_code == 1


def test_extract_of_a_missing_path_is_a_line_and_status_1(folder: Path) -> None:
    result = run("extract", "kho/none.txt")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "not-a-file"
    assert "kho/none.txt" in result.stderr


def test_extract_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(tmp_path) in result.stderr


@pytest.mark.engine
def test_json_carries_no_raw_control_character(folder: Path) -> None:
    evil = "BÁO CÁO \x1b[2J \x9b31m \u202e xyz Kế hoạch số 12-KH/TU \x1b[0m ngày 03/6/2013"
    (folder / "x.txt").write_text(evil, encoding="utf-8")
    result = run("extract", "kho/x.txt")
    assert result.exit_code == 0
    assert not set("\x1b\x9b\u202e") & set(result.stdout)
    assert not set("\x1b\x9b\u202e") & set(run("refs", "\x1b[2J").stderr)


def test_a_file_name_that_is_no_text_is_still_json(folder: Path) -> None:
    name = os.fsencode(folder) + b"/\xff\x1b.txt"
    with open(name, "wb"):  # noqa: PTH123 - the name is no text on purpose
        pass
    result = run("extract", "kho")
    paths = [json.loads(line)["source"]["path"] for line in result.stdout.splitlines()]
    assert paths[-1] == "kho/\udcff\x1b.txt"
    assert "\x1b" not in result.stdout + result.stderr


def test_text_prints_the_file_as_it_is(folder: Path) -> None:
    (folder / "d.txt").write_bytes("\ufeffA\r\nB\u2028  C\n\n".encode())
    result = run("text", "kho/d.txt")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == "A\r\nB\u2028  C\n\n"
    assert json.loads(run("text", "kho/d.txt", "--json").stdout)["text"] == "A\r\nB\u2028  C\n\n"


@pytest.mark.parametrize("path", ["kho/none.txt", "kho", "kho/b.txt", "kho/c.txt"])
def test_text_of_what_is_no_document(folder: Path, path: str) -> None:
    assert path in one_line_error(run("text", path), 1)


@pytest.mark.engine
def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    for number in range(40):
        (folder / f"{number}.md").write_text(PLAN, encoding="utf-8")
    command = f"{sys.executable} -m trichdan extract kho | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=folder.parent, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr
    assert done.returncode == 0


@pytest.mark.engine
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_is_one_line_and_130(folder: Path, jobs: str) -> None:
    for number in range(300):
        (folder / f"{number}.md").write_text(PLAN * 40, encoding="utf-8")
    command = [sys.executable, "-m", "trichdan", "extract", "--jobs", jobs, "--lang", "en", "kho"]
    with subprocess.Popen(
        command,
        cwd=folder.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background inherits it ignored
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in complaint
    assert complaint.strip().endswith(b"Interrupted.")


def test_missing_index_is_one_line(tmp_path: Path) -> None:
    for words in (
        ["refs", "x"],
        ["cites", "x"],
        ["deadlines"],
        ["wanted"],
        ["search", "x"],
        ["export", tmp_path / "o"],
    ):
        assert "none" in one_line_error(run(*words, "--index", tmp_path / "none"), 1)


def test_what_is_no_index_is_one_line(tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    (index / "trichdan.sqlite").write_bytes(b"not a database " * 100)
    assert "xóa thư mục này" in one_line_error(run("deadlines", "--index", index), 1)
    assert "remove the folder" in one_line_error(run("deadlines", "--index", index, lang="en"), 1)


def test_build_of_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    assert "không có thư mục này" in one_line_error(run("build", tmp_path / "x", "--index", tmp_path / "i"), 1)
