"""What the READMEs say is so: every command is there, its examples run, and the schema is the one of the store."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from trichdan.cli import main
from trichdan.store.schema import TABLES, VIEWS

ROOT = Path(__file__).parent.parent
READMES = {"README.md": "en_US.UTF-8", "README.vi.md": "vi_VN.UTF-8"}
COMMANDS = main.list_commands(click.Context(main))


def readme(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command line that a README shows, with the lines that it says are printed (`...` cuts one short)."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", readme(name), re.M | re.S)
    for block in (text for language, text in blocks if not language):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *printed = part.rstrip("\n").split("\n")
            yield command, [line for line in printed if line != "..." and not line.startswith("[...")]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help_and_a_readme_line(command: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found is not None
    assert found.get_help(click.Context(found, info_name=command)).strip()
    for name in READMES:
        assert re.search(rf"^### `trichdan {command}\b", readme(name), re.M), f"{name} lacks {command}"


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_stands_under_its_command(command: str, name: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found is not None
    told = re.split(r"^##+ ", readme(name).split(f"\n### `trichdan {command}")[1], maxsplit=1, flags=re.M)[0]
    common = {"--index", "--json", "--lang", "--debug"}  # told of all commands at once
    options = (param for param in found.params if isinstance(param, click.Option) and not common & set(param.opts))
    left_out = [
        param.opts
        for param in options
        if not any(re.search(rf"(?<!\S){name}\b|`{name}\b", told) for name in param.opts)
    ]
    assert left_out == []


@pytest.mark.parametrize("name", READMES)
def test_no_readme_speaks_of_a_command_that_is_not_there(name: str) -> None:
    told = set(re.findall(r"^(?:### `|.*\$ |.*\| )trichdan ([a-z]+)", readme(name), re.M))
    assert told
    assert told <= set(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_tables_and_views_are_described(name: str) -> None:
    described = set(re.findall(r"`(\w+)`", readme(name)))
    tables = set(re.findall(r"CREATE (?:TABLE|VIEW) (\w+)", TABLES + VIEWS))
    assert tables <= described, tables - described


@pytest.mark.parametrize("name", READMES)
def test_columns_of_the_described_tables_are_there(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (`.+) \|$", readme(name), re.M)
    assert len(rows) >= 8
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(TABLES + VIEWS)
        for table, cell in rows:
            columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
            assert columns, table
            told = set(re.findall(r"`(\w+)`", cell)) - {"ok", "failed"}
            assert told <= columns, f"{table}: {told - columns}"


@pytest.mark.parametrize("name", [*READMES, "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", readme(name)):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("name", READMES)
def test_paths_in_the_layout_are_there(name: str) -> None:
    paths = re.findall(r"^\| `([\w./]+)` \|", readme(name).split("## Layout")[-1].split("## Bố cục")[-1], re.M)
    assert len(paths) >= 6
    for path in paths:
        assert (ROOT / path).exists(), path


def test_both_readmes_show_the_same_examples() -> None:
    shown = {name: {command for command, _ in examples(name)} for name in READMES}
    assert shown["README.vi.md"] <= shown["README.md"]
    run = {word for command in shown["README.vi.md"] for word in re.findall(r"trichdan (\w+)", command)}
    assert run == set(COMMANDS)


@pytest.mark.engine
@pytest.mark.parametrize("name", READMES)
def test_examples_print_what_the_readme_says(name: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "LC_ALL": READMES[name], "LANG": READMES[name]}
    told = list(examples(name))
    if name != "README.md":  # what reads the same there has been run for it
        told = [example for example in told if example not in list(examples("README.md"))]
    assert told
    for command, printed in told:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        lines = [line.rstrip() for line in done.stdout.splitlines()]
        for line in printed:
            whole = line.rstrip()
            cut = whole.removesuffix("...")  # what the README leaves out
            found = any(shown.startswith(cut) for shown in lines) if cut != whole else whole in lines
            assert found, f"{command} did not print {line!r} but {done.stdout}{done.stderr}"
