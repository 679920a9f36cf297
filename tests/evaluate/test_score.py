"""What counts as right: targets, findings, fills and what a summary says."""

from decimal import Decimal

import pytest

from conftest import SAMPLES
from structurer import structure
from structurer.evaluate.dataset import (
    Expected,
    Gap,
    Label,
    LabelledProject,
    Misfiled,
    ProjectLabel,
    TellingFact,
)
from structurer.evaluate.score import Found, compare, says, score_findings, score_projects
from structurer.models import Finding, IndicatorValue
from structurer.models.finding import Severity
from structurer.models.proposal import Category, CategoryChoice, Fill
from structurer.models.value import Comparator, Direction, Kind, Target


def fact(*pieces: str) -> TellingFact:
    return TellingFact(fact="a test", any_of=pieces)


@pytest.mark.parametrize(
    ("text", "pieces", "said"),
    [
        ("这笔钱共88.00万元，用于办税点。", ("88万元", "88.00万元"), True),
        ("这笔钱共1,288万元。", ("1288万元",), True),
        ("这笔钱共1288万元。", ("88万元",), False),
        ("这笔钱共6.88万元。", ("88万元",), False),
        ("培训 两 百人", ("两百人",), True),
        ("办税更方便", ("服务点", "办税点"), False),
    ],
)
def test_a_fact_is_told_in_one_of_its_wordings_and_no_amount_inside_another(
    text: str,
    pieces: tuple[str, ...],
    said: bool,  # noqa: FBT001 - a case
) -> None:
    assert says(text, fact(*pieces)) is said


def finding(rule: str, *rows: int, **changes: object) -> Finding:
    made = {
        "rule": rule,
        "name": "test",
        "starred": True,
        "severity": Severity.WARNING,
        "project": 1,
        "rows": rows,
        "message_zh": "",
        "message_en": "",
        "cells": (),
        "evidence": (),
        "authority": (),
        "suggestion": "",
    }
    return Finding.model_validate(made | changes)


def test_findings_are_matched_by_rule_and_row_each_once() -> None:
    expected = [("Q01", 3), ("Q01", 4), ("Q07", None), ("K01", 8)]
    said = [finding("Q01", 3), finding("Q01", 5), finding("Q07"), finding("K01", 7, 8), finding("K01", 8)]
    assert score_findings(expected, said) == Found(hits=3, misses=1, extra=2)


def test_findings_that_a_person_is_not_shown_do_not_count() -> None:
    hidden = [
        finding("Q01", 3, severity=Severity.INFO),
        finding("Q01", 3, starred=False),
        finding("Q01", 3, confirmed=False),
    ]
    assert score_findings([("Q01", 3)], hidden) == Found(hits=0, misses=1, extra=0)
    assert score_findings([("Q01", 3)], [finding("Q01", 3, confirmed=None)]) == Found(
        hits=1, misses=0, extra=0
    )


def test_nothing_said_has_no_precision_and_nothing_labelled_no_recall() -> None:
    assert Found(hits=0, misses=2, extra=0).precision is None
    assert Found(hits=0, misses=0, extra=2).recall is None
    assert Found(hits=1, misses=1, extra=3).precision == 0.25
    assert Found(hits=1, misses=1, extra=3).recall == 0.5


TARGET = Target(
    kind=Kind.PERCENTAGE,
    comparator=Comparator.GE,
    number=Decimal(95),
    unit="%",
    unit_code="%",
    base_value=Decimal(95),
    span=(0, 4),
)


def right_targets(said: Target, label: Target = TARGET) -> bool:
    truth = Label(
        kind=Kind.PERCENTAGE, grade=None, direction=Direction.HIGHER, checkable=True, targets=(label,)
    )
    value = IndicatorValue(text="≥95%", kind=Kind.PERCENTAGE, targets=(said,), direction=Direction.HIGHER)
    return compare(truth, value)["targets"]


def test_targets_are_compared_whole_but_for_condition_and_offsets() -> None:
    assert right_targets(TARGET.model_copy(update={"span": (1, 4), "condition": "城区"}))
    for changes in (
        {"comparator": Comparator.GT},
        {"number": Decimal("0.95")},
        {"per": "年"},
        {"unit": None},
    ):
        assert not right_targets(TARGET.model_copy(update=changes))


def test_the_base_value_of_a_bare_number_is_not_compared() -> None:
    bare = TARGET.model_copy(update={"unit": None, "unit_code": None})
    assert right_targets(bare.model_copy(update={"base_value": None}), bare)
    assert not right_targets(TARGET.model_copy(update={"base_value": None}))


def test_a_project_is_scored_by_what_was_asked() -> None:
    submission = structure(SAMPLES / "training_word.txt")
    project = submission.projects[0]
    row = project.indicators[0].model_copy(
        update={
            "suggested_level2": "质量指标",
            "fills": (Fill(field="unit", value="人", evidence=(), reason="", confidence="high"),),
        }
    )
    category = CategoryChoice(value=Category.SUBSIDY, evidence=(), reason="")
    changed = project.model_copy(update={"indicators": (row, *project.indicators[1:]), "category": category})
    submission = submission.model_copy(update={"projects": (changed, *submission.projects[1:])})
    label = ProjectLabel(
        level2=(Misfiled(row=1, value="质量指标"), Misfiled(row=2, value="时效指标")),
        fills=(Gap(row=1, field="unit", value="人"),),
        category=Category.SUBSIDY,
        findings=(Expected(rule="V07", row=4),),
        must=(fact("64万元"), fact("不会写到的事")),
        must_not=(fact("640万元"),),
    )
    labelled = [LabelledProject(document="training_word.txt", project=1, label=label)]
    submissions = {"training_word.txt": submission}
    [score] = score_projects(labelled, submissions, ("classify", "fill"))
    assert score.level2 == Found(hits=1, misses=1, extra=0)
    assert score.fills == Found(hits=1, misses=0, extra=0)
    assert score.is_category_right
    assert score.findings is not None
    assert score.findings.hits == 1
    assert score.summary is not None
    assert score.summary.told == (True, False)
    assert score.summary.left_out == (True,)
    [alone] = score_projects(labelled, submissions)
    assert (alone.level2, alone.fills, alone.is_category_right) == (None, None, None)
