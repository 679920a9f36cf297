"""Rules over a portfolio: they bear ten thousand projects, also where many of them are alike."""

import gc
import random
import time
from collections.abc import Callable, Sequence

import pytest

from structurer.check.catalogue import ALL_RULES
from structurer.check.likeness import Pair, alike, lasting_name, lines
from structurer.check.rule import Rule, Skip
from structurer.check.texts import bare
from structurer.check.view import Portfolio, ProjectView
from structurer.models import Amount, Budget, Indicator, Place, Project
from structurer.models.value import IndicatorValue, RowContext
from structurer.normalize import normalize_value
from structurer.settings import CheckSettings

FEW, MANY = 2_500, 10_000
# Four times the projects may take four times as long; pairs would take sixteen times as long.
WORST_RATIO = 9
ATTEMPTS = 3  # a busy machine may spoil one
SHORTEST = 0.05  # seconds; below this a clock says little
ROWS = 8
PORTFOLIO_RULES = [rule for rule in ALL_RULES if rule.subject is Portfolio]
VALUES = ["≥95%", "≥98%", "≤2小时", "≤4小时", "12个", "有效提升"]
SECTIONS = ["数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "满意度指标"]


def _indicator(row: int, name: str, value: str) -> Indicator:
    section = SECTIONS[row % len(SECTIONS)]
    place = Place(line=row, table=1, row=row, column=5)
    read: IndicatorValue = normalize_value(value, RowContext("", section, name, ""))
    printed = {"level1": "", "level1_printed": "", "level2": section, "level2_printed": section}
    return Indicator(row=row, level3=name, value=read, place=place, row_place=place, **printed)


def _project(index: int, name: str, goal: str, rows: Sequence[Indicator]) -> Project:
    return Project(
        index=index,
        heading=None,
        title=None,
        unit_code=None,
        unit_name=f"单位{index % 50}",
        currency_unit="万元",
        project_code=None,
        project_name=name,
        budget=Budget(total=Amount(text="50.00")),
        fund_purpose=goal,
        goals=(goal,),
        goals_text=goal,
        payment_plan=None,
        extra={},
        place=Place(line=1, table=1),
        indicators=tuple(rows),
    )


def _portfolio(projects: Sequence[Project]) -> Portfolio:
    years = (2024, 2025)
    views = (ProjectView("made.txt", one, years[one.index % 2], CheckSettings()) for one in projects)
    return Portfolio(tuple(views))


def _all_different(count: int) -> Portfolio:
    pool = [_indicator(row, f"指标{row}", VALUES[row % len(VALUES)]) for row in range(1, ROWS + 1)]
    return _portfolio(
        [
            _project(
                index,
                f"第{index}号公园建设",
                f"建成第{index}号公园并向居民免费开放",
                [row.model_copy(update={"level3": f"公园{index}的{row.level3}"}) for row in pool],
            )
            for index in range(1, count + 1)
        ]
    )


def _common_names(count: int) -> Portfolio:
    """Every table draws its names from the same twenty, every tenth goal and name are the same."""
    chance = random.Random(7)  # noqa: S311 - made-up projects, the same in every run
    pool = [
        _indicator(row % ROWS + 1, f"常用指标{row}", chance.choice(VALUES))
        for row in range(20)
        for _ in range(3)
    ]
    return _portfolio(
        [
            _project(
                index,
                f"社区服务{index % 10}-202{index % 4}年一般债券",
                f"保障第{index % 10}类社区服务平稳有序运行",
                chance.sample(pool, ROWS),
            )
            for index in range(1, count + 1)
        ]
    )


def _one_table(count: int) -> Portfolio:
    rows = [_indicator(row, f"指标{row}", "≥95%") for row in range(1, ROWS + 1)]
    return _portfolio(
        [_project(index, "物业服务费", "保障办公区域平稳有序运行", rows) for index in range(1, count + 1)]
    )


def _seconds(rule: Rule, portfolio: Portfolio) -> float:
    gc.disable()  # what the collector does hangs on everything else that lives in the process
    start = time.process_time()
    try:
        for _ in rule.find(portfolio):
            pass
    except Skip:
        pass
    finally:
        gc.enable()
    return time.process_time() - start


def _ratio(rule: Rule, few: Portfolio, many: Portfolio) -> float:
    shortest = _seconds(rule, few)
    return _seconds(rule, many) / max(shortest, SHORTEST)


@pytest.mark.parametrize("made", [_all_different, _common_names, _one_table])
def test_time_grows_with_the_projects_and_not_with_their_pairs(made: Callable[[int], Portfolio]) -> None:
    few, many = made(FEW), made(MANY)
    for portfolio in (few, many):  # what the views keep is made once; it is not a rule's growth
        assert all(row.name for project in portfolio.projects for row in project.rows if row.section)
    for rule in PORTFOLIO_RULES:
        ratios = (_ratio(rule, few, many) for _ in range(ATTEMPTS))
        assert any(ratio < WORST_RATIO for ratio in ratios), rule.id


def test_every_portfolio_rule_finds_its_pairs_among_many() -> None:
    portfolio = _one_table(200)
    found = {
        rule.id: len(list(rule.find(portfolio))) for rule in PORTFOLIO_RULES if rule.id in ("P01", "P02")
    }
    assert found == {"P01": 198, "P02": 198}  # of each of the two years, all but the first


def test_like_sets_are_those_that_comparing_all_pairs_finds() -> None:
    chance = random.Random(11)  # noqa: S311 - the same sets in every run
    sets = [frozenset(map(str, chance.sample(range(60), chance.randint(3, 9)))) for _ in range(300)]
    sets += [sets[4] | {"99"}, sets[5] - {min(sets[5])}, sets[6]]
    best: dict[int, float] = {}
    for later, one in enumerate(sets):
        shares = [len(one & other) / len(one | other) for other in sets[:later] if len(other) >= 3]
        if len(one) >= 3 and max(shares, default=0) >= 0.5:
            best[later] = max(shares)
    found = list(alike(sets, 0.5, fewest=3))
    assert {pair.later: pair.share for pair in found} == best
    assert Pair(6, 302, 1.0) in found


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("某某市预付卡监管平台-2022 年一般政府债券", "某某市预付卡监管平台建设项目-2023年一般债券"),
        ("2024年度热线运维项目", "2025 年热线运维"),
        ("甲乙市道路信息平台", "甲乙道路信息平台项目（2025年一般债券）"),
    ],
)
def test_a_project_keeps_its_name_over_years_and_funding_lines(name: str, other: str) -> None:
    one, two = (_portfolio([_project(1, text, "", [])]).projects[0] for text in (name, other))
    assert lasting_name(one) == lasting_name(two)


def test_phases_have_names_of_their_own() -> None:
    one, two = (
        _portfolio([_project(1, f"监管平台建设项目{phase}", "", [])]).projects[0]
        for phase in ("一期", "二期")
    )
    assert lasting_name(one) != lasting_name(two)


def test_goals_are_compared_without_numbers_blanks_and_the_last_full_stop() -> None:
    assert bare("1. 建成 20个服务点。") == bare("2.1.建成20个服务点") == "建成20个服务点"
    assert bare("1.5万人次") == "1.5万人次"
    text = "1. 建成服务点。 2. 培训护理员。\n3.开放食堂"
    assert [line.bare for line in lines(text)] == ["建成服务点", "培训护理员", "开放食堂"]
    assert all(text[line.start :].startswith(line.quote) for line in lines(text))
