"""What the command line says when it is used wrongly: what, where and what to do, in the reader's language."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from trichdan.cli import main
from trichdan.cli.errors import wording
from trichdan.cli.values import read_relation
from trichdan.lexicon.messages import load_messages


def run(*words: str | Path, lang: str = "vi") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env={"LC_ALL": f"{lang}_XX.UTF-8"})


@pytest.fixture(autouse=True)
def beside_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tep").write_text("x", encoding="utf-8")
    Path("kho").mkdir()


@pytest.mark.parametrize(
    ("words", "vi", "en"),
    [
        (["buid"], "có phải là build? Gõ", "did you mean build? Try"),
        (["show"], "thiếu DOC.", "DOC is missing."),
        (["extract"], "thiếu PATH.", "PATH is missing."),
        (["rule", "link", "a", "b", "c"], "thiếu --why.", "--why is missing."),
        (["show", "a", "b"], "thừa: b", "not expected: b"),
        (["deadlines", "--format", "pdf"], "cần một trong: table, csv", "write one of: table, csv"),
        (["deadlines", "--alarm", "x"], "cần một số nguyên từ 0 đến 365", "write a whole number from 0 to 365"),
        (["wanted", "--limit", "0"], "cần một số nguyên từ 1 trở lên", "write a whole number of at least 1"),
        (["wanted", "--limit"], "--limit cần một giá trị", "--limit needs a value"),
        (["deadlines", "--overdue=1"], "--overdue không nhận giá trị", "--overdue takes no value"),
        (["build", "tep"], "tep là tệp, ở đây cần thư mục", "tep is a file, a folder is wanted"),
        (["wanted", "--index", "tep"], "tep là tệp, ở đây cần thư mục", "tep is a file, a folder is wanted"),
        (["deadlines", "-o", "kho"], "kho là thư mục, ở đây cần tên tệp", "kho is a folder, a file is wanted"),
        (["cites", ""], "QUERY không hợp lệ: không được để trống", "QUERY is not valid: it must not be empty"),
        (["cascade", " "], "NUMBER không hợp lệ", "NUMBER is not valid"),
        (["refs", ""], "DOC không hợp lệ", "DOC is not valid"),
        (["graph", ""], "QUERY không hợp lệ", "QUERY is not valid"),
        (["cites", "x", "--relation", "loves"], "implements, conforms_to", "implements, conforms_to"),
        (["cites", "x", "--from", "2020-01-02", "--to", "2020-01-01"], "--from 2020-01-02 sau --to", "is after --to"),
        (["search", "x", "--from", "2/1/2020", "--to", "1/1/2020"], "--from 2020-01-02 sau --to", "is after --to"),
        (["deadlines", "--json", "--format", "csv"], "hãy bỏ một trong hai", "contradict each other"),
        (["graph", "x", "--json", "--format", "svg"], "hãy bỏ một trong hai", "contradict each other"),
    ],
)
def test_wrong_usage_says_what_to_do_in_both_languages(words: list[str], vi: str, en: str) -> None:
    for lang, told in (("vi", vi), ("en", en)):
        result = run(*words, lang=lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr
        assert result.stderr.count("\n") == 1


def test_options_alone_are_no_command() -> None:
    for lang, told in (("vi", "Lỗi: hãy nêu một lệnh."), ("en", "Error: name a command.")):
        result = run("--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(told)


@pytest.mark.parametrize("typed", ["implements", "Implements", "thực hiện", "thuc hien"])
def test_a_relation_may_be_typed_as_people_say_it(typed: str) -> None:
    assert read_relation(typed) == "implements"
    with pytest.raises(click.BadParameter):
        read_relation("hôn nhân")


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (errno.ENOENT, "không có tệp hoặc thư mục này", "no such file or folder"),
        (errno.EACCES, "không có quyền; hãy kiểm tra", "permission denied; check"),
        (errno.ENOSPC, "đĩa đã đầy", "the disk is full"),
        (errno.ELOOP, os.strerror(errno.ELOOP), os.strerror(errno.ELOOP)),
    ],
)
def test_what_the_system_refuses_is_worded(number: int, vi: str, en: str) -> None:
    error = OSError(number, os.strerror(number), "a.txt")
    assert wording(error, load_messages("vi")).startswith(f"a.txt: {vi}")
    assert wording(error, load_messages("en")).startswith(f"a.txt: {en}")


def test_a_ruling_for_a_corpus_that_is_not_there_is_one_line() -> None:
    result = run("rule", "same", "a", "b", "--why", "x", "--corpus", "khong-co")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "không có tệp hoặc thư mục này" in result.stderr


def test_a_corpus_without_documents_is_told_of() -> None:
    result = run("build", "kho", "--index", "muc-luc")
    assert result.exit_code == 0
    assert result.stdout.startswith("0 văn bản")
    assert "kho: chưa có văn bản nào" in result.stderr
    assert "no documents yet" in run("build", "kho", "--index", "muc-luc", lang="en").stderr


def test_what_could_not_be_read_before_is_named_again() -> None:
    Path("kho/rong.txt").write_bytes(b"")
    first = run("build", "kho", "--index", "muc-luc")
    assert (first.exit_code, "rong.txt: tệp rỗng" in first.stderr) == (1, True)
    assert "từ các lần lập trước" not in first.stderr
    second = run("build", "kho", "--index", "muc-luc")
    assert second.exit_code == 0
    assert "1 tệp không đọc được từ các lần lập trước: rong.txt" in second.stderr


@pytest.mark.parametrize(
    ("path", "vi", "en"),
    [
        ("kho", "kho: là thư mục", "kho: is a folder"),
        ("none.txt", "none.txt: không có tệp này", "none.txt: does not exist"),
        ("elf.txt", "elf.txt: tệp nhị phân", "elf.txt: the file is binary"),
        ("latin.txt", "latin.txt: byte thứ 4 không phải là văn bản utf-8", "latin.txt: byte 4 is no utf-8 text"),
    ],
)
def test_what_is_no_document_is_told_apart(path: str, vi: str, en: str) -> None:
    Path("elf.txt").write_bytes(b"\x7fELF\x00\x00\x01\xff" * 100)
    Path("latin.txt").write_bytes(b"K\xc3\xaa \xe1 ho\xe1ch")
    assert vi in run("text", path).stderr
    assert en in run("text", path, lang="en").stderr
