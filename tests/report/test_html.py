from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

from tests.report.rows import Row, deadline, recurring, undated
from trichdan.lexicon.messages import load_messages
from trichdan.report.deadlines import Choice, choose
from trichdan.report.html import page


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(rows: list[Row], lang: str = "vi", **options: str) -> Reader:
    items, _ = choose(rows, Choice())
    reader = Reader()
    reader.feed(page(items, load_messages(lang), as_of=date(2021, 12, 1), href=lambda row: "a.txt", **options))
    assert not reader.open
    return reader


def test_page_has_a_calendar_and_a_list_that_quotes() -> None:
    reader = read([deadline(line=7), recurring("FREQ=MONTHLY;BYMONTHDAY=15", "2022-01-15"), undated()])
    text = " ".join(reader.text)
    for expected in (
        "Tháng 12/2021", "Tháng 1/2022", "Không có ngày xác định", "24/12/2021", "còn 23 ngày", "ngày 15 hằng tháng",
        "“Gửi báo cáo về Ban Dân vận Tỉnh ủy trước ngày 25/12/2021”", "ban/ke-hoach.txt, dòng 7", "Huyện ủy Đông Sơn",
    ):  # fmt: skip
        assert expected in text
    assert reader.tags.count("blockquote") == 3
    assert "#r1" in reader.links
    assert "a.txt" in reader.links


def test_page_in_english() -> None:
    text = " ".join(read([deadline()], "en").text)
    assert "December 2021" in text
    assert "2021-12-24" in text
    assert "Hạn" not in text


def test_text_of_documents_is_escaped() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=y>\"' \x1b[0m"
    row = deadline(text=evil, action=evil, actors=[evil, evil], recipients=[evil], id=evil, path=evil, action_type=evil)
    reader = read([row], subtitle=evil)
    assert not {"script", "img"} & set(reader.tags)
    assert any("<script>" in text for text in reader.text)
    assert not any("\x1b" in text for text in reader.text)


def test_an_empty_page_says_so() -> None:
    assert "Không có kết quả." in " ".join(read([]).text)
