"""Who says what the money is for."""

from decimal import Decimal
from string import Formatter

import pytest

from briefed import changed, result
from structurer.models.proposal import Summary
from structurer.models.result import Result
from structurer.write.brief import Wish, compose, to_markdown
from structurer.write.brief.phrases import phrases
from structurer.write.brief.printed import cut


def with_summary(text: str, **changes: object) -> Result:
    said = {"headline": "修复农村公路", "text": text, "key_rows": (1,), "lang": "zh", "decided_by": "llm"}
    return changed(result("roads_pdf.txt"), summary=Summary.model_validate(said | changes))


def briefed(one: Result, lang: str = "zh") -> str:
    return to_markdown(compose([one], Wish(lang))).decode()  # type: ignore[arg-type]


def test_a_models_summary_is_told_and_marked() -> None:
    text = briefed(with_summary("修复64处路段，共86.75公里，预算2318.6万元。"))
    assert "修复农村公路。修复64处路段，共86.75公里，预算2318.6万元。 〔模型〕" in text


def test_a_persons_summary_is_marked_as_such() -> None:
    assert "修复64处路段。 〔人工〕" in briefed(with_summary("修复64处路段。", decided_by="human"))


@pytest.mark.parametrize("text", ["修复6400处路段。", "投资九千万元修复路段。"])
def test_a_summary_with_a_number_that_is_not_printed_is_set_aside_and_said_so(text: str) -> None:
    told = briefed(with_summary(text))
    assert text not in told
    assert "已记录的摘要含有表中没有的数字，未采用。" in told
    assert "〔原文〕" in told


def test_a_summary_may_name_what_the_program_computed() -> None:
    rows = len(result("roads_pdf.txt").submission.projects[0].indicators)
    told = briefed(with_summary(f"设{rows}项指标，预算{Decimal('2318.6')}万元。"))
    assert f"设{rows}项指标" in told


def test_a_summary_in_another_language_is_not_used() -> None:
    assert "〔模型〕" not in briefed(with_summary("修复64处路段。", lang="en")).split("一、")[1]
    english = briefed(
        with_summary("It repairs 64 road sections.", lang="en", headline="Roads repaired"), "en"
    )
    assert "Roads repaired. It repairs 64 road sections. \\[model\\]" in english


def test_the_programs_own_summary_gives_way_to_the_printed_purpose() -> None:
    told = briefed(result("roads_pdf.txt"))
    assert "修复汛期水毁的路基、边坡和桥涵。 〔原文〕" in told


def test_phrases_have_both_languages_and_the_same_fields() -> None:
    for key, both in phrases().items():
        assert set(both) == {"zh", "en"}, key
        fields = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in both.values()]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("甲乙丙", 3, "甲乙丙"), ("甲乙丙丁", 3, "甲乙丙……"), ("甲1,234元", 4, "甲……")],
)
def test_a_cut_leaves_a_mark(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown
