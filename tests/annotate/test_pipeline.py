"""The spaCy pipeline: lossless tokens, folded NORM, components that anybody can add, spans that displaCy shows."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.matcher import PhraseMatcher

import trichdan
from trichdan.annotate.pipeline import STAGES, entities

pytestmark = pytest.mark.engine

SENTENCE = "Thực hiện Nghị quyết số 25-NQ/TW, ngày 03/6/2013 của Ban Chấp hành Trung ương Đảng (khóa XI)."


@given(st.text(alphabet="aÐđ25-/.NQTW ,\n\t“”", max_size=60))
def test_tokens_add_up_to_the_text(text: str) -> None:
    assert trichdan.load().make_doc(text).text == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("số 25-NQ/TW, ngày", ["số", "25-NQ/TW", ",", "ngày"]),
        ("30/2020/NĐ-CP;", ["30/2020/NĐ-CP", ";"]),
        ("a)  Điều 5.", ["a", ")", " ", "Điều", "5", "."]),
        ("phủ;\n\nHuế", ["phủ", ";", "\n\n", "Huế"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in trichdan.load().make_doc(text)] == tokens


def test_a_phrase_is_found_without_its_marks() -> None:
    nlp = trichdan.load()
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    matcher.add("x", [nlp.make_doc("Ban Chấp hành Trung ương")])
    assert matcher(nlp.make_doc("cua BAN CHAP HÀNH trung ương"))


def test_components_work_in_anybodys_pipeline() -> None:
    nlp = spacy.blank("xx")
    for stage in STAGES:
        nlp.add_pipe(stage)
    doc = nlp(SENTENCE)
    assert [span.text for span in doc.spans["citations"]] == ["Nghị quyết số 25-NQ/TW, ngày 03/6/2013"]


def test_displacy_shows_the_spans() -> None:
    doc = entities(trichdan.load()(SENTENCE))
    html = displacy.render(doc, style="ent", jupyter=False)
    assert "25-NQ/TW" in html
    assert "numbered" in html
