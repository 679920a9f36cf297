"""Small readings: goals, amounts, headings, years."""

from decimal import Decimal

import pytest

from structurer.models import Indicator, IndicatorValue, Place, Project
from structurer.models.submission import Budget
from structurer.parse import Forms
from structurer.parse.amounts import read_amount, read_percent
from structurer.parse.goals import split_goals
from structurer.parse.headings import is_heading, is_page_number
from structurer.parse.year import budget_year
from structurer.text import fold, is_blank, tidy

FORMS = Forms.build()


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (None, ()),
        ("", ()),
        ("完成改造。", ("完成改造。",)),
        ("1.甲；\n2.乙。", ("甲；", "乙。")),
        ("1. 甲。 2. 乙。", ("甲。", "乙。")),
        ("1.1.甲。\n2.2.乙。", ("甲。", "乙。")),
        ("1、达到1.5万元。2、乙。", ("达到1.5万元。", "乙。")),
        ("覆盖率 3.5% 以上", ("覆盖率 3.5% 以上",)),
        ("1. 甲，其中 5. 不是下一条", ("甲，其中 5. 不是下一条",)),
    ],
)
def test_goals_are_split_at_their_numbers(text: str | None, items: tuple[str, ...]) -> None:
    assert split_goals(text) == items


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("114.00", "万元", "1140000"),
        ("1,234,567.8", "元", "1234567.8"),
        ("１２．５", "万元", "125000"),
        ("0.00", "万元", "0"),
        ("1.2亿元", "万元", "120000000"),
        ("-3", "千元", "-3000"),
        ("5", "人民币万元", "50000"),
    ],
)
def test_amounts_are_read_exactly(text: str, unit: str, amount: str) -> None:
    found = read_amount(text, unit, FORMS)
    assert (found.text, found.amount) == (text, Decimal(amount))


@pytest.mark.parametrize("text", ["", None, "若干", "12.5.6", "1,23", "12 斤", "≤12"])
def test_what_is_no_amount_has_no_value(text: str | None) -> None:
    assert read_amount(text, "万元", FORMS).amount is None


@pytest.mark.parametrize(
    ("text", "percent"), [("25%", "25"), ("１００％", "100"), ("33.3", "33.3"), ("", None), ("约", None)]
)
def test_shares_are_read_exactly(text: str, percent: str | None) -> None:
    assert read_percent(text) == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize(
    "line", ["1.某项目绩效目标表", "项目支出绩效目标申报表", "某项目绩效 目标表（2026年度）"]
)
def test_headings_are_known_by_their_end(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize("line", ["绩效目标", "绩效目标表的填报说明", "一、项目支出绩效目标表……3", ""])
def test_other_lines_are_no_headings(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    ("line", "number"), [("- 12 -", True), ("第3页 共9页", True), ("—7—", True), ("12台", False)]
)
def test_page_numbers_stand_alone(line: str, number: bool) -> None:  # noqa: FBT001
    assert is_page_number(line) is number


def project(name: str, *, heading: str | None = None, value: str = "") -> Project:
    row = Indicator(
        row=1,
        level1="",
        level1_printed="",
        level2="",
        level2_printed="",
        level3="",
        value=IndicatorValue(text=value),
        place=Place(),
        row_place=Place(),
    )
    return Project(
        index=1,
        heading=heading,
        title=None,
        unit_code=None,
        unit_name=None,
        currency_unit=None,
        project_code=None,
        project_name=name,
        budget=Budget(),
        fund_purpose=None,
        goals=(),
        goals_text=None,
        payment_plan=None,
        extra={},
        place=Place(),
        indicators=(row,),
    )


@pytest.mark.parametrize(
    ("title", "projects", "expected"),
    [
        ("某局\n(2026年)", [project("2024年甲")], (2026, "document_title")),
        ("2025年至2026年", [project("2024年甲")], (2024, "project_names")),
        (None, [project("甲", heading="项目支出绩效目标表\n（2026年度）")], (2026, "headings")),
        (None, [project("甲-2023年一般债券", value="2026年12月底"), project("乙")], (2026, "texts")),
        (None, [project("2025年甲"), project("2026年乙"), project("丙")], None),
        (None, [project("2026年甲"), project("乙")], None),
        (None, [project("甲", value="2025年"), project("乙", value="2026年")], None),
        (None, [], None),
    ],
)
def test_the_budget_year_needs_one_clear_source(
    title: str | None, projects: list[Project], expected: tuple[int, str] | None
) -> None:
    found = budget_year(title, projects)
    assert (found and (found.value, found.basis)) == expected


def test_folding_compares_and_never_stores() -> None:
    assert fold("其中：财政    资金") == fold("其中:财政\u200b资金") == "其中:财政资金"
    assert fold("１００％") == "100%"
    assert is_blank(" \u200b\u00a0\n")
    assert tidy("\u00a0 甲 \n\n  乙　丙\n") == "甲\n乙　丙"
