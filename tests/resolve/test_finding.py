"""Questions as people type them, against the authority list and an index without documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trichdan.lexicon import load_lexicon
from trichdan.resolve.catalogue import CorpusCatalogue
from trichdan.resolve.finding import find
from trichdan.resolve.queries import parse_query
from trichdan.store import Store

FIVE = ["25-NQ/TW@IX", "25-NQ/TW@V", "25-NQ/TW@X", "25-NQ/TW@XI", "25-NQ/TW@XIV"]
QUESTIONS: list[tuple[str, list[str]]] = [
    ("nq 25 tw", FIVE),
    ("25/NQ-TW", FIVE),
    ("số 25-NQ/TW", FIVE),
    ("nghi quyet 25", FIVE),
    ("NQ25-NQ/TW khóa 11", ["25-NQ/TW@XI"]),
    ("25 nq tw khóa XI", ["25-NQ/TW@XI"]),
    ("nghị quyết 25-NQ/TW ngày 3/6/2013", ["25-NQ/TW@XI"]),
    ("25-NQ/TW 2013", ["25-NQ/TW@XI"]),
    ("NQ 25 năm 2013", ["25-NQ/TW@XI"]),
    ("217, 218 QĐ/TW", ["217-QĐ/TW@XI", "218-QĐ/TW@XI"]),
    ("217-QĐ/TW và 218-QĐ/TW", ["217-QĐ/TW@XI", "218-QĐ/TW@XI"]),
    ("nghị quyết trung ương 7 khóa XI", ["25-NQ/TW@XI"]),
    ("nghị quyết trung ương 7 khóa x về thanh niên", ["25-NQ/TW@X"]),
    ("nghị quyết trung ương 7 khóa x", ["25-NQ/TW@X", "26-NQ/TW@X", "27-NQ/TW@X"]),
    ("nqtw4 khóa 12", ["04-NQ/TW@XII"]),
    ("nghị quyết đại hội XIII", ["nghi-quyet-dai-hoi@XIII"]),
    ("luật đất đai", ["13/2003/QH11", "31/2024/QH15", "45/2013/QH13"]),
    ("luật đất đai 2013", ["45/2013/QH13"]),
    ("luat dat dai nam 2024", ["31/2024/QH15"]),
    ("Luật số 31/2024/QH15", ["31/2024/QH15"]),
    ("31/2024/qh15", ["31/2024/QH15"]),
    ("nghị định 30/2020", ["30/2020/NĐ-CP"]),
    ("30/2020/NĐ-CP ngày 05 tháng 3 năm 2020", ["30/2020/NĐ-CP"]),
    ("chi thi 16 ttg", ["16/CT-TTg@2016", "16/CT-TTg@2017", "16/CT-TTg@2020"]),
    ("16/CT-TTg 2020", ["16/CT-TTg@2020"]),
    ("chỉ thị 05-CT/TW", ["05-CT/TW@XII"]),
    ("kl 21 tw khoa 13", ["21-KL/TW@XIII"]),
    ("bộ luật dân sự", ["91/2015/QH13"]),
    ("blds 2015", ["91/2015/QH13"]),
    ("hiến pháp", ["hien-phap@2013"]),
    ("hiến pháp 2013", ["hien-phap@2013"]),
    ("điều lệ đảng", ["dieu-le-dang-cong-san-viet-nam@2011"]),
    ("khoán 10", ["10-NQ/TW@VI"]),
    ("nghị quyết tam nông", ["26-NQ/TW@X"]),
    ("19 điều đảng viên không được làm", ["47-QĐ/TW@XI"]),
    ("296 qđ/tw", ["296-QĐ/TW@XIII"]),
    ("nghị quyết 18 tinh gọn bộ máy", ["18-NQ/TW@XII"]),
    ("4088/KH-UBND bình thuận", ["4088/KH-UBND@binh-thuan.2021"]),
    ("4088/KH-UBND cần thơ", []),
    ("9999-QĐ/TW", []),
    ("xyz abc", []),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("index"), create=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(("query", "ids"), QUESTIONS)
def test_what_a_question_may_mean(store: Store, query: str, ids: list[str]) -> None:
    lexicon = load_lexicon()
    found = find(parse_query(query, lexicon), store, CorpusCatalogue(store, lexicon), lexicon)
    assert sorted(one.id for one in found) == ids
