"""Bytes become text, or a refusal that says why."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path

import pytest

from trichdan.errors import SourceError
from trichdan.read import plain, read_source

LETTER = "Kính gửi: Các huyện ủy, thành ủy. Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LETTER.encode(), "utf-8"),
        (codecs.BOM_UTF8 + LETTER.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"), "utf-16-be"),
        (LETTER.encode("utf-16-le"), "utf-16-le"),
        (LETTER.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    assert plain.decode(data, "a.txt") == (LETTER, encoding)


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", "empty", "a.txt: the file is empty"),
        (b" \r\n\t ", "empty", "a.txt: the file is empty"),
        (b"\x7fELF\x00\x00\x01\xff" * 50, "binary", "a.txt: the file is binary"),
        (b"chu\0a" * 600, "binary", "a.txt: the file is binary"),
        ("Nghị".encode() + b"\xe1 quy\xeat", "encoding", "a.txt: byte 6 is no utf-8 text"),
        (codecs.BOM_UTF8 + b"ab\xff", "encoding", "a.txt: byte 5 is no utf-8 text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str, told: str) -> None:
    with pytest.raises(SourceError) as raised:
        plain.decode(data, "a.txt")
    assert raised.value.code == code
    assert str(raised.value).startswith(told)


def test_a_stray_nul_of_a_pdf_is_text() -> None:
    text = LETTER * 10 + "\0"
    assert plain.decode(text.encode(), "a.txt")[0] == text


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 11, encoding="utf-8")
    monkeypatch.setattr(plain, "MAX_BYTES", 11)
    assert read_source(path, "a.txt").text == "x" * 11
    monkeypatch.setattr(plain, "MAX_BYTES", 10)
    with pytest.raises(SourceError, match="11 bytes is over the limit of 10") as raised:
        read_source(path, "a.txt")
    assert raised.value.code == "too-large"


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.txt", "text/plain"), ("a.MD", "text/markdown"), ("a", "text/plain")]
)
def test_a_source_says_what_it_is(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(b"mot\fhai\fba")
    read = read_source(tmp_path / name, name)
    assert (read.media_type, read.pages, read.encoding, read.ocr) == (media_type, 3, "utf-8", False)
    assert read.sha256 == hashlib.sha256(b"mot\fhai\fba").hexdigest()


def test_folders_pipes_and_what_is_gone_are_no_documents(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, told in (("pipe", "no regular file"), ("gone", "does not exist"), (".", "is a folder")):
        with pytest.raises(SourceError, match=told) as raised:
            plain.read_bytes(tmp_path / path, path)
        assert raised.value.code == "not-a-file"


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SourceError, match="Permission denied") as raised:
        plain.read_bytes(path, "a.txt")
    assert raised.value.code == "unreadable"
