"""Documents that are not as a form should be: no rule breaks, and the check takes its time by their size."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from structurer import Indicator, Project, Submission, parse
from structurer.check import check
from structurer.check.catalogue import ALL_RULES
from structurer.models import Amount, Budget, Place
from structurer.models.finding import Cause
from structurer.models.value import IndicatorValue
from structurer.normalize import normalize

ODD_VALUES = (
    "",
    " ",
    "≥",
    "≥≥5%",
    "%",
    "247*24小时",
    "1e999",
    "９９．９％",
    "-5%",
    "≥100%≤50%",
    "0",
    "无",
    "×" * 500,
    "😀",
    "\u200b",
    "2025年13月45日",
    "{value}",
    "%s",
    "\\",
    "一二三四五六七八九十百千万亿",
)
LARGE = 5_000
SECONDS_FOR_LARGE = 20  # of all rules on a slow machine; one takes milliseconds


def submission(*projects: Project) -> Submission:
    made = parse("项目名称\t甲\n", name="odd.txt")
    return normalize(made.model_copy(update={"projects": projects}))


def project(
    rows: int = 0, values: tuple[str, ...] = ODD_VALUES, header: Mapping[str, object] = {}
) -> Project:
    bare = parse("项目名称\t甲\n").projects[0].model_copy(update=dict(header))
    indicators = tuple(row(number, values[number % len(values)]) for number in range(1, rows + 1))
    return bare.model_copy(update={"indicators": indicators})


def row(number: int, value: str) -> Indicator:
    sections = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "满意度", "")
    section = sections[number % len(sections)]
    return Indicator(
        row=number,
        level1="产出指标" if section else "",
        level1_printed="",
        level2=f"{section}指标" if section else "",
        level2_printed="",
        level3="" if number % 50 == 0 else f"完成任务{number}合格率",
        description=None if number % 3 else value,
        value=IndicatorValue(text=value),
        place=Place(line=number),
        row_place=Place(line=number),
    )


TEXTS = [
    "title",
    "heading",
    "unit_code",
    "unit_name",
    "currency_unit",
    "project_name",
    "fund_purpose",
    "goals_text",
]
NOTHING = dict.fromkeys(TEXTS) | {"budget": Budget()}
ODD_BUDGET = Budget(total=Amount(text="约五十万"), fiscal=Amount(text=""), other=Amount(text=None))
BLANK = dict.fromkeys(TEXTS, "") | {"budget": ODD_BUDGET, "payment_plan": ()}
HARD = {
    "no header at all": submission(project(8, header=NOTHING)),
    "a header of blanks": submission(project(8, header=BLANK)),
    "no row": submission(project()),
    "nothing": submission(project(header=NOTHING)),
    "no project": submission(),
    "odd values": submission(project(160)),
    "the same project twice": submission(project(20), project(20).model_copy(update={"index": 2})),
}


@pytest.mark.parametrize("name", HARD)
def test_no_rule_breaks_on_a_hard_document(name: str) -> None:
    report = check(HARD[name], remarks={})
    assert [one for one in report.unjudged if one.cause is Cause.FAILED] == []
    for finding in report.findings:
        assert finding.cells
        assert all(cell.document == "odd.txt" for cell in finding.cells)


def test_no_rule_breaks_on_a_sample(sample: Path) -> None:
    report = check(parse(sample.read_bytes(), name=sample.name))
    assert [one for one in report.unjudged if one.cause is Cause.FAILED] == []


def test_rules_that_need_a_model_say_that_none_was_asked() -> None:
    report = check(HARD["odd values"])
    asked = {one.rule for one in report.unjudged if one.cause is Cause.NO_MODEL}
    assert asked == {one.id for one in ALL_RULES if one.method == "llm"}


def test_thousands_of_rows_take_seconds() -> None:
    large = submission(project(LARGE, values=("≥95%", "≤3个月", "120台", "显著提升", "≤2万元", *ODD_VALUES)))
    start = time.perf_counter()
    report = check(large)
    assert time.perf_counter() - start < SECONDS_FOR_LARGE
    assert [one for one in report.unjudged if one.cause is Cause.FAILED] == []
