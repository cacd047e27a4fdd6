"""The commands over an index, as a user types them, on a small corpus of made-up papers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from trichdan.cli import main

pytestmark = pytest.mark.engine

PLAN = """TỈNH ỦY LAM SƠN\t\tĐẢNG CỘNG SẢN VIỆT NAM
BAN DÂN VẬN
*
Số 12-KH/BDVTU\t\tLam Sơn, ngày 26 tháng 11 năm 2021

KẾ HOẠCH
thực hiện công tác dân vận năm 2022

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI), Ban Dân vận Tỉnh ủy \
xây dựng kế hoạch như sau:

I- MỤC ĐÍCH
Nâng cao nhận thức của cán bộ, đảng viên.

II- TỔ CHỨC THỰC HIỆN
1. Ban Dân vận các huyện ủy, thành ủy gửi báo cáo về Ban Dân vận Tỉnh ủy trước ngày 25/12/2021.
2. Ban Dân vận các huyện ủy, thành ủy gửi báo cáo về Ban Dân vận Tỉnh ủy chậm nhất ngày 15 hằng tháng.

Nơi nhận:
- Thường trực Tỉnh ủy,
- Lưu Văn phòng.

TRƯỞNG BAN
Trần Văn Mẫu
"""
LETTER = """TỈNH ỦY LAM SƠN\t\tĐẢNG CỘNG SẢN VIỆT NAM
Số 40-CV/TU\t\tLam Sơn, ngày 01 tháng 12 năm 2021

Kính gửi: Các huyện ủy, thành ủy

Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI), Tỉnh ủy đề nghị các \
huyện ủy, thành ủy quán triệt Kế hoạch số 12-KH/BDVTU, ngày 26/11/2021 của Ban Dân vận Tỉnh ủy.

T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Lê Thị Thử
"""


def run(*words: str | Path, lang: str = "vi") -> Result:
    env = {"LC_ALL": f"{lang}_XX.UTF-8", "COLUMNS": "120"}
    return CliRunner().invoke(main, [str(word) for word in words], env=env)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("kho")
    corpus = place / "corpus"
    (corpus / "ban").mkdir(parents=True)
    (corpus / "ban" / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    (corpus / "cong-van.txt").write_text(LETTER, encoding="utf-8")
    (corpus / "rong.txt").write_bytes(b"")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        result = run("build")
        assert result.exit_code == 1, result.stderr
        assert "rong.txt" in result.stderr
        assert "2 văn bản. Tệp: 3 mới" in result.stdout
        yield place


@pytest.fixture(autouse=True)
def beside(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)


def answer(*words: str | Path) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def rows(*words: str | Path) -> list[dict[str, str]]:
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_second_build_has_nothing_to_do() -> None:
    result = run("build", "--lang", "en")
    assert "2 documents. Files: 0 new, 0 changed, 0 removed" in result.stdout
    assert json.loads(run("build", "--json").stdout)["added"] == 0


@pytest.mark.parametrize("query", ["Nghị quyết 25-NQ/TW", "nq 25 tw", "25-NQ/TW khóa XI", "NQ25"])
def test_cites(query: str) -> None:
    found = answer("cites", query)
    assert set(found) >= {"query", "candidates"}
    (cited,) = [one for one in found["candidates"] if one["id"] == "25-NQ/TW@XI"]
    assert set(cited) >= {"id", "number", "date", "term", "title", "held", "documents"}
    assert [document["number"] for document in cited["documents"]] == ["12-KH/BDVTU", "40-CV/TU"]
    mention = cited["documents"][0]["mentions"][0]
    assert set(mention) >= {"relation", "start", "end", "quote"}


def test_cites_narrows() -> None:
    for words in (["--type", "kế hoạch"], ["--to", "2021-11-30"], ["--issuer", "ban dan van"]):
        found = rows("cites", "25-NQ/TW", "--term", "XI", *words)
        assert {row["number"] for row in found} == {"12-KH/BDVTU"}, words
    assert {row["number"] for row in rows("cites", "25-NQ/TW", "--relation", "repeals")} == {""}


def test_documents_of_one_number_are_told_apart() -> None:
    found = {row["target"]: row for row in rows("cites", "25-NQ/TW")}
    assert len(found) > 2
    assert found["25-NQ/TW@XI"]["target_date"] == "2013-06-03"
    assert found["25-NQ/TW@X"]["id"] == ""
    assert all(row["target_title"] for row in found.values())


def test_refs_and_show_name_a_document_in_several_ways() -> None:
    for doc in ("12-KH/BDVTU", "ban/ke-hoach.txt", "ke-hoach.txt"):
        refs = answer("refs", doc)
        assert refs["path"] == "ban/ke-hoach.txt"
        assert refs["citations"][0]["number"] == "25-NQ/TW"
    card = answer("show", refs["id"])
    assert card["id"] == refs["id"]
    assert card["header"]["number"] == "12-KH/BDVTU"
    assert "40-CV/TU" in run("show", "12-KH/BDVTU").stdout
    assert rows("refs", "12-KH/BDVTU")[0]["target"] == "25-NQ/TW@XI"


def test_an_unknown_document_is_one_line() -> None:
    for command in ("refs", "show"):
        result = run(command, "99-XX/TW")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
        assert "99-XX/TW" in result.stderr


def test_errors_speak_the_language_asked_for() -> None:
    assert "chỉ mục không có văn bản này" in run("refs", "99-XX/TW").stderr
    assert "holds no such document" in run("refs", "99-XX/TW", "--lang", "en").stderr
    result = run("search", "(dân vận")
    assert result.exit_code == 2
    assert result.stderr.startswith("Lỗi: ký tự thứ 1: dấu ( chưa đóng")
    assert "character 1: ( is not closed" in run("search", "(dân vận", lang="en").stderr


def test_search_finds_without_marks() -> None:
    found = answer("search", "cong tac dan van")
    assert found["total"] >= 1
    assert set(found["results"][0]) >= {"id", "path", "number", "type", "date", "title", "score", "snippet"}
    assert rows("search", "dân vận", "--limit", "1")[0]["number"]
    assert rows("search", "dân vận", "--type", "công văn")[0]["path"] == "cong-van.txt"
    assert [row["path"] for row in rows("search", "dân vận", "--citing", "12-KH/BDVTU")] == ["cong-van.txt"]
    assert rows("search", "dân vận", "--province", "Hà Nội") == []


def test_deadlines_in_a_window() -> None:
    found = answer("deadlines", "--from", "2021-12-01", "--to", "2022-02-28")
    days = [day for row in found for day in row["occurrences"]]
    assert sorted(days) == ["2021-12-15", "2021-12-24", "2022-01-15", "2022-02-15"]
    assert {row["path"] for row in found} == {"ban/ke-hoach.txt"}
    assert answer("deadlines", "--actor", "không có ai") == []
    overdue = rows("deadlines", "--overdue", "--as-of", "2021-12-25")
    assert [row["due"] for row in overdue] == ["2021-12-15", "2021-12-24"]
    assert [row["days"] for row in overdue] == ["-10", "-1"]


def test_deadlines_as_files(tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "ics", "json", "html"):
        out = tmp_path / "r" / f"due.{form}"
        result = run("deadlines", "--format", form, "-o", out)
        assert (result.exit_code, result.stdout) == (0, "")
        first = out.read_bytes()
        run("deadlines", "--format", form, "-o", out)
        assert out.read_bytes() == first, form
    sheet = openpyxl.load_workbook(tmp_path / "r" / "due.xlsx").active
    assert sheet is not None
    link = next(cell for cell in sheet[2] if cell.hyperlink)
    assert (tmp_path / "r" / link.hyperlink.target).resolve().name == "ke-hoach.txt"
    assert str(link.value) in ("ban/ke-hoach.txt:15", "ban/ke-hoach.txt:16")
    calendar = Calendar.from_ical((tmp_path / "r" / "due.ics").read_bytes())
    assert len(list(calendar.walk("VTODO"))) == 2
    assert "trước ngày 25/12/2021" in (tmp_path / "r" / "due.html").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_one_line() -> None:
    Path("a-file").write_text("x", encoding="utf-8")
    result = run("deadlines", "--format", "csv", "-o", "a-file/x.csv")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("words", [["wanted"], ["conflicts"], ["cascade", "25-NQ/TW"]])
def test_lists_answer_in_all_forms(words: list[str]) -> None:
    answer(*words)
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert "Traceback" not in result.stderr


def test_cascade_names_who_has_answered() -> None:
    (candidate,) = [one for one in answer("cascade", "25-NQ/TW")["candidates"] if one["id"] == "25-NQ/TW@XI"]
    assert "12-KH/BDVTU" in [row["number"] for row in candidate["issued"]]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_export(form: str, tmp_path: Path) -> None:
    result = run("export", tmp_path / form, "--format", form)
    assert result.exit_code == 0, result.stderr
    written = [Path(line) for line in result.stdout.splitlines()]
    assert all(path.stat().st_size for path in written)
    if form == "csv":
        assert [path.name for path in written] == ["documents.csv", "citations.csv", "dates.csv", "deadlines.csv"]
        assert len(list(csv.DictReader(io.StringIO(written[0].read_text(encoding="utf-8"))))) == 2


def test_check_is_content_and_finds_what_changed(place: Path) -> None:
    assert run("check").exit_code == 0
    late = place / "corpus" / "moi.txt"
    late.write_text(LETTER, encoding="utf-8")
    try:
        result = run("check", "--json")
        assert result.exit_code == 1
        assert [fault["path"] for fault in json.loads(result.stdout)] == ["moi.txt"]
        assert "Tệp chưa có trong chỉ mục" in run("check").stdout
    finally:
        late.unlink()


def test_every_command_draws_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trichdan.cli.output.on_terminal", lambda: True)
    for module in ("ask", "lists", "due", "tools"):
        monkeypatch.setattr(f"trichdan.cli.{module}.on_terminal", lambda: True)
    for words in (
        ["cites", "25-NQ/TW"], ["refs", "12-KH/BDVTU"], ["show", "12-KH/BDVTU"], ["search", "dân vận"], ["deadlines"],
        ["deadlines", "--group", "actor"], ["wanted"], ["conflicts"], ["cascade", "25-NQ/TW"],
        ["review"],
    ):  # fmt: skip
        for lang in ("vi", "en"):
            result = run(*words, lang=lang)
            assert result.exit_code == 0, (words, result.stderr)
            assert "None" not in result.stdout
